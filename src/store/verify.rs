//! The identities of the books, each as one statement that returns both sides and the first row that breaks it. Run by
//! an administrator they see the own house; run by the owner, every house.

use sqlx::PgConnection;

use crate::domain::view::Identity;

/// An identity: its stable name, and a statement that returns `(left, right, first_broken)`.
struct Check {
    name: &'static str,
    sql: &'static str,
}

/// What a payout's ticket still counts as paid: the payouts that were not taken back.
const CHECKS: &[Check] = &[
    Check {
        // Every transfer has a positive amount, two different sides and a posting: then debits equal credits by construction.
        name: "ledger.transfers",
        sql: "WITH t AS (
                  SELECT t.transfer_id, t.amount, p.posting_id AS found
                    FROM transfer t LEFT JOIN posting p USING (banca_id, posting_id))
              SELECT count(*), count(found), min(transfer_id::text) FILTER (WHERE found IS NULL OR amount <= 0) FROM t",
    },
    Check {
        name: "ledger.inline_balances",
        sql: "WITH side AS (
                  SELECT banca_id, book, debit_code AS code, debit_key AS key, amount FROM transfer WHERE debit_code = 1100
                  UNION ALL
                  SELECT banca_id, book, credit_code, credit_key, -amount FROM transfer WHERE credit_code = 1100
              ), derived AS (
                  SELECT banca_id, book, code, key, sum(amount)::bigint AS balance FROM side GROUP BY banca_id, book, code, key
              ), pair AS (
                  SELECT coalesce(a.key, d.key) AS key, coalesce(a.balance, 0) AS stored, coalesce(d.balance, 0) AS derived
                    FROM account a FULL JOIN derived d USING (banca_id, book, code, key))
              SELECT coalesce(sum(stored), 0)::bigint, coalesce(sum(derived), 0)::bigint,
                     min(key::text) FILTER (WHERE stored <> derived) FROM pair",
    },
    Check {
        name: "ledger.reversals",
        sql: "WITH r AS (
                  SELECT t.transfer_id, t.amount, o.amount AS original, x.reverses_id AS registered
                    FROM transfer t
                    LEFT JOIN transfer o ON o.banca_id = t.banca_id AND o.transfer_id = t.reverses_id
                    LEFT JOIN transfer_reversal x ON x.banca_id = t.banca_id AND x.reverses_id = t.reverses_id
                   WHERE t.reverses_id IS NOT NULL)
              SELECT coalesce(sum(amount), 0)::bigint, coalesce(sum(original), 0)::bigint,
                     min(transfer_id::text) FILTER (WHERE original IS DISTINCT FROM amount OR registered IS NULL) FROM r",
    },
    Check {
        // What a shop owes the house is what the house is owed by the shop.
        name: "ledger.shop_and_house",
        sql: "WITH v AS (
                  SELECT v.ventana_id,
                         (SELECT coalesce(sum(CASE WHEN t.credit_code = 2310 THEN t.amount ELSE -t.amount END), 0)
                            FROM transfer t WHERE t.banca_id = v.banca_id AND t.book = v.ventana_id
                             AND 2310 IN (t.debit_code, t.credit_code))::bigint AS owes,
                         (SELECT coalesce(sum(CASE WHEN t.debit_code = 1320 THEN t.amount ELSE -t.amount END), 0)
                            FROM transfer t WHERE t.banca_id = v.banca_id AND t.book = v.banca_id
                             AND ((t.debit_code = 1320 AND t.debit_key = v.ventana_id)
                               OR (t.credit_code = 1320 AND t.credit_key = v.ventana_id)))::bigint AS owed
                    FROM ventana v)
              SELECT coalesce(sum(owes), 0)::bigint, coalesce(sum(owed), 0)::bigint,
                     min(ventana_id::text) FILTER (WHERE owes <> owed) FROM v",
    },
    Check {
        // A drawer holds its float, what was sold for cash less what was cancelled from it, less what was paid from it, and what was moved.
        name: "drawer.movements",
        sql: "WITH d AS (
                  SELECT d.drawer_id, d.state, d.report,
                         coalesce((SELECT a.balance FROM account a
                                    WHERE a.banca_id = d.banca_id AND a.code = 1100 AND a.key = d.drawer_id), 0)::bigint AS balance,
                         (SELECT count(*) FROM drawer_count c
                           WHERE c.banca_id = d.banca_id AND c.drawer_id = d.drawer_id) AS counts,
                         d.float_minor
                         + coalesce((SELECT sum(t.total) FROM ticket t
                                      WHERE t.banca_id = d.banca_id AND t.drawer_id = d.drawer_id), 0)
                         - coalesce((SELECT sum(t.amount)
                                       FROM transfer t JOIN posting p USING (banca_id, posting_id)
                                      WHERE t.banca_id = d.banca_id AND p.event = 'cancelled'
                                        AND t.credit_code = 1100 AND t.credit_key = d.drawer_id), 0)
                         - coalesce((SELECT sum(p.amount) FROM payout p
                                      WHERE p.banca_id = d.banca_id AND p.drawer_id = d.drawer_id AND p.method = 'cash'), 0)
                         + coalesce((SELECT sum(p.amount) FROM payout_reversal r JOIN payout p USING (banca_id, payout_id)
                                      WHERE r.banca_id = d.banca_id AND r.drawer_id = d.drawer_id AND p.method = 'cash'), 0)
                         + coalesce((SELECT sum(CASE m.kind WHEN 'pay_in' THEN m.amount ELSE -m.amount END) FROM cash_movement m
                                      WHERE m.banca_id = d.banca_id AND m.drawer_id = d.drawer_id), 0) AS derived
                    FROM drawer d
              ), e AS (
                  SELECT drawer_id, balance, CASE state WHEN 'closed' THEN 0 ELSE derived END::bigint AS expected,
                         state = 'closed' AND (report ->> 'expected')::bigint IS DISTINCT FROM derived AS misreported
                    FROM d)
              SELECT coalesce(sum(balance), 0)::bigint, coalesce(sum(expected), 0)::bigint,
                     min(drawer_id::text) FILTER (WHERE balance <> expected OR misreported) FROM e",
    },
    Check {
        // What is payable (2420) and what was finalised (2425) is the unpaid remainder of each ticket's prize.
        name: "prizes.payable",
        sql: "WITH side AS (
                  SELECT banca_id, debit_key AS ticket_id, -amount AS amount FROM transfer WHERE debit_code IN (2420, 2425)
                  UNION ALL
                  SELECT banca_id, credit_key, amount FROM transfer WHERE credit_code IN (2420, 2425)
              ), booked AS (
                  SELECT banca_id, ticket_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, ticket_id
              ), paid AS (
                  SELECT p.banca_id, p.ticket_id, sum(p.amount)::bigint AS amount
                    FROM payout p
                   WHERE NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)
                   GROUP BY p.banca_id, p.ticket_id
              ), due AS (
                  SELECT a.banca_id, a.ticket_id, a.code,
                         CASE WHEN a.mark = 'EXPIRED' THEN 0
                              ELSE greatest(a.prize - coalesce(p.amount, 0), 0) END::bigint AS amount
                    FROM award a LEFT JOIN paid p USING (banca_id, ticket_id) WHERE a.mark <> 'REVERSED'
              ), pair AS (
                  SELECT coalesce(d.code::text, b.ticket_id::text) AS ticket,
                         coalesce(b.amount, 0) AS booked, coalesce(d.amount, 0) AS due
                    FROM booked b FULL JOIN due d USING (banca_id, ticket_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(due), 0)::bigint,
                     min(ticket) FILTER (WHERE booked <> due) FROM pair",
    },
    Check {
        name: "prizes.claims",
        sql: "WITH side AS (
                  SELECT banca_id, debit_key AS ticket_id, amount FROM transfer WHERE debit_code = 1340
                  UNION ALL SELECT banca_id, credit_key, -amount FROM transfer WHERE credit_code = 1340
              ), booked AS (SELECT banca_id, ticket_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, ticket_id),
              claimed AS (SELECT banca_id, ticket_id, sum(amount)::bigint AS amount FROM claim GROUP BY banca_id, ticket_id),
              pair AS (
                  SELECT ticket_id, coalesce(b.amount, 0) AS booked, coalesce(c.amount, 0) AS claimed
                    FROM booked b FULL JOIN claimed c USING (banca_id, ticket_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(claimed), 0)::bigint,
                     min(ticket_id::text) FILTER (WHERE booked <> claimed) FROM pair",
    },
    Check {
        name: "prizes.not_overpaid",
        sql: "WITH paid AS (
                  SELECT p.banca_id, p.award_id, p.code, sum(p.amount)::bigint AS amount
                    FROM payout p
                   WHERE NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)
                   GROUP BY p.banca_id, p.award_id, p.code)
              SELECT coalesce(sum(p.amount), 0)::bigint, coalesce(sum(least(p.amount, a.prize)), 0)::bigint,
                     min(p.code) FILTER (WHERE p.amount > a.prize)
                FROM paid p JOIN award a USING (banca_id, award_id)",
    },
    Check {
        // The winners of every evaluated draw are exactly those that the result makes.
        name: "prizes.winners",
        sql: "WITH won AS (
                  SELECT d.banca_id, w.ticket_id, sum(w.prize)::bigint AS prize
                    FROM draw d CROSS JOIN LATERAL winning_bets(d.banca_id, d.draw_id, d.result_number, d.result_outcome) w
                   WHERE d.state = 'EVALUATED' GROUP BY d.banca_id, w.ticket_id
              ), pair AS (
                  SELECT coalesce(a.code::text, w.ticket_id::text) AS ticket, coalesce(a.prize, 0) AS stored, coalesce(w.prize, 0) AS derived,
                         a.award_id IS NOT NULL AND a.prize IS DISTINCT FROM
                             (SELECT sum(l.prize) FROM award_line l WHERE l.banca_id = a.banca_id AND l.award_id = a.award_id) AS lines_differ
                    FROM (SELECT * FROM award WHERE mark <> 'REVERSED') a
                    FULL JOIN won w ON w.banca_id = a.banca_id AND w.ticket_id = a.ticket_id)
              SELECT coalesce(sum(stored), 0)::bigint, coalesce(sum(derived), 0)::bigint,
                     min(ticket) FILTER (WHERE stored <> derived OR lines_differ) FROM pair",
    },
    Check {
        // Stakes not yet drawn are the standing tickets of draws without a result.
        name: "draws.stakes",
        sql: "WITH side AS (
                  SELECT banca_id, credit_key AS draw_id, amount FROM transfer WHERE credit_code = 2410
                  UNION ALL SELECT banca_id, debit_key, -amount FROM transfer WHERE debit_code = 2410
              ), booked AS (SELECT banca_id, draw_id, sum(amount)::bigint AS amount FROM side GROUP BY banca_id, draw_id),
              standing AS (
                  SELECT t.banca_id, t.draw_id, sum(t.total)::bigint AS amount
                    FROM ticket t JOIN draw d USING (banca_id, draw_id)
                   WHERE t.state = 'ACTIVE' AND d.state <> 'EVALUATED' GROUP BY t.banca_id, t.draw_id
              ), pair AS (
                  SELECT draw_id, coalesce(b.amount, 0) AS booked, coalesce(s.amount, 0) AS standing
                    FROM booked b FULL JOIN standing s USING (banca_id, draw_id))
              SELECT coalesce(sum(booked), 0)::bigint, coalesce(sum(standing), 0)::bigint,
                     min(draw_id::text) FILTER (WHERE booked <> standing) FROM pair",
    },
    Check {
        name: "tickets.bets_and_books",
        sql: "WITH b AS (
                  SELECT banca_id, ticket_id, sum(stake)::bigint AS stake, sum(listero)::bigint AS listero, sum(vendedor)::bigint AS vendedor
                    FROM bet GROUP BY banca_id, ticket_id
              ), j AS (
                  SELECT p.banca_id, p.document_id AS ticket_id,
                         coalesce(sum(t.amount) FILTER (WHERE t.code = 'J01' AND t.debit_code = 1100), 0)::bigint AS stake,
                         coalesce(sum(t.amount) FILTER (WHERE t.code = 'J05' AND t.debit_code = 5110), 0)::bigint AS listero,
                         coalesce(sum(t.amount) FILTER (WHERE t.code = 'J06'), 0)::bigint AS vendedor
                    FROM posting p LEFT JOIN transfer t USING (banca_id, posting_id)
                   WHERE p.event = 'sold' GROUP BY p.banca_id, p.document_id
              ), pair AS (
                  SELECT t.code, t.total, coalesce(b.stake, 0) AS stake,
                         b.stake IS DISTINCT FROM t.total OR b.listero IS DISTINCT FROM t.listero OR b.vendedor IS DISTINCT FROM t.vendedor
                         OR j.stake IS DISTINCT FROM t.total OR j.listero IS DISTINCT FROM t.listero OR j.vendedor IS DISTINCT FROM t.vendedor
                         OR (t.state = 'CANCELLED') <> EXISTS (SELECT FROM posting p WHERE p.banca_id = t.banca_id
                               AND p.document_id = t.ticket_id AND p.event = 'cancelled') AS differ
                    FROM ticket t LEFT JOIN b USING (banca_id, ticket_id) LEFT JOIN j USING (banca_id, ticket_id))
              SELECT coalesce(sum(total), 0)::bigint, coalesce(sum(stake), 0)::bigint, min(code) FILTER (WHERE differ) FROM pair",
    },
    Check {
        // One command, one sale, its tickets, their codes.
        name: "tickets.documents",
        sql: "WITH t AS (
                  SELECT t.code, s.sale_id AS sale, c.command_id AS command, k.ticket_id AS key,
                         s.total IS DISTINCT FROM (SELECT sum(x.total) FROM ticket x
                                                    WHERE x.banca_id = t.banca_id AND x.sale_id = t.sale_id) AS differ
                    FROM ticket t
                    LEFT JOIN sale s USING (banca_id, sale_id)
                    LEFT JOIN command c ON c.banca_id = t.banca_id AND c.command_id = s.command_id AND c.answer IS NOT NULL
                    LEFT JOIN ticket_code k ON k.banca_id = t.banca_id AND k.code = t.code AND k.ticket_id = t.ticket_id)
              SELECT count(*), count(*) FILTER (WHERE sale IS NOT NULL AND command IS NOT NULL AND key IS NOT NULL),
                     min(code) FILTER (WHERE sale IS NULL OR command IS NULL OR key IS NULL OR differ) FROM t",
    },
    Check {
        name: "tickets.codes",
        sql: "SELECT count(*), (SELECT count(*) FROM ticket),
                     min(k.code) FILTER (WHERE t.ticket_id IS NULL)
                FROM ticket_code k
                LEFT JOIN ticket t ON t.banca_id = k.banca_id AND t.business_date = k.business_date AND t.ticket_id = k.ticket_id",
    },
    Check {
        // Every ticket's hash covers what was promised and the ticket before it at its terminal; serials have no gap.
        name: "tickets.chain",
        sql: "WITH t AS (
                  SELECT t.code, t.hash, t.serial, t.previous_hash,
                         lag(t.hash, 1, '\\x'::bytea) OVER w AS before, row_number() OVER w AS place,
                         sha256(t.previous_hash || ticket_canonical(
                             t.code, t.draw_id, t.ventana_id, t.vendedor_id, t.terminal_id, t.serial, t.sold_at, t.total,
                             (SELECT string_agg(concat_ws(':', b.kind, b.number, b.stake, trim_scale(b.factor)), ';' ORDER BY b.line)
                                FROM bet b WHERE b.banca_id = t.banca_id AND b.business_date = t.business_date
                                             AND b.ticket_id = t.ticket_id))) AS derived
                    FROM ticket t WINDOW w AS (PARTITION BY t.banca_id, t.terminal_id ORDER BY t.serial))
              SELECT count(*), count(*) FILTER (WHERE hash = derived AND previous_hash = before AND serial = place),
                     min(code) FILTER (WHERE hash <> derived OR previous_hash <> before OR serial <> place) FROM t",
    },
    Check {
        name: "tickets.chain_heads",
        sql: "WITH h AS (
                  SELECT m.name, m.last_serial, m.chain_head,
                         (SELECT count(*) FROM ticket t WHERE t.banca_id = m.banca_id AND t.terminal_id = m.terminal_id) AS sold,
                         (SELECT t.hash FROM ticket t WHERE t.banca_id = m.banca_id AND t.terminal_id = m.terminal_id
                           ORDER BY t.serial DESC LIMIT 1) AS head
                    FROM terminal m)
              SELECT coalesce(sum(last_serial), 0)::bigint, coalesce(sum(sold), 0)::bigint,
                     min(name) FILTER (WHERE last_serial <> sold OR chain_head <> coalesce(head, '\\x'::bytea)) FROM h",
    },
    Check {
        name: "tickets.before_cutoff",
        sql: "SELECT count(*), count(*) FILTER (WHERE t.sold_at < d.cutoff AND (d.closed_at IS NULL OR t.sold_at <= d.closed_at)),
                     min(t.code) FILTER (WHERE t.sold_at >= d.cutoff OR t.sold_at > d.closed_at)
                FROM ticket t JOIN draw d USING (banca_id, draw_id)",
    },
    Check {
        name: "exposure.counters",
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
                  SELECT coalesce(e.draw_id, l.draw_id) AS draw_id, coalesce(e.number, l.number) AS number,
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
                     min(draw_id::text || ' ' || number) FILTER (WHERE differ) FROM pair",
    },
    Check {
        name: "limits.evidence",
        sql: "SELECT count(*), count(*) FILTER (WHERE used_after <= limit_minor OR lifted_by IS NOT NULL),
                     min(sale_id::text) FILTER (WHERE used_after > limit_minor AND lifted_by IS NULL) FROM sale_evidence",
    },
    Check {
        // Every closed draw has a seal, every seal is that of its tickets, and each is chained to the one before.
        name: "draws.seals",
        sql: "WITH s AS (
                  SELECT d.draw_id, x.root, x.previous, i.tickets, i.stakes, x.tickets AS sealed_tickets, x.stakes AS sealed_stakes,
                         sha256(x.previous || i.hashes) AS derived,
                         lag(x.root, 1, '\\x'::bytea) OVER (PARTITION BY x.banca_id ORDER BY x.chain_no) AS before
                    FROM draw d
                    LEFT JOIN draw_seal x USING (banca_id, draw_id)
                    LEFT JOIN LATERAL draw_seal_input(d.banca_id, d.draw_id) i ON true
                   WHERE d.state IN ('CLOSED', 'EVALUATED'))
              SELECT count(*), count(*) FILTER (WHERE root = derived AND previous = before),
                     min(draw_id::text) FILTER (WHERE root IS DISTINCT FROM derived OR previous IS DISTINCT FROM before
                                                   OR tickets IS DISTINCT FROM sealed_tickets OR stakes IS DISTINCT FROM sealed_stakes)
                FROM s",
    },
    Check {
        // Two people stand behind every result, or one twice where the house allows it and the draw says so.
        name: "draws.two_people",
        sql: "WITH r AS (
                  SELECT d.draw_id, d.single_person,
                         EXISTS (SELECT FROM result_entry e JOIN result_entry c USING (banca_id, draw_id, version)
                                  WHERE e.banca_id = d.banca_id AND e.draw_id = d.draw_id AND e.version = d.result_version
                                    AND e.step = 'entered' AND c.step = 'confirmed'
                                    AND e.number = d.result_number AND c.number = d.result_number
                                    AND e.outcome IS NOT DISTINCT FROM d.result_outcome
                                    AND c.outcome IS NOT DISTINCT FROM d.result_outcome
                                    AND (e.user_id <> c.user_id OR d.single_person)) AS confirmed
                    FROM draw d WHERE d.state = 'EVALUATED')
              SELECT count(*), count(*) FILTER (WHERE confirmed), min(draw_id::text) FILTER (WHERE NOT confirmed) FROM r",
    },
    Check {
        name: "approvals.second_person",
        sql: "SELECT count(*), count(*) FILTER (WHERE asked_by <> granted_by AND (consumed_at IS NULL OR c.command_id IS NOT NULL)),
                     min(approval_id::text) FILTER (WHERE asked_by = granted_by OR (consumed_at IS NOT NULL AND c.command_id IS NULL))
                FROM approval a LEFT JOIN command c USING (banca_id, command_id)",
    },
    Check {
        name: "commands.answered",
        sql: "SELECT count(*), count(answer), min(command_id::text) FILTER (WHERE answer IS NULL) FROM command",
    },
    Check {
        // No business event without its entry in the activity log: tickets and payouts, the rows that move money.
        name: "activity.complete",
        sql: "WITH e AS (
                  SELECT code AS target, 'ticket.sold' AS action, banca_id FROM ticket
                  UNION ALL SELECT code, 'ticket.cancelled', banca_id FROM ticket WHERE state = 'CANCELLED'
              ), a AS (
                  SELECT DISTINCT banca_id, target::text AS target, action FROM activity WHERE action IN ('ticket.sold', 'ticket.cancelled'))
              SELECT count(*), count(a.target), min(e.target) FILTER (WHERE a.target IS NULL)
                FROM e LEFT JOIN a ON a.banca_id = e.banca_id AND a.action = e.action AND a.target = e.target::text",
    },
];

/// Checks every identity.
pub async fn identities(db: &mut PgConnection) -> Result<Vec<Identity>, sqlx::Error> {
    let mut found = Vec::with_capacity(CHECKS.len());
    for check in CHECKS {
        let (left, right, first_broken): (i64, i64, Option<String>) =
            sqlx::query_as(check.sql).fetch_one(&mut *db).await?;
        let holds = left == right && first_broken.is_none();
        found.push(Identity {
            name: check.name.to_owned(),
            left,
            right,
            holds,
            first_broken,
        });
    }
    Ok(found)
}

/// The database's clock.
pub async fn now(db: &mut PgConnection) -> Result<chrono::DateTime<chrono::Utc>, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT banca_now() AS "now!""#)
        .fetch_one(db)
        .await
}

/// Lets everything that follows in this transaction see one moment, and take the time it needs.
pub async fn one_view(db: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        .execute(&mut *db)
        .await?;
    sqlx::query("SET LOCAL statement_timeout = '10min'")
        .execute(db)
        .await?;
    Ok(())
}
