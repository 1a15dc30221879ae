//! The chosen draw in full: what it waits for, its figures, its seal, and who typed what waits.

use super::super::draw_label::{called_fully, result};
use super::Draws;
use crate::domain::DrawState;
use crate::ops::DrawRow;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Arg, Say, Text, draws};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, columns, fit, line, panel, text, width};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span as Piece};

/// A label, its value, and the value's meaning.
type Pair = (Text, String, Token);

impl Draws {
    /// Draws the panel: one column beside the list, two below it.
    pub(super) fn render_detail(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, beside: bool) {
        if area.height < 3 {
            return;
        }
        let Some(draw) = self.grid.chosen() else {
            return;
        };
        let inside = panel(area, buf, ctx, &called_fully(draw, ctx));
        let (times, figures) = (times(draw, ctx), figures(draw, ctx));
        let (waits, token) = waits_for(draw, ctx);
        let words = ctx.say(&waits);
        if beside {
            text(top(inside, 3), buf, &words, ctx.style(token));
            pairs(below(inside, 4), buf, ctx, &times);
            let next = 5 + u16::try_from(times.len()).unwrap_or(0);
            pairs(below(inside, next), buf, ctx, &figures);
        } else {
            line(inside, buf, 0, &Line::styled(words, ctx.style(token)));
            let [left, _, right] = columns(
                below(inside, 1),
                [
                    Constraint::Fill(1),
                    Constraint::Length(3),
                    Constraint::Fill(1),
                ],
            );
            pairs(left, buf, ctx, &times);
            pairs(right, buf, ctx, &figures);
        }
    }
}

fn top(area: Rect, height: u16) -> Rect {
    Rect {
        height: area.height.min(height),
        ..area
    }
}

fn below(area: Rect, rows: u16) -> Rect {
    Rect {
        y: area.y.saturating_add(rows.min(area.height)),
        height: area.height.saturating_sub(rows),
        ..area
    }
}

/// Labels at the left, values at the right, one pair a row.
fn pairs(area: Rect, buf: &mut Buffer, ctx: &Ctx, all: &[Pair]) {
    let room = usize::from(area.width);
    for (row, (label, value, token)) in (0..area.height).zip(all) {
        let label = ctx.text(*label);
        let value = fit(
            value,
            room.saturating_sub(width(label) + 1),
            Side::Right,
            ctx.symbols,
        );
        let pieces = vec![
            Piece::styled(format!("{label} "), ctx.style(Token::Label)),
            Piece::styled(value, ctx.style(*token)),
        ];
        line(area, buf, row, &Line::from(pieces));
    }
}

fn times(draw: &DrawRow, ctx: &Ctx) -> Vec<Pair> {
    let mut all = vec![
        (draws::SALE_ENDS, ctx.voice.clock(draw.cutoff), Token::Base),
        (draws::DRAWS_AT, ctx.voice.clock(draw.at), Token::Base),
    ];
    if let Some(result_) = &draw.result {
        all.push((draws::RESULT, result(result_), Token::Accent));
    }
    if let Some(seal) = &draw.seal {
        all.push((draws::SEAL, plain(seal).into_owned(), Token::Strong));
    }
    all
}

fn figures(draw: &DrawRow, ctx: &Ctx) -> Vec<Pair> {
    let mut all = vec![
        (draws::TICKETS, ctx.voice.count(draw.tickets), Token::Base),
        (draws::SOLD, ctx.voice.money(draw.sold), Token::Money),
    ];
    match draw.state {
        DrawState::Evaluated => all.extend([
            (draws::WINNERS, ctx.voice.count(draw.winners), Token::Base),
            (draws::PRIZES, ctx.voice.money(draw.prizes), Token::Money),
        ]),
        DrawState::Scheduled | DrawState::Open | DrawState::Closed | DrawState::Annulled => {}
    }
    all
}

/// The sentence that says where the draw stands and whom it waits for.
fn waits_for(draw: &DrawRow, ctx: &Ctx) -> (Say, Token) {
    let evaluated = draw.state == DrawState::Evaluated;
    if let Some(name) = &draw.entered_by {
        let say = match (evaluated, draw.entered_by_me) {
            (false, true) => draws::ENTRY_MINE.into(),
            (false, false) => draws::ENTRY_WAITS.with("name", name.as_str()),
            (true, true) => draws::CORRECTION_MINE.into(),
            (true, false) => draws::CORRECTION_WAITS.with("name", name.as_str()),
        };
        return (say, Token::Warn);
    }
    match draw.state {
        DrawState::Scheduled => (draws::STEP_SCHEDULED.into(), Token::Dim),
        DrawState::Open if draw.cutoff <= ctx.now => (draws::STEP_LATE.into(), Token::Warn),
        DrawState::Open => (draws::STEP_OPEN.into(), Token::Ok),
        DrawState::Closed if draw.at > ctx.now => (
            draws::STEP_DRAWING.with("at", Arg::Clock(draw.at)),
            Token::Info,
        ),
        DrawState::Closed => (draws::STEP_RESULT.into(), Token::Warn),
        DrawState::Evaluated if draw.single_person => (draws::SINGLE_PERSON.into(), Token::Warn),
        DrawState::Evaluated => (draws::STEP_EVALUATED.into(), Token::Ok),
        DrawState::Annulled => (draws::STEP_ANNULLED.into(), Token::Error),
    }
}
