//! What every step of a prize has in common: finding it, and answering with it as it is afterwards.

use super::{
    answer::Answer,
    fail::{No, fault},
    refusal::{FaultKind, Refusal},
    work::Work,
};
use crate::{
    domain::{
        AwardMark,
        view::{Paid, PrizeView},
    },
    domain::{DrawState, Money, PayoutId, TicketState, posting},
    store::{self, activity::Entry, ledger::Booking, paper::Head, prize::Standing},
};

/// Locks the prize of a ticket until the command ends.
///
/// # Errors
/// [`Refusal::TicketNotPayable`], [`Refusal::NotEvaluated`] or [`Refusal::NotAWinner`].
pub async fn hold(work: &mut Work<'_>, ticket: &Head) -> Result<Standing, No> {
    match (ticket.state, ticket.draw_state) {
        // A called-off draw leaves a refund behind.
        (TicketState::Active, DrawState::Evaluated)
        | (TicketState::Annulled, DrawState::Annulled)
        // So does an excluded list, whatever becomes of its draw.
        | (TicketState::Excluded, _) => {}
        (TicketState::Active, state) => return Err(Refusal::NotEvaluated { state }.into()),
        (state, _) => return Err(Refusal::TicketNotPayable { state }.into()),
    }
    store::prize::hold(work.db(), ticket)
        .await?
        .ok_or_else(|| Refusal::NotAWinner.into())
}

/// Makes the remainder of a finalised prize that is held payable again.
///
/// # Errors
/// A fault.
pub async fn reopen(
    work: &mut Work<'_>,
    ticket: &Head,
    standing: &Standing,
    remainder: Money,
    entry: Entry<'_>,
) -> Result<(), No> {
    let document = posting::award_document(standing.award);
    let (me, key) = (work.actor(), work.key());
    let booking = Booking {
        document,
        event: "reopened",
        version: store::ledger::next_version(work.db(), document, "reopened").await?,
        date: store::ledger::today(work.db(), me).await?,
    };
    let legs = posting::prize_reopened(me.banca.raw(), ticket.ticket, remainder);
    store::prize::mark(work.db(), standing.award, AwardMark::Open).await?;
    store::ledger::post(work.db(), me, key, booking, &legs).await?;
    work.log(entry).await
}

/// Commits a step with the prize as it is after it.
///
/// # Errors
/// A fault.
pub async fn answer(
    mut work: Work<'_>,
    ticket: &Head,
    payout: Option<PayoutId>,
    amount: Money,
) -> Result<Answer, No> {
    let prize = after(&mut work, ticket).await?;
    work.commit(Answer::Paid(Paid {
        payout,
        code: ticket.code,
        amount,
        prize,
        cached: false,
    }))
    .await
}

async fn after(work: &mut Work<'_>, ticket: &Head) -> Result<PrizeView, No> {
    let standing = store::prize::standing(work.db(), ticket)
        .await?
        .ok_or_else(|| No::Failed(fault(FaultKind::Inconsistent, &"a held prize is gone")))?;
    Ok(store::prize::view(work.db(), ticket, &standing).await?)
}
