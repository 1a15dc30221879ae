-- What the clock does, told: every job with its last run, and every run that did something or failed. A prize that expired is
-- payable again until a day that a supervisor names. A ticket without its paper is looked for by two people.

CREATE OR REPLACE FUNCTION pg_temp.amend(p_function regprocedure, p_old text, p_new text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_def text := pg_get_functiondef(p_function);
BEGIN
    IF position(p_old IN v_def) = 0 THEN
        RAISE EXCEPTION 'nothing to amend in %: %', p_function, p_old;
    END IF;
    EXECUTE replace(v_def, p_old, p_new);
END $$;

-- --- jobs ----------------------------------------------------------------------------------------------------------------

CREATE TABLE job (
    banca_id     uuid   NOT NULL REFERENCES banca,
    job          text   NOT NULL CHECK (job IN ('generate', 'open', 'close', 'expire', 'gather', 'seal')),
    last_run     timestamptz NOT NULL,
    last_done    timestamptz,
    done         bigint NOT NULL DEFAULT 0 CHECK (done >= 0),
    runs         bigint NOT NULL DEFAULT 0 CHECK (runs >= 0),
    failures     bigint NOT NULL DEFAULT 0 CHECK (failures >= 0),
    last_failure text,
    failed_at    timestamptz,
    PRIMARY KEY (banca_id, job)
) WITH (fillfactor = 50);

CREATE TABLE job_run (
    banca_id uuid        NOT NULL REFERENCES banca,
    run_id   uuid        NOT NULL,
    job      text        NOT NULL,
    at       timestamptz NOT NULL DEFAULT banca_now(),
    done     bigint      NOT NULL CHECK (done >= 0),
    failure  text        CHECK (length(failure) <= 200),
    -- Who happened to run it; nobody where it was the owner.
    user_id  uuid,
    PRIMARY KEY (banca_id, run_id)
);
CREATE INDEX job_run_by_time ON job_run (banca_id, at DESC, run_id DESC);

CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON job_run FOR EACH ROW EXECUTE FUNCTION guard_immutable();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON job_run FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON job FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();
DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['job', 'job_run'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app USING (banca_id = (SELECT my_banca()))', v_table);
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app USING ((SELECT my_role()) = ''ADMIN'')', v_table);
    END LOOP;
END $$;
GRANT SELECT ON job, job_run TO banca_app;

-- A job ran: how much it did, or why it failed. Runs that found nothing to do change the job's row alone.
CREATE FUNCTION note_job(p_banca uuid, p_job text, p_done bigint, p_failure text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_now timestamptz := banca_now();
BEGIN
    IF p_banca IS DISTINCT FROM my_banca() AND NOT by_owner() THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;
    INSERT INTO job AS j (banca_id, job, last_run, last_done, done, runs, failures, last_failure, failed_at)
    VALUES (p_banca, p_job, v_now, CASE WHEN p_done > 0 THEN v_now END, p_done, 1, (p_failure IS NOT NULL)::integer,
            p_failure, CASE WHEN p_failure IS NOT NULL THEN v_now END)
    ON CONFLICT (banca_id, job) DO UPDATE
       SET last_run = excluded.last_run, last_done = coalesce(excluded.last_done, j.last_done), done = j.done + excluded.done,
           runs = j.runs + 1, failures = j.failures + excluded.failures,
           last_failure = coalesce(excluded.last_failure, j.last_failure),
           failed_at = coalesce(excluded.failed_at, j.failed_at);
    IF p_done > 0 OR p_failure IS NOT NULL THEN
        INSERT INTO job_run (banca_id, run_id, job, at, done, failure, user_id)
        VALUES (p_banca, gen_random_uuid(), p_job, v_now, p_done, left(p_failure, 200), my_user());
    END IF;
END $$;

-- --- a prize that expired is revived ------------------------------------------------------------------------------------------

-- The day until which a supervisor made it payable again; else its own last day counts.
ALTER TABLE award ADD COLUMN revived_until date;
DROP TRIGGER guard_immutable ON award;
CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON award FOR EACH ROW EXECUTE FUNCTION guard_immutable('mark', 'revived_until');

CREATE OR REPLACE VIEW prize_standing WITH (security_invoker = true) AS
SELECT a.banca_id, a.award_id, a.ticket_id, a.code, a.draw_id, a.ventana_id, a.vendedor_id, a.at,
       greatest(a.expires, a.revived_until) AS expires, a.prize,
       coalesce(s.paid, 0) AS paid,
       greatest(a.prize - coalesce(s.paid, 0), 0) AS remaining,
       CASE WHEN a.mark = 'OPEN' AND a.prize > coalesce(s.paid, 0)
             AND greatest(a.expires, a.revived_until) < (SELECT business_date(my_banca(), NULL, banca_now()))
            THEN 'EXPIRED' ELSE a.mark END AS mark,
       a.kind
  FROM award a
  LEFT JOIN LATERAL (
       SELECT sum(p.amount)::bigint AS paid
         FROM payout p
        WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id AND p.kind = a.kind
          AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)) s ON true
 WHERE a.mark <> 'REVERSED';

SELECT pg_temp.amend('expire_prizes(uuid)', 'a.expires < v_today', 'greatest(a.expires, a.revived_until) < v_today');

-- Makes an expired prize payable until a day: the reverse of J16a where it was booked already.
CREATE FUNCTION revive_prize(p_command uuid, p_award uuid, p_until date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca  uuid := my_banca();
    v_award  award;
    v_paid   bigint;
    v_today  date := business_date(v_banca, NULL, banca_now());
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF NOT claimed(p_command, '{revive_prize}') THEN
        RAISE EXCEPTION 'no command of this session revives a prize' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_award FROM award
     WHERE banca_id = v_banca AND award_id = p_award AND (my_role() = 'ADMIN' OR ticket_id = bearer_ticket())
       FOR UPDATE;
    IF NOT FOUND OR v_award.mark NOT IN ('OPEN', 'EXPIRED') OR greatest(v_award.expires, v_award.revived_until) >= v_today
       OR p_until < v_today OR p_until > v_today + 90 THEN
        RAISE EXCEPTION 'the prize is not to be revived' USING ERRCODE = 'BA403';
    END IF;
    PERFORM want_consent(p_command, 'revive_prize', v_award.code, NULL);
    SELECT coalesce(sum(p.amount), 0) INTO v_paid FROM payout p
     WHERE p.banca_id = v_banca AND p.ticket_id = v_award.ticket_id AND p.kind = v_award.kind
       AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id);
    UPDATE award SET mark = 'OPEN', revived_until = p_until WHERE banca_id = v_banca AND award_id = p_award;
    IF v_award.mark = 'EXPIRED' THEN
        PERFORM book_legs(v_banca, p_command, p_award, 'revived', next_version(p_award, 'revived'), v_today,
                          jsonb_build_array(jsonb_build_object(
                              'code', 'J16', 'book', v_banca, 'debit', 4900, 'debit_key', v_nobody,
                              'credit', 2420, 'credit_key', v_award.ticket_id, 'amount', v_award.prize - v_paid)));
    END IF;
    RETURN v_award.prize - v_paid;
END $$;

-- --- a ticket without its paper ---------------------------------------------------------------------------------------------

-- Tickets of a day that carry a number, for two people who look for one without its paper: those of the own shop.
CREATE FUNCTION find_unseen(
    p_command uuid, p_target text, p_day date, p_number smallint, p_stake bigint, p_from timestamptz, p_to timestamptz,
    p_vendedor uuid)
RETURNS TABLE (code text, lottery text, draw_at timestamptz, sold_at timestamptz, vendedor text, total bigint, stake bigint,
               state text, kind text, remaining bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    IF NOT claimed(p_command, '{find_ticket}') THEN
        RAISE EXCEPTION 'no command of this session looks for a ticket' USING ERRCODE = 'BA403';
    END IF;
    IF NOT consented(p_command, 'find_ticket', p_target, NULL) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'needs_approval', 'right', 'find_ticket', 'target', p_target,
                                          'amount', NULL, 'limit', NULL));
    END IF;
    RETURN QUERY
    SELECT t.code::text, coalesce(d.special, l.name), d.at, t.sold_at, coalesce(user_name(t.vendedor_id), ''), t.total,
           b.stake, t.state, a.kind,
           CASE WHEN a.mark = 'OPEN' THEN a.prize - coalesce((
               SELECT sum(p.amount) FROM payout p
                WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id AND p.kind = a.kind
                  AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)), 0)
           ELSE 0 END::bigint
      FROM (SELECT b.banca_id, b.business_date, b.ticket_id, sum(b.stake)::bigint AS stake
              FROM bet b
             WHERE b.banca_id = my_banca() AND b.business_date = p_day AND b.number = p_number
             GROUP BY b.banca_id, b.business_date, b.ticket_id) b
      JOIN ticket t USING (banca_id, business_date, ticket_id)
      JOIN draw d ON d.banca_id = t.banca_id AND d.draw_id = t.draw_id
      JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
      LEFT JOIN award a ON a.banca_id = t.banca_id AND a.ticket_id = t.ticket_id AND a.mark <> 'REVERSED'
     WHERE (my_role() = 'ADMIN' OR t.ventana_id = my_ventana())
       AND (p_stake IS NULL OR b.stake = p_stake)
       AND (p_from IS NULL OR t.sold_at >= p_from) AND (p_to IS NULL OR t.sold_at <= p_to)
       AND (p_vendedor IS NULL OR t.vendedor_id = p_vendedor)
     ORDER BY t.sold_at, t.code
     LIMIT 50;
END $$;

-- Where a customer can be sent with the prize whose paper is shown: other shops with an open drawer that holds enough for
-- what remains of it. Whether, and never how much; and nobody asks for an amount of the own choice.
CREATE FUNCTION cash_elsewhere() RETURNS TABLE (ventana text, drawers bigint, enough boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH due AS (
        SELECT a.banca_id, a.prize - coalesce((
                   SELECT sum(p.amount) FROM payout p
                    WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id AND p.kind = a.kind
                      AND NOT EXISTS (SELECT FROM payout_reversal r
                                       WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)), 0) AS amount
          FROM award a
         WHERE a.banca_id = my_banca() AND a.ticket_id = bearer_ticket() AND a.mark = 'OPEN')
    SELECT v.name, count(d.drawer_id), coalesce(bool_or(b.balance >= due.amount), false)
      FROM due
      JOIN ventana v ON v.banca_id = due.banca_id AND v.active AND v.ventana_id IS DISTINCT FROM my_ventana()
      LEFT JOIN drawer d ON d.banca_id = v.banca_id AND d.ventana_id = v.ventana_id AND d.state = 'open'
      LEFT JOIN account b ON b.banca_id = d.banca_id AND b.book = d.ventana_id AND b.code = 1100 AND b.key = d.drawer_id
     GROUP BY v.ventana_id, v.name
     ORDER BY 3 DESC, v.name
$$;

REVOKE ALL ON FUNCTION
    note_job(uuid, text, bigint, text), revive_prize(uuid, uuid, date),
    find_unseen(uuid, text, date, smallint, bigint, timestamptz, timestamptz, uuid), cash_elsewhere()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    note_job(uuid, text, bigint, text), revive_prize(uuid, uuid, date),
    find_unseen(uuid, text, date, smallint, bigint, timestamptz, timestamptz, uuid), cash_elsewhere()
    TO banca_app;

-- The sale that was written anew since draws can be held says so too, and calls a draw by its own name.
DO $$
BEGIN
    IF position('d.suspended' IN pg_get_functiondef('sell(text, uuid, bytea, jsonb)'::regprocedure)) = 0 THEN
        PERFORM pg_temp.amend('sell(text, uuid, bytea, jsonb)', 'WHEN v_now >= d.cutoff THEN',
            'WHEN d.suspended THEN jsonb_build_object(''problem'', ''draw_suspended'', ''draw'', t.draw)
                 WHEN v_now >= d.cutoff THEN');
        PERFORM pg_temp.amend('sell(text, uuid, bytea, jsonb)', 'l.name AS lottery', 'coalesce(d.special, l.name) AS lottery');
    END IF;
END $$;
