//! The months: what their close carries, and who closed them.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::row;
use crate::domain::{
    CommandKey, Holder,
    statement::Sums,
    view::{MonthClosed, MonthRow, Obstacle},
};

/// What keeps a month open.
pub async fn obstacles(
    db: &mut PgConnection,
    month: NaiveDate,
) -> Result<Vec<Obstacle>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT what AS "what!", label AS "label!" FROM month_obstacles($1)"#,
        month
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(Obstacle {
                what: row::json(serde_json::Value::String(found.what))?,
                label: found.label,
            })
        })
        .collect()
}

/// What the close of a month carries, or carried: the house first, then shops with their sellers.
pub async fn preview(
    db: &mut PgConnection,
    month: NaiveDate,
) -> Result<Vec<MonthRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT m.ventana_id AS "ventana_id!", m.vendedor_id AS "vendedor_id!", m.tickets AS "tickets!", m.sales AS "sales!",
                  m.payouts AS "payouts!", m.commission AS "commission!", m.seller_commission AS "seller!", m.other AS "other!",
                  m.paid AS "paid!", m.collected AS "collected!", m.previous AS "previous!", m.remaining AS "remaining!",
                  coalesce(v.name, b.name) AS "ventana!", user_name(m.vendedor_id) AS vendedor
             FROM preview_month($1) m
            CROSS JOIN banca b
             LEFT JOIN ventana v ON v.ventana_id = m.ventana_id
            ORDER BY v.name IS NOT NULL, lower(v.name), m.vendedor_id <> '00000000-0000-0000-0000-000000000000',
                     lower(user_name(m.vendedor_id))"#,
        month
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(MonthRow {
                holder: Holder::of_keys(found.ventana_id, found.vendedor_id),
                ventana: found.ventana,
                vendedor: found.vendedor,
                previous: row::money(found.previous)?,
                sums: Sums {
                    tickets: found.tickets,
                    sales: row::money(found.sales)?,
                    payouts: row::money(found.payouts)?,
                    commission: row::money(found.commission)?,
                    seller_commission: row::money(found.seller)?,
                    other: row::money(found.other)?,
                    paid: row::money(found.paid)?,
                    collected: row::money(found.collected)?,
                },
                remaining: row::money(found.remaining)?,
            })
        })
        .collect()
}

/// The close of a month, once it is closed.
pub async fn closed(
    db: &mut PgConnection,
    month: NaiveDate,
) -> Result<Option<MonthClosed>, sqlx::Error> {
    sqlx::query_as!(
        MonthClosed,
        r#"SELECT at, coalesce(user_name(user_id), '') AS "by!", encode(hash, 'hex') AS "hash!", statements
             FROM month_close WHERE month = $1"#,
        month
    )
    .fetch_optional(db)
    .await
}

/// Closes a month.
///
/// # Errors
/// What keeps it open is refused, as is a missing consent.
pub async fn close(
    db: &mut PgConnection,
    key: CommandKey,
    month: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"SELECT (close_month($1, $2)).statements AS "frozen!""#,
        key.raw(),
        month
    )
    .fetch_one(db)
    .await?;
    Ok(())
}
