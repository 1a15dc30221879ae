//! The till: sales that add up, tenders that pay them, stock and points that are the sums of what moved them.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // A sale is its goods and its tickets; its goods are its lines, and its tenders pay it, rounding and all.
        name: "till.sales",
        within_a_shop: true,
        sql: "WITH s AS (
                  SELECT s.number, s.total + s.rounding AS due,
                         coalesce((SELECT sum(t.amount) FROM tender t
                                    WHERE t.banca_id = s.banca_id AND t.sale_id = s.sale_id), 0)::bigint AS paid,
                         s.goods = coalesce((SELECT sum(l.total) FROM sale_line l
                                              WHERE l.banca_id = s.banca_id AND l.sale_id = s.sale_id), 0)
                         AND s.total - s.goods = coalesce((SELECT sum(k.total) FROM ticket k
                                              WHERE k.banca_id = s.banca_id AND k.business_date = s.business_date
                                                AND k.sale_id = s.sale_id AND k.drawer_id = s.drawer_id), 0)
                         AND (s.state = 'voided') = EXISTS (SELECT FROM sale_void v
                                              WHERE v.banca_id = s.banca_id AND v.sale_id = s.sale_id) AS stands
                    FROM sale s WHERE s.tender = 'listed')
              SELECT coalesce(sum(due), 0)::bigint, coalesce(sum(paid), 0)::bigint,
                     min(number) FILTER (WHERE due <> paid OR stands IS NOT TRUE) FROM s",
    },
    Check {
        // The books say of a sale's goods what its lines say: sold, taken off, tax and cost; and of a return what came back.
        name: "till.books",
        within_a_shop: false,
        sql: "WITH line AS (
                  SELECT l.banca_id, l.sale_id AS document_id, 'sold' AS event, sum(l.net_before) AS sales,
                         sum(l.net_before - l.net) AS off, sum(l.tax) AS tax, 0::numeric AS cost
                    FROM sale_line l GROUP BY l.banca_id, l.sale_id
                  UNION ALL
                  SELECT l.banca_id, l.sale_id, 'cost', 0, 0, 0, sum(l.cost)
                    FROM sale_line l GROUP BY l.banca_id, l.sale_id HAVING sum(l.cost) > 0
                  UNION ALL
                  SELECT r.banca_id, r.return_id, 'returned', 0, sum(r.net), -sum(r.tax), 0
                    FROM sale_return_line r GROUP BY r.banca_id, r.return_id
                  UNION ALL
                  SELECT r.banca_id, r.return_id, 'restocked', 0, 0, 0, -sum(r.cost)
                    FROM sale_return_line r GROUP BY r.banca_id, r.return_id HAVING sum(r.cost) > 0
              ), book AS (
                  SELECT p.banca_id, p.document_id, p.event,
                         coalesce(sum(t.amount) FILTER (WHERE t.credit_code = 4200), 0) AS sales,
                         coalesce(sum(t.amount) FILTER (WHERE t.debit_code IN (4210, 4220)), 0) AS off,
                         coalesce(sum(t.amount) FILTER (WHERE t.credit_code = 2210), 0)
                         - coalesce(sum(t.amount) FILTER (WHERE t.debit_code = 2210), 0) AS tax,
                         coalesce(sum(t.amount) FILTER (WHERE t.debit_code = 5200), 0)
                         - coalesce(sum(t.amount) FILTER (WHERE t.credit_code = 5200), 0) AS cost
                    FROM posting p
                    JOIN transfer t ON t.banca_id = p.banca_id AND t.posting_id = p.posting_id
                   WHERE p.event IN ('sold', 'cost', 'returned', 'restocked')
                     AND t.code IN ('J17', 'J18', 'J19', 'J23', 'J26', 'J28', 'J29', 'J36') AND 2310 NOT IN (t.debit_code, t.credit_code)
                   GROUP BY p.banca_id, p.document_id, p.event
              ), pair AS (
                  SELECT coalesce(l.document_id, b.document_id) AS document, coalesce(l.sales, 0) AS told, coalesce(b.sales, 0) AS booked,
                         (coalesce(l.sales, 0), coalesce(l.off, 0), coalesce(l.tax, 0), coalesce(l.cost, 0))
                         = (coalesce(b.sales, 0), coalesce(b.off, 0), coalesce(b.tax, 0), coalesce(b.cost, 0)) AS stands
                    FROM line l FULL JOIN book b USING (banca_id, document_id, event))
              SELECT coalesce(sum(told), 0)::bigint, coalesce(sum(booked), 0)::bigint,
                     min(document::text) FILTER (WHERE NOT stands) FROM pair",
    },
    Check {
        // What a shop holds of a variant, and what that cost, is what ever moved it.
        name: "till.stock",
        within_a_shop: true,
        sql: "WITH m AS (
                  SELECT banca_id, ventana_id, variant_id, sum(milli)::bigint AS milli, sum(value)::bigint AS value
                    FROM stock_movement GROUP BY banca_id, ventana_id, variant_id
              ), pair AS (
                  SELECT variant_id, coalesce(l.milli, 0) AS held, coalesce(m.milli, 0) AS moved,
                         coalesce(l.value, 0) = coalesce(m.value, 0) AS worth
                    FROM stock_level l FULL JOIN m USING (banca_id, ventana_id, variant_id))
              SELECT coalesce(sum(held), 0)::bigint, coalesce(sum(moved), 0)::bigint,
                     min(variant_id::text) FILTER (WHERE held <> moved OR NOT worth) FROM pair",
    },
    Check {
        // The value of a shop's stock is what stands on its account.
        name: "till.stock_value",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT banca_id, book AS ventana_id, amount FROM transfer WHERE debit_code = 1410
                  UNION ALL SELECT banca_id, book, -amount FROM transfer WHERE credit_code = 1410
              ), b AS (SELECT banca_id, ventana_id, sum(amount)::bigint AS booked FROM side GROUP BY banca_id, ventana_id),
              l AS (SELECT banca_id, ventana_id, sum(value)::bigint AS held FROM stock_level GROUP BY banca_id, ventana_id),
              pair AS (SELECT ventana_id, coalesce(held, 0) AS held, coalesce(booked, 0) AS booked
                         FROM l FULL JOIN b USING (banca_id, ventana_id))
              SELECT coalesce(sum(held), 0)::bigint, coalesce(sum(booked), 0)::bigint,
                     min(ventana_id::text) FILTER (WHERE held <> booked) FROM pair",
    },
    Check {
        // The goods of a sale left the shelf with it and came back with its void and its returns.
        name: "till.moved",
        within_a_shop: true,
        sql: "WITH told AS (
                  SELECT banca_id, sale_id AS document_id, 'sale' AS kind, line::integer AS line, variant_id, -milli AS milli, -cost AS value
                    FROM sale_line WHERE tracked
                  UNION ALL
                  SELECT l.banca_id, l.sale_id, 'void', l.line, l.variant_id, l.milli, l.cost
                    FROM sale_line l JOIN sale_void v USING (banca_id, sale_id) WHERE l.tracked
                  UNION ALL
                  SELECT r.banca_id, r.return_id, 'return', r.line, l.variant_id, r.milli, r.cost
                    FROM sale_return_line r JOIN sale_line l USING (banca_id, sale_id, line)
                   WHERE l.tracked AND r.condition IN ('good', 'opened')
              ), moved AS (SELECT * FROM stock_movement WHERE kind IN ('sale', 'void', 'return')),
              pair AS (
                  SELECT coalesce(t.document_id, m.document_id) AS document, coalesce(t.milli, 0) AS told, coalesce(m.milli, 0) AS moved,
                         (t.variant_id, t.value) IS NOT DISTINCT FROM (m.variant_id, m.value) AS stands
                    FROM told t FULL JOIN moved m USING (banca_id, document_id, kind, line))
              SELECT coalesce(sum(told), 0)::bigint, coalesce(sum(moved), 0)::bigint,
                     min(document::text) FILTER (WHERE told <> moved OR NOT stands) FROM pair",
    },
    Check {
        // Numbers of sales, receipts and returns have no gap within a shop and a year.
        name: "till.numbers",
        within_a_shop: true,
        sql: "WITH n AS (
                  SELECT banca_id, ventana_id, number FROM sale WHERE number IS NOT NULL
                  UNION ALL SELECT banca_id, ventana_id, receipt FROM sale WHERE receipt IS NOT NULL
                  UNION ALL SELECT banca_id, ventana_id, number FROM sale_return
              ), g AS (
                  SELECT banca_id, ventana_id, split_part(number, '-', 1) AS kind, split_part(number, '-', 2)::smallint AS year,
                         count(*) AS given, max(split_part(number, '-', 3)::integer) AS highest
                    FROM n GROUP BY banca_id, ventana_id, 3, 4
              ), pair AS (
                  SELECT kind || ' ' || year AS series, coalesce(d.last, 0) AS last, coalesce(g.given, 0) AS given,
                         coalesce(g.highest, 0) = coalesce(d.last, 0) AS stands
                    FROM document_number d FULL JOIN g USING (banca_id, ventana_id, kind, year))
              SELECT coalesce(sum(last), 0)::bigint, coalesce(sum(given), 0)::bigint,
                     min(series) FILTER (WHERE last <> given OR NOT stands) FROM pair",
    },
    Check {
        // Unverified money is what nobody has decided on yet, payment by payment.
        name: "till.unverified",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT banca_id, debit_key AS electronic_id, amount FROM transfer WHERE debit_code = 1229
                  UNION ALL SELECT banca_id, credit_key, -amount FROM transfer WHERE credit_code = 1229
              ), b AS (SELECT banca_id, electronic_id, sum(amount)::bigint AS booked FROM side GROUP BY banca_id, electronic_id),
              pair AS (
                  SELECT coalesce(e.reference, electronic_id::text) AS payment, coalesce(b.booked, 0) AS booked,
                         CASE e.state WHEN 'pending' THEN e.amount ELSE 0 END AS waits
                    FROM electronic e FULL JOIN b USING (banca_id, electronic_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(waits), 0)::bigint,
                     min(payment) FILTER (WHERE booked IS DISTINCT FROM waits) FROM pair",
    },
    Check {
        // A customer's points are those of the entries, and none is earned twice.
        name: "till.points",
        within_a_shop: false,
        sql: "WITH e AS (
                  SELECT banca_id, customer_id, sum(points)::bigint AS points FROM loyalty_entry GROUP BY banca_id, customer_id
              ), pair AS (
                  SELECT c.name, c.points AS held, coalesce(e.points, 0) AS entered
                    FROM customer c LEFT JOIN e USING (banca_id, customer_id))
              SELECT coalesce(sum(held), 0)::bigint, coalesce(sum(entered), 0)::bigint,
                     min(name) FILTER (WHERE held <> entered) FROM pair",
    },
    Check {
        // Nothing came back that was not sold; what was given back is what was paid for it, and its refunds make it up.
        name: "till.returns",
        within_a_shop: true,
        sql: "WITH l AS (
                  SELECT l.sale_id, l.line, l.milli, l.total, l.tax, sum(r.milli) AS back, sum(r.total) AS refunded, sum(r.tax) AS untaxed
                    FROM sale_line l JOIN sale_return_line r USING (banca_id, sale_id, line)
                   GROUP BY l.banca_id, l.sale_id, l.line, l.milli, l.total, l.tax
              ), d AS (
                  SELECT r.number, r.total + r.rounding AS due,
                         coalesce((SELECT sum(f.amount) FROM refund f
                                    WHERE f.banca_id = r.banca_id AND f.document_id = r.return_id), 0)::bigint AS given
                    FROM sale_return r)
              SELECT (SELECT coalesce(sum(due), 0)::bigint FROM d), (SELECT coalesce(sum(given), 0)::bigint FROM d),
                     coalesce((SELECT min(number) FROM d WHERE due <> given),
                              (SELECT min(sale_id || ' ' || line) FROM l
                                WHERE back > milli OR refunded <> round(total::numeric * back / milli)
                                   OR untaxed <> round(tax::numeric * back / milli)))",
    },
];
