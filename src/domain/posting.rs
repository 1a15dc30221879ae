//! The posting of every operation: which account is debited and which credited in which book. One function for each row
//! of the table of postings; the database books exactly these legs and checks that they balance.
//!
//! [`super::posting_table`] states the same rows a second time, and on purpose: the check of the books holds every transfer
//! against the table, and a table that were made from these functions would agree with whatever they do wrong. A test holds
//! the two to each other.

mod account;
mod drawer;
mod goods;
mod layoff;

pub use account::money_moved;
pub use drawer::{
    Bearer, ShortBorneBy, cash_dropped, cash_paid_in, cash_paid_out, drawer_closed, drawer_opened,
};
pub use goods::{
    GoodsSold, PaidBy, TillLegs, goods_cost, goods_returned, payment_approved, payment_rejected,
    refund_due, restocked, sold_at_till,
};
pub use layoff::{laid_off, layoff_cleared, layoff_shared};

use serde::Serialize;
use uuid::Uuid;

use super::{
    AwardId, DrawId, DrawerId, Money, PayMethod, PayoutKind, SellerPath, TicketId, VentanaId,
    account::Account,
};

/// One movement inside one book: it balances by construction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leg {
    /// The row of the table of postings.
    pub code: &'static str,
    /// The banca's or a ventana's id.
    pub book: Uuid,
    /// The account debited.
    pub debit: i16,
    /// Its sub-ledger key; nil where it has none.
    pub debit_key: Uuid,
    /// The account credited.
    pub credit: i16,
    /// Its sub-ledger key; nil where it has none.
    pub credit_key: Uuid,
    /// The amount, positive; a zero leg posts nothing.
    pub amount: Money,
}

/// An account with its key, while a leg is put together.
type Side = (Account, Uuid);

fn leg(code: &'static str, book: Uuid, debit: Side, credit: Side, amount: Money) -> Leg {
    Leg {
        code,
        book,
        debit: debit.0.code(),
        debit_key: debit.1,
        credit: credit.0.code(),
        credit_key: credit.1,
        amount,
    }
}

/// J01, J05, J06: a ticket sold for cash, the shop's and the seller's commission on it. The function that sells posts them
/// itself; a test holds it to this. The drawer's key is nil here: the database knows the open drawer.
pub fn ticket_sold(
    seller: SellerPath,
    draw: DrawId,
    total: Money,
    listero: Money,
    vendedor: Money,
) -> Vec<Leg> {
    let (banca, ventana) = (seller.banca.raw(), seller.ventana.raw());
    let due_from = (Account::DueFromVentana, ventana);
    let due_to = (Account::DueToBanca, Uuid::nil());
    [
        leg(
            "J01",
            ventana,
            (Account::Drawer, Uuid::nil()),
            due_to,
            total,
        ),
        leg(
            "J01",
            banca,
            due_from,
            (Account::StakesNotDrawn, draw.raw()),
            total,
        ),
        leg(
            "J05",
            ventana,
            due_to,
            (Account::ListeroIncome, Uuid::nil()),
            listero,
        ),
        leg(
            "J05",
            banca,
            (Account::ListeroExpense, Uuid::nil()),
            due_from,
            listero,
        ),
        leg(
            "J06",
            ventana,
            (Account::VendedorExpense, Uuid::nil()),
            (Account::VendedorPayable, seller.vendedor.raw()),
            vendedor,
        ),
    ]
    .into_iter()
    .filter(|leg| leg.amount.is_positive())
    .collect()
}

/// Where the money of a payout comes from: the drawer for cash, the bank for everything else.
fn payout_source(method: PayMethod, drawer: DrawerId) -> Side {
    match method {
        PayMethod::Cash => (Account::Drawer, drawer.raw()),
        PayMethod::Sinpe | PayMethod::Transfer | PayMethod::Cheque | PayMethod::Other => {
            (Account::Bank, Uuid::nil())
        }
    }
}

/// J10, J11, J61: a prize paid or a stake refunded in a shop, by any method.
pub fn paid_out(
    kind: PayoutKind,
    banca: Uuid,
    ventana: VentanaId,
    ticket: TicketId,
    method: PayMethod,
    drawer: DrawerId,
    amount: Money,
) -> Vec<Leg> {
    let (code, payable) = match (kind, method) {
        (PayoutKind::Refund, _) => ("J61", Account::RefundsPayable),
        (PayoutKind::Prize, PayMethod::Cash) => ("J10", Account::PrizesPayable),
        (
            PayoutKind::Prize,
            PayMethod::Sinpe | PayMethod::Transfer | PayMethod::Cheque | PayMethod::Other,
        ) => ("J11", Account::PrizesPayable),
    };
    vec![
        leg(
            code,
            ventana.raw(),
            (Account::DueToBanca, Uuid::nil()),
            payout_source(method, drawer),
            amount,
        ),
        leg(
            code,
            banca,
            (payable, ticket.raw()),
            (Account::DueFromVentana, ventana.raw()),
            amount,
        ),
    ]
}

/// J14: a partial payment accepted as final: the remainder moves to the finalised ones.
pub fn prize_finalised(banca: Uuid, ticket: TicketId, remainder: Money) -> Vec<Leg> {
    let (payable, finalised) = (
        (Account::PrizesPayable, ticket.raw()),
        (Account::FinalisedRemainders, ticket.raw()),
    );
    vec![leg("J14", banca, payable, finalised, remainder)]
}

/// J15 and a reopening: the finalised remainder is payable again.
pub fn prize_reopened(banca: Uuid, ticket: TicketId, remainder: Money) -> Vec<Leg> {
    let (payable, finalised) = (
        (Account::PrizesPayable, ticket.raw()),
        (Account::FinalisedRemainders, ticket.raw()),
    );
    vec![leg("J15", banca, finalised, payable, remainder)]
}

/// J16a: a prize that was not collected in time becomes income.
pub fn prize_expired(banca: Uuid, ticket: TicketId, remainder: Money) -> Vec<Leg> {
    vec![leg(
        "J16",
        banca,
        (Account::PrizesPayable, ticket.raw()),
        (Account::OtherIncome, Uuid::nil()),
        remainder,
    )]
}

/// The document under which a prize's marks are posted.
pub const fn award_document(award: AwardId) -> Uuid {
    award.raw()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn colones(amount: i64) -> Money {
        Money::colones(amount).expect("test amounts are small")
    }

    fn seller() -> SellerPath {
        SellerPath {
            banca: Uuid::from_u128(1).into(),
            ventana: Uuid::from_u128(2).into(),
            vendedor: Uuid::from_u128(3).into(),
        }
    }

    /// Debits minus credits of an account over legs of one book.
    pub fn balance(legs: &[Leg], book: u128, account: Account) -> i64 {
        legs.iter()
            .filter(|leg| leg.book == Uuid::from_u128(book))
            .map(|leg| {
                let side = |code| {
                    if code == account.code() {
                        leg.amount.as_cents()
                    } else {
                        0
                    }
                };
                side(leg.debit) - side(leg.credit)
            })
            .sum()
    }

    #[test]
    fn a_cash_ticket_owes_the_house_its_stake_less_the_shops_commission() {
        let legs = ticket_sold(
            seller(),
            Uuid::from_u128(9).into(),
            colones(1_000),
            colones(100),
            colones(60),
        );
        assert_eq!(balance(&legs, 2, Account::Drawer), 100_000);
        assert_eq!(balance(&legs, 2, Account::DueToBanca), -90_000);
        assert_eq!(balance(&legs, 1, Account::DueFromVentana), 90_000);
        assert_eq!(balance(&legs, 1, Account::StakesNotDrawn), -100_000);
        assert_eq!(balance(&legs, 2, Account::VendedorPayable), -6_000);
    }

    #[test]
    fn a_commission_of_nothing_posts_nothing() {
        let legs = ticket_sold(
            seller(),
            Uuid::from_u128(9).into(),
            colones(1_000),
            Money::ZERO,
            Money::ZERO,
        );
        assert_eq!(legs.len(), 2);
    }
}
