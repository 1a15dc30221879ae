//! Yes or no before something that moves money or cannot simply be undone. It repeats the facts; no is the default.

use super::frame::{Fact, cells, dialog, facts, facts_height, facts_width, ink, keys, keys_width};
use super::{Outcome, Step};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::text::{Lang, Say, Text, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{line, text, width, wrapped};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// A question with the facts it concerns.
#[derive(Debug, Clone)]
pub struct Confirm {
    title: Say,
    facts: Vec<Fact>,
    question: Say,
    yes: Text,
    marked_yes: bool,
}

impl Confirm {
    /// A question; `yes` is the word that does it: “Anular”.
    pub fn new(
        title: impl Into<Say>,
        facts: Vec<Fact>,
        question: impl Into<Say>,
        yes: Text,
    ) -> Self {
        Self {
            title: title.into(),
            facts,
            question: question.into(),
            yes,
            marked_yes: false,
        }
    }

    pub(super) fn on_action(&mut self, action: Action) -> Step {
        if action == Action::DialogAccept && self.marked_yes {
            return Step::Close(Outcome::Confirmed);
        }
        if matches!(action, Action::DialogAccept | Action::DialogClose) {
            return Step::Close(Outcome::Dismissed);
        }
        if matches!(
            action,
            Action::DialogNext | Action::DialogPrevious | Action::DialogUp | Action::DialogDown
        ) {
            self.marked_yes = !self.marked_yes;
        }
        Step::Stay
    }

    pub(super) fn on_text(&mut self, input: &TextInput, ctx: &Ctx) -> Step {
        let yes = match ctx.voice.lang {
            Lang::Es => ['s', 'S'],
            Lang::En => ['y', 'Y'],
        };
        if matches!(input, TextInput::Left | TextInput::Right) {
            self.marked_yes = !self.marked_yes;
        } else if let TextInput::Char(c) = input {
            self.marked_yes = yes.contains(c) || (self.marked_yes && !matches!(c, 'n' | 'N'));
        }
        Step::Stay
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let shown = [
            (Action::DialogNext, frame::OTHER_CHOICE),
            (Action::DialogAccept, frame::ACCEPT),
            (Action::DialogClose, frame::NO),
        ];
        let question = ctx.say(&self.question);
        let widest = facts_width(ctx, &self.facts).max(width(&question).min(56));
        let wide =
            cells(widest.max(44).max(keys_width(ctx, &shown))).min(area.width.saturating_sub(4));
        let asked = wrapped(&question, wide);
        let above = facts_height(ctx, &self.facts, wide);
        let rows = above + asked + 4;
        let inside = dialog(area, buf, ctx, &ctx.say(&self.title), wide, rows);
        facts(inside, buf, ctx, &self.facts);
        let rest = Rect {
            y: inside.y.saturating_add(above),
            height: inside.height.saturating_sub(above),
            ..inside
        };
        text(rest, buf, &question, ink(ctx, Token::Base));
        let buttons = vec![
            button(ctx, ctx.text(frame::NO), !self.marked_yes),
            Span::styled("   ", ink(ctx, Token::Base)),
            button(ctx, ctx.text(self.yes), self.marked_yes),
        ];
        line(rest, buf, asked + 1, &Line::from(buttons));
        keys(inside, buf, ctx, &shown);
    }
}

fn button(ctx: &Ctx, word: &str, marked: bool) -> Span<'static> {
    if marked {
        let shown = format!("[{} {word} ]", ctx.symbols.pointer);
        Span::styled(shown, ctx.style(Token::Selection))
    } else {
        Span::styled(format!("[  {word} ]"), ink(ctx, Token::Dim))
    }
}
