//! The papers of a drawer: a paid prize, cash in and out, X and Z.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{ReceiptHead, TenderKind};
use crate::domain::{Money, PayMethod, PayoutKind, TicketCode};

/// A prize was paid; whoever takes it signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayoutVoucher {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// The ticket.
    pub code: TicketCode,
    /// The lottery, or the draw's own name.
    pub draw: String,
    /// When it drew.
    pub draw_at: DateTime<Utc>,
    /// A prize, or a stake given back.
    #[serde(default)]
    pub what: PayoutKind,
    /// The whole prize.
    pub prize: Money,
    /// What is paid now.
    pub amount: Money,
    /// What is left of it.
    pub remaining: Money,
    /// How.
    #[serde(default)]
    pub method: Option<PayMethod>,
    /// What was noted.
    #[serde(default)]
    pub notes: String,
    /// The second person, where there was one.
    #[serde(default)]
    pub approved_by: Option<String>,
}

/// Which way cash went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashSlipKind {
    /// Into the drawer.
    PayIn,
    /// To the safe.
    Drop,
    /// An expense.
    PayOut,
}

/// Cash put into a drawer or taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashSlip {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// Which way.
    pub what: CashSlipKind,
    /// How much; positive.
    pub amount: Money,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// The second person, where there was one.
    #[serde(default)]
    pub approved_by: Option<String>,
}

/// What a drawer took by one tender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerTender {
    /// Which.
    pub kind: TenderKind,
    /// How many documents.
    pub count: i64,
    /// How much.
    pub amount: Money,
    /// What was counted of it, once it was.
    #[serde(default)]
    pub counted: Option<Money>,
}

/// How a drawer was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerZ {
    /// Gap-free at the terminal.
    pub number: i64,
    /// When.
    pub closed_at: DateTime<Utc>,
    /// What it held.
    pub counted: Money,
    /// Over (positive) or short (negative).
    pub difference: Money,
    /// The hash of the report, hexadecimal.
    pub hash: String,
}

/// A drawer: X in between, Z once it is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawerPaper {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// The cash it began with.
    pub float: Money,
    /// Cash taken for tickets.
    pub sales: Money,
    /// Stakes given back.
    #[serde(default)]
    pub cancelled: Money,
    /// Prizes paid in cash.
    #[serde(default)]
    pub payouts: Money,
    /// Cash taken for goods.
    #[serde(default)]
    pub goods: Money,
    /// Cash given back for goods.
    #[serde(default)]
    pub refunds: Money,
    /// Debts paid in cash.
    #[serde(default)]
    pub settled: Money,
    /// Cash put in.
    #[serde(default)]
    pub pay_in: Money,
    /// Cash to the safe.
    #[serde(default)]
    pub drops: Money,
    /// Expenses.
    #[serde(default)]
    pub pay_out: Money,
    /// Anything else that moved cash: a hand-over, a payment to a shop.
    #[serde(default)]
    pub other: Money,
    /// What it should hold; none where it may not be told before the count.
    #[serde(default)]
    pub expected: Option<Money>,
    /// What was taken beside cash.
    #[serde(default)]
    pub tenders: Vec<DrawerTender>,
    /// The close.
    #[serde(default)]
    pub z: Option<DrawerZ>,
}

impl DrawerPaper {
    /// What the printed movements of cash make together.
    pub fn sum(&self) -> Option<Money> {
        let into = [
            self.float,
            self.sales,
            self.goods,
            self.settled,
            self.pay_in,
            self.other,
        ];
        let out = [
            self.cancelled,
            self.payouts,
            self.refunds,
            self.drops,
            self.pay_out,
        ];
        let into = Money::try_sum(into).ok()?;
        into.checked_sub(Money::try_sum(out).ok()?)
    }
}
