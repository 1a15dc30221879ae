//! What stands on a receipt: facts, frozen when the document is made and never looked up again. How they are laid out on
//! paper is told by `print`. A receipt is stored as it is here, so a field that comes later has a default.

mod account;
mod cash;
mod kind;
mod list;
mod sale;
mod ticket;
mod undone;

pub use crate::domain::goods::TenderKind;
pub use account::{
    CreditSlip, PaymentProof, SettledDebt, SettlementReceipt, StatementPaper, StatementRow,
};
pub use cash::{CashSlip, CashSlipKind, DrawerPaper, DrawerTender, DrawerZ, PayoutVoucher};
pub use kind::ReceiptKind;
pub use list::{ListPaper, ListPaperLine};
pub use sale::{
    ReceiptCustomer, ReceiptDiscount, ReceiptLine, ReceiptLoyalty, ReceiptTender, SaleReceipt,
    SoldBy, TaxSum,
};
pub use ticket::{TicketBet, TicketPart, TicketReceipt};
pub use undone::{Condition, ReturnReceipt, ReturnedLine, VoidReceipt};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Where a document was made, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptHead {
    /// The house's name.
    pub banca: String,
    /// The house's licence, empty where it has none.
    #[serde(default)]
    pub licence: String,
    /// The legal number of the house or shop, empty where none is set.
    #[serde(default)]
    pub legal_id: String,
    /// The shop's name.
    pub ventana: String,
    /// The terminal's name, empty where the document was made at none.
    #[serde(default)]
    pub terminal: String,
    /// Who made it.
    pub cashier: String,
    /// The document's own number: `REC-2026-000123`, `Caja 1-000123`, `Z 17`.
    pub number: String,
    /// The business date it belongs to.
    pub date: NaiveDate,
    /// The database's moment at which it was made, printed to the second.
    pub at: DateTime<Utc>,
    /// What the house prints below everything, such as a legal notice; empty where it has none.
    #[serde(default)]
    pub legal: String,
}

/// A receipt of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Receipt {
    /// A lottery ticket.
    Ticket(TicketReceipt),
    /// A sale at the till, with goods, tickets or both.
    Sale(SaleReceipt),
    /// A sale was voided.
    Void(VoidReceipt),
    /// Goods came back.
    Return(ReturnReceipt),
    /// A debt that the customer signs.
    CreditSlip(CreditSlip),
    /// A debt was paid, whole or in part.
    Settlement(SettlementReceipt),
    /// A prize was paid; the player signs.
    Payout(PayoutVoucher),
    /// A drawer in between.
    DrawerX(DrawerPaper),
    /// A closed drawer.
    DrawerZ(DrawerPaper),
    /// Cash was put into a drawer or taken out.
    CashSlip(CashSlip),
    /// Money passed between house, shop and seller.
    PaymentProof(PaymentProof),
    /// What was owed and paid over some days.
    Statement(StatementPaper),
    /// The numbers of a draw.
    List(ListPaper),
}

impl Receipt {
    /// What kind it is; a sale with goods and tickets is a combined one.
    pub fn kind(&self) -> ReceiptKind {
        match self {
            Receipt::Ticket(_) => ReceiptKind::Ticket,
            Receipt::Sale(sale) if sale.tickets.is_empty() => ReceiptKind::Sale,
            Receipt::Sale(_) => ReceiptKind::Combined,
            Receipt::Void(_) => ReceiptKind::Void,
            Receipt::Return(_) => ReceiptKind::Return,
            Receipt::CreditSlip(_) => ReceiptKind::CreditSlip,
            Receipt::Settlement(_) => ReceiptKind::Settlement,
            Receipt::Payout(_) => ReceiptKind::Payout,
            Receipt::DrawerX(_) => ReceiptKind::DrawerX,
            Receipt::DrawerZ(_) => ReceiptKind::DrawerZ,
            Receipt::CashSlip(_) => ReceiptKind::CashSlip,
            Receipt::PaymentProof(_) => ReceiptKind::PaymentProof,
            Receipt::Statement(_) => ReceiptKind::Statement,
            Receipt::List(_) => ReceiptKind::List,
        }
    }

    /// Where it was made, by whom and when.
    pub const fn head(&self) -> &ReceiptHead {
        match self {
            Receipt::Ticket(of) => &of.head,
            Receipt::Sale(of) => &of.head,
            Receipt::Void(of) => &of.head,
            Receipt::Return(of) => &of.head,
            Receipt::CreditSlip(of) => &of.head,
            Receipt::Settlement(of) => &of.head,
            Receipt::Payout(of) => &of.head,
            Receipt::DrawerX(of) | Receipt::DrawerZ(of) => &of.head,
            Receipt::CashSlip(of) => &of.head,
            Receipt::PaymentProof(of) => &of.head,
            Receipt::Statement(of) => &of.head,
            Receipt::List(of) => &of.head,
        }
    }
}
