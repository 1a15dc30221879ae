//! The sales of the till: a list with what the whole filter comes to, a sale with everything that belongs to it, its void and
//! its return; and the electronic payments that somebody must see in the bank.

mod ask;
mod filter;
mod give_back;
mod offers;
mod paper;
mod payments;
mod reply;
mod view;
mod view_one;

use crate::domain::view::{CustomerRow, ElectronicRow, SaleRow, SaleView, SalesSummary, SoldLine};
use crate::domain::{Money, SaleId};
use crate::ops::{Reply, Request, SaleFilter, Till as Asked};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::widgets::{Grid, Moved};
use ask::Voiding;
use give_back::Returning;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const LIST: Slot = Slot("sales.list");
const MORE: Slot = Slot("sales.more");
const ONE: Slot = Slot("sales.one");
const ELECTRONIC: Slot = Slot("sales.electronic");
const FILTER: Slot = Slot("sales.filter");
const CUSTOMERS: Slot = Slot("sales.customers");
const VOID: Slot = Slot("sales.void");
const VOID_WHY: Slot = Slot("sales.void-why");
const VOID_SURE: Slot = Slot("sales.void-sure");
const RETURN: Slot = Slot("sales.return");
const RETURN_LINES: Slot = Slot("sales.return-lines");
const RETURN_FORM: Slot = Slot("sales.return-form");
const RETURN_SURE: Slot = Slot("sales.return-sure");
const DECIDE: Slot = Slot("sales.decide");
const APPROVE: Slot = Slot("sales.approve");
const REJECT: Slot = Slot("sales.reject");

/// A sale that is shown whole.
#[derive(Debug)]
struct One {
    sale: SaleId,
    told: Option<Box<SaleView>>,
    grid: Grid<SoldLine>,
}

/// What is shown instead of the list.
#[derive(Debug)]
enum View {
    /// One sale.
    One(One),
    /// The electronic payments.
    Payments,
}

/// The screen.
#[derive(Debug, Default)]
pub(super) struct Sales {
    filter: SaleFilter,
    /// The customer's name in the filter.
    customer: String,
    grid: Grid<SaleRow>,
    next: Option<String>,
    summary: SalesSummary,
    view: Option<View>,
    payments: Grid<ElectronicRow>,
    waiting: Money,
    voiding: Option<Voiding>,
    returning: Option<Returning>,
    found: Vec<CustomerRow>,
    /// The payment that is about to be decided on.
    deciding: Option<ElectronicRow>,
}

impl Sales {
    fn read(&self) -> Effect {
        let filter = SaleFilter {
            cursor: None,
            ..self.filter.clone()
        };
        Effect::Ask(LIST, Request::Till(Asked::Sales(filter)))
    }

    fn more(&self) -> Vec<Effect> {
        let Some(cursor) = self.next.clone() else {
            return Vec::new();
        };
        let filter = SaleFilter {
            cursor: Some(cursor),
            ..self.filter.clone()
        };
        vec![Effect::Ask(MORE, Request::Till(Asked::Sales(filter)))]
    }

    fn refresh(&self) -> Vec<Effect> {
        match &self.view {
            None => vec![self.read()],
            Some(View::One(one)) => {
                let sale = one.sale;
                vec![
                    self.read(),
                    Effect::Ask(ONE, Request::Till(Asked::Sale { sale })),
                ]
            }
            Some(View::Payments) => {
                vec![Effect::Ask(ELECTRONIC, Request::Till(Asked::Electronic))]
            }
        }
    }

    fn open(&mut self) -> Vec<Effect> {
        let sale = match &self.view {
            None => self.grid.chosen().map(|row| row.sale),
            Some(View::Payments) => self.payments.chosen().map(|row| row.sale),
            Some(View::One(_)) => None,
        };
        let Some(sale) = sale else {
            return Vec::new();
        };
        self.view = Some(View::One(One {
            sale,
            told: None,
            grid: Grid::default(),
        }));
        vec![Effect::Ask(ONE, Request::Till(Asked::Sale { sale }))]
    }

    /// The sale that is shown whole, once it is read.
    fn shown(&self) -> Option<&SaleView> {
        match &self.view {
            Some(View::One(one)) => one.told.as_deref(),
            Some(View::Payments) | None => None,
        }
    }

    /// The sale that an action concerns: the one that is shown, or the chosen one.
    fn concerned(&self) -> Option<&SaleRow> {
        match &self.view {
            None => self.grid.chosen(),
            Some(View::One(one)) => one.told.as_ref().map(|told| &told.row),
            Some(View::Payments) => None,
        }
    }

    fn moved(&mut self, action: Action) -> Moved {
        match &mut self.view {
            None => self.grid.on_action(action),
            Some(View::One(one)) => one.grid.on_action(action),
            Some(View::Payments) => self.payments.on_action(action),
        }
    }

    fn save(&self, kind: Kind, ctx: &Ctx) -> Vec<Effect> {
        match paper::sheet(self.grid.rows(), ctx).bytes(kind) {
            Ok(bytes) => vec![Effect::Save {
                name: format!(
                    "{}-{}.{}",
                    ctx.text(crate::ui::text::sales::FILE),
                    ctx.voice.day(ctx.now),
                    kind.ending()
                ),
                bytes,
            }],
            Err(why) => vec![Effect::bad(
                crate::ui::text::frame::NOT_SAVED.with("why", why.to_string()),
            )],
        }
    }
}

impl Screen for Sales {
    fn id(&self) -> ScreenId {
        ScreenId::Sales
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        self.offered(ctx)
    }

    fn on_show(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        self.refresh()
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match self.moved(action) {
            Moved::WantsMore if self.view.is_none() => return self.more(),
            Moved::WantsMore | Moved::Moved => return Vec::new(),
            Moved::Ignored => {}
        }
        match action {
            Action::ListOpen => self.open(),
            Action::ListBack => {
                if self.view.take().is_some() {
                    vec![self.read()]
                } else {
                    vec![Effect::Back]
                }
            }
            Action::ListRefresh => self.refresh(),
            Action::ListFilter => self.ask_filter(ctx),
            Action::ListCopy => {
                let number = self.concerned().and_then(|row| row.number.clone());
                number.map(Effect::Copy).into_iter().collect()
            }
            Action::ListNextPane => self.turn(ctx),
            Action::SalesVoid => self.ask_void(),
            Action::SalesReturn => self.ask_lines(ctx),
            Action::SalesApprove => self.ask_approve(),
            Action::SalesReject => self.ask_reject(),
            Action::SalesCsv => self.save(Kind::Csv, ctx),
            Action::SalesXlsx => self.save(Kind::Xlsx, ctx),
            _ => Vec::new(),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.replied(slot, reply, ctx)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (FILTER, Outcome::Filled(values)) => self.filtered(&values, ctx),
            (CUSTOMERS, Outcome::Picked(places)) => self.customer_picked(&places),
            (VOID_WHY, Outcome::Filled(values)) => self.confirm_void(&values),
            (VOID_SURE, Outcome::Confirmed) => self.void(ctx),
            (RETURN_LINES, Outcome::Picked(places)) => self.ask_return(places, ctx),
            (RETURN_FORM, Outcome::Filled(values)) => self.confirm_return(values),
            (RETURN_SURE, Outcome::Confirmed) => self.give_back(ctx),
            (APPROVE, Outcome::Confirmed) => self.decide(true, "", ctx),
            (REJECT, Outcome::Filled(values)) => {
                let reason = values.into_iter().next().unwrap_or_default();
                self.decide(false, &reason, ctx)
            }
            _ => Vec::new(),
        }
    }

    fn on_news(&mut self, _ctx: &Ctx) -> Vec<Effect> {
        self.refresh()
    }

    fn concerns(&self, target: &str, _ctx: &Ctx) -> Option<String> {
        let mut known = self.grid.rows().iter();
        let row = known.find(|row| row.sale.to_string() == target)?;
        row.number.clone()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        self.drawn(area, buf, ctx);
    }
}
