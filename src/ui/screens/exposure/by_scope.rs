//! One number in the house, its shops and its sellers: who sold it, and how much of whose limit is used.

use super::{SCOPES, draw_label};
use crate::domain::{Money, Number, ScopeId};
use crate::ops::{DrawRow, NumberScope, Request};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::text::{Text, exposure};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Grid, Look, Side, Span, panel};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(exposure::COL_WHO, Span::Rest(12), Side::Left, 0),
    column(exposure::COL_VENTANA, Span::Rest(8), Side::Left, 3),
    column(exposure::COL_STAKE, Span::Fixed(11), Side::Right, 0),
    column(exposure::COL_OF_ALL, Span::Fixed(11), Side::Right, 4),
    column(exposure::COL_PAYS, Span::Fixed(12), Side::Right, 1),
    column(exposure::COL_TICKETS, Span::Fixed(8), Side::Right, 5),
    column(exposure::COL_LIMIT, Span::Fixed(11), Side::Right, 2),
    column(exposure::COL_USED, Span::Fixed(7), Side::Right, 0),
];

/// One number of a draw, by scope.
pub(super) struct ByScope {
    draw: DrawRow,
    number: Number,
    /// The share of a limit at which the house wants to be told, in percent.
    told: u8,
    pub(super) grid: Grid<NumberScope>,
}

impl ByScope {
    pub(super) fn of(draw: DrawRow, number: Number, told: u8) -> Self {
        Self {
            draw,
            number,
            told,
            grid: Grid::default(),
        }
    }

    pub(super) fn ask(&self) -> Effect {
        let (draw, number) = (self.draw.id, self.number);
        Effect::Ask(SCOPES, Request::NumberScopes { draw, number })
    }

    pub(super) fn learn(&mut self, rows: &[NumberScope]) {
        self.grid.set(rows.to_vec(), false);
    }

    /// Whose counters the map shows next.
    pub(super) fn chosen(&self) -> Option<ScopeId> {
        self.grid.chosen().map(|row| row.scope)
    }

    /// The chosen row as tab-separated text.
    pub(super) fn copied(&self, ctx: &Ctx) -> Option<String> {
        self.grid.chosen().map(|row| {
            let (stake, pays) = (stake(row), row.cell.liability);
            let (stake, pays) = (ctx.voice.figure(stake), ctx.voice.figure(pays));
            format!("{}\t{}\t{stake}\t{pays}", self.number, row.name)
        })
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = exposure::SCOPES_OF
            .with("number", self.number.to_string())
            .with("draw", draw_label::called(&self.draw, ctx));
        let inside = panel(area, buf, ctx, &ctx.say(&title));
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &NumberScope| self.cells(row, ctx),
            empty: exposure::NO_SCOPES.with("number", self.number.to_string()),
            foot: None,
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }

    fn cells(&self, row: &NumberScope, ctx: &Ctx) -> Vec<Cell> {
        let (who, token) = match row.scope {
            ScopeId::Banca(_) => (ctx.text(exposure::THE_HOUSE).to_owned(), Token::Strong),
            ScopeId::Ventana(_) => (row.name.clone(), Token::Strong),
            ScopeId::Vendedor(_) => (format!("  {}", row.name), Token::Base),
        };
        let used = match (row.cell.blocked, row.cell.share) {
            (true, _) => Cell::new(ctx.symbols.cross, Token::Error),
            (false, None) => Cell::new(ctx.symbols.dot, Token::Dim),
            (false, Some(percent)) => {
                let token = if percent >= 100 {
                    Token::Error
                } else if percent >= u16::from(self.told) {
                    Token::Warn
                } else {
                    Token::Base
                };
                let say = exposure::PERCENT.with("n", i64::from(percent));
                Cell::new(ctx.say(&say), token)
            }
        };
        let limit = row.cell.limit.map(|limit| ctx.voice.figure(limit));
        let part = part(stake(row), row.sold);
        vec![
            Cell::new(who, token),
            Cell::from(row.ventana.as_deref().unwrap_or_default()),
            Cell::new(ctx.voice.figure(stake(row)), Token::Money),
            Cell::new(
                ctx.say(&exposure::PERCENT.with("n", i64::from(part))),
                Token::Dim,
            ),
            Cell::new(ctx.voice.figure(row.cell.liability), Token::Strong),
            Cell::from(ctx.voice.count(row.cell.tickets)),
            Cell::from(limit.as_deref().unwrap_or_default()),
            used,
        ]
    }
}

fn stake(row: &NumberScope) -> Money {
    row.cell.used.of(None).unwrap_or_default()
}

/// What a stake is of all sales, in whole percent, rounded to the nearest.
fn part(stake: Money, all: Money) -> u16 {
    let (stake, all) = (i128::from(stake.as_cents()), i128::from(all.as_cents()));
    let percent = stake.saturating_mul(100).saturating_add(all / 2);
    let percent = percent.checked_div(all).unwrap_or(0);
    u16::try_from(percent).unwrap_or(0)
}
