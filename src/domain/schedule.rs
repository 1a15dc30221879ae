//! When a lottery draws. The schedule speaks the lottery's own zone: a New York draw moves by an hour against Costa
//! Rica twice a year.

use super::{instant_of, wall_clock};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
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

impl Schedule {
    /// The draws of `days` local dates, the date of `from` being the first, from `from` on: each instant once, in order.
    /// A slot whose time the zone skips or repeats that day is drawn once, at the instant [`instant_of`] names.
    pub fn occurrences(&self, from: DateTime<Utc>, days: u16) -> Vec<DateTime<Utc>> {
        let first = wall_clock(from, self.zone).date();
        let dates = first.iter_days().take(usize::from(days));
        let mut instants: Vec<DateTime<Utc>> = dates
            .filter(|date| !self.holidays.contains(date))
            .flat_map(|date| self.on(date))
            .filter(|instant| *instant >= from)
            .collect();
        instants.sort_unstable();
        instants.dedup();
        instants
    }

    fn on(&self, date: NaiveDate) -> impl Iterator<Item = DateTime<Utc>> {
        let slots = self.slots.iter();
        slots
            .filter(move |slot| slot.is_on(date.weekday()))
            .filter_map(move |slot| instant_of(date.and_time(slot.time), self.zone))
    }
}

impl Slot {
    /// Whether it takes place on a weekday.
    pub fn is_on(&self, weekday: Weekday) -> bool {
        self.weekdays.is_empty() || self.weekdays.contains(&weekday)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::{Costa_Rica, New_York, Panama};
    use chrono_tz::Tz;

    fn time(text: &str) -> NaiveTime {
        NaiveTime::parse_from_str(text, "%H:%M").unwrap()
    }

    fn daily(zone: Tz, times: &[&str]) -> Schedule {
        let slots = times.iter().map(|text| Slot {
            weekdays: Vec::new(),
            time: time(text),
        });
        Schedule {
            zone,
            slots: slots.collect(),
            holidays: Vec::new(),
        }
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// Local times in Costa Rica, day and time.
    fn told(schedule: &Schedule, from: &str, days: u16) -> Vec<String> {
        let instants = schedule.occurrences(utc(from), days);
        let local =
            |at: &DateTime<Utc>| at.with_timezone(&Costa_Rica).format("%d %H:%M").to_string();
        instants.iter().map(local).collect()
    }

    #[test]
    fn draws_come_in_order_from_the_given_moment_on() {
        let tica = daily(Costa_Rica, &["19:30", "12:55", "16:30"]);
        assert_eq!(
            told(&tica, "2026-11-21T18:55:00Z", 2),
            [
                "21 12:55", "21 16:30", "21 19:30", "22 12:55", "22 16:30", "22 19:30"
            ]
        );
        assert_eq!(
            told(&tica, "2026-11-21T18:55:01Z", 1),
            ["21 16:30", "21 19:30"]
        );
        assert!(told(&tica, "2026-11-21T18:55:00Z", 0).is_empty());
        assert!(tica.occurrences(DateTime::<Utc>::MAX_UTC, 9).is_empty());
    }

    #[test]
    fn a_new_york_draw_moves_by_an_hour_against_costa_rica_twice_a_year() {
        let york = daily(New_York, &["14:30"]);
        assert_eq!(
            told(&york, "2026-03-07T06:00:00Z", 3),
            ["07 13:30", "08 12:30", "09 12:30"]
        );
        assert_eq!(
            told(&york, "2026-10-31T06:00:00Z", 3),
            ["31 12:30", "01 13:30", "02 13:30"]
        );
    }

    #[test]
    fn a_skipped_or_repeated_hour_gives_one_draw() {
        let york = daily(New_York, &["01:30", "02:30"]);
        assert_eq!(york.occurrences(utc("2026-03-08T05:00:00Z"), 1).len(), 2);
        assert_eq!(york.occurrences(utc("2026-11-01T04:00:00Z"), 1).len(), 2);
        let twice = daily(New_York, &["02:30", "03:30"]);
        assert_eq!(
            twice.occurrences(utc("2026-03-08T05:00:00Z"), 1),
            [utc("2026-03-08T07:30:00Z")]
        );
    }

    #[test]
    fn weekdays_and_holidays_are_those_of_the_lottery() {
        let panama = Schedule {
            zone: Panama,
            slots: vec![Slot {
                weekdays: vec![Weekday::Wed, Weekday::Sun],
                time: time("15:00"),
            }],
            holidays: vec!["2026-11-25".parse().unwrap()],
        };
        assert_eq!(
            told(&panama, "2026-11-21T06:00:00Z", 12),
            ["22 14:00", "29 14:00", "02 14:00"]
        );
    }

    #[test]
    fn a_schedule_travels_as_people_would_write_it() {
        let text = r#"{"zone":"America/Costa_Rica","slots":[{"time":"12:55:00"},{"weekdays":["Wed"],"time":"15:00:00"}]}"#;
        let schedule: Schedule = serde_json::from_str(text).unwrap();
        assert_eq!(schedule.slots[1].weekdays, [Weekday::Wed]);
        let again = serde_json::to_string(&schedule).unwrap();
        assert_eq!(serde_json::from_str::<Schedule>(&again).unwrap(), schedule);
        assert!(serde_json::from_str::<Schedule>(&text.replace("Costa_Rica", "Mars")).is_err());
    }
}
