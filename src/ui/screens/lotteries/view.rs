//! How lotteries are drawn: the list, and all that is known of the chosen one.

use super::written;
use crate::ops::{LotteryRow, PriceListRow};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Text, lotteries as t, name};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Grid, Look, Side, Span, columns, fit, line, panel, panel_focused, rows, width,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span as Piece};

/// Draws the whole screen.
pub(super) fn render(
    all: &Grid<LotteryRow>,
    lists: &[PriceListRow],
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
) {
    let [list, detail] = if area.width >= 100 {
        columns(area, [Constraint::Ratio(9, 20), Constraint::Min(0)])
    } else {
        let below = area.height.saturating_sub(6).min(13);
        rows(area, [Constraint::Min(0), Constraint::Length(below)])
    };
    lotteries(all, list, buf, ctx);
    if let Some(row) = all.chosen() {
        chosen(row, lists, detail, buf, ctx);
    } else {
        panel(detail, buf, ctx, "");
    }
}

const COLUMNS: &[Column] = &[
    column(t::NAME, Span::Rest(10), Side::Left, 0),
    column(t::ALIAS, Span::Fixed(7), Side::Left, 1),
    column(t::DIGITS, Span::Fixed(6), Side::Right, 2),
    column(t::NEXT, Span::Fixed(16), Side::Left, 1),
    column(t::STATE, Span::Fixed(12), Side::Left, 0),
];

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

fn lotteries(all: &Grid<LotteryRow>, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel_focused(area, buf, ctx, ctx.text(t::TITLE), true);
    let active = all.rows().iter().filter(|row| row.active).count();
    let cells = |row: &LotteryRow| {
        let next = row.next.first();
        let next = next.map(|at| format!("{} {}", ctx.voice.day(*at), ctx.voice.clock(*at)));
        let (word, token) = if row.active {
            (t::ACTIVE, Token::Ok)
        } else {
            (t::INACTIVE, Token::Dim)
        };
        vec![
            Cell::from(&row.name).look(ctx.theme.ink(&row.rules.colour)),
            Cell::from(&row.rules.alias),
            Cell::from(row.rules.digits.count().to_string()),
            Cell::new(next.unwrap_or_default(), Token::Dim),
            Cell::new(ctx.text(word), token),
        ]
    };
    let look = Look {
        columns: COLUMNS,
        cells: &cells,
        empty: t::EMPTY.with("key", Action::LotteriesNew),
        foot: Some(t::FOOT.with("n", all.rows().len()).with("active", active)),
        focused: true,
    };
    all.render(inside, buf, ctx, &look);
}

fn chosen(row: &LotteryRow, lists: &[PriceListRow], area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel(area, buf, ctx, &plain(&row.name));
    let pairs = facts(row, lists, ctx);
    let widest = pairs
        .iter()
        .map(|(label, _)| width(ctx.text(*label)))
        .max()
        .unwrap_or(0);
    for (at, (label, value)) in (0..).zip(&pairs) {
        let label = fit(ctx.text(*label), widest, Side::Left, ctx.symbols);
        let room = usize::from(inside.width).saturating_sub(widest + 2);
        let value = fit(value, room, Side::Left, ctx.symbols);
        let pieces = vec![
            Piece::styled(format!("{label}  "), ctx.style(Token::Label)),
            Piece::styled(value, ctx.style(Token::Base)),
        ];
        line(inside, buf, at, &Line::from(pieces));
    }
}

fn facts(row: &LotteryRow, lists: &[PriceListRow], ctx: &Ctx) -> Vec<(Text, String)> {
    let rules = &row.rules;
    let stakes = t::RANGE
        .with("min", rules.min_bet)
        .with("max", rules.max_bet)
        .with("step", rules.step);
    let ticket = t::PER_TICKET
        .with("lines", i64::from(rules.max_lines))
        .with("most", rules.max_ticket);
    let sale = t::SALE
        .with("opens", i64::from(rules.open_hours))
        .with("cutoff", i64::from(rules.cutoff_minutes));
    let expires = t::EXPIRES.with("days", i64::from(rules.expiry_days));
    let or = |text: String, otherwise: Text| {
        if text.is_empty() {
            ctx.text(otherwise).to_owned()
        } else {
            plain(&text).into_owned()
        }
    };
    let prices: Vec<String> = row
        .multipliers
        .iter()
        .map(|price| {
            let kind = ctx.text(name::bet_kind(price.kind));
            format!("{kind} {}{}", ctx.symbols.times, price.factor)
        })
        .collect();
    let next: Vec<String> = row.next.iter().map(|at| ctx.voice.moment(*at)).collect();
    let own = lists.iter().filter(|list| list.list.lottery == row.id);
    let own: Vec<String> = own
        .map(|list| format!("{}: {}", list.scope_name, list.names.join(", ")))
        .collect();
    let zone = rules.schedule.zone.name().to_owned();
    vec![
        (
            t::TIMES,
            written::slots(&rules.schedule.slots, ctx.voice.lang),
        ),
        (t::ZONE, zone),
        (
            t::HOLIDAYS,
            or(written::dates(&rules.schedule.holidays), t::NO_DRAWS),
        ),
        (t::SELLING, ctx.say(&sale)),
        (t::STAKES, ctx.say(&stakes)),
        (t::TICKETS, ctx.say(&ticket)),
        (t::PRICES, or(prices.join(", "), t::NO_PRICES)),
        (t::LISTS, or(own.join(" · "), t::NO_LISTS)),
        (
            t::OUTCOMES,
            or(written::outcomes(&rules.outcomes), t::NO_REVENTADO),
        ),
        (t::PRIZES, ctx.say(&expires)),
        (t::NEXT, or(next.join(", "), t::NO_DRAWS)),
    ]
}
