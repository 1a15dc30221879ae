-- Tickets by the million, written in sets: what selling them one by one would leave, but for the chain of their hashes
-- and the sellers' books. They belong to the first seller of the bench.
-- The code of a number below 10¹¹: its digits and Damm's check digit, as `domain::code` makes them.
CREATE FUNCTION bench_code(p_number bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_table  constant text := '0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790';
    v_digits text := lpad(p_number::text, 11, '0');
    v_check  integer := 0;
BEGIN
    FOR i IN 1 .. 11 LOOP
        v_check := substr(v_table, v_check * 10 + substr(v_digits, i, 1)::integer + 1, 1)::integer;
    END LOOP;
    RETURN v_digits || v_check;
END $$;

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
           bench_code(((v_from + i) * 7919) % 100000000000) AS code,
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
    INSERT INTO draw_count (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, business_date, hour,
                            tickets, bets, stakes, listero, vendedor)
    SELECT t.banca_id, t.draw_id, t.ventana_id, t.vendedor_id, t.terminal_id, t.business_date,
           extract(hour FROM t.sold_at AT TIME ZONE h.zone), count(*), count(*) * p_bets, sum(t.total), 0, 0
      FROM ticket t JOIN banca h USING (banca_id)
     WHERE t.banca_id = v_draw.banca_id AND t.draw_id = p_draw GROUP BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, business_date, hour) DO UPDATE
       SET tickets = excluded.tickets, bets = excluded.bets, stakes = excluded.stakes;
END $$;

-- Lets the draw's time be past, as after a day of waiting.
CREATE FUNCTION bench_past(p_draw uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    SET LOCAL session_replication_role = replica;
    UPDATE draw SET at = banca_now() - interval '1 minute', cutoff = banca_now() - interval '2 minutes' WHERE draw_id = p_draw;
END $$;
