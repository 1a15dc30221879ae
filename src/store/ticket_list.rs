//! The list of tickets: newest first, pages by keyset, count and sum over the whole filter.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    Bet, Digits, Id, Money, picture,
    view::{PageKey, TicketFilter, TicketRow},
};

/// At most `limit` tickets within reach, newest first, each with its key.
pub async fn page(
    db: &mut PgConnection,
    filter: &TicketFilter,
    limit: i64,
) -> Result<Vec<(PageKey, TicketRow)>, sqlx::Error> {
    // The page is cut before anything is joined to it: no estimate can make the planner sort all tickets first.
    let rows = sqlx::query!(
        r#"WITH page AS MATERIALIZED (
               SELECT t.banca_id, t.ticket_id, t.business_date, t.code, t.draw_id, t.ventana_id, t.vendedor_id, t.total, t.state,
                      t.sold_at
                 FROM ticket t
                WHERE ($1::date IS NULL OR t.business_date >= $1)
                  AND ($2::date IS NULL OR t.business_date <= $2)
                  AND ($3::uuid IS NULL OR t.draw_id = $3)
                  AND ($4::uuid IS NULL OR t.vendedor_id = $4)
                  AND (NOT $5::boolean OR EXISTS (SELECT FROM award a
                                                   WHERE a.banca_id = t.banca_id AND a.ticket_id = t.ticket_id
                                                     AND a.mark <> 'REVERSED' AND a.kind = 'PRIZE'))
                  AND ($6::smallint IS NULL OR EXISTS (SELECT FROM bet b
                                                         JOIN draw d USING (banca_id, draw_id)
                                                        WHERE b.banca_id = t.banca_id AND b.business_date = t.business_date
                                                          AND b.ticket_id = t.ticket_id AND b.number = $6 AND d.digits = $7))
                  AND ($8::timestamptz IS NULL OR (t.sold_at, t.ticket_id) < ($8, $9::uuid))
                ORDER BY t.sold_at DESC, t.ticket_id DESC
                LIMIT $10
           )
           SELECT t.ticket_id, t.business_date, t.code, t.draw_id, t.total, t.state, t.sold_at, d.at AS draw_at, d.digits,
                  coalesce(d.special, l.name) AS "lottery!", v.name AS ventana, user_name(t.vendedor_id) AS vendedor,
                  (SELECT a.prize FROM award a
                    WHERE a.banca_id = t.banca_id AND a.ticket_id = t.ticket_id AND a.mark <> 'REVERSED' AND a.kind = 'PRIZE') AS prize
             FROM page t
             JOIN draw d ON d.banca_id = t.banca_id AND d.draw_id = t.draw_id
             JOIN lottery l ON l.banca_id = d.banca_id AND l.lottery_id = d.lottery_id
             JOIN ventana v ON v.banca_id = t.banca_id AND v.ventana_id = t.ventana_id
            ORDER BY t.sold_at DESC, t.ticket_id DESC"#,
        filter.from,
        filter.to,
        filter.draw.map(Id::raw),
        filter.vendedor.map(Id::raw),
        filter.winners,
        filter.number.map(row::number_code),
        filter.number.map(|number| row::digits_code(number.digits())),
        filter.after.as_ref().map(|key| key.at),
        filter.after.as_ref().map(|key| key.id),
        limit
    )
    .fetch_all(&mut *db)
    .await?;
    let mut wanted = Vec::with_capacity(rows.len());
    for found in &rows {
        wanted.push((
            found.ticket_id,
            found.business_date,
            row::digits(found.digits)?,
        ));
    }
    let mut bets = bets(db, &wanted).await?;
    rows.into_iter()
        .map(|found| {
            let bets = bets.remove(&found.ticket_id).unwrap_or_default();
            let key = PageKey {
                at: found.sold_at,
                id: found.ticket_id,
            };
            let shown = TicketRow {
                code: row::code(&found.code)?,
                lottery: found.lottery,
                draw: found.draw_id.into(),
                draw_at: found.draw_at,
                sold_at: found.sold_at,
                vendedor: found.vendedor.unwrap_or_default(),
                ventana: found.ventana,
                bets: i64::try_from(bets.len()).unwrap_or(i64::MAX),
                summary: picture(&bets),
                total: row::money(found.total)?,
                state: row::ticket_state(&found.state)?,
                prize: found.prize.map(row::money).transpose()?,
            };
            Ok((key, shown))
        })
        .collect()
}

/// The bets of the tickets on a page.
async fn bets(
    db: &mut PgConnection,
    tickets: &[(Uuid, NaiveDate, Digits)],
) -> Result<HashMap<Uuid, Vec<Bet>>, sqlx::Error> {
    if tickets.is_empty() {
        return Ok(HashMap::new());
    }
    let ids: Vec<Uuid> = tickets.iter().map(|(id, ..)| *id).collect();
    let dates: Vec<NaiveDate> = tickets.iter().map(|(_, date, _)| *date).collect();
    let digits: HashMap<Uuid, Digits> = tickets.iter().map(|(id, _, d)| (*id, *d)).collect();
    // One look-up in the primary key for each ticket: of a range of days the planner once read every bet of the house.
    let rows = sqlx::query!(
        r#"SELECT b.ticket_id, b.kind, b.number, b.stake
             FROM unnest($1::uuid[], $2::date[]) AS asked(ticket_id, business_date)
             JOIN bet b ON b.business_date = asked.business_date AND b.ticket_id = asked.ticket_id
            WHERE b.banca_id = (SELECT my_banca())
            ORDER BY b.ticket_id, b.line"#,
        &ids,
        &dates
    )
    .fetch_all(db)
    .await?;
    let mut by_ticket: HashMap<Uuid, Vec<Bet>> = HashMap::new();
    for found in rows {
        let Some(digits) = digits.get(&found.ticket_id) else {
            continue;
        };
        by_ticket.entry(found.ticket_id).or_default().push(Bet {
            kind: row::kind(found.kind)?,
            number: row::number(found.number, *digits)?,
            stake: row::money(found.stake)?,
        });
    }
    Ok(by_ticket)
}

/// How many tickets the whole filter holds, and the sum of those that were not cancelled. Read off the counts where the
/// filter is one of days, draw and seller; looked up ticket by ticket where it asks for winners or a number.
pub async fn totals(
    db: &mut PgConnection,
    filter: &TicketFilter,
) -> Result<(i64, Money), sqlx::Error> {
    if filter.winners || filter.number.is_some() {
        return looked_up(db, filter).await;
    }
    let found = sqlx::query!(
        r#"SELECT coalesce(sum(tickets), 0)::bigint AS "count!", coalesce(sum(stakes), 0)::bigint AS "sum!"
             FROM (SELECT c.business_date, c.draw_id, c.vendedor_id, c.tickets, c.stakes
                     FROM draw_count c
                    UNION ALL
                   SELECT t.business_date, t.draw_id, t.vendedor_id, 1, CASE t.state WHEN 'CANCELLED' THEN 0 ELSE t.total END
                     FROM ticket t
                    WHERE t.state <> 'ACTIVE') counted
            WHERE ($1::date IS NULL OR business_date >= $1)
              AND ($2::date IS NULL OR business_date <= $2)
              AND ($3::uuid IS NULL OR draw_id = $3)
              AND ($4::uuid IS NULL OR vendedor_id = $4)"#,
        filter.from,
        filter.to,
        filter.draw.map(Id::raw),
        filter.vendedor.map(Id::raw)
    )
    .fetch_one(db)
    .await?;
    Ok((found.count, row::money(found.sum)?))
}

/// Count and sum of a filter that looks into the tickets.
async fn looked_up(
    db: &mut PgConnection,
    filter: &TicketFilter,
) -> Result<(i64, Money), sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT count(*) AS "count!", coalesce(sum(t.total) FILTER (WHERE t.state <> 'CANCELLED'), 0)::bigint AS "sum!"
             FROM ticket t
             JOIN draw d ON d.banca_id = t.banca_id AND d.draw_id = t.draw_id
            WHERE ($1::date IS NULL OR t.business_date >= $1)
              AND ($2::date IS NULL OR t.business_date <= $2)
              AND ($3::uuid IS NULL OR t.draw_id = $3)
              AND ($4::uuid IS NULL OR t.vendedor_id = $4)
              AND (NOT $5::boolean OR EXISTS (SELECT FROM award a
                                               WHERE a.banca_id = t.banca_id AND a.ticket_id = t.ticket_id
                                                 AND a.mark <> 'REVERSED' AND a.kind = 'PRIZE'))
              AND ($6::smallint IS NULL OR EXISTS (SELECT FROM bet b
                                                    WHERE b.banca_id = t.banca_id AND b.business_date = t.business_date
                                                      AND b.ticket_id = t.ticket_id AND b.number = $6 AND d.digits = $7))"#,
        filter.from,
        filter.to,
        filter.draw.map(Id::raw),
        filter.vendedor.map(Id::raw),
        filter.winners,
        filter.number.map(row::number_code),
        filter.number.map(|number| row::digits_code(number.digits()))
    )
    .fetch_one(db)
    .await?;
    Ok((found.count, row::money(found.sum)?))
}
