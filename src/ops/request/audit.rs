//! What is asked about the activity log.

use serde::{Deserialize, Serialize};

use crate::domain::view::PageKey;

/// Searches the activity log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AskAudit {
    /// The filter line ([`crate::domain::audit::AuditFilter`]); everything where it is empty.
    #[serde(default)]
    pub filter: String,
    /// Continue where the stretch before ended.
    #[serde(default)]
    pub after: Option<PageKey>,
    /// Rows wanted (1–1000, 50 by default).
    #[serde(default)]
    pub limit: Option<u16>,
}

/// Asks for a page of sealed blocks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskBlocks {
    /// Only those below this number.
    #[serde(default)]
    pub before: Option<i64>,
    /// Rows of the page.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// Checks the next blocks of the chain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckChain {
    /// The last block that was checked before.
    #[serde(default)]
    pub after: i64,
}
