//! The chain of sealed blocks over the activity log.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
