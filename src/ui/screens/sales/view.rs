//! How the sales and the payments are drawn: a head with what they come to, and below it the rows.

use super::{Sales, View};
use crate::domain::goods::{ElectronicState, SaleState, TenderKind};
use crate::domain::view::{ElectronicRow, ReturnState, SaleRow};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Say, Text, sales as t, till};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Look, Side, Span, broken, line, panel, panel_focused, rows,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

pub(super) const fn words(title: Text, span: Span, rank: u8) -> Column {
    Column {
        title,
        span,
        side: Side::Left,
        rank,
    }
}

pub(super) const fn figures(title: Text, wide: u16, rank: u8) -> Column {
    Column {
        title,
        span: Span::Fixed(wide),
        side: Side::Right,
        rank,
    }
}

const SALES: &[Column] = &[
    words(t::COL_NUMBER, Span::Fixed(15), 0),
    words(t::COL_TIME, Span::Fixed(11), 1),
    words(t::COL_STATE, Span::Fixed(17), 0),
    words(t::COL_CASHIER, Span::Rest(10), 2),
    words(t::COL_CUSTOMER, Span::Rest(10), 4),
    words(t::COL_PAID_BY, Span::Fixed(16), 3),
    figures(t::COL_LINES, 6, 5),
    figures(t::COL_TOTAL, 12, 0),
];

const PAYMENTS: &[Column] = &[
    words(t::COL_AGE, Span::Fixed(8), 0),
    words(t::COL_KIND, Span::Fixed(13), 1),
    words(t::COL_REFERENCE, Span::Rest(12), 0),
    figures(t::COL_TOTAL, 12, 0),
    words(t::COL_STATE, Span::Fixed(15), 0),
    words(t::COL_CASHIER, Span::Rest(10), 2),
    words(t::COL_NUMBER, Span::Fixed(15), 3),
    words(t::COL_CUSTOMER, Span::Rest(10), 4),
];

impl Sales {
    pub(super) fn drawn(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        match &self.view {
            None => self.draw_list(area, buf, ctx),
            Some(View::Payments) => self.draw_payments(area, buf, ctx),
            Some(View::One(one)) => super::view_one::draw(one, area, buf, ctx),
        }
    }

    fn draw_list(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let sums = &self.summary;
        let says = [
            t::SUMMARY
                .with("n", sums.count)
                .with("gross", sums.gross)
                .with("net", sums.net),
            t::SUMMARY_REST
                .with("voided", sums.voided)
                .with("returned", sums.returned)
                .with("average", sums.average),
        ];
        let filter = self.filter_told(ctx);
        let title = if filter.is_empty() {
            ctx.text(t::TITLE).to_owned()
        } else {
            format!("{} {} {filter}", ctx.text(t::TITLE), ctx.symbols.dot)
        };
        let body = head(area, buf, ctx, &title, &says);
        let inside = panel_focused(body, buf, ctx, "", true);
        let look = Look {
            columns: SALES,
            cells: &|row: &SaleRow| sale(row, ctx),
            empty: t::EMPTY.into(),
            foot: None,
            focused: true,
        };
        self.grid.render(inside, buf, ctx, &look);
    }

    fn draw_payments(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let pending = self
            .payments
            .rows()
            .iter()
            .filter(|row| row.state == ElectronicState::Pending)
            .count();
        let says = [
            t::PAYMENTS_WAIT
                .with("n", pending)
                .with("total", self.waiting),
            t::PAYMENTS_RULE.into(),
        ];
        let body = head(area, buf, ctx, ctx.text(t::PAYMENTS), &says);
        let inside = panel_focused(body, buf, ctx, "", true);
        let look = Look {
            columns: PAYMENTS,
            cells: &|row: &ElectronicRow| payment(row, ctx),
            empty: t::NO_PAYMENTS.into(),
            foot: None,
            focused: true,
        };
        self.payments.render(inside, buf, ctx, &look);
    }
}

/// What stands above the rows; returns the room below.
pub(super) fn head(area: Rect, buf: &mut Buffer, ctx: &Ctx, title: &str, says: &[Say]) -> Rect {
    let room = usize::from(area.width.saturating_sub(4));
    let told: Vec<String> = says
        .iter()
        .flat_map(|say| broken(&ctx.say(say), room))
        .collect();
    let tall = u16::try_from(told.len()).unwrap_or(2).saturating_add(2);
    let [top, body] = rows(area, [Constraint::Length(tall), Constraint::Min(0)]);
    let inside = panel(top, buf, ctx, title);
    for (row, words) in (0..).zip(told) {
        let token = if row == 0 { Token::Strong } else { Token::Dim };
        line(inside, buf, row, &Line::styled(words, ctx.style(token)));
    }
    body
}

/// Where a sale stands: its state, and whether something came back.
pub(super) fn state(row: &SaleRow, ctx: &Ctx) -> (String, Token) {
    let word = ctx.text(till::state(row.state));
    match (row.state, row.returned) {
        (SaleState::Completed, ReturnState::Partial) => {
            (ctx.text(t::PART_RETURNED).to_owned(), Token::Warn)
        }
        (SaleState::Completed, ReturnState::Full) => {
            (ctx.text(t::ALL_RETURNED).to_owned(), Token::Warn)
        }
        (SaleState::Completed, ReturnState::None) => (word.to_owned(), Token::Base),
        (SaleState::Voided, _) => (format!("{} {word}", ctx.symbols.cross), Token::Error),
        (SaleState::Open | SaleState::Parked | SaleState::Abandoned, _) => {
            (word.to_owned(), Token::Dim)
        }
    }
}

fn sale(row: &SaleRow, ctx: &Ctx) -> Vec<Cell> {
    let (state, token) = state(row, ctx);
    let number = row.number.as_deref().unwrap_or(ctx.symbols.dot);
    let day = ctx.voice.day(row.at);
    let when = format!(
        "{} {}",
        day.get(5..).unwrap_or_default(),
        ctx.voice.clock(row.at)
    );
    let mut kinds: Vec<TenderKind> = row.tenders.iter().map(|(kind, _)| *kind).collect();
    kinds.dedup();
    let kinds: Vec<&str> = kinds
        .into_iter()
        .map(|kind| ctx.text(till::tender(kind)))
        .collect();
    vec![
        Cell::new(number, Token::Strong),
        Cell::new(when, Token::Dim),
        Cell::new(state, token),
        Cell::new(plain(&row.cashier), Token::Base),
        Cell::new(
            plain(row.customer.as_deref().unwrap_or_default()),
            Token::Base,
        ),
        Cell::new(kinds.join("+"), Token::Dim),
        Cell::new(row.lines.to_string(), Token::Dim),
        Cell::new(ctx.voice.figure(row.total), Token::Money),
    ]
}

fn payment(row: &ElectronicRow, ctx: &Ctx) -> Vec<Cell> {
    let (sign, token) = match row.state {
        ElectronicState::Pending => (ctx.symbols.warn, Token::Warn),
        ElectronicState::Approved => (ctx.symbols.check, Token::Ok),
        ElectronicState::Rejected => (ctx.symbols.cross, Token::Error),
        ElectronicState::Cancelled => (ctx.symbols.dot, Token::Dim),
    };
    let state = format!("{sign} {}", ctx.text(till::electronic(row.state)));
    let own = if row.own {
        format!("{} ({})", plain(&row.user), ctx.text(t::YOU))
    } else {
        plain(&row.user).into_owned()
    };
    vec![
        Cell::new(ctx.voice.span(ctx.now - row.at), Token::Dim),
        Cell::new(ctx.text(till::tender(row.kind)), Token::Base),
        Cell::new(plain(&row.reference), Token::Strong),
        Cell::new(ctx.voice.figure(row.amount), Token::Money),
        Cell::new(state, token),
        Cell::new(own, Token::Base),
        Cell::new(&row.number, Token::Dim),
        Cell::new(
            plain(row.customer.as_deref().unwrap_or_default()),
            Token::Base,
        ),
    ]
}
