//! Lay-off: what of a draw another house takes over, so that no number costs more than the house wants to keep. What is
//! proposed, what it leaves, what the other house pays of a result, and the life of the document. Pure.

mod laid;
mod problem;
mod propose;
mod state;
#[cfg(test)]
mod tests;

pub use laid::Laid;
pub use problem::LayOffProblem;
pub use propose::{LayOffNumber, LayOffTerms, Proposal, effective, propose};
pub use state::{LayOffState, LayOffStep};

use serde::{Deserialize, Serialize};

use super::{BetKind, Money, Number, Rate};

/// A line of a lay-off: so much of a number at the other house's factor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayOffLine {
    /// The number.
    pub number: Number,
    /// Straight, or reventado.
    pub kind: BetKind,
    /// What is passed on.
    pub stake: Money,
    /// How often the other house pays it; of a reventado at most, because it pays the drawn outcome's factor up to this one.
    pub factor: Rate,
}
