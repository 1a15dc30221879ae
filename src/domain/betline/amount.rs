//! What stands behind the numbers of a group: money, reventado, note.

use super::super::Money;
use super::Sticky;
use super::error::LineErrorKind as Kind;
use super::line::Note;
use super::parser::{Parser, Typing};
use super::scan::{Cursor, Stop};

/// Characters a note may have.
pub const MAX_NOTE: usize = 80;

impl Parser<'_> {
    /// `digits ["k"]`, whole colones above nothing.
    pub(super) fn money(&mut self) -> Result<Money, Stop> {
        let at = self.text.position();
        let digits = self.text.digits();
        if digits.is_empty() {
            return Err(self.text.missing(at, Kind::AmountExpected, None));
        }
        let thousands = if self.text.eat('k') { 1_000 } else { 1 };
        let colones = digits.iter().try_fold(0_i64, |value, digit| {
            value.checked_mul(10)?.checked_add(i64::from(*digit))
        });
        let money = colones
            .and_then(|colones| colones.checked_mul(thousands))
            .and_then(Money::colones)
            .ok_or_else(|| Cursor::wrong(at, Kind::AmountTooLarge, None))?;
        if money.is_zero() {
            return Err(self.text.missing(at, Kind::ZeroAmount, None));
        }
        let point = matches!(self.text.peek(), Some('.' | ','));
        if point && (1..4).all(|place| self.text.digit_ahead(place)) && !self.text.digit_ahead(4) {
            let at = self.text.position();
            let joined = self.text.replaced(at, at.saturating_add(1), "");
            return Err(Cursor::wrong(at, Kind::GroupedAmount, Some(joined)));
        }
        Ok(money)
    }

    /// `"/" [money] | "r" [money]`; without money the same amount. With blanks before and after the slash the money may
    /// stand apart; with a blank only behind it the next group begins.
    pub(super) fn reventado(&mut self, stake: Money) -> Result<Option<Money>, Stop> {
        let back = self.text.position();
        let apart = self.text.blanks() || self.text.before(back).is_some_and(char::is_whitespace);
        if !matches!(self.text.peek(), Some('/' | 'r')) {
            self.text.seek(back);
            return Ok(None);
        }
        if !self.ctx.reventado {
            let at = self.text.position();
            return Err(Cursor::wrong(at, Kind::ReventadoNotAllowed, None));
        }
        self.typing = Typing::Reventado;
        self.text.bump();
        let blanks = self.text.blanks_ahead();
        if self.text.digit_ahead(blanks) && (blanks == 0 || apart) {
            self.text.blanks();
            return self.money().map(Some);
        }
        Ok(Some(stake))
    }

    /// `"'" text | "@" customer`. A text ends at `'`, `+`, `*` or the end, a customer at a blank too.
    pub(super) fn note(&mut self) -> Result<Option<Note>, Stop> {
        let back = self.text.position();
        self.text.blanks();
        let quoted = match self.text.peek() {
            Some('\'') => true,
            Some('@') => false,
            Some(_) | None => {
                self.text.seek(back);
                return Ok(None);
            }
        };
        self.typing = Typing::Note;
        self.text.bump();
        let start = self.text.position();
        let mut text = String::new();
        while let Some(character) = self.text.raw() {
            let over = matches!(character, '\'' | '+' | '*' | '\n' | '\r');
            if over || (!quoted && character.is_whitespace()) {
                break;
            }
            if character.is_control() {
                let at = self.text.position();
                return Err(Cursor::wrong(
                    at,
                    Kind::UnexpectedCharacter { character },
                    None,
                ));
            }
            text.push(character);
            self.text.bump();
        }
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Err(self.text.missing(start, Kind::NoteExpected, None));
        }
        if text.chars().count() > MAX_NOTE {
            return Err(Cursor::wrong(
                start,
                Kind::NoteTooLong { max: MAX_NOTE },
                None,
            ));
        }
        if quoted {
            self.text.eat('\'');
            return Ok(Some(Note::Text(text)));
        }
        Ok(Some(Note::Customer(text)))
    }

    /// Reads an amount that stands alone, as the amount-first profile takes it; `None` when the line is something else.
    pub(super) fn bare_amount(&mut self) -> Option<Sticky> {
        self.text.blanks();
        self.typing = Typing::Amount;
        let stake = self.money().ok()?;
        let reventado = self.reventado(stake).ok()?;
        self.text.blanks();
        if !self.text.at_end() {
            return None;
        }
        Sticky::new(stake, reventado)
    }
}
