//! The limits in force for one bet, and what is left below one.

use serde::{Deserialize, Serialize};

use super::{LimitEffect, LimitRule, LimitedBet, LimitedDraw};
use crate::domain::{
    BetKind, DrawId, LimitRuleId, Money, MultiplierId, Percent, Rounding, ScopeId, SellerPath,
};

/// What was sold in draws, on all numbers, by scope: what a limit that grows with the draw is measured against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sales(Vec<(DrawId, ScopeId, Money)>);

impl Sales {
    /// Nothing was sold anywhere: every growing limit stands at its base.
    pub const NONE: Sales = Sales(Vec::new());

    /// Keeps what was sold in a draw within a scope; each pair once.
    pub fn add(&mut self, draw: DrawId, scope: ScopeId, sold: Money) {
        self.0.push((draw, scope, sold));
    }

    /// What was sold in a draw within a scope.
    pub fn of(&self, draw: DrawId, scope: ScopeId) -> Money {
        let same = |known: &&(DrawId, ScopeId, Money)| known.0 == draw && known.1 == scope;
        self.0
            .iter()
            .find(same)
            .map_or(Money::ZERO, |known| known.2)
    }
}

/// One accumulated limit in force: a counter and its ceiling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceiling {
    /// The rule that sets it.
    pub rule: LimitRuleId,
    /// The counter it is measured on.
    pub scope: ScopeId,
    /// Only this kind of bet, or both together.
    pub kind: Option<BetKind>,
    /// Only what is sold at this price, which is counted by itself.
    pub price: Option<MultiplierId>,
    /// The ceiling.
    pub amount: Money,
    /// Whether a supervisor may lift it.
    pub liftable: bool,
}

/// One limit within a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketCap {
    /// The rule that sets it.
    pub rule: LimitRuleId,
    /// Only this kind of bet, or both together.
    pub kind: Option<BetKind>,
    /// Only what is sold at this price.
    pub price: Option<MultiplierId>,
    /// The cap.
    pub amount: Money,
}

/// The limits that concern one bet of one seller in one draw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InForce {
    /// The rule that blocks the bet, if one does.
    pub blocked: Option<LimitRuleId>,
    /// Every limit on the number within one ticket; all must hold.
    pub caps: Vec<TicketCap>,
    /// Every accumulated limit; all must hold.
    pub ceilings: Vec<Ceiling>,
}

/// The limits in force for a bet: the one function that sale, display and reports share. `sales` is what was sold in the
/// draw so far.
pub fn in_force(
    rules: &[LimitRule],
    seller: SellerPath,
    draw: LimitedDraw,
    bet: LimitedBet,
    sales: &Sales,
) -> InForce {
    let mut found = InForce::default();
    let concerned = |rule: &&LimitRule| rule.concerns(seller, draw) && rule.covers(draw, bet);
    for rule in rules.iter().filter(concerned) {
        let scope = rule.measured_on(seller);
        let amount = match rule.effect {
            LimitEffect::Blocked => {
                found.blocked = found.blocked.or(Some(rule.id));
                continue;
            }
            LimitEffect::Cutoff { .. } => continue,
            LimitEffect::PerTicket { amount } => {
                found.caps.push(TicketCap {
                    rule: rule.id,
                    kind: rule.kind,
                    price: rule.multiplier,
                    amount,
                });
                continue;
            }
            LimitEffect::Accumulated { amount, .. } => amount,
            LimitEffect::Dynamic { base, percent, .. } => {
                grown(base, percent, sales.of(draw.draw, scope))
            }
        };
        found.ceilings.push(Ceiling {
            rule: rule.id,
            scope,
            kind: rule.kind,
            price: rule.multiplier,
            amount,
            liftable: rule.liftable,
        });
    }
    found
}

/// A limit that grows with the draw: a part of a céntimo is not sold.
fn grown(base: Money, percent: Percent, sold: Money) -> Money {
    // Never above what was sold, so never beyond the range of money.
    let part = percent.of(sold, Rounding::Down).unwrap_or(Money::ZERO);
    base.max(part)
}

/// What a counter holds for one number, at all prices or at one: the stakes sold, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Used {
    /// Straight stakes.
    pub straight: Money,
    /// Reventado stakes.
    pub reventado: Money,
}

impl Used {
    /// The stakes that a ceiling of `kind` measures; `None` beyond the range of money.
    pub fn of(self, kind: Option<BetKind>) -> Option<Money> {
        match kind {
            Some(BetKind::Straight) => Some(self.straight),
            Some(BetKind::Reventado) => Some(self.reventado),
            None => self.straight.checked_add(self.reventado),
        }
    }
}

/// What is left below a ceiling; zero when it was lowered below what is sold.
pub fn left(ceiling: &Ceiling, used: Used) -> Money {
    used.of(ceiling.kind)
        .and_then(|used| ceiling.amount.checked_sub(used))
        .filter(|left| left.is_positive())
        .unwrap_or(Money::ZERO)
}
