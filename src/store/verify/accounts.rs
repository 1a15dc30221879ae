//! Accounts between house, shop and seller: movements against the books, receipts without gaps, frozen statements against
//! their hashes, their sums and the books.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // A movement moved its account by its amount, a reversal moved it back, and nothing else is booked so.
        name: "accounts.movements",
        within_a_shop: false,
        sql: "WITH told AS (
                  SELECT m.banca_id, m.movement_id, 'handed' AS event, m.ventana_id,
                         coalesce(m.vendedor_id, '00000000-0000-0000-0000-000000000000') AS vendedor_id,
                         CASE m.kind WHEN 'payment' THEN m.amount ELSE -m.amount END AS amount
                    FROM account_movement m
                  UNION ALL
                  SELECT m.banca_id, m.movement_id, 'handed_back', m.ventana_id,
                         coalesce(m.vendedor_id, '00000000-0000-0000-0000-000000000000'),
                         CASE m.kind WHEN 'payment' THEN -m.amount ELSE m.amount END
                    FROM account_movement_reversal r JOIN account_movement m USING (banca_id, movement_id)
              ), booked AS (
                  SELECT p.banca_id, p.document_id AS movement_id, p.event, t.book, t.code, sum(s.amount)::bigint AS amount,
                         s.ventana_id, s.vendedor_id
                    FROM posting p
                    JOIN transfer t ON t.banca_id = p.banca_id AND t.posting_id = p.posting_id
                   CROSS JOIN LATERAL (
                         SELECT t.amount, t.debit_key AS ventana_id, '00000000-0000-0000-0000-000000000000'::uuid AS vendedor_id
                          WHERE t.debit_code = 1320
                         UNION ALL SELECT -t.amount, t.credit_key, '00000000-0000-0000-0000-000000000000' WHERE t.credit_code = 1320
                         UNION ALL SELECT t.amount, t.book, t.debit_key WHERE t.debit_code IN (1330, 2320)
                         UNION ALL SELECT -t.amount, t.book, t.credit_key WHERE t.credit_code IN (1330, 2320)) s
                   WHERE p.event IN ('handed', 'handed_back')
                   GROUP BY p.banca_id, p.document_id, p.event, t.book, t.code, s.ventana_id, s.vendedor_id)
              SELECT coalesce(sum(abs(b.amount)), 0)::bigint, coalesce(sum(abs(t.amount)), 0)::bigint,
                     min(movement_id::text) FILTER (WHERE b.amount IS DISTINCT FROM t.amount)
                FROM booked b FULL JOIN told t USING (banca_id, movement_id, event, ventana_id, vendedor_id)",
    },
    Check {
        // Receipts of a book have no gap, each is given once, and the book knows the last.
        name: "accounts.receipts",
        within_a_shop: false,
        sql: "WITH r AS (
                  SELECT m.banca_id, CASE WHEN m.vendedor_id IS NULL THEN m.banca_id ELSE m.ventana_id END AS book, n.number
                    FROM account_movement m
                    LEFT JOIN account_movement_reversal b USING (banca_id, movement_id)
                   CROSS JOIN LATERAL (VALUES (m.number), (b.number)) AS n(number)
                   WHERE n.number IS NOT NULL
              ), given AS (
                  SELECT banca_id, book, count(*) AS n, count(DISTINCT number) AS once, max(number) AS last FROM r GROUP BY banca_id, book)
              SELECT coalesce(sum(k.last), 0)::bigint, coalesce(sum(g.n), 0)::bigint,
                     min(book::text) FILTER (WHERE k.last IS DISTINCT FROM g.n OR g.once <> g.n OR g.last <> g.n)
                FROM receipt_book k FULL JOIN given g USING (banca_id, book)",
    },
    Check {
        // A frozen statement has its hash, begins where the one before it ended, and the days of a month make up the month.
        name: "accounts.statements",
        within_a_shop: false,
        sql: "WITH day AS (
                  SELECT s.*, lag(remaining) OVER (PARTITION BY banca_id, date_trunc('month', business_date), ventana_id, vendedor_id
                                                   ORDER BY business_date) AS before
                    FROM statement s WHERE span = 'day'
              ), days AS (
                  SELECT banca_id, date_trunc('month', business_date)::date AS month, ventana_id, vendedor_id,
                         sum(tickets) AS tickets, sum(sales) AS sales, sum(payouts) AS payouts, sum(commission) AS commission,
                         sum(seller_commission) AS seller, sum(other) AS other, sum(paid) AS paid, sum(collected) AS collected
                    FROM day GROUP BY 1, 2, 3, 4
              ), s AS (
                  SELECT d.business_date || ' ' || d.ventana_id AS label, d.hash = statement_hash(o)
                         AND d.previous = coalesce(d.before, m.previous) AS stands
                    FROM day d
                    JOIN statement o USING (banca_id, span, business_date, ventana_id, vendedor_id)
                    LEFT JOIN statement m ON m.banca_id = d.banca_id AND m.span = 'month' AND m.ventana_id = d.ventana_id
                     AND m.vendedor_id = d.vendedor_id AND m.business_date = date_trunc('month', d.business_date)
                  UNION ALL
                  SELECT to_char(m.business_date, 'YYYY-MM ') || m.ventana_id, m.hash = statement_hash(m)
                         AND m.previous = coalesce((SELECT b.remaining FROM statement b
                                                     WHERE b.banca_id = m.banca_id AND b.span = 'month' AND b.ventana_id = m.ventana_id
                                                       AND b.vendedor_id = m.vendedor_id AND b.business_date < m.business_date
                                                     ORDER BY b.business_date DESC LIMIT 1), 0)
                         AND (m.tickets, m.sales, m.payouts, m.commission, m.seller_commission, m.other, m.paid, m.collected)
                             = (coalesce(d.tickets, 0), coalesce(d.sales, 0), coalesce(d.payouts, 0), coalesce(d.commission, 0),
                                coalesce(d.seller, 0), coalesce(d.other, 0), coalesce(d.paid, 0), coalesce(d.collected, 0))
                    FROM statement m
                    LEFT JOIN days d ON d.banca_id = m.banca_id AND d.month = m.business_date AND d.ventana_id = m.ventana_id
                     AND d.vendedor_id = m.vendedor_id
                   WHERE m.span = 'month')
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE stands IS NOT TRUE) FROM s",
    },
    Check {
        // The frozen days are those that the books have, and the months they belong to are closed.
        name: "accounts.frozen",
        within_a_shop: false,
        sql: "WITH entry AS (
                  SELECT e.banca_id, e.business_date, e.ventana_id, e.vendedor_id, e.part, e.amount
                    FROM account_entry e
                   WHERE (e.banca_id, date_trunc('month', e.business_date)::date) IN (SELECT banca_id, month FROM month_close)
                  UNION ALL
                  SELECT t.banca_id, t.business_date, t.book, '00000000-0000-0000-0000-000000000000', 'seller',
                         CASE t.debit_code WHEN 5120 THEN t.amount ELSE -t.amount END
                    FROM transfer t
                   WHERE 5120 IN (t.debit_code, t.credit_code)
                     AND (t.banca_id, date_trunc('month', t.business_date)::date) IN (SELECT banca_id, month FROM month_close)
              ), every AS (
                  SELECT * FROM entry
                  UNION ALL
                  SELECT banca_id, business_date, '00000000-0000-0000-0000-000000000000', vendedor_id, part, amount FROM entry
                   WHERE vendedor_id = '00000000-0000-0000-0000-000000000000'
              ), booked AS (
                  SELECT banca_id, business_date, ventana_id, vendedor_id,
                         coalesce(sum(sign(amount)) FILTER (WHERE part = 'sales'), 0)::bigint AS tickets,
                         coalesce(sum(amount) FILTER (WHERE part = 'sales'), 0)::bigint AS sales,
                         coalesce(-sum(amount) FILTER (WHERE part = 'payouts'), 0)::bigint AS payouts,
                         coalesce(-sum(amount) FILTER (WHERE part = 'commission'), 0)::bigint AS commission,
                         coalesce(sum(amount) FILTER (WHERE part = 'seller'), 0)::bigint AS seller,
                         coalesce(sum(amount) FILTER (WHERE part = 'other'), 0)::bigint AS other,
                         coalesce(sum(amount) FILTER (WHERE part = 'paid'), 0)::bigint AS paid,
                         coalesce(-sum(amount) FILTER (WHERE part = 'collected'), 0)::bigint AS collected
                    FROM every GROUP BY banca_id, business_date, ventana_id, vendedor_id)
              SELECT count(s.span), count(b.tickets), min(coalesce(s.business_date, b.business_date) || ' ' || ventana_id)
                         FILTER (WHERE (s.tickets, s.sales, s.payouts, s.commission, s.seller_commission, s.other, s.paid, s.collected)
                                 IS DISTINCT FROM
                                 (b.tickets, b.sales, b.payouts, b.commission, b.seller, b.other, b.paid, b.collected))
                FROM (SELECT * FROM statement WHERE span = 'day') s
                FULL JOIN booked b USING (banca_id, business_date, ventana_id, vendedor_id)",
    },
    Check {
        // A closed month is locked, counts its statements, is hashed over them and over the close before, and was consented to.
        name: "accounts.months",
        within_a_shop: false,
        sql: "WITH m AS (
                  SELECT to_char(c.month, 'YYYY-MM') AS label,
                         l.month IS NOT NULL AND c.month IS NOT NULL
                         AND c.previous_hash = coalesce((SELECT b.hash FROM month_close b WHERE b.banca_id = c.banca_id AND b.month < c.month
                                                          ORDER BY b.month DESC LIMIT 1), '\\x')
                         AND c.statements = coalesce(s.n, 0) AND c.hash = sha256(c.previous_hash || coalesce(s.hashes, '\\x'))
                         AND EXISTS (SELECT FROM activity a WHERE a.banca_id = c.banca_id AND a.command_id = c.command_id
                                        AND a.action = 'month.closed' AND a.user_id = c.user_id AND a.approval_id IS NOT NULL
                                        AND a.target = to_char(c.month, 'YYYY-MM')) AS stands
                    FROM month_close c
                    FULL JOIN period_lock l USING (banca_id, month)
                    LEFT JOIN LATERAL (
                         SELECT count(*) AS n, string_agg(hash, '' ORDER BY span, business_date, ventana_id, vendedor_id) AS hashes
                           FROM statement s
                          WHERE s.banca_id = c.banca_id AND s.business_date >= c.month
                            AND s.business_date < c.month + interval '1 month') s ON true
                   WHERE c.month IS NOT NULL)
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE stands IS NOT TRUE) FROM m",
    },
    Check {
        // What a close says that an account had moved by then is what the books have.
        name: "accounts.checkpoints",
        within_a_shop: false,
        sql: "WITH booked AS (
                  SELECT c.banca_id, c.month, s.book, s.code, sum(s.debit)::bigint AS debit, sum(s.credit)::bigint AS credit
                    FROM month_close c
                    JOIN LATERAL (
                         SELECT t.book, t.debit_code AS code, t.amount AS debit, 0::bigint AS credit FROM transfer t
                          WHERE t.banca_id = c.banca_id AND t.business_date < c.month + interval '1 month'
                         UNION ALL
                         SELECT t.book, t.credit_code, 0, t.amount FROM transfer t
                          WHERE t.banca_id = c.banca_id AND t.business_date < c.month + interval '1 month') s ON true
                   GROUP BY c.banca_id, c.month, s.book, s.code)
              SELECT coalesce(sum(k.debit + k.credit), 0)::bigint, coalesce(sum(b.debit + b.credit), 0)::bigint,
                     min(month || ' ' || code) FILTER (WHERE (k.debit, k.credit) IS DISTINCT FROM (b.debit, b.credit))
                FROM ledger_checkpoint k FULL JOIN booked b USING (banca_id, month, book, code)",
    },
    Check {
        // A shop with a credit has its debt inline, and an inline debt is a shop's in the house's book.
        name: "accounts.credit",
        within_a_shop: false,
        sql: "WITH c AS (
                  SELECT v.name AS label, EXISTS (SELECT FROM account a WHERE a.banca_id = v.banca_id AND a.book = v.banca_id
                                                     AND a.code = 1320 AND a.key = v.ventana_id) AS stands
                    FROM ventana v WHERE v.credit_limit IS NOT NULL
                  UNION ALL
                  SELECT a.key::text, a.code = 1320 AND a.book = a.banca_id AND v.ventana_id IS NOT NULL
                    FROM account a LEFT JOIN ventana v ON v.banca_id = a.banca_id AND v.ventana_id = a.key
                   WHERE a.code NOT IN (1100, 1310, 2340))
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE NOT stands) FROM c",
    },
    Check {
        // What was gathered of the days that are over is what the books have of them, and nothing else is gathered.
        name: "accounts.gathered",
        within_a_shop: false,
        sql: "WITH booked AS (
                  SELECT e.banca_id, e.vendedor_id, e.business_date, e.ventana_id, e.part,
                         sum(sign(e.amount))::bigint AS entries, sum(e.amount)::bigint AS amount
                    FROM (SELECT banca_id, vendedor_id, business_date, ventana_id, part, amount FROM account_entry
                          UNION ALL
                          SELECT banca_id, '00000000-0000-0000-0000-000000000000', business_date, book, 'seller',
                                 CASE debit_code WHEN 5120 THEN amount ELSE -amount END
                            FROM transfer WHERE 5120 IN (debit_code, credit_code)) e
                    JOIN gathered g ON g.banca_id = e.banca_id AND e.business_date <= g.through
                   GROUP BY 1, 2, 3, 4, 5)
              SELECT count(s.part), count(b.part), min(business_date || ' ' || ventana_id || ' ' || part)
                         FILTER (WHERE (s.entries, s.amount) IS DISTINCT FROM (b.entries, b.amount))
                FROM account_sum s FULL JOIN booked b USING (banca_id, vendedor_id, business_date, ventana_id, part)",
    },
    Check {
        // The same of every account of every book.
        name: "ledger.gathered",
        within_a_shop: false,
        sql: "WITH booked AS (
                  SELECT t.banca_id, t.business_date, t.book, m.code, sum(m.debit)::bigint AS debit, sum(m.credit)::bigint AS credit
                    FROM transfer t
                    JOIN gathered g ON g.banca_id = t.banca_id AND t.business_date <= g.through
                   CROSS JOIN LATERAL (VALUES (t.debit_code, t.amount, 0::bigint), (t.credit_code, 0, t.amount)) AS m(code, debit, credit)
                   GROUP BY 1, 2, 3, 4)
              SELECT coalesce(sum(s.debit + s.credit), 0)::bigint, coalesce(sum(b.debit + b.credit), 0)::bigint,
                     min(business_date || ' ' || code)
                         FILTER (WHERE (s.debit, s.credit) IS DISTINCT FROM (b.debit, b.credit))
                FROM ledger_sum s FULL JOIN booked b USING (banca_id, business_date, book, code)",
    },
];
