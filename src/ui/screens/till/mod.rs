//! The till: one line to scan or type on, a basket of goods and numbers, what it comes to, and how it is paid.
//!
//! The way of a line: [`enter`] takes it into a queue, one after the other, each sent when the one before is answered;
//! [`reply`] takes the answers; [`ask`] and [`pick`] hold the dialogs, [`tender`] the payment, and the `view` files draw.

mod ask;
mod enter;
mod line;
mod offers;
mod people;
mod pick;
mod reply;
mod send;
mod state;
mod tender;
mod tender_ask;
mod view;
mod view_basket;
mod view_tender;
mod view_totals;

use crate::domain::goods::Quantity;
use crate::domain::view::GoodsItem;
use crate::domain::view::{BasketView, CustomerRow, SoldAtTill, TillDesk, WaitingBasket};
use crate::domain::{DrawId, SaleId};
use crate::ops::{Reply, Request, Till as Asked};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect, Tone};
use crate::ui::input::TextInput;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::screens::sell::draws::Draws;
use crate::ui::text::{Say, counter as t};
use chrono::{DateTime, TimeDelta, Utc};
use line::Typed;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use state::{Message, Pause, Sent, Stage};
use std::collections::VecDeque;
use tender::Tendering;

const DESK: Slot = Slot("till.desk");
const DRAWS: Slot = Slot("till.draws");
const CHANGE: Slot = Slot("till.change");
const COMPLETE: Slot = Slot("till.complete");
const PARK: Slot = Slot("till.park");
const RECALL: Slot = Slot("till.recall");
const ABANDON: Slot = Slot("till.abandon");
const NEW_CUSTOMER: Slot = Slot("till.new-customer");
const SEARCH: Slot = Slot("till.search");
const FAVOURITES: Slot = Slot("till.favourites");
const WAITING: Slot = Slot("till.waiting");
const CUSTOMERS: Slot = Slot("till.customers");
const WEIGH: Slot = Slot("till.weigh");
const QUANTITY: Slot = Slot("till.quantity");
const DISCOUNT: Slot = Slot("till.discount");
const NOTE: Slot = Slot("till.note");
const COUPON: Slot = Slot("till.coupon");
const POINTS: Slot = Slot("till.points");
const MEANS: Slot = Slot("till.means");
const DETAILS: Slot = Slot("till.details");

/// The commands of this screen; one at a time.
const COMMANDS: [Slot; 6] = [CHANGE, COMPLETE, PARK, RECALL, ABANDON, NEW_CUSTOMER];

/// How often the draws are read again while nothing else causes it.
const DRAWS_EVERY: TimeDelta = TimeDelta::seconds(60);

/// The till.
#[derive(Debug, Default)]
pub(super) struct Till {
    desk: Option<Box<TillDesk>>,
    draws: Draws,
    draws_at: Option<DateTime<Utc>>,
    /// The basket as the house last told it.
    view: Option<Box<BasketView>>,
    /// The id under which a new sale is begun.
    fresh: Option<SaleId>,
    typed: Typed,
    /// Lines that wait for the answer to the one before.
    queue: VecDeque<String>,
    /// What is under way.
    sent: Option<Sent>,
    /// What must be answered by a person before the queue goes on.
    pause: Option<Pause>,
    /// The place of the chosen line.
    chosen: usize,
    stage: Stage,
    tendering: Tendering,
    done: Option<Box<SoldAtTill>>,
    message: Option<Message>,
    /// A line of many numbers that was said back and waits for one more Enter.
    armed: Option<String>,
    found: Vec<GoodsItem>,
    customers: Vec<CustomerRow>,
    parked: Vec<WaitingBasket>,
    pick_draws: Vec<DrawId>,
}

impl Till {
    fn say(&mut self, tone: Tone, say: impl Into<Say>) {
        self.message = Some(Message {
            tone,
            say: say.into(),
        });
    }

    /// Whether nothing is in the basket.
    fn is_empty(&self) -> bool {
        self.view.as_ref().is_none_or(|view| view.basket.is_empty())
    }

    /// The number of lines, goods and numbers.
    fn len(&self) -> usize {
        self.view.as_ref().map_or(0, |view| view.basket.len())
    }

    /// The chosen line's number in the sale.
    fn line(&self) -> Option<u16> {
        let basket = &self.view.as_ref()?.basket;
        let goods = basket.lines.iter().map(|line| line.no);
        let numbers = basket.numbers.iter().map(|line| line.no);
        goods.chain(numbers).nth(self.chosen)
    }

    /// The chosen line, where it is goods.
    fn goods_line(&self) -> Option<&crate::domain::goods::Line> {
        self.view.as_ref()?.basket.lines.get(self.chosen)
    }

    fn choose(&mut self, place: usize) {
        self.chosen = place.min(self.len().saturating_sub(1));
    }

    /// Forgets the sale: the next line begins another.
    fn begin_anew(&mut self) {
        self.view = None;
        self.fresh = None;
        self.chosen = 0;
        self.tendering = Tendering::default();
        self.armed = None;
        self.stage = Stage::Basket;
    }

    fn read_desk(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.draws_at = Some(ctx.now);
        vec![
            Effect::Ask(DESK, Request::Till(Asked::Desk)),
            Effect::Ask(DRAWS, Request::Desk),
        ]
    }

    fn follow(&mut self, ctx: &Ctx) {
        if self.typed.is_empty() {
            self.draws.follow(ctx.now);
        }
    }

    /// How a draw is called: `TICA 12:55`.
    fn draw_name(&self, id: DrawId, ctx: &Ctx) -> Option<String> {
        if let Some(draw) = self.draws.get(id) {
            return Some(format!("{} {}", draw.name, ctx.voice.clock(draw.at)));
        }
        let told = &self.view.as_ref()?.draws;
        let (_, name) = told.iter().find(|(known, _)| *known == id)?;
        Some(name.clone())
    }

    /// A code that was scanned elsewhere.
    fn scanned(&mut self, code: String, ctx: &Ctx) -> Vec<Effect> {
        if self.stage == Stage::Done {
            self.stage = Stage::Basket;
        }
        self.stage = Stage::Basket;
        self.queue.push_back(code);
        self.next(ctx)
    }
}

impl Screen for Till {
    fn id(&self) -> ScreenId {
        ScreenId::Till
    }

    fn typing(&self) -> bool {
        true
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        self.offered(ctx)
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        // What was under way when a session ended is not answered any more.
        if !COMMANDS.iter().any(|slot| ctx.waits(*slot)) {
            self.sent = None;
        }
        let mut effects = self.read_desk(ctx);
        effects.extend(self.next(ctx));
        effects
    }

    fn on_arrival(&mut self, arrival: Arrival, ctx: &Ctx) -> Vec<Effect> {
        match arrival {
            Arrival::Scan(code) => self.scanned(code, ctx),
            Arrival::Ticket(_)
            | Arrival::Draw(_)
            | Arrival::Limits { .. }
            | Arrival::Audit(_)
            | Arrival::Import(_) => Vec::new(),
        }
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        self.follow(ctx);
        self.act(action, ctx)
    }

    fn on_text(&mut self, input: &TextInput, ctx: &Ctx) -> Vec<Effect> {
        self.follow(ctx);
        self.type_in(input);
        Vec::new()
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.answered(slot, reply, ctx)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        self.dialog_closed(slot, outcome, ctx)
    }

    fn on_news(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.read_desk(ctx)
    }

    fn on_wake(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.follow(ctx);
        match self.draws_at {
            Some(at) if ctx.now - at < DRAWS_EVERY => Vec::new(),
            _ => self.read_desk(ctx),
        }
    }

    fn next_wake(&self, _ctx: &Ctx) -> Option<DateTime<Utc>> {
        self.draws_at.map(|at| at + DRAWS_EVERY)
    }

    fn concerns(&self, target: &str, _ctx: &Ctx) -> Option<String> {
        let view = self.view.as_ref()?;
        (target == view.sale.to_string()).then(|| format!("{} lin.", view.basket.len()))
    }

    fn keeps_typed(&self) -> bool {
        !self.typed.is_empty() || !self.queue.is_empty()
    }

    /// Scans follow each other without waiting: this screen queues them itself. A payment under way holds everything.
    fn holds(&self, action: Option<Action>) -> bool {
        let queued = matches!(action, None | Some(Action::FormSubmit));
        !(queued && self.stage == Stage::Basket)
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.draw(area, buf, ctx);
    }
}

/// How much was typed: `3`, `1.567`, `1,567`.
fn typed_quantity(text: &str) -> Result<Quantity, Say> {
    let read = Quantity::parse(&text.trim().replace(',', "."));
    read.ok()
        .filter(|much| !much.is_zero())
        .ok_or_else(|| t::QUANTITY_WRONG.into())
}

/// That a chosen draw takes no bets any more.
fn draws_closed(draws: &Draws, ctx: &Ctx) -> Option<Say> {
    let gone = draws.closed(ctx.now)?;
    let name = crate::ui::text::sell::DRAW_CLOSED.with("name", gone.name.as_str());
    Some(name.with("at", ctx.voice.clock(gone.at)))
}
