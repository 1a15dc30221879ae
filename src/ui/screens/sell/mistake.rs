//! What a mistake in the bet line is called.

use crate::domain::betline::{LineError, LineErrorKind as Kind};
use crate::ui::text::{Say, sell as t};

/// The sentence of a mistake, with what was probably meant.
pub(super) fn sentence(error: &LineError) -> Say {
    let plain = kind(&error.kind);
    match &error.suggestion {
        Some(suggestion) => t::SUGGEST
            .with("text", plain)
            .with("suggestion", suggestion.as_str()),
        None => plain,
    }
}

/// The sentence with its place in the line, for lines that are not under the cursor.
pub(super) fn placed(error: &LineError) -> Say {
    t::AT_PLACE
        .with("text", kind(&error.kind))
        .with("place", error.position + 1)
}

fn kind(kind: &Kind) -> Say {
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
