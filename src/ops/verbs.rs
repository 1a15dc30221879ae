//! Which verb answers which request. One arm a verb; the work stands in the verb's own file.

use super::{
    answer::Answer,
    close_drawer::{self, CloseDrawer},
    count_drawer, desk, drawer,
    fail::No,
    move_cash::{self, MoveCash},
    open_drawer, outcome,
    request::Request,
    seat::Seat,
    sell, sign_in,
};

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
        Request::Drawer => drawer::drawer(seat).await,
        Request::OpenDrawer { key, float } => open_drawer::run(seat, key, float).await,
        Request::CountDrawer {
            key,
            pieces,
            drawer,
        } => count_drawer::run(seat, key, &pieces, drawer).await,
        Request::CloseDrawer {
            key,
            drawer,
            reason,
            approval,
        } => {
            let asked = CloseDrawer {
                drawer,
                reason,
                approval,
            };
            close_drawer::run(seat, key, asked).await
        }
        Request::MoveCash {
            key,
            movement,
            amount,
            reason,
            approval,
        } => {
            let asked = MoveCash {
                movement,
                amount,
                reason,
                approval,
            };
            move_cash::run(seat, key, asked).await
        }
        Request::Drawers => drawer::drawers(seat).await,

        // --- the house ---

        // --- the books ---
        _ => Ok(Answer::Saved),
    }
}
