//! What a limit would have refused in the last weeks: draw by draw, and the numbers it would have met most.

use super::PAST;
use crate::domain::{LimitRule, Money, Number};
use crate::ops::{LimitPreview, PastDraw, Request};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::text::{Say, Text, limits as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Grid, Look, Side, Span, bar, columns, fit, line, panel, panel_focused, rows,
    text, width,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span as Piece};

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(t::COL_DRAW, Span::Rest(10), Side::Left, 0),
    column(t::COL_AT, Span::Fixed(16), Side::Left, 0),
    column(t::COL_TICKETS, Span::Fixed(9), Side::Right, 3),
    column(t::COL_SOLD, Span::Fixed(11), Side::Right, 1),
    column(t::COL_TOUCHED, Span::Fixed(9), Side::Right, 2),
    column(t::COL_REFUSED, Span::Fixed(11), Side::Right, 0),
];

/// A rule on the past.
pub(super) struct Past {
    /// What the rule says.
    words: String,
    answer: Option<LimitPreview>,
    grid: Grid<PastDraw>,
}

impl Past {
    /// Asks about a rule that reads like this.
    pub(super) fn ask(rule: LimitRule, words: String) -> (Self, Effect) {
        let past = Self {
            words,
            answer: None,
            grid: Grid::default(),
        };
        (
            past,
            Effect::Ask(
                PAST,
                Request::PreviewLimit {
                    rule: Box::new(rule),
                },
            ),
        )
    }

    pub(super) fn learn(&mut self, answer: &LimitPreview) {
        self.grid.set(answer.draws.clone(), false);
        self.answer = Some(answer.clone());
    }

    pub(super) fn grid_mut(&mut self) -> &mut Grid<PastDraw> {
        &mut self.grid
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let wide = area.width >= 100;
        let [head, body] = rows(area, [Constraint::Length(6), Constraint::Min(0)]);
        let inside = panel(head, buf, ctx, ctx.text(t::PAST));
        let [said, found] = rows(inside, [Constraint::Length(2), Constraint::Min(0)]);
        text(said, buf, &self.words, ctx.style(Token::Strong));
        let Some(answer) = &self.answer else {
            return text(found, buf, ctx.text(t::PAST_READS), ctx.style(Token::Dim));
        };
        let (say, token) = summary(answer);
        text(found, buf, &ctx.say(&say), ctx.style(token));
        let [left, right] = if wide {
            columns(body, [Constraint::Fill(5), Constraint::Fill(3)])
        } else {
            let beside = u16::from(body.height >= 12) * 6;
            rows(body, [Constraint::Min(0), Constraint::Length(beside)])
        };
        self.render_draws(left, buf, ctx, answer);
        render_numbers(right, buf, ctx, &answer.numbers);
    }

    fn render_draws(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, answer: &LimitPreview) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::PAST_DRAWS), true);
        let days = t::PAST_EMPTY.with("n", answer.days);
        let note = (!answer.whole).then(|| t::PAST_NEWEST.with("n", answer.draws.len()));
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &PastDraw| cells(row, ctx),
            empty: days,
            foot: note,
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }
}

/// What it comes to.
fn summary(answer: &LimitPreview) -> (Say, Token) {
    let total = answer.total;
    if total.refused.is_zero() {
        let say = t::PAST_NOTHING.with("n", answer.draws.len());
        return (say.with("days", answer.days), Token::Base);
    }
    let part = i128::from(total.refused.as_cents()) * 100;
    let percent = part / i128::from(total.sold.as_cents().max(1));
    let say = t::PAST_TOTAL
        .with("refused", total.refused)
        .with("sold", total.sold)
        .with("percent", i64::try_from(percent).unwrap_or_default())
        .with("touched", i64::try_from(total.touched).unwrap_or(i64::MAX))
        .with("n", answer.draws.len())
        .with("days", answer.days);
    (say, Token::Warn)
}

fn cells(row: &PastDraw, ctx: &Ctx) -> Vec<Cell> {
    let figures = row.figures;
    let count = |n: u64| ctx.voice.count(i64::try_from(n).unwrap_or(i64::MAX));
    let refused = if figures.refused.is_zero() {
        Cell::new(ctx.symbols.dot, Token::Dim)
    } else {
        Cell::new(ctx.voice.figure(figures.refused), Token::Warn)
    };
    vec![
        Cell::new(&row.name, Token::Base),
        Cell::new(
            format!("{} {}", ctx.voice.day(row.at), ctx.voice.clock(row.at)),
            Token::Dim,
        ),
        Cell::new(count(figures.tickets), Token::Dim),
        Cell::new(ctx.voice.figure(figures.sold), Token::Base),
        Cell::new(count(figures.touched), Token::Base),
        refused,
    ]
}

/// The numbers that would have met it most, as bars.
fn render_numbers(area: Rect, buf: &mut Buffer, ctx: &Ctx, numbers: &[(Number, Money)]) {
    if area.height < 3 {
        return;
    }
    let inside = panel(area, buf, ctx, ctx.text(t::PAST_NUMBERS));
    if numbers.is_empty() {
        return text(
            inside,
            buf,
            ctx.text(t::PAST_NO_NUMBER),
            ctx.style(Token::Dim),
        );
    }
    let cents = |amount: Money| u64::try_from(amount.as_cents()).unwrap_or(0);
    let most = numbers.iter().map(|(_, refused)| cents(*refused)).max();
    for (row, (number, refused)) in (0..inside.height).zip(numbers) {
        let name = number.to_string();
        let figure = ctx.voice.figure(*refused);
        let room = usize::from(inside.width).saturating_sub(width(&name) + 15);
        let (full, empty) = bar(cents(*refused), most.unwrap_or(1), room, ctx.symbols);
        let pieces = vec![
            Piece::styled(format!("{name} "), ctx.style(Token::Strong)),
            Piece::styled(full, ctx.style(Token::Bar)),
            Piece::styled(empty, ctx.style(Token::BarEmpty)),
            Piece::styled(
                fit(&figure, 14, Side::Right, ctx.symbols),
                ctx.style(Token::Money),
            ),
        ];
        line(inside, buf, row, &Line::from(pieces));
    }
}
