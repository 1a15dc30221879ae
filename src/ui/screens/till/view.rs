//! How the till is cut into parts: the basket, at its right what it comes to, below them the line and what is said of it.

use super::Till;
use super::state::Stage;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Tone;
use crate::ui::text::{Say, counter as t, frame, sell};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, columns, cursor_line, fit, line, rows, text, width, wrapped};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};

/// From this width on there is a column at the right.
const WIDE: u16 = 76;

impl Till {
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let side = match area.width {
            ..WIDE => 0,
            WIDE..110 => 31,
            _ => (area.width / 3).min(44),
        };
        let (words, token) = self.said(ctx);
        let tall = wrapped(&words, area.width.saturating_sub(3));
        let [middle, below] = rows(
            area,
            [
                Constraint::Min(0),
                Constraint::Length(tall.clamp(1, 3).saturating_add(2)),
            ],
        );
        let [left, right] = columns(middle, [Constraint::Min(0), Constraint::Length(side)]);
        match self.stage {
            Stage::Tender => self.draw_tenders(left, buf, ctx),
            Stage::Done => self.draw_done(left, buf, ctx),
            Stage::Basket => self.draw_basket(left, buf, ctx),
        }
        if side > 0 {
            self.draw_totals(right, buf, ctx);
        }
        let rule = ctx.symbols.rule.repeat(usize::from(below.width));
        line(below, buf, 0, &Line::styled(rule, ctx.style(Token::Border)));
        self.draw_line(below, buf, side == 0, ctx);
        let spot = Rect {
            x: below.x.saturating_add(1),
            y: below.y.saturating_add(2),
            width: below.width.saturating_sub(2),
            height: below.height.saturating_sub(2),
        };
        text(spot, buf, &words, ctx.style(token));
    }

    /// The sentence below the line.
    fn said(&self, ctx: &Ctx) -> (String, Token) {
        if let Some(message) = &self.message {
            let (sign, token) = match message.tone {
                Tone::Good => (ctx.symbols.check, Token::Ok),
                Tone::Plain => (ctx.symbols.pointer, Token::Info),
                Tone::Bad => (ctx.symbols.cross, Token::Error),
            };
            return (format!("{sign} {}", ctx.say(&message.say)), token);
        }
        if self.stage == Stage::Tender {
            return self.change_so_far(ctx);
        }
        let waiting = self.queue.iter().filter(|line| !line.is_empty()).count();
        if waiting > 0 {
            return (ctx.say(&t::QUEUED.with("n", waiting)), Token::Info);
        }
        if self.sent.is_some() {
            return (ctx.text(frame::SENDING).to_owned(), Token::Info);
        }
        let hint: Say = if self.is_empty() && self.typed.is_empty() {
            let parked = self.desk.as_ref().map_or(0, |desk| desk.parked.len());
            if parked > 0 {
                t::HINT_PARKED
                    .with("n", parked)
                    .with("key", crate::ui::action::Action::TillRecall)
            } else {
                t::HINT_EMPTY.into()
            }
        } else {
            t::HINT.into()
        };
        (ctx.say(&hint), Token::Dim)
    }

    /// The line under the fingers, and at its right what matters most of the sum.
    fn draw_line(&self, area: Rect, buf: &mut Buffer, narrow: bool, ctx: &Ctx) {
        let (label, input, refused) = match self.stage {
            Stage::Tender => (t::RECEIVED, &self.tendering.input, false),
            Stage::Basket | Stage::Done => (t::LINE, &self.typed.input, self.typed.is_refused()),
        };
        let label = format!(" {} {} ", ctx.symbols.pointer, ctx.text(label));
        let right = if narrow {
            ctx.say(&t::TOTAL_IS.with("total", self.total()))
        } else {
            self.chosen_draws(ctx)
        };
        let whole = usize::from(area.width);
        let room = whole.saturating_sub(width(&label) + 2);
        let right = if width(&right) + 12 < room {
            right
        } else {
            String::new()
        };
        let own = room.saturating_sub(width(&right) + 1);
        let ink = if refused { Token::Error } else { Token::Input };
        let mut spans = vec![Span::styled(label, ctx.style(Token::Accent))];
        spans.extend(cursor_line(
            input.value(),
            input.cursor(),
            own,
            (ctx.style(ink), ctx.style(Token::Cursor)),
        ));
        let used: usize = spans.iter().map(Span::width).sum();
        let gap = whole.saturating_sub(used + width(&right) + 1);
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(right, ctx.style(Token::Dim)));
        line(area, buf, 1, &Line::from(spans));
    }

    /// The draws that numbers would be sold for.
    fn chosen_draws(&self, ctx: &Ctx) -> String {
        let named = |draw: &crate::domain::DrawOnSale| {
            let left = ctx.voice.countdown(draw.cutoff - ctx.now);
            format!("{} {} {left}", draw.name, ctx.voice.clock(draw.at))
        };
        let mut chosen = self.draws.chosen_draws();
        let first = chosen.next().map(named);
        let more = chosen.count();
        match (first, more) {
            (None, _) => ctx.text(sell::NO_DRAWS).to_owned(),
            (Some(first), 0) => first,
            (Some(first), more) => format!("{first} +{more}"),
        }
    }
}

/// A label at the left and a figure at the right of one row.
pub(super) fn pair(
    area: Rect,
    buf: &mut Buffer,
    row: u16,
    (label, value): (&str, &str),
    (label_token, token): (Token, Token),
    ctx: &Ctx,
) {
    let whole = usize::from(area.width);
    let room = whole.saturating_sub(width(value) + 1);
    let label = fit(label, room, Side::Left, ctx.symbols);
    let spans = vec![
        Span::styled(format!("{label} "), ctx.style(label_token)),
        Span::styled(value.to_owned(), ctx.style(token)),
    ];
    line(area, buf, row, &Line::from(spans));
}
