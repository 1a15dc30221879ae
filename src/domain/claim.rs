//! Claims: what was paid as a prize and is owed back, because the result was corrected or the draw called off.

use serde::{Deserialize, Serialize};

/// How a claim, or a part of it, ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimEnd {
    /// The money came back.
    Collected,
    /// It is given up.
    WrittenOff,
}

impl ClaimEnd {
    /// Both ends.
    pub const ALL: [ClaimEnd; 2] = [ClaimEnd::Collected, ClaimEnd::WrittenOff];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            ClaimEnd::Collected => "collected",
            ClaimEnd::WrittenOff => "written_off",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<ClaimEnd> {
        ClaimEnd::ALL.into_iter().find(|end| end.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_reads_back_by_its_name() {
        for end in ClaimEnd::ALL {
            assert_eq!(ClaimEnd::from_name(end.name()), Some(end));
        }
    }
}
