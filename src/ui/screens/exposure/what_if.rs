//! What a result would mean: profit or loss, the cash each shop needs, and the ten results that cost the house most.

use super::{WHAT_IF, draw_label};
use crate::domain::{DrawResult, Money, Number};
use crate::ops::{DrawRow, Request, WhatIf};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::plain::plain;
use crate::ui::text::{Text, exposure, frame};
use crate::ui::theme::Token;
use crate::ui::widgets::{
    Grid, Side, bar, columns, fit, line, panel, panel_focused, rows, text, width,
};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::text::{Line, Span};

/// A supposed result of a draw.
pub(super) struct Supposed {
    pub(super) draw: DrawRow,
    result: DrawResult,
    answer: Option<WhatIf>,
    /// The ten worst results and what the house would keep.
    pub(super) worst: Grid<(DrawResult, Money)>,
}

impl Supposed {
    /// This number, with the first colour where the draw has colours.
    pub(super) fn of(draw: DrawRow, number: Number) -> Self {
        let outcome = draw.outcomes.first().cloned();
        Self {
            draw,
            result: DrawResult { number, outcome },
            answer: None,
            worst: Grid::default(),
        }
    }

    pub(super) fn ask(&self) -> Effect {
        let (draw, result) = (self.draw.id, self.result.clone());
        Effect::Ask(WHAT_IF, Request::WhatIf { draw, result })
    }

    /// The next colour of the draw.
    pub(super) fn turn(&mut self) -> Effect {
        let all = &self.draw.outcomes;
        let place = self
            .result
            .outcome
            .as_ref()
            .and_then(|outcome| all.iter().position(|known| known == outcome));
        let next = place.map_or(0, |place| place + 1);
        self.result.outcome = all.get(next).or(all.first()).cloned();
        self.answer = None;
        self.ask()
    }

    /// Supposes the chosen one of the ten worst.
    pub(super) fn open(&mut self) -> Option<Effect> {
        let (result, _) = self.worst.chosen()?;
        self.result = result.clone();
        self.answer = None;
        Some(self.ask())
    }

    pub(super) fn learn(&mut self, what: &WhatIf) {
        if what.preview.result == self.result {
            self.worst.set(what.worst_ten.clone(), false);
            self.answer = Some(what.clone());
        }
    }

    pub(super) fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let [left, right] = columns(area, [Constraint::Fill(1), Constraint::Fill(1)]);
        let beside = area.width >= 90;
        let [facts, cash] = rows(
            left,
            [
                Constraint::Length(if beside { 11 } else { 9 }),
                Constraint::Min(0),
            ],
        );
        self.render_facts(facts, buf, ctx);
        self.render_cash(cash, buf, ctx);
        self.render_worst(right, buf, ctx);
    }

    fn render_facts(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let called = draw_label::called(&self.draw, ctx);
        let result = draw_label::result(&self.result);
        let title = ctx.say(&exposure::WHAT_IF.with("result", result));
        let inside = panel(
            area,
            buf,
            ctx,
            &format!("{title} {} {called}", ctx.symbols.dot),
        );
        let Some(answer) = &self.answer else {
            let words = ctx.text(frame::LOADING);
            return text(inside, buf, words, ctx.style(Token::Dim));
        };
        let preview = &answer.preview;
        let minus = |amount: Money| ctx.voice.figure(amount.checked_neg().unwrap_or(amount));
        let loses = preview.net.is_negative();
        let mut all: Vec<(Text, String, Token)> = vec![
            (
                exposure::SALES,
                ctx.voice.figure(preview.stakes),
                Token::Base,
            ),
            (exposure::COMMISSION, minus(preview.commission), Token::Base),
            (exposure::PRIZES, minus(preview.prizes), Token::Strong),
            (
                if loses {
                    exposure::LOSES
                } else {
                    exposure::KEEPS
                },
                ctx.voice.money(preview.net),
                if loses {
                    Token::MoneyNegative
                } else {
                    Token::Money
                },
            ),
            (
                exposure::WINNERS,
                ctx.voice.count(preview.winners),
                Token::Base,
            ),
        ];
        if !(preview.laid_off.is_zero() && preview.share.is_zero()) {
            let cost = minus(preview.laid_off);
            let share = ctx.voice.figure(preview.share);
            all.insert(3, (exposure::LAID_COST, cost, Token::Base));
            all.insert(4, (exposure::LAID_SHARE, share, Token::Base));
        }
        let room = usize::from(inside.width);
        for (row, (label, value, token)) in (0..).zip(all) {
            let label = ctx.text(label);
            let rest = room.saturating_sub(width(label) + 1);
            let value = fit(&value, rest, Side::Right, ctx.symbols);
            let pieces = vec![
                Span::styled(format!("{label} "), ctx.style(Token::Label)),
                Span::styled(value, ctx.style(token)),
            ];
            line(inside, buf, row, &Line::from(pieces));
        }
    }

    /// The cash each shop would need, largest first, as bars.
    fn render_cash(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let inside = panel(area, buf, ctx, ctx.text(exposure::CASH));
        let Some(answer) = &self.answer else {
            return;
        };
        if answer.cash.is_empty() {
            let words = ctx.text(exposure::NO_CASH);
            return text(inside, buf, words, ctx.style(Token::Dim));
        }
        let most = answer.cash.iter().map(|(_, amount)| *amount).max();
        let named = usize::from(inside.width / 3).min(20);
        for (row, (name, amount)) in (0..inside.height).zip(&answer.cash) {
            let figure = ctx.voice.figure(*amount);
            let label = fit(&plain(name), named, Side::Left, ctx.symbols);
            let pieces = bar_line(
                (label, Token::Base),
                (*amount, most.unwrap_or_default()),
                (&figure, Token::Money),
                inside.width,
                ctx,
            );
            line(inside, buf, row, &Line::from(pieces));
        }
    }

    /// The ten results of largest loss, as bars; the chosen one can be supposed.
    fn render_worst(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let title = ctx.text(exposure::WORST_TEN);
        let inside = panel_focused(area, buf, ctx, title, true);
        let all = self.worst.rows();
        if all.is_empty() {
            let words = if self.answer.is_some() {
                ctx.text(exposure::NO_WORST_TEN)
            } else {
                ctx.text(frame::LOADING)
            };
            return text(inside, buf, words, ctx.style(Token::Dim));
        }
        let cents = |amount: Money| i128::from(amount.as_cents());
        let best = all.iter().map(|(_, kept)| cents(*kept)).max().unwrap_or(0);
        let least = all.iter().map(|(_, kept)| cents(*kept)).min().unwrap_or(0);
        let longest = all
            .iter()
            .map(|(result, _)| width(&draw_label::result(result)))
            .max()
            .unwrap_or(0);
        let air = inside.height >= 20;
        for (place, (result, kept)) in all.iter().enumerate() {
            let row = u16::try_from(if air { place * 2 } else { place }).unwrap_or(u16::MAX);
            let chosen = place == self.worst.place();
            let pointer = if chosen { ctx.symbols.pointer } else { " " };
            let name = draw_label::result(result);
            let name = fit(&name, longest, Side::Left, ctx.symbols);
            let token = if chosen {
                Token::Selection
            } else {
                Token::Strong
            };
            let kept_token = if kept.is_negative() {
                Token::MoneyNegative
            } else {
                Token::Money
            };
            // a loss is measured from zero; where even the worst leaves a gain, the bar shows how far below the best it lies
            let (part, whole) = if least < 0 {
                ((-cents(*kept)).max(0), -least)
            } else {
                (best - cents(*kept), best - least)
            };
            let part = Money::try_from_cents(i64::try_from(part).unwrap_or(0));
            let whole = Money::try_from_cents(i64::try_from(whole).unwrap_or(0));
            let pieces = bar_line(
                (format!("{pointer} {name} "), token),
                (part.unwrap_or_default(), whole.unwrap_or_default()),
                (&ctx.voice.figure(*kept), kept_token),
                inside.width,
                ctx,
            );
            line(inside, buf, row, &Line::from(pieces));
        }
    }
}

/// A label, a bar, and a figure of at most twelve columns at the right.
fn bar_line(
    label: (String, Token),
    share: (Money, Money),
    figure: (&str, Token),
    columns: u16,
    ctx: &Ctx,
) -> Vec<Span<'static>> {
    let figure_wide = width(figure.0).max(12);
    let room = usize::from(columns).saturating_sub(width(&label.0) + figure_wide + 2);
    let cents = |amount: Money| u64::try_from(amount.as_cents()).unwrap_or(0);
    let (full, empty) = bar(cents(share.0), cents(share.1), room, ctx.symbols);
    let shown = fit(figure.0, figure_wide, Side::Right, ctx.symbols);
    vec![
        Span::styled(label.0, ctx.style(label.1)),
        Span::styled(" ", ctx.style(Token::Base)),
        Span::styled(full, ctx.style(Token::Bar)),
        Span::styled(empty, ctx.style(Token::BarEmpty)),
        Span::styled(format!(" {shown}"), ctx.style(figure.1)),
    ]
}
