-- What may be done to the house's state beyond selling, each as one guarded function: signing in, consenting, cancelling,
-- closing and settling. They run with the owner's rights because they touch rows that no console may touch by itself.

-- The salt for a name, also for a name that nobody has.
CREATE FUNCTION sign_in_salt(p_username text) RETURNS TABLE (salt bytea, kdf text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH named AS (
        SELECT u.salt, u.kdf
          FROM app_user u JOIN banca b USING (banca_id)
         WHERE lower(u.username) = lower(split_part(p_username, '@', 1))
           AND (position('@' IN p_username) = 0 OR b.slug = lower(split_part(p_username, '@', 2)))
    )
    SELECT salt, kdf FROM named WHERE (SELECT count(*) FROM named) = 1
    UNION ALL
    SELECT substr(sha256(i.secret || convert_to(lower(p_username), 'UTF8')), 1, 16), 'argon2id:m=19456,t=2,p=1'
      FROM installation i WHERE (SELECT count(*) FROM named) <> 1
$$;

-- Whether this verifier opens this user, counting failures and locking with back-off. Returns a refusal or null.
CREATE FUNCTION judge_verifier(p_banca uuid, p_user uuid, p_verifier bytea) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_user app_user;
    v_now  timestamptz := banca_now();
BEGIN
    SELECT * INTO v_user FROM app_user WHERE banca_id = p_banca AND user_id = p_user FOR UPDATE;
    IF v_user.locked_until > v_now THEN
        RETURN jsonb_build_object('refusal', 'locked_out', 'until', v_user.locked_until);
    END IF;
    IF sha256(p_verifier) = v_user.verifier_hash AND works(v_user) THEN
        UPDATE app_user SET failures = 0, locked_until = NULL WHERE banca_id = p_banca AND user_id = p_user;
        RETURN NULL;
    END IF;
    UPDATE app_user
       SET failures = least(failures + 1, 30),
           locked_until = CASE WHEN failures + 1 >= 5
                               THEN v_now + least(interval '1 minute' * 2 ^ least(failures + 1 - 5, 6), interval '1 hour') END
     WHERE banca_id = p_banca AND user_id = p_user
     RETURNING * INTO v_user;
    IF v_user.locked_until IS NOT NULL THEN
        RETURN jsonb_build_object('refusal', 'locked_out', 'until', v_user.locked_until);
    END IF;
    RETURN jsonb_build_object('refusal', 'wrong_credentials', 'left', 5 - v_user.failures);
END $$;

-- Opens a session. The token is the client's secret; only its hash is kept. Returns {"refused": …} or {"signed_in": …}.
CREATE FUNCTION sign_in(p_username text, p_verifier bytea, p_terminal text, p_token text, p_session uuid, p_door text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_user     app_user;
    v_banca    banca;
    v_terminal uuid;
    v_refusal  jsonb;
    v_found    integer;
BEGIN
    IF NOT EXISTS (SELECT FROM banca) THEN
        RETURN '{"refused": {"refusal": "not_set_up"}}';
    END IF;
    SELECT count(*) INTO v_found
      FROM app_user u JOIN banca b USING (banca_id)
     WHERE lower(u.username) = lower(split_part(p_username, '@', 1))
       AND (position('@' IN p_username) = 0 OR b.slug = lower(split_part(p_username, '@', 2)));
    IF v_found <> 1 THEN
        RETURN '{"refused": {"refusal": "wrong_credentials", "left": null}}';
    END IF;
    SELECT u.* INTO v_user
      FROM app_user u JOIN banca b USING (banca_id)
     WHERE lower(u.username) = lower(split_part(p_username, '@', 1))
       AND (position('@' IN p_username) = 0 OR b.slug = lower(split_part(p_username, '@', 2)));
    PERFORM ensure_partitions(business_date(v_user.banca_id, v_user.ventana_id, banca_now()));
    v_refusal := judge_verifier(v_user.banca_id, v_user.user_id, p_verifier);
    IF v_refusal IS NOT NULL THEN
        INSERT INTO activity (banca_id, business_date, activity_id, user_id, role, ventana_id, action, target, layer)
        VALUES (v_user.banca_id, business_date(v_user.banca_id, v_user.ventana_id, banca_now()), gen_random_uuid(),
                v_user.user_id, v_user.role, v_user.ventana_id, 'session.refused', v_user.username, p_door);
        RETURN jsonb_build_object('refused', v_refusal);
    END IF;
    SELECT * INTO v_banca FROM banca WHERE banca_id = v_user.banca_id;
    SELECT terminal_id INTO v_terminal
      FROM terminal
     WHERE banca_id = v_user.banca_id AND ventana_id IS NOT DISTINCT FROM v_user.ventana_id
       AND lower(name) = lower(p_terminal);
    IF NOT FOUND THEN
        INSERT INTO terminal (banca_id, terminal_id, ventana_id, name)
        VALUES (v_user.banca_id, gen_random_uuid(), v_user.ventana_id, p_terminal)
        ON CONFLICT DO NOTHING;
        SELECT terminal_id INTO STRICT v_terminal
          FROM terminal
         WHERE banca_id = v_user.banca_id AND ventana_id IS NOT DISTINCT FROM v_user.ventana_id
           AND lower(name) = lower(p_terminal);
    END IF;
    INSERT INTO session (banca_id, session_id, user_id, terminal_id, token_hash, door)
    VALUES (v_user.banca_id, p_session, v_user.user_id, v_terminal, sha256(convert_to(p_token, 'UTF8')), p_door);
    UPDATE app_user SET last_sign_in = banca_now() WHERE banca_id = v_user.banca_id AND user_id = v_user.user_id;
    INSERT INTO activity (banca_id, business_date, activity_id, user_id, role, ventana_id, terminal_id, session_id, action, target, layer)
    VALUES (v_user.banca_id, business_date(v_user.banca_id, v_user.ventana_id, banca_now()), gen_random_uuid(),
            v_user.user_id, v_user.role, v_user.ventana_id, v_terminal, p_session, 'session.opened', v_user.username, p_door);
    RETURN jsonb_build_object('signed_in', jsonb_build_object(
        'session', p_session, 'banca', v_banca.banca_id, 'banca_name', v_banca.name, 'zone', v_banca.zone,
        'user', v_user.user_id, 'name', v_user.name, 'username', v_user.username, 'role', v_user.role,
        'extra', CASE WHEN v_user.may_confirm AND v_user.role <> 'ADMIN' THEN '["confirm_result"]'::jsonb ELSE '[]' END,
        'ventana', (SELECT jsonb_build_array(ventana_id, name) FROM ventana
                     WHERE banca_id = v_user.banca_id AND ventana_id = v_user.ventana_id),
        'terminal', jsonb_build_array(v_terminal, p_terminal),
        'payout_limit', coalesce(v_user.payout_limit, v_banca.payout_limit),
        'now', banca_now(), 'scratch', (SELECT scratch FROM installation)));
END $$;

-- Checks the own PIN again. Returns a refusal or null.
CREATE FUNCTION check_my_pin(p_verifier bytea) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT judge_verifier(my_banca(), my_user(), p_verifier)
$$;

CREATE FUNCTION change_my_pin(p_old bytea, p_salt bytea, p_verifier_hash bytea) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_refusal jsonb := judge_verifier(my_banca(), my_user(), p_old);
BEGIN
    IF v_refusal IS NULL THEN
        UPDATE app_user SET salt = p_salt, verifier_hash = p_verifier_hash
         WHERE banca_id = my_banca() AND user_id = my_user();
    END IF;
    RETURN v_refusal;
END $$;

-- A name within the own house; names are shown where rows of others are told about.
CREATE FUNCTION user_name(p_user uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT name FROM app_user WHERE user_id = p_user AND banca_id = my_banca()
$$;

-- Who gave a consent, by name, within the own house.
CREATE FUNCTION approver_name(p_approval uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT user_name(granted_by) FROM approval WHERE approval_id = p_approval AND banca_id = my_banca()
$$;

-- A second person consents. Returns {"refused": …} or {"granted_by": name}.
CREATE FUNCTION approve(
    p_approval uuid, p_right text, p_command uuid, p_target text, p_amount bigint, p_reason text,
    p_username text, p_verifier bytea)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_me      session := my_session();
    v_asker   app_user;
    v_granter app_user;
    v_refusal jsonb;
BEGIN
    IF v_me.session_id IS NULL THEN
        RETURN '{"refused": {"refusal": "not_signed_in"}}';
    END IF;
    SELECT * INTO v_asker FROM app_user WHERE banca_id = v_me.banca_id AND user_id = v_me.user_id;
    SELECT * INTO v_granter FROM app_user WHERE banca_id = v_me.banca_id AND lower(username) = lower(p_username);
    IF NOT FOUND THEN
        RETURN '{"refused": {"refusal": "wrong_credentials", "left": null}}';
    END IF;
    IF v_granter.user_id = v_me.user_id THEN
        RETURN '{"refused": {"refusal": "own_approval"}}';
    END IF;
    v_refusal := judge_verifier(v_me.banca_id, v_granter.user_id, p_verifier);
    IF v_refusal IS NOT NULL THEN
        RETURN jsonb_build_object('refused', v_refusal);
    END IF;
    IF v_granter.role = 'VENDEDOR'
       OR (v_granter.role = 'VENTANA' AND v_granter.ventana_id IS DISTINCT FROM v_asker.ventana_id)
       OR (v_granter.role = 'VENTANA' AND p_right IN ('close_draw_early', 'enter_result', 'confirm_result', 'run_house'))
       OR (v_granter.role = 'VENTANA' AND p_right = 'pay_above' AND p_amount > coalesce(v_granter.payout_limit,
                                                        (SELECT payout_limit FROM banca WHERE banca_id = v_me.banca_id))) THEN
        RETURN jsonb_build_object('refused', jsonb_build_object('refusal', 'cannot_approve', 'right', p_right));
    END IF;
    INSERT INTO approval (banca_id, approval_id, "right", command_id, target, amount, reason, asked_by, granted_by, terminal_id)
    VALUES (v_me.banca_id, p_approval, p_right, p_command, p_target, p_amount, p_reason, v_me.user_id, v_granter.user_id, v_me.terminal_id);
    INSERT INTO activity (banca_id, business_date, activity_id, user_id, role, ventana_id, terminal_id, session_id, command_id,
                          action, target, amount, note, approval_id, details)
    VALUES (v_me.banca_id, business_date(v_me.banca_id, v_asker.ventana_id, banca_now()), gen_random_uuid(), v_granter.user_id,
            v_granter.role, v_asker.ventana_id, v_me.terminal_id, v_me.session_id, p_command, 'approval.granted', p_target,
            p_amount, p_reason, p_approval, jsonb_build_object('right', p_right, 'asked_by', v_asker.name));
    RETURN jsonb_build_object('granted_by', v_granter.name);
END $$;

-- A wrong ticket code was typed: after five, payouts wait five minutes at this terminal.
CREATE FUNCTION count_code_miss() RETURNS timestamptz
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE terminal
       SET code_misses = CASE WHEN code_misses >= 4 THEN 0 ELSE code_misses + 1 END,
           codes_locked = CASE WHEN code_misses >= 4 THEN banca_now() + interval '5 minutes' ELSE codes_locked END
     WHERE banca_id = my_banca() AND terminal_id = my_terminal()
     RETURNING CASE WHEN codes_locked > banca_now() THEN codes_locked END
$$;
CREATE FUNCTION codes_locked_until() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN codes_locked > banca_now() THEN codes_locked END
      FROM terminal WHERE banca_id = my_banca() AND terminal_id = my_terminal()
$$;
CREATE FUNCTION forget_code_misses() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE terminal SET code_misses = 0
     WHERE banca_id = my_banca() AND terminal_id = my_terminal() AND code_misses > 0
$$;

-- The counters under the limits that concern me: what a seller may know of others' sales.
CREATE FUNCTION limited_counters(p_draws uuid[])
RETURNS TABLE (draw_id uuid, scope_rank smallint, scope_id uuid, number smallint, straight bigint, reventado bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.draw_id, e.scope_rank, e.scope_id, e.number, e.straight::bigint, e.reventado::bigint
      FROM my_session() me
      JOIN app_user u USING (banca_id, user_id)
      JOIN exposure e ON e.banca_id = me.banca_id AND e.draw_id = ANY (p_draws)
       AND (e.scope_rank, e.scope_id) IN ((1::smallint, u.user_id), (2::smallint, u.ventana_id), (3::smallint, u.banca_id))
     WHERE EXISTS (SELECT FROM limit_rule r
                    WHERE r.banca_id = me.banca_id AND r.ended_at IS NULL AND r.effect = 'accumulated'
                      AND r.scope_id IN (u.user_id, u.ventana_id, u.banca_id)
                      AND (r.draw_id IS NULL OR r.draw_id = e.draw_id)
                      AND (r.numbers = '{}' OR e.number = ANY (r.numbers)))
$$;

-- Takes a ticket back before its cutoff: counters and journal reversed once, the ticket stays visible. The caller holds
-- the draw's shared fence and has decided who may.
CREATE FUNCTION cancel_ticket(p_command uuid, p_ticket uuid, p_date date, p_drawer uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca  uuid := my_banca();
    v_ticket ticket;
    v_draw   draw;
BEGIN
    SELECT t.* INTO v_ticket
      FROM ticket_code c
      JOIN ticket t ON t.banca_id = c.banca_id AND t.business_date = c.business_date AND t.ticket_id = c.ticket_id
     WHERE c.banca_id = v_banca AND c.ticket_id = p_ticket
       AND (my_role() = 'ADMIN' OR c.ventana_id = my_ventana())
       FOR UPDATE OF t;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "ticket"}');
    END IF;
    IF v_ticket.state <> 'ACTIVE' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'cannot_cancel', 'state', v_ticket.state));
    END IF;
    -- The customer's cash comes from the own open drawer of the shop that sold the ticket.
    IF NOT EXISTS (SELECT FROM drawer
                    WHERE banca_id = v_banca AND drawer_id = p_drawer AND state = 'open'
                      AND user_id = my_user() AND ventana_id = v_ticket.ventana_id) THEN
        PERFORM refuse('{"refusal": "unauthorized_drawer"}');
    END IF;
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = v_ticket.draw_id;
    PERFORM fence_draw_shared(v_draw.fence);
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = v_ticket.draw_id;
    IF v_draw.state <> 'OPEN' OR banca_now() >= v_draw.cutoff THEN
        PERFORM refuse(jsonb_build_object('refusal', 'cancel_too_late', 'state', v_draw.state, 'cutoff', v_draw.cutoff));
    END IF;
    UPDATE ticket SET state = 'CANCELLED', cancelled_at = banca_now()
     WHERE banca_id = v_banca AND business_date = v_ticket.business_date AND ticket_id = p_ticket;
    PERFORM reverse_event(v_banca, p_command, p_ticket, 'sold', 'cancelled', p_date, p_drawer);

    WITH need AS (
        SELECT number,
               coalesce(sum(stake) FILTER (WHERE kind = 0), 0)::bigint AS straight,
               coalesce(sum(stake) FILTER (WHERE kind = 1), 0)::bigint AS reventado,
               coalesce(sum(round(stake * factor)) FILTER (WHERE kind = 0), 0)::bigint AS straight_liability,
               coalesce(sum(round(stake * factor)) FILTER (WHERE kind = 1), 0)::bigint AS reventado_liability,
               sum(listero)::bigint AS listero
          FROM bet
         WHERE banca_id = v_banca AND business_date = v_ticket.business_date AND ticket_id = p_ticket
         GROUP BY number
    ), locked AS MATERIALIZED (
        SELECT e.scope_rank, e.scope_id, e.number
          FROM exposure e JOIN need n USING (number)
         WHERE e.banca_id = v_banca AND e.draw_id = v_ticket.draw_id
           AND (e.scope_rank, e.scope_id) IN ((1::smallint, v_ticket.vendedor_id), (2::smallint, v_ticket.ventana_id), (3::smallint, v_banca))
         ORDER BY e.scope_rank, e.scope_id, e.draw_id, e.number
           FOR NO KEY UPDATE OF e
    )
    UPDATE exposure e
       SET straight = e.straight - n.straight,
           reventado = e.reventado - n.reventado,
           straight_liability = e.straight_liability - n.straight_liability,
           reventado_liability = e.reventado_liability - n.reventado_liability,
           listero = e.listero - n.listero,
           tickets = e.tickets - 1
      FROM locked l JOIN need n USING (number)
     WHERE e.banca_id = v_banca AND e.draw_id = v_ticket.draw_id
       AND e.scope_rank = l.scope_rank AND e.scope_id = l.scope_id AND e.number = l.number;
END $$;

-- Makes draws of the schedules, as the console computed them: p_draws = [{"draw", "lottery", "at"}]. Whoever asks, only
-- what the lottery's own schedule says comes about, 62 days ahead at most; what exists stays as it is. Returns what was made.
CREATE FUNCTION plan_draws(p_banca uuid, p_draws jsonb, p_job boolean)
RETURNS TABLE (lottery_id uuid, at timestamptz) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_made bigint;
BEGIN
    IF p_banca IS DISTINCT FROM my_banca() AND NOT by_owner() THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;
    RETURN QUERY
    INSERT INTO draw AS d (banca_id, draw_id, lottery_id, at, cutoff, business_date, digits, rules, outcomes)
    SELECT p_banca, p.draw, p.lottery, p.at, p.at - make_interval(mins => (l.rules ->> 'cutoff_minutes')::integer),
           business_date(p_banca, NULL, p.at), l.digits, l.rules, coalesce(l.rules -> 'outcomes', '[]')
      FROM jsonb_to_recordset(p_draws) AS p(draw uuid, lottery uuid, at timestamptz)
      JOIN lottery l ON l.banca_id = p_banca AND l.lottery_id = p.lottery AND l.active
     CROSS JOIN LATERAL (SELECT p.at AT TIME ZONE (l.rules #>> '{schedule,zone}') AS wall) w
     WHERE p.at > banca_now() AND p.at < banca_now() + interval '62 days'
       AND NOT coalesce(l.rules #> '{schedule,holidays}', '[]') ? w.wall::date::text
       AND EXISTS (SELECT FROM jsonb_array_elements(l.rules #> '{schedule,slots}') s
                    WHERE (coalesce(s -> 'weekdays', '[]') = '[]' OR s -> 'weekdays' ? to_char(w.wall, 'Dy'))
                      -- A wall time that the zone skips that day is drawn after the skip, as the console has it.
                      AND (w.wall = w.wall::date + (s ->> 'time')::time
                           OR p.at = (w.wall::date + (s ->> 'time')::time) AT TIME ZONE (l.rules #>> '{schedule,zone}')))
     ORDER BY p.at, p.lottery
    ON CONFLICT (banca_id, lottery_id, at) DO NOTHING
    RETURNING d.lottery_id, d.at;
    GET DIAGNOSTICS v_made = ROW_COUNT;
    IF p_job AND v_made > 0 THEN
        PERFORM log_job(p_banca, 'draw.generated', v_made::text, NULL, jsonb_build_object('made', v_made));
    END IF;
END $$;

-- The hour from which a draw may be put on sale without an administrator.
CREATE FUNCTION draw_opens_at(p_at timestamptz, p_rules jsonb) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
    SELECT p_at - make_interval(hours => (p_rules ->> 'open_hours')::integer)
$$;

-- Puts a draw on sale and freezes its lottery's rules on it: an administrator at any time, any console what is due.
CREATE FUNCTION open_draw(p_banca uuid, p_draw uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_draw    draw;
    v_lottery lottery;
BEGIN
    IF p_banca IS DISTINCT FROM my_banca() AND NOT by_owner() THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;
    SELECT * INTO v_draw FROM draw WHERE banca_id = p_banca AND draw_id = p_draw FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "draw"}');
    END IF;
    IF v_draw.state <> 'SCHEDULED' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'draw_state', 'event', 'open', 'state', v_draw.state));
    END IF;
    SELECT * INTO v_lottery FROM lottery WHERE banca_id = p_banca AND lottery_id = v_draw.lottery_id;
    v_draw.cutoff := v_draw.at - make_interval(mins => (v_lottery.rules ->> 'cutoff_minutes')::integer);
    IF banca_now() >= v_draw.cutoff THEN
        PERFORM refuse(jsonb_build_object('refusal', 'sale', 'problem', 'past_cutoff', 'draw', p_draw, 'cutoff', v_draw.cutoff));
    END IF;
    IF banca_now() < draw_opens_at(v_draw.at, v_lottery.rules) AND my_role() IS DISTINCT FROM 'ADMIN' AND NOT by_owner() THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'run_draws', 'role', my_role()));
    END IF;
    -- A draw keeps the length of its numbers, whatever became of its lottery.
    UPDATE draw
       SET state = 'OPEN', opened_at = banca_now(), cutoff = v_draw.cutoff,
           rules = v_lottery.rules || jsonb_build_object('digits', v_draw.rules -> 'digits'),
           outcomes = coalesce(v_lottery.rules -> 'outcomes', '[]')
     WHERE banca_id = p_banca AND draw_id = p_draw;
END $$;

-- Closes and seals a draw: at its cutoff whoever asks, before it only an administrator with another's consent to it.
-- Waits for sales in flight.
CREATE FUNCTION close_draw(p_banca uuid, p_draw uuid) RETURNS draw_seal
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_draw draw;
    v_seal draw_seal;
    v_head bytea;
BEGIN
    IF p_banca IS DISTINCT FROM my_banca() AND NOT by_owner() THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;
    SELECT * INTO v_draw FROM draw WHERE banca_id = p_banca AND draw_id = p_draw;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "draw"}');
    END IF;
    PERFORM fence_draw_alone(v_draw.fence);
    SELECT * INTO v_draw FROM draw WHERE banca_id = p_banca AND draw_id = p_draw FOR UPDATE;
    IF v_draw.state <> 'OPEN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'draw_state', 'event', 'close', 'state', v_draw.state));
    END IF;
    IF banca_now() < v_draw.cutoff AND NOT by_owner() THEN
        IF my_role() <> 'ADMIN' THEN
            PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'close_draw_early', 'role', my_role()));
        END IF;
        IF NOT EXISTS (SELECT FROM approval
                        WHERE banca_id = p_banca AND "right" = 'close_draw_early' AND target = p_draw::text
                          AND asked_by = my_user() AND consumed_at IS NOT NULL) THEN
            PERFORM refuse(jsonb_build_object('refusal', 'needs_approval', 'right', 'close_draw_early',
                                              'target', p_draw, 'amount', NULL, 'limit', NULL));
        END IF;
    END IF;
    SELECT coalesce(seal_head, '\x') INTO v_head FROM banca WHERE banca_id = p_banca FOR NO KEY UPDATE;
    INSERT INTO draw_seal (banca_id, draw_id, tickets, stakes, root, previous, chain_no)
    SELECT p_banca, p_draw, s.tickets, s.stakes, sha256(v_head || s.hashes), v_head,
           1 + (SELECT coalesce(max(chain_no), 0) FROM draw_seal WHERE banca_id = p_banca)
      FROM draw_seal_input(p_banca, p_draw) s
    RETURNING * INTO v_seal;
    UPDATE banca SET seal_head = v_seal.root WHERE banca_id = p_banca;
    UPDATE draw SET state = 'CLOSED', closed_at = banca_now() WHERE banca_id = p_banca AND draw_id = p_draw;
    RETURN v_seal;
END $$;

-- What a seal hashes: state and hash of every ticket of the draw in canonical order.
CREATE FUNCTION draw_seal_input(p_banca uuid, p_draw uuid)
RETURNS TABLE (tickets bigint, stakes bigint, hashes bytea) LANGUAGE sql STABLE AS $$
    SELECT count(*) FILTER (WHERE state = 'ACTIVE'),
           coalesce(sum(total) FILTER (WHERE state = 'ACTIVE'), 0)::bigint,
           sha256(coalesce(string_agg(hash || convert_to(CASE WHEN state = 'CANCELLED' THEN 'C' ELSE 'A' END, 'UTF8'), ''::bytea
                                      ORDER BY code), ''))
      FROM ticket WHERE banca_id = p_banca AND draw_id = p_draw
$$;

-- The tickets that win with a result: winners only. Used by the preview, the settlement and the check of the books.
CREATE FUNCTION winning_bets(p_banca uuid, p_draw uuid, p_number smallint, p_outcome text)
RETURNS TABLE (ticket_id uuid, business_date date, line smallint, prize bigint) LANGUAGE sql STABLE AS $$
    SELECT b.ticket_id, b.business_date, b.line,
           round(b.stake * CASE b.kind WHEN 0 THEN b.factor ELSE o.factor END)::bigint
      FROM bet b
      JOIN draw d ON d.banca_id = b.banca_id AND d.draw_id = b.draw_id
      JOIN ticket t ON t.banca_id = b.banca_id AND t.business_date = b.business_date AND t.ticket_id = b.ticket_id
       AND t.state = 'ACTIVE'
      LEFT JOIN LATERAL (SELECT (x ->> 'factor')::numeric AS factor
                           FROM jsonb_array_elements(d.outcomes) x WHERE x ->> 'name' = p_outcome) o ON true
     WHERE b.banca_id = p_banca AND b.draw_id = p_draw AND b.number = p_number
       AND (b.kind = 0 OR o.factor > 0)
       AND round(b.stake * CASE b.kind WHEN 0 THEN b.factor ELSE o.factor END) > 0
$$;

-- Who may be the second person of a result: administrators, and whom they granted it.
CREATE FUNCTION confirms_results() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT u.role = 'ADMIN' OR u.may_confirm FROM my_session() s JOIN app_user u USING (banca_id, user_id)), false)
$$;

-- The first entry that waits for its confirmation: the latest one of the next version.
CREATE FUNCTION first_entry(p_banca uuid, p_draw uuid) RETURNS SETOF result_entry
LANGUAGE sql STABLE AS $$
    SELECT e.*
      FROM result_entry e
      JOIN draw d ON d.banca_id = e.banca_id AND d.draw_id = e.draw_id AND e.version = d.result_version + 1
     WHERE e.banca_id = p_banca AND e.draw_id = p_draw AND e.step = 'entered'
     ORDER BY e.at DESC, e.entry_id DESC LIMIT 1
$$;

-- What a result would book: winners, prizes, stakes, the shops' commission, and what was paid under an earlier result and
-- would be claimed back. For those who confirm results.
CREATE FUNCTION preview_result(p_draw uuid, p_number smallint, p_outcome text)
RETURNS TABLE (winners bigint, prizes bigint, stakes bigint, commission bigint, reclaimed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH won AS (
        SELECT w.ticket_id, sum(w.prize)::bigint AS prize
          FROM winning_bets(my_banca(), p_draw, p_number, p_outcome) w GROUP BY w.ticket_id
    ), sold AS (
        SELECT coalesce(sum(total), 0)::bigint AS stakes, coalesce(sum(listero), 0)::bigint AS commission
          FROM ticket WHERE banca_id = my_banca() AND draw_id = p_draw AND state = 'ACTIVE'
    ), paid AS (
        SELECT p.ticket_id,
               sum(p.amount) - coalesce((SELECT sum(c.amount) FROM claim c
                                          WHERE c.banca_id = my_banca() AND c.ticket_id = p.ticket_id), 0) AS amount
          FROM payout p
         WHERE p.banca_id = my_banca() AND p.draw_id = p_draw
           AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)
         GROUP BY p.ticket_id
    )
    SELECT (SELECT count(*) FROM won), (SELECT coalesce(sum(prize), 0)::bigint FROM won), sold.stakes, sold.commission,
           (SELECT coalesce(sum(greatest(paid.amount - coalesce(won.prize, 0), 0)), 0)::bigint
              FROM paid LEFT JOIN won USING (ticket_id))
      FROM sold
     WHERE confirms_results()
$$;

-- Settles a draw with the result that two people typed: version 1 evaluates, a later one corrects by compensating
-- transfers. For each ticket with old prize P, paid X and new prize Y the payable becomes max(Y − X, 0), and what was
-- paid beyond Y becomes a claim with an owner.
CREATE FUNCTION settle_draw(p_command uuid, p_draw uuid, p_number smallint, p_outcome text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca   uuid := my_banca();
    v_draw    draw;
    v_version smallint;
    v_date    date;
    v_single  boolean;
    v_stakes  bigint;
    v_legs    jsonb;
    v_nobody  constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    SELECT * INTO v_draw FROM draw WHERE banca_id = v_banca AND draw_id = p_draw FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "draw"}');
    END IF;
    IF v_draw.state NOT IN ('CLOSED', 'EVALUATED') THEN
        PERFORM refuse(jsonb_build_object('refusal', 'draw_state', 'event', 'confirm_result', 'state', v_draw.state));
    END IF;
    IF NOT confirms_results() THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'confirm_result', 'role', my_role()));
    END IF;
    IF banca_now() < v_draw.at THEN
        PERFORM refuse(jsonb_build_object('refusal', 'before_draw', 'at', v_draw.at));
    END IF;
    v_version := v_draw.result_version + 1;
    -- The second lock on dual control: the latest first entry and an equal second one, by two people (or by one, a minute
    -- apart, where the house says so).
    SELECT e.user_id = c.user_id INTO v_single
      FROM result_entry e
      JOIN result_entry c
        ON c.banca_id = e.banca_id AND c.draw_id = e.draw_id AND c.version = e.version AND c.step = 'confirmed'
       AND c.number = e.number AND c.outcome IS NOT DISTINCT FROM e.outcome
     WHERE e.banca_id = v_banca AND e.draw_id = p_draw AND e.version = v_version
       AND e.entry_id = (SELECT w.entry_id FROM first_entry(v_banca, p_draw) w)
       AND e.number = p_number AND e.outcome IS NOT DISTINCT FROM p_outcome
       AND (e.user_id <> c.user_id
            OR (c.at >= e.at + interval '60 seconds'
                AND (SELECT single_person FROM banca WHERE banca_id = v_banca)))
     ORDER BY e.user_id = c.user_id LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a result needs two equal entries' USING ERRCODE = 'BA403';
    END IF;
    v_date := business_date(v_banca, NULL, banca_now());
    PERFORM ensure_partitions(v_date);

    PERFORM FROM award WHERE banca_id = v_banca AND draw_id = p_draw ORDER BY award_id FOR UPDATE;
    CREATE TEMPORARY TABLE settled ON COMMIT DROP AS
    WITH won AS (
        SELECT ticket_id, business_date, sum(prize)::bigint AS prize
          FROM winning_bets(v_banca, p_draw, p_number, p_outcome) GROUP BY ticket_id, business_date
    ), was AS (
        SELECT DISTINCT ON (a.ticket_id)
               a.award_id, a.ticket_id, a.business_date, a.mark,
               CASE WHEN a.mark = 'REVERSED' THEN 0 ELSE a.prize END AS prize,
               coalesce((SELECT sum(p.amount)
                           FROM payout p
                          WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id
                            AND NOT EXISTS (SELECT FROM payout_reversal r
                                             WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)), 0)::bigint AS paid,
               coalesce((SELECT sum(c.amount) FROM claim c
                          WHERE c.banca_id = a.banca_id AND c.ticket_id = a.ticket_id), 0)::bigint AS claimed
          FROM award a
         WHERE a.banca_id = v_banca AND a.draw_id = p_draw
         ORDER BY a.ticket_id, a.result_version DESC
    )
    SELECT coalesce(won.ticket_id, was.ticket_id) AS ticket_id,
           coalesce(won.business_date, was.business_date) AS business_date,
           gen_random_uuid() AS award_id, was.award_id AS old_award, was.mark AS old_mark,
           coalesce(was.prize, 0) AS old_prize, coalesce(was.paid, 0) AS paid, coalesce(was.claimed, 0) AS claimed,
           coalesce(won.prize, 0) AS new_prize
      FROM won FULL JOIN was ON was.ticket_id = won.ticket_id;

    UPDATE award SET mark = 'REVERSED'
     WHERE banca_id = v_banca AND mark <> 'REVERSED' AND award_id IN (SELECT old_award FROM settled);
    INSERT INTO award (banca_id, award_id, draw_id, ticket_id, business_date, ventana_id, vendedor_id, code,
                       result_version, prize, expires)
    SELECT v_banca, s.award_id, p_draw, s.ticket_id, s.business_date, t.ventana_id, t.vendedor_id, t.code,
           v_version, s.new_prize, v_date + (v_draw.rules ->> 'expiry_days')::integer
      FROM settled s
      JOIN ticket t ON t.banca_id = v_banca AND t.business_date = s.business_date AND t.ticket_id = s.ticket_id
     WHERE s.new_prize > 0;
    INSERT INTO award_line (banca_id, award_id, line, prize)
    SELECT v_banca, s.award_id, w.line, w.prize
      FROM winning_bets(v_banca, p_draw, p_number, p_outcome) w JOIN settled s ON s.ticket_id = w.ticket_id;

    -- J07: stakes are earned once, with the first result.
    IF v_draw.state = 'CLOSED' THEN
        SELECT coalesce(sum(total), 0) INTO v_stakes
          FROM ticket WHERE banca_id = v_banca AND draw_id = p_draw AND state = 'ACTIVE';
        PERFORM post_legs(v_banca, p_command, p_draw, 'earned', 1::smallint, v_date, jsonb_build_array(jsonb_build_object(
            'code', 'J07', 'book', v_banca, 'debit', 2410, 'debit_key', p_draw,
            'credit', 4100, 'credit_key', v_nobody, 'amount', v_stakes)));
    END IF;
    -- J08 for what becomes payable, J09 for what ceases to be, claims for what was paid beyond the new prize. What was
    -- payable before stands on 2420, or on 2425 where the prize was finalised, or is income (4900) where it expired.
    SELECT jsonb_agg(leg) INTO v_legs FROM (
        SELECT jsonb_build_object('code', 'J09', 'book', v_banca,
                   'debit', CASE old_mark WHEN 'FINALIZED' THEN 2425 WHEN 'EXPIRED' THEN 4900 ELSE 2420 END,
                   'debit_key', CASE old_mark WHEN 'EXPIRED' THEN v_nobody ELSE ticket_id END,
                   'credit', 5100, 'credit_key', v_nobody, 'amount', old_prize - paid) AS leg
          FROM settled WHERE old_prize > paid
        UNION ALL
        SELECT jsonb_build_object('code', 'J08', 'book', v_banca, 'debit', 5100, 'debit_key', v_nobody,
                   'credit', 2420, 'credit_key', ticket_id, 'amount', new_prize - paid)
          FROM settled WHERE new_prize > paid
        UNION ALL
        SELECT jsonb_build_object('code', 'J09', 'book', v_banca, 'debit', 1340, 'debit_key', ticket_id,
                   'credit', 5100, 'credit_key', v_nobody, 'amount', paid - claimed - new_prize)
          FROM settled WHERE paid - claimed > new_prize
        UNION ALL
        SELECT jsonb_build_object('code', 'J09', 'book', v_banca, 'debit', 5100, 'debit_key', v_nobody,
                   'credit', 1340, 'credit_key', ticket_id, 'amount', least(new_prize, paid) - (paid - claimed))
          FROM settled WHERE least(new_prize, paid) > paid - claimed) l;
    PERFORM post_legs(v_banca, p_command, p_draw, 'prizes', v_version, v_date, coalesce(v_legs, '[]'));
    INSERT INTO claim (banca_id, claim_id, ticket_id, code, draw_id, result_version, owner_id, amount)
    SELECT v_banca, gen_random_uuid(), s.ticket_id, p.code, p_draw, v_version, p.user_id,
           s.paid - s.claimed - least(s.new_prize, s.paid)
      FROM settled s
     CROSS JOIN LATERAL (SELECT code, user_id FROM payout
                          WHERE banca_id = v_banca AND ticket_id = s.ticket_id ORDER BY seq DESC LIMIT 1) p
     WHERE s.paid - s.claimed <> least(s.new_prize, s.paid);

    UPDATE draw
       SET state = 'EVALUATED', result_number = p_number, result_outcome = p_outcome, result_version = v_version,
           single_person = v_single, evaluated_at = banca_now()
     WHERE banca_id = v_banca AND draw_id = p_draw;
    DROP TABLE settled;
END $$;

-- Makes a house with its first shop and administrator. From a console only as long as there is none.
CREATE FUNCTION found_house(
    p_banca uuid, p_slug text, p_name text, p_zone text, p_single boolean, p_ventana uuid, p_ventana_name text,
    p_user uuid, p_username text, p_user_name text, p_salt bytea, p_verifier_hash bytea)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7702, 2);
    IF NOT by_owner() AND EXISTS (SELECT FROM banca) THEN
        PERFORM refuse('{"refusal": "already_set_up"}');
    END IF;
    INSERT INTO banca (banca_id, slug, name, zone, single_person) VALUES (p_banca, p_slug, p_name, p_zone, p_single);
    INSERT INTO ventana (banca_id, ventana_id, name) VALUES (p_banca, p_ventana, p_ventana_name);
    INSERT INTO app_user (banca_id, user_id, username, name, role, salt, verifier_hash)
    VALUES (p_banca, p_user, p_username, p_user_name, 'ADMIN', p_salt, p_verifier_hash);
    PERFORM ensure_partitions(business_date(p_banca, NULL, banca_now()));
    INSERT INTO activity (banca_id, business_date, activity_id, user_id, role, action, target)
    VALUES (p_banca, business_date(p_banca, NULL, banca_now()), gen_random_uuid(), p_user, 'ADMIN', 'banca.founded', p_name);
END $$;

-- Whether a house exists; asked before anybody is signed in.
CREATE FUNCTION hello() RETURNS TABLE (set_up boolean, banca text, now timestamptz, scratch boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM banca), (SELECT name FROM banca ORDER BY created_at LIMIT 1), banca_now(), i.scratch
      FROM installation i
$$;

-- The waiting first entry of a result: who and when, never what.
CREATE FUNCTION waiting_entry(p_draw uuid) RETURNS TABLE (version smallint, user_id uuid, at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.version, e.user_id, e.at FROM first_entry(my_banca(), p_draw) e
$$;

-- Compares a blind second entry with the first, and keeps it where they are equal. Says only whether they are. The draw
-- stays locked, so that nobody types another first entry before the transaction settles it.
CREATE FUNCTION confirm_entry(p_entry uuid, p_draw uuid, p_number smallint, p_outcome text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_first result_entry;
BEGIN
    IF NOT confirms_results() THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'confirm_result', 'role', my_role()));
    END IF;
    PERFORM FROM draw WHERE banca_id = my_banca() AND draw_id = p_draw FOR UPDATE;
    SELECT * INTO v_first FROM first_entry(my_banca(), p_draw);
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "nothing_to_confirm"}');
    END IF;
    IF v_first.number <> p_number OR v_first.outcome IS DISTINCT FROM p_outcome THEN
        RETURN false;
    END IF;
    INSERT INTO result_entry (banca_id, draw_id, version, entry_id, step, number, outcome, user_id)
    VALUES (v_first.banca_id, p_draw, v_first.version, p_entry, 'confirmed', p_number, p_outcome, my_user());
    RETURN true;
END $$;
