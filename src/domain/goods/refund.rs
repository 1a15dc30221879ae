//! What is given back for goods that come back: the share that was paid for them, the last of them taking the remainder, so
//! that all of them together give back exactly what was paid.

use serde::{Deserialize, Serialize};

use super::{Quantity, quantity::rounded};
use crate::domain::Money;

/// Why goods come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// They do not work.
    Defective,
    /// They were the wrong ones.
    WrongProduct,
    /// The customer does not want them any more.
    ChangedMind,
    /// They were damaged.
    Damaged,
    /// Something else.
    Other,
}

/// In what state goods come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// As new: back on the shelf.
    Good,
    /// Opened, and still fit to be sold.
    Opened,
    /// Damaged.
    Damaged,
    /// Defective.
    Defective,
    /// Something is missing.
    MissingParts,
}

impl Condition {
    /// Whether the goods go back on the shelf.
    pub const fn sells_again(self) -> bool {
        matches!(self, Condition::Good | Condition::Opened)
    }
}

/// How a return is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundBy {
    /// As it was paid: what is owed first, then electronic money, then cash.
    Original,
    /// In cash.
    Cash,
    /// As what the shop owes the customer; it pays a later sale, an exchange too.
    CreditNote,
}

/// What `back` pieces give back of a line of `sold` pieces for which `paid` was paid, when `before` came back already.
///
/// `None` where more would come back than was sold.
pub fn share(paid: Money, sold: Quantity, before: Quantity, back: Quantity) -> Option<Money> {
    let after = before.checked_add(back)?;
    if after > sold || sold.is_zero() {
        return None;
    }
    let until = |quantity: Quantity| {
        let part = i128::from(paid.as_cents()).checked_mul(i128::from(quantity.as_milli()))?;
        rounded(part, i128::from(sold.as_milli()))
    };
    until(after)?.checked_sub(until(before)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    #[test]
    fn the_last_unit_takes_the_remainder() {
        let three = Quantity::units(3).unwrap();
        let one = Quantity::ONE;
        let parts: Vec<_> = (0..3)
            .map(|before| share(cents(1_000), three, Quantity::units(before).unwrap(), one))
            .collect();
        assert_eq!(
            parts,
            [Some(cents(333)), Some(cents(334)), Some(cents(333))]
        );
        assert_eq!(share(cents(1_000), three, three, one), None);
    }

    proptest! {
        #[test]
        fn what_comes_back_in_any_parts_adds_up_to_what_was_paid(
            paid in 0_i64..=10_000_000,
            parts in prop::collection::vec(1_i64..=5_000, 1..12),
        ) {
            let sold = Quantity::try_from_milli(parts.iter().sum()).unwrap();
            let mut before = Quantity::ZERO;
            let mut given = 0;
            for part in parts {
                let back = Quantity::try_from_milli(part).unwrap();
                let share = share(cents(paid), sold, before, back).unwrap();
                prop_assert!(!share.is_negative());
                given += share.as_cents();
                before = before.checked_add(back).unwrap();
            }
            prop_assert_eq!(given, paid);
        }
    }
}
