//! What an import would do, or did, line by line.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{ImportColumn, ImportWhat, Money, Role},
    ops::refusal::Refusal,
};

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportFate {
    /// It cannot be brought in.
    Refused,
    /// It is new.
    New,
    /// It changes what the house has.
    Changed,
    /// The house has it already, just so.
    Unchanged,
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum ImportValue {
    /// None: the house's own setting, no shop, no outcome.
    Nothing,
    /// Words.
    Text(String),
    /// An amount.
    Money(Money),
    /// A role.
    Role(Role),
    /// Yes or no.
    Yes(bool),
    /// A PIN; which one is never told.
    Secret,
}

/// What a line changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportChange {
    /// In which column.
    pub column: ImportColumn,
    /// What stands there.
    pub before: ImportValue,
    /// What would stand there.
    pub after: ImportValue,
}

/// A line and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedLine {
    /// Where it stands in the file.
    pub line: u32,
    /// What it is about, free of signs that a terminal would obey.
    pub label: String,
    /// What becomes of it.
    pub fate: ImportFate,
    /// What it changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ImportChange>,
    /// Why it is refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Refusal>,
    /// Whether somebody new gets a PIN that the house makes up.
    #[serde(default)]
    pub first_pin: bool,
}

/// A PIN that the house made up for somebody new. It is told once, to whoever imported, and kept nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstPin {
    /// The sign-in name.
    pub username: String,
    /// The full name.
    pub name: String,
    /// The PIN.
    pub pin: String,
}

impl std::fmt::Debug for FirstPin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FirstPin of {}", self.username)
    }
}

/// What an import would do, or did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// What it is an import of.
    pub what: ImportWhat,
    /// Whether it was done; else it was only tried.
    pub applied: bool,
    /// New lines.
    pub new: i64,
    /// Lines that change something.
    pub changed: i64,
    /// Lines that the house has already.
    pub unchanged: i64,
    /// Lines that cannot be brought in.
    pub refused: i64,
    /// The lines as they stand in the file; none once it was done.
    #[serde(default)]
    pub lines: Vec<ImportedLine>,
    /// PINs that were made up, told once.
    #[serde(default)]
    pub pins: Vec<FirstPin>,
}

impl ImportReport {
    /// Adds up lines that were tried.
    pub(super) fn of(what: ImportWhat, lines: Vec<ImportedLine>) -> Self {
        let count = |fate| {
            let of = lines.iter().filter(|line| line.fate == fate).count();
            i64::try_from(of).unwrap_or(i64::MAX)
        };
        Self {
            what,
            applied: false,
            new: count(ImportFate::New),
            changed: count(ImportFate::Changed),
            unchanged: count(ImportFate::Unchanged),
            refused: count(ImportFate::Refused),
            lines,
            pins: Vec::new(),
        }
    }

    /// The same once it was done: sums alone, as they are kept beside the command's key.
    pub(super) fn done(&self) -> Self {
        Self {
            applied: true,
            lines: Vec::new(),
            pins: Vec::new(),
            ..self.clone()
        }
    }
}
