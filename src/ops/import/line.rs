//! A line on its way: its cells read, what is wrong with it gathered.

use std::collections::HashMap;

use super::report::{ImportChange, ImportFate, ImportValue, ImportedLine};
use crate::{
    domain::{ImportColumn, import::ImportProblem},
    ops::{
        refusal::{FieldProblem, Refusal},
        request::ImportLine,
    },
};

/// Most characters of what a line is called.
const LABEL: usize = 60;

/// A line that is being read.
pub struct Reading<'a> {
    of: &'a ImportLine,
    problems: Vec<Refusal>,
    changes: Vec<ImportChange>,
}

impl<'a> Reading<'a> {
    /// Begins with what is wrong whatever it holds.
    pub fn of(line: &'a ImportLine) -> Self {
        let mut reading = Self {
            of: line,
            problems: Vec::new(),
            changes: Vec::new(),
        };
        if line.ragged {
            reading.refuse(Refusal::Import(ImportProblem::Ragged));
        }
        for (column, cell) in &line.cells {
            if cell.chars().any(char::is_control) {
                reading.wrong(*column, FieldProblem::Unreadable);
            }
        }
        reading
    }

    /// A cell; nothing where it is empty or the file has no such column.
    pub fn cell(&self, column: ImportColumn) -> Option<&'a str> {
        self.of
            .cells
            .get(&column)
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
    }

    /// Whether the file has this column.
    pub fn has(&self, column: ImportColumn) -> bool {
        self.of.cells.contains_key(&column)
    }

    /// A cell that must be there.
    pub fn needed(&mut self, column: ImportColumn) -> Option<&'a str> {
        let cell = self.cell(column);
        if cell.is_none() {
            self.wrong(column, FieldProblem::Missing);
        }
        cell
    }

    /// A cell as a value; `None` where it is empty, or means nothing, which is a problem.
    pub fn value<T>(
        &mut self,
        column: ImportColumn,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let cell = self.cell(column)?;
        let value = read(cell);
        if value.is_none() {
            let word = neutral(cell);
            self.wrong(column, FieldProblem::Word { word });
        }
        value
    }

    /// Adds a problem of a column.
    pub fn wrong(&mut self, column: ImportColumn, problem: FieldProblem) {
        let field = field(column).to_owned();
        self.refuse(Refusal::Field { field, problem });
    }

    /// Adds a problem.
    pub fn refuse(&mut self, problem: Refusal) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Notes a change where there is one.
    pub fn change(&mut self, column: ImportColumn, before: ImportValue, after: ImportValue) {
        if before != after || after == ImportValue::Secret {
            self.changes.push(ImportChange {
                column,
                before,
                after,
            });
        }
    }

    /// Refuses it where an earlier line is about the same.
    pub fn once(&mut self, key: String, seen: &mut HashMap<String, u32>) {
        if let Some(line) = seen.get(&key) {
            self.refuse(Refusal::Import(ImportProblem::Repeated { line: *line }));
        } else {
            seen.insert(key, self.of.line);
        }
    }

    /// Whether nothing is wrong so far.
    pub fn stands(&self) -> bool {
        self.problems.is_empty()
    }

    /// What became of it.
    pub fn told(self, label: &str, new: bool, first_pin: bool) -> ImportedLine {
        let fate = if !self.problems.is_empty() {
            ImportFate::Refused
        } else if new {
            ImportFate::New
        } else if self.changes.is_empty() {
            ImportFate::Unchanged
        } else {
            ImportFate::Changed
        };
        ImportedLine {
            line: self.of.line,
            label: neutral(label),
            fate,
            changes: if fate == ImportFate::Changed {
                self.changes
            } else {
                Vec::new()
            },
            problems: self.problems,
            first_pin: first_pin && fate == ImportFate::New,
        }
    }
}

/// Words free of signs that a terminal would obey, and short enough to be told.
pub fn neutral(text: &str) -> String {
    text.chars()
        .take(LABEL)
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect()
}

/// The name of a column in a request.
pub const fn field(column: ImportColumn) -> &'static str {
    match column {
        ImportColumn::Username => "username",
        ImportColumn::Name => "name",
        ImportColumn::Role => "role",
        ImportColumn::Shop => "ventana",
        ImportColumn::Limit => "payout_limit",
        ImportColumn::Confirms => "may_confirm",
        ImportColumn::Active => "active",
        ImportColumn::Pin => "pin",
        ImportColumn::Lottery => "lottery",
        ImportColumn::Date => "date",
        ImportColumn::Time => "time",
        ImportColumn::Number => "number",
        ImportColumn::Outcome => "outcome",
        ImportColumn::Sku => "sku",
        ImportColumn::Variant => "variant",
        ImportColumn::Category => "category",
        ImportColumn::Brand => "brand",
        ImportColumn::Barcode => "barcodes",
        ImportColumn::Pack => "pack",
        ImportColumn::Plu => "plu",
        ImportColumn::Tax => "tax",
        ImportColumn::Price => "price",
        ImportColumn::SoldBy => "sold_by",
    }
}
