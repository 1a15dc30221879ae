//! A line while it is typed.

use super::*;
use rstest::rstest;

#[rstest]
#[case("", Typing::Nothing)]
#[case("2", Typing::Numbers)]
#[case("2345", Typing::Numbers)]
#[case("20-", Typing::Numbers)]
#[case("23*", Typing::Amount)]
#[case("23*5", Typing::Amount)]
#[case("23*500/", Typing::Reventado)]
#[case("23*500/2", Typing::Reventado)]
#[case("23*500@", Typing::Note)]
#[case("23*500'Ju", Typing::Note)]
#[case("23*500+", Typing::Numbers)]
#[case("23*500*", Typing::Charge)]
#[case("/", Typing::Command)]
#[case("/14", Typing::Command)]
#[case("+", Typing::Command)]
#[case("+12", Typing::Command)]
#[case("-", Typing::Command)]
#[case("0", Typing::Command)]
#[case(".", Typing::Command)]
#[case(".1234567", Typing::Command)]
#[case(".3", Typing::Numbers)]
fn what_the_next_key_belongs_to_is_known(#[case] input: &str, #[case] typing: Typing) {
    let partial = parse_partial(input, &plain());
    assert_eq!(partial.typing, typing);
    assert_eq!(partial.error, None);
}

#[test]
fn a_reventado_is_no_further_number_on_the_line() {
    let counted = |text| parse_partial(text, &plain()).preview().unwrap().count();
    assert_eq!(counted("23 45 67*500/200"), 3);
    assert_eq!(counted("23*500/200+45*300"), 2);
}

#[test]
fn numbers_show_before_their_amount_is_typed() {
    let preview = parse_partial("23*500 45 2-6", &plain()).preview().unwrap();
    assert_eq!(preview.waiting, [number("45")]);
    assert_eq!(preview.total, crc(500));
    let preview = parse_partial("2345 .3 6", &plain()).preview().unwrap();
    assert_eq!(preview.waiting, [number("23"), number("45")]);
    assert_eq!(preview.random, 3);
    assert_eq!(preview.count(), 5);
}

#[test]
fn the_total_grows_with_every_digit_of_the_amount() {
    let totals: Vec<Money> = ["2345*5", "2345*50", "2345*500", "2345*500/", "2345*500/200"]
        .iter()
        .map(|input| parse_partial(input, &plain()).preview().unwrap().total)
        .collect();
    assert_eq!(
        totals,
        [crc(10), crc(100), crc(1_000), crc(2_000), crc(1_400)]
    );
}

#[test]
fn random_numbers_count_in_the_total_before_they_are_chosen() {
    let preview = parse_partial(".3 25*500/100", &plain()).preview().unwrap();
    assert_eq!((preview.count(), preview.total), (4, crc(2_400)));
}

#[test]
fn only_mistakes_that_no_key_can_mend_are_shown_while_typing() {
    for open in [
        "2", "20-5", "p", "23.3", ".0", "23*0", "20 -2", "20 -29", "23 a",
    ] {
        assert_eq!(parse_partial(open, &plain()).error, None, "{open}");
        assert!(
            parse_partial(open, &plain()).missing.is_some() || open == "20 -2",
            "{open}"
        );
    }
    for wrong in ["23..", "2-3", "29-20", "2*", "2 ", "23*5.", "x", "23*500*6"] {
        assert!(parse_partial(wrong, &plain()).error.is_some(), "{wrong}");
    }
}

#[test]
fn the_amount_first_profile_shows_an_amount_being_typed() {
    let ask = LineContext {
        profile: Profile::AmountFirst,
        ..plain()
    };
    for input in ["5", "50", "500", "500/", "500/200"] {
        let typing = parse_partial(input, &ask).typing;
        assert_eq!(typing, Typing::Amount, "{input}");
    }
}
