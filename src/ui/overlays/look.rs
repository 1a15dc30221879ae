//! Language and theme with a live preview: moving through the list shows the choice at once, Esc returns to what was.

use super::frame::{cells, dialog, ink, keys, keys_width};
use super::{Outcome, Step};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::text::{Lang, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, fit, line};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The choice of language and theme.
#[derive(Debug, Clone)]
pub struct LookPicker {
    themes: Vec<String>,
    marked: usize,
    lang: Lang,
    before: (Lang, String),
}

impl LookPicker {
    /// The themes that can be chosen, and what is in force.
    pub fn new(themes: Vec<String>, lang: Lang, theme: &str) -> Self {
        let marked = themes.iter().position(|name| name == theme).unwrap_or(0);
        Self {
            themes,
            marked,
            lang,
            before: (lang, theme.to_owned()),
        }
    }

    /// What was in force before.
    pub(in crate::ui) fn before(&self) -> (Lang, String) {
        self.before.clone()
    }

    fn preview(&self) -> Step {
        let theme = self.themes.get(self.marked).unwrap_or(&self.before.1);
        Step::Preview(self.lang, theme.clone())
    }

    fn turn_language(&mut self) -> Step {
        self.lang = match self.lang {
            Lang::Es => Lang::En,
            Lang::En => Lang::Es,
        };
        self.preview()
    }

    fn mark(&mut self, place: usize) -> Step {
        self.marked = place.min(self.themes.len().saturating_sub(1));
        self.preview()
    }

    pub(super) fn on_action(&mut self, action: Action) -> Step {
        if action == Action::DialogClose {
            Step::Close(Outcome::Dismissed)
        } else if action == Action::DialogAccept {
            Step::Close(Outcome::Confirmed)
        } else if action == Action::DialogUp {
            self.mark(self.marked.saturating_sub(1))
        } else if action == Action::DialogDown {
            self.mark(self.marked + 1)
        } else if matches!(action, Action::DialogNext | Action::DialogPrevious) {
            self.turn_language()
        } else {
            Step::Stay
        }
    }

    pub(super) fn on_text(&mut self, input: &TextInput) -> Step {
        match input {
            TextInput::Left | TextInput::Right | TextInput::Char(' ') => self.turn_language(),
            _ => Step::Stay,
        }
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let rows = cells(self.themes.len()).saturating_add(5);
        let shown = [
            (Action::DialogDown, frame::THEME),
            (Action::DialogNext, frame::LANGUAGE),
            (Action::DialogAccept, frame::ACCEPT),
            (Action::DialogClose, frame::AS_IT_WAS),
        ];
        let wide = cells(keys_width(ctx, &shown).max(44));
        let inside = dialog(area, buf, ctx, ctx.text(frame::LOOK), wide, rows);
        let title = format!("{}  ", ctx.text(frame::LANGUAGE));
        let mut languages = vec![Span::styled(title, ink(ctx, Token::Label))];
        languages.extend(Lang::ALL.into_iter().map(|lang| {
            let chosen = lang == self.lang;
            Span::styled(format!(" {} ", lang.own_name()), style(ctx, chosen))
        }));
        line(inside, buf, 0, &Line::from(languages));
        let title = Line::styled(ctx.text(frame::THEME), ink(ctx, Token::Label));
        line(inside, buf, 2, &title);
        for (row, (place, name)) in (3..).zip(self.themes.iter().enumerate()) {
            let chosen = place == self.marked;
            let mark = if chosen { ctx.symbols.pointer } else { " " };
            let room = usize::from(inside.width);
            let shown = fit(&format!("{mark} {name}"), room, Side::Left, ctx.symbols);
            line(inside, buf, row, &Line::styled(shown, style(ctx, chosen)));
        }
        keys(inside, buf, ctx, &shown);
    }
}

fn style(ctx: &Ctx, chosen: bool) -> ratatui::style::Style {
    if chosen {
        ctx.style(Token::Selection)
    } else {
        ink(ctx, Token::Base)
    }
}
