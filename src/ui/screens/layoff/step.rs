//! The way of a lay-off: sent at once, answered with the name of who answered, taken back, settled.

use super::{ASK_STEP, LayOffs, STEP, View};
use crate::domain::CommandKey;
use crate::domain::layoff::{LayOffState, LayOffStep as Step};
use crate::ops::{LayOff, LayOffRow, MoveLayOff, Refusal, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Prompt, fact};
use crate::ui::screen::{Offer, Slot};
use crate::ui::text::{Say, Text, frame, layoff as t, refusal};
use crate::ui::widgets::Field;

/// A step that is about to be done.
pub(super) struct Pending {
    step: Step,
    row: LayOffRow,
    key: CommandKey,
    values: Vec<String>,
}

/// The steps that people do, with their actions.
const STEPS: [(Action, Step); 5] = [
    (Action::LayOffSend, Step::Sent),
    (Action::LayOffAccept, Step::Accepted),
    (Action::LayOffReject, Step::Rejected),
    (Action::LayOffWithdraw, Step::Withdrawn),
    (Action::LayOffSettle, Step::Settled),
];

impl LayOffs {
    /// The lay-off that is meant by what is shown.
    pub(super) fn meant(&self) -> Option<&LayOffRow> {
        match &self.view {
            None => self.grid.chosen(),
            Some(View::One { told, .. }) => told.as_ref().map(|told| &told.row),
            Some(View::Proposal(_)) => None,
        }
    }

    /// The steps, the next one first; the others say why not.
    pub(super) fn step_offers(&self) -> Vec<Offer> {
        let meant = self.meant();
        let offer = |(action, step): (Action, Step)| match meant {
            None => Offer::off(action, t::NONE_CHOSEN),
            Some(row) if !possible(row, step) => {
                Offer::off(action, t::OFF_STATE.with("state", t::state(row.state)))
            }
            Some(row) if step == Step::Settled && row.share.is_none() && row.state.counts() => {
                Offer::off(action, t::OFF_NO_RESULT)
            }
            Some(_) => Offer::on(action),
        };
        let mut offers: Vec<Offer> = STEPS.into_iter().map(offer).collect();
        offers.sort_by_key(|offer| offer.off.is_some());
        offers
    }

    /// Asks what a step needs to know; sending needs nothing.
    pub(super) fn begin_step(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let found = STEPS.iter().find(|(known, _)| *known == action);
        let (Some((_, step)), Some(row)) = (found, self.meant().cloned()) else {
            return Vec::new();
        };
        let pending = Pending {
            step: *step,
            row,
            key: ctx.fresh_key(),
            values: Vec::new(),
        };
        let effect = if *step == Step::Sent {
            pending.ask()
        } else {
            Some(Effect::open(ASK_STEP, pending.prompt(ctx)))
        };
        self.pending = Some(pending);
        effect.into_iter().collect()
    }

    pub(super) fn do_step(&mut self, values: Vec<String>) -> Vec<Effect> {
        let Some(pending) = &mut self.pending else {
            return Vec::new();
        };
        pending.values = values;
        pending.ask().into_iter().collect()
    }

    /// What was typed opens again with the reason why not, where the house refuses a field; anything else is said.
    pub(super) fn not_done(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let field = match reply {
            Reply::Refused(refusals) => refusals.iter().find_map(|one| match one {
                Refusal::Field { field, .. } => Some((field.clone(), refusal::first(refusals))),
                _ => None,
            }),
            Reply::Done(_) | Reply::Failed(_) => None,
        };
        match (slot, field, &self.pending) {
            (STEP, Some((field, why)), Some(pending)) => {
                let place = usize::from(field == "reference" && pending.fields().len() > 1);
                let prompt = pending.prompt(ctx).refused(place, why);
                vec![Effect::open(ASK_STEP, prompt)]
            }
            (super::PROPOSE, Some((field, why)), _) => {
                let names = ["house", "target", "factor", "reventado", "commission"];
                let place = names.iter().position(|name| *name == field).unwrap_or(0);
                let prompt = self.prompt(ctx).refused(place, why);
                vec![Effect::open(super::FORM, prompt)]
            }
            _ => refusal::show(reply),
        }
    }
}

/// Whether the state of a lay-off knows this step, and there is something to do.
fn possible(row: &LayOffRow, step: Step) -> bool {
    let nothing = row.owed.is_zero() && row.due.is_zero();
    row.state.after(step).is_some() && !(row.state == LayOffState::Annulled && nothing)
}

impl Pending {
    /// The labels of what the step asks, and whether each must be filled.
    const fn fields(&self) -> &'static [(Text, bool)] {
        match self.step {
            Step::Accepted => &[(t::FIELD_ANSWERED, true), (t::FIELD_ANSWER, true)],
            Step::Rejected => &[(t::FIELD_ANSWERED, false), (t::FIELD_REASON, false)],
            Step::Settled => &[(t::FIELD_VOUCHER, false)],
            Step::Withdrawn => &[(t::FIELD_REASON, false)],
            Step::Proposed | Step::Sent | Step::Shared | Step::Annulled => &[],
        }
    }

    fn ask(&self) -> Option<Effect> {
        let value = |place: usize| self.values.get(place).cloned().unwrap_or_default();
        let (answered, reference) = if self.fields().len() > 1 {
            (value(0), value(1))
        } else {
            (String::new(), value(0))
        };
        let asked = MoveLayOff {
            key: self.key,
            layoff: self.row.id,
            answered,
            reference,
        };
        let asked = match self.step {
            Step::Sent => LayOff::Send(asked),
            Step::Accepted => LayOff::Accept(asked),
            Step::Rejected => LayOff::Reject(asked),
            Step::Withdrawn => LayOff::Withdraw(asked),
            Step::Settled => LayOff::Settle(asked),
            Step::Proposed | Step::Shared | Step::Annulled => return None,
        };
        Some(Effect::Ask(STEP, Request::LayOff(asked)))
    }

    fn prompt(&self, ctx: &Ctx) -> Prompt {
        let row = &self.row;
        let plain = |text: String| frame::PLAIN.with("text", text);
        let mut facts = vec![
            fact(
                t::FACT_LAYOFF,
                plain(format!(
                    "{} {} {}",
                    row.number,
                    ctx.symbols.dot,
                    crate::ui::plain::plain(&row.house)
                )),
            ),
            fact(t::FACT_STAKES, plain(ctx.voice.money(row.stakes))),
            fact(t::FACT_COST, plain(ctx.voice.money(row.cost))),
        ];
        if self.step == Step::Settled {
            let open = t::OPEN_SUMS.with("owed", row.owed).with("due", row.due);
            facts.push(fact(t::FACT_OPEN, open));
            let net = row.due.checked_sub(row.owed).unwrap_or_default();
            let (label, net) = if net.is_negative() {
                (t::FACT_WE_PAY, net.checked_neg().unwrap_or_default())
            } else {
                (t::FACT_WE_GET, net)
            };
            facts.push(fact(label, plain(ctx.voice.money(net))));
        }
        let fields = self.fields().iter().zip(0..).map(|((label, _), place)| {
            let most = if place == 0 && self.fields().len() > 1 {
                60
            } else {
                120
            };
            let typed = self.values.get(place).cloned().unwrap_or_default();
            Field::text(*label, most).value(typed)
        });
        let prompt = Prompt::new(title(self.step), facts, fields.collect());
        if self.step == Step::Accepted {
            prompt.checked(signed)
        } else {
            prompt
        }
    }
}

const fn title(step: Step) -> Text {
    match step {
        Step::Accepted => t::TITLE_ACCEPT,
        Step::Rejected => t::TITLE_REJECT,
        Step::Withdrawn => t::TITLE_WITHDRAW,
        Step::Proposed | Step::Sent | Step::Shared | Step::Settled | Step::Annulled => {
            t::TITLE_SETTLE
        }
    }
}

/// Who answered and what, for an answer that stands for a signature.
fn signed(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    let missing = values.iter().position(|typed| typed.trim().is_empty());
    match missing {
        None => Ok(()),
        Some(place) => Err((place, t::SIGNATURE_MISSING.into())),
    }
}
