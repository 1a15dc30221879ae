//! What became of a command whose answer was lost: asked by its key, before anything is repeated.

use super::{
    answer::{Answer, Outcome},
    fail::No,
    seat::Seat,
    work::read_answer,
};
use crate::{domain::CommandKey, store};

/// The hash under which a key is claimed for a moment.
const NO_REQUEST: [u8; 32] = [0; 32];

/// Tells whether the key was committed and what it answered. A command whose console went away may still be at work: the
/// key is claimed, which waits for its end, and given back.
pub async fn run(seat: &Seat, key: CommandKey) -> Result<Answer, No> {
    let mut tx = seat.begin().await?;
    let free = store::command::claim(&mut tx, seat.actor(), key, "outcome", &NO_REQUEST).await?;
    let known = if free {
        None
    } else {
        store::command::known(&mut tx, key).await?
    };
    tx.rollback().await?;
    if known.is_some() {
        store::command::flush(&mut *seat.connection().await?).await?;
    }
    let outcome = match known.and_then(|known| known.answer) {
        Some(stored) => Outcome::Committed {
            answer: Box::new(read_answer(stored)?.cached()),
        },
        None => Outcome::Absent,
    };
    Ok(Answer::Outcome(outcome))
}
