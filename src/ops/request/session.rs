//! What is asked about sessions and locked accounts.

use serde::{Deserialize, Serialize};

use crate::domain::{CommandKey, SessionId, UserId};

/// Ends a session of a person, or all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndSessions {
    /// The key of the command.
    pub key: CommandKey,
    /// Whose.
    pub user: UserId,
    /// Which one; all but the asker's own without it.
    #[serde(default)]
    pub session: Option<SessionId>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Lets somebody sign in again who failed too often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockUser {
    /// The key of the command.
    pub key: CommandKey,
    /// Whom.
    pub user: UserId,
}
