//! What a lay-off books, from its acceptance to its settlement.

use uuid::Uuid;

use super::{Account, Leg, Side, leg};
use crate::domain::{Money, OtherHouseId};

/// J64: what is laid off and accepted is owed to the other house, stakes less its commission.
pub fn laid_off(banca: Uuid, house: OtherHouseId, cost: Money) -> Vec<Leg> {
    let (expense, owed) = (
        (Account::LayOffExpense, Uuid::nil()),
        (Account::DueToOtherHouses, house.raw()),
    );
    vec![leg("J64", banca, expense, owed, cost)]
}

/// J64: what the other house pays of the prizes of a result is owed by it.
pub fn layoff_shared(banca: Uuid, house: OtherHouseId, share: Money) -> Vec<Leg> {
    let (due, income) = (
        (Account::DueFromOtherHouses, house.raw()),
        (Account::LayOffIncome, Uuid::nil()),
    );
    vec![leg("J64", banca, due, income, share)]
}

/// J65: what stands between the two is settled. Both sides are offset as far as they go, the rest passes through the bank. A
/// side is negative where money that was settled goes back.
///
/// The database books the same legs itself; a test holds it to this.
pub fn layoff_cleared(banca: Uuid, house: OtherHouseId, owed: Money, due: Money) -> Vec<Leg> {
    let to: Side = (Account::DueToOtherHouses, house.raw());
    let from: Side = (Account::DueFromOtherHouses, house.raw());
    let bank: Side = (Account::Bank, Uuid::nil());
    let less = |one: Money, other: Money| one.checked_sub(other).unwrap_or(Money::ZERO);
    let turned = |money: Money| money.checked_neg().unwrap_or(Money::ZERO);
    let both = owed.min(due);
    let back = turned(owed).min(turned(due));
    let mut legs = Vec::new();
    let (mut owed, mut due) = (owed, due);
    if both.is_positive() {
        legs.push(leg("J65", banca, to, from, both));
        (owed, due) = (less(owed, both), less(due, both));
    } else if back.is_positive() {
        legs.push(leg("J65", banca, from, to, back));
        (owed, due) = (less(owed, turned(back)), less(due, turned(back)));
    }
    if owed.is_positive() {
        legs.push(leg("J65", banca, to, bank, owed));
    } else if owed.is_negative() {
        legs.push(leg("J65", banca, bank, to, turned(owed)));
    }
    if due.is_positive() {
        legs.push(leg("J65", banca, bank, from, due));
    } else if due.is_negative() {
        legs.push(leg("J65", banca, from, bank, turned(due)));
    }
    legs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::posting::tests::balance;

    proptest! {
        #[test]
        fn whatever_is_settled_leaves_nothing_open(owed in -500i64..500, due in -500i64..500) {
            let money = |cents| Money::try_from_cents(cents).unwrap();
            let legs = layoff_cleared(Uuid::from_u128(1), Uuid::from_u128(2).into(), money(owed), money(due));
            prop_assert_eq!(balance(&legs, 1, Account::DueToOtherHouses), owed);
            prop_assert_eq!(balance(&legs, 1, Account::DueFromOtherHouses), -due);
            prop_assert_eq!(balance(&legs, 1, Account::Bank), due - owed);
            // Of two sides that are open only what they differ by passes through the bank.
            let through: i64 = legs.iter()
                .filter(|leg| [leg.debit, leg.credit].contains(&Account::Bank.code()))
                .map(|leg| leg.amount.as_cents())
                .sum();
            let net = if (owed > 0) == (due > 0) { (due - owed).abs() } else { owed.abs() + due.abs() };
            prop_assert_eq!(through, net);
        }
    }
}
