//! The rules of a lottery: data, never code. A draw freezes what it needs of them when it is made and opened.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::{Digits, Money, Rate, Schedule};

/// A reventado outcome and what it pays: the colour of the ball that comes with the number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReventadoOutcome {
    /// The name, such as `ROJA`.
    pub name: String,
    /// How often the reventado stake is paid; zero for the outcome that pays nothing.
    pub factor: Rate,
}

/// Sales hours of one weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesHours {
    /// The weekday.
    pub weekday: chrono::Weekday,
    /// First moment, local time.
    pub from: NaiveTime,
    /// First moment that is too late, local time.
    pub to: NaiveTime,
}

/// Everything that can differ between lotteries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotteryRules {
    /// Length of its numbers.
    pub digits: Digits,
    /// Smallest stake of a bet.
    pub min_bet: Money,
    /// Largest stake of a bet.
    pub max_bet: Money,
    /// Stakes are multiples of this.
    pub step: Money,
    /// Most bets in a ticket.
    pub max_lines: u16,
    /// Largest total of a ticket.
    pub max_ticket: Money,
    /// Minutes before the draw at which selling ends.
    pub cutoff_minutes: u16,
    /// Hours before the draw at which selling begins.
    pub open_hours: u16,
    /// Sales hours; empty means any hour.
    #[serde(default)]
    pub sales_hours: Vec<SalesHours>,
    /// Reventado outcomes; empty where none is played.
    #[serde(default)]
    pub outcomes: Vec<ReventadoOutcome>,
    /// Days until a prize expires.
    pub expiry_days: u16,
    /// Letters that name the lottery at the bet line, such as `ti`.
    pub alias: String,
    /// Display colour as `#rrggbb`.
    pub colour: String,
    /// When it draws.
    pub schedule: Schedule,
}

impl LotteryRules {
    /// Whether reventado bets are sold.
    pub fn plays_reventado(&self) -> bool {
        !self.outcomes.is_empty()
    }

    /// The best factor among the outcomes; `None` where no reventado is played.
    pub fn best_reventado(&self) -> Option<Rate> {
        self.outcomes.iter().map(|outcome| outcome.factor).max()
    }
}
