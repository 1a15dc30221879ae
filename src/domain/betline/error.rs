//! Why a bet line cannot be read: where, what, and what was probably meant.

use super::super::CodeError;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The first thing in a line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{kind} at {position}")]
pub struct LineError {
    /// Where, in characters from zero; the length of the line when something is missing at its end.
    pub position: usize,
    /// What.
    pub kind: LineErrorKind,
    /// The whole line as it was probably meant.
    pub suggestion: Option<String>,
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineErrorKind {
    /// Nothing was typed.
    #[error("empty line")]
    Empty,
    /// More characters than a line may have.
    #[error("more than {max} characters")]
    TooLong {
        /// The most allowed.
        max: usize,
    },
    /// A character that has no meaning here.
    #[error("unexpected {character:?}")]
    UnexpectedCharacter {
        /// The character.
        character: char,
    },
    /// A number or a short form must come here.
    #[error("a number is expected")]
    NumberExpected,
    /// A digit is lost: the run does not cut into whole numbers.
    #[error("{found} of {expected} digits")]
    OddDigits {
        /// Digits a number has.
        expected: u8,
        /// Digits that are left over.
        found: usize,
    },
    /// `20-` without its other end.
    #[error("the range has no end")]
    RangeEndExpected,
    /// The range runs backwards.
    #[error("the range runs backwards")]
    ReversedRange,
    /// Blanks on one side of the dash only: a range or a terminal?
    #[error("unclear dash")]
    UnclearDash,
    /// `d`, `t` or `-` without the digits of its decade or terminal.
    #[error("a digit is expected")]
    DigitExpected,
    /// `..` and `.N` only start a line or follow `+` or a blank.
    #[error("a dot needs a separator before it")]
    DotNeedsSeparator,
    /// `-D` only starts a line or follows `+` or a blank.
    #[error("a dash needs a separator before it")]
    DashNeedsSeparator,
    /// How many random numbers: 1 to 99.
    #[error("random numbers: 1 to 99")]
    RandomCount,
    /// The numbers have no amount.
    #[error("an amount is expected")]
    AmountExpected,
    /// A group has its amount already.
    #[error("a second amount")]
    SecondAmount,
    /// An amount of nothing.
    #[error("an amount of nothing")]
    ZeroAmount,
    /// An amount beyond all bounds.
    #[error("the amount is too large")]
    AmountTooLarge,
    /// Thousands are written without separators in a line.
    #[error("an amount is typed without separators")]
    GroupedAmount,
    /// This draw has no reventado.
    #[error("no reventado in this draw")]
    ReventadoNotAllowed,
    /// `+` or a blank must part two groups.
    #[error("a separator is expected")]
    SeparatorExpected,
    /// Nothing may follow the `*` that charges.
    #[error("nothing may follow the final star")]
    AfterCharge,
    /// `'` or `@` without text.
    #[error("a text is expected")]
    NoteExpected,
    /// A note longer than it may be.
    #[error("a note has at most {max} characters")]
    NoteTooLong {
        /// The most allowed.
        max: usize,
    },
    /// The list profile takes one group per line.
    #[error("one group per line")]
    SecondGroup,
    /// What was typed as a ticket code is none.
    #[error(transparent)]
    Code(CodeError),
    /// `+0`: the tickets are counted from one.
    #[error("tickets are counted from one")]
    RepeatFromOne,
    /// Not a choice of draws.
    #[error("a draw is expected")]
    DrawExpected,
    /// How many next draws: 1 to 31.
    #[error("next draws: 1 to 31")]
    DrawCount,
}
