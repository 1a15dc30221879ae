//! The columns of the lists of accounts, and how their rows become cells.

use crate::domain::statement::DayLine;
use crate::domain::{Holder, Money};
use crate::ops::{
    AccountRow, Credit, DayEntry, DayTicket, LedgerAccount, LedgerEntry, MonthRow, Movement,
};
use crate::ui::account_paper as paper;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Text, accounts as t, chart, column as c};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Side, Span};

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

pub(super) const ACCOUNTS: &[Column] = &[
    words(t::COL_HOLDER, Span::Rest(18), 0),
    words(t::COL_SIDE, Span::Fixed(11), 1),
    figures(t::COL_BALANCE, 14, 0),
    figures(t::COL_OVERDUE, 14, 2),
    figures(t::COL_CREDIT, 14, 3),
];

pub(super) const DAYS: &[Column] = &[
    words(t::COL_DAY, Span::Fixed(10), 0),
    figures(c::TICKETS, 8, 5),
    figures(t::COL_SALES, 11, 0),
    figures(t::COL_PAYOUTS, 11, 0),
    figures(t::COL_COMMISSION, 10, 1),
    figures(t::COL_OTHER, 9, 6),
    figures(t::COL_DAY_BALANCE, 11, 3),
    figures(t::COL_PAID, 10, 2),
    figures(t::COL_COLLECTED, 10, 1),
    figures(t::COL_REMAINING, 12, 0),
    words(c::STATE, Span::Fixed(8), 4),
];

pub(super) const ENTRIES: &[Column] = &[
    words(c::HOUR, Span::Fixed(5), 0),
    words(t::COL_DOCUMENT, Span::Rest(14), 0),
    figures(c::TICKETS, 8, 3),
    figures(t::COL_SALES, 11, 0),
    figures(t::COL_PAYOUTS, 11, 0),
    figures(t::COL_COMMISSION, 10, 2),
    figures(t::COL_PAID, 10, 4),
    figures(t::COL_COLLECTED, 10, 1),
    figures(t::COL_REMAINING, 12, 0),
];

pub(super) const TICKETS: &[Column] = &[
    words(c::HOUR, Span::Fixed(5), 0),
    words(c::TICKET, Span::Fixed(14), 0),
    words(t::COL_EVENT, Span::Rest(12), 0),
    figures(t::COL_SALES, 12, 0),
    figures(t::COL_PAYOUTS, 12, 0),
    figures(t::COL_COMMISSION, 12, 1),
];

pub(super) const RECEIPTS: &[Column] = &[
    words(c::DATE, Span::Fixed(10), 0),
    figures(t::COL_RECEIPT, 7, 0),
    words(c::KIND, Span::Fixed(10), 1),
    figures(c::AMOUNT, 13, 0),
    words(c::METHOD, Span::Fixed(13), 2),
    words(t::COL_REFERENCE, Span::Rest(10), 3),
    words(c::WHO, Span::Rest(12), 4),
    words(c::STATE, Span::Fixed(10), 0),
];

pub(super) const MONTH: &[Column] = &[
    words(t::COL_HOLDER, Span::Rest(18), 0),
    figures(t::COL_PREVIOUS, 12, 2),
    figures(t::COL_SALES, 12, 0),
    figures(t::COL_PAYOUTS, 12, 1),
    figures(t::COL_COMMISSION, 11, 3),
    figures(t::COL_PAID, 11, 5),
    figures(t::COL_COLLECTED, 11, 4),
    figures(t::COL_REMAINING, 13, 0),
];

pub(super) const BOOKS: &[Column] = &[
    words(t::COL_BOOK, Span::Rest(9), 0),
    figures(t::COL_ACCOUNT, 6, 0),
    words(c::NAME, Span::Rest(20), 0),
    figures(t::COL_DEBIT, 12, 0),
    figures(t::COL_CREDITED, 12, 0),
    figures(t::COL_BALANCE, 12, 0),
];

pub(super) const TRANSFERS: &[Column] = &[
    words(c::DATE, Span::Fixed(10), 0),
    words(c::HOUR, Span::Fixed(5), 3),
    words(t::COL_CODE, Span::Fixed(7), 2),
    words(t::COL_EVENT, Span::Fixed(16), 1),
    words(t::COL_DOCUMENT, Span::Rest(14), 0),
    figures(t::COL_OTHER_ACCOUNT, 6, 0),
    figures(c::AMOUNT, 14, 0),
    words(c::WHO, Span::Rest(12), 4),
];

pub(super) fn side(balance: Money) -> Text {
    if balance.is_positive() {
        t::OWES
    } else if balance.is_negative() {
        t::OWED
    } else {
        t::EVEN
    }
}

/// Owed to the house stands out; what the house owes is told apart by its sign and its word, too.
fn balance(money: Money, ctx: &Ctx) -> Cell {
    let token = if money.is_positive() {
        Token::Money
    } else if money.is_negative() {
        Token::Info
    } else {
        Token::Dim
    };
    Cell::new(ctx.voice.figure(money), token)
}

/// A figure that says nothing when there is none.
fn figure(money: Money, ctx: &Ctx) -> Cell {
    if money.is_zero() {
        Cell::new(ctx.symbols.dot, Token::Dim)
    } else {
        Cell::from(ctx.voice.figure(money))
    }
}

pub(super) fn account(row: &AccountRow, ctx: &Ctx) -> Vec<Cell> {
    let (name, token) = match row.holder {
        Holder::Banca => (row.ventana.clone(), Token::Title),
        Holder::Ventana { .. } => (row.ventana.clone(), Token::Strong),
        Holder::Vendedor { .. } => (format!("  {}", row.name()), Token::Base),
    };
    let token = if row.current { token } else { Token::Dim };
    let overdue = if row.overdue.is_positive() {
        Cell::new(ctx.voice.figure(row.overdue), Token::Warn)
    } else {
        Cell::new(ctx.symbols.dot, Token::Dim)
    };
    let credit = row.credit_limit.map_or_else(
        || Cell::new(ctx.symbols.dot, Token::Dim),
        |limit| {
            let credit = Credit {
                debt: row.balance,
                limit,
            };
            let token = if row.balance >= limit {
                Token::Error
            } else if credit.is_near() {
                Token::Warn
            } else {
                Token::Base
            };
            Cell::new(ctx.voice.figure(limit), token)
        },
    );
    vec![
        Cell::new(name, token),
        Cell::new(ctx.text(side(row.balance)), Token::Dim),
        balance(row.balance, ctx),
        overdue,
        credit,
    ]
}

pub(super) fn day(line: &DayLine, ctx: &Ctx) -> Vec<Cell> {
    let sums = line.day.sums;
    let state = match (line.day.frozen, line.settled) {
        (true, _) => t::FROZEN,
        (false, true) => t::SETTLED,
        (false, false) => t::OPEN,
    };
    vec![
        Cell::new(line.day.date.to_string(), Token::Strong),
        Cell::from(ctx.voice.count(sums.tickets)),
        figure(sums.sales, ctx),
        figure(sums.payouts, ctx),
        figure(sums.commission, ctx),
        figure(sums.other, ctx),
        figure(line.balance, ctx),
        figure(sums.paid, ctx),
        figure(sums.collected, ctx),
        balance(line.remaining, ctx),
        Cell::new(ctx.text(state), Token::Dim),
    ]
}

pub(super) fn part(entry: &DayEntry, ctx: &Ctx) -> Vec<Cell> {
    let sums = entry.sums;
    vec![
        Cell::new(ctx.voice.clock(entry.at), Token::Dim),
        Cell::new(
            paper::item(&entry.item, *ctx.voice, ctx.keymap),
            Token::Strong,
        ),
        Cell::from(ctx.voice.count(sums.tickets)),
        figure(sums.sales, ctx),
        figure(sums.payouts, ctx),
        figure(sums.commission, ctx),
        figure(sums.paid, ctx),
        figure(sums.collected, ctx),
        balance(entry.remaining, ctx),
    ]
}

fn event(event: &str, ctx: &Ctx) -> String {
    paper::event(event).map_or_else(|| event.to_owned(), |text| ctx.text(text).to_owned())
}

pub(super) fn ticket(row: &DayTicket, ctx: &Ctx) -> Vec<Cell> {
    vec![
        Cell::new(ctx.voice.clock(row.at), Token::Dim),
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::from(event(&row.event, ctx)),
        figure(row.sales, ctx),
        figure(row.payouts, ctx),
        figure(row.commission, ctx),
    ]
}

pub(super) fn receipt(row: &Movement, ctx: &Ctx) -> Vec<Cell> {
    let (state, token) = match &row.reversed {
        Some(_) => (t::COL_REVERSED, Token::Warn),
        None => (t::STANDING, Token::Dim),
    };
    vec![
        Cell::from(row.date.to_string()),
        Cell::new(row.number.to_string(), Token::Strong),
        Cell::from(ctx.text(paper::kind(row.kind))),
        Cell::new(ctx.voice.figure(row.amount), Token::Money),
        Cell::from(ctx.text(paper::method(row.method))),
        Cell::new(&row.reference, Token::Dim),
        Cell::new(&row.by, Token::Dim),
        Cell::new(ctx.text(state), token),
    ]
}

pub(super) fn month(row: &MonthRow, ctx: &Ctx) -> Vec<Cell> {
    let token = if row.vendedor.is_some() {
        Token::Base
    } else {
        Token::Strong
    };
    vec![
        Cell::new(
            paper::holder(row.holder, &row.ventana, row.vendedor.as_deref()),
            token,
        ),
        figure(row.previous, ctx),
        figure(row.sums.sales, ctx),
        figure(row.sums.payouts, ctx),
        figure(row.sums.commission, ctx),
        figure(row.sums.paid, ctx),
        figure(row.sums.collected, ctx),
        balance(row.remaining, ctx),
    ]
}

pub(super) fn account_of_book(row: &LedgerAccount, ctx: &Ctx) -> Vec<Cell> {
    vec![
        Cell::new(&row.book_name, Token::Dim),
        Cell::new(row.code.to_string(), Token::Strong),
        Cell::from(ctx.text(chart::name(row.code))),
        figure(row.debit, ctx),
        figure(row.credit, ctx),
        balance(row.balance, ctx),
    ]
}

pub(super) fn transfer(row: &LedgerEntry, ctx: &Ctx) -> Vec<Cell> {
    vec![
        Cell::from(row.date.to_string()),
        Cell::new(ctx.voice.clock(row.at), Token::Dim),
        Cell::new(&row.code, Token::Dim),
        Cell::from(event(&row.event, ctx)),
        Cell::new(&row.label, Token::Strong),
        Cell::new(row.other.to_string(), Token::Dim),
        balance(row.amount, ctx),
        Cell::new(&row.by, Token::Dim),
    ]
}
