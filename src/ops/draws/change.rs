//! Moving a draw to another time, holding its sale and letting it go on, renaming one that was made by hand. Tickets stay
//! tickets of the draw. Each is taken back by its opposite.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::{allowed, facts};
use crate::{
    domain::DrawEvent,
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal},
        request::{ChangeDraw, DrawChange, SpecialDraw},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{
        self,
        activity::Entry,
        draw::DrawFacts,
        draw_step::{Made, Step},
    },
};

/// Most characters of a draw's own name.
const NAME_MAX: u16 = 40;

/// Changes a draw that is not closed.
pub async fn change(seat: &Seat, asked: ChangeDraw) -> Result<Answer, No> {
    let ChangeDraw {
        key,
        draw,
        change,
        reason,
    } = asked;
    let begun = work::begin(seat, key, "change_draw", &(draw, &change, &reason)).await?;
    let mut work = match begun {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let facts = facts(work.db(), draw).await?;
    let event = match change {
        DrawChange::Time { .. } | DrawChange::Name { .. } => DrawEvent::Reschedule,
        DrawChange::Held => DrawEvent::Suspend,
        DrawChange::OnSale => DrawEvent::Resume,
    };
    allowed(&facts, event)?;
    let reason = text::required("reason", &reason, 500)?;
    let step = step(&facts, change)?;
    store::draw::wait_briefly(work.db()).await?;
    match store::draw_step::change(work.db(), key, draw, &step, &reason).await {
        Ok(()) => {}
        Err(late) if store::draw::gave_up_waiting(&late) => {
            return Err(Refusal::DrawBusy { draw }.into());
        }
        Err(failed) => return Err(failed.into()),
    }
    let (target, action) = (draw.to_string(), format!("draw.{}", step.name()));
    let mut entry = Entry::new(&action, &target);
    entry.note = &reason;
    entry.details = match &step {
        Step::Rescheduled { at, cutoff } => json!({
            "lottery": facts.name, "before": facts.at, "before_cutoff": facts.cutoff, "at": at, "cutoff": cutoff,
        }),
        Step::Renamed { name } => json!({ "before": facts.name, "name": name }),
        Step::Suspended | Step::Resumed => json!({ "lottery": facts.name, "at": facts.at }),
    };
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}

/// What is asked for, completed: a sale that ends as long before the draw as it did.
fn step(facts: &DrawFacts, change: DrawChange) -> Result<Step, Refusal> {
    Ok(match change {
        DrawChange::Time { at, cutoff } => {
            let before = facts.at.signed_duration_since(facts.cutoff);
            let cutoff = cutoff.or_else(|| at.checked_sub_signed(before));
            let (at, cutoff) = to_come(at, cutoff, facts.now)?;
            Step::Rescheduled { at, cutoff }
        }
        DrawChange::Held => Step::Suspended,
        DrawChange::OnSale => Step::Resumed,
        DrawChange::Name { name } => Step::Renamed {
            name: text::required("name", &name, NAME_MAX)?,
        },
    })
}

/// A sale that ends in the future, and not after the draw.
fn to_come(
    at: DateTime<Utc>,
    cutoff: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(DateTime<Utc>, DateTime<Utc>), Refusal> {
    cutoff
        .filter(|cutoff| now < *cutoff && *cutoff <= at)
        .map(|cutoff| (at, cutoff))
        .ok_or_else(|| Refusal::Field {
            field: "at".to_owned(),
            problem: FieldProblem::OutOfRange,
        })
}

/// Makes a draw by hand.
pub async fn special(seat: &Seat, asked: SpecialDraw) -> Result<Answer, No> {
    let mut work = match work::begin(seat, asked.key, "special_draw", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let name = text::required("name", &asked.name, NAME_MAX)?;
    let known = store::draw_step::lottery(work.db(), asked.lottery).await?;
    let before = known.ok_or(Refusal::NotFound {
        what: crate::ops::refusal::Thing::Lottery,
    })?;
    let cutoff = asked
        .cutoff
        .or_else(|| asked.at.checked_sub_signed(before.minutes));
    let (at, cutoff) = to_come(asked.at, cutoff, before.now)?;
    let made = Made {
        draw: asked.draw,
        lottery: asked.lottery,
        at,
        cutoff,
        name: &name,
    };
    store::draw_step::special(work.db(), asked.key, made).await?;
    let target = asked.draw.to_string();
    let mut entry = Entry::new("draw.made", &target);
    entry.details = json!({ "lottery": before.name, "name": name, "at": at, "cutoff": cutoff });
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}
