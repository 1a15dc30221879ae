//! Multipliers and percentages: the only place where money meets decimals.

use super::{Money, MoneyError};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// A factor from 0 to 1 000 000 with at most six decimals: 80 times the stake, 650 for a Monazo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Rate(Decimal);

/// A percentage from 0 to 100 with at most six decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Percent(Decimal);

/// What happens to a fraction of a céntimo. The sign never matters: −0,5 is rounded like 0,5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest céntimo, a half away from zero.
    HalfUp,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// Why a decimal is not a rate, or a rate of an amount is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RateError {
    /// Below zero.
    #[error("a rate cannot be negative")]
    Negative,
    /// Above the largest value allowed.
    #[error("the rate is above {max}")]
    TooLarge {
        /// The largest value allowed.
        max: Decimal,
    },
    /// More than six decimals.
    #[error("a rate has at most six decimals")]
    TooPrecise,
    /// Not a decimal number at all.
    #[error("not a number")]
    NotANumber,
    /// The product is outside the range of money.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

const MAX_DECIMALS: u32 = 6;
const MAX_RATE: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

impl Rate {
    /// A factor of nothing.
    pub const ZERO: Rate = Rate(Decimal::ZERO);
    /// A factor of one.
    pub const ONE: Rate = Rate(Decimal::ONE);

    /// Takes a factor.
    ///
    /// # Errors
    /// [`RateError`] outside 0 ..= 1 000 000 or with more than six decimals.
    pub fn new(factor: Decimal) -> Result<Rate, RateError> {
        checked(factor, MAX_RATE).map(Rate)
    }

    /// Reads a factor with `.` or `,` before its decimals.
    ///
    /// # Errors
    /// As [`Rate::new`], and [`RateError::NotANumber`].
    pub fn parse(text: &str) -> Result<Rate, RateError> {
        Rate::new(decimal(text)?)
    }

    /// The factor as a decimal, without trailing zeros.
    pub const fn as_decimal(self) -> Decimal {
        self.0
    }

    /// The amount times the factor, rounded to the céntimo.
    ///
    /// # Errors
    /// [`RateError::Money`] when the product leaves the range of money.
    pub fn of(self, money: Money, rounding: Rounding) -> Result<Money, RateError> {
        let product = Decimal::from(money.as_cents())
            .checked_mul(self.0)
            .ok_or(MoneyError::OutOfRange)?;
        Ok(rounded(product, rounding)?)
    }
}

impl Percent {
    /// Nothing of it.
    pub const ZERO: Percent = Percent(Decimal::ZERO);
    /// All of it.
    pub const HUNDRED: Percent = Percent(Decimal::ONE_HUNDRED);

    /// Takes a percentage.
    ///
    /// # Errors
    /// [`RateError`] outside 0 ..= 100 or with more than six decimals.
    pub fn new(percent: Decimal) -> Result<Percent, RateError> {
        checked(percent, Decimal::ONE_HUNDRED).map(Percent)
    }

    /// Reads a percentage with `.` or `,` before its decimals and an optional `%` behind.
    ///
    /// # Errors
    /// As [`Percent::new`], and [`RateError::NotANumber`].
    pub fn parse(text: &str) -> Result<Percent, RateError> {
        let text = text.trim();
        Percent::new(decimal(text.strip_suffix('%').unwrap_or(text))?)
    }

    /// The percentage as a decimal (12.5 for 12.5 %), without trailing zeros.
    pub const fn as_decimal(self) -> Decimal {
        self.0
    }

    /// That many hundredths of the amount, rounded to the céntimo.
    ///
    /// # Errors
    /// Never above 100 %; [`RateError::Money`] is kept for symmetry with [`Rate::of`].
    pub fn of(self, money: Money, rounding: Rounding) -> Result<Money, RateError> {
        let product = Decimal::from(money.as_cents())
            .checked_mul(self.0)
            .and_then(|product| product.checked_div(Decimal::ONE_HUNDRED))
            .ok_or(MoneyError::OutOfRange)?;
        Ok(rounded(product, rounding)?)
    }
}

fn checked(value: Decimal, max: Decimal) -> Result<Decimal, RateError> {
    let value = value.normalize();
    if value.is_sign_negative() && !value.is_zero() {
        return Err(RateError::Negative);
    }
    if value > max {
        return Err(RateError::TooLarge { max });
    }
    if value.scale() > MAX_DECIMALS {
        return Err(RateError::TooPrecise);
    }
    Ok(value.abs())
}

fn decimal(text: &str) -> Result<Decimal, RateError> {
    let text = text.trim().replace(',', ".");
    let plain = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == '-');
    if !plain {
        return Err(RateError::NotANumber);
    }
    Decimal::from_str_exact(&text).map_err(|_| RateError::NotANumber)
}

fn rounded(cents: Decimal, rounding: Rounding) -> Result<Money, MoneyError> {
    let strategy = match rounding {
        Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        Rounding::Down => RoundingStrategy::ToZero,
        Rounding::Up => RoundingStrategy::AwayFromZero,
    };
    let cents = cents.round_dp_with_strategy(0, strategy);
    let cents = i64::try_from(cents).map_err(|_| MoneyError::OutOfRange)?;
    Money::try_from_cents(cents)
}

impl TryFrom<Decimal> for Rate {
    type Error = RateError;

    fn try_from(factor: Decimal) -> Result<Rate, RateError> {
        Rate::new(factor)
    }
}

impl From<Rate> for Decimal {
    fn from(rate: Rate) -> Decimal {
        rate.as_decimal()
    }
}

impl TryFrom<Decimal> for Percent {
    type Error = RateError;

    fn try_from(percent: Decimal) -> Result<Percent, RateError> {
        Percent::new(percent)
    }
}

impl From<Percent> for Decimal {
    fn from(percent: Percent) -> Decimal {
        percent.as_decimal()
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
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
    fn a_rate_stays_within_its_range_and_precision() {
        assert_eq!(Rate::parse("80").unwrap().to_string(), "80");
        assert_eq!(Rate::parse("1,500000").unwrap().to_string(), "1.5");
        assert_eq!(Rate::parse("-1"), Err(RateError::Negative));
        assert_eq!(
            Rate::parse("1000000.1"),
            Err(RateError::TooLarge { max: MAX_RATE })
        );
        assert_eq!(Rate::parse("0.0000001"), Err(RateError::TooPrecise));
        for strange in ["1e3", "1_000", "+5", "", "."] {
            assert_eq!(
                Rate::parse(strange),
                Err(RateError::NotANumber),
                "{strange:?}"
            );
        }
        assert_eq!(
            Percent::parse("100.01%"),
            Err(RateError::TooLarge {
                max: Decimal::ONE_HUNDRED
            })
        );
        let eighth = Percent::parse("12,5 %").unwrap();
        assert_eq!(eighth.to_string(), "12.5");
        assert_eq!(eighth.as_decimal(), Decimal::new(125, 1));
        assert_eq!(Decimal::from(eighth), Decimal::new(125, 1));
        assert_eq!(
            Decimal::from(Rate::parse("80.5").unwrap()),
            Decimal::new(805, 1)
        );
    }

    #[test]
    fn rounding_treats_both_signs_alike() {
        let half = Rate::parse("0.5").unwrap();
        for (rounding, expected) in [
            (Rounding::HalfUp, 3),
            (Rounding::Down, 2),
            (Rounding::Up, 3),
        ] {
            assert_eq!(half.of(cents(5), rounding), Ok(cents(expected)));
            assert_eq!(half.of(cents(-5), rounding), Ok(cents(-expected)));
        }
    }

    #[test]
    fn a_prize_that_leaves_the_range_is_an_error() {
        let rate = Rate::parse("1000000").unwrap();
        assert_eq!(
            rate.of(Money::MAX, Rounding::HalfUp),
            Err(RateError::Money(MoneyError::OutOfRange))
        );
    }

    #[test]
    fn rates_travel_as_text() {
        let rate = Rate::parse("92.50").unwrap();
        assert_eq!(serde_json::to_string(&rate).unwrap(), "\"92.5\"");
        assert_eq!(serde_json::from_str::<Rate>("\"92.5\"").unwrap(), rate);
        assert!(serde_json::from_str::<Percent>("\"101\"").is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn a_percentage_never_exceeds_the_amount(
            amount in 0..=900_000_000_000_000_i64,
            millionths in 0..=100_000_000_i64,
        ) {
            let percent = Percent::new(Decimal::new(millionths, 6)).unwrap();
            let down = percent.of(cents(amount), Rounding::Down).unwrap();
            let half = percent.of(cents(amount), Rounding::HalfUp).unwrap();
            let up = percent.of(cents(amount), Rounding::Up).unwrap();
            prop_assert!(down <= half && half <= up && up <= cents(amount));
            prop_assert!(up.as_cents() - down.as_cents() <= 1);
        }
    }
}
