//! What the counter sells with: the desk, what is left of numbers, what was sold.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Credit;
use crate::domain::{
    BetKind, DrawId, DrawOnSale, DrawerId, LimitRule, Money, Number, SaleId, TicketCode, TicketId,
};

/// All that the selling screen needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// Draws on sale or soon, by time.
    pub draws: Vec<DrawOnSale>,
    /// The own limits, most specific first.
    pub limits: Vec<LimitRule>,
    /// The own drawer, if one is open.
    pub drawer: Option<DrawerId>,
    /// The seller's totals today.
    pub totals: MyTotals,
    /// Expansions above this need one more Enter.
    pub big_total: Money,
    /// Minutes within which the own ticket may be cancelled without a supervisor.
    pub void_minutes: u16,
    /// What the own shop owes the house, where its sale stops at a limit.
    #[serde(default)]
    pub credit: Option<Credit>,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// What is left of one restricted number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberLeft {
    /// The draw.
    pub draw: DrawId,
    /// The number.
    pub number: Number,
    /// The kind that the limit measures; none where straight and reventado count together.
    pub kind: Option<BetKind>,
    /// What may still be sold.
    pub left: Money,
    /// The limit; zero where the number is blocked.
    pub limit: Money,
    /// What was sold below that limit.
    #[serde(default)]
    pub sold: Money,
}

/// A sale that would go through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The total over all draws.
    pub total: Money,
    /// The change for what was handed over.
    pub change: Option<Money>,
}

/// Tickets were sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sold {
    /// The sale.
    pub sale: SaleId,
    /// The tickets, one for each draw.
    pub tickets: Vec<SoldTicket>,
    /// The total over all draws.
    pub total: Money,
    /// The change for what was handed over.
    pub change: Option<Money>,
    /// The database's moment of the sale.
    pub sold_at: DateTime<Utc>,
    /// Whether this is the stored answer of an earlier, equal command.
    pub cached: bool,
}

/// One sold ticket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SoldTicket {
    /// Its id.
    pub ticket: TicketId,
    /// Its code.
    pub code: TicketCode,
    /// Its gap-free number at the terminal.
    pub serial: i64,
    /// The draw.
    pub draw: DrawId,
    /// The lottery's name.
    pub lottery: String,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// Minutes until the draw's sale ends.
    pub minutes_left: i64,
    /// The total.
    pub total: Money,
}

/// A ticket was cancelled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CancelledTicket {
    /// Its code.
    pub code: TicketCode,
    /// What the customer gets back.
    pub refund: Money,
    /// Whether this is the stored answer of an earlier, equal command.
    pub cached: bool,
}

/// The present seller's day.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MyTotals {
    /// Tickets sold and standing.
    pub tickets: i64,
    /// Their stakes.
    pub sold: Money,
    /// Cancelled tickets.
    pub cancelled: i64,
    /// Prizes paid.
    pub paid: Money,
    /// The seller's commission.
    pub commission: Money,
}
