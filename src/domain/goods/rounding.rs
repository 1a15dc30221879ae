//! Rounding of cash: coins end somewhere, and what is rounded is a line of its own, never part of a price.

use chrono::NaiveDate;

use super::quantity::rounded;
use crate::domain::Money;

/// The first day on which five colones are no coin any more.
const NO_FIVES: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 7, 1);

/// The smallest coin of a day: ₡5 until the end of June 2026, ₡10 after.
pub fn smallest_coin(date: NaiveDate) -> Money {
    let colones = match NO_FIVES {
        Some(first) if date >= first => 10,
        _ => 5,
    };
    Money::colones(colones).unwrap_or(Money::ZERO)
}

/// What is paid in cash of an amount due: to the nearest coin, a half upwards. `None` outside the range of money.
pub fn in_coins(due: Money, coin: Money) -> Option<Money> {
    if !coin.is_positive() {
        return Some(due);
    }
    let coins = rounded(i128::from(due.as_cents()), i128::from(coin.as_cents()))?;
    coin.checked_times(coins.as_cents())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    #[test]
    fn fives_end_in_the_middle_of_2026() {
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        assert_eq!(smallest_coin(day(6, 30)), cents(500));
        assert_eq!(smallest_coin(day(7, 1)), cents(1_000));
    }

    #[test]
    fn cash_goes_to_the_nearest_coin_and_a_half_goes_up() {
        for (due, coin, paid) in [
            (227_215, 500, 227_000),
            (227_215, 1_000, 227_000),
            (227_250, 500, 227_500),
            (227_499, 1_000, 227_000),
            (227_500, 1_000, 228_000),
            (0, 1_000, 0),
            (499, 1_000, 0),
            (500, 1_000, 1_000),
            (123, 0, 123),
        ] {
            assert_eq!(
                in_coins(cents(due), cents(coin)),
                Some(cents(paid)),
                "{due}"
            );
        }
    }
}
