//! Discounts that a person gives, and how much of them a cashier may give alone.

use serde::{Deserialize, Serialize};

use crate::domain::{Money, Percent, Rounding};

/// What a person takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Discount {
    /// A part of what it is taken off.
    Percent(Percent),
    /// An amount, at most what it is taken off.
    Fixed(Money),
}

impl Discount {
    /// What is taken off `base`: rounded to the céntimo, never more than it and never less than nothing.
    pub fn of(self, base: Money) -> Money {
        let wanted = match self {
            Discount::Percent(percent) => percent.of(base, Rounding::HalfUp).unwrap_or(Money::ZERO),
            Discount::Fixed(amount) => amount,
        };
        wanted.min(base).max(Money::ZERO)
    }
}

/// Whether the discounts that people gave on a sale of this gross are more than a cashier may give alone: more than 5 % of
/// it, all of them together, whether they were asked for as a part or as an amount. Exactly 5 % is not.
pub fn needs_supervisor(gross: Money, given: Money) -> bool {
    const CASHIERS_PERCENT: i128 = 5;
    let given = i128::from(given.as_cents()).saturating_mul(100);
    let allowed = i128::from(gross.as_cents()).saturating_mul(CASHIERS_PERCENT);
    given > allowed
}

/// Spreads what is taken off a whole sale over its parts, by largest remainder: the parts of it add up to it, and none is
/// more than what it is taken off. `None` where it is more than all of them.
pub fn spread(discount: Money, over: &[Money]) -> Option<Vec<Money>> {
    if discount.is_zero() {
        return Some(vec![Money::ZERO; over.len()]);
    }
    let whole = Money::try_sum(over.iter().copied()).ok()?;
    if discount > whole || discount.is_negative() {
        return None;
    }
    let weights: Vec<u64> = over
        .iter()
        .map(|part| u64::try_from(part.as_cents()).unwrap_or_default())
        .collect();
    discount.split(&weights).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    #[test]
    fn exactly_five_percent_passes_and_a_centimo_more_does_not() {
        let gross = cents(1_000_000);
        assert!(!needs_supervisor(gross, cents(50_000)));
        assert!(needs_supervisor(gross, cents(50_001)));
        assert!(!needs_supervisor(Money::ZERO, Money::ZERO));
        assert!(needs_supervisor(Money::ZERO, cents(1)));
    }

    #[test]
    fn a_discount_never_takes_more_than_there_is() {
        let ten = Discount::Percent(Percent::parse("10").unwrap());
        assert_eq!(ten.of(cents(10_000)), cents(1_000));
        assert_eq!(
            Discount::Fixed(cents(20_000)).of(cents(10_000)),
            cents(10_000)
        );
        assert_eq!(Discount::Fixed(cents(-5)).of(cents(10_000)), Money::ZERO);
        assert_eq!(Discount::Percent(Percent::HUNDRED).of(cents(7)), cents(7));
    }

    proptest! {
        #[test]
        fn parts_of_a_discount_add_up_and_fit(
            over in prop::collection::vec(0_i64..=1_000_000, 1..30),
            share in 0_i64..=100,
        ) {
            let whole: i64 = over.iter().sum();
            let discount = cents(whole * share / 100);
            let over: Vec<Money> = over.into_iter().map(cents).collect();
            let parts = spread(discount, &over).unwrap();
            prop_assert_eq!(Money::try_sum(parts.iter().copied()), Ok(discount));
            for (part, over) in parts.iter().zip(&over) {
                prop_assert!(*part >= Money::ZERO && part <= over, "{part:?} of {over:?}");
            }
        }
    }
}
