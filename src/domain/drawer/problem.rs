//! Why a shift is not closed, handed over or reviewed as asked.

use serde::{Deserialize, Serialize};

use crate::domain::Money;

/// The house says no to something about a drawer's shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum ShiftProblem {
    /// The drawer is not closed: there is nothing to review yet.
    NotClosed,
    /// It was reviewed already.
    Reviewed,
    /// Nobody reviews the own drawer.
    OwnReview,
    /// Sales at this drawer are open or parked.
    OpenSales {
        /// How many.
        count: i64,
    },
    /// More would stay in the drawer than was counted.
    KeepsTooMuch {
        /// What was counted.
        counted: Money,
    },
    /// Who bears what is missing is said by whoever may accept a difference.
    BearerNotYours,
    /// A drawer is handed over to somebody of the same shop who has none open.
    CannotTake,
    /// The drawer is handed over at the terminal where it is.
    Elsewhere,
}

impl ShiftProblem {
    /// The stable code of the case.
    pub const fn code(&self) -> &'static str {
        match self {
            ShiftProblem::NotClosed => "POS-3011",
            ShiftProblem::Reviewed => "POS-3012",
            ShiftProblem::OwnReview => "POS-3013",
            ShiftProblem::OpenSales { .. } => "POS-3014",
            ShiftProblem::KeepsTooMuch { .. } => "POS-3015",
            ShiftProblem::BearerNotYours => "POS-3016",
            ShiftProblem::CannotTake => "POS-3017",
            ShiftProblem::Elsewhere => "POS-3018",
        }
    }
}
