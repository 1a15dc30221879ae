//! What reports read: counts made with each sale, prizes, payouts, and the few tickets that fell. Never the tickets themselves.

mod names;
mod prizes;

use chrono::{NaiveDate, NaiveTime};
use sqlx::PgConnection;
use uuid::Uuid;

use super::row;
use crate::domain::{
    ScopeId, UserId, VentanaId,
    report::{AgeBand, Dimension, Figures, Period, ReportKey, ReportName},
};

/// A filter whose names have been found.
#[derive(Debug, Clone, Default)]
pub struct Narrowed {
    /// One shop.
    pub ventana: Option<VentanaId>,
    /// One seller.
    pub vendedor: Option<UserId>,
    /// One lottery.
    pub lottery: Option<Uuid>,
    /// Draws at this wall-clock time.
    pub at: Option<NaiveTime>,
    /// Draws of this business date.
    pub drawn: Option<NaiveDate>,
    /// One number.
    pub number: Option<i16>,
}

/// One row as it is read: a key as text, to be told by its dimension, and its figures.
struct Read {
    key: Option<String>,
    figures: Figures,
}

/// The rows of a report for a period, unordered.
pub async fn rows(
    db: &mut PgConnection,
    report: ReportName,
    by: Dimension,
    period: Period,
    filter: &Narrowed,
    scope: ScopeId,
) -> Result<Vec<(ReportKey, Figures)>, sqlx::Error> {
    let read = match (report, by) {
        (ReportName::Sales | ReportName::Profit, Dimension::Number) => {
            return numbers(db, period, filter, scope).await;
        }
        (ReportName::Sales | ReportName::Profit | ReportName::Commissions, _) => {
            sold(db, by, period, filter).await?
        }
        (ReportName::Closing, _) => bands(db, by, period, filter).await?,
        (ReportName::Cancelled, _) => fallen(db, by, period, filter).await?,
        (ReportName::Paid, _) => prizes::paid(db, by, period, filter).await?,
        (ReportName::Prizes, _) => prizes::won(db, by, period, filter).await?,
    };
    names::named(db, by, read).await
}

/// What was sold and what it won, off the counts.
async fn sold(
    db: &mut PgConnection,
    by: Dimension,
    period: Period,
    filter: &Narrowed,
) -> Result<Vec<Read>, sqlx::Error> {
    let found = sqlx::query!(
        r#"WITH fact AS (
               SELECT c.business_date, c.hour, c.draw_id, c.ventana_id, c.vendedor_id,
                      c.tickets, c.bets, c.stakes, c.listero, c.vendedor, 0::bigint AS prizes
                 FROM draw_count c
                WHERE c.business_date BETWEEN $2 AND $3
                UNION ALL
               SELECT a.business_date, extract(hour FROM t.sold_at AT TIME ZONE h.zone)::smallint, a.draw_id, a.ventana_id,
                      a.vendedor_id, 0, 0, 0, 0, 0, a.prize
                 FROM award a
                 JOIN banca h USING (banca_id)
                 LEFT JOIN ticket t
                   ON $1 = 'hour' AND t.banca_id = a.banca_id AND t.business_date = a.business_date AND t.ticket_id = a.ticket_id
                WHERE a.business_date BETWEEN $2 AND $3 AND a.mark <> 'REVERSED' AND a.kind = 'PRIZE'
           )
           SELECT report_key($1, f.business_date, f.hour, f.draw_id, f.ventana_id, f.vendedor_id, d.lottery_id,
                             d.at AT TIME ZONE h.zone) AS key,
                  sum(f.tickets)::bigint AS "tickets!", sum(f.bets)::bigint AS "bets!", sum(f.stakes)::bigint AS "stakes!",
                  sum(f.listero)::bigint AS "listero!", sum(f.vendedor)::bigint AS "vendedor!",
                  sum(f.prizes)::bigint AS "prizes!"
             FROM fact f
             JOIN draw d USING (draw_id)
             JOIN banca h USING (banca_id)
            WHERE ($4::uuid IS NULL OR f.ventana_id = $4) AND ($5::uuid IS NULL OR f.vendedor_id = $5)
              AND ($6::uuid IS NULL OR d.lottery_id = $6)
              AND ($7::time IS NULL OR (d.at AT TIME ZONE h.zone)::time = $7)
              AND ($8::date IS NULL OR d.business_date = $8)
            GROUP BY 1"#,
        by.name(),
        period.from,
        period.to,
        filter.ventana.map(VentanaId::raw),
        filter.vendedor.map(UserId::raw),
        filter.lottery,
        filter.at,
        filter.drawn
    )
    .fetch_all(db)
    .await?;
    let read = found.into_iter().map(|row| Read {
        key: row.key,
        figures: Figures {
            tickets: row.tickets,
            bets: row.bets,
            stakes: row.stakes,
            listero: row.listero,
            vendedor: row.vendedor,
            prizes: row.prizes,
            ..Figures::default()
        },
    });
    Ok(read.collect())
}

/// What was sold on each number, off the exposure of the draws whose own date lies in the period.
async fn numbers(
    db: &mut PgConnection,
    period: Period,
    filter: &Narrowed,
    scope: ScopeId,
) -> Result<Vec<(ReportKey, Figures)>, sqlx::Error> {
    let found = sqlx::query!(
        r#"WITH asked AS (
               SELECT d.draw_id, d.digits, d.result_number
                 FROM draw d
                 JOIN banca h USING (banca_id)
                WHERE d.business_date BETWEEN $1 AND $2
                  AND ($5::uuid IS NULL OR d.lottery_id = $5)
                  AND ($6::time IS NULL OR (d.at AT TIME ZONE h.zone)::time = $6)
                  AND ($7::date IS NULL OR d.business_date = $7)
           ), fact AS (
               SELECT q.digits, e.number, e.tickets::bigint, e.straight + e.reventado AS stakes, e.listero, 0::bigint AS prizes
                 FROM asked q
                 JOIN exposure e ON e.draw_id = q.draw_id AND e.scope_rank = $3 AND e.scope_id = $4
                UNION ALL
               SELECT q.digits, q.result_number, 0, 0, 0, a.prize
                 FROM asked q
                 JOIN award a ON a.draw_id = q.draw_id AND a.mark <> 'REVERSED' AND a.kind = 'PRIZE'
                WHERE $4 IN (a.vendedor_id, a.ventana_id, a.banca_id)
           )
           SELECT digits AS "digits!", number AS "number!", sum(tickets)::bigint AS "tickets!", sum(stakes)::bigint AS "stakes!",
                  sum(listero)::bigint AS "listero!", sum(prizes)::bigint AS "prizes!"
             FROM fact
            WHERE $8::smallint IS NULL OR number = $8
            GROUP BY digits, number
           HAVING sum(stakes) > 0 OR sum(prizes) > 0"#,
        period.from,
        period.to,
        scope.rank().code(),
        scope.raw(),
        filter.lottery,
        filter.at,
        filter.drawn,
        filter.number
    )
    .fetch_all(db)
    .await?;
    found
        .into_iter()
        .map(|found| {
            let digits = row::digits(found.digits)?;
            let key = ReportKey::Number(row::number(found.number, digits)?);
            let figures = Figures {
                tickets: found.tickets,
                stakes: found.stakes,
                listero: found.listero,
                prizes: found.prizes,
                ..Figures::default()
            };
            Ok((key, figures))
        })
        .collect()
}

/// What was sold at which price: as gathered, and as it stands for draws that are not gathered yet.
async fn bands(
    db: &mut PgConnection,
    by: Dimension,
    period: Period,
    filter: &Narrowed,
) -> Result<Vec<Read>, sqlx::Error> {
    let found = sqlx::query!(
        r#"WITH fact AS (
               SELECT b.draw_id, b.business_date, b.ventana_id, b.vendedor_id, b.kind, b.factor,
                      b.bets, b.stakes, b.listero, b.vendedor, b.prizes
                 FROM draw_band b
                 JOIN banded USING (banca_id, draw_id)
                WHERE b.business_date BETWEEN $2 AND $3
                UNION ALL
               SELECT n.draw_id, g.business_date, g.ventana_id, g.vendedor_id, g.kind, g.factor,
                      g.bets, g.stakes, g.listero, g.vendedor, g.prizes
                 FROM (SELECT DISTINCT c.banca_id, c.draw_id
                         FROM draw_count c
                        WHERE c.business_date BETWEEN $2 AND $3
                          AND NOT EXISTS (SELECT FROM banded m WHERE m.banca_id = c.banca_id AND m.draw_id = c.draw_id)) n
                CROSS JOIN LATERAL bands_of(n.banca_id, n.draw_id) g
                WHERE g.business_date BETWEEN $2 AND $3
           )
           SELECT CASE $1 WHEN 'band' THEN f.kind || ':' || f.factor
                          ELSE report_key($1, f.business_date, NULL, f.draw_id, f.ventana_id, f.vendedor_id, d.lottery_id,
                                          d.at AT TIME ZONE h.zone) END AS key,
                  sum(f.bets)::bigint AS "bets!", sum(f.stakes)::bigint AS "stakes!", sum(f.listero)::bigint AS "listero!",
                  sum(f.vendedor)::bigint AS "vendedor!", sum(f.prizes)::bigint AS "prizes!"
             FROM fact f
             JOIN draw d USING (draw_id)
             JOIN banca h USING (banca_id)
            WHERE ($4::uuid IS NULL OR f.ventana_id = $4) AND ($5::uuid IS NULL OR f.vendedor_id = $5)
              AND ($6::uuid IS NULL OR d.lottery_id = $6)
              AND ($7::time IS NULL OR (d.at AT TIME ZONE h.zone)::time = $7)
              AND ($8::date IS NULL OR d.business_date = $8)
            GROUP BY 1"#,
        by.name(),
        period.from,
        period.to,
        filter.ventana.map(VentanaId::raw),
        filter.vendedor.map(UserId::raw),
        filter.lottery,
        filter.at,
        filter.drawn
    )
    .fetch_all(db)
    .await?;
    let read = found.into_iter().map(|row| Read {
        key: row.key,
        figures: Figures {
            bets: row.bets,
            stakes: row.stakes,
            listero: row.listero,
            vendedor: row.vendedor,
            prizes: row.prizes,
            ..Figures::default()
        },
    });
    Ok(read.collect())
}

/// Tickets that were cancelled, by the day of their sale.
async fn fallen(
    db: &mut PgConnection,
    by: Dimension,
    period: Period,
    filter: &Narrowed,
) -> Result<Vec<Read>, sqlx::Error> {
    let bounds: Vec<i32> = AgeBand::ALL
        .into_iter()
        .filter_map(AgeBand::minutes)
        .collect();
    let found = sqlx::query!(
        r#"SELECT CASE $1 WHEN 'age' THEN
                       (SELECT count(*) FROM unnest($9::integer[]) most
                         WHERE t.cancelled_at - t.sold_at > make_interval(mins => most))::text
                          ELSE report_key($1, t.business_date, extract(hour FROM t.sold_at AT TIME ZONE h.zone)::smallint,
                                          t.draw_id, t.ventana_id, t.vendedor_id, d.lottery_id, d.at AT TIME ZONE h.zone) END AS key,
                  count(*) AS "tickets!", sum(t.total)::bigint AS "stakes!"
             FROM ticket t
             JOIN draw d ON d.banca_id = t.banca_id AND d.draw_id = t.draw_id
             JOIN banca h ON h.banca_id = t.banca_id
            WHERE t.business_date BETWEEN $2 AND $3 AND t.state <> 'ACTIVE' AND t.state = 'CANCELLED'
              AND ($4::uuid IS NULL OR t.ventana_id = $4) AND ($5::uuid IS NULL OR t.vendedor_id = $5)
              AND ($6::uuid IS NULL OR d.lottery_id = $6)
              AND ($7::time IS NULL OR (d.at AT TIME ZONE h.zone)::time = $7)
              AND ($8::date IS NULL OR d.business_date = $8)
            GROUP BY 1"#,
        by.name(),
        period.from,
        period.to,
        filter.ventana.map(VentanaId::raw),
        filter.vendedor.map(UserId::raw),
        filter.lottery,
        filter.at,
        filter.drawn,
        &bounds
    )
    .fetch_all(db)
    .await?;
    let read = found.into_iter().map(|row| Read {
        key: row.key,
        figures: Figures {
            tickets: row.tickets,
            stakes: row.stakes,
            ..Figures::default()
        },
    });
    Ok(read.collect())
}

/// The shop of this name within reach.
pub async fn ventana(db: &mut PgConnection, name: &str) -> Result<Option<VentanaId>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        "SELECT ventana_id FROM ventana WHERE lower(name) = lower($1) ORDER BY active DESC LIMIT 1",
        name
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(VentanaId::new))
}

/// The seller of this user name within reach.
pub async fn vendedor(db: &mut PgConnection, name: &str) -> Result<Option<UserId>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        "SELECT user_id FROM app_user
          WHERE lower(username) = lower($1) OR lower(name) = lower($1)
          ORDER BY lower(username) <> lower($1), active DESC LIMIT 1",
        name
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(UserId::new))
}

/// The lottery of this name.
pub async fn lottery(db: &mut PgConnection, name: &str) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "SELECT lottery_id FROM lottery WHERE lower(name) = lower($1) ORDER BY active DESC LIMIT 1",
        name
    )
    .fetch_optional(db)
    .await
}

/// The present business date of the house.
pub async fn today(db: &mut PgConnection) -> Result<NaiveDate, sqlx::Error> {
    sqlx::query_scalar!(r#"SELECT business_date(my_banca(), NULL, banca_now()) AS "today!""#)
        .fetch_one(db)
        .await
}
