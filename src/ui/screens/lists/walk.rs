//! The way from the draw to its lists, their numbers and tickets, and back; what is taken away from there.

use super::{DAY, DRAWS, LISTS, Lists, NUMBERS, PICK, REASON, TICKETS, View};
use crate::domain::DrawId;
use crate::ops::{AskList, AskListTickets, DrawFilter, ListOf, Request};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::list_paper as paper;
use crate::ui::overlays::{Outcome, Pick, Prompt};
use crate::ui::screen::{ScreenId, Slot};
use crate::ui::screens::draw_label;
use crate::ui::text::{Say, frame, lists as t};
use crate::ui::widgets::{Field, Grid, Moved, typed_date};
use chrono::Days;

impl View {
    /// The question that fills it.
    fn ask(&self, draw: DrawId) -> Effect {
        match self {
            View::Numbers { of, .. } => Effect::Ask(
                NUMBERS,
                Request::List(AskList {
                    draw,
                    scope: of.scope,
                }),
            ),
            View::Tickets { .. } => self.page(draw, None),
        }
    }

    fn page(&self, draw: DrawId, after: Option<String>) -> Effect {
        match self {
            View::Numbers { .. } => self.ask(draw),
            View::Tickets { of, number, .. } => Effect::Ask(
                TICKETS,
                Request::ListTickets(AskListTickets {
                    draw,
                    scope: of.scope,
                    number: Some(*number),
                    after,
                }),
            ),
        }
    }
}

impl Lists {
    /// Reads again what is shown.
    pub(super) fn refresh(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let today = ctx.voice.day_of(ctx.now);
        let filter = DrawFilter {
            from: Some(self.day.unwrap_or(today)),
            to: self.day.or_else(|| today.checked_add_days(Days::new(1))),
            ..DrawFilter::default()
        };
        let mut effects = vec![Effect::Ask(DRAWS, Request::Draws(filter))];
        effects.extend(self.read());
        if let Some(View::Tickets { next, .. }) = self.views.last_mut() {
            *next = None;
        }
        if let (Some(view), Some(draw)) = (self.views.last(), self.draw) {
            effects.push(view.ask(draw));
        }
        effects
    }

    fn read(&self) -> Option<Effect> {
        let draw = self.draw?;
        Some(Effect::Ask(LISTS, Request::Lists { draw }))
    }

    /// Shows the lists of another draw.
    pub(super) fn choose_draw(&mut self, draw: DrawId) -> Vec<Effect> {
        if self.draw != Some(draw) {
            self.draw = Some(draw);
            self.told = None;
            self.grid = Grid::default();
            self.views.clear();
        }
        self.read().into_iter().collect()
    }

    /// The draw before or after, where the lists of a draw are shown.
    pub(super) fn turn(&mut self, by: isize) -> Vec<Effect> {
        if !self.views.is_empty() {
            return Vec::new();
        }
        let place = self
            .draws
            .iter()
            .position(|draw| Some(draw.id) == self.draw);
        let next = place.and_then(|place| place.checked_add_signed(by));
        let draw = next.and_then(|place| self.draws.get(place));
        match draw.map(|draw| draw.id) {
            Some(draw) => self.choose_draw(draw),
            None => Vec::new(),
        }
    }

    pub(super) fn pick_draw(&self, ctx: &Ctx) -> Vec<Effect> {
        let item = |draw: &crate::ops::DrawRow| {
            let (word, sign, _) = draw_label::badge(draw, ctx);
            let called = draw_label::called_fully(draw, ctx);
            frame::PLAIN.with("text", format!("{called}  {sign} {}", ctx.text(word)))
        };
        let items = self.draws.iter().map(item).collect();
        let place = self
            .draws
            .iter()
            .position(|draw| Some(draw.id) == self.draw);
        let pick = Pick::one(t::CHOOSE_DRAW, items, place.unwrap_or(0));
        vec![Effect::open(PICK, pick)]
    }

    pub(super) fn ask_day(&self, ctx: &Ctx) -> Vec<Effect> {
        let day = self.day.map(|day| ctx.voice.date(day));
        let field = Field::text(t::FIELD_DAY, 12)
            .hint(t::DAY_HINT)
            .value(day.unwrap_or_default());
        let prompt = Prompt::new(t::CHOOSE_DAY, Vec::new(), vec![field]).checked(day_typed);
        vec![Effect::open(DAY, prompt)]
    }

    /// A dialog of this screen ended.
    pub(super) fn closed(&mut self, slot: Slot, outcome: Outcome, ctx: &Ctx) -> Vec<Effect> {
        match (slot, outcome) {
            (PICK, Outcome::Picked(places)) => {
                let draw = places.first().and_then(|place| self.draws.get(*place));
                match draw.map(|draw| draw.id) {
                    Some(draw) => self.choose_draw(draw),
                    None => Vec::new(),
                }
            }
            (REASON, Outcome::Filled(values)) => self.send(values),
            (DAY, Outcome::Filled(values)) => {
                let typed = values.first().map_or("", String::as_str);
                self.day = typed_date(typed, ctx).unwrap_or_default();
                self.draw = None;
                self.told = None;
                self.grid = Grid::default();
                self.views.clear();
                self.refresh(ctx)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn moved(&mut self, action: Action) -> Moved {
        match self.views.last_mut() {
            None => self.grid.on_action(action),
            Some(View::Numbers { grid, .. }) => grid.on_action(action),
            Some(View::Tickets { grid, .. }) => grid.on_action(action),
        }
    }

    /// The next page of tickets.
    pub(super) fn more(&self) -> Vec<Effect> {
        match (self.views.last(), self.draw) {
            (Some(view @ View::Tickets { next, .. }), Some(draw)) if next.is_some() => {
                vec![view.page(draw, next.clone())]
            }
            _ => Vec::new(),
        }
    }

    /// Goes a step deeper into the chosen row.
    pub(super) fn open(&mut self) -> Vec<Effect> {
        let view = match self.views.last() {
            None => self.grid.chosen().map(|row| View::Numbers {
                of: row.of.clone(),
                told: None,
                grid: Grid::default(),
            }),
            Some(View::Numbers { of, grid, .. }) => grid.chosen().map(|line| View::Tickets {
                of: of.clone(),
                number: line.number,
                next: None,
                grid: Grid::default(),
            }),
            Some(View::Tickets { grid, .. }) => {
                let code = grid.chosen().map(|ticket| ticket.code);
                let go = |code| Effect::GoWith(ScreenId::Pay, Arrival::Ticket(code));
                return code.map(go).into_iter().collect();
            }
        };
        let (Some(view), Some(draw)) = (view, self.draw) else {
            return Vec::new();
        };
        let ask = view.ask(draw);
        self.views.push(view);
        vec![ask]
    }

    pub(super) fn back(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.views.pop().is_none() {
            return vec![Effect::Back];
        }
        self.refresh(ctx)
    }

    /// Saves the list that is shown, or the lists of the draw, as a file.
    pub(super) fn save(&self, kind: Kind, ctx: &Ctx) -> Vec<Effect> {
        let voice = *ctx.voice;
        let (sheet, draw, of): (_, _, Option<&ListOf>) = match (self.views.last(), &self.told) {
            (
                Some(View::Numbers {
                    told: Some(told), ..
                }),
                _,
            ) => (paper::sheet(told, voice), &told.draw, Some(&told.of)),
            (None, Some(told)) => (paper::lists_sheet(told, voice), &told.draw, None),
            _ => return Vec::new(),
        };
        match sheet.bytes(kind) {
            Ok(bytes) => vec![Effect::Save {
                name: format!("{}.{}", paper::file_name(draw, of, voice), kind.ending()),
                bytes,
            }],
            Err(why) => vec![Effect::bad(t::NOT_SAVED.with("why", why.to_string()))],
        }
    }

    /// The paper of the list that is shown, on the clipboard.
    pub(super) fn copy(&self, ctx: &Ctx) -> Vec<Effect> {
        let Some(View::Numbers {
            told: Some(told), ..
        }) = self.views.last()
        else {
            return Vec::new();
        };
        let lines = paper::paper(told, *ctx.voice, ctx.keymap);
        vec![Effect::Copy(lines.join("\n")), Effect::good(t::COPIED)]
    }
}

fn day_typed(values: &[String], ctx: &Ctx) -> Result<(), (usize, Say)> {
    let typed = values.first().map_or("", String::as_str);
    typed_date(typed, ctx).map(|_| ()).map_err(|why| (0, why))
}
