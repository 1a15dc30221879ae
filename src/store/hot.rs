//! How often each number of a lottery came out.

use std::collections::HashMap;

use sqlx::{PgConnection, Row};

use super::row;
use crate::domain::{
    Number,
    view::{HotFilter, HotNumber, HotNumbers},
};

/// Every number of the lottery, with how often, when last and how many draws ago it came out.
pub async fn hot(
    db: &mut PgConnection,
    asked: &HotFilter,
) -> Result<Option<HotNumbers>, sqlx::Error> {
    let digits: Option<i16> =
        sqlx::query_scalar("SELECT digits FROM lottery WHERE lottery_id = $1")
            .bind(asked.lottery.raw())
            .fetch_optional(&mut *db)
            .await?;
    let Some(digits) = digits else {
        return Ok(None);
    };
    let digits = row::digits(digits)?;
    let rows = sqlx::query(
        "WITH drawn AS (
             SELECT number, at, row_number() OVER (ORDER BY at DESC) - 1 AS ago, count(*) OVER () AS draws
               FROM (SELECT d.result_number AS number, d.at, d.business_date
                       FROM draw d
                      WHERE d.lottery_id = $1 AND d.state = 'EVALUATED' AND d.digits = $2
                     UNION ALL
                     SELECT p.number, p.at, p.business_date
                       FROM past_result p
                      WHERE p.lottery_id = $1 AND p.digits = $2) known
              WHERE ($3::date IS NULL OR business_date >= $3)
                AND ($4::date IS NULL OR business_date <= $4)
         )
         SELECT number, count(*) AS times, max(at) AS last, min(ago) AS gap, max(draws) AS draws FROM drawn GROUP BY number",
    )
    .bind(asked.lottery.raw())
    .bind(row::digits_code(digits))
    .bind(asked.from)
    .bind(asked.to)
    .fetch_all(db)
    .await?;
    let mut draws = 0;
    let mut known = HashMap::new();
    for found in &rows {
        let number = row::number(found.try_get("number")?, digits)?;
        draws = found.try_get("draws")?;
        let seen = HotNumber {
            number,
            times: found.try_get("times")?,
            last: found.try_get("last")?,
            gap: found.try_get("gap")?,
        };
        known.insert(number.value(), seen);
    }
    let never = |number| HotNumber {
        number,
        times: 0,
        last: None,
        gap: None,
    };
    let numbers = Number::all(digits)
        .map(|number| {
            known
                .remove(&number.value())
                .unwrap_or_else(|| never(number))
        })
        .collect();
    Ok(Some(HotNumbers { draws, numbers }))
}
