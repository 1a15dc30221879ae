-- Lay-off: what of a draw another house takes over, so that no number costs more than is to be kept. The document goes
-- proposed → sent → accepted or rejected → settled. Once accepted it is owed for (J64) and counts in the exposure; the result
-- makes the other house's share (J64), a correction books it anew, a draw that is called off gives everything back, and
-- J65 settles what stands on both sides.

CREATE OR REPLACE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    v_text text := pg_get_functiondef(p_function);
BEGIN
    IF (length(v_text) - length(replace(v_text, p_old, ''))) <> length(p_old) THEN
        RAISE EXCEPTION '% has not exactly one %', p_function, p_old;
    END IF;
    EXECUTE replace(v_text, p_old, p_new);
END $$;

-- --- what is kept -----------------------------------------------------------------------------------------------------

-- The houses to which something is passed. The commission is what such a house usually gives, in percent of the stakes.
CREATE TABLE other_house (
    banca_id   uuid        NOT NULL REFERENCES banca,
    house_id   uuid        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    contact    text        NOT NULL DEFAULT '' CHECK (length(contact) <= 120),
    commission numeric     CHECK (commission BETWEEN 0 AND 100),
    active     boolean     NOT NULL DEFAULT true,
    set_by     uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, house_id),
    FOREIGN KEY (banca_id, set_by) REFERENCES app_user
);
CREATE UNIQUE INDEX other_house_name ON other_house (banca_id, lower(name));

CREATE TABLE layoff (
    banca_id   uuid        NOT NULL,
    layoff_id  uuid        NOT NULL,
    -- Gap-free in the house: what people call it by.
    number     bigint      NOT NULL CHECK (number > 0),
    draw_id    uuid        NOT NULL,
    house_id   uuid        NOT NULL,
    -- What a number may cost the house afterwards.
    target     bigint      NOT NULL CHECK (target BETWEEN 0 AND 900000000000000),
    -- How often the other house pays a stake, and at most for a reventado.
    factor     numeric     NOT NULL CHECK (factor > 0 AND factor <= 1000000 AND factor <> 'NaN'),
    reventado  numeric     CHECK (reventado > 0 AND reventado <= 1000000 AND reventado <> 'NaN'),
    -- What it gives back of the stakes: in percent, and in céntimos.
    percent    numeric     NOT NULL CHECK (percent BETWEEN 0 AND 100),
    stakes     bigint      NOT NULL CHECK (stakes BETWEEN 1 AND 900000000000000),
    commission bigint      NOT NULL CHECK (commission BETWEEN 0 AND stakes),
    state      text        NOT NULL CHECK (state IN ('PROPOSED', 'SENT', 'ACCEPTED', 'REJECTED', 'WITHDRAWN', 'SETTLED', 'ANNULLED')),
    -- What it pays with the draw's result; nothing before there is one.
    share      bigint      CHECK (share BETWEEN 0 AND 900000000000000),
    user_id    uuid        NOT NULL,
    command_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, layoff_id),
    UNIQUE (banca_id, number),
    UNIQUE (banca_id, command_id),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw,
    FOREIGN KEY (banca_id, house_id) REFERENCES other_house,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    CHECK (share IS NULL OR state IN ('ACCEPTED', 'SETTLED'))
);
CREATE INDEX layoff_of_draw ON layoff (banca_id, draw_id);

CREATE TABLE layoff_line (
    banca_id  uuid     NOT NULL,
    layoff_id uuid     NOT NULL,
    kind      smallint NOT NULL CHECK (kind IN (0, 1)),
    number    smallint NOT NULL CHECK (number BETWEEN 0 AND 999),
    stake     bigint   NOT NULL CHECK (stake BETWEEN 1 AND 900000000000000),
    factor    numeric  NOT NULL CHECK (factor > 0 AND factor <= 1000000 AND factor <> 'NaN'),
    share     bigint   CHECK (share BETWEEN 0 AND 900000000000000),
    PRIMARY KEY (banca_id, layoff_id, kind, number),
    FOREIGN KEY (banca_id, layoff_id) REFERENCES layoff
);

-- Everything that happened to it, in order. What its books owe the other house, and what that owes us, changes by `owed` and
-- `due`.
CREATE TABLE layoff_step (
    banca_id   uuid        NOT NULL,
    layoff_id  uuid        NOT NULL,
    seq        smallint    NOT NULL CHECK (seq > 0),
    step       text        NOT NULL CHECK (step IN ('proposed', 'sent', 'accepted', 'rejected', 'withdrawn', 'shared', 'settled', 'annulled')),
    -- Who answered for the other house, which stands for its signature.
    answered   text        NOT NULL DEFAULT '' CHECK (length(answered) <= 60),
    -- What the answer, the reason or the payment refers to.
    reference  text        NOT NULL DEFAULT '' CHECK (length(reference) <= 200),
    owed       bigint      NOT NULL DEFAULT 0 CHECK (owed BETWEEN -900000000000000 AND 900000000000000),
    due        bigint      NOT NULL DEFAULT 0 CHECK (due BETWEEN -900000000000000 AND 900000000000000),
    user_id    uuid        NOT NULL,
    command_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, layoff_id, seq),
    UNIQUE (banca_id, layoff_id, command_id),
    FOREIGN KEY (banca_id, layoff_id) REFERENCES layoff,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    CHECK (step <> 'accepted' OR (length(answered) > 0 AND length(reference) > 0))
);
-- An answer is given once, and nothing is called off twice.
CREATE UNIQUE INDEX layoff_step_once ON layoff_step (banca_id, layoff_id, step)
    WHERE step IN ('proposed', 'sent', 'accepted', 'rejected', 'withdrawn', 'annulled');

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['other_house', 'layoff', 'layoff_line', 'layoff_step'] LOOP
        EXECUTE format('CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_immutable(%s)',
                       v_table, CASE v_table WHEN 'other_house' THEN '''name'', ''contact'', ''commission'', ''active'''
                                             WHEN 'layoff' THEN '''state'', ''share''' WHEN 'layoff_line' THEN '''share''' ELSE '' END);
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_table);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app
                        USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()))', v_table);
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app USING ((SELECT my_role()) = ''ADMIN'')', v_table);
        EXECUTE format('GRANT SELECT ON %I TO banca_app', v_table);
    END LOOP;
END $$;

-- `domain::layoff` states the same transitions. What is settled opens again where a correction changes the share.
CREATE FUNCTION guard_layoff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'PROPOSED' OR NEW.share IS NOT NULL THEN
            RAISE EXCEPTION 'a lay-off begins as a proposal' USING ERRCODE = 'BA403';
        END IF;
    ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
        ('PROPOSED', 'SENT'), ('PROPOSED', 'WITHDRAWN'), ('SENT', 'ACCEPTED'), ('SENT', 'REJECTED'), ('SENT', 'WITHDRAWN'),
        ('ACCEPTED', 'SETTLED'), ('SETTLED', 'ACCEPTED'), ('ACCEPTED', 'ANNULLED'), ('SETTLED', 'ANNULLED')) THEN
        RAISE EXCEPTION 'a lay-off does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_layoff BEFORE INSERT OR UPDATE ON layoff FOR EACH ROW EXECUTE FUNCTION guard_layoff();

-- --- what is common ---------------------------------------------------------------------------------------------------

-- Refuses whoever lays nothing off: administrators alone do, by a command of this verb.
CREATE FUNCTION want_layoff(p_command uuid, p_verb text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'lay_off', 'role', my_role()));
    END IF;
    IF NOT claimed(p_command, ARRAY[p_verb]) THEN
        RAISE EXCEPTION 'no command of this session does this to a lay-off' USING ERRCODE = 'BA403';
    END IF;
END $$;

-- Refuses where the result of a draw is known or may be: once it is typed, once the hour of the draw has come, and where
-- nothing is sold yet or the draw was called off. The draw is locked.
CREATE FUNCTION want_unknown(p_draw draw) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF p_draw.state NOT IN ('OPEN', 'CLOSED') OR banca_now() >= p_draw.at
       OR EXISTS (SELECT FROM first_entry(p_draw.banca_id, p_draw.draw_id)) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'lay_off', 'problem', 'late', 'draw', p_draw.state));
    END IF;
END $$;

-- What a number of a draw holds of a kind and nobody has taken over yet, in the whole house.
CREATE FUNCTION layoff_left(p_banca uuid, p_draw uuid, p_kind smallint, p_number smallint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT CASE p_kind WHEN 0 THEN e.straight ELSE e.reventado END FROM exposure e
                      WHERE e.banca_id = p_banca AND e.draw_id = p_draw AND e.scope_rank = 3 AND e.scope_id = p_banca
                        AND e.number = p_number), 0)
         - coalesce((SELECT sum(l.stake)::bigint FROM layoff f JOIN layoff_line l USING (banca_id, layoff_id)
                      WHERE f.banca_id = p_banca AND f.draw_id = p_draw AND f.state IN ('ACCEPTED', 'SETTLED')
                        AND l.kind = p_kind AND l.number = p_number), 0)
$$;

-- What the books of a lay-off owe the other house, and what that owes us.
CREATE FUNCTION layoff_open(p_banca uuid, p_layoff uuid) RETURNS TABLE (owed bigint, due bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(sum(t.amount * ((t.credit_code = 2440)::integer - (t.debit_code = 2440)::integer)), 0)::bigint,
           coalesce(sum(t.amount * ((t.debit_code = 2450)::integer - (t.credit_code = 2450)::integer)), 0)::bigint
      FROM posting p
      JOIN transfer t USING (banca_id, posting_id)
     WHERE p.banca_id = p_banca AND p.banca_id = my_banca() AND p.document_id = p_layoff AND my_role() = 'ADMIN'
$$;

CREATE FUNCTION add_layoff_step(p_command uuid, p_layoff uuid, p_step text, p_answered text, p_reference text, p_owed bigint, p_due bigint)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO layoff_step (banca_id, layoff_id, seq, step, answered, reference, owed, due, user_id, command_id)
    SELECT my_banca(), p_layoff, (1 + count(*))::smallint, p_step, p_answered, p_reference, p_owed, p_due, my_user(), p_command
      FROM layoff_step WHERE banca_id = my_banca() AND layoff_id = p_layoff
$$;

-- Reverses what an event of a lay-off booked and nothing has reversed yet.
CREATE FUNCTION unbook_layoff(p_command uuid, p_layoff uuid, p_event text, p_back text, p_date date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_legs  jsonb;
BEGIN
    SELECT jsonb_agg(jsonb_build_object(
               'code', t.code, 'book', t.book, 'amount', t.amount, 'reverses', t.transfer_id, 'debit', t.credit_code,
               'debit_key', t.credit_key, 'credit', t.debit_code, 'credit_key', t.debit_key))
      INTO v_legs
      FROM posting p
      JOIN transfer t USING (banca_id, posting_id)
     WHERE p.banca_id = v_banca AND p.document_id = p_layoff AND p.event = p_event
       AND NOT EXISTS (SELECT FROM transfer_reversal r WHERE r.banca_id = t.banca_id AND r.reverses_id = t.transfer_id);
    IF v_legs IS NOT NULL THEN
        PERFORM book_legs(v_banca, p_command, p_layoff, p_back, next_version(p_layoff, p_back), p_date, v_legs);
    END IF;
END $$;

-- What settles a lay-off: both sides are offset as far as they go, the rest passes through the bank. `domain::posting` states
-- the same.
CREATE FUNCTION layoff_legs(p_banca uuid, p_house uuid, p_owed bigint, p_due bigint) RETURNS SETOF leg
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
    v_both   bigint := least(p_owed, p_due);
    v_back   bigint := least(-p_owed, -p_due);
    v_owed   bigint := p_owed;
    v_due    bigint := p_due;
BEGIN
    IF v_both > 0 THEN
        RETURN NEXT ('J65', p_banca, 2440, p_house, 2450, p_house, v_both)::leg;
        v_owed := v_owed - v_both;
        v_due := v_due - v_both;
    ELSIF v_back > 0 THEN
        RETURN NEXT ('J65', p_banca, 2450, p_house, 2440, p_house, v_back)::leg;
        v_owed := v_owed + v_back;
        v_due := v_due + v_back;
    END IF;
    IF v_owed > 0 THEN
        RETURN NEXT ('J65', p_banca, 2440, p_house, 1120, v_nobody, v_owed)::leg;
    ELSIF v_owed < 0 THEN
        RETURN NEXT ('J65', p_banca, 1120, v_nobody, 2440, p_house, -v_owed)::leg;
    END IF;
    IF v_due > 0 THEN
        RETURN NEXT ('J65', p_banca, 1120, v_nobody, 2450, p_house, v_due)::leg;
    ELSIF v_due < 0 THEN
        RETURN NEXT ('J65', p_banca, 2450, p_house, 1120, v_nobody, -v_due)::leg;
    END IF;
END $$;

-- --- what administrators do -------------------------------------------------------------------------------------------

-- Adds or changes a house to which something is passed.
CREATE FUNCTION save_other_house(p_command uuid, p_house uuid, p_name text, p_contact text, p_commission numeric, p_active boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
BEGIN
    PERFORM want_layoff(p_command, 'save_other_house');
    PERFORM pg_advisory_xact_lock(7706, hashtext(v_banca::text));
    IF EXISTS (SELECT FROM other_house WHERE banca_id = v_banca AND lower(name) = lower(p_name) AND house_id <> p_house) THEN
        PERFORM refuse('{"refusal": "taken", "field": "name"}');
    END IF;
    INSERT INTO other_house (banca_id, house_id, name, contact, commission, active, set_by)
    VALUES (v_banca, p_house, p_name, p_contact, p_commission, p_active, my_user())
    ON CONFLICT (banca_id, house_id) DO UPDATE
       SET name = p_name, contact = p_contact, commission = p_commission, active = p_active;
END $$;

-- Keeps a proposal. p_lines = [{"kind", "number", "stake"}]; the factors are those of the document, a reventado's at most the
-- best of the draw's. The house is made where it is new. Returns the document's number.
CREATE FUNCTION save_layoff(
    p_command uuid, p_layoff uuid, p_draw uuid, p_house text, p_target bigint, p_factor numeric, p_reventado numeric,
    p_percent numeric, p_lines jsonb)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca  uuid := my_banca();
    v_draw   draw;
    v_house  other_house;
    v_number bigint;
    v_stakes bigint;
    v_best   numeric;
    v_beyond record;
BEGIN
    PERFORM want_layoff(p_command, 'save_layoff');
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = p_draw FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "draw"}');
    END IF;
    PERFORM want_unknown(v_draw);
    PERFORM pg_advisory_xact_lock(7706, hashtext(v_banca::text));
    SELECT max((o ->> 'factor')::numeric) INTO v_best FROM jsonb_array_elements(v_draw.outcomes) o;
    IF EXISTS (SELECT FROM jsonb_to_recordset(p_lines) AS l(kind smallint, number smallint, stake bigint)
                WHERE l.kind NOT IN (0, 1) OR l.number NOT BETWEEN 0 AND 10 ^ v_draw.digits - 1
                   OR l.stake < 1 OR l.stake % (v_draw.rules ->> 'step')::bigint <> 0
                   OR (l.kind = 1 AND (p_reventado IS NULL OR coalesce(v_best, 0) <= 0))) THEN
        PERFORM refuse('{"refusal": "field", "field": "lines", "problem": {"is": "out_of_range"}}');
    END IF;
    SELECT l.number, layoff_left(v_banca, p_draw, l.kind, l.number) AS remains INTO v_beyond
      FROM jsonb_to_recordset(p_lines) AS l(kind smallint, number smallint, stake bigint)
     WHERE l.stake > layoff_left(v_banca, p_draw, l.kind, l.number)
     ORDER BY l.number, l.kind LIMIT 1;
    IF FOUND THEN
        PERFORM refuse(jsonb_build_object('refusal', 'lay_off', 'problem', 'beyond', 'left', greatest(v_beyond.remains, 0),
                                          'number', lpad(v_beyond.number::text, v_draw.digits, '0')));
    END IF;
    SELECT sum(l.stake) INTO v_stakes FROM jsonb_to_recordset(p_lines) AS l(stake bigint);
    IF v_stakes IS NULL THEN
        PERFORM refuse('{"refusal": "lay_off", "problem": "nothing"}');
    END IF;
    SELECT * INTO v_house FROM other_house WHERE banca_id = v_banca AND lower(name) = lower(p_house);
    IF NOT FOUND THEN
        INSERT INTO other_house (banca_id, house_id, name, set_by) VALUES (v_banca, gen_random_uuid(), p_house, my_user())
        RETURNING * INTO v_house;
    ELSIF NOT v_house.active THEN
        PERFORM refuse('{"refusal": "not_found", "what": "other_house"}');
    END IF;
    SELECT 1 + count(*) INTO v_number FROM layoff WHERE banca_id = v_banca;
    INSERT INTO layoff (banca_id, layoff_id, number, draw_id, house_id, target, factor, reventado, percent, stakes, commission,
                        state, user_id, command_id)
    VALUES (v_banca, p_layoff, v_number, p_draw, v_house.house_id, p_target, p_factor, p_reventado, p_percent, v_stakes,
            round(v_stakes * p_percent / 100), 'PROPOSED', my_user(), p_command);
    INSERT INTO layoff_line (banca_id, layoff_id, kind, number, stake, factor)
    SELECT v_banca, p_layoff, l.kind, l.number, l.stake, CASE l.kind WHEN 0 THEN p_factor ELSE least(p_reventado, v_best) END
      FROM jsonb_to_recordset(p_lines) AS l(kind smallint, number smallint, stake bigint);
    PERFORM add_layoff_step(p_command, p_layoff, 'proposed', '', '', 0, 0);
    RETURN v_number;
END $$;

-- Sends, accepts, rejects, withdraws or settles a lay-off. What is accepted is owed (J64); what is settled is paid (J65).
CREATE FUNCTION move_layoff(p_command uuid, p_layoff uuid, p_step text, p_answered text, p_reference text)
RETURNS TABLE (owed bigint, due bigint) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_banca  uuid := my_banca();
    v_layoff layoff;
    v_draw   draw;
    v_open   record;
    v_date   date := business_date(my_banca(), NULL, banca_now());
    v_owed   bigint := 0;
    v_due    bigint := 0;
    v_to     text;
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    PERFORM want_layoff(p_command, CASE p_step WHEN 'sent' THEN 'send_layoff' WHEN 'accepted' THEN 'accept_layoff'
                                               WHEN 'rejected' THEN 'reject_layoff' WHEN 'withdrawn' THEN 'withdraw_layoff'
                                               WHEN 'settled' THEN 'settle_layoff' END);
    -- The draw first, as whoever gives it its result does.
    SELECT d.* INTO v_draw
      FROM layoff f JOIN draw d USING (banca_id, draw_id)
     WHERE f.banca_id = v_banca AND f.layoff_id = p_layoff FOR NO KEY UPDATE OF d;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "lay_off"}');
    END IF;
    SELECT * INTO v_layoff FROM layoff f WHERE f.banca_id = v_banca AND f.layoff_id = p_layoff FOR UPDATE;
    SELECT o.owed, o.due INTO v_open FROM layoff_open(v_banca, p_layoff) o;
    v_to := CASE
        WHEN p_step = 'sent' AND v_layoff.state = 'PROPOSED' THEN 'SENT'
        WHEN p_step = 'accepted' AND v_layoff.state = 'SENT' THEN 'ACCEPTED'
        WHEN p_step = 'rejected' AND v_layoff.state = 'SENT' THEN 'REJECTED'
        WHEN p_step = 'withdrawn' AND v_layoff.state IN ('PROPOSED', 'SENT') THEN 'WITHDRAWN'
        WHEN p_step = 'settled' AND v_layoff.state = 'ACCEPTED' THEN 'SETTLED'
        -- What was settled before the draw was called off is paid back.
        WHEN p_step = 'settled' AND v_layoff.state = 'ANNULLED' AND (v_open.owed, v_open.due) <> (0, 0) THEN 'ANNULLED' END;
    IF v_to IS NULL THEN
        PERFORM refuse(jsonb_build_object('refusal', 'lay_off', 'problem', 'state', 'step', p_step, 'state', v_layoff.state));
    END IF;
    IF p_step IN ('sent', 'accepted') THEN
        PERFORM want_unknown(v_draw);
    END IF;
    IF p_step = 'accepted' THEN
        v_owed := v_layoff.stakes - v_layoff.commission;
        PERFORM ensure_partitions(v_date);
        PERFORM book_legs(v_banca, p_command, p_layoff, 'laid_off', 1::smallint, v_date, jsonb_build_array(jsonb_build_object(
            'code', 'J64', 'book', v_banca, 'debit', 5130, 'debit_key', v_nobody, 'credit', 2440,
            'credit_key', v_layoff.house_id, 'amount', v_owed)));
    ELSIF p_step = 'settled' THEN
        IF v_to = 'SETTLED' AND v_layoff.share IS NULL THEN
            PERFORM refuse(jsonb_build_object('refusal', 'not_evaluated', 'state', v_draw.state));
        END IF;
        v_owed := v_open.owed;
        v_due := v_open.due;
        PERFORM ensure_partitions(v_date);
        PERFORM book_legs(v_banca, p_command, p_layoff, 'cleared', next_version(p_layoff, 'cleared'), v_date,
                          coalesce((SELECT jsonb_agg(to_jsonb(l)) FROM layoff_legs(v_banca, v_layoff.house_id, v_owed, v_due) l), '[]'));
    END IF;
    UPDATE layoff f SET state = v_to WHERE f.banca_id = v_banca AND f.layoff_id = p_layoff AND v_to <> v_layoff.state;
    PERFORM add_layoff_step(p_command, p_layoff, p_step, p_answered, p_reference, v_owed, v_due);
    RETURN QUERY SELECT v_owed, v_due;
END $$;

-- --- what the life of the draw does -------------------------------------------------------------------------------------

-- What a line pays with a result.
CREATE FUNCTION layoff_share(p_line layoff_line, p_number smallint, p_outcome numeric) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN p_line.number <> p_number THEN 0
                ELSE round(p_line.stake * CASE p_line.kind WHEN 0 THEN p_line.factor ELSE least(p_line.factor, p_outcome) END) END::bigint
$$;

-- The factor of an outcome of a draw; nothing where it has no such outcome.
CREATE FUNCTION outcome_factor(p_draw draw, p_outcome text) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce((SELECT (o ->> 'factor')::numeric FROM jsonb_array_elements(p_draw.outcomes) o WHERE o ->> 'name' = p_outcome), 0)
$$;

-- Books the shares of other houses in the prizes of a draw, or books them anew where a correction changes them: within the
-- transaction that settles the draw, which holds its lock.
CREATE FUNCTION share_layoffs(p_command uuid, p_draw draw, p_date date, p_number smallint, p_outcome text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_one    layoff;
    v_share  bigint;
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    FOR v_one IN SELECT * FROM layoff
                  WHERE banca_id = p_draw.banca_id AND draw_id = p_draw.draw_id AND state IN ('ACCEPTED', 'SETTLED')
                  ORDER BY layoff_id FOR UPDATE
    LOOP
        UPDATE layoff_line l SET share = layoff_share(l, p_number, outcome_factor(p_draw, p_outcome))
         WHERE l.banca_id = v_one.banca_id AND l.layoff_id = v_one.layoff_id;
        SELECT sum(l.share) INTO v_share FROM layoff_line l WHERE l.banca_id = v_one.banca_id AND l.layoff_id = v_one.layoff_id;
        CONTINUE WHEN v_share = v_one.share;
        PERFORM unbook_layoff(p_command, v_one.layoff_id, 'shared', 'unshared', p_date);
        IF v_share > 0 THEN
            PERFORM book_legs(v_one.banca_id, p_command, v_one.layoff_id, 'shared', next_version(v_one.layoff_id, 'shared'), p_date,
                              jsonb_build_array(jsonb_build_object(
                'code', 'J64', 'book', v_one.banca_id, 'debit', 2450, 'debit_key', v_one.house_id, 'credit', 4120,
                'credit_key', v_nobody, 'amount', v_share)));
        END IF;
        UPDATE layoff SET share = v_share, state = 'ACCEPTED' WHERE banca_id = v_one.banca_id AND layoff_id = v_one.layoff_id;
        PERFORM add_layoff_step(p_command, v_one.layoff_id, 'shared', '', '', 0, v_share - coalesce(v_one.share, 0));
    END LOOP;
END $$;

-- Gives back what was laid off of a draw that is called off: within its transaction.
CREATE FUNCTION annul_layoffs(p_command uuid, p_draw draw, p_date date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_one layoff;
BEGIN
    FOR v_one IN SELECT * FROM layoff
                  WHERE banca_id = p_draw.banca_id AND draw_id = p_draw.draw_id AND state IN ('ACCEPTED', 'SETTLED')
                  ORDER BY layoff_id FOR UPDATE
    LOOP
        PERFORM unbook_layoff(p_command, v_one.layoff_id, 'shared', 'unshared', p_date);
        PERFORM unbook_layoff(p_command, v_one.layoff_id, 'laid_off', 'unlaid', p_date);
        UPDATE layoff_line SET share = NULL WHERE banca_id = v_one.banca_id AND layoff_id = v_one.layoff_id;
        UPDATE layoff SET share = NULL, state = 'ANNULLED' WHERE banca_id = v_one.banca_id AND layoff_id = v_one.layoff_id;
        PERFORM add_layoff_step(p_command, v_one.layoff_id, 'annulled', '', '', v_one.commission - v_one.stakes,
                                -coalesce(v_one.share, 0));
    END LOOP;
END $$;

SELECT pg_temp.amend('settle_draw(uuid, uuid, smallint, text)', '    UPDATE draw
       SET state = ''EVALUATED''', '    PERFORM share_layoffs(p_command, v_draw, v_date, p_number, p_outcome);
    UPDATE draw
       SET state = ''EVALUATED'''),
       pg_temp.amend('annul_draw(uuid, uuid, text)', '    UPDATE draw SET state = ''ANNULLED''',
                     '    PERFORM annul_layoffs(p_command, v_draw, v_date);
    UPDATE draw SET state = ''ANNULLED''');

-- What is laid off of a draw costs, and what other houses would pay of a result. For those who confirm results.
CREATE FUNCTION laid_off(p_draw uuid, p_number smallint, p_outcome text) RETURNS TABLE (cost bigint, share bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT sum(f.stakes - f.commission) FROM layoff f
                      WHERE f.banca_id = my_banca() AND f.draw_id = p_draw AND f.state IN ('ACCEPTED', 'SETTLED')), 0)::bigint,
           coalesce((SELECT sum(layoff_share(l, p_number, outcome_factor(d, p_outcome)))
                       FROM layoff f
                       JOIN draw d USING (banca_id, draw_id)
                       JOIN layoff_line l USING (banca_id, layoff_id)
                      WHERE f.banca_id = my_banca() AND f.draw_id = p_draw AND f.state IN ('ACCEPTED', 'SETTLED')), 0)::bigint
     WHERE confirms_results()
$$;

-- The documents behind the books' lines name lay-offs, too.
SELECT pg_temp.amend('ledger_entries(uuid, smallint, date, uuid, integer)', 'WHEN a.code IS NOT NULL THEN ''prize''',
                     'WHEN y.number IS NOT NULL THEN ''layoff'' WHEN a.code IS NOT NULL THEN ''prize'''),
       pg_temp.amend('ledger_entries(uuid, smallint, date, uuid, integer)', 'd.label, a.code::text, n.name',
                     'd.label, y.number::text, a.code::text, n.name'),
       pg_temp.amend('ledger_entries(uuid, smallint, date, uuid, integer)', '          LEFT JOIN award a ON',
                     '          LEFT JOIN layoff y ON y.banca_id = p.banca_id AND y.layoff_id = p.document_id
          LEFT JOIN award a ON');

REVOKE ALL ON FUNCTION
    guard_layoff(), want_layoff(uuid, text), want_unknown(draw), layoff_left(uuid, uuid, smallint, smallint),
    layoff_open(uuid, uuid), add_layoff_step(uuid, uuid, text, text, text, bigint, bigint),
    unbook_layoff(uuid, uuid, text, text, date), layoff_legs(uuid, uuid, bigint, bigint),
    save_other_house(uuid, uuid, text, text, numeric, boolean),
    save_layoff(uuid, uuid, uuid, text, bigint, numeric, numeric, numeric, jsonb),
    move_layoff(uuid, uuid, text, text, text), layoff_share(layoff_line, smallint, numeric), outcome_factor(draw, text),
    share_layoffs(uuid, draw, date, smallint, text), annul_layoffs(uuid, draw, date), laid_off(uuid, smallint, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    layoff_open(uuid, uuid), layoff_legs(uuid, uuid, bigint, bigint), layoff_share(layoff_line, smallint, numeric),
    outcome_factor(draw, text), save_other_house(uuid, uuid, text, text, numeric, boolean),
    save_layoff(uuid, uuid, uuid, text, bigint, numeric, numeric, numeric, jsonb),
    move_layoff(uuid, uuid, text, text, text), laid_off(uuid, smallint, text)
    TO banca_app;
