//! Tickets that are looked for without their paper, and shops with cash for a prize.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{PgConnection, Row};

use super::row;
use crate::domain::{
    CommandKey, Id, Money, Number, UserId,
    view::{ShopWithCash, UnseenRow},
};

/// What is known of the ticket.
#[derive(Debug, Clone)]
pub struct Search {
    /// The business date it was sold on.
    pub day: NaiveDate,
    /// A number it carries.
    pub number: Number,
    /// The stake on that number.
    pub stake: Option<Money>,
    /// Not sold before.
    pub from: Option<DateTime<Utc>>,
    /// Not sold after.
    pub to: Option<DateTime<Utc>>,
    /// Who sold it.
    pub vendedor: Option<UserId>,
}

/// The tickets within reach, oldest first.
pub async fn find(
    db: &mut PgConnection,
    search: &Search,
    key: CommandKey,
    target: &str,
) -> Result<Vec<UnseenRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT code, lottery, draw_at, sold_at, vendedor, total, stake, state, kind, remaining
           FROM find_unseen($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(key.raw())
    .bind(target)
    .bind(search.day)
    .bind(row::number_code(search.number))
    .bind(search.stake.map(Money::as_cents))
    .bind(search.from)
    .bind(search.to)
    .bind(search.vendedor.map(Id::raw))
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let kind: Option<&str> = found.try_get("kind")?;
            Ok(UnseenRow {
                code: row::code(found.try_get("code")?)?,
                lottery: found.try_get("lottery")?,
                draw_at: found.try_get("draw_at")?,
                sold_at: found.try_get("sold_at")?,
                vendedor: found.try_get("vendedor")?,
                total: row::money(found.try_get("total")?)?,
                stake: row::money(found.try_get("stake")?)?,
                state: row::ticket_state(found.try_get("state")?)?,
                kind: kind.map(row::payout_kind).transpose()?,
                remaining: row::money(found.try_get("remaining")?)?,
            })
        })
        .collect()
}

/// The other shops, those with enough first.
pub async fn cash_elsewhere(db: &mut PgConnection) -> Result<Vec<ShopWithCash>, sqlx::Error> {
    let rows = sqlx::query("SELECT ventana, drawers, enough FROM cash_elsewhere()")
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|found| {
            Ok(ShopWithCash {
                ventana: found.try_get("ventana")?,
                drawers: found.try_get("drawers")?,
                enough: found.try_get("enough")?,
            })
        })
        .collect()
}
