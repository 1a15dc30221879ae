//! The kinds of receipts, as the database and the doors name them.

use serde::{Deserialize, Serialize};

/// What a receipt is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptKind {
    /// A lottery ticket.
    Ticket,
    /// A sale of goods.
    Sale,
    /// A sale of goods and tickets.
    Combined,
    /// A voided sale.
    Void,
    /// Returned goods.
    Return,
    /// A debt that is signed.
    CreditSlip,
    /// A paid debt.
    Settlement,
    /// A paid prize.
    Payout,
    /// A drawer in between.
    DrawerX,
    /// A closed drawer.
    DrawerZ,
    /// Cash put in or taken out.
    CashSlip,
    /// A payment or collection between house, shop and seller.
    PaymentProof,
    /// A statement of account.
    Statement,
    /// The list of a draw.
    List,
}

impl ReceiptKind {
    /// All, in the order they are offered.
    pub const ALL: [ReceiptKind; 14] = [
        ReceiptKind::Ticket,
        ReceiptKind::Sale,
        ReceiptKind::Combined,
        ReceiptKind::Void,
        ReceiptKind::Return,
        ReceiptKind::CreditSlip,
        ReceiptKind::Settlement,
        ReceiptKind::Payout,
        ReceiptKind::DrawerX,
        ReceiptKind::DrawerZ,
        ReceiptKind::CashSlip,
        ReceiptKind::PaymentProof,
        ReceiptKind::Statement,
        ReceiptKind::List,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            ReceiptKind::Ticket => "ticket",
            ReceiptKind::Sale => "sale",
            ReceiptKind::Combined => "combined",
            ReceiptKind::Void => "void",
            ReceiptKind::Return => "return",
            ReceiptKind::CreditSlip => "credit_slip",
            ReceiptKind::Settlement => "settlement",
            ReceiptKind::Payout => "payout",
            ReceiptKind::DrawerX => "drawer_x",
            ReceiptKind::DrawerZ => "drawer_z",
            ReceiptKind::CashSlip => "cash_slip",
            ReceiptKind::PaymentProof => "payment_proof",
            ReceiptKind::Statement => "statement",
            ReceiptKind::List => "list",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<ReceiptKind> {
        ReceiptKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_those_of_json() {
        for kind in ReceiptKind::ALL {
            assert_eq!(ReceiptKind::from_name(kind.name()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }
}
