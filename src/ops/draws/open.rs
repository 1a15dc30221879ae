//! Putting a draw on sale by hand; from then on its lottery's rules are frozen on it.

use serde_json::json;

use super::{allowed, facts};
use crate::{
    domain::{CommandKey, DrawEvent, DrawId},
    ops::{
        answer::Answer,
        fail::No,
        seat::Seat,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Puts a scheduled draw on sale.
pub async fn open(seat: &Seat, key: CommandKey, draw: DrawId) -> Result<Answer, No> {
    let mut work = match work::begin(seat, key, "open_draw", &draw).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let facts = facts(work.db(), draw).await?;
    allowed(&facts, DrawEvent::Open)?;
    store::draw::open(work.db(), seat.me.banca, draw).await?;
    let target = draw.to_string();
    let mut entry = Entry::new("draw.opened", &target);
    entry.details = json!({ "lottery": facts.name, "at": facts.at });
    work.log(entry).await?;
    work.commit(Answer::Saved).await
}
