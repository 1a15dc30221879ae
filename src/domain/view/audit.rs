//! The activity log as it is searched, and the chain of sealed blocks over it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{ActivityRow, PageKey};
use crate::domain::Money;

/// Hexadecimal digits of a root that go on paper.
const ON_PAPER: usize = 12;

/// Where the chain of a house ends: what a Z report prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditHead {
    /// The newest block's number.
    pub block: i64,
    /// Its root, hexadecimal.
    pub root: String,
}

impl AuditHead {
    /// The root as it is printed: its first twelve digits, in groups of four.
    pub fn short(&self) -> String {
        let digits: Vec<char> = self.root.chars().take(ON_PAPER).collect();
        let groups: Vec<String> = digits.chunks(4).map(|four| four.iter().collect()).collect();
        groups.join(" ")
    }
}

/// A sealed block of the activity log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditBlock {
    /// Its number, from 1 and without gaps.
    pub block: i64,
    /// Grows with every start of the server whose rows were sealed.
    pub segment: i32,
    /// The first transaction that may be in it.
    pub from: i64,
    /// The first transaction after it.
    pub to: i64,
    /// Its rows.
    pub rows: i64,
    /// The root of the block before, hexadecimal; zeros in the first.
    pub previous: String,
    /// Its own root, hexadecimal.
    pub root: String,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
}

/// A page of blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The newest block of all.
    pub head: Option<AuditHead>,
    /// The blocks, newest first.
    pub blocks: Vec<AuditBlock>,
    /// Where the next page begins: the blocks below this number.
    pub next: Option<i64>,
}

/// A row of the log with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// The row.
    pub row: ActivityRow,
    /// The name they sign in with.
    pub username: String,
    /// The shop it was done in.
    pub ventana: String,
    /// Through which door it came.
    pub layer: String,
    /// The command that wrote it.
    pub request: Option<uuid::Uuid>,
    /// The session it was done in.
    pub session: Option<uuid::Uuid>,
    /// The consent behind it.
    pub consent: Option<ConsentView>,
    /// The sealed block it stands in; none while it waits for one.
    pub block: Option<i64>,
}

/// A second person's consent, as it is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentView {
    /// Who asked.
    pub asked_by: String,
    /// Who granted.
    pub granted_by: String,
    /// What for.
    pub right: String,
    /// How much.
    pub amount: Option<Money>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A stretch of a search.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AuditFound {
    /// What was found in it, newest first.
    pub rows: Vec<AuditEntry>,
    /// Where the next stretch begins; none at the end of the log.
    pub next: Option<PageKey>,
    /// Rows that were looked at.
    pub looked: i64,
}

/// Some blocks of the chain, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainCheck {
    /// How many blocks there are.
    pub blocks: i64,
    /// Rows in all of them.
    pub sealed: i64,
    /// Rows above the watermark, which wait for the next block.
    pub waiting: i64,
    /// The last block that was checked so far; none before it comes next.
    pub checked: i64,
    /// Rows of the blocks that were checked this time.
    pub rows: i64,
    /// The first block that does not hold.
    pub broken: Option<i64>,
    /// Whether all are checked.
    pub done: bool,
}

#[cfg(test)]
mod tests {
    use super::AuditHead;

    #[test]
    fn paper_shows_the_first_twelve_digits_of_a_root() {
        let head = AuditHead {
            block: 7,
            root: "9f86d081884c7d659a2feaa0c55ad015".to_owned(),
        };
        assert_eq!(head.short(), "9f86 d081 884c");
    }
}
