//! What the house answered.

use super::measure::Board;
use super::{
    AFTER_FAILURE, BLOCK, DRAWS, Exposure, LIVE, LIVE_EVERY, PRICE_EVERY, SCOPES, TICKETS, UNDO,
    USERS, VENTANAS, View, WHAT_IF, draw_label,
};
use crate::domain::DrawState;
use crate::ops::{Answer, DrawRow, ExposureView, Reply};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::screen::Slot;
use crate::ui::text::refusal;

impl Exposure {
    pub(super) fn replied(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match reply {
            Reply::Done(answer) => self.done(slot, answer, ctx),
            Reply::Refused(_) | Reply::Failed(_) => self.refused(slot, reply, ctx),
        }
    }

    fn done(&mut self, slot: Slot, answer: &Answer, ctx: &Ctx) -> Vec<Effect> {
        match (slot, answer) {
            (DRAWS, Answer::Draws(rows)) => return self.learn_draws(rows),
            (LIVE, Answer::Exposure(view)) => self.learn(view, ctx),
            (VENTANAS, Answer::Ventanas(rows)) => self.scopes.ventanas.clone_from(rows),
            (USERS, Answer::Users(rows)) => self.scopes.users.clone_from(rows),
            (WHAT_IF, Answer::WhatIf(what)) => {
                if let View::WhatIf(supposed) = &mut self.view {
                    supposed.learn(what);
                }
            }
            (TICKETS, Answer::NumberTickets(rows)) => {
                if let View::Tickets(tickets) = &mut self.view {
                    tickets.learn(rows);
                }
            }
            (SCOPES, Answer::NumberScopes(rows)) => {
                if let View::ByScope(by_scope) = &mut self.view {
                    by_scope.learn(rows);
                }
            }
            (BLOCK, Answer::Blocked { rule }) => return self.blocked(*rule, ctx),
            (UNDO, _) => return self.taken_back(),
            _ => {}
        }
        Vec::new()
    }

    fn learn_draws(&mut self, rows: &[DrawRow]) -> Vec<Effect> {
        let sold = |draw: &&DrawRow| match draw.state {
            DrawState::Open | DrawState::Closed | DrawState::Evaluated => true,
            DrawState::Scheduled | DrawState::Annulled => false,
        };
        self.draws = rows.iter().filter(sold).cloned().collect();
        match (self.draw, self.first_draw()) {
            (None, Some(draw)) => self.choose_draw(draw),
            _ => Vec::new(),
        }
    }

    fn learn(&mut self, view: &ExposureView, ctx: &Ctx) {
        let every = match self.price {
            None => LIVE_EVERY,
            Some(_) => PRICE_EVERY,
        };
        self.live_at = Some(ctx.now + every);
        self.problem = None;
        let asked = (self.draw, self.scope, self.price);
        if asked != (Some(view.draw.id), Some(view.scope), view.price) {
            return;
        }
        self.chosen = self.chosen.min(view.draw.digits.numbers() - 1);
        self.board = Some(Board::of(view.clone()));
    }

    fn refused(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        match slot {
            // once a second: said on the screen instead of a toast each time
            LIVE => {
                self.live_at = Some(ctx.now + AFTER_FAILURE);
                self.problem = match reply {
                    Reply::Refused(all) => Some(refusal::first(all)),
                    Reply::Failed(fault) => Some(refusal::fault(fault)),
                    Reply::Done(_) => None,
                };
                Vec::new()
            }
            VENTANAS | USERS => Vec::new(),
            BLOCK => {
                self.armed = None;
                self.show(reply, ctx)
            }
            _ => self.show(reply, ctx),
        }
    }

    fn show(&self, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let names = |id| {
            let found = self.draws.iter().find(|draw| draw.id == id);
            found.map(|draw| draw_label::called(draw, ctx))
        };
        refusal::show_with(reply, &names)
    }
}
