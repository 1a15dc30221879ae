//! One or several of a list.

use super::frame::{cells, dialog, ink, keys, keys_width};
use super::{Outcome, Step};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::text::{Say, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, fit, line, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use std::collections::BTreeSet;

/// Items in a list, one of them marked.
#[derive(Debug, Clone)]
pub struct Pick {
    title: Say,
    items: Vec<Say>,
    marked: usize,
    several: Option<BTreeSet<usize>>,
}

impl Pick {
    /// Picks one; `marked` is where it starts.
    pub fn one(title: impl Into<Say>, items: Vec<Say>, marked: usize) -> Self {
        let marked = marked.min(items.len().saturating_sub(1));
        Self {
            title: title.into(),
            items,
            marked,
            several: None,
        }
    }

    /// Picks several with the space bar; `picked` are ticked already. Enter without a tick picks the marked one.
    pub fn several(
        title: impl Into<Say>,
        items: Vec<Say>,
        picked: impl IntoIterator<Item = usize>,
    ) -> Self {
        let several: BTreeSet<usize> = picked.into_iter().collect();
        let marked = several.first().copied().unwrap_or(0);
        Self {
            several: Some(several),
            ..Self::one(title, items, marked)
        }
    }

    pub(super) fn on_action(&mut self, action: Action) -> Step {
        if action == Action::DialogClose {
            return Step::Close(Outcome::Dismissed);
        }
        if action == Action::DialogAccept {
            return Step::Close(self.picked());
        }
        let last = self.items.len().saturating_sub(1);
        self.marked = if matches!(action, Action::DialogUp | Action::DialogPrevious) {
            self.marked.saturating_sub(1)
        } else if matches!(action, Action::DialogDown | Action::DialogNext) {
            self.marked + 1
        } else if action == Action::DialogPageUp {
            self.marked.saturating_sub(10)
        } else if action == Action::DialogPageDown {
            self.marked + 10
        } else {
            self.marked
        }
        .min(last);
        Step::Stay
    }

    fn picked(&self) -> Outcome {
        match &self.several {
            _ if self.items.is_empty() => Outcome::Dismissed,
            Some(several) if !several.is_empty() => {
                Outcome::Picked(several.iter().copied().collect())
            }
            Some(_) | None => Outcome::Picked(vec![self.marked]),
        }
    }

    pub(super) fn on_text(&mut self, input: &TextInput) -> Step {
        let last = self.items.len().saturating_sub(1);
        match (input, &mut self.several) {
            (TextInput::Char(' '), Some(several)) => toggle(several, self.marked),
            (TextInput::Char(c @ '1'..='9'), _) => {
                let place = usize::from(u8::try_from(*c).unwrap_or(b'1') - b'1');
                self.marked = if place <= last { place } else { self.marked };
            }
            (TextInput::Home, _) => self.marked = 0,
            (TextInput::End, _) => self.marked = last,
            _ => {}
        }
        Step::Stay
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let words: Vec<String> = self.items.iter().map(|say| ctx.say(say)).collect();
        let widest = words.iter().map(|word| width(word)).max().unwrap_or(0) + 9;
        let rows = cells(words.len()).saturating_add(2 + u16::from(self.several.is_some()));
        let title = ctx.say(&self.title);
        let shown = [
            (Action::DialogDown, frame::MOVE),
            (Action::DialogAccept, frame::ACCEPT),
            (Action::DialogClose, frame::CLOSE),
        ];
        let widest = widest.max(40).max(keys_width(ctx, &shown));
        let inside = dialog(area, buf, ctx, &title, cells(widest), rows);
        let below = 2 + usize::from(self.several.is_some());
        let height = usize::from(inside.height).saturating_sub(below).max(1);
        let first = self.marked / height * height;
        for (row, (place, word)) in (0..).zip(words.iter().enumerate().skip(first).take(height)) {
            let shown = self.row(place, word, ctx);
            let shown = fit(&shown, usize::from(inside.width), Side::Left, ctx.symbols);
            let style = if place == self.marked {
                ctx.style(Token::Selection)
            } else {
                ink(ctx, Token::Base)
            };
            line(inside, buf, row, &Line::styled(shown, style));
        }
        if self.several.is_some() {
            let hint = Line::styled(ctx.text(frame::SPACE_TICKS), ink(ctx, Token::Dim));
            line(inside, buf, inside.height.saturating_sub(2), &hint);
        }
        keys(inside, buf, ctx, &shown);
    }

    fn row(&self, place: usize, word: &str, ctx: &Ctx) -> String {
        let tick = match &self.several {
            Some(several) if several.contains(&place) => format!("[{}] ", ctx.symbols.check),
            Some(_) => "[ ] ".to_owned(),
            None => String::new(),
        };
        let mark = if place == self.marked {
            ctx.symbols.pointer
        } else {
            " "
        };
        let number = if place < 9 {
            (place + 1).to_string()
        } else {
            " ".to_owned()
        };
        format!("{mark} {number} {tick}{word}")
    }
}

fn toggle(places: &mut BTreeSet<usize>, place: usize) {
    if !places.remove(&place) {
        places.insert(place);
    }
}
