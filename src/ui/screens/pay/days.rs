//! The dates that a list shows: a few that people ask for by name, or any range. Relative ones follow the clock.

use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Pick, Prompt};
use crate::ui::text::{Arg, Say, dates};
use crate::ui::widgets::{Field, typed_date};
use chrono::{Datelike, NaiveDate, TimeDelta};

/// Which dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Days {
    #[default]
    Today,
    Yesterday,
    Week,
    Month,
    All,
    Between(Option<NaiveDate>, Option<NaiveDate>),
}

const NAMED: [Days; 5] = [
    Days::Today,
    Days::Yesterday,
    Days::Week,
    Days::Month,
    Days::All,
];

impl Days {
    /// First and last business date; none is open on that side.
    pub fn range(self, ctx: &Ctx) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let today = ctx.voice.day_of(ctx.now);
        let before = |days| Some(today - TimeDelta::days(days));
        match self {
            Self::Today => (Some(today), Some(today)),
            Self::Yesterday => (before(1), before(1)),
            Self::Week => (before(6), Some(today)),
            Self::Month => (today.with_day(1), Some(today)),
            Self::All => (None, None),
            Self::Between(from, to) => (from, to),
        }
    }

    /// How it is called.
    pub fn say(self) -> Say {
        match self {
            Self::Today => dates::TODAY.into(),
            Self::Yesterday => dates::YESTERDAY.into(),
            Self::Week => dates::WEEK.into(),
            Self::Month => dates::MONTH.into(),
            Self::All => dates::ALL_DATES.into(),
            Self::Between(from, to) => {
                let side = |date: Option<NaiveDate>| {
                    date.map_or_else(
                        || Arg::from("…"),
                        |date| Arg::Plain(date.format("%Y-%m-%d").to_string()),
                    )
                };
                dates::RANGE.with("from", side(from)).with("to", side(to))
            }
        }
    }

    /// The list to choose from; the last one asks for the dates.
    pub fn pick(self) -> Pick {
        let mut items: Vec<Say> = NAMED.iter().map(|days| days.say()).collect();
        items.push(dates::BETWEEN.into());
        let marked = NAMED.iter().position(|days| *days == self);
        Pick::one(dates::TITLE, items, marked.unwrap_or(NAMED.len()))
    }

    /// What was chosen there; none asks for the dates.
    pub fn picked(place: usize) -> Option<Self> {
        NAMED.get(place).copied()
    }

    /// Asks for first and last date.
    pub fn prompt(self, ctx: &Ctx) -> Prompt {
        let (from, to) = self.range(ctx);
        let field = |label, date: Option<NaiveDate>| {
            let shown = date.map(|date| date.format("%Y-%m-%d").to_string());
            Field::text(label, 10)
                .hint(dates::HINT)
                .value(shown.unwrap_or_default())
        };
        let fields = vec![field(dates::FROM, from), field(dates::TO, to)];
        Prompt::new(dates::TITLE, Vec::new(), fields).checked(readable)
    }

    /// What was typed there.
    pub fn typed(values: &[String], ctx: &Ctx) -> Self {
        let date = |place: usize| {
            let typed = values.get(place).map_or("", String::as_str);
            typed_date(typed, ctx).ok().flatten()
        };
        Self::Between(date(0), date(1))
    }
}

fn readable(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    for (place, typed) in values.iter().enumerate() {
        typed_date(typed, ctx).map_err(|why| (place, why))?;
    }
    match Days::typed(values, ctx) {
        Days::Between(Some(from), Some(to)) if to < from => Err((1, dates::BACKWARDS.into())),
        Days::Between(..)
        | Days::Today
        | Days::Yesterday
        | Days::Week
        | Days::Month
        | Days::All => Ok(()),
    }
}
