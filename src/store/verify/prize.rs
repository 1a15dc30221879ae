//! Prizes: what is payable, what was paid, what is claimed back, and who won.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // What is payable (2420) and what was finalised (2425) is the unpaid remainder of each ticket's prize.
        name: "prizes.payable",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT banca_id, debit_key AS ticket_id, debit_code AS account, -amount AS amount FROM transfer
                   WHERE debit_code IN (2420, 2425, 2430)
                  UNION ALL
                  SELECT banca_id, credit_key, credit_code, amount FROM transfer WHERE credit_code IN (2420, 2425, 2430)
              ), booked AS (
                  SELECT banca_id, ticket_id, account, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, ticket_id, account
              ), paid AS (
                  SELECT p.banca_id, p.ticket_id, p.kind, sum(p.amount)::bigint AS amount
                    FROM payout p
                   WHERE NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)
                   GROUP BY p.banca_id, p.ticket_id, p.kind
              ), due AS (
                  SELECT a.banca_id, a.ticket_id, a.code, CASE WHEN a.kind = 'REFUND' THEN 2430 WHEN a.mark = 'FINALIZED' THEN 2425 ELSE 2420 END::smallint AS account,
                         CASE a.mark WHEN 'EXPIRED' THEN 0 ELSE greatest(a.prize - coalesce(p.amount, 0), 0) END::bigint AS amount
                    FROM award a LEFT JOIN paid p USING (banca_id, ticket_id, kind) WHERE a.mark <> 'REVERSED'
              ), pair AS (
                  SELECT coalesce(d.code::text, ticket_id::text) AS ticket,
                         coalesce(b.amount, 0) AS booked, coalesce(d.amount, 0) AS due
                    FROM booked b FULL JOIN due d USING (banca_id, ticket_id, account))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(due), 0)::bigint,
                     min(ticket) FILTER (WHERE booked <> due) FROM pair",
    },
    Check {
        // The prizes that stand are the house's expense, whatever was corrected on the way.
        name: "prizes.expense",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT banca_id, amount FROM transfer WHERE debit_code = 5100
                  UNION ALL SELECT banca_id, -amount FROM transfer WHERE credit_code = 5100
              ), h AS (
                  SELECT b.slug, coalesce((SELECT sum(s.amount) FROM side s WHERE s.banca_id = b.banca_id), 0)::bigint AS booked,
                         coalesce((SELECT sum(a.prize) FROM award a
                                    WHERE a.banca_id = b.banca_id AND a.kind = 'PRIZE' AND a.mark <> 'REVERSED'), 0)::bigint AS won
                    FROM banca b)
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(won), 0)::bigint, min(slug) FILTER (WHERE booked <> won) FROM h",
    },
    Check {
        name: "prizes.claims",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT banca_id, debit_key AS ticket_id, amount FROM transfer WHERE debit_code = 1340
                  UNION ALL SELECT banca_id, credit_key, -amount FROM transfer WHERE credit_code = 1340
              ), booked AS (SELECT banca_id, ticket_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, ticket_id),
              claimed AS (
                  SELECT banca_id, ticket_id, min(code) AS code, sum(amount)::bigint AS amount
                    FROM (SELECT banca_id, ticket_id, code, amount FROM claim
                          UNION ALL SELECT banca_id, ticket_id, code, -amount FROM claim_settlement) c
                   GROUP BY banca_id, ticket_id
              ), pair AS (
                  SELECT coalesce(c.code::text, ticket_id::text) AS ticket, coalesce(b.amount, 0) AS booked, coalesce(c.amount, 0) AS claimed
                    FROM booked b FULL JOIN claimed c USING (banca_id, ticket_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(claimed), 0)::bigint,
                     min(ticket) FILTER (WHERE booked <> claimed) FROM pair",
    },
    Check {
        // Never more than the prize was paid, what is claimed back left out.
        name: "prizes.not_overpaid",
        within_a_shop: false,
        sql: "WITH paid AS (
                  SELECT p.banca_id, p.ticket_id, min(p.code) AS code, sum(p.amount)::bigint AS amount
                    FROM payout p
                   WHERE NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)
                   GROUP BY p.banca_id, p.ticket_id
              ), pair AS (
                  SELECT p.code,
                         p.amount - coalesce((SELECT sum(c.amount) FROM claim c
                                               WHERE c.banca_id = p.banca_id AND c.ticket_id = p.ticket_id), 0)::bigint AS kept,
                         coalesce((SELECT a.prize FROM award a WHERE a.banca_id = p.banca_id AND a.ticket_id = p.ticket_id
                                                                 AND a.mark <> 'REVERSED'), 0) AS prize
                    FROM paid p)
              SELECT coalesce(sum(kept), 0)::bigint, coalesce(sum(least(kept, prize)), 0)::bigint,
                     min(code) FILTER (WHERE kept > prize) FROM pair",
    },
    Check {
        // Every payout is booked once, out of its drawer where it was cash, and back only where it was taken back.
        name: "prizes.payouts",
        within_a_shop: false,
        sql: "WITH j AS (
                  SELECT p.banca_id, p.document_id AS payout_id, p.event,
                         coalesce(sum(t.amount) FILTER (WHERE t.book = t.banca_id), 0)::bigint AS house,
                         coalesce(sum(t.amount) FILTER (WHERE t.book <> t.banca_id), 0)::bigint AS shop,
                         (array_agg(t.credit_key) FILTER (WHERE t.credit_code = 1100))[1] AS paid_from,
                         (array_agg(t.debit_key) FILTER (WHERE t.debit_code = 1100))[1] AS put_back
                    FROM posting p LEFT JOIN transfer t USING (banca_id, posting_id)
                   WHERE p.event IN ('paid', 'reversed')
                   GROUP BY p.banca_id, p.document_id, p.event
              ), pair AS (
                  SELECT p.code, p.amount, coalesce(s.house, 0) AS booked,
                         (s.house = p.amount AND s.shop = p.amount) IS NOT TRUE
                         OR s.paid_from IS DISTINCT FROM CASE p.method WHEN 'cash' THEN p.drawer_id END
                         OR (r.payout_id IS NOT NULL) <> (b.payout_id IS NOT NULL)
                         OR (r.payout_id IS NOT NULL
                             AND ((b.house = p.amount AND b.shop = p.amount) IS NOT TRUE
                                  OR b.put_back IS DISTINCT FROM CASE p.method WHEN 'cash' THEN r.drawer_id END)) AS differ
                    FROM payout p
                    LEFT JOIN payout_reversal r USING (banca_id, payout_id)
                    LEFT JOIN j s ON s.banca_id = p.banca_id AND s.payout_id = p.payout_id AND s.event = 'paid'
                    LEFT JOIN j b ON b.banca_id = p.banca_id AND b.payout_id = p.payout_id AND b.event = 'reversed')
              SELECT coalesce(sum(amount), 0)::bigint, coalesce(sum(booked), 0)::bigint, min(code) FILTER (WHERE differ) FROM pair",
    },
    Check {
        // The winners of every evaluated draw are exactly those that the result makes, bet by bet.
        name: "prizes.winners",
        within_a_shop: false,
        sql: "WITH won AS (
                  SELECT d.banca_id, w.ticket_id, w.line, w.prize
                    FROM draw d CROSS JOIN LATERAL winning_bets(d.banca_id, d.draw_id, d.result_number, d.result_outcome) w
                   WHERE d.state = 'EVALUATED'
              ), kept AS (
                  SELECT a.banca_id, a.ticket_id, l.line, a.code, l.prize,
                         a.prize = sum(l.prize) OVER (PARTITION BY a.banca_id, a.award_id) AS adds_up
                    FROM award a LEFT JOIN award_line l USING (banca_id, award_id)
                   WHERE a.mark <> 'REVERSED' AND a.kind = 'PRIZE'
              ), pair AS (
                  SELECT coalesce(k.code::text, ticket_id::text) AS ticket, coalesce(k.prize, 0) AS kept, coalesce(w.prize, 0) AS won,
                         k.adds_up IS NOT TRUE AS differ
                    FROM kept k FULL JOIN won w USING (banca_id, ticket_id, line))
              SELECT coalesce(sum(kept), 0)::bigint, coalesce(sum(won), 0)::bigint,
                     min(ticket) FILTER (WHERE kept <> won OR differ) FROM pair",
    },
];
