//! What is brought in from a table of another program.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Secret;
use crate::domain::{CommandKey, ImportColumn, ImportWhat, import::Line};

/// Tries an import, or does it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Import {
    /// Tells of each line what would happen; nothing is written.
    Dry(ImportFile),
    /// Does it, all of it or nothing.
    Apply {
        /// The key of the command.
        key: CommandKey,
        /// What is brought in.
        #[serde(flatten)]
        file: ImportFile,
    },
    /// How far the own import in flight is.
    Progress,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportFile {
    /// What it holds.
    pub what: ImportWhat,
    /// What it is called, for the log.
    #[serde(default)]
    pub name: String,
    /// Its lines.
    pub lines: Vec<ImportLine>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportLine {
    /// Where it stands in the file.
    pub line: u32,
    /// Its cells by their columns; a column that the file does not have leaves as it is what it is about.
    pub cells: BTreeMap<ImportColumn, String>,
    /// The PIN or password that stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<Secret>,
    /// Whether it has more cells than the heading.
    #[serde(default)]
    pub ragged: bool,
}

impl ImportFile {
    /// The lines of a file as they were read; a PIN is kept apart from all that is printed or remembered.
    pub fn new(what: ImportWhat, name: impl Into<String>, lines: Vec<Line>) -> Self {
        let lines = lines.into_iter().map(|mut read| ImportLine {
            line: read.line,
            pin: read
                .cells
                .remove(&ImportColumn::Pin)
                .filter(|pin| !pin.is_empty())
                .map(Secret::new),
            ragged: read.ragged,
            cells: read.cells,
        });
        Self {
            what,
            name: name.into(),
            lines: lines.collect(),
        }
    }
}
