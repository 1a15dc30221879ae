//! The risk of a draw by number, live: the map, the chosen number, what would happen if it came out, its tickets, and the
//! emergency block in two keystrokes.

mod act;
mod block;
mod by_scope;
mod map;
mod measure;
mod offers;
mod panels;
mod reply;
mod tickets;
mod what_if;

use super::draw_label;
use super::scopes::Scopes;
use crate::domain::{DrawId, MultiplierId, ScopeId};
use crate::ops::{DrawRow, Reply};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::input::TextInput;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::Say;
use block::{Armed, Undo};
use by_scope::ByScope;
use chrono::{DateTime, TimeDelta, Utc};
use measure::{Board, Measure};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tickets::Tickets;
use what_if::Supposed;

const DRAWS: Slot = Slot("exposure.draws");
const LIVE: Slot = Slot("exposure.live");
const USERS: Slot = Slot("exposure.users");
const VENTANAS: Slot = Slot("exposure.ventanas");
const WHAT_IF: Slot = Slot("exposure.what-if");
const TICKETS: Slot = Slot("exposure.tickets");
const SCOPES: Slot = Slot("exposure.scopes");
const PICK_PRICE: Slot = Slot("exposure.pick-price");
const PICK_DRAW: Slot = Slot("exposure.pick-draw");
const PICK_SCOPE: Slot = Slot("exposure.pick-scope");
const BLOCK: Slot = Slot("exposure.block");
const UNDO: Slot = Slot("exposure.undo");

/// How often the counters are read while they are shown.
const LIVE_EVERY: TimeDelta = TimeDelta::seconds(1);
/// How often one price is read, which is counted from the bets.
const PRICE_EVERY: TimeDelta = TimeDelta::seconds(5);
/// How often the draws that can be chosen are read again.
const DRAWS_EVERY: TimeDelta = TimeDelta::minutes(1);
/// How long the screen waits after a failure.
const AFTER_FAILURE: TimeDelta = TimeDelta::seconds(5);

/// What the screen shows.
#[derive(Default)]
enum View {
    /// The map.
    #[default]
    Map,
    /// What a result would mean.
    WhatIf(Supposed),
    /// The tickets of a number.
    Tickets(Tickets),
    /// A number by house, shop and seller.
    ByScope(ByScope),
}

/// The screen.
#[derive(Default)]
pub(super) struct Exposure {
    /// Draws that can be looked at, by time.
    draws: Vec<DrawRow>,
    draw: Option<DrawId>,
    /// Whose counters; `None` before anybody is signed in.
    scope: Option<ScopeId>,
    /// What was sold at this price alone.
    price: Option<MultiplierId>,
    scopes: Scopes,
    board: Option<Board>,
    problem: Option<Say>,
    measure: Measure,
    /// The chosen number.
    chosen: u16,
    /// Digits of a number that is being typed.
    typed: String,
    view: View,
    armed: Option<Armed>,
    undo: Option<Undo>,
    /// When the counters are read again; `None` while an answer is awaited.
    live_at: Option<DateTime<Utc>>,
    /// When the draws are read again.
    draws_at: Option<DateTime<Utc>>,
}

impl Screen for Exposure {
    fn id(&self) -> ScreenId {
        ScreenId::Exposure
    }

    fn picks_by_digit(&self) -> bool {
        matches!(self.view, View::Map)
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        self.offered(ctx)
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.shown(ctx)
    }

    fn on_arrival(&mut self, arrival: Arrival, _ctx: &Ctx) -> Vec<Effect> {
        match arrival {
            Arrival::Draw(draw) => {
                self.view = View::Map;
                self.choose_draw(draw)
            }
            Arrival::Ticket(_)
            | Arrival::Limits { .. }
            | Arrival::Audit(_)
            | Arrival::Scan(_)
            | Arrival::Import(_) => Vec::new(),
        }
    }

    fn on_text(&mut self, input: &TextInput, _ctx: &Ctx) -> Vec<Effect> {
        if let TextInput::Char(digit) = input {
            self.type_digit(*digit);
        }
        Vec::new()
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        self.acted(action, ctx)
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.replied(slot, reply, ctx)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (PICK_DRAW, Outcome::Picked(places)) => {
                let picked = places.first().and_then(|place| self.draws.get(*place));
                match picked.map(|draw| draw.id) {
                    Some(draw) => self.choose_draw(draw),
                    None => Vec::new(),
                }
            }
            (PICK_SCOPE, Outcome::Picked(places)) => {
                let choices = self.scopes.choices(ctx);
                match places.first().and_then(|place| choices.get(*place)) {
                    Some((scope, _)) => self.choose_scope(*scope),
                    None => Vec::new(),
                }
            }
            (PICK_PRICE, Outcome::Picked(places)) => self.picked_price(places.first().copied()),
            _ => Vec::new(),
        }
    }

    fn on_news(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match self.view {
            View::Map => self.shown(ctx),
            View::WhatIf(_) | View::Tickets(_) | View::ByScope(_) => Vec::new(),
        }
    }

    fn on_wake(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.undo = self.undo.take().filter(|undo| undo.until > ctx.now);
        match (self.live_at, self.draws_at) {
            (_, Some(due)) if due <= ctx.now => self.shown(ctx),
            (Some(due), _) if due <= ctx.now => self.ask_live(),
            _ => Vec::new(),
        }
    }

    fn next_wake(&self, ctx: &Ctx) -> Option<DateTime<Utc>> {
        let View::Map = self.view else {
            return None;
        };
        let ends = self
            .board
            .iter()
            .filter_map(|board| draw_label::ends(&board.view.draw, ctx.now));
        let undo = self.undo.as_ref().map(|undo| undo.until);
        [
            self.live_at,
            self.draws_at,
            draw_label::tick(ends, ctx.now),
            undo,
            undo.and_then(|until| draw_label::tick([until].into_iter(), ctx.now)),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        match &self.view {
            View::Map => self.render_map(area, buf, ctx),
            View::WhatIf(supposed) => supposed.render(area, buf, ctx),
            View::Tickets(tickets) => tickets.render(area, buf, ctx),
            View::ByScope(by_scope) => by_scope.render(area, buf, ctx),
        }
    }
}
