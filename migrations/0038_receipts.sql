-- Receipts, printers and the print queue. A receipt keeps what was said on paper, once for a document and kind; every print
-- of it is counted. What is to be printed waits in the queue of its printer: a console of the shop takes it under a lease,
-- tries again when the printer fails, and never holds up or undoes what was sold.

-- --- what is kept -----------------------------------------------------------------------------------------------------

-- What stands on every receipt of the house: licence, legal number, and a notice below everything.
CREATE TABLE receipt_text (
    banca_id uuid        PRIMARY KEY REFERENCES banca,
    licence  text        NOT NULL DEFAULT '' CHECK (length(licence) <= 60),
    legal_id text        NOT NULL DEFAULT '' CHECK (length(legal_id) <= 40),
    legal    text        NOT NULL DEFAULT '' CHECK (length(legal) <= 400),
    set_by   uuid        NOT NULL,
    at       timestamptz NOT NULL DEFAULT banca_now(),
    FOREIGN KEY (banca_id, set_by) REFERENCES app_user
);

CREATE TABLE receipt (
    banca_id    uuid        NOT NULL REFERENCES banca,
    receipt_id  uuid        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('ticket', 'sale', 'combined', 'void', 'return', 'credit_slip', 'settlement',
                                                     'payout', 'drawer_x', 'drawer_z', 'cash_slip', 'payment_proof', 'statement', 'list')),
    document_id uuid        NOT NULL,
    -- The document's number, as people say it.
    number      text        NOT NULL CHECK (length(number) BETWEEN 1 AND 60),
    snapshot    jsonb       NOT NULL,
    -- What tells that the snapshot is still what was kept.
    hash        bytea       NOT NULL CHECK (octet_length(hash) = 32),
    -- Nothing for a paper of the whole house.
    ventana_id  uuid,
    terminal_id uuid,
    at          timestamptz NOT NULL DEFAULT banca_now(),
    user_id     uuid        NOT NULL,
    command_id  uuid        NOT NULL,
    PRIMARY KEY (banca_id, receipt_id),
    UNIQUE (banca_id, document_id, kind),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana,
    FOREIGN KEY (banca_id, terminal_id) REFERENCES terminal,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    CHECK (snapshot ->> 'kind' = CASE kind WHEN 'combined' THEN 'sale' ELSE kind END)
);
CREATE INDEX receipt_by_number ON receipt (banca_id, number);

CREATE TABLE printer (
    banca_id    uuid        NOT NULL,
    printer_id  uuid        NOT NULL,
    ventana_id  uuid        NOT NULL,
    -- The only terminal that reaches it; nothing where all of the shop do.
    terminal_id uuid,
    name        text        NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    target      text        NOT NULL CHECK (target IN ('device', 'file', 'tcp')),
    -- A path, or host:port.
    address     text        NOT NULL CHECK (length(address) BETWEEN 1 AND 200 AND address !~ '[[:cntrl:]]'),
    columns     smallint    NOT NULL DEFAULT 48 CHECK (columns IN (32, 48)),
    -- How letters are sent: ESC/POS with a code page, or plain text.
    language    text        NOT NULL DEFAULT 'cp858' CHECK (language IN ('cp858', 'cp850', 'cp437', 'ascii', 'text')),
    words       text        NOT NULL DEFAULT 'es' CHECK (words IN ('es', 'en')),
    cut         boolean     NOT NULL DEFAULT true,
    -- Whether a receipt with cash opens the cash box.
    kick        boolean     NOT NULL DEFAULT false,
    -- The kinds that are printed by themselves when they are made.
    automatic   text[]      NOT NULL DEFAULT '{}'
                CHECK (automatic <@ ARRAY['ticket', 'sale', 'combined', 'void', 'return', 'credit_slip', 'settlement', 'payout',
                                          'drawer_z', 'cash_slip', 'payment_proof']),
    active      boolean     NOT NULL DEFAULT true,
    set_by      uuid        NOT NULL,
    at          timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, printer_id),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana,
    FOREIGN KEY (banca_id, terminal_id) REFERENCES terminal,
    FOREIGN KEY (banca_id, set_by) REFERENCES app_user,
    -- A device or file is somewhere; a printer in the network is reached from everywhere.
    CHECK (target = 'tcp' OR terminal_id IS NOT NULL)
);
CREATE UNIQUE INDEX printer_name ON printer (banca_id, ventana_id, lower(name));

-- Every print of a receipt: the first is the original, each later one a copy and says so. Without a printer it went to the
-- screen's clipboard.
CREATE TABLE receipt_print (
    banca_id   uuid        NOT NULL,
    receipt_id uuid        NOT NULL,
    n          integer     NOT NULL CHECK (n > 0),
    printer_id uuid,
    reason     text        NOT NULL DEFAULT '' CHECK (length(reason) <= 120),
    user_id    uuid        NOT NULL,
    command_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, receipt_id, n),
    UNIQUE (banca_id, command_id, receipt_id),
    FOREIGN KEY (banca_id, receipt_id) REFERENCES receipt,
    FOREIGN KEY (banca_id, printer_id) REFERENCES printer,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user
);

CREATE TABLE print_job (
    banca_id   uuid        NOT NULL,
    job_id     uuid        NOT NULL,
    -- In the order in which they were asked for.
    seq        bigint      GENERATED ALWAYS AS IDENTITY,
    printer_id uuid        NOT NULL,
    -- Nothing for a test page.
    receipt_id uuid,
    n          integer,
    state      text        NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'done', 'failed', 'cancelled')),
    attempts   smallint    NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_at    timestamptz NOT NULL DEFAULT banca_now(),
    -- Who sends it, until when.
    lease      uuid,
    lease_till timestamptz,
    last_error text        NOT NULL DEFAULT '' CHECK (length(last_error) <= 200),
    user_id    uuid        NOT NULL,
    command_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    ended_at   timestamptz,
    PRIMARY KEY (banca_id, job_id),
    FOREIGN KEY (banca_id, printer_id) REFERENCES printer,
    FOREIGN KEY (banca_id, receipt_id, n) REFERENCES receipt_print,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    CHECK ((receipt_id IS NULL) = (n IS NULL)),
    CHECK ((state = 'sending') = (lease IS NOT NULL) AND (lease IS NULL) = (lease_till IS NULL)),
    CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL))
);
CREATE INDEX print_job_waiting ON print_job (banca_id, printer_id, seq) WHERE state IN ('queued', 'sending');
CREATE INDEX print_job_newest ON print_job (banca_id, seq DESC);

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['receipt_text', 'receipt', 'printer', 'receipt_print', 'print_job'] LOOP
        EXECUTE format('CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_immutable(%s)',
                       v_table, CASE v_table
                           WHEN 'receipt_text' THEN '''licence'', ''legal_id'', ''legal'', ''set_by'', ''at'''
                           WHEN 'printer' THEN '''terminal_id'', ''name'', ''target'', ''address'', ''columns'', ''language'', ''words'',
                                                ''cut'', ''kick'', ''automatic'', ''active'', ''set_by'', ''at'''
                           WHEN 'print_job' THEN '''state'', ''attempts'', ''next_at'', ''lease'', ''lease_till'', ''last_error'', ''ended_at'''
                           ELSE '' END);
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_table);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app
                        USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()))', v_table);
        EXECUTE format('GRANT SELECT ON %I TO banca_app', v_table);
    END LOOP;
END $$;

CREATE POLICY reach ON receipt_text FOR SELECT TO banca_app USING (true);
CREATE POLICY reach ON receipt FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR ventana_id = (SELECT my_ventana()));
CREATE POLICY reach ON printer FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR ventana_id = (SELECT my_ventana()));
CREATE POLICY reach ON receipt_print FOR SELECT TO banca_app
    USING (EXISTS (SELECT FROM receipt r WHERE r.banca_id = receipt_print.banca_id AND r.receipt_id = receipt_print.receipt_id));
CREATE POLICY reach ON print_job FOR SELECT TO banca_app
    USING (EXISTS (SELECT FROM printer p WHERE p.banca_id = print_job.banca_id AND p.printer_id = print_job.printer_id));

-- Jobs go queued → sending → done, back to queued after a failure or a lost lease, to failed after too many, and a person
-- may send what failed again or take off what waits. Nothing comes back from done and cancelled.
CREATE FUNCTION guard_print_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('queued', 'sending'), ('sending', 'queued'), ('sending', 'done'), ('sending', 'failed'), ('queued', 'cancelled'),
        ('failed', 'queued'), ('failed', 'cancelled')) THEN
        RAISE EXCEPTION 'a print job does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_print_job BEFORE UPDATE ON print_job FOR EACH ROW EXECUTE FUNCTION guard_print_job();

-- --- keeping and printing -----------------------------------------------------------------------------------------------

-- Whether a command of this session is being done in this transaction.
CREATE FUNCTION within_command(p_command uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me session := my_session();
BEGIN
    RETURN EXISTS (SELECT FROM command c
                    WHERE c.banca_id = v_me.banca_id AND c.command_id = p_command AND c.session_id = v_me.session_id
                      AND c.answer IS NULL AND c.xmin = pg_current_xact_id_if_assigned()::xid);
END $$;

-- Keeps what stands on a receipt, within the command that makes the document; what is kept already stays. Returns its id.
CREATE FUNCTION keep_receipt(p_command uuid, p_receipt uuid, p_kind text, p_document uuid, p_number text, p_ventana uuid,
                             p_snapshot jsonb) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_kept  uuid;
BEGIN
    IF NOT within_command(p_command) THEN
        RAISE EXCEPTION 'no command of this session keeps this receipt' USING ERRCODE = 'BA403';
    END IF;
    IF my_role() <> 'ADMIN' AND p_ventana IS DISTINCT FROM my_ventana() THEN
        PERFORM refuse('{"refusal": "not_found", "what": "receipt"}');
    END IF;
    INSERT INTO receipt (banca_id, receipt_id, kind, document_id, number, snapshot, hash, ventana_id, terminal_id, user_id, command_id)
    VALUES (v_banca, p_receipt, p_kind, p_document, p_number, p_snapshot, sha256(convert_to(p_snapshot::text, 'UTF8')), p_ventana,
            my_terminal(), my_user(), p_command)
    ON CONFLICT (banca_id, document_id, kind) DO NOTHING;
    SELECT receipt_id INTO v_kept FROM receipt WHERE banca_id = v_banca AND document_id = p_document AND kind = p_kind;
    RETURN v_kept;
END $$;

-- Whether a ticket on a receipt has won and may still be paid.
CREATE FUNCTION receipt_wins(p_receipt uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM receipt r
          JOIN LATERAL (SELECT r.snapshot #>> '{ticket,code}' AS code
                         UNION ALL
                        SELECT t ->> 'code' FROM jsonb_array_elements(coalesce(r.snapshot -> 'tickets', '[]')) t
                         WHERE jsonb_typeof(t) = 'object') c ON c.code IS NOT NULL
          JOIN award a ON a.banca_id = r.banca_id AND a.code = c.code::bpchar AND a.mark <> 'REVERSED'
         WHERE r.banca_id = my_banca() AND r.receipt_id = p_receipt AND r.kind IN ('ticket', 'combined'))
$$;

-- Counts a print, and puts it into the queue of a printer where one is named. A copy needs a reason; a copy of a ticket
-- that won needs a second person's consent. Returns its number: 1 is the original.
CREATE FUNCTION print_receipt(p_command uuid, p_receipt uuid, p_printer uuid, p_job uuid, p_reason text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca   uuid := my_banca();
    v_receipt receipt;
    v_n       integer;
BEGIN
    IF NOT claimed(p_command, '{print}') THEN
        RAISE EXCEPTION 'no command of this session prints this' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_receipt FROM receipt WHERE banca_id = v_banca AND receipt_id = p_receipt FOR UPDATE;
    IF v_receipt.receipt_id IS NULL OR (my_role() <> 'ADMIN' AND v_receipt.ventana_id IS DISTINCT FROM my_ventana()) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "receipt"}');
    END IF;
    IF p_printer IS NOT NULL AND NOT EXISTS (
        SELECT FROM printer p WHERE p.banca_id = v_banca AND p.printer_id = p_printer AND p.active
                                AND (my_role() = 'ADMIN' OR p.ventana_id = my_ventana())) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "printer"}');
    END IF;
    SELECT 1 + count(*) INTO v_n FROM receipt_print WHERE banca_id = v_banca AND receipt_id = p_receipt;
    IF v_n > 1 THEN
        IF p_reason = '' THEN
            PERFORM refuse('{"refusal": "field", "field": "reason", "problem": "missing"}');
        END IF;
        IF receipt_wins(p_receipt) THEN
            PERFORM want_consent(p_command, 'reprint_winner', v_receipt.number, NULL);
        END IF;
    END IF;
    INSERT INTO receipt_print (banca_id, receipt_id, n, printer_id, reason, user_id, command_id)
    VALUES (v_banca, p_receipt, v_n, p_printer, p_reason, my_user(), p_command);
    IF p_printer IS NOT NULL THEN
        INSERT INTO print_job (banca_id, job_id, printer_id, receipt_id, n, user_id, command_id)
        VALUES (v_banca, p_job, p_printer, p_receipt, v_n, my_user(), p_command);
    END IF;
    RETURN v_n;
END $$;

-- Refuses whoever does not run the shop of a printer.
CREATE FUNCTION want_printers(p_ventana uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' AND (my_role() IS DISTINCT FROM 'VENTANA' OR p_ventana IS DISTINCT FROM my_ventana()) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'run_printers', 'role', my_role()));
    END IF;
END $$;

-- Adds or changes a printer. p_terminal is the name of a terminal of the shop, empty for none.
CREATE FUNCTION save_printer(p_command uuid, p_printer uuid, p_ventana uuid, p_terminal text, p_facts jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca    uuid := my_banca();
    v_terminal uuid;
BEGIN
    IF NOT claimed(p_command, '{save_printer}') THEN
        RAISE EXCEPTION 'no command of this session saves this printer' USING ERRCODE = 'BA403';
    END IF;
    PERFORM want_printers(p_ventana);
    IF EXISTS (SELECT FROM printer WHERE banca_id = v_banca AND printer_id = p_printer AND ventana_id <> p_ventana)
       OR NOT EXISTS (SELECT FROM ventana WHERE banca_id = v_banca AND ventana_id = p_ventana) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "printer"}');
    END IF;
    IF EXISTS (SELECT FROM printer WHERE banca_id = v_banca AND ventana_id = p_ventana AND lower(name) = lower(p_facts ->> 'name')
                                     AND printer_id <> p_printer) THEN
        PERFORM refuse('{"refusal": "taken", "field": "name"}');
    END IF;
    IF p_terminal <> '' THEN
        SELECT terminal_id INTO v_terminal FROM terminal
         WHERE banca_id = v_banca AND (ventana_id = p_ventana OR ventana_id IS NULL) AND lower(name) = lower(p_terminal)
         ORDER BY (ventana_id IS NULL) LIMIT 1;
        IF v_terminal IS NULL THEN
            PERFORM refuse('{"refusal": "not_found", "what": "terminal"}');
        END IF;
    END IF;
    INSERT INTO printer (banca_id, printer_id, ventana_id, terminal_id, name, target, address, columns, language, words, cut, kick,
                         automatic, active, set_by)
    VALUES (v_banca, p_printer, p_ventana, v_terminal, p_facts ->> 'name', p_facts ->> 'target', p_facts ->> 'address',
            (p_facts ->> 'columns')::smallint, p_facts ->> 'language', p_facts ->> 'words', (p_facts ->> 'cut')::boolean,
            (p_facts ->> 'kick')::boolean, ARRAY(SELECT jsonb_array_elements_text(p_facts -> 'automatic')),
            (p_facts ->> 'active')::boolean, my_user())
    ON CONFLICT (banca_id, printer_id) DO UPDATE
       SET terminal_id = excluded.terminal_id, name = excluded.name, target = excluded.target, address = excluded.address,
           columns = excluded.columns, language = excluded.language, words = excluded.words, cut = excluded.cut,
           kick = excluded.kick, automatic = excluded.automatic, active = excluded.active, set_by = excluded.set_by, at = banca_now();
END $$;

-- Puts a test page into a printer's queue.
CREATE FUNCTION test_printer(p_command uuid, p_printer uuid, p_job uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_printer printer;
BEGIN
    IF NOT claimed(p_command, '{test_printer}') THEN
        RAISE EXCEPTION 'no command of this session tests this printer' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_printer FROM printer WHERE banca_id = my_banca() AND printer_id = p_printer;
    IF v_printer.printer_id IS NULL THEN
        PERFORM refuse('{"refusal": "not_found", "what": "printer"}');
    END IF;
    PERFORM want_printers(v_printer.ventana_id);
    INSERT INTO print_job (banca_id, job_id, printer_id, user_id, command_id)
    VALUES (v_printer.banca_id, p_job, p_printer, my_user(), p_command);
END $$;

-- Sends what failed or waits again at once, or takes it off the queue.
CREATE FUNCTION move_print_job(p_command uuid, p_job uuid, p_to text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_job   print_job;
BEGIN
    IF NOT claimed(p_command, ARRAY[CASE p_to WHEN 'queued' THEN 'retry_print' ELSE 'cancel_print' END]) THEN
        RAISE EXCEPTION 'no command of this session moves this print' USING ERRCODE = 'BA403';
    END IF;
    SELECT j.* INTO v_job FROM print_job j JOIN printer p USING (banca_id, printer_id)
     WHERE j.banca_id = v_banca AND j.job_id = p_job AND (my_role() = 'ADMIN' OR p.ventana_id = my_ventana()) FOR UPDATE OF j;
    IF v_job.job_id IS NULL THEN
        PERFORM refuse('{"refusal": "not_found", "what": "print_job"}');
    END IF;
    IF v_job.state NOT IN ('queued', 'failed') THEN
        PERFORM refuse(jsonb_build_object('refusal', 'print_job', 'state', v_job.state));
    END IF;
    UPDATE print_job SET state = p_to, next_at = banca_now(),
                         attempts = CASE p_to WHEN 'queued' THEN 0 ELSE attempts END,
                         ended_at = CASE p_to WHEN 'cancelled' THEN banca_now() END
     WHERE banca_id = v_banca AND job_id = p_job;
END $$;

-- --- the console that prints --------------------------------------------------------------------------------------------

-- Takes the next job that this terminal can print, under a lease: the oldest of each printer first, so that papers come in
-- order, and nothing of a printer that waits for its next attempt. Two consoles never take the same one. What was being sent
-- when its console died is sent again after the lease; that may print a paper twice, never lose it.
CREATE FUNCTION take_print_job(p_lease uuid) RETURNS TABLE (job_id uuid, printer_id uuid, receipt_id uuid, n integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca    uuid := my_banca();
    v_terminal uuid := my_terminal();
    v_ventana  uuid := (SELECT ventana_id FROM terminal t WHERE t.banca_id = v_banca AND t.terminal_id = v_terminal);
    v_printer  uuid;
    v_job      print_job;
BEGIN
    FOR v_printer IN
        SELECT p.printer_id FROM printer p
         WHERE p.banca_id = v_banca AND p.active
           AND CASE WHEN p.terminal_id IS NULL THEN p.ventana_id = coalesce(my_ventana(), v_ventana) ELSE p.terminal_id = v_terminal END
           AND EXISTS (SELECT FROM print_job j WHERE j.banca_id = p.banca_id AND j.printer_id = p.printer_id
                                                 AND j.state IN ('queued', 'sending'))
         ORDER BY p.printer_id
    LOOP
        -- One console at a time looks at a printer; another one passes it by.
        PERFORM FROM printer p WHERE p.banca_id = v_banca AND p.printer_id = v_printer FOR UPDATE SKIP LOCKED;
        CONTINUE WHEN NOT FOUND;
        SELECT * INTO v_job FROM print_job j
         WHERE j.banca_id = v_banca AND j.printer_id = v_printer AND j.state IN ('queued', 'sending')
         ORDER BY j.seq LIMIT 1;
        CONTINUE WHEN v_job.job_id IS NULL
              OR (v_job.state = 'queued' AND v_job.next_at > banca_now())
              OR (v_job.state = 'sending' AND v_job.lease_till > banca_now());
        UPDATE print_job j SET state = 'sending', attempts = least(j.attempts + 1, 30000), lease = p_lease,
                               lease_till = banca_now() + interval '1 minute'
         WHERE j.banca_id = v_banca AND j.job_id = v_job.job_id;
        RETURN QUERY SELECT v_job.job_id, v_job.printer_id, v_job.receipt_id, v_job.n;
        RETURN;
    END LOOP;
END $$;

-- How sending ended. A failure waits longer each time, two seconds to a minute; after ten it needs a person. A lease that
-- was lost ends nothing.
CREATE FUNCTION end_print_job(p_job uuid, p_lease uuid, p_error text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_state text;
BEGIN
    UPDATE print_job j
       SET state = CASE WHEN p_error = '' THEN 'done' WHEN j.attempts >= 10 THEN 'failed' ELSE 'queued' END,
           next_at = banca_now() + least(interval '1 second' * power(2, least(j.attempts, 6)), interval '1 minute'),
           lease = NULL, lease_till = NULL, last_error = left(p_error, 200),
           ended_at = CASE WHEN p_error = '' OR j.attempts >= 10 THEN banca_now() END
     WHERE j.banca_id = my_banca() AND j.job_id = p_job AND j.lease = p_lease AND j.state = 'sending'
    RETURNING j.state INTO v_state;
    RETURN v_state;
END $$;

-- What stands on every receipt of the house.
CREATE FUNCTION save_receipt_text(p_command uuid, p_licence text, p_legal_id text, p_legal text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT claimed(p_command, '{save_receipt_text}') OR my_role() <> 'ADMIN' THEN
        RAISE EXCEPTION 'no command of this session saves this' USING ERRCODE = 'BA403';
    END IF;
    INSERT INTO receipt_text (banca_id, licence, legal_id, legal, set_by)
    VALUES (my_banca(), p_licence, p_legal_id, p_legal, my_user())
    ON CONFLICT (banca_id) DO UPDATE
       SET licence = p_licence, legal_id = p_legal_id, legal = p_legal, set_by = my_user(), at = banca_now();
END $$;

REVOKE ALL ON FUNCTION
    guard_print_job(), within_command(uuid), keep_receipt(uuid, uuid, text, uuid, text, uuid, jsonb), receipt_wins(uuid),
    print_receipt(uuid, uuid, uuid, uuid, text), want_printers(uuid), save_printer(uuid, uuid, uuid, text, jsonb),
    test_printer(uuid, uuid, uuid), move_print_job(uuid, uuid, text), take_print_job(uuid), end_print_job(uuid, uuid, text),
    save_receipt_text(uuid, text, text, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    keep_receipt(uuid, uuid, text, uuid, text, uuid, jsonb), receipt_wins(uuid), print_receipt(uuid, uuid, uuid, uuid, text),
    save_printer(uuid, uuid, uuid, text, jsonb), test_printer(uuid, uuid, uuid), move_print_job(uuid, uuid, text),
    take_print_job(uuid), end_print_job(uuid, uuid, text), save_receipt_text(uuid, text, text, text)
    TO banca_app;
