//! Why something moved at a drawer.

use serde::{Deserialize, Serialize};

/// What happened at a drawer: cash that came or went, what was paid otherwise, or an opening for nothing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum DrawerKind {
    /// The float put in.
    Float,
    /// Tickets sold.
    Ticket,
    /// Stakes given back.
    TicketBack,
    /// Goods sold.
    Goods,
    /// A sale of goods that was voided.
    GoodsVoid,
    /// Goods that came back.
    GoodsReturn,
    /// Debts of customers that were paid.
    Settlement,
    /// Such a payment taken back.
    SettlementBack,
    /// Prizes paid.
    Payout,
    /// Payouts taken back.
    PayoutBack,
    /// Stakes of tickets that count no more, refunded.
    Refund,
    /// Such refunds taken back.
    RefundBack,
    /// Claims on players, collected.
    Claim,
    /// Such a collection taken back.
    ClaimBack,
    /// Put in from the safe.
    PayIn,
    /// Dropped to the safe.
    Drop,
    /// Petty expenses.
    PayOut,
    /// Taken from a seller.
    SellerIn,
    /// Paid to a seller.
    SellerOut,
    /// Opened without a sale.
    NoSale,
    /// Found too much at the close.
    Over,
    /// Found missing at the close.
    Short,
    /// Brought to the safe at the close.
    ToSafe,
    /// Anything else.
    #[default]
    Other,
}

impl DrawerKind {
    /// All of them, in the order of a report.
    pub const ALL: [DrawerKind; 24] = {
        use DrawerKind as K;
        [
            K::Float,
            K::Ticket,
            K::TicketBack,
            K::Goods,
            K::GoodsVoid,
            K::GoodsReturn,
            K::Settlement,
            K::SettlementBack,
            K::Payout,
            K::PayoutBack,
            K::Refund,
            K::RefundBack,
            K::Claim,
            K::ClaimBack,
            K::PayIn,
            K::Drop,
            K::PayOut,
            K::SellerIn,
            K::SellerOut,
            K::NoSale,
            K::Over,
            K::Short,
            K::ToSafe,
            K::Other,
        ]
    };

    /// The name in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            DrawerKind::Float => "float",
            DrawerKind::Ticket => "ticket",
            DrawerKind::TicketBack => "ticket_back",
            DrawerKind::Goods => "goods",
            DrawerKind::GoodsVoid => "goods_void",
            DrawerKind::GoodsReturn => "goods_return",
            DrawerKind::Settlement => "settlement",
            DrawerKind::SettlementBack => "settlement_back",
            DrawerKind::Payout => "payout",
            DrawerKind::PayoutBack => "payout_back",
            DrawerKind::Refund => "refund",
            DrawerKind::RefundBack => "refund_back",
            DrawerKind::Claim => "claim",
            DrawerKind::ClaimBack => "claim_back",
            DrawerKind::PayIn => "pay_in",
            DrawerKind::Drop => "drop",
            DrawerKind::PayOut => "pay_out",
            DrawerKind::SellerIn => "seller_in",
            DrawerKind::SellerOut => "seller_out",
            DrawerKind::NoSale => "no_sale",
            DrawerKind::Over => "over",
            DrawerKind::Short => "short",
            DrawerKind::ToSafe => "to_safe",
            DrawerKind::Other => "other",
        }
    }

    /// Reads the database's name; what it does not know is something else.
    pub fn from_name(name: &str) -> DrawerKind {
        let named = DrawerKind::ALL.into_iter().find(|kind| kind.name() == name);
        named.unwrap_or(DrawerKind::Other)
    }

    /// Whether it belongs to the close, and not to the shift.
    pub const fn closes(self) -> bool {
        matches!(
            self,
            DrawerKind::Over | DrawerKind::Short | DrawerKind::ToSafe
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_under_the_name_it_has_in_json() {
        for kind in DrawerKind::ALL {
            assert_eq!(DrawerKind::from_name(kind.name()), kind);
            let json = serde_json::to_value(kind).unwrap();
            assert_eq!(json, kind.name());
        }
        assert_eq!(DrawerKind::from_name("tomorrow's"), DrawerKind::Other);
    }
}
