//! Prizes and what was paid of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{Money, PayMethod, PayoutId, PayoutKind, PayoutStatus, PrizeState, TicketCode};

/// A prize and what was paid of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrizeView {
    /// The state people know.
    pub state: PrizeState,
    /// The prize.
    pub prize: Money,
    /// Paid so far.
    pub paid: Money,
    /// What remains.
    pub remaining: Money,
    /// The last day on which it is paid.
    pub expires: NaiveDate,
    /// The payouts, oldest first.
    pub payouts: Vec<PayoutRow>,
    /// What it is: a prize, or a stake to be refunded.
    #[serde(default)]
    pub kind: PayoutKind,
}

/// A step of a prize was booked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paid {
    /// The payout; none for finalising and reopening.
    pub payout: Option<PayoutId>,
    /// The ticket.
    pub code: TicketCode,
    /// What moved now.
    pub amount: Money,
    /// The prize afterwards.
    pub prize: PrizeView,
    /// Whether this is the stored answer of an earlier, equal command.
    pub cached: bool,
}

/// A payout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PayoutRow {
    /// Its id; none for a prize of which nothing is paid.
    pub payout: Option<PayoutId>,
    /// The ticket.
    pub code: TicketCode,
    /// The draw's lottery.
    pub lottery: String,
    /// The shop that paid, or that sold while nothing is paid.
    pub ventana: String,
    /// Who paid, or sold.
    pub user: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The amount paid; for a pending prize the prize.
    pub amount: Money,
    /// What remains of the prize.
    pub remaining: Money,
    /// The method.
    pub method: Option<PayMethod>,
    /// The notes.
    pub notes: String,
    /// The status.
    pub status: PayoutStatus,
    /// Who consented, where somebody did.
    pub approved_by: Option<String>,
    /// Whether it is the last payout that stands, and so the one that may be reversed.
    pub last: bool,
    /// What it was paid for.
    #[serde(default)]
    pub kind: PayoutKind,
}

/// A page of prizes and payouts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PayoutPage {
    /// The rows.
    pub rows: Vec<PayoutRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Count over the whole filter.
    pub count: i64,
    /// Sum of what was paid and stands.
    pub paid: Money,
    /// Sum of what is unpaid and payable.
    pub pending: Money,
    /// Sum of finalised remainders.
    pub finalised: Money,
}

/// The winners of a shop, added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopWinners {
    /// The shop.
    pub ventana: String,
    /// Its winning tickets.
    pub tickets: i64,
    /// Their prizes.
    pub prize: Money,
    /// Paid so far.
    pub paid: Money,
}

impl ShopWinners {
    /// Adds winners up shop by shop, in the order of the shops' names. Sums beyond the range of money stand at its end.
    pub fn of(rows: &[WinnerRow]) -> Vec<Self> {
        let mut shops = std::collections::BTreeMap::new();
        for row in rows {
            let shop = shops.entry(row.ventana.as_str()).or_insert_with(|| Self {
                ventana: row.ventana.clone(),
                tickets: 0,
                prize: Money::ZERO,
                paid: Money::ZERO,
            });
            shop.tickets = shop.tickets.saturating_add(1);
            shop.prize = shop.prize.checked_add(row.prize).unwrap_or(shop.prize);
            shop.paid = shop.paid.checked_add(row.paid).unwrap_or(shop.paid);
        }
        shops.into_values().collect()
    }

    /// What is still to be paid.
    pub fn left(&self) -> Money {
        self.prize.checked_sub(self.paid).unwrap_or_default()
    }
}

/// A winner of a draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WinnerRow {
    /// The ticket.
    pub code: TicketCode,
    /// The shop that sold it.
    pub ventana: String,
    /// The seller.
    pub vendedor: String,
    /// The prize.
    pub prize: Money,
    /// Paid so far.
    pub paid: Money,
    /// The state.
    pub state: PrizeState,
}
