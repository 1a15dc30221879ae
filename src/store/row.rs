//! From columns to domain values. What the constraints of the schema exclude is reported as a decoding error, never
//! guessed.

use chrono::Weekday;
use std::error::Error;

use rust_decimal::Decimal;

use crate::domain::{
    AwardMark, BetKind, Digits, DrawState, Money, MovementKind, MovementMethod, Number, Origin,
    PayMethod, PayoutKind, PayoutStatus, Percent, Rate, Role, ScopeId, ScopeRank, TicketCode,
    TicketState,
};

/// A column held a value that the schema should have refused.
fn unexpected(what: &str, value: impl std::fmt::Debug) -> sqlx::Error {
    sqlx::Error::Decode(format!("unexpected {what}: {value:?}").into())
}

fn decode(error: impl Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

/// Céntimos as money.
///
/// # Errors
/// Beyond the range of money.
pub fn money(cents: i64) -> Result<Money, sqlx::Error> {
    Money::try_from_cents(cents).map_err(decode)
}

/// A sum that may be absent, as money.
///
/// # Errors
/// Beyond the range of money.
pub fn money_or_zero(cents: Option<i64>) -> Result<Money, sqlx::Error> {
    money(cents.unwrap_or_default())
}

/// What is left of an amount after others were taken off.
///
/// # Errors
/// Beyond the range of money.
pub fn difference(from: Money, others: &[Money]) -> Result<Money, sqlx::Error> {
    others
        .iter()
        .try_fold(from, |left, other| left.checked_sub(*other))
        .ok_or_else(|| unexpected("difference", from))
}

/// Two amounts together.
///
/// # Errors
/// Beyond the range of money.
pub fn sum(one: Money, other: Money) -> Result<Money, sqlx::Error> {
    one.checked_add(other).ok_or_else(|| unexpected("sum", one))
}

/// 2 or 3.
///
/// # Errors
/// Any other count.
pub fn digits(count: i16) -> Result<Digits, sqlx::Error> {
    u8::try_from(count)
        .ok()
        .and_then(Digits::from_count)
        .ok_or_else(|| unexpected("digits", count))
}

/// The count of digits for a column.
pub fn digits_code(digits: Digits) -> i16 {
    i16::from(digits.count())
}

/// A number of the given length.
///
/// # Errors
/// Negative, or too large for its length.
pub fn number(value: i16, digits: Digits) -> Result<Number, sqlx::Error> {
    let value = u16::try_from(value).map_err(decode)?;
    Number::new(value, digits).map_err(decode)
}

/// A number's column.
pub fn number_code(number: Number) -> i16 {
    i16::try_from(number.value()).unwrap_or(i16::MAX)
}

/// 0 is straight, 1 is reventado.
///
/// # Errors
/// Any other code.
pub fn kind(code: i16) -> Result<BetKind, sqlx::Error> {
    match code {
        0 => Ok(BetKind::Straight),
        1 => Ok(BetKind::Reventado),
        other => Err(unexpected("bet kind", other)),
    }
}

/// A kind's column.
pub const fn kind_code(kind: BetKind) -> i16 {
    match kind {
        BetKind::Straight => 0,
        BetKind::Reventado => 1,
    }
}

/// A factor.
///
/// # Errors
/// Negative, too large or too fine.
pub fn rate(value: Decimal) -> Result<Rate, sqlx::Error> {
    Rate::new(value).map_err(decode)
}

/// A percentage.
///
/// # Errors
/// Outside 0–100 or too fine.
pub fn percent(value: Decimal) -> Result<Percent, sqlx::Error> {
    Percent::new(value).map_err(decode)
}

/// A weekday by its number, Monday 1 to Sunday 7.
///
/// # Errors
/// Another number.
pub fn weekday(code: i16) -> Result<Weekday, sqlx::Error> {
    let place = u8::try_from(code - 1).ok();
    place
        .and_then(|place| Weekday::try_from(place).ok())
        .ok_or_else(|| unexpected("weekday", code))
}

/// A weekday's number.
pub fn weekday_code(day: Weekday) -> i16 {
    i16::try_from(day.number_from_monday()).unwrap_or(1)
}

/// Twelve digits.
///
/// # Errors
/// A code whose check digit is wrong.
pub fn code(text: &str) -> Result<TicketCode, sqlx::Error> {
    TicketCode::parse(text).map_err(decode)
}

/// A draw's state.
///
/// # Errors
/// A name that the schema should have refused.
pub fn draw_state(name: &str) -> Result<DrawState, sqlx::Error> {
    DrawState::from_name(name).ok_or_else(|| unexpected("draw_state", name))
}

/// A ticket's state.
///
/// # Errors
/// A name that the schema should have refused.
pub fn ticket_state(name: &str) -> Result<TicketState, sqlx::Error> {
    TicketState::from_name(name).ok_or_else(|| unexpected("ticket_state", name))
}

/// A prize's mark.
///
/// # Errors
/// A name that the schema should have refused.
pub fn award_mark(name: &str) -> Result<AwardMark, sqlx::Error> {
    AwardMark::from_name(name).ok_or_else(|| unexpected("award_mark", name))
}

/// A way of paying.
///
/// # Errors
/// A name that the schema should have refused.
pub fn pay_method(name: &str) -> Result<PayMethod, sqlx::Error> {
    PayMethod::from_name(name).ok_or_else(|| unexpected("pay_method", name))
}

/// What a payout is for.
///
/// # Errors
/// Any other name.
pub fn payout_kind(name: &str) -> Result<PayoutKind, sqlx::Error> {
    PayoutKind::from_name(name).ok_or_else(|| unexpected("payout kind", name))
}

/// Which way money goes between house, shop and seller.
///
/// # Errors
/// A name that the schema should have refused.
pub fn movement_kind(name: &str) -> Result<MovementKind, sqlx::Error> {
    MovementKind::from_name(name).ok_or_else(|| unexpected("movement_kind", name))
}

/// How it passes.
///
/// # Errors
/// A name that the schema should have refused.
pub fn movement_method(name: &str) -> Result<MovementMethod, sqlx::Error> {
    MovementMethod::from_name(name).ok_or_else(|| unexpected("movement_method", name))
}

/// A status in the list of payouts.
///
/// # Errors
/// A name that the view should not give.
pub fn payout_status(name: &str) -> Result<PayoutStatus, sqlx::Error> {
    PayoutStatus::from_name(name).ok_or_else(|| unexpected("payout_status", name))
}

/// A role.
///
/// # Errors
/// A name that the schema should have refused.
pub fn role(name: &str) -> Result<Role, sqlx::Error> {
    Role::from_name(name).ok_or_else(|| unexpected("role", name))
}

/// How a number came about.
///
/// # Errors
/// A name that the schema should have refused.
pub fn origin(name: &str) -> Result<Origin, sqlx::Error> {
    Origin::from_name(name).ok_or_else(|| unexpected("origin", name))
}

/// A house, shop or seller.
///
/// # Errors
/// An unknown level.
pub fn scope(rank: i16, id: uuid::Uuid) -> Result<ScopeId, sqlx::Error> {
    ScopeRank::from_code(rank)
        .map(|rank| ScopeId::from_parts(rank, id))
        .ok_or_else(|| unexpected("scope", rank))
}

/// A JSON column as a value.
///
/// # Errors
/// JSON of another form.
pub fn json<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> Result<T, sqlx::Error> {
    serde_json::from_value(value).map_err(decode)
}
