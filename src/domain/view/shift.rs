//! What happened at a drawer in a shift, and what the house sets for drawers.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{DrawerReport, DrawerRow, DrawerState, DrawerView, PageKey};
use crate::domain::{
    DrawerId, Money, Right, drawer::DrawerKind, goods::TenderKind, posting::Bearer,
};

/// What happened at a drawer, of one kind and by one tender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerLine {
    /// What.
    pub kind: DrawerKind,
    /// How it was paid.
    pub tender: TenderKind,
    /// How often.
    pub count: i64,
    /// What it moved: positive into the drawer. None where the cashier counts blind.
    pub amount: Option<Money>,
}

/// What was taken by a tender beside cash: counted by hand against what is booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderCount {
    /// Which.
    pub tender: TenderKind,
    /// How many documents.
    pub count: i64,
    /// What is booked of them.
    pub booked: Money,
    /// What was counted; none where it was not.
    #[serde(default)]
    pub counted: Option<Money>,
    /// Over (positive) or short (negative), where it was counted.
    #[serde(default)]
    pub difference: Option<Money>,
}

/// What was counted by hand of a tender beside cash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedTender {
    /// Which.
    pub tender: TenderKind,
    /// What its slips come to.
    pub counted: Money,
}

/// What a lottery sold through a drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotteryLine {
    /// The lottery.
    pub name: String,
    /// Tickets sold.
    pub tickets: i64,
    /// Their stakes; none where the cashier counts blind.
    pub amount: Option<Money>,
    /// How many of them were cancelled.
    pub cancelled: i64,
}

/// What goods sold through a drawer came to, voided sales left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsSums {
    /// Sales that stand.
    pub sales: i64,
    /// Sales that were voided.
    pub voided: i64,
    /// Before anything was given.
    pub gross: Money,
    /// Given by promotions.
    pub promotions: Money,
    /// Given by hand, or for points.
    pub discounts: Money,
    /// The tax in it.
    pub tax: Money,
}

/// A payment that nobody has seen in the bank yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingPayment {
    /// How.
    pub tender: TenderKind,
    /// Its reference.
    pub reference: String,
    /// How much.
    pub amount: Money,
    /// The number of its sale.
    pub sale: String,
    /// When it was taken.
    pub at: DateTime<Utc>,
}

/// What a terminal has turned over since it was set up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrandTotals {
    /// Tickets and goods sold for cash.
    pub sales: Money,
    /// What was given back of them.
    pub given_back: Money,
    /// Prizes paid.
    pub payouts: Money,
    /// Drawers closed.
    pub closes: i64,
}

/// What a drawer has done so far: the X report, which changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerX {
    /// The drawer.
    pub drawer: DrawerId,
    /// The terminal.
    pub terminal: String,
    /// The cashier.
    pub user: String,
    /// Where it stands.
    pub state: DrawerState,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// When this was said.
    pub at: DateTime<Utc>,
    /// The float.
    pub float: Money,
    /// What happened, by kind and tender.
    pub lines: Vec<DrawerLine>,
    /// What lotteries sold.
    pub lotteries: Vec<LotteryLine>,
    /// What was taken beside cash.
    pub tenders: Vec<TenderCount>,
    /// Why it was opened without a sale, each time.
    pub no_sales: Vec<String>,
    /// What goods came to; nothing where the cashier counts blind.
    pub goods: GoodsSums,
    /// Payments that nobody has seen in the bank yet.
    pub pending: Vec<PendingPayment>,
    /// Consents that were used at this drawer: who gave them, to what, how often.
    pub approvers: Vec<(String, Right, i64)>,
    /// What it should hold; none where the cashier counts blind.
    pub expected: Option<Money>,
}

/// Something that happened at a drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerEntry {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: DrawerKind,
    /// How it was paid.
    pub tender: TenderKind,
    /// What its paper is called, or why it was.
    pub label: String,
    /// What it moved: positive into the drawer.
    pub amount: Money,
}

/// A page of what happened at a drawer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerEntries {
    /// The rows, newest first.
    pub rows: Vec<DrawerEntry>,
    /// The sums of the whole drawer by tender: how many, and what they come to where that is told.
    pub sums: Vec<(TenderKind, i64, Option<Money>)>,
    /// Where the next page begins.
    pub next: Option<PageKey>,
}

/// A page of drawers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawerPage {
    /// The rows: those not closed first, then the latest.
    pub rows: Vec<DrawerRow>,
    /// How many closed ones wait for a review.
    pub waiting: i64,
    /// Where the next page begins.
    pub next: Option<PageKey>,
}

/// A drawer that went to the next cashier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HandedOver {
    /// The report that closed it.
    pub report: DrawerReport,
    /// Who has it now.
    pub to: String,
    /// The float of the next shift.
    pub float: Money,
    /// The own drawer now: none.
    pub own: DrawerView,
}

/// What the house sets for drawers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerSettings {
    /// Up to this a cashier drops cash to the safe without a second person.
    pub drop_limit: Money,
    /// Up to this a cashier pays a petty expense without a second person.
    pub pay_out_limit: Money,
    /// A drawer that holds more is told to drop; none never tells.
    pub drop_above: Option<Money>,
    /// A difference up to this wants a reason and no second person.
    pub difference_limit: Money,
    /// Who bears what is short, unless somebody who may says otherwise.
    pub short_borne_by: Bearer,
    /// Whether a cashier counts without being told what there should be.
    pub blind_count: bool,
    /// The last day on which coins of five colones are counted.
    pub five_until: NaiveDate,
}
