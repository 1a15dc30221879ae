//! What the basket comes to: what was taken off, tax, goods and numbers, the total, cash and its change, who buys, and what
//! must be looked at.

use super::Till;
use super::state::Stage;
use super::view::pair;
use crate::domain::goods::rounding;
use crate::domain::view::BasketView;
use crate::domain::{Money, NOTES, change_table};
use crate::ui::ctx::Ctx;
use crate::ui::plain::plain;
use crate::ui::text::{Say, Text, counter as t, till};
use crate::ui::theme::Token;
use crate::ui::widgets::{broken, line, panel};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

impl Till {
    pub(super) fn draw_totals(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel(area, buf, ctx, ctx.text(t::SUMS));
        let Some(view) = self.view.as_deref().filter(|_| self.stage != Stage::Done) else {
            return self.draw_idle(inside, buf, ctx);
        };
        let mut row = 0;
        for (label, amount, off) in parts(view) {
            let figure = ctx.voice.figure(amount);
            let figure = if off { format!("-{figure}") } else { figure };
            let words = (ctx.text(label), figure.as_str());
            pair(inside, buf, row, words, (Token::Dim, Token::Base), ctx);
            row += 1;
        }
        let rule = ctx.symbols.rule.repeat(usize::from(inside.width));
        line(
            inside,
            buf,
            row,
            &Line::styled(rule, ctx.style(Token::Border)),
        );
        row += 1;
        let total = ctx.voice.money(view.totals.total);
        let words = (ctx.text(t::TOTAL), total.as_str());
        pair(inside, buf, row, words, (Token::Accent, Token::Accent), ctx);
        row += 1;
        row = self.draw_cash(inside, buf, row, ctx);
        for (say, token) in Self::below(view) {
            for words in broken(&ctx.say(&say), usize::from(inside.width)) {
                line(inside, buf, row, &Line::styled(words, ctx.style(token)));
                row += 1;
            }
        }
    }

    /// What is paid in cash and the change on the notes that are likely to be handed over.
    fn draw_cash(&self, area: Rect, buf: &mut Buffer, mut row: u16, ctx: &Ctx) -> u16 {
        let cash = if self.stage == Stage::Tender {
            Some(self.rest().in_cash)
        } else {
            rounding::in_coins(self.total(), self.coin())
        };
        let Some(cash) = cash.filter(|cash| cash.is_positive()) else {
            return row;
        };
        if cash != self.total() {
            let figure = ctx.voice.figure(cash);
            let words = (ctx.text(t::IN_CASH), figure.as_str());
            pair(area, buf, row, words, (Token::Dim, Token::Strong), ctx);
            row += 1;
        }
        for (note, back) in change_table(cash, &NOTES) {
            let label = format!("{} {}", ctx.voice.figure(note), ctx.symbols.arrow);
            let figure = ctx.voice.figure(back);
            let words = (label.as_str(), figure.as_str());
            pair(area, buf, row, words, (Token::Dim, Token::Dim), ctx);
            row += 1;
        }
        row
    }

    /// Who buys, and what must be looked at before it is charged.
    fn below(view: &BasketView) -> Vec<(Say, Token)> {
        let mut says: Vec<(Say, Token)> = Vec::new();
        if let Some(customer) = &view.customer {
            let name = t::CUSTOMER_IS
                .with("name", plain(&customer.name).into_owned())
                .with("tier", till::tier(customer.tier))
                .with("n", customer.points);
            says.push((name, Token::Info));
            if customer.credit.is_positive() {
                says.push((t::CREDIT_OF.with("credit", customer.credit), Token::Info));
            }
        }
        if view.earns > 0 {
            says.push((t::EARNS.with("n", view.earns), Token::Dim));
        }
        if !view.basket.note.is_empty() {
            let note = t::NOTE_IS.with("note", plain(&view.basket.note).into_owned());
            says.push((note, Token::Dim));
        }
        if view.needs_supervisor {
            says.push((t::NEEDS_SUPERVISOR.into(), Token::Warn));
        }
        for (variant, has) in &view.short {
            let line = view
                .basket
                .lines
                .iter()
                .find(|line| line.item.variant == *variant);
            if let Some(line) = line {
                let say = t::SHORT
                    .with("name", plain(&line.item.name).into_owned())
                    .with("has", has.text());
                says.push((say, Token::Warn));
            }
        }
        says
    }

    /// Nothing in the basket: what waits.
    fn draw_idle(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let Some(desk) = &self.desk else {
            return;
        };
        let mut row = 0;
        if !desk.parked.is_empty() {
            let head = ctx.say(&t::WAITING.with("n", desk.parked.len()));
            line(area, buf, 0, &Line::styled(head, ctx.style(Token::Header)));
            row = 1;
        }
        for one in &desk.parked {
            let total = ctx.voice.figure(one.total);
            let label = plain(&one.label);
            let words = (label.as_ref(), total.as_str());
            pair(area, buf, row, words, (Token::Base, Token::Money), ctx);
            row += 1;
        }
    }
}

/// The parts of the sum that are not nothing.
fn parts(view: &BasketView) -> Vec<(Text, Money, bool)> {
    let totals = &view.totals;
    let mixed = totals.goods.is_positive() && totals.numbers.is_positive();
    let taken = totals.gross != totals.goods;
    let all = [
        (t::GROSS, totals.gross, false, taken),
        (t::PROMOTIONS, totals.promotions, true, true),
        (t::DISCOUNTS, totals.by_hand, true, true),
        (t::BY_POINTS, totals.points, true, true),
        (t::TAX, totals.tax, false, true),
        (t::GOODS, totals.goods, false, mixed || taken),
        (t::NUMBERS, totals.numbers, false, true),
    ];
    all.into_iter()
        .filter(|(_, amount, _, wanted)| *wanted && !amount.is_zero())
        .map(|(label, amount, off, _)| (label, amount, off))
        .collect()
}
