//! Taking back a typed result that waits for its second person: a slip of the finger, or a correction that nobody will
//! confirm. Any administrator may, so that the prizes which a waiting correction holds are never held for ever.

use serde_json::json;

use super::facts;
use crate::{
    domain::{CommandKey, DrawId},
    ops::{
        answer::Answer,
        fail::No,
        refusal::Refusal,
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Takes back the first entry that waits, with a reason. What was typed stays in the database and is shown to nobody.
pub async fn withdraw(
    seat: &Seat,
    key: CommandKey,
    draw: DrawId,
    reason: &str,
) -> Result<Answer, No> {
    let begun = work::begin(seat, key, "withdraw_result", &(draw, reason)).await?;
    let mut work = match begun {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::draw::lock(work.db(), draw).await?;
    let facts = facts(work.db(), draw).await?;
    let reason = text::required("reason", reason, 500)?;
    let first = store::result::waiting(work.db(), draw).await?;
    let first = first.ok_or(Refusal::NothingToConfirm)?;
    store::result::withdraw(work.db(), key, draw, &reason).await?;
    let target = draw.to_string();
    let mut entry = Entry::new("result.withdrawn", &target);
    entry.note = &reason;
    entry.details = json!({
        "lottery": facts.name, "at": facts.at, "version": facts.version.saturating_add(1), "typed_by": first.by,
    });
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}
