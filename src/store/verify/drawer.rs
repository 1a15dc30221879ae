//! Drawers: what they hold, what was counted, and the reports that closed them.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // A drawer took in its float, what was sold for cash less what was given back from it, what was paid less what was
        // taken back, and what was moved: as its documents say, and as the books say, its close left out.
        name: "drawer.movements",
        within_a_shop: false,
        sql: "WITH document AS (
                  SELECT banca_id, drawer_id, float_minor AS amount FROM drawer
                  UNION ALL
                  SELECT k.banca_id, k.drawer_id, k.total FROM ticket k JOIN sale s USING (banca_id, sale_id) WHERE s.tender = 'cash'
                  UNION ALL
                  SELECT s.banca_id, s.drawer_id, x.amount FROM tender x JOIN sale s USING (banca_id, sale_id)
                   WHERE x.kind IN ('cash', 'prize')
                  UNION ALL
                  SELECT v.banca_id, v.drawer_id, -r.amount FROM sale_void v
                    JOIN refund r ON r.banca_id = v.banca_id AND r.document_id = v.sale_id AND r.kind = 'cash'
                  UNION ALL
                  SELECT v.banca_id, v.drawer_id, -r.amount FROM sale_return v
                    JOIN refund r ON r.banca_id = v.banca_id AND r.document_id = v.return_id AND r.kind = 'cash'
                  UNION ALL
                  SELECT t.banca_id, t.credit_key, -k.total
                    FROM transfer t
                    JOIN transfer o ON o.banca_id = t.banca_id AND o.transfer_id = t.reverses_id
                    JOIN posting p ON p.banca_id = o.banca_id AND p.posting_id = o.posting_id
                    JOIN ticket k ON k.banca_id = p.banca_id AND k.ticket_id = p.document_id
                    JOIN sale s ON s.banca_id = k.banca_id AND s.sale_id = k.sale_id AND s.tender = 'cash'
                   WHERE t.code = 'J01' AND t.credit_code = 1100
                  UNION ALL SELECT banca_id, drawer_id, -amount FROM payout WHERE method = 'cash'
                  UNION ALL SELECT banca_id, drawer_id, amount FROM claim_settlement WHERE drawer_id IS NOT NULL
                  UNION ALL
                  SELECT r.banca_id, r.drawer_id, p.amount
                    FROM payout_reversal r JOIN payout p USING (banca_id, payout_id) WHERE p.method = 'cash'
                  UNION ALL
                  SELECT banca_id, drawer_id, CASE kind WHEN 'pay_in' THEN amount ELSE -amount END FROM cash_movement
                  UNION ALL
                  SELECT banca_id, drawer_id, CASE kind WHEN 'collection' THEN amount ELSE -amount END
                    FROM account_movement WHERE drawer_id IS NOT NULL
                  UNION ALL
                  SELECT r.banca_id, r.drawer_id, CASE m.kind WHEN 'collection' THEN -m.amount ELSE m.amount END
                    FROM account_movement_reversal r JOIN account_movement m USING (banca_id, movement_id)
                   WHERE r.drawer_id IS NOT NULL
              ), told AS (SELECT banca_id, drawer_id, sum(amount)::bigint AS amount FROM document GROUP BY banca_id, drawer_id),
              side AS (
                  SELECT banca_id, debit_key AS drawer_id, amount FROM transfer
                   WHERE debit_code = 1100 AND code NOT IN ('J48', 'J49', 'J50')
                  UNION ALL
                  SELECT banca_id, credit_key, -amount FROM transfer
                   WHERE credit_code = 1100 AND code NOT IN ('J48', 'J49', 'J50')
              ), booked AS (SELECT banca_id, drawer_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, drawer_id),
              pair AS (
                  SELECT coalesce(m.name || ' ' || to_char(d.opened_at AT TIME ZONE b.zone, 'YYYY-MM-DD HH24:MI'), drawer_id::text) AS drawer,
                         coalesce(o.amount, 0) AS booked, coalesce(t.amount, 0) AS told
                    FROM booked o FULL JOIN told t USING (banca_id, drawer_id)
                    LEFT JOIN drawer d USING (banca_id, drawer_id)
                    LEFT JOIN terminal m USING (banca_id, terminal_id)
                    LEFT JOIN banca b USING (banca_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(told), 0)::bigint,
                     min(drawer) FILTER (WHERE booked <> told) FROM pair",
    },
    Check {
        // A closed drawer holds nothing.
        name: "drawer.closed",
        within_a_shop: true,
        sql: "WITH side AS (
                  SELECT banca_id, debit_key AS drawer_id, amount FROM transfer WHERE debit_code = 1100
                  UNION ALL SELECT banca_id, credit_key, -amount FROM transfer WHERE credit_code = 1100
              ), held AS (
                  SELECT m.name || ' Z ' || d.z_number AS drawer, coalesce(sum(s.amount), 0)::bigint AS amount
                    FROM drawer d
                    JOIN terminal m USING (banca_id, terminal_id)
                    LEFT JOIN side s USING (banca_id, drawer_id)
                   WHERE d.state = 'closed' GROUP BY d.banca_id, d.drawer_id, m.name, d.z_number)
              SELECT coalesce(sum(abs(amount)), 0)::bigint, 0::bigint, min(drawer) FILTER (WHERE amount <> 0) FROM held",
    },
    Check {
        // The report that closed a drawer is the one that was hashed, and tells what was counted last and then expected.
        name: "drawer.reports",
        within_a_shop: true,
        sql: "WITH r AS (
                  SELECT m.name || ' Z ' || d.z_number AS drawer,
                         d.report_hash = drawer_report_hash(d.report)
                         AND d.report ->> 'hash' = encode(d.report_hash, 'hex')
                         AND (d.report ->> 'z_number')::bigint = d.z_number
                         AND (d.report ->> 'counted')::bigint = c.total
                         AND (d.report ->> 'expected')::bigint = c.expected
                         AND (d.report ->> 'difference')::bigint = c.total - c.expected AS stands
                    FROM drawer d
                    JOIN terminal m USING (banca_id, terminal_id)
                    LEFT JOIN LATERAL (SELECT c.total, c.expected FROM drawer_count c
                                        WHERE c.banca_id = d.banca_id AND c.drawer_id = d.drawer_id
                                        ORDER BY c.count_no DESC LIMIT 1) c ON true
                   WHERE d.state = 'closed')
              SELECT count(*), count(*) FILTER (WHERE stands), min(drawer) FILTER (WHERE stands IS NOT TRUE) FROM r",
    },
    Check {
        // What a drawer was closed with is what its report says; what it handed on is the next float at the same terminal; who
        // bore what was short is who the books charged; and the totals of the terminal go on from the report before.
        name: "drawer.closings",
        within_a_shop: false,
        sql: "WITH c AS (
                  SELECT m.name || ' Z ' || d.z_number AS drawer,
                         d.state = 'closed' AND d.report ->> 'reason' = c.reason AND d.report ->> 'short' = c.short_borne_by
                         AND (d.report ->> 'kept')::bigint = c.kept AND c.kept <= (d.report ->> 'counted')::bigint
                         AND (d.report -> 'closed_by' = 'null') = (c.user_id = d.user_id)
                         AND EXISTS (SELECT FROM posting p WHERE p.banca_id = d.banca_id AND p.document_id = d.drawer_id
                                        AND p.event = 'closed' AND p.command_id = c.command_id)
                         AND (c.next_drawer IS NULL
                              OR EXISTS (SELECT FROM drawer n WHERE n.banca_id = d.banca_id AND n.drawer_id = c.next_drawer
                                            AND n.terminal_id = d.terminal_id AND n.float_minor = c.kept
                                            AND d.report ->> 'next' IS NOT NULL))
                         AND NOT EXISTS (SELECT FROM transfer t
                                          WHERE t.banca_id = d.banca_id AND t.code = 'J49' AND t.credit_code = 1100
                                            AND t.credit_key = d.drawer_id
                                            AND t.debit_code <> CASE c.short_borne_by WHEN 'cashier' THEN 1330 ELSE 6520 END)
                         AND (d.report -> 'grand' ->> 'closes')::bigint = d.z_number
                         AND (d.report -> 'grand' ->> 'sales')::bigint = coalesce((
                                 SELECT CASE WHEN b.report -> 'grand' ->> 'closes' IS NULL THEN NULL
                                             ELSE (b.report -> 'grand' ->> 'sales')::bigint END
                                   FROM drawer b WHERE b.banca_id = d.banca_id AND b.terminal_id = d.terminal_id
                                                   AND b.z_number = d.z_number - 1),
                                 (SELECT coalesce(sum((b.report ->> 'sales')::bigint), 0)
                                    FROM drawer b WHERE b.banca_id = d.banca_id AND b.terminal_id = d.terminal_id
                                                    AND b.z_number < d.z_number))
                             + (SELECT coalesce(sum((l ->> 'amount')::bigint), 0)
                                  FROM jsonb_array_elements(d.report -> 'lines') l WHERE l ->> 'kind' IN ('ticket', 'goods'))
                         AS stands
                    FROM drawer_closing c
                    JOIN drawer d USING (banca_id, drawer_id)
                    JOIN terminal m USING (banca_id, terminal_id))
              SELECT count(*), count(*) FILTER (WHERE stands), min(drawer) FILTER (WHERE stands IS NOT TRUE) FROM c",
    },
    Check {
        // A review is of a closed drawer, by somebody else than its cashier, and an opening without a sale is the cashier's own.
        name: "drawer.reviews",
        within_a_shop: false,
        sql: "WITH r AS (
                  SELECT 'review ' || r.drawer_id AS label,
                         d.state = 'closed' AND r.user_id <> d.user_id AND r.at >= d.closed_at
                         AND EXISTS (SELECT FROM command c WHERE c.banca_id = r.banca_id AND c.command_id = r.command_id
                                        AND c.verb = 'review_drawer' AND c.user_id = r.user_id) AS stands
                    FROM drawer_review r LEFT JOIN drawer d USING (banca_id, drawer_id)
                  UNION ALL
                  SELECT 'no sale ' || n.no_sale_id,
                         n.user_id = d.user_id AND n.at >= d.opened_at AND n.at <= coalesce(d.closed_at, n.at)
                         AND (d.report IS NULL OR d.report -> 'no_sales' @> to_jsonb(n.reason))
                         AND EXISTS (SELECT FROM command c WHERE c.banca_id = n.banca_id AND c.command_id = n.command_id
                                        AND c.verb = 'no_sale' AND c.user_id = n.user_id)
                    FROM no_sale n LEFT JOIN drawer d USING (banca_id, drawer_id))
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE stands IS NOT TRUE) FROM r",
    },
    Check {
        // Z numbers of a terminal have no gap, and the terminal knows the last one.
        name: "drawer.z_numbers",
        within_a_shop: true,
        sql: "WITH z AS (
                  SELECT m.name, m.last_z, count(d.z_number) AS closed, coalesce(max(d.z_number), 0) AS last
                    FROM terminal m LEFT JOIN drawer d USING (banca_id, terminal_id)
                   WHERE coalesce(my_role(), 'ADMIN') = 'ADMIN' OR m.ventana_id = my_ventana()
                   GROUP BY m.banca_id, m.terminal_id, m.name, m.last_z)
              SELECT coalesce(sum(last_z), 0)::bigint, coalesce(sum(closed), 0)::bigint,
                     min(name) FILTER (WHERE last_z <> closed OR last <> closed) FROM z",
    },
    Check {
        // A count is the sum of its pieces.
        name: "drawer.counts",
        within_a_shop: true,
        sql: "WITH c AS (
                  SELECT c.drawer_id, c.total,
                         coalesce((SELECT sum((p ->> 'value')::bigint * (p ->> 'pieces')::bigint)
                                     FROM jsonb_array_elements(c.pieces) p), 0)::bigint AS pieces
                    FROM drawer_count c)
              SELECT coalesce(sum(total), 0)::bigint, coalesce(sum(pieces), 0)::bigint,
                     min(drawer_id::text) FILTER (WHERE total <> pieces) FROM c",
    },
];
