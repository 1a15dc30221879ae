//! The ticket: its rows with their amounts, what was added up or cut, and beside each row why the house refused it.

use super::Sell;
use super::basket::Row;
use super::left;
use super::view::ends;
use super::view_message::limit_words;
use crate::domain::{BetKind, Money, Number, SaleProblem};
use crate::ops::Refusal;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::text::{Say, Text, refusal, sell as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, broken, fit, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

/// One drawn row: what stands at the left and at the right.
pub(super) type Drawn = (Vec<Span<'static>>, Vec<Span<'static>>);

/// Columns of the ticket at most.
const MOST_COLUMNS: u16 = 90;

impl Sell {
    /// The heading over the ticket: how many numbers, and what is parked.
    pub(super) fn ticket_title(&self, ctx: &Ctx) -> String {
        let mut title = ctx.text(t::TICKET).to_owned();
        if !self.parked.is_empty() {
            let say = t::PARKED.with("n", self.parked.len());
            let parked = ctx.say(&say.with("key", Action::SellPark));
            title = format!("{title} {} {parked}", ctx.symbols.dot);
        }
        title
    }

    pub(super) fn draw_basket(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        if self.basket.is_empty() {
            return self.draw_empty(area, buf, ctx);
        }
        // However wide the terminal, amounts stay within reach of their numbers.
        let area = Rect {
            width: area.width.min(MOST_COLUMNS),
            ..area
        };
        let mut drawn: Vec<Drawn> = Vec::new();
        if let Some(note) = &self.basket.note {
            let words = ctx.say(&t::NOTE_TICKET.with("note", note.as_str()));
            drawn.push(note_row(&words, Token::Info, ctx));
        }
        if let Some(code) = self.basket.repeats {
            let words = ctx.say(&t::NOTE_REPEATED.with("code", code.to_string()));
            drawn.push(note_row(&words, Token::Dim, ctx));
        }
        let name = |id| self.draw_name(id, ctx);
        let refused = |one: &Refusal| {
            let words = self.brief(one);
            let words = words.unwrap_or_else(|| refusal::sentence_with(one, &name));
            let words = format!("{} {}", ctx.symbols.warn, ctx.say(&words));
            let lines = broken(&words, usize::from(area.width).saturating_sub(6));
            let rows = lines.iter().map(|words| note_row(words, Token::Error, ctx));
            rows.collect::<Vec<_>>()
        };
        let general = self.problems.iter().filter(|one| !is_about_a_number(one));
        drawn.extend(general.flat_map(refused));
        let widths = self.widths(ctx);
        for (place, row) in self.basket.rows.iter().enumerate() {
            drawn.push(self.row(place, row, (usize::from(area.width), widths), ctx));
            drawn.extend(notes(row, ctx));
            let problems = self.problems.iter().filter(|one| concerns(one, row));
            drawn.extend(problems.flat_map(refused));
        }
        if self.basket.lift {
            drawn.push(note_row(ctx.text(t::NOTE_LIFT), Token::Warn, ctx));
        }
        let drawn = self.window(drawn, usize::from(area.height), ctx);
        for (row, (left, right)) in (0..area.height).zip(drawn) {
            ends(area, buf, row, left, right);
        }
    }

    /// The last rows that fit, or those scrolled to, with how many are hidden.
    fn window(&self, mut drawn: Vec<Drawn>, room: usize, ctx: &Ctx) -> Vec<Drawn> {
        let hidden = drawn.len().saturating_sub(room);
        if hidden == 0 || room < 3 {
            return drawn;
        }
        let below = self.scrolled.min(hidden);
        let above = hidden - below;
        let more = |text: Text, n: usize| {
            let words = ctx.say(&text.with("n", n));
            note_row(&words, Token::Dim, ctx)
        };
        if below > 0 {
            let last = drawn.len() - below - 1;
            drawn.splice(last.., [more(t::MORE_BELOW, below + 1)]);
        }
        if above > 0 {
            drawn.splice(..=above, [more(t::MORE_ABOVE, above + 1)]);
        }
        drawn
    }

    /// How wide the amounts are: stake, reventado, total. No column of reventados where there are none.
    fn widths(&self, ctx: &Ctx) -> [usize; 3] {
        let mut widths = [7, 0, 8];
        for row in &self.basket.rows {
            for (wide, text) in widths.iter_mut().zip(amounts(row, ctx)) {
                *wide = (*wide).max(width(&text) + 2 * usize::from(!text.is_empty()));
            }
        }
        widths
    }

    fn row(
        &self,
        place: usize,
        row: &Row,
        (columns, widths): (usize, [usize; 3]),
        ctx: &Ctx,
    ) -> Drawn {
        let tokens = [Token::Base, Token::Info, Token::Money];
        let mut right: Vec<Span> = amounts(row, ctx)
            .iter()
            .zip(widths)
            .zip(tokens)
            .map(|((text, wide), token)| {
                let text = fit(text, wide, Side::Right, ctx.symbols);
                Span::styled(text, ctx.style(token))
            })
            .collect();
        right.push(Span::styled(" ", ctx.style(Token::Base)));
        let index = format!("{:>3}  ", place + 1);
        let taken = width(&index) + right.iter().map(Span::width).sum::<usize>() + 1;
        let room = columns.saturating_sub(taken);
        let mut left = vec![Span::styled(index, ctx.style(Token::Dim))];
        left.extend(self.words(row, room, ctx));
        (left, right)
    }

    /// The numbers of a row; those of which little is left carry their mark.
    fn words(&self, row: &Row, room: usize, ctx: &Ctx) -> Vec<Span<'static>> {
        let count = row.numbers.len();
        if row.short.is_some() || count > 12 {
            let words = format!("{} ({count})", row.words());
            let words = fit(&words, room, Side::Left, ctx.symbols);
            return vec![Span::styled(words, ctx.style(Token::Strong))];
        }
        let mut spans = Vec::new();
        let mut used = 0;
        for (number, _) in &row.numbers {
            let tight = self.is_tight(*number);
            let (mark, token) = if tight {
                (ctx.symbols.warn, Token::Warn)
            } else {
                ("", Token::Strong)
            };
            let word = format!("{number}{mark} ");
            if used + width(&word) > room {
                let dots = ctx.symbols.ellipsis;
                spans.push(Span::styled(dots, ctx.style(Token::Dim)));
                break;
            }
            used += width(&word);
            spans.push(Span::styled(word, ctx.style(token)));
        }
        spans
    }

    /// The short sentence of a limit, beside its row; other reasons are said in full.
    fn brief(&self, one: &Refusal) -> Option<Say> {
        let stakes = self.basket.stakes().unwrap_or_default();
        let over = left::refused(std::slice::from_ref(one), &stakes, self.desk.as_ref());
        let over = over.into_iter().next()?;
        Some(limit_words(&over, Money::ZERO, "·"))
    }

    /// Whether less than a fifth of a number's limit is left.
    pub(super) fn is_tight(&self, number: Number) -> bool {
        let left = self
            .left
            .left(number, BetKind::Straight, self.draws.chosen());
        left.is_some_and(|(left, limit)| left.checked_times(5).is_some_and(|five| five <= limit))
    }
}

/// A row's stake, reventado and total.
fn amounts(row: &Row, ctx: &Ctx) -> [String; 3] {
    let figure = |money| ctx.voice.figure(money);
    let reventado = if row.reventado.is_positive() {
        format!("r{}", figure(row.reventado))
    } else {
        String::new()
    };
    let total = row.total().map(figure).unwrap_or_default();
    let stake = format!("{}{}", ctx.symbols.times, figure(row.stake));
    [stake, reventado, total]
}

fn note_row(words: &str, token: Token, ctx: &Ctx) -> Drawn {
    let words = vec![Span::styled(format!("     {words}"), ctx.style(token))];
    (words, Vec::new())
}

fn notes(row: &Row, ctx: &Ctx) -> Vec<Drawn> {
    let mut says: Vec<Say> = Vec::new();
    for merged in row
        .merged
        .iter()
        .filter(|one| one.kind == BetKind::Straight)
    {
        let say = t::NOTE_MERGED.with("number", merged.number.to_string());
        says.push(
            say.with("n", i64::from(merged.times))
                .with("stake", merged.stake),
        );
    }
    for number in &row.mirrors {
        says.push(t::NOTE_MIRROR.with("number", number.to_string()));
    }
    if row.cut {
        says.push(t::NOTE_CUT.into());
    }
    says.iter()
        .map(|say| note_row(&ctx.say(say), Token::Dim, ctx))
        .collect()
}

/// Whether a refusal is about a number of the row.
fn concerns(refusal: &Refusal, row: &Row) -> bool {
    let Refusal::Sale(problem) = refusal else {
        return false;
    };
    number_of(problem).is_some_and(|number| row.numbers.iter().any(|(held, _)| *held == number))
}

fn is_about_a_number(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Sale(problem) if number_of(problem).is_some())
}

/// The number that a problem is about.
fn number_of(problem: &SaleProblem) -> Option<Number> {
    match problem {
        SaleProblem::WrongDigits { number, .. }
        | SaleProblem::NotPositive { number }
        | SaleProblem::BelowMinimum { number, .. }
        | SaleProblem::AboveMaximum { number, .. }
        | SaleProblem::WrongStep { number, .. }
        | SaleProblem::NoReventado { number }
        | SaleProblem::ReventadoAlone { number }
        | SaleProblem::ReventadoAbove { number, .. }
        | SaleProblem::MultiplierNotAllowed { number }
        | SaleProblem::Blocked { number, .. }
        | SaleProblem::AbovePerTicket { number, .. }
        | SaleProblem::AboveLimit { number, .. } => Some(*number),
        SaleProblem::NoDraw
        | SaleProblem::NoBets
        | SaleProblem::DrawTwice { .. }
        | SaleProblem::DrawUnknown { .. }
        | SaleProblem::DrawNotOpen { .. }
        | SaleProblem::DrawSuspended { .. }
        | SaleProblem::ListExcluded { .. }
        | SaleProblem::PastCutoff { .. }
        | SaleProblem::OutsideSalesHours { .. }
        | SaleProblem::NoPrice { .. }
        | SaleProblem::TooManyLines { .. }
        | SaleProblem::TicketTooLarge { .. }
        | SaleProblem::TooMuch => None,
    }
}
