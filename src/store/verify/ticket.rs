//! Tickets: their bets, their money, their documents, and the chain that ties each to the one before.

use super::Check;

pub(super) const CHECKS: &[Check] = &[
    Check {
        // A ticket's total and commissions are those of its bets, each commission rounded once from its frozen percent.
        name: "tickets.bets",
        within_a_shop: true,
        sql: "WITH b AS (
                  SELECT banca_id, business_date, ticket_id, sum(stake)::bigint AS stake,
                         sum(listero)::bigint AS listero, sum(vendedor)::bigint AS vendedor,
                         bool_and(listero = round(stake * listero_percent / 100)
                                  AND vendedor = round(stake * vendedor_percent / 100)) AS rounded
                    FROM bet GROUP BY banca_id, business_date, ticket_id
              ), pair AS (
                  SELECT t.code, t.total, coalesce(b.stake, 0) AS stake,
                         (b.stake = t.total AND b.listero = t.listero AND b.vendedor = t.vendedor AND b.rounded) IS NOT TRUE AS differ
                    FROM ticket t LEFT JOIN b USING (banca_id, business_date, ticket_id))
              SELECT coalesce(sum(total), 0)::bigint, coalesce(sum(stake), 0)::bigint, min(code) FILTER (WHERE differ) FROM pair",
    },
    Check {
        // The books moved what the ticket says, once, and back only where it was cancelled.
        name: "tickets.books",
        within_a_shop: false,
        sql: "WITH j AS (
                  SELECT p.banca_id, p.document_id AS ticket_id, p.event,
                         coalesce(sum(t.amount) FILTER (WHERE t.code IN ('J01', 'J02', 'J03', 'J36')
                                                         AND 2310 IN (t.debit_code, t.credit_code)), 0)::bigint AS cash,
                         coalesce(sum(t.amount) FILTER (WHERE t.code = 'J01' AND 2410 IN (t.debit_code, t.credit_code)), 0)::bigint AS stake,
                         coalesce(sum(t.amount) FILTER (WHERE t.code = 'J05' AND 5110 IN (t.debit_code, t.credit_code)), 0)::bigint AS listero,
                         coalesce(sum(t.amount) FILTER (WHERE t.code = 'J06'), 0)::bigint AS vendedor,
                         (array_agg(t.debit_key) FILTER (WHERE t.debit_code = 1100))[1] AS drawer_id,
                         (array_agg(t.credit_key) FILTER (WHERE t.credit_code = 2410))[1] AS draw_id
                    FROM posting p LEFT JOIN transfer t USING (banca_id, posting_id)
                   WHERE p.event IN ('sold', 'cancelled')
                   GROUP BY p.banca_id, p.document_id, p.event
              ), pair AS (
                  SELECT t.code, t.total, coalesce(s.stake, 0) AS stake,
                         (s.cash = t.total AND s.stake = t.total AND s.listero = t.listero AND s.vendedor = t.vendedor
                          AND coalesce(s.drawer_id, t.drawer_id) = t.drawer_id AND s.draw_id = t.draw_id) IS NOT TRUE
                         OR (t.state = 'CANCELLED') <> (c.ticket_id IS NOT NULL)
                         OR (c.ticket_id IS NOT NULL
                             AND (c.cash, c.stake, c.listero, c.vendedor)
                                 IS DISTINCT FROM (s.cash, s.stake, s.listero, s.vendedor)) AS differ
                    FROM ticket t
                    LEFT JOIN j s ON s.banca_id = t.banca_id AND s.ticket_id = t.ticket_id AND s.event = 'sold'
                    LEFT JOIN j c ON c.banca_id = t.banca_id AND c.ticket_id = t.ticket_id AND c.event = 'cancelled')
              SELECT coalesce(sum(total), 0)::bigint, coalesce(sum(stake), 0)::bigint, min(code) FILTER (WHERE differ) FROM pair",
    },
    Check {
        // One command, one sale, its tickets, their codes.
        name: "tickets.documents",
        within_a_shop: false,
        sql: "WITH s AS (
                  SELECT s.banca_id, s.sale_id, s.total - s.goods AS total, s.tender, s.command_id, sum(t.total) AS tickets
                    FROM sale s LEFT JOIN ticket t USING (banca_id, sale_id)
                   GROUP BY s.banca_id, s.sale_id, s.total, s.goods, s.tender, s.command_id
              ), t AS (
                  SELECT t.code,
                         (s.total = s.tickets AND c.verb = CASE s.tender WHEN 'cash' THEN 'sell' ELSE 'complete_sale' END
                          AND octet_length(c.request_hash) = 32 AND c.answer IS NOT NULL
                          AND c.user_id = t.vendedor_id AND k.ticket_id = t.ticket_id AND k.draw_id = t.draw_id
                          AND k.business_date = t.business_date AND k.ventana_id = t.ventana_id) IS TRUE AS stands
                    FROM ticket t
                    LEFT JOIN s USING (banca_id, sale_id)
                    LEFT JOIN command c ON c.banca_id = t.banca_id AND c.command_id = s.command_id
                    LEFT JOIN ticket_code k ON k.banca_id = t.banca_id AND k.code = t.code)
              SELECT count(*), count(*) FILTER (WHERE stands), min(code) FILTER (WHERE NOT stands) FROM t",
    },
    Check {
        // Every code that was given out still has its ticket.
        name: "tickets.codes",
        within_a_shop: true,
        sql: "SELECT count(*), count(t.ticket_id), min(k.code) FILTER (WHERE t.ticket_id IS NULL)
                FROM ticket_code k
                LEFT JOIN ticket t ON t.banca_id = k.banca_id AND t.business_date = k.business_date
                                  AND t.ticket_id = k.ticket_id AND t.code = k.code",
    },
    Check {
        // Every ticket's hash covers what was promised on it.
        name: "tickets.hashes",
        within_a_shop: true,
        sql: "WITH t AS (
                  SELECT t.code, t.hash = sha256(t.previous_hash || ticket_canonical(
                             t.code, t.draw_id, t.ventana_id, t.vendedor_id, t.terminal_id, t.serial, t.sold_at, t.total,
                             b.bets)) AS stands
                    FROM ticket t
                    LEFT JOIN (SELECT banca_id, business_date, ticket_id,
                                      string_agg(concat_ws(':', kind, number, stake, trim_scale(factor)), ';' ORDER BY line) AS bets
                                 FROM bet GROUP BY banca_id, business_date, ticket_id) b
                      USING (banca_id, business_date, ticket_id))
              SELECT count(*), count(*) FILTER (WHERE stands), min(code) FILTER (WHERE stands IS NOT TRUE) FROM t",
    },
    Check {
        // Every ticket is tied to the one before it at its terminal; serials have no gap.
        name: "tickets.chain",
        within_a_shop: true,
        sql: "WITH t AS (
                  SELECT m.name || '-' || lpad(t.serial::text, 6, '0') || ' ' || t.code AS ticket,
                         t.previous_hash = lag(t.hash, 1, '\\x'::bytea) OVER w AND t.serial = row_number() OVER w AS stands
                    FROM ticket t JOIN terminal m USING (banca_id, terminal_id)
                  WINDOW w AS (PARTITION BY t.banca_id, t.terminal_id ORDER BY t.serial))
              SELECT count(*), count(*) FILTER (WHERE stands), min(ticket) FILTER (WHERE NOT stands) FROM t",
    },
    Check {
        // The terminal knows its last ticket, so that the end of the chain cannot be cut off.
        name: "tickets.chain_heads",
        within_a_shop: true,
        sql: "WITH s AS (
                  SELECT banca_id, terminal_id, count(*) AS sold, (array_agg(hash ORDER BY serial DESC))[1] AS head
                    FROM ticket GROUP BY banca_id, terminal_id
              ), h AS (
                  SELECT m.name, m.last_serial, m.chain_head, coalesce(s.sold, 0) AS sold, coalesce(s.head, '\\x'::bytea) AS head
                    FROM terminal m LEFT JOIN s USING (banca_id, terminal_id)
                   WHERE coalesce(my_role(), 'ADMIN') = 'ADMIN' OR m.ventana_id = my_ventana())
              SELECT coalesce(sum(last_serial), 0)::bigint, coalesce(sum(sold), 0)::bigint,
                     min(name) FILTER (WHERE last_serial <> sold OR chain_head <> head) FROM h",
    },
    Check {
        // No ticket was sold before its draw was on sale, at or after its cutoff, or after it was closed.
        name: "tickets.before_cutoff",
        within_a_shop: true,
        sql: "WITH t AS (
                  SELECT t.code, (t.sold_at < d.cutoff AND t.sold_at >= d.opened_at
                                  AND (d.closed_at IS NULL OR t.sold_at <= d.closed_at)) IS TRUE AS stands
                    FROM ticket t JOIN draw d USING (banca_id, draw_id))
              SELECT count(*), count(*) FILTER (WHERE stands), min(code) FILTER (WHERE NOT stands) FROM t",
    },
    Check {
        // What is repeated of a ticket on its sale, its bets, its prizes and their payouts is what the ticket says.
        name: "tickets.copies",
        within_a_shop: false,
        sql: "WITH c AS (
                  SELECT t.code,
                         (s.ventana_id, s.vendedor_id, s.terminal_id, s.drawer_id, s.sold_at, s.business_date)
                         IS NOT DISTINCT FROM
                         (t.ventana_id, t.vendedor_id, t.terminal_id, t.drawer_id, t.sold_at, t.business_date) AS stands
                    FROM ticket t JOIN sale s USING (banca_id, sale_id)
                  UNION ALL
                  SELECT t.code, b.draw_id = t.draw_id AND b.first = 1 AND b.last = b.lines
                    FROM (SELECT banca_id, business_date, ticket_id, min(line) AS first, max(line) AS last, count(*) AS lines,
                                 CASE WHEN count(DISTINCT draw_id) = 1 THEN (array_agg(draw_id))[1] END AS draw_id
                            FROM bet GROUP BY banca_id, business_date, ticket_id) b
                    JOIN ticket t USING (banca_id, business_date, ticket_id)
                  UNION ALL
                  SELECT a.code,
                         (a.draw_id, a.business_date, a.ventana_id, a.vendedor_id, a.code)
                         IS NOT DISTINCT FROM (t.draw_id, t.business_date, t.ventana_id, t.vendedor_id, t.code)
                         AND CASE a.kind WHEN 'PRIZE' THEN a.result_version <= d.result_version
                                         ELSE a.prize = t.total AND a.expires = date '9999-12-31'
                                              AND (a.result_version < 0 OR a.result_version = d.result_version + 1) END
                    FROM award a
                    LEFT JOIN ticket t ON t.banca_id = a.banca_id AND t.ticket_id = a.ticket_id
                    LEFT JOIN draw d ON d.banca_id = a.banca_id AND d.draw_id = a.draw_id
                  UNION ALL
                  SELECT p.code,
                         (p.ticket_id, p.code, p.draw_id, p.vendedor_id, p.ventana_id)
                         IS NOT DISTINCT FROM (a.ticket_id, a.code, a.draw_id, a.vendedor_id, w.ventana_id)
                         AND p.kind = a.kind
                         AND p.seq = row_number() OVER (PARTITION BY p.banca_id, p.ticket_id ORDER BY p.seq)
                    FROM payout p
                    LEFT JOIN award a USING (banca_id, award_id)
                    LEFT JOIN drawer w ON w.banca_id = p.banca_id AND w.drawer_id = p.drawer_id)
              SELECT count(*), count(*) FILTER (WHERE stands), min(code) FILTER (WHERE stands IS NOT TRUE) FROM c",
    },
];
