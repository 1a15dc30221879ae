//! Money as people type and print it: three ways to group thousands, céntimos only where there are any.

use super::{Money, MoneyError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How thousands are grouped and céntimos are separated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyFormat {
    /// `1 234 567,89`
    Spaces,
    /// `1.234.567,89`
    #[default]
    Dots,
    /// `1,234,567.89`
    Commas,
}

/// What stands before the figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Symbol {
    /// Nothing, as in tables.
    #[default]
    None,
    /// `₡`
    Colon,
    /// `¢`, which printers know.
    Cent,
    /// `C`, for terminals without either.
    Letter,
    /// `CRC` and a space, for exports.
    Code,
}

/// Why a text is not an amount. Positions count characters from zero.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyTextError {
    /// There are no figures.
    #[error("no amount")]
    Empty,
    /// A character that does not belong into an amount.
    #[error("unexpected {character:?} at {position}")]
    BadCharacter {
        /// Where it stands.
        position: usize,
        /// What it is.
        character: char,
    },
    /// Thousands that are not groups of three: `1.5` where the point groups, so it is never read as fifteen.
    #[error("thousands are grouped wrongly before {position}")]
    BadGrouping {
        /// Where the wrong group ends.
        position: usize,
    },
    /// More than two figures of céntimos, or a separator without any.
    #[error("céntimos take one or two figures")]
    BadCents {
        /// Where the separator stands.
        position: usize,
    },
    /// A number, but outside the range of money.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl MoneyFormat {
    const fn group(self) -> char {
        match self {
            MoneyFormat::Spaces => ' ',
            MoneyFormat::Dots => '.',
            MoneyFormat::Commas => ',',
        }
    }

    const fn decimal(self) -> char {
        match self {
            MoneyFormat::Spaces | MoneyFormat::Dots => ',',
            MoneyFormat::Commas => '.',
        }
    }

    fn groups(self, character: char) -> bool {
        match self {
            MoneyFormat::Spaces => matches!(character, ' ' | '\u{a0}' | '\u{202f}'),
            MoneyFormat::Dots | MoneyFormat::Commas => character == self.group(),
        }
    }
}

impl Symbol {
    const fn text(self) -> &'static str {
        match self {
            Symbol::None => "",
            Symbol::Colon => "₡",
            Symbol::Cent => "¢",
            Symbol::Letter => "C",
            Symbol::Code => "CRC ",
        }
    }
}

impl Money {
    /// Reads an amount in colones as a person types it: an optional sign, an optional currency sign, thousands grouped
    /// wholly or not at all, at most two figures of céntimos.
    ///
    /// # Errors
    /// [`MoneyTextError`] with the position of what is wrong; nothing doubtful is guessed.
    pub fn parse(text: &str, format: MoneyFormat) -> Result<Money, MoneyTextError> {
        let all: Vec<char> = text.chars().collect();
        let (start, negative) = prefix(&all);
        let end = all
            .iter()
            .rposition(|c| !c.is_whitespace())
            .map_or(0, |last| last.saturating_add(1));
        let mut cents: i64 = 0;
        let mut in_group: usize = 0;
        let mut grouped = false;
        let mut decimals: Option<(usize, u32)> = None;
        let mut figures: usize = 0;
        for (position, &character) in all.iter().enumerate().take(end).skip(start) {
            if let Some(digit) = character.to_digit(10) {
                cents = cents
                    .checked_mul(10)
                    .and_then(|cents| cents.checked_add(i64::from(digit)))
                    .ok_or(MoneyError::OutOfRange)?;
                figures = figures.saturating_add(1);
                match &mut decimals {
                    Some((separator, count)) => {
                        *count = count.saturating_add(1);
                        if *count > 2 {
                            return Err(MoneyTextError::BadCents {
                                position: *separator,
                            });
                        }
                    }
                    None => in_group = in_group.saturating_add(1),
                }
            } else if decimals.is_none() && format.groups(character) {
                let wrong = if grouped {
                    in_group != 3
                } else {
                    !(1..=3).contains(&in_group)
                };
                if wrong {
                    return Err(MoneyTextError::BadGrouping { position });
                }
                grouped = true;
                in_group = 0;
            } else if decimals.is_none() && character == format.decimal() {
                if grouped && in_group != 3 {
                    return Err(MoneyTextError::BadGrouping { position });
                }
                decimals = Some((position, 0));
            } else {
                return Err(MoneyTextError::BadCharacter {
                    position,
                    character,
                });
            }
        }
        if figures == 0 {
            return Err(MoneyTextError::Empty);
        }
        let scale = match decimals {
            None if grouped && in_group != 3 => {
                return Err(MoneyTextError::BadGrouping { position: end });
            }
            Some((position, 0)) => return Err(MoneyTextError::BadCents { position }),
            None => 100,
            Some((_, 1)) => 10,
            Some((_, _)) => 1,
        };
        let sign = if negative { -1 } else { 1 };
        let cents = cents
            .checked_mul(scale)
            .and_then(|cents| cents.checked_mul(sign))
            .ok_or(MoneyError::OutOfRange)?;
        Ok(Money::try_from_cents(cents)?)
    }

    /// Writes the amount in colones, with céntimos only when there are any, the sign first: `-₡1.234,50`.
    pub fn format(self, format: MoneyFormat, symbol: Symbol) -> String {
        let cents = self.as_cents().unsigned_abs();
        let mut text = String::from(if self.is_negative() { "-" } else { "" });
        text.push_str(symbol.text());
        let whole = (cents / 100).to_string();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && whole.len().saturating_sub(index).is_multiple_of(3) {
                text.push(format.group());
            }
            text.push(digit);
        }
        if !cents.is_multiple_of(100) {
            text.push(format.decimal());
            if cents % 100 < 10 {
                text.push('0');
            }
            text.push_str(&(cents % 100).to_string());
        }
        text
    }
}

/// Skips blanks, one sign and one currency sign; answers where the figures begin and whether they are negative.
fn prefix(all: &[char]) -> (usize, bool) {
    let mut at: usize = 0;
    let mut negative = false;
    let mut signed = false;
    let mut marked = false;
    while let Some(&character) = all.get(at) {
        match character {
            '-' | '+' if !signed => {
                signed = true;
                negative = character == '-';
            }
            '₡' | '¢' | 'C' if !marked => {
                marked = true;
                if character == 'C' && all.get(at..at.saturating_add(3)) == Some(&['C', 'R', 'C']) {
                    at = at.saturating_add(2);
                }
            }
            blank if blank.is_whitespace() => {}
            _ => break,
        }
        at = at.saturating_add(1);
    }
    (at, negative)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const FORMATS: [MoneyFormat; 3] = [MoneyFormat::Spaces, MoneyFormat::Dots, MoneyFormat::Commas];
    const SYMBOLS: [Symbol; 5] = [
        Symbol::None,
        Symbol::Colon,
        Symbol::Cent,
        Symbol::Letter,
        Symbol::Code,
    ];

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    #[rstest]
    #[case("184.500", MoneyFormat::Dots, 18_450_000)]
    #[case("₡1 234 567,89", MoneyFormat::Spaces, 123_456_789)]
    #[case("-1,234.5", MoneyFormat::Commas, -123_450)]
    #[case("  CRC 12 ", MoneyFormat::Dots, 1_200)]
    #[case("1234567", MoneyFormat::Dots, 123_456_700)]
    #[case(",50", MoneyFormat::Dots, 50)]
    fn amounts_are_read_as_people_type_them(
        #[case] text: &str,
        #[case] format: MoneyFormat,
        #[case] expected: i64,
    ) {
        assert_eq!(Money::parse(text, format), Ok(cents(expected)));
    }

    #[rstest]
    #[case("", MoneyTextError::Empty)]
    #[case("₡", MoneyTextError::Empty)]
    #[case("1.5", MoneyTextError::BadGrouping { position: 3 })]
    #[case("1.50,00", MoneyTextError::BadGrouping { position: 4 })]
    #[case("1234.567", MoneyTextError::BadGrouping { position: 4 })]
    #[case("1,500", MoneyTextError::BadCents { position: 1 })]
    #[case("1,", MoneyTextError::BadCents { position: 1 })]
    #[case("12a", MoneyTextError::BadCharacter { position: 2, character: 'a' })]
    #[case("-+5", MoneyTextError::BadCharacter { position: 1, character: '+' })]
    #[case("₡¢5", MoneyTextError::BadCharacter { position: 1, character: '¢' })]
    #[case("1,5,5", MoneyTextError::BadCharacter { position: 3, character: ',' })]
    #[case("9999999999999", MoneyTextError::Money(MoneyError::OutOfRange))]
    #[case(
        "99999999999999999999999",
        MoneyTextError::Money(MoneyError::OutOfRange)
    )]
    fn a_doubtful_amount_is_an_error_with_its_place(
        #[case] text: &str,
        #[case] expected: MoneyTextError,
    ) {
        assert_eq!(Money::parse(text, MoneyFormat::Dots), Err(expected));
    }

    #[test]
    fn cents_are_shown_only_when_there_are_any() {
        assert_eq!(
            cents(18_450_000).format(MoneyFormat::Dots, Symbol::None),
            "184.500"
        );
        assert_eq!(
            cents(123_456_789).format(MoneyFormat::Spaces, Symbol::Colon),
            "₡1 234 567,89"
        );
        assert_eq!(
            cents(-5).format(MoneyFormat::Commas, Symbol::Code),
            "-CRC 0.05"
        );
        assert_eq!(Money::ZERO.format(MoneyFormat::Dots, Symbol::Cent), "¢0");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn what_is_written_is_read_back(
            amount in -900_000_000_000_000_i64..=900_000_000_000_000,
            format in 0..3_usize,
            symbol in 0..5_usize,
        ) {
            let money = cents(amount);
            let text = money.format(FORMATS[format], SYMBOLS[symbol]);
            prop_assert_eq!(Money::parse(&text, FORMATS[format]), Ok(money));
        }

        #[test]
        fn no_text_can_break_the_reader(text in "\\PC*", format in 0..3_usize) {
            let _ = Money::parse(&text, FORMATS[format]);
        }
    }
}
