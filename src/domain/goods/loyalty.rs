//! Points of a customer: earned once a sale on what was paid for goods, more in the higher tiers, and handed in again.

use serde::{Deserialize, Serialize};

use crate::domain::Money;

/// A tier, by the points that were ever earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// From the first point.
    Bronze,
    /// From 500.
    Silver,
    /// From 1 000.
    Gold,
    /// From 5 000.
    Platinum,
}

impl Tier {
    /// The tier of somebody who earned so many points.
    pub const fn of(earned: i64) -> Tier {
        match earned {
            ..500 => Tier::Bronze,
            500..1_000 => Tier::Silver,
            1_000..5_000 => Tier::Gold,
            5_000.. => Tier::Platinum,
        }
    }

    /// How many points a point is worth in this tier, in tenths.
    const fn tenths(self) -> i64 {
        match self {
            Tier::Bronze => 10,
            Tier::Silver => 12,
            Tier::Gold => 15,
            Tier::Platinum => 20,
        }
    }
}

/// What points are earned and worth in a house. Amounts above nothing; a house without them earns none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// One point for each so much paid for goods; nothing where the house gives none.
    pub each: Money,
    /// What a point takes off when it is handed in.
    pub worth: Money,
}

impl Programme {
    /// The points earned by paying so much for goods.
    pub fn earned(self, paid: Money, tier: Tier) -> i64 {
        if !self.each.is_positive() || paid.is_negative() {
            return 0;
        }
        paid.as_cents()
            .checked_mul(tier.tenths())
            .and_then(|tenths| tenths.checked_div(self.each.as_cents()))
            .and_then(|tenths| tenths.checked_div(10))
            .unwrap_or_default()
    }

    /// What so many points take off.
    pub fn worth_of(self, points: i64) -> Option<Money> {
        self.worth.checked_times(points)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_grow_with_the_tier_and_never_come_in_parts() {
        let programme = Programme {
            each: Money::colones(100).unwrap(),
            worth: Money::colones(1).unwrap(),
        };
        let paid = Money::colones(990).unwrap();
        assert_eq!(programme.earned(paid, Tier::of(0)), 9);
        assert_eq!(programme.earned(paid, Tier::of(500)), 11);
        assert_eq!(programme.earned(paid, Tier::of(4_999)), 14);
        assert_eq!(programme.earned(paid, Tier::of(5_000)), 19);
        assert_eq!(Programme::default().earned(paid, Tier::Gold), 0);
    }
}
