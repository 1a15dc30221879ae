//! Transfers and postings against the table of postings, and against the documents that they book.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // Every transfer is a row of the table, of an event of such a document, by such a command, in the book and between
        // the accounts of that very document.
        name: "ledger.table",
        within_a_shop: false,
        sql: "WITH allowed AS (
                  SELECT * FROM jsonb_to_recordset($1) AS r(event text, document text, verbs jsonb, code text, house boolean,
                                                            debit smallint, credit smallint, reverses boolean)
              ), doc AS (
                  SELECT banca_id, ticket_id AS document_id, 'ticket' AS kind, ventana_id, vendedor_id AS user_id, drawer_id,
                         draw_id, ticket_id, sale_id FROM ticket
                  UNION ALL
                  SELECT banca_id, sale_id, 'sale', ventana_id, vendedor_id, drawer_id, NULL, NULL, sale_id FROM sale
                   WHERE tender = 'listed'
                  UNION ALL
                  SELECT banca_id, return_id, 'return', ventana_id, user_id, drawer_id, NULL, NULL, sale_id FROM sale_return
                  UNION ALL
                  SELECT banca_id, electronic_id, 'electronic', ventana_id, user_id, drawer_id, NULL, NULL, sale_id FROM electronic
                  UNION ALL
                  SELECT banca_id, payout_id, 'payout', ventana_id, user_id, drawer_id, draw_id, ticket_id, NULL FROM payout
                  UNION ALL SELECT banca_id, award_id, 'award', ventana_id, NULL, NULL, draw_id, ticket_id, NULL FROM award
                  UNION ALL SELECT banca_id, drawer_id, 'drawer', ventana_id, user_id, drawer_id, NULL, NULL, NULL FROM drawer
                  UNION ALL
                  SELECT m.banca_id, m.movement_id, m.kind, w.ventana_id, m.user_id, m.drawer_id, NULL, NULL, NULL
                    FROM cash_movement m JOIN drawer w USING (banca_id, drawer_id)
                  UNION ALL
                  SELECT banca_id, movement_id, CASE kind WHEN 'payment' THEN 'to_' ELSE 'from_' END
                         || CASE WHEN vendedor_id IS NULL THEN 'shop' ELSE 'seller' END, ventana_id, vendedor_id, drawer_id, NULL, NULL, NULL
                    FROM account_movement
                  UNION ALL SELECT banca_id, draw_id, 'draw', NULL, NULL, NULL, draw_id, NULL, NULL FROM draw
                  UNION ALL
                  SELECT banca_id, settlement_id, 'claim', ventana_id, user_id, drawer_id, draw_id, ticket_id, NULL FROM claim_settlement
                  UNION ALL
                  -- The other house stands where a shop's person does.
                  SELECT banca_id, layoff_id, 'layoff', NULL, house_id, NULL, draw_id, NULL, NULL FROM layoff
              ), t AS (
                  SELECT t.transfer_id, t.code,
                         EXISTS (SELECT FROM allowed r
                                  WHERE r.event = p.event AND r.document = d.kind AND r.verbs ? c.verb AND r.code = t.code
                                    AND r.house = (t.book = t.banca_id) AND r.debit = t.debit_code AND r.credit = t.credit_code
                                    AND r.reverses = (t.reverses_id IS NOT NULL))
                         AND (t.book = t.banca_id OR t.book = d.ventana_id)
                         AND (SELECT bool_and(coalesce(CASE
                                  WHEN s.account = 1100 AND t.reverses_id IS NULL THEN s.key = d.drawer_id
                                  WHEN s.account = 1100
                                  THEN EXISTS (SELECT FROM drawer w WHERE w.banca_id = t.banca_id AND w.drawer_id = s.key
                                                                      AND w.ventana_id = t.book)
                                  WHEN s.account = 1229
                                  THEN EXISTS (SELECT FROM electronic e WHERE e.banca_id = t.banca_id AND e.electronic_id = s.key
                                                                          AND e.sale_id = d.sale_id)
                                  WHEN s.account = 2330 THEN s.key = d.document_id
                                  WHEN s.account IN (1310, 2340)
                                  THEN EXISTS (SELECT FROM sale x WHERE x.banca_id = t.banca_id AND x.sale_id = d.sale_id
                                                                    AND x.customer_id = s.key)
                                  WHEN s.account = 1320 THEN s.key = d.ventana_id
                                  WHEN s.account IN (1330, 2320, 2440, 2450) THEN s.key = d.user_id
                                  WHEN s.account = 2410 THEN s.key = d.draw_id
                                  WHEN s.account IN (1340, 2420, 2425) AND d.kind = 'draw'
                                  THEN EXISTS (SELECT FROM ticket k WHERE k.banca_id = t.banca_id AND k.draw_id = d.draw_id
                                                                      AND k.ticket_id = s.key)
                                  WHEN s.account IN (1340, 2420, 2425, 2430) THEN s.key = d.ticket_id
                                  ELSE s.key = '00000000-0000-0000-0000-000000000000' END, false))
                                FROM (VALUES (t.debit_code, t.debit_key), (t.credit_code, t.credit_key)) AS s(account, key))
                         AS stands
                    FROM transfer t
                    LEFT JOIN posting p ON p.banca_id = t.banca_id AND p.posting_id = t.posting_id
                    LEFT JOIN doc d ON d.banca_id = p.banca_id AND d.document_id = p.document_id
                    LEFT JOIN command c ON c.banca_id = p.banca_id AND c.command_id = p.command_id)
              SELECT count(*), count(*) FILTER (WHERE stands),
                     min(code || ' ' || transfer_id) FILTER (WHERE stands IS NOT TRUE) FROM t",
    },
    Check {
        // Every event is one of the table; the versions of a document's event follow each other; the drawer that takes cash
        // back is the reversal's, and the date of a document is that of its posting.
        name: "ledger.postings",
        within_a_shop: false,
        sql: "WITH p AS (
                  SELECT p.event, p.document_id,
                         p.event IN (SELECT r.event FROM jsonb_to_recordset($1) AS r(event text))
                         AND p.version = row_number() OVER (PARTITION BY p.banca_id, p.document_id, p.event ORDER BY p.version)
                         AND CASE p.event
                             WHEN 'sold' THEN EXISTS (SELECT FROM ticket t WHERE t.banca_id = p.banca_id
                                  AND t.business_date = p.business_date AND t.ticket_id = p.document_id)
                                  OR EXISTS (SELECT FROM sale s WHERE s.banca_id = p.banca_id AND s.tender = 'listed'
                                  AND s.business_date = p.business_date AND s.sale_id = p.document_id
                                  AND s.command_id = p.command_id)
                             WHEN 'cost' THEN EXISTS (SELECT FROM sale s WHERE s.banca_id = p.banca_id
                                  AND s.sale_id = p.document_id AND s.command_id = p.command_id)
                             WHEN 'voided' THEN EXISTS (SELECT FROM sale_void v WHERE v.banca_id = p.banca_id
                                  AND v.sale_id = p.document_id AND v.command_id = p.command_id
                                  AND v.business_date = p.business_date)
                             WHEN 'cost_voided' THEN EXISTS (SELECT FROM sale_void v WHERE v.banca_id = p.banca_id
                                  AND v.sale_id = p.document_id AND v.command_id = p.command_id)
                             WHEN 'returned' THEN EXISTS (SELECT FROM sale_return r WHERE r.banca_id = p.banca_id
                                  AND r.return_id = p.document_id AND r.command_id = p.command_id
                                  AND r.business_date = p.business_date)
                             WHEN 'restocked' THEN EXISTS (SELECT FROM sale_return r WHERE r.banca_id = p.banca_id
                                  AND r.return_id = p.document_id AND r.command_id = p.command_id)
                             WHEN 'approved' THEN EXISTS (SELECT FROM electronic e WHERE e.banca_id = p.banca_id
                                  AND e.electronic_id = p.document_id AND e.state = 'approved')
                             WHEN 'rejected' THEN EXISTS (SELECT FROM electronic e WHERE e.banca_id = p.banca_id
                                  AND e.electronic_id = p.document_id AND e.state = 'rejected')
                             WHEN 'refund_due' THEN EXISTS (SELECT FROM electronic e JOIN sale_void v USING (banca_id, sale_id)
                                  WHERE e.banca_id = p.banca_id AND e.electronic_id = p.document_id
                                    AND v.command_id = p.command_id)
                             WHEN 'cancelled' THEN EXISTS (SELECT FROM posting s WHERE s.banca_id = p.banca_id
                                  AND s.document_id = p.document_id AND s.event = 'sold')
                             WHEN 'paid' THEN EXISTS (SELECT FROM payout o WHERE o.banca_id = p.banca_id
                                  AND o.payout_id = p.document_id AND o.business_date = p.business_date
                                  AND o.command_id = p.command_id)
                             WHEN 'reversed' THEN EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id
                                  AND r.payout_id = p.document_id AND r.business_date = p.business_date
                                  AND r.command_id = p.command_id)
                             WHEN 'opened' THEN EXISTS (SELECT FROM drawer d WHERE d.banca_id = p.banca_id
                                  AND d.drawer_id = p.document_id AND d.business_date = p.business_date)
                             WHEN 'closed' THEN EXISTS (SELECT FROM drawer d WHERE d.banca_id = p.banca_id
                                  AND d.drawer_id = p.document_id AND d.state = 'closed')
                             WHEN 'moved' THEN EXISTS (SELECT FROM cash_movement m WHERE m.banca_id = p.banca_id
                                  AND m.movement_id = p.document_id)
                             WHEN 'handed' THEN EXISTS (SELECT FROM account_movement m WHERE m.banca_id = p.banca_id
                                  AND m.movement_id = p.document_id AND m.business_date = p.business_date
                                  AND m.command_id = p.command_id)
                             WHEN 'handed_back' THEN EXISTS (SELECT FROM account_movement_reversal r WHERE r.banca_id = p.banca_id
                                  AND r.movement_id = p.document_id AND r.business_date = p.business_date
                                  AND r.command_id = p.command_id)
                             WHEN 'earned' THEN EXISTS (SELECT FROM draw d WHERE d.banca_id = p.banca_id
                                  AND d.draw_id = p.document_id AND d.result_version > 0)
                             WHEN 'prizes' THEN EXISTS (SELECT FROM draw d WHERE d.banca_id = p.banca_id
                                  AND d.draw_id = p.document_id AND d.result_version >= p.version)
                             WHEN 'annulled' THEN EXISTS (SELECT FROM draw_step s JOIN draw d USING (banca_id, draw_id)
                                  WHERE s.banca_id = p.banca_id AND s.command_id = p.command_id AND s.step = 'annulled'
                                    AND d.state = 'ANNULLED'
                                    AND (d.draw_id = p.document_id
                                         OR EXISTS (SELECT FROM ticket t WHERE t.banca_id = p.banca_id AND t.draw_id = d.draw_id
                                                                           AND t.ticket_id = p.document_id AND t.state = 'ANNULLED')))
                             WHEN 'excluded' THEN EXISTS (SELECT FROM list_exclusion x JOIN ticket t USING (banca_id, draw_id)
                                  WHERE x.banca_id = p.banca_id AND x.command_id = p.command_id AND t.ticket_id = p.document_id
                                    AND x.scope_id IN (t.vendedor_id, t.ventana_id))
                             WHEN 'included' THEN EXISTS (SELECT FROM list_exclusion x JOIN posting o
                                    ON o.banca_id = x.banca_id AND o.command_id = x.command_id AND o.event = 'excluded'
                                  WHERE x.banca_id = p.banca_id AND x.ended_command_id = p.command_id
                                    AND o.document_id = p.document_id)
                             WHEN 'settled' THEN EXISTS (SELECT FROM claim_settlement s WHERE s.banca_id = p.banca_id
                                  AND s.settlement_id = p.document_id AND s.command_id = p.command_id
                                  AND s.business_date = p.business_date AND s.reverses_id IS NULL)
                             WHEN 'unsettled' THEN EXISTS (SELECT FROM claim_settlement s WHERE s.banca_id = p.banca_id
                                  AND s.reverses_id = p.document_id AND s.command_id = p.command_id
                                  AND s.business_date = p.business_date)
                             WHEN 'laid_off' THEN EXISTS (SELECT FROM layoff_step s WHERE s.banca_id = p.banca_id
                                  AND s.layoff_id = p.document_id AND s.command_id = p.command_id AND s.step = 'accepted')
                             WHEN 'cleared' THEN EXISTS (SELECT FROM layoff_step s WHERE s.banca_id = p.banca_id
                                  AND s.layoff_id = p.document_id AND s.command_id = p.command_id AND s.step = 'settled')
                             WHEN 'shared' THEN EXISTS (SELECT FROM layoff_step s WHERE s.banca_id = p.banca_id
                                  AND s.layoff_id = p.document_id AND s.command_id = p.command_id AND s.step = 'shared')
                             WHEN 'unshared' THEN EXISTS (SELECT FROM layoff_step s WHERE s.banca_id = p.banca_id
                                  AND s.layoff_id = p.document_id AND s.command_id = p.command_id AND s.step IN ('shared', 'annulled'))
                             WHEN 'unlaid' THEN EXISTS (SELECT FROM layoff_step s WHERE s.banca_id = p.banca_id
                                  AND s.layoff_id = p.document_id AND s.command_id = p.command_id AND s.step = 'annulled')
                             ELSE EXISTS (SELECT FROM award a WHERE a.banca_id = p.banca_id AND a.award_id = p.document_id)
                             END AS stands
                    FROM posting p)
              SELECT count(*), count(*) FILTER (WHERE stands),
                     min(event || ' ' || document_id) FILTER (WHERE stands IS NOT TRUE) FROM p",
    },
    Check {
        // Every drawer has its inline balance in its shop's book, and nothing else in a shop's book has one.
        name: "drawer.accounts",
        within_a_shop: false,
        sql: "SELECT count(d.drawer_id), count(a.key), min(coalesce(a.key, d.drawer_id)::text)
                         FILTER (WHERE a.key IS NULL OR d.drawer_id IS NULL)
                FROM (SELECT banca_id, ventana_id AS book, 1100::smallint AS code, drawer_id AS key, drawer_id FROM drawer) d
                FULL JOIN (SELECT * FROM account WHERE book <> banca_id AND code NOT IN (1310, 2340)) a USING (banca_id, book, code, key)",
    },
    Check {
        // Every counter counts a number that the scope sold once, be it that it was cancelled.
        name: "exposure.keys",
        within_a_shop: false,
        sql: "WITH sold AS (
                  SELECT DISTINCT t.banca_id, t.draw_id, s.rank, s.id, b.number
                    FROM ticket t
                    JOIN bet b USING (banca_id, business_date, ticket_id)
                   CROSS JOIN LATERAL (VALUES (1::smallint, t.vendedor_id), (2::smallint, t.ventana_id), (3::smallint, t.banca_id))
                         AS s(rank, id))
              SELECT count(e.draw_id), count(s.id), min(coalesce(e.draw_id, s.draw_id) || ' ' || coalesce(e.number, s.number))
                         FILTER (WHERE e.draw_id IS NULL OR s.id IS NULL)
                FROM exposure e
                FULL JOIN sold s ON s.banca_id = e.banca_id AND s.draw_id = e.draw_id AND s.rank = e.scope_rank
                                AND s.id = e.scope_id AND s.number = e.number",
    },
];
