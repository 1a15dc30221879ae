//! Runs of digits: cut into numbers, and what may hang on the last of them: `.` `v` `-` `a`.

use super::error::LineErrorKind as Kind;
use super::items::value_of;
use super::line::Item;
use super::parser::Parser;
use super::scan::{Cursor, Stop};

impl Parser<'_> {
    /// Reads a run; complete numbers are kept even when its end is wrong, so that they show while it is typed.
    pub(super) fn run(&mut self) -> Result<(), Stop> {
        let start = self.text.position();
        let run = self.text.digits();
        let pieces = run.chunks_exact(self.width());
        let rest = pieces.remainder();
        for digits in pieces {
            let number = self.number(digits);
            self.open.items.push(Item::Number(number));
        }
        let whole = rest.is_empty();
        let blanks = self.text.blanks_ahead();
        let beyond = self.text.ahead(blanks);
        let after_beyond = blanks.saturating_add(1);
        match self.text.peek() {
            Some('-') if self.text.digit_ahead(1) => return self.range(start, &run),
            Some('-') if rest.len() == self.width().saturating_sub(1) => {
                self.open.items.push(Item::Decade(value_of(rest)));
                self.text.bump();
                return Ok(());
            }
            Some('-') if whole => return Err(self.open_range()),
            Some('.') if whole => return self.mirror(),
            Some(_) | None => {}
        }
        match beyond {
            Some('a') if self.text.ahead(after_beyond) != Some('l') => self.range(start, &run),
            Some('-') if whole && blanks > 0 && self.spaced_range(after_beyond) => {
                self.range(start, &run)
            }
            Some('v') if whole => {
                self.text
                    .seek(self.text.position().saturating_add(after_beyond));
                self.turn_last();
                Ok(())
            }
            Some(_) | None if whole => Ok(()),
            Some(_) | None => Err(self.odd(start, &run, self.random_instead(start, &run))),
        }
    }

    /// `20 - 29`: blanks on both sides of the dash.
    fn spaced_range(&self, after_dash: usize) -> bool {
        let mut places = after_dash;
        while self.text.ahead(places).is_some_and(char::is_whitespace) {
            places = places.saturating_add(1);
        }
        places > after_dash && self.text.digit_ahead(places)
    }

    /// Reads `- NN` or `a NN`. What follows the second number is read again as a run.
    fn range(&mut self, start: usize, run: &[u16]) -> Result<(), Stop> {
        let first_end = self.text.position();
        self.text.blanks();
        let joiner = self.text.position();
        let dash = self.text.peek() == Some('-');
        self.text.bump();
        self.text.blanks();
        let second = self.text.position();
        let right = self.text.digits();
        let width = self.width();
        let tight = dash && second == first_end.saturating_add(1);
        if !run.len().is_multiple_of(width) {
            let meant = self.whole_range(start, run, joiner, second, &right);
            let mut stop = self.odd(start, run, meant);
            stop.unfinished = false;
            return Err(stop);
        }
        if right.is_empty() {
            return Err(self.text.missing(joiner, Kind::RangeEndExpected, None));
        }
        let (Some(Item::Number(first)), Some(end)) = (self.open.items.last(), right.get(..width))
        else {
            let terminal = tight && right.len() == width.saturating_sub(1);
            let meant = terminal.then(|| self.text.replaced(joiner, joiner, "+"));
            return Err(self.odd(second, &right, meant));
        };
        let (first, last) = (*first, self.number(end));
        let end = second.saturating_add(width);
        if first > last {
            let from = first_end.saturating_sub(width);
            let meant = self.text.replaced(from, end, &format!("{last}-{first}"));
            return Err(Cursor::wrong(from, Kind::ReversedRange, Some(meant)));
        }
        self.open.items.pop();
        self.open.items.push(Item::Range { first, last });
        self.text.seek(end);
        Ok(())
    }

    /// What `2-3` or `232-34` was probably meant to be.
    fn whole_range(
        &self,
        start: usize,
        run: &[u16],
        joiner: usize,
        second: usize,
        right: &[u16],
    ) -> Option<String> {
        let width = self.width();
        if run.len() < width && right.len() <= width && !right.is_empty() {
            let (first, last) = (value_of(run), value_of(right));
            let end = second.saturating_add(right.len());
            let whole = format!("{first:0width$}-{last:0width$}");
            return (first <= last).then(|| self.text.replaced(start, end, &whole));
        }
        let decade = run.len().checked_rem(width) == Some(width.saturating_sub(1));
        let after = joiner.saturating_add(1);
        decade.then(|| self.text.replaced(after, second, "+"))
    }

    /// A dash after whole numbers with no digit behind it.
    fn open_range(&mut self) -> Stop {
        let dash = self.text.position();
        self.text.bump();
        let after = self.text.position();
        self.text.blanks();
        if self.text.digit_ahead(0) {
            let joined = self.text.replaced(after, self.text.position(), "");
            return Cursor::wrong(dash, Kind::UnclearDash, Some(joined));
        }
        self.text.missing(dash, Kind::RangeEndExpected, None)
    }

    /// `NN.`
    fn mirror(&mut self) -> Result<(), Stop> {
        let dot = self.text.position();
        if self.text.ahead(1) == Some('.') {
            let parted = self.text.replaced(dot, dot, "+");
            return Err(Cursor::wrong(dot, Kind::DotNeedsSeparator, Some(parted)));
        }
        self.text.bump();
        self.turn_last();
        Ok(())
    }

    fn turn_last(&mut self) {
        if let Some(item) = self.open.items.last_mut()
            && let Item::Number(number) = item
        {
            *item = Item::Mirrored(*number);
        }
    }

    /// `23.3` is a volteado and a lost digit, or was meant as `23+.3`.
    fn random_instead(&self, start: usize, run: &[u16]) -> Option<String> {
        let dot = start.checked_sub(1)?;
        let short = run.len() < self.width() && self.text.before(start) == Some('.');
        short.then(|| self.text.replaced(dot, dot, "+"))
    }
}
