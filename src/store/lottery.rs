//! Lotteries and their prices.

use sqlx::PgConnection;

use super::row;
use crate::domain::{BancaId, BetKind, LotteryId, LotteryRules, MultiplierId, Rate};

/// Adds a lottery, or changes the one with this id. Draws that are open keep the rules they opened with.
pub async fn save(
    db: &mut PgConnection,
    banca: BancaId,
    id: LotteryId,
    name: &str,
    active: bool,
    rules: &LotteryRules,
) -> Result<(), sqlx::Error> {
    let json = serde_json::to_value(rules).map_err(|why| sqlx::Error::Encode(Box::new(why)))?;
    sqlx::query!(
        "INSERT INTO lottery (banca_id, lottery_id, name, active, digits, rules) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (banca_id, lottery_id) DO UPDATE
            SET name = excluded.name, active = excluded.active, digits = excluded.digits, rules = excluded.rules",
        banca.raw(),
        id.raw(),
        name,
        active,
        row::digits_code(rules.digits),
        json
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A price to be added.
pub struct NewMultiplier<'a> {
    /// Its id.
    pub id: MultiplierId,
    /// Its lottery.
    pub lottery: LotteryId,
    /// Its name.
    pub name: &'a str,
    /// Straight or reventado.
    pub kind: BetKind,
    /// How often the stake is paid.
    pub factor: Rate,
    /// Whether sellers get it when they name none.
    pub usual: bool,
    /// Whether it may be sold.
    pub active: bool,
}

/// Adds a price, or changes name and use of the one with this id; a factor never changes, a new one is another price.
pub async fn save_multiplier(
    db: &mut PgConnection,
    banca: BancaId,
    price: NewMultiplier<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO multiplier (banca_id, multiplier_id, lottery_id, name, kind, factor, usual, active)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (banca_id, multiplier_id) DO UPDATE
            SET name = excluded.name, usual = excluded.usual, active = excluded.active",
        banca.raw(),
        price.id.raw(),
        price.lottery.raw(),
        price.name,
        row::kind_code(price.kind),
        price.factor.as_decimal(),
        price.usual,
        price.active
    )
    .execute(db)
    .await?;
    Ok(())
}
