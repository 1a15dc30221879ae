//! Making draws from the schedules. The same days twice make nothing new, because a lottery draws once at an instant.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::{
    domain::{CommandKey, LotteryId, view::PlannedDraw},
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal},
        seat::Seat,
        work::{self, Begun},
    },
    store::{self, activity::Entry, draw::Planned},
};

/// Most days ahead.
const DAYS_MOST: u16 = 60;

/// What generating would make, without making it.
pub async fn preview(seat: &Seat, days: u16) -> Result<Answer, No> {
    check(days)?;
    let mut db = seat.connection().await?;
    let (now, lotteries) = store::draw::plan(&mut db, seat.me.banca).await?;
    Ok(Answer::Generated(planned(&lotteries, now, days)))
}

/// Makes the draws of the schedules; those that exist stay as they are.
pub async fn generate(seat: &Seat, key: CommandKey, days: u16) -> Result<Answer, No> {
    check(days)?;
    let mut work = match work::begin(seat, key, "generate_draws", &days).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let (now, lotteries) = store::draw::plan(work.db(), seat.me.banca).await?;
    let wanted = missing(&lotteries, now, days);
    let made = store::draw::make(work.db(), seat.me.banca, &wanted, false).await?;
    let target = made.to_string();
    let mut entry = Entry::new("draw.generated", &target);
    entry.details = json!({ "days": days, "made": made });
    work.log(entry).await?;
    let answer = Answer::Generated(planned(&lotteries, now, days));
    work.commit(answer).await
}

fn check(days: u16) -> Result<(), Refusal> {
    if (1..=DAYS_MOST).contains(&days) {
        return Ok(());
    }
    Err(Refusal::Field {
        field: "days".to_owned(),
        problem: FieldProblem::OutOfRange,
    })
}

/// The instants of a lottery whose sale has not ended yet.
fn instants(
    lottery: &Planned,
    now: DateTime<Utc>,
    days: u16,
) -> impl Iterator<Item = DateTime<Utc>> {
    let cutoff = TimeDelta::minutes(i64::from(lottery.rules.cutoff_minutes));
    let found = lottery.rules.schedule.occurrences(now, days);
    found
        .into_iter()
        .filter(move |at| at.checked_sub_signed(cutoff).is_some_and(|end| end > now))
}

/// The day without draws on which an instant falls, in the lottery's own zone.
fn holiday(lottery: &Planned, at: DateTime<Utc>) -> Option<&str> {
    let day = at.with_timezone(&lottery.rules.schedule.zone).date_naive();
    let mut days = lottery.holidays.iter();
    days.find_map(|(holiday, name)| (*holiday == day).then_some(name.as_str()))
}

fn planned(lotteries: &[Planned], now: DateTime<Utc>, days: u16) -> Vec<PlannedDraw> {
    let mut draws: Vec<PlannedDraw> = lotteries
        .iter()
        .flat_map(|lottery| {
            instants(lottery, now, days).map(|at| PlannedDraw {
                lottery: lottery.name.clone(),
                at,
                exists: lottery.existing.contains(&at),
                holiday: holiday(lottery, at).map(str::to_owned),
            })
        })
        .collect();
    draws.sort_by(|one, other| {
        one.at
            .cmp(&other.at)
            .then_with(|| one.lottery.cmp(&other.lottery))
    });
    draws
}

/// The draws that do not exist yet.
pub(super) fn missing(
    lotteries: &[Planned],
    now: DateTime<Utc>,
    days: u16,
) -> Vec<(LotteryId, DateTime<Utc>)> {
    lotteries
        .iter()
        .flat_map(|lottery| {
            instants(lottery, now, days)
                .filter(|at| !lottery.existing.contains(at) && holiday(lottery, *at).is_none())
                .map(|at| (lottery.lottery, at))
        })
        .collect()
}
