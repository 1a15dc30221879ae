//! Money as whole céntimos: checked arithmetic only, never a float, parts that always add up.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// An amount in céntimos between [`Money::MIN`] and [`Money::MAX`].
///
/// There is no `Add`, `Sub` or `Mul` on purpose: every calculation says what happens when it leaves the range.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct Money(i64);

/// Why a calculation has no amount as its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyError {
    /// The result lies outside [`Money::MIN`] ..= [`Money::MAX`].
    #[error("the amount is outside the range of money")]
    OutOfRange,
    /// An amount was to be split by weights that are all zero, or by no weights at all.
    #[error("an amount cannot be split without weights")]
    NoWeights,
}

const LIMIT_CENTS: i64 = 900_000_000_000_000;
const CENTS_PER_COLON: i64 = 100;

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);
    /// The largest amount: nine billion colones times a thousand, far from the edge of 64 bits.
    pub const MAX: Money = Money(LIMIT_CENTS);
    /// The smallest (most negative) amount.
    pub const MIN: Money = Money(-LIMIT_CENTS);

    /// Takes céntimos, as the database and the wire carry them.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] outside [`Money::MIN`] ..= [`Money::MAX`].
    pub const fn try_from_cents(cents: i64) -> Result<Money, MoneyError> {
        match Money::within(cents) {
            Some(money) => Ok(money),
            None => Err(MoneyError::OutOfRange),
        }
    }

    /// Takes whole colones; `None` outside the range.
    pub const fn colones(colones: i64) -> Option<Money> {
        match colones.checked_mul(CENTS_PER_COLON) {
            Some(cents) => Money::within(cents),
            None => None,
        }
    }

    /// The amount in céntimos.
    pub const fn as_cents(self) -> i64 {
        self.0
    }

    /// Whether the amount is exactly nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether the amount is above nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether the amount is below nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The sum, or `None` outside the range.
    pub const fn checked_add(self, other: Money) -> Option<Money> {
        match self.0.checked_add(other.0) {
            Some(cents) => Money::within(cents),
            None => None,
        }
    }

    /// The difference, or `None` outside the range.
    pub const fn checked_sub(self, other: Money) -> Option<Money> {
        match self.0.checked_sub(other.0) {
            Some(cents) => Money::within(cents),
            None => None,
        }
    }

    /// The same amount with the other sign. The range is symmetric, so a valid amount always has one.
    pub const fn checked_neg(self) -> Option<Money> {
        match self.0.checked_neg() {
            Some(cents) => Money::within(cents),
            None => None,
        }
    }

    /// The amount `count` times, or `None` outside the range.
    pub const fn checked_times(self, count: i64) -> Option<Money> {
        match self.0.checked_mul(count) {
            Some(cents) => Money::within(cents),
            None => None,
        }
    }

    /// Adds up amounts; the empty sum is nothing.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] as soon as a partial sum leaves the range.
    pub fn try_sum(amounts: impl IntoIterator<Item = Money>) -> Result<Money, MoneyError> {
        amounts
            .into_iter()
            .try_fold(Money::ZERO, Money::checked_add)
            .ok_or(MoneyError::OutOfRange)
    }

    /// Splits the amount in proportion to `weights` by largest remainder: the parts always add up to the amount, and
    /// among equal remainders the earlier part takes the odd céntimo.
    ///
    /// # Errors
    /// [`MoneyError::NoWeights`] when no weight is above zero.
    pub fn split(self, weights: &[u64]) -> Result<Vec<Money>, MoneyError> {
        let whole: i128 = weights.iter().map(|&weight| i128::from(weight)).sum();
        let mut parts = Vec::with_capacity(weights.len());
        let mut remainders = Vec::with_capacity(weights.len());
        let mut given: i64 = 0;
        for (index, &weight) in weights.iter().enumerate() {
            let share = i128::from(self.0.unsigned_abs())
                .checked_mul(i128::from(weight))
                .ok_or(MoneyError::OutOfRange)?;
            let floor = share.checked_div(whole).ok_or(MoneyError::NoWeights)?;
            let remainder = share.checked_rem(whole).ok_or(MoneyError::NoWeights)?;
            let floor = i64::try_from(floor).map_err(|_| MoneyError::OutOfRange)?;
            given = given.checked_add(floor).ok_or(MoneyError::OutOfRange)?;
            parts.push(floor);
            remainders.push((std::cmp::Reverse(remainder), index));
        }
        if whole == 0 {
            return Err(MoneyError::NoWeights);
        }
        let missing = self.0.saturating_abs().saturating_sub(given);
        let missing = usize::try_from(missing).map_err(|_| MoneyError::OutOfRange)?;
        remainders.sort_unstable();
        for &(_, index) in remainders.iter().take(missing) {
            if let Some(part) = parts.get_mut(index) {
                *part = part.saturating_add(1);
            }
        }
        let sign = if self.is_negative() { -1 } else { 1 };
        parts
            .into_iter()
            .map(|cents| Money::try_from_cents(cents.saturating_mul(sign)))
            .collect()
    }

    const fn within(cents: i64) -> Option<Money> {
        if cents < -LIMIT_CENTS || cents > LIMIT_CENTS {
            None
        } else {
            Some(Money(cents))
        }
    }
}

impl TryFrom<i64> for Money {
    type Error = MoneyError;

    fn try_from(cents: i64) -> Result<Money, MoneyError> {
        Money::try_from_cents(cents)
    }
}

impl From<Money> for i64 {
    fn from(money: Money) -> i64 {
        money.as_cents()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    #[test]
    fn the_range_is_closed_on_both_sides() {
        assert_eq!(Money::try_from_cents(LIMIT_CENTS), Ok(Money::MAX));
        assert_eq!(
            Money::try_from_cents(LIMIT_CENTS + 1),
            Err(MoneyError::OutOfRange)
        );
        assert_eq!(Money::MAX.checked_add(cents(1)), None);
        assert_eq!(Money::MIN.checked_sub(cents(1)), None);
        assert_eq!(Money::MAX.checked_neg(), Some(Money::MIN));
        assert_eq!(Money::MAX.checked_times(2), None);
        assert_eq!(Money::colones(i64::MAX), None);
    }

    #[test]
    fn a_sum_that_leaves_the_range_is_an_error() {
        assert_eq!(Money::try_sum([]), Ok(Money::ZERO));
        assert_eq!(Money::try_sum([cents(5), cents(-7)]), Ok(cents(-2)));
        assert_eq!(
            Money::try_sum([Money::MAX, cents(1)]),
            Err(MoneyError::OutOfRange)
        );
    }

    #[test]
    fn the_wire_carries_cents_and_refuses_what_is_out_of_range() {
        assert_eq!(serde_json::to_string(&cents(470_000)).unwrap(), "470000");
        assert!(serde_json::from_str::<Money>("900000000000001").is_err());
        assert!(serde_json::from_str::<Money>("1.5").is_err());
    }

    #[test]
    fn the_odd_cent_goes_to_the_largest_remainder_and_then_to_the_first() {
        assert_eq!(
            cents(100).split(&[1, 1, 1]).unwrap(),
            [cents(34), cents(33), cents(33)]
        );
        assert_eq!(
            cents(-10).split(&[0, 2, 1]).unwrap(),
            [cents(0), cents(-7), cents(-3)]
        );
        assert_eq!(cents(10).split(&[0, 0]), Err(MoneyError::NoWeights));
        assert_eq!(cents(10).split(&[]), Err(MoneyError::NoWeights));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn parts_always_add_up(
            amount in -LIMIT_CENTS..=LIMIT_CENTS,
            weights in prop::collection::vec(any::<u64>(), 1..20),
        ) {
            prop_assume!(weights.iter().any(|&weight| weight > 0));
            let parts = cents(amount).split(&weights).unwrap();
            prop_assert_eq!(parts.len(), weights.len());
            prop_assert_eq!(Money::try_sum(parts), Ok(cents(amount)));
        }
    }
}
