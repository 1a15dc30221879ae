//! The selling screen: draws, the bet line, the ticket, what it costs and what is left of its numbers.
//!
//! The way of a line: [`enter`] reads it at Enter and puts it into the [`basket`], [`charge`] sends the ticket,
//! [`reply`] takes the answers; [`command`] does what an otherwise empty line says, and the `view` files draw.

mod assisted;
mod basket;
mod charge;
mod check;
mod command;
pub(in crate::ui::screens) mod draws;
mod enter;
mod left;
mod lift;
mod line;
mod offers;
mod order;
mod paper;
mod pick;
mod reply;
mod state;
mod tickets;
mod view;
mod view_basket;
mod view_line;
mod view_message;
mod view_order;
mod view_side;
mod view_strip;
mod view_total;
mod why;

use crate::domain::view::{Desk, Sold, TicketRow};
use crate::domain::{DrawId, Money, Right, SellerPath, TicketCode};
use crate::ops::{Refusal, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect, Tone};
use crate::ui::input::TextInput;
use crate::ui::overlays::{Fact, Outcome};
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Say, sell as t};
use basket::Basket;
use chrono::{DateTime, TimeDelta, Utc};
use draws::Draws;
use left::Availability;
use line::Typed;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use state::{Last, Message, Parked, Stage, Voiding};
use std::collections::VecDeque;

const SELL: Slot = Slot("sell");
const DESK: Slot = Slot("desk");
const LEFT: Slot = Slot("left");
const TICKETS: Slot = Slot("tickets");
const LAST: Slot = Slot("last");
const FETCH: Slot = Slot("fetch");
const SHARE: Slot = Slot("share");
const TOTALS: Slot = Slot("totals");
const FATE: Slot = Slot("fate");
const REPRINT: Slot = Slot("reprint");
const VOID: Slot = Slot("void");
const VOID_WHY: Slot = Slot("void-why");
const VOID_SURE: Slot = Slot("void-sure");
const PICK_DRAWS: Slot = Slot("pick-draws");
const PICK_DROP: Slot = Slot("pick-drop");
const PICK_PARKED: Slot = Slot("pick-parked");
const WHY: Slot = Slot("why");
const COPY_CODE: Slot = Slot("copy-code");

/// How often the draws are read again while nothing else causes it.
const DESK_EVERY: TimeDelta = TimeDelta::seconds(60);
/// How soon they are asked for again after a failure.
const DESK_AGAIN: TimeDelta = TimeDelta::seconds(3);
/// How often what is left is read again while the screen is shown and something is limited.
const LEFT_EVERY: TimeDelta = TimeDelta::seconds(2);
/// Never more often than this, whatever is typed.
const LEFT_LEAST: TimeDelta = TimeDelta::seconds(1);

/// The selling screen.
#[derive(Debug, Default)]
pub(super) struct Sell {
    desk: Option<Desk>,
    desk_at: Option<DateTime<Utc>>,
    draws: Draws,
    typed: Typed,
    basket: Basket,
    parked: Vec<Parked>,
    stage: Stage,
    message: Option<Message>,
    problems: Vec<Refusal>,
    left: Availability,
    left_at: Option<DateTime<Utc>>,
    left_waits: bool,
    tickets: Vec<TicketRow>,
    last: Option<Last>,
    receipt: Option<Sold>,
    fetching: Option<TicketCode>,
    /// What was handed over for the ticket that is on its way.
    received: Option<Money>,
    pending: VecDeque<order::Unclear>,
    /// The line under the fingers is one of a pasted order.
    ordered: bool,
    voiding: Option<Voiding>,
    pick_ids: Vec<DrawId>,
    /// Rows of a long ticket that are scrolled away at its end.
    scrolled: usize,
}

impl Sell {
    fn say(&mut self, tone: Tone, say: impl Into<Say>) {
        self.message = Some(Message {
            tone,
            say: say.into(),
            at: None,
            suggestion: None,
            drawer: false,
        });
    }

    /// The drawer is open: what was refused for want of it no longer stands.
    fn drawer_is_open(&mut self) {
        self.problems.retain(|one| !about_the_drawer(one));
        self.message = self.message.take().filter(|message| !message.drawer);
    }

    /// Whether neither a ticket nor a line is begun.
    fn idle(&self) -> bool {
        self.basket.is_empty() && self.typed.is_empty()
    }

    /// While nothing is begun the choice of draws follows the clock.
    fn follow(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let before = self.draws.chosen().to_vec();
        // Who types before the draws are known has chosen none: the next one is theirs, too.
        if (self.idle() || before.is_empty()) && !ctx.waits(SELL) {
            self.draws.follow(ctx.now);
        }
        if before == self.draws.chosen() {
            Vec::new()
        } else {
            self.ask_left(ctx)
        }
    }

    /// Asks what is left in the chosen draws, at most once a second.
    fn ask_left(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.draws.chosen().is_empty() {
            return Vec::new();
        }
        if self
            .left_at
            .is_some_and(|at| ctx.now - at < LEFT_LEAST && ctx.now >= at)
        {
            self.left_waits = true;
            return Vec::new();
        }
        self.left_at = Some(ctx.now);
        self.left_waits = false;
        let draws = self.draws.chosen().to_vec();
        vec![Effect::Ask(LEFT, Request::Availability { draws })]
    }

    fn ask_desk(&mut self, ctx: &Ctx) -> Effect {
        self.desk_at = Some(ctx.now);
        Effect::Ask(DESK, Request::Desk)
    }

    fn seller(ctx: &Ctx) -> Option<SellerPath> {
        let session = ctx.session?;
        Some(SellerPath {
            banca: session.banca,
            ventana: session.ventana.as_ref()?.0,
            vendedor: session.user,
        })
    }

    /// When what is left should be read again.
    fn left_due(&self) -> Option<DateTime<Utc>> {
        let at = self.left_at?;
        if self.left_waits || !self.typed.is_empty() {
            Some(at + LEFT_LEAST)
        } else {
            self.left.any().then(|| at + LEFT_EVERY)
        }
    }

    /// How a draw is called: `TICA 12:55`, with its day where that is not today.
    fn draw_name(&self, id: DrawId, ctx: &Ctx) -> Option<String> {
        let draw = self.draws.get(id)?;
        Some(format!("{} {}", draw.name, time_of(draw.at, ctx)))
    }
}

impl Screen for Sell {
    fn id(&self) -> ScreenId {
        ScreenId::Sell
    }

    fn typing(&self) -> bool {
        true
    }

    fn offers(&self, _ctx: &Ctx) -> Vec<Offer> {
        self.offered()
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let mut effects = self.follow(ctx);
        effects.extend(self.act(action, ctx));
        effects
    }

    fn on_text(&mut self, input: &TextInput, ctx: &Ctx) -> Vec<Effect> {
        let mut effects = self.follow(ctx);
        effects.extend(self.type_in(input, ctx));
        effects
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let tickets = Self::ask_tickets(ctx);
        if ctx.status.drawer_open == Some(true) {
            self.drawer_is_open();
        }
        vec![self.ask_desk(ctx), tickets]
    }

    fn on_arrival(&mut self, arrival: Arrival, ctx: &Ctx) -> Vec<Effect> {
        match arrival {
            Arrival::Draw(id) | Arrival::Limits { draw: id, .. } => self.choose(vec![id], ctx),
            Arrival::Ticket(code) => self.fetch(code),
            Arrival::Scan(_) | Arrival::Audit(_) | Arrival::Import(_) => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.answered(slot, reply, ctx)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        self.dialog_closed(slot, outcome, ctx)
    }

    fn consents(&self, right: Right, ctx: &Ctx) -> Option<Vec<Fact>> {
        (right == Right::LiftLimit).then(|| self.lift_facts(ctx))
    }

    fn leaves_a_row(&self, _ctx: &Ctx) -> bool {
        self.desk.is_some()
    }

    fn sets_aside(&self) -> Option<Say> {
        let n = self.parked.len();
        (n > 0).then(|| t::PARKED_LOST.with("n", n))
    }

    fn on_news(&mut self, ctx: &Ctx) -> Vec<Effect> {
        vec![self.ask_desk(ctx)]
    }

    fn on_wake(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let mut effects = self.follow(ctx);
        if self.desk_at.is_none_or(|at| ctx.now - at >= DESK_EVERY) {
            effects.extend([self.ask_desk(ctx), Self::ask_tickets(ctx)]);
        }
        if self.left_due().is_some_and(|at| at <= ctx.now) {
            effects.extend(self.ask_left(ctx));
        }
        effects
    }

    fn next_wake(&self, ctx: &Ctx) -> Option<DateTime<Utc>> {
        let desk = self.desk_at.map(|at| at + DESK_EVERY);
        let left = self.left_due();
        let tick = view_strip::next_tick(&self.draws, ctx.now);
        [desk, left, tick].into_iter().flatten().min()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        if self.desk.is_none() {
            return self.draw_waiting(area, buf, ctx);
        }
        self.draw(area, buf, ctx);
    }
}

/// Whether a refusal ends with an open drawer.
fn about_the_drawer(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NoOpenDrawer | Refusal::DrawerElsewhere { .. }
    )
}

/// When a draw is: `12:55`, on another day than today `11-22 12:55`.
fn time_of(at: DateTime<Utc>, ctx: &Ctx) -> String {
    let clock = ctx.voice.clock(at);
    if ctx.voice.day_of(at) == ctx.voice.day_of(ctx.now) {
        return clock;
    }
    let day = ctx.voice.day(at);
    format!("{} {clock}", day.get(5..).unwrap_or_default())
}
