//! Paper of a fixed number of columns. Text is measured as it is shown, wraps between words, and is never wider than the
//! paper; figures stand at the right and are never cut.

use crate::domain::{Columns, Lang, Money, MoneyFormat, Symbol, wall_clock};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// All that decides how a receipt looks beside its facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// How wide it is.
    pub columns: Columns,
    /// In which language its words are.
    pub lang: Lang,
    /// How thousands are grouped.
    pub money: MoneyFormat,
    /// The house's zone.
    pub zone: Tz,
    /// Which copy this is; nothing on the original.
    pub copy: Option<i64>,
}

/// How a line is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Heavier letters.
    pub bold: bool,
    /// Letters of double height, not wider.
    pub tall: bool,
}

/// What stands on paper, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A line, no wider than the paper, blanks at its left where it is centred.
    Line(String, Style),
    /// A CODE128 with its text below, where the paper is wide enough.
    Barcode(String),
    /// A QR code.
    Qr(String),
}

/// Pieces in the making.
pub(super) struct Sheet {
    pub(super) paper: Paper,
    pieces: Vec<Piece>,
}

impl Sheet {
    pub(super) const fn new(paper: Paper) -> Sheet {
        Sheet {
            paper,
            pieces: Vec::new(),
        }
    }

    pub(super) fn done(self) -> Vec<Piece> {
        self.pieces
    }

    pub(super) const fn wide(&self) -> usize {
        self.paper.columns.count()
    }

    fn put(&mut self, line: &str, style: Style) {
        self.pieces
            .push(Piece::Line(line.trim_end().to_owned(), style));
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.put("", Style::default());
    }

    /// A line across.
    pub(super) fn rule(&mut self) {
        let rule = "-".repeat(self.wide());
        self.put(&rule, Style::default());
    }

    /// Lines in the middle; nothing for an empty text.
    pub(super) fn middle(&mut self, text: &str, style: Style) {
        for line in wrapped(text, self.wide()) {
            let left = self.wide().saturating_sub(line.width()) / 2;
            self.put(&format!("{}{line}", " ".repeat(left)), style);
        }
    }

    /// Lines from the left; nothing for an empty text.
    pub(super) fn left(&mut self, text: &str) {
        self.indented(0, text, Style::default());
    }

    /// Lines from the left, moved in.
    pub(super) fn indented(&mut self, by: usize, text: &str, style: Style) {
        for line in wrapped(text, self.wide().saturating_sub(by)) {
            self.put(&format!("{}{line}", " ".repeat(by)), style);
        }
    }

    /// A line as it is set already; the caller has measured it.
    pub(super) fn kept(&mut self, line: &str, style: Style) {
        self.put(line, style);
    }

    /// Words at the left, a figure at the right of the last line; a figure that does not fit beside them has a line below.
    pub(super) fn pair(&mut self, words: &str, figure: &str, style: Style) {
        self.pair_in(0, words, figure, style);
    }

    /// The same, the words moved in.
    pub(super) fn pair_in(&mut self, by: usize, words: &str, figure: &str, style: Style) {
        let wide = self.wide();
        let taken = figure.width();
        let room = wide
            .saturating_sub(taken.saturating_add(1))
            .saturating_sub(by);
        if room < 8 {
            self.indented(by, words, style);
            let blanks = wide.saturating_sub(taken);
            self.put(&format!("{}{figure}", " ".repeat(blanks)), style);
            return;
        }
        let indent = " ".repeat(by);
        let mut lines = wrapped(words, room);
        let last = lines.pop().unwrap_or_default();
        for line in lines {
            self.put(&format!("{indent}{line}"), style);
        }
        let blanks = wide
            .saturating_sub(by)
            .saturating_sub(last.width())
            .saturating_sub(taken);
        self.put(
            &format!("{indent}{last}{}{figure}", " ".repeat(blanks)),
            style,
        );
    }

    /// A fact: words and a text behind a colon; nothing where there is no text.
    pub(super) fn fact(&mut self, words: &str, text: &str) {
        if !text.trim().is_empty() {
            self.left(&format!("{words}: {text}"));
        }
    }

    /// A line to sign on.
    pub(super) fn sign(&mut self, words: &str) {
        self.gap();
        self.gap();
        let line = "_".repeat(self.wide().saturating_sub(4));
        self.middle(&line, Style::default());
        self.middle(words, Style::default());
    }

    pub(super) fn barcode(&mut self, text: &str) {
        self.pieces.push(Piece::Barcode(text.to_owned()));
    }

    pub(super) fn qr(&mut self, text: &str) {
        self.pieces.push(Piece::Qr(text.to_owned()));
    }

    /// An amount without its symbol.
    pub(super) fn figure(&self, money: Money) -> String {
        money.format(self.paper.money, Symbol::None)
    }

    /// An amount with its symbol.
    pub(super) fn money(&self, money: Money) -> String {
        money.format(self.paper.money, Symbol::Colon)
    }

    /// A whole number with grouped thousands.
    pub(super) fn count(&self, count: i64) -> String {
        Money::colones(count).map_or_else(|| count.to_string(), |money| self.figure(money))
    }

    /// What stands before decimals.
    pub(super) const fn decimal(&self) -> char {
        match self.paper.money {
            MoneyFormat::Spaces | MoneyFormat::Dots => ',',
            MoneyFormat::Commas => '.',
        }
    }

    /// A date in figures.
    pub(super) fn date(&self, date: NaiveDate) -> String {
        let form = match self.paper.lang {
            Lang::Es => "%d/%m/%Y",
            Lang::En => "%Y-%m-%d",
        };
        date.format(form).to_string()
    }

    /// A moment to the minute, in the house's zone.
    pub(super) fn minute(&self, at: DateTime<Utc>) -> String {
        let wall = wall_clock(at, self.paper.zone);
        format!("{} {}", self.date(wall.date()), wall.format("%H:%M"))
    }

    /// A moment to the second, in the house's zone.
    pub(super) fn second(&self, at: DateTime<Utc>) -> String {
        let wall = wall_clock(at, self.paper.zone);
        format!("{} {}", self.date(wall.date()), wall.format("%H:%M:%S"))
    }
}

/// Without letters that would speak to a printer or a terminal instead of standing on paper.
fn clean(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect()
}

/// Breaks a text into lines of at most `wide` columns: between words, and inside a word that is wider than a line.
pub(super) fn wrapped(text: &str, wide: usize) -> Vec<String> {
    let wide = wide.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in clean(text).split_whitespace() {
        let blank = usize::from(!line.is_empty());
        let fits = line
            .width()
            .saturating_add(blank)
            .saturating_add(word.width())
            <= wide;
        if fits {
            if blank == 1 {
                line.push(' ');
            }
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            if line.width().saturating_add(letter.width().unwrap_or(0)) > wide {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}
