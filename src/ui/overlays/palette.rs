//! The command palette: every action that the person may do here, found by a few letters.

use super::frame::{cells, dialog, ink, keys};
use super::fuzzy::score;
use super::{Outcome, Step};
use crate::ui::action::{Action, ActionRow, Layer, rows};
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::screen::{Offer, ScreenId};
use crate::ui::text::{Text, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, cursor_line, fit, line, text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use tui_input::Input;

/// What is typed, what is marked, and what the screen below offers.
#[derive(Debug, Clone)]
pub struct Palette {
    screen: ScreenId,
    offers: Vec<Offer>,
    query: Input,
    marked: usize,
}

impl Palette {
    /// The palette above a screen with these offers.
    pub fn new(screen: ScreenId, offers: Vec<Offer>) -> Self {
        Self {
            screen,
            offers,
            query: Input::default(),
            marked: 0,
        }
    }

    fn found(&self, ctx: &Ctx) -> Vec<&'static ActionRow> {
        let query = self.query.value();
        let mut found: Vec<(i32, &ActionRow)> = rows()
            .filter(|row| self.reachable(row, ctx))
            .filter_map(|row| {
                let words = format!("{} {}", ctx.text(row.label), row.name);
                Some((score(query, &words)?, row))
            })
            .collect();
        let elsewhere = |row: &ActionRow| row.layer != Layer::Screen(self.screen);
        if query.trim().is_empty() {
            found.sort_by_key(|(_, row)| elsewhere(row));
        } else {
            found.sort_by_key(|(score, row)| (-score, elsewhere(row)));
        }
        found.into_iter().map(|(_, row)| row).collect()
    }

    fn reachable(&self, row: &ActionRow, ctx: &Ctx) -> bool {
        let offered = match row.layer {
            Layer::Global => {
                row.action != Action::PaletteOpen
                    && (ctx.session.is_some() || row.action.needs_nobody())
            }
            Layer::Screen(id) => id == self.screen && self.offer(row.action).is_some(),
            Layer::List | Layer::Form | Layer::Dialog => false,
        };
        offered && row.right.is_none_or(|right| ctx.may(right))
    }

    fn offer(&self, action: Action) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.action == action)
    }

    pub(super) fn on_action(&mut self, action: Action, ctx: &Ctx) -> Step {
        let found = self.found(ctx);
        let last = found.len().saturating_sub(1);
        if action == Action::DialogClose {
            return Step::Close(Outcome::Dismissed);
        }
        if action == Action::DialogAccept {
            return match found.get(self.marked.min(last)) {
                Some(row) => Step::Act(row.action),
                None => Step::Stay,
            };
        }
        self.marked = if matches!(action, Action::DialogUp | Action::DialogPrevious) {
            self.marked.saturating_sub(1)
        } else if matches!(action, Action::DialogDown | Action::DialogNext) {
            self.marked + 1
        } else if action == Action::DialogPageUp {
            self.marked.saturating_sub(8)
        } else if action == Action::DialogPageDown {
            self.marked + 8
        } else {
            self.marked
        }
        .min(last);
        Step::Stay
    }

    pub(super) fn on_text(&mut self, input: &TextInput) -> Step {
        if input.apply(&mut self.query) {
            self.marked = 0;
        }
        Step::Stay
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let found = self.found(ctx);
        let inside = dialog(area, buf, ctx, ctx.text(frame::PALETTE), 84, 18);
        let mut query = vec![Span::styled("> ", ink(ctx, Token::Accent))];
        let room = usize::from(inside.width).saturating_sub(2);
        let styles = (ink(ctx, Token::Input), ctx.style(Token::Cursor));
        query.extend(cursor_line(
            self.query.value(),
            self.query.cursor(),
            room,
            styles,
        ));
        line(inside, buf, 0, &Line::from(query));
        let list = Rect {
            y: inside.y.saturating_add(2),
            height: inside.height.saturating_sub(6),
            ..inside
        };
        if found.is_empty() {
            let nothing = Line::styled(ctx.text(frame::NOTHING_FOUND), ink(ctx, Token::Dim));
            line(list, buf, 0, &nothing);
        }
        let height = usize::from(list.height).max(1);
        let first = self.marked / height * height;
        for (row, place) in (first..found.len()).take(height).enumerate() {
            let shown = self.row(found[place], place == self.marked, list.width, ctx);
            line(list, buf, cells(row), &shown);
        }
        if let Some(item) = found.get(self.marked) {
            let told = Rect {
                y: list.bottom().saturating_add(1),
                height: 2,
                ..inside
            };
            text(told, buf, &self.words(item, ctx), ink(ctx, Token::Dim));
        }
        let shown = [
            (Action::DialogAccept, frame::DO),
            (Action::DialogDown, frame::MOVE),
            (Action::DialogClose, frame::CLOSE),
        ];
        keys(inside, buf, ctx, &shown);
    }

    /// What an action does, or why it does nothing now.
    fn words(&self, item: &ActionRow, ctx: &Ctx) -> String {
        let off = self.offer(item.action).and_then(|offer| offer.off.as_ref());
        off.map_or_else(|| ctx.text(item.help).to_owned(), |why| ctx.say(why))
    }

    fn row(&self, item: &ActionRow, marked: bool, columns: u16, ctx: &Ctx) -> Line<'static> {
        let off = self.offer(item.action).and_then(|offer| offer.off.as_ref());
        let style = |token| {
            if marked {
                ctx.style(Token::Selection)
            } else {
                ink(ctx, token)
            }
        };
        let name = if off.is_some() {
            Token::KeyOff
        } else {
            Token::Strong
        };
        let key = fit(&ctx.key(item.action), 7, Side::Right, ctx.symbols);
        let mark = if marked { ctx.symbols.pointer } else { " " };
        let label = ctx.text(item.label);
        let room = usize::from(columns).saturating_sub(11);
        let place = ctx.text(place_of(item.layer));
        let label = format!("{label}  ");
        let rest = room.saturating_sub(width(&label));
        Line::from(vec![
            Span::styled(format!("{mark} {key}  "), style(Token::Accent)),
            Span::styled(label, style(name)),
            Span::styled(
                fit(place, rest, Side::Right, ctx.symbols),
                style(Token::Dim),
            ),
        ])
    }
}

/// Where an action belongs: a screen, or the whole program.
fn place_of(layer: Layer) -> Text {
    match layer {
        Layer::Screen(id) => id.title(),
        Layer::Global | Layer::List | Layer::Form | Layer::Dialog => frame::EVERYWHERE,
    }
}
