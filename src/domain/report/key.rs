//! What a row of a report is about.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::Period;
use crate::domain::{BetKind, Number, PayMethod, Rate};

/// What a row is about. The order is the natural one of its dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "of", content = "value", rename_all = "snake_case")]
pub enum ReportKey {
    /// A shop by name.
    Ventana(String),
    /// A seller.
    Vendedor {
        /// The name they sign in with: no two have the same.
        username: String,
        /// What people call them.
        name: String,
    },
    /// A lottery by name.
    Lottery(String),
    /// One draw.
    Draw {
        /// The moment.
        at: DateTime<Utc>,
        /// The business date of the draw, as the filter line names it.
        date: NaiveDate,
        /// The wall clock of the house.
        time: NaiveTime,
        /// The lottery's name.
        lottery: String,
    },
    /// A time of day at which draws are held.
    Time(NaiveTime),
    /// A number.
    Number(Number),
    /// Bets of one kind and factor.
    Band {
        /// The kind.
        kind: BetKind,
        /// The factor.
        factor: Rate,
    },
    /// An hour of the day.
    Hour(u8),
    /// A day of the week, Monday = 1.
    Weekday(u8),
    /// A business date.
    Day(NaiveDate),
    /// A week by its Monday.
    Week(NaiveDate),
    /// A month by its first day.
    Month(NaiveDate),
    /// How long after the sale.
    Age(AgeBand),
    /// A method of payment.
    Method(PayMethod),
    /// How long after the draw.
    Wait(WaitBand),
}

/// How soon after its sale a ticket was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// Within a minute.
    Minute,
    /// Within five minutes.
    FiveMinutes,
    /// Within a quarter of an hour.
    Quarter,
    /// Within an hour.
    Hour,
    /// Later.
    Later,
}

impl AgeBand {
    /// All bands, soonest first.
    pub const ALL: [AgeBand; 5] = [
        AgeBand::Minute,
        AgeBand::FiveMinutes,
        AgeBand::Quarter,
        AgeBand::Hour,
        AgeBand::Later,
    ];

    /// The band's upper bound in minutes; the last has none.
    pub const fn minutes(self) -> Option<i32> {
        match self {
            AgeBand::Minute => Some(1),
            AgeBand::FiveMinutes => Some(5),
            AgeBand::Quarter => Some(15),
            AgeBand::Hour => Some(60),
            AgeBand::Later => None,
        }
    }
}

/// How many days lie between a draw and the payment of its prize, or today where it is not paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitBand {
    /// The day of the draw.
    Day,
    /// Up to three days.
    ThreeDays,
    /// Up to a week.
    Week,
    /// Up to thirty days.
    Month,
    /// Longer.
    Later,
}

impl WaitBand {
    /// All bands, soonest first.
    pub const ALL: [WaitBand; 5] = [
        WaitBand::Day,
        WaitBand::ThreeDays,
        WaitBand::Week,
        WaitBand::Month,
        WaitBand::Later,
    ];

    /// The most days of the band; the last has no end.
    pub const fn days(self) -> Option<i32> {
        match self {
            WaitBand::Day => Some(0),
            WaitBand::ThreeDays => Some(3),
            WaitBand::Week => Some(7),
            WaitBand::Month => Some(30),
            WaitBand::Later => None,
        }
    }
}

impl ReportKey {
    /// The words of the filter line that keep this row alone; `None` where the line has no word for it.
    pub fn words(&self) -> Option<String> {
        match self {
            ReportKey::Ventana(name) => Some(format!("ventana:{}", quoted(name))),
            ReportKey::Vendedor { username, .. } => Some(format!("vendedor:{}", quoted(username))),
            ReportKey::Lottery(name) => Some(format!("lottery:{}", quoted(name))),
            ReportKey::Draw {
                date,
                time,
                lottery,
                ..
            } => Some(format!(
                "lottery:{} drawn:{date} at:{}",
                quoted(lottery),
                time.format("%H:%M")
            )),
            ReportKey::Time(time) => Some(format!("at:{}", time.format("%H:%M"))),
            ReportKey::Number(number) => Some(format!("number:{number}")),
            ReportKey::Day(day) => Some(day.to_string()),
            ReportKey::Week(monday) => {
                let sunday = monday.checked_add_days(chrono::Days::new(6))?;
                Some(format!("{monday}..{sunday}"))
            }
            ReportKey::Month(first) => Some(first.format("%Y-%m").to_string()),
            ReportKey::Band { .. }
            | ReportKey::Hour(_)
            | ReportKey::Weekday(_)
            | ReportKey::Age(_)
            | ReportKey::Method(_)
            | ReportKey::Wait(_) => None,
        }
    }

    /// The row of `current` that this row of the period before is compared with.
    #[must_use]
    pub fn moved(self, current: Period) -> ReportKey {
        match self {
            ReportKey::Day(day) => ReportKey::Day(current.counterpart(day)),
            ReportKey::Week(monday) => {
                let day = current.counterpart(monday);
                let back = u64::from(day.weekday().num_days_from_monday());
                ReportKey::Week(day.checked_sub_days(chrono::Days::new(back)).unwrap_or(day))
            }
            ReportKey::Month(first) => {
                let day = current.counterpart(first);
                ReportKey::Month(day.with_day(1).unwrap_or(day))
            }
            same => same,
        }
    }
}

/// A name as the filter line takes it.
fn quoted(name: &str) -> String {
    if name.contains(char::is_whitespace) || name.is_empty() {
        format!("\"{}\"", name.replace('"', ""))
    } else {
        name.to_owned()
    }
}
