//! Cash drawers, their counts and their reports.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{AuditHead, CountedPieces};
use crate::domain::{DrawerId, Money};

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
}

/// A blind count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// Hash of the report, hexadecimal.
    pub hash: String,
}
