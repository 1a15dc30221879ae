//! Calling a draw off: every stake becomes a refund, the commissions on it go back, and what was paid of its prizes is
//! claimed from whoever paid it. A reason and a second administrator, whatever the draw's state.

use serde_json::json;

use super::{allowed, facts};
use crate::{
    domain::{DrawEvent, Right},
    ops::{
        answer::Answer,
        fail::No,
        refusal::Refusal,
        request::AnnulDraw,
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Annuls a draw.
pub async fn annul(seat: &Seat, asked: AnnulDraw) -> Result<Answer, No> {
    let AnnulDraw {
        key,
        draw,
        reason,
        approval,
    } = asked;
    let mut work = match work::begin(seat, key, "annul_draw", &(draw, &reason)).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let facts = facts(work.db(), draw).await?;
    allowed(&facts, DrawEvent::Annul)?;
    let reason = text::required("reason", &reason, 500)?;
    let target = draw.to_string();
    let approval = work
        .consent(Right::AnnulDraw, &target, None, approval)
        .await?;
    store::draw::wait_briefly(work.db()).await?;
    store::draw::take_time(work.db()).await?;
    let annulled = match store::draw_step::annul(work.db(), key, draw, &reason).await {
        Ok(annulled) => annulled,
        Err(late) if store::draw::gave_up_waiting(&late) => {
            return Err(Refusal::DrawBusy { draw }.into());
        }
        Err(failed) => return Err(failed.into()),
    };
    let mut entry = Entry::new("draw.annulled", &target);
    entry.amount = Some(annulled.stakes);
    entry.note = &reason;
    entry.approval = approval;
    entry.details = json!({
        "lottery": facts.name, "at": facts.at, "before": facts.state, "result": facts.result,
        "tickets": annulled.tickets, "reclaimed": annulled.reclaimed,
    });
    work.log(entry).await?;
    work.commit(Answer::Annulled(annulled)).await
}
