-- Tickets by the million, written in sets: what selling them one by one would leave, but for the chain of their hashes
-- and the sellers' books. They belong to the first seller of the bench.
CREATE FUNCTION bench_history(p_draw uuid, p_tickets integer, p_bets integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_draw   draw;
    v_who    app_user;
    v_price  multiplier;
    v_date   date;
    v_from   bigint;
BEGIN
    SELECT * INTO v_draw FROM draw WHERE draw_id = p_draw;
    SELECT * INTO v_who FROM app_user WHERE username = 'seller1';
    SELECT m.* INTO v_price FROM multiplier m WHERE m.lottery_id = v_draw.lottery_id AND m.kind = 0 AND m.usual;
    v_date := v_draw.business_date;
    SELECT coalesce(max(serial), 0) INTO v_from FROM ticket WHERE terminal_id = v_who.user_id;
    -- Constraints and triggers have nothing to add to what is known to be right.
    SET LOCAL session_replication_role = replica;
    CREATE TEMPORARY TABLE made ON COMMIT DROP AS
    SELECT i, (lpad(to_hex(((extract(epoch FROM v_draw.opened_at) * 1000)::bigint + i / 100) ), 12, '0') || '7'
               || lpad(to_hex(i % 4096), 3, '0') || '8' || substr(md5(v_from || ':' || i), 1, 15))::uuid AS ticket_id,
           lpad(((v_from + i)::numeric * 7919 % 1000000000000)::text, 12, '0') AS code,
           v_draw.opened_at + i * interval '1 millisecond' AS at
      FROM generate_series(1, p_tickets) i;
    INSERT INTO ticket_code (banca_id, code, ticket_id, business_date, draw_id, ventana_id)
    SELECT v_draw.banca_id, code, ticket_id, v_date, p_draw, v_who.ventana_id FROM made ORDER BY code
    ON CONFLICT DO NOTHING;
    INSERT INTO ticket (banca_id, business_date, ticket_id, sale_id, draw_id, ventana_id, vendedor_id, terminal_id,
                        drawer_id, code, serial, total, listero, vendedor, sold_at, previous_hash, hash)
    SELECT v_draw.banca_id, v_date, ticket_id, ticket_id, p_draw, v_who.ventana_id, v_who.user_id, v_who.user_id,
           v_who.user_id, code, v_from + i, 20000 * p_bets, 0, 0, at, '\x00', sha256(code::bytea)
      FROM made ORDER BY i;
    INSERT INTO bet (banca_id, business_date, ticket_id, line, draw_id, kind, number, stake, multiplier_id, factor,
                     listero_percent, listero, listero_source, vendedor_percent, vendedor, vendedor_source)
    SELECT v_draw.banca_id, v_date, ticket_id, line, p_draw, 0, (i * 37 + line * 13) % 100, 20000, v_price.multiplier_id,
           v_price.factor, 0, 0, '"nothing"', 0, 0, '"nothing"'
      FROM made CROSS JOIN generate_series(1, p_bets) line ORDER BY i, line;
    INSERT INTO exposure AS e (banca_id, draw_id, scope_rank, scope_id, number, straight, straight_liability, tickets)
    SELECT v_draw.banca_id, p_draw, s.rank, s.id, b.number, sum(b.stake), sum(b.stake * b.factor), count(*)
      FROM bet b
     CROSS JOIN (VALUES (1, v_who.user_id), (2, v_who.ventana_id), (3, v_draw.banca_id)) AS s(rank, id)
     WHERE b.banca_id = v_draw.banca_id AND b.draw_id = p_draw
     GROUP BY s.rank, s.id, b.number
    ON CONFLICT (banca_id, draw_id, scope_rank, scope_id, number) DO UPDATE
       SET straight = excluded.straight, straight_liability = excluded.straight_liability, tickets = excluded.tickets;
    INSERT INTO draw_count (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, tickets, stakes)
    SELECT banca_id, draw_id, ventana_id, vendedor_id, terminal_id, count(*), sum(total)
      FROM ticket WHERE banca_id = v_draw.banca_id AND draw_id = p_draw GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (banca_id, draw_id, ventana_id, vendedor_id, terminal_id) DO UPDATE
       SET tickets = excluded.tickets, stakes = excluded.stakes;
END $$;

-- Lets the draw's time be past, as after a day of waiting.
CREATE FUNCTION bench_past(p_draw uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL session_replication_role = replica;
    UPDATE draw SET at = banca_now() - interval '1 minute', cutoff = banca_now() - interval '2 minutes' WHERE draw_id = p_draw;
END $$;
