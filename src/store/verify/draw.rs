//! Draws: stakes, results, seals, and the live counters of what they may cost.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // Stakes not yet drawn are the standing tickets of draws without a result.
        name: "draws.stakes",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT banca_id, credit_key AS draw_id, amount FROM transfer WHERE credit_code = 2410
                  UNION ALL SELECT banca_id, debit_key, -amount FROM transfer WHERE debit_code = 2410
              ), booked AS (SELECT banca_id, draw_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, draw_id),
              standing AS (
                  SELECT t.banca_id, t.draw_id, sum(t.total)::bigint AS amount
                    FROM ticket t JOIN draw d USING (banca_id, draw_id)
                   WHERE t.state = 'ACTIVE' AND d.state <> 'EVALUATED' GROUP BY t.banca_id, t.draw_id
              ), pair AS (
                  SELECT coalesce(n.label, draw_id::text) AS draw, coalesce(b.amount, 0) AS booked, coalesce(s.amount, 0) AS standing
                    FROM booked b FULL JOIN standing s USING (banca_id, draw_id) LEFT JOIN draw_label n USING (banca_id, draw_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(standing), 0)::bigint,
                     min(draw) FILTER (WHERE booked <> standing) FROM pair",
    },
    Check {
        // The stakes of evaluated draws were earned once, and given back where the draw was called off.
        name: "draws.earned",
        within_a_shop: false,
        sql: "WITH side AS (
                  SELECT p.banca_id, p.document_id AS draw_id, t.amount
                    FROM posting p JOIN transfer t USING (banca_id, posting_id)
                   WHERE p.event = 'earned' AND t.credit_code = 4100
                  UNION ALL
                  SELECT p.banca_id, k.draw_id, -t.amount
                    FROM posting p
                    JOIN transfer t USING (banca_id, posting_id)
                    JOIN ticket k ON k.banca_id = p.banca_id AND k.ticket_id = p.document_id
                   WHERE p.event = 'annulled' AND t.debit_code = 4100
              ), booked AS (SELECT banca_id, draw_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, draw_id
              ), standing AS (
                  SELECT t.banca_id, t.draw_id, sum(t.total)::bigint AS amount
                    FROM ticket t JOIN draw d USING (banca_id, draw_id)
                   WHERE t.state = 'ACTIVE' AND d.state = 'EVALUATED' GROUP BY t.banca_id, t.draw_id
              ), pair AS (
                  SELECT coalesce(n.label, draw_id::text) AS draw, coalesce(b.amount, 0) AS booked, coalesce(s.amount, 0) AS standing
                    FROM booked b FULL JOIN standing s USING (banca_id, draw_id) LEFT JOIN draw_label n USING (banca_id, draw_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(standing), 0)::bigint,
                     min(draw) FILTER (WHERE booked <> standing) FROM pair",
    },
    Check {
        // A draw that was called off has one step that says so; each of its standing tickets became one refund of its stake.
        name: "draws.annulled",
        within_a_shop: false,
        sql: "WITH ticket_of AS (
                  SELECT t.banca_id, t.draw_id, count(*) AS tickets, sum(t.total)::bigint AS stakes,
                         bool_and(t.state = 'ANNULLED' AND a.prize = t.total AND t.cancelled_at IS NOT NULL) AS refunded
                    FROM ticket t
                    JOIN draw d USING (banca_id, draw_id)
                    LEFT JOIN award a ON a.banca_id = t.banca_id AND a.ticket_id = t.ticket_id AND a.kind = 'REFUND' AND a.mark = 'OPEN'
                   WHERE t.state = 'ANNULLED' OR (a.award_id IS NOT NULL AND t.state <> 'EXCLUDED') OR (d.state = 'ANNULLED' AND t.state = 'ACTIVE')
                   GROUP BY t.banca_id, t.draw_id
              ), pair AS (
                  SELECT n.label, coalesce(t.stakes, 0) AS stakes, coalesce(s.stakes, 0) AS told,
                         (d.state = 'ANNULLED' AND s.tickets = coalesce(t.tickets, 0) AND s.stakes = coalesce(t.stakes, 0)
                          AND coalesce(t.refunded, true)) IS NOT TRUE AS differ
                    FROM draw d
                    LEFT JOIN draw_label n USING (banca_id, draw_id)
                    LEFT JOIN ticket_of t USING (banca_id, draw_id)
                    LEFT JOIN draw_step s ON s.banca_id = d.banca_id AND s.draw_id = d.draw_id AND s.step IN ('annulled', 'skipped')
                   WHERE d.state = 'ANNULLED' OR t.draw_id IS NOT NULL OR s.draw_id IS NOT NULL)
              SELECT coalesce(sum(stakes), 0)::bigint, coalesce(sum(told), 0)::bigint, min(label) FILTER (WHERE differ) FROM pair",
    },
    Check {
        // Where a draw stands, what it is called and whether it is held is what its last step says.
        name: "draws.steps",
        within_a_shop: false,
        sql: "WITH s AS (
                  SELECT n.label,
                         coalesce((SELECT (s.after_at, s.after_cutoff) = (d.at, d.cutoff) FROM draw_step s
                                    WHERE s.banca_id = d.banca_id AND s.draw_id = d.draw_id AND s.after_at IS NOT NULL
                                    ORDER BY s.seq DESC LIMIT 1), true)
                         AND d.special IS NOT DISTINCT FROM (SELECT s.after_name FROM draw_step s
                                    WHERE s.banca_id = d.banca_id AND s.draw_id = d.draw_id AND s.after_name IS NOT NULL
                                    ORDER BY s.seq DESC LIMIT 1)
                         AND d.suspended = coalesce((SELECT s.step = 'suspended' FROM draw_step s
                                    WHERE s.banca_id = d.banca_id AND s.draw_id = d.draw_id
                                      AND s.step IN ('suspended', 'resumed', 'annulled')
                                    ORDER BY s.seq DESC LIMIT 1), false) AS stands
                    FROM draw d LEFT JOIN draw_label n USING (banca_id, draw_id))
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE NOT stands) FROM s",
    },
    Check {
        name: "exposure.counters",
        within_a_shop: false,
        sql: "WITH live AS (
                  SELECT t.banca_id, t.draw_id, s.rank, s.id, b.number,
                         coalesce(sum(b.stake) FILTER (WHERE b.kind = 0), 0)::bigint AS straight,
                         coalesce(sum(b.stake) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado,
                         coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 0), 0)::bigint AS straight_liability,
                         coalesce(sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 1), 0)::bigint AS reventado_liability,
                         sum(b.listero)::bigint AS listero, count(DISTINCT t.ticket_id) AS tickets
                    FROM ticket t
                    JOIN bet b ON b.banca_id = t.banca_id AND b.business_date = t.business_date AND b.ticket_id = t.ticket_id
                   CROSS JOIN LATERAL (VALUES (1::smallint, t.vendedor_id), (2::smallint, t.ventana_id), (3::smallint, t.banca_id)) AS s(rank, id)
                   WHERE t.state IN ('ACTIVE', 'ANNULLED')
                   GROUP BY t.banca_id, t.draw_id, s.rank, s.id, b.number
              ), pair AS (
                  SELECT coalesce(e.banca_id, l.banca_id) AS banca_id, coalesce(e.draw_id, l.draw_id) AS draw_id,
                         coalesce(e.number, l.number) AS number,
                         coalesce(e.straight + e.reventado, 0) AS counted, coalesce(l.straight + l.reventado, 0) AS derived,
                         (coalesce(e.straight, 0), coalesce(e.reventado, 0), coalesce(e.straight_liability, 0),
                          coalesce(e.reventado_liability, 0), coalesce(e.listero, 0), coalesce(e.tickets, 0)::bigint)
                         IS DISTINCT FROM
                         (coalesce(l.straight, 0), coalesce(l.reventado, 0), coalesce(l.straight_liability, 0),
                          coalesce(l.reventado_liability, 0), coalesce(l.listero, 0), coalesce(l.tickets, 0)) AS differ
                    FROM exposure e
                    FULL JOIN live l ON l.banca_id = e.banca_id AND l.draw_id = e.draw_id AND l.rank = e.scope_rank
                                    AND l.id = e.scope_id AND l.number = e.number)
              SELECT coalesce(sum(counted), 0)::bigint, coalesce(sum(derived), 0)::bigint,
                     min(coalesce(n.label, p.draw_id::text) || ' ' || number) FILTER (WHERE differ)
                FROM pair p LEFT JOIN draw_label n USING (banca_id, draw_id)",
    },
    Check {
        // What is told of a draw's sale without counting its tickets.
        name: "draws.counts",
        within_a_shop: false,
        sql: "WITH standing AS (
                  SELECT t.banca_id, t.draw_id, t.ventana_id, t.vendedor_id, t.terminal_id, t.business_date,
                         extract(hour FROM t.sold_at AT TIME ZONE h.zone)::smallint AS hour, count(*) AS tickets,
                         sum(n.bets)::bigint AS bets, sum(t.total)::bigint AS stakes, sum(t.listero)::bigint AS listero,
                         sum(t.vendedor)::bigint AS vendedor
                    FROM ticket t
                    JOIN banca h USING (banca_id)
                   CROSS JOIN LATERAL (
                         SELECT count(*) AS bets FROM bet b
                          WHERE b.banca_id = t.banca_id AND b.business_date = t.business_date AND b.ticket_id = t.ticket_id) n
                   WHERE t.state = 'ACTIVE'
                   GROUP BY 1, 2, 3, 4, 5, 6, 7
              ), pair AS (
                  SELECT draw_id, coalesce(c.stakes, 0) AS counted, coalesce(s.stakes, 0) AS standing,
                         (coalesce(c.tickets, 0), coalesce(c.bets, 0), coalesce(c.stakes, 0), coalesce(c.listero, 0),
                          coalesce(c.vendedor, 0))
                         <> (coalesce(s.tickets, 0), coalesce(s.bets, 0), coalesce(s.stakes, 0), coalesce(s.listero, 0),
                             coalesce(s.vendedor, 0)) AS differ
                    FROM draw_count c
                    FULL JOIN standing s
                   USING (banca_id, draw_id, ventana_id, vendedor_id, terminal_id, business_date, hour))
              SELECT coalesce(sum(counted), 0)::bigint, coalesce(sum(standing), 0)::bigint,
                     min(coalesce(n.label, p.draw_id::text)) FILTER (WHERE differ)
                FROM pair p LEFT JOIN draw_label n USING (draw_id)",
    },
    Check {
        // What was gathered of a closed draw by price is what its bets and prizes say.
        name: "draws.bands",
        within_a_shop: false,
        sql: "WITH pair AS (
                  SELECT m.draw_id, coalesce(g.stakes, 0) AS gathered, coalesce(s.stakes, 0) AS standing,
                         g IS DISTINCT FROM s AS differ
                    FROM banded m
                   CROSS JOIN LATERAL (
                         SELECT sum(stakes)::bigint AS stakes, sum(bets)::bigint AS bets, sum(listero)::bigint AS listero,
                                sum(vendedor)::bigint AS vendedor, sum(prizes)::bigint AS prizes,
                                md5(string_agg(concat_ws(',', business_date, ventana_id, vendedor_id, kind, factor, bets, stakes,
                                                         listero, vendedor, prizes), ';'
                                               ORDER BY business_date, ventana_id, vendedor_id, kind, factor)) AS all
                           FROM draw_band b WHERE b.banca_id = m.banca_id AND b.draw_id = m.draw_id) g
                   CROSS JOIN LATERAL (
                         SELECT sum(stakes)::bigint AS stakes, sum(bets)::bigint AS bets, sum(listero)::bigint AS listero,
                                sum(vendedor)::bigint AS vendedor, sum(prizes)::bigint AS prizes,
                                md5(string_agg(concat_ws(',', business_date, ventana_id, vendedor_id, kind, factor, bets, stakes,
                                                         listero, vendedor, prizes), ';'
                                               ORDER BY business_date, ventana_id, vendedor_id, kind, factor)) AS all
                           FROM bands_of(m.banca_id, m.draw_id)) s)
              SELECT coalesce(sum(gathered), 0)::bigint, coalesce(sum(standing), 0)::bigint,
                     min(coalesce(n.label, p.draw_id::text)) FILTER (WHERE differ)
                FROM pair p LEFT JOIN draw_label n USING (draw_id)",
    },
    Check {
        // What was sold under a limit stayed within it, or somebody who may lifted it for this very sale.
        name: "limits.evidence",
        within_a_shop: false,
        sql: "WITH e AS (
                  SELECT e.sale_id,
                         (s.sale_id IS NOT NULL
                          AND (e.used_after <= e.limit_minor
                               OR EXISTS (SELECT FROM approval a
                                           WHERE a.banca_id = e.banca_id AND a.command_id = s.command_id AND a.\"right\" = 'lift_limit'
                                             AND a.granted_by = e.lifted_by AND a.consumed_at IS NOT NULL))) AS stands
                    FROM sale_evidence e LEFT JOIN sale s USING (banca_id, sale_id))
              SELECT count(*), count(*) FILTER (WHERE stands), min(sale_id::text) FILTER (WHERE NOT stands) FROM e",
    },
    Check {
        // Every closed draw has a seal, and every seal is that of its tickets.
        name: "draws.seals",
        within_a_shop: false,
        sql: "WITH s AS (
                  SELECT n.label,
                         (x.root = sha256(x.previous || i.hashes)
                          AND (d.state = 'ANNULLED' OR (x.tickets = i.tickets AND x.stakes = i.stakes))) IS TRUE AS stands
                    FROM draw d
                    JOIN draw_label n USING (banca_id, draw_id)
                    LEFT JOIN draw_seal x USING (banca_id, draw_id)
                   CROSS JOIN LATERAL draw_seal_input(d.banca_id, d.draw_id) i
                   WHERE d.state IN ('CLOSED', 'EVALUATED') OR x.draw_id IS NOT NULL)
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE NOT stands) FROM s",
    },
    Check {
        // Each seal is chained to the one before it in the house; none is missing, and the house knows the last.
        name: "draws.seal_chain",
        within_a_shop: false,
        sql: "WITH s AS (
                  SELECT coalesce(n.label, x.draw_id::text) AS label,
                         x.previous = lag(x.root, 1, '\\x'::bytea) OVER w AND x.chain_no = row_number() OVER w
                         AND (lead(x.root) OVER w IS NOT NULL OR x.root = b.seal_head) AS stands
                    FROM draw_seal x
                    JOIN banca b USING (banca_id)
                    LEFT JOIN draw_label n USING (banca_id, draw_id)
                  WINDOW w AS (PARTITION BY x.banca_id ORDER BY x.chain_no))
              SELECT count(*), count(*) FILTER (WHERE stands), min(label) FILTER (WHERE stands IS NOT TRUE) FROM s",
    },
    Check {
        // Two people stand behind every result, or one twice where the house allows it and the draw says so.
        name: "draws.two_people",
        within_a_shop: false,
        sql: "WITH r AS (
                  SELECT n.label,
                         EXISTS (SELECT FROM result_entry e JOIN result_entry c USING (banca_id, draw_id, version)
                                  WHERE e.banca_id = d.banca_id AND e.draw_id = d.draw_id AND e.version = d.result_version
                                    AND e.step = 'entered' AND c.step = 'confirmed'
                                    AND e.number = d.result_number AND c.number = d.result_number
                                    AND e.outcome IS NOT DISTINCT FROM d.result_outcome
                                    AND c.outcome IS NOT DISTINCT FROM d.result_outcome
                                    AND (e.user_id <> c.user_id OR d.single_person)
                                    AND NOT EXISTS (SELECT FROM result_withdrawal w
                                                     WHERE w.banca_id = e.banca_id AND w.entry_id = e.entry_id)) AS confirmed
                    FROM draw d JOIN draw_label n USING (banca_id, draw_id) WHERE d.state = 'EVALUATED')
              SELECT count(*), count(*) FILTER (WHERE confirmed), min(label) FILTER (WHERE NOT confirmed) FROM r",
    },
];
