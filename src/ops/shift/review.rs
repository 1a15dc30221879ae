//! A closed drawer is looked through, once, by somebody else than whose it is.

use serde_json::json;

use crate::{
    domain::{CommandKey, DrawerId, drawer::ShiftProblem, view::DrawerState},
    ops::{
        answer::Answer,
        count_drawer::hold,
        fail::No,
        refusal::Refusal,
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Reviews it.
pub async fn run(seat: &Seat, key: CommandKey, drawer: DrawerId, note: &str) -> Result<Answer, No> {
    let note = text::optional("note", note, 500)?;
    let request = (drawer, &note);
    let mut work = match work::begin(seat, key, "review_drawer", &request).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(seat, &mut work, Some(drawer)).await?;
    let no = |problem| No::from(Refusal::Shift(problem));
    if held.state != DrawerState::Closed {
        return Err(no(ShiftProblem::NotClosed));
    }
    if held.user == seat.me.user {
        return Err(no(ShiftProblem::OwnReview));
    }
    if store::shift::reviewed(work.db(), drawer).await? {
        return Err(no(ShiftProblem::Reviewed));
    }
    store::shift::review(work.db(), key, drawer, &note).await?;
    work.log(Entry {
        note: &note,
        details: json!({ "drawer": drawer, "cashier": held.user_name }),
        ..Entry::new("drawer.reviewed", &held.terminal_name)
    })
    .await?;
    work.commit(Answer::Saved).await
}
