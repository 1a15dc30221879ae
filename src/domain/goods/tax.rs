//! The tax inside a price. Rounded once a line: what is not net is tax, so the two always make up the gross.

use serde::{Deserialize, Serialize};

use super::quantity::rounded;
use crate::domain::Money;

/// A rate of tax in basis points: 1 300 are 13 %.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "i64", into = "i64")]
pub struct TaxRate(u16);

const WHOLE: i128 = 10_000;

impl TaxRate {
    /// Nothing.
    pub const NONE: TaxRate = TaxRate(0);

    /// Takes basis points; `None` above 10 000.
    pub fn from_basis_points(points: i64) -> Option<TaxRate> {
        let points = u16::try_from(points).ok()?;
        (i128::from(points) <= WHOLE).then_some(TaxRate(points))
    }

    /// The rate in basis points.
    pub const fn basis_points(self) -> u16 {
        self.0
    }

    /// What a net amount is with its tax. `None` outside the range of money.
    pub fn gross_of(self, net: Money) -> Option<Money> {
        let tax = i128::from(net.as_cents()).checked_mul(i128::from(self.0))?;
        net.checked_add(rounded(tax, WHOLE)?)
    }

    /// Splits an amount that includes its tax into net and tax; together they are the amount, whatever was rounded.
    /// `None` outside the range of money.
    pub fn split(self, gross: Money) -> Option<Split> {
        let with_tax = WHOLE.checked_add(i128::from(self.0))?;
        let net = rounded(i128::from(gross.as_cents()).checked_mul(WHOLE)?, with_tax)?;
        let tax = gross.checked_sub(net)?;
        Some(Split { net, tax })
    }

    /// As people write it: `13%`, `0.5%`.
    pub fn text(self) -> String {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => format!("{whole}%"),
            rest => format!("{whole}.{}%", format!("{rest:02}").trim_end_matches('0')),
        }
    }
}

/// An amount without its tax, and the tax.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// Without tax.
    pub net: Money,
    /// The tax.
    pub tax: Money,
}

impl TryFrom<i64> for TaxRate {
    type Error = &'static str;

    fn try_from(points: i64) -> Result<TaxRate, &'static str> {
        TaxRate::from_basis_points(points)
            .ok_or("a rate of tax lies between 0 and 10 000 basis points")
    }
}

impl From<TaxRate> for i64 {
    fn from(rate: TaxRate) -> i64 {
        i64::from(rate.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    fn rate(points: i64) -> TaxRate {
        TaxRate::from_basis_points(points).unwrap()
    }

    #[test]
    fn the_worked_lines_of_a_day_come_out_to_the_centimo() {
        let split = rate(100).split(cents(227_215)).unwrap();
        assert_eq!((split.net, split.tax), (cents(224_965), cents(2_250)));
        let split = rate(1_300).split(cents(1_130_000)).unwrap();
        assert_eq!((split.net, split.tax), (cents(1_000_000), cents(130_000)));
        let split = TaxRate::NONE.split(cents(999)).unwrap();
        assert_eq!((split.net, split.tax), (cents(999), Money::ZERO));
    }

    #[test]
    fn a_rate_reads_as_people_write_it() {
        assert_eq!(rate(1_300).text(), "13%");
        assert_eq!(rate(50).text(), "0.5%");
        assert_eq!(rate(725).text(), "7.25%");
        assert_eq!(TaxRate::from_basis_points(10_001), None);
        assert_eq!(TaxRate::from_basis_points(-1), None);
    }

    proptest! {
        #[test]
        fn net_and_tax_always_make_up_the_gross(gross in 0_i64..=90_000_000_000, points in 0_i64..=10_000) {
            let split = rate(points).split(cents(gross)).unwrap();
            prop_assert_eq!(split.net.checked_add(split.tax), Some(cents(gross)));
            prop_assert!(!split.net.is_negative() && !split.tax.is_negative());
        }

        #[test]
        fn a_price_without_tax_is_found_again_in_its_gross(net in 0_i64..=90_000_000_000, points in 0_i64..=10_000) {
            let gross = rate(points).gross_of(cents(net)).unwrap();
            prop_assert_eq!(rate(points).split(gross).unwrap().net, cents(net));
        }
    }
}
