//! What a line typed or scanned at the till means, decided at Enter: money, goods, numbers, or a ticket. Never guessed: what
//! looks like numbers with an amount and is none is a mistake with its place, not a search for goods.

use serde::{Deserialize, Serialize};

use super::Quantity;
use crate::domain::{
    TicketCode,
    betline::{self, DrawChoice, Line, LineCommand, LineContext, LineError},
};

/// From so many digits on a run of digits is an article's code and never an amount.
const LONG_CODE: usize = 8;

/// What a line means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// Nothing: the basket is charged.
    Charge,
    /// `-`: the chosen line is taken out.
    Remove,
    /// The code of a ticket, as it stands on paper.
    Ticket(TicketCode),
    /// `/…`: the draws of the numbers that follow.
    Draws(DrawChoice),
    /// Bets with their amounts.
    Numbers(Line),
    /// Goods by a code, a SKU or a name, and how much of them where it was said.
    Goods {
        /// The code or the words.
        code: String,
        /// How much.
        quantity: Option<Quantity>,
    },
    /// Meant as numbers, and not readable as such.
    Mistake(LineError),
}

/// Reads a line. `context` is what numbers would be read for.
pub fn read(text: &str, context: &LineContext) -> Entry {
    let text = text.trim();
    if text.is_empty() {
        return Entry::Charge;
    }
    if text == "-" {
        return Entry::Remove;
    }
    if let Some(code) = ticket(text) {
        return Entry::Ticket(code);
    }
    if let Some((much, code)) = times(text) {
        return Entry::Goods {
            code: code.to_owned(),
            quantity: Some(much),
        };
    }
    let bets = betline::read(text, context);
    match bets {
        Ok(betline::Entry::Bets(line)) => Entry::Numbers(line),
        Ok(betline::Entry::Command(LineCommand::ChooseDraws(choice))) => Entry::Draws(choice),
        Ok(betline::Entry::Command(LineCommand::LookUp(code))) if text.starts_with('.') => {
            Entry::Ticket(code)
        }
        Err(error) if looks_like_bets(text) => Entry::Mistake(error),
        Ok(betline::Entry::Command(_)) | Err(_) => match weighed(text) {
            Some((much, code)) => Entry::Goods {
                code: code.to_owned(),
                quantity: Some(much),
            },
            None => Entry::Goods {
                code: text.to_owned(),
                quantity: None,
            },
        },
    }
}

/// `T` and twelve digits, as the bars on a ticket say.
fn ticket(text: &str) -> Option<TicketCode> {
    let digits = text.strip_prefix(['T', 't'])?;
    let whole = digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit());
    TicketCode::parse(digits).ok().filter(|_| whole)
}

/// `3*7441001234567`, `1.567*MANGO`: a quantity and a code that no amount looks like.
fn times(text: &str) -> Option<(Quantity, &str)> {
    let (much, code) = weighed(text)?;
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    let named = code.chars().next().is_some_and(char::is_alphabetic);
    ((digits && code.len() >= LONG_CODE) || named).then_some((much, code))
}

/// A quantity and whatever code.
fn weighed(text: &str) -> Option<(Quantity, &str)> {
    let (much, code) = text.split_once('*')?;
    let (much, code) = (much.trim(), code.trim());
    let plain = much
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',');
    if much.is_empty() || !plain || code.is_empty() {
        return None;
    }
    let much = Quantity::parse(&much.replace(',', ".")).ok()?;
    (!much.is_zero()).then_some((much, code))
}

/// Whether somebody meant numbers: a star, and nothing but what a bet line is made of; with decimals before the star it is a
/// weight.
fn looks_like_bets(text: &str) -> bool {
    if text.starts_with('/') {
        return true;
    }
    let Some((before, after)) = text.split_once('*') else {
        return false;
    };
    let of_line = |c: char| c.is_ascii_digit() || "+-./ *kKrR'".contains(c);
    let weight = before.contains(['.', ','])
        && weighed(text).is_some()
        && !before.ends_with('.')
        && !before.starts_with('.');
    !weight
        && before.chars().all(|c| of_line(c) || "adtgv".contains(c))
        && after.chars().all(of_line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> String {
        match read(text, &LineContext::default()) {
            Entry::Charge => "charge".to_owned(),
            Entry::Remove => "remove".to_owned(),
            Entry::Ticket(code) => format!("ticket {code}"),
            Entry::Draws(_) => "draws".to_owned(),
            Entry::Numbers(line) => format!("numbers {line}"),
            Entry::Goods { code, quantity } => match quantity {
                Some(much) => format!("{} of {code}", much.text()),
                None => format!("goods {code}"),
            },
            Entry::Mistake(_) => "mistake".to_owned(),
        }
    }

    #[test]
    fn every_line_means_one_thing() {
        for (typed, meant) in [
            ("", "charge"),
            ("   ", "charge"),
            ("-", "remove"),
            ("7441001234567", "goods 7441001234567"),
            ("123456789012", "goods 123456789012"),
            ("2012345006786", "goods 2012345006786"),
            ("COC-350", "goods COC-350"),
            ("coca cola", "goods coca cola"),
            ("4011", "goods 4011"),
            ("23", "goods 23"),
            ("3*7441001234567", "3 of 7441001234567"),
            ("3*COC-350", "3 of COC-350"),
            ("1.567*MANGO", "1.567 of MANGO"),
            ("1,567*mango", "1.567 of mango"),
            ("1.567*4011", "1.567 of 4011"),
            ("0.250*4011", "0.250 of 4011"),
            ("23*500", "numbers 23*500"),
            ("234567*500", "numbers 23 45 67*500"),
            ("/1", "draws"),
            ("/ti", "draws"),
            ("2*200", "mistake"),
            ("235*200", "mistake"),
            ("23*", "mistake"),
            ("0*4011", "mistake"),
            ("0*COC-350", "goods 0*COC-350"),
        ] {
            assert_eq!(kind(typed), meant, "{typed:?}");
        }
    }

    #[test]
    fn a_ticket_is_known_by_its_letter_and_an_article_of_twelve_digits_is_none() {
        let code = "T123456789012";
        let read = read(code, &LineContext::default());
        match TicketCode::parse(&code[1..]) {
            Ok(code) => assert_eq!(read, Entry::Ticket(code)),
            Err(_) => assert!(matches!(read, Entry::Goods { .. })),
        }
        assert!(matches!(
            super::read("123456789012", &LineContext::default()),
            Entry::Goods { .. }
        ));
    }

    #[test]
    fn numbers_are_read_for_the_draws_that_are_chosen() {
        let plays = LineContext {
            reventado: true,
            ..LineContext::default()
        };
        assert!(matches!(read("234567*200/100", &plays), Entry::Numbers(_)));
        let without = LineContext {
            reventado: false,
            ..LineContext::default()
        };
        assert!(matches!(
            read("234567*200/100", &without),
            Entry::Mistake(_)
        ));
    }

    proptest::proptest! {
        #[test]
        fn any_text_means_something_and_never_panics(text in "\\PC{0,40}") {
            let _ = read(&text, &LineContext::default());
        }

        #[test]
        fn a_long_run_of_digits_is_always_goods(code in "[0-9]{8,14}", much in 1_u16..99) {
            let entry = read(&format!("{much}*{code}"), &LineContext::default());
            let quantity = Quantity::units(i64::from(much)).ok();
            proptest::prop_assert_eq!(entry, Entry::Goods { code, quantity });
        }
    }
}
