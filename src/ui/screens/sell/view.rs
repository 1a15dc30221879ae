//! How the screen is cut into parts: the strip of draws on top, the ticket, at its right what is left and what was sold, and
//! below them the line, what it says, and what the ticket costs.

use super::Sell;
use super::state::Stage;
use crate::ui::ctx::Ctx;
use crate::ui::text::{frame, sell as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, columns, fit, line, rows, text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};

/// From this width on there is a column at the right.
const WIDE: u16 = 76;

impl Sell {
    /// Before the draws are known: that they are being read, or why they cannot be.
    pub(super) fn draw_waiting(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let (words, token) = match &self.message {
            Some(message) => (ctx.say(&message.say), Token::Error),
            None => (ctx.text(frame::LOADING).to_owned(), Token::Dim),
        };
        let inside = Rect {
            x: area.x.saturating_add(2),
            y: area.y.saturating_add(1),
            width: area.width.saturating_sub(4),
            height: area.height.saturating_sub(1),
        };
        text(inside, buf, &words, ctx.style(token));
    }

    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let roomy = area.width >= 110;
        let strip = self.strip_rows(area, ctx);
        let [top, rule, middle, low, foot] = rows(
            area,
            [
                Constraint::Length(strip),
                Constraint::Length(1),
                Constraint::Min(0),
                Constraint::Length(1),
                Constraint::Length(4),
            ],
        );
        self.draw_strip(top, buf, ctx);
        let order = matches!(self.stage, Stage::Order(_));
        let side_width = match (area.width >= WIDE && !order, roomy) {
            (false, _) => 0,
            (true, false) => 36,
            (true, true) => (area.width * 2 / 5).min(60),
        };
        let [left, gap, side] = columns(
            middle,
            [
                Constraint::Min(0),
                Constraint::Length(u16::from(side_width > 0)),
                Constraint::Length(side_width),
            ],
        );
        for row in 0..gap.height {
            let bar = Line::styled(ctx.symbols.bar, ctx.style(Token::Border));
            line(gap, buf, row, &bar);
        }
        let joint = (side_width > 0).then_some(gap.x.saturating_sub(area.x));
        let title = if order {
            ctx.text(t::ORDER).to_owned()
        } else {
            self.ticket_title(ctx)
        };
        let side_title = self.side_title(ctx);
        rule_with(rule, buf, ctx, (&title, &side_title), joint, "┬");
        rule_with(low, buf, ctx, ("", ""), joint, "┴");
        match &self.stage {
            Stage::Order(order) => order.draw(left, buf, ctx),
            Stage::Typing | Stage::Armed(_) | Stage::Limited(_) | Stage::Unsold(_) => {
                self.draw_basket(left, buf, ctx);
            }
        }
        if side_width > 0 {
            self.draw_side(side, buf, ctx);
        }
        self.draw_line(foot, buf, ctx);
    }
}

/// A horizontal rule with a title over each of its parts and a joint where the column at the right begins.
fn rule_with(
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
    titles: (&str, &str),
    joint: Option<u16>,
    sign: &str,
) {
    let whole = usize::from(area.width);
    let left = joint.map_or(whole, usize::from);
    let mut spans = piece(ctx, titles.0, left);
    if joint.is_some() {
        let sign = if ctx.symbols.ascii { "+" } else { sign };
        spans.push(Span::styled(sign.to_owned(), ctx.style(Token::Border)));
        let rest = whole.saturating_sub(left + 1);
        spans.extend(piece(ctx, titles.1, rest));
    }
    line(area, buf, 0, &Line::from(spans));
}

/// One part of a rule.
pub(super) fn piece(ctx: &Ctx, title: &str, columns: usize) -> Vec<Span<'static>> {
    let rule =
        |columns: usize| Span::styled(ctx.symbols.rule.repeat(columns), ctx.style(Token::Border));
    if title.is_empty() || columns < 6 {
        return vec![rule(columns)];
    }
    let wide = width(title).min(columns - 4);
    let title = format!(" {} ", fit(title, wide, Side::Left, ctx.symbols));
    let rest = columns.saturating_sub(1 + width(&title));
    vec![
        rule(1),
        Span::styled(title, ctx.style(Token::Title)),
        rule(rest),
    ]
}

/// A row of pieces at the left and some at the right; what is at the right stays whole.
pub(super) fn ends(
    area: Rect,
    buf: &mut Buffer,
    row: u16,
    left: Vec<Span<'static>>,
    right: Vec<Span<'static>>,
) {
    let taken: usize = right.iter().map(Span::width).sum();
    let room = area
        .width
        .saturating_sub(u16::try_from(taken).unwrap_or(u16::MAX));
    let spot = Rect {
        width: room,
        ..area
    };
    line(spot, buf, row, &Line::from(left));
    let spot = Rect {
        x: area.x.saturating_add(room),
        width: area.width - room,
        ..area
    };
    line(spot, buf, row, &Line::from(right));
}
