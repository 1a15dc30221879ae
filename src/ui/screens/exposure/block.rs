//! The emergency block: two keystrokes stop the sale of a number, one takes it back within ten seconds.

use super::{BLOCK, Exposure, UNDO, View};
use crate::domain::{CommandKey, DrawId, LimitRuleId, Number};
use crate::ops::Request;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::text::exposure;
use chrono::{DateTime, TimeDelta, Utc};

/// How long a block can be taken back here.
const UNDO_FOR: TimeDelta = TimeDelta::seconds(10);

/// A number that the next keystroke blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Armed {
    pub(super) draw: DrawId,
    pub(super) number: Number,
    /// What people call the draw.
    pub(super) called: String,
    key: CommandKey,
}

/// A block that can still be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Undo {
    pub(super) number: Number,
    pub(super) called: String,
    pub(super) until: DateTime<Utc>,
    rule: LimitRuleId,
    key: CommandKey,
}

impl Exposure {
    /// The first keystroke arms, the second blocks.
    pub(super) fn block(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if let Some(armed) = &self.armed {
            let (key, draw, number) = (armed.key, armed.draw, armed.number);
            let request = Request::BlockNumber { key, draw, number };
            return vec![Effect::Ask(BLOCK, request)];
        }
        if let Some(board) = &self.board {
            self.view = View::Map;
            self.armed = Some(Armed {
                draw: board.view.draw.id,
                number: board.cell(self.chosen).number,
                called: super::draw_label::called(&board.view.draw, ctx),
                key: ctx.fresh_key(),
            });
        }
        Vec::new()
    }

    /// The house has blocked it: for ten seconds it can be taken back.
    pub(super) fn blocked(&mut self, rule: LimitRuleId, ctx: &Ctx) -> Vec<Effect> {
        if let Some(armed) = self.armed.take() {
            self.undo = Some(Undo {
                number: armed.number,
                called: armed.called,
                until: ctx.now + UNDO_FOR,
                rule,
                key: ctx.fresh_key(),
            });
        }
        self.ask_live()
    }

    /// Takes the last block back.
    pub(super) fn take_back(&self) -> Vec<Effect> {
        let ask = |undo: &Undo| {
            let (key, rule) = (undo.key, undo.rule);
            Effect::Ask(UNDO, Request::EndLimit { key, rule })
        };
        self.undo.as_ref().map(ask).into_iter().collect()
    }

    /// The number is sold again.
    pub(super) fn taken_back(&mut self) -> Vec<Effect> {
        let mut effects = self.ask_live();
        if let Some(undo) = self.undo.take() {
            let number = undo.number.to_string();
            effects.push(Effect::good(exposure::UNDONE.with("number", number)));
        }
        effects
    }
}
