//! Tickets that are looked for without their paper, and shops with cash.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{Money, PayoutKind, TicketCode, TicketState};

/// A ticket that was found without its paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnseenRow {
    /// Its code.
    pub code: TicketCode,
    /// The lottery.
    pub lottery: String,
    /// When it draws.
    pub draw_at: DateTime<Utc>,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// The seller.
    pub vendedor: String,
    /// The total.
    pub total: Money,
    /// The stake on the number.
    pub stake: Money,
    /// Its state.
    pub state: TicketState,
    /// What is to be paid of it: a prize, or a refund; nothing where it did not win.
    pub kind: Option<PayoutKind>,
    /// How much of that is payable.
    pub remaining: Money,
}

/// A shop to which a customer can be sent: whether it holds enough, and never how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopWithCash {
    /// The shop.
    pub ventana: String,
    /// Its open drawers.
    pub drawers: i64,
    /// Whether one of them holds enough for the prize.
    pub enough: bool,
}
