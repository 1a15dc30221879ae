//! The till as people see it: a basket with what it comes to, a completed sale, and the lists of both.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::SoldTicket;
use crate::domain::{
    CustomerGroupId, CustomerId, ElectronicId, Money, ReturnId, SaleId, TicketCode, UserId,
    VariantId, VentanaId,
    goods::{
        Basket, ElectronicState, Figures, Line, Promoted, Quantity, SaleState, TenderKind, Totals,
        loyalty::Tier,
    },
};

/// A customer, as the till knows one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// The customer.
    pub customer: CustomerId,
    /// The name.
    pub name: String,
    /// The telephone.
    #[serde(default)]
    pub phone: String,
    /// The address for mail.
    #[serde(default)]
    pub email: String,
    /// The number of the identity card or firm.
    #[serde(default)]
    pub identification: String,
    /// The group with prices of its own.
    #[serde(default)]
    pub group: Option<CustomerGroupId>,
    /// Whether the customer may be chosen.
    pub active: bool,
    /// Points that may be handed in; below nothing after a sale whose points were spent was taken back.
    pub points: i64,
    /// The tier.
    pub tier: Tier,
    /// What the customer owes this shop, in céntimos.
    #[serde(default)]
    pub owes: Money,
    /// What this shop owes the customer from returns, in céntimos.
    #[serde(default)]
    pub credit: Money,
}

/// A basket and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasketView {
    /// The sale that it will be.
    pub sale: SaleId,
    /// Where it stands.
    pub state: SaleState,
    /// Its version; every change makes the next one.
    pub version: u32,
    /// What is in it.
    pub basket: Basket,
    /// What it comes to.
    pub totals: Totals,
    /// What promotions take off, line by line.
    pub promoted: Vec<Promoted>,
    /// Who buys.
    pub customer: Option<CustomerRow>,
    /// The smallest coin to which cash is rounded; nothing where it is not.
    pub coin: Money,
    /// What the discounts that people gave still need: a second person's consent.
    pub needs_supervisor: bool,
    /// Variants of which the shop holds less than the basket asks for, with what it holds.
    pub short: Vec<(VariantId, Quantity)>,
    /// The points that the sale would earn.
    pub earns: i64,
    /// The names of the draws of its numbers, as far as they are known.
    pub draws: Vec<(crate::domain::DrawId, String)>,
    /// What a parked one is called.
    pub label: String,
    /// When it was begun.
    pub created_at: DateTime<Utc>,
}

/// A basket in the list of those that wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingBasket {
    /// The sale that it will be.
    pub sale: SaleId,
    /// Open or parked.
    pub state: SaleState,
    /// What it is called.
    pub label: String,
    /// Whose it is.
    pub user: String,
    /// Where it was last changed.
    pub terminal: String,
    /// Its lines.
    pub lines: u16,
    /// What it comes to.
    pub total: Money,
    /// When it was last changed.
    pub changed_at: DateTime<Utc>,
}

/// What a till opens with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillDesk {
    /// The own open basket at this terminal.
    pub open: Option<Box<BasketView>>,
    /// The shop's parked ones, latest first.
    pub parked: Vec<WaitingBasket>,
    /// Whether the own drawer is open here.
    pub drawer: bool,
    /// The smallest coin to which cash is rounded; nothing where it is not.
    pub coin: Money,
    /// What a point is worth when it is handed in; nothing where the house gives none.
    pub point: Money,
}

/// A part of what was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidPart {
    /// How.
    pub kind: TenderKind,
    /// How much of the sale.
    pub amount: Money,
    /// Cash that was handed over.
    #[serde(default)]
    pub received: Option<Money>,
    /// A card's last four digits.
    #[serde(default)]
    pub last4: Option<String>,
    /// A card's approval, or an electronic payment's reference.
    #[serde(default)]
    pub reference: Option<String>,
    /// What became of an electronic payment.
    #[serde(default)]
    pub electronic: Option<ElectronicState>,
    /// The ticket whose prize paid.
    #[serde(default)]
    pub code: Option<TicketCode>,
}

/// A sale that was just completed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SoldAtTill {
    /// The sale.
    pub sale: SaleId,
    /// `POS-2026-000123`.
    pub number: String,
    /// `REC-2026-000123`.
    pub receipt: String,
    /// What was paid, rounding and all.
    pub paid: Money,
    /// What cash was rounded by.
    pub rounding: Money,
    /// The change.
    pub change: Money,
    /// The tickets.
    pub tickets: Vec<SoldTicket>,
    /// Points earned.
    pub earned: i64,
    /// The customer's points now.
    #[serde(default)]
    pub points: Option<i64>,
    /// When.
    pub sold_at: DateTime<Utc>,
    /// Whether an equal command had done it before.
    #[serde(default)]
    pub cached: bool,
}

/// How much of a sale came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// Nothing.
    #[default]
    None,
    /// A part.
    Partial,
    /// All goods.
    Full,
}

/// A sale in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleRow {
    /// The sale.
    pub sale: SaleId,
    /// Its number; nothing before it is completed.
    #[serde(default)]
    pub number: Option<String>,
    /// Where it stands.
    pub state: SaleState,
    /// How much came back.
    #[serde(default)]
    pub returned: ReturnState,
    /// The shop.
    pub ventana: String,
    /// Who sold.
    pub cashier: String,
    /// Who bought, where it is known.
    #[serde(default)]
    pub customer: Option<String>,
    /// Lines of goods and tickets.
    pub lines: u32,
    /// What was sold, before cash was rounded.
    pub total: Money,
    /// What came back of it.
    #[serde(default)]
    pub back: Money,
    /// How it was paid.
    #[serde(default)]
    pub tenders: Vec<(TenderKind, Money)>,
    /// When it was completed, or last changed.
    pub at: DateTime<Utc>,
}

/// What a whole filter comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesSummary {
    /// Completed sales, voided ones among them.
    pub count: i64,
    /// What they came to.
    pub gross: Money,
    /// What was voided of it.
    pub voided: Money,
    /// What came back.
    pub returned: Money,
    /// What stands.
    pub net: Money,
    /// What stands, a sale that stands.
    pub average: Money,
}

/// A page of sales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalePage {
    /// The sales, newest first.
    pub rows: Vec<SaleRow>,
    /// Where the page before begins.
    #[serde(default)]
    pub previous: Option<String>,
    /// Where the next page begins.
    #[serde(default)]
    pub next: Option<String>,
    /// Over the whole filter, not only the page.
    pub summary: SalesSummary,
}

/// A line of a completed sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldLine {
    /// The line, frozen.
    pub line: Line,
    /// What it came to.
    pub figures: Figures,
    /// How much of it came back.
    pub returned: Quantity,
    /// What was given back for it.
    pub refunded: Money,
    /// What promotions took off, by name.
    #[serde(default)]
    pub promotions: Vec<(String, Money)>,
    /// Why something was taken off by hand.
    #[serde(default)]
    pub reason: String,
}

/// A return of goods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnRow {
    /// The return.
    pub id: ReturnId,
    /// `RET-2026-000007`.
    pub number: String,
    /// What was given back, before cash was rounded.
    pub total: Money,
    /// Who took the goods back.
    pub user: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How a sale was voided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidedRow {
    /// Who.
    pub user: String,
    /// Who consented, where somebody had to.
    #[serde(default)]
    pub approved_by: Option<String>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A completed sale with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleView {
    /// What the list says of it.
    pub row: SaleRow,
    /// The receipt's number.
    pub receipt: String,
    /// The shop.
    pub ventana: VentanaId,
    /// Who sold.
    pub user: UserId,
    /// Where.
    pub terminal: String,
    /// The business date.
    pub date: NaiveDate,
    /// The customer.
    #[serde(default)]
    pub customer: Option<CustomerRow>,
    /// The goods.
    pub lines: Vec<SoldLine>,
    /// The tickets.
    pub tickets: Vec<SoldTicketRow>,
    /// How it was paid.
    pub tenders: Vec<PaidPart>,
    /// What was paid for the goods.
    pub goods: Money,
    /// The goods' tax.
    pub tax: Money,
    /// What cash was rounded by.
    pub rounding: Money,
    /// Points that it earned, less those handed in and taken back.
    pub points: i64,
    /// What came back.
    pub returns: Vec<ReturnRow>,
    /// How it was voided.
    #[serde(default)]
    pub voided: Option<VoidedRow>,
}

/// A ticket of a sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldTicketRow {
    /// Its code.
    pub code: TicketCode,
    /// The lottery.
    pub lottery: String,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// Its stakes.
    pub total: Money,
    /// Whether it stands.
    pub active: bool,
}

/// Money that was promised electronically.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElectronicRow {
    /// The payment.
    pub id: ElectronicId,
    /// SINPE Móvil or transfer.
    pub kind: TenderKind,
    /// Its reference.
    pub reference: String,
    /// The payer's telephone.
    #[serde(default)]
    pub phone: String,
    /// How much.
    pub amount: Money,
    /// The sale that it pays.
    pub sale: SaleId,
    /// The sale's number.
    pub number: String,
    /// The shop.
    pub ventana: String,
    /// Who took it.
    pub user: String,
    /// Whether that is who asks: nobody decides on what they took themselves.
    pub own: bool,
    /// Who buys, where it is known.
    #[serde(default)]
    pub customer: Option<String>,
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub state: ElectronicState,
    /// Who decided.
    #[serde(default)]
    pub decided_by: Option<String>,
    /// When.
    #[serde(default)]
    pub decided_at: Option<DateTime<Utc>>,
    /// Why, where it was rejected.
    #[serde(default)]
    pub reason: String,
}

/// The payments that wait, and those decided last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElectronicPage {
    /// The payments: those that wait first, oldest first; then those decided, latest first.
    pub rows: Vec<ElectronicRow>,
    /// What waits, in céntimos.
    pub waiting: Money,
    /// The clock.
    pub now: DateTime<Utc>,
}

/// Goods that were taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// The return.
    pub id: ReturnId,
    /// Its number.
    pub number: String,
    /// What was given back.
    pub total: Money,
    /// What cash was rounded by.
    pub rounding: Money,
    /// How it was given back.
    pub refunds: Vec<(TenderKind, Money)>,
    /// Whether an equal command had done it before.
    #[serde(default)]
    pub cached: bool,
}

/// A sale that was voided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoidedSale {
    /// The sale.
    pub sale: SaleId,
    /// Its number.
    pub number: String,
    /// What was given back, tender by tender.
    pub refunds: Vec<(TenderKind, Money)>,
    /// Whether an equal command had done it before, or the sale was void already.
    #[serde(default)]
    pub cached: bool,
}
