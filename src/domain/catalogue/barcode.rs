//! Barcodes of goods, and the digit that checks the last of theirs.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What a scanner reads from goods: 4 to 48 letters, figures and `.` `/` `+` `-`. Where it has the length of an EAN-8, UPC-A,
/// EAN-13 or ITF-14, its check digit is right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Barcode(String);

/// Why something is not a barcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum BarcodeError {
    /// Too short, too long, or with signs that no barcode has.
    #[error("not a barcode")]
    Unreadable,
    /// Its last digit is not the one that checks the others.
    #[error("the check digit should be {expected}")]
    CheckDigit {
        /// The right one.
        expected: u8,
    },
}

const SHORTEST: usize = 4;
const LONGEST: usize = 48;

impl Barcode {
    /// Reads a barcode; blanks around it do not count.
    ///
    /// # Errors
    /// [`BarcodeError`].
    pub fn parse(text: &str) -> Result<Barcode, BarcodeError> {
        let text = text.trim();
        let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"./+-".contains(&byte);
        if !(SHORTEST..=LONGEST).contains(&text.len()) || !text.bytes().all(sign) {
            return Err(BarcodeError::Unreadable);
        }
        let numbered = matches!(text.len(), 8 | 12 | 13 | 14);
        if numbered
            && let Some((body, last)) = text.split_at_checked(text.len().saturating_sub(1))
            && let (Some(expected), Ok(last)) = (check_digit(body), last.parse::<u8>())
            && expected != last
        {
            return Err(BarcodeError::CheckDigit { expected });
        }
        Ok(Barcode(text.to_owned()))
    }

    /// As it is scanned.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Barcode {
    type Error = BarcodeError;

    fn try_from(text: String) -> Result<Barcode, BarcodeError> {
        Barcode::parse(&text)
    }
}

impl From<Barcode> for String {
    fn from(barcode: Barcode) -> String {
        barcode.0
    }
}

impl std::fmt::Display for Barcode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// The digit that checks the digits before it: weights 3 and 1 in turn from the last, and what is missing to the next ten.
/// `None` where something else than digits stands there.
pub fn check_digit(body: &str) -> Option<u8> {
    let mut sum: u32 = 0;
    for (place, letter) in body.chars().rev().enumerate() {
        let weight = if place % 2 == 0 { 3 } else { 1 };
        sum = sum.checked_add(letter.to_digit(10)?.checked_mul(weight)?)?;
    }
    let missing = 10_u32.checked_sub(sum.checked_rem(10)?)?;
    u8::try_from(missing.checked_rem(10)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("200012301567", 5)]
    #[case("210012302270", 0)]
    #[case("250012300012", 6)]
    #[case("200123456789", 3)]
    #[case("750123456789", 3)]
    #[case("947000001", 5)]
    #[case("9638507", 4)]
    #[case("03600029145", 2)]
    fn the_check_digit_is_the_worked_one(#[case] body: &str, #[case] digit: u8) {
        assert_eq!(check_digit(body), Some(digit), "{body}");
    }

    #[test]
    fn a_barcode_with_a_wrong_check_digit_says_which_it_should_be() {
        let wrong = BarcodeError::CheckDigit { expected: 3 };
        assert_eq!(Barcode::parse("2001234567890"), Err(wrong));
        assert_eq!(
            Barcode::parse(" 7501234567893 ").unwrap().as_str(),
            "7501234567893"
        );
    }

    #[test]
    fn other_lengths_and_letters_are_taken_as_they_are() {
        for fine in ["1234", "ABC-123", "12345678901", "A2345678"] {
            assert!(Barcode::parse(fine).is_ok(), "{fine}");
        }
        for wrong in ["", "123", "12 34", "ñandú", "1234\u{7f}", &"9".repeat(49)] {
            assert_eq!(
                Barcode::parse(wrong),
                Err(BarcodeError::Unreadable),
                "{wrong}"
            );
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(body in "[0-9]{12}", place in 0_usize..12, other in 1_u8..10) {
            let digit = check_digit(&body).unwrap();
            let mut typed = body.into_bytes();
            typed[place] = b'0' + (typed[place] - b'0' + other) % 10;
            let typed = format!("{}{digit}", String::from_utf8(typed).unwrap());
            let found = matches!(Barcode::parse(&typed), Err(BarcodeError::CheckDigit { .. }));
            prop_assert!(found);
        }

        #[test]
        fn whatever_is_typed_does_not_break_it(text in ".{0,60}") {
            let _ = Barcode::parse(&text);
            let _ = check_digit(&text);
        }
    }
}
