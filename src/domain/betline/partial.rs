//! A line while it is typed: what is complete, what is under the fingers, and only mistakes that no further key mends.

use super::super::{BetKind, Digits, Money, MoneyError, Number};
use super::command::is_command_start;
use super::error::LineError;
use super::expand::{ExpandedBet, Expansion, Gather};
use super::line::{Group, Item};
use super::parser::{OpenGroup, Parser, Typing};
use super::{LineContext, Profile};

/// What can be said about a line that is not finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partial {
    /// How many digits the numbers have.
    pub digits: Digits,
    /// Groups that could be sold as they are. The last one may still grow.
    pub groups: Vec<Group>,
    /// The group under the fingers, when it is not complete.
    pub open: Option<OpenGroup>,
    /// What the next key belongs to.
    pub typing: Typing,
    /// What Enter would say is missing, although more keys can mend it.
    pub missing: Option<LineError>,
    /// What no further key can mend.
    pub error: Option<LineError>,
    /// The line ends in the star that charges.
    pub charge: bool,
}

/// What the screen shows beside a line while it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The bets so far.
    pub expansion: Expansion,
    /// Numbers that have no amount yet, each once.
    pub waiting: Vec<Number>,
    /// Random numbers that are still to be chosen.
    pub random: usize,
    /// The total so far, random numbers included.
    pub total: Money,
}

/// Reads a line as far as it goes. Never fails: a mistake is part of the answer.
pub fn parse_partial(input: &str, ctx: &LineContext) -> Partial {
    let mut parser = Parser::new(input, ctx);
    let amount_first = ctx.profile == Profile::AmountFirst && ctx.sticky.is_none();
    let bare = amount_first && Parser::new(input, ctx).bare_amount().is_some();
    if bare || is_command_start(input) {
        return Partial {
            digits: ctx.digits,
            groups: Vec::new(),
            open: None,
            typing: if bare {
                Typing::Amount
            } else {
                Typing::Command
            },
            missing: None,
            error: None,
            charge: false,
        };
    }
    let stop = parser.line().err();
    let open = stop.as_ref().map(|_| std::mem::take(&mut parser.open));
    let (missing, error) = match stop {
        None => (None, None),
        Some(stop) if stop.unfinished => (Some(stop.error), None),
        Some(stop) => (None, Some(stop.error)),
    };
    Partial {
        digits: ctx.digits,
        groups: parser.groups,
        open: open.filter(|open| !open.items.is_empty()),
        typing: parser.typing,
        missing,
        error,
        charge: parser.charge,
    }
}

impl Partial {
    /// Expands what is there. The group under the fingers counts once its amount is known.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] when the stakes leave the range of money.
    pub fn preview(&self) -> Result<Preview, MoneyError> {
        let mut gather = Gather::default();
        let mut preview = Preview::default();
        for group in &self.groups {
            preview.take(&mut gather, self.digits, &group.items, group.stake)?;
            if let Some(reventado) = group.reventado {
                gather.stake(&group.items, self.digits, BetKind::Reventado, reventado)?;
                preview.add_random(&group.items, reventado)?;
            }
        }
        if let Some(open) = &self.open {
            if let Some(stake) = open.stake {
                preview.take(&mut gather, self.digits, &open.items, stake)?;
            } else {
                preview.wait_for(&open.items, self.digits);
            }
        }
        let sum = preview.total.checked_add(gather.expansion.total);
        preview.total = sum.ok_or(MoneyError::OutOfRange)?;
        preview.expansion = gather.expansion;
        Ok(preview)
    }
}

impl Preview {
    /// How many numbers are on the line, those without an amount and those still to be drawn included.
    pub fn count(&self) -> usize {
        let straight = |bet: &&ExpandedBet| bet.kind == BetKind::Straight;
        let placed = self.expansion.bets.iter().filter(straight).count();
        placed
            .saturating_add(self.waiting.len())
            .saturating_add(self.random)
    }

    fn wait_for(&mut self, items: &[Item], digits: Digits) {
        self.random = self.random.saturating_add(random_count(items));
        for number in items.iter().flat_map(|item| item.numbers(digits)) {
            if !self.waiting.contains(&number) {
                self.waiting.push(number);
            }
        }
    }

    fn take(
        &mut self,
        gather: &mut Gather,
        digits: Digits,
        items: &[Item],
        stake: Money,
    ) -> Result<(), MoneyError> {
        gather.stake(items, digits, BetKind::Straight, stake)?;
        self.random = self.random.saturating_add(random_count(items));
        self.add_random(items, stake)
    }

    fn add_random(&mut self, items: &[Item], stake: Money) -> Result<(), MoneyError> {
        let times = i64::try_from(random_count(items)).map_err(|_| MoneyError::OutOfRange)?;
        let sum = stake
            .checked_times(times)
            .and_then(|all| self.total.checked_add(all));
        self.total = sum.ok_or(MoneyError::OutOfRange)?;
        Ok(())
    }
}

fn random_count(items: &[Item]) -> usize {
    let counts = items.iter().map(|item| match item {
        Item::Random(count) => usize::from(*count),
        Item::Number(_)
        | Item::Mirrored(_)
        | Item::Range { .. }
        | Item::Decade(_)
        | Item::Terminal(_)
        | Item::Doubles
        | Item::Chosen(_)
        | Item::Set(_) => 0,
    });
    counts.sum()
}
