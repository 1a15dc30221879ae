//! Cash drawers, their counts and their reports.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    AuditHead, CountedPieces, DrawerLine, GoodsSums, GrandTotals, LotteryLine, PendingPayment,
    TenderCount,
};
use crate::domain::{DrawerId, Money, goods::TenderKind, posting::Bearer};

/// The own drawer. What it should hold is not told before it is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerView {
    /// The drawer session, if one is not closed.
    pub drawer: Option<DrawerId>,
    /// The terminal where it was opened, when that is not this one; selling and paying wait for it.
    pub elsewhere: Option<String>,
    /// Its state.
    pub state: Option<DrawerState>,
    /// When it was opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// The float put in.
    pub float: Money,
    /// Tickets sold from it.
    pub tickets: i64,
    /// Prizes paid from it.
    pub payouts: i64,
    /// The counts so far.
    pub counts: Vec<CountResult>,
    /// What the house offers to count: notes and coins, largest first.
    pub denominations: Vec<Money>,
    /// What it should hold, where the house does not count blind.
    #[serde(default)]
    pub expected: Option<Money>,
    /// Whether it holds more than the house wants in a drawer.
    #[serde(default)]
    pub drop_advised: bool,
    /// What the last shift at this terminal left for the next one.
    #[serde(default)]
    pub kept: Option<Money>,
    /// How often it was opened without a sale.
    #[serde(default)]
    pub no_sales: i64,
    /// What else is counted at the close: what was taken beside cash.
    #[serde(default)]
    pub tenders: Vec<TenderKind>,
}

/// Where a drawer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawerState {
    /// Taking and paying cash.
    Open,
    /// Counted at least once.
    Counting,
    /// Closed.
    Closed,
    /// Closed, and looked through by somebody else.
    Reviewed,
}

/// A drawer in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerRow {
    /// The drawer session.
    pub drawer: DrawerId,
    /// The terminal.
    pub terminal: String,
    /// The cashier.
    pub user: String,
    /// Its state.
    pub state: DrawerState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// What it should hold, for those who may see it.
    pub expected: Option<Money>,
    /// What was counted.
    pub counted: Option<Money>,
    /// The Z number.
    pub z_number: Option<i64>,
    /// Who reviewed it.
    #[serde(default)]
    pub reviewed_by: Option<String>,
    /// What was noted at the review.
    #[serde(default)]
    pub review_note: String,
    /// Whether somebody else than its cashier closed it.
    #[serde(default)]
    pub absent: bool,
    /// Whether it is not closed though its day is over.
    #[serde(default)]
    pub stale: bool,
}

/// A blind count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a count says stands apart"
)]
pub struct CountResult {
    /// First or second count.
    pub count: i16,
    /// The pieces counted.
    pub pieces: Vec<CountedPieces>,
    /// Their sum.
    pub total: Money,
    /// Whether it agrees with what the drawer should hold within the threshold.
    pub agrees: bool,
    /// Whether it agrees to the céntimo.
    #[serde(default)]
    pub exact: bool,
    /// Whether closing now needs a reason and a second person.
    pub needs_approval: bool,
    /// Whether closing now needs a reason.
    #[serde(default)]
    pub needs_reason: bool,
}

/// A closed drawer: the Z report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerReport {
    /// The drawer session.
    pub drawer: DrawerId,
    /// Gap-free at the terminal.
    pub z_number: i64,
    /// The terminal.
    pub terminal: String,
    /// The cashier.
    pub user: String,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// The float.
    pub float: Money,
    /// Stakes taken in cash.
    pub sales: Money,
    /// Stakes given back.
    pub cancelled: Money,
    /// Prizes paid in cash, reversals taken off.
    pub payouts: Money,
    /// Cash put in, dropped and paid out.
    pub pay_in: Money,
    /// Dropped to the safe.
    pub drops: Money,
    /// Petty expenses.
    pub pay_out: Money,
    /// What it should hold.
    pub expected: Money,
    /// What it held.
    pub counted: Money,
    /// Over (positive) or short (negative).
    pub difference: Money,
    /// The newest sealed block of the activity log then, if there was one: on paper it holds the log to it.
    #[serde(default)]
    pub audit: Option<AuditHead>,
    /// What happened, by kind and tender.
    #[serde(default)]
    pub lines: Vec<DrawerLine>,
    /// What was taken beside cash, as it was counted and as it was booked.
    #[serde(default)]
    pub tenders: Vec<TenderCount>,
    /// What lotteries sold.
    #[serde(default)]
    pub lotteries: Vec<LotteryLine>,
    /// Both counts, piece by piece.
    #[serde(default)]
    pub counts: Vec<CountSheet>,
    /// Why it was opened without a sale, each time.
    #[serde(default)]
    pub no_sales: Vec<String>,
    /// What this terminal has turned over since it was set up; never reset.
    #[serde(default)]
    pub grand: GrandTotals,
    /// What goods came to.
    #[serde(default)]
    pub goods: GoodsSums,
    /// Payments that nobody had seen in the bank yet; they are carried.
    #[serde(default)]
    pub pending: Vec<PendingPayment>,
    /// Who bears what is short.
    #[serde(default)]
    pub short: Bearer,
    /// Why it is over or short.
    #[serde(default)]
    pub reason: String,
    /// Who closed it in the cashier's absence.
    #[serde(default)]
    pub closed_by: Option<String>,
    /// What stays for the next shift, and is brought from the safe for it.
    #[serde(default)]
    pub kept: Money,
    /// Who took it over.
    #[serde(default)]
    pub next: Option<String>,
    /// Hash of the report, hexadecimal.
    pub hash: String,
}

/// A count as a report keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountSheet {
    /// First or second count.
    pub count: i16,
    /// The pieces counted.
    pub pieces: Vec<CountedPieces>,
    /// Their sum.
    pub total: Money,
}
