//! What was done, and whether the books hold.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::PageKey;
use crate::domain::{Money, Role};

/// One row of the activity log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActivityRow {
    /// Its id.
    pub id: uuid::Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// In which role.
    pub role: Option<Role>,
    /// At which terminal.
    pub terminal: String,
    /// What, such as `ticket.sold`.
    pub action: String,
    /// About what.
    pub target: String,
    /// The draw that this is, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draw: Option<AboutDraw>,
    /// An amount, where there is one.
    pub amount: Option<Money>,
    /// A reason or note.
    pub note: String,
    /// Details, before and after.
    pub details: serde_json::Value,
    /// The second person, where there was one.
    pub approved_by: Option<String>,
}

/// The draw that an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutDraw {
    /// Its lottery.
    pub lottery: String,
    /// When it draws.
    pub at: DateTime<Utc>,
}

/// A page of activity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ActivityPage {
    /// The rows, newest first.
    pub rows: Vec<ActivityRow>,
    /// Where the next page begins.
    pub next: Option<PageKey>,
}

/// What the books say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// Every identity, checked.
    pub identities: Vec<Identity>,
    /// When.
    pub at: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

impl VerifyReport {
    /// Whether every identity holds.
    pub fn holds(&self) -> bool {
        self.identities.iter().all(|identity| identity.holds)
    }
}

/// One identity of the books with both figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Its stable name, such as `drawer.balance`.
    pub name: String,
    /// One side; amounts in céntimos, others as counted.
    pub left: i64,
    /// The other side.
    pub right: i64,
    /// Whether both agree in every row.
    pub holds: bool,
    /// The first row that breaks it.
    pub first_broken: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_books_hold_when_every_identity_does() {
        let identity = |holds| Identity {
            name: "drawer.balance".to_owned(),
            left: 1,
            right: 1,
            holds,
            first_broken: None,
        };
        let report = |identities| VerifyReport {
            identities,
            at: DateTime::UNIX_EPOCH,
            millis: 0,
        };
        assert!(report(vec![identity(true), identity(true)]).holds());
        assert!(!report(vec![identity(true), identity(false)]).holds());
    }
}
