//! Lay-off: proposing what another house takes over of a draw, keeping it, and the way of the document to its settlement.

mod change;
mod propose;
mod read;

use super::{
    answer::Answer,
    draws,
    fail::{No, fault},
    refusal::{FaultKind, FieldProblem, Refusal},
    request::LayOff,
    seat::Seat,
};
use crate::{
    domain::{
        DrawId, DrawState, LayOffId, Money, MoneyError, Rate,
        layoff::{LayOffProblem, LayOffStep, LayOffTerms},
    },
    store::{self, draw::DrawFacts},
};

/// Answers what is asked of lay-offs.
pub async fn run(seat: &Seat, asked: LayOff) -> Result<Answer, No> {
    match asked {
        LayOff::Propose(asked) => propose::run(seat, asked).await,
        LayOff::Save(asked) => change::save(seat, asked).await,
        LayOff::Send(asked) => change::step(seat, asked, LayOffStep::Sent).await,
        LayOff::Accept(asked) => change::step(seat, asked, LayOffStep::Accepted).await,
        LayOff::Reject(asked) => change::step(seat, asked, LayOffStep::Rejected).await,
        LayOff::Withdraw(asked) => change::step(seat, asked, LayOffStep::Withdrawn).await,
        LayOff::Settle(asked) => change::step(seat, asked, LayOffStep::Settled).await,
        LayOff::List { draw } => read::of_draw(seat, draw).await,
        LayOff::Read { layoff } => read::one(seat, layoff).await,
        LayOff::Numbered { number } => read::numbered(seat, number).await,
        LayOff::Houses => read::houses(seat).await,
        LayOff::SaveHouse(asked) => change::save_house(seat, asked).await,
    }
}

/// The facts of a draw whose result nobody knows: it is sold or closed, its hour has not come, and no result was typed.
///
/// # Errors
/// [`LayOffProblem::Late`], or the draw is not found.
async fn unknown(db: &mut store::Db, draw: DrawId) -> Result<DrawFacts, No> {
    let facts = draws::facts(db, draw).await?;
    let sold = matches!(facts.state, DrawState::Open | DrawState::Closed);
    let typed = store::result::waiting(db, draw).await?;
    if !sold || facts.now >= facts.at || typed.is_some() {
        let draw = facts.state;
        return Err(Refusal::LayOff(LayOffProblem::Late { draw }).into());
    }
    Ok(facts)
}

/// Terms under which something can be laid off, with the house's usual commission where none is given.
///
/// # Errors
/// [`Refusal::Field`].
async fn terms(db: &mut store::Db, mut terms: LayOffTerms, house: &str) -> Result<LayOffTerms, No> {
    if terms.target.is_negative() {
        return Err(out_of_range("target").into());
    }
    if terms.factor == Rate::ZERO {
        return Err(out_of_range("factor").into());
    }
    if terms.reventado == Some(Rate::ZERO) {
        return Err(out_of_range("reventado").into());
    }
    if terms.commission.is_none() && !house.is_empty() {
        let known = store::layoff::houses(db).await?;
        let same = known
            .into_iter()
            .find(|known| known.name.to_lowercase() == house.to_lowercase());
        terms.commission = same.and_then(|known| known.commission);
    }
    Ok(terms)
}

fn out_of_range(field: &str) -> Refusal {
    Refusal::Field {
        field: field.to_owned(),
        problem: FieldProblem::OutOfRange,
    }
}

/// What the log calls a lay-off.
fn target(layoff: LayOffId) -> String {
    layoff.to_string()
}

/// Amounts that add up beyond the range of money are broken books, not a refusal.
fn beyond(why: MoneyError) -> No {
    No::Failed(fault(FaultKind::Inconsistent, &why))
}

/// The change of an amount, told as it is.
fn signed(money: Money) -> i64 {
    money.as_cents()
}
