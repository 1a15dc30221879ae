-- The till: a basket of goods and numbers becomes a sale, and a sale is taken back or comes back.

-- --- a sale is completed -------------------------------------------------------------------------------------------------

-- Debits against credits, in their order, as far as both reach: what the first debit does not cover the next one does.
-- `domain::posting::goods` states the same.
CREATE FUNCTION pair_sides(p_debits jsonb, p_credits jsonb)
RETURNS TABLE (code text, debit smallint, debit_key uuid, credit smallint, credit_key uuid, document uuid, amount bigint)
LANGUAGE sql IMMUTABLE AS $$
    WITH d AS (
        SELECT s.*, sum(s.amount) OVER (ORDER BY s.seq) AS hi, sum(s.amount) OVER (ORDER BY s.seq) - s.amount AS lo
          FROM jsonb_to_recordset(p_debits) AS s(seq integer, code text, ticket_code text, account smallint, key uuid, amount bigint)
         WHERE s.amount > 0
    ), c AS (
        SELECT s.*, sum(s.amount) OVER (ORDER BY s.seq) AS hi, sum(s.amount) OVER (ORDER BY s.seq) - s.amount AS lo
          FROM jsonb_to_recordset(p_credits) AS s(seq integer, account smallint, key uuid, document uuid, amount bigint)
         WHERE s.amount > 0
    )
    SELECT CASE WHEN c.document IS NULL THEN d.code ELSE d.ticket_code END, d.account, d.key, c.account, c.key, c.document,
           (least(d.hi, c.hi) - greatest(d.lo, c.lo))::bigint
      FROM d JOIN c ON d.lo < c.hi AND c.lo < d.hi
     ORDER BY d.seq, c.seq
$$;

CREATE INDEX approval_of_discount ON approval (banca_id, target) WHERE "right" = 'discount';

-- Customers with what they owe the asker's shop and what it owes them.
CREATE VIEW customer_standing WITH (security_invoker = true) AS
SELECT c.*,
       coalesce((SELECT sum(a.balance) FROM account a
                  WHERE a.banca_id = c.banca_id AND a.book = (SELECT my_ventana()) AND a.code = 1310
                    AND a.key = c.customer_id), 0)::bigint AS owes,
       coalesce((SELECT -sum(a.balance) FROM account a
                  WHERE a.banca_id = c.banca_id AND a.book = (SELECT my_ventana()) AND a.code = 2340
                    AND a.key = c.customer_id), 0)::bigint AS credit
  FROM customer c;
GRANT SELECT ON customer_standing TO banca_app;

-- Whether a second person consented to discounts of at least this much on a sale, whenever that was.
CREATE FUNCTION discount_consented(p_sale uuid, p_amount bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM approval
                    WHERE banca_id = my_banca() AND "right" = 'discount' AND target = p_sale::text AND amount >= p_amount
                      AND consumed_at IS NOT NULL)
$$;

-- Completes a basket: numbers, stock, lines, tenders, books, points and tickets, all or nothing, within the command that
-- claimed it. The console has priced it; here it is held against the catalogue, the stock, the tenders and the consents.
-- Lock order: 1 command, 2 basket and fences, 3 drawer, stock by variant, accounts, numbers, terminal, 4 counters.
CREATE FUNCTION complete_sale(p_command uuid, p_sale jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    v_me       sale_seat;
    v_basket   basket;
    v_now      timestamptz;
    v_date     date;
    v_drawer   uuid;
    v_lift     uuid;
    v_number   text;
    v_receipt  text;
    v_customer customer;
    v_sum      record;
    v_rounding bigint := (p_sale ->> 'rounding')::bigint;
    v_goods    bigint := (p_sale ->> 'goods')::bigint;
    v_stakes   bigint := (p_sale ->> 'stakes')::bigint;
    v_sale     uuid := (p_sale ->> 'sale')::uuid;
    v_tickets  jsonb := '[]';
    v_funding  jsonb;
    v_legs     jsonb;
    v_cash     bigint;
    v_cost     bigint;
    v_earned   bigint := coalesce((p_sale ->> 'earned')::bigint, 0);
    v_redeemed bigint := coalesce((p_sale ->> 'redeemed')::bigint, 0);
    v_debits   jsonb;
    v_credits  jsonb;
    v_nobody   constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF NOT claimed(p_command, '{complete_sale}') THEN
        RAISE EXCEPTION 'no command of this session completes' USING ERRCODE = 'BA403';
    END IF;
    SELECT s.banca_id, s.session_id, s.user_id, s.terminal_id, u.role, u.ventana_id, b.zone, b.early_release,
           coalesce(v.day_cut_hour, 0)
      INTO v_me
      FROM my_session() s
      JOIN app_user u USING (banca_id, user_id)
      JOIN banca b USING (banca_id)
      JOIN ventana v ON v.banca_id = u.banca_id AND v.ventana_id = u.ventana_id;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "no_ventana"}');
    END IF;
    SELECT * INTO v_basket FROM basket
     WHERE banca_id = v_me.banca_id AND sale_id = v_sale AND ventana_id = v_me.ventana_id FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "sale"}');
    END IF;
    IF v_basket.state <> 'open' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'till', 'problem', 'not_open', 'current', v_basket.state));
    END IF;
    IF v_basket.version <> (p_sale ->> 'version')::integer THEN
        PERFORM refuse(jsonb_build_object('refusal', 'till', 'problem', 'stale_version',
                                          'expected', (p_sale ->> 'version')::integer, 'current', v_basket.version));
    END IF;
    v_now := fence_tickets(v_me, p_sale -> 'tickets');
    v_date := ((v_now AT TIME ZONE v_me.zone) - make_interval(hours => v_me.day_cut))::date;
    SELECT drawer_id INTO v_drawer FROM drawer
     WHERE banca_id = v_me.banca_id AND user_id = v_me.user_id AND terminal_id = v_me.terminal_id AND state = 'open'
       FOR SHARE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "no_open_drawer"}');
    END IF;
    IF p_sale ->> 'customer' IS NOT NULL THEN
        SELECT * INTO v_customer FROM customer
         WHERE banca_id = v_me.banca_id AND customer_id = (p_sale ->> 'customer')::uuid AND active FOR UPDATE;
        IF NOT FOUND THEN
            PERFORM refuse('{"refusal": "not_found", "what": "customer"}');
        END IF;
    END IF;

    -- The second lock on the goods: what was frozen on a line stood in the catalogue while the basket was filled.
    IF EXISTS (
        SELECT FROM jsonb_to_recordset(p_sale -> 'lines')
               AS l(variant uuid, price bigint, tax_bp integer, tax_included boolean, weighed boolean, label bigint, barcode text)
          LEFT JOIN variant v ON v.banca_id = v_me.banca_id AND v.variant_id = l.variant AND v.active
          LEFT JOIN product p ON p.banca_id = v.banca_id AND p.product_id = v.product_id AND p.active
          LEFT JOIN tax_class x ON x.banca_id = p.banca_id AND x.tax_class_id = p.tax_class_id
         WHERE p.product_id IS NULL OR x.rate_bp <> l.tax_bp OR p.tax_included <> l.tax_included
            OR (p.sold_by = 'weight') <> l.weighed
            OR (l.label IS NOT NULL AND NOT EXISTS (
                    SELECT FROM scale_template t
                     WHERE t.banca_id = v_me.banca_id AND t.prefix = left(l.barcode, 2) AND t.kind = 'price'))
            OR NOT EXISTS (SELECT FROM goods_price g
                            WHERE g.banca_id = v_me.banca_id AND g.variant_id = l.variant AND g.price = l.price
                              AND (g.ended_at IS NULL OR g.ended_at >= v_basket.created_at))) THEN
        RAISE EXCEPTION 'the catalogue has changed' USING ERRCODE = 'BA409';
    END IF;
    SELECT coalesce(sum(l.gross), 0) AS gross, coalesce(sum(l.given + l.shared), 0) AS by_hand,
           coalesce(sum(l.points), 0) AS points, coalesce(sum(l.total), 0) AS total, coalesce(sum(l.tax), 0) AS tax,
           coalesce(sum(l.net), 0) AS net, coalesce(sum(l.net_before), 0) AS net_before
      INTO v_sum
      FROM jsonb_to_recordset(p_sale -> 'lines')
           AS l(gross bigint, given bigint, shared bigint, points bigint, total bigint, net bigint, tax bigint, net_before bigint);
    IF v_sum.total <> v_goods
       OR v_goods + v_stakes + v_rounding <> (SELECT coalesce(sum(t.amount), 0)
                                                FROM jsonb_to_recordset(p_sale -> 'tenders') AS t(amount bigint))
       OR v_sum.points <> v_redeemed * (SELECT points_worth FROM banca WHERE banca_id = v_me.banca_id) THEN
        RAISE EXCEPTION 'the parts of the sale do not make up its total' USING ERRCODE = 'BA409';
    END IF;
    -- More than a cashier gives alone: a second person stood by.
    IF v_sum.by_hand * 100 > v_sum.gross * 5 THEN
        IF v_me.role = 'VENDEDOR' AND NOT discount_consented(v_sale, v_sum.by_hand::bigint) THEN
            PERFORM refuse(jsonb_build_object('refusal', 'needs_approval', 'right', 'discount', 'target', v_sale,
                                              'amount', v_sum.by_hand::bigint, 'limit', NULL));
        END IF;
    END IF;

    v_number := next_number(v_me.banca_id, v_me.ventana_id, 'POS', v_date);
    v_receipt := next_number(v_me.banca_id, v_me.ventana_id, 'REC', v_date);
    INSERT INTO sale (banca_id, sale_id, business_date, command_id, ventana_id, vendedor_id, terminal_id, drawer_id, tender,
                      total, received, sold_at, number, receipt, goods, rounding, customer_id, version)
    VALUES (v_me.banca_id, v_sale, v_date, p_command, v_me.ventana_id, v_me.user_id, v_me.terminal_id, v_drawer, 'listed',
            v_goods + v_stakes, NULL, v_now, v_number, v_receipt, v_goods, v_rounding, v_customer.customer_id,
            v_basket.version);
    INSERT INTO sale_line (banca_id, sale_id, line, variant_id, sku, barcode, name, category_id, category, brand, weighed, tracked,
                           milli, price, tax_bp, tax_included, label, gross, promotion, given, shared, points, total, net, tax,
                           net_before, cost, reason, note, promotions)
    SELECT v_me.banca_id, v_sale, l.line, l.variant, l.sku, l.barcode, l.name, l.category_id, l.category, l.brand, l.weighed,
           p.tracked, l.milli, l.price, l.tax_bp, l.tax_included, l.label, l.gross, l.promotion, l.given, l.shared, l.points,
           l.total, l.net, l.tax, l.net_before, coalesce(m.cost, 0), l.reason, l.note, l.promotions
      FROM jsonb_to_recordset(p_sale -> 'lines') AS l(
           line smallint, variant uuid, sku text, barcode text, name text, category_id uuid, category text, brand text,
           weighed boolean, milli bigint, price bigint, tax_bp integer, tax_included boolean, label bigint, gross bigint,
           promotion bigint, given bigint, shared bigint, points bigint, total bigint, net bigint, tax bigint,
           net_before bigint, reason text, note text, promotions jsonb)
      JOIN variant v ON v.banca_id = v_me.banca_id AND v.variant_id = l.variant
      JOIN product p ON p.banca_id = v.banca_id AND p.product_id = v.product_id
      LEFT JOIN move_stock(v_me.banca_id, v_me.ventana_id, v_me.user_id, p_command, v_date, 'sale', v_sale, '',
                           (SELECT coalesce(jsonb_agg(jsonb_build_object('line', t.line, 'variant', t.variant, 'name', t.name,
                                                                         'milli', -t.milli)), '[]')
                              FROM jsonb_to_recordset(p_sale -> 'lines') AS t(line integer, variant uuid, name text, milli bigint)
                              JOIN variant tv ON tv.banca_id = v_me.banca_id AND tv.variant_id = t.variant
                              JOIN product tp ON tp.banca_id = tv.banca_id AND tp.product_id = tv.product_id AND tp.tracked),
                           (SELECT negative_stock FROM ventana WHERE banca_id = v_me.banca_id AND ventana_id = v_me.ventana_id)) m
        ON m.line = l.line;
    PERFORM take_coupon(c.promotion::uuid, v_sale, v_customer.customer_id)
       FROM jsonb_array_elements_text(p_sale -> 'coupons') AS c(promotion) ORDER BY c.promotion;

    INSERT INTO electronic (banca_id, electronic_id, kind, reference, phone, amount, ventana_id, drawer_id, sale_id, customer_id,
                            user_id, business_date)
    SELECT v_me.banca_id, t.electronic, t.kind, t.reference, coalesce(t.phone, ''), t.amount, v_me.ventana_id, v_drawer, v_sale,
           v_customer.customer_id, v_me.user_id, v_date
      FROM jsonb_to_recordset(p_sale -> 'tenders') AS t(kind text, reference text, phone text, amount bigint, electronic uuid)
     WHERE t.kind IN ('sinpe', 'transfer');
    INSERT INTO tender (banca_id, sale_id, seq, kind, amount, received, last4, authorisation, electronic_id, payout_id)
    SELECT v_me.banca_id, v_sale, t.seq, t.kind, t.amount, t.received, t.last4, t.authorisation, t.electronic, t.payout
      FROM jsonb_to_recordset(p_sale -> 'tenders') AS t(
           seq smallint, kind text, amount bigint, received bigint, last4 text, authorisation text, electronic uuid, payout uuid);

    -- J17–J24 the goods, J01–J03 the tickets: one debit for each tender; J26 what the goods had cost.
    SELECT jsonb_agg(jsonb_build_object('seq', s.seq, 'code', s.code, 'ticket_code', s.ticket_code, 'account', s.account,
                                        'key', s.key, 'amount', s.amount)),
           coalesce(sum(s.amount) FILTER (WHERE s.account = 1100), 0)
      INTO v_debits, v_cash
      FROM (SELECT 1 AS seq, 'J17' AS code, 'J17' AS ticket_code, 4210 AS account, v_nobody AS key,
                   (v_sum.net_before - v_sum.net)::bigint AS amount
            UNION ALL
            SELECT 2, 'J17', 'J17', 6510, v_nobody, greatest(-v_rounding, 0)
            UNION ALL
            SELECT t.seq + 2,
                   CASE t.kind WHEN 'cash' THEN 'J17' WHEN 'prize' THEN 'J17' WHEN 'card' THEN 'J18' WHEN 'credit' THEN 'J23'
                               WHEN 'store_credit' THEN 'J36' ELSE 'J19' END,
                   CASE t.kind WHEN 'cash' THEN 'J01' WHEN 'prize' THEN 'J01' WHEN 'credit' THEN 'J03'
                               WHEN 'store_credit' THEN 'J36' ELSE 'J02' END,
                   CASE t.kind WHEN 'cash' THEN 1100 WHEN 'prize' THEN 1100 WHEN 'card' THEN 1210 WHEN 'credit' THEN 1310
                               WHEN 'store_credit' THEN 2340 ELSE 1229 END,
                   CASE t.kind WHEN 'cash' THEN v_drawer WHEN 'prize' THEN v_drawer WHEN 'card' THEN v_nobody
                               WHEN 'credit' THEN v_customer.customer_id WHEN 'store_credit' THEN v_customer.customer_id
                               ELSE t.electronic END,
                   t.amount
              FROM jsonb_to_recordset(p_sale -> 'tenders') AS t(seq integer, kind text, amount bigint, electronic uuid)) s;
    SELECT jsonb_agg(jsonb_build_object('seq', s.seq, 'account', s.account, 'key', v_nobody, 'document', s.document,
                                        'amount', s.amount))
      INTO v_credits
      FROM (SELECT 1 AS seq, 4200 AS account, NULL::uuid AS document, v_sum.net_before::bigint AS amount
            UNION ALL SELECT 2, 2210, NULL, v_sum.tax::bigint
            UNION ALL SELECT 3, 6510, NULL, greatest(v_rounding, 0)
            UNION ALL
            SELECT 3 + t.at::integer, 2310, (t.ticket ->> 'ticket')::uuid, (t.ticket ->> 'total')::bigint
              FROM jsonb_array_elements(p_sale -> 'tickets') WITH ORDINALITY AS t(ticket, at)) s;
    SELECT jsonb_agg(jsonb_build_object('code', p.code, 'book', v_me.ventana_id, 'debit', p.debit, 'debit_key', p.debit_key,
                                        'credit', p.credit, 'credit_key', p.credit_key, 'amount', p.amount))
               FILTER (WHERE p.document IS NULL)
      INTO v_legs FROM pair_sides(v_debits, v_credits) p;
    SELECT jsonb_object_agg(f.document, f.legs) INTO v_funding
      FROM (SELECT p.document, jsonb_agg(jsonb_build_object('code', p.code, 'account', p.debit, 'key', p.debit_key,
                                                            'amount', p.amount)) AS legs
              FROM pair_sides(v_debits, v_credits) p
             WHERE p.document IS NOT NULL
             GROUP BY p.document) f;
    INSERT INTO account (banca_id, book, code, key)
    SELECT v_me.banca_id, v_me.ventana_id, a.code, v_customer.customer_id
      FROM (VALUES (1310::smallint), (2340::smallint)) AS a(code)
     WHERE v_customer.customer_id IS NOT NULL
    ON CONFLICT DO NOTHING;
    IF v_legs IS NOT NULL THEN
        PERFORM book_legs(v_me.banca_id, p_command, v_sale, 'sold', 1::smallint, v_date, v_legs);
    END IF;
    SELECT coalesce(sum(cost), 0) INTO v_cost FROM sale_line WHERE banca_id = v_me.banca_id AND sale_id = v_sale;
    IF v_cost > 0 THEN
        PERFORM book_legs(v_me.banca_id, p_command, v_sale, 'cost', 1::smallint, v_date, jsonb_build_array(jsonb_build_object(
            'code', 'J26', 'book', v_me.ventana_id, 'debit', 5200, 'debit_key', v_nobody, 'credit', 1410,
            'credit_key', v_nobody, 'amount', v_cost)));
    END IF;

    IF v_redeemed > 0 THEN
        IF v_customer.points < v_redeemed THEN
            PERFORM refuse(jsonb_build_object('refusal', 'till', 'problem', 'points', 'available', v_customer.points));
        END IF;
        INSERT INTO loyalty_entry (banca_id, document_id, kind, customer_id, points, user_id, command_id)
        VALUES (v_me.banca_id, v_sale, 'redeemed', v_customer.customer_id, -v_redeemed, v_me.user_id, p_command);
    END IF;
    IF v_earned > 0 THEN
        INSERT INTO loyalty_entry (banca_id, document_id, kind, customer_id, points, user_id, command_id)
        VALUES (v_me.banca_id, v_sale, 'earned', v_customer.customer_id, v_earned, v_me.user_id, p_command);
    END IF;
    UPDATE customer SET points = points + v_earned - v_redeemed, points_earned = points_earned + v_earned
     WHERE banca_id = v_me.banca_id AND customer_id = v_customer.customer_id AND (v_earned > 0 OR v_redeemed > 0);
    UPDATE basket SET state = 'completed', version = version + 1, changed_at = v_now
     WHERE banca_id = v_me.banca_id AND sale_id = v_sale;

    IF jsonb_array_length(p_sale -> 'tickets') > 0 THEN
        -- What of the drawer's cash the tickets were paid with; the goods' part was booked with them.
        UPDATE account SET balance = balance + f.cash
          FROM (SELECT coalesce(sum(l.amount), 0)::bigint AS cash
                  FROM jsonb_each(v_funding) t
                 CROSS JOIN LATERAL jsonb_to_recordset(t.value) AS l(account smallint, amount bigint)
                 WHERE l.account = 1100) f
         WHERE banca_id = v_me.banca_id AND book = v_me.ventana_id AND code = 1100 AND key = v_drawer AND f.cash > 0;
        UPDATE account a SET balance = a.balance + f.amount
          FROM (SELECT l.account, l.key, sum(l.amount)::bigint AS amount
                  FROM jsonb_each(v_funding) t
                 CROSS JOIN LATERAL jsonb_to_recordset(t.value) AS l(account smallint, key uuid, amount bigint)
                 WHERE l.account IN (1310, 2340)
                 GROUP BY l.account, l.key) f
         WHERE a.banca_id = v_me.banca_id AND a.book = v_me.ventana_id AND a.code = f.account AND a.key = f.key;
        v_tickets := keep_tickets(v_me, p_command, p_sale, v_now, v_date, v_drawer, v_stakes, coalesce(v_funding, '{}'));
        v_lift := take_lift(v_me, p_command, p_sale, v_now);
        PERFORM count_tickets(v_me, p_sale, v_lift);
    ELSIF v_stakes <> 0 THEN
        RAISE EXCEPTION 'stakes without tickets' USING ERRCODE = 'BA409';
    END IF;
    RETURN jsonb_build_object('number', v_number, 'receipt', v_receipt, 'sold_at', v_now, 'date', v_date, 'drawer', v_drawer,
                              'tickets', v_tickets, 'points', CASE WHEN v_customer.customer_id IS NULL THEN NULL
                                                                   ELSE v_customer.points + v_earned - v_redeemed END);
END $$;

-- --- a sale is voided --------------------------------------------------------------------------------------------------

-- Takes a completed sale back on its own day, while its drawer is open: exact reversals, stock, points and coupons, and its
-- tickets while they may be cancelled. Cash leaves the own open drawer.
CREATE FUNCTION void_sale(p_command uuid, p_sale uuid, p_reason text, p_authorisation text, p_approval uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca  uuid := my_banca();
    v_mine   drawer := my_drawer();
    v_sale   sale;
    v_now    timestamptz := banca_now();
    v_date   date;
    v_ticket uuid;
    v_paid   record;
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF NOT claimed(p_command, '{void_sale}') THEN
        RAISE EXCEPTION 'no command of this session voids' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_sale FROM sale
     WHERE banca_id = v_banca AND sale_id = p_sale AND tender = 'listed'
       AND (my_role() = 'ADMIN' OR ventana_id = my_ventana())
       FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "sale"}');
    END IF;
    IF v_sale.state <> 'completed' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'till', 'problem', 'not_completed', 'current', v_sale.state));
    END IF;
    v_date := business_date(v_banca, v_sale.ventana_id, v_now);
    IF v_sale.business_date <> v_date OR NOT EXISTS (
        SELECT FROM drawer WHERE banca_id = v_banca AND drawer_id = v_sale.drawer_id AND state = 'open' FOR SHARE) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'till', 'problem', 'void_window_closed', 'sold_on', v_sale.business_date,
                                          'today', v_date));
    END IF;
    IF EXISTS (SELECT FROM sale_return WHERE banca_id = v_banca AND sale_id = p_sale) THEN
        PERFORM refuse('{"refusal": "till", "problem": "already_returned"}');
    END IF;
    IF v_mine.drawer_id IS NULL OR v_mine.ventana_id <> v_sale.ventana_id THEN
        PERFORM refuse('{"refusal": "no_open_drawer"}');
    END IF;
    PERFORM want_consent(p_command, 'void_sale', p_sale::text, v_sale.total);
    IF EXISTS (SELECT FROM tender WHERE banca_id = v_banca AND sale_id = p_sale AND kind = 'card')
       AND coalesce(p_authorisation, '') = '' THEN
        PERFORM refuse('{"refusal": "field", "field": "authorisation", "problem": {"is": "missing"}}');
    END IF;
    IF EXISTS (SELECT FROM tender WHERE banca_id = v_banca AND sale_id = p_sale AND kind = 'prize') THEN
        PERFORM refuse('{"refusal": "till", "problem": "paid_with_prize"}');
    END IF;
    FOR v_ticket IN SELECT ticket_id FROM ticket
                     WHERE banca_id = v_banca AND business_date = v_sale.business_date AND sale_id = p_sale
                       AND drawer_id = v_sale.drawer_id
                     ORDER BY draw_id, ticket_id
    LOOP
        PERFORM take_back_ticket(p_command, v_ticket, v_date, v_mine.drawer_id);
    END LOOP;
    INSERT INTO sale_void (banca_id, sale_id, reason, authorisation, user_id, drawer_id, approval_id, command_id, business_date)
    VALUES (v_banca, p_sale, p_reason, nullif(p_authorisation, ''), my_user(), v_mine.drawer_id, p_approval, p_command, v_date);
    UPDATE sale SET state = 'voided' WHERE banca_id = v_banca AND sale_id = p_sale;
    PERFORM move_stock(v_banca, v_sale.ventana_id, my_user(), p_command, v_date, 'void', p_sale, p_reason,
                       (SELECT coalesce(jsonb_agg(jsonb_build_object('line', l.line, 'variant', l.variant_id, 'milli', l.milli,
                                                                     'value', l.cost)), '[]')
                          FROM sale_line l WHERE l.banca_id = v_banca AND l.sale_id = p_sale AND l.tracked), true);
    IF EXISTS (SELECT FROM posting WHERE banca_id = v_banca AND document_id = p_sale AND event = 'sold') THEN
        PERFORM book_reversal(v_banca, p_command, p_sale, 'sold', 'voided', v_date, v_mine.drawer_id);
    END IF;
    IF EXISTS (SELECT FROM posting WHERE banca_id = v_banca AND document_id = p_sale AND event = 'cost') THEN
        PERFORM book_reversal(v_banca, p_command, p_sale, 'cost', 'cost_voided', v_date, v_mine.drawer_id);
    END IF;
    -- What was not believed yet never was; what was believed is owed back.
    FOR v_paid IN SELECT * FROM electronic WHERE banca_id = v_banca AND sale_id = p_sale AND state IN ('pending', 'approved')
                   ORDER BY electronic_id FOR UPDATE
    LOOP
        IF v_paid.state = 'approved' THEN
            PERFORM book_legs(v_banca, p_command, v_paid.electronic_id, 'refund_due', 1::smallint, v_date,
                jsonb_build_array(jsonb_build_object('code', 'J27', 'book', v_sale.ventana_id, 'debit', 1229,
                    'debit_key', v_paid.electronic_id, 'credit', 2330, 'credit_key', v_paid.electronic_id,
                    'amount', v_paid.amount)));
        ELSE
            UPDATE electronic SET state = 'cancelled', decided_by = my_user(), decided_at = v_now, reason = p_reason
             WHERE banca_id = v_banca AND electronic_id = v_paid.electronic_id;
        END IF;
    END LOOP;
    INSERT INTO loyalty_entry (banca_id, document_id, kind, customer_id, points, user_id, command_id)
    SELECT v_banca, p_sale, 'voided', customer_id, -sum(points), my_user(), p_command
      FROM loyalty_entry WHERE banca_id = v_banca AND document_id = p_sale
     GROUP BY customer_id HAVING sum(points) <> 0;
    UPDATE customer c SET points = c.points + l.points,
                          points_earned = c.points_earned - (SELECT coalesce(sum(e.points), 0) FROM loyalty_entry e
                                                              WHERE e.banca_id = v_banca AND e.document_id = p_sale
                                                                AND e.kind = 'earned')
      FROM loyalty_entry l
     WHERE l.banca_id = v_banca AND l.document_id = p_sale AND l.kind = 'voided'
       AND c.banca_id = v_banca AND c.customer_id = l.customer_id;
    PERFORM release_coupons(p_sale);
    INSERT INTO refund (banca_id, document_id, seq, kind, amount, authorisation)
    SELECT v_banca, p_sale, seq, kind, amount, CASE kind WHEN 'card' THEN p_authorisation END
      FROM tender WHERE banca_id = v_banca AND sale_id = p_sale AND amount > 0;
    RETURN jsonb_build_object('at', v_now, 'date', v_date, 'drawer', v_mine.drawer_id);
END $$;

-- --- goods come back -----------------------------------------------------------------------------------------------------

-- Takes goods of a completed sale back: the paid share of each line, its tax in proportion (J28), stock that sells again and
-- stock that does not (J29), points in proportion. What is given back leaves the own open drawer, or is owed.
CREATE FUNCTION return_goods(p_command uuid, p_return jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca    uuid := my_banca();
    v_mine     drawer := my_drawer();
    v_id       uuid := (p_return ->> 'return')::uuid;
    v_total    bigint := (p_return ->> 'total')::bigint;
    v_rounding bigint := (p_return ->> 'rounding')::bigint;
    v_sale     sale;
    v_date     date;
    v_number   text;
    v_net      bigint;
    v_tax      bigint;
    v_again    bigint;
    v_lost     bigint;
    v_points   bigint;
    v_legs     jsonb;
    v_nobody   constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF NOT claimed(p_command, '{return_goods}') THEN
        RAISE EXCEPTION 'no command of this session takes goods back' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_sale FROM sale
     WHERE banca_id = v_banca AND sale_id = (p_return ->> 'sale')::uuid AND tender = 'listed'
       AND ventana_id = my_ventana()
       FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "sale"}');
    END IF;
    IF v_sale.state <> 'completed' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'till', 'problem', 'not_completed', 'current', v_sale.state));
    END IF;
    IF v_mine.drawer_id IS NULL OR v_mine.ventana_id <> v_sale.ventana_id THEN
        PERFORM refuse('{"refusal": "no_open_drawer"}');
    END IF;
    PERFORM want_consent(p_command, 'return_goods', v_sale.sale_id::text, v_total);
    v_date := business_date(v_banca, v_sale.ventana_id, banca_now());
    -- The second lock: each share is what the sale's own line says, and the parts make up the whole.
    IF EXISTS (
        SELECT FROM jsonb_to_recordset(p_return -> 'lines') AS b(line smallint, milli bigint, total bigint, net bigint, tax bigint)
          LEFT JOIN sale_line l ON l.banca_id = v_banca AND l.sale_id = v_sale.sale_id AND l.line = b.line
         CROSS JOIN LATERAL (SELECT coalesce(sum(r.milli), 0) AS before FROM sale_return_line r
                              WHERE r.banca_id = v_banca AND r.sale_id = v_sale.sale_id AND r.line = b.line) p
         WHERE l.line IS NULL OR b.milli <= 0 OR p.before + b.milli > l.milli
            OR b.total <> round(l.total::numeric * (p.before + b.milli) / l.milli) - round(l.total::numeric * p.before / l.milli)
            OR b.tax <> round(l.tax::numeric * (p.before + b.milli) / l.milli) - round(l.tax::numeric * p.before / l.milli))
       OR (SELECT count(*) <> count(DISTINCT b.line) OR sum(b.total) IS DISTINCT FROM v_total
             FROM jsonb_to_recordset(p_return -> 'lines') AS b(line smallint, total bigint))
       OR v_total + v_rounding <> (SELECT coalesce(sum(r.amount), 0)
                                     FROM jsonb_to_recordset(p_return -> 'refunds') AS r(amount bigint)) THEN
        RAISE EXCEPTION 'what comes back is not what was sold' USING ERRCODE = 'BA409';
    END IF;
    v_number := next_number(v_banca, v_sale.ventana_id, 'RET', v_date);
    INSERT INTO sale_return (banca_id, return_id, sale_id, ventana_id, number, reason, note, refund, total, rounding, customer_id,
                             user_id, drawer_id, terminal_id, approval_id, command_id, business_date)
    VALUES (v_banca, v_id, v_sale.sale_id, v_sale.ventana_id, v_number, p_return ->> 'reason', p_return ->> 'note',
            p_return ->> 'refund', v_total, v_rounding, v_sale.customer_id, my_user(), v_mine.drawer_id, my_terminal(),
            (p_return ->> 'approval')::uuid, p_command, v_date);
    INSERT INTO sale_return_line (banca_id, return_id, sale_id, line, milli, total, net, tax, cost, condition)
    SELECT v_banca, v_id, v_sale.sale_id, b.line, b.milli, b.total, b.net, b.tax,
           round(l.cost::numeric * (p.before + b.milli) / l.milli) - round(l.cost::numeric * p.before / l.milli), b.condition
      FROM jsonb_to_recordset(p_return -> 'lines')
           AS b(line smallint, milli bigint, total bigint, net bigint, tax bigint, condition text)
      JOIN sale_line l ON l.banca_id = v_banca AND l.sale_id = v_sale.sale_id AND l.line = b.line
     CROSS JOIN LATERAL (SELECT coalesce(sum(r.milli), 0) AS before FROM sale_return_line r
                          WHERE r.banca_id = v_banca AND r.sale_id = v_sale.sale_id AND r.line = b.line) p;
    INSERT INTO refund (banca_id, document_id, seq, kind, amount, authorisation)
    SELECT v_banca, v_id, r.seq, r.kind, r.amount, CASE r.kind WHEN 'card' THEN nullif(p_return ->> 'authorisation', '') END
      FROM jsonb_to_recordset(p_return -> 'refunds') AS r(seq smallint, kind text, amount bigint);
    PERFORM move_stock(v_banca, v_sale.ventana_id, my_user(), p_command, v_date, 'return', v_id, p_return ->> 'reason',
                       (SELECT coalesce(jsonb_agg(jsonb_build_object('line', r.line, 'variant', l.variant_id, 'milli', r.milli,
                                                                     'value', r.cost)), '[]')
                          FROM sale_return_line r
                          JOIN sale_line l USING (banca_id, sale_id, line)
                         WHERE r.banca_id = v_banca AND r.return_id = v_id AND l.tracked AND r.condition IN ('good', 'opened')),
                       true);
    SELECT sum(net), sum(tax), coalesce(sum(cost) FILTER (WHERE condition IN ('good', 'opened')), 0),
           coalesce(sum(cost) FILTER (WHERE condition NOT IN ('good', 'opened')), 0)
      INTO v_net, v_tax, v_again, v_lost
      FROM sale_return_line WHERE banca_id = v_banca AND return_id = v_id;
    INSERT INTO account (banca_id, book, code, key)
    SELECT v_banca, v_sale.ventana_id, a.code, v_sale.customer_id
      FROM (VALUES (1310::smallint), (2340::smallint)) AS a(code)
     WHERE v_sale.customer_id IS NOT NULL
    ON CONFLICT DO NOTHING;
    SELECT jsonb_agg(jsonb_build_object('code', 'J28', 'book', v_sale.ventana_id, 'debit', p.debit, 'debit_key', p.debit_key,
                                        'credit', p.credit, 'credit_key', p.credit_key, 'amount', p.amount))
      INTO v_legs
      FROM pair_sides(
           (SELECT jsonb_agg(jsonb_build_object('seq', d.seq, 'code', 'J28', 'account', d.account, 'key', v_nobody,
                                                'amount', d.amount))
              FROM (VALUES (1, 4220, v_net), (2, 2210, v_tax), (3, 6510, greatest(v_rounding, 0))) AS d(seq, account, amount)),
           (SELECT jsonb_agg(jsonb_build_object('seq', c.seq, 'account', c.account, 'key', c.key, 'amount', c.amount))
              FROM (SELECT 0 AS seq, 6510 AS account, v_nobody AS key, greatest(-v_rounding, 0) AS amount
                    UNION ALL
                    SELECT r.seq, CASE r.kind WHEN 'cash' THEN 1100 WHEN 'card' THEN 1210 WHEN 'credit' THEN 1310
                                              WHEN 'store_credit' THEN 2340 ELSE 2330 END,
                           CASE r.kind WHEN 'cash' THEN v_mine.drawer_id WHEN 'card' THEN v_nobody
                                       WHEN 'credit' THEN v_sale.customer_id WHEN 'store_credit' THEN v_sale.customer_id
                                       ELSE v_id END,
                           r.amount
                      FROM refund r WHERE r.banca_id = v_banca AND r.document_id = v_id) c)) p;
    PERFORM book_legs(v_banca, p_command, v_id, 'returned', 1::smallint, v_date, coalesce(v_legs, '[]'));
    IF v_again + v_lost > 0 THEN
        PERFORM book_legs(v_banca, p_command, v_id, 'restocked', 1::smallint, v_date, jsonb_build_array(
            jsonb_build_object('code', 'J29', 'book', v_sale.ventana_id, 'debit', 1410, 'debit_key', v_nobody, 'credit', 5200,
                               'credit_key', v_nobody, 'amount', v_again),
            jsonb_build_object('code', 'J29', 'book', v_sale.ventana_id, 'debit', 6300, 'debit_key', v_nobody, 'credit', 5200,
                               'credit_key', v_nobody, 'amount', v_lost)));
    END IF;
    -- Points in proportion to what came back so far.
    SELECT floor(e.points::numeric * (SELECT sum(r.total) FROM sale_return r
                                       WHERE r.banca_id = v_banca AND r.sale_id = v_sale.sale_id) / v_sale.goods)::bigint
           + (SELECT coalesce(sum(x.points), 0) FROM loyalty_entry x JOIN sale_return r
                ON r.banca_id = x.banca_id AND r.return_id = x.document_id
               WHERE r.banca_id = v_banca AND r.sale_id = v_sale.sale_id AND x.kind = 'returned')
      INTO v_points
      FROM loyalty_entry e
     WHERE e.banca_id = v_banca AND e.document_id = v_sale.sale_id AND e.kind = 'earned' AND v_sale.goods > 0;
    IF v_points > 0 THEN
        INSERT INTO loyalty_entry (banca_id, document_id, kind, customer_id, points, user_id, command_id)
        VALUES (v_banca, v_id, 'returned', v_sale.customer_id, -v_points, my_user(), p_command);
        UPDATE customer SET points = points - v_points, points_earned = points_earned - v_points
         WHERE banca_id = v_banca AND customer_id = v_sale.customer_id;
    END IF;
    RETURN jsonb_build_object('number', v_number, 'date', v_date, 'at', banca_now());
END $$;

-- --- electronic money is decided on ------------------------------------------------------------------------------------

-- Believes a payment (J20), or finds that it never came: then the customer owes it (J21) or, where nobody knows the
-- customer, the cashier does (J22). Never by who took it.
CREATE FUNCTION decide_electronic(p_command uuid, p_electronic uuid, p_approve boolean, p_reason text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_paid  electronic;
    v_date  date;
    v_owed  jsonb;
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF NOT claimed(p_command, '{decide_electronic}') THEN
        RAISE EXCEPTION 'no command of this session decides' USING ERRCODE = 'BA403';
    END IF;
    SELECT * INTO v_paid FROM electronic
     WHERE banca_id = v_banca AND electronic_id = p_electronic
       AND (my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND ventana_id = my_ventana()))
       FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('{"refusal": "not_found", "what": "payment"}');
    END IF;
    IF v_paid.state <> 'pending' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'till', 'problem', 'decided', 'state', v_paid.state));
    END IF;
    IF v_paid.user_id = my_user() THEN
        PERFORM refuse('{"refusal": "own_approval"}');
    END IF;
    v_date := business_date(v_banca, v_paid.ventana_id, banca_now());
    UPDATE electronic SET state = CASE WHEN p_approve THEN 'approved' ELSE 'rejected' END, decided_by = my_user(),
                          decided_at = banca_now(), reason = p_reason
     WHERE banca_id = v_banca AND electronic_id = p_electronic;
    v_owed := CASE WHEN p_approve THEN '{"code": "J20", "debit": 1120}'::jsonb || jsonb_build_object('debit_key', v_nobody)
                   WHEN v_paid.customer_id IS NOT NULL
                   THEN '{"code": "J21", "debit": 1310}'::jsonb || jsonb_build_object('debit_key', v_paid.customer_id)
                   ELSE '{"code": "J22", "debit": 1330}'::jsonb || jsonb_build_object('debit_key', v_paid.user_id) END;
    PERFORM book_legs(v_banca, p_command, p_electronic, CASE WHEN p_approve THEN 'approved' ELSE 'rejected' END, 1::smallint,
                      v_date, jsonb_build_array(v_owed || jsonb_build_object('book', v_paid.ventana_id, 'credit', 1229,
                          'credit_key', p_electronic, 'amount', v_paid.amount)));
    RETURN jsonb_build_object('amount', v_paid.amount, 'reference', v_paid.reference, 'date', v_date);
END $$;

-- --- what was sold -------------------------------------------------------------------------------------------------------

-- Completed and voided sales of the till, and baskets as they were left, in one list. Row-level security says which.
CREATE VIEW sale_entry WITH (security_invoker = true) AS
SELECT s.banca_id, s.sale_id, s.number, s.state, s.ventana_id, s.vendedor_id AS user_id, s.customer_id, s.business_date,
       s.total, s.goods, s.sold_at AS at
  FROM sale s
 WHERE s.tender = 'listed'
UNION ALL
SELECT b.banca_id, b.sale_id, NULL, b.state, b.ventana_id, b.user_id, (b.content ->> 'customer')::uuid,
       (SELECT business_date(b.banca_id, b.ventana_id, b.changed_at)), b.total, 0::bigint, b.changed_at
  FROM basket b
 WHERE b.state <> 'completed' AND (b.lines > 0 OR b.state = 'parked');
GRANT SELECT ON sale_entry TO banca_app;

-- A page of the list from a place between two rows, onwards or, with p_back, backwards; one row more than asked for says that
-- there are more. Reads as whoever asks.
CREATE FUNCTION sales_page(
    p_state text, p_returned boolean, p_cashier uuid, p_customer uuid, p_ventana uuid, p_date date, p_from timestamptz,
    p_to timestamptz, p_number text, p_at timestamptz, p_sale uuid, p_back boolean, p_limit integer)
RETURNS TABLE (sale_id uuid, number text, state text, ventana text, person text, customer text, lines bigint, total bigint,
               goods bigint, back bigint, came_back boolean, tenders jsonb, at timestamptz)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT e.sale_id, e.number, e.state, v.name, user_name(e.user_id), c.name,
           (SELECT count(*) FROM sale_line l WHERE l.banca_id = e.banca_id AND l.sale_id = e.sale_id)
           + coalesce((SELECT b.lines FROM basket b WHERE b.banca_id = e.banca_id AND b.sale_id = e.sale_id
                          AND b.state <> 'completed'), 0),
           e.total, e.goods, coalesce(r.total, 0)::bigint, r.total IS NOT NULL,
           coalesce((SELECT jsonb_agg(jsonb_build_object('kind', t.kind, 'amount', t.amount) ORDER BY t.seq)
                       FROM tender t WHERE t.banca_id = e.banca_id AND t.sale_id = e.sale_id), '[]'),
           e.at
      FROM sale_entry e
      JOIN ventana v ON v.banca_id = e.banca_id AND v.ventana_id = e.ventana_id
      LEFT JOIN customer c ON c.banca_id = e.banca_id AND c.customer_id = e.customer_id
      LEFT JOIN LATERAL (SELECT sum(x.total) AS total FROM sale_return x
                          WHERE x.banca_id = e.banca_id AND x.sale_id = e.sale_id) r ON true
     WHERE (p_state IS NULL OR e.state = p_state)
       AND (NOT p_returned OR r.total IS NOT NULL)
       AND (p_cashier IS NULL OR e.user_id = p_cashier)
       AND (p_customer IS NULL OR e.customer_id = p_customer)
       AND (p_ventana IS NULL OR e.ventana_id = p_ventana)
       AND (p_date IS NULL OR e.business_date = p_date)
       AND (p_from IS NULL OR e.at >= p_from)
       AND (p_to IS NULL OR e.at < p_to)
       AND (p_number IS NULL OR e.number LIKE p_number)
       AND (p_at IS NULL OR CASE WHEN p_back THEN (e.at, e.sale_id) > (p_at, p_sale) ELSE (e.at, e.sale_id) < (p_at, p_sale) END)
     ORDER BY CASE WHEN p_back THEN e.at END, CASE WHEN p_back THEN e.sale_id END, e.at DESC, e.sale_id DESC
     LIMIT p_limit
$$;

-- What the whole filter comes to: only what was completed counts, what was voided or came back is taken off.
CREATE FUNCTION sales_summary(
    p_state text, p_returned boolean, p_cashier uuid, p_customer uuid, p_ventana uuid, p_date date, p_from timestamptz,
    p_to timestamptz, p_number text)
RETURNS TABLE (count bigint, gross bigint, voided bigint, returned bigint, net bigint, average bigint)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH found AS (
        SELECT e.state, e.total, coalesce(r.total, 0) AS back
          FROM sale_entry e
          LEFT JOIN LATERAL (SELECT sum(x.total) AS total FROM sale_return x
                              WHERE x.banca_id = e.banca_id AND x.sale_id = e.sale_id) r ON true
         WHERE e.state IN ('completed', 'voided')
           AND (p_state IS NULL OR e.state = p_state)
           AND (NOT p_returned OR r.total IS NOT NULL)
           AND (p_cashier IS NULL OR e.user_id = p_cashier)
           AND (p_customer IS NULL OR e.customer_id = p_customer)
           AND (p_ventana IS NULL OR e.ventana_id = p_ventana)
           AND (p_date IS NULL OR e.business_date = p_date)
           AND (p_from IS NULL OR e.at >= p_from)
           AND (p_to IS NULL OR e.at < p_to)
           AND (p_number IS NULL OR e.number LIKE p_number)
    ), sums AS (
        SELECT count(*) AS count, coalesce(sum(total), 0) AS gross,
               coalesce(sum(total) FILTER (WHERE state = 'voided'), 0) AS voided, coalesce(sum(back), 0) AS returned,
               count(*) FILTER (WHERE state = 'completed') AS standing
          FROM found
    )
    SELECT count, gross::bigint, voided::bigint, returned::bigint, (gross - voided - returned)::bigint,
           CASE standing WHEN 0 THEN 0 ELSE round((gross - voided - returned)::numeric / standing)::bigint END
      FROM sums
$$;

-- Waits for whoever else changes a sale of the own shop.
CREATE FUNCTION hold_sale(p_sale uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT FROM sale WHERE banca_id = my_banca() AND sale_id = p_sale AND ventana_id = my_ventana() FOR UPDATE
$$;

REVOKE ALL ON FUNCTION
    pair_sides(jsonb, jsonb), discount_consented(uuid, bigint), complete_sale(uuid, jsonb), void_sale(uuid, uuid, text, text, uuid), return_goods(uuid, jsonb),
    decide_electronic(uuid, uuid, boolean, text), hold_sale(uuid),
    sales_page(text, boolean, uuid, uuid, uuid, date, timestamptz, timestamptz, text, timestamptz, uuid, boolean, integer),
    sales_summary(text, boolean, uuid, uuid, uuid, date, timestamptz, timestamptz, text)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    discount_consented(uuid, bigint), complete_sale(uuid, jsonb), void_sale(uuid, uuid, text, text, uuid), return_goods(uuid, jsonb),
    decide_electronic(uuid, uuid, boolean, text), hold_sale(uuid),
    sales_page(text, boolean, uuid, uuid, uuid, date, timestamptz, timestamptz, text, timestamptz, uuid, boolean, integer),
    sales_summary(text, boolean, uuid, uuid, uuid, date, timestamptz, timestamptz, text)
    TO banca_app;
