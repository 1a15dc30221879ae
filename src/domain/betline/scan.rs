//! A cursor over the characters of a line, and the two ways to stop at a mistake.

use super::error::{LineError, LineErrorKind};

/// Why reading stopped, and whether more typing could still mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) error: LineError,
    pub(super) unfinished: bool,
}

/// The characters of a line and the place of the next one.
#[derive(Clone, Debug)]
pub(super) struct Cursor {
    chars: Vec<char>,
    at: usize,
}

impl Cursor {
    pub(super) fn new(text: &str) -> Cursor {
        Cursor {
            chars: text.chars().collect(),
            at: 0,
        }
    }

    pub(super) const fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) const fn position(&self) -> usize {
        self.at
    }

    pub(super) fn seek(&mut self, position: usize) {
        self.at = position.min(self.chars.len());
    }

    pub(super) const fn at_end(&self) -> bool {
        self.at >= self.chars.len()
    }

    /// The character so many places ahead, letters in lower case.
    pub(super) fn ahead(&self, places: usize) -> Option<char> {
        let character = self.chars.get(self.at.saturating_add(places))?;
        Some(character.to_ascii_lowercase())
    }

    /// The next character, letters in lower case.
    pub(super) fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    /// The next character as it was typed.
    pub(super) fn raw(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// The character before the place given.
    pub(super) fn before(&self, position: usize) -> Option<char> {
        self.chars.get(position.checked_sub(1)?).copied()
    }

    pub(super) fn bump(&mut self) {
        self.seek(self.at.saturating_add(1));
    }

    pub(super) fn eat(&mut self, character: char) -> bool {
        let found = self.peek() == Some(character);
        if found {
            self.bump();
        }
        found
    }

    /// Skips blanks; answers whether there were any.
    pub(super) fn blanks(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(char::is_whitespace) {
            self.bump();
        }
        self.at > start
    }

    /// How many blanks come next.
    pub(super) fn blanks_ahead(&self) -> usize {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        rest.iter().take_while(|c| c.is_whitespace()).count()
    }

    /// Takes all the decimal digits that come next.
    pub(super) fn digits(&mut self) -> Vec<u16> {
        let mut digits = Vec::new();
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            digits.extend(u16::try_from(digit));
            self.bump();
        }
        digits
    }

    /// Whether a decimal digit stands so many places ahead.
    pub(super) fn digit_ahead(&self, places: usize) -> bool {
        self.ahead(places).is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether nothing but blanks stands after that many places.
    pub(super) fn only_blanks_after(&self, places: usize) -> bool {
        let rest = self.chars.get(self.at.saturating_add(places)..);
        rest.unwrap_or_default().iter().all(|c| c.is_whitespace())
    }

    /// The line with the characters `from..to` replaced.
    pub(super) fn replaced(&self, from: usize, to: usize, by: &str) -> String {
        let start = self.chars.get(..from).unwrap_or_default();
        let rest = self.chars.get(to..).unwrap_or_default();
        start
            .iter()
            .copied()
            .chain(by.chars())
            .chain(rest.iter().copied())
            .collect()
    }

    /// A mistake that no further key can mend.
    pub(super) fn wrong(position: usize, kind: LineErrorKind, suggestion: Option<String>) -> Stop {
        Stop {
            error: LineError {
                position,
                kind,
                suggestion,
            },
            unfinished: false,
        }
    }

    /// Something is missing; a mistake only if the line goes on.
    pub(super) fn missing(
        &self,
        position: usize,
        kind: LineErrorKind,
        suggestion: Option<String>,
    ) -> Stop {
        Stop {
            unfinished: self.at_end(),
            ..Cursor::wrong(position, kind, suggestion)
        }
    }
}
