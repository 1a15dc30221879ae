//! Something to read: why something was refused, what failed, a report. Lines may be more than fit; the arrows scroll.

use super::frame::{cells, dialog, ink, keys};
use super::{Outcome, Step};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Tone;
use crate::ui::text::{Say, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{broken, line, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Sentences one below the other.
#[derive(Debug, Clone)]
pub struct Message {
    tone: Tone,
    title: Say,
    lines: Vec<Say>,
    first: usize,
}

/// The lines of a page.
const PAGE: usize = 8;

/// The columns that sentences have where the screen has room.
const WIDE: usize = 68;

impl Message {
    /// A message with its sentences, each of which is wrapped.
    pub fn new(tone: Tone, title: impl Into<Say>, lines: Vec<Say>) -> Self {
        Self {
            tone,
            title: title.into(),
            lines,
            first: 0,
        }
    }

    pub(super) fn on_action(&mut self, action: Action, ctx: &Ctx) -> Step {
        if matches!(action, Action::DialogAccept | Action::DialogClose) {
            return Step::Close(Outcome::Dismissed);
        }
        self.first = if action == Action::DialogDown {
            self.first + 1
        } else if action == Action::DialogPageDown {
            self.first + PAGE
        } else if action == Action::DialogUp {
            self.first.saturating_sub(1)
        } else if action == Action::DialogPageUp {
            self.first.saturating_sub(PAGE)
        } else {
            self.first
        }
        .min(self.told(WIDE, ctx).len().saturating_sub(1));
        Step::Stay
    }

    fn told(&self, columns: usize, ctx: &Ctx) -> Vec<String> {
        let sentences = self.lines.iter().map(|say| ctx.say(say));
        sentences
            .flat_map(|sentence| broken(&sentence, columns))
            .collect()
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = ctx.say(&self.title);
        let widths = self.lines.iter().map(|say| width(&ctx.say(say)));
        let widest = widths.max().unwrap_or(0).max(width(&title)).clamp(36, WIDE);
        let wide = widest.min(usize::from(area.width.saturating_sub(4)));
        let told = self.told(wide, ctx);
        let rows = cells(told.len()).saturating_add(2);
        let inside = dialog(area, buf, ctx, &title, cells(wide), rows);
        let token = match self.tone {
            Tone::Good | Tone::Plain => Token::Base,
            Tone::Bad => Token::Strong,
        };
        let room = usize::from(inside.height.saturating_sub(2));
        let first = self.first.min(told.len().saturating_sub(1));
        for (row, sentence) in (0..).zip(told.iter().skip(first).take(room)) {
            let sentence = Line::styled(sentence.clone(), ink(ctx, token));
            line(inside, buf, row, &sentence);
        }
        let mut shown = vec![(Action::DialogAccept, frame::UNDERSTOOD)];
        if told.len() > room {
            shown.push((Action::DialogDown, frame::MOVE));
            let position = frame::POSITION
                .with("from", first + 1)
                .with("to", (first + room).min(told.len()))
                .with("n", told.len());
            let position = Line::styled(ctx.say(&position), ink(ctx, Token::Dim));
            line(
                inside,
                buf,
                inside.height.saturating_sub(1),
                &position.right_aligned(),
            );
        }
        keys(inside, buf, ctx, &shown);
    }
}
