//! Lists that are excluded: what fell with them stays out, whole, and comes back whole.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // An exclusion tells what its postings took out, by a command of its own and with another's consent; what it ended
        // with put back the same tickets.
        name: "lists.excluded",
        within_a_shop: false,
        sql: "WITH moved AS (
                  SELECT p.banca_id, p.command_id, p.event, count(*) AS tickets, sum(t.total)::bigint AS stakes,
                         sum(t.listero)::bigint AS listero, sum(t.vendedor)::bigint AS vendedor
                    FROM posting p
                    JOIN ticket t ON t.banca_id = p.banca_id AND t.ticket_id = p.document_id
                   WHERE p.event IN ('excluded', 'included')
                   GROUP BY p.banca_id, p.command_id, p.event
              ), pair AS (
                  SELECT coalesce(n.label, x.draw_id::text) AS draw, x.stakes AS told, coalesce(o.stakes, 0) AS fell,
                         (x.tickets, x.stakes, x.listero, x.vendedor)
                         <> (coalesce(o.tickets, 0), coalesce(o.stakes, 0), coalesce(o.listero, 0), coalesce(o.vendedor, 0))
                         OR (x.ended_at IS NOT NULL
                             AND (x.tickets, x.stakes) <> (coalesce(b.tickets, 0), coalesce(b.stakes, 0)))
                         OR NOT EXISTS (SELECT FROM command c
                                         WHERE c.banca_id = x.banca_id AND c.command_id = x.command_id AND c.verb = 'exclude_list'
                                           AND c.user_id = x.user_id)
                         OR (x.ended_at IS NOT NULL AND NOT EXISTS (
                                SELECT FROM command c
                                 WHERE c.banca_id = x.banca_id AND c.command_id = x.ended_command_id AND c.verb = 'include_list'
                                   AND c.user_id = x.ended_by))
                         OR (x.scope_rank = 2) <> EXISTS (SELECT FROM ventana v
                                                           WHERE v.banca_id = x.banca_id AND v.ventana_id = x.scope_id) AS differ
                    FROM list_exclusion x
                    LEFT JOIN draw_label n USING (banca_id, draw_id)
                    LEFT JOIN moved o ON o.banca_id = x.banca_id AND o.command_id = x.command_id AND o.event = 'excluded'
                    LEFT JOIN moved b ON b.banca_id = x.banca_id AND b.command_id = x.ended_command_id AND b.event = 'included')
              SELECT coalesce(sum(told), 0)::bigint, coalesce(sum(fell), 0)::bigint, min(draw) FILTER (WHERE differ) FROM pair",
    },
    Check {
        // A ticket is out exactly while an exclusion that took it out is in force: its stake is refundable then, and the books
        // moved all of it. Nothing stands in a list that is out.
        name: "lists.tickets",
        within_a_shop: false,
        sql: "WITH took AS (
                  SELECT p.banca_id, p.document_id AS ticket_id, x.exclusion_id,
                         (SELECT count(*) FROM transfer t WHERE t.banca_id = p.banca_id AND t.posting_id = p.posting_id
                             AND t.code = 'J63' AND (t.debit_code, t.credit_code) IN ((2410, 2430), (1320, 5110), (4110, 2310), (2320, 5120))) AS legs,
                         (SELECT coalesce(sum(t.amount), 0) FROM transfer t
                           WHERE t.banca_id = p.banca_id AND t.posting_id = p.posting_id)::bigint AS amount
                    FROM posting p
                    JOIN list_exclusion x ON x.banca_id = p.banca_id AND x.command_id = p.command_id
                   WHERE p.event = 'excluded' AND x.ended_at IS NULL
              ), pair AS (
                  SELECT t.code, t.total,
                         coalesce(a.prize, 0) AS refund,
                         (t.state = 'EXCLUDED') <> (k.exclusion_id IS NOT NULL)
                         OR (k.exclusion_id IS NOT NULL
                             AND (a.prize = t.total AND t.cancelled_at IS NOT NULL
                                  AND k.amount = t.total + 2 * t.listero + t.vendedor
                                  AND k.legs = 1 + 2 * (t.listero > 0)::integer + (t.vendedor > 0)::integer) IS NOT TRUE)
                         OR (t.state = 'ACTIVE' AND EXISTS (
                                SELECT FROM list_exclusion x
                                 WHERE x.banca_id = t.banca_id AND x.draw_id = t.draw_id AND x.ended_at IS NULL
                                   AND x.scope_id IN (t.vendedor_id, t.ventana_id))) AS differ
                    FROM ticket t
                    LEFT JOIN took k USING (banca_id, ticket_id)
                    LEFT JOIN award a ON a.banca_id = t.banca_id AND a.ticket_id = t.ticket_id AND a.kind = 'REFUND'
                                     AND a.mark = 'OPEN' AND a.result_version < 0
                   WHERE t.state = 'EXCLUDED' OR k.exclusion_id IS NOT NULL
                      OR EXISTS (SELECT FROM list_exclusion x WHERE x.banca_id = t.banca_id AND x.draw_id = t.draw_id AND x.ended_at IS NULL))
              SELECT coalesce(sum(total) FILTER (WHERE refund > 0 OR differ), 0)::bigint, coalesce(sum(refund), 0)::bigint,
                     min(code) FILTER (WHERE differ) FROM pair",
    },
];
