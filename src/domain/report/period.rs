//! Periods of business dates: the words people use for them, and the period before.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// First and last business date, both included; the first is never after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// A period as it is named, to be resolved on the day it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PeriodWord {
    /// The present business date.
    #[default]
    Today,
    /// The one before.
    Yesterday,
    /// This week from Monday until today.
    Week,
    /// This month until today.
    Month,
    /// The whole month before this one.
    LastMonth,
    /// From a day to a day.
    Span(Period),
}

impl Period {
    /// From one day to another; `None` where the first is after the last.
    pub fn new(from: NaiveDate, to: NaiveDate) -> Option<Period> {
        (from <= to).then_some(Period { from, to })
    }

    /// The whole month of a day.
    pub fn month_of(day: NaiveDate) -> Period {
        let from = day.with_day(1).unwrap_or(day);
        let to = from
            .checked_add_months(Months::new(1))
            .and_then(|next| next.pred_opt())
            .unwrap_or(from);
        Period { from, to }
    }

    /// How many days it has.
    pub fn days(self) -> u64 {
        let apart = self.to.signed_duration_since(self.from).num_days();
        u64::try_from(apart).unwrap_or(0).saturating_add(1)
    }

    /// The period it is compared with: the month before for a month or its beginning, the same days of the week before for a
    /// week's beginning, else as many days just before.
    #[must_use]
    pub fn previous(self) -> Period {
        if self.from.day() == 1 && self.to <= Period::month_of(self.from).to {
            let from = back_a_month(self.from);
            let whole = self == Period::month_of(self.from);
            let to = if whole {
                Period::month_of(from).to
            } else {
                back_a_month(self.to)
            };
            return Period { from, to };
        }
        let monday = self.from.weekday().num_days_from_monday() == 0;
        let shift = if monday && self.days() > 1 && self.days() <= 7 {
            Days::new(7)
        } else {
            Days::new(self.days())
        };
        Period {
            from: self.from.checked_sub_days(shift).unwrap_or(self.from),
            to: self.to.checked_sub_days(shift).unwrap_or(self.to),
        }
    }

    /// The day of this period that a day of the period before is compared with: the one as far from the beginning.
    pub fn counterpart(self, before: NaiveDate) -> NaiveDate {
        let apart = before
            .signed_duration_since(self.previous().from)
            .num_days();
        u64::try_from(apart)
            .ok()
            .and_then(|days| self.from.checked_add_days(Days::new(days)))
            .unwrap_or(before)
    }
}

fn back_a_month(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(1)).unwrap_or(day)
}

impl PeriodWord {
    /// Reads a word in Spanish or English, a day `2026-11-20`, a month `2026-11`, or `day..day`.
    pub fn parse(word: &str) -> Option<PeriodWord> {
        match word {
            "hoy" | "today" => return Some(PeriodWord::Today),
            "ayer" | "yesterday" => return Some(PeriodWord::Yesterday),
            "semana" | "week" => return Some(PeriodWord::Week),
            "mes" | "month" => return Some(PeriodWord::Month),
            "mes-pasado" | "last-month" => return Some(PeriodWord::LastMonth),
            _ => {}
        }
        if let Some((from, to)) = word.split_once("..") {
            return Period::new(day(from)?, day(to)?).map(PeriodWord::Span);
        }
        if let Some(day) = day(word) {
            return Period::new(day, day).map(PeriodWord::Span);
        }
        day(&format!("{word}-01")).map(|first| PeriodWord::Span(Period::month_of(first)))
    }

    /// The days it means on a business date.
    pub fn on(self, today: NaiveDate) -> Period {
        let one = |day| Period { from: day, to: day };
        match self {
            PeriodWord::Today => one(today),
            PeriodWord::Yesterday => one(today.pred_opt().unwrap_or(today)),
            PeriodWord::Week => {
                let back = u64::from(today.weekday().num_days_from_monday());
                Period {
                    from: today.checked_sub_days(Days::new(back)).unwrap_or(today),
                    to: today,
                }
            }
            PeriodWord::Month => Period {
                from: today.with_day(1).unwrap_or(today),
                to: today,
            },
            PeriodWord::LastMonth => Period::month_of(back_a_month(today)),
            PeriodWord::Span(period) => period,
        }
    }
}

/// A day as `2026-11-20`, four digits of the year at least, two of month and day.
fn day(text: &str) -> Option<NaiveDate> {
    (text.len() == 10)
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
}
