//! The code of a ticket: twelve digits that can be keyed on a number pad, cannot be guessed, and catch a slip of the finger.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;

/// Eleven random digits and a check digit after Damm, which catches every wrong digit and every swap of neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TicketCode(u64);

/// Why a text is not a ticket code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeError {
    /// Not twelve digits.
    #[error("a ticket code has 12 digits, not {found}")]
    WrongLength {
        /// Digits that were given.
        found: usize,
    },
    /// A character that does not belong into a code; the position counts characters from zero.
    #[error("unexpected {character:?} at {position}")]
    BadCharacter {
        /// Where it stands.
        position: usize,
        /// What it is.
        character: char,
    },
    /// Twelve digits, but mistyped: the check digit does not agree.
    #[error("the check digit does not agree")]
    WrongCheckDigit,
}

/// Digits of a code, with its check digit.
pub const CODE_DIGITS: usize = 12;
const RANDOM_CODES: u64 = 100_000_000_000;

/// Damm's quasigroup of order ten: totally anti-symmetric, zeros on the diagonal.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

impl TicketCode {
    /// Makes a code from entropy that the caller took from a cryptographic generator. The eleven digits are the
    /// remainder of the division by 10¹¹; the bias (below 10⁻⁸) helps nobody to guess.
    pub fn from_random(entropy: u64) -> TicketCode {
        let random = entropy % RANDOM_CODES;
        let check = damm(&format!("{random:011}"));
        TicketCode(random.saturating_mul(10).saturating_add(u64::from(check)))
    }

    /// Reads a code as it is typed or scanned: blanks and dashes anywhere, an optional leading `T`.
    ///
    /// # Errors
    /// [`CodeError`]; a wrong character comes before a wrong length, a wrong length before a wrong check digit.
    pub fn parse(text: &str) -> Result<TicketCode, CodeError> {
        let mut digits = String::with_capacity(CODE_DIGITS);
        let mut marked = false;
        for (position, character) in text.chars().enumerate() {
            match character {
                '0'..='9' => digits.push(character),
                'T' | 't' if digits.is_empty() && !marked => marked = true,
                blank if blank.is_whitespace() || blank == '-' => {}
                _ => {
                    return Err(CodeError::BadCharacter {
                        position,
                        character,
                    });
                }
            }
        }
        if digits.len() != CODE_DIGITS {
            return Err(CodeError::WrongLength {
                found: digits.len(),
            });
        }
        if damm(&digits) != 0 {
            return Err(CodeError::WrongCheckDigit);
        }
        let value = digits.bytes().fold(0_u64, |value, digit| {
            value
                .saturating_mul(10)
                .saturating_add(u64::from(digit.saturating_sub(b'0')))
        });
        Ok(TicketCode(value))
    }

    /// The twelve digits without dashes, as they are stored and encoded in CODE128 and QR (there after a `T`).
    pub fn digits(self) -> String {
        format!("{:012}", self.0)
    }
}

/// The running check over decimal digits; zero over a whole code.
fn damm(digits: &str) -> u8 {
    digits.bytes().fold(0_u8, |interim, digit| {
        DAMM.get(usize::from(interim))
            .and_then(|row| row.get(usize::from(digit.saturating_sub(b'0'))))
            .copied()
            .unwrap_or(interim)
    })
}

impl fmt::Display for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.0 / 100_000_000, self.0 % 100_000_000);
        f.pad(&format!(
            "{first:04}-{:04}-{:04}",
            last / 10_000,
            last % 10_000
        ))
    }
}

impl From<TicketCode> for String {
    fn from(code: TicketCode) -> String {
        code.digits()
    }
}

impl TryFrom<String> for TicketCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<TicketCode, CodeError> {
        TicketCode::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_printed_in_fours_and_read_in_every_form() {
        let code = TicketCode::from_random(12_345_678_901);
        assert_eq!(code.to_string(), "1234-5678-9018");
        for text in [
            "123456789018",
            "1234-5678-9018",
            "T123456789018",
            " 1234 5678 9018 ",
            "t1234-5678-9018",
        ] {
            assert_eq!(TicketCode::parse(text), Ok(code), "{text}");
        }
        assert_eq!(serde_json::to_string(&code).unwrap(), "\"123456789018\"");
    }

    #[test]
    fn what_is_not_a_code_says_why() {
        assert_eq!(
            TicketCode::parse("1234"),
            Err(CodeError::WrongLength { found: 4 })
        );
        assert_eq!(
            TicketCode::parse("1234T5678901"),
            Err(CodeError::BadCharacter {
                position: 4,
                character: 'T'
            })
        );
        assert_eq!(
            TicketCode::parse("123456789019"),
            Err(CodeError::WrongCheckDigit)
        );
        assert_eq!(
            TicketCode::parse(""),
            Err(CodeError::WrongLength { found: 0 })
        );
    }

    fn is_refused(digits: &[u8]) -> bool {
        let text: String = digits
            .iter()
            .map(|&digit| char::from(b'0' + digit))
            .collect();
        TicketCode::parse(&text) == Err(CodeError::WrongCheckDigit)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn every_wrong_digit_and_every_swap_of_neighbours_is_caught(entropy in any::<u64>()) {
            let code = TicketCode::from_random(entropy);
            let digits: Vec<u8> = code.digits().bytes().map(|byte| byte - b'0').collect();
            prop_assert_eq!(TicketCode::parse(&code.to_string()), Ok(code));
            for place in 0..CODE_DIGITS {
                for other in (0..10).filter(|&other| other != digits[place]) {
                    let mut wrong = digits.clone();
                    wrong[place] = other;
                    prop_assert!(is_refused(&wrong));
                }
                if place + 1 < CODE_DIGITS && digits[place] != digits[place + 1] {
                    let mut swapped = digits.clone();
                    swapped.swap(place, place + 1);
                    prop_assert!(is_refused(&swapped));
                }
            }
        }
    }
}
