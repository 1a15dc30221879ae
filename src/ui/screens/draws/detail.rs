//! The chosen draw in full: what it waits for, its figures, its seal, and who typed what waits.

use super::super::draw_label::{called_fully, result};
use super::Draws;
use crate::domain::DrawState;
use crate::ops::{DrawRow, Settling};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Arg, Say, Text, draw_life as life, draws, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, bar, columns, fit, line, panel, text, width};
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
        let mut words = ctx.say(&waits);
        if let Some(Settling { done, count }) = draw.settling {
            let [done, count] = [done, count].map(|n| u64::try_from(n).unwrap_or(0));
            let room = usize::from(inside.width).saturating_sub(width(&words) + 2);
            let (full, empty) = bar(done, count, room.min(20), ctx.symbols);
            words = format!("{words}  {full}{empty}");
        }
        let entry = entry(draw, ctx);
        let why = why(draw, ctx);
        if beside {
            let mut rest = inside;
            let tall = if draw.waiting.is_some() || draw.step.is_some() {
                4
            } else {
                3
            };
            text(top(rest, tall), buf, &words, ctx.style(token));
            rest = below(rest, tall + 1);
            if let Some(why) = &why {
                text(top(rest, 3), buf, why, ctx.style(Token::Base));
                rest = below(rest, 3);
            }
            for group in [entry, times, figures] {
                pairs(rest, buf, ctx, &group);
                let gap = u16::from(!group.is_empty());
                rest = below(rest, u16::try_from(group.len()).unwrap_or(0) + gap);
            }
        } else {
            line(inside, buf, 0, &Line::styled(words, ctx.style(token)));
            let mut rest = below(inside, 1);
            if let Some(why) = &why {
                let why = fit(why, usize::from(rest.width), Side::Left, ctx.symbols);
                line(rest, buf, 0, &Line::styled(why, ctx.style(Token::Base)));
                rest = below(rest, 1);
            }
            let times: Vec<Pair> = entry.into_iter().chain(times).collect();
            let [left, _, right] = columns(
                rest,
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

/// How many rows the chosen draw takes more while a typed result waits.
pub(super) fn more_rows(draw: Option<&DrawRow>) -> u16 {
    let Some(first) = draw.and_then(|draw| draw.waiting.as_ref()) else {
        return u16::from(draw.is_some_and(|draw| why_of(draw).is_some()))
            + u16::from(draw.is_some_and(|draw| moved_from(draw).is_some()));
    };
    1 + u16::from(first.reason.is_some()) + u16::from(first.result.is_some())
}

/// What is known of the typed result that waits: when, and for the one who typed it, what.
fn entry(draw: &DrawRow, ctx: &Ctx) -> Vec<Pair> {
    let Some(first) = &draw.waiting else {
        return Vec::new();
    };
    let at = ctx.say(&frame::MOMENT.with("at", Arg::Moment(first.at)));
    let mut all = vec![(draws::TYPED_AT, at, Token::Base)];
    if let Some(typed) = &first.result {
        all.push((draws::TYPED, result(typed), Token::Warn));
    }
    all
}

/// Why it was typed, or why the draw was changed last.
fn why(draw: &DrawRow, ctx: &Ctx) -> Option<String> {
    let reason = why_of(draw)?;
    Some(ctx.say(&draws::WHY.with("reason", plain(reason).into_owned())))
}

fn why_of(draw: &DrawRow) -> Option<&str> {
    let reason = match (&draw.waiting, &draw.step) {
        (Some(waiting), _) => waiting.reason.as_deref()?,
        (None, Some(step)) if !step.reason.is_empty() => step.reason.as_str(),
        (None, Some(_) | None) => return None,
    };
    Some(reason)
}

/// Where the draw stood before it was moved last.
fn moved_from(draw: &DrawRow) -> Option<chrono::DateTime<chrono::Utc>> {
    draw.step.as_ref()?.before
}

fn times(draw: &DrawRow, ctx: &Ctx) -> Vec<Pair> {
    let mut all = vec![
        (draws::SALE_ENDS, ctx.voice.clock(draw.cutoff), Token::Base),
        (draws::DRAWS_AT, ctx.voice.clock(draw.at), Token::Base),
    ];
    if let Some(before) = moved_from(draw) {
        all.push((life::MOVED_FROM, ctx.voice.moment(before), Token::Warn));
    }
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

/// A sentence about the last step, with whoever took it.
fn step_by(draw: &DrawRow, text: Text) -> Say {
    let by = draw.step.as_ref().map_or("", |step| step.by.as_str());
    text.with("name", by)
}

/// The sentence that says where the draw stands and whom it waits for.
fn waits_for(draw: &DrawRow, ctx: &Ctx) -> (Say, Token) {
    if let Some(Settling { done, count }) = draw.settling {
        let say = draws::SETTLING.with("done", done).with("count", count);
        return (say, Token::Info);
    }
    let evaluated = draw.state == DrawState::Evaluated;
    if let Some(first) = &draw.waiting {
        let name = &first.by;
        let say = match (evaluated, first.mine) {
            (false, true) => draws::ENTRY_MINE.into(),
            (false, false) => draws::ENTRY_WAITS.with("name", name.as_str()),
            (true, true) => draws::CORRECTION_MINE.into(),
            (true, false) => draws::CORRECTION_WAITS.with("name", name.as_str()),
        };
        return (say, Token::Warn);
    }
    match draw.state {
        DrawState::Open if draw.suspended => (step_by(draw, life::STEP_HELD), Token::Warn),
        DrawState::Annulled
            if draw
                .step
                .as_ref()
                .is_some_and(|step| step.step == "skipped") =>
        {
            (life::STEP_SKIPPED.into(), Token::Error)
        }
        DrawState::Annulled if draw.step.is_some() => {
            (step_by(draw, life::STEP_ANNULLED), Token::Error)
        }
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
