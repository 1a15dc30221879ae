//! The way from a failed statement to an honest no. A refusal that the database raised is a [`Refusal`] like any other;
//! everything else is a [`Fault`] with a short code that also stands in the log.

use super::{
    answer::Reply,
    refusal::{Fault, FaultKind, FieldProblem, Refusal},
};

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

impl From<sqlx::Error> for No {
    fn from(error: sqlx::Error) -> Self {
        let sqlx::Error::Database(refused) = &error else {
            let kind = match &error {
                sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::WorkerCrashed
                | sqlx::Error::Protocol(_) => FaultKind::Disconnected,
                _ => FaultKind::Inconsistent,
            };
            return No::Failed(fault(kind, &error));
        };
        let code = refused.code().unwrap_or_default();
        match code.as_ref() {
            "BA001" => match refusals_in(refused.as_ref()) {
                Some(refusals) => No::Refused(refusals),
                None => No::Failed(fault(FaultKind::WrongVersion, &error)),
            },
            "BA409" => No::Stale,
            // A day or a moment beyond what the database can hold, a text with a zero byte: only a program sends them, in
            // fields that are looked for or compared.
            "22008" => unusable("date", FieldProblem::OutOfRange),
            "22021" => unusable("text", FieldProblem::Unreadable),
            // Serialisation failure, deadlock, lock not available.
            "40001" | "40P01" | "55P03" => No::Failed(fault(FaultKind::Busy, &error)),
            // Query cancelled by its time-out.
            "57014" => No::Failed(fault(FaultKind::TimedOut, &error)),
            // The server stops, starts, or ended this connection.
            "57P01" | "57P02" | "57P03" | "08006" | "08003" | "25P03" => {
                No::Failed(fault(FaultKind::Disconnected, &error))
            }
            _ => No::Failed(fault(FaultKind::Inconsistent, &error)),
        }
    }
}

fn unusable(field: &str, problem: FieldProblem) -> No {
    let field = field.to_owned();
    Refusal::Field { field, problem }.into()
}

/// The refusals that travel in the detail of SQLSTATE BA001.
fn refusals_in(error: &dyn sqlx::error::DatabaseError) -> Option<Vec<Refusal>> {
    let detail = error
        .try_downcast_ref::<sqlx::postgres::PgDatabaseError>()?
        .detail()?;
    serde_json::from_str(detail).ok()
}

/// Makes a fault with a fresh short code and writes it to the log, without any of the request's content.
pub fn fault(kind: FaultKind, why: &dyn std::fmt::Display) -> Fault {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let code = id.chars().skip(26).collect::<String>().to_uppercase();
    tracing::error!(%code, ?kind, %why, "fault");
    Fault { kind, code }
}
