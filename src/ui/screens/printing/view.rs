//! How printing is drawn: the queue above, the printers below; or the paper that is looked at.

use super::{Pane, Printing, Shown, title};
use crate::domain::PrintState;
use crate::domain::view::{PrintJobRow, PrinterRow};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{name, printing as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Look, Side, Span, fit, line, panel_focused, rows, text};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

const QUEUE: &[Column] = &[
    words(t::COL_AT, Span::Fixed(8), 2),
    words(t::COL_WHAT, Span::Rest(20), 0),
    words(t::COL_PRINTER, Span::Fixed(14), 1),
    words(t::COL_STATE, Span::Fixed(10), 0),
    Column {
        title: t::COL_TRIES,
        span: Span::Fixed(8),
        side: Side::Right,
        rank: 3,
    },
    words(t::COL_BY, Span::Fixed(14), 4),
];

const PRINTERS: &[Column] = &[
    words(t::COL_PRINTER, Span::Fixed(16), 0),
    words(t::COL_TARGET, Span::Rest(16), 0),
    words(t::COL_TERMINAL, Span::Fixed(12), 2),
    Column {
        title: t::COL_COLUMNS,
        span: Span::Fixed(8),
        side: Side::Right,
        rank: 3,
    },
    Column {
        title: t::COL_WAITING,
        span: Span::Fixed(8),
        side: Side::Right,
        rank: 1,
    },
    Column {
        title: t::COL_FAILED,
        span: Span::Fixed(8),
        side: Side::Right,
        rank: 1,
    },
    words(t::COL_SHOP, Span::Fixed(16), 4),
];

const fn words(title: crate::ui::text::Text, span: Span, rank: u8) -> Column {
    Column {
        title,
        span,
        side: Side::Left,
        rank,
    }
}

pub(super) fn render(screen: &Printing, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    if let Some(shown) = &screen.shown {
        return paper(shown, area, buf, ctx);
    }
    let below = area.height / 3;
    let [above, below] = rows(area, [Constraint::Min(0), Constraint::Length(below.max(6))]);
    let queue = Look {
        columns: QUEUE,
        cells: &|row| job(row, ctx),
        empty: t::QUEUE_EMPTY.with("key", Action::PrintingFind),
        foot: Some(
            t::QUEUE_FOOT
                .with("waiting", screen.waiting)
                .with("failed", screen.failed),
        ),
        focused: screen.pane == Pane::Queue,
    };
    let inside = panel_focused(above, buf, ctx, ctx.text(t::QUEUE), queue.focused);
    let [list, error] = rows(inside, [Constraint::Min(0), Constraint::Length(2)]);
    screen.queue.render(list, buf, ctx, &queue);
    // What went wrong with the chosen one, whole.
    if let Some(row) = screen
        .queue
        .chosen()
        .filter(|row| !row.last_error.is_empty())
    {
        text(error, buf, &plain(&row.last_error), ctx.style(Token::Dim));
    }
    let printers = Look {
        columns: PRINTERS,
        cells: &|row| printer(row, ctx),
        empty: t::PRINTERS_EMPTY.with("key", Action::PrintingNew),
        foot: None,
        focused: screen.pane == Pane::Printers,
    };
    let inside = panel_focused(below, buf, ctx, ctx.text(t::PRINTERS), printers.focused);
    screen.printers.render(inside, buf, ctx, &printers);
}

const fn token(state: PrintState) -> Token {
    match state {
        PrintState::Queued | PrintState::Sending => Token::Warn,
        PrintState::Done => Token::Ok,
        PrintState::Failed => Token::Error,
        PrintState::Cancelled => Token::Dim,
    }
}

fn job(row: &PrintJobRow, ctx: &Ctx) -> Vec<Cell> {
    let what = match &row.receipt {
        Some((kind, number)) => {
            format!("{} {}", ctx.text(name::receipt_kind(*kind)), plain(number))
        }
        None => ctx.text(t::TEST_PAGE).to_owned(),
    };
    vec![
        Cell::new(ctx.voice.clock(row.at), Token::Dim),
        Cell::new(what, Token::Strong),
        Cell::from(plain(&row.printer)),
        Cell::new(ctx.text(name::print_state(row.state)), token(row.state)),
        Cell::new(ctx.voice.count(row.attempts), Token::Dim),
        Cell::new(plain(&row.by), Token::Dim),
    ]
}

fn printer(row: &PrinterRow, ctx: &Ctx) -> Vec<Cell> {
    let facts = &row.facts;
    let called = if facts.active {
        Token::Strong
    } else {
        Token::Dim
    };
    let failed = if row.failed > 0 {
        Token::Error
    } else {
        Token::Dim
    };
    vec![
        Cell::new(plain(&facts.name), called),
        Cell::from(plain(&facts.address)),
        Cell::new(plain(&facts.terminal), Token::Dim),
        Cell::new(facts.columns.count().to_string(), Token::Dim),
        Cell::from(ctx.voice.count(row.waiting)),
        Cell::new(ctx.voice.count(row.failed), failed),
        Cell::new(plain(&row.ventana_name), Token::Dim),
    ]
}

/// The paper in the middle, as wide as it would be printed.
fn paper(shown: &Shown, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let called = t::PAPER
        .with("number", plain(title(&shown.view.receipt)).into_owned())
        .with("columns", shown.columns.count().to_string())
        .with("n", shown.view.prints);
    let inside = panel_focused(area, buf, ctx, &ctx.say(&called), true);
    let wide = u16::try_from(shown.columns.count()).unwrap_or(u16::MAX);
    let left = inside.width.saturating_sub(wide) / 2;
    let middle = Rect {
        x: inside.x.saturating_add(left),
        width: inside.width.saturating_sub(left).min(wide),
        ..inside
    };
    let room = usize::from(middle.width);
    let lines = shown.lines(ctx);
    // The last page is shown whole.
    let top = shown
        .top
        .min(lines.len().saturating_sub(usize::from(middle.height)));
    for (at, one) in (0..middle.height).zip(lines.iter().skip(top)) {
        let said = fit(&plain(one), room, Side::Left, ctx.symbols);
        line(middle, buf, at, &Line::styled(said, ctx.style(Token::Base)));
    }
}
