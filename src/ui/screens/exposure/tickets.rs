//! The tickets that carry a number. Enter takes one to Pay, where its whole history is.

use super::{TICKETS, draw_label};
use crate::domain::{Money, Number};
use crate::ops::{DrawRow, NumberTicket, Request};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::screen::ScreenId;
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
    column(exposure::COL_CODE, Span::Fixed(14), Side::Left, 0),
    column(exposure::COL_VENTANA, Span::Rest(8), Side::Left, 2),
    column(exposure::COL_SELLER, Span::Rest(8), Side::Left, 1),
    column(exposure::COL_TIME, Span::Fixed(8), Side::Left, 3),
    column(exposure::COL_STRAIGHT, Span::Fixed(11), Side::Right, 0),
    column(exposure::COL_REVENTADO, Span::Fixed(11), Side::Right, 0),
];

/// The tickets of one number of a draw.
pub(super) struct Tickets {
    draw: DrawRow,
    number: Number,
    pub(super) grid: Grid<NumberTicket>,
}

impl Tickets {
    pub(super) fn of(draw: DrawRow, number: Number) -> Self {
        Self {
            draw,
            number,
            grid: Grid::default(),
        }
    }

    /// Asks for the first page.
    pub(super) fn ask(&self) -> Effect {
        self.page(None)
    }

    /// Asks for the page after the last row.
    pub(super) fn ask_more(&self) -> Effect {
        self.page(self.grid.rows().last().map(|row| row.code))
    }

    fn page(&self, after: Option<crate::domain::TicketCode>) -> Effect {
        let (draw, number) = (self.draw.id, self.number);
        let request = Request::NumberTickets {
            draw,
            number,
            after,
        };
        Effect::Ask(TICKETS, request)
    }

    /// Takes a page. An empty one means that there are no more.
    pub(super) fn learn(&mut self, rows: &[NumberTicket]) {
        let more = rows.len() >= FULL_PAGE;
        if self.grid.loaded() {
            self.grid.append(rows.to_vec(), more);
        } else {
            self.grid.set(rows.to_vec(), more);
        }
    }

    /// Takes the chosen ticket to Pay.
    pub(super) fn open(&self) -> Vec<Effect> {
        let go = |row: &NumberTicket| Effect::GoWith(ScreenId::Pay, Arrival::Ticket(row.code));
        self.grid.chosen().map(go).into_iter().collect()
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = exposure::TICKETS_OF
            .with("number", self.number.to_string())
            .with("draw", draw_label::called(&self.draw, ctx));
        let inside = panel(area, buf, ctx, &ctx.say(&title));
        let sum = |of: fn(&NumberTicket) -> Money| {
            Money::try_sum(self.grid.rows().iter().map(of)).unwrap_or_default()
        };
        let look = Look {
            columns: COLUMNS,
            cells: &|row: &NumberTicket| cells(row, ctx),
            empty: exposure::NO_TICKETS.with("number", self.number.to_string()),
            foot: Some(
                exposure::TICKETS_FOOT
                    .with("n", self.grid.rows().len())
                    .with("straight", sum(|row| row.straight))
                    .with("reventado", sum(|row| row.reventado)),
            ),
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }
}

/// Rows of a page that may be followed by another.
const FULL_PAGE: usize = 100;

fn cells(row: &NumberTicket, ctx: &Ctx) -> Vec<Cell> {
    let figure = |amount: Money| {
        if amount.is_zero() {
            Cell::new(ctx.symbols.dot, Token::Dim)
        } else {
            Cell::new(ctx.voice.figure(amount), Token::Money)
        }
    };
    vec![
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::from(&row.ventana),
        Cell::from(&row.vendedor),
        Cell::new(ctx.voice.clock_seconds(row.sold_at), Token::Dim),
        figure(row.straight),
        figure(row.reventado),
    ]
}
