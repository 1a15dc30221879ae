//! Weekdays as people write them: `lu,mi` and `lu-vi`, in either language.

use crate::ui::text::{Lang, Text, lotteries as t};
use chrono::Weekday;

const WEEKDAYS: [(Weekday, Text); 7] = [
    (Weekday::Mon, t::MO),
    (Weekday::Tue, t::TU),
    (Weekday::Wed, t::WE),
    (Weekday::Thu, t::TH),
    (Weekday::Fri, t::FR),
    (Weekday::Sat, t::SA),
    (Weekday::Sun, t::SU),
];

/// Days in the order of the week: `mi,do`.
pub(super) fn write(days: &[Weekday], lang: Lang) -> String {
    let names = WEEKDAYS.iter().filter(|(day, _)| days.contains(day));
    let names: Vec<&str> = names.map(|(_, name)| name.in_lang(lang)).collect();
    names.join(",")
}

/// Reads days and ranges of them, which may run over the end of the week.
///
/// # Errors
/// The name that is no day.
pub(super) fn read(piece: &str) -> Result<Vec<Weekday>, String> {
    let mut days = Vec::new();
    for name in piece.split(',').filter(|name| !name.is_empty()) {
        match name.split_once('-') {
            None => days.push(day(name)?),
            Some((from, to)) => {
                let (mut next, last) = (day(from)?, day(to)?);
                days.push(next);
                while next != last {
                    next = next.succ();
                    days.push(next);
                }
            }
        }
    }
    Ok(days)
}

fn day(name: &str) -> Result<Weekday, String> {
    let lower = name.to_lowercase().replace('á', "a");
    let same = |text: Text| Lang::ALL.iter().any(|lang| text.in_lang(*lang) == lower);
    let found = WEEKDAYS.iter().find(|(_, text)| same(*text));
    found.map(|(day, _)| *day).ok_or_else(|| name.to_owned())
}
