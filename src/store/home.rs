//! The figures of the home screen, within what the user may see.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::row;
use crate::domain::{Money, Role};

/// What was sold in one hour of the day in one lottery.
pub struct Part {
    /// The hour of the house's zone.
    pub hour: u8,
    /// The lottery's name.
    pub lottery: String,
    /// Tickets standing.
    pub tickets: i64,
    /// Their stakes.
    pub sold: Money,
    /// Tickets cancelled.
    pub cancelled: i64,
    /// Their stakes.
    pub cancelled_stakes: Money,
    /// Commission on what stands: the own one for a seller, else the shop's, out of which sellers are paid.
    pub commission: Money,
}

/// What was sold on a business date and stands, by hour and lottery: off the counts, and the few tickets that were cancelled.
pub async fn sold(
    db: &mut PgConnection,
    date: NaiveDate,
    role: Role,
) -> Result<Vec<Part>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"WITH fact AS (
               SELECT c.draw_id, c.hour, c.tickets, c.stakes, 0::bigint AS cancelled, 0::bigint AS cancelled_stakes,
                      c.listero, c.vendedor
                 FROM draw_count c
                WHERE c.business_date = $1
                UNION ALL
               SELECT t.draw_id, extract(hour FROM t.sold_at AT TIME ZONE b.zone)::smallint, 0, 0, 1, t.total, 0, 0
                 FROM ticket t
                 JOIN banca b USING (banca_id)
                WHERE t.business_date = $1 AND t.state <> 'ACTIVE' AND t.state = 'CANCELLED'
           )
           SELECT f.hour AS "hour!", l.name,
                  sum(f.tickets)::bigint AS "tickets!", sum(f.stakes)::bigint AS "sold!",
                  sum(f.cancelled)::bigint AS "cancelled!", sum(f.cancelled_stakes)::bigint AS "cancelled_stakes!",
                  sum(f.listero)::bigint AS "listero!", sum(f.vendedor)::bigint AS "vendedor!"
             FROM fact f
             JOIN draw d USING (draw_id)
             JOIN lottery l USING (banca_id, lottery_id)
            GROUP BY 1, l.name
            ORDER BY 1, l.name"#,
        date
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let commission = match role {
                Role::Vendedor => found.vendedor,
                Role::Ventana | Role::Admin => found.listero,
            };
            Ok(Part {
                hour: u8::try_from(found.hour).unwrap_or_default(),
                lottery: found.name,
                tickets: found.tickets,
                sold: row::money(found.sold)?,
                cancelled: found.cancelled,
                cancelled_stakes: row::money(found.cancelled_stakes)?,
                commission: row::money(commission)?,
            })
        })
        .collect()
}

/// What was sold on a business date and stands, by hour.
pub async fn by_hour(
    db: &mut PgConnection,
    date: NaiveDate,
) -> Result<Vec<(u8, Money)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT hour, sum(stakes)::bigint AS "sold!" FROM draw_count WHERE business_date = $1
            GROUP BY hour HAVING sum(stakes) > 0 ORDER BY hour"#,
        date
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let hour = u8::try_from(found.hour).unwrap_or_default();
            Ok((hour, row::money(found.sold)?))
        })
        .collect()
}

/// What each shop sold on a business date, most first; shops that sold nothing are among them.
pub async fn by_shop(
    db: &mut PgConnection,
    date: NaiveDate,
) -> Result<Vec<(String, Money)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT v.name, coalesce(sum(c.stakes), 0)::bigint AS "sold!"
             FROM ventana v
             LEFT JOIN draw_count c ON c.banca_id = v.banca_id AND c.ventana_id = v.ventana_id AND c.business_date = $1
            WHERE v.active OR c.ventana_id IS NOT NULL
            GROUP BY v.ventana_id, v.name
            ORDER BY 2 DESC, v.name"#,
        date
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| Ok((found.name, row::money(found.sold)?)))
        .collect()
}

/// Prizes paid on a business date and not taken back; by the present user only where `own` says so.
pub async fn paid(db: &mut PgConnection, date: NaiveDate, own: bool) -> Result<Money, sqlx::Error> {
    let cents = sqlx::query_scalar!(
        r#"SELECT coalesce(sum(p.amount), 0)::bigint AS "paid!"
             FROM payout p
            WHERE p.business_date = $1 AND (NOT $2 OR p.user_id = (SELECT my_user()))
              AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)"#,
        date,
        own
    )
    .fetch_one(db)
    .await?;
    row::money(cents)
}

/// Prizes that can still be collected: how many, and what remains of them. Reads the awards that have not lapsed and the payouts
/// since the oldest of them, not all that ever were; a week more, for a clock that was put back.
pub async fn unpaid(db: &mut PgConnection, date: NaiveDate) -> Result<(i64, Money), sqlx::Error> {
    let found = sqlx::query!(
        r#"WITH due AS MATERIALIZED (
               SELECT a.banca_id, a.ticket_id, a.kind, a.prize, a.business_date
                 FROM award a
                WHERE a.mark = 'OPEN' AND (a.expires >= $1 OR a.revived_until >= $1)
           ), paid AS (
               SELECT p.banca_id, p.ticket_id, p.kind, sum(p.amount)::bigint AS amount
                 FROM payout p
                WHERE p.business_date >= (SELECT min(business_date) - 7 FROM due)
                  AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.banca_id = p.banca_id AND r.payout_id = p.payout_id)
                GROUP BY p.banca_id, p.ticket_id, p.kind)
           SELECT count(*) AS "count!", coalesce(sum(d.prize - coalesce(p.amount, 0)), 0)::bigint AS "sum!"
             FROM due d
             LEFT JOIN paid p ON p.banca_id = d.banca_id AND p.ticket_id = d.ticket_id AND p.kind = d.kind
            WHERE d.prize > coalesce(p.amount, 0)"#,
        date
    )
    .fetch_one(db)
    .await?;
    Ok((found.count, row::money(found.sum)?))
}
