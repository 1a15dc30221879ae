//! Something to read: why something was refused, what failed, a report. Lines may be more than fit; the arrows scroll.

use super::frame::{cells, dialog, ink, keys};
use super::{Outcome, Step};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Tone;
use crate::ui::text::{Say, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{text, width, wrapped};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Sentences one below the other.
#[derive(Debug, Clone)]
pub struct Message {
    tone: Tone,
    title: Say,
    lines: Vec<Say>,
    first: usize,
}

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

    pub(super) fn on_action(&mut self, action: Action) -> Step {
        if matches!(action, Action::DialogAccept | Action::DialogClose) {
            return Step::Close(Outcome::Dismissed);
        }
        let last = self.lines.len().saturating_sub(1);
        self.first = if action == Action::DialogDown {
            self.first + 1
        } else if action == Action::DialogPageDown {
            self.first + 5
        } else if action == Action::DialogUp {
            self.first.saturating_sub(1)
        } else if action == Action::DialogPageUp {
            self.first.saturating_sub(5)
        } else {
            self.first
        }
        .min(last);
        Step::Stay
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let sentences: Vec<String> = self.lines.iter().map(|say| ctx.say(say)).collect();
        let widest = sentences.iter().map(|line| width(line)).max().unwrap_or(0);
        let wide = cells(widest.clamp(36, 68)).min(area.width.saturating_sub(4));
        let tall = |sentence: &String| wrapped(sentence, wide);
        let rows = sentences
            .iter()
            .map(tall)
            .fold(0, u16::saturating_add)
            .saturating_add(2);
        let inside = dialog(area, buf, ctx, &ctx.say(&self.title), wide, rows);
        let token = match self.tone {
            Tone::Good | Tone::Plain => Token::Base,
            Tone::Bad => Token::Strong,
        };
        let bottom = inside.bottom().saturating_sub(1);
        let mut top = inside.y;
        for sentence in sentences.iter().skip(self.first) {
            let height = tall(sentence).min(bottom.saturating_sub(top));
            let spot = Rect {
                y: top,
                height,
                ..inside
            };
            text(spot, buf, sentence, ink(ctx, token));
            top = top.saturating_add(height);
        }
        keys(
            inside,
            buf,
            ctx,
            &[(Action::DialogAccept, frame::UNDERSTOOD)],
        );
    }
}
