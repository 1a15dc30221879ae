//! What became of a command whose answer was lost: asked by its key, before anything is repeated. Whoever does not repeat it
//! gives it up, and what of it is still on its way is refused when it comes.

use super::{
    answer::{Answer, Outcome},
    fail::{No, fault},
    refusal::{FaultKind, Refusal},
    seat::Seat,
    work::read_answer,
};
use crate::{
    domain::CommandKey,
    store::{self, Tx, activity::Entry, command::Known},
};

/// The hash under which a key is claimed without a request: for a moment, or for ever where it is given up.
const NO_REQUEST: [u8; 32] = [0; 32];

/// Tells whether the key was committed and what it answered. A command whose console went away may still be at work: the
/// key is claimed, which waits for its end, and given back.
pub async fn run(seat: &Seat, key: CommandKey) -> Result<Answer, No> {
    let (tx, known) = claim(seat, key, "outcome").await?;
    tx.rollback().await?;
    told(seat, known).await
}

/// Tells the same; a key that was not committed is claimed for ever, so that no request under it is ever done.
pub async fn give_up(seat: &Seat, key: CommandKey) -> Result<Answer, No> {
    let (mut tx, known) = claim(seat, key, "give_up").await?;
    if let Claim::Known(_) = known {
        tx.rollback().await?;
        return told(seat, known).await;
    }
    let answer = Answer::Outcome(Outcome::GivenUp);
    let stored = serde_json::to_value(&answer)
        .map_err(|why| No::Failed(fault(FaultKind::Inconsistent, &why)))?;
    let target = key.to_string();
    let entry = Entry::new("command.given_up", &target);
    store::activity::append(&mut tx, seat.actor(), Some(key), entry).await?;
    store::command::answer(&mut tx, key, &stored).await?;
    tx.commit().await?;
    Ok(answer)
}

/// Why another request was found under its key.
pub fn reused(key: CommandKey, known: &Known) -> Refusal {
    if known.request_hash == NO_REQUEST {
        Refusal::GivenUp { key }
    } else {
        Refusal::KeyReused { key }
    }
}

/// What is under a key.
enum Claim {
    /// Nothing was.
    Free,
    /// A command, or somebody else's.
    Known(Option<Known>),
}

async fn claim(seat: &Seat, key: CommandKey, verb: &str) -> Result<(Tx, Claim), No> {
    let mut tx = seat.begin().await?;
    if store::command::claim(&mut tx, seat.actor(), key, verb, &NO_REQUEST).await? {
        return Ok((tx, Claim::Free));
    }
    let known = store::command::known(&mut tx, key).await?;
    Ok((tx, Claim::Known(known)))
}

async fn told(seat: &Seat, claim: Claim) -> Result<Answer, No> {
    let Claim::Known(Some(Known {
        answer: Some(stored),
        ..
    })) = claim
    else {
        return Ok(Answer::Outcome(Outcome::Absent));
    };
    store::command::flush(&mut *seat.connection().await?).await?;
    Ok(match read_answer(stored)? {
        given_up @ Answer::Outcome(_) => given_up,
        answer => Answer::Outcome(Outcome::Committed {
            answer: Box::new(answer.cached()),
        }),
    })
}
