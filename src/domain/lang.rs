//! The languages of console and paper.

use serde::{Deserialize, Serialize};

/// The languages of console and paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    /// Spanish, the default.
    #[default]
    Es,
    /// English.
    En,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Es, Self::En];

    /// The name in configuration and arguments: `es`, `en`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    /// Its own name for itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Es => "Español",
            Self::En => "English",
        }
    }

    /// Reads `es`, `es_CR.UTF-8`, `en-US`.
    pub fn from_name(name: &str) -> Option<Self> {
        let head = name.split(['_', '-', '.']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|lang| lang.name() == head)
    }
}
