//! The list of a draw on paper.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::ReceiptHead;
use crate::domain::{Money, Number};

/// What was sold of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPaperLine {
    /// The number.
    pub number: Number,
    /// Straight stakes.
    pub straight: Money,
    /// Reventado stakes.
    pub reventado: Money,
}

/// The numbers of a draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListPaper {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// Whose list: the house, a shop, a seller.
    pub of: String,
    /// The lottery, or the draw's own name.
    pub draw: String,
    /// When it draws.
    pub draw_at: DateTime<Utc>,
    /// The numbers.
    pub lines: Vec<ListPaperLine>,
    /// How many tickets.
    pub tickets: i64,
    /// All stakes.
    pub total: Money,
    /// Whether the list was excluded from the draw.
    #[serde(default)]
    pub excluded: bool,
}

impl ListPaper {
    /// Whether the lines make up the total.
    pub fn adds_up(&self) -> bool {
        let stakes = self
            .lines
            .iter()
            .flat_map(|line| [line.straight, line.reventado]);
        Money::try_sum(stakes) == Ok(self.total)
    }
}
