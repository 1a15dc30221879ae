//! What is proposed is the cheapest that fits, and never more than was sold; a lay-off goes its way and no other.

use proptest::prelude::*;
use rstest::rstest;
use rust_decimal::Decimal;

use super::{
    Laid, LayOffLine, LayOffState as State, LayOffStep as Step, LayOffTerms, Proposal, propose,
};
use crate::domain::{BetKind, Digits, Money, Number, Percent, Rate, Used, exposure::Counter};

fn colones(amount: i64) -> Money {
    Money::colones(amount).unwrap()
}

fn number(value: u16) -> Number {
    Number::new(value, Digits::Two).unwrap()
}

fn rate(factor: i64) -> Rate {
    Rate::new(Decimal::from(factor)).unwrap()
}

/// A number sold at 85, and 200 for its reventado.
fn counter(value: u16, straight: i64, reventado: i64) -> Counter {
    Counter {
        number: number(value),
        used: Used {
            straight: colones(straight),
            reventado: colones(reventado),
        },
        straight_liability: colones(straight * 85),
        reventado_liability: colones(reventado * 200),
        listero: Money::ZERO,
        tickets: 1,
    }
}

fn terms(target: i64, factor: i64, reventado: Option<i64>) -> LayOffTerms {
    LayOffTerms {
        target: colones(target),
        factor: rate(factor),
        reventado: reventado.map(rate),
        commission: None,
    }
}

fn proposed(counters: &[Counter], laid: &Laid, terms: &LayOffTerms) -> Proposal {
    propose(counters, laid, terms, colones(100), Some(rate(200))).unwrap()
}

fn line(value: u16, kind: BetKind, stake: i64, factor: i64) -> LayOffLine {
    LayOffLine {
        number: number(value),
        kind,
        stake: colones(stake),
        factor: rate(factor),
    }
}

#[test]
fn only_what_lies_above_the_target_is_passed_on_in_whole_steps() {
    let counters = [
        counter(7, 1_000, 0),
        counter(23, 3_000, 0),
        counter(45, 2_000, 0),
    ];
    let found = proposed(&counters, &Laid::default(), &terms(170_000, 80, None));
    // 255 000 − 170 000 = 85 000: 1 062.50 at 80, so 1 100.
    assert_eq!(found.lines, [line(23, BetKind::Straight, 1_100, 80)]);
    assert_eq!(found.before, Some((number(23), colones(255_000))));
    assert_eq!(found.after, Some((number(45), colones(170_000))));
    let told = &found.numbers[0];
    assert_eq!(told.after, colones(255_000 - 88_000));
    assert_eq!(told.beyond, Money::ZERO);
    assert_eq!(found.cost, colones(1_100));
}

#[test]
fn the_kind_that_pays_best_goes_first_and_both_where_one_is_not_enough() {
    let counters = [counter(23, 3_000, 500)];
    let all = terms(100_000, 80, Some(200));
    let found = proposed(&counters, &Laid::default(), &all);
    // 355 000 − 100 000: 500 of the reventado take 100 000, 2 000 straight the other 155 000.
    assert_eq!(
        found.lines,
        [
            line(23, BetKind::Straight, 2_000, 80),
            line(23, BetKind::Reventado, 500, 200),
        ]
    );
    let straight_only = proposed(&counters, &Laid::default(), &terms(100_000, 80, None));
    assert_eq!(
        straight_only.lines,
        [line(23, BetKind::Straight, 3_000, 80)]
    );
    assert_eq!(
        straight_only.numbers[0].beyond,
        colones(355_000 - 240_000 - 100_000),
        "no more than was sold, and what is left is told"
    );
    // The other house pays no more than the draw does.
    let generous = proposed(
        &counters,
        &Laid::default(),
        &terms(100_000, 80, Some(1_000)),
    );
    assert_eq!(generous.lines, found.lines);
}

#[test]
fn what_is_laid_off_already_is_not_proposed_again() {
    let counters = [counter(23, 3_000, 0)];
    let laid = Laid::of([line(23, BetKind::Straight, 1_100, 80)], colones(1_100));
    let found = proposed(&counters, &laid, &terms(170_000, 80, None));
    assert_eq!(found.lines, []);
    assert_eq!(found.before, Some((number(23), colones(167_000))));
    let more = proposed(&counters, &laid, &terms(0, 80, None));
    assert_eq!(more.lines, [line(23, BetKind::Straight, 1_900, 80)]);
}

#[test]
fn a_commission_lowers_what_it_costs() {
    let with = LayOffTerms {
        commission: Some(Percent::parse("7.5").unwrap()),
        ..terms(170_000, 80, None)
    };
    let found = proposed(&[counter(23, 3_000, 0)], &Laid::default(), &with);
    assert_eq!(found.stakes, colones(1_100));
    assert_eq!(found.commission.as_cents(), 8_250);
    assert_eq!(found.cost.as_cents(), 110_000 - 8_250);
}

#[test]
fn a_draw_below_the_target_needs_nothing() {
    let found = proposed(
        &[counter(23, 100, 0)],
        &Laid::default(),
        &terms(8_500, 80, None),
    );
    assert_eq!((found.lines.len(), found.numbers.len()), (0, 0));
    assert_eq!(found.before, found.after);
    let nothing = proposed(&[], &Laid::default(), &terms(0, 80, None));
    assert_eq!((nothing.before, nothing.after), (None, None));
}

#[test]
fn the_other_house_pays_the_drawn_outcome_and_no_more() {
    let laid = Laid::of(
        [
            line(23, BetKind::Straight, 100, 80),
            line(23, BetKind::Reventado, 100, 200),
            line(7, BetKind::Straight, 500, 80),
        ],
        colones(700),
    );
    let share = |value, outcome| laid.share(number(value), rate(outcome)).unwrap();
    assert_eq!(share(23, 0), colones(8_000));
    assert_eq!(share(23, 100), colones(18_000));
    assert_eq!(share(23, 500), colones(28_000));
    assert_eq!(share(7, 200), colones(40_000));
    assert_eq!(share(8, 200), Money::ZERO);
    assert_eq!(laid.most(number(23)).unwrap(), colones(28_000));
}

#[rstest]
#[case(State::Proposed, &[(Step::Sent, State::Sent), (Step::Withdrawn, State::Withdrawn)])]
#[case(State::Sent, &[(Step::Accepted, State::Accepted), (Step::Rejected, State::Rejected), (Step::Withdrawn, State::Withdrawn)])]
#[case(State::Accepted, &[(Step::Shared, State::Accepted), (Step::Settled, State::Settled), (Step::Annulled, State::Annulled)])]
#[case(State::Settled, &[(Step::Shared, State::Accepted), (Step::Annulled, State::Annulled)])]
#[case(State::Annulled, &[(Step::Settled, State::Annulled)])]
#[case(State::Rejected, &[])]
#[case(State::Withdrawn, &[])]
fn a_lay_off_goes_its_way_and_no_other(#[case] from: State, #[case] ways: &[(Step, State)]) {
    for step in Step::ALL {
        let to = ways
            .iter()
            .find(|(known, _)| *known == step)
            .map(|(_, to)| *to);
        assert_eq!(from.after(step), to, "{from:?} {step:?}");
    }
}

#[test]
fn names_are_read_back() {
    for state in State::ALL {
        assert_eq!(State::from_name(state.name()), Some(state));
    }
    for step in Step::ALL {
        assert_eq!(Step::from_name(step.name()), Some(step));
    }
    assert_eq!(State::from_name("accepted"), None);
    assert!(State::Settled.counts() && State::Accepted.counts() && !State::Annulled.counts());
}

proptest! {
    #[test]
    fn nothing_cheaper_fits_and_nothing_more_than_was_sold_is_passed_on(
        straight in 0i64..12, reventado in 0i64..6, target in 0i64..150_000, factor in 1i64..100, other in proptest::option::of(1i64..300),
    ) {
        let one = counter(23, straight * 100, reventado * 100);
        let terms = terms(target, factor, other);
        let found = proposed(std::slice::from_ref(&one), &Laid::default(), &terms);
        let passed = Laid::of(found.lines.clone(), found.cost);
        let used = passed.passed(number(23)).unwrap();
        prop_assert!(used.straight <= one.used.straight && used.reventado <= one.used.reventado);
        let (before, most) = (one.liability().unwrap(), passed.most(number(23)).unwrap());
        let kept = before.checked_sub(most).unwrap();
        let beyond = found.numbers.first().map_or(Money::ZERO, |told| told.beyond);
        prop_assert_eq!(kept > terms.target, beyond.is_positive());
        // Every cheaper choice keeps more than the target, or all that was sold is passed on.
        let best = other.map_or(0, |other| other.min(200));
        for some in 0..=straight {
            for more in 0..=(if best > 0 { reventado } else { 0 }) {
                let kept = before.checked_sub(colones(some * 100 * factor + more * 100 * best)).unwrap();
                if kept <= terms.target {
                    prop_assert!(found.stakes <= colones((some + more) * 100));
                    prop_assert!(beyond.is_zero());
                }
            }
        }
        // The best outcome is the worst case of what is kept.
        for outcome in [0, 50, 100, 200] {
            let own = one.prizes(rate(outcome)).unwrap();
            let share = passed.share(number(23), rate(outcome)).unwrap();
            prop_assert!(own.checked_sub(share).unwrap() <= kept);
        }
    }
}
