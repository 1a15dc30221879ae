//! The life of a draw: SCHEDULED → OPEN → CLOSED → EVALUATED, or ANNULLED. One table of transitions; the database
//! refuses the same ones.

use serde::{Deserialize, Serialize};

use super::{Digits, Number};

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
            (DrawState::Scheduled | DrawState::Open, DrawEvent::Reschedule) => Some(self),
            (
                DrawState::Scheduled | DrawState::Open | DrawState::Closed | DrawState::Evaluated,
                DrawEvent::Annul,
            ) => Some(DrawState::Annulled),
            (
                DrawState::Scheduled,
                DrawEvent::Close
                | DrawEvent::EnterResult
                | DrawEvent::ConfirmResult
                | DrawEvent::CorrectResult,
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
                | DrawEvent::Reschedule,
            )
            | (
                DrawState::Evaluated,
                DrawEvent::Open
                | DrawEvent::Close
                | DrawEvent::EnterResult
                | DrawEvent::ConfirmResult
                | DrawEvent::Reschedule,
            )
            | (
                DrawState::Annulled,
                DrawEvent::Open
                | DrawEvent::Close
                | DrawEvent::EnterResult
                | DrawEvent::ConfirmResult
                | DrawEvent::CorrectResult
                | DrawEvent::Annul
                | DrawEvent::Reschedule,
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
