//! The list of prizes and payouts. The mark of the next page is opaque to who asks; it belongs to the order it was made in.

use super::{
    answer::Answer,
    fail::No,
    page,
    refusal::{FieldProblem, Refusal},
    seat::Seat,
};
use crate::{
    domain::view::{PayoutFilter, PayoutPage},
    store::{self, payout_list::Place},
};

/// A page of prizes and payouts, with totals over the whole filter.
pub async fn run(seat: &Seat, filter: &PayoutFilter) -> Result<Answer, No> {
    let wanted = page::rows(filter.limit)?;
    let after = match &filter.after {
        Some(mark) => Some(read_mark(filter, mark)?),
        None => None,
    };
    let mut db = seat.connection().await?;
    let read = store::payout_list::page(&mut db, filter, after, page::read(wanted)).await?;
    let totals = store::payout_list::totals(&mut db, filter).await?;
    let (rows, next) = page::cut(read, wanted);
    Ok(Answer::Payouts(PayoutPage {
        rows,
        next: next.map(|place| write_mark(filter, place)),
        count: totals.count,
        paid: totals.paid,
        pending: totals.pending,
        finalised: totals.finalised,
    }))
}

/// The order that a mark belongs to.
fn order(filter: &PayoutFilter) -> String {
    let direction = if filter.ascending { "up" } else { "down" };
    format!("{}-{direction}", filter.sort.name())
}

fn write_mark(filter: &PayoutFilter, place: Place) -> String {
    format!("{}:{}:{}", order(filter), place.value, place.entry.simple())
}

fn read_mark(filter: &PayoutFilter, mark: &str) -> Result<Place, Refusal> {
    let mut parts = mark.split(':');
    let read = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(of), Some(value), Some(entry), None) if of == order(filter) => {
            value.parse().ok().zip(entry.parse().ok())
        }
        _ => None,
    };
    read.map(|(value, entry)| Place { value, entry })
        .ok_or_else(|| Refusal::Field {
            field: "after".to_owned(),
            problem: FieldProblem::Unreadable,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::view::PayoutSort;

    #[test]
    fn a_mark_reads_back_in_its_own_order_only() {
        let place = Place {
            value: -1_500_000,
            entry: uuid::Uuid::from_u128(7),
        };
        for sort in PayoutSort::ALL {
            for ascending in [false, true] {
                let filter = PayoutFilter {
                    sort,
                    ascending,
                    ..PayoutFilter::default()
                };
                let mark = write_mark(&filter, place);
                assert_eq!(read_mark(&filter, &mark), Ok(place));
                let turned = PayoutFilter {
                    ascending: !ascending,
                    ..filter
                };
                assert!(read_mark(&turned, &mark).is_err());
            }
        }
    }

    #[test]
    fn a_mark_that_nobody_made_is_refused() {
        let filter = PayoutFilter::default();
        for mark in ["", "x", "date-down:1", "date-down:x:7", "date-down:1:2:3"] {
            assert!(read_mark(&filter, mark).is_err(), "{mark}");
        }
    }
}
