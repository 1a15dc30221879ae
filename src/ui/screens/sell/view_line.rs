//! The last rows: the line under the fingers with what it says, a sentence about it, and what the ticket costs.

use super::Sell;
use super::line::{Ask, Way};
use super::view::ends;
use crate::domain::betline::{Partial, Preview, Typing, parse_partial};
use crate::domain::{BetKind, Money, Number};
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, Text, frame, sell as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{cursor_line, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use std::collections::BTreeSet;

/// What a number on the line carries, once it has an amount: straight and reventado.
type Stake = Option<(Money, Option<Money>)>;

impl Sell {
    pub(super) fn draw_line(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let preview = self.preview();
        let indent = self.draw_typed(area, buf, preview.as_ref(), ctx);
        self.draw_message(area, buf, indent, ctx);
        let next = preview
            .as_ref()
            .filter(|(partial, _)| partial.error.is_none() && !self.unsold());
        self.draw_total(area, buf, next.map(|(_, preview)| preview), ctx);
        self.draw_day(area, buf, ctx);
    }

    /// What the line says so far; nothing while it is empty or a command.
    pub(super) fn preview(&self) -> Option<(Partial, Preview)> {
        let text = self.typed.whole();
        let first = text.trim().chars().next()?;
        if matches!(first, '\'' | 'x' | 'X' | '=') {
            return None;
        }
        let partial = parse_partial(&text, &self.typed.context(&self.draws));
        let preview = partial.preview().ok()?;
        Some((partial, preview))
    }

    /// The numbers under the fingers, to be marked in the grid.
    pub(super) fn typed_numbers(&self) -> BTreeSet<Number> {
        let Some((_, preview)) = self.preview() else {
            return BTreeSet::new();
        };
        let bets = preview.expansion.bets.iter().map(|bet| bet.number);
        bets.chain(preview.waiting.iter().copied()).collect()
    }

    /// Draws the line; returns the column in which its text begins.
    fn draw_typed(
        &self,
        area: Rect,
        buf: &mut Buffer,
        preview: Option<&(Partial, Preview)>,
        ctx: &Ctx,
    ) -> usize {
        let label = self.label(ctx);
        let indent = width(&label);
        let whole = usize::from(area.width);
        let typed = self.typed.text().chars().count() + 1;
        let room = whole.saturating_sub(indent);
        let own = typed.max(14).min(if preview.is_some() {
            room * 3 / 5
        } else {
            room
        });
        let mut spans = vec![Span::styled(label, ctx.style(Token::Accent))];
        let styles = (ctx.style(Token::Input), ctx.style(Token::Cursor));
        let text = self.typed.text();
        spans.extend(cursor_line(text, self.typed.input.cursor(), own, styles));
        let used: usize = spans.iter().map(Span::width).sum();
        let free = whole.saturating_sub(used);
        let (said, right) = self.reading(preview, free, ctx);
        spans.extend(said);
        ends(area, buf, 0, spans, right);
        indent
    }

    /// What is asked for: a mark, or in the assisted way the field's name.
    fn label(&self, ctx: &Ctx) -> String {
        let pointer = ctx.symbols.pointer;
        let asked = |text: Text| format!(" {pointer} {}: ", ctx.text(text));
        match (self.typed.way, &self.typed.ask) {
            (Way::Assisted, Ask::Numbers) => asked(t::ASK_NUMBERS),
            (Way::Assisted, Ask::Amount(before)) => {
                format!(" {before} {pointer} {}: ", ctx.text(t::ASK_AMOUNT))
            }
            (Way::Assisted, Ask::Reventado(before)) => {
                format!(" {before} {pointer} {}: ", ctx.text(t::ASK_REVENTADO))
            }
            (Way::AmountFirst, _) => match self.typed.sticky {
                Some(sticky) => {
                    let amount = ctx.voice.figure(sticky.stake());
                    format!(" {}{amount} {pointer} ", ctx.symbols.times)
                }
                None => asked(t::ASK_AMOUNT_FIRST),
            },
            (Way::NumberFirst | Way::List, _) => format!(" {pointer} "),
        }
    }

    /// What the line says: its numbers with their amounts at the left, their count and total at the right.
    fn reading(
        &self,
        preview: Option<&(Partial, Preview)>,
        free: usize,
        ctx: &Ctx,
    ) -> (Vec<Span<'static>>, Vec<Span<'static>>) {
        let Some((partial, preview)) = preview else {
            return (Vec::new(), Vec::new());
        };
        let arrow = Span::styled(format!("{} ", ctx.symbols.arrow), ctx.style(Token::Dim));
        if partial.typing == Typing::Command {
            let words = self.command_words(ctx);
            let words = Span::styled(ctx.say(&words), ctx.style(Token::Info));
            return (vec![arrow, words], Vec::new());
        }
        let count = preview.count();
        // Of a line that no further key can mend no part is shown as if it were sold.
        if count == 0 || partial.error.is_some() {
            return (Vec::new(), Vec::new());
        }
        let mut right = ctx.say(&t::NUMBERS.with("n", count));
        if preview.total.is_positive() {
            right = format!(
                "{right} {} {}",
                ctx.symbols.dot,
                ctx.voice.figure(preview.total)
            );
        }
        let token = if count > 10 {
            Token::Warn
        } else {
            Token::Strong
        };
        let right = Span::styled(format!(" {right} "), ctx.style(token));
        let room = free.saturating_sub(right.width() + 2);
        let mut spans = vec![arrow];
        spans.extend(self.numbers(preview, room, ctx));
        (spans, vec![right])
    }

    fn numbers(&self, preview: &Preview, room: usize, ctx: &Ctx) -> Vec<Span<'static>> {
        let bets = &preview.expansion.bets;
        let of = |kind| bets.iter().filter(move |bet| bet.kind == kind);
        let extra = |number| {
            let mut reventados = of(BetKind::Reventado);
            let found = reventados.find(|bet| bet.number == number);
            found.map(|bet| bet.stake)
        };
        let straight =
            of(BetKind::Straight).map(|bet| (bet.number, Some((bet.stake, extra(bet.number)))));
        let waiting = preview.waiting.iter().map(|number| (*number, None));
        let all: Vec<(Number, Stake)> = straight.chain(waiting).collect();
        let (mut spans, mut used) = (Vec::new(), 0);
        for (place, (number, stake)) in all.iter().enumerate() {
            let held = self.held(*number, Some(BetKind::Straight));
            let left = self
                .left
                .left(*number, BetKind::Straight, self.draws.chosen())
                .map(|(left, limit)| (left.checked_sub(held).unwrap_or(left), limit))
                .map(|(left, limit)| (left.max(Money::ZERO), limit));
            let short = left.filter(|(left, _)| stake.is_some_and(|(stake, _)| stake > *left));
            let shown = left.filter(|_| self.is_tight(*number)).or(short);
            let next = all.get(place + 1).and_then(|(_, stake)| *stake);
            let amount = match stake {
                Some((stake, extra)) if next != Some((*stake, *extra)) => {
                    let extra = extra.map(|extra| format!("r{} ", ctx.voice.figure(extra)));
                    let times = ctx.symbols.times;
                    let stake = ctx.voice.figure(*stake);
                    format!("{times}{stake} {}", extra.unwrap_or_default())
                }
                _ => String::new(),
            };
            let mark = shown.map_or_else(String::new, |(left, limit)| {
                if limit.is_zero() {
                    format!("{} ", ctx.symbols.cross)
                } else {
                    format!("{}{} ", ctx.symbols.warn, ctx.voice.figure(left))
                }
            });
            let wide = width(&number.to_string()) + 1 + width(&amount) + width(&mark);
            if used + wide + 2 > room {
                let dots = ctx.symbols.ellipsis;
                spans.push(Span::styled(dots, ctx.style(Token::Dim)));
                return spans;
            }
            used += wide;
            let token = match (short.is_some(), shown.is_some()) {
                (true, _) => Token::Error,
                (false, true) => Token::Warn,
                (false, false) => Token::Base,
            };
            spans.push(Span::styled(format!("{number} "), ctx.style(token)));
            spans.push(Span::styled(mark, ctx.style(token)));
            spans.push(Span::styled(amount, ctx.style(Token::Dim)));
        }
        spans
    }

    /// What the command being typed will do.
    fn command_words(&self, ctx: &Ctx) -> Say {
        let text = self.typed.text().trim();
        let first = text.chars().next().unwrap_or_default();
        match first {
            '/' => self.draws_words(ctx),
            '+' => t::PREVIEW_REPEAT.into(),
            '-' => t::PREVIEW_REMOVE.into(),
            '0' => t::PREVIEW_TOTALS.into(),
            '*' => t::PREVIEW_CHARGE.into(),
            _ => t::PREVIEW_LOOK_UP.into(),
        }
    }

    fn draws_words(&self, ctx: &Ctx) -> Say {
        use crate::domain::betline::{Entry, LineCommand, read};
        let read = read(self.typed.text(), &self.typed.context(&self.draws));
        let Ok(Entry::Command(LineCommand::ChooseDraws(choice))) = read else {
            return t::PREVIEW_DRAWS.into();
        };
        match self.draws.named(&choice, ctx.now) {
            Ok(ids) => {
                let names: Vec<String> = ids
                    .iter()
                    .filter_map(|id| self.draw_name(*id, ctx))
                    .collect();
                frame::PLAIN.with("text", names.join(", "))
            }
            Err(say) => say,
        }
    }
}
