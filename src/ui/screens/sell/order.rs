//! A pasted order: read line by line, looked at before anything of it is taken.

use super::basket::rows;
use super::state::Stage;
use super::view_message::limit_words;
use super::{PICK_DROP, Sell};
use crate::domain::Money;
use crate::domain::betline::{Entry, Line, LineContext, canonical, read};
use crate::domain::order::{self, OrderLine};
use crate::ui::ctx::Ctx;
use crate::ui::effect::{Effect, Tone};
use crate::ui::overlays::Pick;
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
#[derive(Debug, Clone)]
pub(super) struct Unclear {
    text: String,
    /// What is unclear in it; nothing where it was refused for another reason.
    why: Option<Say>,
}

impl Unclear {
    /// A line that is set aside before it was corrected.
    pub fn again(text: String) -> Self {
        Self { text, why: None }
    }
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
            // A clear line goes the way of a typed one, so that limits and rules hold for it, too. One that meets a limit
            // waits for its decision and holds none of those behind it.
            let line = match read {
                Ok(line) => line,
                Err(doubt) => {
                    let why = Some(mistake::doubt(&doubt.kind));
                    unclear.push_back(Unclear { text, why });
                    continue;
                }
            };
            self.typed.set(canonical(&line));
            let before = self.basket.rows.len();
            effects.extend(self.bets(&line, true, ctx));
            let limited = match std::mem::take(&mut self.stage) {
                Stage::Limited(limited) => limited.overs.into_iter().next(),
                stage => {
                    self.stage = stage;
                    None
                }
            };
            if let Some(over) = limited {
                let text = self.typed.take();
                let held = self.held(over.number, over.kind);
                let why = Some(limit_words(&over, held, ctx.symbols.warn));
                unclear.push_back(Unclear { text, why });
            } else if self.basket.rows.len() == before && matches!(self.stage, Stage::Typing) {
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

    /// Esc on a line of an order while others wait: only this one goes, or all of them.
    pub(super) fn ask_drop(&mut self) -> Vec<Effect> {
        let all = t::DROP_ALL.with("n", self.pending.len() + 1);
        let pick = Pick::one(t::DROP, vec![t::DROP_ONE.into(), all], 0);
        vec![Effect::open(PICK_DROP, pick)]
    }

    /// Takes this line away, or all lines of the order that wait.
    pub(super) fn drop_lines(&mut self, all: bool, ctx: &Ctx) -> Vec<Effect> {
        if all {
            self.pending.clear();
        }
        self.message = None;
        self.typed.take();
        if !self.next_unclear() {
            return self.follow(ctx);
        }
        Vec::new()
    }

    /// Puts the next unclear line of a pasted order into the line, if there is one, and says what is unclear in it.
    pub(super) fn next_unclear(&mut self) -> bool {
        let Some(Unclear { text, why }) = self.pending.pop_front() else {
            self.ordered = false;
            return false;
        };
        self.ordered = true;
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
