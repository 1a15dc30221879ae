//! Facts that stand twice: on a document and in the log of who did what, on a draw and in its rules, on a command and in
//! what it wrote. Whoever edits one of the two is found by the other.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // A claim's settlement, a draw's step, a ticket, a payout:
        // what the log says of a document is what the document says: who, about what, how much, why, with whose consent.
        name: "activity.documents",
        within_a_shop: false,
        sql: "WITH fact AS (
                  SELECT s.banca_id, s.command_id, 'ticket.sold' AS action, t.code::text AS target, t.vendedor_id AS user_id,
                         t.total AS amount, NULL::text AS note, NULL::uuid AS approval_id, false AS consent,
                         '{}'::jsonb AS details, t.sold_at AS at
                    FROM ticket t JOIN sale s USING (banca_id, sale_id)
                  UNION ALL
                  SELECT p.banca_id, p.command_id, 'ticket.cancelled', t.code::text, NULL, t.total, NULL, NULL, false, '{}', NULL
                    FROM posting p JOIN ticket t ON t.banca_id = p.banca_id AND t.ticket_id = p.document_id
                   WHERE p.event = 'cancelled'
                  UNION ALL
                  SELECT banca_id, command_id, 'draw.' || step, draw_id::text, user_id, stakes, reason, approval_id, true,
                         jsonb_strip_nulls(jsonb_build_object('tickets', tickets, 'name', after_name)), NULL
                    FROM draw_step WHERE step <> 'skipped'
                  UNION ALL
                  SELECT banca_id, command_id, 'list.excluded', draw_id || ':' || scope_id, user_id, stakes, reason, approval_id, true,
                         jsonb_build_object('tickets', tickets, 'listero', listero, 'commission', vendedor), NULL
                    FROM list_exclusion
                  UNION ALL
                  SELECT banca_id, ended_command_id, 'list.included', draw_id || ':' || scope_id, ended_by, stakes, ended_reason,
                         ended_approval_id, true, jsonb_build_object('tickets', tickets), NULL
                    FROM list_exclusion WHERE ended_at IS NOT NULL
                  UNION ALL
                  SELECT s.banca_id, s.command_id, 'layoff.' || s.step, s.layoff_id::text, s.user_id,
                         CASE s.step WHEN 'settled' THEN s.owed - s.due ELSE f.stakes END, s.reference, NULL, true,
                         jsonb_build_object('number', f.number)
                         || CASE s.step WHEN 'proposed' THEN jsonb_build_object('target', f.target, 'cost', f.stakes - f.commission)
                                        ELSE jsonb_build_object('answered', s.answered, 'owed', s.owed, 'due', s.due) END, NULL
                    FROM layoff_step s
                    JOIN layoff f USING (banca_id, layoff_id)
                   WHERE s.step NOT IN ('shared', 'annulled')
                  UNION ALL
                  SELECT banca_id, command_id,
                         CASE WHEN reverses_id IS NOT NULL THEN 'claim.unsettled' ELSE 'claim.' || how END, code::text, user_id,
                         abs(amount), reason, NULL, true, jsonb_build_object('settlement', settlement_id), NULL
                    FROM claim_settlement
                  UNION ALL
                  SELECT banca_id, command_id, CASE kind WHEN 'PRIZE' THEN 'prize.paid' ELSE 'refund.paid' END,
                         code::text, user_id, amount,
                         CASE WHEN NOT EXISTS (SELECT FROM activity n WHERE n.banca_id = payout.banca_id
                                                  AND n.action = 'payout.notes_changed' AND n.target = payout.code)
                              THEN notes END,
                         approval_id, true, jsonb_build_object('payout', payout_id, 'method', method), NULL
                    FROM payout
                  UNION ALL
                  SELECT r.banca_id, r.command_id, 'payout.reversed', p.code::text, r.user_id, p.amount, r.reason,
                         r.approval_id, true, jsonb_build_object('payout', payout_id), NULL
                    FROM payout_reversal r JOIN payout p USING (banca_id, payout_id)
                  UNION ALL
                  SELECT m.banca_id, p.command_id, 'cash.moved', k.name, m.user_id, m.amount, m.reason, m.approval_id, true,
                         jsonb_build_object('drawer', m.drawer_id, 'movement', m.kind), NULL
                    FROM cash_movement m
                    LEFT JOIN posting p ON p.banca_id = m.banca_id AND p.document_id = m.movement_id AND p.event = 'moved'
                    LEFT JOIN drawer d ON d.banca_id = m.banca_id AND d.drawer_id = m.drawer_id
                    LEFT JOIN terminal k ON k.banca_id = d.banca_id AND k.terminal_id = d.terminal_id
                  UNION ALL
                  SELECT banca_id, command_id, 'movement.saved', movement_id::text, user_id, amount, note, NULL, false,
                         jsonb_build_object('receipt', number, 'kind', kind, 'method', method, 'date', business_date), at
                    FROM account_movement
                  UNION ALL
                  SELECT r.banca_id, r.command_id, 'movement.reversed', r.movement_id::text, r.user_id, m.amount, r.reason, NULL,
                         false, jsonb_build_object('receipt', r.number), NULL
                    FROM account_movement_reversal r JOIN account_movement m USING (banca_id, movement_id)
                  UNION ALL
                  SELECT banca_id, command_id, 'sale.completed', number, vendedor_id, total, NULL, NULL, false,
                         jsonb_build_object('sale', sale_id, 'receipt', receipt, 'goods', goods, 'numbers', total - goods), NULL
                    FROM sale WHERE tender = 'listed'
                  UNION ALL
                  SELECT v.banca_id, v.command_id, 'sale.voided', s.number, v.user_id, s.total, v.reason, v.approval_id, true,
                         jsonb_build_object('sale', sale_id), NULL
                    FROM sale_void v JOIN sale s USING (banca_id, sale_id)
                  UNION ALL
                  SELECT banca_id, command_id, 'sale.returned', number, user_id, total, note, approval_id, true,
                         jsonb_build_object('return', return_id, 'reason', reason), NULL
                    FROM sale_return
                  UNION ALL
                  SELECT e.banca_id, p.command_id, 'payment.' || e.state, e.reference, e.decided_by, e.amount, e.reason, NULL, false,
                         jsonb_build_object('payment', e.electronic_id), NULL
                    FROM electronic e
                    JOIN posting p ON p.banca_id = e.banca_id AND p.document_id = e.electronic_id AND p.event = e.state
                  UNION ALL
                  SELECT d.banca_id, p.command_id,
                         CASE p.event WHEN 'opened' THEN 'drawer.opened' ELSE 'drawer.closed' END, k.name,
                         CASE WHEN p.event = 'opened' AND h.drawer_id IS NULL THEN d.user_id END,
                         CASE p.event WHEN 'opened' THEN d.float_minor ELSE (d.report ->> 'difference')::bigint END, NULL, NULL,
                         false, CASE p.event WHEN 'opened' THEN jsonb_build_object('drawer', d.drawer_id)
                                             ELSE jsonb_build_object('report', d.report) END, NULL
                    FROM drawer d
                    JOIN terminal k USING (banca_id, terminal_id)
                    JOIN posting p ON p.banca_id = d.banca_id AND p.document_id = d.drawer_id AND p.event IN ('opened', 'closed')
                    -- What was handed over was opened by the cashier before.
                    LEFT JOIN drawer_closing h ON h.banca_id = d.banca_id AND h.next_drawer = d.drawer_id
                  UNION ALL
                  SELECT n.banca_id, n.command_id, 'drawer.no_sale', k.name, n.user_id, NULL, n.reason, NULL, false,
                         jsonb_build_object('drawer', n.drawer_id), NULL
                    FROM no_sale n
                    LEFT JOIN drawer d USING (banca_id, drawer_id)
                    LEFT JOIN terminal k ON k.banca_id = d.banca_id AND k.terminal_id = d.terminal_id
                  UNION ALL
                  SELECT r.banca_id, r.command_id, 'drawer.reviewed', k.name, r.user_id, NULL, r.note, NULL, false,
                         jsonb_build_object('drawer', r.drawer_id), NULL
                    FROM drawer_review r
                    LEFT JOIN drawer d USING (banca_id, drawer_id)
                    LEFT JOIN terminal k ON k.banca_id = d.banca_id AND k.terminal_id = d.terminal_id
              ), e AS (
                  SELECT f.action || ' ' || f.target AS entry,
                         (a.amount IS NOT DISTINCT FROM f.amount AND a.user_id = coalesce(f.user_id, a.user_id)
                          AND a.note = coalesce(f.note, a.note) AND a.at = coalesce(f.at, a.at) AND a.details @> f.details
                          AND (NOT f.consent OR a.approval_id IS NOT DISTINCT FROM f.approval_id)) IS TRUE AS stands
                    FROM fact f
                    LEFT JOIN activity a ON a.banca_id = f.banca_id AND a.command_id = f.command_id AND a.action = f.action
                                        AND a.target = f.target)
              SELECT count(*), count(*) FILTER (WHERE stands), min(entry) FILTER (WHERE NOT stands) FROM e",
    },
    Check {
        // Changed notes of a payout are those that its last change wrote.
        name: "activity.notes",
        within_a_shop: false,
        sql: "WITH n AS (
                  SELECT DISTINCT ON (a.banca_id, p.payout_id) p.code, p.notes = a.note AND a.details ->> 'after' = a.note AS stands
                    FROM activity a
                    JOIN payout p ON p.banca_id = a.banca_id AND p.payout_id = (a.details ->> 'payout')::uuid
                   WHERE a.action = 'payout.notes_changed'
                   ORDER BY a.banca_id, p.payout_id, a.at DESC, a.activity_id DESC)
              SELECT count(*), count(*) FILTER (WHERE stands), min(code) FILTER (WHERE stands IS NOT TRUE) FROM n",
    },
    Check {
        // Every consent was written down when it was given, as it was given.
        name: "activity.consents",
        within_a_shop: false,
        sql: "WITH c AS (
                  SELECT coalesce(a.target, l.target) AS target,
                         ((a.granted_by, a.terminal_id, a.command_id, a.target, a.amount, a.reason, a.\"right\")
                          IS NOT DISTINCT FROM
                          (l.user_id, l.terminal_id, l.command_id, l.target, l.amount, l.note, l.details ->> 'right')
                          AND a.approval_id IS NOT NULL AND s.user_id = a.asked_by) IS TRUE AS stands
                    FROM approval a
                    FULL JOIN (SELECT * FROM activity WHERE action = 'approval.granted') l USING (banca_id, approval_id)
                    LEFT JOIN session s ON s.banca_id = l.banca_id AND s.session_id = l.session_id)
              SELECT count(*), count(*) FILTER (WHERE stands), min(target) FILTER (WHERE NOT stands) FROM c",
    },
    Check {
        // Whoever stands in the log did it in a session of the own at that terminal, and so did the command.
        name: "activity.sessions",
        within_a_shop: false,
        sql: "WITH e AS (
                  SELECT a.action || ' ' || a.target AS entry,
                         CASE WHEN a.session_id IS NULL THEN a.terminal_id IS NULL AND a.command_id IS NULL
                              ELSE s.terminal_id = a.terminal_id
                                   AND (a.action = 'approval.granted'
                                        OR (s.user_id = a.user_id
                                            AND (a.command_id IS NULL
                                                 OR (c.user_id, c.session_id) = (a.user_id, a.session_id))))
                         END AS stands
                    FROM activity a
                    LEFT JOIN session s USING (banca_id, session_id)
                    LEFT JOIN command c ON c.banca_id = a.banca_id AND c.command_id = a.command_id)
              SELECT count(*), count(*) FILTER (WHERE stands), min(entry) FILTER (WHERE stands IS NOT TRUE) FROM e",
    },
    Check {
        // Every command wrote down what it did, and what it wrote is what such a command does.
        name: "commands.logged",
        within_a_shop: false,
        sql: "WITH verb AS (
                  SELECT * FROM (VALUES
                      ('sell', 'ticket.sold'), ('complete_sale', 'sale.completed'), ('void_sale', 'sale.voided'),
                      ('return_goods', 'sale.returned'), ('decide_electronic', 'payment.approved'), ('decide_electronic', 'payment.rejected'),
                      ('save_customer', 'customer.saved'), ('cancel_ticket', 'ticket.cancelled'), ('reprint', 'ticket.reprinted'),
                      ('print', 'receipt.printed'), ('print', 'receipt.reprinted'), ('print', 'ticket.reprinted'),
                      ('save_printer', 'printer.saved'), ('test_printer', 'printer.tested'), ('retry_print', 'print.retried'),
                      ('cancel_print', 'print.cancelled'), ('save_receipt_text', 'receipt_text.saved'),
                      ('pay', 'prize.paid'), ('pay', 'refund.paid'), ('revive_prize', 'prize.revived'), ('find_ticket', 'ticket.searched'), ('annul_draw', 'draw.annulled'),
                      ('exclude_list', 'list.excluded'), ('include_list', 'list.included'),
                      ('save_layoff', 'layoff.proposed'), ('send_layoff', 'layoff.sent'), ('accept_layoff', 'layoff.accepted'),
                      ('reject_layoff', 'layoff.rejected'), ('withdraw_layoff', 'layoff.withdrawn'),
                      ('settle_layoff', 'layoff.settled'), ('save_other_house', 'other_house.saved'),
                      ('save_product', 'goods.saved'), ('save_goods_list', 'goods_prices.saved'), ('set_goods_prices', 'goods_prices.saved'),
                      ('move_goods_prices', 'goods_prices.saved'), ('save_category', 'catalogue.saved'), ('save_tax_class', 'catalogue.saved'),
                      ('save_scale_template', 'catalogue.saved'), ('save_favourite', 'catalogue.saved'), ('save_promotion', 'promotion.saved'),
                      ('change_draw', 'draw.rescheduled'), ('change_draw', 'draw.renamed'), ('change_draw', 'draw.suspended'),
                      ('change_draw', 'draw.resumed'), ('special_draw', 'draw.made'), ('save_holiday', 'holiday.saved'),
                      ('end_holiday', 'holiday.ended'), ('settle_claim', 'claim.collected'),
                      ('settle_claim', 'claim.written_off'), ('unsettle_claim', 'claim.unsettled'), ('finalise', 'prize.finalised'), ('reopen_prize', 'prize.reopened'),
                      ('reverse_payout', 'payout.reversed'), ('edit_payout_notes', 'payout.notes_changed'),
                      ('open_drawer', 'drawer.opened'), ('count_drawer', 'drawer.counted'), ('close_drawer', 'drawer.closed'),
                      ('move_cash', 'cash.moved'), ('no_sale', 'drawer.no_sale'), ('hand_over', 'drawer.closed'),
                      ('review_drawer', 'drawer.reviewed'), ('save_drawer_settings', 'drawer.settings_saved'), ('enter_result', 'result.entered'), ('confirm_result', 'result.confirmed'),
                      ('withdraw_result', 'result.withdrawn'),
                      ('confirm_result', 'result.corrected'), ('open_draw', 'draw.opened'), ('close_draw', 'draw.closed'),
                      ('save_user', 'user.saved'), ('unlock_user', 'user.unlocked'), ('end_sessions', 'session.revoked'), ('save_ventana', 'ventana.saved'), ('import', 'import.applied'), ('save_lottery', 'lottery.saved'),
                      ('save_multiplier', 'multiplier.saved'), ('save_price_list', 'prices.saved'), ('save_settings', 'house.saved'), ('save_commission', 'commission.saved'),
                      ('save_limit', 'limit.saved'), ('end_limit', 'limit.ended'), ('block_number', 'number.blocked'),
                      ('save_movement', 'movement.saved'), ('reverse_movement', 'movement.reversed'),
                      ('close_month', 'month.closed'), ('set_credit', 'credit.set'),
                      ('generate_draws', 'draw.generated'), ('give_up', 'command.given_up')) AS v(verb, action)
              ), logged AS (
                  SELECT DISTINCT banca_id, command_id, action FROM activity WHERE command_id IS NOT NULL
              ), c AS (
                  SELECT c.verb || ' ' || c.command_id AS command,
                         -- A basket is nothing before it is paid.
                         c.verb IN ('expire_prizes', 'change_basket', 'park_basket', 'recall_basket', 'abandon_basket')
                         -- A sale that was void already is void.
                         OR (c.verb = 'void_sale' AND c.answer #>> '{data,of,cached}' = 'true')
                         OR (c.banca_id, c.command_id, c.verb)
                            IN (SELECT l.banca_id, l.command_id, v.verb FROM logged l JOIN verb v USING (action)) AS stands
                    FROM command c)
              SELECT count(*), count(*) FILTER (WHERE stands), min(command) FILTER (WHERE NOT stands) FROM c",
    },
    Check {
        // A count is in the log as it was counted, and the second follows the first.
        name: "activity.counts",
        within_a_shop: false,
        sql: "WITH c AS (
                  SELECT c.drawer_id,
                         c.count_no = row_number() OVER (PARTITION BY c.banca_id, c.drawer_id ORDER BY c.count_no)
                         AND EXISTS (SELECT FROM activity a
                                      WHERE a.banca_id = c.banca_id AND a.action = 'drawer.counted' AND a.user_id = c.user_id
                                        AND a.amount = c.total
                                        AND a.details @> jsonb_build_object('drawer', c.drawer_id, 'count', c.count_no,
                                                                            'expected', c.expected)
                                        AND a.details -> 'pieces' = c.pieces) AS stands
                    FROM drawer_count c)
              SELECT count(*), count(*) FILTER (WHERE stands), min(drawer_id::text) FILTER (WHERE NOT stands) FROM c",
    },
    Check {
        // A draw that was opened keeps what its rules say, and its results are those that were confirmed and settled.
        name: "draws.rules",
        within_a_shop: false,
        sql: "WITH r AS (
                  SELECT n.label,
                         d.digits = CASE d.rules ->> 'digits' WHEN 'two' THEN 2 WHEN 'three' THEN 3 END AND d.outcomes = coalesce(d.rules -> 'outcomes', '[]')
                         AND (d.cutoff = d.at - make_interval(mins => (d.rules ->> 'cutoff_minutes')::integer)
                              OR EXISTS (SELECT FROM draw_step s WHERE s.banca_id = d.banca_id AND s.draw_id = d.draw_id
                                                                   AND s.after_cutoff = d.cutoff))
                         AND d.business_date = business_date(d.banca_id, NULL, d.at)
                         AND d.opened_at < d.cutoff
                         AND (d.state NOT IN ('CLOSED', 'EVALUATED') OR d.closed_at >= d.opened_at)
                         AND d.result_version = (SELECT count(*) FROM posting p WHERE p.banca_id = d.banca_id
                                                    AND p.document_id = d.draw_id AND p.event = 'prizes')
                         AND d.result_version = (SELECT coalesce(max(e.version), 0) FROM result_entry e
                                                  WHERE e.banca_id = d.banca_id AND e.draw_id = d.draw_id AND e.step = 'confirmed')
                         AND d.single_person <= EXISTS (
                                 SELECT FROM result_entry e JOIN result_entry c USING (banca_id, draw_id, version, user_id)
                                  WHERE e.banca_id = d.banca_id AND e.draw_id = d.draw_id AND e.version = d.result_version
                                    AND e.step = 'entered' AND c.step = 'confirmed') AS stands
                    FROM draw d LEFT JOIN draw_label n USING (banca_id, draw_id)
                   WHERE d.opened_at IS NOT NULL)
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE stands IS NOT TRUE) FROM r",
    },
    Check {
        // Who typed, confirmed, typed otherwise or took back a result is in the log of its draw.
        name: "activity.results",
        within_a_shop: false,
        sql: "WITH e AS (
                  SELECT e.draw_id,
                         EXISTS (SELECT FROM activity a
                                  WHERE a.banca_id = e.banca_id AND a.target = e.draw_id::text AND a.user_id = e.user_id
                                    AND CASE e.step
                                        WHEN 'entered' THEN a.action = 'result.entered' AND a.note = e.reason
                                                            AND (a.details ->> 'version')::smallint = e.version
                                        WHEN 'confirmed' THEN a.action IN ('result.confirmed', 'result.corrected') AND e.reason = ''
                                        ELSE a.action = 'result.differed' AND e.reason = '' END) AS stands
                    FROM result_entry e
                  UNION ALL
                  SELECT e.draw_id,
                         e.step = 'entered'
                         AND EXISTS (SELECT FROM activity a
                                      WHERE a.banca_id = w.banca_id AND a.target = e.draw_id::text AND a.user_id = w.user_id
                                        AND a.command_id = w.command_id AND a.action = 'result.withdrawn' AND a.note = w.reason
                                        AND a.details @> jsonb_build_object('version', e.version, 'typed_by', e.user_id))
                    FROM result_withdrawal w LEFT JOIN result_entry e USING (banca_id, entry_id))
              SELECT count(*), count(*) FILTER (WHERE stands), min(draw_id::text) FILTER (WHERE stands IS NOT TRUE) FROM e",
    },
    Check {
        // A bet's price is one of its draw's lottery, and a prize runs as long as the draw's rules said when it was made.
        name: "draws.prices_and_days",
        within_a_shop: false,
        sql: "WITH f AS (
                  SELECT b.ticket_id::text AS label,
                         EXISTS (SELECT FROM multiplier m WHERE m.banca_id = b.banca_id AND m.multiplier_id = b.multiplier_id
                                    AND m.lottery_id = d.lottery_id AND m.kind = b.kind
                                    AND b.factor IN (m.factor, CASE b.kind WHEN 1 THEN best.factor END)) AS stands
                    FROM bet b
                    LEFT JOIN draw d USING (banca_id, draw_id)
                    LEFT JOIN LATERAL (SELECT max((x ->> 'factor')::numeric) AS factor
                                         FROM jsonb_array_elements(d.outcomes) x) best ON b.kind = 1
                  UNION ALL
                  SELECT a.code, a.kind = 'REFUND' OR a.expires = p.business_date + (d.rules ->> 'expiry_days')::integer
                    FROM award a
                    LEFT JOIN draw d USING (banca_id, draw_id)
                    LEFT JOIN posting p ON p.banca_id = a.banca_id AND p.document_id = a.draw_id AND p.event = 'prizes'
                                       AND p.version = a.result_version
                  UNION ALL
                  SELECT code, (state <> 'ACTIVE') = (cancelled_at IS NOT NULL) FROM ticket
                  UNION ALL
                  SELECT m.name, d.opened_at = (d.report ->> 'opened_at')::timestamptz
                                 AND d.closed_at = (d.report ->> 'closed_at')::timestamptz
                    FROM drawer d JOIN terminal m USING (banca_id, terminal_id) WHERE d.state = 'closed')
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE stands IS NOT TRUE) FROM f",
    },
];
