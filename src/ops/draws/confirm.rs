//! The second entry of a result, typed blind by another person. Equal entries settle the draw; different ones are kept,
//! and nobody is told more than that they differ.

use serde_json::json;

use super::{allowed, facts, result_problems};
use crate::{
    domain::{
        CommandKey, DrawEvent, DrawId, DrawResult, DrawState, Rate, Right, SamePerson,
        view::ResultPreview,
    },
    ops::{
        answer::Answer,
        fail::{No, fault},
        refusal::{FaultKind, Refusal},
        seat::Seat,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry, draw::DrawFacts},
};

/// What confirming this result would book: winners, prizes, net.
pub async fn preview(seat: &Seat, draw: DrawId, result: &DrawResult) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let facts = facts(&mut db, draw).await?;
    check(&facts, result)?;
    let found = store::result::preview(&mut db, draw, result).await?;
    Ok(Answer::ResultPreview(
        found.ok_or_else(|| not_allowed(seat))?,
    ))
}

/// Confirms the waiting entry, and settles the draw with it.
pub async fn confirm(
    seat: &Seat,
    key: CommandKey,
    draw: DrawId,
    typed: DrawResult,
) -> Result<Answer, No> {
    let begun = work::begin(seat, key, "confirm_result", &(draw, &typed)).await?;
    let mut work = match begun {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let before = facts(work.db(), draw).await?;
    check(&before, &typed)?;
    let first = store::result::waiting(work.db(), draw).await?;
    first
        .ok_or(Refusal::NothingToConfirm)?
        .may_be_confirmed(seat.me.user, before.now, before.single_person)
        .map_err(|SamePerson { wait_until }| Refusal::SamePerson { wait_until })?;
    if !store::result::confirm(work.db(), draw, &typed).await? {
        drop(work);
        keep_difference(seat, key, &before, &typed).await?;
        return Err(Refusal::ResultsDiffer.into());
    }
    store::draw::take_time(work.db()).await?;
    let preview = store::result::preview(work.db(), draw, &typed).await?;
    let preview = preview.ok_or_else(|| not_allowed(seat))?;
    store::result::settle(work.db(), key, draw, &typed).await?;
    compare(&mut work, &before, &preview).await?;
    log(&mut work, &before, &preview).await?;
    work.commit(Answer::Evaluated(preview)).await
}

/// The books are kept only where three computations agree: what the database foresaw, what it wrote, and what the domain makes
/// of each bet on the number.
async fn compare(
    work: &mut Work<'_>,
    before: &DrawFacts,
    foreseen: &ResultPreview,
) -> Result<(), No> {
    let typed = &foreseen.result;
    let outcome = before
        .outcomes
        .iter()
        .find(|outcome| Some(&outcome.name) == typed.outcome.as_ref())
        .map_or(Rate::ZERO, |outcome| outcome.factor);
    let computed = store::result::evaluate(work.db(), before.id, typed, outcome).await?;
    let version = before.version.saturating_add(1);
    let written = store::result::awarded(work.db(), before.id, version).await?;
    let foreseen = (foreseen.winners, foreseen.prizes);
    if (computed.winners, computed.prizes) == foreseen && written == foreseen {
        return Ok(());
    }
    Err(No::Failed(fault(
        FaultKind::Inconsistent,
        &format!(
            "the prizes of draw {} differ: foreseen {foreseen:?}, written {written:?}, computed {:?}",
            before.id,
            (computed.winners, computed.prizes)
        ),
    )))
}

fn not_allowed(seat: &Seat) -> Refusal {
    Refusal::NotAllowed {
        right: Right::ConfirmResult,
        role: seat.me.role,
    }
}

/// A result is confirmed, or looked at, once the draw is closed and was drawn.
fn check(facts: &DrawFacts, typed: &DrawResult) -> Result<(), No> {
    if facts.state != DrawState::Evaluated {
        allowed(facts, DrawEvent::ConfirmResult)?;
    }
    let problems = result_problems(facts, typed);
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.into())
    }
}

/// Keeps a second entry that differed, beside the refused command: what was typed is never lost, and never shown.
async fn keep_difference(
    seat: &Seat,
    key: CommandKey,
    facts: &DrawFacts,
    typed: &DrawResult,
) -> Result<(), No> {
    let mut tx = seat.begin().await?;
    let version = facts.version.saturating_add(1);
    let actor = seat.actor();
    if store::result::differed(&mut tx, actor, key, facts.id, version, typed).await? {
        let target = facts.id.to_string();
        let mut entry = Entry::new("result.differed", &target);
        entry.details = json!({ "lottery": facts.name, "at": facts.at, "version": version });
        store::activity::append(&mut tx, actor, None, entry).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn log(work: &mut Work<'_>, before: &DrawFacts, booked: &ResultPreview) -> Result<(), No> {
    let single_person = store::result::single_person(work.db(), before.id).await?;
    let target = before.id.to_string();
    let action = match before.result {
        Some(_) => "result.corrected",
        None => "result.confirmed",
    };
    let mut entry = Entry::new(action, &target);
    entry.amount = Some(booked.prizes);
    entry.details = json!({
        "lottery": before.name, "at": before.at, "before": before.result, "after": booked.result,
        "winners": booked.winners, "net": booked.net, "reclaimed": booked.reclaimed, "single_person": single_person,
    });
    work.log(entry).await
}
