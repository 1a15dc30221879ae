//! Lines that are bets, each with what it sells.

use super::*;
use rstest::rstest;

#[rstest]
#[case("23*500", "23×500")]
#[case("234567*500", "23×500 45×500 67×500")]
#[case("23 45+67*500", "23×500 45×500 67×500")]
#[case("  23 + 45  * 500 ", "23×500 45×500")]
#[case("23x500", "23×500")]
#[case("23X2K", "23×2000")]
#[case("23*0500", "23×500")]
#[case("25.*100", "25×100 52×100")]
#[case("25v*100", "25×100 52×100")]
#[case("25 v*100", "25×100 52×100")]
#[case("1225.34*100", "12×100 25×100 52×100 34×100")]
#[case("33.*100", "33×100")]
#[case("20-23*100", "20×100 21×100 22×100 23×100")]
#[case("20a23*100", "20×100 21×100 22×100 23×100")]
#[case("20 a 22*100", "20×100 21×100 22×100")]
#[case("20 - 22*100", "20×100 21×100 22×100")]
#[case("1220-2234*100", "12×100 20×100 21×100 22×100 34×100")]
#[case("20-2134-35*100", "20×100 21×100 34×100 35×100")]
#[case("20-20*100", "20×100")]
#[case(
    "2-*100",
    "20×100 21×100 22×100 23×100 24×100 25×100 26×100 27×100 28×100 29×100"
)]
#[case(
    "d0*100",
    "00×100 01×100 02×100 03×100 04×100 05×100 06×100 07×100 08×100 09×100"
)]
#[case(
    "-5*100",
    "05×100 15×100 25×100 35×100 45×100 55×100 65×100 75×100 85×100 95×100"
)]
#[case(
    "t5*100",
    "05×100 15×100 25×100 35×100 45×100 55×100 65×100 75×100 85×100 95×100"
)]
#[case(
    "..*100",
    "00×100 11×100 22×100 33×100 44×100 55×100 66×100 77×100 88×100 99×100"
)]
#[case(
    "pp*100",
    "00×100 11×100 22×100 33×100 44×100 55×100 66×100 77×100 88×100 99×100"
)]
#[case("gt2345*100", "23×100 45×100")]
#[case("23*500/200", "23×500 23r200")]
#[case("23*500r200", "23×500 23r200")]
#[case("23*500/", "23×500 23r500")]
#[case("23*500 r", "23×500 23r500")]
#[case("23*500 / 200", "23×500 23r200")]
#[case("23*500/ 45*200", "23×500 23r500 45×200")]
#[case("2345*500/1k", "23×500 45×500 23r1000 45r1000")]
#[case("23*500+45*200", "23×500 45×200")]
#[case("23*500 45*200", "23×500 45×200")]
#[case("23*500/200 + 45 67*2k", "23×500 23r200 45×2000 67×2000")]
#[case("23*500\n45*200", "23×500 45×200")]
#[case("23*500'Juan+45*200", "23×500 45×200")]
#[case("23*500@juan 45*200", "23×500 45×200")]
#[case("23*500*", "23×500")]
#[case("2320-21*100", "23×100 20×100 21×100")]
#[case("23..*100", "DotNeedsSeparator at 2")]
#[case(
    "20+-5 *100",
    "20×100 05×100 15×100 25×100 35×100 45×100 55×100 65×100 75×100 85×100 95×100"
)]
#[case(
    "-523*100",
    "05×100 15×100 25×100 35×100 45×100 55×100 65×100 75×100 85×100 95×100 23×100"
)]
fn a_line_sells_exactly_this(#[case] input: &str, #[case] sells: &str) {
    assert_eq!(told(input, &plain()), sells);
}

#[rstest]
#[case("123456*500", "123×500 456×500")]
#[case("112.*100", "112×100 121×100 211×100")]
#[case("777.*100", "777×100")]
#[case(
    "23-*100",
    "230×100 231×100 232×100 233×100 234×100 235×100 236×100 237×100 238×100 239×100"
)]
#[case(
    "-45*100",
    "045×100 145×100 245×100 345×100 445×100 545×100 645×100 745×100 845×100 945×100"
)]
#[case("998-999*100", "998×100 999×100")]
#[case("2*200", "OddDigits { expected: 3, found: 1 } at 0")]
#[case("23*200", "OddDigits { expected: 3, found: 2 } at 0")]
#[case("1-*200", "OddDigits { expected: 3, found: 1 } at 0")]
#[case("123*200/100", "ReventadoNotAllowed at 7")]
fn three_digits_are_cut_in_threes(#[case] input: &str, #[case] sells: &str) {
    assert_eq!(told(input, &monazos()), sells);
}

#[test]
fn an_odd_run_before_a_dash_ends_in_a_decade() {
    assert_eq!(told("2320-22*100", &plain()), "23×100 20×100 21×100 22×100");
    assert_eq!(
        told("232-*100", &plain()),
        "23×200 20×100 21×100 22×100 24×100 25×100 26×100 27×100 28×100 29×100"
    );
}

#[test]
fn sets_hold_half_of_the_numbers_each() {
    for (letters, first, last) in [
        ("pa", "00", "98"),
        ("im", "01", "99"),
        ("ba", "00", "49"),
        ("AL", "50", "99"),
    ] {
        let line = parse(&format!("{letters}*100"), &plain()).unwrap();
        let bets = bets(&line);
        assert_eq!(bets.len(), 50, "{letters}");
        assert_eq!(bets[0].number, number(first));
        assert_eq!(bets[49].number, number(last));
    }
}

#[test]
fn notes_stay_with_their_group() {
    let line = parse("23*500' Juan y Ana '+45*200@maria*", &plain()).unwrap();
    assert_eq!(
        line.groups[0].note,
        Some(Note::Text("Juan y Ana".to_owned()))
    );
    assert_eq!(
        line.groups[1].note,
        Some(Note::Customer("maria".to_owned()))
    );
    assert!(line.charge);
}

#[test]
fn a_sticky_amount_stands_for_groups_without_one() {
    assert_eq!(told("2345", &sticky(500)), "23×500 45×500");
    assert_eq!(told("23/200", &sticky(500)), "23×500 23r200");
    assert_eq!(told("23*100 45", &sticky(500)), "23×100 45×500");
    assert_eq!(told("23*", &sticky(500)), "23×500");
    assert!(parse("23*", &sticky(500)).unwrap().charge);
    assert_eq!(told("2345", &plain()), "AmountExpected at 4");
}

#[test]
fn a_sticky_amount_is_whole_colones_above_nothing() {
    assert_eq!(Sticky::new(Money::ZERO, None), None);
    let odd = Money::try_from_cents(50_050).unwrap();
    assert_eq!(Sticky::new(odd, None), None);
    assert_eq!(Sticky::new(crc(500), Some(odd)), None);
}

#[test]
fn the_list_profile_takes_one_group_per_line() {
    let list = LineContext {
        profile: Profile::List,
        ..plain()
    };
    assert_eq!(told("2345*500", &list), "23×500 45×500");
    assert_eq!(told("23*500 45*200", &list), "SecondGroup at 7");
}
