//! What a mistake is called in the bet line, in a pasted order, in a ticket's code: for the screens and for the command line.

use super::{Say, pay, sell as t};
use crate::domain::CodeError;
use crate::domain::betline::{LineError, LineErrorKind as Kind, MAX_LINE};
use crate::domain::order::DoubtKind;

/// The sentence of a mistake, with what was probably meant.
pub fn sentence(error: &LineError) -> Say {
    let plain = kind(&error.kind);
    match &error.suggestion {
        Some(suggestion) => t::SUGGEST
            .with("text", plain)
            .with("suggestion", suggestion.as_str()),
        None => plain,
    }
}

/// What is unclear in a line of a pasted order.
pub fn doubt(kind: &DoubtKind) -> Say {
    match kind {
        DoubtKind::Word(word) => t::D_WORD.with("word", word.as_str()),
        DoubtKind::Sign(sign) => t::E_UNEXPECTED.with("c", sign.to_string()),
        DoubtKind::NotANumber { digits } => t::D_NOT_A_NUMBER.with("n", i64::from(*digits)),
        DoubtKind::NoAmount => t::D_NO_AMOUNT.into(),
        DoubtKind::NoNumber => t::E_NUMBER.into(),
        DoubtKind::Unmarked => t::D_UNMARKED.into(),
        DoubtKind::Dash => t::D_DASH.into(),
        DoubtKind::RangeOrAmount => t::D_RANGE.into(),
        DoubtKind::Time => t::D_TIME.into(),
        DoubtKind::Amount => t::D_AMOUNT.into(),
        DoubtKind::NoReventado => t::D_NO_REVENTADO.into(),
        DoubtKind::ReventadoNotAllowed => t::E_REVENTADO.into(),
        DoubtKind::TooLong => t::E_TOO_LONG.with("n", MAX_LINE),
    }
}

/// What is wrong with a line, without what was probably meant.
pub fn kind(kind: &Kind) -> Say {
    match kind {
        Kind::Empty => t::E_EMPTY.into(),
        Kind::TooLong { max } => t::E_TOO_LONG.with("n", *max),
        Kind::UnexpectedCharacter { character } => t::E_UNEXPECTED.with("c", character.to_string()),
        Kind::NumberExpected => t::E_NUMBER.into(),
        Kind::OddDigits { expected, .. } => t::E_ODD.with("n", i64::from(*expected)),
        Kind::RangeEndExpected => t::E_RANGE_END.into(),
        Kind::ReversedRange => t::E_REVERSED.into(),
        Kind::UnclearDash => t::E_DASH.into(),
        Kind::DigitExpected => t::E_DIGIT.into(),
        Kind::DotNeedsSeparator => t::E_DOT.into(),
        Kind::DashNeedsSeparator => t::E_DASH_SEPARATOR.into(),
        Kind::RandomCount => t::E_RANDOM.into(),
        Kind::AmountExpected => t::E_AMOUNT.into(),
        Kind::SecondAmount => t::E_SECOND_AMOUNT.into(),
        Kind::ZeroAmount => t::E_ZERO.into(),
        Kind::AmountTooLarge => t::E_AMOUNT_LARGE.into(),
        Kind::GroupedAmount => t::E_GROUPED.into(),
        Kind::ReventadoNotAllowed => t::E_REVENTADO.into(),
        Kind::SeparatorExpected => t::E_SEPARATOR.into(),
        Kind::AfterCharge => t::E_AFTER.into(),
        Kind::NoteExpected => t::E_NOTE.into(),
        Kind::NoteTooLong { max } => t::E_NOTE_LONG.with("n", *max),
        Kind::SecondGroup => t::E_SECOND_GROUP.into(),
        Kind::Code(_) => t::E_CODE.into(),
        Kind::RepeatFromOne => t::E_REPEAT.into(),
        Kind::DrawExpected => t::E_DRAW.into(),
        Kind::DrawCount => t::E_DRAW_COUNT.into(),
    }
}

/// What is wrong with a ticket's code.
pub fn code(error: CodeError) -> Say {
    match error {
        CodeError::WrongLength { found } => pay::CODE_LENGTH.with("n", found),
        CodeError::BadCharacter {
            position,
            character,
        } => pay::CODE_CHARACTER
            .with("position", position + 1)
            .with("sign", character.to_string()),
        CodeError::WrongCheckDigit => pay::CODE_CHECK.into(),
    }
}
