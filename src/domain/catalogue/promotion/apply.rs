//! What the promotions of a house take off the lines of a sale.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{BundlePart, Deal, Promotion, VolumeTier};
use crate::domain::{
    CategoryId, Money, Percent, PromotionId, Rounding, VariantId,
    goods::{Quantity, discount::spread},
};

/// A line of goods, before anything is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromoLine {
    /// What.
    pub variant: VariantId,
    /// Its category.
    pub category: Option<CategoryId>,
    /// How much.
    pub quantity: Quantity,
    /// What it costs.
    pub gross: Money,
}

/// What a promotion takes off a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The promotion.
    pub promotion: PromotionId,
    /// The line, by its place among those that were given.
    pub line: usize,
    /// How much, above nothing.
    pub amount: Money,
}

/// What the promotions that hold now take off, a coupon's only for its word. Those that combine go one after another by
/// priority, each on what the others left. One that stands alone takes its lines for itself where all is cheaper so for the
/// customer. No line ever costs less than nothing.
pub fn apply(
    promotions: &[Promotion],
    lines: &[PromoLine],
    coupons: &[String],
    now: DateTime<Utc>,
    zone: Tz,
) -> Vec<Applied> {
    let said = |promotion: &Promotion| match promotion.coupon {
        Some(_) => coupons.iter().any(|word| promotion.answers(word)),
        None => true,
    };
    let mut holding: Vec<&Promotion> = promotions
        .iter()
        .filter(|promotion| {
            promotion.holds(now, zone) && promotion.rule.stands() && said(promotion)
        })
        .collect();
    holding.sort_by_key(|promotion| (Reverse(promotion.priority), promotion.id));
    let (alone, combined): (Vec<&Promotion>, Vec<&Promotion>) = holding
        .into_iter()
        .partition(|promotion| promotion.exclusive);
    let mut best = Basket::of(lines);
    let mut rest = alone;
    loop {
        let so_far = best.with(&combined).off();
        let tries = rest.iter().enumerate().filter_map(|(place, promotion)| {
            let tried = best.alone(promotion)?;
            let off = tried.with(&combined).off();
            (off > so_far).then_some((off, Reverse(place), tried))
        });
        let Some((_, Reverse(place), tried)) = tries.max_by_key(|(off, place, _)| (*off, *place))
        else {
            return best.with(&combined).applied;
        };
        rest.remove(place);
        best = tried;
    }
}

/// The lines of a sale with what is left of each.
#[derive(Clone)]
struct Basket<'a> {
    lines: &'a [PromoLine],
    left: Vec<Money>,
    taken: Vec<bool>,
    applied: Vec<Applied>,
}

impl<'a> Basket<'a> {
    fn of(lines: &'a [PromoLine]) -> Self {
        Self {
            lines,
            left: lines
                .iter()
                .map(|line| line.gross.max(Money::ZERO))
                .collect(),
            taken: vec![false; lines.len()],
            applied: Vec::new(),
        }
    }

    fn off(&self) -> i128 {
        let amounts = self.applied.iter();
        amounts
            .map(|applied| i128::from(applied.amount.as_cents()))
            .sum()
    }

    /// With promotions that combine, one after another.
    fn with(&self, promotions: &[&Promotion]) -> Self {
        let mut basket = self.clone();
        for promotion in promotions {
            let _ = basket.take(promotion);
        }
        basket
    }

    /// With a promotion that then has its lines for itself; nothing where it takes nothing off.
    fn alone(&self, promotion: &Promotion) -> Option<Self> {
        let mut basket = self.clone();
        let lines = basket.take(promotion)?;
        for line in lines {
            if let Some(taken) = basket.taken.get_mut(line) {
                *taken = true;
            }
        }
        Some(basket)
    }

    /// Takes a promotion off, and tells from which lines.
    fn take(&mut self, promotion: &Promotion) -> Option<Vec<usize>> {
        let rule = &promotion.rule;
        let concerned: Vec<usize> = (0..self.lines.len())
            .filter(|place| {
                let line = self.lines.get(*place);
                let free = self.taken.get(*place) == Some(&false);
                free && line.is_some_and(|line| rule.concerns(line.variant, line.category))
            })
            .collect();
        let gross = concerned.iter().filter_map(|place| self.lines.get(*place));
        let gross = Money::try_sum(gross.map(|line| line.gross)).ok()?;
        if gross < rule.minimum {
            return None;
        }
        let wanted = self.deal(&rule.deal, &concerned)?;
        let whole = Money::try_sum(wanted.iter().map(|(_, amount)| *amount)).ok()?;
        let amounts: Vec<Money> = wanted.iter().map(|(_, amount)| *amount).collect();
        let parts = match rule.cap {
            Some(cap) if cap < whole => spread(cap, &amounts)?,
            _ => amounts,
        };
        let mut touched = Vec::new();
        for ((line, _), amount) in wanted.into_iter().zip(parts) {
            let left = self.left.get_mut(line)?;
            let amount = amount.min(*left);
            if amount.is_positive() {
                *left = left.checked_sub(amount)?;
                touched.push(line);
                self.applied.push(Applied {
                    promotion: promotion.id,
                    line,
                    amount,
                });
            }
        }
        (!touched.is_empty()).then_some(touched)
    }

    /// What a deal takes off each of its lines.
    fn deal(&self, deal: &Deal, lines: &[usize]) -> Option<Vec<(usize, Money)>> {
        match deal {
            Deal::Percent { percent } => self.percent(*percent, lines),
            Deal::Amount { amount } => self.over(*amount, lines),
            Deal::BuyPay { buy, pay } => self.buy_pay(*buy, *pay, lines),
            Deal::Volume { tiers } => self.volume(tiers, lines),
            Deal::Bundle { parts, price } => self.bundle(parts, *price, lines),
        }
    }

    fn left(&self, line: usize) -> Money {
        self.left.get(line).copied().unwrap_or(Money::ZERO)
    }

    /// An amount over what is left of lines, by largest remainder.
    fn over(&self, amount: Money, lines: &[usize]) -> Option<Vec<(usize, Money)>> {
        let left: Vec<Money> = lines.iter().map(|line| self.left(*line)).collect();
        let whole = Money::try_sum(left.iter().copied()).ok()?;
        let parts = spread(amount.min(whole), &left)?;
        Some(lines.iter().copied().zip(parts).collect())
    }

    fn percent(&self, percent: Percent, lines: &[usize]) -> Option<Vec<(usize, Money)>> {
        let whole = Money::try_sum(lines.iter().map(|line| self.left(*line))).ok()?;
        self.over(percent.of(whole, Rounding::HalfUp).ok()?, lines)
    }

    fn volume(&self, tiers: &[VolumeTier], lines: &[usize]) -> Option<Vec<(usize, Money)>> {
        let bought = lines.iter().filter_map(|line| self.lines.get(*line));
        let bought: i64 = bought.map(|line| line.quantity.as_milli()).sum();
        let reached = |tier: &&VolumeTier| tier.from.as_milli() <= bought;
        let tier = tiers.iter().rev().find(reached)?;
        self.percent(tier.percent, lines)
    }

    /// Of every `buy` pieces the rest beyond `pay` is free: the cheapest of all, counted in whole pieces.
    fn buy_pay(&self, buy: u16, pay: u16, lines: &[usize]) -> Option<Vec<(usize, Money)>> {
        let mut pieces: Vec<(usize, i64)> = lines
            .iter()
            .filter_map(|line| {
                let milli = self.lines.get(*line)?.quantity.as_milli();
                Some((*line, milli.checked_div(1_000)?))
            })
            .collect();
        let bought: i64 = pieces.iter().map(|(_, pieces)| pieces).sum();
        let gift = i64::from(buy.checked_sub(pay)?);
        let mut free = bought.checked_div(i64::from(buy))?.checked_mul(gift)?;
        // The cheapest piece first: compared as fractions, by what all of a line costs.
        pieces.sort_by_key(|(line, _)| {
            let line = self.lines.get(*line);
            let milli = line.map_or(1, |line| line.quantity.as_milli().max(1));
            let gross = line.map_or(0, |line| line.gross.as_cents());
            i128::from(gross)
                .saturating_mul(1_000_000)
                .checked_div(i128::from(milli))
        });
        let mut off = Vec::new();
        for (line, pieces) in pieces {
            let here = free.min(pieces);
            if here > 0 {
                free = free.checked_sub(here)?;
                off.push((line, self.part(line, Quantity::units(here).ok()?)?));
            }
        }
        Some(off)
    }

    /// What is left of a part of a line.
    fn part(&self, line: usize, quantity: Quantity) -> Option<Money> {
        let whole = self.lines.get(line)?.quantity.as_milli();
        let rest = u64::try_from(whole.checked_sub(quantity.as_milli())?).ok()?;
        let part = u64::try_from(quantity.as_milli()).ok()?;
        self.left(line).split(&[part, rest]).ok()?.first().copied()
    }

    fn bundle(
        &self,
        parts: &[BundlePart],
        price: Money,
        lines: &[usize],
    ) -> Option<Vec<(usize, Money)>> {
        let bought = |part: &BundlePart| -> i64 {
            let lines = lines.iter().filter_map(|line| self.lines.get(*line));
            let same = lines.filter(|line| line.variant == part.variant);
            same.map(|line| line.quantity.as_milli()).sum()
        };
        let sets = parts
            .iter()
            .map(|part| bought(part).checked_div(part.quantity.as_milli()));
        let sets = sets.min().flatten()?;
        let mut worth = Vec::new();
        for part in parts {
            let mut wanted = part.quantity.as_milli().checked_mul(sets)?;
            for line in lines.iter().copied() {
                let Some(found) = self.lines.get(line) else {
                    continue;
                };
                let here = wanted.min(found.quantity.as_milli());
                if found.variant == part.variant && here > 0 {
                    wanted = wanted.checked_sub(here)?;
                    let here = Quantity::try_from_milli(here).ok()?;
                    worth.push((line, self.part(line, here)?));
                }
            }
        }
        let amounts: Vec<Money> = worth.iter().map(|(_, amount)| *amount).collect();
        let whole = Money::try_sum(amounts.iter().copied()).ok()?;
        let off = whole.checked_sub(price.checked_times(sets)?)?;
        let parts = spread(off.max(Money::ZERO), &amounts)?;
        Some(worth.into_iter().map(|(line, _)| line).zip(parts).collect())
    }
}
