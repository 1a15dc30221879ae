//! At the right: what is left of each number, the sale just made, and the latest tickets.

use super::Sell;
use super::view::{ends, piece};
use super::view_strip::time_left;
use crate::domain::view::{Sold, TicketRow};
use crate::domain::{BetKind, Digits, Money, Number, TicketState};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{name, sell as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, fit, heat_sign, line};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use std::collections::BTreeSet;

impl Sell {
    /// The heading over what is left.
    pub(super) fn side_title(&self, ctx: &Ctx) -> String {
        let what = ctx.text(t::AVAILABLE);
        match self.draws.chosen() {
            [] => what.to_owned(),
            [only] => {
                let name = self.draw_name(*only, ctx).unwrap_or_default();
                format!("{what} {} {}", ctx.symbols.dot, plain(&name))
            }
            several => {
                let draws = ctx.say(&t::DRAWS.with("n", several.len()));
                format!("{what} {} {draws}", ctx.symbols.dot)
            }
        }
    }

    pub(super) fn draw_side(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let grid = match self.draws.digits() {
            Digits::Two => 11.min(area.height),
            Digits::Three => (area.height / 2).min(11),
        };
        let top = Rect {
            height: grid,
            ..area
        };
        match self.draws.digits() {
            Digits::Two => self.draw_grid(top, buf, ctx),
            Digits::Three => self.draw_tightest(top, buf, ctx),
        }
        let mut rest = below(area, grid);
        if rest.height >= 14 && self.draws.digits() == Digits::Two {
            self.draw_legend(rest, buf, ctx);
            rest = below(rest, 4);
        }
        if let Some(sold) = &self.receipt
            && rest.height >= 2
        {
            let used = self.draw_receipt(sold, rest, buf, ctx);
            rest = below(rest, used);
        }
        if rest.height >= 2 {
            self.draw_tickets(rest, buf, ctx);
        }
    }

    /// The numbers 00 to 99 with a sign for how much of their limit is used.
    fn draw_grid(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let cell = usize::from(area.width.saturating_sub(4) / 10).clamp(2, 5);
        let heading = (0..10).map(|unit| fit(&unit.to_string(), cell, Side::Right, ctx.symbols));
        let heading: String = heading.collect();
        let heading = Line::styled(format!("   {heading}"), ctx.style(Token::Header));
        line(area, buf, 0, &heading);
        let typed = self.typed_numbers();
        for ten in 0..10u16 {
            let mut spans = vec![Span::styled(format!(" {ten} "), ctx.style(Token::Header))];
            for unit in 0..10u16 {
                let number = Number::new(ten * 10 + unit, Digits::Two).ok();
                spans.push(self.cell(number, cell, &typed, ctx));
            }
            line(area, buf, ten + 1, &Line::from(spans));
        }
    }

    /// What the signs mean, and the numbers of which least is left.
    fn draw_legend(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let [free, some, more, _, little, full] = ctx.symbols.heat;
        let some = format!("{some}{more}");
        let legend = t::LEGEND.with("free", free).with("some", some);
        let legend = ctx.say(&legend.with("little", little).with("full", full));
        let legend = format!("    {legend}");
        line(area, buf, 1, &Line::styled(legend, ctx.style(Token::Dim)));
        let mut spans = vec![Span::styled("   ", ctx.style(Token::Base))];
        let mut room = usize::from(area.width).saturating_sub(3);
        for (number, left, limit) in self.left.tightest(self.draws.chosen()) {
            let used = permille_used(left, limit);
            let amount = format!("{} ", ctx.voice.figure(left));
            let wide = 5 + crate::ui::widgets::width(&amount);
            if used == 0 || wide > room {
                break;
            }
            room -= wide;
            spans.push(Span::styled(
                format!(" {number} "),
                ctx.style(Token::Strong),
            ));
            spans.push(Span::styled(amount, ctx.style(Token::Money)));
        }
        line(area, buf, 2, &Line::from(spans));
    }

    fn cell(
        &self,
        number: Option<Number>,
        columns: usize,
        typed: &BTreeSet<Number>,
        ctx: &Ctx,
    ) -> Span<'static> {
        let chosen = self.draws.chosen();
        let left = number.and_then(|one| self.left.left(one, BetKind::Straight, chosen));
        let used = left.map_or(0, |(left, limit)| permille_used(left, limit));
        let sign = fit(
            heat_sign(used, ctx.symbols),
            columns,
            Side::Right,
            ctx.symbols,
        );
        let style = if used == 0 {
            ctx.style(Token::Dim)
        } else {
            ctx.theme.heat(used)
        };
        let here = number.is_some_and(|number| typed.contains(&number));
        let style = if here {
            style.add_modifier(Modifier::REVERSED | Modifier::BOLD)
        } else {
            style
        };
        Span::styled(sign, style)
    }

    /// Of draws with a thousand numbers only the restricted ones are listed, the tightest first.
    fn draw_tightest(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let all = self.left.tightest(self.draws.chosen());
        if all.is_empty() {
            let words = format!("  {}", ctx.text(t::NOTHING_LIMITED));
            return line(area, buf, 0, &Line::styled(words, ctx.style(Token::Dim)));
        }
        let across = usize::from(area.width / 17).max(1);
        for (row, several) in (0..area.height).zip(all.chunks(across)) {
            let mut spans = Vec::new();
            for (number, left, limit) in several {
                let used = permille_used(*left, *limit);
                let sign = heat_sign(used, ctx.symbols);
                let amount = fit(&ctx.voice.figure(*left), 9, Side::Right, ctx.symbols);
                spans.push(Span::styled(
                    format!("  {number} "),
                    ctx.style(Token::Strong),
                ));
                spans.push(Span::styled(sign, ctx.theme.heat(used)));
                spans.push(Span::styled(amount, ctx.style(Token::Money)));
            }
            line(area, buf, row, &Line::from(spans));
        }
    }

    /// The sale just made; returns the rows it took.
    fn draw_receipt(&self, sold: &Sold, area: Rect, buf: &mut Buffer, ctx: &Ctx) -> u16 {
        let title = ctx.text(t::LAST_SALE);
        let columns = usize::from(area.width);
        line(area, buf, 0, &Line::from(piece(ctx, title, columns)));
        let roomy = area.height >= 12;
        let each: u16 = if roomy { 3 } else { 2 };
        let room = area.height.saturating_sub(1);
        let mut row = 1;
        let several = u16::try_from(sold.tickets.len()).unwrap_or(u16::MAX);
        // Every ticket's code is seen, although there is no room for more than that.
        let brief = several.saturating_mul(each) > room;
        let each = if brief { 1 } else { each };
        for ticket in sold.tickets.iter().take(usize::from(room / each)) {
            let code = format!(" {}", ticket.code);
            let code = Span::styled(code, ctx.style(Token::Accent).add_modifier(Modifier::BOLD));
            let draw = format!(" {} {}", plain(&ticket.lottery), ctx.voice.clock(ticket.at));
            let draw = Span::styled(draw, ctx.style(Token::Base));
            if brief {
                ends(area, buf, row, vec![code, draw], Vec::new());
                row += each;
                continue;
            }
            // The same cutoff as the strip's; a draw that is not known here closes when the house said so, to the minute.
            let told = sold.sold_at + chrono::TimeDelta::minutes(ticket.minutes_left);
            let left = self.draws.get(ticket.draw).map_or(told, |draw| draw.cutoff) - ctx.now;
            let closes = ctx.say(&t::CLOSES_IN.with("left", time_left(left, ctx)));
            let serial = format!("{}-{:06} ", plain(ctx.terminal), ticket.serial);
            let (above, beside) = if area.width >= 44 {
                (serial, format!("  {closes}"))
            } else {
                (format!("{closes} "), String::new())
            };
            let above = Span::styled(above, ctx.style(Token::Dim));
            ends(area, buf, row, vec![code], vec![above]);
            let total = Span::styled(
                format!("{} ", ctx.voice.money(ticket.total)),
                ctx.style(Token::Money),
            );
            let beside = Span::styled(beside, ctx.style(Token::Dim));
            ends(area, buf, row + 1, vec![draw, beside], vec![total]);
            row += each;
        }
        if let Some(change) = sold.change.filter(|change| change.is_positive())
            && row < area.height
        {
            let say = t::TIMES.with("total", sold.total).with("change", change);
            let words = format!(" {}", ctx.say(&say));
            line(
                area,
                buf,
                row,
                &Line::styled(words, ctx.style(Token::Strong)),
            );
            row += 1 + u16::from(roomy);
        }
        row.min(area.height)
    }

    fn draw_tickets(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let columns = usize::from(area.width);
        let title = ctx.text(t::LAST_TICKETS);
        line(area, buf, 0, &Line::from(piece(ctx, title, columns)));
        if self.tickets.is_empty() {
            let words = format!("  {}", ctx.text(t::NO_TICKETS));
            return line(area, buf, 1, &Line::styled(words, ctx.style(Token::Dim)));
        }
        let space = below(area, 1);
        for (row, ticket) in (0..space.height).zip(&self.tickets) {
            draw_ticket(ticket, space, row, buf, ctx);
        }
    }
}

/// One of the latest tickets: when, for which draw, what, how much.
fn draw_ticket(ticket: &TicketRow, area: Rect, row: u16, buf: &mut Buffer, ctx: &Ctx) {
    let void = ticket.state != TicketState::Active;
    let token = if void { Token::Dim } else { Token::Base };
    let time = format!(" {} ", ctx.voice.clock(ticket.sold_at));
    let draw = format!(
        "{} {}",
        plain(&ticket.lottery),
        ctx.voice.clock(ticket.draw_at)
    );
    let draw = fit(&draw, 13, Side::Left, ctx.symbols);
    let mut left = vec![
        Span::styled(time, ctx.style(Token::Dim)),
        Span::styled(format!("{draw} "), ctx.style(token)),
    ];
    if area.width >= 44 {
        let room = usize::from(area.width).saturating_sub(32);
        let words = if void {
            ctx.text(name::ticket_state(ticket.state)).to_owned()
        } else {
            plain(&ticket.summary).into_owned()
        };
        let words = fit(&words, room, Side::Left, ctx.symbols);
        left.push(Span::styled(words, ctx.style(Token::Dim)));
    } else if void {
        left.push(Span::styled(ctx.symbols.cross, ctx.style(Token::Error)));
    }
    let mut style = ctx.style(if void { Token::Dim } else { Token::Money });
    if void {
        style = style.add_modifier(Modifier::CROSSED_OUT);
    }
    let total = Span::styled(ctx.voice.figure(ticket.total), style);
    let space = Span::styled(" ", ctx.style(Token::Base));
    ends(area, buf, row, left, vec![space.clone(), total, space]);
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect {
        y: area.y.saturating_add(rows),
        height: area.height - rows,
        ..area
    }
}

/// How much of a limit is used, in thousandths; a block is full.
fn permille_used(left: Money, limit: Money) -> u64 {
    let used = limit.checked_sub(left).unwrap_or(Money::ZERO).as_cents();
    let share = used
        .checked_mul(1_000)
        .and_then(|used| used.checked_div(limit.as_cents()));
    share.map_or(1_000, |share| u64::try_from(share).unwrap_or(0))
}
