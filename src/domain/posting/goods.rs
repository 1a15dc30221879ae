//! What the till books in its shop: goods and tickets against the tenders that paid them, their cost, returns, and what became
//! of electronic money. The functions of the database book the same; a test holds them to this.

use uuid::Uuid;

use super::{Account, Leg, Side, leg};
use crate::domain::{CustomerId, DrawerId, Money, TicketId, UserId, VentanaId, goods::TenderKind};

/// What is debited of a sale: the code for goods, the one for tickets, the account and the amount.
type Debit = (&'static str, &'static str, Side, Money);

/// What is credited of a sale: the ticket, or nothing for the goods, the account and the amount.
type Credit = (Option<TicketId>, Side, Money);

/// What goods came to, for the books. Amounts in céntimos.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GoodsSold {
    /// Without tax, before anything was taken off.
    pub net_before: Money,
    /// Without tax, as it was paid.
    pub net: Money,
    /// The tax that was paid.
    pub tax: Money,
    /// What cash was rounded by, above nothing where more was paid.
    pub rounding: Money,
}

/// A part of what was paid: its kind, its sub-ledger key (the customer, or the electronic payment) and its amount.
pub type PaidBy = (TenderKind, Uuid, Money);

/// The legs of a sale at the till.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TillLegs {
    /// J17–J24, J36: of the goods.
    pub goods: Vec<Leg>,
    /// J01–J03, J36: of each ticket, in the shop's book.
    pub tickets: Vec<(TicketId, Vec<Leg>)>,
}

/// J17–J24 of the goods and J01–J03 of the tickets: one debit for each tender, in order, against what was sold, goods first.
pub fn sold_at_till(
    ventana: VentanaId,
    drawer: DrawerId,
    goods: GoodsSold,
    paid: &[PaidBy],
    tickets: &[(TicketId, Money)],
) -> TillLegs {
    let nil = Uuid::nil();
    let taken_off = goods
        .net_before
        .checked_sub(goods.net)
        .unwrap_or(Money::ZERO);
    let (up, down) = both_ways(goods.rounding);
    let mut debits: Vec<Debit> = vec![
        ("J17", "J17", (Account::Discounts, nil), taken_off),
        ("J17", "J17", (Account::CashRounding, nil), down),
    ];
    debits.extend(paid.iter().map(|&(kind, key, amount)| {
        let (code, ticket, side) = tender_side(kind, key, drawer);
        (code, ticket, side, amount)
    }));
    let mut credits: Vec<Credit> = vec![
        (None, (Account::GoodsSales, nil), goods.net_before),
        (None, (Account::SalesTax, nil), goods.tax),
        (None, (Account::CashRounding, nil), up),
    ];
    let due = (Account::DueToBanca, nil);
    credits.extend(
        tickets
            .iter()
            .map(|&(ticket, total)| (Some(ticket), due, total)),
    );
    let mut legs = TillLegs::default();
    for (ticket, leg) in pair(ventana.raw(), &debits, &credits) {
        let Some(ticket) = ticket else {
            legs.goods.push(leg);
            continue;
        };
        match legs.tickets.iter_mut().find(|(known, _)| *known == ticket) {
            Some((_, of)) => of.push(leg),
            None => legs.tickets.push((ticket, vec![leg])),
        }
    }
    legs
}

/// Where a tender is debited, and under which codes: of goods, of tickets.
fn tender_side(
    kind: TenderKind,
    key: Uuid,
    drawer: DrawerId,
) -> (&'static str, &'static str, Side) {
    let cash = (Account::Drawer, drawer.raw());
    match kind {
        // A prize leaves the drawer as it enters it.
        TenderKind::Cash | TenderKind::Prize => ("J17", "J01", cash),
        TenderKind::Card => ("J18", "J02", (Account::CardClearing, Uuid::nil())),
        TenderKind::Sinpe | TenderKind::Transfer => ("J19", "J02", (Account::Unverified, key)),
        TenderKind::Credit => ("J23", "J03", (Account::CustomerReceivable, key)),
        TenderKind::StoreCredit => ("J36", "J36", (Account::CustomerCredit, key)),
    }
}

/// Debits against credits in their order, as far as both reach.
fn pair(book: Uuid, debits: &[Debit], credits: &[Credit]) -> Vec<(Option<TicketId>, Leg)> {
    let mut legs = Vec::new();
    let mut credits = credits.iter().copied();
    let mut open = credits.next();
    for &(code, ticket_code, debit, amount) in debits {
        let mut left = amount;
        while left.is_positive() {
            let Some((ticket, credit, due)) = open else {
                return legs;
            };
            let part = left.min(due);
            if part.is_positive() {
                let code = if ticket.is_some() { ticket_code } else { code };
                legs.push((ticket, leg(code, book, debit, credit, part)));
            }
            left = left.checked_sub(part).unwrap_or(Money::ZERO);
            let rest = due.checked_sub(part).unwrap_or(Money::ZERO);
            open = if rest.is_positive() {
                Some((ticket, credit, rest))
            } else {
                credits.next()
            };
        }
    }
    legs
}

/// An amount as what is above nothing, and what is below.
fn both_ways(amount: Money) -> (Money, Money) {
    let up = amount.max(Money::ZERO);
    let down = amount.checked_neg().unwrap_or(Money::ZERO).max(Money::ZERO);
    (up, down)
}

/// J26: what the goods of a sale had cost.
pub fn goods_cost(ventana: VentanaId, cost: Money) -> Vec<Leg> {
    let (cost_of, stock) = (
        (Account::CostOfGoods, Uuid::nil()),
        (Account::Stock, Uuid::nil()),
    );
    vec![leg("J26", ventana.raw(), cost_of, stock, cost)]
}

/// J20: an electronic payment was seen in the bank.
pub fn payment_approved(ventana: VentanaId, payment: Uuid, amount: Money) -> Vec<Leg> {
    let (bank, unverified) = ((Account::Bank, Uuid::nil()), (Account::Unverified, payment));
    vec![leg("J20", ventana.raw(), bank, unverified, amount)]
}

/// J21, J22: an electronic payment never came: the customer owes it, or the cashier where nobody knows the customer.
pub fn payment_rejected(
    ventana: VentanaId,
    payment: Uuid,
    customer: Option<CustomerId>,
    cashier: UserId,
    amount: Money,
) -> Vec<Leg> {
    let (code, owes) = match customer {
        Some(customer) => ("J21", (Account::CustomerReceivable, customer.raw())),
        None => ("J22", (Account::DueFromStaff, cashier.raw())),
    };
    let unverified = (Account::Unverified, payment);
    vec![leg(code, ventana.raw(), owes, unverified, amount)]
}

/// J27: the sale of an approved payment was voided: the money is to be sent back.
pub fn refund_due(ventana: VentanaId, payment: Uuid, amount: Money) -> Vec<Leg> {
    let (unverified, to_send) = (
        (Account::Unverified, payment),
        (Account::RefundsToSend, payment),
    );
    vec![leg("J27", ventana.raw(), unverified, to_send, amount)]
}

/// J28: goods came back: the net and the tax that were paid for them, against the tenders that give them back. `document` is
/// the return, under which money to be sent stands.
pub fn goods_returned(
    ventana: VentanaId,
    drawer: DrawerId,
    document: Uuid,
    goods: GoodsSold,
    back: &[PaidBy],
) -> Vec<Leg> {
    let nil = Uuid::nil();
    let (up, down) = both_ways(goods.rounding);
    let debits: Vec<Debit> = vec![
        ("J28", "J28", (Account::Returns, nil), goods.net),
        ("J28", "J28", (Account::SalesTax, nil), goods.tax),
        ("J28", "J28", (Account::CashRounding, nil), up),
    ];
    let mut credits: Vec<Credit> = vec![(None, (Account::CashRounding, nil), down)];
    credits.extend(back.iter().map(|&(kind, key, amount)| {
        let side = match kind {
            TenderKind::Cash | TenderKind::Prize => (Account::Drawer, drawer.raw()),
            TenderKind::Card => (Account::CardClearing, nil),
            TenderKind::Sinpe | TenderKind::Transfer => (Account::RefundsToSend, document),
            TenderKind::Credit => (Account::CustomerReceivable, key),
            TenderKind::StoreCredit => (Account::CustomerCredit, key),
        };
        (None, side, amount)
    }));
    pair(ventana.raw(), &debits, &credits)
        .into_iter()
        .map(|(_, leg)| leg)
        .collect()
}

/// J29: what came back goes on the shelf again, or is lost.
pub fn restocked(ventana: VentanaId, again: Money, lost: Money) -> Vec<Leg> {
    let cost = (Account::CostOfGoods, Uuid::nil());
    [(Account::Stock, again), (Account::Shrinkage, lost)]
        .into_iter()
        .filter(|(_, amount)| amount.is_positive())
        .map(|(account, amount)| leg("J29", ventana.raw(), (account, Uuid::nil()), cost, amount))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::posting::tests::{balance, colones};

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).expect("small")
    }

    fn shop() -> VentanaId {
        Uuid::from_u128(2).into()
    }

    #[test]
    fn a_discounted_sale_shows_what_was_taken_off_and_keeps_the_tax_that_was_paid() {
        let goods = GoodsSold {
            net_before: colones(10_000),
            net: colones(9_000),
            tax: colones(1_170),
            rounding: Money::ZERO,
        };
        let paid = [(TenderKind::Cash, Uuid::nil(), colones(10_170))];
        let legs = sold_at_till(shop(), Uuid::from_u128(8).into(), goods, &paid, &[]).goods;
        assert_eq!(balance(&legs, 2, Account::Drawer), 1_017_000);
        assert_eq!(balance(&legs, 2, Account::GoodsSales), -1_000_000);
        assert_eq!(balance(&legs, 2, Account::Discounts), 100_000);
        assert_eq!(balance(&legs, 2, Account::SalesTax), -117_000);
    }

    #[test]
    fn rounded_cash_is_less_than_the_sale_by_what_was_rounded() {
        let goods = GoodsSold {
            net_before: cents(224_965),
            net: cents(224_965),
            tax: cents(2_250),
            rounding: cents(-215),
        };
        let paid = [(TenderKind::Cash, Uuid::nil(), cents(227_000))];
        let legs = sold_at_till(shop(), Uuid::from_u128(8).into(), goods, &paid, &[]).goods;
        assert_eq!(balance(&legs, 2, Account::Drawer), 227_000);
        assert_eq!(balance(&legs, 2, Account::CashRounding), 215);
        assert_eq!(balance(&legs, 2, Account::GoodsSales), -224_965);
        assert_eq!(balance(&legs, 2, Account::SalesTax), -2_250);
    }

    #[test]
    fn tenders_pay_the_goods_first_and_then_the_tickets() {
        let goods = GoodsSold {
            net_before: colones(1_000),
            net: colones(1_000),
            tax: colones(130),
            rounding: Money::ZERO,
        };
        let ticket: TicketId = Uuid::from_u128(7).into();
        let paid = [
            (TenderKind::Card, Uuid::nil(), colones(1_500)),
            (TenderKind::Cash, Uuid::nil(), colones(630)),
        ];
        let drawer = Uuid::from_u128(8).into();
        let legs = sold_at_till(shop(), drawer, goods, &paid, &[(ticket, colones(1_000))]);
        assert_eq!(balance(&legs.goods, 2, Account::CardClearing), 113_000);
        let [(of, legs)] = &legs.tickets[..] else {
            panic!("one ticket")
        };
        assert_eq!(*of, ticket);
        assert_eq!(balance(legs, 2, Account::CardClearing), 37_000);
        assert_eq!(balance(legs, 2, Account::Drawer), 63_000);
        let codes: Vec<_> = legs.iter().map(|leg| leg.code).collect();
        assert_eq!(codes, ["J02", "J01"]);
    }
}
