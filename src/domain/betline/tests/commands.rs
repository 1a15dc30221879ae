//! What an otherwise empty line does.

use super::*;
use crate::domain::{CodeError, TicketCode};
use rstest::rstest;

const CODE: &str = "123456789018";

fn code() -> TicketCode {
    TicketCode::parse(CODE).unwrap()
}

fn draws(picks: &[DrawPick], in_a_row: u8, days_ahead: u8) -> LineCommand {
    LineCommand::ChooseDraws(DrawChoice {
        picks: picks.to_vec(),
        in_a_row,
        days_ahead,
    })
}

fn command(input: &str) -> LineCommand {
    match read(input, &plain()) {
        Ok(Entry::Command(command)) => command,
        other => panic!("{input}: {other:?}"),
    }
}

#[rstest]
#[case("", LineCommand::Charge)]
#[case("  ", LineCommand::Charge)]
#[case("*", LineCommand::Charge)]
#[case("/", LineCommand::ShowDraws)]
#[case("+", LineCommand::Repeat { back: 1 })]
#[case("+3", LineCommand::Repeat { back: 3 })]
#[case("+12", LineCommand::Repeat { back: 12 })]
#[case("+123456789018", LineCommand::Copy(code()))]
#[case("+1234-5678-9018", LineCommand::Copy(code()))]
#[case("-", LineCommand::RemoveLast)]
#[case(".123456789018", LineCommand::LookUp(code()))]
#[case(".1234 5678 9018", LineCommand::LookUp(code()))]
#[case(".T123456789018", LineCommand::LookUp(code()))]
#[case("T123456789018", LineCommand::LookUp(code()))]
#[case("0", LineCommand::Totals)]
fn an_empty_line_takes_commands(#[case] input: &str, #[case] expected: LineCommand) {
    assert_eq!(command(input), expected);
}

#[test]
fn draws_are_chosen_by_digits_and_letters() {
    use DrawPick::{Alias, Code};
    assert_eq!(command("/1"), draws(&[Code(1)], 1, 0));
    assert_eq!(command("/14"), draws(&[Code(1), Code(4)], 1, 0));
    assert_eq!(command("/11"), draws(&[Code(1)], 1, 0));
    assert_eq!(command("/1*3"), draws(&[Code(1)], 3, 0));
    assert_eq!(command("/1+"), draws(&[Code(1)], 1, 1));
    assert_eq!(command("/1*3++"), draws(&[Code(1)], 3, 2));
    assert_eq!(command("/TI"), draws(&[Alias("ti".to_owned())], 1, 0));
    assert_eq!(
        command("/ti ni2"),
        draws(
            &[Alias("ti".to_owned()), Alias("ni".to_owned()), Code(2)],
            1,
            0
        )
    );
}

#[test]
fn a_draw_is_chosen_for_at_most_31_days_and_31_days_ahead() {
    let code = [DrawPick::Code(1)];
    let ahead = |days| format!("/1*31{}", "+".repeat(days));
    assert_eq!(command(&ahead(31)), draws(&code, 31, 31));
    for beyond in [ahead(32), "/1*32".to_owned()] {
        let error = read(&beyond, &plain()).unwrap_err();
        assert_eq!(error.kind, LineErrorKind::DrawCount, "{beyond}");
    }
}

#[rstest]
#[case("/?", LineErrorKind::DrawExpected, 1)]
#[case("/1?", LineErrorKind::DrawExpected, 2)]
#[case("/*3", LineErrorKind::DrawExpected, 1)]
#[case("/1*", LineErrorKind::DrawCount, 2)]
#[case("/1*0", LineErrorKind::DrawCount, 2)]
#[case("/1*99", LineErrorKind::DrawCount, 2)]
#[case("/1+2", LineErrorKind::DrawCount, 2)]
#[case("+0", LineErrorKind::RepeatFromOne, 1)]
#[case("+1234", LineErrorKind::Code(CodeError::WrongLength { found: 4 }), 1)]
#[case(".123456789019", LineErrorKind::Code(CodeError::WrongCheckDigit), 1)]
#[case(".1234", LineErrorKind::Code(CodeError::WrongLength { found: 4 }), 1)]
#[case("T123456789019", LineErrorKind::Code(CodeError::WrongCheckDigit), 1)]
#[case("+23*500", LineErrorKind::NumberExpected, 0)]
fn a_command_that_is_none_says_where(
    #[case] input: &str,
    #[case] kind: LineErrorKind,
    #[case] position: usize,
) {
    let error = read(input, &plain()).unwrap_err();
    assert_eq!((error.kind, error.position), (kind, position));
}

#[rstest]
#[case(".3*500")]
#[case(".12 34*500")]
#[case("-5*500")]
#[case("t5 12*500")]
#[case("00*500")]
#[case("123456789018*100")]
fn an_amount_makes_them_bets(#[case] input: &str) {
    assert!(matches!(read(input, &plain()), Ok(Entry::Bets(_))));
}

#[test]
fn with_a_sticky_amount_short_forms_are_bets_and_the_bare_keys_stay_commands() {
    for input in [".3", ".12 34", "-5", "t5 12"] {
        assert!(
            matches!(read(input, &sticky(500)), Ok(Entry::Bets(_))),
            "{input}"
        );
    }
    for input in ["0", "-", "+", "*", ""] {
        assert!(
            matches!(read(input, &sticky(500)), Ok(Entry::Command(_))),
            "{input}"
        );
    }
}

#[test]
fn the_amount_first_profile_takes_the_amount_and_then_the_numbers() {
    let ask = LineContext {
        profile: Profile::AmountFirst,
        ..plain()
    };
    let Ok(Entry::Command(LineCommand::Amount(amount))) = read("500/200", &ask) else {
        panic!("an amount alone");
    };
    let with = LineContext {
        sticky: Some(amount),
        ..ask
    };
    assert_eq!(told("2345", &with), "23×500 45×500 23r200 45r200");
    assert_eq!(told("23*100", &with), "23×100");
    assert!(matches!(read("23*500", &ask), Ok(Entry::Bets(_))));
    assert_eq!(read("0", &ask), Ok(Entry::Command(LineCommand::Totals)));
}

#[test]
fn a_scan_is_known_by_its_shape() {
    for scan in ["T123456789018", "123456789018", " t123456789018\r"] {
        assert!(looks_like_scan(scan), "{scan}");
    }
    for typed in [
        "1234 5678 9018",
        "12345678901",
        "T",
        "12345678901x",
        "1234567890123",
    ] {
        assert!(!looks_like_scan(typed), "{typed}");
    }
}
