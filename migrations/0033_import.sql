-- Tables of another program are brought in: past results beside the house's own draws. When a session was last seen.

-- --- past results ------------------------------------------------------------------------------------------------------------

-- What came out in draws before the house kept its books here. No money stands on it; a draw of the house is never one of them.
CREATE TABLE past_result (
    banca_id      uuid        NOT NULL REFERENCES banca,
    past_id       uuid        NOT NULL,
    lottery_id    uuid        NOT NULL,
    at            timestamptz NOT NULL,
    business_date date        NOT NULL,
    digits        smallint    NOT NULL CHECK (digits IN (2, 3)),
    number        smallint    NOT NULL,
    outcome       text        CHECK (length(outcome) BETWEEN 1 AND 20),
    user_id       uuid        NOT NULL,
    command_id    uuid        NOT NULL,
    imported_at   timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, past_id),
    UNIQUE (banca_id, lottery_id, at),
    FOREIGN KEY (banca_id, lottery_id) REFERENCES lottery,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    CHECK (number >= 0 AND number < CASE digits WHEN 2 THEN 100 ELSE 1000 END)
);

-- A wrong one is corrected by another import, which says so in the log; what it is about stays.
CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON past_result FOR EACH ROW
    EXECUTE FUNCTION guard_immutable('number', 'outcome', 'user_id', 'command_id', 'imported_at');
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON past_result FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();
ALTER TABLE past_result ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON past_result AS RESTRICTIVE TO banca_app USING (banca_id = (SELECT my_banca()));
CREATE POLICY reach ON past_result FOR SELECT TO banca_app USING (true);
GRANT SELECT ON past_result TO banca_app;

-- Keeps past results, all or none. What is not over yet, or is a draw of the house, is no past result.
CREATE FUNCTION import_results(p_command uuid, p_results jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_now   timestamptz := banca_now();
    v_count bigint;
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' OR NOT claimed(p_command, '{import}') THEN
        RAISE EXCEPTION 'no command of this session imports results' USING ERRCODE = 'BA403';
    END IF;
    IF EXISTS (SELECT FROM jsonb_to_recordset(p_results) AS r(lottery uuid, at timestamptz)
                LEFT JOIN draw d ON d.banca_id = v_banca AND d.lottery_id = r.lottery AND d.at = r.at
                WHERE r.at >= v_now OR d.draw_id IS NOT NULL) THEN
        RAISE EXCEPTION 'a past result is over, and no draw of the house' USING ERRCODE = 'BA403';
    END IF;
    INSERT INTO past_result AS p (banca_id, past_id, lottery_id, at, business_date, digits, number, outcome, user_id, command_id)
    SELECT v_banca, r.past, r.lottery, r.at, business_date(v_banca, NULL, r.at), l.digits, r.number, r.outcome, my_user(), p_command
      FROM jsonb_to_recordset(p_results) AS r(past uuid, lottery uuid, at timestamptz, number smallint, outcome text)
      JOIN lottery l ON l.banca_id = v_banca AND l.lottery_id = r.lottery
    ON CONFLICT (banca_id, lottery_id, at) DO UPDATE
       SET number = excluded.number, outcome = excluded.outcome, user_id = excluded.user_id, command_id = excluded.command_id,
           imported_at = v_now;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END $$;

-- --- when a session was last seen ---------------------------------------------------------------------------------------------

ALTER TABLE session
    ADD COLUMN seen_at   timestamptz,
    ADD COLUMN locked_at timestamptz;
DROP TRIGGER guard_immutable ON session;
CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON session FOR EACH ROW
    EXECUTE FUNCTION guard_immutable('ended_at', 'seen_at', 'locked_at');
GRANT SELECT (seen_at, locked_at) ON session TO banca_app;

-- The own session is here: written at most once a minute, and never by a sale.
CREATE FUNCTION session_seen() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE session s SET seen_at = banca_now()
      FROM my_session() m
     WHERE s.banca_id = m.banca_id AND s.session_id = m.session_id
       AND (m.seen_at IS NULL OR m.seen_at < banca_now() - interval '50 seconds')
$$;

-- The own session's screen is locked, or opened again.
CREATE FUNCTION session_locked(p_locked boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE session s SET seen_at = banca_now(), locked_at = CASE WHEN p_locked THEN banca_now() END
      FROM my_session() m
     WHERE s.banca_id = m.banca_id AND s.session_id = m.session_id AND (m.locked_at IS NOT NULL) <> p_locked
$$;

REVOKE ALL ON FUNCTION import_results(uuid, jsonb), session_seen(), session_locked(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION import_results(uuid, jsonb), session_seen(), session_locked(boolean) TO banca_app;

-- --- draws that nobody opened in time ------------------------------------------------------------------------------------------

-- A draw that was still only planned when it was drawn sold nothing and never will: the clock calls it off, and says so.
DO $$
DECLARE
    v_name text;
BEGIN
    FOR v_name IN SELECT conname FROM pg_constraint
                   WHERE conrelid = 'draw_step'::regclass AND contype = 'c'
                     AND (pg_get_constraintdef(oid) LIKE '%resumed%' OR pg_get_constraintdef(oid) LIKE '%tickets IS NOT NULL%')
    LOOP
        EXECUTE format('ALTER TABLE draw_step DROP CONSTRAINT %I', v_name);
    END LOOP;
END $$;
ALTER TABLE draw_step
    ALTER COLUMN user_id DROP NOT NULL,
    ALTER COLUMN command_id DROP NOT NULL,
    ADD CHECK (step IN ('made', 'annulled', 'rescheduled', 'renamed', 'suspended', 'resumed', 'skipped')),
    ADD CHECK ((step IN ('annulled', 'skipped')) = (tickets IS NOT NULL)),
    -- Nobody skips a draw: the clock does.
    ADD CHECK ((step = 'skipped') = (user_id IS NULL) AND (step = 'skipped') = (command_id IS NULL)),
    ADD CHECK (step <> 'skipped' OR (tickets = 0 AND stakes = 0));
ALTER TABLE job DROP CONSTRAINT job_job_check,
    ADD CHECK (job IN ('generate', 'open', 'skip', 'close', 'expire', 'gather', 'seal'));

CREATE FUNCTION skip_draw(p_banca uuid, p_draw uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_draw draw;
BEGIN
    SELECT * INTO v_draw FROM draw WHERE banca_id = p_banca AND draw_id = p_draw FOR UPDATE;
    IF v_draw.state IS DISTINCT FROM 'SCHEDULED' OR v_draw.at > banca_now()
       OR EXISTS (SELECT FROM draw_count WHERE banca_id = p_banca AND draw_id = p_draw AND tickets > 0) THEN
        RETURN;
    END IF;
    UPDATE draw SET state = 'ANNULLED' WHERE banca_id = p_banca AND draw_id = p_draw;
    INSERT INTO draw_step (banca_id, step_id, draw_id, seq, step, reason, tickets, stakes)
    VALUES (p_banca, gen_random_uuid(), p_draw, next_step(p_banca, p_draw), 'skipped', '', 0, 0);
    PERFORM log_job(p_banca, 'draw.skipped', p_draw::text, NULL, jsonb_build_object('at', v_draw.at));
END $$;

DO $$
DECLARE
    v_def text := pg_get_functiondef('due_draws(uuid)'::regprocedure);
BEGIN
    IF position('((d.state = ''OPEN'' AND d.cutoff <= banca_now())' IN v_def) = 0 THEN
        RAISE EXCEPTION 'nothing to amend in due_draws';
    END IF;
    EXECUTE replace(v_def, '((d.state = ''OPEN'' AND d.cutoff <= banca_now())',
                    '((d.state = ''OPEN'' AND d.cutoff <= banca_now()) OR (d.state = ''SCHEDULED'' AND d.at <= banca_now())');
    v_def := pg_get_functiondef('tick_draw(uuid, uuid)'::regprocedure);
    IF position('IF v_state = ''SCHEDULED'' THEN' IN v_def) = 0 THEN
        RAISE EXCEPTION 'nothing to amend in tick_draw';
    END IF;
    EXECUTE replace(v_def, 'IF v_state = ''SCHEDULED'' THEN',
                    'IF v_state = ''SCHEDULED'' AND (SELECT at <= banca_now() FROM draw WHERE banca_id = p_banca AND draw_id = p_draw) THEN
        PERFORM skip_draw(p_banca, p_draw);
        RETURN ''ANNULLED'';
    END IF;
    IF v_state = ''SCHEDULED'' THEN');
END $$;
REVOKE ALL ON FUNCTION skip_draw(uuid, uuid) FROM PUBLIC;

-- --- a PIN that the house made up ------------------------------------------------------------------------------------------------

-- Whoever got such a PIN is told to change it, and gives no command before.
ALTER TABLE app_user ADD COLUMN first_pin boolean NOT NULL DEFAULT false;
GRANT UPDATE (first_pin) ON app_user TO banca_app;
DO $$
DECLARE
    v_change record;
    v_def    text;
BEGIN
    FOR v_change IN SELECT * FROM (VALUES
        ('sign_in(text, bytea, text, text, uuid, text)', '''now'', banca_now(), ''scratch'',',
         '''now'', banca_now(), ''must_change'', v_user.first_pin, ''scratch'','),
        ('change_my_pin(bytea, bytea, bytea)', 'verifier_hash = p_verifier_hash', 'verifier_hash = p_verifier_hash, first_pin = false')
    ) AS c(name, old, new)
    LOOP
        v_def := pg_get_functiondef(v_change.name::regprocedure);
        IF position(v_change.old IN v_def) = 0 THEN
            RAISE EXCEPTION 'nothing to amend in %', v_change.name;
        END IF;
        EXECUTE replace(v_def, v_change.old, v_change.new);
    END LOOP;
END $$;
