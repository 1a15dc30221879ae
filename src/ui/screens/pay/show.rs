//! The picture of one ticket: the code's field, the big line, the money, and below it bets, payouts and history side by side.

use super::counter::Counter;
use super::parts;
use super::verdict::{Verdict, verdict};
use crate::domain::PayoutKind;
use crate::ops::{PrizeView, TicketView};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::{Arg, name, pay};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Side, broken, columns, cursor_line, fit, line, panel, panel_focused, rows, width,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// From this width on what can be done stands in a panel of its own.
const WIDE: u16 = 110;
/// Columns of the money beside the big line.
const MONEY: u16 = 24;

impl Counter {
    /// Draws it.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let [field, rest] = rows(area, [Constraint::Length(3), Constraint::Min(0)]);
        self.field(field, buf, ctx);
        let Some(ticket) = self.ticket.as_deref() else {
            return self.nothing(rest, buf, ctx);
        };
        let [top, below] = rows(rest, [Constraint::Length(6), Constraint::Min(0)]);
        summary(top, buf, ctx, ticket);
        self.below(below, buf, ctx, ticket);
    }

    fn field(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(pay::CODE), true);
        let styles = (ctx.style(Token::Input), ctx.style(Token::Cursor));
        let mut pieces = vec![Span::styled(
            format!("{} ", ctx.symbols.pointer),
            ctx.style(Token::Accent),
        )];
        let room = 25;
        let typed = cursor_line(self.code.value(), self.code.cursor(), room, styles);
        let used: usize = typed.iter().map(|piece| width(&piece.content)).sum();
        pieces.extend(typed);
        let gap = (room + 1)
            .saturating_sub(used)
            .min(16usize.saturating_sub(used).max(2));
        pieces.push(Span::raw(" ".repeat(gap)));
        let taken = 2 + used + gap;
        let method = self.method_words(ctx);
        let room = usize::from(inside.width).saturating_sub(taken + width(&method));
        let (words, token) = self.beside(ctx);
        pieces.push(Span::styled(
            fit(&words, room, Side::Left, ctx.symbols),
            ctx.style(token),
        ));
        pieces.push(Span::styled(method, ctx.style(Token::Accent)));
        line(inside, buf, 0, &Line::from(pieces));
    }

    /// How the next payment is made, with the key that changes it; nothing where nothing can be paid.
    fn method_words(&self, ctx: &Ctx) -> String {
        if self.why_not(Action::PayMethodNext).is_some() {
            return String::new();
        }
        let say = pay::METHOD_IS
            .with("key", Action::PayMethodNext)
            .with("method", name::pay_method(self.method));
        format!("  {}", ctx.say(&say))
    }

    /// What stands beside the code: what is wrong, what is under way, or what to do.
    fn beside(&self, ctx: &Ctx) -> (String, Token) {
        if let Some(problem) = self.code.problem() {
            let words = format!("{} {}", ctx.symbols.cross, ctx.say(problem));
            return (words, Token::Error);
        }
        if let Some(code) = self.looking {
            let say = pay::LOOKING.with("code", code.to_string());
            return (ctx.say(&say), Token::Info);
        }
        (self.code.hint(ctx), Token::Dim)
    }

    fn nothing(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel(area, buf, ctx, "");
        if self.looking.is_some() || inside.height < 5 {
            return;
        }
        let middle = inside.height / 2;
        let put = |row: u16, words: String, token, buf: &mut Buffer| {
            let styled = Line::styled(words, ctx.style(token)).centered();
            line(inside, buf, row, &styled);
        };
        put(
            middle.saturating_sub(2),
            ctx.text(pay::EMPTY_TITLE).to_owned(),
            Token::Strong,
            buf,
        );
        let scan = pay::EMPTY_SCAN.with("key", Action::FormSubmit);
        put(middle, ctx.say(&scan), Token::Dim, buf);
        let list = pay::EMPTY_LIST.with("key", Action::PayList);
        put(middle + 1, ctx.say(&list), Token::Dim, buf);
    }

    fn below(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx, ticket: &TicketView) {
        if area.height < 3 {
            return;
        }
        let wide = area.width >= WIDE;
        let left = if wide { 44 } else { area.width * 2 / 5 };
        let parts = [Constraint::Length(left), Constraint::Min(0)];
        let [left, right] = columns(area, parts);
        let bets = u16::try_from(ticket.bets.len()).unwrap_or(u16::MAX);
        let spare = area.height.saturating_sub(bets.saturating_add(4));
        let under = if wide { spare.max(area.height / 2) } else { 0 };
        let [bets, possible] = rows(left, [Constraint::Min(0), Constraint::Length(under)]);
        parts::bets(bets, buf, ctx, ticket, self.scroll);
        if under > 0 {
            self.possible(possible, buf, ctx);
        }
        let payouts = ticket.prize.as_ref().map_or(0, |prize| prize.payouts.len());
        let wanted = u16::try_from(payouts).unwrap_or(u16::MAX).clamp(1, 6) + 2;
        let wanted = match &ticket.prize {
            Some(_) if area.height < 9 => area.height,
            Some(_) => wanted,
            None => 0,
        };
        let [above, below] = rows(right, [Constraint::Length(wanted), Constraint::Min(0)]);
        parts::payouts(above, buf, ctx, ticket);
        parts::history(below, buf, ctx, ticket, self.scroll);
    }

    /// What may be done, with its key; what may not, with the reason.
    fn possible(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel(area, buf, ctx, ctx.text(pay::POSSIBLE));
        let offers = self.offers();
        let room = usize::from(inside.width.saturating_sub(REASON));
        let told = |offer: &Offer| {
            let why = offer.off.as_ref().map(|why| ctx.say(why));
            why.map_or_else(Vec::new, |why| broken(&why, room))
        };
        // A reason is told whole or not at all; help tells it, too.
        let mut free = usize::from(inside.height).saturating_sub(offers.len());
        let mut row = 0;
        for offer in &offers {
            let label = offer.action.row().label;
            let key = fit(&ctx.key(offer.action), 6, Side::Right, ctx.symbols);
            let (cap, name) = match offer.off {
                None => (Token::Accent, Token::Strong),
                Some(_) => (Token::KeyOff, Token::KeyOff),
            };
            let pieces = vec![
                Span::styled(key, ctx.style(cap)),
                Span::styled(format!("  {}", ctx.text(label)), ctx.style(name)),
            ];
            line(inside, buf, row, &Line::from(pieces));
            row += 1;
            let spot = Rect {
                x: inside.x.saturating_add(REASON),
                width: inside.width.saturating_sub(REASON),
                ..inside
            };
            let reason = told(offer);
            if reason.len() > free {
                continue;
            }
            free -= reason.len();
            for words in reason {
                line(spot, buf, row, &Line::styled(words, ctx.style(Token::Dim)));
                row += 1;
            }
        }
    }
}

/// How far a reason stands from the left.
const REASON: u16 = 8;

/// The big line, the draw, the sale and the money beside them; below, over the whole width, what to do next.
fn summary(area: Rect, buf: &mut Buffer, ctx: &Ctx, ticket: &TicketView) {
    let title = ctx.say(&pay::TICKET_CODE.with("code", ticket.code.to_string()));
    let inside = panel(area, buf, ctx, &title);
    let told = verdict(ticket, ctx);
    let beside = match &ticket.prize {
        Some(_) if inside.width > MONEY + 30 => MONEY,
        Some(_) | None => 0,
    };
    let parts = [Constraint::Min(0), Constraint::Length(beside)];
    let [words, money] = columns(inside, parts);
    let room = usize::from(words.width);
    big_line(words, buf, ctx, &told);
    let put = |row, room, words: &str, token, buf: &mut Buffer| {
        let words = fit(words, room, Side::Left, ctx.symbols);
        line(inside, buf, row, &Line::styled(words, ctx.style(token)));
    };
    put(1, room, &draw_words(ticket, ctx), Token::Strong, buf);
    put(2, room, &sold_words(ticket, ctx), Token::Dim, buf);
    let (advice, token) = under_way(ctx).unwrap_or_else(|| (ctx.say(&told.advice), Token::Base));
    put(3, usize::from(inside.width), &advice, token, buf);
    if let Some(prize) = ticket.prize.as_ref().filter(|_| beside > 0) {
        figures(money, buf, ctx, prize);
    }
}

fn big_line(area: Rect, buf: &mut Buffer, ctx: &Ctx, told: &Verdict) {
    let style = ctx.style(told.token);
    let marked = style.add_modifier(Modifier::REVERSED | Modifier::BOLD);
    let badge = format!(" {} {} ", told.sign, ctx.text(told.badge).to_uppercase());
    let room = usize::from(area.width).saturating_sub(width(&badge));
    let said = format!("  {}", ctx.say(&told.say));
    let said = fit(&said, room, Side::Left, ctx.symbols);
    let pieces = vec![
        Span::styled(badge, marked),
        Span::styled(said, style.add_modifier(Modifier::BOLD)),
    ];
    line(area, buf, 0, &Line::from(pieces));
}

/// Prize, paid and remaining, one below the other, the figures in one column.
fn figures(area: Rect, buf: &mut Buffer, ctx: &Ctx, prize: &PrizeView) {
    let remaining = if prize.remaining.is_positive() {
        ctx.style(Token::Accent).add_modifier(Modifier::BOLD)
    } else {
        ctx.style(Token::Dim)
    };
    let called = match prize.kind {
        PayoutKind::Prize => pay::PRIZE,
        PayoutKind::Refund => pay::STAKE,
    };
    let all: [(_, _, Style); 3] = [
        (called, prize.prize, ctx.style(Token::Money)),
        (pay::PAID, prize.paid, ctx.style(Token::Base)),
        (pay::REMAINING, prize.remaining, remaining),
    ];
    for (row, (label, amount, style)) in (0..).zip(all) {
        let label = ctx.text(label);
        let room = usize::from(area.width).saturating_sub(width(label) + 2);
        let figure = fit(&ctx.voice.money(amount), room, Side::Right, ctx.symbols);
        let pieces = vec![
            Span::styled(format!("  {label}"), ctx.style(Token::Label)),
            Span::styled(figure, style),
        ];
        line(area, buf, row, &Line::from(pieces));
    }
}

fn draw_words(ticket: &TicketView, ctx: &Ctx) -> String {
    let draw = &ticket.draw;
    let at = pay::DRAW_AT.with("name", draw.name.as_str());
    let mut words = ctx.say(&at.with("at", Arg::Moment(draw.at)));
    let dot = format!(" {} ", ctx.symbols.dot);
    words.push_str(&dot);
    match &draw.result {
        Some(result) => {
            let outcome = result.outcome.as_deref().unwrap_or_default();
            let drawn = format!("{} {outcome}", result.number);
            words.push_str(&ctx.say(&pay::RESULT.with("result", drawn.trim_end())));
        }
        None => words.push_str(ctx.text(name::draw_state(draw.state))),
    }
    words
}

/// What is being sent at the moment, in place of the advice.
fn under_way(ctx: &Ctx) -> Option<(String, Token)> {
    if ctx.in_flight.is_empty() {
        return None;
    }
    let pays = ctx.waits(super::steps::Step::Pay.slot());
    let text = if pays { pay::SENT_PAY } else { pay::SENT_OTHER };
    Some((ctx.text(text).to_owned(), Token::Info))
}

/// Who sold it, when and where; and the note, where there is one.
fn sold_words(ticket: &TicketView, ctx: &Ctx) -> String {
    let sold = pay::SOLD_BY
        .with("vendedor", ticket.vendedor.as_str())
        .with("at", parts::moment(ticket.sold_at, ctx))
        .with("serial", ticket.serial.as_str())
        .with("ventana", ticket.ventana.as_str());
    let sold = ctx.say(&sold);
    match &ticket.note {
        Some(note) => {
            let note = pay::NOTE.with("text", note.as_str());
            format!("{sold} {} {}", ctx.symbols.dot, ctx.say(&note))
        }
        None => sold,
    }
}
