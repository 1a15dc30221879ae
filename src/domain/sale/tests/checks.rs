//! What is refused.

use super::*;

#[test]
fn a_sale_names_its_draws_once_each_and_has_bets() {
    let rules = rules_with(vec![draw()]);
    let told = |draws: &[u128], bets: &[AskedBet]| {
        let draws: Vec<DrawId> = draws.iter().map(|value| id(*value)).collect();
        price(&rules, &draws, bets, now()).err().unwrap_or_default()
    };
    let one = [straight(23, 100)];
    assert_eq!(told(&[TICA], &one), []);
    assert_eq!(told(&[], &[]), [SaleProblem::NoDraw, SaleProblem::NoBets]);
    assert_eq!(
        told(&[TICA, TICA, 99], &one),
        [
            SaleProblem::DrawTwice { draw: id(TICA) },
            SaleProblem::DrawUnknown { draw: id(99) }
        ]
    );
}

#[rstest]
#[case(DrawState::Scheduled)]
#[case(DrawState::Closed)]
#[case(DrawState::Evaluated)]
#[case(DrawState::Annulled)]
fn only_an_open_draw_is_sold(#[case] state: DrawState) {
    let rules = rules_with(vec![DrawOnSale { state, ..draw() }]);
    let found = problems(&rules, &[straight(23, 100)]);
    assert_eq!(
        found,
        [SaleProblem::DrawNotOpen {
            draw: id(TICA),
            state
        }]
    );
}

#[test]
fn the_cutoff_itself_is_too_late() {
    let cutoff = |seconds| now() + TimeDelta::seconds(seconds);
    let told = |cutoff| {
        let rules = rules_with(vec![DrawOnSale { cutoff, ..draw() }]);
        problems(&rules, &[straight(23, 100)])
    };
    assert_eq!(told(cutoff(1)), []);
    let draw = id(TICA);
    for late in [cutoff(0), cutoff(-1)] {
        assert_eq!(told(late), [SaleProblem::PastCutoff { draw, cutoff: late }]);
    }
}

#[rstest]
#[case::from_the_first_moment(Weekday::Mon, "08:00:00", "09:00:00", true)]
#[case::not_at_the_last(Weekday::Mon, "07:00:00", "08:00:00", false)]
#[case::not_before(Weekday::Mon, "08:00:01", "09:00:00", false)]
#[case::not_on_another_day(Weekday::Tue, "07:00:00", "09:00:00", false)]
fn a_lottery_sells_in_its_hours_by_the_clock_of_the_house(
    #[case] weekday: Weekday,
    #[case] from: NaiveTime,
    #[case] to: NaiveTime,
    #[case] sells: bool,
) {
    let mut draw = draw();
    draw.rules.sales_hours = vec![SalesHours { weekday, from, to }];
    let found = problems(&rules_with(vec![draw]), &[straight(23, 100)]);
    let outside = SaleProblem::OutsideSalesHours { draw: id(TICA) };
    assert_eq!(found, if sells { vec![] } else { vec![outside] });
}

#[rstest]
#[case::the_least(100, &[])]
#[case::the_most(10_000, &[])]
#[case::below(50, &["below_minimum"])]
#[case::above(10_050, &["above_maximum"])]
#[case::between_steps(130, &["wrong_step"])]
#[case::nothing(0, &["not_positive"])]
#[case::less_than_nothing(-100, &["not_positive"])]
fn a_stake_is_within_its_bounds_and_on_a_step(#[case] stake: i64, #[case] expected: &[&str]) {
    let found = problems(&rules_with(vec![draw()]), &[straight(23, stake)]);
    assert_eq!(names(&found), expected);
}

#[test]
fn a_ticket_has_so_many_lines_and_so_large_a_total_and_numbers_of_its_length() {
    let rules = rules_with(vec![draw()]);
    let lines = |count: u16, stake| -> Vec<AskedBet> {
        (0..count).map(|value| straight(value, stake)).collect()
    };
    assert_eq!(problems(&rules, &lines(5, 4_000)), []);
    assert_eq!(
        problems(&rules, &lines(6, 100)),
        [SaleProblem::TooManyLines { lines: 6, most: 5 }]
    );
    assert_eq!(
        problems(&rules, &lines(5, 4_050)),
        [SaleProblem::TicketTooLarge {
            total: colones(20_250),
            most: colones(20_000)
        }]
    );
    let three = Number::new(23, Digits::Three).unwrap();
    let long = AskedBet {
        number: three,
        ..straight(23, 100)
    };
    assert_eq!(
        problems(&rules, &[long]),
        [SaleProblem::WrongDigits {
            number: three,
            expected: Digits::Two
        }]
    );
}

#[test]
fn a_reventado_stands_on_the_straight_bets_of_its_number_and_is_no_larger() {
    let rules = rules_with(vec![draw()]);
    let told = |bets: &[AskedBet]| problems(&rules, bets);
    assert_eq!(told(&[straight(23, 500), reventado(23, 500)]), []);
    assert_eq!(
        told(&[straight(23, 300), straight(23, 200), reventado(23, 500)]),
        [],
        "added up"
    );
    let number = number(23);
    assert_eq!(
        told(&[straight(45, 500), reventado(23, 100), reventado(23, 100)]),
        [SaleProblem::ReventadoAlone { number }],
        "told once"
    );
    assert_eq!(
        told(&[straight(23, 500), reventado(23, 550)]),
        [SaleProblem::ReventadoAbove {
            number,
            reventado: colones(550),
            straight: colones(500)
        }]
    );
    let mut plain = draw();
    plain.rules.outcomes = Vec::new();
    let plain = rules_with(vec![plain]);
    assert_eq!(problems(&plain, &[straight(23, 500)]), []);
    assert_eq!(
        problems(&plain, &[straight(23, 500), reventado(23, 100)]),
        [SaleProblem::NoReventado { number }]
    );
}

fn limit(value: u128, numbers: Vec<u16>, kind: Option<BetKind>, effect: LimitEffect) -> LimitRule {
    LimitRule {
        numbers,
        kind,
        ..LimitRule::new(id(value), ScopeId::Banca(id(1)), effect)
    }
}

#[test]
fn a_blocked_number_and_one_above_its_sum_in_the_ticket_are_told() {
    let mut rules = rules_with(vec![draw()]);
    let cap = |amount| LimitEffect::PerTicket {
        amount: colones(amount),
    };
    rules.limits = vec![
        limit(101, vec![13], None, LimitEffect::Blocked),
        limit(102, vec![23], None, cap(500)),
        limit(103, vec![45], Some(BetKind::Straight), cap(500)),
    ];
    let draw = id(TICA);
    assert_eq!(
        problems(&rules, &[straight(13, 100)]),
        [SaleProblem::Blocked {
            draw,
            number: number(13),
            kind: BetKind::Straight,
            rule: id(101)
        }]
    );
    let above = |value, asked, rule| SaleProblem::AbovePerTicket {
        draw,
        number: number(value),
        asked: colones(asked),
        limit: colones(500),
        rule: id(rule),
    };
    assert_eq!(
        problems(&rules, &[straight(23, 300), reventado(23, 200)]),
        []
    );
    assert_eq!(
        problems(&rules, &[straight(23, 300), reventado(23, 250)]),
        [above(23, 550, 102)],
        "both kinds together, told once"
    );
    assert_eq!(
        problems(&rules, &[straight(45, 500), reventado(45, 500)]),
        []
    );
    assert_eq!(
        problems(&rules, &[straight(45, 550), straight(67, 900)]),
        [above(45, 550, 103)]
    );
}

#[test]
fn every_problem_of_every_draw_is_told_once() {
    let closed = DrawOnSale {
        id: id(21),
        state: DrawState::Closed,
        ..draw()
    };
    let rules = rules_with(vec![draw(), closed]);
    let found = price(
        &rules,
        &[id(TICA), id(21)],
        &[straight(23, 130), straight(7, 50)],
        now(),
    );
    assert_eq!(
        names(&found.unwrap_err()),
        ["wrong_step", "below_minimum", "draw_not_open"]
    );
    // One ticket for each draw.
    let open = DrawOnSale {
        id: id(21),
        ..draw()
    };
    let rules = rules_with(vec![draw(), open]);
    let tickets = price(&rules, &[id(21), id(TICA)], &[straight(23, 100)], now()).unwrap();
    let draws: Vec<DrawId> = tickets.iter().map(|ticket| ticket.draw).collect();
    assert_eq!(draws, [id(21), id(TICA)]);
}
