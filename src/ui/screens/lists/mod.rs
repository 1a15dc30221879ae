//! Sales lists of a draw: who sold what, number by number, ticket by ticket; as paper, as a table, on the clipboard. A late or
//! suspicious one is excluded here, and included again.

mod change;
mod offers;
mod reply;
mod view;
mod walk;

use crate::domain::{DrawId, Number};
use crate::ops::{DrawLists, DrawRow, ListLine, ListOf, ListRow, ListTicket, NumberList, Reply};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::widgets::{Grid, Moved};
use change::Changing;
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const DRAWS: Slot = Slot("lists.draws");
const LISTS: Slot = Slot("lists.lists");
const NUMBERS: Slot = Slot("lists.numbers");
const TICKETS: Slot = Slot("lists.tickets");
const PICK: Slot = Slot("lists.pick");
const DAY: Slot = Slot("lists.day");
const PREVIEW: Slot = Slot("lists.preview");
const REASON: Slot = Slot("lists.reason");
const CHANGE: Slot = Slot("lists.change");
const OVER: Slot = Slot("lists.over");

/// A step deeper than the lists of the draw.
enum View {
    /// A list, number by number.
    Numbers {
        of: ListOf,
        told: Option<Box<NumberList>>,
        grid: Grid<ListLine>,
    },
    /// The tickets of a number of a list.
    Tickets {
        of: ListOf,
        number: Number,
        next: Option<String>,
        grid: Grid<ListTicket>,
    },
}

/// The screen.
#[derive(Default)]
pub(super) struct Lists {
    /// The day whose draws can be chosen; today and tomorrow without one.
    day: Option<NaiveDate>,
    draws: Vec<DrawRow>,
    draw: Option<DrawId>,
    told: Option<Box<DrawLists>>,
    grid: Grid<ListRow>,
    /// What was opened from the lists on, the shown one last.
    views: Vec<View>,
    /// The list that is about to change, under the key of its command.
    changing: Option<Changing>,
}

impl Screen for Lists {
    fn id(&self) -> ScreenId {
        ScreenId::Lists
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        self.offered(ctx)
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.refresh(ctx)
    }

    fn on_arrival(&mut self, arrival: Arrival, _ctx: &Ctx) -> Vec<Effect> {
        match arrival {
            Arrival::Draw(draw) => self.choose_draw(draw),
            Arrival::Ticket(_)
            | Arrival::Limits { .. }
            | Arrival::Audit(_)
            | Arrival::Scan(_)
            | Arrival::Import(_) => Vec::new(),
        }
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match self.moved(action) {
            Moved::Moved => return Vec::new(),
            Moved::WantsMore => return self.more(),
            Moved::Ignored => {}
        }
        match action {
            Action::ListOpen => self.open(),
            Action::ListBack => self.back(ctx),
            Action::ListRefresh => self.refresh(ctx),
            Action::ListLeft => self.turn(-1),
            Action::ListRight => self.turn(1),
            Action::ListFilter => self.ask_day(ctx),
            Action::ListCopy => self.copy(ctx),
            Action::ListsDraw => self.pick_draw(ctx),
            Action::ListsExclude | Action::ListsInclude => self.ask_preview(),
            Action::ListsCsv => self.save(Kind::Csv, ctx),
            Action::ListsXlsx => self.save(Kind::Xlsx, ctx),
            _ => Vec::new(),
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        self.closed(slot, outcome, ctx)
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.replied(slot, reply, ctx)
    }

    fn on_news(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.refresh(ctx)
    }

    fn concerns(&self, target: &str, ctx: &Ctx) -> Option<String> {
        self.concerned(target, ctx)
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.drawn(area, buf, ctx);
    }
}
