//! `numbers = item { ["+" | " "] item }`: runs of digits, short forms, and every way a lost digit is noticed.

use super::super::Number;
use super::error::LineErrorKind as Kind;
use super::line::{Item, Set};
use super::parser::Parser;
use super::scan::{Cursor, Stop};

impl Parser<'_> {
    /// Reads items until something comes that starts none. The blanks after the last one are skipped.
    pub(super) fn numbers(&mut self) -> Result<(), Stop> {
        if !self.starts_item() {
            return Err(self.no_number());
        }
        let mut separated = true;
        loop {
            self.item(separated)?;
            separated = self.text.blanks();
            if self.text.eat('+') {
                self.text.blanks();
                separated = true;
                if !self.starts_item() {
                    return Err(self.no_number());
                }
            } else if !self.starts_item() {
                return Ok(());
            }
        }
    }

    /// Whether the next character begins an item.
    pub(super) fn starts_item(&self) -> bool {
        match self.text.peek() {
            Some('0'..='9' | '.' | '-' | 'd' | 't' | 'p' | 'g' | 'i' | 'b' | 'a') => true,
            Some(_) | None => false,
        }
    }

    fn no_number(&self) -> Stop {
        let at = self.text.position();
        match self.text.raw() {
            Some(character) if !"*xX/rR+'@".contains(character) => {
                Cursor::wrong(at, Kind::UnexpectedCharacter { character }, None)
            }
            Some('+') => {
                let end = at.saturating_add(1);
                let without = self.text.replaced(at, end, "");
                Cursor::wrong(at, Kind::NumberExpected, Some(without))
            }
            Some(_) | None => self.text.missing(at, Kind::NumberExpected, None),
        }
    }

    fn item(&mut self, separated: bool) -> Result<(), Stop> {
        match self.text.peek() {
            Some('.') => self.dot(separated),
            Some('-') => self.terminal(separated),
            Some('0'..='9') => self.run(),
            Some(_) | None => self.letters(),
        }
    }

    /// `..` or `.N`
    fn dot(&mut self, separated: bool) -> Result<(), Stop> {
        let at = self.text.position();
        if !separated {
            let parted = self.text.replaced(at, at, "+");
            return Err(Cursor::wrong(at, Kind::DotNeedsSeparator, Some(parted)));
        }
        self.text.bump();
        if self.text.eat('.') {
            self.open.items.push(Item::Doubles);
            return Ok(());
        }
        self.random(at)
    }

    /// The count of random numbers: one or two digits, not zero.
    fn random(&mut self, at: usize) -> Result<(), Stop> {
        let count = self.text.digits();
        let value = u8::try_from(value_of(&count)).unwrap_or(0);
        if count.len() > 2 {
            return Err(Cursor::wrong(at, Kind::RandomCount, None));
        }
        if value == 0 {
            return Err(self.text.missing(at, Kind::RandomCount, None));
        }
        self.open.items.push(Item::Random(value));
        Ok(())
    }

    /// `-D`
    fn terminal(&mut self, separated: bool) -> Result<(), Stop> {
        let at = self.text.position();
        if !separated {
            let parted = self.text.replaced(at, at, "+");
            return Err(Cursor::wrong(at, Kind::DashNeedsSeparator, Some(parted)));
        }
        self.text.bump();
        let first = self.text.position();
        let digits = self.text.digits();
        if digits.is_empty() {
            self.text.blanks();
        }
        let after_number = matches!(self.open.items.last(), Some(Item::Number(_)));
        let blank = self.text.before(at).is_some_and(char::is_whitespace);
        if digits.len() == self.width() && after_number && blank {
            let joined = self.text.replaced(self.blanks_before(at), at, "");
            return Err(self.text.missing(at, Kind::UnclearDash, Some(joined)));
        }
        let stem = self.stem(at, first, &digits)?;
        self.open.items.push(Item::Terminal(stem));
        Ok(())
    }

    /// The digits of a decade or terminal; what is left of the run is read again as numbers.
    fn stem(&mut self, at: usize, first: usize, digits: &[u16]) -> Result<u16, Stop> {
        let length = self.width().saturating_sub(1);
        let Some(stem) = digits.get(..length) else {
            return Err(self.text.missing(at, Kind::DigitExpected, None));
        };
        self.text.seek(first.saturating_add(length));
        Ok(value_of(stem))
    }

    /// The letter aliases: `d2 t5 pp g3 pa im ba al`, and `gt2345` for random numbers that are chosen.
    fn letters(&mut self) -> Result<(), Stop> {
        let at = self.text.position();
        let (first, second) = (self.text.peek(), self.text.ahead(1));
        let set = Set::ALL.into_iter().find(|set| {
            let mut letters = set.letters().chars();
            (letters.next(), letters.next()) == (first, second)
        });
        if let Some(set) = set {
            self.open.items.push(Item::Set(set));
            self.text.seek(at.saturating_add(2));
            return Ok(());
        }
        match (first, second) {
            (Some('p'), Some('p')) => {
                self.open.items.push(Item::Doubles);
                self.text.seek(at.saturating_add(2));
                Ok(())
            }
            (Some('g'), Some('t')) => self.chosen(at),
            (Some('g'), _) => {
                self.text.bump();
                self.random(at)
            }
            (Some(letter @ ('d' | 't')), _) => {
                self.text.bump();
                let start = self.text.position();
                let digits = self.text.digits();
                let stem = self.stem(at, start, &digits)?;
                self.open.items.push(match letter {
                    'd' => Item::Decade(stem),
                    _ => Item::Terminal(stem),
                });
                Ok(())
            }
            _ => {
                let character = self.text.raw().unwrap_or_default();
                self.text.bump();
                Err(self
                    .text
                    .missing(at, Kind::UnexpectedCharacter { character }, None))
            }
        }
    }

    /// `gt234567`
    fn chosen(&mut self, at: usize) -> Result<(), Stop> {
        self.text.seek(at.saturating_add(2));
        let start = self.text.position();
        let run = self.text.digits();
        if run.is_empty() {
            return Err(self.text.missing(start, Kind::NumberExpected, None));
        }
        if run.len().checked_rem(self.width()) != Some(0) {
            return Err(self.odd(start, &run, None));
        }
        if let Some(character @ ('-' | '.')) = self.text.peek() {
            let position = self.text.position();
            let kind = Kind::UnexpectedCharacter { character };
            return Err(Cursor::wrong(position, kind, None));
        }
        let numbers = run.chunks(self.width()).map(|n| self.number(n)).collect();
        self.open.items.push(Item::Chosen(numbers));
        Ok(())
    }

    /// The mistake of a run that does not cut into whole numbers.
    pub(super) fn odd(&self, start: usize, run: &[u16], suggestion: Option<String>) -> Stop {
        let found = run.len().checked_rem(self.width()).unwrap_or(0);
        let whole = run.len().saturating_sub(found);
        let kind = Kind::OddDigits {
            expected: self.ctx.digits.count(),
            found,
        };
        self.text
            .missing(start.saturating_add(whole), kind, suggestion)
    }

    /// A number from exactly as many digits as it has.
    pub(super) fn number(&self, digits: &[u16]) -> Number {
        Number::new(value_of(digits), self.ctx.digits)
            .expect("as many decimal digits as the draw has are one of its numbers")
    }

    /// How many digits a number has.
    pub(super) fn width(&self) -> usize {
        usize::from(self.ctx.digits.count())
    }

    /// Where the blanks before a place begin.
    pub(super) fn blanks_before(&self, mut position: usize) -> usize {
        while self.text.before(position).is_some_and(char::is_whitespace) {
            position = position.saturating_sub(1);
        }
        position
    }
}

/// The value of decimal digits; too many stay at the largest value.
pub(super) fn value_of(digits: &[u16]) -> u16 {
    digits.iter().fold(0, |value: u16, digit| {
        value.saturating_mul(10).saturating_add(*digit)
    })
}
