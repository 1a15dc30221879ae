-- Accounts between house, shop and seller: what each owes is read from the books, never counted apart. Movements of money
-- between them, the month's close with its frozen statements, and the credit of a shop.

-- --- what stands on an account --------------------------------------------------------------------------------------

-- Which part of a statement a transfer belongs to, seen from one of its accounts. `domain::statement` states the same.
CREATE FUNCTION account_part(p_account smallint, p_code text, p_other smallint, p_debit boolean) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN p_account IN (1100, 1320) AND p_code IN ('J01', 'J02', 'J03') THEN 'sales'
        WHEN p_account IN (1100, 1320) AND p_code IN ('J10', 'J11', 'J12', 'J13', 'J61', 'J67') THEN 'payouts'
        WHEN (p_account, p_code) IN ((1320, 'J05'), (2320, 'J06')) THEN 'commission'
        WHEN (p_account, p_code) IN ((1320, 'J52'), (1320, 'J53'), (1330, 'J55'), (1100, 'J50')) THEN 'collected'
        WHEN (p_account, p_code) IN ((1320, 'J54'), (2320, 'J55'), (1100, 'J46')) THEN 'paid'
        WHEN p_account = 1100 AND (p_code = 'J55' OR (p_code = 'J47' AND p_other = 1110))
        THEN CASE WHEN p_debit THEN 'paid' ELSE 'collected' END
        ELSE 'other'
    END
$$;

-- Every transfer on an account of a shop with the house (1320), or of a seller with a shop (1330, 2320, and what the own
-- drawers hold). Positive: it is owed by the shop or seller.
CREATE VIEW account_entry WITH (security_invoker = true) AS
SELECT banca_id, ventana_id, vendedor_id, business_date, transfer_id, posting_id, code, reverses_id, amount,
       account_part(account, code, other, amount > 0) AS part
  FROM (SELECT t.banca_id, t.debit_key AS ventana_id, '00000000-0000-0000-0000-000000000000'::uuid AS vendedor_id,
               t.business_date, t.transfer_id, t.posting_id, t.code, t.reverses_id, t.amount,
               t.debit_code AS account, t.credit_code AS other
          FROM transfer t WHERE t.book = t.banca_id AND t.debit_code = 1320
        UNION ALL
        SELECT t.banca_id, t.credit_key, '00000000-0000-0000-0000-000000000000', t.business_date, t.transfer_id,
               t.posting_id, t.code, t.reverses_id, -t.amount, t.credit_code, t.debit_code
          FROM transfer t WHERE t.book = t.banca_id AND t.credit_code = 1320
        UNION ALL
        SELECT t.banca_id, t.book, t.debit_key, t.business_date, t.transfer_id, t.posting_id, t.code, t.reverses_id, t.amount,
               t.debit_code, t.credit_code
          FROM transfer t WHERE t.debit_code IN (1330, 2320)
        UNION ALL
        SELECT t.banca_id, t.book, t.credit_key, t.business_date, t.transfer_id, t.posting_id, t.code, t.reverses_id,
               -t.amount, t.credit_code, t.debit_code
          FROM transfer t WHERE t.credit_code IN (1330, 2320)
        UNION ALL
        SELECT t.banca_id, t.book, d.user_id, t.business_date, t.transfer_id, t.posting_id, t.code, t.reverses_id, t.amount,
               t.debit_code, t.credit_code
          FROM drawer d
          JOIN transfer t ON t.banca_id = d.banca_id AND t.book = d.ventana_id AND t.debit_code = 1100
                         AND t.debit_key = d.drawer_id
        UNION ALL
        SELECT t.banca_id, t.book, d.user_id, t.business_date, t.transfer_id, t.posting_id, t.code, t.reverses_id, -t.amount,
               t.credit_code, t.debit_code
          FROM drawer d
          JOIN transfer t ON t.banca_id = d.banca_id AND t.book = d.ventana_id AND t.credit_code = 1100
                         AND t.credit_key = d.drawer_id) e;
GRANT SELECT ON account_entry TO banca_app;

-- --- what is kept -----------------------------------------------------------------------------------------------------

-- The last receipt of a book, gap-free.
CREATE TABLE receipt_book (
    banca_id uuid   NOT NULL REFERENCES banca,
    book     uuid   NOT NULL,
    last     bigint NOT NULL CHECK (last > 0),
    PRIMARY KEY (banca_id, book)
);

-- Money that went between the house and a shop (no seller), or between a shop and a seller. Payment: to the one who is
-- further from the house; collection: from there.
CREATE TABLE account_movement (
    banca_id      uuid   NOT NULL,
    movement_id   uuid   NOT NULL,
    kind          text   NOT NULL CHECK (kind IN ('payment', 'collection')),
    ventana_id    uuid   NOT NULL,
    vendedor_id   uuid,
    amount        bigint NOT NULL CHECK (amount BETWEEN 1 AND 900000000000000),
    method        text   NOT NULL CHECK (method IN ('cash', 'transfer', 'sinpe', 'cheque', 'deposit')),
    reference     text   NOT NULL DEFAULT '' CHECK (length(reference) <= 80),
    note          text   NOT NULL DEFAULT '' CHECK (length(note) <= 500),
    business_date date   NOT NULL,
    number        bigint NOT NULL CHECK (number > 0),
    drawer_id     uuid,
    user_id       uuid   NOT NULL,
    command_id    uuid   NOT NULL,
    at            timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, movement_id),
    UNIQUE (banca_id, command_id),
    FOREIGN KEY (banca_id, ventana_id) REFERENCES ventana,
    FOREIGN KEY (banca_id, vendedor_id) REFERENCES app_user,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user,
    FOREIGN KEY (banca_id, drawer_id) REFERENCES drawer,
    CHECK (method <> 'deposit' OR (kind = 'collection' AND vendedor_id IS NULL)),
    CHECK (drawer_id IS NULL OR (method = 'cash' AND vendedor_id IS NOT NULL))
);
CREATE INDEX account_movement_by_time ON account_movement (banca_id, ventana_id, at DESC, movement_id DESC);

CREATE TABLE account_movement_reversal (
    banca_id      uuid   NOT NULL,
    movement_id   uuid   NOT NULL,
    reason        text   NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    business_date date   NOT NULL,
    number        bigint NOT NULL CHECK (number > 0),
    drawer_id     uuid,
    user_id       uuid   NOT NULL,
    command_id    uuid   NOT NULL,
    at            timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, movement_id),
    UNIQUE (banca_id, command_id),
    FOREIGN KEY (banca_id, movement_id) REFERENCES account_movement,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user
);

-- A closed month: who closed it, and a hash over its statements and the close before.
CREATE TABLE month_close (
    banca_id      uuid   NOT NULL,
    month         date   NOT NULL,
    statements    bigint NOT NULL CHECK (statements >= 0),
    previous_hash bytea  NOT NULL,
    hash          bytea  NOT NULL CHECK (octet_length(hash) = 32),
    user_id       uuid   NOT NULL,
    command_id    uuid   NOT NULL,
    at            timestamptz NOT NULL DEFAULT banca_now(),
    PRIMARY KEY (banca_id, month),
    FOREIGN KEY (banca_id, month) REFERENCES period_lock,
    FOREIGN KEY (banca_id, user_id) REFERENCES app_user
);

-- The statements of a closed month, frozen: a line for each day on which something moved, and one for the month, also of
-- whoever was idle and owes or is owed. Nil keys: a shop's line has no seller, the house's no shop either.
CREATE TABLE statement (
    banca_id          uuid   NOT NULL,
    span              text   NOT NULL CHECK (span IN ('day', 'month')),
    business_date     date   NOT NULL,
    ventana_id        uuid   NOT NULL,
    vendedor_id       uuid   NOT NULL,
    tickets           bigint NOT NULL CHECK (tickets >= 0),
    sales             bigint NOT NULL CHECK (sales BETWEEN -900000000000000 AND 900000000000000),
    payouts           bigint NOT NULL CHECK (payouts BETWEEN -900000000000000 AND 900000000000000),
    commission        bigint NOT NULL CHECK (commission BETWEEN -900000000000000 AND 900000000000000),
    seller_commission bigint NOT NULL CHECK (seller_commission BETWEEN -900000000000000 AND 900000000000000),
    other             bigint NOT NULL CHECK (other BETWEEN -900000000000000 AND 900000000000000),
    paid              bigint NOT NULL CHECK (paid BETWEEN -900000000000000 AND 900000000000000),
    collected         bigint NOT NULL CHECK (collected BETWEEN -900000000000000 AND 900000000000000),
    previous          bigint NOT NULL CHECK (previous BETWEEN -900000000000000 AND 900000000000000),
    remaining         bigint NOT NULL CHECK (remaining BETWEEN -900000000000000 AND 900000000000000),
    hash              bytea  NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (banca_id, span, business_date, ventana_id, vendedor_id),
    CHECK (remaining = previous + sales - payouts - commission + other + paid - collected)
);
CREATE INDEX statement_of_account ON statement (banca_id, ventana_id, vendedor_id, span, business_date);

-- What each account of a book had moved when a month was closed, so that a trial balance does not begin at the beginning.
CREATE TABLE ledger_checkpoint (
    banca_id uuid     NOT NULL,
    month    date     NOT NULL,
    book     uuid     NOT NULL,
    code     smallint NOT NULL,
    debit    bigint   NOT NULL CHECK (debit >= 0),
    credit   bigint   NOT NULL CHECK (credit >= 0),
    PRIMARY KEY (banca_id, month, book, code),
    FOREIGN KEY (banca_id, month) REFERENCES month_close
);

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['account_movement', 'account_movement_reversal', 'month_close', 'statement', 'ledger_checkpoint']
    LOOP
        EXECUTE format('CREATE TRIGGER guard_immutable BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION guard_immutable()', v_table);
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['account_movement', 'account_movement_reversal', 'month_close', 'statement', 'ledger_checkpoint',
                                   'receipt_book']
    LOOP
        EXECUTE format('CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate()', v_table);
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', v_table);
        EXECUTE format('CREATE POLICY tenant ON %I AS RESTRICTIVE TO banca_app USING (banca_id = (SELECT my_banca()))', v_table);
        EXECUTE format('GRANT SELECT ON %I TO banca_app', v_table);
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['ledger_checkpoint', 'receipt_book'] LOOP
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app USING ((SELECT my_role()) = ''ADMIN'')', v_table);
    END LOOP;
    FOREACH v_table IN ARRAY ARRAY['statement', 'account_movement'] LOOP
        EXECUTE format('CREATE POLICY reach ON %I FOR SELECT TO banca_app
                        USING ((SELECT my_role()) = ''ADMIN'' OR vendedor_id = (SELECT my_user())
                               OR ((SELECT my_role()) = ''VENTANA'' AND ventana_id = (SELECT my_ventana())))', v_table);
    END LOOP;
END $$;
CREATE POLICY reach ON month_close FOR SELECT TO banca_app USING (true);
CREATE POLICY reach ON account_movement_reversal FOR SELECT TO banca_app
    USING (EXISTS (SELECT FROM account_movement m
                    WHERE m.banca_id = account_movement_reversal.banca_id AND m.movement_id = account_movement_reversal.movement_id));

-- --- reading ----------------------------------------------------------------------------------------------------------

-- Refuses whoever may not see this account: administrators see all, a shop its own and its sellers', a seller the own.
CREATE FUNCTION want_account(p_ventana uuid, p_vendedor uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT coalesce(my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND p_ventana = my_ventana())
                    OR (my_role() = 'VENDEDOR' AND p_vendedor = my_user()), false) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "account"}');
    END IF;
END $$;

-- The last closed month before a date.
CREATE FUNCTION closed_before(p_banca uuid, p_date date) RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT max(month) FROM month_close WHERE banca_id = p_banca AND month < date_trunc('month', p_date)
$$;

-- The sums of an account day by day, as the books have them now.
CREATE FUNCTION booked_days(p_banca uuid, p_ventana uuid, p_vendedor uuid, p_from date, p_to date)
RETURNS TABLE (business_date date, tickets bigint, sales bigint, payouts bigint, commission bigint, seller_commission bigint,
               other bigint, paid bigint, collected bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    RETURN QUERY EXECUTE format($q$
        SELECT business_date, coalesce(sum(sign(amount)) FILTER (WHERE part = 'sales'), 0)::bigint,
               coalesce(sum(amount) FILTER (WHERE part = 'sales'), 0)::bigint,
               coalesce(-sum(amount) FILTER (WHERE part = 'payouts'), 0)::bigint,
               coalesce(-sum(amount) FILTER (WHERE part = 'commission'), 0)::bigint,
               coalesce(sum(amount) FILTER (WHERE part = 'seller'), 0)::bigint,
               coalesce(sum(amount) FILTER (WHERE part = 'other'), 0)::bigint,
               coalesce(sum(amount) FILTER (WHERE part = 'paid'), 0)::bigint,
               coalesce(-sum(amount) FILTER (WHERE part = 'collected'), 0)::bigint
          FROM (SELECT business_date, part, amount FROM account_entry
                 WHERE banca_id = $1 AND vendedor_id = $3 AND business_date BETWEEN $4 AND $5 %1$s
                %2$s) e
         GROUP BY business_date ORDER BY business_date$q$,
        CASE p_ventana WHEN v_nobody THEN '' ELSE 'AND ventana_id = $2' END,
        CASE p_vendedor WHEN v_nobody THEN format($q$
                UNION ALL
                SELECT business_date, 'seller', CASE debit_code WHEN 5120 THEN amount ELSE -amount END FROM transfer
                 WHERE banca_id = $1 AND business_date BETWEEN $4 AND $5 AND 5120 IN (debit_code, credit_code) %1$s$q$,
            CASE p_ventana WHEN v_nobody THEN '' ELSE 'AND book = $2' END) ELSE '' END)
    USING p_banca, p_ventana, p_vendedor, p_from, p_to;
END $$;

-- What an account owes at the end of the day before a date: the last close before it, and what was booked since.
CREATE FUNCTION account_opening(p_ventana uuid, p_vendedor uuid, p_date date) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_closed date := closed_before(my_banca(), p_date);
BEGIN
    PERFORM want_account(p_ventana, p_vendedor);
    RETURN (SELECT coalesce(sum(remaining), 0)
              FROM statement
             WHERE banca_id = my_banca() AND span = 'month' AND business_date = v_closed
               AND ventana_id = p_ventana AND vendedor_id = p_vendedor)
         + (SELECT coalesce(sum(sales - payouts - commission + other + paid - collected), 0)
              FROM booked_days(my_banca(), p_ventana, p_vendedor,
                               coalesce(v_closed + interval '1 month', date '2000-01-01')::date, p_date - 1));
END $$;

-- The days of an account on which something moved: the frozen ones of closed months, and the books' since.
CREATE FUNCTION account_days(p_ventana uuid, p_vendedor uuid, p_from date, p_to date)
RETURNS TABLE (business_date date, tickets bigint, sales bigint, payouts bigint, commission bigint, seller_commission bigint,
               other bigint, paid bigint, collected bigint, frozen boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_open date := coalesce((SELECT max(month) FROM month_close WHERE banca_id = my_banca()) + interval '1 month', date '2000-01-01')::date;
BEGIN
    PERFORM want_account(p_ventana, p_vendedor);
    RETURN QUERY
        SELECT s.business_date, s.tickets, s.sales, s.payouts, s.commission, s.seller_commission, s.other, s.paid, s.collected, true
          FROM statement s
         WHERE s.banca_id = my_banca() AND s.span = 'day' AND s.ventana_id = p_ventana AND s.vendedor_id = p_vendedor
           AND s.business_date BETWEEN p_from AND p_to
        UNION ALL
        SELECT d.*, false FROM booked_days(my_banca(), p_ventana, p_vendedor, greatest(p_from, v_open), p_to) d
        ORDER BY 1;
END $$;

-- What a day of an account is made of: one row for each draw whose tickets it moved, one for each movement and each event
-- of a drawer.
CREATE FUNCTION account_day(p_ventana uuid, p_vendedor uuid, p_date date)
RETURNS TABLE (kind text, id uuid, label text, at timestamptz, tickets bigint, sales bigint, payouts bigint, commission bigint,
               other bigint, paid bigint, collected bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    PERFORM want_account(p_ventana, p_vendedor);
    RETURN QUERY
        SELECT x.kind, x.id,
               CASE x.kind
                   WHEN 'draw' THEN (SELECT l.name FROM draw d JOIN lottery l USING (banca_id, lottery_id)
                                      WHERE d.banca_id = my_banca() AND d.draw_id = x.id)
                   WHEN 'movement' THEN (SELECT m.number::text FROM account_movement m
                                          WHERE m.banca_id = my_banca() AND m.movement_id = x.id)
                   ELSE x.event END,
               CASE x.kind WHEN 'draw' THEN (SELECT d.at FROM draw d WHERE d.banca_id = my_banca() AND d.draw_id = x.id)
                           ELSE min(x.at) END AS at,
               coalesce(sum(sign(x.amount)) FILTER (WHERE x.part = 'sales'), 0)::bigint,
               coalesce(sum(x.amount) FILTER (WHERE x.part = 'sales'), 0)::bigint,
               coalesce(-sum(x.amount) FILTER (WHERE x.part = 'payouts'), 0)::bigint,
               coalesce(-sum(x.amount) FILTER (WHERE x.part = 'commission'), 0)::bigint,
               coalesce(sum(x.amount) FILTER (WHERE x.part = 'other'), 0)::bigint,
               coalesce(sum(x.amount) FILTER (WHERE x.part = 'paid'), 0)::bigint,
               coalesce(-sum(x.amount) FILTER (WHERE x.part = 'collected'), 0)::bigint
          FROM (SELECT e.part, e.amount, p.at,
                       CASE WHEN coalesce(c.draw_id, o.draw_id) IS NOT NULL THEN 'draw'
                            WHEN p.event IN ('handed', 'handed_back') THEN 'movement' ELSE 'drawer' END AS kind,
                       coalesce(c.draw_id, o.draw_id, p.document_id) AS id,
                       CASE WHEN coalesce(c.draw_id, o.draw_id) IS NULL THEN p.event END AS event
                  FROM account_entry e
                  JOIN posting p ON p.banca_id = e.banca_id AND p.posting_id = e.posting_id
                  LEFT JOIN ticket_code c ON c.banca_id = p.banca_id AND c.ticket_id = p.document_id
                  LEFT JOIN payout o ON o.banca_id = p.banca_id AND o.payout_id = p.document_id
                 WHERE e.banca_id = my_banca() AND e.vendedor_id = p_vendedor AND e.business_date = p_date
                   AND (p_ventana = v_nobody OR e.ventana_id = p_ventana)) x
         GROUP BY x.kind, x.id, x.event
         ORDER BY 4, 2;
END $$;

-- The tickets and payouts of a draw behind a line of a day, newest last, continued after a posting.
CREATE FUNCTION account_documents(p_ventana uuid, p_vendedor uuid, p_date date, p_draw uuid, p_after_at timestamptz, p_after uuid,
                                  p_limit integer)
RETURNS TABLE (posting uuid, at timestamptz, event text, ticket text, sales bigint, payouts bigint, commission bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    PERFORM want_account(p_ventana, p_vendedor);
    RETURN QUERY
        SELECT p.posting_id, p.at, p.event, coalesce(c.code, o.code)::text,
               coalesce(sum(e.amount) FILTER (WHERE e.part = 'sales'), 0)::bigint,
               coalesce(-sum(e.amount) FILTER (WHERE e.part = 'payouts'), 0)::bigint,
               coalesce(-sum(e.amount) FILTER (WHERE e.part = 'commission'), 0)::bigint
          FROM account_entry e
          JOIN posting p ON p.banca_id = e.banca_id AND p.posting_id = e.posting_id
          LEFT JOIN ticket_code c ON c.banca_id = p.banca_id AND c.ticket_id = p.document_id
          LEFT JOIN payout o ON o.banca_id = p.banca_id AND o.payout_id = p.document_id
         WHERE e.banca_id = my_banca() AND e.vendedor_id = p_vendedor AND e.business_date = p_date
           AND (p_ventana = v_nobody OR e.ventana_id = p_ventana)
           AND coalesce(c.draw_id, o.draw_id) = p_draw
           AND (p_after IS NULL OR (p.at, p.posting_id) > (p_after_at, p_after))
         GROUP BY p.posting_id, p.at, p.event, c.code, o.code
         ORDER BY p.at, p.posting_id
         LIMIT p_limit;
END $$;

-- What everybody within reach owes now, and what of it is older than a date: the debt then, less what was collected since.
CREATE FUNCTION account_balances(p_old date)
RETURNS TABLE (ventana_id uuid, vendedor_id uuid, balance bigint, overdue bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_banca  uuid := my_banca();
    v_closed date := (SELECT max(month) FROM month_close WHERE banca_id = my_banca());
    v_open   date := coalesce(v_closed + interval '1 month', date '2000-01-01')::date;
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    RETURN QUERY
        SELECT e.ventana_id, e.vendedor_id, sum(e.amount)::bigint,
               greatest(0, coalesce(sum(e.amount) FILTER (WHERE e.business_date <= p_old), 0)
                           + coalesce(sum(e.amount) FILTER (WHERE e.business_date > p_old AND e.part = 'collected'), 0))::bigint
          FROM (SELECT s.ventana_id, s.vendedor_id, (v_open - 1) AS business_date, s.remaining AS amount, 'carried' AS part
                  FROM statement s
                 WHERE s.banca_id = v_banca AND s.span = 'month' AND s.business_date = v_closed AND s.ventana_id <> v_nobody
                UNION ALL
                SELECT a.ventana_id, a.vendedor_id, a.business_date, a.amount, a.part
                  FROM account_entry a WHERE a.banca_id = v_banca AND a.business_date >= v_open
                UNION ALL
                SELECT v.ventana_id, v_nobody, v_open, 0, 'none' FROM ventana v WHERE v.banca_id = v_banca AND v.active
                UNION ALL
                SELECT u.ventana_id, u.user_id, v_open, 0, 'none' FROM app_user u
                 WHERE u.banca_id = v_banca AND u.active AND u.role = 'VENDEDOR') e
         WHERE my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND e.ventana_id = my_ventana())
            OR (my_role() = 'VENDEDOR' AND e.vendedor_id = my_user())
         GROUP BY e.ventana_id, e.vendedor_id;
END $$;

-- What every account of the books within reach has moved: from the last close on, and what was moved before it.
CREATE FUNCTION trial_balance() RETURNS TABLE (book uuid, code smallint, debit bigint, credit bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_banca  uuid := my_banca();
    v_closed date := (SELECT max(month) FROM month_close WHERE banca_id = my_banca());
    v_open   date := coalesce(v_closed + interval '1 month', date '2000-01-01')::date;
BEGIN
    RETURN QUERY
        SELECT m.book, m.code, sum(m.debit)::bigint, sum(m.credit)::bigint
          FROM (SELECT c.book, c.code, c.debit, c.credit FROM ledger_checkpoint c WHERE c.banca_id = v_banca AND c.month = v_closed
                UNION ALL
                SELECT t.book, t.debit_code, t.amount, 0 FROM transfer t WHERE t.banca_id = v_banca AND t.business_date >= v_open
                UNION ALL
                SELECT t.book, t.credit_code, 0, t.amount FROM transfer t WHERE t.banca_id = v_banca AND t.business_date >= v_open) m
         WHERE my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND m.book = my_ventana())
         GROUP BY m.book, m.code
         ORDER BY m.book <> v_banca, m.book, m.code;
END $$;

-- The transfers of an account of a book, newest date first, with the document behind each; continued after one of them.
CREATE FUNCTION ledger_entries(p_book uuid, p_code smallint, p_before date, p_before_id uuid, p_limit integer)
RETURNS TABLE (transfer_id uuid, business_date date, at timestamptz, code text, event text, other smallint, amount bigint,
               document text, label text, by_whom text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
    v_banca uuid := my_banca();
BEGIN
    IF NOT coalesce(my_role() = 'ADMIN' OR (my_role() = 'VENTANA' AND p_book = my_ventana()), false) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "account"}');
    END IF;
    RETURN QUERY
        SELECT t.transfer_id, t.business_date, p.at, t.code, p.event,
               CASE p_code WHEN t.debit_code THEN t.credit_code ELSE t.debit_code END,
               CASE p_code WHEN t.debit_code THEN t.amount ELSE -t.amount END,
               CASE WHEN c.code IS NOT NULL THEN 'ticket' WHEN o.code IS NOT NULL THEN 'payout'
                    WHEN m.movement_id IS NOT NULL THEN 'movement' WHEN d.draw_id IS NOT NULL THEN 'draw'
                    WHEN a.code IS NOT NULL THEN 'prize' WHEN w.drawer_id IS NOT NULL OR k.movement_id IS NOT NULL THEN 'drawer'
                    ELSE 'other' END,
               coalesce(c.code::text, o.code::text, m.number::text, d.label, a.code::text, n.name, ''),
               coalesce(user_name(q.user_id), '')
          FROM (SELECT * FROM transfer t
                 WHERE t.banca_id = v_banca AND t.book = p_book AND p_code IN (t.debit_code, t.credit_code)
                   AND (p_before IS NULL OR (t.business_date, t.transfer_id) < (p_before, p_before_id))
                 ORDER BY t.business_date DESC, t.transfer_id DESC
                 LIMIT p_limit) t
          JOIN posting p ON p.banca_id = t.banca_id AND p.posting_id = t.posting_id
          LEFT JOIN command q ON q.banca_id = p.banca_id AND q.command_id = p.command_id
          LEFT JOIN ticket_code c ON c.banca_id = p.banca_id AND c.ticket_id = p.document_id
          LEFT JOIN payout o ON o.banca_id = p.banca_id AND o.payout_id = p.document_id
          LEFT JOIN account_movement m ON m.banca_id = p.banca_id AND m.movement_id = p.document_id
          LEFT JOIN award a ON a.banca_id = p.banca_id AND a.award_id = p.document_id
          LEFT JOIN cash_movement k ON k.banca_id = p.banca_id AND k.movement_id = p.document_id
          LEFT JOIN drawer w ON w.banca_id = p.banca_id AND w.drawer_id = coalesce(k.drawer_id, p.document_id)
          LEFT JOIN terminal n ON n.banca_id = w.banca_id AND n.terminal_id = w.terminal_id
          LEFT JOIN (SELECT d.banca_id, d.draw_id, l.name || ' ' || to_char(d.at AT TIME ZONE b.zone, 'YYYY-MM-DD HH24:MI') AS label
                       FROM draw d JOIN lottery l USING (banca_id, lottery_id) JOIN banca b USING (banca_id)) d
                 ON d.banca_id = p.banca_id AND d.draw_id = p.document_id
         ORDER BY t.business_date DESC, t.transfer_id DESC;
END $$;

-- --- moving money -----------------------------------------------------------------------------------------------------

-- The next receipt of a book, gap-free: the number is given in the transaction that uses it.
CREATE FUNCTION next_receipt(p_banca uuid, p_book uuid) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO receipt_book AS r (banca_id, book, last) VALUES (p_banca, p_book, 1)
    ON CONFLICT (banca_id, book) DO UPDATE SET last = r.last + 1
    RETURNING last
$$;

-- Refuses whoever may not move money on this account: administrators on all, a shop on those of its sellers.
CREATE FUNCTION want_mover(p_ventana uuid, p_vendedor uuid) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT coalesce(my_role() = 'ADMIN'
                    OR (my_role() = 'VENTANA' AND p_ventana = my_ventana() AND p_vendedor IS NOT NULL), false) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'move_accounts', 'role', my_role()));
    END IF;
END $$;

-- What a shop's safe holds at least. Its first cash stands in no book: it held what was ever taken out of it beyond what the
-- books had put in.
CREATE FUNCTION safe_cash(p_banca uuid, p_ventana uuid) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH side AS (
        SELECT posting_id, amount, false AS float FROM transfer
         WHERE banca_id = p_banca AND book = p_ventana AND debit_code = 1110
        UNION ALL
        SELECT posting_id, -amount, code = 'J46' FROM transfer
         WHERE banca_id = p_banca AND book = p_ventana AND credit_code = 1110
    ), run AS (
        -- Of one moment: floats first, then what came in, then what else went out.
        SELECT sum(s.amount) OVER (ORDER BY p.at, NOT s.float, s.amount DESC, s.posting_id) AS held
          FROM side s JOIN posting p ON p.banca_id = p_banca AND p.posting_id = s.posting_id)
    SELECT (coalesce((SELECT sum(amount) FROM side), 0) - least(0, (SELECT min(held) FROM run)))::bigint
$$;

-- The legs of a movement: `domain::posting` states the same.
CREATE FUNCTION movement_legs(p_movement account_movement) RETURNS SETOF leg
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    v_nobody constant uuid := '00000000-0000-0000-0000-000000000000';
    v_shop   constant uuid := p_movement.ventana_id;
    v_house  constant uuid := p_movement.banca_id;
    v_amount constant bigint := p_movement.amount;
    v_cash   constant boolean := p_movement.method = 'cash';
    -- Where the shop's money lies, and the house's.
    v_place  constant smallint := CASE WHEN p_movement.drawer_id IS NOT NULL THEN 1100 WHEN v_cash THEN 1110 ELSE 1120 END;
    v_key    constant uuid := coalesce(p_movement.drawer_id, v_nobody);
BEGIN
    IF p_movement.vendedor_id IS NOT NULL THEN
        IF p_movement.kind = 'collection' THEN
            RETURN NEXT ('J55', v_shop, v_place, v_key, 1330, p_movement.vendedor_id, v_amount)::leg;
        ELSE
            RETURN NEXT ('J55', v_shop, 2320, p_movement.vendedor_id, v_place, v_key, v_amount)::leg;
        END IF;
    ELSIF p_movement.kind = 'payment' THEN
        RETURN NEXT ('J54', v_house, 1320, v_shop, v_place, v_nobody, v_amount)::leg;
        RETURN NEXT ('J54', v_shop, v_place, v_nobody, 2310, v_nobody, v_amount)::leg;
    ELSIF p_movement.method = 'deposit' THEN
        RETURN NEXT ('J53', v_shop, 1130, v_nobody, 1110, v_nobody, v_amount)::leg;
        RETURN NEXT ('J53', v_shop, 2310, v_nobody, 1130, v_nobody, v_amount)::leg;
        RETURN NEXT ('J53', v_house, 1120, v_nobody, 1320, v_shop, v_amount)::leg;
    ELSE
        RETURN NEXT (CASE WHEN v_cash THEN 'J52' ELSE 'J53' END, v_shop, 2310, v_nobody, v_place, v_nobody, v_amount)::leg;
        RETURN NEXT (CASE WHEN v_cash THEN 'J52' ELSE 'J53' END, v_house, v_place, v_nobody, 1320, v_shop, v_amount)::leg;
    END IF;
END $$;

-- Books a payment or a collection and gives it its receipt. The house's close of a month waits for it, and it for a close.
CREATE FUNCTION move_account(
    p_command uuid, p_movement uuid, p_kind text, p_ventana uuid, p_vendedor uuid, p_amount bigint, p_method text,
    p_reference text, p_note text, p_date date)
RETURNS account_movement LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca    uuid := my_banca();
    v_drawer   drawer := my_drawer();
    v_today    date := business_date(v_banca, p_ventana, banca_now());
    v_movement account_movement;
    v_held     bigint;
BEGIN
    IF NOT claimed(p_command, '{save_movement}') THEN
        RAISE EXCEPTION 'no command of this session moves money' USING ERRCODE = 'BA403';
    END IF;
    PERFORM want_mover(p_ventana, p_vendedor);
    PERFORM pg_advisory_xact_lock_shared(7705, hashtext(v_banca::text));
    IF NOT EXISTS (SELECT FROM ventana WHERE banca_id = v_banca AND ventana_id = p_ventana) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "ventana"}');
    END IF;
    -- A seller who moved away keeps the account with the shop that was left.
    IF p_vendedor IS NOT NULL
       AND NOT EXISTS (SELECT FROM app_user WHERE banca_id = v_banca AND user_id = p_vendedor AND ventana_id = p_ventana)
       AND NOT EXISTS (SELECT FROM drawer WHERE banca_id = v_banca AND user_id = p_vendedor AND ventana_id = p_ventana) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "user"}');
    END IF;
    IF p_date > v_today OR p_date < date '2000-01-01' THEN
        PERFORM refuse('{"refusal": "field", "field": "date", "problem": {"is": "out_of_range"}}');
    END IF;
    IF EXISTS (SELECT FROM period_lock WHERE banca_id = v_banca AND month >= date_trunc('month', p_date)::date) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'period_locked', 'date', p_date));
    END IF;
    PERFORM ensure_partitions(p_date);
    v_movement := (v_banca, p_movement, p_kind, p_ventana, p_vendedor, p_amount, p_method, p_reference, p_note, p_date, 1,
                   CASE WHEN p_method = 'cash' AND p_vendedor IS NOT NULL AND p_date = v_today AND v_drawer.ventana_id = p_ventana
                        THEN v_drawer.drawer_id END,
                   my_user(), p_command, banca_now());
    -- Cash is paid out of what is there.
    IF (p_kind, p_vendedor IS NULL) IN (('collection', true), ('payment', false)) AND p_method IN ('cash', 'deposit') THEN
        IF v_movement.drawer_id IS NOT NULL THEN
            SELECT balance INTO STRICT v_held FROM account
             WHERE banca_id = v_banca AND book = p_ventana AND code = 1100 AND key = v_movement.drawer_id FOR UPDATE;
        ELSE
            -- One at a time, so that two do not take the same cash.
            PERFORM pg_advisory_xact_lock(7706, hashtext(p_ventana::text));
            v_held := safe_cash(v_banca, p_ventana);
        END IF;
        IF v_held < p_amount THEN
            PERFORM refuse(jsonb_build_object('refusal', 'insufficient_cash', 'asked', p_amount, 'available', greatest(v_held, 0)));
        END IF;
    END IF;
    v_movement.number := next_receipt(v_banca, CASE WHEN p_vendedor IS NULL THEN v_banca ELSE p_ventana END);
    INSERT INTO account_movement SELECT v_movement.*;
    PERFORM book_legs(v_banca, p_command, p_movement, 'handed', 1::smallint, p_date,
                      (SELECT jsonb_agg(to_jsonb(l)) FROM movement_legs(v_movement) l));
    RETURN v_movement;
END $$;

-- Takes a movement back, once, by a new entry of today with a receipt of its own.
CREATE FUNCTION take_back_movement(p_command uuid, p_movement uuid, p_reason text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca    uuid := my_banca();
    v_drawer   drawer := my_drawer();
    v_movement account_movement;
    v_date     date;
    v_number   bigint;
    v_held     bigint;
BEGIN
    IF NOT claimed(p_command, '{reverse_movement}') THEN
        RAISE EXCEPTION 'no command of this session takes money back' USING ERRCODE = 'BA403';
    END IF;
    PERFORM pg_advisory_xact_lock_shared(7705, hashtext(v_banca::text));
    SELECT * INTO v_movement FROM account_movement WHERE banca_id = v_banca AND movement_id = p_movement FOR UPDATE;
    IF NOT FOUND OR NOT coalesce(my_role() = 'ADMIN' OR v_movement.ventana_id = my_ventana(), false) THEN
        PERFORM refuse('{"refusal": "not_found", "what": "movement"}');
    END IF;
    PERFORM want_mover(v_movement.ventana_id, v_movement.vendedor_id);
    IF EXISTS (SELECT FROM account_movement_reversal WHERE banca_id = v_banca AND movement_id = p_movement) THEN
        PERFORM refuse('{"refusal": "movement_reversed"}');
    END IF;
    v_date := business_date(v_banca, v_movement.ventana_id, banca_now());
    IF v_movement.drawer_id IS NOT NULL AND v_drawer.ventana_id IS DISTINCT FROM v_movement.ventana_id THEN
        PERFORM refuse('{"refusal": "no_open_drawer"}');
    END IF;
    -- What was collected goes back out of the cash that is there.
    IF v_movement.method IN ('cash', 'deposit')
       AND (v_movement.kind, v_movement.vendedor_id IS NULL) IN (('payment', true), ('collection', false)) THEN
        IF v_movement.drawer_id IS NOT NULL THEN
            SELECT balance INTO STRICT v_held FROM account
             WHERE banca_id = v_banca AND book = v_movement.ventana_id AND code = 1100 AND key = v_drawer.drawer_id FOR UPDATE;
        ELSE
            PERFORM pg_advisory_xact_lock(7706, hashtext(v_movement.ventana_id::text));
            v_held := safe_cash(v_banca, v_movement.ventana_id);
        END IF;
        IF v_held < v_movement.amount THEN
            PERFORM refuse(jsonb_build_object('refusal', 'insufficient_cash', 'asked', v_movement.amount,
                                              'available', greatest(v_held, 0)));
        END IF;
    END IF;
    v_number := next_receipt(v_banca, CASE WHEN v_movement.vendedor_id IS NULL THEN v_banca ELSE v_movement.ventana_id END);
    INSERT INTO account_movement_reversal (banca_id, movement_id, reason, business_date, number, drawer_id, user_id, command_id)
    VALUES (v_banca, p_movement, p_reason, v_date, v_number,
            CASE WHEN v_movement.drawer_id IS NOT NULL THEN v_drawer.drawer_id END, my_user(), p_command);
    PERFORM book_reversal(v_banca, p_command, p_movement, 'handed', 'handed_back', v_date, v_drawer.drawer_id);
    RETURN v_number;
END $$;

-- A drawer's report counts what passed between shop and seller among what was put in and paid out.
DO $$
BEGIN
    EXECUTE replace(replace(pg_get_functiondef('drawer_sums(uuid)'::regprocedure),
                            'code = ''J47'' AND amount > 0', 'code IN (''J47'', ''J55'') AND amount > 0'),
                    'code = ''J47'' AND amount < 0 AND other <> 1110', 'code IN (''J47'', ''J55'') AND amount < 0 AND other <> 1110');
    -- A month is closed with another administrator's consent.
    EXECUTE replace(pg_get_functiondef('approve(uuid, text, uuid, text, bigint, text, text, bytea)'::regprocedure),
                    '''run_house'')', '''run_house'', ''close_month'')');
END $$;

-- --- the month's close ------------------------------------------------------------------------------------------------

CREATE FUNCTION statement_hash(s statement) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(concat_ws('|', s.banca_id, s.span, to_char(s.business_date, 'YYYYMMDD'), s.ventana_id, s.vendedor_id,
        s.tickets, s.sales, s.payouts, s.commission, s.seller_commission, s.other, s.paid, s.collected, s.previous, s.remaining), 'UTF8'))
$$;

-- What keeps a month from being closed: days of it to come, an earlier month still open, draws that sold and have no result,
-- drawers that are not closed.
CREATE FUNCTION month_obstacles(p_month date) RETURNS TABLE (what text, label text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
    v_next  date := (p_month + interval '1 month')::date;
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'close_month', 'role', my_role()));
    END IF;
    RETURN QUERY
        SELECT 'days', to_char(v_next - 1, 'YYYY-MM-DD')
         WHERE business_date(v_banca, NULL, banca_now()) < v_next
            OR EXISTS (SELECT FROM ventana v WHERE v.banca_id = v_banca AND business_date(v_banca, v.ventana_id, banca_now()) < v_next)
        UNION ALL
        SELECT 'month', to_char(min(t.business_date), 'YYYY-MM')
          FROM transfer t
         WHERE t.banca_id = v_banca AND t.business_date < p_month
           AND t.business_date >= coalesce((SELECT max(month) + interval '1 month' FROM month_close WHERE banca_id = v_banca), date '2000-01-01')
        HAVING min(t.business_date) IS NOT NULL
        UNION ALL
        (SELECT 'draw', l.name || ' ' || to_char(d.at AT TIME ZONE b.zone, 'YYYY-MM-DD HH24:MI')
           FROM draw d JOIN lottery l USING (banca_id, lottery_id) JOIN banca b USING (banca_id)
          WHERE d.banca_id = v_banca AND d.business_date < v_next AND d.state IN ('OPEN', 'CLOSED')
            AND EXISTS (SELECT FROM draw_count c WHERE c.banca_id = d.banca_id AND c.draw_id = d.draw_id AND c.tickets > 0)
          ORDER BY d.at)
        UNION ALL
        (SELECT 'drawer', v.name || ' · ' || u.name || ' ' || to_char(d.business_date, 'YYYY-MM-DD')
           FROM drawer d JOIN ventana v USING (banca_id, ventana_id) JOIN app_user u USING (banca_id, user_id)
          WHERE d.banca_id = v_banca AND d.business_date < v_next AND d.state <> 'closed'
          ORDER BY d.business_date, v.name);
END $$;

-- What the accounts of a month come to: every one that moved in it or carries a balance into it.
CREATE FUNCTION month_lines(p_banca uuid, p_month date) RETURNS SETOF statement
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH nobody AS (SELECT '00000000-0000-0000-0000-000000000000'::uuid AS id), entry AS (
        SELECT e.business_date, e.ventana_id, e.vendedor_id, e.part, e.amount
          FROM account_entry e
         WHERE e.banca_id = p_banca AND e.business_date >= p_month AND e.business_date < p_month + interval '1 month'
        UNION ALL
        SELECT t.business_date, t.book, nobody.id, 'seller', CASE t.debit_code WHEN 5120 THEN t.amount ELSE -t.amount END
          FROM transfer t, nobody
         WHERE t.banca_id = p_banca AND t.business_date >= p_month AND t.business_date < p_month + interval '1 month'
           AND 5120 IN (t.debit_code, t.credit_code)
    ), every AS (
        SELECT * FROM entry
        UNION ALL SELECT business_date, nobody.id, vendedor_id, part, amount FROM entry, nobody WHERE vendedor_id = nobody.id
    ), day AS (
        SELECT business_date, ventana_id, vendedor_id,
               coalesce(sum(sign(amount)) FILTER (WHERE part = 'sales'), 0)::bigint AS tickets,
               coalesce(sum(amount) FILTER (WHERE part = 'sales'), 0)::bigint AS sales,
               coalesce(-sum(amount) FILTER (WHERE part = 'payouts'), 0)::bigint AS payouts,
               coalesce(-sum(amount) FILTER (WHERE part = 'commission'), 0)::bigint AS commission,
               coalesce(sum(amount) FILTER (WHERE part = 'seller'), 0)::bigint AS seller_commission,
               coalesce(sum(amount) FILTER (WHERE part = 'other'), 0)::bigint AS other,
               coalesce(sum(amount) FILTER (WHERE part = 'paid'), 0)::bigint AS paid,
               coalesce(-sum(amount) FILTER (WHERE part = 'collected'), 0)::bigint AS collected
          FROM every GROUP BY business_date, ventana_id, vendedor_id
    ), carried AS (
        SELECT ventana_id, vendedor_id, remaining FROM statement
         WHERE banca_id = p_banca AND span = 'month' AND business_date = closed_before(p_banca, p_month) AND remaining <> 0
    ), line AS (
        SELECT d.*, coalesce(c.remaining, 0)
                    + coalesce(sum(d.sales - d.payouts - d.commission + d.other + d.paid - d.collected)
                                   OVER (PARTITION BY d.ventana_id, d.vendedor_id ORDER BY d.business_date
                                         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS previous
          FROM day d LEFT JOIN carried c USING (ventana_id, vendedor_id)
    ), month AS (
        SELECT coalesce(d.ventana_id, c.ventana_id) AS ventana_id, coalesce(d.vendedor_id, c.vendedor_id) AS vendedor_id,
               coalesce(sum(d.tickets), 0)::bigint AS tickets, coalesce(sum(d.sales), 0)::bigint AS sales,
               coalesce(sum(d.payouts), 0)::bigint AS payouts, coalesce(sum(d.commission), 0)::bigint AS commission,
               coalesce(sum(d.seller_commission), 0)::bigint AS seller_commission, coalesce(sum(d.other), 0)::bigint AS other,
               coalesce(sum(d.paid), 0)::bigint AS paid, coalesce(sum(d.collected), 0)::bigint AS collected,
               coalesce(max(c.remaining), 0) AS previous
          FROM day d FULL JOIN carried c USING (ventana_id, vendedor_id)
         GROUP BY 1, 2
    )
    SELECT p_banca, 'day', business_date, ventana_id, vendedor_id, tickets, sales, payouts, commission, seller_commission, other,
           paid, collected, previous, previous + sales - payouts - commission + other + paid - collected, '\x'::bytea FROM line
    UNION ALL
    SELECT p_banca, 'month', p_month, ventana_id, vendedor_id, tickets, sales, payouts, commission, seller_commission, other,
           paid, collected, previous, previous + sales - payouts - commission + other + paid - collected, '\x'::bytea FROM month
$$;

-- What a close of the month would carry, account by account.
CREATE FUNCTION preview_month(p_month date) RETURNS SETOF statement
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF my_role() IS DISTINCT FROM 'ADMIN' THEN
        PERFORM refuse(jsonb_build_object('refusal', 'not_allowed', 'right', 'close_month', 'role', my_role()));
    END IF;
    IF EXISTS (SELECT FROM month_close WHERE banca_id = my_banca() AND month = p_month) THEN
        RETURN QUERY SELECT * FROM statement s WHERE s.banca_id = my_banca() AND s.span = 'month' AND s.business_date = p_month;
    ELSE
        RETURN QUERY SELECT * FROM month_lines(my_banca(), p_month) m WHERE m.span = 'month';
    END IF;
END $$;

-- Closes a month: locks its period, freezes its statements and carries the balances.
CREATE FUNCTION close_month(p_command uuid, p_month date) RETURNS month_close
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca     uuid := my_banca();
    v_obstacles jsonb;
    v_before    bytea;
    v_close     month_close;
BEGIN
    IF NOT claimed(p_command, '{close_month}') OR p_month <> date_trunc('month', p_month) THEN
        RAISE EXCEPTION 'no command of this session closes this month' USING ERRCODE = 'BA403';
    END IF;
    PERFORM pg_advisory_xact_lock(7705, hashtext(v_banca::text));
    IF EXISTS (SELECT FROM period_lock WHERE banca_id = v_banca AND month >= p_month) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'period_locked', 'date', p_month));
    END IF;
    SELECT jsonb_agg(jsonb_build_object('what', what, 'label', label)) INTO v_obstacles FROM month_obstacles(p_month);
    IF v_obstacles IS NOT NULL THEN
        PERFORM refuse(jsonb_build_object('refusal', 'month_not_ready', 'obstacles', v_obstacles));
    END IF;
    IF NOT consented(p_command, 'close_month', to_char(p_month, 'YYYY-MM'), NULL) THEN
        PERFORM refuse(jsonb_build_object('refusal', 'needs_approval', 'right', 'close_month', 'target', to_char(p_month, 'YYYY-MM'),
                                          'amount', NULL, 'limit', NULL));
    END IF;
    INSERT INTO period_lock (banca_id, month) VALUES (v_banca, p_month);
    INSERT INTO statement
    SELECT m.banca_id, m.span, m.business_date, m.ventana_id, m.vendedor_id, m.tickets, m.sales, m.payouts, m.commission,
           m.seller_commission, m.other, m.paid, m.collected, m.previous, m.remaining, statement_hash(m)
      FROM month_lines(v_banca, p_month) m;
    SELECT coalesce((SELECT hash FROM month_close WHERE banca_id = v_banca AND month = closed_before(v_banca, p_month)), '\x')
      INTO v_before;
    SELECT v_banca, p_month, count(*), v_before,
           sha256(v_before || coalesce(string_agg(hash, '' ORDER BY span, business_date, ventana_id, vendedor_id), '\x')),
           my_user(), p_command, banca_now()
      INTO v_close
      FROM statement
     WHERE banca_id = v_banca AND business_date >= p_month AND business_date < p_month + interval '1 month';
    INSERT INTO month_close SELECT v_close.*;
    INSERT INTO ledger_checkpoint (banca_id, month, book, code, debit, credit)
    SELECT v_banca, p_month, m.book, m.code, sum(m.debit), sum(m.credit)
      FROM (SELECT c.book, c.code, c.debit, c.credit
              FROM ledger_checkpoint c WHERE c.banca_id = v_banca AND c.month = closed_before(v_banca, p_month)
            UNION ALL
            SELECT t.book, t.debit_code, t.amount, 0 FROM transfer t
             WHERE t.banca_id = v_banca AND t.business_date >= coalesce(closed_before(v_banca, p_month) + interval '1 month', date '2000-01-01')
               AND t.business_date < p_month + interval '1 month'
            UNION ALL
            SELECT t.book, t.credit_code, 0, t.amount FROM transfer t
             WHERE t.banca_id = v_banca AND t.business_date >= coalesce(closed_before(v_banca, p_month) + interval '1 month', date '2000-01-01')
               AND t.business_date < p_month + interval '1 month') m
     GROUP BY m.book, m.code;
    RETURN v_close;
END $$;

-- --- the credit of a shop ---------------------------------------------------------------------------------------------

ALTER TABLE ventana ADD COLUMN credit_limit bigint CHECK (credit_limit BETWEEN 0 AND 900000000000000);

-- A shop that ever had a limit keeps its debt inline; without one no row is touched. The row is locked after the drawer's
-- and before the counters.
DO $$
BEGIN
    EXECUTE replace(replace(replace(
        pg_get_functiondef('book_legs(uuid, uuid, uuid, text, smallint, date, jsonb)'::regprocedure),
        'WHERE debit_code = 1100', 'WHERE debit_code IN (1100, 1320)'),
        'WHERE credit_code = 1100', 'WHERE credit_code IN (1100, 1320)'),
        '    INSERT INTO posting (banca_id, document_id, event',
        '    -- Inline balances are locked in one order, whatever the plan of the update.
    PERFORM FROM account a
     WHERE a.banca_id = p_banca AND a.code IN (1100, 1320)
       AND (a.book, a.code, a.key) IN (SELECT l.book, l.debit, l.debit_key
                                         FROM jsonb_to_recordset(p_legs) AS l(book uuid, debit smallint, debit_key uuid)
                                       UNION ALL
                                       SELECT l.book, l.credit, l.credit_key
                                         FROM jsonb_to_recordset(p_legs) AS l(book uuid, credit smallint, credit_key uuid))
     ORDER BY a.code, a.key
       FOR UPDATE;
    INSERT INTO posting (banca_id, document_id, event');
END $$;

-- A ticket raises the debt of its shop by its stake less the shop's commission; over the limit nothing is sold.
CREATE FUNCTION hold_credit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_debt bigint;
    v_shop record;
BEGIN
    UPDATE account SET balance = balance + NEW.total - NEW.listero
     WHERE banca_id = NEW.banca_id AND book = NEW.banca_id AND code = 1320 AND key = NEW.ventana_id
    RETURNING balance INTO v_debt;
    IF FOUND THEN
        SELECT name, credit_limit INTO v_shop FROM ventana WHERE banca_id = NEW.banca_id AND ventana_id = NEW.ventana_id;
        IF v_debt > v_shop.credit_limit THEN
            PERFORM refuse(jsonb_build_object('refusal', 'credit_stop', 'ventana', v_shop.name,
                                              'debt', v_debt - NEW.total + NEW.listero, 'limit', v_shop.credit_limit));
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER hold_credit AFTER INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION hold_credit();

-- Sets the credit of a shop. The first limit of a shop waits for every command in flight, so that its debt is read whole.
CREATE FUNCTION set_credit_limit(p_command uuid, p_ventana uuid, p_limit bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_banca uuid := my_banca();
BEGIN
    IF NOT claimed(p_command, '{set_credit}') OR my_role() IS DISTINCT FROM 'ADMIN' THEN
        RAISE EXCEPTION 'no command of this session sets a credit' USING ERRCODE = 'BA403';
    END IF;
    IF p_limit IS NOT NULL
       AND NOT EXISTS (SELECT FROM account WHERE banca_id = v_banca AND book = v_banca AND code = 1320 AND key = p_ventana) THEN
        LOCK TABLE command IN SHARE ROW EXCLUSIVE MODE;
        INSERT INTO account (banca_id, book, code, key, balance)
        SELECT v_banca, v_banca, 1320, p_ventana, coalesce(sum(amount), 0)
          FROM account_entry
         WHERE banca_id = v_banca AND ventana_id = p_ventana AND vendedor_id = '00000000-0000-0000-0000-000000000000'
        ON CONFLICT DO NOTHING;
    END IF;
    UPDATE ventana SET credit_limit = p_limit WHERE banca_id = v_banca AND ventana_id = p_ventana;
END $$;

-- The own shop's debt and limit, where it has one.
CREATE FUNCTION my_credit() RETURNS TABLE (debt bigint, credit_limit bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.balance, v.credit_limit
      FROM ventana v
      JOIN account a ON a.banca_id = v.banca_id AND a.book = v.banca_id AND a.code = 1320 AND a.key = v.ventana_id
     WHERE v.banca_id = my_banca() AND v.ventana_id = my_ventana() AND v.credit_limit IS NOT NULL
$$;

REVOKE ALL ON FUNCTION
    account_part(smallint, text, smallint, boolean), want_account(uuid, uuid), closed_before(uuid, date),
    booked_days(uuid, uuid, uuid, date, date), account_opening(uuid, uuid, date), account_days(uuid, uuid, date, date),
    account_day(uuid, uuid, date), account_documents(uuid, uuid, date, uuid, timestamptz, uuid, integer), account_balances(date),
    trial_balance(), ledger_entries(uuid, smallint, date, uuid, integer), next_receipt(uuid, uuid), want_mover(uuid, uuid),
    safe_cash(uuid, uuid), movement_legs(account_movement),
    move_account(uuid, uuid, text, uuid, uuid, bigint, text, text, text, date), take_back_movement(uuid, uuid, text),
    statement_hash(statement), month_obstacles(date), month_lines(uuid, date), preview_month(date), close_month(uuid, date),
    hold_credit(), set_credit_limit(uuid, uuid, bigint), my_credit()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    account_part(smallint, text, smallint, boolean), account_opening(uuid, uuid, date), account_days(uuid, uuid, date, date),
    account_day(uuid, uuid, date), account_documents(uuid, uuid, date, uuid, timestamptz, uuid, integer), account_balances(date),
    trial_balance(), ledger_entries(uuid, smallint, date, uuid, integer), movement_legs(account_movement),
    move_account(uuid, uuid, text, uuid, uuid, bigint, text, text, text, date), take_back_movement(uuid, uuid, text),
    statement_hash(statement), month_obstacles(date), preview_month(date), close_month(uuid, date),
    set_credit_limit(uuid, uuid, bigint), my_credit()
    TO banca_app;
