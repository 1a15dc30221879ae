//! The line above a list that says what it shows: every filter with its key, those that are set in strong ink.

use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::Text;
use crate::ui::theme::Token;
use crate::ui::widgets::{line, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// One filter.
pub(super) struct Filter {
    pub label: Text,
    pub action: Action,
    pub value: String,
    /// Whether it leaves anything out.
    pub set: bool,
}

/// Draws them, on a second row where one does not do, and returns the rows taken.
pub(super) fn filters(area: Rect, buf: &mut Buffer, ctx: &Ctx, all: &[Filter]) -> u16 {
    let (mut row, mut used) = (0u16, 0usize);
    let mut pieces: Vec<Span> = Vec::new();
    let room = usize::from(area.width);
    for filter in all {
        let key = format!(" {} ", ctx.key(filter.action));
        let label = format!(" {}: ", ctx.text(filter.label));
        let value = format!("{}  ", plain(&filter.value));
        let wide = width(&key) + width(&label) + width(&value);
        if used > 0 && used + wide > room + 2 {
            line(area, buf, row, &Line::from(std::mem::take(&mut pieces)));
            row += 1;
            used = 0;
        }
        used += wide;
        let token = if filter.set {
            Token::Accent
        } else {
            Token::Base
        };
        pieces.push(Span::styled(key, ctx.style(Token::Key)));
        pieces.push(Span::styled(label, ctx.style(Token::Label)));
        pieces.push(Span::styled(value, ctx.style(token)));
    }
    line(area, buf, row, &Line::from(pieces));
    row + 1
}
