//! Making an expired prize payable again, until a day that a supervisor names.

use chrono::Days;
use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    paper, prize,
    refusal::{FieldProblem, Refusal},
    request::RevivePrize,
    seat::Seat,
    text, work,
};
use crate::{
    domain::{PrizeState, Right},
    store::{self, activity::Entry},
};

/// Days for which a prize is revived, unless others are asked for, and at most.
const DAYS: u16 = 7;
const DAYS_MOST: u16 = 90;

/// Revives a prize.
pub async fn run(seat: &Seat, asked: RevivePrize) -> Result<Answer, No> {
    let body = (asked.code, asked.days, &asked.reason);
    let work = match work::begin(seat, asked.key, "revive_prize", &body).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let (mut work, ticket) = paper::open(seat, work, asked.code).await?;
    let held = prize::hold(&mut work, &ticket).await?;
    if held.prize.state() != PrizeState::Expired {
        return Err(Refusal::NotExpired.into());
    }
    let reason = text::required("reason", &asked.reason, 500)?;
    let days = asked.days.unwrap_or(DAYS);
    let until = ticket
        .today
        .checked_add_days(Days::new(days.into()))
        .filter(|_| days <= DAYS_MOST)
        .ok_or_else(|| Refusal::Field {
            field: "days".to_owned(),
            problem: FieldProblem::OutOfRange,
        })?;
    let code = asked.code.digits();
    let remaining = held.prize.remaining();
    let approval = work
        .consent(Right::RevivePrize, &code, Some(remaining), asked.approval)
        .await?;
    store::prize::revive(work.db(), asked.key, held.award, until).await?;
    work.log(Entry {
        amount: Some(remaining),
        note: &reason,
        details: json!({ "until": until }),
        approval,
        ..Entry::new("prize.revived", &code)
    })
    .await?;
    prize::answer(work, &ticket, None, remaining).await
}
