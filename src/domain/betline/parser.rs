//! `line = group { ("+" | " ") group } ["*"]` and `group = numbers amount [reventado] [note]`.

use super::super::Money;
use super::error::LineErrorKind as Kind;
use super::line::{Group, Item};
use super::scan::{Cursor, Stop};
use super::{LineContext, Profile};

/// Characters a line may have; a pasted book is not an order.
pub const MAX_LINE: usize = 1_000;

/// What the keys being typed belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typing {
    /// Nothing yet.
    #[default]
    Nothing,
    /// Numbers and short forms.
    Numbers,
    /// The amount of a group.
    Amount,
    /// The amount of a reventado.
    Reventado,
    /// A note or a customer.
    Note,
    /// The line is complete and ends in the star that charges.
    Charge,
    /// Not bets but a command or a code.
    Command,
}

/// A group that is not complete yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenGroup {
    /// What has been read of its items.
    pub items: Vec<Item>,
    /// Its amount, once that is read.
    pub stake: Option<Money>,
}

/// Reads a line from left to right; what was read before a mistake stays in the fields.
pub(super) struct Parser<'a> {
    pub(super) text: Cursor,
    pub(super) ctx: &'a LineContext,
    pub(super) groups: Vec<Group>,
    pub(super) open: OpenGroup,
    pub(super) typing: Typing,
    pub(super) charge: bool,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &str, ctx: &'a LineContext) -> Parser<'a> {
        Parser {
            text: Cursor::new(text),
            ctx,
            groups: Vec::new(),
            open: OpenGroup::default(),
            typing: Typing::Nothing,
            charge: false,
        }
    }

    pub(super) fn line(&mut self) -> Result<(), Stop> {
        if self.text.len() > MAX_LINE {
            let kind = Kind::TooLong { max: MAX_LINE };
            return Err(Cursor::wrong(MAX_LINE, kind, None));
        }
        self.text.blanks();
        if self.text.at_end() {
            return Err(self.text.missing(0, Kind::Empty, None));
        }
        loop {
            self.group()?;
            if self.group_end()? {
                return Ok(());
            }
            self.open = OpenGroup::default();
            self.typing = Typing::Numbers;
            if self.ctx.profile == Profile::List {
                let at = self.text.position();
                return Err(Cursor::wrong(at, Kind::SecondGroup, None));
            }
        }
    }

    /// Reads what may stand between two groups; answers whether the line is over.
    fn group_end(&mut self) -> Result<bool, Stop> {
        let blank = self.text.blanks();
        let at = self.text.position();
        match self.text.raw() {
            None => Ok(true),
            Some('*') => {
                self.text.bump();
                self.text.blanks();
                if self.text.at_end() {
                    self.charge = true;
                    self.typing = Typing::Charge;
                    return Ok(true);
                }
                let amount = self.text.digit_ahead(0);
                let kind = if amount {
                    Kind::SecondAmount
                } else {
                    Kind::AfterCharge
                };
                Err(Cursor::wrong(at, kind, None))
            }
            Some('x' | 'X') => Err(Cursor::wrong(at, Kind::SecondAmount, None)),
            Some('+') => {
                self.typing = Typing::Numbers;
                self.text.bump();
                self.text.blanks();
                if self.text.at_end() {
                    return Err(self
                        .text
                        .missing(self.text.len(), Kind::NumberExpected, None));
                }
                Ok(false)
            }
            Some(_) if blank => Ok(false),
            Some(_) if self.starts_item() => {
                let parted = self.text.replaced(at, at, "+");
                Err(Cursor::wrong(at, Kind::SeparatorExpected, Some(parted)))
            }
            Some(character) => Err(Cursor::wrong(
                at,
                Kind::UnexpectedCharacter { character },
                None,
            )),
        }
    }

    fn group(&mut self) -> Result<(), Stop> {
        self.typing = Typing::Numbers;
        self.numbers()?;
        let typed = self.amount()?;
        let (stake, usual) = match (typed, self.ctx.sticky) {
            (Some(stake), _) => (stake, None),
            (None, Some(sticky)) => (sticky.stake(), sticky.reventado()),
            (None, None) => return Err(self.no_amount()),
        };
        self.open.stake = Some(stake);
        let usual = usual.filter(|_| self.ctx.reventado);
        let reventado = self.reventado(stake)?.or(usual);
        let note = self.note()?;
        let items = std::mem::take(&mut self.open).items;
        self.groups.push(Group {
            items,
            stake,
            reventado,
            note,
        });
        Ok(())
    }

    fn no_amount(&mut self) -> Stop {
        let at = self.text.position();
        if self.text.peek() == Some('*') {
            self.typing = Typing::Amount;
        }
        match self.text.raw() {
            Some(character) if !"*/rR'@".contains(character) => {
                Cursor::wrong(at, Kind::UnexpectedCharacter { character }, None)
            }
            Some('*') => Stop {
                unfinished: true,
                ..Cursor::wrong(self.text.len(), Kind::AmountExpected, None)
            },
            Some(_) | None => self.text.missing(at, Kind::AmountExpected, None),
        }
    }

    /// `"*" money | "x" money`; nothing when there is none, or only the star that charges.
    fn amount(&mut self) -> Result<Option<Money>, Stop> {
        match self.text.peek() {
            Some('*') if self.text.only_blanks_after(1) => Ok(None),
            Some('*' | 'x') => {
                self.typing = Typing::Amount;
                self.text.bump();
                self.text.blanks();
                self.money().map(Some)
            }
            Some(_) | None => Ok(None),
        }
    }
}
