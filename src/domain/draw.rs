//! The life of a draw: SCHEDULED → OPEN → CLOSED → EVALUATED, or ANNULLED. One table of transitions; the database
//! refuses the same ones.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Digits, Number, UserId};

/// Where a draw stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DrawState {
    /// Made from the schedule, not yet on sale.
    Scheduled,
    /// On sale until its cutoff.
    Open,
    /// Sealed: nothing is sold or cancelled any more.
    Closed,
    /// The result is confirmed and the winners are known.
    Evaluated,
    /// Cancelled as a whole: stakes are refundable.
    Annulled,
}

/// What can happen to a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawEvent {
    /// Selling begins.
    Open,
    /// Selling ends and the seal is written.
    Close,
    /// One person types the result.
    EnterResult,
    /// A second person types the same result.
    ConfirmResult,
    /// An evaluated draw gets another result.
    CorrectResult,
    /// The draw is called off.
    Annul,
    /// It moves to another time.
    Reschedule,
    /// Nothing is sold of it for a while.
    Suspend,
    /// It is sold again.
    Resume,
}

impl DrawState {
    /// All states in the order of a draw's life.
    pub const ALL: [DrawState; 5] = [
        DrawState::Scheduled,
        DrawState::Open,
        DrawState::Closed,
        DrawState::Evaluated,
        DrawState::Annulled,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            DrawState::Scheduled => "SCHEDULED",
            DrawState::Open => "OPEN",
            DrawState::Closed => "CLOSED",
            DrawState::Evaluated => "EVALUATED",
            DrawState::Annulled => "ANNULLED",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<DrawState> {
        DrawState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }

    /// The state after `event`, or `None` where the event is not allowed.
    pub const fn after(self, event: DrawEvent) -> Option<DrawState> {
        match (self, event) {
            (DrawState::Scheduled, DrawEvent::Open) => Some(DrawState::Open),
            (DrawState::Open, DrawEvent::Close) => Some(DrawState::Closed),
            (DrawState::Closed, DrawEvent::EnterResult) => Some(DrawState::Closed),
            (DrawState::Closed, DrawEvent::ConfirmResult)
            | (DrawState::Evaluated, DrawEvent::CorrectResult) => Some(DrawState::Evaluated),
            (DrawState::Scheduled | DrawState::Open, DrawEvent::Reschedule)
            | (DrawState::Open, DrawEvent::Suspend | DrawEvent::Resume) => Some(self),
            (
                DrawState::Scheduled | DrawState::Open | DrawState::Closed | DrawState::Evaluated,
                DrawEvent::Annul,
            ) => Some(DrawState::Annulled),
            (
                DrawState::Scheduled,
                DrawEvent::Close
                | DrawEvent::EnterResult
                | DrawEvent::ConfirmResult
                | DrawEvent::CorrectResult
                | DrawEvent::Suspend
                | DrawEvent::Resume,
            )
            | (
                DrawState::Open,
                DrawEvent::Open
                | DrawEvent::EnterResult
                | DrawEvent::ConfirmResult
                | DrawEvent::CorrectResult,
            )
            | (
                DrawState::Closed,
                DrawEvent::Open
                | DrawEvent::Close
                | DrawEvent::CorrectResult
                | DrawEvent::Reschedule
                | DrawEvent::Suspend
                | DrawEvent::Resume,
            )
            | (
                DrawState::Evaluated,
                DrawEvent::Open
                | DrawEvent::Close
                | DrawEvent::EnterResult
                | DrawEvent::ConfirmResult
                | DrawEvent::Reschedule
                | DrawEvent::Suspend
                | DrawEvent::Resume,
            )
            | (
                DrawState::Annulled,
                DrawEvent::Open
                | DrawEvent::Close
                | DrawEvent::EnterResult
                | DrawEvent::ConfirmResult
                | DrawEvent::CorrectResult
                | DrawEvent::Annul
                | DrawEvent::Reschedule
                | DrawEvent::Suspend
                | DrawEvent::Resume,
            ) => None,
        }
    }
}

/// What a draw drew: the number, and for lotteries with reventado the colour or ball that came with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawResult {
    /// The winning number, of the lottery's length.
    pub number: Number,
    /// The reventado outcome's name, such as `ROJA`; `None` where the lottery plays none.
    pub outcome: Option<String>,
}

/// What is wrong with a typed result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wrong", rename_all = "snake_case")]
pub enum ResultProblem {
    /// The number has another length than the lottery's.
    WrongLength {
        /// Digits expected.
        expected: Digits,
    },
    /// The lottery plays reventado and no outcome was typed.
    OutcomeMissing,
    /// The lottery knows no such outcome.
    OutcomeUnknown {
        /// What was typed.
        typed: String,
        /// The outcomes that the draw knows.
        known: Vec<String>,
    },
}

/// Checks a typed result against the draw's rules: `outcomes` are those frozen when the draw opened.
///
/// # Errors
/// Every problem found, not only the first.
pub fn check_result(
    typed: &DrawResult,
    digits: Digits,
    outcomes: &[String],
) -> Result<(), Vec<ResultProblem>> {
    let mut problems = Vec::new();
    if typed.number.digits() != digits {
        problems.push(ResultProblem::WrongLength { expected: digits });
    }
    match (&typed.outcome, outcomes.is_empty()) {
        (None, true) => {}
        (None, false) => problems.push(ResultProblem::OutcomeMissing),
        (Some(outcome), _) if outcomes.contains(outcome) => {}
        (Some(outcome), _) => problems.push(ResultProblem::OutcomeUnknown {
            typed: outcome.clone(),
            known: outcomes.to_vec(),
        }),
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

/// How long a house with one administrator waits before the same person may confirm the own entry.
const SAME_PERSON_WAITS: TimeDelta = TimeDelta::seconds(60);

/// A typed result that waits for a second person: who and when, never what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstEntry {
    /// Who typed it.
    pub by: UserId,
    /// When.
    pub at: DateTime<Utc>,
}

/// The one who typed the first entry may not confirm it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SamePerson {
    /// Where the house lets one person do both: from when on.
    pub wait_until: Option<DateTime<Utc>>,
}

impl FirstEntry {
    /// Whether `second` may confirm this entry now: another person always, the same one only in single-person mode and
    /// only after a minute.
    ///
    /// # Errors
    /// [`SamePerson`], with the moment from which it works where there is one.
    pub fn may_be_confirmed(
        self,
        second: UserId,
        now: DateTime<Utc>,
        single_person: bool,
    ) -> Result<(), SamePerson> {
        if self.by != second {
            return Ok(());
        }
        let wait_until = same_person_from(self.at, single_person);
        match wait_until {
            Some(until) if now >= until => Ok(()),
            _ => Err(SamePerson { wait_until }),
        }
    }
}

/// From when on the person who typed a result then may also confirm it; never in a house that wants two.
pub fn same_person_from(typed: DateTime<Utc>, single_person: bool) -> Option<DateTime<Utc>> {
    single_person
        .then(|| typed.checked_add_signed(SAME_PERSON_WAITS))
        .flatten()
}

/// A seal's short code: eight hexadecimal digits in two groups, to be read aloud and compared on paper.
pub fn seal_short(root: &[u8]) -> String {
    let hex: Vec<String> = root
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02X}"))
        .collect();
    hex.chunks(2)
        .map(<[String]>::concat)
        .collect::<Vec<_>>()
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_000 + seconds, 0).unwrap()
    }

    #[test]
    fn another_person_confirms_at_once_and_the_same_one_only_alone_and_after_a_minute() {
        let (ana, olga): (UserId, UserId) = (Uuid::from_u128(1).into(), Uuid::from_u128(2).into());
        let entry = FirstEntry { by: ana, at: at(0) };
        assert_eq!(entry.may_be_confirmed(olga, at(0), false), Ok(()));
        assert_eq!(
            entry.may_be_confirmed(ana, at(600), false),
            Err(SamePerson { wait_until: None })
        );
        assert_eq!(
            entry.may_be_confirmed(ana, at(59), true),
            Err(SamePerson {
                wait_until: Some(at(60))
            })
        );
        assert_eq!(entry.may_be_confirmed(ana, at(60), true), Ok(()));
    }

    #[test]
    fn every_problem_of_a_typed_result_is_told() {
        let typed = |text: &str, digits, outcome: Option<&str>| DrawResult {
            number: Number::parse(text, digits).unwrap(),
            outcome: outcome.map(str::to_owned),
        };
        let known = ["ROJA".to_owned(), "BLANCA".to_owned()];
        assert_eq!(
            check_result(&typed("23", Digits::Two, Some("ROJA")), Digits::Two, &known),
            Ok(())
        );
        assert_eq!(
            check_result(&typed("023", Digits::Three, None), Digits::Two, &known),
            Err(vec![
                ResultProblem::WrongLength {
                    expected: Digits::Two
                },
                ResultProblem::OutcomeMissing
            ])
        );
        assert_eq!(
            check_result(&typed("23", Digits::Two, Some("ROJA")), Digits::Two, &[]),
            Err(vec![ResultProblem::OutcomeUnknown {
                typed: "ROJA".to_owned(),
                known: Vec::new()
            }])
        );
    }

    #[test]
    fn a_draw_is_opened_closed_drawn_and_confirmed_in_this_order_only() {
        use DrawEvent::{
            Annul, Close, ConfirmResult, CorrectResult, EnterResult, Open, Reschedule,
        };
        let allowed = [
            (DrawState::Scheduled, vec![(Open, DrawState::Open)]),
            (DrawState::Open, vec![(Close, DrawState::Closed)]),
            (
                DrawState::Closed,
                vec![
                    (EnterResult, DrawState::Closed),
                    (ConfirmResult, DrawState::Evaluated),
                ],
            ),
            (
                DrawState::Evaluated,
                vec![(CorrectResult, DrawState::Evaluated)],
            ),
            (DrawState::Annulled, vec![]),
        ];
        for (state, mut events) in allowed {
            // Before its sale ends a draw may move; until it is annulled it may be annulled.
            if matches!(state, DrawState::Scheduled | DrawState::Open) {
                events.push((Reschedule, state));
            }
            if state != DrawState::Annulled {
                events.push((Annul, DrawState::Annulled));
            }
            for event in [
                Open,
                Close,
                EnterResult,
                ConfirmResult,
                CorrectResult,
                Annul,
                Reschedule,
            ] {
                let next = events.iter().find(|(one, _)| *one == event);
                assert_eq!(
                    state.after(event),
                    next.map(|(_, state)| *state),
                    "{state:?} {event:?}"
                );
            }
        }
    }

    #[test]
    fn a_draw_never_goes_back() {
        for state in DrawState::ALL {
            assert_eq!(DrawState::from_name(state.name()), Some(state));
            for event in [
                DrawEvent::Open,
                DrawEvent::Close,
                DrawEvent::EnterResult,
                DrawEvent::ConfirmResult,
                DrawEvent::CorrectResult,
                DrawEvent::Annul,
                DrawEvent::Reschedule,
                DrawEvent::Suspend,
                DrawEvent::Resume,
            ] {
                assert!(state.after(event).is_none_or(|after| after >= state));
            }
        }
    }

    #[test]
    fn a_seals_short_code_is_its_beginning() {
        assert_eq!(seal_short(&[0x3f, 0x2a, 0x91, 0xbc, 0xff]), "3F2A-91BC");
        assert_eq!(seal_short(&[]), "");
    }
}
