//! What is sold, at which price and for whose commission.

use super::*;

#[test]
fn the_same_number_kind_and_price_twice_is_one_line_with_the_sum() {
    let rules = rules_with(vec![draw()]);
    let named = AskedBet {
        multiplier: Some(id(32)),
        ..straight(23, 150)
    };
    let asked = [
        straight(23, 100),
        straight(45, 100),
        straight(23, 250),
        reventado(23, 100),
        named,
    ];
    let ticket = ticket(&rules, &asked);
    let lines: Vec<_> = ticket
        .bets
        .iter()
        .map(|bet| {
            (
                bet.line,
                bet.kind,
                bet.number.value(),
                bet.stake,
                bet.multiplier.raw().as_u128(),
                bet.named,
            )
        })
        .collect();
    let (number, ball) = (BetKind::Straight, BetKind::Reventado);
    assert_eq!(
        lines,
        [
            (1, number, 23, colones(350), 31, false),
            (2, number, 45, colones(100), 31, false),
            (3, ball, 23, colones(100), 33, false),
            (4, number, 23, colones(150), 32, true),
        ]
    );
    assert_eq!(ticket.total, colones(700));
    // A line of nothing is told and does not vanish in another.
    for (one, other) in [(100, 0), (0, 100), (100, -50), (-50, 100)] {
        let found = problems(&rules, &[straight(23, one), straight(23, other)]);
        assert_eq!(names(&found), ["not_positive"], "{one} and {other}");
    }
    let huge = AskedBet {
        stake: Money::MAX,
        ..straight(23, 100)
    };
    let found = names(&problems(&rules, &[huge.clone(), huge]));
    assert!(found.contains(&"too_much".to_owned()), "{found:?}");
}

#[test]
fn whoever_names_no_price_gets_the_usual_one_else_the_best() {
    let factor = |draw: DrawOnSale, asked: AskedBet| {
        ticket(&rules_with(vec![draw]), &[asked]).bets[0].factor
    };
    assert_eq!(factor(draw(), straight(23, 100)), rate(85));
    let mut none_usual = draw();
    for offer in &mut none_usual.multipliers {
        offer.usual = false;
    }
    assert_eq!(factor(none_usual, straight(23, 100)), rate(90));
    let named = |value| AskedBet {
        multiplier: Some(id(value)),
        ..straight(23, 100)
    };
    assert_eq!(factor(draw(), named(30)), rate(80));
    // Neither an unknown price nor one of the other kind.
    for wrong in [99, 33] {
        assert_eq!(
            problems(&rules_with(vec![draw()]), &[named(wrong)]),
            [SaleProblem::MultiplierNotAllowed { number: number(23) }]
        );
    }
    let mut unpriced = draw();
    unpriced.multipliers.clear();
    assert_eq!(
        problems(&rules_with(vec![unpriced]), &[straight(23, 100)]),
        [SaleProblem::NoPrice {
            kind: BetKind::Straight
        }]
    );
}

#[test]
fn a_reventado_is_priced_by_the_best_ball() {
    let rules = rules_with(vec![draw()]);
    let ticket = ticket(&rules, &[straight(23, 100), reventado(23, 100)]);
    assert_eq!(ticket.bets[1].factor, rate(200));
}

#[test]
fn commissions_are_resolved_for_each_bet_and_added_up() {
    let mut rules = rules_with(vec![draw()]);
    let percent = |value: i64| Percent::new(Decimal::from(value)).unwrap();
    let default = |value| Policy {
        rules: Vec::new(),
        default_percent: Some(percent(value)),
    };
    let balls = Policy {
        rules: vec![PolicyRule {
            lottery: Some(id(10)),
            kind: Some(BetKind::Reventado),
            factor_min: Some(rate(200)),
            factor_max: None,
            percent: percent(20),
        }],
        default_percent: None,
    };
    rules.commissions = CommissionLevels {
        listero: vec![balls, default(10)],
        vendedor: vec![default(6)],
    };
    let ticket = ticket(&rules, &[straight(23, 1_000), reventado(23, 500)]);
    let told: Vec<_> = ticket
        .bets
        .iter()
        .map(|bet| {
            (
                bet.listero,
                bet.listero_source,
                bet.vendedor,
                bet.vendedor_source,
            )
        })
        .collect();
    let usual = |level| CommissionSource::Default { level };
    let rule = CommissionSource::Rule {
        level: 0,
        position: 0,
    };
    assert_eq!(
        told,
        [
            (colones(100), usual(1), colones(60), usual(0)),
            (colones(100), rule, colones(30), usual(0)),
        ]
    );
    assert_eq!(
        (ticket.listero, ticket.vendedor),
        (colones(200), colones(90))
    );
}
