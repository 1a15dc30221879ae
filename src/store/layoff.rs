//! Lay-offs: the documents, their lines and steps, and the other houses.

use rust_decimal::Decimal;
use serde_json::json;
use sqlx::{PgConnection, Row, postgres::PgRow};
use uuid::Uuid;

use super::row;
use crate::domain::{
    Bet, CommandKey, Digits, DrawId, LayOffId, Money, Percent, Rate, ReventadoOutcome,
    layoff::{Laid, LayOffLine, LayOffState, LayOffStep, LayOffTerms},
    view::{LayOffEntry, LayOffRow, LayOffShare, OtherHouseRow},
};

/// What a draw's stakes are multiples of, and the best factor among its outcomes.
pub async fn steps_of(
    db: &mut PgConnection,
    draw: DrawId,
) -> Result<(Money, Option<Rate>), sqlx::Error> {
    let found = sqlx::query(
        "SELECT coalesce((rules ->> 'step')::bigint, 0) AS step, coalesce(outcomes, '[]') AS outcomes FROM draw WHERE draw_id = $1",
    )
    .bind(draw.raw())
    .fetch_one(db)
    .await?;
    let outcomes: Vec<ReventadoOutcome> = row::json(found.try_get("outcomes")?)?;
    let best = outcomes.iter().map(|outcome| outcome.factor).max();
    Ok((row::money(found.try_get("step")?)?, best))
}

fn line(found: &PgRow, digits: Digits) -> Result<LayOffLine, sqlx::Error> {
    Ok(LayOffLine {
        number: row::number(found.try_get("number")?, digits)?,
        kind: row::kind(found.try_get("kind")?)?,
        stake: row::money(found.try_get("stake")?)?,
        factor: row::rate(found.try_get("factor")?)?,
    })
}

/// All that is laid off of a draw and counts in its exposure; nothing for whoever may not see it.
pub async fn laid(
    db: &mut PgConnection,
    draw: DrawId,
    digits: Digits,
) -> Result<Laid, sqlx::Error> {
    let found = sqlx::query(
        "SELECT l.number, l.kind, l.stake, l.factor
           FROM layoff f
           JOIN layoff_line l USING (banca_id, layoff_id)
          WHERE f.draw_id = $1 AND f.state IN ('ACCEPTED', 'SETTLED')
          ORDER BY f.number, l.number, l.kind",
    )
    .bind(draw.raw())
    .fetch_all(&mut *db)
    .await?;
    if found.is_empty() {
        return Ok(Laid::default());
    }
    let cost: i64 = sqlx::query_scalar(
        "SELECT coalesce(sum(stakes - commission), 0)::bigint FROM layoff WHERE draw_id = $1 AND state IN ('ACCEPTED', 'SETTLED')",
    )
    .bind(draw.raw())
    .fetch_one(db)
    .await?;
    let lines: Result<Vec<LayOffLine>, sqlx::Error> =
        found.iter().map(|found| line(found, digits)).collect();
    Ok(Laid::of(lines?, row::money(cost)?))
}

/// The columns of a lay-off's row.
macro_rules! rows_where {
    ($condition:literal) => {
        concat!(
            "SELECT f.layoff_id, f.number, f.draw_id, h.name AS house, h.contact, f.state, f.stakes, f.commission, f.share,
                    f.target, f.factor, f.reventado, f.percent, o.owed, o.due, coalesce(user_name(f.user_id), '') AS by, f.at
               FROM layoff f
               JOIN other_house h USING (banca_id, house_id)
              CROSS JOIN LATERAL layoff_open(f.banca_id, f.layoff_id) o
              WHERE ",
            $condition
        )
    };
}

fn listed(found: &PgRow) -> Result<LayOffRow, sqlx::Error> {
    let money = |column: &str| -> Result<Money, sqlx::Error> { row::money(found.try_get(column)?) };
    let share: Option<i64> = found.try_get("share")?;
    Ok(LayOffRow {
        id: LayOffId::new(found.try_get("layoff_id")?),
        number: found.try_get("number")?,
        house: found.try_get("house")?,
        state: state(found.try_get("state")?)?,
        stakes: money("stakes")?,
        cost: row::difference(money("stakes")?, &[money("commission")?])?,
        share: share.map(row::money).transpose()?,
        owed: money("owed")?,
        due: money("due")?,
        by: found.try_get("by")?,
        at: found.try_get("at")?,
    })
}

fn state(name: &str) -> Result<LayOffState, sqlx::Error> {
    LayOffState::from_name(name)
        .ok_or_else(|| sqlx::Error::Decode(format!("unexpected state: {name}").into()))
}

/// The lay-offs of a draw, newest first.
pub async fn of_draw(db: &mut PgConnection, draw: DrawId) -> Result<Vec<LayOffRow>, sqlx::Error> {
    let found = sqlx::query(rows_where!("f.draw_id = $1 ORDER BY f.number DESC"))
        .bind(draw.raw())
        .fetch_all(db)
        .await?;
    found.iter().map(listed).collect()
}

/// A lay-off without its lines.
pub struct Document {
    /// Its draw.
    pub draw: DrawId,
    /// Where it stands.
    pub row: LayOffRow,
    /// How the other house is reached.
    pub contact: String,
    /// What it pays, and how much is kept.
    pub terms: LayOffTerms,
    /// What it gives back of the stakes.
    pub commission: Money,
}

/// One lay-off; nothing where the asker sees none with this id.
pub async fn one(db: &mut PgConnection, layoff: LayOffId) -> Result<Option<Document>, sqlx::Error> {
    let found = sqlx::query(rows_where!("f.layoff_id = $1"))
        .bind(layoff.raw())
        .fetch_optional(db)
        .await?;
    let Some(found) = found else { return Ok(None) };
    let reventado: Option<Decimal> = found.try_get("reventado")?;
    Ok(Some(Document {
        draw: DrawId::new(found.try_get("draw_id")?),
        row: listed(&found)?,
        contact: found.try_get("contact")?,
        terms: LayOffTerms {
            target: row::money(found.try_get("target")?)?,
            factor: row::rate(found.try_get("factor")?)?,
            reventado: reventado.map(row::rate).transpose()?,
            commission: Some(row::percent(found.try_get("percent")?)?),
        },
        commission: row::money(found.try_get("commission")?)?,
    }))
}

/// The lay-off with this number.
pub async fn numbered(db: &mut PgConnection, number: i64) -> Result<Option<LayOffId>, sqlx::Error> {
    let found: Option<Uuid> = sqlx::query_scalar("SELECT layoff_id FROM layoff WHERE number = $1")
        .bind(number)
        .fetch_optional(db)
        .await?;
    Ok(found.map(LayOffId::new))
}

/// The lines of a lay-off by number.
pub async fn lines(
    db: &mut PgConnection,
    layoff: LayOffId,
    digits: Digits,
) -> Result<Vec<LayOffShare>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT number, kind, stake, factor, share FROM layoff_line WHERE layoff_id = $1 ORDER BY number, kind",
    )
    .bind(layoff.raw())
    .fetch_all(db)
    .await?;
    found
        .iter()
        .map(|found| {
            let share: Option<i64> = found.try_get("share")?;
            Ok(LayOffShare {
                line: line(found, digits)?,
                share: share.map(row::money).transpose()?,
            })
        })
        .collect()
}

/// What happened to a lay-off, oldest first.
pub async fn steps(
    db: &mut PgConnection,
    layoff: LayOffId,
) -> Result<Vec<LayOffEntry>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT step, answered, reference, owed, due, coalesce(user_name(user_id), '') AS by, at
           FROM layoff_step WHERE layoff_id = $1 ORDER BY seq",
    )
    .bind(layoff.raw())
    .fetch_all(db)
    .await?;
    found
        .iter()
        .map(|found| {
            let name: &str = found.try_get("step")?;
            let step = LayOffStep::from_name(name)
                .ok_or_else(|| sqlx::Error::Decode(format!("unexpected step: {name}").into()))?;
            Ok(LayOffEntry {
                step,
                answered: found.try_get("answered")?,
                reference: found.try_get("reference")?,
                owed: row::money(found.try_get("owed")?)?,
                due: row::money(found.try_get("due")?)?,
                by: found.try_get("by")?,
                at: found.try_get("at")?,
            })
        })
        .collect()
}

/// The other houses by name, and what stands between them and this one.
pub async fn houses(db: &mut PgConnection) -> Result<Vec<OtherHouseRow>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT h.house_id, h.name, h.contact, h.commission, h.active, coalesce(sum(o.owed), 0)::bigint AS owed,
                coalesce(sum(o.due), 0)::bigint AS due
           FROM other_house h
           LEFT JOIN layoff f USING (banca_id, house_id)
           LEFT JOIN LATERAL layoff_open(f.banca_id, f.layoff_id) o ON true
          GROUP BY h.banca_id, h.house_id
          ORDER BY lower(h.name)",
    )
    .fetch_all(db)
    .await?;
    found
        .iter()
        .map(|found| {
            let commission: Option<Decimal> = found.try_get("commission")?;
            let id: Uuid = found.try_get("house_id")?;
            Ok(OtherHouseRow {
                id: id.into(),
                name: found.try_get("name")?,
                contact: found.try_get("contact")?,
                commission: commission.map(row::percent).transpose()?,
                active: found.try_get("active")?,
                owed: row::money(found.try_get("owed")?)?,
                due: row::money(found.try_get("due")?)?,
            })
        })
        .collect()
}

/// Adds or changes another house.
pub async fn save_house(
    db: &mut PgConnection,
    key: CommandKey,
    house: &OtherHouseRow,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT save_other_house($1, $2, $3, $4, $5, $6)")
        .bind(key.raw())
        .bind(house.id.raw())
        .bind(&house.name)
        .bind(&house.contact)
        .bind(house.commission.map(Percent::as_decimal))
        .bind(house.active)
        .execute(db)
        .await?;
    Ok(())
}

/// Keeps a proposal; its number in the house.
pub async fn save(
    db: &mut PgConnection,
    key: CommandKey,
    layoff: LayOffId,
    draw: DrawId,
    house: &str,
    terms: &LayOffTerms,
    lines: &[Bet],
) -> Result<i64, sqlx::Error> {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| {
            json!({ "kind": row::kind_code(line.kind), "number": row::number_code(line.number), "stake": line.stake.as_cents() })
        })
        .collect();
    sqlx::query_scalar("SELECT save_layoff($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(key.raw())
        .bind(layoff.raw())
        .bind(draw.raw())
        .bind(house)
        .bind(terms.target.as_cents())
        .bind(terms.factor.as_decimal())
        .bind(terms.reventado.map(Rate::as_decimal))
        .bind(terms.commission.unwrap_or(Percent::ZERO).as_decimal())
        .bind(serde_json::Value::Array(lines))
        .fetch_one(db)
        .await
}

/// Does a step of a lay-off; what it changed of what the two houses owe each other.
pub async fn step(
    db: &mut PgConnection,
    key: CommandKey,
    layoff: LayOffId,
    step: LayOffStep,
    answered: &str,
    reference: &str,
) -> Result<(Money, Money), sqlx::Error> {
    let found = sqlx::query("SELECT owed, due FROM move_layoff($1, $2, $3, $4, $5)")
        .bind(key.raw())
        .bind(layoff.raw())
        .bind(step.name())
        .bind(answered)
        .bind(reference)
        .fetch_one(db)
        .await?;
    Ok((
        row::money(found.try_get("owed")?)?,
        row::money(found.try_get("due")?)?,
    ))
}

/// What is laid off of a draw costs, and what the other houses would pay of a result.
pub async fn effect(
    db: &mut PgConnection,
    draw: DrawId,
    number: i16,
    outcome: Option<&str>,
) -> Result<(Money, Money), sqlx::Error> {
    let found = sqlx::query("SELECT cost, share FROM laid_off($1, $2, $3)")
        .bind(draw.raw())
        .bind(number)
        .bind(outcome)
        .fetch_optional(db)
        .await?;
    let Some(found) = found else {
        return Ok((Money::ZERO, Money::ZERO));
    };
    Ok((
        row::money(found.try_get("cost")?)?,
        row::money(found.try_get("share")?)?,
    ))
}
