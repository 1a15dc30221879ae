//! The drawers of the shop, open ones first, for those who may close them by force.

use crate::domain::Money;
use crate::ops::{DrawerRow, DrawerState};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Text, drawer, name};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Grid, Look, Side, Span};
use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The list.
#[derive(Debug, Default)]
pub(super) struct Shop {
    grid: Grid<DrawerRow>,
}

impl Shop {
    /// Takes what was read.
    pub fn set(&mut self, rows: &[DrawerRow]) {
        self.grid.set(rows.to_vec(), false);
    }

    /// The chosen drawer.
    pub fn chosen(&self) -> Option<&DrawerRow> {
        self.grid.chosen()
    }

    /// Moves the choice.
    pub fn act(&mut self, action: Action) {
        self.grid.on_action(action);
    }

    /// The chosen row as text.
    pub fn copied(&self, ctx: &Ctx) -> Option<String> {
        let cells = cells(self.grid.chosen()?, ctx).into_iter();
        Some(cells.map(|cell| cell.text).collect::<Vec<_>>().join("\t"))
    }

    /// Draws it.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let rows = self.grid.rows();
        let open = rows
            .iter()
            .filter(|row| matches!(row.state, DrawerState::Open | DrawerState::Counting));
        let counted = rows.iter().filter_map(|row| row.counted);
        let foot = drawer::SHOP_FOOT
            .with("n", rows.len())
            .with("open", open.count())
            .with("counted", Money::try_sum(counted).unwrap_or(Money::ZERO));
        let look = Look {
            columns: COLUMNS,
            cells: &|row| cells(row, ctx),
            empty: drawer::NO_DRAWERS.into(),
            foot: Some(foot),
            focused: true,
        };
        self.grid.render(area, buf, ctx, &look);
    }
}

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(drawer::COLUMN_STATE, Span::Fixed(12), Side::Left, 0),
    column(drawer::COLUMN_CASHIER, Span::Rest(12), Side::Left, 0),
    column(drawer::COLUMN_TERMINAL, Span::Rest(9), Side::Left, 2),
    column(drawer::COLUMN_OPENED, Span::Fixed(16), Side::Left, 1),
    column(drawer::COLUMN_CLOSED, Span::Fixed(16), Side::Left, 4),
    column(drawer::COLUMN_EXPECTED, Span::Fixed(12), Side::Right, 5),
    column(drawer::COLUMN_COUNTED, Span::Fixed(12), Side::Right, 3),
    column(drawer::COLUMN_Z, Span::Fixed(6), Side::Right, 6),
];

fn cells(row: &DrawerRow, ctx: &Ctx) -> Vec<Cell> {
    let (token, sign) = match row.state {
        DrawerState::Open => (Token::Ok, ctx.symbols.on),
        DrawerState::Counting => (Token::Warn, ctx.symbols.warn),
        DrawerState::Closed => (Token::Base, ctx.symbols.off),
        DrawerState::Reviewed => (Token::Dim, ctx.symbols.check),
    };
    let state = format!("{sign} {}", ctx.text(name::drawer_state(row.state)));
    let moment = |at: DateTime<Utc>| format!("{} {}", ctx.voice.day(at), ctx.voice.clock(at));
    let figure = |amount: Option<Money>| {
        let known = amount.map(|amount| ctx.voice.figure(amount));
        known.unwrap_or_default()
    };
    let number = row.z_number.map(|number| number.to_string());
    vec![
        Cell::new(state, token),
        Cell::new(&row.user, Token::Strong),
        Cell::new(&row.terminal, Token::Base),
        Cell::new(moment(row.opened_at), Token::Base),
        Cell::new(row.closed_at.map(moment).unwrap_or_default(), Token::Base),
        Cell::new(figure(row.expected), Token::Base),
        Cell::new(figure(row.counted), Token::Money),
        Cell::new(number.unwrap_or_default(), Token::Dim),
    ]
}
