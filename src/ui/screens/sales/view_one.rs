//! A sale with everything that belongs to it: goods, tickets, how it was paid, what came back, how it was voided.

use super::One;
use super::view::{figures, head, state, words};
use crate::domain::view::{PaidPart, SaleView, SoldLine};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Arg, Say, frame, sales as t, till};
use crate::ui::theme::Token;
use crate::ui::widgets::{Cell, Column, Look, Side, Span, fit, line, panel, panel_focused, rows};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::Line;

const LINES: &[Column] = &[
    figures(t::COL_NO, 3, 2),
    words(t::COL_ITEM, Span::Rest(14), 0),
    figures(t::COL_QUANTITY, 8, 0),
    figures(t::COL_PRICE, 10, 3),
    figures(t::COL_OFF, 10, 4),
    figures(t::COL_RETURNED, 8, 1),
    figures(t::COL_TOTAL, 12, 0),
];

pub(super) fn draw(one: &One, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let Some(told) = &one.told else {
        let inside = panel(area, buf, ctx, ctx.text(t::TITLE));
        let words = Line::styled(ctx.text(frame::LOADING), ctx.style(Token::Dim));
        return line(inside, buf, 0, &words);
    };
    let number = told.row.number.as_deref().unwrap_or_default();
    let (standing, _) = state(&told.row, ctx);
    let title = format!("{number} {} {standing}", ctx.symbols.dot);
    let body = head(area, buf, ctx, &title, &heading(told));
    let below: Vec<(String, Token)> = below(told, ctx);
    let tall = u16::try_from(below.len()).unwrap_or(u16::MAX);
    let [lines, foot] = rows(
        body,
        [
            Constraint::Min(5),
            Constraint::Length(tall.saturating_add(2).min(body.height / 2)),
        ],
    );
    let inside = panel_focused(lines, buf, ctx, ctx.text(t::GOODS), true);
    let look = Look {
        columns: LINES,
        cells: &|row: &SoldLine| cells(row, ctx),
        empty: t::NO_GOODS.into(),
        foot: None,
        focused: true,
    };
    one.grid.render(inside, buf, ctx, &look);
    let inside = panel(foot, buf, ctx, ctx.text(t::BELONGS));
    for (row, (words, token)) in (0..inside.height).zip(below) {
        let words = fit(&words, usize::from(inside.width), Side::Left, ctx.symbols);
        line(inside, buf, row, &Line::styled(words, ctx.style(token)));
    }
}

fn heading(told: &SaleView) -> Vec<Say> {
    let mut says = vec![
        t::ONE_HEAD
            .with("at", Arg::Moment(told.row.at))
            .with("cashier", plain(&told.row.cashier).into_owned())
            .with("terminal", plain(&told.terminal).into_owned())
            .with("receipt", told.receipt.as_str()),
        t::ONE_SUMS
            .with("total", told.row.total)
            .with("goods", told.goods)
            .with("tax", told.tax)
            .with("rounding", told.rounding),
    ];
    if let Some(customer) = &told.customer {
        says.push(
            t::ONE_CUSTOMER
                .with("name", plain(&customer.name).into_owned())
                .with("n", told.points),
        );
    }
    says
}

fn cells(row: &SoldLine, ctx: &Ctx) -> Vec<Cell> {
    let off = row
        .figures
        .gross
        .checked_sub(row.figures.total)
        .filter(|off| off.is_positive());
    let back = if row.returned.is_zero() {
        String::new()
    } else {
        row.returned.text()
    };
    vec![
        Cell::new(row.line.no.to_string(), Token::Dim),
        Cell::new(plain(&row.line.item.name), Token::Base),
        Cell::new(row.line.quantity.text(), Token::Strong),
        Cell::new(ctx.voice.figure(row.line.item.price), Token::Dim),
        Cell::new(
            off.map_or_else(String::new, |off| ctx.voice.figure(off)),
            Token::Warn,
        ),
        Cell::new(back, Token::Warn),
        Cell::new(ctx.voice.figure(row.figures.total), Token::Money),
    ]
}

/// Tenders, tickets, returns and the void, a line each.
fn below(told: &SaleView, ctx: &Ctx) -> Vec<(String, Token)> {
    let tenders = told
        .tenders
        .iter()
        .map(|part| (paid(part, ctx), Token::Base));
    let tickets = told.tickets.iter().map(|ticket| {
        let say = t::ONE_TICKET
            .with("code", ticket.code.to_string())
            .with("lottery", plain(&ticket.lottery).into_owned())
            .with("at", Arg::Clock(ticket.at))
            .with("total", ticket.total);
        let token = if ticket.active {
            Token::Info
        } else {
            Token::Dim
        };
        let words = ctx.say(&say);
        if ticket.active {
            (words, token)
        } else {
            (format!("{} {words}", ctx.symbols.cross), token)
        }
    });
    let returns = told.returns.iter().map(|back| {
        let say = t::ONE_RETURN
            .with("number", back.number.as_str())
            .with("total", back.total)
            .with("user", plain(&back.user).into_owned())
            .with("at", Arg::Moment(back.at));
        (ctx.say(&say), Token::Warn)
    });
    let voided = told.voided.iter().map(|void| {
        let say = t::ONE_VOID
            .with("user", plain(&void.user).into_owned())
            .with("reason", plain(&void.reason).into_owned())
            .with("at", Arg::Moment(void.at));
        let mut words = ctx.say(&say);
        if let Some(second) = &void.approved_by {
            let more = t::ONE_SECOND.with("name", plain(second).into_owned());
            words = format!("{words} {}", ctx.say(&more));
        }
        (words, Token::Error)
    });
    voided
        .chain(tenders)
        .chain(tickets)
        .chain(returns)
        .collect()
}

fn paid(part: &PaidPart, ctx: &Ctx) -> String {
    let mut words = vec![
        ctx.text(till::tender(part.kind)).to_owned(),
        ctx.voice.money(part.amount),
    ];
    if let Some(received) = part.received.filter(|received| *received != part.amount) {
        words.push(ctx.say(&crate::ui::text::counter::RECEIVED_OF.with("received", received)));
    }
    words.extend(part.last4.clone());
    words.extend(
        part.reference
            .as_deref()
            .map(|text| plain(text).into_owned()),
    );
    words.extend(part.code.map(|code| code.to_string()));
    let state = part.electronic.map(till::electronic);
    words.extend(state.map(|state| ctx.text(state).to_owned()));
    words.join(&format!(" {} ", ctx.symbols.dot))
}
