//! A table of figures as a file that other programs open: CSV and XLSX. It carries values, not pictures of them: amounts in
//! colones with two decimals, counts, parts of one.

mod csv;
mod read;
mod xlsx;

pub use read::{Read, ReadProblem, read};

use crate::domain::Money;

/// A titled table. Every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it shows, for the name of the XLSX sheet and as its first line.
    pub title: String,
    /// The headings.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words. Never read as a formula, whatever they begin with.
    Text(String),
    /// So many.
    Count(i64),
    /// An amount.
    Money(Money),
    /// Tenths of a percent.
    Permille(i64),
    /// Nothing.
    Empty,
}

/// The kinds of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Comma-separated values, UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
}

impl Kind {
    /// The ending of its files' names.
    pub const fn ending(self) -> &'static str {
        match self {
            Kind::Csv => "csv",
            Kind::Xlsx => "xlsx",
        }
    }

    /// The kind that a file's name ends in.
    pub fn of_name(name: &str) -> Option<Kind> {
        let (_, ending) = name.rsplit_once('.')?;
        [Kind::Csv, Kind::Xlsx]
            .into_iter()
            .find(|kind| ending.eq_ignore_ascii_case(kind.ending()))
    }
}

/// A sheet that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the table cannot be written: {0}")]
pub struct SheetError(String);

impl Sheet {
    /// The file's bytes.
    ///
    /// # Errors
    /// Only where the library refuses what no file can hold, such as more rows than a workbook has.
    pub fn bytes(&self, kind: Kind) -> Result<Vec<u8>, SheetError> {
        match kind {
            Kind::Csv => csv::bytes(self),
            Kind::Xlsx => xlsx::bytes(self),
        }
    }
}

#[cfg(test)]
mod tests;
