//! The papers of accounts: debts of customers, payments between house, shop and seller, statements.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{ReceiptCustomer, ReceiptHead, ReceiptTender};
use crate::domain::{Money, MovementKind, MovementMethod};

/// A debt that the customer signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditSlip {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// The sale's number.
    pub sale: String,
    /// What is owed for it.
    pub amount: Money,
    /// Who owes, and how much in all.
    pub customer: ReceiptCustomer,
    /// The day by which it is to be paid.
    #[serde(default)]
    pub due: Option<NaiveDate>,
}

/// A document whose debt was paid, whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettledDebt {
    /// Its number.
    pub document: String,
    /// What was paid of it now.
    pub paid: Money,
    /// What is left of it.
    pub left: Money,
}

/// A customer paid debts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementReceipt {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// The customer, with what was owed before and is owed now.
    pub customer: ReceiptCustomer,
    /// What was paid.
    pub debts: Vec<SettledDebt>,
    /// Their sum.
    pub total: Money,
    /// How.
    pub tenders: Vec<ReceiptTender>,
    /// The cash handed over.
    #[serde(default)]
    pub received: Money,
    /// The cash given back.
    #[serde(default)]
    pub change: Money,
}

/// Money passed between house, shop and seller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentProof {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// Which way.
    pub what: MovementKind,
    /// The shop or seller.
    pub holder: String,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: MovementMethod,
    /// The bank's or paper's reference.
    #[serde(default)]
    pub reference: String,
    /// What was noted.
    #[serde(default)]
    pub note: String,
    /// The number of the movement that this one takes back, and why.
    #[serde(default)]
    pub takes_back: Option<(i64, String)>,
    /// What is owed now.
    pub balance: Money,
}

/// A day of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRow {
    /// The day.
    pub date: NaiveDate,
    /// Stakes.
    pub sales: Money,
    /// Prizes paid.
    pub payouts: Money,
    /// Commission and what else lowers the debt.
    pub commission: Money,
    /// Anything else that changes the debt.
    #[serde(default)]
    pub other: Money,
    /// Paid to the holder.
    pub paid: Money,
    /// Collected from the holder.
    pub collected: Money,
    /// What is owed after the day.
    pub remaining: Money,
}

/// What was owed and paid over some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementPaper {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// The shop or seller.
    pub holder: String,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What was owed before.
    pub opening: Money,
    /// The days.
    pub rows: Vec<StatementRow>,
    /// What is owed now.
    pub closing: Money,
}

impl StatementPaper {
    /// Whether the days lead from the opening to the closing balance.
    pub fn adds_up(&self) -> bool {
        let step = |owed: Option<Money>, row: &StatementRow| {
            owed?
                .checked_add(row.sales)?
                .checked_sub(row.payouts)?
                .checked_sub(row.commission)?
                .checked_add(row.other)?
                .checked_add(row.paid)?
                .checked_sub(row.collected)
        };
        self.rows.iter().fold(Some(self.opening), step) == Some(self.closing)
    }
}
