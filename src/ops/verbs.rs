//! Which verb answers which request. One arm a verb; the work stands in the verb's own file.

use super::{answer::Answer, desk, fail::No, outcome, request::Request, seat::Seat, sell, sign_in};

/// Answers a request of a signed-in person whose gate stood open.
pub async fn run(seat: &Seat, request: Request) -> Result<Answer, No> {
    match request {
        Request::Unlock { pin } => sign_in::unlock(seat, &pin).await,
        Request::ChangePin { key, old, new } => sign_in::change_pin(seat, key, &old, &new).await,
        Request::Outcome { key } => outcome::run(seat, key).await,
        Request::Approve(asked) => sign_in::approve(seat, &asked).await,
        Request::Desk => desk::desk(seat).await,
        Request::Availability { draws } => desk::availability(seat, &draws).await,
        Request::Quote(asked) => sell::quote(seat, &asked).await,
        Request::Sell(asked) => sell::sell(seat, asked).await,
        Request::MyTotals => desk::my_totals(seat).await,

        // --- tickets ---

        // --- prizes ---

        // --- draws ---

        // --- risk ---

        // --- drawer ---

        // --- the house ---

        // --- the books ---
        _ => Ok(Answer::Saved),
    }
}
