//! The selling screen: draws, the bet line, the ticket, what it costs and what is left of its numbers.
//!
//! The way of a line: [`enter`] reads it at Enter and puts it into the [`basket`], [`charge`] sends the ticket,
//! [`reply`] takes the answers; [`command`] does what an otherwise empty line says, and the `view` files draw.

mod assisted;
mod basket;
mod charge;
mod check;
mod command;
mod draws;
mod enter;
mod left;
mod line;
mod mistake;
mod order;
mod paper;
mod pick;
mod reply;
mod tickets;
mod view;
mod view_basket;
mod view_line;
mod view_message;
mod view_order;
mod view_side;
mod view_strip;
mod view_total;

use crate::domain::betline::ExpandedBet;
use crate::domain::view::{Desk, Sold, TicketRow};
use crate::domain::{DrawId, Money, SellerPath, TicketCode};
use crate::ops::{Refusal, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect, Tone};
use crate::ui::input::TextInput;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::text::{Say, sell as t};
use basket::{Basket, Row};
use chrono::{DateTime, TimeDelta, Utc};
use draws::Draws;
use left::{Availability, Over};
use line::Typed;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

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
const PICK_PARKED: Slot = Slot("pick-parked");
const COPY_CODE: Slot = Slot("copy-code");

/// How often the draws are read again while nothing else causes it.
const DESK_EVERY: TimeDelta = TimeDelta::seconds(60);
/// How soon they are asked for again after a failure.
const DESK_AGAIN: TimeDelta = TimeDelta::seconds(3);
/// How often what is left is read again while the screen is shown and something is limited.
const LEFT_EVERY: TimeDelta = TimeDelta::seconds(2);
/// Never more often than this, whatever is typed.
const LEFT_LEAST: TimeDelta = TimeDelta::seconds(1);

/// What the keys mean at the moment.
#[derive(Debug, Default)]
enum Stage {
    /// A line is typed.
    #[default]
    Typing,
    /// Enter was pressed on many numbers or a large total, Esc on a ticket: the same once more does it.
    Armed(Armed),
    /// Some numbers ask for more than is left.
    Limited(Limited),
    /// A pasted order is looked at.
    Order(order::Order),
    /// The connection failed and the ticket is known not to be sold: it stands until it is charged again or set aside. What
    /// is typed meanwhile belongs to the next ticket.
    Unsold(Unsold),
}

/// What the next equal key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Armed {
    Line,
    Charge(Option<Money>),
    Park,
}

/// A decision about numbers that ask for more than is left.
#[derive(Debug)]
struct Limited {
    /// Rows that are not in the ticket yet; none when the house refused the ticket as it is.
    rows: Vec<Row>,
    overs: Vec<Over>,
    /// The line ended in the star that charges.
    charge: bool,
}

/// A ticket whose sale was lost on its way.
#[derive(Debug)]
struct Unsold {
    received: Option<Money>,
    fault: Say,
}

/// A sentence beside the line.
#[derive(Debug)]
struct Message {
    tone: Tone,
    say: Say,
    /// The character that it is about.
    at: Option<usize>,
    /// The line as it was probably meant.
    suggestion: Option<String>,
    /// It is about the drawer, and over when that is open.
    drawer: bool,
}

/// What repeating needs of the tickets sold last.
#[derive(Debug)]
struct Last {
    /// One for each draw.
    codes: Vec<TicketCode>,
    bets: Vec<ExpandedBet>,
}

/// A ticket that waits for its customer, with the draws it is for.
#[derive(Debug)]
struct Parked {
    basket: Basket,
    draws: Vec<DrawId>,
}

/// A voided ticket's facts while its reason is asked for.
#[derive(Debug, Clone)]
struct Voiding {
    code: TicketCode,
    draw: String,
    total: Money,
    reason: String,
}

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
    pending: std::collections::VecDeque<order::Unclear>,
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
        self.problems.retain(|one| *one != Refusal::NoOpenDrawer);
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

    /// Whether there are rows to page through.
    fn is_long(&self) -> bool {
        match &self.stage {
            Stage::Order(order) => !order.lines.is_empty(),
            Stage::Typing | Stage::Armed(_) | Stage::Limited(_) | Stage::Unsold(_) => {
                !self.basket.is_empty()
            }
        }
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

    /// Enter under the name of what it does now: on the empty line with a ticket it takes money.
    fn enter_offer(&self) -> Offer {
        let offer = Offer::on(Action::SellEnter);
        let charges = match self.stage {
            Stage::Unsold(_) | Stage::Armed(Armed::Charge(_)) => true,
            Stage::Typing | Stage::Armed(_) => {
                self.typed.is_empty() && self.pending.is_empty() && !self.basket.is_empty()
            }
            Stage::Limited(_) | Stage::Order(_) => false,
        };
        match self.grand_total().filter(|_| charges) {
            Some(total) => offer.called(t::CHARGES.with("total", total)),
            None => offer,
        }
    }

    /// How a draw is called: `TICA 12:55`.
    fn draw_name(&self, id: DrawId, ctx: &Ctx) -> Option<String> {
        let draw = self.draws.get(id)?;
        Some(format!("{} {}", draw.name, ctx.voice.clock(draw.at)))
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
        let ticket = !self.basket.is_empty();
        let last = self.last_code().is_some();
        let limited = matches!(self.stage, Stage::Limited(_));
        let liftable = self.liftable();
        let parks = ticket || !self.parked.is_empty();
        let mut offers = vec![self.enter_offer()];
        let limit = [
            Offer::when(Action::SellTakeLeft, limited, t::NOT_LIMITED),
            if limited && !liftable {
                Offer::off(Action::SellAuthorise, t::CANNOT_LIFT)
            } else {
                Offer::when(Action::SellAuthorise, limited, t::NOT_LIMITED)
            },
        ];
        if limited {
            offers.extend(limit.clone());
        }
        offers.extend([
            Offer::when(Action::SellCharge, ticket, t::EMPTY_TICKET),
            Offer::on(Action::SellClear),
            Offer::on(Action::SellDraws),
            Offer::when(Action::SellRepeat, last, t::NO_LAST),
            Offer::when(Action::SellVoid, last, t::NO_LAST),
            Offer::on(Action::SellTotals),
            Offer::when(Action::SellPark, parks, t::NOTHING_PARKED),
            Offer::on(Action::SellCopy),
            Offer::when(Action::SellReprint, last, t::NO_LAST),
            Offer::when(Action::SellShare, last, t::NO_LAST),
            Offer::on(Action::SellNextDraw),
            Offer::on(Action::SellPreviousDraw),
            Offer::on(Action::SellOlder),
            Offer::on(Action::SellNewer),
            Offer::on(Action::SellProfile),
            Offer::when(Action::SellPageUp, self.is_long(), t::EMPTY_TICKET),
            Offer::when(Action::SellPageDown, self.is_long(), t::EMPTY_TICKET),
        ]);
        if !limited {
            offers.extend(limit);
        }
        offers
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
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.answered(slot, reply, ctx)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        self.dialog_closed(slot, outcome, ctx)
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
