-- The sale again: it checks price lists, counts what each draw sold, and can give its locks back before the disk has it.

-- Tickets and stakes of each draw as they were sold, one row for each seller and terminal, so that what a draw sold so far
-- is read in a time that does not grow with it, and no two terminals wait for each other's row.
CREATE TABLE draw_count (
    banca_id    uuid   NOT NULL,
    draw_id     uuid   NOT NULL,
    ventana_id  uuid   NOT NULL,
    vendedor_id uuid   NOT NULL,
    terminal_id uuid   NOT NULL,
    tickets     bigint NOT NULL CHECK (tickets >= 0),
    stakes      bigint NOT NULL CHECK (stakes >= 0),
    PRIMARY KEY (banca_id, draw_id, ventana_id, vendedor_id, terminal_id),
    FOREIGN KEY (banca_id, draw_id) REFERENCES draw
) WITH (fillfactor = 70);
INSERT INTO draw_count
SELECT banca_id, draw_id, ventana_id, vendedor_id, terminal_id,
       count(*) FILTER (WHERE state = 'ACTIVE'), coalesce(sum(total) FILTER (WHERE state = 'ACTIVE'), 0)
  FROM ticket
 GROUP BY banca_id, draw_id, ventana_id, vendedor_id, terminal_id;

-- A ticket that no longer stands is no longer counted.
CREATE FUNCTION uncount_ticket() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE draw_count SET tickets = tickets - 1, stakes = stakes - OLD.total
     WHERE banca_id = OLD.banca_id AND draw_id = OLD.draw_id AND ventana_id = OLD.ventana_id
       AND vendedor_id = OLD.vendedor_id AND terminal_id = OLD.terminal_id;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION uncount_ticket() FROM PUBLIC;
CREATE TRIGGER uncount_ticket AFTER UPDATE OF state ON ticket FOR EACH ROW
    WHEN (OLD.state = 'ACTIVE' AND NEW.state <> 'ACTIVE') EXECUTE FUNCTION uncount_ticket();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON draw_count FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();

GRANT SELECT ON draw_count TO banca_app;
ALTER TABLE draw_count ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON draw_count AS RESTRICTIVE TO banca_app
    USING (banca_id = (SELECT my_banca())) WITH CHECK (banca_id = (SELECT my_banca()));
CREATE POLICY reach ON draw_count FOR SELECT TO banca_app
    USING ((SELECT my_role()) = 'ADMIN' OR vendedor_id = (SELECT my_user())
           OR ((SELECT my_role()) = 'VENTANA' AND ventana_id = (SELECT my_ventana())));

-- Early release: a sale gives its locks back before its commit is on the disk, and its answer waits until it is. A setting
-- of the house, off at first.
ALTER TABLE banca ADD COLUMN early_release boolean NOT NULL DEFAULT false;
GRANT UPDATE (early_release) ON banca TO banca_app;

-- Waits until everything committed so far is on the disk. Its own commit is what is waited for.
CREATE FUNCTION flush_commits() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('synchronous_commit', 'on', true);
    PERFORM pg_logical_emit_message(true, 'banca', '');
END $$;
REVOKE ALL ON FUNCTION flush_commits() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION flush_commits() TO banca_app;

ALTER TYPE bet_price ADD ATTRIBUTE multiplier uuid, ADD ATTRIBUTE named boolean;

-- Sells. The console has checked and priced the sale; here it is arbitrated and applied, in one round trip and in the
-- one lock order: 1 command, 2 fences ascending, 3 drawer, terminal and account, 4 counters by scope, draw, number.
--
-- p_sale = {"sale", "total", "received", "note", "repeats", "approval",
--           "tickets": [{"ticket", "code", "draw", "total", "listero", "vendedor",
--                        "bets": [{"line","kind","number","stake","multiplier","named","factor","origin",
--                                  "listero_percent","listero","listero_source",
--                                  "vendedor_percent","vendedor","vendedor_source"}]}]}
-- Returns the console's answer; beside it "flush" where it must not be told before `flush_commits()`.
-- SQLSTATE BA001 carries refusals, BA409 says that prices or rules have changed.
CREATE OR REPLACE FUNCTION sell(p_token text, p_command uuid, p_hash bytea, p_sale jsonb)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_me       record;
    v_known    record;
    v_fence    integer;
    v_now      timestamptz;
    v_date     date;
    v_drawer   uuid;
    v_terminal record;
    v_problems jsonb;
    v_lift     record;
    v_ticket   record;
    v_bets     record;
    v_price    bet_price;
    v_listed   boolean;
    v_hash     bytea;
    v_posting  uuid;
    v_tickets  jsonb := '[]';
    v_answer   jsonb;
    v_flush    jsonb := '{}';
    v_sum      bigint := 0;
    v_sale     uuid := (p_sale ->> 'sale')::uuid;
    v_total    bigint := (p_sale ->> 'total')::bigint;
    v_nobody   constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    SELECT s.banca_id, s.session_id, s.user_id, s.terminal_id, u.role, u.ventana_id, b.zone, b.early_release,
           coalesce(v.day_cut_hour, 0) AS day_cut
      INTO v_me
      FROM session s
      JOIN app_user u USING (banca_id, user_id)
      JOIN banca b USING (banca_id)
      LEFT JOIN ventana v ON v.banca_id = u.banca_id AND v.ventana_id = u.ventana_id
     WHERE s.token_hash = sha256(convert_to(p_token, 'UTF8')) AND s.ended_at IS NULL
       AND u.active AND (u.role = 'ADMIN' OR v.active);
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_signed_in"}');
    END IF;
    IF v_me.early_release THEN
        PERFORM set_config('synchronous_commit', 'off', true);
        v_flush := '{"flush": true}';
    END IF;

    -- 1. The command. A second one with the same key waits here for the first.
    INSERT INTO command (banca_id, command_id, verb, request_hash, user_id, session_id)
    VALUES (v_me.banca_id, p_command, 'sell', p_hash, v_me.user_id, v_me.session_id)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        SELECT request_hash, answer, user_id INTO v_known
          FROM command WHERE banca_id = v_me.banca_id AND command_id = p_command;
        IF v_known.request_hash <> p_hash OR v_known.user_id <> v_me.user_id THEN
            PERFORM refuse(jsonb_build_object('refusal', 'key_reused', 'key', p_command));
        END IF;
        RETURN jsonb_set(v_known.answer, '{data,cached}', 'true') || '{"flush": true}';
    END IF;

    -- 2. The fences, ascending; then the draws as they stand behind them, by the clock that decides.
    FOR v_fence IN
        SELECT d.fence
          FROM jsonb_to_recordset(p_sale -> 'tickets') AS t(draw uuid)
          JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = t.draw
         ORDER BY d.fence
    LOOP
        PERFORM fence_draw_shared(v_fence);
    END LOOP;
    v_now := banca_now();
    SELECT jsonb_agg(problem) INTO v_problems FROM (
        SELECT CASE
                 WHEN d.draw_id IS NULL THEN jsonb_build_object('problem', 'draw_unknown', 'draw', t.draw)
                 WHEN d.state <> 'OPEN' THEN jsonb_build_object('problem', 'draw_not_open', 'draw', t.draw, 'state', d.state)
                 WHEN v_now >= d.cutoff THEN jsonb_build_object('problem', 'past_cutoff', 'draw', t.draw, 'cutoff', d.cutoff)
               END AS problem
          FROM jsonb_to_recordset(p_sale -> 'tickets') AS t(draw uuid)
          LEFT JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = t.draw) p
     WHERE problem IS NOT NULL;
    IF v_problems IS NOT NULL THEN
        PERFORM refuse((SELECT jsonb_agg(p || '{"refusal": "sale"}') FROM jsonb_array_elements(v_problems) p));
    END IF;
    v_date := ((v_now AT TIME ZONE v_me.zone) - make_interval(hours => v_me.day_cut))::date;
    IF EXISTS (SELECT FROM period_lock WHERE banca_id = v_me.banca_id AND month = date_trunc('month', v_date)::date) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'period_locked', 'date', v_date));
    END IF;

    -- 3. The drawer, the terminal's own row, which gives the serial and the chain, and what the drawer holds.
    SELECT drawer_id INTO v_drawer
      FROM drawer
     WHERE banca_id = v_me.banca_id AND user_id = v_me.user_id AND terminal_id = v_me.terminal_id AND state = 'open'
       FOR SHARE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "no_open_drawer"}');
    END IF;
    SELECT last_serial, chain_head INTO v_terminal
      FROM terminal WHERE banca_id = v_me.banca_id AND terminal_id = v_me.terminal_id FOR UPDATE;
    UPDATE account SET balance = balance + v_total
     WHERE banca_id = v_me.banca_id AND book = v_me.ventana_id AND code = 1100 AND key = v_drawer;
    INSERT INTO sale (banca_id, sale_id, business_date, command_id, ventana_id, vendedor_id, terminal_id, drawer_id,
                      total, received, sold_at)
    VALUES (v_me.banca_id, v_sale, v_date, p_command, v_me.ventana_id, v_me.user_id, v_me.terminal_id, v_drawer,
            v_total, (p_sale ->> 'received')::bigint, v_now);
    v_listed := EXISTS (SELECT FROM price_list
                         WHERE banca_id = v_me.banca_id AND ended_at IS NULL
                           AND scope_id IN (v_me.user_id, v_me.ventana_id, v_me.banca_id));
    FOR v_ticket IN
        SELECT t.*, d.at AS draw_at, d.cutoff, d.business_date AS draw_date, d.lottery_id, l.name AS lottery,
               CASE d.digits WHEN 2 THEN 100 ELSE 1000 END AS numbers,
               (d.rules ->> 'min_bet')::bigint AS min_bet, (d.rules ->> 'max_bet')::bigint AS max_bet,
               (d.rules ->> 'step')::bigint AS step, (d.rules ->> 'max_lines')::integer AS max_lines,
               (d.rules ->> 'max_ticket')::bigint AS max_ticket,
               (SELECT max((x ->> 'factor')::numeric) FROM jsonb_array_elements(d.outcomes) x) AS best
          FROM jsonb_to_recordset(p_sale -> 'tickets')
               AS t(ticket uuid, code text, draw uuid, total bigint, listero bigint, vendedor bigint, bets jsonb)
          JOIN draw d ON d.banca_id = v_me.banca_id AND d.draw_id = t.draw
          JOIN lottery l ON l.banca_id = v_me.banca_id AND l.lottery_id = d.lottery_id
         ORDER BY d.fence
    LOOP
        WITH asked AS MATERIALIZED (
            SELECT b.*, m.multiplier_id IS NOT NULL AND (v_listed OR b.named IS TRUE OR m.usual) AS offered
              FROM jsonb_to_recordset(v_ticket.bets) AS b(
                   line smallint, kind smallint, number smallint, stake bigint, multiplier uuid, named boolean,
                   factor numeric, origin text,
                   listero_percent numeric, listero bigint, listero_source jsonb,
                   vendedor_percent numeric, vendedor bigint, vendedor_source jsonb)
              LEFT JOIN multiplier m
                ON m.banca_id = v_me.banca_id AND m.multiplier_id = b.multiplier AND m.lottery_id = v_ticket.lottery_id
               AND m.kind = b.kind AND m.active
               AND b.factor = CASE b.kind WHEN 0 THEN m.factor ELSE v_ticket.best END
        ), kept AS (
            INSERT INTO bet (banca_id, business_date, ticket_id, line, draw_id, kind, number, stake, multiplier_id, factor,
                             origin, listero_percent, listero, listero_source, vendedor_percent, vendedor, vendedor_source)
            SELECT v_me.banca_id, v_date, v_ticket.ticket, line, v_ticket.draw, kind, number, stake, multiplier, factor,
                   origin, listero_percent, listero, listero_source, vendedor_percent, vendedor, vendedor_source
              FROM asked
        )
        SELECT count(*) FILTER (WHERE NOT offered OR number >= v_ticket.numbers
                                   OR stake < v_ticket.min_bet OR stake > v_ticket.max_bet OR stake % v_ticket.step <> 0
                                   OR listero <> round(stake * listero_percent / 100)
                                   OR vendedor <> round(stake * vendedor_percent / 100)) AS wrong,
               count(*) AS lines, sum(stake)::bigint AS total, sum(listero)::bigint AS listero,
               sum(vendedor)::bigint AS vendedor, bool_or(kind = 1) AS reventado,
               string_agg(concat_ws(':', kind, number, stake, trim_scale(factor)), ';' ORDER BY line) AS canonical,
               array_agg(DISTINCT (kind, factor, listero_percent, vendedor_percent, multiplier, named)::bet_price) AS prices
          INTO v_bets FROM asked;
        -- The second lock on prices and commissions: what the console froze must be what is in force.
        IF v_bets.wrong > 0 OR v_bets.total IS DISTINCT FROM v_ticket.total
           OR v_bets.listero IS DISTINCT FROM v_ticket.listero OR v_bets.vendedor IS DISTINCT FROM v_ticket.vendedor
           OR v_bets.lines > v_ticket.max_lines OR v_bets.total > v_ticket.max_ticket THEN
            RAISE EXCEPTION 'prices or rules have changed' USING ERRCODE = 'BA409';
        END IF;
        FOREACH v_price IN ARRAY v_bets.prices LOOP
            IF v_price.listero_percent <> commission_percent(v_me.banca_id, 'listero', v_me.user_id, v_me.ventana_id,
                                                             v_ticket.lottery_id, v_price.kind, v_price.factor)
               OR v_price.vendedor_percent <> commission_percent(v_me.banca_id, 'vendedor', v_me.user_id, v_me.ventana_id,
                                                                 v_ticket.lottery_id, v_price.kind, v_price.factor) THEN
                RAISE EXCEPTION 'commissions have changed' USING ERRCODE = 'BA409';
            END IF;
            IF v_listed AND NOT price_stands(v_me.banca_id, v_me.ventana_id, v_me.user_id, v_ticket.lottery_id, v_price.kind,
                                             v_price.multiplier, v_price.named, v_ticket.draw_date) THEN
                RAISE EXCEPTION 'the price list has changed' USING ERRCODE = 'BA409';
            END IF;
        END LOOP;
        -- A reventado needs a straight bet on its number, at least as large.
        IF v_bets.reventado AND EXISTS (
            SELECT FROM jsonb_to_recordset(v_ticket.bets) AS b(kind smallint, number smallint, stake bigint)
             GROUP BY b.number
            HAVING coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0) > coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)) THEN
            RAISE EXCEPTION 'a reventado without its number' USING ERRCODE = 'BA409';
        END IF;

        v_sum := v_sum + v_ticket.total;
        v_terminal.last_serial := v_terminal.last_serial + 1;
        v_hash := sha256(v_terminal.chain_head || ticket_canonical(
            v_ticket.code, v_ticket.draw, v_me.ventana_id, v_me.user_id, v_me.terminal_id, v_terminal.last_serial,
            v_now, v_ticket.total, v_bets.canonical));
        INSERT INTO ticket_code (banca_id, code, ticket_id, business_date, draw_id, ventana_id)
        VALUES (v_me.banca_id, v_ticket.code, v_ticket.ticket, v_date, v_ticket.draw, v_me.ventana_id);
        INSERT INTO ticket (banca_id, business_date, ticket_id, sale_id, draw_id, ventana_id, vendedor_id, terminal_id,
                            drawer_id, code, serial, total, listero, vendedor, note, repeats, sold_at, previous_hash, hash)
        VALUES (v_me.banca_id, v_date, v_ticket.ticket, v_sale, v_ticket.draw, v_me.ventana_id, v_me.user_id,
                v_me.terminal_id, v_drawer, v_ticket.code, v_terminal.last_serial, v_ticket.total, v_ticket.listero,
                v_ticket.vendedor, p_sale ->> 'note', p_sale ->> 'repeats', v_now, v_terminal.chain_head, v_hash);
        v_terminal.chain_head := v_hash;
        INSERT INTO draw_count AS c (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, tickets, stakes)
        VALUES (v_me.banca_id, v_ticket.draw, v_me.ventana_id, v_me.user_id, v_me.terminal_id, 1, v_ticket.total)
        ON CONFLICT (banca_id, draw_id, ventana_id, vendedor_id, terminal_id) DO UPDATE
           SET tickets = c.tickets + 1, stakes = c.stakes + excluded.stakes;
        -- J01 the stake, J05 the shop's commission, J06 the seller's: as `domain::posting` states them.
        v_posting := uuid_beside(v_ticket.ticket);
        INSERT INTO posting (banca_id, document_id, event, version, posting_id, business_date, command_id, at)
        VALUES (v_me.banca_id, v_ticket.ticket, 'sold', 1, v_posting, v_date, p_command, v_now);
        INSERT INTO transfer (banca_id, business_date, transfer_id, posting_id, code, book,
                              debit_code, debit_key, credit_code, credit_key, amount)
        SELECT v_me.banca_id, v_date, uuid_beside(v_ticket.ticket), v_posting, l.code, l.book,
               l.debit, l.debit_key, l.credit, l.credit_key, l.amount
          FROM (VALUES
                ('J01', v_me.ventana_id, 1100::smallint, v_drawer, 2310::smallint, v_nobody, v_ticket.total),
                ('J01', v_me.banca_id, 1320, v_me.ventana_id, 2410, v_ticket.draw, v_ticket.total),
                ('J05', v_me.ventana_id, 2310, v_nobody, 4110, v_nobody, v_ticket.listero),
                ('J05', v_me.banca_id, 5110, v_nobody, 1320, v_me.ventana_id, v_ticket.listero),
                ('J06', v_me.ventana_id, 5120, v_nobody, 2320, v_me.user_id, v_ticket.vendedor)
               ) AS l(code, book, debit, debit_key, credit, credit_key, amount)
         WHERE l.amount > 0;
        INSERT INTO activity (banca_id, business_date, activity_id, at, user_id, role, ventana_id, terminal_id, session_id,
                              command_id, action, target, amount)
        VALUES (v_me.banca_id, v_date, uuid_beside(v_ticket.ticket), v_now, v_me.user_id, v_me.role, v_me.ventana_id,
                v_me.terminal_id, v_me.session_id, p_command, 'ticket.sold', v_ticket.code, v_ticket.total);
        v_tickets := v_tickets || jsonb_build_object(
            'ticket', v_ticket.ticket, 'code', v_ticket.code, 'serial', v_terminal.last_serial, 'draw', v_ticket.draw,
            'lottery', v_ticket.lottery, 'at', v_ticket.draw_at,
            'minutes_left', floor(extract(epoch FROM v_ticket.cutoff - v_now) / 60)::bigint, 'total', v_ticket.total);
    END LOOP;
    IF v_sum IS DISTINCT FROM v_total THEN
        RAISE EXCEPTION 'the total is not the sum of the tickets' USING ERRCODE = 'BA409';
    END IF;
    UPDATE terminal SET last_serial = v_terminal.last_serial, chain_head = v_terminal.chain_head
     WHERE banca_id = v_me.banca_id AND terminal_id = v_me.terminal_id;

    -- A supervisor's consent to sell above liftable limits, consumed here.
    IF p_sale ->> 'approval' IS NOT NULL THEN
        UPDATE approval SET consumed_at = v_now
         WHERE banca_id = v_me.banca_id AND approval_id = (p_sale ->> 'approval')::uuid AND "right" = 'lift_limit'
           AND command_id = p_command AND asked_by = v_me.user_id AND consumed_at IS NULL
           AND at > v_now - interval '10 minutes'
        RETURNING granted_by INTO v_lift;
        IF NOT FOUND THEN
            PERFORM refuse('{"refusal": "approval_invalid"}');
        END IF;
    ELSE
        SELECT NULL::uuid AS granted_by INTO v_lift;
    END IF;

    v_answer := jsonb_build_object('answer', 'sold', 'data', jsonb_build_object(
        'sale', v_sale, 'tickets', v_tickets, 'total', v_total,
        'change', (p_sale ->> 'received')::bigint - v_total,
        'sold_at', v_now, 'cached', false));
    UPDATE command SET answer = v_answer WHERE banca_id = v_me.banca_id AND command_id = p_command;

    -- 4. The counters, in key order, last; then every limit that concerns what was sold, with its evidence.
    INSERT INTO exposure AS e (banca_id, draw_id, scope_rank, scope_id, number,
                               straight, reventado, straight_liability, reventado_liability, listero, tickets)
    SELECT v_me.banca_id, n.draw, s.rank, s.id, n.number,
           n.straight, n.reventado, n.straight_liability, n.reventado_liability, n.listero, 1
      FROM (SELECT t.draw, b.number,
                   coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)::bigint AS straight,
                   coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado,
                   coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 0), 0)::bigint AS straight_liability,
                   coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado_liability,
                   sum(b.listero)::bigint AS listero
              FROM jsonb_to_recordset(p_sale -> 'tickets') AS t(draw uuid, bets jsonb)
             CROSS JOIN LATERAL jsonb_to_recordset(t.bets)
                   AS b(kind smallint, number smallint, stake bigint, factor numeric, listero bigint)
             GROUP BY t.draw, b.number) n
     CROSS JOIN (VALUES (1::smallint, v_me.user_id), (2::smallint, v_me.ventana_id), (3::smallint, v_me.banca_id)) AS s(rank, id)
     ORDER BY s.rank, s.id, n.draw, n.number
    ON CONFLICT (banca_id, draw_id, scope_rank, scope_id, number) DO UPDATE
       SET straight = e.straight + excluded.straight,
           reventado = e.reventado + excluded.reventado,
           straight_liability = e.straight_liability + excluded.straight_liability,
           reventado_liability = e.reventado_liability + excluded.reventado_liability,
           listero = e.listero + excluded.listero,
           tickets = e.tickets + 1;
    IF EXISTS (SELECT FROM limit_rule
                WHERE banca_id = v_me.banca_id AND ended_at IS NULL
                  AND scope_id IN (v_me.user_id, v_me.ventana_id, v_me.banca_id)) THEN
        v_problems := check_limits(v_me.banca_id, v_me.ventana_id, v_me.user_id, v_sale, p_sale -> 'tickets', v_lift.granted_by);
        IF v_problems IS NOT NULL THEN
            PERFORM refuse(v_problems);
        END IF;
    END IF;
    RETURN v_answer || v_flush;
END $$;
