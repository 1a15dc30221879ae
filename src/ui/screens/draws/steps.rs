//! How the steps of a draw begin, and what becomes of their dialogs.

use super::super::draw_label::{called_fully, result};
use super::task::{Kind, Task};
use super::{
    CLAIM, DAYS, Draws, FORM, HOLIDAY, OPEN, PREVIEW, Plan, RESULTS, SPECIAL, STEP, SURE, UNDO,
    View, Winners,
};
use crate::domain::{ClaimEnd, DrawState};
use crate::ops::{Request, ResultPreview};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::overlays::{Confirm, Outcome, Prompt, fact};
use crate::ui::screen::{ScreenId, Slot};
use crate::ui::text::{Say, draws, frame};
use crate::ui::widgets::Field;

impl Draws {
    /// Enter: the obvious next step of the chosen row.
    pub(super) fn open_chosen(&mut self, ctx: &Ctx) -> Vec<Effect> {
        match &self.view {
            View::Plan(plan) => plan.accept(),
            View::Winners(winners) => winners.open(),
            View::Claims(_) => self.settle_claim(ClaimEnd::Collected, ctx),
            View::Holidays(_) => Vec::new(),
            View::History(history) => match history.chosen() {
                Some(draw) => {
                    let (id, day) = (draw.id, ctx.voice.day_of(draw.at));
                    self.view = View::Agenda;
                    self.wanted = Some(id);
                    self.show_day(Some(day), ctx)
                }
                None => Vec::new(),
            },
            View::Agenda => match self.obvious(ctx) {
                Some(Action::DrawsConfirm) => self.begin(Kind::Confirm, ctx),
                Some(Action::DrawsResult) => self.begin(Kind::Enter, ctx),
                Some(Action::DrawsWinners) => self.show_winners(),
                Some(Action::DrawsOpen) => self.open_sale(ctx),
                Some(_) => self.go_with_draw(ScreenId::Exposure),
                None => Vec::new(),
            },
        }
    }

    pub(super) fn open_sale(&self, ctx: &Ctx) -> Vec<Effect> {
        let key = ctx.fresh_key();
        let open = |draw: &crate::ops::DrawRow| {
            let draw = draw.id;
            Effect::Ask(OPEN, Request::OpenDraw { key, draw })
        };
        self.grid.chosen().map(open).into_iter().collect()
    }

    pub(super) fn begin_close(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let early = self.grid.chosen().is_some_and(|draw| draw.cutoff > ctx.now);
        let kind = if early { Kind::CloseEarly } else { Kind::Close };
        self.begin(kind, ctx)
    }

    pub(super) fn begin_hold(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let held = self.grid.chosen().is_some_and(|draw| draw.suspended);
        self.begin(if held { Kind::Release } else { Kind::Hold }, ctx)
    }

    pub(super) fn begin(&mut self, kind: Kind, ctx: &Ctx) -> Vec<Effect> {
        let Some(draw) = self.grid.chosen() else {
            return Vec::new();
        };
        let task = Task::new(kind, draw.clone(), ctx.fresh_key());
        let dialog = task.open(None, ctx);
        self.task = Some(task);
        vec![dialog]
    }

    pub(super) fn show_winners(&mut self) -> Vec<Effect> {
        let Some(draw) = self.grid.chosen() else {
            return Vec::new();
        };
        let winners = Winners::of(draw.clone());
        let asked = winners.ask();
        self.view = View::Winners(Box::new(winners));
        vec![asked]
    }

    /// Takes the chosen draw to another screen.
    pub(super) fn go_with_draw(&self, screen: ScreenId) -> Vec<Effect> {
        let go = |draw: &crate::ops::DrawRow| Effect::GoWith(screen, Arrival::Draw(draw.id));
        self.grid.chosen().map(go).into_iter().collect()
    }

    pub(super) fn ask_days(&self, refused: Option<Say>) -> Vec<Effect> {
        let days = if self.days.is_empty() {
            "7"
        } else {
            &self.days
        };
        let field = Field::text(draws::DAYS, 2)
            .hint(draws::DAYS_HINT)
            .value(days);
        let prompt = Prompt::new(draws::GENERATE, Vec::new(), vec![field]);
        let prompt = match refused {
            Some(why) => prompt.refused(0, why),
            None => prompt,
        };
        vec![Effect::open(DAYS, prompt)]
    }

    /// A dialog of this screen ended.
    pub(super) fn closed(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (DAYS, Outcome::Filled(values)) => self.days_typed(values, ctx),
            (FORM, Outcome::Filled(values)) => self.form_typed(values, ctx),
            (FORM | SURE, Outcome::Confirmed) => self.send(),
            (SPECIAL | HOLIDAY, Outcome::Filled(values)) => self.making_typed(values, ctx),
            (CLAIM, Outcome::Filled(values)) => self.claim_typed(values, ctx),
            (RESULTS, Outcome::Filled(values)) => self.history_filtered(&values, ctx),
            (UNDO, Outcome::Confirmed) => self.end_holiday(ctx),
            (FORM, Outcome::Dismissed | Outcome::Picked(_)) => {
                self.task = None;
                Vec::new()
            }
            // back from the figures to what was typed
            (SURE, _) => self
                .task
                .as_ref()
                .map(|task| task.open(None, ctx))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        }
    }

    fn days_typed(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let typed = values.into_iter().next().unwrap_or_default();
        typed.trim().clone_into(&mut self.days);
        match self.days.parse::<u16>() {
            Ok(days @ 1..=60) => {
                let plan = Plan::new(days, ctx.fresh_key());
                let asked = plan.ask();
                self.view = View::Plan(plan);
                vec![asked]
            }
            Ok(_) | Err(_) => self.ask_days(Some(draws::DAYS_WRONG.into())),
        }
    }

    fn form_typed(&mut self, values: Vec<String>, ctx: &Ctx) -> Vec<Effect> {
        let Some(task) = &mut self.task else {
            return Vec::new();
        };
        if let Err(wrong) = task.read(values, ctx) {
            return vec![task.open(Some(wrong), ctx)];
        }
        match (task.kind, task.result()) {
            (Kind::Confirm, Some(result)) => {
                let (draw, result) = (task.draw.id, result.clone());
                vec![Effect::Ask(
                    PREVIEW,
                    Request::PreviewResult { draw, result },
                )]
            }
            _ => self.send(),
        }
    }

    /// Sends the command of the task; it is kept until it is answered.
    fn send(&self) -> Vec<Effect> {
        let request = self.task.as_ref().and_then(Task::request);
        request
            .map(|request| Effect::Ask(STEP, request))
            .into_iter()
            .collect()
    }

    /// Shows what the typed result would book, and asks whether to.
    pub(super) fn ask_sure(&self, preview: &ResultPreview, ctx: &Ctx) -> Vec<Effect> {
        let Some(task) = &self.task else {
            return Vec::new();
        };
        let same = task.kind == Kind::Confirm
            && task.draw.id == preview.draw
            && task.result() == Some(&preview.result);
        if !same {
            return Vec::new();
        }
        let plain = |text: String| frame::PLAIN.with("text", text);
        let money = |amount| frame::MONEY.with("money", amount);
        let mut facts = vec![
            fact(draws::DETAIL, plain(called_fully(&task.draw, ctx))),
            fact(draws::RESULT, plain(result(&preview.result))),
            fact(draws::WINNERS, plain(ctx.voice.count(preview.winners))),
            fact(draws::PRIZES, money(preview.prizes)),
            fact(draws::SOLD, money(preview.stakes)),
            fact(draws::COMMISSION, money(preview.commission)),
            fact(draws::NET, money(preview.net)),
        ];
        if !(preview.laid_off.is_zero() && preview.share.is_zero()) {
            let place = facts.len().saturating_sub(1);
            facts.insert(place, fact(draws::LAID_SHARE, money(preview.share)));
            facts.insert(place, fact(draws::LAID_COST, money(preview.laid_off)));
        }
        if task.draw.state == DrawState::Evaluated {
            facts.push(fact(draws::RECLAIMED, money(preview.reclaimed)));
        }
        let question = Confirm::new(draws::BOOK, facts, draws::BOOK_ASK, draws::CONFIRM);
        vec![Effect::open(SURE, question)]
    }
}
