//! Why a lay-off is not proposed, kept, sent, answered or settled.

use serde::{Deserialize, Serialize};

use super::{LayOffState, LayOffStep};
use crate::domain::{DrawState, Money, Number};

/// The house says no to a lay-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum LayOffProblem {
    /// The draw's result is known or may be, or nothing of it is sold yet.
    Late {
        /// The draw's state.
        draw: DrawState,
    },
    /// The state does not allow the step.
    State {
        /// What was asked.
        step: LayOffStep,
        /// The state.
        state: LayOffState,
    },
    /// More of a number would be passed on than was sold and nobody has taken over.
    Beyond {
        /// The number.
        number: Number,
        /// What is left of it.
        left: Money,
    },
    /// Nothing would be passed on.
    Nothing,
}

impl LayOffProblem {
    /// The stable code of the case.
    pub const fn code(&self) -> &'static str {
        match self {
            LayOffProblem::Late { .. } => "DRW-2001",
            LayOffProblem::State { .. } => "DRW-2002",
            LayOffProblem::Beyond { .. } => "DRW-2003",
            LayOffProblem::Nothing => "DRW-2004",
        }
    }
}
