//! A rule: one scope, optional filters, one effect.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::{
    BetKind, DrawId, LimitRuleId, LotteryId, Money, MultiplierId, Number, Percent, ScopeId,
    SellerPath,
};

/// The most minutes before a draw at which a rule may end its sale: a day.
pub const MOST_MINUTES: u16 = 1_440;

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
    /// As accumulated, with a limit that grows with the draw: the larger of `base` and `percent` of what was sold in the
    /// draw, on all numbers, where the sum is measured, before this sale.
    Dynamic {
        /// The limit below which it never falls.
        base: Money,
        /// The part of the draw's sales.
        percent: Percent,
        /// Measured on each seller in the scope instead of on the whole scope.
        per_seller: bool,
    },
    /// The number, or the multiplier, is not sold.
    Blocked,
    /// The sale ends so many minutes before the draw; never after the draw's own end.
    Cutoff {
        /// Minutes.
        minutes: u16,
    },
}

impl LimitEffect {
    /// Whether it measures what is sold on a counter, and so can be lifted for one sale.
    pub const fn measures(&self) -> bool {
        matches!(
            self,
            LimitEffect::Accumulated { .. } | LimitEffect::Dynamic { .. }
        )
    }

    /// Whether what is sold is measured on each seller by itself.
    pub const fn per_seller(&self) -> bool {
        match self {
            LimitEffect::Accumulated { per_seller, .. }
            | LimitEffect::Dynamic { per_seller, .. } => *per_seller,
            LimitEffect::PerTicket { .. } | LimitEffect::Blocked | LimitEffect::Cutoff { .. } => {
                false
            }
        }
    }
}

/// Hours of the day in the house's zone, the end not included; over midnight where the end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// The first moment.
    pub from: NaiveTime,
    /// The moment after the last.
    pub to: NaiveTime,
}

impl Hours {
    /// Whether a time of day lies within. Hours that end where they begin hold nothing.
    pub fn hold(self, time: NaiveTime) -> bool {
        if self.from <= self.to {
            self.from <= time && time < self.to
        } else {
            self.from <= time || time < self.to
        }
    }
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
    /// Only the number of the draw's day of the month: 21 on the twenty-first.
    #[serde(default)]
    pub day_number: bool,
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
    /// Only draws on these weekdays; empty means every day.
    #[serde(default)]
    pub weekdays: Vec<Weekday>,
    /// Only sales at these hours.
    #[serde(default)]
    pub hours: Option<Hours>,
    /// Whether a supervisor may lift it for one sale.
    #[serde(default)]
    pub liftable: bool,
    /// What it does.
    pub effect: LimitEffect,
    /// Why it exists, shown with a refusal.
    #[serde(default)]
    pub reason: String,
}

/// The draw and the moment that a rule is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitedDraw {
    /// The draw.
    pub draw: DrawId,
    /// Its lottery.
    pub lottery: LotteryId,
    /// Its business date.
    pub date: NaiveDate,
    /// The time of day of the sale, in the house's zone.
    pub time: NaiveTime,
}

impl LimitedDraw {
    /// A draw at a moment.
    pub fn at(
        draw: DrawId,
        lottery: LotteryId,
        date: NaiveDate,
        now: DateTime<Utc>,
        zone: chrono_tz::Tz,
    ) -> LimitedDraw {
        LimitedDraw {
            draw,
            lottery,
            date,
            time: now.with_timezone(&zone).time(),
        }
    }
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
    /// A rule that concerns everything in its scope and that nobody lifts.
    pub const fn new(id: LimitRuleId, scope: ScopeId, effect: LimitEffect) -> LimitRule {
        LimitRule {
            id,
            scope,
            lottery: None,
            draw: None,
            numbers: Vec::new(),
            day_number: false,
            kind: None,
            multiplier: None,
            from: None,
            to: None,
            weekdays: Vec::new(),
            hours: None,
            liftable: false,
            effect,
            reason: String::new(),
        }
    }

    /// Whether the rule concerns this seller and draw at some hour.
    pub fn concerns_draw(&self, seller: SellerPath, draw: LimitedDraw) -> bool {
        seller.within(self.scope)
            && self.lottery.is_none_or(|lottery| lottery == draw.lottery)
            && self.draw.is_none_or(|only| only == draw.draw)
            && self.from.is_none_or(|from| draw.date >= from)
            && self.to.is_none_or(|to| draw.date <= to)
            && (self.weekdays.is_empty() || self.weekdays.contains(&draw.date.weekday()))
    }

    /// Whether the rule concerns this seller and draw at this moment.
    pub fn concerns(&self, seller: SellerPath, draw: LimitedDraw) -> bool {
        self.concerns_draw(seller, draw) && self.hours.is_none_or(|hours| hours.hold(draw.time))
    }

    /// Whether the rule concerns this bet, given that it concerns its draw.
    pub fn covers(&self, draw: LimitedDraw, bet: LimitedBet) -> bool {
        (self.numbers.is_empty() || self.numbers.contains(&bet.number.value()))
            && (!self.day_number || u32::from(bet.number.value()) == draw.date.day())
            && self.kind.is_none_or(|kind| kind == bet.kind)
            && self
                .multiplier
                .is_none_or(|multiplier| multiplier == bet.multiplier)
    }

    /// The counter that a measuring rule stands on for this seller.
    pub fn measured_on(&self, seller: SellerPath) -> ScopeId {
        if self.effect.per_seller() {
            ScopeId::Vendedor(seller.vendedor)
        } else {
            self.scope
        }
    }
}
