//! The till: a basket of goods and numbers from its first line to its payment, its void and its return.

mod change;
mod complete;
mod customers;
mod electronic;
mod give_back;
mod paper;
mod read;
mod reckon;
mod void;
mod wait;

use super::{
    answer::Answer,
    fail::No,
    refusal::{Refusal, Thing},
    request::{Till, TillAnswer},
    seat::Seat,
};
use crate::{
    domain::{
        SaleId, VentanaId,
        goods::{SaleState, TillProblem},
    },
    store::{self, basket::Held},
};

/// Answers what is asked of the till.
pub async fn run(seat: &Seat, asked: Till) -> Result<Answer, No> {
    match asked {
        Till::Desk => read::desk(seat).await,
        Till::Change(asked) => change::run(seat, asked).await,
        Till::Park(asked) => wait::park(seat, asked).await,
        Till::Recall { key, sale } => wait::recall(seat, key, sale).await,
        Till::Abandon(asked) => wait::abandon(seat, asked).await,
        Till::Waiting => read::waiting(seat).await,
        Till::Complete(asked) => complete::run(seat, asked).await,
        Till::Void(asked) => void::run(seat, asked).await,
        Till::Return(asked) => give_back::run(seat, asked).await,
        Till::Sales(filter) => read::list(seat, &filter).await,
        Till::Sale { sale } => read::one(seat, sale).await,
        Till::Numbered { number } => read::numbered(seat, &number).await,
        Till::Electronic => electronic::list(seat).await,
        Till::Decide(asked) => electronic::decide(seat, asked).await,
        Till::Customers { text } => customers::find(seat, &text).await,
        Till::SaveCustomer(asked) => customers::save(seat, asked).await,
    }
}

fn answer(told: TillAnswer) -> Answer {
    Answer::Till(told)
}

/// The shop for which somebody sells.
fn shop(seat: &Seat) -> Result<VentanaId, Refusal> {
    seat.actor().ventana.ok_or(Refusal::NoVentana)
}

fn missing(what: Thing) -> No {
    Refusal::NotFound { what }.into()
}

/// A basket of the own shop, held for this transaction, in one of these states and of the version that was seen.
async fn hold(
    db: &mut store::Db,
    sale: SaleId,
    states: &[SaleState],
    seen: Option<u32>,
) -> Result<Held, No> {
    // Only what waits can be held; of everything else its state is told.
    let held = match store::basket::one(db, sale, true).await? {
        Some(held) => held,
        None => store::basket::one(db, sale, false)
            .await?
            .ok_or_else(|| missing(Thing::Sale))?,
    };
    if !states.contains(&held.state) {
        let current = held.state;
        return Err(Refusal::Till(TillProblem::NotOpen { current }).into());
    }
    match seen {
        Some(expected) if expected != held.version => {
            let current = held.version;
            Err(Refusal::Till(TillProblem::StaleVersion { expected, current }).into())
        }
        _ => Ok(held),
    }
}
