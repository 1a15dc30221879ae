//! Why the configuration cannot be used: file, line and key, for the door to put into words.

use std::{io, path::PathBuf};

/// The names of all settings.
pub const SETTINGS: &[&str] = &[
    "lang",
    "theme",
    "terminal",
    "idle_lock_minutes",
    "database_url",
    "data_dir",
    "pg_bin",
    "log_dir",
    "keys",
];

/// The settings that say where the books are. With one of them in doubt the program would work on other books.
const PLACES: &[&str] = &["database_url", "data_dir", "pg_bin"];

/// What a key wants instead of what it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text that is not empty.
    Text,
    /// `"es"` or `"en"`.
    Language,
    /// A whole number of minutes from 0 to 1440.
    Minutes,
    /// A table.
    Table,
    /// A text or a list of texts.
    Keys,
}

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is missing or closed to us.
    #[error("{file}: {source}")]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The file is not TOML.
    #[error("{file}:{line}: {message}")]
    Syntax {
        /// The file.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// The reader's words.
        message: String,
        /// Whether the file says where the books are.
        names_a_place: bool,
    },
    /// Nobody knows this key.
    #[error("{file}:{line}: unknown key {key}")]
    UnknownKey {
        /// The file.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// The key as written.
        key: String,
        /// The setting that was probably meant.
        meant: Option<&'static str>,
    },
    /// The key cannot have this value.
    #[error("{file}:{line}: {key} needs {expected:?}")]
    BadValue {
        /// The file.
        file: PathBuf,
        /// From 1.
        line: usize,
        /// The key.
        key: String,
        /// What it can have.
        expected: Expected,
    },
    /// A variable of the environment cannot have this value.
    #[error("{name} needs {expected:?}")]
    BadVariable {
        /// The variable.
        name: &'static str,
        /// What it can have.
        expected: Expected,
    },
    /// Neither `HOME` nor the system says where the user's folders are.
    #[error("no home folder is known")]
    NoHome,
}

impl ConfigError {
    /// The line of the file; 0 where it is not about a line.
    pub fn line(&self) -> usize {
        match self {
            Self::Syntax { line, .. }
            | Self::UnknownKey { line, .. }
            | Self::BadValue { line, .. } => *line,
            Self::Unreadable { .. } | Self::BadVariable { .. } | Self::NoHome => 0,
        }
    }

    /// Whether the program may not go on: what is wrong says, or may say, where the books are, and no default is safe.
    pub fn stops(&self) -> bool {
        match self {
            Self::Unreadable { .. } | Self::NoHome => true,
            Self::Syntax { names_a_place, .. } => *names_a_place,
            Self::UnknownKey { meant, .. } => meant.is_some_and(|name| PLACES.contains(&name)),
            Self::BadValue { key, .. } => PLACES.contains(&key.as_str()),
            Self::BadVariable { name, .. } => *name == "BANCA_DATABASE_URL",
        }
    }
}

/// Whether a file that cannot be read as a table speaks of a setting that says where the books are.
pub(super) fn names_a_place(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
    words
        .filter(|word| !word.is_empty())
        .any(|word| resembling(word).is_some_and(|name| PLACES.contains(&name)))
}

/// The setting that somebody meant who wrote this: the nearest within two letters, or one written with other separators.
pub(super) fn resembling(written: &str) -> Option<&'static str> {
    let plain = |name: &str| name.to_lowercase().replace(['_', '-'], "");
    let nearest = SETTINGS
        .iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&plain(name), &plain(written)),
                *name,
            )
        })
        .min()?;
    (nearest.0 <= 2 && nearest.0 * 2 < written.chars().count()).then_some(nearest.1)
}
