//! A shift of a cash drawer: what is counted, in which notes and coins, and when a count may close it.
//!
//! The count is blind: whether it agrees is said, what the drawer should hold is not.

use super::{
    Money,
    view::{CountedPieces, DrawerState},
};

/// What is counted, largest first: the notes ₡20 000 to ₡1 000 and the coins ₡500 to ₡5.
pub const DENOMINATIONS: [Money; 11] = [
    colones(20_000),
    colones(10_000),
    colones(5_000),
    colones(2_000),
    colones(1_000),
    colones(500),
    colones(100),
    colones(50),
    colones(25),
    colones(10),
    colones(5),
];

/// A drawer is counted at most this often; the last count closes it.
pub const MOST_COUNTS: i16 = 2;

const fn colones(colones: i64) -> Money {
    match Money::colones(colones) {
        Some(money) => money,
        None => Money::ZERO,
    }
}

/// Why pieces do not make a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountProblem {
    /// No such note or coin.
    UnknownDenomination {
        /// The value named.
        value: Money,
    },
    /// The sum leaves the range of money.
    TooMuch,
}

/// Why a drawer cannot be counted or closed as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawerProblem {
    /// It is closed.
    Closed,
    /// It was not counted yet.
    NotCounted,
    /// It was counted as often as it may be.
    CountedTwice,
}

/// The sum of what was counted; a denomination that comes twice counts twice.
///
/// # Errors
/// A denomination that does not exist, or a sum beyond the range of money.
pub fn total(pieces: &[CountedPieces]) -> Result<Money, CountProblem> {
    let mut sum = Money::ZERO;
    for counted in pieces {
        let value = counted.value;
        if !DENOMINATIONS.contains(&value) {
            return Err(CountProblem::UnknownDenomination { value });
        }
        let held = value.checked_times(i64::from(counted.pieces));
        sum = held
            .and_then(|held| sum.checked_add(held))
            .ok_or(CountProblem::TooMuch)?;
    }
    Ok(sum)
}

/// The number of the next count of a drawer that was counted `counts` times.
///
/// # Errors
/// When it is closed, or was counted [`MOST_COUNTS`] times.
pub fn next_count(state: DrawerState, counts: i16) -> Result<i16, DrawerProblem> {
    match state {
        DrawerState::Closed => Err(DrawerProblem::Closed),
        DrawerState::Open | DrawerState::Counting if counts >= MOST_COUNTS => {
            Err(DrawerProblem::CountedTwice)
        }
        DrawerState::Open | DrawerState::Counting => Ok(counts.saturating_add(1)),
    }
}

/// Whether a drawer may be closed.
///
/// # Errors
/// When it is closed already, or was not counted.
pub fn may_close(state: DrawerState) -> Result<(), DrawerProblem> {
    match state {
        DrawerState::Counting => Ok(()),
        DrawerState::Open => Err(DrawerProblem::NotCounted),
        DrawerState::Closed => Err(DrawerProblem::Closed),
    }
}

/// What is over (positive) or short (negative); `None` beyond the range of money.
pub fn difference(counted: Money, expected: Money) -> Option<Money> {
    counted.checked_sub(expected)
}

/// Whether a difference passes without reason and consent: up to and including the house's threshold, over or short.
pub fn agrees(difference: Money, threshold: Money) -> bool {
    let size = if difference.is_negative() {
        difference.checked_neg()
    } else {
        Some(difference)
    };
    size.is_some_and(|size| size <= threshold)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colones(amount: i64) -> Money {
        Money::colones(amount).unwrap()
    }

    fn pieces(value: i64, pieces: u32) -> CountedPieces {
        CountedPieces {
            value: colones(value),
            pieces,
        }
    }

    #[test]
    fn pieces_add_up_to_what_is_in_the_drawer() {
        let counted = [
            pieces(20_000, 3),
            pieces(10_000, 2),
            pieces(500, 6),
            pieces(100, 5),
        ];
        assert_eq!(total(&counted), Ok(colones(83_500)));
        assert_eq!(total(&[]), Ok(Money::ZERO));
        assert_eq!(total(&[pieces(5, 1), pieces(5, 2)]), Ok(colones(15)));
    }

    #[test]
    fn a_note_that_does_not_exist_is_named() {
        assert_eq!(
            total(&[pieces(1_000, 1), pieces(3_000, 1)]),
            Err(CountProblem::UnknownDenomination {
                value: colones(3_000)
            })
        );
    }

    #[test]
    fn a_drawer_is_counted_twice_and_then_no_more() {
        assert_eq!(next_count(DrawerState::Open, 0), Ok(1));
        assert_eq!(next_count(DrawerState::Counting, 1), Ok(2));
        assert_eq!(
            next_count(DrawerState::Counting, 2),
            Err(DrawerProblem::CountedTwice)
        );
        assert_eq!(
            next_count(DrawerState::Closed, 1),
            Err(DrawerProblem::Closed)
        );
    }

    #[test]
    fn only_a_counted_drawer_is_closed_and_only_once() {
        assert_eq!(may_close(DrawerState::Counting), Ok(()));
        assert_eq!(may_close(DrawerState::Open), Err(DrawerProblem::NotCounted));
        assert_eq!(may_close(DrawerState::Closed), Err(DrawerProblem::Closed));
    }

    #[test]
    fn the_threshold_itself_still_agrees_over_and_short() {
        let threshold = colones(500);
        for (counted, passes) in [
            (82_999, false),
            (83_000, true),
            (83_500, true),
            (84_000, true),
            (84_001, false),
        ] {
            let off = difference(colones(counted), colones(83_500)).unwrap();
            assert_eq!(agrees(off, threshold), passes, "{counted}");
        }
        assert!(!agrees(Money::MIN, threshold));
    }

    #[test]
    fn denominations_come_largest_first_and_once() {
        assert!(DENOMINATIONS.windows(2).all(|pair| pair[0] > pair[1]));
        assert!(DENOMINATIONS.iter().all(|value| value.is_positive()));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn a_count_is_the_sum_of_its_parts_in_any_order(held in prop::collection::vec((0_usize..11, 0_u32..10_000), 0..30)) {
            let mut counted: Vec<CountedPieces> = held
                .iter()
                .map(|&(at, pieces)| CountedPieces { value: DENOMINATIONS[at], pieces })
                .collect();
            let sum: i64 = counted.iter().map(|one| one.value.as_cents() * i64::from(one.pieces)).sum();
            prop_assert_eq!(total(&counted).unwrap().as_cents(), sum);
            counted.reverse();
            prop_assert_eq!(total(&counted).unwrap().as_cents(), sum);
        }
    }
}
