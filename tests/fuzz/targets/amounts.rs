//! Amounts, codes, rates, keys, and text from outside.

use banca::{
    domain::{Digits, Money, MoneyFormat, Number, Percent, Rate, Rounding, Symbol, TicketCode},
    ui::{key::Key, plain::plain},
};

use super::{Target, behind_choices, choice_and_text, plainly};

/// An amount as people type it.
pub const MONEY: Target = Target {
    name: "money",
    run: money,
    seeds: || {
        let texts = [
            "1.234.567,89",
            "-₡1 234,5",
            "CRC 12",
            ",50",
            "12,345.60",
            "90071992547409,91",
            "C0",
        ];
        behind_choices(&texts, 3)
    },
    words: &[
        ".",
        ",",
        " ",
        "\u{a0}",
        "\u{202f}",
        "₡",
        "¢",
        "C",
        "CRC",
        "-",
        "+",
        "000",
        "99",
        "922337203685477",
    ],
};

/// A ticket's code as it is typed or scanned.
pub const CODE: Target = Target {
    name: "code",
    run: code,
    seeds: || {
        plainly(&[
            "123456789018",
            "1234-5678-9018",
            "T 1234 5678 9018",
            "t000000000000",
        ])
    },
    words: &["T", "t", "-", " ", "0", "0000", "\u{a0}", "١"],
};

/// Numbers, percentages, factors and names of keys.
pub const FIGURES: Target = Target {
    name: "figures",
    run: figures,
    seeds: || {
        plainly(&[
            "23",
            "007",
            "12.5%",
            "12,5",
            "80",
            "0.0001",
            "ctrl-p",
            "alt-shift-f12",
            "space",
            "minus",
        ])
    },
    words: &[
        "ctrl-",
        "alt-",
        "shift-",
        "%",
        ".",
        ",",
        "e",
        "-",
        "+",
        "0",
        "00000",
        "99999999999999999999",
        "İ",
        "ß",
    ],
};

/// A name or a note with whatever somebody put into it.
pub const TEXT: Target = Target {
    name: "text",
    run: text,
    seeds: || {
        plainly(&[
            "Peña ₡ 日本",
            "a\u{1b}[2Jb\u{7}",
            "\u{202e}abc\u{2066}",
            "\u{9b}31m\r\n\t",
        ])
    },
    words: &[
        "\u{1b}[",
        "\u{1b}]52;c;",
        "\u{7}",
        "\u{9b}",
        "\u{202e}",
        "\u{feff}",
        "\u{200d}",
        "\u{0}",
        "\r",
        "\u{85}",
    ],
};

const FORMATS: [MoneyFormat; 3] = [MoneyFormat::Spaces, MoneyFormat::Dots, MoneyFormat::Commas];
const SYMBOLS: [Symbol; 5] = [
    Symbol::None,
    Symbol::Colon,
    Symbol::Cent,
    Symbol::Letter,
    Symbol::Code,
];

fn money(bytes: &[u8]) {
    let (choice, text) = choice_and_text(bytes);
    let format = FORMATS[choice % 3];
    let Ok(read) = Money::parse(&text, format) else {
        return;
    };
    assert_eq!(Some(read.as_cents()), counted(&text, format), "{text:?}");
    for format in FORMATS {
        for symbol in SYMBOLS {
            let written = read.format(format, symbol);
            assert_eq!(
                Money::parse(&written, format),
                Ok(read),
                "{written:?} of {text:?}"
            );
        }
    }
}

/// The céntimos of a text that is an amount, counted another way: its figures are all there is, but for the separator.
fn counted(text: &str, format: MoneyFormat) -> Option<i64> {
    let separator = if format == MoneyFormat::Commas {
        '.'
    } else {
        ','
    };
    let (whole, cents) = text.trim_end().rsplit_once(separator).unwrap_or((text, ""));
    let figures = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let value = format!("{}{:0<2}", figures(whole), figures(cents))
        .parse::<i64>()
        .ok()?;
    Some(if text.contains('-') { -value } else { value })
}

fn code(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(read) = TicketCode::parse(&text) else {
        return;
    };
    let digits = read.digits();
    assert!(
        digits.len() == 12 && digits.bytes().all(|digit| digit.is_ascii_digit()),
        "{digits:?}"
    );
    for written in [digits.clone(), read.to_string(), format!("T{digits}")] {
        assert_eq!(TicketCode::parse(&written), Ok(read), "{text:?}");
    }
    // One slip of the finger never makes another code.
    let figures: Vec<char> = digits.chars().collect();
    for place in 0..figures.len() {
        for other in '0'..='9' {
            let mut slipped = figures.clone();
            slipped[place] = other;
            let slipped = TicketCode::parse(&slipped.iter().collect::<String>());
            assert_eq!(
                slipped.is_ok(),
                other == figures[place],
                "{digits}: {other} at {place}"
            );
        }
        if place > 0 && figures[place] != figures[place - 1] {
            let mut swapped = figures.clone();
            swapped.swap(place, place - 1);
            assert!(
                TicketCode::parse(&swapped.iter().collect::<String>()).is_err(),
                "{digits}: {place}"
            );
        }
    }
}

fn figures(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for digits in [Digits::Two, Digits::Three] {
        if let Ok(number) = Number::parse(&text, digits) {
            assert_eq!(
                Number::parse(&number.to_string(), digits),
                Ok(number),
                "{text:?}"
            );
        }
    }
    let amounts = [0, 1, 99, 100_050, 1_000_000_000_000]
        .map(|cents| Money::try_from_cents(cents).expect("small"));
    let roundings = [Rounding::HalfUp, Rounding::Down, Rounding::Up];
    if let Ok(rate) = Rate::parse(&text) {
        assert_eq!(
            Rate::parse(&rate.as_decimal().to_string()),
            Ok(rate),
            "{text:?}"
        );
        for (amount, rounding) in amounts.into_iter().zip(roundings.into_iter().cycle()) {
            let _ = rate.of(amount, rounding);
        }
    }
    if let Ok(percent) = Percent::parse(&text) {
        assert_eq!(
            Percent::parse(&percent.as_decimal().to_string()),
            Ok(percent),
            "{text:?}"
        );
        for (amount, rounding) in amounts.into_iter().zip(roundings.into_iter().cycle()) {
            let part = percent
                .of(amount, rounding)
                .expect("a part is not more than the whole");
            assert!(
                part <= amount && !part.is_negative(),
                "{text:?} of {amount:?}"
            );
        }
    }
    if let Ok(key) = text.parse::<Key>() {
        assert_eq!(key.to_string().parse::<Key>().ok(), Some(key), "{text:?}");
        assert!(
            !key.label(true).is_empty() && !key.label(false).is_empty(),
            "{text:?}"
        );
    }
}

fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let safe = plain(&text);
    assert_eq!(safe.chars().count(), text.chars().count());
    assert!(!safe.chars().any(char::is_control), "{safe:?}");
    assert!(
        !safe.contains([
            '\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{200f}', '\u{feff}'
        ]),
        "{safe:?}"
    );
    assert_eq!(plain(&safe), safe);
}
