//! Cancelling a ticket before its cutoff. The customer gets the stake back from the cashier's own drawer.

use super::{
    answer::Answer,
    fail::No,
    paper,
    refusal::Refusal,
    request::CancelTicket,
    seat::Seat,
    text,
    work::{self, Work},
};
use crate::{
    domain::{
        CancelProblem, Cancellation, Grant,
        view::{CancelOffer, CancelledTicket},
    },
    store::{self, activity::Entry, paper::Head, till::Till},
};

/// How the present user may cancel a ticket now; nothing where nobody could, or the right is missing.
pub fn offer(seat: &Seat, ticket: &Head) -> Option<CancelOffer> {
    match seat.grant(case(seat, ticket).right().ok()?) {
        Grant::Own | Grant::All => Some(CancelOffer::Own),
        Grant::WithApproval => Some(CancelOffer::WithApproval),
        Grant::No => None,
    }
}

/// Cancels a ticket.
pub async fn run(seat: &Seat, asked: CancelTicket) -> Result<Answer, No> {
    let work = match work::begin(seat, asked.key, "cancel_ticket", &asked).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let (mut work, ticket) = paper::open(seat, work, asked.code).await?;
    let right = case(seat, &ticket)
        .right()
        .map_err(|problem| why_not(problem, &ticket))?;
    // The fence before the drawer's account: the one order of locks.
    store::paper::fence(work.db(), ticket.fence).await?;
    let (till, reason) = means(seat, &mut work, &ticket, &asked.reason).await?;
    let code = ticket.code.digits();
    let approval = work
        .consent(right, &code, Some(ticket.total), asked.approval)
        .await?;
    store::ticket::cancel(work.db(), asked.key, ticket.ticket, till.date, till.drawer).await?;
    work.log(Entry {
        amount: Some(ticket.total),
        note: &reason,
        approval,
        ..Entry::new("ticket.cancelled", &code)
    })
    .await?;
    work.commit(Answer::Cancelled(CancelledTicket {
        code: ticket.code,
        refund: ticket.total,
        cached: false,
    }))
    .await
}

fn case(seat: &Seat, ticket: &Head) -> Cancellation {
    Cancellation {
        ticket: ticket.state,
        draw: ticket.draw_state,
        cutoff: ticket.cutoff,
        sold_at: ticket.sold_at,
        own: ticket.vendedor == seat.me.user,
        void_minutes: ticket.void_minutes,
        now: ticket.now,
    }
}

fn why_not(problem: CancelProblem, ticket: &Head) -> Refusal {
    match problem {
        CancelProblem::NotActive => Refusal::CannotCancel {
            state: ticket.state,
        },
        CancelProblem::TooLate => Refusal::CancelTooLate {
            state: ticket.draw_state,
            cutoff: ticket.cutoff,
        },
    }
}

/// The reason, and the own open drawer of the ticket's shop with enough cash in it; every lack is named.
async fn means(
    seat: &Seat,
    work: &mut Work<'_>,
    ticket: &Head,
    reason: &str,
) -> Result<(Till, String), No> {
    let mut lacks = Vec::new();
    let reason = text::required("reason", reason, 500)
        .map_err(|lack| lacks.push(lack))
        .ok();
    let till = store::till::mine(work.db()).await?;
    match &till {
        None => lacks.push(Refusal::NoOpenDrawer),
        Some(till) if till.ventana != ticket.ventana => lacks.push(Refusal::UnauthorizedDrawer),
        Some(till) => {
            let available = store::till::hold_cash(work.db(), till.drawer).await?;
            if available < ticket.total {
                lacks.push(super::drawer::too_little(seat, ticket.total, available));
            }
        }
    }
    match (till, reason) {
        (Some(till), Some(reason)) if lacks.is_empty() => Ok((till, reason)),
        _ => Err(lacks.into()),
    }
}
