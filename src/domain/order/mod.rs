//! A pasted order, as customers write it in a chat: `12, 13 y 14 a 200`, `el 23 con ₡500`. Read line by line and never guessed: an
//! amount counts only where a sign or a word says that it is one, and what can be read in two ways is a [`Doubt`]. A line is
//! taken whole or not at all, because half a sentence may say the opposite.

mod amount;
mod words;

#[cfg(test)]
mod tests;

use super::betline::{Group, Item, Line, LineContext, MAX_LINE};
use super::{Digits, Money, Number};
use words::{Kind, Token, scan};

/// One line of a pasted order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// As it was pasted, without blanks around it.
    pub text: String,
    /// What it says, or what is unclear in it.
    pub read: Result<Line, Doubt>,
}

/// The first thing in a line that is unclear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Where, in characters from zero; the length of the line when something is missing at its end.
    pub position: usize,
    /// What.
    pub kind: DoubtKind,
}

/// What is unclear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DoubtKind {
    /// A word that may change the meaning.
    Word(String),
    /// A sign that has no meaning here.
    Sign(char),
    /// Numbers have two digits, or three: this is neither a number nor said to be an amount.
    NotANumber {
        /// The digits of a number.
        digits: u8,
    },
    /// Numbers without an amount.
    NoAmount,
    /// An amount without numbers.
    NoNumber,
    /// A figure behind numbers that nothing says to be the amount: `23 500`.
    Unmarked,
    /// `45-300`, `12-13`: an amount, a range or a list?
    Dash,
    /// `20 a 29`: an amount, or the other end of a range?
    RangeOrAmount,
    /// `12:55` may be a time.
    Time,
    /// An amount with decimals, of nothing, beyond all bounds, or with its thousands not certain.
    Amount,
    /// A reventado without its amount.
    NoReventado,
    /// These draws have no reventado.
    ReventadoNotAllowed,
    /// More characters than a line may have.
    TooLong,
}

/// Reads an order line by line; blank lines are skipped.
pub fn order(text: &str, ctx: &LineContext) -> Vec<OrderLine> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| OrderLine {
            text: line.to_owned(),
            read: read(line, ctx),
        })
        .collect()
}

/// Reads one line of an order.
///
/// # Errors
/// The first doubt from the left.
pub fn read(text: &str, ctx: &LineContext) -> Result<Line, Doubt> {
    let doubt = |position, kind| Doubt { position, kind };
    if text.chars().count() > MAX_LINE {
        return Err(doubt(MAX_LINE, DoubtKind::TooLong));
    }
    let tokens = scan(text);
    let mut reader = Reader {
        tokens: words::sober(&tokens),
        place: 0,
        digits: ctx.digits,
        end: text.chars().count(),
    };
    let mut groups = Vec::new();
    loop {
        groups.push(reader.group(ctx)?);
        reader.pass_separators();
        if reader.peek().is_none() {
            return Ok(Line {
                digits: ctx.digits,
                groups,
                charge: false,
            });
        }
    }
}

/// How an amount is announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Intro {
    /// `x`, `*`, `=`, `por`, `con`, `en`
    Plain,
    /// `a`, `de`, which may also lead to the other end of a range.
    To,
    /// `:`, which may also stand in a time.
    Colon,
}

/// Reads the tokens of one line from left to right.
struct Reader<'a> {
    tokens: &'a [Token],
    place: usize,
    digits: Digits,
    /// The length of the line.
    end: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place)
    }

    fn ahead(&self, by: usize) -> Option<&Token> {
        self.tokens.get(self.place.saturating_add(by))
    }

    fn next_is(&self, by: usize, words: &[&str]) -> bool {
        self.ahead(by).is_some_and(|token| token.is_word(words))
    }

    fn advance(&mut self, by: usize) {
        self.place = self.place.saturating_add(by);
    }

    fn position(&self) -> usize {
        self.peek().map_or(self.end, |token| token.at)
    }

    fn doubt(&self, kind: DoubtKind) -> Doubt {
        Doubt {
            position: self.position(),
            kind,
        }
    }

    /// Numbers, what announces the amount, the amount, and perhaps a reventado.
    fn group(&mut self, ctx: &LineContext) -> Result<Group, Doubt> {
        let (items, last) = self.numbers()?;
        let stake = self.stake(last)?;
        self.pass_each();
        let before = self.place;
        let reventado = self.reventado()?;
        if reventado.is_some() && !ctx.reventado {
            self.place = before;
            return Err(self.doubt(DoubtKind::ReventadoNotAllowed));
        }
        self.pass_each();
        Ok(Group {
            items,
            stake,
            reventado,
            note: None,
        })
    }

    /// The numbers up to what announces the amount, and the last of them.
    fn numbers(&mut self) -> Result<(Vec<Item>, Number), Doubt> {
        let mut items = Vec::new();
        let mut last = None;
        loop {
            while self.next_is(0, words::ARTICLES) || self.mark_is(0, &['#']) {
                self.advance(1);
            }
            if self.next_is(0, &["del"]) {
                self.advance(1);
                let first = self.number(false)?;
                if !self.next_is(0, &["al"]) {
                    return Err(self.doubt(DoubtKind::RangeOrAmount));
                }
                self.advance(1);
                let end = self.number(false)?;
                if first > end {
                    return Err(self.doubt(DoubtKind::RangeOrAmount));
                }
                items.push(Item::Range { first, last: end });
                last = Some(end);
            } else if last.is_none() && self.marked_amount() {
                return Err(self.doubt(DoubtKind::NoNumber));
            } else if let Some(last) = last
                && (self.intro().is_some() || self.marked_amount())
            {
                return Ok((items, last));
            } else {
                let number = self.number(last.is_some())?;
                items.push(Item::Number(number));
                last = Some(number);
            }
            if self.mark_is(0, &[',', ';', '+', '&']) || self.next_is(0, words::AND) {
                self.advance(1);
            }
        }
    }

    /// A number of exactly the draw's digits.
    fn number(&mut self, after_others: bool) -> Result<Number, Doubt> {
        let digits = self.digits.count();
        let Some(token) = self.peek() else {
            return Err(self.doubt(if after_others {
                DoubtKind::NoAmount
            } else {
                DoubtKind::NoNumber
            }));
        };
        let kind = match &token.kind {
            Kind::Digits(figures) if figures.len() == usize::from(digits) => {
                let value = figures.parse().ok();
                match value.and_then(|value| Number::new(value, self.digits).ok()) {
                    Some(number) => {
                        self.advance(1);
                        return Ok(number);
                    }
                    None => DoubtKind::NotANumber { digits },
                }
            }
            Kind::Digits(figures) if after_others && figures.len() > usize::from(digits) => {
                DoubtKind::Unmarked
            }
            Kind::Digits(_) => DoubtKind::NotANumber { digits },
            Kind::Word(word) if after_others && word == "al" => DoubtKind::RangeOrAmount,
            Kind::Word(_) | Kind::Mark(_) if self.intro().is_some() || self.marked_amount() => {
                DoubtKind::NoNumber
            }
            Kind::Word(word) => DoubtKind::Word(word.clone()),
            Kind::Mark('-' | '–' | '—') => DoubtKind::Dash,
            Kind::Mark(sign) => DoubtKind::Sign(*sign),
        };
        Err(self.doubt(kind))
    }

    /// What announces an amount, if the next token does.
    fn intro(&self) -> Option<Intro> {
        match &self.peek()?.kind {
            Kind::Mark('*' | '×' | '=') => Some(Intro::Plain),
            Kind::Mark(':') => Some(Intro::Colon),
            Kind::Word(word) if words::PLAIN.contains(&word.as_str()) => Some(Intro::Plain),
            Kind::Word(word) if words::TO.contains(&word.as_str()) => Some(Intro::To),
            Kind::Word(_) | Kind::Mark(_) | Kind::Digits(_) => None,
        }
    }

    /// The amount of each of the numbers.
    fn stake(&mut self, last: Number) -> Result<Money, Doubt> {
        let intro = self.intro();
        if intro.is_some() {
            self.advance(1);
        }
        if intro == Some(Intro::To) && self.next_is(0, &["a"]) {
            self.advance(1);
        }
        let start = self.place;
        let at = self.position();
        let amount = self.amount()?;
        let doubt = |kind| Err(Doubt { position: at, kind });
        if amount.marked {
            return Ok(amount.money);
        }
        let figures = self.tokens.get(start).and_then(Token::figures);
        let figures = figures.filter(|_| self.place == start.saturating_add(1));
        let could_be_number = figures.filter(|it| it.len() == usize::from(self.digits.count()));
        let above = |it: &str| it.parse::<u16>().is_ok_and(|it| it > last.value());
        match intro {
            None => doubt(DoubtKind::Unmarked),
            Some(Intro::To) if could_be_number.is_some_and(above) => {
                doubt(DoubtKind::RangeOrAmount)
            }
            Some(Intro::Colon) if figures.is_some_and(|it| it.len() <= 2) => doubt(DoubtKind::Time),
            Some(Intro::Plain | Intro::To | Intro::Colon) => Ok(amount.money),
        }
    }

    /// `/200`, `r 200`, `rev. de 200`, `y 200 de reventado`.
    fn reventado(&mut self) -> Result<Option<Money>, Doubt> {
        let back = self.place;
        if self.mark_is(0, &['/']) {
            self.advance(1);
            return self.amount().map(|amount| Some(amount.money));
        }
        if self.mark_is(0, &[',', '+']) || self.next_is(0, words::AND) || self.next_is(0, &["con"])
        {
            self.advance(1);
        }
        if self.next_is(0, words::REVENTADO) {
            self.advance(1);
            if self.mark_is(0, &['.']) {
                self.advance(1);
            }
            if self.next_is(0, &["a", "de", "con", "por", "x"]) {
                self.advance(1);
            }
            return self.certain_reventado().map(Some);
        }
        let front = self.place;
        if self.amount().is_ok() {
            if self.next_is(0, &["de", "en"]) {
                self.advance(1);
            }
            if self.next_is(0, words::REVENTADO) {
                let behind = self.place.saturating_add(1);
                self.place = front;
                let money = self.certain_reventado()?;
                self.place = behind;
                return Ok(Some(money));
            }
        }
        self.place = back;
        Ok(None)
    }

    /// The amount beside the word: figures that could be a number are none, for the word may be about that number.
    fn certain_reventado(&mut self) -> Result<Money, Doubt> {
        let figures = self.peek().and_then(Token::figures).map(str::len);
        let doubt = self.doubt(DoubtKind::NoReventado);
        let amount = self.amount().map_err(|_| doubt.clone())?;
        let could_be_number = figures == Some(usize::from(self.digits.count()));
        if could_be_number && !amount.marked {
            return Err(doubt);
        }
        Ok(amount.money)
    }

    /// `c/u`, `cada uno`: every amount is for each of its numbers.
    fn pass_each(&mut self) {
        if self.next_is(0, &["c"]) && self.mark_is(1, &['/']) && self.next_is(2, &["u"]) {
            self.advance(3);
        } else if self.next_is(0, &["cada", "each"]) {
            let named = self.next_is(1, &["uno", "una", "numero", "one"]);
            self.advance(if named { 2 } else { 1 });
        }
    }

    /// What stands between two groups: a comma, `y`, a point with a blank behind it.
    fn pass_separators(&mut self) {
        loop {
            let point = self.mark_is(0, &['.']) && self.ahead(1).is_none_or(|next| !next.glued);
            let part = self.mark_is(0, &[',', ';', '+', '&']) || self.next_is(0, words::AND);
            if !(point || part) {
                return;
            }
            self.advance(1);
        }
    }

    fn mark_is(&self, by: usize, marks: &[char]) -> bool {
        self.ahead(by)
            .is_some_and(|token| matches!(token.kind, Kind::Mark(mark) if marks.contains(&mark)))
    }
}
