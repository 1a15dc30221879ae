//! The way from a failed statement to an honest no. A refusal that the database raised is a [`Refusal`] like any other;
//! everything else is a [`Fault`] with a short code that also stands in the log.

use super::{
    answer::Reply,
    refusal::{Fault, FaultKind, FieldProblem, Refusal},
};
use crate::store::{self, Failed, Failure};

/// Why a verb did not answer.
#[derive(Debug)]
pub enum No {
    /// The business says no.
    Refused(Vec<Refusal>),
    /// Prices or rules changed since they were read: read them again.
    Stale,
    /// The world failed.
    Failed(Fault),
}

impl From<Refusal> for No {
    fn from(refusal: Refusal) -> Self {
        No::Refused(vec![refusal])
    }
}

impl From<Vec<Refusal>> for No {
    fn from(refusals: Vec<Refusal>) -> Self {
        No::Refused(refusals)
    }
}

impl From<No> for Reply {
    fn from(no: No) -> Self {
        match no {
            No::Refused(refusals) => Reply::Refused(refusals),
            No::Stale => Reply::Failed(fault(
                FaultKind::Busy,
                &"prices changed again while selling",
            )),
            No::Failed(fault) => Reply::Failed(fault),
        }
    }
}

impl From<Failed> for No {
    fn from(error: Failed) -> Self {
        let kind = match store::failure(&error) {
            Failure::Refused(told) => match serde_json::from_str(told) {
                Ok(refusals) => return No::Refused(refusals),
                Err(_) => FaultKind::WrongVersion,
            },
            Failure::Stale => return No::Stale,
            // Only a program sends them, in fields that are looked for or compared.
            Failure::BeyondTime => return unusable("date", FieldProblem::OutOfRange),
            Failure::Unreadable => return unusable("text", FieldProblem::Unreadable),
            Failure::Busy => FaultKind::Busy,
            Failure::TimedOut => FaultKind::TimedOut,
            Failure::Disconnected => FaultKind::Disconnected,
            Failure::Inconsistent => FaultKind::Inconsistent,
        };
        No::Failed(fault(kind, &error))
    }
}

fn unusable(field: &str, problem: FieldProblem) -> No {
    let field = field.to_owned();
    Refusal::Field { field, problem }.into()
}

/// Makes a fault with a fresh short code and writes it to the log, without any of the request's content.
pub fn fault(kind: FaultKind, why: &dyn std::fmt::Display) -> Fault {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let code = id.chars().skip(26).collect::<String>().to_uppercase();
    tracing::error!(%code, ?kind, %why, "fault");
    Fault { kind, code }
}
