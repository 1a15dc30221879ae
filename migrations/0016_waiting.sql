-- What waits, and from when: a typed result can be taken back, and while a correction waits for its second person the
-- prizes of its draw are held; a commission policy has a first and a last moment.

-- --- a typed result that is taken back -------------------------------------------------------------------------------

CREATE TABLE result_withdrawal (
    banca_id   uuid        NOT NULL,
    entry_id   uuid        NOT NULL,
    reason     text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    user_id    uuid        NOT NULL,
    command_id uuid        NOT NULL,
    at         timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, entry_id),
    FOREIGN KEY (banca_id, entry_id) REFERENCES result_entry,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user
);
CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON result_withdrawal FOR EACH ROW EXECUTE FUNCTION guard_immutable();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON result_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();
ALTER TABLE result_withdrawal ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON result_withdrawal AS RESTRICTIVE TO banca_app USING (banca_id = (SELECT my_banca()));
CREATE POLICY reach ON result_withdrawal FOR SELECT TO banca_app USING ((SELECT my_role()) = 'ADMIN');
GRANT SELECT ON result_withdrawal TO banca_app;

-- The first entry that waits for its confirmation: the latest one of the next version, unless it was taken back.
CREATE OR REPLACE FUNCTION first_entry(p_banca uuid, p_draw uuid) RETURNS SETOF result_entry
LANGUAGE sql STABLE AS $$
    SELECT w.*
      FROM (SELECT e.*
              FROM result_entry e
              JOIN draw d ON d.banca_id = e.banca_id AND d.draw_id = e.draw_id AND e.version = d.result_version + 1
             WHERE e.banca_id = p_banca AND e.draw_id = p_draw AND e.step = 'entered'
             ORDER BY e.at DESC, e.entry_id DESC LIMIT 1) w
     WHERE NOT EXISTS (SELECT FROM result_withdrawal x WHERE x.banca_id = w.banca_id AND x.entry_id = w.entry_id)
$$;

-- The waiting first entry of a result: who and when; why, for those who may confirm it; and what, only for the one who
-- typed it, and not even then where the same person must type it again blind.
DROP FUNCTION waiting_entry(uuid);
CREATE FUNCTION waiting_entry(p_draw uuid)
RETURNS TABLE (version smallint, user_id uuid, at timestamptz, reason text, number smallint, outcome text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.version, e.user_id, e.at, CASE WHEN confirms_results() THEN e.reason END,
           CASE WHEN o.own THEN e.number END, CASE WHEN o.own THEN e.outcome END
      FROM first_entry(my_banca(), p_draw) e
     CROSS JOIN LATERAL (SELECT e.user_id = my_user() AND NOT b.single_person AS own
                           FROM banca b WHERE b.banca_id = e.banca_id) o
$$;

-- Takes the waiting entry back: any administrator may, so that nothing waits for ever.
CREATE FUNCTION withdraw_entry(p_command uuid, p_draw uuid, p_reason text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_first result_entry;
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'enter_result', 'role', my_role()));
    END IF;
    IF NOT claimed(p_command, '{withdraw_result}') THEN
        RAISE EXCEPTION 'no command of this session takes a result back' USING ERRCODE = 'BA403';
    END IF;
    PERFORM FROM draw WHERE banca_id = my_banca() AND draw_id = p_draw FOR NO KEY UPDATE;
    SELECT * INTO v_first FROM first_entry(my_banca(), p_draw);
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "nothing_to_confirm"}');
    END IF;
    INSERT INTO result_withdrawal (banca_id, entry_id, reason, user_id, command_id)
    VALUES (v_first.banca_id, v_first.entry_id, p_reason, my_user(), p_command);
END $$;

-- --- a waiting correction holds the prizes of its draw -----------------------------------------------------------------

-- Holds the result of a draw as it is until the transaction ends, and tells who typed a correction that waits, and when.
-- A payment takes this lock before that of the prize, as a correction does.
CREATE FUNCTION hold_result(p_draw uuid) RETURNS TABLE (user_id uuid, at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM draw d WHERE d.banca_id = my_banca() AND d.draw_id = p_draw FOR SHARE;
    RETURN QUERY SELECT e.user_id, e.at
                   FROM first_entry(my_banca(), p_draw) e
                   JOIN draw d USING (banca_id, draw_id)
                  WHERE d.state = 'EVALUATED';
END $$;

-- A first entry waits for the payments in flight of its draw, and they for it.
CREATE FUNCTION guard_result_entry() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM draw WHERE banca_id = NEW.banca_id AND draw_id = NEW.draw_id FOR NO KEY UPDATE;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_result_entry BEFORE INSERT ON result_entry
    FOR EACH ROW WHEN (NEW.step = 'entered') EXECUTE FUNCTION guard_result_entry();

-- Never more than the prize, never out of a prize that is not payable, and nothing while a correction waits.
CREATE OR REPLACE FUNCTION guard_payout() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_award   award;
    v_paid    bigint;
    v_draw    uuid;
    v_waiting record;
BEGIN
    SELECT draw_id INTO v_draw FROM award WHERE banca_id = NEW.banca_id AND award_id = NEW.award_id;
    PERFORM FROM draw WHERE banca_id = NEW.banca_id AND draw_id = v_draw FOR SHARE;
    SELECT e.user_id, e.at INTO v_waiting FROM first_entry(NEW.banca_id, v_draw) e;
    IF FOUND THEN
        PERFORM refuse(jsonb_build_object('refusal', 'correction_waiting', 'at', v_waiting.at,
                                          'by', coalesce((SELECT name FROM app_user u
                                                           WHERE u.banca_id = NEW.banca_id AND u.user_id = v_waiting.user_id), '')));
    END IF;
    SELECT * INTO v_award FROM award WHERE banca_id = NEW.banca_id AND award_id = NEW.award_id FOR UPDATE;
    SELECT coalesce(sum(p.amount), 0) INTO v_paid
      FROM payout p
     WHERE p.banca_id = NEW.banca_id AND p.ticket_id = NEW.ticket_id
       AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id);
    IF v_award.mark <> 'OPEN' OR v_award.ticket_id <> NEW.ticket_id OR v_paid + NEW.amount > v_award.prize THEN
        RAISE EXCEPTION 'the payout exceeds the prize' USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;

-- --- a commission policy from one moment to another --------------------------------------------------------------------

DROP INDEX commission_policy_current;
CREATE INDEX commission_policy_of_scope ON commission_policy (banca_id, scope_id, share, valid_from);

-- The versions of a policy follow each other: none covers a moment that another covers, none begins in the past, and what
-- was in force stays what it was. A version that ends as it begins never came into force.
CREATE FUNCTION guard_commission() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_soon constant timestamptz := banca_now() - interval '1 minute';
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.scope_id::text || NEW.share, 7716));
    IF TG_OP = 'UPDATE' THEN
        IF NEW.valid_to IS DISTINCT FROM OLD.valid_to
           AND (NEW.valid_to BETWEEN greatest(OLD.valid_from, v_soon) AND coalesce(OLD.valid_to, 'infinity')) IS NOT TRUE THEN
            RAISE EXCEPTION 'a commission that was in force stays what it was' USING ERRCODE = 'BA403';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT by_owner() AND (NEW.valid_from < v_soon OR NEW.set_by IS DISTINCT FROM my_user()) THEN
        RAISE EXCEPTION 'a commission does not begin in the past' USING ERRCODE = 'BA403';
    END IF;
    IF EXISTS (SELECT FROM commission_policy p
                WHERE p.banca_id = NEW.banca_id AND p.scope_id = NEW.scope_id AND p.share = NEW.share
                  AND p.valid_from < coalesce(p.valid_to, 'infinity')
                  AND p.valid_from < coalesce(NEW.valid_to, 'infinity') AND NEW.valid_from < coalesce(p.valid_to, 'infinity')) THEN
        RAISE EXCEPTION 'one commission policy is in force at a time' USING ERRCODE = 'BA403';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_commission BEFORE INSERT OR UPDATE OF valid_to ON commission_policy
    FOR EACH ROW EXECUTE FUNCTION guard_commission();

-- The percent in force now: as before, over the versions that cover this moment.
CREATE OR REPLACE FUNCTION commission_percent(
    p_banca uuid, p_share text, p_user uuid, p_ventana uuid, p_lottery uuid, p_kind smallint, p_factor numeric)
RETURNS numeric LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    v_now     constant timestamptz := banca_now();
    v_policy  record;
    v_percent numeric;
    v_default numeric;
BEGIN
    -- From the seller's own policy to the house's: the first rule that matches, else the first default on the way.
    FOR v_policy IN
        SELECT scope_rank, default_percent, rules
          FROM commission_policy
         WHERE banca_id = p_banca AND share = p_share AND valid_from <= v_now AND (valid_to IS NULL OR valid_to > v_now)
           AND scope_id IN (p_user, p_ventana, p_banca) AND (scope_rank > 1 OR p_share = 'vendedor')
         ORDER BY scope_rank
    LOOP
        IF v_policy.rules <> '[]' THEN
            SELECT (r.rule ->> 'percent')::numeric INTO v_percent
              FROM jsonb_array_elements(v_policy.rules) WITH ORDINALITY AS r(rule, position)
             WHERE (r.rule ->> 'lottery' IS NULL OR (r.rule ->> 'lottery')::uuid = p_lottery)
               AND (r.rule ->> 'kind' IS NULL OR r.rule ->> 'kind' = CASE p_kind WHEN 0 THEN 'straight' ELSE 'reventado' END)
               AND (r.rule ->> 'factor_min' IS NULL OR p_factor >= (r.rule ->> 'factor_min')::numeric)
               AND (r.rule ->> 'factor_max' IS NULL OR p_factor <= (r.rule ->> 'factor_max')::numeric)
             ORDER BY position LIMIT 1;
            IF FOUND THEN
                RETURN v_percent;
            END IF;
        END IF;
        v_default := coalesce(v_default, v_policy.default_percent);
    END LOOP;
    RETURN coalesce(v_default, 0);
END $$;

REVOKE ALL ON FUNCTION
    waiting_entry(uuid), withdraw_entry(uuid, uuid, text), hold_result(uuid), guard_result_entry(), guard_commission() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION waiting_entry(uuid), withdraw_entry(uuid, uuid, text), hold_result(uuid) TO banca_app;
