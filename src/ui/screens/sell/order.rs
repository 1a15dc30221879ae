//! A pasted order: read line by line, looked at before anything of it is taken.

use super::Sell;
use super::basket::rows;
use super::state::Stage;
use crate::domain::Money;
use crate::domain::betline::{Entry, Line, LineContext, canonical, read};
use crate::domain::order::{self, OrderLine};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::text::mistake;
use crate::ui::text::{Say, sell as t};

/// The lines of an order as they were read.
#[derive(Debug)]
pub(super) struct Order {
    /// All lines.
    pub lines: Vec<OrderLine>,
    /// The line at the top.
    pub first: usize,
}

/// A line of an order that waits to be corrected.
#[derive(Debug)]
pub(super) struct Unclear {
    text: String,
    /// What is unclear in it; nothing where it was refused for another reason.
    why: Option<Say>,
}

impl Order {
    /// Reads pasted text.
    pub fn read(text: &str, ctx: &LineContext) -> Self {
        Self {
            lines: order::order(text, ctx),
            first: 0,
        }
    }

    /// Pages through the lines.
    pub fn page(&mut self, down: bool, by: usize) {
        let last = self.lines.len().saturating_sub(1);
        self.first = if down {
            (self.first + by).min(last)
        } else {
            self.first.saturating_sub(by)
        };
    }

    /// Whether pasted text is an order: several lines, whole lines beside what is typed, which must not grow together with
    /// it, or one line that only an order can be.
    pub fn is_one(text: &str, empty: bool, ctx: &LineContext) -> bool {
        let words = text.trim();
        let several = words.lines().count() > 1;
        let beside = !empty && text.contains('\n') && !words.is_empty();
        let typed = || matches!(read(words, ctx), Ok(Entry::Bets(_) | Entry::Command(_)));
        let alone = || empty && !typed() && order::read(words, ctx).is_ok();
        several || beside || alone()
    }

    /// How many lines are clear, and how many are not.
    pub fn counts(&self) -> (usize, usize) {
        let good = self.lines.iter().filter(|line| line.read.is_ok()).count();
        (good, self.lines.len() - good)
    }

    /// What a clear line comes to.
    pub fn total(line: &Line) -> Option<Money> {
        let sums = rows(line).ok()?.into_iter().map(|row| row.total().ok());
        Money::try_sum(sums.collect::<Option<Vec<_>>>()?).ok()
    }
}

impl Sell {
    /// Takes the clear lines; the unclear ones come into the line one after the other.
    pub(super) fn take_order(&mut self, order: Order, ctx: &Ctx) -> Vec<Effect> {
        self.stage = Stage::Typing;
        let mut effects = Vec::new();
        let typed = self.typed.take();
        let mut unclear = std::mem::take(&mut self.pending);
        for OrderLine { text, read } in order.lines {
            // A clear line goes the way of a typed one, so that limits and rules hold for it, too.
            let line = match read {
                Ok(line) if matches!(self.stage, Stage::Typing) => line,
                Ok(_) => {
                    unclear.push_back(Unclear { text, why: None });
                    continue;
                }
                Err(doubt) => {
                    let why = Some(mistake::doubt(&doubt.kind));
                    unclear.push_back(Unclear { text, why });
                    continue;
                }
            };
            self.typed.set(canonical(&line));
            let before = self.basket.rows.len();
            effects.extend(self.bets(&line, true, ctx));
            if self.basket.rows.len() == before && matches!(self.stage, Stage::Typing) {
                let text = self.typed.take();
                let why = self.message.take().map(|message| message.say);
                unclear.push_back(Unclear { text, why });
            }
        }
        if !typed.trim().is_empty() {
            let text = typed;
            unclear.push_back(Unclear { text, why: None });
        }
        self.pending = unclear;
        if matches!(self.stage, Stage::Typing) && self.typed.text().is_empty() {
            effects.extend(self.next_line(false, false, ctx));
        }
        effects
    }

    /// Puts the next unclear line of a pasted order into the line, if there is one, and says what is unclear in it.
    pub(super) fn next_unclear(&mut self) -> bool {
        let Some(Unclear { text, why }) = self.pending.pop_front() else {
            return false;
        };
        self.typed.set(text);
        let rest = t::ORDER_REST.with("n", self.pending.len() + 1);
        let say = match why {
            Some(why) => t::ORDER_WHY.with("why", why).with("rest", rest),
            None => rest,
        };
        self.say(Tone::Plain, say);
        true
    }
}
