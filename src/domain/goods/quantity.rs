//! How much of something: whole thousandths, so that a kilogram has its grams and no float ever meets money.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::Money;

/// A quantity in thousandths of its unit: 3 pieces are 3 000, 1,567 kg are 1 567.
///
/// Between nothing and [`Quantity::MAX`]; a line of a sale holds more than nothing.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct Quantity(i64);

/// Why something is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantityError {
    /// Not a number with at most three decimals.
    #[error("not a quantity")]
    Unreadable,
    /// Below nothing, or above [`Quantity::MAX`].
    #[error("the quantity is outside the range")]
    OutOfRange,
}

const THOUSAND: i64 = 1_000;
const LIMIT: i64 = 1_000_000_000;

impl Quantity {
    /// Nothing.
    pub const ZERO: Quantity = Quantity(0);
    /// One piece.
    pub const ONE: Quantity = Quantity(THOUSAND);
    /// The most: a million.
    pub const MAX: Quantity = Quantity(LIMIT);

    /// Takes thousandths.
    ///
    /// # Errors
    /// [`QuantityError::OutOfRange`].
    pub const fn try_from_milli(milli: i64) -> Result<Quantity, QuantityError> {
        if milli < 0 || milli > LIMIT {
            return Err(QuantityError::OutOfRange);
        }
        Ok(Quantity(milli))
    }

    /// Takes whole pieces.
    ///
    /// # Errors
    /// [`QuantityError::OutOfRange`].
    pub const fn units(units: i64) -> Result<Quantity, QuantityError> {
        match units.checked_mul(THOUSAND) {
            Some(milli) => Quantity::try_from_milli(milli),
            None => Err(QuantityError::OutOfRange),
        }
    }

    /// Reads a quantity with `.` or `,` before at most three decimals.
    ///
    /// # Errors
    /// [`QuantityError`].
    pub fn parse(text: &str) -> Result<Quantity, QuantityError> {
        let text = text.trim();
        let (whole, decimals) = match text.split_once(['.', ',']) {
            Some((whole, decimals)) => (whole, decimals),
            None => (text, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || decimals.len() > 3 {
            return Err(QuantityError::Unreadable);
        }
        if whole.is_empty() && decimals.is_empty() {
            return Err(QuantityError::Unreadable);
        }
        let number = |part: &str| match part {
            "" => Ok(0),
            part => part.parse::<i64>().map_err(|_| QuantityError::OutOfRange),
        };
        let thousandths = number(&format!("{decimals:0<3}"))?;
        number(whole)?
            .checked_mul(THOUSAND)
            .and_then(|milli| milli.checked_add(thousandths))
            .ok_or(QuantityError::OutOfRange)
            .and_then(Quantity::try_from_milli)
    }

    /// The quantity in thousandths.
    pub const fn as_milli(self) -> i64 {
        self.0
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it counts whole pieces.
    pub const fn is_whole(self) -> bool {
        self.0 % THOUSAND == 0
    }

    /// The sum, or `None` above the most.
    pub fn checked_add(self, other: Quantity) -> Option<Quantity> {
        let milli = self.0.checked_add(other.0)?;
        Quantity::try_from_milli(milli).ok()
    }

    /// The difference, or `None` below nothing.
    pub fn checked_sub(self, other: Quantity) -> Option<Quantity> {
        let milli = self.0.checked_sub(other.0)?;
        Quantity::try_from_milli(milli).ok()
    }

    /// The quantity `count` times: so many packs of so many pieces.
    pub fn checked_times(self, count: i64) -> Option<Quantity> {
        let milli = self.0.checked_mul(count)?;
        Quantity::try_from_milli(milli).ok()
    }

    /// What it costs at `price` per unit, in céntimos, a half rounded away from zero. `None` outside the range of money.
    pub fn at(self, price: Money) -> Option<Money> {
        let product = i128::from(price.as_cents()).checked_mul(i128::from(self.0))?;
        rounded(product, i128::from(THOUSAND))
    }

    /// As people write it: whole pieces without decimals, everything else with three.
    pub fn text(self) -> String {
        let (whole, rest) = (
            self.0.checked_div(THOUSAND).unwrap_or_default(),
            self.0.checked_rem(THOUSAND).unwrap_or_default(),
        );
        if rest == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{rest:03}")
        }
    }
}

/// `dividend` by a `divisor` above nothing as money, a half rounded away from zero.
pub(super) fn rounded(dividend: i128, divisor: i128) -> Option<Money> {
    let twice = dividend.checked_abs()?.checked_mul(2)?;
    let rounded = twice
        .checked_add(divisor)?
        .checked_div(divisor.checked_mul(2)?)?;
    let signed = if dividend < 0 {
        rounded.checked_neg()?
    } else {
        rounded
    };
    Money::try_from_cents(i64::try_from(signed).ok()?).ok()
}

impl TryFrom<i64> for Quantity {
    type Error = QuantityError;

    fn try_from(milli: i64) -> Result<Quantity, QuantityError> {
        Quantity::try_from_milli(milli)
    }
}

impl From<Quantity> for i64 {
    fn from(quantity: Quantity) -> i64 {
        quantity.0
    }
}

impl std::fmt::Display for Quantity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    #[test]
    fn a_quantity_reads_as_people_write_it() {
        let read = |text| Quantity::parse(text).map(Quantity::as_milli);
        assert_eq!(read("3"), Ok(3_000));
        assert_eq!(read("1.567"), Ok(1_567));
        assert_eq!(read("1,5"), Ok(1_500));
        assert_eq!(read(".25"), Ok(250));
        assert_eq!(read("0"), Ok(0));
        for wrong in ["", ".", "1.5678", "-1", "1e3", "1.2.3", "uno"] {
            assert_eq!(read(wrong), Err(QuantityError::Unreadable), "{wrong}");
        }
        assert_eq!(read("1000001"), Err(QuantityError::OutOfRange));
        assert_eq!(read("99999999999999999999"), Err(QuantityError::OutOfRange));
    }

    #[test]
    fn a_weight_is_rounded_once_and_a_half_goes_up() {
        let weight = Quantity::try_from_milli(1_567).unwrap();
        assert_eq!(weight.at(cents(145_000)), Some(cents(227_215)));
        let half = Quantity::try_from_milli(500).unwrap();
        assert_eq!(half.at(cents(1)), Some(cents(1)));
        assert_eq!(half.at(cents(3)), Some(cents(2)));
        assert_eq!(Quantity::MAX.at(Money::MAX), None);
    }

    #[test]
    fn whole_pieces_are_written_without_decimals() {
        assert_eq!(Quantity::ONE.text(), "1");
        assert_eq!(Quantity::parse("1,5").unwrap().text(), "1.500");
        assert_eq!(Quantity::parse("0,007").unwrap().text(), "0.007");
    }
}
