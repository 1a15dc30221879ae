//! What is added up, chosen and refused once a line is expanded.

use super::*;
use rstest::rstest;

#[test]
fn the_same_number_twice_is_added_up_and_told() {
    let line = parse("23 45 23*500/200 23*100", &plain()).unwrap();
    let all = expand(&line, &mut first).unwrap();
    assert_eq!(
        told("23 45 23*500/200 23*100", &plain()),
        "23×1100 45×500 23r400 45r200"
    );
    assert_eq!(
        all.merged,
        [
            Merged {
                kind: BetKind::Straight,
                number: number("23"),
                times: 3,
                stake: crc(1_100)
            },
            Merged {
                kind: BetKind::Reventado,
                number: number("23"),
                times: 2,
                stake: crc(400)
            },
        ]
    );
    assert_eq!(all.total, crc(2_200));
    assert_eq!(all.numbers(), 2);
}

#[test]
fn a_double_turned_over_is_one_line_and_said_so() {
    let line = parse("33.25.*500/", &plain()).unwrap();
    let all = expand(&line, &mut first).unwrap();
    assert_eq!(all.single_mirrors, [number("33")]);
    let origins: Vec<Origin> = all.bets.iter().take(3).map(|bet| bet.origin).collect();
    assert_eq!(origins, [Origin::Typed, Origin::Typed, Origin::Volteado]);
    assert_eq!(all.numbers(), 3);
    assert!(all.merged.is_empty());
}

#[test]
fn random_numbers_are_distinct_fixed_once_chosen_and_marked() {
    let line = parse(".3 25*500", &plain()).unwrap();
    let mut places = [0, 99, 7].into_iter();
    let settled = line.settle(&mut |_| places.next().unwrap());
    let text = canonical(&settled);
    assert_eq!(text, "gt009907 25*500");
    let again = parse(&text, &plain()).unwrap();
    let all = expand(&again, &mut |_| panic!("nothing is left to choose")).unwrap();
    let origins: Vec<Origin> = all.bets.iter().map(|bet| bet.origin).collect();
    assert_eq!(
        origins,
        [
            Origin::Random,
            Origin::Random,
            Origin::Random,
            Origin::Typed
        ]
    );
}

#[test]
fn ninety_nine_random_numbers_are_ninety_nine_numbers() {
    let line = parse(".99*100", &plain()).unwrap();
    for answer in [0, 1, u16::MAX] {
        let all = expand(&line, &mut |_| answer).unwrap();
        assert_eq!(all.numbers(), 99);
        assert!(all.merged.is_empty());
    }
}

#[rstest]
#[case("23*500/500", &[])]
#[case("23*500/600", &[("23", 500, 600)])]
#[case("23*500+23*100/600", &[])]
#[case("23*500+23*100/700", &[("23", 600, 700)])]
#[case("2345*500/700 45*1000", &[("23", 500, 700)])]
fn a_reventado_above_all_that_stands_on_its_number_is_reported(
    #[case] input: &str,
    #[case] short: &[(&str, i64, i64)],
) {
    let line = parse(input, &plain()).unwrap();
    let expected = short.iter().map(|(text, straight, reventado)| Shortfall {
        number: number(text),
        straight: crc(*straight),
        reventado: crc(*reventado),
    });
    let found = reventado_shortfalls(&bets(&line)).unwrap();
    assert_eq!(found, expected.collect::<Vec<_>>());
}

#[test]
fn a_reventado_without_its_number_is_reported() {
    let alone = Bet {
        kind: BetKind::Reventado,
        number: number("07"),
        stake: crc(100),
    };
    let found = reventado_shortfalls(&[alone]).unwrap();
    assert_eq!(found[0].straight, Money::ZERO);
    assert_eq!(found[0].reventado, crc(100));
}
