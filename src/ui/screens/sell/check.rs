//! What can be said against a line before the house is asked: its rules, and what is left of its numbers.

use super::Sell;
use super::basket::{self, Row};
use super::left::{self, Over, Ruled};
use crate::domain::{BetKind, Money, Number, SaleProblem};
use crate::ui::ctx::Ctx;

impl Sell {
    /// The first thing that the house would refuse in these rows and that can be known before it is asked.
    pub(super) fn first_problem(&self, fresh: &[Row]) -> Option<SaleProblem> {
        for draw in self.draws.chosen_draws() {
            let rules = &draw.rules;
            for row in fresh {
                let (number, _) = *row.numbers.first()?;
                for stake in [row.stake, row.reventado] {
                    if !stake.is_positive() {
                        continue;
                    }
                    if stake < rules.min_bet {
                        let minimum = rules.min_bet;
                        return Some(SaleProblem::BelowMinimum {
                            number,
                            stake,
                            minimum,
                        });
                    }
                    if stake > rules.max_bet {
                        let maximum = rules.max_bet;
                        return Some(SaleProblem::AboveMaximum {
                            number,
                            stake,
                            maximum,
                        });
                    }
                    let rest = stake.as_cents().checked_rem(rules.step.as_cents());
                    if rest.is_some_and(|rest| rest != 0) {
                        let step = rules.step;
                        return Some(SaleProblem::WrongStep {
                            number,
                            stake,
                            step,
                        });
                    }
                }
            }
        }
        let all = self.stakes_with(fresh)?;
        let (number, straight, reventado) = basket::shortfall(&all)?;
        Some(SaleProblem::ReventadoAbove {
            number,
            reventado,
            straight,
        })
    }

    fn stakes_with(&self, fresh: &[Row]) -> Option<basket::Stakes> {
        let all: Vec<Row> = self.basket.rows.iter().chain(fresh).cloned().collect();
        basket::stakes(&all).ok()
    }

    pub(super) fn overs(&self, fresh: &[Row], ctx: &Ctx) -> Vec<Over> {
        let Some(stakes) = self.stakes_with(fresh) else {
            return Vec::new();
        };
        let wanted: std::collections::BTreeSet<Number> = fresh
            .iter()
            .flat_map(|row| row.numbers.iter().map(|(number, _)| *number))
            .collect();
        let wanted: Vec<Number> = wanted.into_iter().collect();
        self.overs_of(&stakes, &wanted, ctx)
    }

    /// Which of these numbers ask for more than is left, and why.
    pub(super) fn overs_of(
        &self,
        stakes: &basket::Stakes,
        wanted: &[Number],
        ctx: &Ctx,
    ) -> Vec<Over> {
        let (desk, seller) = (self.desk.as_ref(), Self::seller(ctx));
        let ruled = |number, kind| {
            desk.zip(seller)
                .map_or_else(Ruled::default, |(desk, seller)| {
                    let at = (ctx.now, ctx.voice.zone);
                    left::ruled(desk, seller, &self.draws, at, (number, kind))
                })
        };
        self.left.overs(stakes, wanted, &self.draws, &ruled)
    }

    /// What the ticket holds of a number, as far as a limit measures it.
    pub(super) fn held(&self, number: Number, kind: Option<BetKind>) -> Money {
        let stakes = self.basket.stakes().unwrap_or_default();
        let (straight, reventado) = stakes.get(&number).copied().unwrap_or_default();
        match kind {
            Some(BetKind::Straight) => straight,
            Some(BetKind::Reventado) => reventado,
            None => straight.checked_add(reventado).unwrap_or(Money::MAX),
        }
    }
}
