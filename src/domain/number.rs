//! The numbers people bet on: 00–99, or 000–999 where a lottery draws three digits.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// How many digits a lottery draws.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Digits {
    /// 00–99
    #[default]
    Two,
    /// 000–999
    Three,
}

/// A number of a draw, always shown with all its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Number {
    digits: Digits,
    value: u16,
}

/// Why something is not a number of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberError {
    /// Not exactly as many digits as the draw has.
    #[error("a number has {expected} digits here, not {found}")]
    WrongLength {
        /// Digits that the draw has.
        expected: u8,
        /// Characters that were given.
        found: usize,
    },
    /// A character that is not a digit.
    #[error("{character:?} is not a digit")]
    NotADigit {
        /// The character.
        character: char,
    },
    /// A value too large for the digits.
    #[error("{value} is too large")]
    TooLarge {
        /// The value.
        value: u16,
    },
}

impl Digits {
    /// The number of digits: 2 or 3.
    pub const fn count(self) -> u8 {
        match self {
            Digits::Two => 2,
            Digits::Three => 3,
        }
    }

    /// Two or three, as the database keeps it; `None` for anything else.
    pub const fn from_count(count: u8) -> Option<Digits> {
        match count {
            2 => Some(Digits::Two),
            3 => Some(Digits::Three),
            _ => None,
        }
    }

    /// How many numbers there are: 100 or 1 000.
    pub const fn numbers(self) -> u16 {
        match self {
            Digits::Two => 100,
            Digits::Three => 1_000,
        }
    }
}

impl Number {
    /// Takes a value.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] from 100 (two digits) or 1 000 (three digits) on.
    pub const fn new(value: u16, digits: Digits) -> Result<Number, NumberError> {
        if value < digits.numbers() {
            Ok(Number { digits, value })
        } else {
            Err(NumberError::TooLarge { value })
        }
    }

    /// Reads exactly as many digits as the draw has, so that a lost digit is never filled up with a zero.
    ///
    /// # Errors
    /// [`NumberError::WrongLength`] or [`NumberError::NotADigit`].
    pub fn parse(text: &str, digits: Digits) -> Result<Number, NumberError> {
        let mut value: u16 = 0;
        let mut found: usize = 0;
        for character in text.chars() {
            let digit = character
                .to_digit(10)
                .and_then(|digit| u16::try_from(digit).ok())
                .ok_or(NumberError::NotADigit { character })?;
            value = value.saturating_mul(10).saturating_add(digit);
            found = found.saturating_add(1);
        }
        if found != usize::from(digits.count()) {
            return Err(NumberError::WrongLength {
                expected: digits.count(),
                found,
            });
        }
        Number::new(value, digits)
    }

    /// The value, from 0.
    pub const fn value(self) -> u16 {
        self.value
    }

    /// How many digits the number is shown with.
    pub const fn digits(self) -> Digits {
        self.digits
    }

    /// All numbers of a draw in order.
    pub fn all(digits: Digits) -> impl DoubleEndedIterator<Item = Number> + Clone {
        (0..digits.numbers()).map(move |value| Number { digits, value })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = usize::from(self.digits.count());
        f.pad(&format!("{:0width$}", self.value))
    }
}

impl From<Number> for String {
    fn from(number: Number) -> String {
        number.to_string()
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Number, NumberError> {
        let digits = match text.len() {
            3 => Digits::Three,
            _ => Digits::Two,
        };
        Number::parse(&text, digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_with_all_its_digits() {
        assert_eq!(Number::new(5, Digits::Two).unwrap().to_string(), "05");
        assert_eq!(Number::new(5, Digits::Three).unwrap().to_string(), "005");
        assert_eq!(
            format!("{:>4}", Number::new(5, Digits::Two).unwrap()),
            "  05"
        );
    }

    #[test]
    fn a_lost_digit_is_never_filled_up() {
        assert_eq!(
            Number::parse("5", Digits::Two),
            Err(NumberError::WrongLength {
                expected: 2,
                found: 1
            })
        );
        assert_eq!(
            Number::parse("055", Digits::Two),
            Err(NumberError::WrongLength {
                expected: 2,
                found: 3
            })
        );
        assert_eq!(
            Number::parse("5x", Digits::Two),
            Err(NumberError::NotADigit { character: 'x' })
        );
        assert_eq!(
            Number::new(100, Digits::Two),
            Err(NumberError::TooLarge { value: 100 })
        );
    }

    #[test]
    fn every_number_is_read_back_from_what_is_shown_and_sent() {
        for digits in [Digits::Two, Digits::Three] {
            assert_eq!(Number::all(digits).count(), usize::from(digits.numbers()));
            for number in Number::all(digits) {
                assert_eq!(Number::parse(&number.to_string(), digits), Ok(number));
                let sent = serde_json::to_string(&number).unwrap();
                assert_eq!(serde_json::from_str::<Number>(&sent).unwrap(), number);
            }
        }
        assert!(serde_json::from_str::<Number>("\"5\"").is_err());
    }
}
