//! The payment: what is to be paid, how it was paid so far, what is missing; and after it the change, large, with the receipt's
//! number and the tickets.

use super::Till;
use super::tender::Rest;
use super::view::pair;
use crate::domain::Money;
use crate::domain::goods::{Means, Tender};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{counter as t, till};
use crate::ui::theme::Token;
use crate::ui::widgets::{line, panel_focused, typed_amount};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

impl Till {
    pub(super) fn draw_tenders(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::PAYMENT), true);
        let total = ctx.voice.money(self.total());
        let words = (ctx.text(t::TO_PAY), total.as_str());
        pair(inside, buf, 0, words, (Token::Accent, Token::Accent), ctx);
        let mut row = 2;
        for tender in &self.tendering.rows {
            let label = told(tender, ctx);
            let amount = ctx.voice.figure(tender.amount);
            let words = (label.as_str(), amount.as_str());
            pair(inside, buf, row, words, (Token::Base, Token::Money), ctx);
            row += 1;
        }
        if self.tendering.rows.is_empty() {
            let words = Line::styled(ctx.text(t::NO_TENDER), ctx.style(Token::Dim));
            line(inside, buf, row, &words);
            row += 1;
        }
        row += 1;
        let rest = self.rest();
        let pays = self.tendering.pays(self.total(), self.coin());
        let (label, amount, token) = if pays {
            (t::PAID_IN_FULL, self.tendering.change(), Token::Ok)
        } else {
            (t::REST, rest.in_cash, Token::Strong)
        };
        let amount_words = ctx.voice.money(amount);
        let words = (ctx.text(label), amount_words.as_str());
        pair(inside, buf, row, words, (token, token), ctx);
        row += 1;
        let Rest { in_cash, exact } = rest;
        if !pays && in_cash != exact {
            let exact = ctx.voice.figure(exact);
            let words = (ctx.text(t::NOT_IN_CASH), exact.as_str());
            pair(inside, buf, row, words, (Token::Dim, Token::Base), ctx);
        }
    }

    /// What the typed cash would give back, or what is still missing.
    pub(super) fn change_so_far(&self, ctx: &Ctx) -> (String, Token) {
        if self.sent.is_some() {
            let words = ctx.text(crate::ui::text::frame::SENDING).to_owned();
            return (words, Token::Info);
        }
        let rest = self.rest().in_cash;
        let pays = self.tendering.pays(self.total(), self.coin());
        let typed = self.tendering.input.value().trim();
        let say = match typed_amount(typed, ctx) {
            _ if typed.is_empty() && pays => t::ENTER_COMPLETES.with("total", self.total()),
            _ if typed.is_empty() => t::ENTER_EXACT.with("rest", rest),
            Ok(received) if received >= rest => {
                let back = received.checked_sub(rest).unwrap_or(Money::ZERO);
                t::CHANGE_WOULD.with("change", back)
            }
            Ok(received) => {
                let missing = rest.checked_sub(received).unwrap_or(Money::ZERO);
                t::STILL_MISSING.with("missing", missing)
            }
            Err(why) => return (ctx.say(&why), Token::Warn),
        };
        (ctx.say(&say), Token::Info)
    }

    /// What was just sold.
    pub(super) fn draw_done(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel_focused(area, buf, ctx, ctx.text(t::SOLD), true);
        let Some(sold) = &self.done else {
            return;
        };
        let mut row = 0;
        let mut put = |label: &str, value: &str, tokens: (Token, Token)| {
            pair(inside, buf, row, (label, value), tokens, ctx);
            row += 1;
        };
        let change = ctx.voice.money(sold.change);
        put(ctx.text(t::CHANGE), &change, (Token::Accent, Token::Accent));
        put("", "", (Token::Base, Token::Base));
        let paid = ctx.voice.money(sold.paid);
        put(ctx.text(t::PAID), &paid, (Token::Base, Token::Money));
        put(ctx.text(t::SALE), &sold.number, (Token::Dim, Token::Base));
        put(
            ctx.text(t::RECEIPT),
            &sold.receipt,
            (Token::Dim, Token::Base),
        );
        if sold.earned > 0 {
            let earned = ctx.say(&t::POINTS_OF.with("n", sold.earned));
            put(ctx.text(t::EARNED), &earned, (Token::Dim, Token::Ok));
        }
        if let Some(points) = sold.points {
            let points = ctx.say(&t::POINTS_OF.with("n", points));
            put(ctx.text(t::POINTS), &points, (Token::Dim, Token::Base));
        }
        for ticket in &sold.tickets {
            let label = format!(
                "{} {} {} {}",
                plain(&ticket.lottery),
                ctx.voice.clock(ticket.at),
                ctx.symbols.dot,
                ticket.code
            );
            let total = ctx.voice.figure(ticket.total);
            put(&label, &total, (Token::Strong, Token::Money));
        }
    }
}

/// A tender with what is known of it.
fn told(tender: &Tender, ctx: &Ctx) -> String {
    let kind = ctx.text(till::tender(tender.kind()));
    let more = match &tender.means {
        Means::Cash { received } if *received != tender.amount => {
            ctx.say(&t::RECEIVED_OF.with("received", *received))
        }
        Means::Cash { .. } | Means::StoreCredit | Means::Credit => String::new(),
        Means::Card {
            last4,
            authorisation,
        } => format!("{last4} {} {}", ctx.symbols.dot, plain(authorisation)),
        Means::Sinpe { reference, phone } => {
            format!("{} {} {}", plain(reference), ctx.symbols.dot, plain(phone))
        }
        Means::Transfer { reference } => plain(reference).into_owned(),
        Means::Prize { code } => code.to_string(),
    };
    if more.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind} {more}")
    }
}
