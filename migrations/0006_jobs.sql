-- What a clock does without being asked, a job for each: open, close, expire. Any signed-in console may run it, the
-- owner too, and never two at once for a house. A job decides by the database's clock alone, so it does not matter who.

-- One runner at a time for a house; whoever comes second leaves it to the first.
CREATE FUNCTION hold_jobs(p_banca uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF p_banca IS DISTINCT FROM my_banca() AND NOT by_owner() THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;
    RETURN pg_try_advisory_xact_lock(7703, hashtext(p_banca::text));
END $$;

-- A job's row in the activity log, under the session that ran it, if one did.
CREATE FUNCTION log_job(p_banca uuid, p_action text, p_target text, p_amount bigint, p_details jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_date date := business_date(p_banca, NULL, banca_now());
BEGIN
    PERFORM ensure_partitions(v_date);
    INSERT INTO activity (banca_id, business_date, activity_id, user_id, role, ventana_id, terminal_id, session_id,
                          action, target, amount, details, layer)
    VALUES (p_banca, v_date, gen_random_uuid(), my_user(), my_role(), my_ventana(), my_terminal(),
            (SELECT session_id FROM my_session()), p_action, p_target, p_amount, p_details, 'job');
END $$;

-- What is due: draws of lotteries on offer whose sale begins, and draws whose sale has ended.
CREATE FUNCTION due_draws(p_banca uuid) RETURNS TABLE (draw_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.draw_id
      FROM draw d
      JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
     WHERE d.banca_id = p_banca AND (p_banca = my_banca() OR by_owner())
       AND ((d.state = 'OPEN' AND d.cutoff <= banca_now())
            OR (d.state = 'SCHEDULED' AND l.active
                AND d.at - make_interval(mins => (l.rules ->> 'cutoff_minutes')::integer) > banca_now()
                AND draw_opens_at(d.at, l.rules) <= banca_now()))
     ORDER BY d.cutoff, d.draw_id
$$;

-- Opens or closes one draw if it is due. Returns its new state, or null where there was nothing to do.
CREATE FUNCTION tick_draw(p_banca uuid, p_draw uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_seal  draw_seal;
    v_state text;
BEGIN
    IF NOT hold_jobs(p_banca) THEN
        RETURN NULL;
    END IF;
    SELECT d.state INTO v_state FROM due_draws(p_banca) due JOIN draw d USING (draw_id)
     WHERE d.banca_id = p_banca AND d.draw_id = p_draw;
    IF v_state = 'SCHEDULED' THEN
        PERFORM open_draw(p_banca, p_draw);
        PERFORM log_job(p_banca, 'draw.opened', p_draw::text, NULL, '{}');
        RETURN 'OPEN';
    END IF;
    IF v_state = 'OPEN' THEN
        v_seal := close_draw(p_banca, p_draw);
        PERFORM log_job(p_banca, 'draw.closed', p_draw::text, v_seal.stakes,
                        jsonb_build_object('tickets', v_seal.tickets, 'root', encode(v_seal.root, 'hex')));
        RETURN 'CLOSED';
    END IF;
    RETURN NULL;
END $$;

-- Expires the prizes whose last day has passed: J16, prize payable to other income, once a day. Returns how many.
CREATE FUNCTION expire_prizes(p_banca uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_today   date := business_date(p_banca, NULL, banca_now());
    v_command uuid := gen_random_uuid();
    v_nobody  constant uuid := '00000000-0000-0000-0000-000000000000';
    v_count   bigint := 0;
    v_award   record;
BEGIN
    IF EXISTS (SELECT FROM banca WHERE banca_id = p_banca AND expired_through >= v_today) OR NOT hold_jobs(p_banca) THEN
        RETURN 0;
    END IF;
    PERFORM ensure_partitions(v_today);
    FOR v_award IN
        SELECT a.award_id, a.ticket_id, a.code, a.prize - paid.amount AS remainder
          FROM award a
         CROSS JOIN LATERAL (
               SELECT coalesce(sum(p.amount), 0)::bigint AS amount
                 FROM payout p
                WHERE p.banca_id = a.banca_id AND p.ticket_id = a.ticket_id
                  AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)) paid
         WHERE a.banca_id = p_banca AND a.mark = 'OPEN' AND a.expires < v_today AND a.prize > paid.amount
         ORDER BY a.award_id
           FOR UPDATE OF a
    LOOP
        IF v_count = 0 THEN
            INSERT INTO command (banca_id, command_id, verb, request_hash, user_id, session_id, answer)
            VALUES (p_banca, v_command, 'expire_prizes', sha256(convert_to(v_today::text, 'UTF8')),
                    coalesce(my_user(), v_nobody), coalesce((SELECT session_id FROM my_session()), v_nobody), '{}');
        END IF;
        UPDATE award SET mark = 'EXPIRED' WHERE banca_id = p_banca AND award_id = v_award.award_id;
        PERFORM post_legs(p_banca, v_command, v_award.award_id, 'expired',
                          (1 + (SELECT count(*) FROM posting WHERE banca_id = p_banca AND document_id = v_award.award_id
                                                               AND event = 'expired'))::smallint,
                          v_today, jsonb_build_array(jsonb_build_object(
                              'code', 'J16', 'book', p_banca, 'debit', 2420, 'debit_key', v_award.ticket_id,
                              'credit', 4900, 'credit_key', v_nobody, 'amount', v_award.remainder)));
        PERFORM log_job(p_banca, 'prize.expired', v_award.code, v_award.remainder, '{}');
        v_count := v_count + 1;
    END LOOP;
    UPDATE banca SET expired_through = v_today WHERE banca_id = p_banca;
    RETURN v_count;
END $$;
