//! Commissions: what the shop (listero) and the seller earn on a stake, resolved once and frozen on the bet.

use serde::{Deserialize, Serialize};

use super::{BetKind, LotteryId, Money, Percent, Rate, RateError, Rounding, ScopeRank};

/// One rule of a policy; every absent filter matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRule {
    /// Only this lottery.
    #[serde(default)]
    pub lottery: Option<LotteryId>,
    /// Only this kind of bet.
    #[serde(default)]
    pub kind: Option<BetKind>,
    /// Only multipliers from this factor.
    #[serde(default)]
    pub factor_min: Option<Rate>,
    /// Only multipliers up to this factor.
    #[serde(default)]
    pub factor_max: Option<Rate>,
    /// The percent earned.
    pub percent: Percent,
}

/// Who earns: the shop on what is sold in it, and the seller out of the shop's share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommissionShare {
    /// The shop's share, paid by the house. Resolved over ventana, then banca.
    Listero,
    /// The seller's share, paid by the shop. Resolved over user, ventana, then banca.
    Vendedor,
}

impl CommissionShare {
    /// Both shares.
    pub const ALL: [CommissionShare; 2] = [CommissionShare::Listero, CommissionShare::Vendedor];

    /// The name used in the database.
    pub const fn name(self) -> &'static str {
        match self {
            CommissionShare::Listero => "listero",
            CommissionShare::Vendedor => "vendedor",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<CommissionShare> {
        CommissionShare::ALL
            .into_iter()
            .find(|share| share.name() == name)
    }
}

/// The policy in force at one level.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Policy {
    /// The rules; the first that matches wins.
    pub rules: Vec<PolicyRule>,
    /// What is paid where no rule matches.
    pub default_percent: Option<Percent>,
}

/// Where a percent came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommissionSource {
    /// A rule of the policy at this level (0 is the most specific), by position.
    Rule {
        /// Index of the level asked.
        level: u8,
        /// Position of the rule.
        position: u16,
    },
    /// The default of the policy at this level.
    Default {
        /// Index of the level asked.
        level: u8,
    },
    /// Nobody set anything.
    Nothing,
}

/// Most rules of a policy.
pub const MOST_RULES: usize = 100;

/// Whether a policy for this share can stand at this level: the shop's share is the house's to set, for itself or for a
/// shop, never for a seller.
pub const fn level_stands(share: CommissionShare, rank: ScopeRank) -> bool {
    match (share, rank) {
        (CommissionShare::Listero, ScopeRank::Vendedor) => false,
        (CommissionShare::Listero, ScopeRank::Ventana | ScopeRank::Banca)
        | (CommissionShare::Vendedor, _) => true,
    }
}

/// Whether rules can stand: not too many, and none with an empty range of factors.
pub fn rules_stand(rules: &[PolicyRule]) -> bool {
    rules.len() <= MOST_RULES
        && rules
            .iter()
            .all(|rule| match (rule.factor_min, rule.factor_max) {
                (Some(least), Some(most)) => least <= most,
                (None, _) | (_, None) => true,
            })
}

/// Resolves a percent over policies given most specific first: the first matching *rule* of any level wins, and only
/// then the defaults in the same order, so that a default below never hides a rule above.
pub fn resolve(
    levels: &[&Policy],
    lottery: LotteryId,
    kind: BetKind,
    factor: Rate,
) -> (Percent, CommissionSource) {
    for (level, policy) in (0_u8..).zip(levels) {
        for (position, rule) in (0_u16..).zip(&policy.rules) {
            let matches = rule.lottery.is_none_or(|only| only == lottery)
                && rule.kind.is_none_or(|only| only == kind)
                && rule.factor_min.is_none_or(|least| factor >= least)
                && rule.factor_max.is_none_or(|most| factor <= most);
            if matches {
                return (rule.percent, CommissionSource::Rule { level, position });
            }
        }
    }
    for (level, policy) in (0_u8..).zip(levels) {
        if let Some(percent) = policy.default_percent {
            return (percent, CommissionSource::Default { level });
        }
    }
    (Percent::ZERO, CommissionSource::Nothing)
}

/// The commission on one stake, rounded half up to the céntimo.
///
/// # Errors
/// When the result leaves the range of money.
pub fn on_stake(stake: Money, percent: Percent) -> Result<Money, RateError> {
    percent.of(stake, Rounding::HalfUp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;
    use uuid::Uuid;

    fn percent(percent: i64) -> Percent {
        Percent::new(Decimal::from(percent)).unwrap()
    }

    fn rate(factor: i64) -> Rate {
        Rate::new(Decimal::from(factor)).unwrap()
    }

    fn rule(least: Option<i64>, most: Option<i64>, given: i64) -> PolicyRule {
        PolicyRule {
            lottery: None,
            kind: None,
            factor_min: least.map(rate),
            factor_max: most.map(rate),
            percent: percent(given),
        }
    }

    #[test]
    fn a_rule_above_is_not_hidden_by_a_default_below() {
        let seller = Policy {
            rules: vec![rule(Some(90), None, 4)],
            default_percent: Some(percent(9)),
        };
        let shop = Policy {
            rules: vec![rule(None, Some(85), 7)],
            default_percent: Some(percent(1)),
        };
        let lottery = LotteryId::new(Uuid::nil());
        let told = |factor| resolve(&[&seller, &shop], lottery, BetKind::Straight, rate(factor)).0;
        assert_eq!(told(92), percent(4));
        assert_eq!(told(80), percent(7));
        assert_eq!(told(88), percent(9));
    }

    #[test]
    fn a_rule_is_for_its_lottery_and_its_kind_and_the_first_that_matches_wins() {
        let lottery = |value| LotteryId::new(Uuid::from_u128(value));
        let policy = Policy {
            rules: vec![
                PolicyRule {
                    lottery: Some(lottery(1)),
                    ..rule(None, None, 3)
                },
                PolicyRule {
                    kind: Some(BetKind::Reventado),
                    ..rule(None, None, 5)
                },
                rule(Some(80), Some(90), 7),
            ],
            default_percent: None,
        };
        let told = |number, kind, factor| {
            resolve(
                &[&Policy::default(), &policy],
                lottery(number),
                kind,
                rate(factor),
            )
        };
        let by_rule = |position, given| {
            (
                percent(given),
                CommissionSource::Rule { level: 1, position },
            )
        };
        assert_eq!(told(1, BetKind::Reventado, 85), by_rule(0, 3));
        assert_eq!(told(2, BetKind::Reventado, 85), by_rule(1, 5));
        assert_eq!(told(2, BetKind::Straight, 80), by_rule(2, 7));
        assert_eq!(told(2, BetKind::Straight, 90), by_rule(2, 7));
        for outside in [79, 91] {
            assert_eq!(
                told(2, BetKind::Straight, outside),
                (Percent::ZERO, CommissionSource::Nothing)
            );
        }
    }

    #[test]
    fn a_commission_is_rounded_half_up_to_the_centimo() {
        let earned = |stake, of: &str| {
            let stake = Money::try_from_cents(stake).unwrap();
            on_stake(stake, Percent::parse(of).unwrap())
                .unwrap()
                .as_cents()
        };
        assert_eq!(earned(10_000, "6"), 600);
        assert_eq!(earned(10, "5"), 1, "half a céntimo counts as one");
        assert_eq!(earned(10, "4.9"), 0);
        assert_eq!(earned(10_000, "0"), 0);
    }

    #[test]
    fn a_seller_has_no_share_of_the_shop() {
        assert!(!level_stands(CommissionShare::Listero, ScopeRank::Vendedor));
        assert!(level_stands(CommissionShare::Vendedor, ScopeRank::Vendedor));
        assert!(level_stands(CommissionShare::Listero, ScopeRank::Banca));
    }

    #[test]
    fn a_range_of_factors_is_not_empty() {
        assert!(rules_stand(&[
            rule(Some(80), Some(80), 5),
            rule(None, None, 1)
        ]));
        assert!(!rules_stand(&[rule(Some(81), Some(80), 5)]));
        assert!(!rules_stand(&vec![rule(None, None, 1); MOST_RULES + 1]));
    }
}
