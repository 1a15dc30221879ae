//! What holds for every line: it reads back the same, nothing breaks the reader, a lost digit never sells ten numbers.

use super::*;
use proptest::prelude::*;

fn item() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-9]{2}",
        2 => "[0-9]{4}",
        1 => "[0-9]{2}[.v]",
        1 => (0..50_u8, 50..100_u8).prop_map(|(a, b)| format!("{a:02}-{b:02}")),
        1 => (0..50_u8, 50..100_u8).prop_map(|(a, b)| format!("{a:02} - {b:02}")),
        1 => (0..50_u8, 50..100_u8).prop_map(|(a, b)| format!("{a:02}a{b:02}")),
        1 => "[0-9]-",
        1 => "-[0-9]",
        1 => "[dt][0-9]",
        1 => "[.g][1-9][0-9]?",
        1 => "gt([0-9]{2}){1,3}",
        1 => "(\\.\\.|pp|pa|im|ba|al|PA)",
    ]
}

fn group() -> impl Strategy<Value = String> {
    let items = prop::collection::vec(item(), 1..5);
    let glue = "( |\\+| \\+ |  )";
    let amount = "(\\*| \\* |x)([1-9][0-9]{0,5}|[1-9]k)";
    let rest = "((/|r)([1-9][0-9]{0,3})?| / 200)?";
    let note = "('[a-z ]*[a-z]'?|@[a-z0-9]+)?";
    (items, glue, amount, rest, note).prop_map(|(items, glue, amount, rest, note)| {
        format!("{}{amount}{rest}{note}", items.join(&glue))
    })
}

fn line() -> impl Strategy<Value = String> {
    (prop::collection::vec(group(), 1..4), "\\*?")
        .prop_map(|(groups, star)| format!("{}{star}", groups.join("+")))
}

/// Numbers, ranges and volteados only: nothing that sells ten numbers by one digit.
fn careful() -> impl Strategy<Value = String> {
    let item = prop_oneof![
        3 => "([0-9]{2}){1,3}",
        1 => "[0-9]{2}[.v]",
        2 => (0..40_u8, 40..43_u8, "(-| - |a| a )")
            .prop_map(|(a, b, joint)| format!("{a:02}{joint}{b:02}")),
    ];
    prop::collection::vec(
        (item, "( |\\+|)").prop_map(|(item, glue)| item + &glue),
        1..6,
    )
    .prop_map(|items| {
        let text = items.concat();
        text.trim_end_matches([' ', '+']).to_owned()
    })
}

fn contexts() -> impl Strategy<Value = LineContext> {
    (any::<bool>(), any::<bool>(), any::<bool>(), 0..3_usize).prop_map(
        |(three, held, reventado, profile)| LineContext {
            digits: if three { Digits::Three } else { Digits::Two },
            sticky: held.then(|| Sticky::new(crc(500), None)).flatten(),
            profile: [Profile::NumberFirst, Profile::AmountFirst, Profile::List][profile],
            reventado,
        },
    )
}

const ALPHABET: &str = "[0-9.\\-+*/xrkavdtpgimbl@' ]{0,24}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_line_of_the_grammar_is_read(text in line()) {
        let read = parse(&text, &plain());
        prop_assert!(read.is_ok(), "{text}: {read:?}");
    }

    #[test]
    fn canonical_text_reads_back_as_the_same_bets(text in prop_oneof![line(), ALPHABET], ctx in contexts()) {
        let Ok(read) = parse(&text, &ctx) else { return Ok(()) };
        let written = canonical(&read);
        let again = parse(&written, &ctx);
        prop_assert_eq!(again.as_ref(), Ok(&read), "{} → {}", text, written);
        let settled = read.settle(&mut first);
        let fixed = parse(&canonical(&settled), &ctx).unwrap();
        prop_assert_eq!(expand(&fixed, &mut first), expand(&read, &mut first));
    }

    #[test]
    fn any_bytes_give_bets_or_a_mistake_with_its_place(
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        typed in ALPHABET,
        wild in "\\PC{0,20}",
        ctx in contexts(),
    ) {
        for text in [String::from_utf8_lossy(&bytes).into_owned(), typed, wild] {
            let length = text.chars().count();
            if let Err(error) = read(&text, &ctx) {
                prop_assert!(error.position <= length);
            }
            let partial = parse_partial(&text, &ctx);
            let _ = partial.preview();
            let _ = (charges_at_once(&text, &ctx), looks_like_scan(&text));
            if partial.typing == Typing::Command || ctx.profile == Profile::AmountFirst {
                continue;
            }
            let whole = partial.error.or(partial.missing);
            prop_assert_eq!(parse(&text, &ctx).err(), whole);
        }
    }

    #[test]
    fn no_beginning_of_a_good_line_is_called_wrong(text in line(), noise in ALPHABET) {
        for text in [text, noise] {
            if parse(&text, &plain()).is_err() {
                continue;
            }
            for (end, _) in text.char_indices() {
                let error = parse_partial(&text[..end], &plain()).error;
                prop_assert_eq!(error, None, "{} of {}", &text[..end], text);
            }
        }
    }

    #[test]
    fn a_lost_digit_never_sells_ten_numbers(text in careful()) {
        let sells = |text: &str| parse(&format!("{text}*100"), &plain());
        let Ok(_) = sells(&text) else { return Ok(()) };
        for (place, character) in text.char_indices() {
            if !character.is_ascii_digit() {
                continue;
            }
            let mut lost = text.clone();
            lost.remove(place);
            let Ok(line) = sells(&lost) else { continue };
            let tens = line.groups[0].items.iter()
                .any(|item| matches!(item, Item::Decade(_) | Item::Terminal(_)));
            prop_assert!(!tens, "{lost} from {text}");
        }
    }
}
