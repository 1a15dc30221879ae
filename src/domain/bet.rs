//! A bet: what kind, on which number, for how much.

use super::{Money, Number};
use serde::{Deserialize, Serialize};

/// What is bet on a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BetKind {
    /// The number comes out.
    Straight,
    /// The number comes out together with a coloured ball. Needs a straight bet on the same number in the ticket.
    Reventado,
}

/// One bet of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number bet on.
    pub number: Number,
    /// What the customer pays for it, in céntimos.
    pub stake: Money,
}

impl BetKind {
    /// Every kind, in the order receipts show them.
    pub const ALL: [BetKind; 2] = [BetKind::Straight, BetKind::Reventado];
}
