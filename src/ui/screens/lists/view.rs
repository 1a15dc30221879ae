//! How lists are drawn: a head that says whose and how much, and below it the rows.

use super::{Lists, View};
use crate::domain::{Money, ScopeId, TicketState};
use crate::ops::{ListLine, ListRow, ListSums, ListTicket};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::list_paper as paper;
use crate::ui::screens::draw_label;
use crate::ui::text::{Say, Text, lists as t, name};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Grid, Look, Side, Span, bar, fit, line, panel, panel_focused, rows,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

/// The columns of a number's share as a bar.
const SHARE: u16 = 18;

const fn words(title: Text, span: Span, rank: u8) -> Column {
    Column {
        title,
        span,
        side: Side::Left,
        rank,
    }
}

const fn figures(title: Text, wide: u16, rank: u8) -> Column {
    Column {
        title,
        span: Span::Fixed(wide),
        side: Side::Right,
        rank,
    }
}

const LISTS: &[Column] = &[
    words(t::COL_LIST, Span::Rest(18), 0),
    figures(t::COL_TICKETS, 7, 1),
    figures(t::COL_BETS, 7, 4),
    figures(t::COL_STAKES, 13, 0),
    figures(t::COL_LISTERO, 12, 2),
    figures(t::COL_VENDEDOR, 13, 3),
    figures(t::COL_LEFT, 13, 0),
    words(t::COL_STATE, Span::Fixed(10), 1),
];

const NUMBERS: &[Column] = &[
    words(t::COL_NUMBER, Span::Fixed(5), 0),
    figures(t::COL_TICKETS, 7, 1),
    figures(t::COL_STRAIGHT, 13, 0),
    figures(t::COL_REVENTADO, 13, 0),
    figures(t::COL_TOTAL, 13, 0),
    words(t::COL_SHARE, Span::Fixed(SHARE), 2),
];

const TICKETS: &[Column] = &[
    words(t::COL_HOUR, Span::Fixed(8), 0),
    words(t::COL_TICKET, Span::Fixed(14), 0),
    words(t::COL_SELLER, Span::Rest(12), 1),
    figures(t::COL_STRAIGHT, 12, 0),
    figures(t::COL_REVENTADO, 12, 0),
    figures(t::COL_TOTAL, 12, 2),
    words(t::COL_STATE, Span::Fixed(10), 1),
];

impl Lists {
    pub(super) fn drawn(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let [head, body] = rows(area, [Constraint::Length(4), Constraint::Min(0)]);
        let draw = self.draws.iter().find(|draw| Some(draw.id) == self.draw);
        let draw = self.told.as_ref().map(|told| &told.draw).or(draw);
        let title = draw.map_or_else(
            || ctx.text(t::TITLE).to_owned(),
            |draw| {
                let called = draw_label::called_fully(draw, ctx);
                ctx.say(&t::OF_DRAW.with("draw", called))
            },
        );
        let inside = panel(head, buf, ctx, &title);
        for (at, (say, token)) in (0..inside.height).zip(self.head(ctx)) {
            let room = usize::from(inside.width);
            let said = fit(&ctx.say(&say), room, Side::Left, ctx.symbols);
            line(inside, buf, at, &Line::styled(said, ctx.style(token)));
        }
        match self.views.last() {
            None => self.draw_lists(body, buf, ctx),
            Some(View::Numbers { told, grid, .. }) => {
                let most = grid.rows().iter().map(|line| line.total).max();
                let cells = |row: &ListLine| number(row, most.unwrap_or_default(), ctx);
                let foot = told.as_ref().map(|told| {
                    t::LINES_FOOT
                        .with("n", told.lines.len())
                        .with("stakes", told.sums.stakes)
                });
                let empty = if told.is_some() {
                    t::EMPTY_LIST
                } else {
                    t::READING
                };
                let of = (ctx.text(t::LIST).to_owned(), NUMBERS, foot, empty.into());
                shown(grid, body, buf, ctx, of, &cells);
            }
            Some(View::Tickets {
                number: on, grid, ..
            }) => {
                let title = ctx.say(&t::TICKETS_ON.with("number", on.to_string()));
                let foot = Some(t::TICKETS_FOOT.with("n", grid.rows().len()));
                let of = (title, TICKETS, foot, t::READING.into());
                shown(grid, body, buf, ctx, of, &|row| ticket(row, ctx));
            }
        }
    }

    fn draw_lists(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let empty = match (&self.told, self.draw) {
            (Some(_), _) => t::EMPTY.into(),
            (None, Some(_)) => t::READING.into(),
            (None, None) => t::NO_DRAW.with("key", Action::ListFilter),
        };
        let of = (ctx.text(t::TITLE).to_owned(), LISTS, None, empty);
        shown(&self.grid, area, buf, ctx, of, &|row| list(row, ctx));
    }

    /// Whose list it is, and what it adds up to.
    fn head(&self, ctx: &Ctx) -> Vec<(Say, Token)> {
        let named = |of| crate::ui::text::frame::PLAIN.with("text", paper::called(of, *ctx.voice));
        match self.views.last() {
            None => match self.told.as_ref().map(|told| (told, told.rows.first())) {
                Some((told, Some(first))) => {
                    let state = name::draw_state(told.draw.state);
                    vec![
                        (sums(&first.sums), Token::Strong),
                        (state.into(), Token::Dim),
                    ]
                }
                Some((told, None)) => vec![(name::draw_state(told.draw.state).into(), Token::Dim)],
                None => Vec::new(),
            },
            Some(View::Numbers { of, told, .. }) => {
                let mut says = vec![(named(of), Token::Strong)];
                if let Some(told) = told {
                    let out = told.excluded.as_ref();
                    says.push(out.map_or_else(
                        || (sums(&told.sums), Token::Base),
                        |out| (paper::out(out), Token::Warn),
                    ));
                }
                says
            }
            Some(View::Tickets { of, .. }) => vec![
                (named(of), Token::Strong),
                (t::TICKETS_OF.into(), Token::Dim),
            ],
        }
    }
}

fn sums(sums: &ListSums) -> Say {
    t::SUMS
        .with("n", sums.tickets)
        .with("stakes", sums.stakes)
        .with("listero", sums.listero)
        .with("left", sums.left())
}

fn shown<R>(
    grid: &Grid<R>,
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
    (title, columns, foot, empty): (String, &[Column], Option<Say>, Say),
    cells: &dyn Fn(&R) -> Vec<Cell>,
) {
    let inside = panel_focused(area, buf, ctx, &title, true);
    let look = Look {
        columns,
        cells,
        empty,
        foot,
        focused: true,
    };
    grid.render(inside, buf, ctx, &look);
}

/// A figure that says nothing when there is none.
fn figure(money: Money, token: Token, ctx: &Ctx) -> Cell {
    if money.is_zero() {
        Cell::new(ctx.symbols.dot, Token::Dim)
    } else {
        Cell::new(ctx.voice.figure(money), token)
    }
}

fn list(row: &ListRow, ctx: &Ctx) -> Vec<Cell> {
    let (name, token) = match (row.of.scope, &row.of.vendedor) {
        (ScopeId::Banca(_), _) => (paper::called(&row.of, *ctx.voice), Token::Title),
        (ScopeId::Vendedor(_), Some(seller)) => (format!("  {seller}"), Token::Base),
        (ScopeId::Ventana(_) | ScopeId::Vendedor(_), _) => (row.of.ventana.clone(), Token::Strong),
    };
    let state = row.excluded.as_ref().map_or_else(
        || Cell::from(""),
        |_| Cell::new(ctx.text(t::OUT), Token::Warn),
    );
    vec![
        Cell::new(name, token),
        Cell::from(ctx.voice.count(row.sums.tickets)),
        Cell::new(ctx.voice.count(row.sums.bets), Token::Dim),
        figure(row.sums.stakes, Token::Money, ctx),
        figure(row.sums.listero, Token::Base, ctx),
        figure(row.sums.vendedor, Token::Dim, ctx),
        figure(row.sums.left(), Token::Strong, ctx),
        state,
    ]
}

fn number(row: &ListLine, most: Money, ctx: &Ctx) -> Vec<Cell> {
    let part = |money: Money| u64::try_from(money.as_cents()).unwrap_or(0);
    let (full, _) = bar(part(row.total), part(most), usize::from(SHARE), ctx.symbols);
    vec![
        Cell::new(row.number.to_string(), Token::Strong),
        Cell::from(ctx.voice.count(row.tickets)),
        figure(row.straight, Token::Base, ctx),
        figure(row.reventado, Token::Base, ctx),
        figure(row.total, Token::Money, ctx),
        Cell::new(full, Token::Bar),
    ]
}

fn ticket(row: &ListTicket, ctx: &Ctx) -> Vec<Cell> {
    let token = if row.state == TicketState::Active {
        Token::Dim
    } else {
        Token::Warn
    };
    vec![
        Cell::new(ctx.voice.clock_seconds(row.sold_at), Token::Dim),
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::from(&row.vendedor),
        figure(row.straight, Token::Base, ctx),
        figure(row.reventado, Token::Base, ctx),
        figure(row.total, Token::Money, ctx),
        Cell::new(ctx.text(name::ticket_state(row.state)), token),
    ]
}
