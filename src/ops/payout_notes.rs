//! Changing the notes of a payout. Amounts never change; the notes before and after stay in the log.

use serde_json::json;

use super::{
    answer::Answer,
    fail::No,
    refusal::{Refusal, Thing},
    seat::Seat,
    text, work,
};
use crate::{
    domain::{CommandKey, NOTES_MAX, PayoutId},
    store::{self, activity::Entry},
};

/// Changes the notes of a payout that the present user made, or that was made in the own shop.
pub async fn edit(
    seat: &Seat,
    key: CommandKey,
    payout: PayoutId,
    notes: &str,
) -> Result<Answer, No> {
    let body = ("edit_payout_notes", payout, notes);
    let mut work = match work::begin(seat, key, "edit_payout_notes", &body).await? {
        work::Begun::Known(answer) => return Ok(answer),
        work::Begun::New(work) => work,
    };
    let notes = text::optional("notes", notes, NOTES_MAX)?;
    let Some((code, before)) = store::payout::hold_notes(work.db(), payout).await? else {
        return Err(Refusal::NotFound {
            what: Thing::Payout,
        }
        .into());
    };
    store::payout::set_notes(work.db(), payout, &notes).await?;
    work.log(Entry {
        note: &notes,
        details: json!({ "payout": payout, "before": before, "after": notes }),
        ..Entry::new("payout.notes_changed", &code.digits())
    })
    .await?;
    work.commit(Answer::Saved).await
}
