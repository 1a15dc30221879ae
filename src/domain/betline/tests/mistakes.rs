//! Lines that are mistakes: where, what, and what was meant. A lost digit never sells ten numbers.

use super::*;
use rstest::rstest;

#[rstest]
#[case("", "Empty at 0", None)]
#[case("2*200", "OddDigits { expected: 2, found: 1 } at 0", None)]
#[case("234*200", "OddDigits { expected: 2, found: 1 } at 2", None)]
#[case("20-5", "OddDigits { expected: 2, found: 1 } at 3", Some("20+-5"))]
#[case(
    "20-5*500",
    "OddDigits { expected: 2, found: 1 } at 3",
    Some("20+-5*500")
)]
#[case("2-3", "OddDigits { expected: 2, found: 1 } at 0", Some("02-03"))]
#[case(
    "2-34*200",
    "OddDigits { expected: 2, found: 1 } at 0",
    Some("02-34*200")
)]
#[case(
    "232-34*200",
    "OddDigits { expected: 2, found: 1 } at 2",
    Some("232-+34*200")
)]
#[case(
    "2a9*200",
    "OddDigits { expected: 2, found: 1 } at 0",
    Some("02-09*200")
)]
#[case("20a9*200", "OddDigits { expected: 2, found: 1 } at 3", None)]
#[case("-52*200", "OddDigits { expected: 2, found: 1 } at 2", None)]
#[case(
    "23.3*200",
    "OddDigits { expected: 2, found: 1 } at 3",
    Some("23+.3*200")
)]
#[case("23-*200", "RangeEndExpected at 2", None)]
#[case("29-20*200", "ReversedRange at 0", Some("20-29*200"))]
#[case("1229-20*200", "ReversedRange at 2", Some("1220-29*200"))]
#[case("20 -29*200", "UnclearDash at 3", Some("20-29*200"))]
#[case("20- 29*200", "UnclearDash at 2", Some("20-29*200"))]
#[case("2--5*200", "DashNeedsSeparator at 2", Some("2-+-5*200"))]
#[case("23..", "DotNeedsSeparator at 2", Some("23+.."))]
#[case("20-29.*200", "DotNeedsSeparator at 5", Some("20-29+.*200"))]
#[case("pa..*200", "DotNeedsSeparator at 2", Some("pa+..*200"))]
#[case(".*200", "RandomCount at 0", None)]
#[case(".0*200", "RandomCount at 0", None)]
#[case(".123*200", "RandomCount at 0", None)]
#[case("d*200", "DigitExpected at 0", None)]
#[case("- *200", "DigitExpected at 0", None)]
#[case("gt234*200", "OddDigits { expected: 2, found: 1 } at 4", None)]
#[case("gt23-5*200", "UnexpectedCharacter { character: '-' } at 4", None)]
#[case("23", "AmountExpected at 2", None)]
#[case("23*", "AmountExpected at 3", None)]
#[case("23*-500", "AmountExpected at 3", None)]
#[case("23/200", "AmountExpected at 2", None)]
#[case("23*0", "ZeroAmount at 3", None)]
#[case("23*500/0", "ZeroAmount at 7", None)]
#[case("23*99999999999999999999", "AmountTooLarge at 3", None)]
#[case("23*999999999999k", "AmountTooLarge at 3", None)]
#[case("23*1.000", "GroupedAmount at 4", Some("23*1000"))]
#[case("23*1,000", "GroupedAmount at 4", Some("23*1000"))]
#[case("23*500*600", "SecondAmount at 6", None)]
#[case("23*500 x600", "SecondAmount at 7", None)]
#[case("23*500* 45*200", "SecondAmount at 6", None)]
#[case("23*500*pa*200", "AfterCharge at 6", None)]
#[case("23*500pa*200", "SeparatorExpected at 6", Some("23*500+pa*200"))]
#[case("23*500-5*200", "SeparatorExpected at 6", Some("23*500+-5*200"))]
#[case("23*500+", "NumberExpected at 7", None)]
#[case("23++45*500", "NumberExpected at 3", Some("23+45*500"))]
#[case("+23*500", "NumberExpected at 0", Some("23*500"))]
#[case("*500", "NumberExpected at 0", None)]
#[case("23*500/200/100", "UnexpectedCharacter { character: '/' } at 10", None)]
#[case("23,45*500", "UnexpectedCharacter { character: ',' } at 2", None)]
#[case("hola", "UnexpectedCharacter { character: 'h' } at 0", None)]
#[case("23*500'", "NoteExpected at 7", None)]
#[case("23*500@ x", "NoteExpected at 7", None)]
#[case("٢٣*500", "UnexpectedCharacter { character: '٢' } at 0", None)]
#[case(
    "23*500'a\u{1b}[2J",
    "UnexpectedCharacter { character: '\\u{1b}' } at 8",
    None
)]
fn a_mistake_has_a_place_and_often_a_suggestion(
    #[case] input: &str,
    #[case] mistake: &str,
    #[case] suggestion: Option<&str>,
) {
    let error = parse(input, &plain()).unwrap_err();
    assert_eq!(format!("{:?} at {}", error.kind, error.position), mistake);
    assert_eq!(error.suggestion.as_deref(), suggestion);
}

#[rstest]
#[case("20-5*500")]
#[case("2-3*500")]
#[case("2-34*500")]
#[case("232-34*500")]
#[case("23.3*500")]
#[case("29-20*500")]
#[case("20 -29*500")]
#[case("20- 29*500")]
#[case("2--5*500")]
#[case("23..*500")]
#[case("23*1.000")]
#[case("23*500pa*200")]
#[case("23++45*500")]
fn a_suggestion_can_be_taken_as_it_is(#[case] input: &str) {
    let error = parse(input, &plain()).unwrap_err();
    let meant = error.suggestion.unwrap();
    assert!(parse(&meant, &plain()).is_ok(), "{meant}");
}

#[test]
fn a_line_or_a_note_without_end_is_refused() {
    let line = format!("{:<MAX_LINE$}", "23*500");
    assert!(parse(&line, &plain()).is_ok(), "the longest line");
    let line = format!("{line} ");
    let kind = parse(&line, &plain()).unwrap_err().kind;
    assert_eq!(kind, LineErrorKind::TooLong { max: MAX_LINE });
    let note = format!("23*500'{}", "x".repeat(MAX_NOTE));
    assert!(parse(&note, &plain()).is_ok(), "the longest note");
    let note = format!("23*500'{}", "x".repeat(MAX_NOTE + 1));
    let kind = parse(&note, &plain()).unwrap_err().kind;
    assert_eq!(kind, LineErrorKind::NoteTooLong { max: MAX_NOTE });
}

#[test]
fn amounts_that_overflow_together_are_an_error_and_never_wrap() {
    let line = parse("pa*9000000000000", &plain()).unwrap();
    assert!(expand(&line, &mut first).is_err());
    let partial = parse_partial(".99*9000000000000", &plain());
    assert!(partial.preview().is_err());
}
