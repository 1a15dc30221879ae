//! Which limits concern which bets, and what is left below them.

use super::*;
use crate::domain::{
    BancaId, BetKind, Digits, Money, Number, Percent, ScopeId, SellerPath, UserId, VentanaId,
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use rstest::rstest;
use uuid::Uuid;

fn id<T>(value: u128) -> crate::domain::Id<T> {
    Uuid::from_u128(value).into()
}

fn colones(amount: i64) -> Money {
    Money::colones(amount).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The seller 3 of shop 2 in house 1.
fn seller() -> SellerPath {
    SellerPath {
        banca: BancaId::new(Uuid::from_u128(1)),
        ventana: VentanaId::new(Uuid::from_u128(2)),
        vendedor: UserId::new(Uuid::from_u128(3)),
    }
}

/// Draw 20 of lottery 10 on the sixteenth.
fn draw() -> LimitedDraw {
    LimitedDraw {
        draw: id(20),
        lottery: id(10),
        date: date("2026-11-16"),
        time: time(12, 0),
    }
}

fn bet(kind: BetKind, value: u16, multiplier: u128) -> LimitedBet {
    LimitedBet {
        kind,
        number: Number::new(value, Digits::Two).unwrap(),
        multiplier: id(multiplier),
    }
}

/// A rule of the whole house that everything matches.
fn rule(effect: LimitEffect) -> LimitRule {
    LimitRule::new(id(100), ScopeId::Banca(id(1)), effect)
}

fn hours(from: u32, to: u32) -> Hours {
    Hours {
        from: time(from, 0),
        to: time(to, 0),
    }
}

fn blocks(rule: LimitRule, bet: LimitedBet) -> bool {
    in_force(&[rule], seller(), draw(), bet, &Sales::NONE)
        .blocked
        .is_some()
}

#[rstest]
#[case::everybody(&|_: &mut LimitRule| {}, true)]
#[case::this_seller(&|rule: &mut LimitRule| rule.scope = ScopeId::Vendedor(id(3)), true)]
#[case::another_seller(&|rule: &mut LimitRule| rule.scope = ScopeId::Vendedor(id(4)), false)]
#[case::this_shop(&|rule: &mut LimitRule| rule.scope = ScopeId::Ventana(id(2)), true)]
#[case::another_shop(&|rule: &mut LimitRule| rule.scope = ScopeId::Ventana(id(5)), false)]
#[case::another_house(&|rule: &mut LimitRule| rule.scope = ScopeId::Banca(id(9)), false)]
#[case::this_lottery(&|rule: &mut LimitRule| rule.lottery = Some(id(10)), true)]
#[case::another_lottery(&|rule: &mut LimitRule| rule.lottery = Some(id(11)), false)]
#[case::this_draw(&|rule: &mut LimitRule| rule.draw = Some(id(20)), true)]
#[case::another_draw(&|rule: &mut LimitRule| rule.draw = Some(id(21)), false)]
#[case::from_that_day(&|rule: &mut LimitRule| rule.from = Some(date("2026-11-16")), true)]
#[case::from_the_next(&|rule: &mut LimitRule| rule.from = Some(date("2026-11-17")), false)]
#[case::until_that_day(&|rule: &mut LimitRule| rule.to = Some(date("2026-11-16")), true)]
#[case::until_the_day_before(&|rule: &mut LimitRule| rule.to = Some(date("2026-11-15")), false)]
#[case::this_number(&|rule: &mut LimitRule| rule.numbers = vec![7, 23], true)]
#[case::other_numbers(&|rule: &mut LimitRule| rule.numbers = vec![7, 24], false)]
#[case::this_kind(&|rule: &mut LimitRule| rule.kind = Some(BetKind::Straight), true)]
#[case::the_other_kind(&|rule: &mut LimitRule| rule.kind = Some(BetKind::Reventado), false)]
#[case::this_price(&|rule: &mut LimitRule| rule.multiplier = Some(id(30)), true)]
#[case::another_price(&|rule: &mut LimitRule| rule.multiplier = Some(id(31)), false)]
#[case::that_weekday(&|rule: &mut LimitRule| rule.weekdays = vec![Weekday::Mon, Weekday::Fri], true)]
#[case::another_weekday(&|rule: &mut LimitRule| rule.weekdays = vec![Weekday::Tue], false)]
#[case::at_that_hour(&|rule: &mut LimitRule| rule.hours = Some(hours(12, 13)), true)]
#[case::at_the_end_of_the_hours(&|rule: &mut LimitRule| rule.hours = Some(hours(11, 12)), false)]
#[case::over_midnight(&|rule: &mut LimitRule| rule.hours = Some(hours(22, 13)), true)]
#[case::not_over_midnight(&|rule: &mut LimitRule| rule.hours = Some(hours(22, 12)), false)]
#[case::hours_that_hold_nothing(&|rule: &mut LimitRule| rule.hours = Some(hours(12, 12)), false)]
#[case::another_day_of_the_month(&|rule: &mut LimitRule| rule.day_number = true, false)]
#[case::two_that_match_and_one_that_does_not(
    &|rule: &mut LimitRule| {
        rule.scope = ScopeId::Ventana(id(2));
        rule.lottery = Some(id(10));
        rule.numbers = vec![24];
    },
    false
)]
fn every_filter_of_a_rule_must_match(
    #[case] change: &dyn Fn(&mut LimitRule),
    #[case] concerned: bool,
) {
    let mut blocked = rule(LimitEffect::Blocked);
    change(&mut blocked);
    assert_eq!(blocks(blocked, bet(BetKind::Straight, 23, 30)), concerned);
}

#[test]
fn every_limit_that_concerns_a_bet_holds_and_the_first_block_is_named() {
    let cap = LimitRule {
        id: id(101),
        kind: Some(BetKind::Straight),
        ..rule(LimitEffect::PerTicket {
            amount: colones(500),
        })
    };
    let accumulated = |per_seller| LimitEffect::Accumulated {
        amount: colones(9_000),
        per_seller,
    };
    let each = LimitRule {
        id: id(102),
        liftable: true,
        ..rule(accumulated(true))
    };
    let all = LimitRule {
        id: id(103),
        scope: ScopeId::Ventana(id(2)),
        ..rule(accumulated(false))
    };
    let blocked = |value| LimitRule {
        id: id(value),
        ..rule(LimitEffect::Blocked)
    };
    let rules = [cap, each, all, blocked(104), blocked(105)];
    let told = in_force(
        &rules,
        seller(),
        draw(),
        bet(BetKind::Straight, 23, 30),
        &Sales::NONE,
    );
    let ceiling = |rule, scope, liftable| Ceiling {
        price: None,
        rule: id(rule),
        scope,
        kind: None,
        amount: colones(9_000),
        liftable,
    };
    assert_eq!(
        told,
        InForce {
            blocked: Some(id(104)),
            caps: vec![TicketCap {
                price: None,
                rule: id(101),
                kind: Some(BetKind::Straight),
                amount: colones(500),
            }],
            ceilings: vec![
                ceiling(102, ScopeId::Vendedor(id(3)), true),
                ceiling(103, ScopeId::Ventana(id(2)), false),
            ],
        }
    );
}

#[rstest]
#[case(None, 300)]
#[case(Some(BetKind::Straight), 400)]
#[case(Some(BetKind::Reventado), 900)]
fn what_is_left_is_measured_on_the_kinds_that_the_limit_names(
    #[case] kind: Option<BetKind>,
    #[case] expected: i64,
) {
    let ceiling = |amount| Ceiling {
        price: None,
        rule: id(1),
        scope: ScopeId::Banca(id(1)),
        kind,
        amount: colones(amount),
        liftable: false,
    };
    let used = Used {
        straight: colones(600),
        reventado: colones(100),
    };
    assert_eq!(left(&ceiling(1_000), used), colones(expected));
    // Lowered below what was sold.
    assert_eq!(left(&ceiling(50), used), Money::ZERO);
}

#[test]
fn the_number_of_the_day_is_that_of_the_draws_date() {
    let of_the_day = LimitRule {
        day_number: true,
        ..rule(LimitEffect::Blocked)
    };
    assert!(blocks(of_the_day.clone(), bet(BetKind::Straight, 16, 30)));
    assert!(!blocks(of_the_day.clone(), bet(BetKind::Straight, 15, 30)));
    let long = LimitedBet {
        number: Number::new(16, Digits::Three).unwrap(),
        ..bet(BetKind::Straight, 16, 30)
    };
    assert!(blocks(of_the_day, long), "016 in a draw of three digits");
}

fn growing(base: i64, percent: &str, per_seller: bool) -> LimitRule {
    rule(LimitEffect::Dynamic {
        base: colones(base),
        percent: Percent::parse(percent).unwrap(),
        per_seller,
    })
}

/// The figures of a house of the trade: base 2 500, three percent.
#[rstest]
#[case(0, "2500")]
#[case(10_000, "2500")]
#[case(83_333, "2500")]
#[case(93_950, "2818.5")]
fn a_limit_that_grows_is_the_larger_of_its_base_and_its_part(
    #[case] sold: i64,
    #[case] expected: &str,
) {
    let mut sales = Sales::default();
    sales.add(id(20), ScopeId::Banca(id(1)), colones(sold));
    sales.add(id(21), ScopeId::Banca(id(1)), colones(9_000_000));
    sales.add(id(20), ScopeId::Vendedor(id(3)), colones(8_000_000));
    let rules = [growing(2_500, "3", false)];
    let found = in_force(
        &rules,
        seller(),
        draw(),
        bet(BetKind::Straight, 7, 30),
        &sales,
    );
    let expected = Money::parse(expected, crate::domain::MoneyFormat::Commas).unwrap();
    assert_eq!(found.ceilings[0].amount, expected);
    assert_eq!(found.ceilings[0].scope, ScopeId::Banca(id(1)));
}

#[test]
fn a_limit_that_grows_for_each_seller_grows_with_the_sellers_own_sales() {
    let mut sales = Sales::default();
    sales.add(id(20), ScopeId::Banca(id(1)), colones(9_000_000));
    sales.add(id(20), ScopeId::Vendedor(id(3)), colones(50_000));
    let rules = [growing(100, "10", true)];
    let found = in_force(
        &rules,
        seller(),
        draw(),
        bet(BetKind::Straight, 7, 30),
        &sales,
    );
    assert_eq!(found.ceilings[0].amount, colones(5_000));
    assert_eq!(found.ceilings[0].scope, ScopeId::Vendedor(id(3)));
}

fn ends(minutes: u16, scope: ScopeId) -> LimitRule {
    LimitRule {
        scope,
        ..rule(LimitEffect::Cutoff { minutes })
    }
}

#[rstest]
#[case::nobody_says_anything(&[], 5)]
#[case::the_house(&[(10, ScopeId::Banca(id(1)))], 10)]
#[case::the_shop_before_the_house(&[(10, ScopeId::Banca(id(1))), (7, ScopeId::Ventana(id(2)))], 7)]
#[case::the_seller_before_the_shop(&[(7, ScopeId::Ventana(id(2))), (20, ScopeId::Vendedor(id(3)))], 20)]
#[case::another_seller(&[(20, ScopeId::Vendedor(id(4)))], 5)]
#[case::the_earliest_of_one_scope(&[(7, ScopeId::Banca(id(1))), (9, ScopeId::Banca(id(1)))], 9)]
#[case::never_after_the_draws_own(&[(0, ScopeId::Vendedor(id(3)))], 5)]
fn the_most_specific_rule_says_when_the_sale_ends(
    #[case] rules: &[(u16, ScopeId)],
    #[case] minutes: i64,
) {
    let rules: Vec<LimitRule> = rules.iter().map(|(m, scope)| ends(*m, *scope)).collect();
    let at: DateTime<Utc> = "2026-11-16T18:55:00Z".parse().unwrap();
    let own = at - TimeDelta::minutes(5);
    let told = cutoff(&rules, seller(), draw(), at, own);
    assert_eq!(told, at - TimeDelta::minutes(minutes));
}

#[test]
fn an_end_of_the_sale_for_one_weekday_is_none_on_another() {
    let at: DateTime<Utc> = "2026-11-16T18:55:00Z".parse().unwrap();
    let mut rule = ends(30, ScopeId::Banca(id(1)));
    rule.weekdays = vec![Weekday::Sat];
    assert_eq!(cutoff(&[rule.clone()], seller(), draw(), at, at), at);
    rule.weekdays.push(Weekday::Mon);
    let told = cutoff(&[rule], seller(), draw(), at, at);
    assert_eq!(told, at - TimeDelta::minutes(30));
}

fn sold_ticket(vendedor: u128, minute: i64, bets: &[(BetKind, u16, i64)]) -> SoldTicket {
    let at: DateTime<Utc> = "2026-11-16T18:55:00Z".parse().unwrap();
    SoldTicket {
        seller: SellerPath {
            vendedor: UserId::new(Uuid::from_u128(vendedor)),
            ..seller()
        },
        draw: draw(),
        at,
        cutoff: at - TimeDelta::minutes(1),
        sold: at - TimeDelta::minutes(minute),
        bets: bets
            .iter()
            .map(|(kind, number, stake)| SoldBet {
                bet: bet(*kind, *number, 30),
                stake: colones(*stake),
            })
            .collect(),
    }
}

fn refused(rule: &LimitRule, tickets: &[SoldTicket]) -> (u64, i64) {
    let mut told = Replay::new(rule);
    for ticket in tickets {
        told.sell(ticket).unwrap();
    }
    let total = told.total().unwrap();
    let by_number = Money::try_sum(told.numbers.values().copied()).unwrap();
    assert_eq!(total.refused, by_number, "by draw as by number");
    assert_eq!(total.tickets, tickets.len() as u64);
    (total.touched, total.refused.as_cents() / 100)
}

#[test]
fn the_past_is_sold_again_under_each_effect() {
    use BetKind::{Reventado, Straight};
    let past = [
        sold_ticket(3, 60, &[(Straight, 7, 600), (Reventado, 7, 300)]),
        sold_ticket(4, 30, &[(Straight, 7, 500), (Straight, 16, 200)]),
        sold_ticket(3, 10, &[(Straight, 7, 400)]),
    ];
    let all = |amount, per_seller| {
        rule(LimitEffect::Accumulated {
            amount: colones(amount),
            per_seller,
        })
    };
    assert_eq!(refused(&all(5_000, false), &past), (0, 0));
    // 900, then 100 of 500, then nothing of 400.
    assert_eq!(refused(&all(1_000, false), &past), (2, 800));
    // Seller 3: 900 and 100 of 400; seller 4: all.
    assert_eq!(refused(&all(1_000, true), &past), (1, 300));
    let straight = LimitRule {
        kind: Some(Straight),
        ..all(1_000, false)
    };
    // 600, then 400 of 500, then nothing of 400; reventados are not measured.
    assert_eq!(refused(&straight, &past), (2, 500));
    let cap = rule(LimitEffect::PerTicket {
        amount: colones(450),
    });
    // 450 of 900, 450 of 500, all of 400.
    assert_eq!(refused(&cap, &past), (2, 500));
    let block = LimitRule {
        day_number: true,
        ..rule(LimitEffect::Blocked)
    };
    assert_eq!(refused(&block, &past), (1, 200));
    assert_eq!(refused(&ends(30, ScopeId::Banca(id(1))), &past), (2, 1_100));
    // Ten percent of what was sold before: 0, 90, 130 on a base of 700.
    assert_eq!(refused(&growing(700, "10", false), &past), (3, 1_100));
}

#[test]
fn a_growing_limit_in_the_past_grows_with_what_was_sold_before() {
    use BetKind::Straight;
    let past = [
        sold_ticket(3, 60, &[(Straight, 1, 1_000), (Straight, 2, 1_000)]),
        sold_ticket(3, 50, &[(Straight, 1, 1_000)]),
    ];
    // Base 1 000: the first ticket is sold whole; then half of 2 000 leaves nothing of number 1.
    assert_eq!(refused(&growing(1_000, "50", false), &past), (1, 1_000));
    // Three quarters of 2 000 leave 500.
    assert_eq!(refused(&growing(1_000, "75", false), &past), (1, 500));
}
