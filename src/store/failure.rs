//! What a failed statement means, so that nobody outside this module needs to know how the driver or the server says it.

use super::Failed;

/// The meaning of a failed statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure<'a> {
    /// The business says no: the refusals, as JSON.
    Refused(&'a str),
    /// Prices or rules changed since they were read.
    Stale,
    /// A day or a moment beyond what the database can hold.
    BeyondTime,
    /// A text that the database cannot hold, such as one with a zero byte.
    Unreadable,
    /// Another command had the rows; it may be tried again.
    Busy,
    /// The statement took too long.
    TimedOut,
    /// The database cannot be reached, or went away.
    Disconnected,
    /// The database refused something that the rules allow, or answered what nobody understands.
    Inconsistent,
}

/// What a failed statement means.
pub fn failure(error: &Failed) -> Failure<'_> {
    let sqlx::Error::Database(refused) = error else {
        return match error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Failure::Disconnected,
            _ => Failure::Inconsistent,
        };
    };
    let code = refused.code().unwrap_or_default();
    match code.as_ref() {
        "BA001" => Failure::Refused(detail(refused.as_ref()).unwrap_or_default()),
        "BA409" => Failure::Stale,
        "22008" => Failure::BeyondTime,
        "22021" => Failure::Unreadable,
        // Serialisation failure, deadlock, lock not available.
        "40001" | "40P01" | "55P03" => Failure::Busy,
        // Query cancelled by its time-out.
        "57014" => Failure::TimedOut,
        // The server stops, starts, or ended this connection.
        "57P01" | "57P02" | "57P03" | "08006" | "08003" | "25P03" => Failure::Disconnected,
        _ => Failure::Inconsistent,
    }
}

/// The constraint that a statement broke, where it broke one.
pub fn constraint(error: &Failed) -> Option<&str> {
    error.as_database_error()?.constraint()
}

/// Whether the database answered, if with a no: the connection is as sound as before.
pub fn answered(error: &Failed) -> bool {
    matches!(error, sqlx::Error::Database(_))
}

fn detail(error: &dyn sqlx::error::DatabaseError) -> Option<&str> {
    error
        .try_downcast_ref::<sqlx::postgres::PgDatabaseError>()?
        .detail()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_that_broke_is_no_answer_and_a_pool_that_is_empty_is_no_database() {
        let broken = sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        for gone in [broken, sqlx::Error::PoolTimedOut, sqlx::Error::PoolClosed] {
            assert_eq!(failure(&gone), Failure::Disconnected);
            assert!(!answered(&gone) && constraint(&gone).is_none());
        }
        let odd = sqlx::Error::RowNotFound;
        assert_eq!(failure(&odd), Failure::Inconsistent);
    }
}
