//! The way from the draw to its lay-offs and one of them, and what is taken away from there.

use super::{DRAWS, LIST, LayOffs, ONE, PICK, View};
use crate::domain::DrawId;
use crate::ops::{DrawFilter, LayOff, LayOffView, Request};
use crate::sheet::Kind;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::layoff_paper as paper;
use crate::ui::overlays::Pick;
use crate::ui::screens::draw_label;
use crate::ui::text::{frame, layoff as t};
use crate::ui::widgets::{Grid, Moved};
use chrono::Days;

impl LayOffs {
    /// Reads again what is shown.
    pub(super) fn refresh(&mut self, ctx: &Ctx) -> Vec<Effect> {
        let today = ctx.voice.day_of(ctx.now);
        let filter = DrawFilter {
            from: Some(today),
            to: today.checked_add_days(Days::new(1)),
            ..DrawFilter::default()
        };
        let mut effects = vec![Effect::Ask(DRAWS, Request::Draws(filter))];
        effects.extend(self.read());
        effects
    }

    /// Asks for the draw's lay-offs, and for the one that is open.
    pub(super) fn read(&self) -> Vec<Effect> {
        let Some(draw) = self.draw else {
            return Vec::new();
        };
        let list = Request::LayOff(LayOff::List { draw });
        let mut effects = vec![Effect::Ask(LIST, list)];
        if let Some(View::One { id, .. }) = &self.view {
            let layoff = *id;
            effects.push(Effect::Ask(ONE, Request::LayOff(LayOff::Read { layoff })));
        }
        effects
    }

    /// Shows the lay-offs of another draw.
    pub(super) fn choose_draw(&mut self, draw: DrawId) -> Vec<Effect> {
        if self.draw != Some(draw) {
            self.draw = Some(draw);
            self.told = None;
            self.grid = Grid::default();
            self.view = None;
        }
        self.read()
    }

    /// The draw before or after, where the lay-offs of a draw are shown.
    pub(super) fn turn(&mut self, by: isize) -> Vec<Effect> {
        if self.view.is_some() {
            return Vec::new();
        }
        let place = self.place();
        let next = place.and_then(|place| place.checked_add_signed(by));
        let draw = next.and_then(|place| self.draws.get(place));
        match draw.map(|draw| draw.id) {
            Some(draw) => self.choose_draw(draw),
            None => Vec::new(),
        }
    }

    fn place(&self) -> Option<usize> {
        self.draws
            .iter()
            .position(|draw| Some(draw.id) == self.draw)
    }

    pub(super) fn pick_draw(&self, ctx: &Ctx) -> Vec<Effect> {
        let item = |draw: &crate::ops::DrawRow| {
            let (word, sign, _) = draw_label::badge(draw, ctx);
            let called = draw_label::called_fully(draw, ctx);
            frame::PLAIN.with("text", format!("{called}  {sign} {}", ctx.text(word)))
        };
        let items = self.draws.iter().map(item).collect();
        let pick = Pick::one(t::CHOOSE_DRAW, items, self.place().unwrap_or(0));
        vec![Effect::open(PICK, pick)]
    }

    pub(super) fn moved(&mut self, action: Action) -> Moved {
        match &mut self.view {
            None => self.grid.on_action(action),
            Some(View::Proposal(proposed)) => proposed.grid.on_action(action),
            Some(View::One { grid, .. }) => grid.on_action(action),
        }
    }

    /// Opens the chosen lay-off.
    pub(super) fn open(&mut self) -> Vec<Effect> {
        match (&self.view, self.grid.chosen()) {
            (None, Some(row)) => {
                self.view = Some(View::One {
                    id: row.id,
                    told: None,
                    grid: Grid::default(),
                });
                self.read()
            }
            (None, None) | (Some(View::One { .. } | View::Proposal(_)), _) => Vec::new(),
        }
    }

    pub(super) fn back(&mut self, ctx: &Ctx) -> Vec<Effect> {
        if self.view.take().is_none() {
            return vec![Effect::Back];
        }
        self.refresh(ctx)
    }

    /// The lay-off that is shown whole.
    pub(super) fn shown(&self) -> Option<&LayOffView> {
        match &self.view {
            Some(View::One { told, .. }) => told.as_deref(),
            Some(View::Proposal(_)) | None => None,
        }
    }

    /// The slip, on the clipboard.
    pub(super) fn copy_slip(&self, ctx: &Ctx) -> Vec<Effect> {
        let Some(told) = self.shown() else {
            return Vec::new();
        };
        let lines = paper::slip(told, *ctx.voice, ctx.keymap);
        vec![Effect::Copy(lines.join("\n")), Effect::good(t::COPIED_SLIP)]
    }

    /// The message for a chat, on the clipboard.
    pub(super) fn copy_message(&self, ctx: &Ctx) -> Vec<Effect> {
        let Some(told) = self.shown() else {
            return Vec::new();
        };
        vec![
            Effect::Copy(paper::message(told, *ctx.voice, ctx.keymap)),
            Effect::good(t::COPIED_MESSAGE),
        ]
    }

    /// Saves the lay-off that is shown as a file.
    pub(super) fn save(&self, kind: Kind, ctx: &Ctx) -> Vec<Effect> {
        let Some(told) = self.shown() else {
            return Vec::new();
        };
        match paper::sheet(told, *ctx.voice).bytes(kind) {
            Ok(bytes) => vec![Effect::Save {
                name: format!("{}.{}", paper::file_name(told, *ctx.voice), kind.ending()),
                bytes,
            }],
            Err(why) => vec![Effect::bad(t::NOT_SAVED.with("why", why.to_string()))],
        }
    }
}
