//! The row below the line: a decision to take, a closed draw, a mistake with its mark, a note.

use super::super::credit::near_its_end;
use super::Sell;
use super::charge::amount_of;
use super::left::{Over, Why, room};
use super::line::Ask;
use super::state::{Limited, Message, Stage, Unsold};
use crate::domain::Money;
use crate::ops::Refusal;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Tone;
use crate::ui::text::mistake;
use crate::ui::text::{Say, sell as t};
use crate::ui::theme::Token;
use crate::ui::widgets::{Side, fit, line, width};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Below this width a decision is said in figures alone.
const NARROW: usize = 72;

impl Sell {
    /// A sentence about the line: a decision to take, a closed draw, a mistake with its mark, a note.
    pub(super) fn draw_message(&self, area: Rect, buf: &mut Buffer, indent: usize, ctx: &Ctx) {
        let columns = usize::from(area.width);
        if let Stage::Limited(limited) = &self.stage {
            let spans = self.decision(limited, columns, ctx);
            return line(area, buf, 1, &Line::from(spans));
        }
        if let Stage::Unsold(unsold) = &self.stage {
            let words = self.unsold_words(unsold, columns, ctx);
            let look = ctx.style(Token::BannerError);
            return line(area, buf, 1, &Line::styled(words, look));
        }
        if !self.idle()
            && let Some(words) = self.closed_words(ctx)
        {
            let words = fit(&words, columns, Side::Left, ctx.symbols);
            return line(
                area,
                buf,
                1,
                &Line::styled(words, ctx.style(Token::BannerError)),
            );
        }
        let typed;
        let message = match &self.message {
            Some(message) => message,
            None => match self.mistake_so_far() {
                Some(message) => {
                    typed = message;
                    &typed
                }
                None => return self.draw_hint(area, buf, ctx),
            },
        };
        let token = match (message.tone, matches!(self.stage, Stage::Armed(_))) {
            (_, true) => Token::Warn,
            (Tone::Bad, false) => Token::Error,
            (Tone::Good, false) => Token::Ok,
            (Tone::Plain, false) => Token::Info,
        };
        let mut words = ctx.say(&message.say);
        let mut pad = 1;
        if let (Some(at), Ask::Numbers) = (message.at, &self.typed.ask) {
            let marked = format!("^ {words}");
            if indent + at + width(&marked) < columns {
                (words, pad) = (marked, indent + at);
            }
        }
        let words = format!("{}{words}", " ".repeat(pad));
        let words = fit(&words, columns, Side::Left, ctx.symbols);
        line(area, buf, 1, &Line::styled(words, ctx.style(token)));
    }

    /// What is wrong with the line already, where no further key mends it.
    fn mistake_so_far(&self) -> Option<Message> {
        let (partial, _) = self.preview()?;
        let error = partial.error?;
        Some(Message {
            tone: Tone::Bad,
            say: mistake::sentence(&error),
            at: Some(error.position),
            suggestion: None,
            drawer: false,
        })
    }

    /// Standing facts, where nothing else is to be said.
    fn draw_hint(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        let text = self.typed.text().trim();
        let amount = text.strip_prefix(['x', 'X', '=']).and_then(amount_of);
        let say = if let Some(received) = amount {
            match (self.missing(received), self.grand_total()) {
                (Some(missing), _) => {
                    let say = t::RECEIVED_SHORT.with("received", received);
                    Some((say.with("missing", missing), Token::Warn))
                }
                (None, total) => {
                    let change = total.and_then(|total| received.checked_sub(total));
                    let say = t::RECEIVED.with("received", received);
                    Some((say.with("change", change.unwrap_or(Money::ZERO)), Token::Ok))
                }
            }
        } else if text.starts_with('\'') {
            Some((t::PREVIEW_NOTE.into(), Token::Info))
        } else if ctx.status.drawer_open == Some(false) {
            let elsewhere = ctx.status.drawer_elsewhere.clone();
            let refusal = elsewhere.map_or(Refusal::NoOpenDrawer, |terminal| {
                Refusal::DrawerElsewhere { terminal }
            });
            Some((crate::ui::text::refusal::sentence(&refusal), Token::Warn))
        } else {
            let credit = self.desk.as_ref().and_then(|desk| desk.credit);
            credit.and_then(near_its_end).map(|say| (say, Token::Warn))
        };
        if let Some((say, token)) = say {
            let words = format!(" {}", ctx.say(&say));
            let words = fit(&words, usize::from(area.width), Side::Left, ctx.symbols);
            line(area, buf, 1, &Line::styled(words, ctx.style(token)));
        }
    }

    /// `67 ▲ disponible 300   [⏎] vender 300   [a] autorizar   [Esc] quitar`
    fn decision(&self, limited: &Limited, columns: usize, ctx: &Ctx) -> Vec<Span<'static>> {
        let mut spans = vec![Span::styled(" ", ctx.style(Token::Base))];
        let Some(over) = limited.overs.first() else {
            return spans;
        };
        let left = self.room(limited, over);
        // What the three keys take, the longest words included.
        let room = columns.saturating_sub(48).max(12);
        let warn = ctx.symbols.warn;
        if limited.overs.len() > 1 || columns < NARROW {
            let each = |over: &Over| match over.why {
                Why::Blocked(_) => format!("{}{}", over.number, ctx.symbols.cross),
                Why::PerTicket | Why::Sold { .. } => {
                    let left = ctx.voice.figure(self.room(limited, over));
                    format!("{}{warn}{left}", over.number)
                }
            };
            let all: Vec<String> = limited.overs.iter().map(each).collect();
            let all = all.join(" ");
            let all = fit(&all, width(&all).min(room), Side::Left, ctx.symbols);
            spans.push(Span::styled(all, ctx.style(Token::Error)));
        } else {
            let held = self.held_before(limited, over);
            let said = ctx.say(&limit_words(over, held, warn));
            let said = fit(&said, width(&said).min(room), Side::Left, ctx.symbols);
            spans.push(Span::styled(said, ctx.style(Token::Error)));
        }
        let sell = match (limited.overs.len(), left.is_positive()) {
            (1, true) => t::LEFT_SELL.with("left", left),
            (1, false) => t::LEFT_SKIP.into(),
            _ => t::LEFT_SELL_ALL.into(),
        };
        let enter = ctx.key(Action::SellEnter);
        let mut keys = vec![(enter, ctx.say(&sell))];
        if self.liftable() {
            keys.push(("a".to_owned(), ctx.text(t::LEFT_LIFT).to_owned()));
        }
        let drop = ctx.text(t::LEFT_DROP).to_owned();
        keys.push((ctx.key(Action::SellClear), drop));
        for (key, words) in keys {
            spans.push(Span::styled("  ", ctx.style(Token::Base)));
            spans.push(Span::styled(format!(" {key} "), ctx.style(Token::Key)));
            spans.push(Span::styled(
                format!(" {words}"),
                ctx.style(Token::KeyLabel),
            ));
        }
        spans
    }

    /// What the ticket held of a number before the line that is decided on.
    fn held_before(&self, limited: &Limited, over: &Over) -> Money {
        if limited.rows.is_empty() {
            Money::ZERO
        } else {
            self.held(over.number, over.kind)
        }
    }

    /// What the line that is decided on, or the refused ticket, may sell of a number.
    fn room(&self, limited: &Limited, over: &Over) -> Money {
        room(over, self.held_before(limited, over), &self.draws)
    }

    /// That the sale is not made, and what makes it; why, where there is room for it.
    fn unsold_words(&self, unsold: &Unsold, columns: usize, ctx: &Ctx) -> String {
        let say = t::UNSOLD.with("total", self.grand_total().unwrap_or(Money::ZERO));
        let say = ctx.say(&say.with("key", Action::SellEnter));
        let words = format!(" {} {say}", ctx.symbols.warn);
        let whole = format!("{words} {} {}", ctx.symbols.dot, ctx.say(&unsold.fault));
        let shown = if width(&whole) <= columns {
            whole
        } else {
            words
        };
        fit(&shown, columns, Side::Left, ctx.symbols)
    }

    /// The closed draw of the ticket, and what can be done about it.
    fn closed_words(&self, ctx: &Ctx) -> Option<String> {
        let gone = self.draws.closed(ctx.now)?;
        let say = t::DRAW_CLOSED.with("name", gone.name.as_str());
        let mut words = format!(
            " {} {}",
            ctx.symbols.warn,
            ctx.say(&say.with("at", ctx.voice.clock(gone.at)))
        );
        let offer = match self.draws.instead_of(gone, ctx.now) {
            Some(next) => t::CLOSED_NEXT
                .with("key", Action::SellNextDraw)
                .with("name", next.name.as_str())
                .with("at", ctx.voice.clock(next.at)),
            None => t::CLOSED_NONE.into(),
        };
        words = format!("{words} {}", ctx.say(&offer));
        if self.draws.chosen().len() > 1 {
            let drop = ctx.say(&t::CLOSED_DROP.with("key", Action::SellClear));
            words = format!("{words} {} {drop}", ctx.symbols.dot);
        }
        Some(words)
    }
}

/// What stands against a number, in few words: blocked and why, the limit of a ticket, or what is left beside what the
/// ticket holds already.
pub(super) fn limit_words(over: &Over, held: Money, mark: &str) -> Say {
    let left = over
        .left
        .checked_sub(held)
        .filter(|left| left.is_positive());
    let say = match (&over.why, left) {
        (Why::Blocked(reason), _) if reason.trim().is_empty() => t::BLOCKED.into(),
        (Why::Blocked(reason), _) => t::BLOCKED_WHY.with("reason", reason.as_str()),
        (Why::PerTicket, _) => t::PER_TICKET.with("limit", over.left),
        (Why::Sold { .. }, Some(left)) => t::LEFT.with("left", left),
        (Why::Sold { .. }, None) if held.is_positive() => t::HELD_ALL.with("held", held),
        (Why::Sold { .. }, None) => t::GONE.into(),
    };
    say.with("number", over.number.to_string())
        .with("warn", mark)
}
