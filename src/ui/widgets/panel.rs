//! Panels, lines of text and the cutting of areas into named parts.

use super::fit::{Side, fit, width};
use crate::ui::ctx::Ctx;
use crate::ui::theme::Token;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Paragraph, Widget, Wrap};

/// Draws a panel with a title and returns its inside, one column of air left at both sides.
pub fn panel(area: Rect, buf: &mut Buffer, ctx: &Ctx, title: &str) -> Rect {
    framed(area, buf, ctx, title, Token::Border)
}

/// A panel that shows whether it takes the keys at the moment.
pub fn panel_focused(area: Rect, buf: &mut Buffer, ctx: &Ctx, title: &str, focused: bool) -> Rect {
    framed(
        area,
        buf,
        ctx,
        title,
        if focused {
            Token::BorderFocus
        } else {
            Token::Border
        },
    )
}

fn framed(area: Rect, buf: &mut Buffer, ctx: &Ctx, title: &str, border: Token) -> Rect {
    let area = area.intersection(buf.area);
    let block = Block::bordered()
        .border_set(ctx.symbols.border)
        .border_style(ctx.style(border));
    let block = if title.is_empty() {
        block
    } else {
        let room = usize::from(area.width).saturating_sub(4);
        let title = fit(title, width(title).min(room), Side::Left, ctx.symbols);
        block.title(Line::styled(format!(" {title} "), ctx.style(Token::Title)))
    };
    let inner = block.inner(area);
    block.render(area, buf);
    // a column of air, so that no word touches a line
    Rect {
        x: inner.x.saturating_add(u16::from(inner.width > 1)),
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

/// Blanks an area in a token's style, as the ground of a dialog or bar.
pub fn clear(area: Rect, buf: &mut Buffer, style: Style) {
    let area = area.intersection(buf.area);
    Clear.render(area, buf);
    buf.set_style(area, style);
}

/// Draws one line at the row `row` of the area (from 0); outside the area nothing is drawn.
pub fn line(area: Rect, buf: &mut Buffer, row: u16, line: &Line) {
    if row < area.height {
        let spot = Rect {
            y: area.y.saturating_add(row),
            height: 1,
            ..area
        }
        .intersection(buf.area);
        line.render(spot, buf);
    }
}

/// Draws lines one below the other; what does not fit is left out.
pub fn lines(area: Rect, buf: &mut Buffer, all: &[Line]) {
    for (row, one) in (0..area.height).zip(all) {
        line(area, buf, row, one);
    }
}

/// Draws a text wrapped at words.
pub fn text(area: Rect, buf: &mut Buffer, text: &str, style: Style) {
    Paragraph::new(text)
        .style(style)
        .wrap(Wrap { trim: true })
        .render(area.intersection(buf.area), buf);
}

/// Cuts an area into rows: `let [top, body, foot] = rows(area, [Length(1), Min(0), Length(1)])`.
pub fn rows<const N: usize>(area: Rect, parts: [Constraint; N]) -> [Rect; N] {
    Layout::vertical(parts).areas(area)
}

/// Cuts an area into columns.
pub fn columns<const N: usize>(area: Rect, parts: [Constraint; N]) -> [Rect; N] {
    Layout::horizontal(parts).areas(area)
}
