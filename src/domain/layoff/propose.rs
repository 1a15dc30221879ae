//! The cheapest lay-off that brings every number down to what the house wants to keep.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

use super::{Laid, LayOffLine};
use crate::domain::{
    BetKind, Money, MoneyError, Number, Percent, Rate, Rounding, exposure::Counter,
};

/// What another house would pay, and how much is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayOffTerms {
    /// What a number may cost the house at most afterwards.
    pub target: Money,
    /// How often the other house pays a straight stake.
    pub factor: Rate,
    /// How often it pays a reventado stake at most; it takes none without this.
    #[serde(default)]
    pub reventado: Option<Rate>,
    /// What it gives back of the stakes.
    #[serde(default)]
    pub commission: Option<Percent>,
}

/// A number that costs more than is to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayOffNumber {
    /// The number.
    pub number: Number,
    /// What it costs at most now.
    pub before: Money,
    /// What it would cost at most afterwards.
    pub after: Money,
    /// What of that lies above the target still, because no more was sold than is passed on.
    pub beyond: Money,
}

/// A proposal. Nothing is kept of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What would be passed on, by number.
    pub lines: Vec<LayOffLine>,
    /// The numbers above the target, ascending.
    pub numbers: Vec<LayOffNumber>,
    /// The worst case now.
    pub before: Option<(Number, Money)>,
    /// The worst case afterwards.
    pub after: Option<(Number, Money)>,
    /// What is passed on.
    pub stakes: Money,
    /// What the other house gives back of it.
    pub commission: Money,
    /// What it costs: stakes less commission.
    pub cost: Money,
}

/// The factor that counts: the other house pays no outcome better than the draw does.
pub fn effective(kind: BetKind, terms: &LayOffTerms, best: Option<Rate>) -> Option<Rate> {
    let factor = match kind {
        BetKind::Straight => terms.factor,
        BetKind::Reventado => terms.reventado?.min(best?),
    };
    (factor > Rate::ZERO).then_some(factor)
}

/// Proposes for each number above the target the fewest stakes that bring it down, in whole steps: the kind that is paid
/// best first, and never more of a kind than was sold and nobody has taken over yet. `best` is the best factor among the
/// draw's outcomes.
///
/// # Errors
/// Beyond the range of money.
pub fn propose(
    counters: &[Counter],
    laid: &Laid,
    terms: &LayOffTerms,
    step: Money,
    best: Option<Rate>,
) -> Result<Proposal, MoneyError> {
    let mut kinds: Vec<(BetKind, Rate)> = [BetKind::Straight, BetKind::Reventado]
        .into_iter()
        .filter_map(|kind| Some((kind, effective(kind, terms, best)?)))
        .collect();
    kinds.sort_by_key(|(_, factor)| std::cmp::Reverse(*factor));
    let (mut lines, mut numbers) = (Vec::new(), Vec::new());
    let (mut before, mut after) = (None, None);
    for counter in counters {
        let now = minus(counter.liability()?, laid.most(counter.number)?)?;
        let mut left = now;
        let mut own = Vec::new();
        if now > terms.target {
            let passed = laid.passed(counter.number)?;
            for (kind, factor) in &kinds {
                let sold = match kind {
                    BetKind::Straight => minus(counter.used.straight, passed.straight)?,
                    BetKind::Reventado => minus(counter.used.reventado, passed.reventado)?,
                };
                let excess = minus(left, terms.target)?;
                let stake = steps(excess, *factor, step, sold)?;
                if stake.is_positive() {
                    left = minus(left, paid(*factor, stake)?)?;
                    own.push(LayOffLine {
                        number: counter.number,
                        kind: *kind,
                        stake,
                        factor: *factor,
                    });
                }
            }
            own.sort_by_key(|line| line.kind);
            lines.append(&mut own);
            numbers.push(LayOffNumber {
                number: counter.number,
                before: now,
                after: left,
                beyond: minus(left, terms.target)?.max(Money::ZERO),
            });
        }
        worse(&mut before, counter.number, now);
        worse(&mut after, counter.number, left);
    }
    numbers.sort_by_key(|one| one.number);
    lines.sort_by_key(|line| (line.number, line.kind));
    let stakes = Money::try_sum(lines.iter().map(|line| line.stake))?;
    let commission = match terms.commission {
        Some(percent) => percent
            .of(stakes, Rounding::HalfUp)
            .map_err(|_| MoneyError::OutOfRange)?,
        None => Money::ZERO,
    };
    Ok(Proposal {
        lines,
        numbers,
        before,
        after,
        stakes,
        commission,
        cost: minus(stakes, commission)?,
    })
}

/// The fewest whole steps whose prize covers an excess, at most what was sold.
fn steps(excess: Money, factor: Rate, step: Money, sold: Money) -> Result<Money, MoneyError> {
    if !excess.is_positive() || !step.is_positive() || !sold.is_positive() {
        return Ok(Money::ZERO);
    }
    let cents = |money: Money| Decimal::from(money.as_cents());
    let whole = |ratio: Option<Decimal>, round: fn(&Decimal) -> Decimal| {
        ratio
            .and_then(|ratio| round(&ratio).to_i64())
            .ok_or(MoneyError::OutOfRange)
    };
    let of_step = cents(step)
        .checked_mul(factor.as_decimal())
        .ok_or(MoneyError::OutOfRange)?;
    let wanted = whole(cents(excess).checked_div(of_step), Decimal::ceil)?;
    let there = whole(cents(sold).checked_div(cents(step)), Decimal::floor)?;
    step.checked_times(wanted.min(there))
        .ok_or(MoneyError::OutOfRange)
}

fn paid(factor: Rate, stake: Money) -> Result<Money, MoneyError> {
    factor
        .of(stake, Rounding::HalfUp)
        .map_err(|_| MoneyError::OutOfRange)
}

fn minus(from: Money, what: Money) -> Result<Money, MoneyError> {
    from.checked_sub(what).ok_or(MoneyError::OutOfRange)
}

/// Keeps the larger cost; among equals the lower number.
fn worse(worst: &mut Option<(Number, Money)>, number: Number, cost: Money) {
    let larger = match worst {
        None => cost.is_positive(),
        Some((known, most)) => cost > *most || (cost == *most && number < *known),
    };
    if larger {
        *worst = Some((number, cost));
    }
}
