//! Lay-off: what of a draw goes to another house so that no number costs more than is to be kept. Proposed with before and
//! after by number, kept, sent as a message, answered, settled; as paper, as a table, on the clipboard.

mod ask;
mod offers;
mod propose;
mod reply;
mod step;
mod view;

use crate::domain::{CommandKey, DrawId, LayOffId};
use crate::ops::{DrawRow, LayOffList, LayOffProposal, LayOffRow, LayOffShare, LayOffView, Reply};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::widgets::{Grid, Moved};
use propose::Form;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use step::Pending;

const DRAWS: Slot = Slot("layoff.draws");
const LIST: Slot = Slot("layoff.list");
const ONE: Slot = Slot("layoff.one");
const PICK: Slot = Slot("layoff.pick");
const FORM: Slot = Slot("layoff.form");
const PROPOSE: Slot = Slot("layoff.propose");
const KEEP: Slot = Slot("layoff.keep");
const STEP: Slot = Slot("layoff.step");
const ASK_STEP: Slot = Slot("layoff.ask-step");

/// A proposal that is shown, under the key and the id with which it would be kept.
struct Proposed {
    told: Box<LayOffProposal>,
    grid: Grid<crate::domain::layoff::LayOffNumber>,
    key: CommandKey,
    id: LayOffId,
}

/// A step deeper than the lay-offs of the draw.
enum View {
    /// What would be laid off.
    Proposal(Proposed),
    /// A lay-off with its lines and steps.
    One {
        id: LayOffId,
        told: Option<Box<LayOffView>>,
        grid: Grid<LayOffShare>,
    },
}

/// The screen.
#[derive(Default)]
pub(super) struct LayOffs {
    draws: Vec<DrawRow>,
    draw: Option<DrawId>,
    told: Option<Box<LayOffList>>,
    grid: Grid<LayOffRow>,
    view: Option<View>,
    /// What was typed last, so that another proposal begins with it.
    form: Form,
    /// The step that is about to be done, under the key of its command.
    pending: Option<Pending>,
}

impl Screen for LayOffs {
    fn id(&self) -> ScreenId {
        ScreenId::LayOff
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
        if self.moved(action) == Moved::Moved {
            return Vec::new();
        }
        match action {
            Action::ListOpen => self.open(),
            Action::ListBack => self.back(ctx),
            Action::ListRefresh => self.refresh(ctx),
            Action::ListLeft => self.turn(-1),
            Action::ListRight => self.turn(1),
            Action::ListCopy => self.copy_slip(ctx),
            Action::LayOffNew => self.ask_terms(ctx),
            Action::LayOffKeep => self.keep(),
            Action::LayOffDraw => self.pick_draw(ctx),
            Action::LayOffMessage => self.copy_message(ctx),
            Action::LayOffCsv => self.save(Kind::Csv, ctx),
            Action::LayOffXlsx => self.save(Kind::Xlsx, ctx),
            action => self.begin_step(action, ctx),
        }
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (PICK, Outcome::Picked(places)) => {
                let draw = places.first().and_then(|place| self.draws.get(*place));
                match draw.map(|draw| draw.id) {
                    Some(draw) => self.choose_draw(draw),
                    None => Vec::new(),
                }
            }
            (FORM, Outcome::Filled(values)) => self.propose(values, ctx),
            (ASK_STEP, Outcome::Filled(values)) => self.do_step(values),
            _ => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.replied(slot, reply, ctx)
    }

    fn on_news(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.refresh(ctx)
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.drawn(area, buf, ctx);
    }
}
