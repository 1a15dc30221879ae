//! From a line to its bets: every number once per kind, what was added up is told.

use super::super::{Bet, BetKind, Digits, Money, MoneyError, Number, Origin};
use super::line::{Item, Line};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// The bets of a line, in the order they were typed, and everything the cashier should be told about them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expansion {
    /// Each kind and number once.
    pub bets: Vec<ExpandedBet>,
    /// Numbers that came more than once and were added up.
    pub merged: Vec<Merged>,
    /// Numbers with equal digits that were turned over: one line each.
    pub single_mirrors: Vec<Number>,
    /// The sum of all stakes.
    pub total: Money,
}

/// A bet and where it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpandedBet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number bet on.
    pub number: Number,
    /// The stake, added up.
    pub stake: Money,
    /// Where it came from first.
    pub origin: Origin,
}

/// A number that came more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// How often it came, at least twice.
    pub times: u32,
    /// What it came to.
    pub stake: Money,
}

/// A reventado that its straight bet does not carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// The number.
    pub number: Number,
    /// All its straight stakes, nothing when there are none.
    pub straight: Money,
    /// All its reventado stakes, above the straight ones.
    pub reventado: Money,
}

impl Item {
    /// How its number at a place came about: of a volteado only the other faces were not typed.
    const fn origin(&self, place: usize) -> Origin {
        match self {
            Item::Number(_) => Origin::Typed,
            Item::Mirrored(_) if place == 0 => Origin::Typed,
            Item::Mirrored(_) => Origin::Volteado,
            Item::Range { .. } => Origin::Range,
            Item::Decade(_) => Origin::Decade,
            Item::Terminal(_) => Origin::Terminal,
            Item::Doubles => Origin::Doubles,
            Item::Random(_) | Item::Chosen(_) => Origin::Random,
            Item::Set(_) => Origin::Set,
        }
    }
}

impl Line {
    /// The line with its random numbers chosen, distinct within each item, and fixed from now on. `random(n)` answers an
    /// even choice from `0..n`; the caller's generator must be a cryptographic one.
    #[must_use]
    pub fn settle(&self, random: &mut dyn FnMut(u16) -> u16) -> Line {
        let mut line = self.clone();
        for item in line.groups.iter_mut().flat_map(|group| &mut group.items) {
            if let Item::Random(count) = item {
                *item = Item::Chosen(choose(*count, self.digits, random));
            }
        }
        line
    }
}

impl ExpandedBet {
    /// The bet alone.
    pub const fn bet(&self) -> Bet {
        Bet {
            kind: self.kind,
            number: self.number,
            stake: self.stake,
        }
    }
}

impl Expansion {
    /// The bets alone.
    pub fn bets(&self) -> Vec<Bet> {
        self.bets.iter().map(ExpandedBet::bet).collect()
    }

    /// How many different numbers are bet on.
    pub fn numbers(&self) -> usize {
        let straight = |bet: &&ExpandedBet| bet.kind == BetKind::Straight;
        self.bets.iter().filter(straight).count()
    }
}

/// Turns a line into bets. Random numbers are chosen as [`Line::settle`] does; expand a settled line to keep them.
///
/// # Errors
/// [`MoneyError::OutOfRange`] when the stakes leave the range of money.
pub fn expand(line: &Line, random: &mut dyn FnMut(u16) -> u16) -> Result<Expansion, MoneyError> {
    let line = line.settle(random);
    let mut all = Gather::default();
    for group in &line.groups {
        all.stake(&group.items, line.digits, BetKind::Straight, group.stake)?;
        if let Some(reventado) = group.reventado {
            all.stake(&group.items, line.digits, BetKind::Reventado, reventado)?;
        }
    }
    Ok(all.expansion)
}

/// Adds bets up as they come.
#[derive(Default)]
pub(super) struct Gather {
    pub(super) expansion: Expansion,
    places: HashMap<(BetKind, Number), usize>,
    merged: HashMap<(BetKind, Number), usize>,
}

impl Gather {
    /// Puts a stake on every number of the items.
    pub(super) fn stake(
        &mut self,
        items: &[Item],
        digits: Digits,
        kind: BetKind,
        stake: Money,
    ) -> Result<(), MoneyError> {
        for item in items {
            let numbers = item.numbers(digits);
            if let (Item::Mirrored(number), [_]) = (item, numbers.as_slice())
                && !self.expansion.single_mirrors.contains(number)
            {
                self.expansion.single_mirrors.push(*number);
            }
            for (place, number) in numbers.into_iter().enumerate() {
                self.add(ExpandedBet {
                    kind,
                    number,
                    stake,
                    origin: item.origin(place),
                })?;
            }
        }
        Ok(())
    }

    fn add(&mut self, bet: ExpandedBet) -> Result<(), MoneyError> {
        let all = &mut self.expansion;
        let total = all.total.checked_add(bet.stake);
        all.total = total.ok_or(MoneyError::OutOfRange)?;
        let key = (bet.kind, bet.number);
        let place = *self.places.entry(key).or_insert(all.bets.len());
        let Some(known) = all.bets.get_mut(place) else {
            all.bets.push(bet);
            return Ok(());
        };
        let sum = known.stake.checked_add(bet.stake);
        known.stake = sum.ok_or(MoneyError::OutOfRange)?;
        let place = *self.merged.entry(key).or_insert(all.merged.len());
        match all.merged.get_mut(place) {
            Some(merged) => {
                merged.times = merged.times.saturating_add(1);
                merged.stake = known.stake;
            }
            None => all.merged.push(Merged {
                kind: bet.kind,
                number: bet.number,
                times: 2,
                stake: known.stake,
            }),
        }
        Ok(())
    }
}

/// Numbers whose reventado is above their straight stake, by number. A sale with any of them is refused, never cut.
///
/// # Errors
/// [`MoneyError::OutOfRange`] when the stakes of a number leave the range of money.
pub fn reventado_shortfalls(bets: &[Bet]) -> Result<Vec<Shortfall>, MoneyError> {
    let mut sums: BTreeMap<Number, (Money, Money)> = BTreeMap::new();
    for bet in bets {
        let (straight, reventado) = sums.entry(bet.number).or_default();
        let sum = match bet.kind {
            BetKind::Straight => straight,
            BetKind::Reventado => reventado,
        };
        *sum = sum.checked_add(bet.stake).ok_or(MoneyError::OutOfRange)?;
    }
    let short = |(number, (straight, reventado)): (Number, (Money, Money))| {
        (reventado > straight).then_some(Shortfall {
            number,
            straight,
            reventado,
        })
    };
    Ok(sums.into_iter().filter_map(short).collect())
}

/// So many different numbers, in the order they were drawn.
fn choose(count: u8, digits: Digits, random: &mut dyn FnMut(u16) -> u16) -> Vec<Number> {
    let mut left: Vec<Number> = Number::all(digits).collect();
    let mut chosen = Vec::new();
    for _ in 0..count {
        let Ok(size) = u16::try_from(left.len()) else {
            break;
        };
        let Some(place) = random(size).checked_rem(size) else {
            break;
        };
        chosen.push(left.swap_remove(usize::from(place)));
    }
    chosen
}
