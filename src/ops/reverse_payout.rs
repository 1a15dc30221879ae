//! Taking back the last payout that stands, by its id: exact reversing entries, and the money back where it came from.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    paper, prize,
    refusal::{Refusal, Thing},
    seat::Seat,
    text,
    work::{self, Work},
};
use crate::{
    domain::{ApprovalId, CommandKey, PayProblem, PayoutId, PrizeState, Right},
    store::{
        self,
        activity::Entry,
        ledger::Booking,
        paper::Head,
        payout::{Booked, Reversal},
        prize::Standing,
        till::Till,
    },
};

/// Takes back a payout. A finalised prize is reopened by it.
pub async fn run(
    seat: &Seat,
    key: CommandKey,
    payout: PayoutId,
    reason: &str,
    approval: Option<ApprovalId>,
) -> Result<Answer, No> {
    let body = ("reverse_payout", payout, reason, approval);
    let mut work = match work::begin(seat, key, "reverse_payout", &body).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let unknown = Refusal::NotFound {
        what: Thing::Payout,
    };
    let Some(code) = store::payout::code(work.db(), payout).await? else {
        return Err(unknown.into());
    };
    let (mut work, ticket) = paper::open(seat, work, code).await?;
    let held = prize::hold(&mut work, &ticket).await?;
    let Some(booked) = store::payout::booked(work.db(), payout).await? else {
        return Err(unknown.into());
    };
    reversible(&ticket, &held, &booked)?;
    let (till, reason) = means(&mut work, &booked, reason).await?;
    let target = payout.to_string();
    let approval = work
        .consent(Right::ReversePayout, &target, Some(booked.amount), approval)
        .await?;
    let code = ticket.code.digits();
    if held.prize.state() == PrizeState::Finalized {
        let remainder = held.prize.remaining();
        let entry = Entry {
            amount: Some(remainder),
            note: &reason,
            approval,
            ..Entry::new("prize.reopened", &code)
        };
        prize::reopen(&mut work, &ticket, &held, remainder, entry).await?;
    }
    book(&mut work, payout, &reason, till, approval).await?;
    work.log(Entry {
        amount: Some(booked.amount),
        note: &reason,
        details: json!({ "payout": payout }),
        approval,
        ..Entry::new("payout.reversed", &code)
    })
    .await?;
    prize::answer(work, &ticket, Some(payout), booked.amount).await
}

/// Whether this payout may be taken back: once, under the result in force, and none after it.
fn reversible(ticket: &Head, held: &Standing, booked: &Booked) -> Result<(), Refusal> {
    if booked.reversed {
        return Err(Refusal::AlreadyReversed);
    }
    if booked.award != held.award {
        return Err(Refusal::Prize(PayProblem::Reversed));
    }
    held.prize.reversible().map_err(Refusal::Prize)?;
    if !booked.last {
        return Err(Refusal::NotTheLastPayout { code: ticket.code });
    }
    Ok(())
}

/// The reason, and the own open drawer of the shop that paid; every lack is named.
async fn means(work: &mut Work<'_>, booked: &Booked, reason: &str) -> Result<(Till, String), No> {
    let mut lacks = Vec::new();
    let reason = text::required("reason", reason, 500)
        .map_err(|lack| lacks.push(lack))
        .ok();
    let till = store::till::mine(work.db()).await?;
    match &till {
        None => lacks.push(Refusal::NoOpenDrawer),
        Some(till) if till.ventana != booked.ventana => lacks.push(Refusal::UnauthorizedDrawer),
        Some(_) => {}
    }
    match (till, reason) {
        (Some(till), Some(reason)) if lacks.is_empty() => Ok((till, reason)),
        _ => Err(lacks.into()),
    }
}

async fn book(
    work: &mut Work<'_>,
    payout: PayoutId,
    reason: &str,
    till: Till,
    approval: Option<ApprovalId>,
) -> Result<(), No> {
    let (me, key) = (work.actor(), work.key());
    let reversal = Reversal {
        payout,
        reason,
        drawer: till.drawer,
        date: till.date,
        approval,
    };
    store::payout::reverse(work.db(), me, key, reversal).await?;
    let booking = Booking {
        document: payout.raw(),
        event: "reversed",
        version: 1,
        date: till.date,
    };
    store::ledger::reverse(work.db(), me, key, "paid", booking, till.drawer).await?;
    Ok(())
}
