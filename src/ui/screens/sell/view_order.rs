//! Where there is no ticket: how to begin one, or a pasted order that is looked at first.

use super::Sell;
use super::basket::rows;
use super::line::Way;
use super::order::Order;
use super::view::ends;
use super::view_basket::Drawn;
use crate::domain::Money;
use crate::domain::betline::Line as OrderedLine;
use crate::domain::order::OrderLine;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::mistake;
use crate::ui::text::{Text, sell as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, broken, fit, line, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

impl Sell {
    /// How a ticket is begun.
    pub(super) fn draw_empty(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        if self.basket.note.is_some() {
            let note = self.basket.note.as_deref().unwrap_or_default();
            let words = format!("  {}", ctx.say(&t::NOTE_TICKET.with("note", note)));
            line(area, buf, 0, &Line::styled(words, ctx.style(Token::Info)));
        }
        let top = u16::from(area.height > 8) + 1;
        let how = broken(
            ctx.text(begin(self.typed.way)),
            usize::from(area.width).saturating_sub(3),
        );
        for (row, words) in (top..).zip(&how) {
            let words = format!("  {words}");
            line(area, buf, row, &Line::styled(words, ctx.style(Token::Base)));
        }
        let top = top.saturating_add(u16::try_from(how.len()).unwrap_or(1));
        for (row, example) in (top + 1..).zip(examples(self.typed.way)) {
            let (keys, means) = ctx.text(example).split_at_checked(16).unwrap_or(("", ""));
            let keys = if amounts_apart(self.typed.way) {
                without_amount(keys)
            } else {
                keys.to_owned()
            };
            let room = usize::from(area.width).saturating_sub(20);
            let means = fit(means, room, Side::Left, ctx.symbols);
            let spans = vec![
                Span::styled(format!("    {keys:<16}"), ctx.style(Token::Accent)),
                Span::styled(means, ctx.style(Token::Dim)),
            ];
            line(area, buf, row, &Line::from(spans));
        }
    }
}

impl Order {
    /// What each line comes to, or what is unclear in it.
    pub(super) fn draw(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let room = area.height.saturating_sub(1);
        let mut drawn: Vec<Drawn> = Vec::new();
        for one in self.lines.iter().skip(self.first) {
            drawn.extend(told(one, usize::from(area.width), ctx));
        }
        for (row, (left, right)) in (0..room).zip(drawn) {
            ends(area, buf, row, left, right);
        }
        let (good, bad) = self.counts();
        let foot = t::ORDER_FOOT.with("good", good).with("bad", bad);
        let foot = foot
            .with("enter", Action::SellEnter)
            .with("esc", Action::SellClear);
        let words = format!(" {}", ctx.say(&foot));
        let words = fit(&words, usize::from(area.width), Side::Left, ctx.symbols);
        line(
            area,
            buf,
            room,
            &Line::styled(words, ctx.style(Token::Info)),
        );
    }
}

/// A line as it was pasted; below it what it sells with its total, or what is unclear in it.
fn told(one: &OrderLine, columns: usize, ctx: &Ctx) -> Vec<Drawn> {
    let (token, mark) = match &one.read {
        Ok(_) => (Token::Ok, ctx.symbols.check),
        Err(_) => (Token::Error, ctx.symbols.warn),
    };
    let room = columns.saturating_sub(4);
    let text = crate::ui::plain::plain(&one.text).into_owned();
    let mut rows: Vec<Drawn> = Vec::new();
    for (row, piece) in broken(&text, room).into_iter().enumerate() {
        let mark = if row == 0 { mark } else { " " };
        let left = vec![
            Span::styled(format!(" {mark} "), ctx.style(token)),
            Span::styled(piece, ctx.style(Token::Base)),
        ];
        rows.push((left, Vec::new()));
    }
    let below = |words: String, token| {
        let pieces = broken(&words, room.saturating_sub(2)).into_iter();
        let row = move |piece| vec![Span::styled(format!("     {piece}"), ctx.style(token))];
        pieces.map(move |piece| (row(piece), Vec::new()))
    };
    match &one.read {
        Ok(line) => {
            let bets = spoken(line, ctx);
            rows.extend(below(
                ctx.say(&t::ORDER_SELLS.with("bets", bets)),
                Token::Dim,
            ));
            let total = ctx.voice.figure(Order::total(line).unwrap_or(Money::ZERO));
            if let Some((left, right)) = rows.last_mut() {
                *right = vec![Span::styled(format!(" {total} "), ctx.style(Token::Money))];
                let taken: usize = left.iter().map(Span::width).sum();
                if taken + width(&total) + 2 > columns {
                    let total = std::mem::take(right);
                    rows.push((Vec::new(), total));
                }
            }
        }
        Err(doubt) => rows.extend(below(ctx.say(&mistake::doubt(&doubt.kind)), Token::Error)),
    }
    rows
}

/// What a line sells: `12 13 ×200 r100`.
fn spoken(line: &OrderedLine, ctx: &Ctx) -> String {
    let groups = rows(line).unwrap_or_default().into_iter().map(|row| {
        let reventado = if row.reventado.is_positive() {
            format!(" r{}", ctx.voice.figure(row.reventado))
        } else {
            String::new()
        };
        let stake = ctx.voice.figure(row.stake);
        format!("{} {}{stake}{reventado}", row.words(), ctx.symbols.times)
    });
    groups.collect::<Vec<_>>().join(" + ")
}

/// How a line is begun in each way of typing.
const fn begin(way: Way) -> Text {
    match way {
        Way::NumberFirst => t::EMPTY,
        Way::AmountFirst => t::EMPTY_AMOUNT,
        Way::List => t::EMPTY_LIST,
        Way::Assisted => t::EMPTY_ASSISTED,
    }
}

/// Whether the amount is typed apart from its numbers.
const fn amounts_apart(way: Way) -> bool {
    match way {
        Way::AmountFirst | Way::Assisted => true,
        Way::NumberFirst | Way::List => false,
    }
}

/// The forms that the present way of typing knows, what is needed most first.
fn examples(way: Way) -> impl Iterator<Item = Text> {
    let first = match way {
        Way::NumberFirst | Way::List => [Some(t::EXAMPLE_1), Some(t::EXAMPLE_2), None],
        Way::AmountFirst => [
            Some(t::EXAMPLE_AMOUNT),
            Some(t::EXAMPLE_NUMBERS),
            Some(t::EXAMPLE_BOTH),
        ],
        Way::Assisted => [Some(t::EXAMPLE_NUMBERS), None, None],
    };
    let rest = [
        t::EXAMPLE_3,
        t::EXAMPLE_4,
        t::EXAMPLE_5,
        t::EXAMPLE_6,
        t::EXAMPLE_7,
        t::EXAMPLE_8,
        t::EXAMPLE_9,
        t::EXAMPLE_10,
        t::EXAMPLE_11,
        t::EXAMPLE_12,
        t::EXAMPLE_13,
    ];
    first.into_iter().flatten().chain(rest)
}

/// The numbers of an example; commands stay as they are.
fn without_amount(keys: &str) -> String {
    match keys.split_once('*') {
        Some((numbers, _)) if !keys.starts_with('/') => numbers.to_owned(),
        _ => keys.trim_end().to_owned(),
    }
}
