//! The winners of an evaluated draw, largest prize first. Enter takes the ticket to the payment of prizes.

use super::super::draw_label::{called, result};
use super::WINNERS;
use crate::domain::{Money, PrizeState};
use crate::ops::{DrawRow, Request, WinnerRow};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::screen::ScreenId;
use crate::ui::text::{draws, name};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Grid, Look, Side, Span, panel};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

const fn column(title: crate::ui::text::Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

const COLUMNS: &[Column] = &[
    column(draws::COL_CODE, Span::Fixed(14), Side::Left, 0),
    column(draws::COL_VENTANA, Span::Rest(8), Side::Left, 2),
    column(draws::COL_SELLER, Span::Rest(8), Side::Left, 3),
    column(draws::COL_PRIZE, Span::Fixed(11), Side::Right, 0),
    column(draws::COL_PAID, Span::Fixed(11), Side::Right, 1),
    column(draws::COL_STATE, Span::Fixed(17), Side::Left, 0),
];

/// The winning tickets of one draw.
pub(super) struct Winners {
    pub(super) draw: DrawRow,
    pub(super) grid: Grid<WinnerRow>,
}

impl Winners {
    pub(super) fn of(draw: DrawRow) -> Self {
        Self {
            draw,
            grid: Grid::default(),
        }
    }

    /// Asks who won.
    pub(super) fn ask(&self) -> Effect {
        let draw = self.draw.id;
        Effect::Ask(WINNERS, Request::Winners { draw })
    }

    /// Takes the chosen ticket to the payment of prizes.
    pub(super) fn open(&self) -> Vec<Effect> {
        let ticket = |row: &WinnerRow| Effect::GoWith(ScreenId::Pay, Arrival::Ticket(row.code));
        self.grid.chosen().map(ticket).into_iter().collect()
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let came_out = self.draw.result.as_ref().map(result).unwrap_or_default();
        let title = draws::WINNERS_TITLE
            .with("draw", called(&self.draw, ctx))
            .with("result", came_out);
        let inside = panel(area, buf, ctx, &ctx.say(&title));
        let sum = |of: fn(&WinnerRow) -> Money| {
            Money::try_sum(self.grid.rows().iter().map(of)).unwrap_or_default()
        };
        let (prize, paid) = (sum(|row| row.prize), sum(|row| row.paid));
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &WinnerRow| cells(row, ctx),
            empty: draws::WINNERS_EMPTY.into(),
            foot: Some(
                draws::WINNERS_FOOT
                    .with("n", self.grid.rows().len())
                    .with("prize", prize)
                    .with("paid", paid)
                    .with("left", prize.checked_sub(paid).unwrap_or_default()),
            ),
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }
}

fn cells(row: &WinnerRow, ctx: &Ctx) -> Vec<Cell> {
    let signs = ctx.symbols;
    let (sign, token) = match row.state {
        PrizeState::Unpaid => (signs.off, Token::Warn),
        PrizeState::Partial => (signs.heat[2], Token::Warn),
        PrizeState::Paid => (signs.check, Token::Ok),
        PrizeState::Finalized => (signs.check, Token::Dim),
        PrizeState::Expired | PrizeState::Reversed => (signs.cross, Token::Dim),
    };
    vec![
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::from(&row.ventana),
        Cell::from(&row.vendedor),
        Cell::new(ctx.voice.figure(row.prize), Token::Money),
        Cell::from(ctx.voice.figure(row.paid)),
        Cell::new(
            format!("{sign} {}", ctx.text(name::prize_state(row.state))),
            token,
        ),
    ]
}
