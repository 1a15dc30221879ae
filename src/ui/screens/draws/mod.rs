//! The calendar of draws: one day at a time, and every step of a draw's life from its generation to its winners.

mod agenda;
mod change;
mod claims;
mod detail;
mod history;
mod made;
mod offers;
mod plan;
mod reply;
mod steps;
mod task;
mod winners;

use crate::domain::{ClaimEnd, DrawId, ImportWhat};
use crate::ops::{DrawFilter, DrawRow, Reply, Request};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::overlays::Outcome;
use crate::ui::screen::{Offer, Screen, ScreenId, Slot};
use crate::ui::widgets::{Grid, Moved};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use claims::Claims;
use history::History;
use made::{Holidays, Making};
use plan::Plan;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use task::Task;
use winners::Winners;

use super::draw_label;

const LIST: Slot = Slot("draws.list");
const DAYS: Slot = Slot("draws.days");
const PLAN: Slot = Slot("draws.plan");
const GENERATE: Slot = Slot("draws.generate");
const OPEN: Slot = Slot("draws.open");
const FORM: Slot = Slot("draws.form");
const PREVIEW: Slot = Slot("draws.preview");
const SURE: Slot = Slot("draws.sure");
const STEP: Slot = Slot("draws.step");
const WINNERS: Slot = Slot("draws.winners");
const LOTTERIES: Slot = Slot("draws.lotteries");
const SPECIAL: Slot = Slot("draws.special");
const HOLIDAYS: Slot = Slot("draws.holidays");
const HOLIDAY: Slot = Slot("draws.holiday");
const CLAIMS: Slot = Slot("draws.claims");
const CLAIM: Slot = Slot("draws.claim");
const RESULTS: Slot = Slot("draws.results");
const HOT: Slot = Slot("draws.hot");
const UNDO: Slot = Slot("draws.undo");

/// How often the day is read again while it is shown.
const REFRESH: TimeDelta = TimeDelta::seconds(10);

/// How often it is read while a draw is being settled, whose progress it shows.
const FOLLOW: TimeDelta = TimeDelta::seconds(1);

/// What the screen shows.
#[derive(Default)]
enum View {
    /// The draws of a day.
    #[default]
    Agenda,
    /// What generating would make.
    Plan(Plan),
    /// The winners of a draw.
    Winners(Box<Winners>),
    /// The days without draws.
    Holidays(Holidays),
    /// What is owed of prizes that are none any more.
    Claims(Box<Claims>),
    /// What came out in a lottery.
    History(Box<History>),
}

/// The screen.
#[derive(Default)]
pub(super) struct Draws {
    /// The chosen day; `None` stays with today over midnight.
    day: Option<NaiveDate>,
    grid: Grid<DrawRow>,
    view: View,
    task: Option<Task>,
    making: Option<Making>,
    /// Days typed for the preview, kept for the next time.
    days: String,
    read_at: Option<DateTime<Utc>>,
    /// A draw that was chosen elsewhere, until its day is read.
    wanted: Option<DrawId>,
}

impl Draws {
    fn day(&self, ctx: &Ctx) -> NaiveDate {
        self.day.unwrap_or_else(|| ctx.voice.day_of(ctx.now))
    }

    fn read(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.read_at = None;
        let from = Some(self.day(ctx));
        let filter = DrawFilter {
            from,
            ..DrawFilter::default()
        };
        vec![Effect::Ask(LIST, Request::Draws(filter))]
    }

    fn show_day(&mut self, day: Option<NaiveDate>, ctx: &Ctx) -> Vec<Effect> {
        self.day = day.filter(|day| *day != ctx.voice.day_of(ctx.now));
        self.grid = Grid::default();
        self.read(ctx)
    }

    fn step_day(&mut self, forward: bool, ctx: &Ctx) -> Vec<Effect> {
        let day = self.day(ctx);
        let next = if forward {
            day.succ_opt()
        } else {
            day.pred_opt()
        };
        self.show_day(next.or(Some(day)), ctx)
    }

    /// Puts the day's draws into the grid; the choice stays with its draw, at first it goes to the next one that needs somebody.
    fn learn(&mut self, rows: &[DrawRow], ctx: &Ctx) {
        let wanted = self.wanted.take();
        let before = wanted.or(self.grid.chosen().map(|draw| draw.id));
        let fresh = !self.grid.loaded();
        self.grid.set(rows.to_vec(), false);
        let place = match before {
            Some(id) => rows.iter().position(|draw| draw.id == id),
            None if fresh => rows
                .iter()
                .position(|draw| draw_label::ends(draw, ctx.now).is_some()),
            None => None,
        };
        if let Some(place) = place {
            self.grid.choose(place);
        }
        self.read_at = Some(ctx.now);
    }

    /// When the day is to be read again.
    fn due(&self, ctx: &Ctx) -> Option<DateTime<Utc>> {
        let settling = self.grid.rows().iter().any(|draw| draw.settling.is_some());
        let every = if settling || ctx.waits(STEP) {
            FOLLOW
        } else {
            REFRESH
        };
        self.read_at.map(|read| read + every)
    }

    fn leave_view(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match self.view {
            View::Agenda => vec![Effect::Back],
            View::Plan(_)
            | View::Winners(_)
            | View::Holidays(_)
            | View::Claims(_)
            | View::History(_) => {
                self.view = View::Agenda;
                self.read(ctx)
            }
        }
    }

    fn on_list(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        let moved = match &mut self.view {
            View::Agenda => self.grid.on_action(action),
            View::Plan(plan) => plan.grid.on_action(action),
            View::Winners(winners) => winners.grid.on_action(action),
            View::Holidays(days) => days.grid.on_action(action),
            View::Claims(claims) => claims.grid.on_action(action),
            View::History(history) => history.on_action(action),
        };
        match (moved, action) {
            (Moved::Moved | Moved::WantsMore, _) => Vec::new(),
            (Moved::Ignored, Action::ListBack) => self.leave_view(ctx),
            (Moved::Ignored, Action::ListRefresh) => self.read_view(ctx),
            (Moved::Ignored, Action::ListOpen) => self.open_chosen(ctx),
            (Moved::Ignored, Action::ListCopy) => self.copy(ctx),
            (Moved::Ignored, Action::ListNextPane) => {
                self.next_pane();
                Vec::new()
            }
            (Moved::Ignored, Action::ListFilter) => match &self.view {
                View::History(history) => vec![history.filter(None, &[])],
                _ => Vec::new(),
            },
            (Moved::Ignored, _) => Vec::new(),
        }
    }

    fn read_view(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match &self.view {
            View::Agenda => self.read(ctx),
            View::Plan(plan) => vec![plan.ask()],
            View::Winners(winners) => vec![winners.ask()],
            View::Holidays(_) => vec![Effect::Ask(HOLIDAYS, Request::Holidays)],
            View::Claims(_) => vec![Claims::ask()],
            View::History(history) => history.ask(ctx),
        }
    }

    fn next_pane(&mut self) {
        match &mut self.view {
            View::History(history) => history.next_pane(),
            View::Winners(winners) => winners.next_order(),
            View::Agenda | View::Plan(_) | View::Holidays(_) | View::Claims(_) => {}
        }
    }

    /// The whole list that is shown, as CSV on the clipboard.
    fn copy_csv(&self, ctx: &Ctx) -> Vec<Effect> {
        match &self.view {
            View::Winners(winners) => winners.copy_csv(ctx),
            _ => Vec::new(),
        }
    }

    fn copy(&self, ctx: &Ctx) -> Vec<Effect> {
        let text = match &self.view {
            View::Agenda => self.grid.chosen().map(|draw| agenda::as_text(draw, ctx)),
            View::Winners(winners) => {
                let ticket = winners.grid.chosen().and_then(winners::Row::ticket);
                ticket.map(|row| row.code.to_string())
            }
            View::Claims(claims) => claims.grid.chosen().map(|row| row.code.to_string()),
            View::History(history) => history.chosen().map(|draw| agenda::as_text(draw, ctx)),
            View::Plan(_) | View::Holidays(_) => None,
        };
        text.map(Effect::Copy).into_iter().collect()
    }
}

impl Screen for Draws {
    fn id(&self) -> ScreenId {
        ScreenId::Draws
    }

    fn offers(&self, ctx: &Ctx) -> Vec<Offer> {
        self.offered(ctx)
    }

    fn on_show(&mut self, ctx: &Ctx) -> Vec<Effect> {
        self.read_view(ctx)
    }

    fn on_arrival(&mut self, arrival: Arrival, ctx: &Ctx) -> Vec<Effect> {
        if let Arrival::Draw(id) = arrival {
            self.view = View::Agenda;
            self.wanted = Some(id);
            return self.show_day(None, ctx);
        }
        Vec::new()
    }

    fn concerns(&self, target: &str, ctx: &Ctx) -> Option<String> {
        let task = self.task.as_ref()?;
        (task.draw.id.to_string() == target).then(|| draw_label::called_fully(&task.draw, ctx))
    }

    fn on_action(&mut self, action: Action, ctx: &Ctx) -> Vec<Effect> {
        match action {
            Action::DrawsDayBefore => self.step_day(false, ctx),
            Action::DrawsDayAfter => self.step_day(true, ctx),
            Action::DrawsToday => self.show_day(None, ctx),
            Action::DrawsGenerate => match &self.view {
                View::Plan(plan) => plan.accept(),
                View::Agenda
                | View::Winners(_)
                | View::Holidays(_)
                | View::Claims(_)
                | View::History(_) => self.ask_days(None),
            },
            Action::DrawsOpen => self.open_sale(ctx),
            Action::DrawsClose => self.begin_close(ctx),
            Action::DrawsResult => self.begin(task::Kind::Enter, ctx),
            Action::DrawsConfirm => self.begin(task::Kind::Confirm, ctx),
            Action::DrawsWithdraw => self.begin(task::Kind::Withdraw, ctx),
            Action::DrawsCorrect => self.begin(task::Kind::Correct, ctx),
            Action::DrawsWinners => self.show_winners(),
            Action::DrawsExposure => self.go_with_draw(ScreenId::Exposure),
            Action::DrawsLists => self.go_with_draw(ScreenId::Lists),
            Action::DrawsAnnul => self.begin(task::Kind::Annul, ctx),
            Action::DrawsMove => self.begin(task::Kind::Move, ctx),
            Action::DrawsRename => self.begin(task::Kind::Rename, ctx),
            Action::DrawsHold => self.begin_hold(ctx),
            Action::DrawsNew => self.begin_making(ctx),
            Action::DrawsHolidays => self.show_holidays(),
            Action::DrawsClaims => self.show_claims(),
            Action::DrawsHistory => self.show_history(ctx),
            Action::DrawsCsv => self.copy_csv(ctx),
            Action::DrawsImport => vec![Effect::GoWith(
                ScreenId::Import,
                Arrival::Import(ImportWhat::Results),
            )],
            Action::DrawsWriteOff => self.settle_claim(ClaimEnd::WrittenOff, ctx),
            Action::DrawsUndo => self.undo(ctx),
            action => self.on_list(action, ctx),
        }
    }

    fn on_reply(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        self.replied(slot, reply, ctx)
    }

    fn on_outcome(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        self.closed(slot, outcome, ctx)
    }

    fn on_news(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match self.view {
            View::Agenda => self.read(ctx),
            View::Plan(_)
            | View::Winners(_)
            | View::Holidays(_)
            | View::Claims(_)
            | View::History(_) => Vec::new(),
        }
    }

    fn on_wake(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match self.due(ctx) {
            Some(due) if due <= ctx.now => self.read(ctx),
            Some(_) | None => Vec::new(),
        }
    }

    fn next_wake(&self, ctx: &Ctx) -> Option<DateTime<Utc>> {
        let View::Agenda = self.view else {
            return None;
        };
        let rows = self.grid.rows().iter();
        let ends = rows.filter_map(|draw| draw_label::ends(draw, ctx.now));
        let waits = rows_waiting(self.grid.rows(), ctx.now);
        [draw_label::tick(ends, ctx.now), self.due(ctx), waits]
            .into_iter()
            .flatten()
            .min()
    }

    fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        match &self.view {
            View::Agenda => self.render_agenda(area, buf, ctx),
            View::Plan(plan) => plan.render(area, buf, ctx),
            View::Winners(winners) => winners.render(area, buf, ctx),
            View::Holidays(days) => days.render(area, buf, ctx),
            View::Claims(claims) => claims.render(area, buf, ctx),
            View::History(history) => history.render(area, buf, ctx),
        }
    }
}

/// When the next of these results may be confirmed by the one who typed it.
fn rows_waiting(rows: &[DrawRow], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let from = rows
        .iter()
        .filter_map(|draw| draw.waiting.as_ref()?.mine_from);
    from.filter(|from| *from > now).min()
}
