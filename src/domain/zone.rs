//! Local time: which instant a wall clock means, and to which business date an instant belongs.

use chrono::{
    DateTime, Duration, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc,
};
use chrono_tz::Tz;

/// Hours to look back from a wall time that a zone skipped; the longest skip on record is a whole day.
const LONGEST_SKIP_HOURS: i64 = 48;

/// The instant that a wall clock in a zone shows this time.
///
/// A time that comes twice (the clocks go back) is its first occurrence. A time that is skipped (the clocks go forward)
/// is as long after the skip as it was meant to be after its beginning: 02:30 becomes 03:30. `None` only at the ends of
/// the calendar.
pub fn instant_of(wall: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&wall) {
        MappedLocalTime::Single(time) | MappedLocalTime::Ambiguous(time, _) => Some(time.to_utc()),
        MappedLocalTime::None => skipped(wall, zone),
    }
}

/// What a wall clock in a zone shows at an instant.
pub fn wall_clock(instant: DateTime<Utc>, zone: Tz) -> NaiveDateTime {
    let plain = instant.naive_utc();
    let offset = zone.offset_from_utc_datetime(&plain).fix();
    plain.checked_add_offset(offset).unwrap_or(plain)
}

/// The date to which an instant is booked: the local date, where the hours before the day-cut hour still belong to the
/// day before. The database computes the same.
pub fn business_date(instant: DateTime<Utc>, zone: Tz, day_cut_hour: u8) -> NaiveDate {
    let wall = wall_clock(instant, zone);
    wall.checked_sub_signed(Duration::hours(i64::from(day_cut_hour)))
        .unwrap_or(wall)
        .date()
}

/// A skipped time is read with the offset that was in force before the skip.
fn skipped(wall: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    let before = (1..=LONGEST_SKIP_HOURS).find_map(|hours| {
        let earlier = wall.checked_sub_signed(Duration::hours(hours))?;
        zone.offset_from_local_datetime(&earlier).latest()
    })?;
    Some(wall.checked_sub_offset(before.fix())?.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::{Costa_Rica, New_York};
    use proptest::prelude::*;
    use rstest::rstest;

    fn wall(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        wall(text).and_utc()
    }

    #[rstest]
    #[case("2026-01-15 12:55", "2026-01-15 18:55", Costa_Rica)]
    #[case("2026-07-15 12:55", "2026-07-15 18:55", Costa_Rica)]
    #[case("2026-01-15 14:30", "2026-01-15 19:30", New_York)]
    #[case("2026-07-15 14:30", "2026-07-15 18:30", New_York)]
    #[case("2026-03-08 02:30", "2026-03-08 07:30", New_York)]
    #[case("2026-03-08 03:30", "2026-03-08 07:30", New_York)]
    #[case("2026-11-01 01:30", "2026-11-01 05:30", New_York)]
    #[case("2011-12-30 10:00", "2011-12-30 20:00", chrono_tz::Pacific::Apia)]
    fn a_wall_clock_means_one_instant(
        #[case] local: &str,
        #[case] instant: &str,
        #[case] zone: Tz,
    ) {
        assert_eq!(instant_of(wall(local), zone), Some(utc(instant)));
    }

    #[rstest]
    #[case("2026-01-15 05:59", 0, "2026-01-14")]
    #[case("2026-01-15 06:00", 0, "2026-01-15")]
    #[case("2026-01-15 08:59", 3, "2026-01-14")]
    #[case("2026-01-15 09:00", 3, "2026-01-15")]
    fn the_hours_before_the_cut_belong_to_the_day_before(
        #[case] instant: &str,
        #[case] cut: u8,
        #[case] date: &str,
    ) {
        let date: NaiveDate = date.parse().unwrap();
        assert_eq!(business_date(utc(instant), Costa_Rica, cut), date);
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_break() {
        let _ = instant_of(NaiveDateTime::MIN, New_York);
        let _ = instant_of(NaiveDateTime::MAX, New_York);
        let _ = business_date(DateTime::<Utc>::MIN_UTC, Costa_Rica, 12);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn what_a_clock_shows_leads_back_to_it_or_to_its_first_time(seconds in 0..4_000_000_000_i64) {
            let instant = DateTime::from_timestamp(seconds, 0).unwrap();
            let shown = wall_clock(instant, New_York);
            let back = instant_of(shown, New_York).unwrap();
            prop_assert!(back == instant || back + Duration::hours(1) == instant);
        }
    }
}
