//! Ending a draw's sale and sealing it. Before its time this takes a reason and a second administrator; sales in flight
//! are waited for, but no longer than half a second.

use serde_json::json;

use super::{allowed, facts};
use crate::{
    domain::{ApprovalId, CommandKey, DrawEvent, DrawId, Right},
    ops::{
        answer::Answer,
        fail::No,
        refusal::Refusal,
        seat::Seat,
        text,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry},
};

/// Closes a draw.
pub async fn close(
    seat: &Seat,
    key: CommandKey,
    draw: DrawId,
    reason: Option<String>,
    approval: Option<ApprovalId>,
) -> Result<Answer, No> {
    let mut work = match work::begin(seat, key, "close_draw", &(draw, &reason)).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let facts = facts(work.db(), draw).await?;
    allowed(&facts, DrawEvent::Close)?;
    let early = facts.now < facts.cutoff;
    let consented = if early {
        early_close(&mut work, draw, reason.as_deref(), approval).await?
    } else {
        Consented::default()
    };
    store::draw::wait_briefly(work.db()).await?;
    store::draw::take_time(work.db()).await?;
    let seal = match store::draw::close(work.db(), seat.me.banca, draw).await {
        Ok(seal) => seal,
        Err(late) if store::draw::gave_up_waiting(&late) => {
            return Err(Refusal::DrawBusy { draw }.into());
        }
        Err(failed) => return Err(failed.into()),
    };
    let target = draw.to_string();
    let mut entry = Entry::new("draw.closed", &target);
    entry.amount = Some(seal.stakes);
    entry.note = &consented.reason;
    entry.approval = consented.approval;
    entry.details = json!({
        "lottery": facts.name, "at": facts.at, "early": early, "tickets": seal.tickets, "root": seal.root,
    });
    work.log(entry).await?;
    work.commit(Answer::Closed(seal)).await
}

/// What an early close was allowed by; empty for one in time.
#[derive(Default)]
struct Consented {
    reason: String,
    approval: Option<ApprovalId>,
}

/// An early close misses its reason, its consent, or both: all that is missing is told at once.
async fn early_close(
    work: &mut Work<'_>,
    draw: DrawId,
    reason: Option<&str>,
    approval: Option<ApprovalId>,
) -> Result<Consented, No> {
    let reason = text::required("reason", reason.unwrap_or_default(), 500);
    let consent = work
        .consent(Right::CloseDrawEarly, &draw.to_string(), None, approval)
        .await;
    match (reason, consent) {
        (Ok(reason), Ok(approval)) => Ok(Consented { reason, approval }),
        (Err(reason), Ok(_)) => Err(reason.into()),
        (Ok(_), Err(consent)) => Err(consent),
        (Err(reason), Err(No::Refused(mut refusals))) => {
            refusals.insert(0, reason);
            Err(refusals.into())
        }
        (Err(_), Err(failed)) => Err(failed),
    }
}
