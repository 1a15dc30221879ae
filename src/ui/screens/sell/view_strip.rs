//! The strip of draws: their codes, names and times, how long each still sells, and which ones the ticket is for.

use super::Sell;
use super::draws::Draws;
use crate::domain::DrawOnSale;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::sell as t;
use crate::ui::theme::Token;
use crate::ui::widgets::line;
use chrono::{DateTime, TimeDelta, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// From so long before its cutoff on a draw counts down by the second.
const SECONDS_FROM: TimeDelta = TimeDelta::minutes(10);
/// From so long before its cutoff on a draw is marked.
const SOON: TimeDelta = TimeDelta::minutes(3);

/// When a countdown of the strip changes next.
pub(super) fn next_tick(draws: &Draws, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let open = draws.open(now);
    let first = open.iter().map(|draw| draw.cutoff - now).min()?;
    let step = if first <= SECONDS_FROM {
        TimeDelta::seconds(1)
    } else {
        TimeDelta::minutes(1)
    };
    let over = first
        .num_milliseconds()
        .rem_euclid(step.num_milliseconds().max(1));
    Some(now + TimeDelta::milliseconds(over.max(1)))
}

/// How long a draw still sells: `2 min 41`, `43 min`, `2 h 07`, `3 d 4 h`.
pub(super) fn time_left(left: TimeDelta, ctx: &Ctx) -> String {
    let minutes = left.num_minutes();
    if left <= SECONDS_FROM {
        ctx.voice.countdown(left)
    } else if minutes < 60 {
        format!("{minutes} min")
    } else if minutes < 24 * 60 {
        format!("{} h {:02}", minutes / 60, minutes % 60)
    } else {
        ctx.voice.span(left)
    }
}

impl Sell {
    /// The rows that the strip takes: two where there is room and one does not do.
    pub(super) fn strip_rows(&self, area: Rect, ctx: &Ctx) -> u16 {
        let rows = lay(&self.pieces(ctx), usize::from(area.width)).len();
        if rows > 1 && area.height >= 30 { 2 } else { 1 }
    }

    pub(super) fn draw_strip(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let pieces = self.pieces(ctx);
        if pieces.is_empty() {
            let words = format!(" {}", ctx.text(t::NO_DRAWS));
            return line(area, buf, 0, &Line::styled(words, ctx.style(Token::Warn)));
        }
        let rows = usize::from(area.height.max(1));
        let room = usize::from(area.width);
        // The strip begins so that the first chosen draw is always seen.
        let open = self.draws.open(ctx.now);
        let chosen = open
            .iter()
            .position(|draw| self.draws.chosen().contains(&draw.id))
            .unwrap_or(0);
        let mut first = 0;
        while first < chosen && lay(&pieces[first..=chosen], room).len() > rows {
            first += 1;
        }
        let laid = lay(&pieces[first..], room);
        let hidden = first + laid.iter().skip(rows).map(Vec::len).sum::<usize>();
        for (row, pieces) in (0..area.height).zip(laid) {
            line(area, buf, row, &Line::from(pieces.concat()));
        }
        if hidden > 0 {
            let more = Span::styled(format!(" +{hidden} "), ctx.style(Token::Dim));
            let wide = u16::try_from(more.width()).unwrap_or(0).min(area.width);
            let spot = Rect {
                x: area.right() - wide,
                width: wide,
                ..area
            };
            line(spot, buf, area.height.saturating_sub(1), &Line::from(more));
        }
    }

    fn pieces(&self, ctx: &Ctx) -> Vec<Vec<Span<'static>>> {
        let open = self.draws.open(ctx.now);
        let all = open.iter().enumerate();
        all.map(|(place, draw)| self.draw_piece(place, draw, ctx))
            .collect()
    }

    fn draw_piece(&self, place: usize, draw: &DrawOnSale, ctx: &Ctx) -> Vec<Span<'static>> {
        let left = draw.cutoff - ctx.now;
        let chosen = self.draws.chosen().contains(&draw.id);
        let code = match place {
            0..=8 => (place + 1).to_string(),
            9 => "0".to_owned(),
            _ => ctx.symbols.dot.to_owned(),
        };
        let mark = if left <= SOON { ctx.symbols.warn } else { "" };
        let time = if draw.excluded {
            format!("{}{}", ctx.symbols.cross, ctx.text(t::STRIP_OUT))
        } else {
            format!("{}{mark}", time_left(left, ctx))
        };
        let name = format!("{} {}", plain(&draw.name), super::time_of(draw.at, ctx));
        let time_token = if draw.excluded || left <= SOON {
            Token::Error
        } else if left <= SECONDS_FROM {
            Token::Warn
        } else {
            Token::Dim
        };
        if chosen {
            let style = ctx.style(Token::Selection);
            let words = format!(" {}{code} {name} ", ctx.symbols.pointer);
            return vec![
                Span::styled(words, style),
                Span::styled(format!("{time} "), style.add_modifier(Modifier::BOLD)),
            ];
        }
        let lottery = ctx.theme.ink(&draw.colour);
        vec![
            Span::styled(format!(" {code} "), ctx.style(Token::Dim)),
            Span::styled(format!("{name} "), lottery),
            Span::styled(format!("{time} "), ctx.style(time_token)),
        ]
    }
}

/// Lays pieces into rows of at most `room` columns.
fn lay<'a>(pieces: &[Vec<Span<'a>>], room: usize) -> Vec<Vec<Vec<Span<'a>>>> {
    let mut rows: Vec<Vec<Vec<Span>>> = vec![Vec::new()];
    let mut used = 0;
    for piece in pieces {
        let columns = piece.iter().map(Span::width).sum::<usize>();
        if used > 0 && used + columns > room {
            rows.push(Vec::new());
            used = 0;
        }
        used += columns;
        if let Some(row) = rows.last_mut() {
            row.push(piece.clone());
        }
    }
    rows
}
