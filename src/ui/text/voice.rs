//! How things are said: the language, the grouping of money, the house's time zone, and whether the terminal knows `₡`.

use super::Text;
pub use crate::domain::Lang;
use crate::domain::{Money, MoneyFormat, Symbol};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// All that decides how figures, dates and sentences look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    /// The language.
    pub lang: Lang,
    /// How money is grouped.
    pub money: MoneyFormat,
    /// The zone in which times of day are said.
    pub zone: Tz,
    /// Whether only ASCII may be drawn.
    pub ascii: bool,
}

impl Default for Voice {
    fn default() -> Self {
        Self {
            lang: Lang::Es,
            money: MoneyFormat::Dots,
            zone: Tz::America__Costa_Rica,
            ascii: false,
        }
    }
}

const MONTHS_ES: [&str; 12] = [
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic",
];
const MONTHS_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS_ES: [&str; 7] = ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"];
const DAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl Voice {
    /// A text without placeholders.
    pub const fn text(&self, text: Text) -> &'static str {
        text.in_lang(self.lang)
    }

    /// An amount with its symbol: `₡184.500`.
    pub fn money(&self, money: Money) -> String {
        money.format(
            self.money,
            if self.ascii {
                Symbol::Letter
            } else {
                Symbol::Colon
            },
        )
    }

    /// An amount for a table, without symbol: `184.500`.
    pub fn figure(&self, money: Money) -> String {
        money.format(self.money, Symbol::None)
    }

    /// A count with grouped thousands.
    pub fn count(&self, count: i64) -> String {
        let digits = count.unsigned_abs().to_string();
        let separator = match self.money {
            MoneyFormat::Spaces => ' ',
            MoneyFormat::Dots => '.',
            MoneyFormat::Commas => ',',
        };
        let mut out = String::from(if count < 0 { "-" } else { "" });
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    /// A time of day in the house's zone: `12:55`.
    pub fn clock(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%H:%M").to_string()
    }

    /// A time of day to the second: `12:55:09`.
    pub fn clock_seconds(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%H:%M:%S").to_string()
    }

    /// A date: `vie 21 nov 2026`.
    pub fn date(&self, date: NaiveDate) -> String {
        let (days, months) = match self.lang {
            Lang::Es => (DAYS_ES, MONTHS_ES),
            Lang::En => (DAYS_EN, MONTHS_EN),
        };
        let day = days
            .get(date.weekday().num_days_from_monday() as usize)
            .copied()
            .unwrap_or_default();
        let month = months
            .get(date.month0() as usize)
            .copied()
            .unwrap_or_default();
        format!("{day} {} {month} {}", date.day(), date.year())
    }

    /// A date in figures, for tables: `2026-11-21`.
    pub fn day(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%Y-%m-%d").to_string()
    }

    /// The calendar day of an instant in the house's zone.
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// A date and time: `vie 21 nov 2026 12:55`.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        format!("{} {}", self.date(self.day_of(at)), self.clock(at))
    }

    /// A length of time: `02:41`, above an hour `1:02:41`, above a day `3 d 4 h`. Negative spans read as zero.
    pub fn span(&self, span: TimeDelta) -> String {
        let seconds = span.num_seconds().max(0);
        let (days, hours) = (seconds / 86_400, seconds / 3_600 % 24);
        let (minutes, seconds) = (seconds / 60 % 60, seconds % 60);
        if days > 0 {
            format!("{days} d {hours} h")
        } else if hours > 0 {
            format!("{hours}:{minutes:02}:{seconds:02}")
        } else {
            format!("{minutes:02}:{seconds:02}")
        }
    }

    /// From this long before a cutoff on a countdown runs by the second.
    pub const SECONDS_FROM: TimeDelta = TimeDelta::minutes(10);

    /// What is left until a cutoff, never in the shape of a time of day: `2 min 41` when it is soon, else by the minute:
    /// `25 min`, `1 h 20`.
    pub fn countdown(&self, left: TimeDelta) -> String {
        let minutes = left.num_minutes().max(0);
        if left < Self::SECONDS_FROM {
            let seconds = left.num_seconds().max(0) % 60;
            return match minutes {
                0 => format!("{seconds} s"),
                minutes => format!("{minutes} min {seconds:02}"),
            };
        }
        match minutes / 60 {
            0 => format!("{minutes} min"),
            hours => format!("{hours} h {:02}", minutes % 60),
        }
    }
}
