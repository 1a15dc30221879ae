//! What a list is asked for. Every absent field matches everything; pages go by keyset.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    DrawId, DrawState, LotteryId, Money, Number, PayMethod, PayoutStatus, TicketCode, UserId,
    VentanaId,
};

/// Which tickets to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TicketFilter {
    /// Business dates, first and last.
    pub from: Option<NaiveDate>,
    /// Last business date.
    pub to: Option<NaiveDate>,
    /// Only this draw.
    pub draw: Option<DrawId>,
    /// Only this seller.
    pub vendedor: Option<UserId>,
    /// Only tickets that won.
    pub winners: bool,
    /// Only tickets that hold this number.
    pub number: Option<Number>,
    /// Continue after this row.
    pub after: Option<PageKey>,
    /// Rows wanted (1–100, 50 by default).
    pub limit: Option<u16>,
}

/// Where the next page begins: the last row's moment and id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageKey {
    /// The last row's moment.
    pub at: DateTime<Utc>,
    /// The last row's id.
    pub id: uuid::Uuid,
}

/// Which payouts to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PayoutFilter {
    /// Only this shop.
    pub ventana: Option<VentanaId>,
    /// Only this seller (of the ticket).
    pub vendedor: Option<UserId>,
    /// Only this ticket.
    pub code: Option<TicketCode>,
    /// Only this draw.
    pub draw: Option<DrawId>,
    /// Only these statuses.
    pub status: Option<PayoutStatus>,
    /// Only this method.
    pub method: Option<PayMethod>,
    /// First business date.
    pub from: Option<NaiveDate>,
    /// Last business date.
    pub to: Option<NaiveDate>,
    /// What to sort by.
    pub sort: PayoutSort,
    /// Smallest first instead of largest or newest first.
    pub ascending: bool,
    /// Rows to skip by keyset: the last row of the page before.
    pub after: Option<String>,
    /// Rows wanted (1–100, 50 by default).
    pub limit: Option<u16>,
}

/// What the list of payouts is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayoutSort {
    /// The moment.
    #[default]
    Date,
    /// The amount.
    Amount,
    /// The ticket's code.
    Code,
}

impl PayoutSort {
    /// All orders as they are offered.
    pub const ALL: [PayoutSort; 3] = [PayoutSort::Date, PayoutSort::Amount, PayoutSort::Code];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            PayoutSort::Date => "date",
            PayoutSort::Amount => "amount",
            PayoutSort::Code => "code",
        }
    }
}

/// Which draws to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DrawFilter {
    /// First date in the house's zone; today without it.
    pub from: Option<NaiveDate>,
    /// Last date; the first one without it.
    pub to: Option<NaiveDate>,
    /// Only this lottery.
    pub lottery: Option<LotteryId>,
    /// Only this state.
    pub state: Option<DrawState>,
}

/// Pieces of one denomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedPieces {
    /// The note's or coin's value.
    pub value: Money,
    /// How many.
    pub pieces: u32,
}

/// Which way cash moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashMovement {
    /// From the safe into the drawer.
    PayIn,
    /// From the drawer to the safe.
    Drop,
    /// From the drawer for a petty expense.
    PayOut,
}

/// Which activity to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActivityFilter {
    /// Only this person.
    pub user: Option<UserId>,
    /// Only this action.
    pub action: Option<String>,
    /// Only rows about this target.
    pub target: Option<String>,
    /// First business date.
    pub from: Option<NaiveDate>,
    /// Last business date.
    pub to: Option<NaiveDate>,
    /// Continue after this row.
    pub after: Option<PageKey>,
    /// Rows wanted (1–100, 50 by default).
    pub limit: Option<u16>,
}
