//! What became of a command whose answer was lost: asked by its key, before anything is repeated.

use super::{
    answer::{Answer, Outcome},
    fail::No,
    seat::Seat,
    work::read_answer,
};
use crate::{domain::CommandKey, store};

/// Tells whether the key was committed and what it answered. Waits for nothing: an unfinished command is absent.
pub async fn run(seat: &Seat, key: CommandKey) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let known = store::command::known(&mut db, key).await?;
    let outcome = match known.and_then(|known| known.answer) {
        Some(stored) => Outcome::Committed {
            answer: Box::new(read_answer(stored)?.cached()),
        },
        None => Outcome::Absent,
    };
    Ok(Answer::Outcome(outcome))
}
