//! Commands, consents and the log: what was asked, who agreed, and that it was written down.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // Whatever was committed has its answer beside its key.
        name: "commands.answered",
        within_a_shop: false,
        sql: "SELECT count(*), count(answer), min(verb || ' ' || command_id) FILTER (WHERE answer IS NULL) FROM command",
    },
    Check {
        // One command, one document: a sale stands behind every command that sold, a command behind every document.
        name: "commands.documents",
        within_a_shop: false,
        sql: "WITH d AS (
                  SELECT 'sale ' || c.command_id AS document, EXISTS (SELECT FROM sale s
                             WHERE s.banca_id = c.banca_id AND s.command_id = c.command_id) AS stands
                    FROM command c WHERE c.verb IN ('sell', 'complete_sale') AND c.answer IS NOT NULL
                  UNION ALL
                  SELECT p.event || ' ' || p.document_id, EXISTS (SELECT FROM command c
                             WHERE c.banca_id = p.banca_id AND c.command_id = p.command_id)
                    FROM posting p
                  UNION ALL
                  SELECT 'payout ' || p.code, EXISTS (SELECT FROM command c
                             WHERE c.banca_id = p.banca_id AND c.command_id = p.command_id AND c.verb IN ('pay', 'complete_sale')
                               AND c.user_id = p.user_id)
                    FROM payout p
                  UNION ALL
                  SELECT 'receipt ' || m.movement_id, EXISTS (SELECT FROM command c
                             WHERE c.banca_id = m.banca_id AND c.command_id = m.command_id AND c.verb = 'save_movement'
                               AND c.user_id = m.user_id)
                    FROM account_movement m
                  UNION ALL
                  SELECT 'reversal of receipt ' || r.movement_id, EXISTS (SELECT FROM command c
                             WHERE c.banca_id = r.banca_id AND c.command_id = r.command_id AND c.verb = 'reverse_movement'
                               AND c.user_id = r.user_id)
                    FROM account_movement_reversal r
                  UNION ALL
                  SELECT 'month ' || m.month, EXISTS (SELECT FROM command c
                             WHERE c.banca_id = m.banca_id AND c.command_id = m.command_id AND c.verb = 'close_month'
                               AND c.user_id = m.user_id)
                    FROM month_close m
                  UNION ALL
                  SELECT 'reversal ' || r.payout_id, EXISTS (SELECT FROM command c
                             WHERE c.banca_id = r.banca_id AND c.command_id = r.command_id AND c.user_id = r.user_id)
                    FROM payout_reversal r)
              SELECT count(*), count(*) FILTER (WHERE stands), min(document) FILTER (WHERE NOT stands) FROM d",
    },
    Check {
        // Nobody consented to the own request, and a consent was used by the command that it names, of the person who asked.
        name: "approvals.second_person",
        within_a_shop: false,
        sql: "WITH a AS (
                  SELECT a.\"right\" || ' ' || a.target AS label,
                         a.asked_by <> a.granted_by
                         AND (a.consumed_at IS NULL OR coalesce(c.user_id = a.asked_by, false)) AS stands
                    FROM approval a LEFT JOIN command c USING (banca_id, command_id))
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE NOT stands) FROM a",
    },
    Check {
        // Whatever names a consent names one that was used by the same command.
        name: "approvals.named",
        within_a_shop: false,
        sql: "WITH n AS (
                  SELECT banca_id, approval_id, command_id, 'payout ' || code AS document FROM payout
                  UNION ALL
                  SELECT banca_id, approval_id, command_id, 'list ' || exclusion_id FROM list_exclusion
                  UNION ALL
                  SELECT banca_id, ended_approval_id, ended_command_id, 'list ' || exclusion_id FROM list_exclusion
                  UNION ALL
                  SELECT banca_id, approval_id, command_id, 'reversal ' || payout_id FROM payout_reversal
                  UNION ALL
                  SELECT banca_id, approval_id, command_id, 'void ' || sale_id FROM sale_void
                  UNION ALL
                  SELECT banca_id, approval_id, command_id, 'return ' || number FROM sale_return
                  UNION ALL
                  SELECT m.banca_id, m.approval_id, p.command_id, 'movement ' || m.movement_id
                    FROM cash_movement m LEFT JOIN posting p ON p.banca_id = m.banca_id AND p.document_id = m.movement_id
                  UNION ALL
                  SELECT banca_id, approval_id, command_id, action || ' ' || target FROM activity WHERE action <> 'approval.granted'
              ), p AS (
                  SELECT n.document, a.consumed_at IS NOT NULL AND coalesce(a.command_id = n.command_id, false) AS stands
                    FROM n LEFT JOIN approval a USING (banca_id, approval_id)
                   WHERE n.approval_id IS NOT NULL)
              SELECT count(*), count(*) FILTER (WHERE stands), min(document) FILTER (WHERE NOT stands) FROM p",
    },
    Check {
        // Nothing that moved money is without its entry in the log.
        name: "activity.complete",
        within_a_shop: false,
        sql: "WITH e AS (
                  SELECT banca_id, code::text AS target, 'ticket.sold' AS action FROM ticket
                  UNION ALL SELECT banca_id, code::text, 'ticket.cancelled' FROM ticket WHERE state = 'CANCELLED'
                  UNION ALL SELECT banca_id, code::text, CASE kind WHEN 'PRIZE' THEN 'prize.paid' ELSE 'refund.paid' END FROM payout
                  UNION ALL SELECT banca_id, draw_id::text, 'draw.annulled' FROM draw_step WHERE step = 'annulled'
                  UNION ALL
                  SELECT banca_id, code::text,
                         CASE WHEN reverses_id IS NOT NULL THEN 'claim.unsettled' ELSE 'claim.' || how END
                    FROM claim_settlement
                  UNION ALL
                  SELECT r.banca_id, p.code::text, 'payout.reversed'
                    FROM payout_reversal r JOIN payout p USING (banca_id, payout_id)
                  UNION ALL SELECT banca_id, number, 'sale.completed' FROM sale WHERE tender = 'listed'
                  UNION ALL
                  SELECT v.banca_id, s.number, 'sale.voided' FROM sale_void v JOIN sale s USING (banca_id, sale_id)
                  UNION ALL SELECT banca_id, number, 'sale.returned' FROM sale_return
                  UNION ALL
                  SELECT banca_id, reference, 'payment.' || state FROM electronic WHERE state IN ('approved', 'rejected')
                  UNION ALL SELECT d.banca_id, m.name, 'drawer.opened' FROM drawer d JOIN terminal m USING (banca_id, terminal_id)
                  UNION ALL
                  SELECT d.banca_id, m.name, 'drawer.closed'
                    FROM drawer d JOIN terminal m USING (banca_id, terminal_id) WHERE d.state = 'closed'
              ), done AS (SELECT banca_id, action, target, count(*) AS n FROM e GROUP BY banca_id, action, target),
              logged AS (
                  SELECT banca_id, action, target, count(*) AS n
                    FROM activity
                   WHERE action IN ('ticket.sold', 'ticket.cancelled', 'prize.paid', 'refund.paid', 'payout.reversed',
                                    'draw.annulled', 'claim.collected', 'claim.written_off', 'claim.unsettled',
                                    'drawer.opened', 'drawer.closed', 'sale.completed', 'sale.voided', 'sale.returned',
                                    'payment.approved', 'payment.rejected')
                   GROUP BY banca_id, action, target)
              SELECT coalesce(sum(d.n), 0)::bigint, coalesce(sum(l.n), 0)::bigint,
                     min(action || ' ' || target) FILTER (WHERE d.n IS DISTINCT FROM l.n)
                FROM done d FULL JOIN logged l USING (banca_id, action, target)",
    },
];
