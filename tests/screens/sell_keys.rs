//! Keys to the print command, counted through the whole console.

use super::desk::{bets, cashier, play, sale, sell_it};
use banca::domain::BetKind::{self, Reventado, Straight};
use banca::ui::text::Lang;

fn check(most: usize, keys: &str, expected: &[(BetKind, &str, i64)], draws: usize) {
    let count = keys.chars().count();
    assert!(count <= most, "{keys}: {count} keys");
    let mut stage = cashier(Lang::Es);
    play(&mut stage, keys);
    let sell = sale(&stage).unwrap_or_else(|| panic!("{keys}: nothing is sold"));
    let expected: Vec<(BetKind, String, i64)> = expected
        .iter()
        .map(|(kind, number, stake)| (*kind, (*number).to_owned(), *stake))
        .collect();
    assert_eq!(bets(&sell), expected, "{keys}");
    assert_eq!(sell.draws.len(), draws, "{keys}");
}

#[test]
fn one_number_takes_eight_keys() {
    for keys in ["23*500⏎⏎", "23*500*"] {
        check(8, keys, &[(Straight, "23", 500)], 1);
    }
}

#[test]
fn three_numbers_take_twelve_keys() {
    let bets = [
        (Straight, "23", 500),
        (Straight, "45", 500),
        (Straight, "66", 500),
    ];
    for keys in ["234566*500⏎⏎", "234566*500*"] {
        check(12, keys, &bets, 1);
    }
}

#[test]
fn three_numbers_with_reventado_take_sixteen_keys() {
    let bets = [
        (Straight, "23", 500),
        (Reventado, "23", 200),
        (Straight, "45", 500),
        (Reventado, "45", 200),
        (Straight, "66", 500),
        (Reventado, "66", 200),
    ];
    for keys in ["234566*500/200⏎⏎", "234566*500/200*"] {
        check(16, keys, &bets, 1);
    }
}

#[test]
fn eight_bets_at_three_amounts_take_thirty_one_keys() {
    let bets = [
        (Straight, "23", 500),
        (Straight, "45", 500),
        (Straight, "66", 500),
        (Straight, "06", 1_000),
        (Straight, "60", 1_000),
        (Straight, "12", 200),
        (Straight, "21", 200),
        (Straight, "88", 200),
    ];
    for keys in [
        "234566*500+06.*1000+12.88*200⏎⏎",
        "234566*500+06.*1000+12.88*200*",
    ] {
        check(31, keys, &bets, 1);
    }
}

#[test]
fn a_decade_on_two_draws_takes_twelve_keys() {
    let numbers: Vec<String> = (20..30).map(|n| n.to_string()).collect();
    let bets: Vec<_> = numbers
        .iter()
        .map(|n| (Straight, n.as_str(), 200))
        .collect();
    for keys in ["/14⏎2-*200⏎⏎", "/14⏎2-*200*"] {
        check(12, keys, &bets, 2);
    }
}

#[test]
fn repeating_the_last_ticket_takes_three_keys() {
    for keys in ["+⏎⏎", "+⏎*"] {
        let mut stage = cashier(Lang::Es);
        play(&mut stage, "2345*500*");
        let first = sale(&stage).unwrap();
        sell_it(&mut stage);
        assert!(keys.chars().count() <= 3);
        play(&mut stage, keys);
        let again = sale(&stage).expect("the ticket is sold again");
        assert_eq!(bets(&again), bets(&first));
        assert_ne!(again.key, first.key);
        assert_eq!(again.repeats, Some(super::desk::code(100)));
    }
}
