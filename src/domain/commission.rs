//! Commissions: what the shop (listero) and the seller earn on a stake, resolved once and frozen on the bet.

use serde::{Deserialize, Serialize};

use super::{BetKind, LotteryId, Money, Percent, Rate, RateError, Rounding};

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
