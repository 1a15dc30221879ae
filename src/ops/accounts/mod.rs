//! Accounts between house, shop and seller: statements, payments and collections, the month's close, and the books behind
//! them. What is owed is always read from the books; nothing here counts it apart.

mod books;
mod credit;
mod month;
mod movement;
mod statement;

pub use books::{accounts as ledger_accounts, entries as ledger_entries};
pub use credit::set as set_credit;
pub use month::{close as close_month, view as month};
pub use movement::{list as movements, receipt, reverse, save};
pub use statement::{day, list, statement, tickets};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::refusal::{FieldProblem, Refusal};

/// The mark of a place in a list that is ordered by moment.
fn write_mark((at, id): (DateTime<Utc>, Uuid)) -> String {
    format!("{}:{}", at.timestamp_micros(), id.simple())
}

/// Reads a mark back.
fn read_mark(mark: Option<&str>) -> Result<Option<(DateTime<Utc>, Uuid)>, Refusal> {
    let Some(mark) = mark else { return Ok(None) };
    mark.split_once(':')
        .and_then(|(at, id)| {
            let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
            Some((at, id.parse().ok()?))
        })
        .map(Some)
        .ok_or_else(unreadable_mark)
}

fn unreadable_mark() -> Refusal {
    wrong("after", FieldProblem::Unreadable)
}

fn wrong(field: &str, problem: FieldProblem) -> Refusal {
    Refusal::Field {
        field: field.to_owned(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_and_one_that_nobody_made_is_refused() {
        let place = (
            DateTime::from_timestamp_micros(1_763_301_600_123_456).unwrap(),
            Uuid::from_u128(7),
        );
        assert_eq!(read_mark(Some(&write_mark(place))), Ok(Some(place)));
        assert_eq!(read_mark(None), Ok(None));
        for mark in ["", "x", "1", "1:x", "x:7"] {
            assert!(read_mark(Some(mark)).is_err(), "{mark}");
        }
    }
}
