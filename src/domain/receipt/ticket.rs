//! A lottery ticket on paper.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::ReceiptHead;
use crate::domain::{BetKind, Money, Number, Origin, Rate, TicketCode};

/// One bet, frozen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketBet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The stake.
    pub stake: Money,
    /// How often the stake is paid.
    pub factor: Rate,
    /// How the number came about.
    #[serde(default)]
    pub origin: Origin,
}

/// A ticket, by itself or inside a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketPart {
    /// Its code.
    pub code: TicketCode,
    /// Its gap-free number at the terminal: `Caja 1-000123`.
    pub serial: String,
    /// The lottery, or the draw's own name.
    pub draw: String,
    /// When it draws.
    pub draw_at: DateTime<Utc>,
    /// The bets.
    pub bets: Vec<TicketBet>,
    /// The total stake.
    pub total: Money,
    /// What was noted.
    #[serde(default)]
    pub note: String,
    /// The seal of the draw before this one: whoever holds the paper can prove that the past was not rewritten.
    #[serde(default)]
    pub previous_seal: Option<String>,
    /// The last day on which a prize is paid.
    #[serde(default)]
    pub expires: Option<NaiveDate>,
}

impl TicketPart {
    /// Whether the stakes make up the total.
    pub fn adds_up(&self) -> bool {
        Money::try_sum(self.bets.iter().map(|bet| bet.stake)) == Ok(self.total)
    }
}

/// A ticket that was sold by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketReceipt {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// The ticket.
    pub ticket: TicketPart,
}
