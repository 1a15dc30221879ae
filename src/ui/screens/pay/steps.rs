//! The steps of a prize or ticket and the request of each. The key of a step is born when
//! its dialog first opens and is kept until the step is done, so that trying again after a fault never does it twice.

use super::counter::Counter;
use crate::domain::{CommandKey, Money};
use crate::ops::{CancelTicket, Pay, PayoutRow, Request, RevivePrize, TicketView};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::Outcome;
use crate::ui::screen::Slot;

/// A step that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Pay,
    Finalise,
    Reverse,
    Reopen,
    Revive,
    Notes,
    Cancel,
    Reprint,
}

pub(super) const AMOUNT: Slot = Slot("pay.amount");
pub(super) const METHOD: Slot = Slot("pay.method");

impl Step {
    const ALL: [Self; 8] = [
        Self::Pay,
        Self::Finalise,
        Self::Reverse,
        Self::Reopen,
        Self::Revive,
        Self::Notes,
        Self::Cancel,
        Self::Reprint,
    ];

    /// The slot of its dialog and of its command.
    pub const fn slot(self) -> Slot {
        match self {
            Self::Pay => Slot("pay.pay"),
            Self::Finalise => Slot("pay.finalise"),
            Self::Reverse => Slot("pay.reverse"),
            Self::Reopen => Slot("pay.reopen"),
            Self::Revive => Slot("pay.revive"),
            Self::Notes => Slot("pay.notes"),
            Self::Cancel => Slot("pay.cancel"),
            Self::Reprint => Slot("pay.reprint"),
        }
    }

    /// The step of a slot.
    pub fn of(slot: Slot) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slot() == slot)
    }
}

/// A step that was begun: its key, and what was typed for it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub key: CommandKey,
    pub values: Vec<String>,
}

/// A payment that waits for its yes.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub amount: Option<Money>,
    pub notes: String,
}

impl Counter {
    /// The draft of a step, begun now if it was not.
    pub(super) fn draft(&mut self, step: Step, ctx: &Ctx) -> &mut Draft {
        self.drafts.entry(step).or_insert_with(|| Draft {
            key: ctx.fresh_key(),
            values: Vec::new(),
        })
    }

    /// What was typed for a step before.
    pub(super) fn typed(&self, step: Step, field: usize) -> String {
        let draft = self.drafts.get(&step);
        draft
            .and_then(|draft| draft.values.get(field))
            .cloned()
            .unwrap_or_default()
    }

    fn pay(&mut self, ctx: &Ctx) -> Option<Request> {
        let order = self.order.take()?;
        let (code, remaining) = (self.ticket.as_ref()?.code, self.prize()?.remaining);
        let method = self.method;
        Some(Request::Pay(Pay {
            key: self.draft(Step::Pay, ctx).key,
            code,
            amount: order.amount,
            method,
            notes: order.notes,
            expected_remaining: Some(remaining),
            approval: None,
        }))
    }

    /// The dialog of a step ended.
    pub fn answered(&mut self, step: Step, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        let request = match outcome {
            Outcome::Dismissed | Outcome::Picked(_) => None,
            Outcome::Confirmed => self.request(step, ctx),
            Outcome::Filled(values) => {
                self.draft(step, ctx).values = values;
                if step == Step::Finalise {
                    return self.ask_finalise();
                }
                self.request(step, ctx)
            }
        };
        let ask = |request| Effect::Ask(step.slot(), request);
        request.map(ask).into_iter().collect()
    }

    /// Counts a reprint.
    pub fn reprint(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let request = self.request(Step::Reprint, ctx);
        let ask = |request| Effect::Ask(Step::Reprint.slot(), request);
        request.map(ask).into_iter().collect()
    }

    /// A payout of the shown ticket as people call it: by the ticket's code.
    pub(super) fn payout_called(&self, target: &str) -> Option<String> {
        let ticket = self.ticket.as_ref()?;
        let payout = last(ticket)?.payout?;
        (payout.to_string() == target).then(|| ticket.code.to_string())
    }

    fn request(&mut self, step: Step, ctx: &Ctx) -> Option<Request> {
        let code = self.ticket.as_ref()?.code;
        let payout = last(self.ticket.as_ref()?).and_then(|payout| payout.payout);
        let key = self.draft(step, ctx).key;
        let reason = self.typed(step, 0).trim().to_owned();
        match step {
            Step::Pay => self.pay(ctx),
            Step::Finalise => Some(Request::Finalise { key, code, reason }),
            Step::Reverse => Some(Request::ReversePayout {
                key,
                payout: payout?,
                reason,
                approval: None,
            }),
            Step::Reopen => Some(Request::ReopenPrize {
                key,
                code,
                reason,
                approval: None,
            }),
            Step::Revive => Some(Request::RevivePrize(RevivePrize {
                key,
                code,
                days: None,
                reason,
                approval: None,
            })),
            Step::Notes => Some(Request::EditPayoutNotes {
                key,
                payout: payout?,
                notes: reason,
            }),
            Step::Cancel => Some(Request::CancelTicket(CancelTicket {
                key,
                code,
                reason,
                approval: None,
            })),
            Step::Reprint => Some(Request::Reprint { key, code }),
        }
    }
}

/// The payout that may be taken back or annotated.
pub(super) fn last(ticket: &TicketView) -> Option<&PayoutRow> {
    let payouts = &ticket.prize.as_ref()?.payouts;
    payouts.iter().rev().find(|payout| payout.last)
}
