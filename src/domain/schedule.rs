//! When a lottery draws. The schedule speaks the lottery's own zone: a New York draw moves by an hour against Costa
//! Rica twice a year.

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// The draws of a week, in the zone where they take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The zone of the times.
    pub zone: chrono_tz::Tz,
    /// The weekly draws.
    pub slots: Vec<Slot>,
    /// Local dates without draws.
    #[serde(default)]
    pub holidays: Vec<NaiveDate>,
}

/// One weekly draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The weekdays on which it takes place; empty means every day.
    #[serde(default)]
    pub weekdays: Vec<Weekday>,
    /// The local time.
    pub time: NaiveTime,
}
