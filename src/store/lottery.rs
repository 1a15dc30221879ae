//! Lotteries and their prices.

use sqlx::PgConnection;

use super::row;
use crate::domain::{
    BancaId, BetKind, LotteryId, LotteryRules, Multiplier, MultiplierId, Rate, view::LotteryRow,
};

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

/// The lotteries with prices and next draws, those on offer first.
pub async fn list(db: &mut PgConnection) -> Result<Vec<LotteryRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT lottery_id, name, active, rules, banca_now() AS "now!"
             FROM lottery ORDER BY NOT active, lower(name)"#
    )
    .fetch_all(&mut *db)
    .await?;
    let mut prices = prices(db, None).await?;
    rows.into_iter()
        .map(|found| {
            let id: LotteryId = found.lottery_id.into();
            let rules: LotteryRules = row::json(found.rules)?;
            let (own, others): (Vec<_>, Vec<_>) = std::mem::take(&mut prices)
                .into_iter()
                .partition(|price| price.lottery == id);
            prices = others;
            let (sold, retired): (Vec<_>, Vec<_>) = own.into_iter().partition(|price| price.active);
            let next = if found.active {
                rules
                    .schedule
                    .occurrences(found.now, DAYS_SHOWN)
                    .into_iter()
                    .take(DRAWS_SHOWN)
                    .collect()
            } else {
                Vec::new()
            };
            Ok(LotteryRow {
                id,
                name: found.name,
                active: found.active,
                rules,
                multipliers: sold.into_iter().map(|price| price.multiplier).collect(),
                retired: retired.into_iter().map(|price| price.multiplier).collect(),
                next,
            })
        })
        .collect()
}

/// Days of the schedule that are looked through for the next draws.
const DAYS_SHOWN: u16 = 8;
/// Next draws shown of a lottery.
const DRAWS_SHOWN: usize = 6;

/// A price as it is kept.
pub struct Kept {
    /// Its lottery.
    pub lottery: LotteryId,
    /// Whether it may be sold.
    pub active: bool,
    /// The price.
    pub multiplier: Multiplier,
}

/// The prices of a lottery, or of all, by kind and factor.
pub async fn prices(
    db: &mut PgConnection,
    lottery: Option<LotteryId>,
) -> Result<Vec<Kept>, sqlx::Error> {
    let rows = sqlx::query!(
        "SELECT multiplier_id, lottery_id, name, kind, factor, usual, active
           FROM multiplier
          WHERE $1::uuid IS NULL OR lottery_id = $1
          ORDER BY kind, factor, multiplier_id",
        lottery.map(LotteryId::raw)
    )
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            Ok(Kept {
                lottery: found.lottery_id.into(),
                active: found.active,
                multiplier: Multiplier {
                    id: found.multiplier_id.into(),
                    name: found.name,
                    kind: row::kind(found.kind)?,
                    factor: row::rate(found.factor)?,
                    usual: found.usual,
                },
            })
        })
        .collect()
}

/// A lottery as it stands before a change.
pub struct Known {
    /// Its name.
    pub name: String,
    /// Whether it is on offer.
    pub active: bool,
    /// Its rules.
    pub rules: LotteryRules,
    /// Whether a draw of it exists, which fixes the length of its numbers.
    pub drawn: bool,
}

/// Reads a lottery.
pub async fn known(db: &mut PgConnection, id: LotteryId) -> Result<Option<Known>, sqlx::Error> {
    let found = sqlx::query!(
        r#"SELECT name, active, rules,
                  EXISTS (SELECT FROM draw d WHERE d.banca_id = l.banca_id AND d.lottery_id = l.lottery_id) AS "drawn!"
             FROM lottery l WHERE lottery_id = $1"#,
        id.raw()
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else {
        return Ok(None);
    };
    Ok(Some(Known {
        name: found.name,
        active: found.active,
        rules: row::json(found.rules)?,
        drawn: found.drawn,
    }))
}

/// Makes one price the usual one of its lottery and kind, and no other.
pub async fn set_usual(
    db: &mut PgConnection,
    lottery: LotteryId,
    kind: BetKind,
    usual: Option<MultiplierId>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE multiplier SET usual = false
          WHERE lottery_id = $1 AND kind = $2 AND usual AND multiplier_id IS DISTINCT FROM $3",
        lottery.raw(),
        row::kind_code(kind),
        usual.map(MultiplierId::raw)
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "UPDATE multiplier SET usual = true WHERE multiplier_id = $1 AND NOT usual",
        usual.map(MultiplierId::raw)
    )
    .execute(db)
    .await?;
    Ok(())
}
