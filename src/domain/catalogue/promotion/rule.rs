//! What a promotion takes off, of what, and when.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::domain::{
    CategoryId, Money, Percent, PromotionId, VariantId, VentanaId, goods::Quantity, limit::Hours,
    wall_clock,
};

/// What is taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Deal {
    /// So many percent.
    Percent {
        /// How many.
        percent: Percent,
    },
    /// An amount, once in a sale.
    Amount {
        /// How much.
        amount: Money,
    },
    /// Whoever takes `buy` pieces pays `pay` of them; the cheapest are free.
    BuyPay {
        /// Pieces taken.
        buy: u16,
        /// Pieces paid, fewer.
        pay: u16,
    },
    /// The more, the more percent: the highest tier that all of it together reaches.
    Volume {
        /// The tiers, the smallest first.
        tiers: Vec<VolumeTier>,
    },
    /// Several things together for one price.
    Bundle {
        /// What one bundle holds.
        parts: Vec<BundlePart>,
        /// What one bundle costs.
        price: Money,
    },
}

/// From a quantity on, so many percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeTier {
    /// From how much on.
    pub from: Quantity,
    /// How many percent.
    pub percent: Percent,
}

/// A part of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundlePart {
    /// What.
    pub variant: VariantId,
    /// How much of it.
    pub quantity: Quantity,
}

/// A deal, what it is for and within which bounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// What is taken off.
    #[serde(flatten)]
    pub deal: Deal,
    /// Only these goods; with no categories either, all.
    #[serde(default)]
    pub variants: Vec<VariantId>,
    /// Only goods of these categories.
    #[serde(default)]
    pub categories: Vec<CategoryId>,
    /// What the goods it is for must come to, before anything is taken off.
    #[serde(default)]
    pub minimum: Money,
    /// The most it takes off in a sale.
    #[serde(default)]
    pub cap: Option<Money>,
}

/// A promotion of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promotion {
    /// Its id.
    pub id: PromotionId,
    /// The shop where it holds; nothing: in all.
    #[serde(default)]
    pub ventana: Option<VentanaId>,
    /// Its name, as a receipt tells it.
    pub name: String,
    /// What it takes off.
    pub rule: Rule,
    /// Since when it holds.
    pub starts: DateTime<Utc>,
    /// Until when, this moment not included.
    #[serde(default)]
    pub ends: Option<DateTime<Utc>>,
    /// Only on these days, Monday is 1; none means all.
    #[serde(default)]
    pub weekdays: Vec<u8>,
    /// Only in these hours of the house's zone.
    #[serde(default)]
    pub hours: Option<Hours>,
    /// The greater goes first.
    #[serde(default)]
    pub priority: i16,
    /// Whether it stands alone on its goods.
    #[serde(default)]
    pub exclusive: bool,
    /// What the customer has to say; nothing: it holds by itself.
    #[serde(default)]
    pub coupon: Option<String>,
    /// How often a coupon is used in all.
    #[serde(default)]
    pub max_uses: Option<u32>,
    /// How often a customer uses it.
    #[serde(default)]
    pub per_customer: Option<u32>,
    /// Whether it is used.
    pub active: bool,
}

impl Promotion {
    /// Whether it holds at a moment, as clocks in a zone show it.
    pub fn holds(&self, now: DateTime<Utc>, zone: Tz) -> bool {
        let local = wall_clock(now, zone);
        let day = u8::try_from(local.weekday().number_from_monday()).unwrap_or_default();
        self.active
            && self.starts <= now
            && self.ends.is_none_or(|ends| now < ends)
            && (self.weekdays.is_empty() || self.weekdays.contains(&day))
            && self.hours.is_none_or(|hours| hours.hold(local.time()))
    }

    /// Whether a word that a customer says is its coupon.
    pub fn answers(&self, word: &str) -> bool {
        let coupon = self.coupon.as_deref();
        coupon.is_some_and(|coupon| coupon.to_lowercase() == word.trim().to_lowercase())
    }
}

impl Rule {
    /// Whether it takes something off and does not contradict itself.
    pub fn stands(&self) -> bool {
        let bounded = !self.minimum.is_negative() && self.cap.is_none_or(Money::is_positive);
        let deal = match &self.deal {
            Deal::Percent { percent } => *percent != Percent::ZERO,
            Deal::Amount { amount } => amount.is_positive(),
            Deal::BuyPay { buy, pay } => pay < buy,
            Deal::Volume { tiers } => {
                let rising = tiers.windows(2).all(|two| match two {
                    [lower, higher] => lower.from < higher.from,
                    _ => true,
                });
                let real =
                    |tier: &VolumeTier| !tier.from.is_zero() && tier.percent != Percent::ZERO;
                rising && !tiers.is_empty() && tiers.iter().all(real)
            }
            Deal::Bundle { parts, price } => {
                let twice = |part: &BundlePart| {
                    let same = |other: &&BundlePart| other.variant == part.variant;
                    parts.iter().filter(same).count() > 1
                };
                let real = |part: &BundlePart| !part.quantity.is_zero() && !twice(part);
                !parts.is_empty() && parts.iter().all(real) && !price.is_negative()
            }
        };
        bounded && deal
    }

    /// Whether goods are among those it is for.
    pub fn concerns(&self, variant: VariantId, category: Option<CategoryId>) -> bool {
        if let Deal::Bundle { parts, .. } = &self.deal {
            return parts.iter().any(|part| part.variant == variant);
        }
        (self.variants.is_empty() && self.categories.is_empty())
            || self.variants.contains(&variant)
            || category.is_some_and(|category| self.categories.contains(&category))
    }
}
