//! The panels below a ticket's big line: bets with the winning ones marked, payouts, history.

use crate::domain::{BetKind, PayoutStatus};
use crate::ops::{BetView, HistoryRow, PayoutRow, TicketView};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{deed, name, pay};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, fit, line, panel, text, width};
use chrono::{DateTime, Utc};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// The bets, winners first marked by a sign and by weight, not by colour alone.
pub(super) fn bets(area: Rect, buf: &mut Buffer, ctx: &Ctx, ticket: &TicketView, scroll: u16) {
    let won = ticket
        .bets
        .iter()
        .filter(|bet| bet.prize.is_positive())
        .count();
    let title = if won > 0 {
        ctx.say(&pay::BETS_WON.with("n", won))
    } else {
        ctx.text(pay::BETS).to_owned()
    };
    let inside = panel(area, buf, ctx, &title);
    let room = inside.height.saturating_sub(1);
    let rows: Vec<Line> = ticket
        .bets
        .iter()
        .map(|bet| bet_line(bet, inside.width, ctx))
        .collect();
    let list = Rect {
        height: room,
        ..inside
    };
    scrolled(list, buf, ctx, &rows, scroll);
    let total = fit(
        &ctx.voice.money(ticket.total),
        usize::from(inside.width).saturating_sub(7),
        Side::Right,
        ctx.symbols,
    );
    let foot = vec![
        Span::styled(
            fit(ctx.text(pay::TOTAL), 7, Side::Left, ctx.symbols),
            ctx.style(Token::Label),
        ),
        Span::styled(total, ctx.style(Token::Strong)),
    ];
    line(inside, buf, room, &Line::from(foot));
}

fn bet_line(bet: &BetView, width: u16, ctx: &Ctx) -> Line<'static> {
    let wins = bet.prize.is_positive();
    let (token, mark) = if wins {
        (Token::Ok, ctx.symbols.check)
    } else {
        (Token::Base, " ")
    };
    let kind = match bet.kind {
        BetKind::Straight => " ",
        BetKind::Reventado => "R",
    };
    let style = ctx.style(token);
    let style = if wins {
        style.add_modifier(Modifier::BOLD)
    } else {
        style
    };
    let factor = format!(
        "{}{}",
        ctx.symbols.times,
        bet.factor.as_decimal().normalize()
    );
    let stake = fit(&ctx.voice.figure(bet.stake), 8, Side::Right, ctx.symbols);
    let fixed = format!("{mark} {:<3}{kind}{stake} ", bet.number.to_string());
    let factor = fit(&factor, 5, Side::Left, ctx.symbols);
    let room = usize::from(width).saturating_sub(20);
    let prize = if wins {
        ctx.voice.figure(bet.prize)
    } else {
        String::new()
    };
    Line::from(vec![
        Span::styled(fixed, style),
        Span::styled(factor, ctx.style(Token::Dim)),
        Span::styled(fit(&prize, room, Side::Right, ctx.symbols), style),
    ])
}

/// The payouts, oldest first.
pub(super) fn payouts(area: Rect, buf: &mut Buffer, ctx: &Ctx, ticket: &TicketView) {
    let Some(prize) = ticket.prize.as_ref().filter(|_| area.height > 2) else {
        return;
    };
    let inside = panel(area, buf, ctx, ctx.text(pay::PAYOUTS));
    if prize.payouts.is_empty() {
        return text(
            inside,
            buf,
            ctx.text(pay::NO_PAYOUTS),
            ctx.style(Token::Dim),
        );
    }
    let rows: Vec<Line> = prize
        .payouts
        .iter()
        .map(|payout| payout_line(payout, inside.width, ctx))
        .collect();
    let over = prize
        .payouts
        .len()
        .saturating_sub(usize::from(inside.height));
    scrolled(inside, buf, ctx, &rows, u16::try_from(over).unwrap_or(0));
}

fn payout_line(payout: &PayoutRow, width: u16, ctx: &Ctx) -> Line<'static> {
    let taken_back = payout.status == PayoutStatus::Reversed;
    let method = if taken_back {
        pay::STATUS_REVERSED
    } else {
        payout.method.map_or(pay::NO_PAYOUT, name::pay_method)
    };
    let who = approved(&payout.user, payout.approved_by.as_deref(), ctx);
    let notes = if payout.notes.is_empty() {
        String::new()
    } else {
        format!("  {}", plain(&payout.notes))
    };
    let room = usize::from(width).saturating_sub(12 + 11 + 10);
    let who = fit(&format!("{who}{notes}"), room, Side::Left, ctx.symbols);
    let (ink, figure) = if taken_back {
        (
            Token::Dim,
            ctx.style(Token::Dim).add_modifier(Modifier::CROSSED_OUT),
        )
    } else {
        (Token::Base, ctx.style(Token::Money))
    };
    Line::from(vec![
        Span::styled(
            format!("{} ", moment(payout.at, ctx)),
            ctx.style(Token::Dim),
        ),
        Span::styled(who, ctx.style(ink)),
        Span::styled(
            fit(
                &format!(" {}", ctx.text(method)),
                11,
                Side::Left,
                ctx.symbols,
            ),
            ctx.style(Token::Dim),
        ),
        Span::styled(
            fit(
                &ctx.voice.figure(payout.amount),
                10,
                Side::Right,
                ctx.symbols,
            ),
            figure,
        ),
    ])
}

/// Everything that happened to the ticket, in order.
pub(super) fn history(area: Rect, buf: &mut Buffer, ctx: &Ctx, ticket: &TicketView, scroll: u16) {
    if area.height < 3 {
        return;
    }
    let inside = panel(area, buf, ctx, ctx.text(pay::HISTORY));
    // The names of people have the columns that no deed needs.
    let widest = ticket.history.iter().map(|row| width(&done(row, ctx)));
    let widest = widest.max().unwrap_or(0).min(18) + 1;
    let rows: Vec<Line> = ticket
        .history
        .iter()
        .flat_map(|row| history_lines(row, widest, inside.width, ctx))
        .collect();
    scrolled(inside, buf, ctx, &rows, scroll);
}

/// What was done, in words.
fn done(row: &HistoryRow, ctx: &Ctx) -> String {
    deed::of(&row.action).map_or_else(
        || plain(&row.action).into_owned(),
        |text| ctx.text(text).to_owned(),
    )
}

/// What was done, by whom, how much; below it the second person and the note, where there are any.
fn history_lines(row: &HistoryRow, widest: usize, columns: u16, ctx: &Ctx) -> Vec<Line<'static>> {
    let did = done(row, ctx);
    let amount = row
        .amount
        .map(|amount| format!(" {}", ctx.voice.figure(amount)))
        .unwrap_or_default();
    let taken = 12 + widest + width(&amount);
    let room = usize::from(columns).saturating_sub(taken);
    let first = Line::from(vec![
        Span::styled(format!("{} ", moment(row.at, ctx)), ctx.style(Token::Dim)),
        Span::styled(
            fit(&did, widest, Side::Left, ctx.symbols),
            ctx.style(Token::Strong),
        ),
        Span::styled(
            fit(&plain(&row.who), room, Side::Left, ctx.symbols),
            ctx.style(Token::Base),
        ),
        Span::styled(amount, ctx.style(Token::Money)),
    ]);
    let with = row.approved_by.as_deref();
    let with = with.map(|by| ctx.say(&pay::WITH.with("name", by)));
    let note = Some(plain(&row.note).into_owned()).filter(|note| !note.is_empty());
    let more: Vec<String> = with.into_iter().chain(note).collect();
    let mut lines = vec![first];
    if !more.is_empty() {
        let words = more.join(&format!(" {} ", ctx.symbols.dot));
        let room = usize::from(columns).saturating_sub(12);
        let words = fit(&words, room, Side::Left, ctx.symbols);
        let words = format!("{}{words}", " ".repeat(12));
        lines.push(Line::styled(words, ctx.style(Token::Base)));
    }
    lines
}

fn approved(who: &str, by: Option<&str>, ctx: &Ctx) -> String {
    match by {
        Some(by) => format!("{} {}", plain(who), ctx.say(&pay::WITH.with("name", by))),
        None => plain(who).into_owned(),
    }
}

/// Lines from `scroll` on; where some stay below, the last row says how many.
fn scrolled(area: Rect, buf: &mut Buffer, ctx: &Ctx, rows: &[Line], scroll: u16) {
    let room = usize::from(area.height);
    if room == 0 {
        return;
    }
    let first = usize::from(scroll).min(rows.len().saturating_sub(room));
    let below = rows.len().saturating_sub(first + room);
    for (row, shown) in (0..area.height).zip(rows.iter().skip(first)) {
        let last = row + 1 == area.height;
        if last && below > 0 && room > 1 {
            let more = ctx.say(&pay::MORE_BELOW.with("n", below + 1));
            let words = format!("{} {more}", ctx.symbols.more);
            line(area, buf, row, &Line::styled(words, ctx.style(Token::Dim)));
        } else {
            line(area, buf, row, shown);
        }
    }
}

/// A moment in eleven columns: month, day and time of the house's zone.
pub(super) fn moment(at: DateTime<Utc>, ctx: &Ctx) -> String {
    let day = ctx.voice.day(at);
    let short = day.get(5..).unwrap_or_default();
    format!("{short} {}", ctx.voice.clock(at))
}

/// How many lines the history takes: a second one for a second person or a note.
pub(super) fn history_rows(all: &[HistoryRow]) -> usize {
    let second = |row: &&HistoryRow| row.approved_by.is_some() || !row.note.is_empty();
    all.len() + all.iter().filter(second).count()
}
