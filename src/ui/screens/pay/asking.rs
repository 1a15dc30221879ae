//! The dialogs of the counter: what each step asks before it is done, with the amount, the ticket and the draw it concerns.

use super::counter::Counter;
use super::steps::{AMOUNT, METHOD, Order, Step, last};
use crate::domain::{Money, NOTES_MAX, PayMethod};
use crate::ops::{PayoutRow, PrizeView, TicketView};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::{Confirm, Fact, Pick, Prompt, fact};
use crate::ui::text::{Arg, Say, Text, frame, name, pay};
use crate::ui::widgets::{Field, typed_amount};

impl Counter {
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
        let notes = order.notes.as_str();
        let noted = (!notes.is_empty()).then(|| frame::PLAIN.with("text", notes));
        facts.extend(noted.map(|notes| fact(pay::NOTES, notes)));
        let ask = if self.method == PayMethod::Cash {
            pay::PAY_ASK.with("amount", amount)
        } else {
            let by = pay::PAY_ASK_BY.with("amount", amount);
            by.with("method", name::pay_method(self.method))
        };
        let confirm = Confirm::new(pay::PAY_TITLE, facts, ask, pay::PAY_YES);
        self.draft(Step::Pay, ctx);
        self.order = Some(order);
        vec![Effect::open(Step::Pay.slot(), confirm)]
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

    /// The last question before a prize is finalised: the reason was typed, no is the default.
    pub fn ask_finalise(&mut self) -> Vec<Effect> {
        let Some(ticket) = self.ticket.as_deref() else {
            return Vec::new();
        };
        let (title, mut facts) = step_facts(Step::Finalise, ticket);
        let reason = self.typed(Step::Finalise, 0);
        facts.push(fact(pay::REASON, frame::PLAIN.with("text", reason.trim())));
        let confirm = Confirm::new(title, facts, pay::FINALISE_ASK, pay::FINALISE_YES);
        vec![Effect::open(Step::Finalise.slot(), confirm)]
    }

    /// Chooses the method of the next payment.
    pub fn ask_method(&self) -> Vec<Effect> {
        let items = PayMethod::ALL.map(|method| Say::from(name::pay_method(method)));
        let pick = Pick::one(pay::METHOD_TITLE, items.to_vec(), place(self.method));
        vec![Effect::open(METHOD, pick)]
    }
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
        Step::Revive => (pay::REVIVE_TITLE, rest(pay::PAYABLE_DAYS)),
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
