//! Tables and lists of facts as plain text: columns as wide as their widest cell, figures to the right, nothing from outside
//! drawn raw.

use crate::ui::{
    plain::plain,
    text::{Text, Voice},
    widgets::width,
};

/// On which side a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A column: its heading and its side.
pub type Column = (Text, Side);

/// A column of words.
pub const fn words(heading: Text) -> Column {
    (heading, Side::Left)
}

/// A column of figures.
pub const fn figures(heading: Text) -> Column {
    (heading, Side::Right)
}

/// A table of text.
pub struct Table {
    sides: Vec<Side>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns and no rows.
    pub fn new(voice: Voice, columns: &[Column]) -> Self {
        let heading = |(text, _): &Column| voice.text(*text).to_owned();
        Self {
            sides: columns.iter().map(|(_, side)| *side).collect(),
            rows: vec![columns.iter().map(heading).collect()],
        }
    }

    /// Adds a row of as many cells as there are columns.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.line(cells.into());
    }

    /// Adds a row to a table whose columns are known only when it is made.
    pub fn line(&mut self, cells: Vec<String>) {
        let cells = cells.into_iter().map(|cell| plain(&cell).into_owned());
        self.rows.push(cells.collect());
    }

    /// The finished table, a line a row, the headings first.
    pub fn text(&self) -> String {
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.sides.len()).map(widest).collect();
        let mut out = String::new();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, side), columns) in row.iter().zip(&self.sides).zip(&widths) {
                let gap = " ".repeat(columns.saturating_sub(width(cell)));
                let piece = match side {
                    Side::Left => format!("{cell}{gap}"),
                    Side::Right => format!("{gap}{cell}"),
                };
                line.push_str(&piece);
                line.push_str("  ");
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// A list of facts: label and value, the values under each other.
pub struct Facts {
    voice: Voice,
    rows: Vec<(&'static str, String)>,
}

impl Facts {
    /// No facts yet.
    pub fn new(voice: Voice) -> Self {
        Self {
            voice,
            rows: Vec::new(),
        }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, label: Text, value: impl Into<String>) -> Self {
        let value: String = value.into();
        self.rows
            .push((self.voice.text(label), plain(&value).into_owned()));
        self
    }

    /// Adds a fact if there is one.
    #[must_use]
    pub fn with_some(self, label: Text, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(label, value),
            None => self,
        }
    }

    /// The finished list, a line a fact.
    pub fn text(&self) -> String {
        let labels = self.rows.iter().map(|(label, _)| width(label));
        let widest = labels.max().unwrap_or_default();
        let mut out = String::new();
        for (label, value) in &self.rows {
            let gap = " ".repeat(widest.saturating_sub(width(label)));
            out.push_str(format!("{label}{gap}  {value}").trim_end());
            out.push('\n');
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::text::column as c;

    #[test]
    fn columns_stand_under_each_other_whatever_is_in_them() {
        let voice = Voice::default();
        let mut table = Table::new(voice, &[words(c::NAME), figures(c::TOTAL)]);
        table.row(["Ñandú\u{1b}[31m".to_owned(), "1.200".to_owned()]);
        table.row(["Li".to_owned(), "5".to_owned()]);
        assert_eq!(
            table.text(),
            "Nombre      Total\nÑandú?[31m  1.200\nLi              5\n"
        );
    }

    #[test]
    fn facts_align_their_values() {
        let voice = Voice::default();
        let facts = Facts::new(voice)
            .with(c::NAME, "Tica")
            .with(c::TOTAL, "5")
            .with_some(c::CHANGE, None::<String>);
        assert_eq!(facts.text(), "Nombre  Tica\nTotal   5\n");
    }
}
