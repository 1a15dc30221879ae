//! The shifts of drawers beyond opening, counting and closing: X, history, hand-over, review, openings without a sale.

mod hand_over;
mod history;
mod no_sale;
mod review;
mod settings;
pub(super) mod x;

use super::{answer::Answer, fail::No, request::Shift, seat::Seat};

/// Answers what is asked of shifts.
pub async fn run(seat: &Seat, asked: Shift) -> Result<Answer, No> {
    match asked {
        Shift::X { drawer } => x::run(seat, drawer).await,
        Shift::Report { drawer } => history::report(seat, drawer).await,
        Shift::Entries(asked) => history::entries(seat, asked).await,
        Shift::List(asked) => history::list(seat, asked).await,
        Shift::NoSale { key, reason } => no_sale::run(seat, key, &reason).await,
        Shift::HandOver(asked) => hand_over::run(seat, asked).await,
        Shift::Review { key, drawer, note } => review::run(seat, key, drawer, &note).await,
        Shift::Settings => settings::read(seat).await,
        Shift::SaveSettings { key, settings } => settings::save(seat, key, settings).await,
    }
}
