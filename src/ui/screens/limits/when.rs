//! When a limit holds, in one line: weekdays and dates of the draw, hours of the sale. `lu-vi 18:00-20:00 2026-12-01..`

use super::super::weekdays;
use crate::domain::{Hours, LimitRule};
use crate::ui::text::Lang;
use chrono::{NaiveDate, NaiveTime, Weekday};

/// When a limit holds; what is absent holds always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct When {
    pub(super) weekdays: Vec<Weekday>,
    pub(super) hours: Option<Hours>,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
}

impl When {
    /// Of a rule.
    pub(super) fn of(rule: &LimitRule) -> When {
        When {
            weekdays: rule.weekdays.clone(),
            hours: rule.hours,
            from: rule.from,
            to: rule.to,
        }
    }

    /// As it is written.
    pub(super) fn write(&self, lang: Lang) -> String {
        let mut pieces = Vec::new();
        if !self.weekdays.is_empty() {
            pieces.push(weekdays::write(&self.weekdays, lang));
        }
        pieces.extend(self.hours.map(write_hours));
        pieces.extend(match (self.from, self.to) {
            (None, None) => None,
            (Some(from), Some(to)) if from == to => Some(from.to_string()),
            (from, to) => {
                let written = |date: Option<NaiveDate>| {
                    date.map_or_else(String::new, |date| date.to_string())
                };
                Some(format!("{}..{}", written(from), written(to)))
            }
        });
        pieces.join(" ")
    }

    /// Reads a line; nothing written means always.
    ///
    /// # Errors
    /// The piece that cannot be read, or says again what was said.
    pub(super) fn read(text: &str) -> Result<When, String> {
        let mut when = When::default();
        for piece in text.split_whitespace() {
            let wrong = || piece.to_owned();
            if let Some(hours) = read_hours(piece) {
                if when.hours.replace(hours).is_some() {
                    return Err(wrong());
                }
            } else if let Some((from, to)) = read_dates(piece) {
                if when.from.is_some() || when.to.is_some() {
                    return Err(wrong());
                }
                (when.from, when.to) = (from, to);
            } else {
                when.weekdays
                    .extend(weekdays::read(piece).map_err(|_| wrong())?);
            }
        }
        when.weekdays.sort_by_key(Weekday::num_days_from_monday);
        when.weekdays.dedup();
        Ok(when)
    }
}

/// `18:00-20:00`
pub(super) fn write_hours(hours: Hours) -> String {
    format!(
        "{}-{}",
        hours.from.format("%H:%M"),
        hours.to.format("%H:%M")
    )
}

fn read_hours(piece: &str) -> Option<Hours> {
    let (from, to) = piece.split_once('-')?;
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
    let (from, to) = (time(from)?, time(to)?);
    // Hours that hold nothing are a mistake.
    (from != to).then_some(Hours { from, to })
}

/// A day, or a range of days open at either end.
fn read_dates(piece: &str) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let Some((from, to)) = piece.split_once("..") else {
        let day = piece.parse().ok()?;
        return Some((Some(day), Some(day)));
    };
    let end = |text: &str| match text {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    };
    let (from, to) = (end(from)?, end(to)?);
    match (from, to) {
        (None, None) => None,
        (Some(from), Some(to)) if from > to => None,
        both => Some(both),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("", "")]
    #[case("vi LU", "lu,vi")]
    #[case("lu-vi 18:00-20:00", "lu,ma,mi,ju,vi 18:00-20:00")]
    #[case("sá-lu", "lu,sa,do")]
    #[case("22:00-02:30", "22:00-02:30")]
    #[case("2026-12-24", "2026-12-24")]
    #[case("2026-12-24.. Sá", "sa 2026-12-24..")]
    #[case("..2026-12-24", "..2026-12-24")]
    #[case("2026-12-01..2026-12-31", "2026-12-01..2026-12-31")]
    fn a_line_reads_back_as_it_is_written(#[case] typed: &str, #[case] written: &str) {
        let read = When::read(typed).unwrap();
        assert_eq!(read.write(Lang::Es), written);
        assert_eq!(When::read(written), Ok(read));
    }

    #[rstest]
    #[case("lu xx", "xx")]
    #[case("25:00-26:00", "25:00-26:00")]
    #[case("18:00-18:00", "18:00-18:00")]
    #[case("18:00-19:00 20:00-21:00", "20:00-21:00")]
    #[case("2026-13-01", "2026-13-01")]
    #[case("2026-12-31..2026-12-01", "2026-12-31..2026-12-01")]
    #[case("2026-12-01 2026-12-02", "2026-12-02")]
    #[case("..", "..")]
    fn what_cannot_be_read_is_named(#[case] typed: &str, #[case] wrong: &str) {
        assert_eq!(When::read(typed), Err(wrong.to_owned()));
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics_and_what_is_read_reads_back(text in "[a-zá0-9:., -]{0,40}") {
            if let Ok(read) = When::read(&text) {
                proptest::prop_assert_eq!(When::read(&read.write(Lang::En)), Ok(read));
            }
        }
    }
}
