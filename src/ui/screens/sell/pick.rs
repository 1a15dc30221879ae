//! What becomes of the screen's dialogs.

use super::tickets::facts;
use super::{COPY_CODE, PICK_DRAWS, PICK_DROP, PICK_PARKED, Sell, VOID, VOID_SURE, VOID_WHY};
use crate::domain::{DrawId, TicketCode};
use crate::ops::{CancelTicket, Request};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Outcome, fact};
use crate::ui::screen::Slot;
use crate::ui::text::{Say, frame, sell as t};

impl Sell {
    pub(super) fn dialog_closed(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (PICK_DRAWS, Outcome::Picked(places)) => {
                let ids: Vec<DrawId> = places
                    .iter()
                    .filter_map(|place| self.pick_ids.get(*place).copied())
                    .collect();
                if ids.is_empty() {
                    Vec::new()
                } else {
                    self.choose(ids, ctx)
                }
            }
            (PICK_PARKED, Outcome::Picked(places)) => places
                .first()
                .map_or_else(Vec::new, |place| self.recall(*place, ctx)),
            (PICK_DROP, Outcome::Picked(places)) => self.drop_lines(places.contains(&1), ctx),
            (COPY_CODE, Outcome::Filled(values)) => {
                let code = values.first().and_then(|text| TicketCode::parse(text).ok());
                code.map_or_else(Vec::new, |code| self.fetch(code))
            }
            (VOID_WHY, Outcome::Filled(values)) => self.void_sure(&values),
            (VOID_SURE, Outcome::Confirmed) => self.void_now(ctx),
            _ => Vec::new(),
        }
    }

    fn void_sure(&mut self, values: &[String]) -> Vec<Effect> {
        let Some(voiding) = &mut self.voiding else {
            return Vec::new();
        };
        voiding.reason = values.first().cloned().unwrap_or_default();
        let mut facts = facts(voiding);
        let reason = frame::PLAIN.with("text", voiding.reason.as_str());
        facts.push(fact(frame::REASON, reason));
        let confirm = Confirm::new(t::VOID, facts, t::VOID_ASK, t::VOID);
        vec![Effect::open(VOID_SURE, confirm)]
    }

    fn void_now(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(voiding) = self.voiding.take() else {
            return Vec::new();
        };
        let cancel = CancelTicket {
            key: ctx.fresh_key(),
            code: voiding.code,
            reason: voiding.reason.trim().to_owned(),
            approval: None,
        };
        vec![Effect::Ask(VOID, Request::CancelTicket(cancel))]
    }
}

/// A reason must be given.
pub(super) fn reason(values: &[String], _: &Ctx) -> Result<(), (usize, Say)> {
    match values.first() {
        Some(text) if !text.trim().is_empty() => Ok(()),
        _ => Err((0, t::REASON_MISSING.into())),
    }
}

/// A ticket's code must be one.
pub(super) fn code(values: &[String], _: &Ctx) -> Result<(), (usize, Say)> {
    let read = values.first().map(|text| TicketCode::parse(text));
    match read {
        Some(Ok(_)) => Ok(()),
        _ => Err((0, t::CODE_WRONG.into())),
    }
}
