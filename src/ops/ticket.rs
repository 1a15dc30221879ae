//! Reading one ticket, and reprinting it.

use super::{answer::Answer, cancel, fail::No, paper, seat::Seat, work};
use crate::{
    domain::{CommandKey, TicketCode, view::TicketView},
    store::{self, activity::Entry, paper::Head},
};

/// A ticket with everything that happened to it.
pub async fn read(seat: &Seat, code: TicketCode) -> Result<Answer, No> {
    let mut tx = seat.begin().await?;
    let Some(ticket) = paper::look(&mut tx, code).await? else {
        drop(tx);
        return Err(paper::missed(seat).await);
    };
    let view = whole(seat, &mut tx, &ticket).await?;
    tx.commit().await?;
    Ok(Answer::Ticket(Box::new(view)))
}

/// Counts a reprint and answers what to print.
pub async fn reprint(seat: &Seat, key: CommandKey, code: TicketCode) -> Result<Answer, No> {
    let work = match work::begin(seat, key, "reprint", &("reprint", code)).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let (mut work, ticket) = paper::open(seat, work, code).await?;
    work.log(Entry::new("ticket.reprinted", &code.digits()))
        .await?;
    let view = whole(seat, work.db(), &ticket).await?;
    work.commit(Answer::Ticket(Box::new(view))).await
}

async fn whole(seat: &Seat, db: &mut store::Db, ticket: &Head) -> Result<TicketView, No> {
    let mut view = store::ticket_view::view(db, ticket).await?;
    view.cancel = cancel::offer(seat, ticket);
    Ok(view)
}
