//! The bet line and the pasted order.

use std::collections::HashSet;

use banca::domain::{
    Bet, Digits, Money,
    betline::{
        Entry, Line, LineContext, Profile, Sticky, Typing, canonical, charges_at_once, expand,
        looks_like_scan, parse, parse_partial, read, reventado_shortfalls,
    },
    order::order,
};

use super::{Target, behind_choices, choice_and_text};

/// A line at Enter, and while it is typed.
pub const BET_LINE: Target = Target {
    name: "bet_line",
    run: bet_line,
    seeds: || behind_choices(LINES, CONTEXTS),
    words: WORDS,
};

/// An order as it is pasted out of a chat.
pub const ORDER: Target = Target {
    name: "order",
    run: pasted_order,
    seeds: || behind_choices(ORDERS, 4),
    words: ORDER_WORDS,
};

const ORDERS: &[&str] = &[
    "12, 13 y 14 a 200\nel 23 con ₡500",
    "Hola! me da 05 x 1.000 y 99 de 2 mil por favor\r\n\r\n45=1k",
    "23 a 500 reventado 200\n007 por 1 000 colones cada uno",
    "45-300\n23 500\n20 a 29\n12:55\n12-13 x 100",
];

const ORDER_WORDS: &[&str] = &[
    " a ",
    " de ",
    " y ",
    " con ",
    " por ",
    " x",
    "*",
    "=",
    ":",
    ",",
    "-",
    "₡",
    "¢",
    " mil",
    "k",
    " colones",
    "cada uno",
    "c/u",
    "reventado",
    "rev",
    "r",
    "el ",
    "los ",
    "hola",
    "gracias",
    "\n",
    "\r\n",
    "00",
    "5",
    "500",
    "1.000",
    "1,000",
    "1 000",
    "0,5",
    "999999999999999999",
    "á",
    "🙏",
    "\u{a0}",
    "（",
    "．",
    "٣",
];

const LINES: &[&str] = &[
    "234567*500",
    "23 45 67*500/200'doña Ana'",
    "23v*100+40-49*200*",
    "2-*100 -3*100 ..*50",
    ".5*1000@8888-1234",
    "gt235690*300r100",
    "im*100+pp*100+ba al*50",
    "d2t3x1k",
    "/14*3+",
    "/ti ni,pr",
    "+3",
    "+1234-5678-9018",
    ".123456789018",
    "T123456789018",
    "500",
    "*",
    "",
];

const WORDS: &[&str] = &[
    "*",
    "**",
    "+",
    "/",
    "-",
    " - ",
    ".",
    "..",
    ".5",
    "'",
    "@",
    "v",
    "x",
    "r",
    "k",
    "gt",
    "im",
    "pp",
    "ba",
    "al",
    "d2",
    "t3",
    "a",
    "00",
    "99",
    "999",
    "T",
    "0",
    "500",
    "1234567890123",
    "９",
    "\u{a0}",
    "\n",
    "\t",
];

const CONTEXTS: u8 = 24;

fn context(choice: usize) -> LineContext {
    let sticky = |reventado| {
        let amount = |colones| Money::colones(colones).expect("small");
        Sticky::new(amount(500), reventado_of(reventado, amount(200)))
    };
    LineContext {
        digits: [Digits::Two, Digits::Three][choice % 2],
        reventado: (choice / 2).is_multiple_of(2),
        profile: [Profile::NumberFirst, Profile::AmountFirst, Profile::List][choice / 4 % 3],
        sticky: (choice / 12 % 2 == 1)
            .then(|| sticky(choice.is_multiple_of(3)))
            .flatten(),
    }
}

fn reventado_of(wanted: bool, amount: Money) -> Option<Money> {
    wanted.then_some(amount)
}

fn bet_line(bytes: &[u8]) {
    let (choice, text) = choice_and_text(bytes);
    let ctx = context(choice);
    let length = text.chars().count();
    match read(&text, &ctx) {
        Err(error) => assert!(error.position <= length, "{error:?} of {text:?}"),
        Ok(Entry::Command(_)) => {}
        Ok(Entry::Bets(line)) => bets(&line, &ctx),
    }
    let _ = (charges_at_once(&text, &ctx), looks_like_scan(&text));
    typed(&text, &ctx);
}

/// What holds of a line that was read.
fn bets(line: &Line, ctx: &LineContext) {
    let written = canonical(line);
    // Wherever more than one group fits into a line.
    let wide = LineContext {
        profile: Profile::NumberFirst,
        ..*ctx
    };
    assert_eq!(parse(&written, &wide).as_ref(), Ok(line), "{written:?}");
    let json = serde_json::to_string(line).expect("a line can be written");
    assert_eq!(
        serde_json::from_str::<Line>(&json).ok().as_ref(),
        Some(line)
    );

    let mut drawn = 0_u16;
    let mut random = |below: u16| {
        drawn = drawn.wrapping_mul(31).wrapping_add(7);
        drawn % below
    };
    let settled = line.settle(&mut random);
    let Ok(expansion) = expand(&settled, &mut |_| unreachable!("it is settled")) else {
        return;
    };
    let again = parse(&canonical(&settled), &wide).expect("a settled line reads back");
    assert_eq!(
        expand(&again, &mut |_| unreachable!("it is settled")),
        Ok(expansion.clone())
    );
    let sum = Money::try_sum(expansion.bets.iter().map(|bet| bet.stake));
    assert_eq!(sum, Ok(expansion.total), "{written:?}");
    let mut seen = HashSet::new();
    for bet in &expansion.bets {
        assert!(
            bet.stake.is_positive() && bet.number.digits() == ctx.digits,
            "{bet:?}"
        );
        assert!(seen.insert((bet.kind, bet.number)), "{bet:?} twice");
    }
    let all: Vec<Bet> = expansion.bets();
    let short = reventado_shortfalls(&all).expect("its total is money");
    assert!(
        short.iter().all(|one| one.reventado > one.straight),
        "{short:?}"
    );
}

/// What holds of every beginning of a text.
fn typed(text: &str, ctx: &LineContext) {
    let whole = parse_partial(text, ctx);
    let _ = whole.preview();
    let parsed = parse(text, ctx);
    if whole.typing != Typing::Command && ctx.profile != Profile::AmountFirst {
        assert_eq!(
            parsed.as_ref().err(),
            whole.error.as_ref().or(whole.missing.as_ref()),
            "{text:?}"
        );
    }
    if text.len() > 80 {
        return;
    }
    for (end, _) in text.char_indices() {
        let beginning = parse_partial(&text[..end], ctx);
        let _ = beginning.preview();
        if parsed.is_ok() {
            assert_eq!(beginning.error, None, "{:?} of {text:?}", &text[..end]);
        }
    }
}

fn pasted_order(bytes: &[u8]) {
    let (choice, text) = choice_and_text(bytes);
    let ctx = context(choice);
    let lines = order(&text, &ctx);
    let wanted = text.lines().filter(|line| !line.trim().is_empty());
    assert_eq!(lines.len(), wanted.count(), "{text:?}");
    for line in lines {
        assert_eq!(line.text.trim(), line.text);
        match line.read {
            Err(error) => assert!(
                error.position <= line.text.chars().count(),
                "{error:?} of {:?}",
                line.text
            ),
            Ok(read) => bets(&read, &ctx),
        }
    }
}
