//! A pasted order: read line by line, looked at before anything of it is taken.

use super::basket::rows;
use super::{Sell, Stage};
use crate::domain::Money;
use crate::domain::betline::{LineContext, OrderLine, order};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;

/// The lines of an order as they were read.
#[derive(Debug)]
pub(super) struct Order {
    /// All lines.
    pub lines: Vec<OrderLine>,
}

impl Order {
    /// Reads pasted text.
    pub fn read(text: &str, ctx: &LineContext) -> Self {
        Self {
            lines: order(text, ctx),
        }
    }

    /// How many lines are clear, and how many are not.
    pub fn counts(&self) -> (usize, usize) {
        let good = self.lines.iter().filter(|line| line.read.is_ok()).count();
        (good, self.lines.len() - good)
    }

    /// What a line comes to.
    pub fn total(line: &OrderLine) -> Option<Money> {
        let read = line.read.as_ref().ok()?;
        let sums = rows(read).ok()?.into_iter().map(|row| row.total().ok());
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
        for line in order.lines {
            // A clear line goes the way of a typed one, so that limits and rules hold for it, too.
            let clear = line.read.is_ok() && matches!(self.stage, Stage::Typing);
            if !clear {
                unclear.push_back(line.text);
                continue;
            }
            self.typed.set(line.text.trim_end_matches('*'));
            let before = self.basket.rows.len();
            effects.extend(self.take_clear(ctx));
            if self.basket.rows.len() == before && matches!(self.stage, Stage::Typing) {
                let text = self.typed.take();
                unclear.push_back(text);
            }
        }
        if !typed.trim().is_empty() {
            unclear.push_back(typed);
        }
        self.pending = unclear;
        if matches!(self.stage, Stage::Typing) && self.typed.text().is_empty() {
            effects.extend(self.next_line(false, false, ctx));
        }
        effects
    }
}
