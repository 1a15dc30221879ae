//! Keys to the print command, counted as the console takes them: `⏎` is Enter, and a final star charges by itself.

use super::*;

/// Types keys into empty lines; answers what was put into the basket and how often it was charged or repeated.
fn play(keys: &str) -> (usize, Vec<Bet>, Vec<LineCommand>) {
    let (mut line, mut basket, mut commands) = (String::new(), Vec::new(), Vec::new());
    for key in keys.chars() {
        if key != '⏎' {
            line.push(key);
            if !charges_at_once(&line, &plain()) {
                continue;
            }
        }
        match read(&std::mem::take(&mut line), &plain()).unwrap() {
            Entry::Bets(bets_of) => {
                basket.extend(bets(&bets_of));
                if bets_of.charge {
                    commands.push(LineCommand::Charge);
                }
            }
            Entry::Command(command) => commands.push(command),
        }
    }
    (keys.chars().count(), basket, commands)
}

fn straight(numbers: &[&str], colones: i64) -> Vec<Bet> {
    bets_of(BetKind::Straight, numbers, colones)
}

fn bets_of(kind: BetKind, numbers: &[&str], colones: i64) -> Vec<Bet> {
    let bet = |text: &&str| Bet {
        kind,
        number: number(text),
        stake: crc(colones),
    };
    numbers.iter().map(bet).collect()
}

fn check(most: usize, keys: &[&str], expected: &[Bet]) {
    for keys in keys {
        let (count, basket, commands) = play(keys);
        assert!(count <= most, "{keys}: {count} keys");
        assert_eq!(basket, expected, "{keys}");
        assert_eq!(commands.last(), Some(&LineCommand::Charge), "{keys}");
    }
}

#[test]
fn one_number_takes_eight_keys() {
    check(8, &["23*500⏎⏎", "23*500*"], &straight(&["23"], 500));
}

#[test]
fn three_numbers_take_twelve_keys() {
    let expected = straight(&["23", "45", "67"], 500);
    check(12, &["234567*500⏎⏎", "234567*500*"], &expected);
}

#[test]
fn three_numbers_with_reventado_take_sixteen_keys() {
    let mut expected = straight(&["23", "45", "67"], 500);
    expected.extend(bets_of(BetKind::Reventado, &["23", "45", "67"], 200));
    check(16, &["234567*500/200⏎⏎", "234567*500/200*"], &expected);
}

#[test]
fn eight_bets_at_three_amounts_take_thirty_one_keys() {
    let mut expected = straight(&["23", "45", "67"], 500);
    expected.extend(straight(&["05", "50"], 1_000));
    expected.extend(straight(&["12", "21", "88"], 200));
    let keys = [
        "234567*500+05.*1000+12.88*200⏎⏎",
        "234567*500+05.*1000+12.88*200*",
        "234567*500+0550*1k+122188*200*",
    ];
    check(31, &keys, &expected);
}

#[test]
fn a_decade_on_two_draws_takes_twelve_keys() {
    let decade: Vec<String> = (20..30).map(|n| n.to_string()).collect();
    let decade: Vec<&str> = decade.iter().map(String::as_str).collect();
    check(
        12,
        &["/14⏎2-*200⏎⏎", "/14⏎2-*200*"],
        &straight(&decade, 200),
    );
    let (_, _, commands) = play("/14⏎2-*200*");
    assert!(matches!(&commands[0], LineCommand::ChooseDraws(choice) if choice.picks.len() == 2));
}

#[test]
fn repeating_the_last_ticket_takes_three_keys() {
    for keys in ["+⏎⏎", "+⏎*"] {
        let (count, _, commands) = play(keys);
        assert!(count <= 3);
        assert_eq!(
            commands,
            [LineCommand::Repeat { back: 1 }, LineCommand::Charge]
        );
    }
}

#[test]
fn a_star_that_may_still_begin_an_amount_does_not_charge() {
    assert!(!charges_at_once("23*", &plain()));
    assert!(!charges_at_once("23*", &sticky(500)));
    assert!(!charges_at_once("23*500", &plain()));
    assert!(charges_at_once("23*500*", &sticky(500)));
    assert!(charges_at_once("*", &plain()));
}
