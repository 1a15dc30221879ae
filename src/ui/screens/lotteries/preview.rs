//! What a lottery's schedule gives in the coming days, before anything is generated: each day with its times, and the days
//! that are left out with the reason.

use crate::domain::Schedule;
use crate::ops::{HolidayRow, LotteryRow};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Tone;
use crate::ui::overlays::Message;
use crate::ui::text::{Say, lotteries as t};
use chrono::{DateTime, NaiveDate, Utc};

/// Days that are shown, today included.
const DAYS: u16 = 14;

/// A day of the schedule.
struct Day {
    date: NaiveDate,
    times: Vec<String>,
    /// Why nothing is drawn, where nothing is.
    off: Option<String>,
}

/// The coming days of a lottery.
pub(super) fn message(row: &LotteryRow, holidays: &[HolidayRow], ctx: &Ctx) -> Message {
    let days = days(row, holidays, ctx);
    let draws: usize = days
        .iter()
        .filter(|day| day.off.is_none())
        .map(|day| day.times.len())
        .sum();
    let mut lines: Vec<Say> = Vec::new();
    if !row.active {
        lines.push(t::PREVIEW_INACTIVE.into());
    }
    lines.push(if draws == 0 {
        t::PREVIEW_NONE.with("days", i64::from(DAYS))
    } else {
        t::PREVIEW_SUM
            .with("n", draws)
            .with("days", i64::from(DAYS))
    });
    for day in days {
        let times = day.times.join(&format!(" {} ", ctx.symbols.dot));
        lines.push(match day.off {
            None => t::PREVIEW_DAY.with("date", day.date).with("times", times),
            Some(name) if name.is_empty() => t::PREVIEW_OFF.with("date", day.date),
            Some(name) => t::PREVIEW_HOLIDAY.with("date", day.date).with("name", name),
        });
    }
    let title = t::PREVIEW.with("name", row.name.as_str());
    Message::new(Tone::Plain, title, lines)
}

/// What the schedule gives, day by day in the house's zone.
fn days(row: &LotteryRow, holidays: &[HolidayRow], ctx: &Ctx) -> Vec<Day> {
    let schedule = &row.rules.schedule;
    let whole = Schedule {
        holidays: Vec::new(),
        ..schedule.clone()
    };
    let mut days: Vec<Day> = Vec::new();
    for at in whole.occurrences(ctx.now, DAYS) {
        let date = ctx.voice.day_of(at);
        let off = off(row, holidays, at);
        let time = ctx.voice.clock(at);
        match days.last_mut() {
            Some(day) if day.date == date && day.off == off => day.times.push(time),
            Some(_) | None => days.push(Day {
                date,
                times: vec![time],
                off,
            }),
        }
    }
    days
}

/// Why nothing is drawn at this moment: a day of the lottery's own, or one of the house with its name.
fn off(row: &LotteryRow, holidays: &[HolidayRow], at: DateTime<Utc>) -> Option<String> {
    let schedule = &row.rules.schedule;
    let day = at.with_timezone(&schedule.zone).date_naive();
    let named = holidays
        .iter()
        .find(|one| one.day == day && one.lottery.is_none_or(|of| of == row.id));
    named
        .map(|one| one.name.clone())
        .or_else(|| schedule.holidays.contains(&day).then(String::new))
}
