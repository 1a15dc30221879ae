//! What other houses have taken over of a draw, and what they pay of each result.

use std::collections::BTreeMap;

use super::LayOffLine;
use crate::domain::{BetKind, Money, MoneyError, Number, Rate, Rounding, Used};

/// All that is laid off of a draw and was accepted. Nothing of it outside the house's own scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Laid {
    lines: BTreeMap<Number, Vec<LayOffLine>>,
    cost: Money,
}

impl Laid {
    /// Lines that were accepted, and what they cost together: their stakes less the commission on them.
    pub fn of(lines: impl IntoIterator<Item = LayOffLine>, cost: Money) -> Laid {
        let mut by_number: BTreeMap<Number, Vec<LayOffLine>> = BTreeMap::new();
        for line in lines {
            by_number.entry(line.number).or_default().push(line);
        }
        Laid {
            lines: by_number,
            cost,
        }
    }

    /// Whether nothing is laid off.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// What it costs, whatever comes out.
    pub const fn cost(&self) -> Money {
        self.cost
    }

    fn on(&self, number: Number) -> impl Iterator<Item = &LayOffLine> {
        self.lines.get(&number).into_iter().flatten()
    }

    /// What of a number was passed on, by kind.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn passed(&self, number: Number) -> Result<Used, MoneyError> {
        let of = |kind| {
            let lines = self.on(number).filter(move |line| line.kind == kind);
            Money::try_sum(lines.map(|line| line.stake))
        };
        Ok(Used {
            straight: of(BetKind::Straight)?,
            reventado: of(BetKind::Reventado)?,
        })
    }

    /// What the other houses pay at most if a number comes out: with the best outcome.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn most(&self, number: Number) -> Result<Money, MoneyError> {
        let mut sum = Money::ZERO;
        for line in self.on(number) {
            sum = Money::try_sum([sum, of(line.factor, line.stake)?])?;
        }
        Ok(sum)
    }

    /// What the other houses pay if a number comes out with an outcome of this factor.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn share(&self, number: Number, outcome: Rate) -> Result<Money, MoneyError> {
        let mut sum = Money::ZERO;
        for line in self.on(number) {
            sum = Money::try_sum([sum, share(line, outcome)?])?;
        }
        Ok(sum)
    }
}

/// What a line pays where its number comes out with an outcome of this factor.
fn share(line: &LayOffLine, outcome: Rate) -> Result<Money, MoneyError> {
    let factor = match line.kind {
        BetKind::Straight => line.factor,
        BetKind::Reventado => line.factor.min(outcome),
    };
    of(factor, line.stake)
}

fn of(factor: Rate, stake: Money) -> Result<Money, MoneyError> {
    factor
        .of(stake, Rounding::HalfUp)
        .map_err(|_| MoneyError::OutOfRange)
}
