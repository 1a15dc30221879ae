//! What customers write, what it means, and what is left in doubt.

use super::super::betline::{Profile, canonical, expand, parse};
use super::*;
use proptest::prelude::*;

fn two() -> LineContext {
    LineContext {
        reventado: true,
        ..LineContext::default()
    }
}

fn three() -> LineContext {
    LineContext {
        digits: Digits::Three,
        ..LineContext::default()
    }
}

/// The canonical text, or the doubt and its place.
fn told(text: &str, ctx: &LineContext) -> String {
    match read(text, ctx) {
        Ok(line) => canonical(&line),
        Err(doubt) => format!("{:?} at {}", doubt.kind, doubt.position),
    }
}

#[test]
fn what_customers_write_is_read() {
    for (text, wanted) in [
        ("23 x 500", "23*500"),
        ("23x500", "23*500"),
        ("23*500", "23*500"),
        ("*23 x 500*", "23*500"),
        ("12, 13 a 200", "12 13*200"),
        ("12,13 y 14 a 200", "12 13 14*200"),
        ("12 13 14 a 200", "12 13 14*200"),
        ("Los números 12, 13 y 14 con 200 c/u", "12 13 14*200"),
        ("el 23 con 500", "23*500"),
        ("el 23 con ₡500", "23*500"),
        ("23 ¢500", "23*500"),
        ("23 500 colones", "23*500"),
        ("12 y 13 de a 200 cada uno.", "12 13*200"),
        ("23 a 1.000", "23*1000"),
        ("23 a 1,000", "23*1000"),
        ("23 a 1.000.000", "23*1000000"),
        ("12 a 1.000 13 a 300", "12*1000+13*300"),
        ("23 a 12.500 colones", "23*12500"),
        ("23 con 2k", "23*2000"),
        ("23 con 2 mil", "23*2000"),
        ("23 a mil", "23*1000"),
        ("23 = 500", "23*500"),
        ("23: 500", "23*500"),
        ("- 23 por 500", "23*500"),
        ("#23 x 500 🙏", "23*500"),
        ("Hola, me da el 23 con 500 por favor", "23*500"),
        ("12 a 200, 13 a 300", "12*200+13*300"),
        ("12 a 200 13 a 300", "12*200+13*300"),
        ("12 a 200 y 13 a 300", "12*200+13*300"),
        ("12 a 200,13 a 300", "12*200+13*300"),
        ("12 a 200. 13 a 300.", "12*200+13*300"),
        ("23*500/200", "23*500/200"),
        ("23 x 500 r 200", "23*500/200"),
        ("23 a 500 y 200 de reventado", "23*500/200"),
        ("23 a 500, reventado 200", "23*500/200"),
        ("del 20 al 29 a 100", "20-29*100"),
        ("del 20 al 20 a 100", "20-20*100"),
        ("50 a 20 colones", "50*20"),
        ("20 a 20", "20*20"),
        ("12 and 13 at 200 each", "12 13*200"),
    ] {
        assert_eq!(told(text, &two()), wanted, "{text}");
    }
    for (text, wanted) in [
        ("123 x 500", "123*500"),
        ("723 a 500", "723*500"),
        ("123, 456 a ₡500", "123 456*500"),
        ("123 con 1.000", "123*1000"),
        ("123 a ₡1.000 y 456 a 300", "123*1000+456*300"),
    ] {
        assert_eq!(told(text, &three()), wanted, "{text}");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_left_in_doubt() {
    for (text, wanted) in [
        ("45-300", "Dash at 2"),
        ("23 - 500", "Dash at 3"),
        ("12-13 a 200", "Dash at 2"),
        ("-5 a 200", "Dash at 0"),
        ("23 500", "Unmarked at 3"),
        ("20 a 29", "RangeOrAmount at 5"),
        ("20 al 29 a 100", "RangeOrAmount at 3"),
        ("del 29 al 20 a 100", "RangeOrAmount at 13"),
        ("12 a 200 c 13 14 a 300", "Word(\"c\") at 9"),
        ("12 a 200, 13 u 14 a 300", "Word(\"u\") at 13"),
        ("12:55", "Time at 3"),
        ("12.13 a 200", "Sign('.') at 2"),
        ("500 al 23", "NotANumber { digits: 2 } at 0"),
        ("5 a 200", "NotANumber { digits: 2 } at 0"),
        ("1213 a 200", "NotANumber { digits: 2 } at 0"),
        ("12, 13", "NoAmount at 6"),
        ("12 a", "NoAmount at 4"),
        ("a 200", "NoNumber at 0"),
        ("₡500 al 23", "NoNumber at 0"),
        ("23 mil", "NoNumber at 0"),
        ("12 a 200, 13", "NoAmount at 12"),
        ("12 a 200 13", "NoAmount at 11"),
        ("23 a 1.50", "Amount at 5"),
        ("23 a 0", "Amount at 5"),
        ("23 a 0500", "Amount at 5"),
        ("23 a 200,300", "Amount at 5"),
        ("23 a 200,00", "Amount at 5"),
        ("23 a 1.000.00", "Amount at 5"),
        ("23 a 1.000,000", "Amount at 5"),
        ("23 a 99999999999999999999", "Amount at 5"),
        ("23 a $500", "NoAmount at 5"),
        ("23 a 500 en total", "NoNumber at 9"),
        ("12 y 13 a 200 entre los dos", "Word(\"entre\") at 14"),
        ("no el 23 a 500", "Word(\"no\") at 0"),
        ("23 a 500 no 300", "Word(\"no\") at 9"),
        ("al 23 x 500", "Word(\"al\") at 0"),
        ("pa x 500", "Word(\"pa\") at 0"),
        ("Hola", "NoNumber at 4"),
        ("Tica noche 23 a 500", "Word(\"tica\") at 0"),
        ("23 a 500 reventado", "NoReventado at 18"),
        ("23 a 500 reventado 45", "NoReventado at 19"),
        ("23 a 500 y 50 reventado", "NoReventado at 11"),
        ("23 a 500/", "NoAmount at 9"),
    ] {
        assert_eq!(told(text, &two()), wanted, "{text}");
    }
    for (text, wanted) in [
        ("123 a 500", "RangeOrAmount at 6"),
        ("123 a 200,345 y 678 a 300", "Amount at 6"),
        ("123 a 1.000 y 456 a 300", "Amount at 6"),
        ("12 x 500", "NotANumber { digits: 3 } at 0"),
        ("123 x 500/200", "ReventadoNotAllowed at 9"),
    ] {
        assert_eq!(told(text, &three()), wanted, "{text}");
    }
}

#[test]
fn an_order_keeps_the_text_of_every_line_and_skips_blank_ones() {
    let order = order("Hola\n\n 23 x 500 \r\n45-300\n", &two());
    let texts: Vec<&str> = order.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["Hola", "23 x 500", "45-300"]);
    let clear: Vec<bool> = order.iter().map(|line| line.read.is_ok()).collect();
    assert_eq!(clear, [false, true, false]);
}

#[test]
fn a_line_beyond_all_bounds_is_in_doubt() {
    let longest = format!("{:<MAX_LINE$}", "23 x 500");
    assert_eq!(told(&longest, &two()), "23*500");
    let text = format!("{longest} ");
    assert!(matches!(
        read(&text, &two()),
        Err(Doubt {
            kind: DoubtKind::TooLong,
            ..
        })
    ));
}

/// One group: its numbers, its amount, and one of the ways in which people write it.
fn group() -> impl Strategy<Value = (Vec<u8>, u32, String)> {
    let numbers = prop::collection::vec(0..100_u8, 1..5);
    let parts = prop::sample::select(vec![", ", ",", " y ", " ", " + "]);
    let intros = prop::sample::select(vec![
        " x ", "x", " a ", " con ", " por ", " de a ", "=", " ₡",
    ]);
    let tails = prop::sample::select(vec!["", " c/u", " colones", " cada uno"]);
    (numbers, 100..5_000_u32, parts, intros, tails).prop_map(
        |(numbers, amount, part, intro, tail)| {
            let words: Vec<String> = numbers
                .iter()
                .map(|number| format!("{number:02}"))
                .collect();
            let text = format!("{}{intro}{amount}{tail}", words.join(part));
            (numbers, amount, text)
        },
    )
}

const CHAT: &str = "[0-9xa,.y ₡*/:+=\\-conelr]{0,30}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_way_of_writing_a_group_gives_its_numbers_and_its_amount(
        groups in prop::collection::vec(group(), 1..4),
        between in prop::sample::select(vec![", ", " y ", ". ", " "]),
    ) {
        let text = groups.iter().map(|(.., text)| text.as_str()).collect::<Vec<_>>().join(between);
        let wanted: Vec<String> = groups.iter().map(|(numbers, amount, _)| {
            let words: Vec<String> = numbers.iter().map(|number| format!("{number:02}")).collect();
            format!("{}*{amount}", words.join(" "))
        }).collect();
        prop_assert_eq!(told(&text, &two()), wanted.join("+"), "{}", text);
    }

    #[test]
    fn nothing_breaks_the_reader_and_every_doubt_has_its_place(
        bytes in prop::collection::vec(any::<u8>(), 0..80), chat in CHAT, wild in "\\PC{0,30}", long in any::<bool>(),
    ) {
        let ctx = if long { three() } else { two() };
        for text in [String::from_utf8_lossy(&bytes).into_owned(), chat, wild] {
            for line in order(&text, &ctx) {
                prop_assert!(text.contains(&line.text));
                if let Err(doubt) = line.read {
                    prop_assert!(doubt.position <= line.text.chars().count());
                }
            }
        }
    }

    #[test]
    fn what_is_sold_stands_in_the_text_and_reads_back_as_it_is_shown(chat in CHAT, long in any::<bool>()) {
        let ctx = if long { three() } else { two() };
        let Ok(line) = read(&chat, &ctx) else { return Ok(()) };
        let plain = LineContext { profile: Profile::NumberFirst, ..ctx };
        prop_assert_eq!(parse(&canonical(&line), &plain), Ok(line.clone()), "{}", chat);
        let figures: String = chat.chars().filter(|c| !matches!(c, '.' | ',')).collect();
        for bet in expand(&line, &mut |_| 0).unwrap().bets {
            prop_assert!(chat.contains(&bet.number.to_string()), "{chat}");
        }
        for group in &line.groups {
            let stake = (group.stake.as_cents() / 100).to_string();
            prop_assert!(figures.contains(&stake), "{chat}: {stake}");
        }
    }
}
