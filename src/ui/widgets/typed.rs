//! Amounts and dates as people type them into fields, read or refused with the sentence to show beside the field.

use crate::domain::Money;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, dates, pay};
use chrono::{Datelike, Days, NaiveDate};

/// Reads an amount above zero: `5000`, `5.000` as the house groups it, `5k`.
///
/// # Errors
/// The sentence that says what is wrong.
pub fn typed_amount(text: &str, ctx: &Ctx) -> Result<Money, Say> {
    let money = typed_figure(text, ctx)?;
    if money.is_positive() {
        Ok(money)
    } else {
        Err(pay::AMOUNT_ZERO.into())
    }
}

/// Reads an amount that may be nothing at all: a float of zero, an empty drawer.
///
/// # Errors
/// The sentence that says what is wrong; a negative amount is wrong, too.
pub fn typed_figure(text: &str, ctx: &Ctx) -> Result<Money, Say> {
    let text = text.trim();
    let thousands = text.strip_suffix(['k', 'K']);
    let read = Money::parse(thousands.unwrap_or(text), ctx.voice.money).ok();
    let money = match (read, thousands) {
        (Some(money), Some(_)) => money.checked_times(1_000),
        (money, _) => money,
    };
    money.filter(|money| !money.is_negative()).ok_or_else(|| {
        let example = Money::colones(5_000).unwrap_or(Money::ZERO);
        pay::AMOUNT_WRONG.with("example", ctx.voice.figure(example))
    })
}

/// Reads a date: `2026-11-21`, `21/11/2026`, `21/11` of this year, `hoy`, `ayer`, `today`, `yesterday`. Nothing typed is no date.
///
/// # Errors
/// The sentence that says what is wrong.
pub fn typed_date(text: &str, ctx: &Ctx) -> Result<Option<NaiveDate>, Say> {
    let text = text.trim().to_lowercase();
    let today = ctx.voice.day_of(ctx.now);
    let date = match text.as_str() {
        "" => return Ok(None),
        "hoy" | "today" => Some(today),
        "ayer" | "yesterday" => today.checked_sub_days(Days::new(1)),
        other => NaiveDate::parse_from_str(other, "%Y-%m-%d")
            .or_else(|_| NaiveDate::parse_from_str(other, "%d/%m/%Y"))
            .ok()
            .or_else(|| day_and_month(other, today.year())),
    };
    date.map_or_else(|| Err(dates::WRONG.into()), |date| Ok(Some(date)))
}

fn day_and_month(text: &str, year: i32) -> Option<NaiveDate> {
    let (day, month) = text.split_once('/')?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}
