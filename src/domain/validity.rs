//! From when to when a version of a policy is in force. A newer version takes the time it names; what it does not name stays
//! with the versions before it, so that a policy for December gives way to the earlier one by itself.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A span of time, its beginning included, its end not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The first moment.
    pub from: DateTime<Utc>,
    /// The moment after the last; none is for ever.
    pub to: Option<DateTime<Utc>>,
}

/// What becomes of a version when a newer one takes a part of its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// When it ends; its own beginning where nothing is left before the newer one.
    pub ends: DateTime<Utc>,
    /// What is left of it behind the newer one: another version with the same content.
    pub resumes: Option<Validity>,
}

impl Validity {
    /// Whether any moment lies in it.
    pub fn stands(self) -> bool {
        self.to.is_none_or(|to| self.from < to)
    }

    /// Whether a moment lies in it.
    pub fn covers(self, moment: DateTime<Utc>) -> bool {
        self.from <= moment && self.to.is_none_or(|to| moment < to)
    }

    /// What `newer` leaves of this version; nothing where they share no moment.
    pub fn cut_by(self, newer: Validity) -> Option<Cut> {
        let meet = self.stands()
            && newer.stands()
            && newer.to.is_none_or(|to| self.from < to)
            && self.to.is_none_or(|to| newer.from < to);
        let behind = newer.to.map(|from| Validity { from, to: self.to });
        meet.then(|| Cut {
            ends: newer.from.max(self.from),
            resumes: behind.filter(|rest| rest.stands()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(hour * 3_600, 0).unwrap()
    }

    fn span(from: i64, to: Option<i64>) -> Validity {
        Validity {
            from: at(from),
            to: to.map(at),
        }
    }

    #[test]
    fn a_span_has_its_beginning_and_not_its_end() {
        let covered =
            |span: Validity| -> Vec<i64> { (0..9).filter(|hour| span.covers(at(*hour))).collect() };
        assert_eq!(covered(span(2, Some(4))), [2, 3]);
        assert_eq!(covered(span(7, None)), [7, 8]);
        assert!(span(2, Some(3)).stands() && span(2, None).stands());
        assert!(!span(2, Some(2)).stands() && !span(3, Some(2)).stands());
    }

    #[test]
    fn versions_that_only_touch_leave_each_other_alone() {
        assert_eq!(span(0, Some(5)).cut_by(span(5, None)), None);
        assert_eq!(span(5, None).cut_by(span(0, Some(5))), None);
    }

    #[test]
    fn a_newer_version_for_ever_ends_the_one_before() {
        let cut = span(0, None).cut_by(span(5, None)).unwrap();
        assert_eq!((cut.ends, cut.resumes), (at(5), None));
    }

    #[test]
    fn a_version_for_a_while_lets_the_one_before_resume() {
        let cut = span(0, None).cut_by(span(5, Some(7))).unwrap();
        assert_eq!((cut.ends, cut.resumes), (at(5), Some(span(7, None))));
    }

    #[test]
    fn a_version_that_would_begin_later_never_comes_into_force() {
        let cut = span(9, None).cut_by(span(5, None)).unwrap();
        assert_eq!((cut.ends, cut.resumes), (at(9), None));
    }

    proptest! {
        #[test]
        fn every_moment_belongs_to_the_newer_version_or_to_what_is_left(
            from in 0_i64..9, long in proptest::option::of(0_i64..9), newer in 0_i64..9, most in proptest::option::of(1_i64..9), moment in 0_i64..20
        ) {
            let old = span(from, long.map(|hours| from + hours));
            let new = span(newer, most.map(|hours| newer + hours));
            let left = match old.cut_by(new) {
                None => vec![old],
                Some(cut) => [Some(Validity { from: old.from, to: Some(cut.ends) }), cut.resumes].into_iter().flatten().collect(),
            };
            let kept = left.iter().filter(|span| span.covers(at(moment))).count();
            let expected = usize::from(old.covers(at(moment)) && !new.covers(at(moment)));
            prop_assert_eq!(kept, expected);
        }
    }
}
