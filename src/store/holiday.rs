//! Days on which a lottery, or the whole house, draws nothing.

use chrono::NaiveDate;
use sqlx::{PgConnection, Row};

use crate::domain::{Actor, BancaId, CommandKey, HolidayId, LotteryId, view::HolidayRow};

/// The days in force, from today on.
pub async fn in_force(
    db: &mut PgConnection,
    banca: BancaId,
) -> Result<Vec<HolidayRow>, sqlx::Error> {
    let rows = sqlx::query(
        "SELECT h.holiday_id, h.lottery_id, l.name AS lottery, h.day, h.name, coalesce(user_name(h.set_by), '') AS set_by
           FROM holiday h
           LEFT JOIN lottery l ON l.banca_id = h.banca_id AND l.lottery_id = h.lottery_id
          WHERE h.banca_id = $1 AND h.ended_at IS NULL AND h.day >= business_date(h.banca_id, NULL, banca_now())
          ORDER BY h.day, l.name NULLS FIRST",
    )
    .bind(banca.raw())
    .fetch_all(db)
    .await?;
    rows.into_iter()
        .map(|found| {
            let lottery: Option<uuid::Uuid> = found.try_get("lottery_id")?;
            Ok(HolidayRow {
                id: HolidayId::new(found.try_get("holiday_id")?),
                lottery: lottery.map(LotteryId::new),
                lottery_name: found.try_get("lottery")?,
                day: found.try_get("day")?,
                name: found.try_get("name")?,
                set_by: found.try_get("set_by")?,
            })
        })
        .collect()
}

/// A day without draws to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewHoliday<'a> {
    /// Its id.
    pub id: HolidayId,
    /// The lottery; the whole house without one.
    pub lottery: Option<LotteryId>,
    /// The day.
    pub day: NaiveDate,
    /// What it is called.
    pub name: &'a str,
}

/// Writes a day without draws; false where it is one already.
pub async fn save(
    db: &mut PgConnection,
    me: Actor,
    key: CommandKey,
    holiday: NewHoliday<'_>,
) -> Result<bool, sqlx::Error> {
    let written = sqlx::query(
        "INSERT INTO holiday (banca_id, holiday_id, lottery_id, day, name, set_by, command_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING",
    )
    .bind(me.banca.raw())
    .bind(holiday.id.raw())
    .bind(holiday.lottery.map(LotteryId::raw))
    .bind(holiday.day)
    .bind(holiday.name)
    .bind(me.user.raw())
    .bind(key.raw())
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Ends a day without draws; tells which day it was, and nothing where none was in force.
pub async fn end(
    db: &mut PgConnection,
    me: Actor,
    holiday: HolidayId,
) -> Result<Option<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar(
        "UPDATE holiday SET ended_by = $1, ended_at = banca_now()
          WHERE holiday_id = $2 AND ended_at IS NULL
         RETURNING day",
    )
    .bind(me.user.raw())
    .bind(holiday.raw())
    .fetch_optional(db)
    .await
}
