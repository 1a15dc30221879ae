//! The receipts of what was taken back: a voided sale, returned goods.

use serde::{Deserialize, Serialize};

use super::{
    ReceiptCustomer, ReceiptHead, ReceiptLine, ReceiptLoyalty, ReceiptTender, SoldBy, TaxSum,
};
use crate::domain::{Money, TicketCode};

/// A sale that was voided whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidReceipt {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// The sale's number.
    pub sale: String,
    /// Why.
    pub reason: String,
    /// The second person, where there was one.
    #[serde(default)]
    pub approved_by: Option<String>,
    /// The goods that come back.
    #[serde(default)]
    pub lines: Vec<ReceiptLine>,
    /// The tickets that are cancelled, with their stakes.
    #[serde(default)]
    pub tickets: Vec<(TicketCode, Money)>,
    /// What is undone.
    pub total: Money,
    /// How it is paid back; the amounts make up the total.
    pub refunds: Vec<ReceiptTender>,
    /// The customer.
    #[serde(default)]
    pub customer: Option<ReceiptCustomer>,
    /// The points taken back and given back.
    #[serde(default)]
    pub loyalty: Option<ReceiptLoyalty>,
}

/// In what condition goods came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// As new: it goes back to stock.
    #[default]
    Good,
    /// Opened.
    Opened,
    /// Damaged.
    Damaged,
    /// It never worked.
    Defective,
}

/// A line that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedLine {
    /// The article with its variant.
    pub name: String,
    /// Pieces or weight.
    #[serde(default)]
    pub sold_by: SoldBy,
    /// The quantity in thousandths.
    pub milli: i64,
    /// In what condition.
    #[serde(default)]
    pub condition: Condition,
    /// What is paid back for it, its tax within.
    pub refund: Money,
}

/// Goods that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReceipt {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// The sale's number.
    pub sale: String,
    /// Why.
    pub reason: String,
    /// Who allowed it.
    #[serde(default)]
    pub approved_by: Option<String>,
    /// What came back.
    pub lines: Vec<ReturnedLine>,
    /// The taxes that are taken back, by rate; they stand in the refunds of the lines.
    #[serde(default)]
    pub taxes: Vec<TaxSum>,
    /// What rounding of cash added, or took off where negative.
    #[serde(default)]
    pub rounding: Money,
    /// What is paid back.
    pub total: Money,
    /// How; the amounts make up the total. A credit note is a row of [`super::TenderKind::StoreCredit`].
    pub refunds: Vec<ReceiptTender>,
    /// The number of the sale that takes the money, for an exchange.
    #[serde(default)]
    pub exchange: Option<String>,
    /// The customer.
    #[serde(default)]
    pub customer: Option<ReceiptCustomer>,
    /// The points taken back.
    #[serde(default)]
    pub loyalty: Option<ReceiptLoyalty>,
}

impl VoidReceipt {
    /// Whether the refunds make up the total.
    pub fn adds_up(&self) -> bool {
        Money::try_sum(self.refunds.iter().map(|one| one.amount)) == Ok(self.total)
    }
}

impl ReturnReceipt {
    /// Whether lines and rounding make up the total, and the refunds too.
    pub fn adds_up(&self) -> bool {
        let lines = Money::try_sum(self.lines.iter().map(|line| line.refund)).ok();
        let sum = lines.and_then(|lines| lines.checked_add(self.rounding));
        let refunds = Money::try_sum(self.refunds.iter().map(|one| one.amount)).ok();
        sum == Some(self.total) && refunds == Some(self.total)
    }
}
