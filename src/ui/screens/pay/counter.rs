//! One ticket at the counter: its code, what it is worth, and what may be done with it now.

use super::code::CodeField;
use super::parts::history_rows;
use super::steps::{Draft, METHOD, Order, Step, last};
use super::unseen::UNSEEN;
use super::verdict::Standing;
use crate::domain::{PayMethod, PrizeState, TicketCode};
use crate::ops::{PrizeView, Refusal, Request, TicketView};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::input::TextInput;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Slot};
use crate::ui::text::{Say, pay, refusal};
use std::collections::BTreeMap;

pub(super) const LOOK: Slot = Slot("pay.look");

/// The counter.
#[derive(Debug)]
pub(super) struct Counter {
    /// Tickets found without their paper, while one is chosen; and what was typed to find them.
    pub(super) unseen: Vec<crate::ops::UnseenRow>,
    pub(super) code: CodeField,
    pub(super) looking: Option<TicketCode>,
    pub(super) ticket: Option<Box<TicketView>>,
    pub(super) method: PayMethod,
    pub(super) drafts: BTreeMap<Step, Draft>,
    pub(super) order: Option<Order>,
    pub(super) scroll: u16,
}

impl Default for Counter {
    fn default() -> Self {
        Self {
            unseen: Vec::new(),
            code: CodeField::default(),
            looking: None,
            ticket: None,
            method: PayMethod::Cash,
            drafts: BTreeMap::new(),
            order: None,
            scroll: 0,
        }
    }
}

impl Counter {
    /// The prize of the ticket that is shown.
    pub fn prize(&self) -> Option<&PrizeView> {
        self.ticket.as_ref()?.prize.as_ref()
    }

    /// Shows another ticket. What is on the screen goes at once: nothing may be done with it any more.
    pub fn look_up(&mut self, code: TicketCode) -> Vec<Effect> {
        if self
            .ticket
            .as_ref()
            .is_none_or(|ticket| ticket.code != code)
        {
            self.forget();
        }
        self.looking = Some(code);
        vec![Effect::Ask(LOOK, Request::Ticket { code })]
    }

    /// Forgets the ticket and everything begun with it.
    pub fn forget(&mut self) {
        self.ticket = None;
        self.drafts.clear();
        self.order = None;
        self.method = PayMethod::Cash;
        self.scroll = 0;
    }

    /// Reads the ticket again.
    pub fn refresh(&mut self) -> Vec<Effect> {
        let shown = self.ticket.as_ref().map(|ticket| ticket.code);
        let ask = |code| Effect::Ask(LOOK, Request::Ticket { code });
        shown.or(self.looking).map(ask).into_iter().collect()
    }

    /// What may be done now, possible things first.
    pub fn offers(&self) -> Vec<Offer> {
        let every = [
            Action::PayFull,
            Action::PayPart,
            Action::PayFinalise,
            Action::PayReopen,
            Action::PayReverse,
            Action::PayCancel,
            Action::PayNotes,
            Action::PayMethodNext,
            Action::PayReprint,
            Action::PayUnseen,
        ];
        let offer = |action| Offer {
            off: self.why_not(action),
            ..Offer::on(action)
        };
        let mut offers: Vec<Offer> = every.map(offer).to_vec();
        offers.insert(0, Offer::on(Action::PayList));
        offers.sort_by_key(|offer| offer.off.is_some());
        if self.ticket.is_some() {
            offers.retain(|offer| offer.action != Action::PayList);
            let on = offers
                .iter()
                .take_while(|offer| offer.off.is_none())
                .count();
            offers.insert(on, Offer::on(Action::PayList));
        }
        offers
    }

    /// Why an action cannot be done with the ticket that is shown.
    pub fn why_not(&self, action: Action) -> Option<Say> {
        if action == Action::PayUnseen {
            return None;
        }
        let Some(ticket) = self.ticket.as_deref() else {
            return Some(pay::NO_TICKET.into());
        };
        if !self.code.is_empty() {
            return Some(pay::CODE_TYPED.with("key", Action::FormSubmit));
        }
        let standing = Standing::of(ticket);
        let said = |refused: Option<Refusal>| refused.map(|one| refusal::sentence(&one));
        if matches!(
            action,
            Action::PayFull | Action::PayPart | Action::PayMethodNext
        ) {
            let part = (action == Action::PayPart).then(|| standing.no_part());
            said(standing.no_payment().or_else(|| part.flatten()))
        } else if action == Action::PayFinalise {
            said(standing.no_finalising())
        } else if action == Action::PayReverse {
            said(standing.no_reversal())
        } else if action == Action::PayReopen {
            said(standing.no_reopening().filter(|_| !self.expired()))
        } else if action == Action::PayNotes {
            last(ticket).is_none().then(|| pay::NO_PAYOUT.into())
        } else if action == Action::PayCancel {
            ticket.cancel.is_none().then(|| pay::NOT_CANCELLABLE.into())
        } else {
            None
        }
    }

    /// Enter: looks the typed code up; on the empty field pays the ticket that is shown.
    pub fn submit(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if !self.code.is_empty() {
            let Some(code) = self.code.read() else {
                return vec![Effect::Bell];
            };
            self.code.clear();
            return self.look_up(code);
        }
        match self.why_not(Action::PayFull) {
            None => self.pay_full(ctx),
            // the big line says why
            Some(_) => Vec::new(),
        }
    }

    /// An action on the ticket.
    pub fn act(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::FormSubmit => self.submit(ctx),
            Action::PayFull => self.pay_full(ctx),
            Action::PayPart => self.ask_amount(None, None, ctx),
            Action::PayFinalise => self.ask_reason(Step::Finalise, ctx),
            Action::PayReverse => self.ask_reason(Step::Reverse, ctx),
            Action::PayReopen if self.expired() => self.ask_reason(Step::Revive, ctx),
            Action::PayReopen => self.ask_reason(Step::Reopen, ctx),
            Action::PayUnseen => Self::ask_unseen(None, &[], ctx),
            Action::PayNotes => self.ask_reason(Step::Notes, ctx),
            Action::PayCancel => self.ask_reason(Step::Cancel, ctx),
            Action::PayReprint => self.reprint(ctx),
            Action::PayMethodNext => self.ask_method(),
            Action::FormNext => {
                self.scroll = self.scroll.saturating_add(1).min(self.longest());
                Vec::new()
            }
            Action::FormBack => {
                self.scroll = self.scroll.saturating_sub(1);
                Vec::new()
            }
            Action::FormLeave => self.leave(),
            _ => Vec::new(),
        }
    }

    /// Whether the prize that is shown was not collected in time.
    fn expired(&self) -> bool {
        self.prize()
            .is_some_and(|view| view.state == PrizeState::Expired)
    }

    /// Lines of the longest panel that scrolls.
    fn longest(&self) -> u16 {
        let lines = |ticket: &TicketView| ticket.bets.len().max(history_rows(&ticket.history));
        let longest = self.ticket.as_deref().map_or(0, lines);
        u16::try_from(longest).unwrap_or(u16::MAX)
    }

    /// Esc: first the ticket goes, then the screen; a typed code stays.
    fn leave(&mut self) -> Vec<Effect> {
        if self.ticket.is_none() && self.looking.is_none() {
            return vec![Effect::Back];
        }
        self.forget();
        self.looking = None;
        Vec::new()
    }

    /// Types into the code.
    pub fn on_text(&mut self, input: &TextInput) {
        self.code.on_text(input);
    }

    /// A dialog ended.
    pub fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        if let Some(step) = Step::of(slot) {
            return self.answered(step, outcome, ctx);
        }
        match outcome {
            Outcome::Filled(values) if slot == super::steps::AMOUNT => {
                self.amount_typed(values, ctx)
            }
            Outcome::Picked(places) if slot == METHOD => {
                let picked = places.first().and_then(|place| PayMethod::ALL.get(*place));
                self.method = picked.copied().unwrap_or(self.method);
                Vec::new()
            }
            Outcome::Filled(values) if slot == UNSEEN => Self::unseen_typed(&values, ctx),
            Outcome::Picked(places) if slot == UNSEEN => self.unseen_picked(&places),
            Outcome::Filled(_) | Outcome::Picked(_) | Outcome::Confirmed | Outcome::Dismissed => {
                Vec::new()
            }
        }
    }
}
