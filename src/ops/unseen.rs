//! A prize without its paper: two people look for the ticket by its day and number; and where a customer is sent when the own
//! drawer does not hold enough.

use super::{answer::Answer, fail::No, paper, request::FindTicket, seat::Seat, work};
use crate::{
    domain::{Right, TicketCode},
    store::{self, activity::Entry, unseen::Search},
};

/// Looks for tickets of a day that carry a number. Always with a second person: a code that is shown pays.
pub async fn find(seat: &Seat, asked: FindTicket) -> Result<Answer, No> {
    let mut body = asked.clone();
    body.approval = None;
    let mut work = match work::begin(seat, asked.key, "find_ticket", &body).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let target = format!("{} {}", asked.day, asked.number);
    let approval = work
        .consent(Right::FindTicket, &target, None, asked.approval)
        .await?;
    let rows = store::unseen::find(work.db(), &search(&asked), asked.key, &target).await?;
    work.log(Entry {
        details: serde_json::json!({ "found": rows.len(), "stake": asked.stake }),
        approval,
        ..Entry::new("ticket.searched", &target)
    })
    .await?;
    work.commit(Answer::Unseen(rows)).await
}

fn search(asked: &FindTicket) -> Search {
    Search {
        day: asked.day,
        number: asked.number,
        stake: asked.stake,
        from: asked.from,
        to: asked.to,
        vendedor: asked.vendedor,
    }
}

/// Other shops whose open drawers hold enough for what remains of this ticket's prize: which, and never how much.
pub async fn cash_elsewhere(seat: &Seat, code: TicketCode) -> Result<Answer, No> {
    let mut tx = seat.begin().await?;
    if paper::look(&mut tx, code).await?.is_none() {
        drop(tx);
        return Err(paper::missed(seat).await);
    }
    let rows = store::unseen::cash_elsewhere(&mut tx).await?;
    tx.commit().await?;
    Ok(Answer::CashElsewhere(rows))
}
