-- Settling again: in portions whose progress others can see, and beside it what a second computation needs.

-- Settles a draw with the result that two people typed: version 1 evaluates, a later one corrects by compensating
-- transfers. For each ticket with old prize P, paid X and new prize Y the payable becomes max(Y − X, 0), and what was
-- paid beyond Y becomes a claim with an owner.
--
-- One transaction, so that nobody ever meets a draw that is settled by half, and one that was interrupted begins anew. It
-- works through the tickets in portions and says after each how far it is, which `settling()` tells others.
CREATE OR REPLACE FUNCTION settle_draw(p_command uuid, p_draw uuid, p_number smallint, p_outcome text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca   uuid := my_banca();
    v_draw    draw;
    v_version smallint;
    v_date    date;
    v_single  boolean;
    v_stakes  bigint;
    v_posting uuid;
    v_count   bigint;
    v_done    bigint := 0;
    v_portion constant bigint := 5000;
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
    CREATE TEMPORARY TABLE won ON COMMIT DROP AS
    SELECT ticket_id, business_date, line, prize FROM winning_bets(v_banca, p_draw, p_number, p_outcome);
    ANALYZE won;
    CREATE TEMPORARY TABLE settled ON COMMIT DROP AS
    WITH won AS (
        SELECT ticket_id, business_date, sum(prize)::bigint AS prize FROM won GROUP BY ticket_id, business_date
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
           row_number() OVER (ORDER BY coalesce(won.ticket_id, was.ticket_id)) AS place,
           gen_random_uuid() AS award_id, was.award_id AS old_award, was.mark AS old_mark,
           coalesce(was.prize, 0) AS old_prize, coalesce(was.paid, 0) AS paid, coalesce(was.claimed, 0) AS claimed,
           coalesce(won.prize, 0) AS new_prize
      FROM won FULL JOIN was ON was.ticket_id = won.ticket_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    CREATE INDEX ON settled (place);
    ANALYZE settled;

    -- J07: stakes are earned once, with the first result.
    IF v_draw.state = 'CLOSED' THEN
        SELECT coalesce(sum(total), 0) INTO v_stakes
          FROM ticket WHERE banca_id = v_banca AND draw_id = p_draw AND state = 'ACTIVE';
        PERFORM book_legs(v_banca, p_command, p_draw, 'earned', 1::smallint, v_date, jsonb_build_array(jsonb_build_object(
            'code', 'J07', 'book', v_banca, 'debit', 2410, 'debit_key', p_draw,
            'credit', 4100, 'credit_key', v_nobody, 'amount', v_stakes)));
    END IF;
    v_posting := book_legs(v_banca, p_command, p_draw, 'prizes', v_version, v_date, '[]');
    UPDATE award SET mark = 'REVERSED'
     WHERE banca_id = v_banca AND mark <> 'REVERSED' AND award_id IN (SELECT old_award FROM settled);
    WHILE v_done < v_count LOOP
        INSERT INTO award (banca_id, award_id, draw_id, ticket_id, business_date, ventana_id, vendedor_id, code,
                           result_version, prize, expires)
        SELECT v_banca, s.award_id, p_draw, s.ticket_id, s.business_date, t.ventana_id, t.vendedor_id, t.code,
               v_version, s.new_prize, v_date + (v_draw.rules ->> 'expiry_days')::integer
          FROM settled s
          JOIN ticket t ON t.banca_id = v_banca AND t.business_date = s.business_date AND t.ticket_id = s.ticket_id
         WHERE s.place > v_done AND s.place <= v_done + v_portion AND s.new_prize > 0;
        INSERT INTO award_line (banca_id, award_id, line, prize)
        SELECT v_banca, s.award_id, w.line, w.prize
          FROM settled s
          JOIN won w ON w.ticket_id = s.ticket_id
         WHERE s.place > v_done AND s.place <= v_done + v_portion;
        -- J08 for what becomes payable, J09 for what ceases to be, claims for what was paid beyond the new prize. What was
        -- payable before stands on 2420, or on 2425 where the prize was finalised, or is income (4900) where it expired.
        INSERT INTO transfer (banca_id, business_date, posting_id, code, book, debit_code, debit_key, credit_code, credit_key, amount)
        SELECT v_banca, v_date, v_posting, l.code, v_banca, l.debit, l.debit_key, l.credit, l.credit_key, l.amount
          FROM settled s
         CROSS JOIN LATERAL (VALUES
               ('J09', (CASE s.old_mark WHEN 'FINALIZED' THEN 2425 WHEN 'EXPIRED' THEN 4900 ELSE 2420 END)::smallint,
                CASE s.old_mark WHEN 'EXPIRED' THEN v_nobody ELSE s.ticket_id END, 5100::smallint, v_nobody,
                s.old_prize - s.paid),
               ('J08', 5100, v_nobody, 2420, s.ticket_id, s.new_prize - s.paid),
               ('J09', 1340, s.ticket_id, 5100, v_nobody, s.paid - s.claimed - s.new_prize),
               ('J09', 5100, v_nobody, 1340, s.ticket_id, least(s.new_prize, s.paid) - (s.paid - s.claimed)))
               AS l(code, debit, debit_key, credit, credit_key, amount)
         WHERE s.place > v_done AND s.place <= v_done + v_portion AND l.amount > 0;
        v_done := v_done + v_portion;
        PERFORM set_config('application_name', format('settling %s %s/%s', p_draw, least(v_done, v_count), v_count), true);
    END LOOP;
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
    DROP TABLE settled, won;
END $$;

-- How far sessions are that settle draws at this moment: tickets done, and all of them. For administrators and whoever
-- confirms results.
CREATE FUNCTION settling() RETURNS TABLE (draw_id uuid, done bigint, count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT split_part(application_name, ' ', 2)::uuid,
           split_part(split_part(application_name, ' ', 3), '/', 1)::bigint,
           split_part(application_name, '/', 2)::bigint
      FROM pg_stat_activity
     WHERE datname = current_database() AND application_name ~ '^settling [0-9a-f-]{36} [0-9]+/[0-9]+$' AND confirms_results()
$$;

-- The bets on the number of a result as they were sold, for whoever computes its prizes once more: ticket, kind, stake and
-- the factor frozen on the bet. For those who confirm results.
CREATE FUNCTION bets_on(p_draw uuid, p_number smallint)
RETURNS TABLE (ticket_id uuid, kind smallint, stake bigint, factor numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.ticket_id, b.kind, b.stake, b.factor
      FROM bet b
      JOIN ticket t USING (banca_id, business_date, ticket_id)
     WHERE b.banca_id = my_banca() AND b.draw_id = p_draw AND b.number = p_number AND t.state = 'ACTIVE'
       AND confirms_results()
     ORDER BY b.ticket_id
$$;
-- Winners and prizes that the settling wrote for a version of the result. For those who confirm results.
CREATE FUNCTION awarded(p_draw uuid, p_version smallint) RETURNS TABLE (winners bigint, prizes bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), coalesce(sum(prize), 0)::bigint
      FROM award
     WHERE banca_id = my_banca() AND draw_id = p_draw AND result_version = p_version AND confirms_results()
$$;
REVOKE ALL ON FUNCTION settling(), bets_on(uuid, smallint), awarded(uuid, smallint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION settling(), bets_on(uuid, smallint), awarded(uuid, smallint) TO banca_app;
