-- The rest of a draw's life: it is called off, moved, held or made by hand; its stakes are refunded, and what was paid of its
-- prizes is owed by somebody until it is collected or written off. Days on which a house or a lottery draws nothing.

-- Changes one passage of a function that stands; fails where the passage is not there, so that nothing is changed by halves.
CREATE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_def text := pg_get_functiondef(p_function);
BEGIN
    IF position(p_old IN v_def) = 0 THEN
        RAISE EXCEPTION 'nothing to amend in %: %', p_function, p_old;
    END IF;
    EXECUTE replace(v_def, p_old, p_new);
END $$;

-- --- what was done to a draw -------------------------------------------------------------------------------------------

ALTER TABLE draw
    -- Its own name, where it was made by hand; else it is called like its lottery.
    ADD COLUMN special text CHECK (special IS NULL OR length(special) BETWEEN 1 AND 40),
    -- Held: nothing is sold until somebody lets go.
    ADD COLUMN suspended boolean NOT NULL DEFAULT false;

CREATE TABLE draw_step (
    banca_id      uuid        NOT NULL,
    step_id       uuid        NOT NULL,
    draw_id       uuid        NOT NULL,
    seq           smallint    NOT NULL CHECK (seq > 0),
    step          text        NOT NULL
                  CHECK (step IN ('made', 'annulled', 'rescheduled', 'renamed', 'suspended', 'resumed')),
    reason        text        NOT NULL CHECK (length(reason) <= 500),
    -- Where it moved: from, and to.
    before_at     timestamptz,
    before_cutoff timestamptz,
    after_at      timestamptz,
    after_cutoff  timestamptz,
    before_name   text,
    after_name    text,
    -- Where it was called off: tickets to be refunded, and their stakes.
    tickets       bigint CHECK (tickets >= 0),
    stakes        bigint CHECK (stakes BETWEEN 0 AND 900000000000000),
    user_id       uuid        NOT NULL,
    command_id    uuid        NOT NULL,
    approval_id   uuid,
    at            timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, step_id),
    UNIQUE (banca_id, command_id),
    UNIQUE (banca_id, draw_id, seq),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    CHECK ((step = 'rescheduled') <= (before_at IS NOT NULL AND after_at IS NOT NULL)),
    CHECK ((step = 'annulled') = (tickets IS NOT NULL))
);

-- The place of a draw's next step; the draw is locked.
CREATE FUNCTION next_step(p_banca uuid, p_draw uuid) RETURNS smallint LANGUAGE sql STABLE AS $$
    SELECT (1 + count(*))::smallint FROM draw_step WHERE banca_id = p_banca AND draw_id = p_draw
$$;

-- Days without draws: of one lottery, or of the whole house. Ended, never deleted.
CREATE TABLE holiday (
    banca_id   uuid        NOT NULL REFERENCES banca,
    holiday_id uuid        NOT NULL,
    lottery_id uuid,
    day        date        NOT NULL,
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    set_by     uuid        NOT NULL,
    command_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    ended_by   uuid,
    ended_at   timestamptz,
    PRIMARY KEY (banca_id, holiday_id),
    FOREIGN KEY (banca_id, lottery_id) REFERENCES lottery,
    FOREIGN KEY (banca_id, set_by) REFERENCES app_user,
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX holiday_in_force ON holiday (banca_id, coalesce(lottery_id, banca_id), day) WHERE ended_at IS NULL;

-- --- refunds are prizes of another kind ------------------------------------------------------------------------------------

-- A stake that can be refunded is kept like a prize: found by the ticket's code, paid once, taken back like any payout.
ALTER TABLE award ADD COLUMN kind text NOT NULL DEFAULT 'PRIZE' CHECK (kind IN ('PRIZE', 'REFUND'));
ALTER TABLE payout ADD COLUMN kind text NOT NULL DEFAULT 'PRIZE' CHECK (kind IN ('PRIZE', 'REFUND'));

-- What came back of a claim, or was given up; a mistake is reversed by a row of its own.
CREATE TABLE claim_settlement (
    banca_id      uuid        NOT NULL,
    settlement_id uuid        NOT NULL,
    ticket_id     uuid        NOT NULL,
    code          char(12)    NOT NULL,
    draw_id       uuid        NOT NULL,
    how           text        NOT NULL CHECK (how IN ('collected', 'written_off')),
    amount        bigint      NOT NULL CHECK (amount BETWEEN -900000000000000 AND 900000000000000 AND amount <> 0),
    reason        text        NOT NULL CHECK (length(reason) <= 500),
    -- The shop whose drawer took the money; none where it went to the house's safe or was written off.
    ventana_id    uuid,
    drawer_id     uuid,
    reverses_id   uuid,
    user_id       uuid        NOT NULL,
    command_id    uuid        NOT NULL,
    business_date date        NOT NULL,
    at            timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, settlement_id),
    UNIQUE (banca_id, command_id),
    UNIQUE (banca_id, reverses_id),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    FOREIGN KEY (banca_id, reverses_id) REFERENCES claim_settlement,
    CHECK ((amount < 0) = (reverses_id IS NOT NULL)),
    CHECK ((ventana_id IS NULL) = (drawer_id IS NULL)),
    CHECK (how = 'collected' OR drawer_id IS NULL)
);
CREATE INDEX claim_settlement_of_ticket ON claim_settlement (banca_id, ticket_id);
CREATE INDEX claim_of_ticket ON claim (banca_id, ticket_id);

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['draw_step', 'claim_settlement', 'holiday'] LOOP
        EXECUTE format('CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_immutable(%s)',
                       v_table, CASE v_table WHEN 'holiday' THEN '''ended_by'', ''ended_at''' ELSE '' END);
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_table);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app
                        USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()))', v_table);
    END LOOP;
END $$;
CREATE POLICY reach ON draw_step FOR SELECT TO banca_app USING (true);
CREATE POLICY reach ON holiday FOR SELECT TO banca_app USING (true);
CREATE POLICY house_insert ON holiday FOR INSERT TO banca_app
    WITH CHECK ((SELECT my_role()) = 'ADMIN' AND set_by = (SELECT my_user()));
CREATE POLICY house_update ON holiday FOR UPDATE TO banca_app USING ((SELECT my_role()) = 'ADMIN')
    WITH CHECK (ended_by = (SELECT my_user()));
-- Whoever sees a payout of the ticket sees what is claimed of it: the shop's people their own, administrators all.
DROP POLICY reach ON claim;
CREATE POLICY reach ON claim FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR owner_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA'
               AND owner_id IN (SELECT u.user_id FROM app_user u WHERE u.ventana_id = (SELECT my_ventana()))));
CREATE POLICY reach ON claim_settlement FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR user_id = (SELECT my_user())
           OR ticket_id IN (SELECT c.ticket_id FROM claim c WHERE c.banca_id = claim_settlement.banca_id));
GRANT SELECT ON draw_step, claim_settlement, holiday TO banca_app;
GRANT INSERT (banca_id, holiday_id, lottery_id, day, name, set_by, command_id) ON holiday TO banca_app;
GRANT UPDATE (ended_by, ended_at) ON holiday TO banca_app;
-- A draw's time is moved by its function alone. An administrator who types its result holds it by this one.
REVOKE UPDATE (at, cutoff, business_date) ON draw FROM banca_app;
CREATE FUNCTION hold_draw(p_draw uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF my_role() = 'ADMIN' THEN
        PERFORM FROM draw WHERE banca_id = my_banca() AND draw_id = p_draw FOR NO KEY UPDATE;
    END IF;
END $$;

-- The tickets of a draw that is called off leave its count all at once.
DROP TRIGGER uncount_ticket ON ticket;
CREATE TRIGGER uncount_ticket AFTER UPDATE OF state ON ticket FOR EACH ROW
    WHEN (OLD.state = 'ACTIVE' AND NEW.state NOT IN ('ACTIVE', 'ANNULLED')) EXECUTE FUNCTION uncount_ticket();

CREATE OR REPLACE VIEW prize_standing WITH (security_invoker = true) AS
SELECT a.banca_id, a.award_id, a.ticket_id, a.code, a.draw_id, a.ventana_id, a.vendedor_id, a.at, a.expires, a.prize,
       coalesce(s.paid, 0) AS paid,
       greatest(a.prize - coalesce(s.paid, 0), 0) AS remaining,
       CASE WHEN a.mark = 'OPEN' AND a.prize > coalesce(s.paid, 0)
             AND a.expires < (SELECT business_date(my_banca(), NULL, banca_now()))
            THEN 'EXPIRED' ELSE a.mark END AS mark,
       a.kind
  FROM award a
  LEFT JOIN LATERAL (
       SELECT sum(p.amount)::bigint AS paid
         FROM payout p
        WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id AND p.kind = a.kind
          AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)) s ON true
 WHERE a.mark <> 'REVERSED';

CREATE OR REPLACE VIEW payout_entry WITH (security_invoker = true) AS
SELECT p.banca_id, p.payout_id AS entry_id, p.payout_id, p.seq, p.ticket_id, p.code, p.draw_id, p.business_date, p.ventana_id,
       p.user_id, p.vendedor_id, p.at, p.amount, p.method, p.notes, p.approval_id, z.mark,
       coalesce(z.remaining, 0) AS remaining,
       CASE WHEN r.payout_id IS NOT NULL THEN 'reversed'
            WHEN z.mark = 'FINALIZED' THEN 'finalised'
            WHEN z.remaining > 0 THEN 'partial'
            ELSE 'completed' END AS status,
       r.payout_id IS NULL AND coalesce(p.award_id = z.award_id AND z.mark <> 'EXPIRED', false)
       AND NOT EXISTS (SELECT FROM payout n
                        WHERE n.banca_id = p.banca_id AND n.ticket_id = p.ticket_id AND n.seq > p.seq
                          AND NOT EXISTS (SELECT FROM payout_reversal nr
                                           WHERE nr.banca_id = n.banca_id AND nr.payout_id = n.payout_id)) AS last,
       p.kind
  FROM payout p
  LEFT JOIN payout_reversal r ON r.banca_id = p.banca_id AND r.payout_id = p.payout_id
  LEFT JOIN prize_standing z ON z.banca_id = p.banca_id AND z.ticket_id = p.ticket_id AND z.kind = p.kind
UNION ALL
SELECT z.banca_id, z.award_id, NULL, 0::smallint, z.ticket_id, z.code, z.draw_id, d.business_date, z.ventana_id,
       z.vendedor_id, z.vendedor_id, z.at, z.prize, NULL, '', NULL, z.mark, z.remaining, 'pending', false, z.kind
  FROM prize_standing z
  JOIN draw d ON d.banca_id = z.banca_id AND d.draw_id = z.draw_id
 WHERE z.mark = 'OPEN' AND z.paid = 0;

-- A payout is of its award's kind, and a refund is never made in parts.
SELECT pg_temp.amend('guard_payout()', 'p.ticket_id = NEW.ticket_id', 'p.ticket_id = NEW.ticket_id AND p.kind = NEW.kind'),
       pg_temp.amend('guard_payout()', 'v_award.ticket_id <> NEW.ticket_id OR',
                     'v_award.ticket_id <> NEW.ticket_id OR v_award.kind <> NEW.kind
       OR (NEW.kind = ''REFUND'' AND NEW.amount <> v_award.prize) OR');
-- J61, a refund: like a prize, but out of what was set aside for refunds.
SELECT pg_temp.amend('due_legs(uuid, uuid, text, smallint, date)', 'IF v_payout.method = ''cash'' THEN',
       'IF v_payout.kind = ''REFUND'' THEN
            RETURN NEXT (''J61'', v_payout.ventana_id, 2310, v_nobody,
                         CASE v_payout.method WHEN ''cash'' THEN 1100 ELSE 1120 END,
                         CASE v_payout.method WHEN ''cash'' THEN v_payout.drawer_id ELSE v_nobody END, v_payout.amount)::leg;
            RETURN NEXT (''J61'', v_banca, 2430, v_payout.ticket_id, 1320, v_payout.ventana_id, v_payout.amount)::leg;
        ELSIF v_payout.method = ''cash'' THEN');
-- What came back of claims comes back to the drawer: the payouts it made good for are the less.
SELECT pg_temp.amend('drawer_sums(uuid)', 'code IN (''J10'', ''J13'')', 'code IN (''J10'', ''J13'', ''J61'', ''J67'')');
-- A second administrator, and nobody else, consents to a draw being called off.
SELECT pg_temp.amend('approve(uuid, text, uuid, text, bigint, text, text, bytea)', '''close_draw_early'', ''enter_result''',
                     '''close_draw_early'', ''annul_draw'', ''enter_result''');

-- --- calling off --------------------------------------------------------------------------------------------------------

-- Calls off a draw. J60: every standing stake becomes a refund (2430), out of what is not drawn yet or, where the draw was
-- settled, out of what was earned; the commissions on it are reversed. Prizes of a settled draw go: what is unpaid is no
-- expense any more (J09), what was paid is claimed from whoever paid it (J62).
CREATE FUNCTION annul_draw(p_command uuid, p_draw uuid, p_reason text)
RETURNS TABLE (tickets bigint, stakes bigint, reclaimed bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_banca   uuid := my_banca();
    v_draw    draw;
    v_date    date := business_date(v_banca, NULL, banca_now());
    v_posting uuid;
    v_tickets bigint;
    v_stakes  bigint;
    v_claimed bigint;
    v_version smallint;
    v_nobody  constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'annul_draw', 'role', my_role()));
    END IF;
    IF NOT claimed(p_command, '{annul_draw}') THEN
        RAISE EXCEPTION 'no command of this session annuls a draw' USING ERRCODE = 'BA403';
    END IF;
    IF NOT consented(p_command, 'annul_draw', p_draw::text, NULL) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'needs_approval', 'right', 'annul_draw', 'target', p_draw,
                                          'amount', NULL, 'limit', NULL));
    END IF;
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = p_draw;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "draw"}');
    END IF;
    PERFORM fence_draw_alone(v_draw.fence);
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = p_draw FOR UPDATE;
    IF v_draw.state = 'ANNULLED' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'draw_state', 'event', 'annul', 'state', v_draw.state));
    END IF;
    IF EXISTS (SELECT FROM period_lock WHERE banca_id = v_banca AND month = date_trunc('month', v_date)::date) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'period_locked', 'date', v_date));
    END IF;
    PERFORM ensure_partitions(v_date);
    v_version := v_draw.result_version + 1;

    -- The prizes first, under the locks that a payment takes.
    PERFORM FROM award WHERE banca_id = v_banca AND draw_id = p_draw ORDER BY award_id FOR UPDATE;
    CREATE TEMPORARY TABLE undone ON COMMIT DROP AS
    SELECT DISTINCT ON (a.ticket_id)
           a.award_id, a.ticket_id, a.mark, CASE WHEN a.mark = 'REVERSED' THEN 0 ELSE a.prize END AS prize,
           coalesce((SELECT sum(p.amount) FROM payout p
                      WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id AND p.kind = 'PRIZE'
                        AND NOT EXISTS (SELECT FROM payout_reversal r
                                         WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)), 0)::bigint AS paid,
           coalesce((SELECT sum(c.amount) FROM claim c
                      WHERE c.banca_id = a.banca_id AND c.ticket_id = a.ticket_id), 0)::bigint AS claimed
      FROM award a
     WHERE a.banca_id = v_banca AND a.draw_id = p_draw
     ORDER BY a.ticket_id, a.result_version DESC;
    IF v_draw.state = 'EVALUATED' THEN
        v_posting := book_legs(v_banca, p_command, p_draw, 'annulled', 1::smallint, v_date, '[]');
        UPDATE award SET mark = 'REVERSED'
         WHERE banca_id = v_banca AND mark <> 'REVERSED' AND award_id IN (SELECT award_id FROM undone);
        INSERT INTO transfer (banca_id, business_date, posting_id, code, book, debit_code, debit_key, credit_code, credit_key, amount)
        SELECT v_banca, v_date, v_posting, l.code, v_banca, l.debit, l.debit_key, 5100, v_nobody, l.amount
          FROM undone u
         CROSS JOIN LATERAL (VALUES
               ('J09', (CASE u.mark WHEN 'FINALIZED' THEN 2425 WHEN 'EXPIRED' THEN 4900 ELSE 2420 END)::smallint,
                CASE u.mark WHEN 'EXPIRED' THEN v_nobody ELSE u.ticket_id END, u.prize - u.paid),
               ('J62', 1340::smallint, u.ticket_id, u.paid - u.claimed)) AS l(code, debit, debit_key, amount)
         WHERE l.amount > 0;
        INSERT INTO claim (banca_id, claim_id, ticket_id, code, draw_id, result_version, owner_id, amount)
        SELECT v_banca, gen_random_uuid(), u.ticket_id, p.code, p_draw, v_version, p.user_id, u.paid - u.claimed
          FROM undone u
         CROSS JOIN LATERAL (SELECT code, user_id FROM payout
                              WHERE banca_id = v_banca AND ticket_id = u.ticket_id ORDER BY seq DESC LIMIT 1) p
         WHERE u.paid > u.claimed;
    END IF;
    SELECT coalesce(sum(paid - claimed), 0)::bigint INTO v_claimed FROM undone WHERE paid > claimed;
    DROP TABLE undone;

    -- Then every standing ticket: its stake to refund, its commissions back.
    CREATE TEMPORARY TABLE refunded ON COMMIT DROP AS
    SELECT t.ticket_id, t.business_date, t.ventana_id, t.vendedor_id, t.code, t.total, gen_random_uuid() AS posting_id
      FROM ticket t
     WHERE t.banca_id = v_banca AND t.draw_id = p_draw AND t.state = 'ACTIVE'
     ORDER BY t.ticket_id
       FOR UPDATE;
    ANALYZE refunded;
    SELECT count(*), coalesce(sum(total), 0)::bigint INTO v_tickets, v_stakes FROM refunded;
    UPDATE ticket t SET state = 'ANNULLED', cancelled_at = banca_now()
      FROM refunded f
     WHERE t.banca_id = v_banca AND t.business_date = f.business_date AND t.ticket_id = f.ticket_id;
    UPDATE draw_count SET tickets = 0, stakes = 0 WHERE banca_id = v_banca AND draw_id = p_draw;
    INSERT INTO posting (banca_id, document_id, event, version, posting_id, business_date, command_id)
    SELECT v_banca, ticket_id, 'annulled', 1, posting_id, v_date, p_command FROM refunded;
    INSERT INTO transfer (banca_id, business_date, posting_id, code, book, debit_code, debit_key, credit_code, credit_key, amount)
    SELECT v_banca, v_date, posting_id, 'J60', v_banca,
           CASE v_draw.state WHEN 'EVALUATED' THEN 4100 ELSE 2410 END,
           CASE v_draw.state WHEN 'EVALUATED' THEN v_nobody ELSE p_draw END, 2430, ticket_id, total
      FROM refunded;
    WITH sold AS (
        SELECT t.*, f.posting_id AS back
          FROM refunded f
          JOIN posting p ON p.banca_id = v_banca AND p.document_id = f.ticket_id AND p.event = 'sold'
          JOIN transfer t ON t.banca_id = v_banca AND t.posting_id = p.posting_id
         WHERE t.code IN ('J05', 'J06')
    ), once AS (
        INSERT INTO transfer_reversal (banca_id, reverses_id, posting_id)
        SELECT v_banca, transfer_id, back FROM sold
    )
    INSERT INTO transfer (banca_id, business_date, posting_id, code, book, debit_code, debit_key, credit_code, credit_key,
                          amount, reverses_id)
    SELECT v_banca, v_date, back, code, book, credit_code, credit_key, debit_code, debit_key, amount, transfer_id FROM sold;
    INSERT INTO award (banca_id, award_id, draw_id, ticket_id, business_date, ventana_id, vendedor_id, code,
                       result_version, prize, expires, kind)
    SELECT v_banca, gen_random_uuid(), p_draw, ticket_id, business_date, ventana_id, vendedor_id, code,
           v_version, total, date '9999-12-31', 'REFUND'
      FROM refunded;
    DROP TABLE refunded;
    UPDATE draw SET state = 'ANNULLED', suspended = false WHERE banca_id = v_banca AND draw_id = p_draw;
    INSERT INTO draw_step (banca_id, step_id, draw_id, seq, step, reason, tickets, stakes, user_id, command_id, approval_id)
    SELECT v_banca, gen_random_uuid(), p_draw, next_step(v_banca, p_draw), 'annulled', p_reason, v_tickets, v_stakes, my_user(), p_command, a.approval_id
      FROM approval a
     WHERE a.banca_id = v_banca AND a.command_id = p_command AND a."right" = 'annul_draw' AND a.consumed_at IS NOT NULL;
    RETURN QUERY SELECT v_tickets, v_stakes, v_claimed;
END $$;

-- --- moving, holding, making by hand ---------------------------------------------------------------------------------------

-- Moves, holds, lets go or renames a draw that is not closed. Its tickets stay its tickets.
CREATE FUNCTION change_draw(
    p_command uuid, p_draw uuid, p_step text, p_reason text, p_at timestamptz, p_cutoff timestamptz, p_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_draw  draw;
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'run_draws', 'role', my_role()));
    END IF;
    IF NOT claimed(p_command, '{change_draw}') THEN
        RAISE EXCEPTION 'no command of this session changes a draw' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = p_draw;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "draw"}');
    END IF;
    -- Sales in flight end before it moves.
    PERFORM fence_draw_alone(v_draw.fence);
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = p_draw FOR UPDATE;
    IF v_draw.state NOT IN ('SCHEDULED', 'OPEN') THEN
        PERFORM refuse(jsonb_build_object('refusal', 'draw_state', 'event', 'reschedule', 'state', v_draw.state));
    END IF;
    IF v_draw.state = 'OPEN' AND v_draw.cutoff <= banca_now() THEN
        PERFORM refuse(jsonb_build_object('refusal', 'sale', 'problem', 'past_cutoff', 'draw', p_draw, 'cutoff', v_draw.cutoff));
    END IF;
    CASE p_step
        WHEN 'rescheduled' THEN
            IF p_cutoff <= banca_now() OR p_cutoff > p_at OR p_at > banca_now() + interval '62 days' THEN
                PERFORM refuse('{"refusal": "field", "field": "at", "problem": {"is": "out_of_range"}}');
            END IF;
            IF EXISTS (SELECT FROM draw WHERE banca_id = v_banca AND lottery_id = v_draw.lottery_id AND at = p_at
                                          AND draw_id <> p_draw) THEN
                PERFORM refuse('{"refusal": "taken", "field": "at"}');
            END IF;
            UPDATE draw SET at = p_at, cutoff = p_cutoff, business_date = business_date(v_banca, NULL, p_at)
             WHERE banca_id = v_banca AND draw_id = p_draw;
        WHEN 'suspended', 'resumed' THEN
            IF v_draw.state <> 'OPEN' OR v_draw.suspended = (p_step = 'suspended') THEN
                PERFORM refuse(jsonb_build_object('refusal', 'draw_state', 'state', v_draw.state,
                                                  'event', CASE p_step WHEN 'suspended' THEN 'suspend' ELSE 'resume' END));
            END IF;
            UPDATE draw SET suspended = (p_step = 'suspended') WHERE banca_id = v_banca AND draw_id = p_draw;
        WHEN 'renamed' THEN
            IF v_draw.special IS NULL THEN
                PERFORM refuse('{"refusal": "field", "field": "name", "problem": {"is": "out_of_range"}}');
            END IF;
            UPDATE draw SET special = p_name WHERE banca_id = v_banca AND draw_id = p_draw;
        ELSE
            RAISE EXCEPTION 'no such step' USING ERRCODE = 'BA403';
    END CASE;
    INSERT INTO draw_step (banca_id, step_id, draw_id, seq, step, reason, before_at, before_cutoff, after_at, after_cutoff,
                           before_name, after_name, user_id, command_id)
    VALUES (v_banca, gen_random_uuid(), p_draw, next_step(v_banca, p_draw), p_step, p_reason,
            CASE p_step WHEN 'rescheduled' THEN v_draw.at END, CASE p_step WHEN 'rescheduled' THEN v_draw.cutoff END,
            CASE p_step WHEN 'rescheduled' THEN p_at END, CASE p_step WHEN 'rescheduled' THEN p_cutoff END,
            CASE p_step WHEN 'renamed' THEN v_draw.special END, CASE p_step WHEN 'renamed' THEN p_name END,
            my_user(), p_command);
END $$;

-- Makes a draw by hand, at any time to come, with a name of its own.
CREATE FUNCTION special_draw(
    p_command uuid, p_draw uuid, p_lottery uuid, p_at timestamptz, p_cutoff timestamptz, p_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca   uuid := my_banca();
    v_lottery lottery;
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'run_draws', 'role', my_role()));
    END IF;
    IF NOT claimed(p_command, '{special_draw}') THEN
        RAISE EXCEPTION 'no command of this session makes a draw' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_lottery FROM lottery WHERE banca_id = v_banca AND lottery_id = p_lottery AND active;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "lottery"}');
    END IF;
    IF p_cutoff <= banca_now() OR p_cutoff > p_at OR p_at > banca_now() + interval '62 days' THEN
        PERFORM refuse('{"refusal": "field", "field": "at", "problem": {"is": "out_of_range"}}');
    END IF;
    INSERT INTO draw (banca_id, draw_id, lottery_id, at, cutoff, business_date, digits, rules, outcomes, special)
    VALUES (v_banca, p_draw, p_lottery, p_at, p_cutoff, business_date(v_banca, NULL, p_at), v_lottery.digits, v_lottery.rules,
            coalesce(v_lottery.rules -> 'outcomes', '[]'), p_name)
    ON CONFLICT (banca_id, lottery_id, at) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "taken", "field": "at"}');
    END IF;
    INSERT INTO draw_step (banca_id, step_id, draw_id, seq, step, reason, after_at, after_cutoff, after_name, user_id, command_id)
    VALUES (v_banca, gen_random_uuid(), p_draw, 1, 'made', '', p_at, p_cutoff, p_name, my_user(), p_command);
END $$;

-- A cutoff that was set by hand stays when the draw is put on sale.
SELECT pg_temp.amend('open_draw(uuid, uuid)',
       'v_draw.cutoff := v_draw.at - make_interval(mins => (v_lottery.rules ->> ''cutoff_minutes'')::integer);',
       'IF NOT EXISTS (SELECT FROM draw_step s WHERE s.banca_id = p_banca AND s.draw_id = p_draw AND s.step IN (''made'', ''rescheduled'')) THEN
        v_draw.cutoff := v_draw.at - make_interval(mins => (v_lottery.rules ->> ''cutoff_minutes'')::integer);
    END IF;');
-- Nothing is sold of a draw that is held: not by the sale, and not by the fence behind it.
SELECT pg_temp.amend('sell(text, uuid, bytea, jsonb)', 'WHEN v_now >= d.cutoff THEN',
       'WHEN d.suspended THEN jsonb_build_object(''problem'', ''draw_suspended'', ''draw'', t.draw)
                 WHEN v_now >= d.cutoff THEN'),
       pg_temp.amend('sell(text, uuid, bytea, jsonb)', 'l.name AS lottery', 'coalesce(d.special, l.name) AS lottery'),
       pg_temp.amend('guard_cutoff()', 'IF v_draw.state <> ''OPEN''', 'IF v_draw.suspended THEN
        PERFORM refuse(jsonb_build_object(''refusal'', ''sale'', ''problem'', ''draw_suspended'', ''draw'', NEW.draw_id));
    END IF;
    IF v_draw.state <> ''OPEN''');
-- A day without draws has none, and a draw that was moved is not made again where it stood.
SELECT pg_temp.amend('plan_draws(uuid, jsonb, boolean)', 'AND EXISTS (SELECT FROM jsonb_array_elements(l.rules #> ''{schedule,slots}'') s',
       'AND NOT EXISTS (SELECT FROM holiday h
                         WHERE h.banca_id = p_banca AND h.ended_at IS NULL AND h.day = w.wall::date
                           AND (h.lottery_id IS NULL OR h.lottery_id = p.lottery))
       AND NOT EXISTS (SELECT FROM draw_step m JOIN draw was ON was.banca_id = m.banca_id AND was.draw_id = m.draw_id
                        WHERE m.banca_id = p_banca AND m.step = ''rescheduled'' AND m.before_at = p.at
                          AND was.lottery_id = p.lottery)
       AND EXISTS (SELECT FROM jsonb_array_elements(l.rules #> ''{schedule,slots}'') s');
CREATE OR REPLACE VIEW draw_label WITH (security_invoker = true) AS
SELECT d.banca_id, d.draw_id, coalesce(d.special, l.name) || ' ' || to_char(d.at AT TIME ZONE b.zone, 'YYYY-MM-DD HH24:MI') AS label
  FROM draw d JOIN lottery l USING (banca_id, lottery_id) JOIN banca b USING (banca_id);

-- --- what is owed -------------------------------------------------------------------------------------------------------------

-- Collects, or writes off, what is owed of a ticket's claim. J67: into the own open drawer, or the house's safe where an
-- administrator has none; J68: given up as bad debt, by an administrator.
CREATE FUNCTION settle_claim(p_command uuid, p_settlement uuid, p_ticket uuid, p_how text, p_amount bigint, p_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca  uuid := my_banca();
    v_drawer drawer := my_drawer();
    v_claim  record;
    v_owed   bigint;
    v_date   date := business_date(v_banca, v_drawer.ventana_id, banca_now());
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF NOT claimed(p_command, '{settle_claim}') THEN
        RAISE EXCEPTION 'no command of this session settles a claim' USING ERRCODE = 'BA403';
    END IF;
    SELECT c.code, c.draw_id, u.ventana_id INTO v_claim
      FROM claim c
      JOIN app_user u ON u.banca_id = c.banca_id AND u.user_id = c.owner_id
     WHERE c.banca_id = v_banca AND c.ticket_id = p_ticket
     ORDER BY c.result_version DESC LIMIT 1;
    IF NOT FOUND OR (my_role() <> 'ADMIN' AND v_claim.ventana_id IS DISTINCT FROM my_ventana()) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "claim"}');
    END IF;
    IF my_role() IS DISTINCT FROM 'ADMIN' AND (p_how = 'written_off' OR my_role() IS DISTINCT FROM 'VENTANA') THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'role', my_role(),
                                          'right', CASE p_how WHEN 'collected' THEN 'collect_claim' ELSE 'write_off_claim' END));
    END IF;
    -- The draw holds its claims: nobody settles them, and no correction changes them, at the same time.
    PERFORM FROM draw WHERE banca_id = v_banca AND draw_id = v_claim.draw_id FOR NO KEY UPDATE;
    SELECT (SELECT coalesce(sum(c.amount), 0) FROM claim c WHERE c.banca_id = v_banca AND c.ticket_id = p_ticket)
         - (SELECT coalesce(sum(s.amount), 0) FROM claim_settlement s WHERE s.banca_id = v_banca AND s.ticket_id = p_ticket)
      INTO v_owed;
    IF p_amount < 1 OR p_amount > v_owed THEN
        PERFORM refuse(jsonb_build_object('refusal', 'above_claim', 'asked', p_amount, 'owed', v_owed));
    END IF;
    IF p_how = 'collected' AND v_drawer.drawer_id IS NULL AND my_role() <> 'ADMIN' THEN
        PERFORM refuse('{"refusal": "no_open_drawer"}');
    END IF;
    INSERT INTO claim_settlement (banca_id, settlement_id, ticket_id, code, draw_id, how, amount, reason, ventana_id, drawer_id,
                                  user_id, command_id, business_date)
    VALUES (v_banca, p_settlement, p_ticket, v_claim.code, v_claim.draw_id, p_how, p_amount, p_reason,
            CASE p_how WHEN 'collected' THEN v_drawer.ventana_id END, CASE p_how WHEN 'collected' THEN v_drawer.drawer_id END,
            my_user(), p_command, v_date);
    PERFORM book_legs(v_banca, p_command, p_settlement, 'settled', 1::smallint, v_date, CASE
        WHEN p_how = 'written_off' THEN jsonb_build_array(jsonb_build_object(
            'code', 'J68', 'book', v_banca, 'debit', 6500, 'debit_key', v_nobody, 'credit', 1340, 'credit_key', p_ticket,
            'amount', p_amount))
        WHEN v_drawer.drawer_id IS NULL THEN jsonb_build_array(jsonb_build_object(
            'code', 'J67', 'book', v_banca, 'debit', 1110, 'debit_key', v_nobody, 'credit', 1340, 'credit_key', p_ticket,
            'amount', p_amount))
        ELSE jsonb_build_array(
            jsonb_build_object('code', 'J67', 'book', v_drawer.ventana_id, 'debit', 1100, 'debit_key', v_drawer.drawer_id,
                               'credit', 2310, 'credit_key', v_nobody, 'amount', p_amount),
            jsonb_build_object('code', 'J67', 'book', v_banca, 'debit', 1320, 'debit_key', v_drawer.ventana_id,
                               'credit', 1340, 'credit_key', p_ticket, 'amount', p_amount)) END);
END $$;

-- Takes a settlement back, once: the money goes back where it came from, and the claim is owed again.
CREATE FUNCTION unsettle_claim(p_command uuid, p_settlement uuid, p_reverses uuid, p_reason text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca  uuid := my_banca();
    v_drawer drawer := my_drawer();
    v_was    claim_settlement;
    v_date   date := business_date(v_banca, v_drawer.ventana_id, banca_now());
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' AND my_role() IS DISTINCT FROM 'VENTANA' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'collect_claim', 'role', my_role()));
    END IF;
    IF NOT claimed(p_command, '{unsettle_claim}') THEN
        RAISE EXCEPTION 'no command of this session takes a settlement back' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_was FROM claim_settlement
     WHERE banca_id = v_banca AND settlement_id = p_reverses AND reverses_id IS NULL
       AND (my_role() = 'ADMIN' OR (how = 'collected' AND ventana_id = my_ventana()));
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "claim"}');
    END IF;
    PERFORM FROM draw WHERE banca_id = v_banca AND draw_id = v_was.draw_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM claim_settlement WHERE banca_id = v_banca AND reverses_id = p_reverses) THEN
        PERFORM refuse('{"refusal": "already_reversed"}');
    END IF;
    IF v_was.ventana_id IS NOT NULL AND v_drawer.ventana_id IS DISTINCT FROM v_was.ventana_id THEN
        PERFORM refuse(jsonb_build_object('refusal', CASE WHEN v_drawer.drawer_id IS NULL THEN 'no_open_drawer'
                                                          ELSE 'unauthorized_drawer' END));
    END IF;
    IF v_was.ventana_id IS NOT NULL AND hold_cash(v_drawer.drawer_id) < v_was.amount THEN
        PERFORM refuse(jsonb_build_object('refusal', 'insufficient_cash', 'asked', v_was.amount,
                                          'available', hold_cash(v_drawer.drawer_id)));
    END IF;
    INSERT INTO claim_settlement (banca_id, settlement_id, ticket_id, code, draw_id, how, amount, reason, ventana_id, drawer_id,
                                  reverses_id, user_id, command_id, business_date)
    VALUES (v_banca, p_settlement, v_was.ticket_id, v_was.code, v_was.draw_id, v_was.how, -v_was.amount, p_reason,
            v_was.ventana_id, CASE WHEN v_was.ventana_id IS NOT NULL THEN v_drawer.drawer_id END, p_reverses, my_user(),
            p_command, v_date);
    PERFORM book_reversal(v_banca, p_command, p_reverses, 'settled', 'unsettled', v_date, v_drawer.drawer_id);
END $$;

REVOKE ALL ON FUNCTION
    next_step(uuid, uuid), hold_draw(uuid), annul_draw(uuid, uuid, text),
    change_draw(uuid, uuid, text, text, timestamptz, timestamptz, text),
    special_draw(uuid, uuid, uuid, timestamptz, timestamptz, text),
    settle_claim(uuid, uuid, uuid, text, bigint, text), unsettle_claim(uuid, uuid, uuid, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    hold_draw(uuid), annul_draw(uuid, uuid, text),
    change_draw(uuid, uuid, text, text, timestamptz, timestamptz, text),
    special_draw(uuid, uuid, uuid, timestamptz, timestamptz, text),
    settle_claim(uuid, uuid, uuid, text, bigint, text), unsettle_claim(uuid, uuid, uuid, text)
    TO banca_app;
