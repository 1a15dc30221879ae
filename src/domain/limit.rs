//! Limits of what may be sold on a number. One function, [`in_force`], computes the limits that apply; the sale, the
//! availability display and the reports all ask it, and the database arbitrates the same figures.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    BetKind, DrawId, LimitRuleId, LotteryId, Money, MultiplierId, Number, ScopeId, SellerPath,
};

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "effect", rename_all = "snake_case")]
pub enum LimitEffect {
    /// The sum on a number in one ticket is at most `amount`.
    PerTicket {
        /// The limit.
        amount: Money,
    },
    /// The sum sold on a number in the draw within the scope is at most `amount`.
    Accumulated {
        /// The limit.
        amount: Money,
        /// Measured on each seller in the scope instead of on the whole scope.
        per_seller: bool,
    },
    /// The number, or the multiplier, is not sold.
    Blocked,
}

/// A rule: one scope, optional filters, one effect. All filters must match; an absent one matches everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitRule {
    /// The rule's id, made by the client.
    pub id: LimitRuleId,
    /// Whose sales it concerns.
    pub scope: ScopeId,
    /// Only this lottery.
    #[serde(default)]
    pub lottery: Option<LotteryId>,
    /// Only this draw.
    #[serde(default)]
    pub draw: Option<DrawId>,
    /// Only these numbers (values without leading zeros); empty means every number.
    #[serde(default)]
    pub numbers: Vec<u16>,
    /// Only this kind of bet; without it straight and reventado count together.
    #[serde(default)]
    pub kind: Option<BetKind>,
    /// Only this multiplier.
    #[serde(default)]
    pub multiplier: Option<MultiplierId>,
    /// Only draws from this date on.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Only draws until this date.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Whether a supervisor may lift it for one sale.
    #[serde(default)]
    pub liftable: bool,
    /// What it does.
    pub effect: LimitEffect,
    /// Why it exists, shown with a refusal.
    #[serde(default)]
    pub reason: String,
}

/// The draw that a rule is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitedDraw {
    /// The draw.
    pub draw: DrawId,
    /// Its lottery.
    pub lottery: LotteryId,
    /// Its business date.
    pub date: NaiveDate,
    /// The moment of the question.
    pub now: DateTime<Utc>,
}

/// The bet that a rule is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitedBet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The multiplier that prices it.
    pub multiplier: MultiplierId,
}

impl LimitRule {
    /// Whether the rule concerns this seller and draw at all.
    pub fn concerns(&self, seller: SellerPath, draw: LimitedDraw) -> bool {
        seller.within(self.scope)
            && self.lottery.is_none_or(|lottery| lottery == draw.lottery)
            && self.draw.is_none_or(|only| only == draw.draw)
            && self.from.is_none_or(|from| draw.date >= from)
            && self.to.is_none_or(|to| draw.date <= to)
    }

    /// Whether the rule concerns this bet, given that it concerns its draw.
    pub fn covers(&self, bet: LimitedBet) -> bool {
        (self.numbers.is_empty() || self.numbers.contains(&bet.number.value()))
            && self.kind.is_none_or(|kind| kind == bet.kind)
            && self
                .multiplier
                .is_none_or(|multiplier| multiplier == bet.multiplier)
    }

    /// The counter that an accumulated rule measures on for this seller.
    pub fn measured_on(&self, seller: SellerPath) -> ScopeId {
        match self.effect {
            LimitEffect::Accumulated {
                per_seller: true, ..
            } => ScopeId::Vendedor(seller.vendedor),
            LimitEffect::Accumulated {
                per_seller: false, ..
            }
            | LimitEffect::PerTicket { .. }
            | LimitEffect::Blocked => self.scope,
        }
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

/// The limits in force for a bet: the one function that sale, display and reports share.
pub fn in_force(
    rules: &[LimitRule],
    seller: SellerPath,
    draw: LimitedDraw,
    bet: LimitedBet,
) -> InForce {
    let mut found = InForce::default();
    for rule in rules
        .iter()
        .filter(|rule| rule.concerns(seller, draw) && rule.covers(bet))
    {
        match &rule.effect {
            LimitEffect::Blocked => found.blocked = found.blocked.or(Some(rule.id)),
            LimitEffect::PerTicket { amount } => {
                found.caps.push(TicketCap {
                    rule: rule.id,
                    kind: rule.kind,
                    amount: *amount,
                });
            }
            LimitEffect::Accumulated { amount, .. } => found.ceilings.push(Ceiling {
                rule: rule.id,
                scope: rule.measured_on(seller),
                kind: rule.kind,
                amount: *amount,
                liftable: rule.liftable,
            }),
        }
    }
    found
}

/// What a counter holds for one number: the stakes sold, by kind.
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
