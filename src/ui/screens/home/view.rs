//! How the home screen is drawn: figures on top, draws at the left, charts and the drawer at the right.

use super::super::credit::near_its_end;
use super::debts;
use crate::domain::view::AccountList;
use crate::domain::{DrawState, Money};
use crate::ops::{DrawRow, DrawerState, DrawerView, Home as Figures};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Arg, Say, Text, frame, home as t, name, shift};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Cell, Column, Grid, Look, Side, Span, bar, column_chart, columns, fit, line, panel,
    panel_focused, rows, text, width,
};
use chrono::Timelike;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span as Piece};
use std::cmp::Ordering;

/// Draws the whole screen.
pub(super) fn render(
    figures: Option<&Figures>,
    debts: Option<&AccountList>,
    draws: &Grid<DrawRow>,
    area: Rect,
    buf: &mut Buffer,
    ctx: &Ctx,
) {
    let Some(figures) = figures else {
        let inside = panel(area, buf, ctx, ctx.text(frame::LOADING));
        return text(inside, buf, ctx.text(frame::LOADING), ctx.style(Token::Dim));
    };
    let alerts = alerts(figures, debts, ctx);
    let [top, middle, below] = rows(
        area,
        [
            Constraint::Length(6),
            Constraint::Length(u16::try_from(alerts.len()).unwrap_or(0)),
            Constraint::Min(0),
        ],
    );
    today(figures, top, buf, ctx);
    for (row, alert) in (0..).zip(&alerts) {
        let words = fit(alert, usize::from(middle.width), Side::Left, ctx.symbols);
        let style = ctx.style(Token::BannerInfo);
        line(middle, buf, row, &Line::styled(words, style));
    }
    let right = if below.width < 100 { 34 } else { 48 };
    let [left, right] = columns(below, [Constraint::Min(0), Constraint::Length(right)]);
    // What there is no room for at the usual size is told by the alerts.
    let tall = |rows: usize| match (rows, below.height) {
        (1.., 26..) => u16::try_from(rows.min(6)).unwrap_or(6) + 2,
        _ => 0,
    };
    let [left, risk, shops] = rows(
        left,
        [
            Constraint::Min(6),
            Constraint::Length(tall(figures.risks.len())),
            Constraint::Length(tall(figures.by_shop.len())),
        ],
    );
    next_draws(draws, left, buf, ctx);
    if risk.height > 0 {
        risks(figures, draws, risk, buf, ctx);
    }
    if shops.height > 0 {
        bars(t::BY_SHOP, &figures.by_shop, shops, buf, ctx);
    }
    let [hours, lotteries, drawer] = rows(
        right,
        [
            Constraint::Length(if right.height > 24 { 12 } else { 5 }),
            Constraint::Min(3),
            Constraint::Length(4),
        ],
    );
    by_hour(figures, hours, buf, ctx);
    bars(t::BY_LOTTERY, &figures.by_lottery, lotteries, buf, ctx);
    // Who has no drawer open is told what shops owe, where that is theirs to know.
    match (open_drawer(figures), debts) {
        (None, Some(debts)) => debts::render(debts, drawer, buf, ctx),
        (open, _) => own_drawer(open, drawer, buf, ctx),
    }
}

/// The largest figures, one beside the other, and what they leave out below.
fn today(figures: &Figures, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let title = ctx.say(&t::TODAY.with("date", figures.date));
    let inside = panel(area, buf, ctx, &title);
    let net = left_over(figures);
    let count = |n: i64| ctx.voice.count(n);
    let tiles: [(Text, String, Token); 5] = [
        (t::SOLD, ctx.voice.money(figures.sold), Token::Money),
        (t::TICKETS, count(figures.tickets), Token::Strong),
        (t::PAID, ctx.voice.money(figures.paid), Token::Strong),
        (
            t::COMMISSION,
            ctx.voice.money(figures.commission),
            Token::Strong,
        ),
        (t::NET, ctx.voice.money(net), signed(net)),
    ];
    let spots: [Rect; 5] = columns(inside, [Constraint::Ratio(1, 5); 5]);
    for (spot, (label, figure, token)) in spots.into_iter().zip(tiles) {
        let label = ctx.text(label);
        line(spot, buf, 0, &Line::styled(label, ctx.style(Token::Label)));
        let figure = Line::styled(figure, ctx.style(token));
        line(spot, buf, 1, &figure);
    }
    let cancelled = said(t::CANCELLED, figures.cancelled, figures.cancelled_stakes);
    let unpaid = said(t::UNPAID, figures.unpaid_count, figures.unpaid_prizes);
    let average = average(figures).map(|average| {
        let label = ctx.text(t::AVERAGE);
        format!("{label} {}", ctx.voice.money(average))
    });
    let mut words = vec![ctx.say(&cancelled), ctx.say(&unpaid)];
    words.extend(average);
    let separator = format!("  {}  ", ctx.symbols.dot);
    let words = words.join(&separator);
    line(inside, buf, 3, &Line::styled(words, ctx.style(Token::Dim)));
}

fn said(text: Text, count: i64, sum: Money) -> Say {
    text.with("n", count).with("sum", sum)
}

fn signed(money: Money) -> Token {
    if money.is_negative() {
        Token::MoneyNegative
    } else {
        Token::Money
    }
}

/// Sales without prizes paid and commission.
fn left_over(figures: &Figures) -> Money {
    let without = figures.sold.checked_sub(figures.paid);
    let left = without.and_then(|left| left.checked_sub(figures.commission));
    left.unwrap_or_default()
}

/// The average ticket in whole colones.
fn average(figures: &Figures) -> Option<Money> {
    let cents = figures.sold.as_cents().checked_div(figures.tickets)?;
    Money::try_from_cents(cents - cents % 100).ok()
}

/// What waits for somebody: draws without a result, results without their confirmation, a shop near the end of its credit,
/// numbers near their limit.
fn alerts(figures: &Figures, debts: Option<&AccountList>, ctx: &Ctx) -> Vec<String> {
    let (entered, missing): (Vec<_>, Vec<_>) = figures
        .waiting
        .iter()
        .partition(|draw| draw.waiting.is_some());
    let waiting = [(t::WAITING_RESULT, missing), (t::WAITING_CONFIRM, entered)]
        .into_iter()
        .filter(|(_, draws)| !draws.is_empty())
        .map(|(text, draws)| {
            let names: Vec<String> = draws.iter().map(|draw| draw_name(draw, ctx)).collect();
            text.with("draws", names.join(", "))
        });
    let credit = figures.credit.and_then(near_its_end);
    let near = figures.risks.iter().filter_map(|risk| {
        let (number, percent) = risk.nearest.filter(|_| risk.alerts > 0)?;
        let draw = figures.next.iter().find(|draw| draw.id == risk.draw)?;
        let say = t::RISK_ALERTS.with("name", draw_name(draw, ctx));
        let say = say
            .with("n", risk.alerts)
            .with("number", number.to_string());
        let say = say.with("percent", i64::from(percent));
        Some(say.with("key", Action::GoExposure))
    });
    let stale = (!figures.stale_drawers.is_empty()).then(|| {
        let names = figures.stale_drawers.join(", ");
        shift::STALE.with("names", names)
    });
    let review = (figures.to_review > 0).then(|| shift::TO_REVIEW.with("n", figures.to_review));
    let drawers = stale.into_iter().chain(review);
    let drawers = drawers.map(|say| say.with("key", Action::GoDrawer));
    waiting
        .chain(credit)
        .chain(drawers)
        .chain(near.take(2))
        .chain(debts.and_then(debts::alert))
        .map(|say| format!(" {} {}", ctx.symbols.warn, ctx.say(&say)))
        .collect()
}

fn draw_name(draw: &DrawRow, ctx: &Ctx) -> String {
    let say = t::DRAW_AT.with("name", draw.name.as_str());
    ctx.say(&say.with("at", Arg::Clock(draw.at)))
}

const DRAWS: &[Column] = &[
    column(t::LOTTERY, Span::Rest(10), Side::Left, 0),
    column(t::DRAWS_AT, Span::Fixed(6), Side::Right, 0),
    column(t::CLOSES_IN, Span::Fixed(9), Side::Right, 0),
    column(t::TICKETS, Span::Fixed(8), Side::Right, 2),
    column(t::SOLD, Span::Fixed(11), Side::Right, 1),
    column(t::STATE, Span::Fixed(10), Side::Left, 3),
];

const fn column(title: Text, span: Span, side: Side, rank: u8) -> Column {
    Column {
        title,
        span,
        side,
        rank,
    }
}

fn next_draws(draws: &Grid<DrawRow>, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel_focused(area, buf, ctx, ctx.text(t::NEXT), true);
    let cells = |draw: &DrawRow| {
        let left = draw.cutoff - ctx.now;
        let soon = left < chrono::TimeDelta::minutes(10);
        let closes = match draw.state {
            DrawState::Open => ctx.voice.countdown(left),
            DrawState::Scheduled
            | DrawState::Closed
            | DrawState::Evaluated
            | DrawState::Annulled => String::new(),
        };
        vec![
            Cell::from(&draw.name).look(ctx.theme.ink(&draw.colour)),
            Cell::from(ctx.voice.clock(draw.at)),
            Cell::new(closes, if soon { Token::Warn } else { Token::Base }),
            Cell::from(ctx.voice.count(draw.tickets)),
            Cell::new(ctx.voice.figure(draw.sold), Token::Money),
            Cell::new(ctx.text(name::draw_state(draw.state)), Token::Dim),
        ]
    };
    let sum = Money::try_sum(draws.rows().iter().map(|draw| draw.sold)).unwrap_or_default();
    let look = Look {
        columns: DRAWS,
        cells: &cells,
        empty: t::NO_DRAWS.with("key", Action::GoDraws),
        foot: Some(t::FOOT.with("n", draws.rows().len()).with("sum", sum)),
        focused: true,
    };
    draws.render(inside, buf, ctx, &look);
}

fn height_of(money: Money) -> u64 {
    u64::try_from(money.as_cents()).unwrap_or(0)
}

fn by_hour(figures: &Figures, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel(area, buf, ctx, ctx.text(t::BY_HOUR));
    let best = figures.by_hour.iter().max_by_key(|(_, sum)| *sum);
    let (Some((from, _)), Some((to, _)), Some((hour, sum))) =
        (figures.by_hour.first(), figures.by_hour.last(), best)
    else {
        return text(
            inside,
            buf,
            ctx.text(t::NOTHING_SOLD),
            ctx.style(Token::Dim),
        );
    };
    // hours without a sale are part of the picture
    let sold = |hour: u8| figures.by_hour.iter().find(|(at, _)| *at == hour);
    let hours: Vec<(String, u64)> = (*from..=*to)
        .map(|hour| {
            let value = sold(hour).map_or(0, |(_, sum)| height_of(*sum));
            (hour.to_string(), value)
        })
        .collect();
    let fits = |words: &String| inside.height >= 8 && width(words) <= usize::from(inside.width);
    let before = before_line(figures, ctx).filter(fits);
    let [chart, below, then] = rows(
        inside,
        [
            Constraint::Min(1),
            Constraint::Length(1),
            Constraint::Length(u16::from(before.is_some())),
        ],
    );
    column_chart(chart, buf, ctx, &hours);
    if let Some(before) = before {
        line(then, buf, 0, &Line::styled(before, ctx.style(Token::Dim)));
    }
    let words = t::HOURS.with("best", i64::from(*hour)).with("sum", *sum);
    let words = Line::styled(ctx.say(&words), ctx.style(Token::Dim));
    line(below, buf, 0, &words);
}

/// What the same whole hours sold a week before, and whether today's are more.
fn before_line(figures: &Figures, ctx: &Ctx) -> Option<String> {
    let hour = u8::try_from(ctx.now.with_timezone(&ctx.voice.zone).hour()).ok()?;
    let until = |all: &[(u8, Money)]| {
        let whole = all.iter().filter(|(at, _)| *at < hour);
        Money::try_sum(whole.map(|(_, sum)| *sum)).ok()
    };
    let (now, then) = (until(&figures.by_hour)?, until(&figures.week_before)?);
    if then.is_zero() {
        return None;
    }
    let sign = match now.cmp(&then) {
        Ordering::Greater => ctx.symbols.rise,
        Ordering::Equal => "=",
        Ordering::Less => ctx.symbols.fall,
    };
    let say = t::WEEK_BEFORE.with("hour", i64::from(hour));
    let say = say.with("then", then).with("sign", sign);
    Some(ctx.say(&say))
}

/// What each draw on sale keeps if its worst number comes out.
fn risks(figures: &Figures, draws: &Grid<DrawRow>, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel(area, buf, ctx, ctx.text(t::RISKS));
    let wide = usize::from(inside.width);
    for (row, risk) in (0..inside.height).zip(&figures.risks) {
        let draw = draws.rows().iter().find(|draw| draw.id == risk.draw);
        let name = draw.map_or_else(String::new, |draw| draw_name(draw, ctx));
        let name = fit(
            &plain(&name),
            wide.saturating_sub(32).min(24),
            Side::Left,
            ctx.symbols,
        );
        let (worst, kept) = match risk.worst {
            None => (ctx.text(t::RISK_NONE).to_owned(), String::new()),
            Some((number, _)) => {
                let say = t::RISK_WORST.with("number", number.to_string());
                (ctx.say(&say), ctx.voice.figure(risk.net))
            }
        };
        let sign = match risk.alerts {
            0 => " ",
            _ => ctx.symbols.warn,
        };
        let rest = wide.saturating_sub(width(&name) + width(&worst) + 4);
        let pieces = vec![
            Piece::styled(format!("{sign} "), ctx.style(Token::Warn)),
            Piece::styled(name, ctx.style(Token::Base)),
            Piece::styled(format!(" {worst} "), ctx.style(Token::Label)),
            Piece::styled(
                fit(&kept, rest, Side::Right, ctx.symbols),
                ctx.style(signed(risk.net)),
            ),
        ];
        line(inside, buf, row, &Line::from(pieces));
    }
}

/// Sums by name, largest first, as bars.
fn bars(title: Text, all: &[(String, Money)], area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel(area, buf, ctx, ctx.text(title));
    if all.is_empty() {
        return text(
            inside,
            buf,
            ctx.text(t::NOTHING_SOLD),
            ctx.style(Token::Dim),
        );
    }
    let top = all
        .iter()
        .map(|(_, sum)| height_of(*sum))
        .max()
        .unwrap_or(0);
    let names = all
        .iter()
        .map(|(name, _)| width(&plain(name)))
        .max()
        .unwrap_or(0)
        .min(usize::from(inside.width / 4).max(10));
    let room = usize::from(inside.width).saturating_sub(names + 14);
    for (row, (name, sum)) in (0..inside.height).zip(all) {
        let (full, empty) = bar(height_of(*sum), top, room, ctx.symbols);
        let name = fit(&plain(name), names, Side::Left, ctx.symbols);
        let figure = fit(&ctx.voice.figure(*sum), 12, Side::Right, ctx.symbols);
        let pieces = vec![
            Piece::styled(format!("{name} "), ctx.style(Token::Label)),
            Piece::styled(full, ctx.style(Token::Bar)),
            Piece::styled(empty, ctx.style(Token::BarEmpty)),
            Piece::styled(figure, ctx.style(Token::Money)),
        ];
        line(inside, buf, row, &Line::from(pieces));
    }
}

fn open_drawer(figures: &Figures) -> Option<&DrawerView> {
    figures.drawer.as_ref().filter(|drawer| {
        matches!(
            drawer.state,
            Some(DrawerState::Open | DrawerState::Counting)
        )
    })
}

fn own_drawer(open: Option<&DrawerView>, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
    let inside = panel(area, buf, ctx, ctx.text(t::DRAWER));
    let Some(drawer) = open else {
        let words = ctx.say(&t::DRAWER_CLOSED.with("key", Action::GoDrawer));
        return text(inside, buf, &words, ctx.style(Token::Dim));
    };
    let at = drawer.opened_at.unwrap_or(ctx.now);
    let since = t::DRAWER_SINCE
        .with("at", Arg::Clock(at))
        .with("float", drawer.float);
    let counts = t::DRAWER_COUNTS
        .with("tickets", drawer.tickets)
        .with("payouts", drawer.payouts);
    line(
        inside,
        buf,
        0,
        &Line::styled(ctx.say(&since), ctx.style(Token::Base)),
    );
    line(
        inside,
        buf,
        1,
        &Line::styled(ctx.say(&counts), ctx.style(Token::Dim)),
    );
}
