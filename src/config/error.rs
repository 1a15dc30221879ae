//! Why the configuration cannot be used: file, line and key, for the door to put into words.

use std::{io, path::PathBuf};

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
