//! What is asked of the sales lists of a draw.

use serde::{Deserialize, Serialize};

use crate::domain::{ApprovalId, CommandKey, DrawId, Number, ScopeId};

/// A list, number by number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskList {
    /// The draw.
    pub draw: DrawId,
    /// Whose: the house's, a shop's or a seller's.
    pub scope: ScopeId,
}

/// The tickets of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskListTickets {
    /// The draw.
    pub draw: DrawId,
    /// Whose.
    pub scope: ScopeId,
    /// Those alone that carry this number.
    #[serde(default)]
    pub number: Option<Number>,
    /// Continue after this.
    #[serde(default)]
    pub after: Option<String>,
}

/// Excludes a list, or includes it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeList {
    /// The key of the command.
    pub key: CommandKey,
    /// The draw.
    pub draw: DrawId,
    /// Whose: a shop's or a seller's.
    pub scope: ScopeId,
    /// Why.
    pub reason: String,
    /// Another administrator's consent.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}
