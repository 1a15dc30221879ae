//! Earlier tickets: repeated, copied, voided.

use super::basket::uniform;
use super::state::Voiding;
use super::{FETCH, Sell, TICKETS, VOID_WHY};
use crate::domain::betline::{ExpandedBet, Expansion};
use crate::domain::view::TicketFilter;
use crate::domain::{BetKind, Money, TicketCode, TicketState};
use crate::ops::Request;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::{Fact, Prompt, fact};
use crate::ui::text::{frame, sell as t};
use crate::ui::widgets::Field;

impl Sell {
    /// The latest tickets, and the day's count with them.
    pub(super) fn ask_tickets(ctx: &Ctx) -> Effect {
        let filter = TicketFilter {
            vendedor: ctx.session.map(|session| session.user),
            limit: Some(20),
            ..TicketFilter::default()
        };
        Effect::Ask(TICKETS, Request::Tickets(filter))
    }

    /// The code of the last ticket that stands.
    pub(super) fn last_code(&self) -> Option<TicketCode> {
        let sold = self.receipt.as_ref().and_then(|sold| sold.tickets.last());
        let standing = |code: &TicketCode| {
            let row = self.tickets.iter().find(|row| row.code == *code);
            row.is_none_or(|row| row.state == TicketState::Active)
        };
        sold.map(|ticket| ticket.code).filter(standing).or_else(|| {
            let mut rows = self.tickets.iter();
            let active = rows.find(|row| row.state == TicketState::Active);
            active.map(|row| row.code)
        })
    }

    pub(super) fn with_last(
        &mut self,
        effects: impl FnOnce(TicketCode) -> Vec<Effect>,
    ) -> Vec<Effect> {
        match self.last_code() {
            Some(code) => effects(code),
            None => vec![Effect::note(t::NO_LAST)],
        }
    }

    pub(super) fn repeat(&mut self, back: usize, ctx: &Ctx) -> Vec<Effect> {
        let Some(code) = self.tickets.get(back - 1).map(|row| row.code) else {
            return vec![Effect::note(t::NO_LAST)];
        };
        match &self.last {
            Some(last) if last.codes.contains(&code) => {
                let bets = last.bets.clone();
                self.copy(code, bets, ctx)
            }
            _ => self.fetch(code),
        }
    }

    /// Reads a ticket to copy it.
    pub(super) fn fetch(&mut self, code: TicketCode) -> Vec<Effect> {
        self.fetching = Some(code);
        self.say(Tone::Plain, t::FETCHING);
        vec![Effect::Ask(FETCH, Request::Ticket { code })]
    }

    /// Puts a ticket's bets into the present one, for the chosen draws.
    pub(super) fn copy(
        &mut self,
        code: TicketCode,
        mut bets: Vec<ExpandedBet>,
        ctx: &Ctx,
    ) -> Vec<Effect> {
        let digits = bets.first().map(|bet| bet.number.digits());
        if digits.is_some_and(|digits| digits != self.draws.digits()) {
            self.say(Tone::Bad, t::DRAW_DIGITS);
            return vec![Effect::Bell];
        }
        if !self.draws.reventado() {
            bets.retain(|bet| bet.kind == BetKind::Straight);
        }
        let expansion = Expansion {
            bets,
            ..Expansion::default()
        };
        self.basket.repeats = Some(code);
        self.put(uniform(&expansion), ctx);
        self.say(Tone::Plain, t::REPEATED.with("code", code.to_string()));
        self.ask_left(ctx)
    }

    /// Voids the last ticket: facts and reason first.
    pub(super) fn void(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let Some(code) = self.last_code() else {
            return vec![Effect::note(t::NO_LAST)];
        };
        let Some((draw, total)) = self.known(code, ctx) else {
            return vec![Effect::note(t::NO_LAST)];
        };
        let voiding = Voiding {
            code,
            draw,
            total,
            reason: self.void_reason(code),
        };
        let facts = facts(&voiding);
        let field = Field::text(frame::REASON, 200).value(voiding.reason.as_str());
        self.voiding = Some(voiding);
        let prompt = Prompt::new(t::VOID, facts, vec![field]);
        vec![Effect::open(VOID_WHY, prompt.checked(super::pick::reason))]
    }

    /// The reason that was typed for voiding this ticket before the last answer was no.
    fn void_reason(&self, code: TicketCode) -> String {
        let before = self.voiding.as_ref().filter(|before| before.code == code);
        before.map_or_else(String::new, |before| before.reason.clone())
    }

    /// Draw and total of a ticket that was just sold or is in the list.
    fn known(&self, code: TicketCode, ctx: &Ctx) -> Option<(String, Money)> {
        let name = |lottery: &str, at| format!("{lottery} {}", ctx.voice.clock(at));
        let mut sold = self.receipt.iter().flat_map(|sold| &sold.tickets);
        let fresh = sold
            .find(|ticket| ticket.code == code)
            .map(|ticket| (name(&ticket.lottery, ticket.at), ticket.total));
        fresh.or_else(|| {
            let row = self.tickets.iter().find(|row| row.code == code)?;
            Some((name(&row.lottery, row.draw_at), row.total))
        })
    }
}

/// What a dialog repeats of the ticket to be voided.
pub(super) fn facts(voiding: &Voiding) -> Vec<Fact> {
    vec![
        fact(
            t::VOID_CODE,
            frame::PLAIN.with("text", voiding.code.to_string()),
        ),
        fact(
            t::VOID_DRAW,
            frame::PLAIN.with("text", voiding.draw.as_str()),
        ),
        fact(frame::AMOUNT, frame::MONEY.with("money", voiding.total)),
    ]
}
