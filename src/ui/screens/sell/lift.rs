//! What a supervisor is asked for who lifts limits: draw, number, limit, what was sold below it, and what the ticket asks.

use super::Sell;
use super::left::{Over, Why};
use crate::domain::{Money, Number};
use crate::ui::ctx::Ctx;
use crate::ui::overlays::{Fact, fact};
use crate::ui::text::{Say, frame, pay, sell as t};

/// Numbers named one by one; of more only their count is told.
const NAMED: usize = 8;

/// Characters that the house keeps of what an approval concerns.
const RECORD: usize = 200;

impl Sell {
    /// The limits that the ticket passes with a supervisor's consent, as they stand now.
    fn lifted(&self, ctx: &Ctx) -> Vec<Over> {
        let stakes = self.basket.stakes().unwrap_or_default();
        let wanted: Vec<Number> = stakes.keys().copied().collect();
        let mut all = self.overs_of(&stakes, &wanted, ctx);
        // What only the house has seen so far is asked about as the house told it.
        for told in &self.basket.lifts {
            let asked = self.held(told.number, told.kind);
            let known = all.iter().any(|over| over.number == told.number);
            if !known && asked > told.left {
                let told = told.clone();
                all.push(Over { asked, ..told });
            }
        }
        all.retain(|over| matches!(over.why, Why::Sold { .. }));
        all
    }

    /// What is asked for on all numbers whose limits are lifted.
    pub(super) fn lift_asked(&self, ctx: &Ctx) -> Option<Money> {
        let all = self.lifted(ctx);
        let sum = Money::try_sum(all.iter().map(|over| over.asked)).ok();
        sum.filter(|sum| sum.is_positive())
    }

    /// What the approval keeps in the books: the draws, then each number.
    pub(super) fn lift_record(&self, ctx: &Ctx) -> String {
        let mut record = self.lift_draws(ctx);
        for say in self.lift_numbers(ctx) {
            let next = format!("{record}; {}", ctx.say(&say));
            if next.chars().count() > RECORD {
                break;
            }
            record = next;
        }
        record.chars().take(RECORD).collect()
    }

    /// The same as facts of the dialog.
    pub(super) fn lift_facts(&self, ctx: &Ctx) -> Vec<Fact> {
        let draws = frame::PLAIN.with("text", self.lift_draws(ctx));
        let mut facts = vec![fact(pay::DRAW, draws)];
        let numbers = self.lift_numbers(ctx);
        facts.extend(numbers.into_iter().map(|say| fact(t::LIFT_NUMBER, say)));
        let asked = self.lift_asked(ctx);
        facts.extend(asked.map(|sum| fact(t::LIFT_ASKED, frame::MONEY.with("money", sum))));
        facts
    }

    /// The draws with their dates.
    fn lift_draws(&self, ctx: &Ctx) -> String {
        let named = self.draws.chosen_draws().map(|draw| {
            let at = ctx.voice.moment(draw.at);
            format!("{} {at}", draw.name)
        });
        named.collect::<Vec<_>>().join(", ")
    }

    fn lift_numbers(&self, ctx: &Ctx) -> Vec<Say> {
        let several = self.draws.chosen().len() > 1;
        let all = self.lifted(ctx);
        let mut says: Vec<Say> = Vec::new();
        for over in all.iter().take(NAMED) {
            let Why::Sold { limit, sold } = over.why else {
                continue;
            };
            let draw = self.draw_name(over.draw, ctx).filter(|_| several);
            let number = match draw {
                Some(draw) => format!("{} {} {draw}", over.number, ctx.symbols.dot),
                None => over.number.to_string(),
            };
            let say = t::LIFT_EACH.with("number", number).with("limit", limit);
            says.push(say.with("sold", sold).with("asked", over.asked));
        }
        let more = all.len().saturating_sub(NAMED);
        says.extend((more > 0).then(|| t::LIFT_MORE.with("n", more)));
        says
    }
}
