//! A month: what its close carries and what keeps it open, and the close itself, which wants a second administrator.

use chrono::NaiveDate;
use serde_json::json;

use super::wrong;
use crate::{
    domain::{ApprovalId, CommandKey, Right, month_of, view::MonthView},
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal},
        seat::Seat,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// The month that begins on this day.
fn first(month: NaiveDate) -> Result<NaiveDate, Refusal> {
    if month_of(month) == month {
        return Ok(month);
    }
    Err(wrong("month", FieldProblem::OutOfRange))
}

/// What closing a month would carry, or carried.
pub async fn view(seat: &Seat, month: NaiveDate) -> Result<Answer, No> {
    let month = first(month)?;
    let mut db = seat.begin().await?;
    Ok(Answer::Month(read(&mut db, month).await?))
}

async fn read(db: &mut store::Db, month: NaiveDate) -> Result<MonthView, No> {
    let closed = store::month::closed(&mut *db, month).await?;
    let obstacles = if closed.is_some() {
        Vec::new()
    } else {
        store::month::obstacles(&mut *db, month).await?
    };
    Ok(MonthView {
        month,
        closed,
        obstacles,
        rows: store::month::preview(db, month).await?,
    })
}

/// Closes a month. What keeps it open is refused before anybody is asked to consent.
pub async fn close(
    seat: &Seat,
    key: CommandKey,
    month: NaiveDate,
    approval: Option<ApprovalId>,
) -> Result<Answer, No> {
    let month = first(month)?;
    let mut work = match work::begin(seat, key, "close_month", &month).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    if store::month::closed(work.db(), month).await?.is_some() {
        return Err(Refusal::PeriodLocked { date: month }.into());
    }
    let obstacles = store::month::obstacles(work.db(), month).await?;
    if !obstacles.is_empty() {
        return Err(Refusal::MonthNotReady { obstacles }.into());
    }
    let target = month.format("%Y-%m").to_string();
    let approval = work
        .consent(Right::CloseMonth, &target, None, approval)
        .await?;
    store::month::close(work.db(), key, month).await?;
    let view = read(work.db(), month).await?;
    let hash = view.closed.as_ref().map(|closed| closed.hash.clone());
    work.log(Entry {
        details: json!({ "accounts": view.rows.len(), "hash": hash }),
        approval,
        ..Entry::new("month.closed", &target)
    })
    .await?;
    work.commit(Answer::Month(view)).await
}
