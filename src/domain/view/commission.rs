//! Commission policies as they are looked at, and where a commission comes from.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{CommissionShare, Money, Percent, Policy, ScopeId, Validity};

/// A version of a commission policy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommissionRow {
    /// Whose policy.
    pub scope: ScopeId,
    /// The name of its house, shop or seller.
    pub scope_name: String,
    /// Which share it sets.
    pub share: CommissionShare,
    /// Which version of it, from 1.
    pub version: i64,
    /// The policy.
    pub policy: Policy,
    /// Since when.
    pub from: DateTime<Utc>,
    /// The moment after its last; none for ever.
    #[serde(default)]
    pub to: Option<DateTime<Utc>>,
    /// Who set it.
    pub set_by: String,
}

impl CommissionRow {
    /// From when to when it is in force.
    pub fn validity(&self) -> Validity {
        Validity {
            from: self.from,
            to: self.to,
        }
    }
}

/// Where the commissions on one stake come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommissionExplained {
    /// Whose sale.
    pub seller: String,
    /// The stake.
    pub stake: Money,
    /// The moment of the sale.
    pub at: DateTime<Utc>,
    /// The shop's share, then the seller's.
    pub shares: Vec<ShareExplained>,
}

/// One share of a stake, and why it is as large as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShareExplained {
    /// Which share.
    pub share: CommissionShare,
    /// The percent.
    pub percent: Percent,
    /// What it makes of the stake.
    pub amount: Money,
    /// The version that decides; none where nobody set anything.
    pub version: Option<CommissionRow>,
    /// Which of its rules, from 1; none where it is the percent for the rest.
    pub rule: Option<u16>,
}
