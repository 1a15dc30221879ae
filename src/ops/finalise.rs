//! Accepting a partial payment as final, and making its remainder payable again.

use super::{answer::Answer, fail::No, paper, prize, refusal::Refusal, seat::Seat, text, work};
use crate::{
    domain::{ApprovalId, AwardMark, CommandKey, Right, TicketCode, posting},
    store::{self, activity::Entry, ledger::Booking},
};

/// Accepts what was paid as final: the remainder moves to the finalised ones and is not payable.
pub async fn finalise(
    seat: &Seat,
    key: CommandKey,
    code: TicketCode,
    reason: &str,
) -> Result<Answer, No> {
    let work = match work::begin(seat, key, "finalise", &("finalise", code, reason)).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let (mut work, ticket) = paper::open(seat, work, code).await?;
    let held = prize::hold(&mut work, &ticket).await?;
    let remainder = held.prize.finalise().map_err(Refusal::Prize)?;
    let reason = text::required("reason", reason, 500)?;
    work.consent(Right::Finalise, &code.digits(), Some(remainder), None)
        .await?;
    let document = posting::award_document(held.award);
    let me = work.actor();
    let booking = Booking {
        document,
        event: "finalised",
        version: store::ledger::next_version(work.db(), document, "finalised").await?,
        date: store::ledger::today(work.db(), me).await?,
    };
    let legs = posting::prize_finalised(me.banca.raw(), ticket.ticket, remainder);
    store::prize::mark(work.db(), held.award, AwardMark::Finalized).await?;
    store::ledger::post(work.db(), me, key, booking, &legs).await?;
    work.log(Entry {
        amount: Some(remainder),
        note: &reason,
        ..Entry::new("prize.finalised", &code.digits())
    })
    .await?;
    prize::answer(work, &ticket, None, remainder).await
}

/// Makes the remainder of a finalised prize payable again.
pub async fn reopen(
    seat: &Seat,
    key: CommandKey,
    code: TicketCode,
    reason: &str,
    approval: Option<ApprovalId>,
) -> Result<Answer, No> {
    let body = ("reopen_prize", code, reason, approval);
    let work = match work::begin(seat, key, "reopen_prize", &body).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let (mut work, ticket) = paper::open(seat, work, code).await?;
    let held = prize::hold(&mut work, &ticket).await?;
    let remainder = held.prize.reopen().map_err(Refusal::Prize)?;
    let reason = text::required("reason", reason, 500)?;
    let digits = code.digits();
    let approval = work
        .consent(Right::ReopenPrize, &digits, Some(remainder), approval)
        .await?;
    let entry = Entry {
        amount: Some(remainder),
        note: &reason,
        approval,
        ..Entry::new("prize.reopened", &digits)
    };
    prize::reopen(&mut work, &ticket, &held, remainder, entry).await?;
    prize::answer(work, &ticket, None, remainder).await
}
