//! The life of a draw: made from the schedule, put on sale, sealed, given a result by two people, and settled.

mod annul;
mod change;
mod close;
mod confirm;
mod enter;
mod generate;
mod holiday;
mod list;
mod open;
pub mod tick;
mod withdraw;

pub use annul::annul;
pub use change::{change, special};
pub use close::close;
pub use confirm::{confirm, preview};
pub use enter::enter;
pub use generate::{generate, preview as preview_draws};
pub use holiday::{end_holiday, holidays, save_holiday};
pub use list::{hot, list, winners};
pub use open::open;
pub use withdraw::withdraw;

use super::{
    fail::No,
    refusal::{Refusal, Thing},
};
use crate::{
    domain::{DrawEvent, DrawId, DrawResult, check_result},
    store::{self, draw::DrawFacts},
};

/// The facts of a draw of the own house.
///
/// # Errors
/// [`Refusal::NotFound`] for any other.
pub async fn facts(db: &mut store::Db, draw: DrawId) -> Result<DrawFacts, No> {
    let found = store::draw::facts(db, draw).await?;
    found.ok_or_else(|| Refusal::NotFound { what: Thing::Draw }.into())
}

/// Whether the draw's state allows an event.
///
/// # Errors
/// [`Refusal::DrawState`].
fn allowed(facts: &DrawFacts, event: DrawEvent) -> Result<(), Refusal> {
    match facts.state.after(event) {
        Some(_) => Ok(()),
        None => Err(Refusal::DrawState {
            event,
            state: facts.state,
        }),
    }
}

/// Everything that is wrong with a typed result.
pub fn result_problems(facts: &DrawFacts, typed: &DrawResult) -> Vec<Refusal> {
    match check_result(typed, facts.digits, &facts.outcome_names()) {
        Ok(()) => Vec::new(),
        Err(problems) => problems.into_iter().map(Refusal::Result).collect(),
    }
}
