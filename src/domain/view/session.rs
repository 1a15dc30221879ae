//! The sessions that live.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{Role, SessionId, UserId};

/// A session that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    /// Its id.
    pub session: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The sign-in name.
    pub username: String,
    /// The full name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The shop; empty for somebody of none.
    pub ventana: String,
    /// The terminal.
    pub terminal: String,
    /// Through which door it came.
    pub door: String,
    /// From which address; empty for one on the server itself.
    pub client: String,
    /// When it began.
    pub since: DateTime<Utc>,
    /// When it was last seen, to about a minute.
    #[serde(default)]
    pub seen: Option<DateTime<Utc>>,
    /// Since when its screen is locked.
    #[serde(default)]
    pub locked: Option<DateTime<Utc>>,
    /// Whether it is the asker's own.
    pub own: bool,
}
