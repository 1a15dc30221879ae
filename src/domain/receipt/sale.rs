//! The receipt of a sale: goods, discounts, taxes, tenders, and the tickets that were bought with them.

use serde::{Deserialize, Serialize};

use super::{ReceiptHead, TicketPart};
use crate::domain::{Money, TicketCode, goods::TenderKind};

/// How a line's quantity is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoldBy {
    /// Pieces.
    #[default]
    Unit,
    /// Kilograms.
    Weight,
}

/// A discount with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptDiscount {
    /// What it is called: a promotion, a coupon, or the cashier's reason.
    pub name: String,
    /// What it takes off; positive.
    pub amount: Money,
}

/// A line of goods or services, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// The article with its variant.
    pub name: String,
    /// Its stock number; empty where it has none.
    #[serde(default)]
    pub sku: String,
    /// Pieces or weight.
    #[serde(default)]
    pub sold_by: SoldBy,
    /// The quantity in thousandths.
    pub milli: i64,
    /// The price of one piece or one kilogram.
    pub price: Money,
    /// Quantity times price, rounded once, before any discount.
    pub gross: Money,
    /// The discounts of this line alone.
    #[serde(default)]
    pub discounts: Vec<ReceiptDiscount>,
    /// The tax in hundredths of a percent: 1300 is 13 %.
    pub tax_bp: i32,
    /// Whether the price holds the tax.
    pub tax_included: bool,
    /// What was noted.
    #[serde(default)]
    pub note: String,
}

/// The tax of one rate over the whole document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxSum {
    /// The rate in hundredths of a percent.
    pub rate_bp: i32,
    /// Whether it stands in the prices already; what does not is added to the total.
    pub included: bool,
    /// What it was taken of.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}

/// One way in which a document was paid, or paid back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptTender {
    /// How.
    pub kind: TenderKind,
    /// What it covers of the total.
    pub amount: Money,
    /// A card's last four figures; never more.
    #[serde(default)]
    pub last4: String,
    /// A card's authorisation, or the reference of SINPE Móvil or a transfer.
    #[serde(default)]
    pub reference: String,
    /// Whether somebody has yet to confirm that it arrived.
    #[serde(default)]
    pub pending: bool,
    /// The ticket whose prize was set off.
    #[serde(default)]
    pub ticket: Option<TicketCode>,
}

/// The customer on a document, and what is owed where credit is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptCustomer {
    /// The customer's name.
    pub name: String,
    /// The customer's legal number; empty where none is known.
    #[serde(default)]
    pub legal_id: String,
    /// What was owed before and is owed now, where this document changes it.
    #[serde(default)]
    pub balance: Option<(Money, Money)>,
}

/// Points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLoyalty {
    /// Given by this document; negative where they are taken back.
    pub earned: i64,
    /// Spent in this document.
    #[serde(default)]
    pub spent: i64,
    /// What the customer has now.
    pub balance: i64,
}

/// A completed sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleReceipt {
    /// Where, who, when.
    pub head: ReceiptHead,
    /// The sale's own number, `POS-2026-000123`; the head holds the receipt's.
    #[serde(default)]
    pub sale: String,
    /// The goods and services.
    pub lines: Vec<ReceiptLine>,
    /// The discounts of the whole document, beside those of the lines.
    #[serde(default)]
    pub discounts: Vec<ReceiptDiscount>,
    /// The taxes by rate.
    #[serde(default)]
    pub taxes: Vec<TaxSum>,
    /// What rounding of cash added, or took off where negative.
    #[serde(default)]
    pub rounding: Money,
    /// The tickets in the sale.
    #[serde(default)]
    pub tickets: Vec<TicketPart>,
    /// What was to be paid.
    pub total: Money,
    /// How it was paid; the amounts make up the total.
    pub tenders: Vec<ReceiptTender>,
    /// The cash handed over.
    #[serde(default)]
    pub received: Money,
    /// The cash given back.
    #[serde(default)]
    pub change: Money,
    /// The customer.
    #[serde(default)]
    pub customer: Option<ReceiptCustomer>,
    /// The customer's points.
    #[serde(default)]
    pub loyalty: Option<ReceiptLoyalty>,
}

impl SaleReceipt {
    /// The goods before any discount; none when it leaves the range of money.
    pub fn subtotal(&self) -> Option<Money> {
        Money::try_sum(self.lines.iter().map(|line| line.gross)).ok()
    }

    /// All discounts, of lines and document.
    pub fn discount(&self) -> Option<Money> {
        let of_lines = self.lines.iter().flat_map(|line| &line.discounts);
        Money::try_sum(of_lines.chain(&self.discounts).map(|one| one.amount)).ok()
    }

    /// The taxes that are added to the prices.
    pub fn tax_on_top(&self) -> Option<Money> {
        let on_top = self.taxes.iter().filter(|tax| !tax.included);
        Money::try_sum(on_top.map(|tax| tax.tax)).ok()
    }

    /// The stakes of the tickets.
    pub fn stakes(&self) -> Option<Money> {
        Money::try_sum(self.tickets.iter().map(|ticket| ticket.total)).ok()
    }

    /// What the parts that are printed make together.
    pub fn sum(&self) -> Option<Money> {
        self.subtotal()?
            .checked_sub(self.discount()?)?
            .checked_add(self.tax_on_top()?)?
            .checked_add(self.stakes()?)?
            .checked_add(self.rounding)
    }

    /// Whether the parts make up the total and the tenders cover it exactly.
    pub fn adds_up(&self) -> bool {
        let paid = Money::try_sum(self.tenders.iter().map(|tender| tender.amount)).ok();
        self.sum() == Some(self.total) && paid == Some(self.total)
    }
}
