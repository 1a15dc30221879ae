//! The dialogs of the counter: every step of a prize or ticket with its facts, fields and request. The key of a step is born when
//! its dialog first opens and is kept until the step is done, so that trying again after a fault never does it twice.

use super::counter::Counter;
use crate::domain::{CommandKey, Money, NOTES_MAX, PayMethod};
use crate::ops::{CancelTicket, Pay, PayoutRow, PrizeView, Request, TicketView};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Fact, Outcome, Pick, Prompt, fact};
use crate::ui::screen::Slot;
use crate::ui::text::{Arg, Say, Text, frame, name, pay};
use crate::ui::widgets::{Field, typed_amount};

/// A step that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Pay,
    Finalise,
    Reverse,
    Reopen,
    Notes,
    Cancel,
    Reprint,
}

pub(super) const AMOUNT: Slot = Slot("pay.amount");
pub(super) const METHOD: Slot = Slot("pay.method");

impl Step {
    const ALL: [Self; 7] = [
        Self::Pay,
        Self::Finalise,
        Self::Reverse,
        Self::Reopen,
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
    amount: Option<Money>,
    notes: String,
}

impl Counter {
    fn draft(&mut self, step: Step, ctx: &Ctx) -> &mut Draft {
        self.drafts.entry(step).or_insert_with(|| Draft {
            key: ctx.fresh_key(),
            values: Vec::new(),
        })
    }

    fn typed(&self, step: Step, field: usize) -> String {
        let draft = self.drafts.get(&step);
        draft
            .and_then(|draft| draft.values.get(field))
            .cloned()
            .unwrap_or_default()
    }

    /// Pays all that remains. Anything but cash first asks for its reference.
    pub fn pay_full(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(view) = self.prize() else {
            return Vec::new();
        };
        let remaining = view.remaining;
        if self.method != PayMethod::Cash {
            return self.ask_amount(Some(remaining), None, ctx);
        }
        let order = Order {
            amount: None,
            notes: String::new(),
        };
        self.ask_consent(order, ctx)
    }

    /// Asks how much and how; `amount` is proposed, `why` stands beside it.
    pub fn ask_amount(
        &mut self,
        amount: Option<Money>,
        why: Option<Say>,
        ctx: &Ctx,
    ) -> Vec<Effect> {
        let Some((ticket, view)) = self.ticket.as_deref().zip(self.prize()) else {
            return Vec::new();
        };
        let mut facts = vec![about(ticket), drawn(ticket)];
        facts.push(money(pay::REMAINING, view.remaining));
        let hint = pay::AMOUNT_UP_TO.with("remaining", view.remaining);
        let proposed = amount.map_or_else(
            || self.typed(Step::Pay, 0),
            |amount| ctx.voice.figure(amount),
        );
        let methods = PayMethod::ALL.map(name::pay_method);
        let fields = vec![
            Field::text(pay::AMOUNT, 20).hint(hint).value(proposed),
            Field::choice(pay::METHOD, methods).chosen(place(self.method)),
            Field::text(pay::NOTES, usize::from(NOTES_MAX))
                .hint(pay::NOTES_HINT)
                .value(self.typed(Step::Pay, 2)),
        ];
        self.draft(Step::Pay, ctx);
        let prompt = Prompt::new(pay::PART_TITLE, facts, fields).checked(an_amount);
        let prompt = match why {
            Some(why) => prompt.refused(0, why),
            None => prompt,
        };
        vec![Effect::open(AMOUNT, prompt)]
    }

    /// The typed amount: above what remains it is refused beside the field, else the consent is asked for.
    pub fn amount_typed(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let Some(remaining) = self.prize().map(|view| view.remaining) else {
            return Vec::new();
        };
        let typed = values.first().map_or("", String::as_str);
        let amount = typed_amount(typed, ctx);
        let notes = values.get(2).map(|notes| notes.trim().to_owned());
        self.method = values
            .get(1)
            .and_then(|place| PayMethod::ALL.get(place.parse::<usize>().ok()?).copied())
            .unwrap_or(self.method);
        self.draft(Step::Pay, ctx).values = values;
        match amount {
            Ok(amount) if amount > remaining => {
                let why = pay::AMOUNT_TOO_MUCH.with("remaining", remaining);
                self.ask_amount(None, Some(why), ctx)
            }
            Ok(amount) => {
                let order = Order {
                    amount: Some(amount).filter(|amount| *amount != remaining),
                    notes: notes.unwrap_or_default(),
                };
                self.ask_consent(order, ctx)
            }
            Err(why) => self.ask_amount(None, Some(why), ctx),
        }
    }

    fn ask_consent(&mut self, order: Order, ctx: &Ctx) -> Vec<Effect> {
        let Some((ticket, view)) = self.ticket.as_deref().zip(self.prize()) else {
            return Vec::new();
        };
        let amount = order.amount.unwrap_or(view.remaining);
        let rest = view.remaining.checked_sub(amount).unwrap_or(Money::ZERO);
        let mut facts = vec![money(pay::AMOUNT, amount), about(ticket), drawn(ticket)];
        facts.push(fact(pay::METHOD, name::pay_method(self.method)));
        if rest.is_positive() {
            facts.push(money(pay::REST_AFTER, rest));
        }
        let ask = pay::PAY_ASK.with("amount", amount);
        let confirm = Confirm::new(pay::PAY_TITLE, facts, ask, pay::PAY_YES);
        self.draft(Step::Pay, ctx);
        self.order = Some(order);
        vec![Effect::open(Step::Pay.slot(), confirm)]
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

    /// Opens the dialog of a step that asks for a reason or for notes.
    pub fn ask_reason(&mut self, step: Step, ctx: &Ctx) -> Vec<Effect> {
        let Some(ticket) = self.ticket.as_deref() else {
            return Vec::new();
        };
        let (title, about) = step_facts(step, ticket);
        let known = self.typed(step, 0);
        let field = if step == Step::Notes {
            let present = last(ticket).map(|payout| payout.notes.clone());
            let shown = if known.is_empty() {
                present.unwrap_or_default()
            } else {
                known
            };
            Field::text(pay::NOTES, usize::from(NOTES_MAX)).value(shown)
        } else {
            Field::text(pay::REASON, 200).value(known)
        };
        let prompt = Prompt::new(title, about, vec![field]);
        let prompt = if step == Step::Notes {
            prompt
        } else {
            prompt.checked(a_reason)
        };
        self.draft(step, ctx);
        vec![Effect::open(step.slot(), prompt)]
    }

    /// The dialog of a step ended.
    pub fn answered(&mut self, step: Step, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        let request = match outcome {
            Outcome::Dismissed | Outcome::Picked(_) => None,
            Outcome::Confirmed => self.pay(ctx),
            Outcome::Filled(values) => {
                self.draft(step, ctx).values = values;
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

    /// Chooses the method of the next payment.
    pub fn ask_method(&self) -> Vec<Effect> {
        let items = PayMethod::ALL.map(|method| Say::from(name::pay_method(method)));
        let pick = Pick::one(pay::METHOD_TITLE, items.to_vec(), place(self.method));
        vec![Effect::open(METHOD, pick)]
    }
}

/// The payout that may be taken back or annotated.
pub(super) fn last(ticket: &TicketView) -> Option<&PayoutRow> {
    let payouts = &ticket.prize.as_ref()?.payouts;
    payouts.iter().rev().find(|payout| payout.last)
}

fn in_cash(payout: &PayoutRow) -> bool {
    payout.method == Some(PayMethod::Cash)
}

fn place(method: PayMethod) -> usize {
    PayMethod::ALL
        .iter()
        .position(|known| *known == method)
        .unwrap_or(0)
}

fn about(ticket: &TicketView) -> Fact {
    fact(
        pay::TICKET,
        frame::PLAIN.with("text", ticket.code.to_string()),
    )
}

fn drawn(ticket: &TicketView) -> Fact {
    let draw = &ticket.draw;
    let at = pay::DRAW_AT.with("name", draw.name.as_str());
    fact(pay::DRAW, at.with("at", Arg::Moment(draw.at)))
}

fn money(label: Text, amount: Money) -> Fact {
    fact(label, frame::MONEY.with("money", amount))
}

fn step_facts(step: Step, ticket: &TicketView) -> (Text, Vec<Fact>) {
    let mut facts = vec![about(ticket), drawn(ticket)];
    let prize = ticket.prize.as_ref();
    let rest = |label| prize.map(|view: &PrizeView| money(label, view.remaining));
    let paid = |label| last(ticket).map(|payout| money(label, payout.amount));
    let (title, amount) = match step {
        Step::Pay | Step::Reprint => (pay::PAY_TITLE, None),
        Step::Finalise => (pay::FINALISE_TITLE, rest(pay::NOT_PAYABLE_REST)),
        Step::Reverse if last(ticket).is_some_and(in_cash) => {
            (pay::REVERSE_TITLE, paid(pay::BACK_TO_DRAWER))
        }
        Step::Reverse => (pay::REVERSE_TITLE, paid(pay::AMOUNT)),
        Step::Reopen => (pay::REOPEN_TITLE, rest(pay::PAYABLE_AGAIN)),
        Step::Notes => (pay::NOTES_TITLE, paid(pay::AMOUNT)),
        Step::Cancel => (pay::CANCEL_TITLE, Some(money(pay::REFUND, ticket.total))),
    };
    facts.splice(0..0, amount);
    (title, facts)
}

fn an_amount(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let typed = values.first().map_or("", String::as_str);
    typed_amount(typed, ctx).map(|_| ()).map_err(|why| (0, why))
}

fn a_reason(values: &[String], _ctx: &Ctx) -> Result<(), (usize, Say)> {
    match values.first().map(|reason| reason.trim()) {
        Some(reason) if !reason.is_empty() => Ok(()),
        Some(_) | None => Err((0, pay::REASON_MISSING.into())),
    }
}
