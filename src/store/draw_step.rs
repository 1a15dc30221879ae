//! What is done to a draw beside its results: calling off, moving, holding, renaming, making by hand. Each is one guarded
//! function of the database that keeps the step.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, Row};

use super::row;
use crate::domain::{CommandKey, DrawId, LotteryId, view::Annulment};

/// A change of a draw that is not closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It draws at another time.
    Rescheduled {
        /// When it draws.
        at: DateTime<Utc>,
        /// When its sale ends.
        cutoff: DateTime<Utc>,
    },
    /// Nothing is sold.
    Suspended,
    /// It is sold again.
    Resumed,
    /// It is called otherwise.
    Renamed {
        /// Its name.
        name: String,
    },
}

impl Step {
    /// The name used in the database and in the log.
    pub const fn name(&self) -> &'static str {
        match self {
            Step::Rescheduled { .. } => "rescheduled",
            Step::Suspended => "suspended",
            Step::Resumed => "resumed",
            Step::Renamed { .. } => "renamed",
        }
    }
}

/// Calls a draw off.
pub async fn annul(
    db: &mut PgConnection,
    key: CommandKey,
    draw: DrawId,
    reason: &str,
) -> Result<Annulment, sqlx::Error> {
    let found = sqlx::query("SELECT tickets, stakes, reclaimed FROM annul_draw($1, $2, $3)")
        .bind(key.raw())
        .bind(draw.raw())
        .bind(reason)
        .fetch_one(db)
        .await?;
    Ok(Annulment {
        draw,
        tickets: found.try_get("tickets")?,
        stakes: row::money(found.try_get("stakes")?)?,
        reclaimed: row::money(found.try_get("reclaimed")?)?,
    })
}

/// Changes a draw that is not closed.
pub async fn change(
    db: &mut PgConnection,
    key: CommandKey,
    draw: DrawId,
    step: &Step,
    reason: &str,
) -> Result<(), sqlx::Error> {
    let (at, cutoff, name) = match step {
        Step::Rescheduled { at, cutoff } => (Some(*at), Some(*cutoff), None),
        Step::Renamed { name } => (None, None, Some(name.as_str())),
        Step::Suspended | Step::Resumed => (None, None, None),
    };
    sqlx::query("SELECT change_draw($1, $2, $3, $4, $5, $6, $7)")
        .bind(key.raw())
        .bind(draw.raw())
        .bind(step.name())
        .bind(reason)
        .bind(at)
        .bind(cutoff)
        .bind(name)
        .execute(db)
        .await?;
    Ok(())
}

/// What a draw made by hand takes of its lottery.
pub struct OfLottery {
    /// The lottery's name.
    pub name: String,
    /// How long before the draw its sale ends.
    pub minutes: TimeDelta,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// Reads what a draw made by hand takes of its lottery; nothing where it is not on offer.
pub async fn lottery(
    db: &mut PgConnection,
    lottery: LotteryId,
) -> Result<Option<OfLottery>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT name, (rules ->> 'cutoff_minutes')::bigint AS minutes, banca_now() AS now
           FROM lottery WHERE lottery_id = $1 AND active",
    )
    .bind(lottery.raw())
    .fetch_optional(db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    Ok(Some(OfLottery {
        name: found.try_get("name")?,
        minutes: TimeDelta::minutes(found.try_get("minutes")?),
        now: found.try_get("now")?,
    }))
}

/// A draw to be made by hand.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// Its id.
    pub draw: DrawId,
    /// Its lottery.
    pub lottery: LotteryId,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// When its sale ends.
    pub cutoff: DateTime<Utc>,
    /// What it is called.
    pub name: &'a str,
}

/// Makes a draw by hand.
pub async fn special(
    db: &mut PgConnection,
    key: CommandKey,
    made: Made<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT special_draw($1, $2, $3, $4, $5, $6)")
        .bind(key.raw())
        .bind(made.draw.raw())
        .bind(made.lottery.raw())
        .bind(made.at)
        .bind(made.cutoff)
        .bind(made.name)
        .execute(db)
        .await?;
    Ok(())
}
