//! The picture of a day: its draws by time, the sums, and the chosen draw beside or below.

use super::super::draw_label::{badge, called_fully, ends, result};
use super::Draws;
use super::detail::more_rows;
use crate::domain::Money;
use crate::ops::DrawRow;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Text, Voice, draws};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Look, Side, Span, columns, fit, line, rows, width};
use chrono::{Days, NaiveDate};
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
    column(draws::COL_HOUR, Span::Fixed(5), Side::Left, 0),
    column(draws::COL_LOTTERY, Span::Rest(10), Side::Left, 0),
    column(draws::COL_STATE, Span::Fixed(15), Side::Left, 0),
    column(draws::COL_LEFT, Span::Fixed(8), Side::Right, 1),
    column(draws::COL_TICKETS, Span::Fixed(5), Side::Right, 3),
    column(draws::COL_SOLD, Span::Fixed(10), Side::Right, 2),
    column(draws::COL_PRIZES, Span::Fixed(10), Side::Right, 4),
    column(draws::COL_RESULT, Span::Fixed(9), Side::Left, 0),
];

impl Draws {
    pub(super) fn render_agenda(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inset = u16::from(area.width > 70);
        let area = Rect {
            x: area.x + inset,
            width: area.width.saturating_sub(2 * inset),
            ..area
        };
        let [head, _, body] = rows(
            area,
            [
                Constraint::Length(1),
                Constraint::Length(1),
                Constraint::Min(0),
            ],
        );
        self.head(head, buf, ctx);
        let beside = area.width >= 116;
        let more = more_rows(self.grid.chosen());
        let [list, detail] = if beside {
            let [list, _, detail] = columns(
                body,
                [
                    Constraint::Min(0),
                    Constraint::Length(2),
                    Constraint::Length(36),
                ],
            );
            let detail = Rect {
                height: detail.height.min(if more > 0 { 22 } else { 14 }),
                ..detail
            };
            [list, detail]
        } else {
            let tall = if body.height >= 15 { 7 + more } else { 0 };
            rows(body, [Constraint::Min(0), Constraint::Length(tall)])
        };
        let look = Look {
            columns: COLUMNS,
            cells: &|draw: &DrawRow| cells(draw, ctx),
            empty: draws::NO_DRAWS_DAY.with("key", Action::DrawsGenerate),
            foot: None,
            focused: true,
        };
        self.grid.render(list, buf, ctx, &look);
        self.render_detail(detail, buf, ctx, beside);
    }

    /// The day between its arrows, and its sums.
    fn head(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let day = self.day(ctx);
        let near = near(day, ctx).map_or(String::new(), |text| {
            format!(" {} {}", ctx.symbols.dot, ctx.text(text))
        });
        let date = format!("{}{near}", ctx.voice.date(day));
        let cap = |action| Piece::styled(format!(" {} ", ctx.key(action)), ctx.style(Token::Key));
        let left = vec![
            cap(Action::DrawsDayBefore),
            Piece::styled(format!("  {date}  "), ctx.style(Token::Title)),
            cap(Action::DrawsDayAfter),
        ];
        let used: usize = left.iter().map(|piece| width(&piece.content)).sum();
        let room = usize::from(area.width).saturating_sub(used);
        let mut sums = self.sums(draws::DAY_SUMS, ctx);
        if width(&sums) > room {
            sums = self.sums(draws::DAY_SUMS_SHORT, ctx);
        }
        let sums = fit(&sums, room, Side::Right, ctx.symbols);
        let mut pieces = left;
        pieces.push(Piece::styled(sums, ctx.style(Token::Dim)));
        line(area, buf, 0, &Line::from(pieces));
    }

    fn sums(&self, text: Text, ctx: &Ctx) -> String {
        let rows = self.grid.rows();
        if rows.is_empty() {
            return String::new();
        }
        let sold = Money::try_sum(rows.iter().map(|draw| draw.sold)).unwrap_or_default();
        let prizes = Money::try_sum(rows.iter().map(|draw| draw.prizes)).unwrap_or_default();
        let say = text
            .with("n", rows.len())
            .with("sold", sold)
            .with("prizes", prizes);
        format!(" {}", ctx.say(&say))
    }
}

fn near(day: NaiveDate, ctx: &Ctx) -> Option<Text> {
    let today = ctx.voice.day_of(ctx.now);
    if day == today {
        Some(draws::TODAY)
    } else if today.checked_add_days(Days::new(1)) == Some(day) {
        Some(draws::TOMORROW)
    } else if today.checked_sub_days(Days::new(1)) == Some(day) {
        Some(draws::YESTERDAY)
    } else {
        None
    }
}

fn cells(draw: &DrawRow, ctx: &Ctx) -> Vec<Cell> {
    let (word, sign, token) = badge(draw, ctx);
    let lottery = format!("{} {}", ctx.symbols.heat[5], draw.name);
    let wait = ends(draw, ctx.now).map_or(String::new(), |end| ctx.voice.countdown(end - ctx.now));
    let soon = ends(draw, ctx.now).is_some_and(|end| end - ctx.now <= Voice::SECONDS_FROM);
    let figure = |money: Money| {
        if money.is_zero() {
            Cell::new(ctx.symbols.dot, Token::Dim)
        } else {
            Cell::new(ctx.voice.figure(money), Token::Base)
        }
    };
    let result = draw.result.as_ref().map(result).unwrap_or_default();
    vec![
        Cell::new(ctx.voice.clock(draw.at), Token::Strong),
        Cell::new(lottery, Token::Strong).look(ctx.theme.ink(&draw.colour)),
        Cell::new(format!("{sign} {}", ctx.text(word)), token),
        Cell::new(wait, if soon { Token::Warn } else { Token::Dim }),
        if draw.tickets == 0 {
            Cell::new(ctx.symbols.dot, Token::Dim)
        } else {
            Cell::new(ctx.voice.count(draw.tickets), Token::Base)
        },
        figure(draw.sold),
        figure(draw.prizes),
        Cell::new(result, Token::Accent),
    ]
}

/// A draw in one line of text, for the clipboard.
pub(super) fn as_text(draw: &DrawRow, ctx: &Ctx) -> String {
    let (word, _, _) = badge(draw, ctx);
    let result = draw.result.as_ref().map(result).unwrap_or_default();
    let parts = [
        called_fully(draw, ctx),
        ctx.text(word).to_owned(),
        ctx.voice.figure(draw.sold),
        result,
        draw.seal.clone().unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\t")
}
