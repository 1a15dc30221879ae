//! Limits of what may be sold on a number, and until when. One function, [`in_force`], computes the limits that apply; the
//! sale, the availability display, the exposure and the replay of a new rule all ask it, and the database arbitrates the
//! same figures.

mod cutoff;
mod in_force;
mod replay;
mod rule;

pub use cutoff::cutoff;
pub use in_force::{Ceiling, InForce, Sales, TicketCap, Used, in_force, left};
pub use replay::{Replay, Replayed, SoldBet, SoldTicket};
pub use rule::{Hours, LimitEffect, LimitRule, LimitedBet, LimitedDraw, MOST_MINUTES};

#[cfg(test)]
mod tests;
