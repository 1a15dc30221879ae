//! What the ticket costs, with the change on likely notes, and the day so far.

use super::Sell;
use super::state::{Armed, Stage};
use super::view::ends;
use crate::domain::betline::Preview;
use crate::domain::{Money, NOTES, change_table};
use crate::ui::ctx::Ctx;
use crate::ui::text::sell as t;
use crate::ui::theme::Token;
use crate::ui::widgets::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

impl Sell {
    pub(super) fn draw_total(
        &self,
        area: Rect,
        buf: &mut Buffer,
        preview: Option<&Preview>,
        ctx: &Ctx,
    ) {
        let draws = self.draws.chosen().len();
        let total = self.grand_total().unwrap_or(Money::ZERO);
        let times = i64::try_from(draws).unwrap_or(0);
        let typed = preview.and_then(|preview| preview.total.checked_times(times));
        let typed = typed.filter(|typed| typed.is_positive() && !self.typed.text().is_empty());
        let sum = typed.map_or(Some(total), |typed| total.checked_add(typed));
        let big = sum.is_some_and(|sum| self.is_big(sum));
        let armed = matches!(self.stage, Stage::Armed(Armed::Line | Armed::Charge(_)));
        let token = if big || armed {
            Token::Warn
        } else {
            Token::Money
        };
        let mut left = vec![
            Span::styled(
                format!(" {} ", ctx.text(t::TOTAL)),
                ctx.style(Token::Strong),
            ),
            Span::styled(
                ctx.voice.figure(total),
                ctx.style(token)
                    .add_modifier(ratatui::style::Modifier::BOLD),
            ),
        ];
        if let (Some(typed), Some(sum)) = (typed, sum) {
            let words = format!(" + {} = {}", ctx.voice.figure(typed), ctx.voice.figure(sum));
            left.push(Span::styled(words, ctx.style(token)));
        }
        let right = self.count_words(draws, ctx);
        let used = left.iter().map(Span::width).sum::<usize>() + width(&right);
        let room = usize::from(area.width).saturating_sub(used);
        left.extend(change(sum.unwrap_or(total), room, ctx));
        let right = vec![Span::styled(right, ctx.style(Token::Dim))];
        ends(area, buf, 2, left, right);
    }

    fn count_words(&self, draws: usize, ctx: &Ctx) -> String {
        if self.basket.is_empty() {
            return String::new();
        }
        let count: usize = self.basket.rows.iter().map(|row| row.numbers.len()).sum();
        let numbers = ctx.say(&t::NUMBERS.with("n", count));
        match (draws, self.basket.total()) {
            (2.., Ok(each)) => {
                let say = t::EACH.with("n", draws).with("each", each);
                format!("{numbers} {} {} ", ctx.symbols.dot, ctx.say(&say))
            }
            _ => format!("{numbers} "),
        }
    }

    /// The last row, which toasts may cover: the day so far, and how one types.
    pub(super) fn draw_day(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let Some(desk) = &self.desk else { return };
        let today = t::REPORTED_TODAY.with("n", desk.totals.tickets);
        let today = ctx.say(&today.with("sold", desk.totals.sold));
        let way = ctx.text(self.typed.way.name());
        let room = usize::from(area.width).saturating_sub(ctx.said);
        let forms = [
            format!(" {today} {} {way} ", ctx.symbols.dot),
            format!(" {today} "),
        ];
        let Some(words) = forms.into_iter().find(|words| width(words) <= room) else {
            return;
        };
        let right = vec![Span::styled(words, ctx.style(Token::Dim))];
        ends(area, buf, 3, Vec::new(), right);
    }
}

/// The change on the notes that a customer is likely to hand over, as many of them as fit.
fn change(total: Money, room: usize, ctx: &Ctx) -> Vec<Span<'static>> {
    let mut words = format!("   {} ", ctx.text(t::CHANGE));
    let mut any = false;
    for (note, back) in change_table(total, &NOTES) {
        let dot = if any {
            format!(" {} ", ctx.symbols.dot)
        } else {
            String::new()
        };
        let next = format!(
            "{dot}{}{}{}",
            ctx.voice.figure(note),
            ctx.symbols.arrow,
            ctx.voice.figure(back)
        );
        if width(&words) + width(&next) + 1 > room {
            break;
        }
        words.push_str(&next);
        any = true;
    }
    if any {
        vec![Span::styled(words, ctx.style(Token::Dim))]
    } else {
        Vec::new()
    }
}
