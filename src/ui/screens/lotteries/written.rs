//! Schedules, dates and outcomes as people write them in one line, and back: `12:55 19:30; mi,do 15:00`.

use super::super::weekdays;
use crate::domain::{Rate, ReventadoOutcome, Slot};
use crate::ui::text::Lang;
use chrono::{NaiveDate, NaiveTime, Weekday};

/// A schedule in one line: groups by weekdays, separated by `;`, days before times. Every day needs no days.
pub(super) fn slots(slots: &[Slot], lang: Lang) -> String {
    let mut groups: Vec<(&[Weekday], Vec<String>)> = Vec::new();
    for slot in slots {
        let time = slot.time.format("%H:%M").to_string();
        match groups.iter_mut().find(|(days, _)| *days == slot.weekdays) {
            Some((_, times)) => times.push(time),
            None => groups.push((&slot.weekdays, vec![time])),
        }
    }
    let written = groups.iter().map(|(days, times)| {
        let days = weekdays::write(days, lang);
        format!("{days} {}", times.join(" ")).trim().to_owned()
    });
    written.collect::<Vec<_>>().join("; ")
}

/// Reads a schedule, days in either language.
///
/// # Errors
/// The piece that cannot be read; the whole text when there is no time in it.
pub(super) fn read_slots(text: &str) -> Result<Vec<Slot>, String> {
    let mut slots = Vec::new();
    for group in text
        .split(';')
        .map(str::trim)
        .filter(|group| !group.is_empty())
    {
        let mut on = Vec::new();
        let mut times = 0;
        for piece in group.split_whitespace() {
            if let Ok(time) = NaiveTime::parse_from_str(piece, "%H:%M") {
                times += 1;
                let weekdays = on.clone();
                slots.push(Slot { weekdays, time });
            } else {
                on.extend(weekdays::read(piece)?);
            }
        }
        if times == 0 {
            return Err(group.to_owned());
        }
    }
    if slots.is_empty() {
        Err(text.to_owned())
    } else {
        Ok(slots)
    }
}

/// Dates in one line.
pub(super) fn dates(dates: &[NaiveDate]) -> String {
    let written: Vec<String> = dates.iter().map(ToString::to_string).collect();
    written.join(" ")
}

/// Reads dates.
///
/// # Errors
/// The piece that is no date.
pub(super) fn read_dates(text: &str) -> Result<Vec<NaiveDate>, String> {
    let pieces = text
        .split([' ', ',', ';'])
        .filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| piece.parse().map_err(|_| piece.to_owned()))
        .collect()
}

/// Outcomes in one line: `ROJA 200, BLANCA 0`.
pub(super) fn outcomes(outcomes: &[ReventadoOutcome]) -> String {
    let written = outcomes
        .iter()
        .map(|one| format!("{} {}", one.name, one.factor));
    written.collect::<Vec<_>>().join(", ")
}

/// Reads outcomes; an empty line plays no reventado.
///
/// # Errors
/// The piece without a name or a factor.
pub(super) fn read_outcomes(text: &str) -> Result<Vec<ReventadoOutcome>, String> {
    let pieces = text
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    let read = |piece: &str| {
        let (name, factor) = piece.rsplit_once(' ')?;
        let name = name.trim().to_uppercase();
        let factor = Rate::parse(factor).ok()?;
        (!name.is_empty()).then_some(ReventadoOutcome { name, factor })
    };
    pieces
        .map(|piece| read(piece).ok_or_else(|| piece.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_reads_back_as_it_was_written() {
        for (text, slots_in_it) in [
            ("12:55 16:30 19:30", 3),
            ("mi,do 15:00", 1),
            ("12:55; lu,ma 07:00 08:00", 3),
        ] {
            let read = read_slots(text).unwrap();
            assert_eq!(read.len(), slots_in_it);
            assert_eq!(slots(&read, Lang::Es), text);
        }
        let panama = read_slots("we,SU 15:00").unwrap();
        assert_eq!(slots(&panama, Lang::Es), "mi,do 15:00");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert_eq!(read_slots("12:55 25:00"), Err("25:00".to_owned()));
        assert_eq!(read_slots("mi,xx 15:00"), Err("xx".to_owned()));
        assert_eq!(read_slots("mi,do"), Err("mi,do".to_owned()));
        assert_eq!(read_slots(" "), Err(" ".to_owned()));
        assert_eq!(
            read_dates("2026-12-25 2026-13-01"),
            Err("2026-13-01".to_owned())
        );
        assert_eq!(read_outcomes("ROJA 200, BLANCA"), Err("BLANCA".to_owned()));
    }

    #[test]
    fn outcomes_and_dates_read_back() {
        let read = read_outcomes("roja 200, Bola blanca 0").unwrap();
        assert_eq!(outcomes(&read), "ROJA 200, BOLA BLANCA 0");
        assert_eq!(read_outcomes(""), Ok(Vec::new()));
        let read = read_dates("2026-12-25, 2027-01-01").unwrap();
        assert_eq!(dates(&read), "2026-12-25 2027-01-01");
    }
}
