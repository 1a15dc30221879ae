//! Accounts between house, shop and seller, and the books behind them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    DrawId, Holder, Money, MovementId, MovementKind, MovementMethod, TicketCode,
    statement::{DayLine, Sums},
};

/// Who owes, or is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owing {
    /// Owes the house or shop (to be collected).
    Owes,
    /// Is owed by it (to be paid).
    Owed,
}

/// Which accounts are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFilter {
    /// Only of one side.
    #[serde(default)]
    pub owing: Option<Owing>,
    /// Shops only, without their sellers.
    #[serde(default)]
    pub shops_only: bool,
    /// Only names that contain this.
    #[serde(default)]
    pub text: String,
}

/// An account with what stands on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRow {
    /// Whose.
    pub holder: Holder,
    /// The shop's name; the house's for its own.
    pub ventana: String,
    /// The seller's name.
    pub vendedor: Option<String>,
    /// Whether shop and seller still work together.
    pub current: bool,
    /// What is owed; negative is owed to the holder.
    pub balance: Money,
    /// What of it is older than a week.
    pub overdue: Money,
    /// The shop's credit, where it has a limit.
    pub credit_limit: Option<Money>,
}

impl AccountRow {
    /// The name that a list shows.
    pub fn name(&self) -> &str {
        self.vendedor.as_deref().unwrap_or(&self.ventana)
    }
}

/// A list of accounts with its sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountList {
    /// The accounts: the house first, then shops, each with its sellers.
    pub rows: Vec<AccountRow>,
    /// What the listed shops owe the house.
    pub owes: Money,
    /// What the house owes listed shops.
    pub owed: Money,
    /// The house's business date.
    pub today: NaiveDate,
}

/// A statement, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Whose.
    pub holder: Holder,
    /// The shop's name; the house's for its own.
    pub ventana: String,
    /// The seller's name.
    pub vendedor: Option<String>,
    /// The first day asked for.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// What was owed before the first day. It is no movement and counts in no total.
    pub opening: Money,
    /// The days on which something moved.
    pub days: Vec<DayLine>,
    /// Their totals.
    pub total: Sums,
    /// What is owed after the last.
    pub closing: Money,
    /// The house's business date.
    pub today: NaiveDate,
}

/// What a line of a day tells of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DayItem {
    /// All that was sold and paid of a draw.
    Draw {
        /// The draw.
        draw: DrawId,
        /// Its lottery.
        lottery: String,
    },
    /// A payment or collection, or its reversal.
    Movement {
        /// The movement.
        movement: MovementId,
        /// Its receipt.
        number: i64,
    },
    /// A drawer's float, cash that came and went, and its close.
    Drawer {
        /// What happened, as it is posted.
        event: String,
    },
}

/// A line of a day with the balance after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayEntry {
    /// What it tells of.
    pub item: DayItem,
    /// When: the draw's time, or the moment of the movement.
    pub at: DateTime<Utc>,
    /// Its columns.
    pub sums: Sums,
    /// What is owed after it.
    pub remaining: Money,
}

/// A day of a statement, draw by draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementDay {
    /// Whose.
    pub holder: Holder,
    /// The day.
    pub date: NaiveDate,
    /// What was owed before it.
    pub previous: Money,
    /// Its draws, movements and drawers, in the order of their time.
    pub entries: Vec<DayEntry>,
    /// What is owed after it.
    pub remaining: Money,
}

/// What happened to a ticket on a day of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTicket {
    /// The ticket.
    pub code: TicketCode,
    /// When.
    pub at: DateTime<Utc>,
    /// What, as it is posted: sold, cancelled, paid, reversed.
    pub event: String,
    /// The stake.
    pub sales: Money,
    /// What was paid.
    pub payouts: Money,
    /// The holder's commission.
    pub commission: Money,
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTicketPage {
    /// The rows, oldest first.
    pub rows: Vec<DayTicket>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A payment or collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// The movement.
    pub id: MovementId,
    /// Its receipt, gap-free in the book that gave it.
    pub number: i64,
    /// Whose account.
    pub holder: Holder,
    /// The shop's name.
    pub ventana: String,
    /// The seller's name.
    pub vendedor: Option<String>,
    /// Which way.
    pub kind: MovementKind,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: MovementMethod,
    /// The bank's or paper's reference.
    pub reference: String,
    /// What was noted.
    pub note: String,
    /// The business date it is booked to.
    pub date: NaiveDate,
    /// When it was entered.
    pub at: DateTime<Utc>,
    /// Who entered it.
    pub by: String,
    /// Its reversal.
    pub reversed: Option<MovementReversal>,
}

/// How a movement was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementReversal {
    /// The reversal's own receipt.
    pub number: i64,
    /// Why.
    pub reason: String,
    /// The business date it is booked to.
    pub date: NaiveDate,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
}

/// What a movement's paper says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementReceipt {
    /// The house's name.
    pub banca: String,
    /// The movement.
    pub movement: Movement,
    /// What is owed now.
    pub balance: Money,
}

/// A page of movements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementPage {
    /// The rows, newest first, those taken back among them.
    pub rows: Vec<Movement>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// What keeps a month from being closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// What kind.
    pub what: ObstacleKind,
    /// Which: a date, a month, a draw, a drawer.
    pub label: String,
}

/// The kinds of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ObstacleKind {
    /// The month has days to come.
    Days,
    /// An earlier month is still open.
    Month,
    /// A draw is on sale or has no result.
    Draw,
    /// A drawer is not closed.
    Drawer,
}

/// What closing a month carries, or carried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthView {
    /// Its first day.
    pub month: NaiveDate,
    /// Who closed it and when, once it is.
    pub closed: Option<MonthClosed>,
    /// What keeps it open.
    pub obstacles: Vec<Obstacle>,
    /// The accounts with their month.
    pub rows: Vec<MonthRow>,
}

/// A close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthClosed {
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// The hash over its statements and the close before, hexadecimal.
    pub hash: String,
    /// How many statements it froze.
    pub statements: i64,
}

/// An account's month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthRow {
    /// Whose.
    pub holder: Holder,
    /// The shop's name.
    pub ventana: String,
    /// The seller's name.
    pub vendedor: Option<String>,
    /// What was owed before.
    pub previous: Money,
    /// The month's columns.
    pub sums: Sums,
    /// What is carried.
    pub remaining: Money,
}

/// A line of the trial balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerAccount {
    /// The book: the house's or a shop's id.
    pub book: uuid::Uuid,
    /// Its name.
    pub book_name: String,
    /// The account.
    pub code: i16,
    /// All debits.
    pub debit: Money,
    /// All credits.
    pub credit: Money,
    /// Debits less credits.
    pub balance: Money,
}

/// A transfer on an account, with the document behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// The business date.
    pub date: NaiveDate,
    /// When it was posted.
    pub at: DateTime<Utc>,
    /// Its row in the table of postings.
    pub code: String,
    /// What happened to the document.
    pub event: String,
    /// The account on the other side.
    pub other: i16,
    /// Positive where the account is debited.
    pub amount: Money,
    /// The kind of document: ticket, payout, movement, draw, prize, drawer.
    pub document: String,
    /// The document's name: a code, a receipt, a draw, a terminal.
    pub label: String,
    /// Who did it.
    pub by: String,
}

/// A page of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerPage {
    /// The rows, newest first.
    pub rows: Vec<LedgerEntry>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A shop's debt under its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// What the shop owes.
    pub debt: Money,
    /// What it may owe.
    pub limit: Money,
}

impl Credit {
    /// Percent of the limit from which people are warned.
    const WARN: i64 = 80;

    /// Whether the debt has reached four fifths of the limit.
    pub fn is_near(self) -> bool {
        let used = self.debt.as_cents().saturating_mul(100);
        self.debt.is_positive() && used >= self.limit.as_cents().saturating_mul(Credit::WARN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_begins_at_four_fifths_of_the_limit() {
        let credit = |debt, limit| Credit {
            debt: Money::colones(debt).unwrap(),
            limit: Money::colones(limit).unwrap(),
        };
        assert!(!credit(79_999, 100_000).is_near());
        assert!(credit(80_000, 100_000).is_near());
        assert!(credit(1, 0).is_near());
        assert!(!credit(-5, 0).is_near());
    }
}
