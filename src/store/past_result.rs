//! Results of draws before the house kept its books here: what stands at a moment, what is kept, what is shown.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Row};
use uuid::Uuid;

use super::row;
use crate::domain::{
    CommandKey, DrawResult, DrawState, LotteryId, Money, Number, ReventadoOutcome,
    view::{DrawFilter, DrawRow, DrawStep},
};

/// What stands at the moment of a past result.
pub enum Standing {
    /// A draw of the house.
    Draw {
        /// Its state.
        state: DrawState,
        /// Its result.
        result: Option<DrawResult>,
    },
    /// A past result that was brought in before.
    Past(DrawResult),
}

/// A past result to be kept.
pub struct NewResult {
    /// The lottery.
    pub lottery: LotteryId,
    /// When it drew.
    pub at: DateTime<Utc>,
    /// The number.
    pub number: Number,
    /// What the reventado showed.
    pub outcome: Option<String>,
}

/// The database's clock, and what stands at these moments, by lottery and moment.
pub async fn standing(
    db: &mut PgConnection,
    moments: &[DateTime<Utc>],
) -> Result<(DateTime<Utc>, HashMap<(LotteryId, DateTime<Utc>), Standing>), sqlx::Error> {
    let now = sqlx::query_scalar("SELECT banca_now()")
        .fetch_one(&mut *db)
        .await?;
    let rows = sqlx::query(
        "SELECT lottery_id, at, state, digits, result_number AS number, result_outcome AS outcome
           FROM draw WHERE at = ANY ($1)
         UNION ALL
         SELECT lottery_id, at, NULL, digits, number, outcome FROM past_result WHERE at = ANY ($1)",
    )
    .bind(moments)
    .fetch_all(db)
    .await?;
    let mut found = HashMap::new();
    for one in &rows {
        let place = (
            LotteryId::new(one.try_get("lottery_id")?),
            one.try_get("at")?,
        );
        let digits = row::digits(one.try_get("digits")?)?;
        let number: Option<i16> = one.try_get("number")?;
        let result = match number {
            None => None,
            Some(number) => Some(DrawResult {
                number: row::number(number, digits)?,
                outcome: one.try_get("outcome")?,
            }),
        };
        let state: Option<String> = one.try_get("state")?;
        let stands = match (state, result) {
            (Some(state), result) => Standing::Draw {
                state: row::draw_state(&state)?,
                result,
            },
            (None, Some(result)) => Standing::Past(result),
            (None, None) => continue,
        };
        found.insert(place, stands);
    }
    Ok((now, found))
}

/// Keeps past results, all or none.
pub async fn keep(
    db: &mut PgConnection,
    key: CommandKey,
    results: &[NewResult],
) -> Result<i64, sqlx::Error> {
    let told: Vec<_> = results
        .iter()
        .map(|result| {
            serde_json::json!({
                "past": Uuid::now_v7(), "lottery": result.lottery, "at": result.at,
                "number": row::number_code(result.number), "outcome": result.outcome,
            })
        })
        .collect();
    sqlx::query_scalar("SELECT import_results($1, $2)")
        .bind(key.raw())
        .bind(serde_json::Value::Array(told))
        .fetch_one(db)
        .await
}

/// Past results as rows of the history of results: nothing was sold in them here.
pub async fn rows(db: &mut PgConnection, asked: &DrawFilter) -> Result<Vec<DrawRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT p.past_id, p.lottery_id, l.name, coalesce(l.rules ->> 'colour', '') AS colour,
                coalesce(l.rules -> 'outcomes', '[]') AS outcomes, p.digits, p.at, p.number, p.outcome,
                coalesce(user_name(p.user_id), '') AS by, p.imported_at
           FROM past_result p
           JOIN lottery l USING (banca_id, lottery_id)
           JOIN banca b USING (banca_id)
          WHERE p.business_date BETWEEN coalesce($1::date, (banca_now() AT TIME ZONE b.zone)::date)
                                    AND coalesce($2::date, $1::date, (banca_now() AT TIME ZONE b.zone)::date)
            AND ($3::uuid IS NULL OR p.lottery_id = $3)
          ORDER BY p.at, l.name",
    )
    .bind(asked.from)
    .bind(asked.to)
    .bind(asked.lottery.map(LotteryId::raw))
    .fetch_all(db)
    .await?;
    rows.iter()
        .map(|found| {
            let digits = row::digits(found.try_get("digits")?)?;
            let outcomes: Vec<ReventadoOutcome> = row::json(found.try_get("outcomes")?)?;
            let at: DateTime<Utc> = found.try_get("at")?;
            Ok(DrawRow {
                id: found.try_get::<Uuid, _>("past_id")?.into(),
                lottery: LotteryId::new(found.try_get("lottery_id")?),
                name: found.try_get("name")?,
                colour: found.try_get("colour")?,
                digits,
                outcomes: outcomes.into_iter().map(|outcome| outcome.name).collect(),
                at,
                cutoff: at,
                state: DrawState::Evaluated,
                tickets: 0,
                sold: Money::ZERO,
                result: Some(DrawResult {
                    number: row::number(found.try_get("number")?, digits)?,
                    outcome: found.try_get("outcome")?,
                }),
                waiting: None,
                prizes: Money::ZERO,
                winners: 0,
                seal: None,
                single_person: false,
                settling: None,
                special: false,
                suspended: false,
                step: Some(DrawStep {
                    step: "imported".to_owned(),
                    by: found.try_get("by")?,
                    at: found.try_get("imported_at")?,
                    reason: String::new(),
                    before: None,
                }),
            })
        })
        .collect()
}
