//! What becomes of the answers at the counter: the ticket is shown, a step is said to be done, a refusal keeps what was typed.

use super::counter::{Counter, LOOK};
use super::steps::Step;
use super::unseen::UNSEEN;
use crate::domain::{Money, TicketCode};
use crate::ops::{Answer, Paid, Refusal, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::screen::Slot;
use crate::ui::text::{Say, pay, refusal};

/// Which shops hold enough for the prize that is shown.
const ELSEWHERE: Slot = Slot("pay.elsewhere");

impl Counter {
    /// An answer to something asked at the counter.
    pub fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match (Step::of(slot), reply) {
            (None, _) if slot == LOOK => self.looked_up(reply),
            (None, _) if slot == UNSEEN => self.unseen_found(reply, ctx),
            (None, Reply::Done(answer)) if slot == ELSEWHERE => elsewhere(answer),
            (None, _) => Vec::new(),
            (Some(step), Reply::Done(answer)) => {
                self.drafts.remove(&step);
                self.done(step, answer)
            }
            (Some(step), Reply::Refused(all)) => self.refused(step, reply, all, ctx),
            (Some(_), Reply::Failed(_)) => {
                let mut effects = refusal::show(reply);
                effects.extend(self.refresh());
                effects
            }
        }
    }

    fn looked_up(&mut self, reply: &Reply) -> Vec<Effect> {
        let wanted = self.looking.take();
        match reply {
            Reply::Done(answer) => {
                if let Answer::Ticket(ticket) = answer.as_ref() {
                    let shown = self.ticket.as_ref().map(|shown| shown.code);
                    if wanted.or(shown) == Some(ticket.code) {
                        self.ticket = Some(ticket.clone());
                    }
                }
                Vec::new()
            }
            Reply::Refused(all) => self.not_found(wanted, refusal::first(all)),
            Reply::Failed(fault) => self.not_found(wanted, refusal::fault(fault)),
        }
    }

    /// The code comes back into its field with the reason, unless the next one is being typed there.
    fn not_found(&mut self, wanted: Option<TicketCode>, why: Say) -> Vec<Effect> {
        let Some(code) = wanted.filter(|_| self.code.is_empty()) else {
            return vec![Effect::bad(why)];
        };
        self.code.set(code);
        self.code.refuse(why);
        vec![Effect::Bell]
    }

    fn done(&mut self, step: Step, answer: &Answer) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Answer::Paid(paid) = answer {
            effects.push(said(step, paid));
            if let Some(ticket) = self.ticket.as_mut().filter(|one| one.code == paid.code) {
                ticket.prize = Some(paid.prize.clone());
            }
        } else if let Answer::Cancelled(done) = answer {
            let say = pay::DONE_CANCELLED.with("code", done.code.to_string());
            let say = say.with("refund", done.refund);
            effects.push(Effect::good(if done.cached {
                pay::DONE_BEFORE.into()
            } else {
                say
            }));
        } else if let Answer::Ticket(ticket) = answer {
            let say = pay::DONE_REPRINTED.with("n", ticket.reprints);
            effects.push(Effect::good(say.with("code", ticket.code.to_string())));
            if self.ticket.as_ref().map(|old| old.code) == Some(ticket.code) {
                self.ticket = Some(ticket.clone());
            }
            return effects;
        } else if step == Step::Notes {
            effects.push(Effect::good(pay::DONE_NOTES));
        }
        effects.extend(self.refresh());
        effects
    }

    /// What was typed stays in the draft; where another amount or another sentence would do, the dialog comes back.
    fn refused(&mut self, step: Step, reply: &Reply, all: &[Refusal], ctx: &Ctx) -> Vec<Effect> {
        let cash = all.iter().find_map(|one| match one {
            Refusal::InsufficientCash { available, .. } if step == Step::Pay => Some(*available),
            _ => None,
        });
        if let Some(available) = cash {
            let mut effects = match available {
                Some(available) => self.offer_cash(available, ctx),
                None => self.ask_amount(None, Some(pay::CASH_SHORT.into()), ctx),
            };
            let code = self.ticket.as_ref().map(|ticket| ticket.code);
            let ask = |code| Effect::Ask(ELSEWHERE, Request::CashElsewhere { code });
            effects.extend(code.map(ask));
            return effects;
        }
        if all
            .iter()
            .any(|one| matches!(one, Refusal::KeyReused { .. }))
        {
            self.drafts.remove(&step);
        }
        let mut effects = refusal::show(reply);
        effects.extend(self.refresh());
        effects
    }

    /// The drawer does not hold enough: the part that it holds is proposed.
    fn offer_cash(&mut self, available: Money, ctx: &Ctx) -> Vec<Effect> {
        if !available.is_positive() {
            let say = pay::NO_CASH.with("key", Action::PayMethodNext);
            return vec![Effect::bad(say)];
        }
        let why = pay::CASH_OFFER.with("available", available);
        self.ask_amount(Some(available), Some(why), ctx)
    }
}

/// Where the customer can be sent: the shops that hold enough, and never how much.
fn elsewhere(answer: &Answer) -> Vec<Effect> {
    let Answer::CashElsewhere(shops) = answer else {
        return Vec::new();
    };
    let enough: Vec<&str> = shops
        .iter()
        .filter(|shop| shop.enough)
        .map(|shop| shop.ventana.as_str())
        .collect();
    if enough.is_empty() {
        return vec![Effect::note(pay::CASH_NOWHERE)];
    }
    let shops = enough.join(", ");
    vec![Effect::note(pay::CASH_ELSEWHERE.with("shops", shops))]
}

fn said(step: Step, paid: &Paid) -> Effect {
    if paid.cached {
        return Effect::note(pay::DONE_BEFORE);
    }
    let code = paid.code.to_string();
    let remaining = paid.prize.remaining;
    Effect::good(match step {
        Step::Finalise => pay::DONE_FINALISED.with("code", code),
        Step::Reopen => pay::DONE_REOPENED.with("remaining", remaining),
        Step::Revive => pay::DONE_REVIVED.with("remaining", remaining),
        Step::Reverse => pay::DONE_REVERSED.with("amount", paid.amount),
        Step::Pay | Step::Notes | Step::Cancel | Step::Reprint if remaining.is_positive() => {
            pay::DONE_PART
                .with("amount", paid.amount)
                .with("code", code)
                .with("remaining", remaining)
        }
        Step::Pay | Step::Notes | Step::Cancel | Step::Reprint => pay::DONE_PAID
            .with("amount", paid.amount)
            .with("code", code),
    })
}
