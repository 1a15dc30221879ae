//! Opening a ticket by the code on its paper. The paper opens any ticket of the own shop; a code that opens nothing is
//! counted at the terminal, and after a few the codes wait.

use super::{
    fail::No,
    refusal::{Refusal, Thing},
    seat::Seat,
    work::Work,
};
use crate::{
    domain::TicketCode,
    store::{self, paper::Head},
};

/// Reads the ticket behind a code inside the present transaction; nothing when there is none in reach.
///
/// # Errors
/// [`Refusal::CodesLocked`] while the terminal's codes wait, or a fault.
pub async fn look(db: &mut store::Db, code: TicketCode) -> Result<Option<Head>, No> {
    if let Some(until) = store::paper::locked_until(&mut *db).await? {
        return Err(Refusal::CodesLocked { until }.into());
    }
    store::paper::bear(&mut *db, code).await?;
    let found = store::paper::head(&mut *db, code).await?;
    if found.is_some() {
        store::paper::forget_misses(db).await?;
    }
    Ok(found)
}

/// Opens the ticket of a command. A miss ends the command and is counted outside of it, so that it stays counted.
///
/// # Errors
/// As [`look`], and [`Refusal::NotFound`].
pub async fn open<'a>(
    seat: &'a Seat,
    mut work: Work<'a>,
    code: TicketCode,
) -> Result<(Work<'a>, Head), No> {
    if let Some(ticket) = look(work.db(), code).await? {
        return Ok((work, ticket));
    }
    drop(work);
    Err(missed(seat).await)
}

/// Counts a code that opened nothing; tells what to answer.
pub async fn missed(seat: &Seat) -> No {
    match count(seat).await {
        Ok(refusal) => refusal.into(),
        Err(no) => no,
    }
}

async fn count(seat: &Seat) -> Result<Refusal, No> {
    let mut db = seat.connection().await?;
    Ok(match store::paper::miss(&mut db).await? {
        Some(until) => Refusal::CodesLocked { until },
        None => Refusal::NotFound {
            what: Thing::Ticket,
        },
    })
}
