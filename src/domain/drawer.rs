//! A shift of a cash drawer: what is counted, in which notes and coins, and when a count may close it.
//!
//! The count is blind: whether it agrees is said, what the drawer should hold is not.

mod kind;
mod problem;

pub use kind::DrawerKind;
pub use problem::ShiftProblem;

use chrono::NaiveDate;

use super::{
    Money,
    goods::TenderKind,
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

/// The notes and coins that are counted on a day: the coin of ₡5 up to its last day alone.
pub fn denominations(today: NaiveDate, five_until: NaiveDate) -> Vec<Money> {
    let all = DENOMINATIONS.into_iter();
    all.filter(|value| *value != colones(5) || today <= five_until)
        .collect()
}

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

/// The sum of what was counted in these denominations; one that comes twice counts twice.
///
/// # Errors
/// A denomination that does not exist, or a sum beyond the range of money.
pub fn total(pieces: &[CountedPieces], offered: &[Money]) -> Result<Money, CountProblem> {
    let mut sum = Money::ZERO;
    for counted in pieces {
        let value = counted.value;
        if !offered.contains(&value) {
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
        DrawerState::Closed | DrawerState::Reviewed => Err(DrawerProblem::Closed),
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
        DrawerState::Closed | DrawerState::Reviewed => Err(DrawerProblem::Closed),
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

/// Whether what was taken by a tender is counted by hand at the close, beside the cash: slips, and what a bank received.
pub const fn is_counted(tender: TenderKind) -> bool {
    matches!(
        tender,
        TenderKind::Card | TenderKind::Sinpe | TenderKind::Transfer
    )
}

/// What a difference asks for before a drawer is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// A reason.
    Reason,
    /// A reason, and a second person.
    Consent,
}

/// What a difference asks for: up to the threshold nothing, up to the second limit a reason, beyond it a second person too.
pub fn asks(difference: Money, threshold: Money, limit: Money) -> Asks {
    if agrees(difference, threshold) {
        Asks::Nothing
    } else if agrees(difference, limit) {
        Asks::Reason
    } else {
        Asks::Consent
    }
}

/// The share of what was expected that is over or short, in hundredths of a percent; none where nothing was expected.
pub fn share_of(difference: Money, expected: Money) -> Option<i64> {
    difference
        .as_cents()
        .checked_mul(10_000)?
        .checked_div(expected.as_cents())
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
        assert_eq!(total(&counted, &DENOMINATIONS), Ok(colones(83_500)));
        assert_eq!(total(&[], &DENOMINATIONS), Ok(Money::ZERO));
        assert_eq!(
            total(&[pieces(5, 1), pieces(5, 2)], &DENOMINATIONS),
            Ok(colones(15))
        );
    }

    #[test]
    fn a_note_that_does_not_exist_is_named() {
        assert_eq!(
            total(&[pieces(1_000, 1), pieces(3_000, 1)], &DENOMINATIONS),
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
        for shut in [DrawerState::Closed, DrawerState::Reviewed] {
            assert_eq!(next_count(shut, 1), Err(DrawerProblem::Closed));
            assert_eq!(may_close(shut), Err(DrawerProblem::Closed));
        }
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
    fn the_coin_of_five_is_counted_up_to_its_last_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 6, day).unwrap();
        let next = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        assert_eq!(denominations(day(30), day(30)), DENOMINATIONS);
        assert_eq!(denominations(next, day(30)), DENOMINATIONS[..10]);
    }

    #[test]
    fn a_difference_asks_for_a_reason_and_then_for_a_second_person() {
        let (threshold, limit) = (colones(500), colones(5_000));
        for (off, asked) in [
            (0, Asks::Nothing),
            (-500, Asks::Nothing),
            (501, Asks::Reason),
            (-5_000, Asks::Reason),
            (5_001, Asks::Consent),
            (-5_001, Asks::Consent),
        ] {
            assert_eq!(asks(colones(off), threshold, limit), asked, "{off}");
        }
        assert_eq!(asks(colones(501), threshold, Money::ZERO), Asks::Consent);
    }

    #[test]
    fn a_difference_is_told_as_a_share_of_what_was_expected() {
        assert_eq!(share_of(colones(30), colones(420)), Some(714));
        assert_eq!(share_of(colones(-110), colones(83_610)), Some(-13));
        assert_eq!(share_of(colones(30), Money::ZERO), None);
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
            prop_assert_eq!(total(&counted, &DENOMINATIONS).unwrap().as_cents(), sum);
            counted.reverse();
            prop_assert_eq!(total(&counted, &DENOMINATIONS).unwrap().as_cents(), sum);
        }
    }
}
