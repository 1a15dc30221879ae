//! The first entry of a result: one person types it, and nobody is shown it until a second one typed the same.

use serde_json::json;

use super::{allowed, facts, result_problems};
use crate::{
    domain::{CommandKey, DrawEvent, DrawId, DrawResult, DrawState},
    ops::{
        answer::Answer,
        fail::No,
        refusal::Refusal,
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry, draw::DrawFacts},
};

/// Types the result of a closed draw, or a correction of an evaluated one. Replaces an entry that still waits.
pub async fn enter(
    seat: &Seat,
    key: CommandKey,
    draw: DrawId,
    typed: DrawResult,
    reason: Option<String>,
) -> Result<Answer, No> {
    let begun = work::begin(seat, key, "enter_result", &(draw, &typed, &reason)).await?;
    let mut work = match begun {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::draw::lock(work.db(), draw).await?;
    let facts = facts(work.db(), draw).await?;
    let corrects = facts.state == DrawState::Evaluated;
    let event = if corrects {
        DrawEvent::CorrectResult
    } else {
        DrawEvent::EnterResult
    };
    allowed(&facts, event)?;
    let reason = reason.unwrap_or_default();
    let reason = if corrects {
        text::required("reason", &reason, 500)
    } else {
        text::optional("reason", &reason, 500)
    };
    let mut problems = problems(&facts, &typed);
    let reason = match reason {
        Ok(reason) => reason,
        Err(problem) => {
            problems.push(problem);
            return Err(problems.into());
        }
    };
    if !problems.is_empty() {
        return Err(problems.into());
    }
    let replaced = store::result::waiting(work.db(), draw).await?;
    let version = facts.version.saturating_add(1);
    store::result::enter(work.db(), seat.actor(), draw, version, &typed, &reason).await?;
    let target = draw.to_string();
    let mut entry = Entry::new("result.entered", &target);
    entry.note = &reason;
    // What was typed stays out of the log: the second person may read it.
    entry.details = json!({
        "lottery": facts.name, "at": facts.at, "version": version, "replaced": replaced.map(|first| first.by),
    });
    work.log(entry).await?;
    work.commit(Answer::ResultEntered).await
}

/// Everything against this result of this draw.
fn problems(facts: &DrawFacts, typed: &DrawResult) -> Vec<Refusal> {
    let mut problems = Vec::new();
    if facts.now < facts.at {
        problems.push(Refusal::BeforeDraw { at: facts.at });
    }
    problems.extend(result_problems(facts, typed));
    if facts.result.as_ref() == Some(typed) {
        problems.push(Refusal::SameResult);
    }
    problems
}
