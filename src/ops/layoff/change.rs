//! Keeping a proposal, and its way: sent, accepted or rejected, taken back, settled. What is accepted is booked with it.

use std::collections::BTreeSet;

use serde_json::json;

use super::{out_of_range, read, signed, target, terms, unknown};
use crate::{
    domain::{
        Money,
        layoff::{LayOffProblem, LayOffState, LayOffStep, effective},
        view::OtherHouseRow,
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{Refusal, Thing},
        request::{LayOffAnswer, MoveLayOff, SaveLayOff, SaveOtherHouse},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Longest name of another house.
const NAME: u16 = 40;
/// Longest name of who answered.
const ANSWERED: u16 = 60;
/// Longest reference.
const REFERENCE: u16 = 200;

/// Keeps a proposal: its lines are what was shown, and the database refuses what was sold no more.
pub async fn save(seat: &Seat, asked: SaveLayOff) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "save_layoff", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let facts = unknown(work.db(), asked.draw).await?;
    let house = text::required("house", &asked.house, NAME)?;
    let terms = terms(work.db(), asked.terms, &house).await?;
    let (step, best) = store::layoff::steps_of(work.db(), asked.draw).await?;
    if asked.lines.is_empty() {
        return Err(Refusal::LayOff(LayOffProblem::Nothing).into());
    }
    let mut once = BTreeSet::new();
    for line in &asked.lines {
        let whole = line.stake.as_cents().checked_rem(step.as_cents()) == Some(0);
        if line.number.digits() != facts.digits
            || !line.stake.is_positive()
            || !whole
            || effective(line.kind, &terms, best).is_none()
            || !once.insert((line.number, line.kind))
        {
            return Err(out_of_range("lines").into());
        }
    }
    let (layoff, draw) = (asked.layoff, asked.draw);
    store::layoff::save(work.db(), key, layoff, draw, &house, &terms, &asked.lines).await?;
    let view = read::view(work.db(), layoff).await?;
    let target = target(layoff);
    let mut entry = Entry::new("layoff.proposed", &target);
    entry.amount = Some(view.row.stakes);
    entry.details = json!({
        "lottery": facts.name, "at": facts.at, "house": view.row.house, "number": view.row.number, "lines": view.lines.len(),
        "target": view.terms.target, "cost": view.row.cost,
    });
    work.log(entry).await?;
    work.commit(Answer::LayOff(LayOffAnswer::One(Box::new(view))))
        .await
}

const fn verb(step: LayOffStep) -> Option<(&'static str, &'static str)> {
    match step {
        LayOffStep::Sent => Some(("send_layoff", "layoff.sent")),
        LayOffStep::Accepted => Some(("accept_layoff", "layoff.accepted")),
        LayOffStep::Rejected => Some(("reject_layoff", "layoff.rejected")),
        LayOffStep::Withdrawn => Some(("withdraw_layoff", "layoff.withdrawn")),
        LayOffStep::Settled => Some(("settle_layoff", "layoff.settled")),
        // The draw does these.
        LayOffStep::Proposed | LayOffStep::Shared | LayOffStep::Annulled => None,
    }
}

/// Does a step of a lay-off.
pub async fn step(seat: &Seat, asked: MoveLayOff, step: LayOffStep) -> Result<Answer, No> {
    let Some((verb, action)) = verb(step) else {
        return Err(Refusal::NotFound {
            what: Thing::LayOff,
        }
        .into());
    };
    let mut work = match work::begin(seat, asked.key, verb, &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let before = read::view(work.db(), asked.layoff).await?;
    let (answered, reference) = if step == LayOffStep::Accepted {
        (
            text::required("answered", &asked.answered, ANSWERED)?,
            text::required("reference", &asked.reference, REFERENCE)?,
        )
    } else {
        (
            text::optional("answered", &asked.answered, ANSWERED)?,
            text::optional("reference", &asked.reference, REFERENCE)?,
        )
    };
    let state = before.row.state;
    if state.after(step).is_none() {
        return Err(Refusal::LayOff(LayOffProblem::State { step, state }).into());
    }
    if matches!(step, LayOffStep::Sent | LayOffStep::Accepted) {
        unknown(work.db(), before.draw.id).await?;
    }
    if step == LayOffStep::Settled && state == LayOffState::Accepted && before.row.share.is_none() {
        let state = before.draw.state;
        return Err(Refusal::NotEvaluated { state }.into());
    }
    store::draw::wait_briefly(work.db()).await?;
    let (key, layoff) = (asked.key, asked.layoff);
    let done = store::layoff::step(work.db(), key, layoff, step, &answered, &reference).await;
    let (owed, due) = match done {
        Ok(changed) => changed,
        Err(late) if store::draw::gave_up_waiting(&late) => {
            let draw = before.draw.id;
            return Err(Refusal::DrawBusy { draw }.into());
        }
        Err(failed) => return Err(failed.into()),
    };
    let view = read::view(work.db(), layoff).await?;
    let target = target(layoff);
    let mut entry = Entry::new(action, &target);
    entry.amount = Some(match step {
        LayOffStep::Settled => owed.checked_sub(due).unwrap_or(Money::ZERO),
        _ => view.row.stakes,
    });
    entry.note = &reference;
    entry.details = json!({
        "lottery": view.draw.name, "at": view.draw.at, "house": view.row.house, "number": view.row.number,
        "answered": answered, "before": state, "after": view.row.state, "owed": signed(owed), "due": signed(due),
    });
    work.log(entry).await?;
    work.commit(Answer::LayOff(LayOffAnswer::One(Box::new(view))))
        .await
}

/// Adds or changes another house.
pub async fn save_house(seat: &Seat, asked: SaveOtherHouse) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "save_other_house", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let house = OtherHouseRow {
        id: asked.house,
        name: text::required("name", &asked.name, NAME)?,
        contact: text::optional("contact", &asked.contact, 120)?,
        commission: asked.commission,
        active: asked.active,
        owed: Money::ZERO,
        due: Money::ZERO,
    };
    let before = store::layoff::houses(work.db()).await?;
    let before = before.into_iter().find(|known| known.id == house.id);
    store::layoff::save_house(work.db(), key, &house).await?;
    let target = house.id.to_string();
    let mut entry = Entry::new("other_house.saved", &target);
    entry.details = json!({ "before": before, "after": house });
    work.log(entry).await?;
    let rows = store::layoff::houses(work.db()).await?;
    work.commit(Answer::LayOff(LayOffAnswer::Houses(rows)))
        .await
}
