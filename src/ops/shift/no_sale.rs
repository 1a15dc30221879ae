//! The drawer was opened without a sale: said, with a reason, and counted in every report.

use serde_json::json;
use uuid::Uuid;

use crate::{
    domain::{CommandKey, view::DrawerState},
    ops::{
        answer::Answer,
        count_drawer::hold,
        drawer,
        fail::No,
        refusal::Refusal,
        request::ShiftAnswer,
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Notes it of the own open drawer.
pub async fn run(seat: &Seat, key: CommandKey, reason: &str) -> Result<Answer, No> {
    let reason = text::required("reason", reason, 500)?;
    let mut work = match work::begin(seat, key, "no_sale", &reason).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let held = hold(seat, &mut work, None).await?;
    if held.state != DrawerState::Open || held.terminal != seat.actor().terminal {
        return Err(Refusal::NoOpenDrawer.into());
    }
    store::shift::no_sale(work.db(), key, Uuid::now_v7(), &reason).await?;
    work.log(Entry {
        note: &reason,
        details: json!({ "drawer": held.drawer }),
        ..Entry::new("drawer.no_sale", &held.terminal_name)
    })
    .await?;
    let me = work.actor();
    let view = drawer::view(work.db(), me).await?;
    work.commit(Answer::Shift(ShiftAnswer::NoSale(view))).await
}
