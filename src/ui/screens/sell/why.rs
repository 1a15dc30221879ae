//! Why a number is not sold as asked: every limit that concerns it, whose it is, what it does, who set it and for what.

use super::super::limits::wording;
use super::left::{self, Over, Why};
use super::state::Stage;
use super::{Sell, WHY};
use crate::ops::{LimitRow, Request};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Message;
use crate::ui::text::{Arg, Say, frame, sell as t};

/// Numbers told one by one.
const NAMED: usize = 6;

impl Sell {
    /// Asks for the limits as they stand, with their names.
    pub(super) fn ask_why(&self) -> Vec<Effect> {
        match self.stage {
            Stage::Limited(_) => vec![Effect::Ask(WHY, Request::Limits)],
            Stage::Typing | Stage::Armed(_) | Stage::Order(_) | Stage::Unsold(_) => {
                vec![Effect::note(t::NOT_LIMITED)]
            }
        }
    }

    /// Shows them, number by number.
    pub(super) fn told_why(&self, rows: &[LimitRow], ctx: &Ctx) -> Vec<Effect> {
        let Stage::Limited(limited) = &self.stage else {
            return Vec::new();
        };
        let mut lines = Vec::new();
        for over in limited.overs.iter().take(NAMED) {
            lines.push(self.stands(over));
            let concerning = self
                .desk
                .as_ref()
                .zip(Self::seller(ctx))
                .map(|(desk, seller)| {
                    let at = (ctx.now, ctx.voice.zone);
                    left::concerning(desk, seller, &self.draws, at, over)
                })
                .unwrap_or_default();
            let found = rows.iter().filter(|row| concerning.contains(&row.rule.id));
            let told: Vec<Say> = found.map(|row| limit(row, ctx)).collect();
            if told.is_empty() {
                // It ended a moment ago, or is not the seller's to see.
                lines.push(t::WHY_UNKNOWN.into());
            }
            lines.extend(told);
        }
        let more = limited.overs.len().saturating_sub(NAMED);
        lines.extend((more > 0).then(|| t::LIFT_MORE.with("n", more)));
        let message = Message::new(Tone::Plain, t::WHY, lines);
        vec![Effect::open(WHY, message)]
    }

    /// A number, what was sold of it, and what is asked.
    fn stands(&self, over: &Over) -> Say {
        let held = self.held(over.number, over.kind);
        let asked = if over.asked.is_zero() {
            held
        } else {
            over.asked
        };
        let say = match over.why {
            Why::Blocked(_) => t::WHY_BLOCKED.with("asked", asked),
            Why::PerTicket => t::WHY_TICKET.with("asked", asked).with("limit", over.left),
            Why::Sold { limit, sold } => {
                let say = t::WHY_SOLD.with("asked", asked).with("sold", sold);
                say.with("limit", limit).with("left", over.left)
            }
        };
        say.with("number", over.number.to_string())
    }
}

/// A limit in a sentence.
fn limit(row: &LimitRow, ctx: &Ctx) -> Say {
    let lottery = row.lottery_name.as_deref();
    let on = wording::filters(&row.rule, lottery, None, None, None, ctx);
    let say = if row.rule.reason.trim().is_empty() {
        t::WHY_LIMIT.into()
    } else {
        t::WHY_LIMIT_REASON.with("reason", row.rule.reason.as_str())
    };
    say.with("whose", row.scope_name.as_str())
        .with("does", wording::effect(&row.rule))
        .with("on", frame::PLAIN.with("text", on))
        .with("by", row.set_by.as_str())
        .with("at", Arg::Moment(row.set_at))
}
