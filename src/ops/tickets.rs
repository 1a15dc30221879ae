//! The list of tickets within reach, newest first.

use super::{answer::Answer, fail::No, page, seat::Seat};
use crate::{
    domain::view::{TicketFilter, TicketPage},
    store,
};

/// A page of tickets, with count and sum over the whole filter.
pub async fn run(seat: &Seat, filter: &TicketFilter) -> Result<Answer, No> {
    let wanted = page::rows(filter.limit)?;
    let mut db = seat.connection().await?;
    let read = store::ticket_list::page(&mut db, filter, page::read(wanted)).await?;
    let (count, sum) = store::ticket_list::totals(&mut db, filter).await?;
    let (rows, next) = page::cut(read, wanted);
    Ok(Answer::Tickets(TicketPage {
        rows,
        next,
        count,
        sum,
    }))
}
