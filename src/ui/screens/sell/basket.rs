//! The ticket that is being made: rows of numbers with one amount each, and what goes along with them. Its key is born with
//! its first row and stays until it is sold, so that sending it twice sells it once.

use super::left::Over;
use crate::domain::betline::{
    Expansion, Group, Line, Merged, Note, canonical, expand, reventado_shortfalls,
};
use crate::domain::{
    Bet, BetKind, CommandKey, Digits, Money, MoneyError, Number, Origin, TicketCode,
};
use crate::ops::SellBet;
use std::collections::BTreeMap;

/// Numbers that share a stake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The numbers with how each came about; at least one, each once.
    pub numbers: Vec<(Number, Origin)>,
    /// The stake on each.
    pub stake: Money,
    /// The stake of a reventado on each; nothing where there is none.
    pub reventado: Money,
    /// The short form it was typed in, where that says more than the numbers: `20-29`.
    pub short: Option<String>,
    /// Numbers that came more than once and were added up.
    pub merged: Vec<Merged>,
    /// Numbers of equal digits that were turned over: one line.
    pub mirrors: Vec<Number>,
    /// It was cut to what was left.
    pub cut: bool,
}

/// The ticket.
#[derive(Debug, Clone, Default)]
pub(super) struct Basket {
    /// The key, once the ticket is begun.
    pub key: Option<CommandKey>,
    /// Its rows, as typed.
    pub rows: Vec<Row>,
    /// A note that is printed.
    pub note: Option<String>,
    /// The ticket that it repeats.
    pub repeats: Option<TicketCode>,
    /// A supervisor is asked when it is charged.
    pub lift: bool,
    /// What that supervisor is asked about.
    pub lifts: Vec<Over>,
}

/// What a number carries in the ticket: straight and reventado.
pub(super) type Stakes = BTreeMap<Number, (Money, Money)>;

impl Row {
    /// What one draw costs.
    ///
    /// # Errors
    /// When it leaves the range of money.
    pub fn total(&self) -> Result<Money, MoneyError> {
        let each = self.stake.checked_add(self.reventado);
        let count = i64::try_from(self.numbers.len()).map_err(|_| MoneyError::OutOfRange)?;
        each.and_then(|each| each.checked_times(count))
            .ok_or(MoneyError::OutOfRange)
    }

    /// The numbers as they are shown.
    pub fn words(&self) -> String {
        if let Some(short) = &self.short {
            return short.clone();
        }
        let numbers = self.numbers.iter().map(|(number, _)| number.to_string());
        numbers.collect::<Vec<_>>().join(" ")
    }

    fn bets(&self) -> impl Iterator<Item = SellBet> + '_ {
        self.numbers.iter().flat_map(|(number, origin)| {
            let bet = |kind, stake| SellBet {
                kind,
                number: *number,
                stake,
                multiplier: None,
                origin: *origin,
            };
            [
                bet(BetKind::Straight, self.stake),
                bet(BetKind::Reventado, self.reventado),
            ]
            .into_iter()
            .filter(|bet| bet.stake.is_positive())
        })
    }
}

/// The rows of a settled line, group by group.
///
/// # Errors
/// When the stakes leave the range of money.
pub(super) fn rows(line: &Line) -> Result<Vec<Row>, MoneyError> {
    let mut all = Vec::new();
    for group in &line.groups {
        let alone = Line {
            digits: line.digits,
            groups: vec![group.clone()],
            charge: false,
        };
        let expansion = expand(&alone, &mut |_| 0)?;
        let mut found = uniform(&expansion);
        if let [only] = found.as_mut_slice() {
            only.short = short(&alone, group, only.numbers.len());
        }
        all.extend(found);
    }
    Ok(all)
}

/// The short form of a group, where it is shorter than its numbers.
fn short(alone: &Line, group: &Group, count: usize) -> Option<String> {
    let text = canonical(alone);
    let (items, _) = text.split_once('*')?;
    (count > 3 && group.items.len() < count && !items.starts_with("gt"))
        .then(|| items.replace('.', "v"))
}

/// Groups bets of equal stakes into rows, in the order in which they came.
pub(super) fn uniform(expansion: &Expansion) -> Vec<Row> {
    let mut stakes: Vec<(Number, Origin, Money, Money)> = Vec::new();
    for bet in &expansion.bets {
        let place = stakes.iter().position(|(number, ..)| *number == bet.number);
        let place = place.unwrap_or_else(|| {
            stakes.push((bet.number, bet.origin, Money::ZERO, Money::ZERO));
            stakes.len() - 1
        });
        match bet.kind {
            BetKind::Straight => stakes[place].2 = bet.stake,
            BetKind::Reventado => stakes[place].3 = bet.stake,
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    for (number, origin, stake, reventado) in stakes {
        let same = |row: &&mut Row| row.stake == stake && row.reventado == reventado;
        match rows.iter_mut().find(same) {
            Some(row) => row.numbers.push((number, origin)),
            None => rows.push(Row {
                numbers: vec![(number, origin)],
                stake,
                reventado,
                short: None,
                merged: Vec::new(),
                mirrors: Vec::new(),
                cut: false,
            }),
        }
    }
    for row in &mut rows {
        let holds = |number: Number| row.numbers.iter().any(|(held, _)| *held == number);
        let merged = expansion.merged.iter();
        row.merged = merged.filter(|one| holds(one.number)).copied().collect();
        let mirrors = expansion.single_mirrors.iter();
        row.mirrors = mirrors.filter(|one| holds(**one)).copied().collect();
    }
    rows
}

impl Basket {
    /// Whether nothing was put into it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What one draw costs.
    ///
    /// # Errors
    /// When it leaves the range of money.
    pub fn total(&self) -> Result<Money, MoneyError> {
        let mut total = Money::ZERO;
        for row in &self.rows {
            total = total
                .checked_add(row.total()?)
                .ok_or(MoneyError::OutOfRange)?;
        }
        Ok(total)
    }

    /// The length of its numbers, once it holds any.
    pub fn digits(&self) -> Option<Digits> {
        let first = self.rows.first()?.numbers.first()?;
        Some(first.0.digits())
    }

    /// What each number carries, all rows together.
    ///
    /// # Errors
    /// When a number's stakes leave the range of money.
    pub fn stakes(&self) -> Result<Stakes, MoneyError> {
        stakes(&self.rows)
    }

    /// The bets to sell: each kind and number once, what came twice added up.
    ///
    /// # Errors
    /// When a number's stakes leave the range of money.
    pub fn bets(&self) -> Result<Vec<SellBet>, MoneyError> {
        let mut all: Vec<SellBet> = Vec::new();
        for bet in self.rows.iter().flat_map(Row::bets) {
            let same = |held: &&mut SellBet| held.kind == bet.kind && held.number == bet.number;
            match all.iter_mut().find(same) {
                Some(held) => {
                    let sum = held.stake.checked_add(bet.stake);
                    held.stake = sum.ok_or(MoneyError::OutOfRange)?;
                }
                None => all.push(bet),
            }
        }
        Ok(all)
    }

    /// Adds the note of a group; notes of several groups stand one after the other.
    pub fn add_notes(&mut self, line: &Line) {
        for group in &line.groups {
            if let Some(Note::Text(text)) = &group.note {
                self.add_note(text);
            }
        }
    }

    /// Adds a note.
    pub fn add_note(&mut self, text: &str) {
        let note = self.note.get_or_insert_default();
        if !note.is_empty() {
            note.push_str("; ");
        }
        note.push_str(text);
    }

    /// Leaves on a number at most these stakes over all rows; rows that came first keep theirs.
    pub fn limit_to(&mut self, number: Number, straight: Money, reventado: Money) {
        let (mut straight, mut reventado) = (straight, reventado);
        let mut rows = Vec::with_capacity(self.rows.len());
        for mut row in std::mem::take(&mut self.rows) {
            let Some(place) = row.numbers.iter().position(|(held, _)| *held == number) else {
                rows.push(row);
                continue;
            };
            let stake = row.stake.min(straight);
            let extra = row.reventado.min(reventado).min(stake);
            straight = straight.checked_sub(stake).unwrap_or(Money::ZERO);
            reventado = reventado.checked_sub(extra).unwrap_or(Money::ZERO);
            if stake == row.stake && extra == row.reventado {
                rows.push(row);
                continue;
            }
            let taken = row.numbers.remove(place);
            row.short = None;
            row.merged.retain(|merged| merged.number != number);
            let cut = Row {
                numbers: vec![taken],
                stake,
                reventado: extra,
                short: None,
                merged: Vec::new(),
                mirrors: Vec::new(),
                cut: true,
            };
            rows.extend((!row.numbers.is_empty()).then_some(row));
            rows.extend(stake.is_positive().then_some(cut));
        }
        self.rows = rows;
    }
}

/// What each number of some rows carries.
///
/// # Errors
/// When a number's stakes leave the range of money.
pub(super) fn stakes(rows: &[Row]) -> Result<Stakes, MoneyError> {
    let mut all = Stakes::new();
    for row in rows {
        for (number, _) in &row.numbers {
            let (straight, reventado) = all.entry(*number).or_default();
            let sums = (
                straight.checked_add(row.stake),
                reventado.checked_add(row.reventado),
            );
            let (Some(s), Some(r)) = sums else {
                return Err(MoneyError::OutOfRange);
            };
            (*straight, *reventado) = (s, r);
        }
    }
    Ok(all)
}

/// The first number whose reventado its straight stake does not carry.
pub(super) fn shortfall(stakes: &Stakes) -> Option<(Number, Money, Money)> {
    let bet = |kind, number: &Number, stake: &Money| Bet {
        kind,
        number: *number,
        stake: *stake,
    };
    let bets: Vec<Bet> = stakes
        .iter()
        .flat_map(|(number, (straight, reventado))| {
            [
                bet(BetKind::Straight, number, straight),
                bet(BetKind::Reventado, number, reventado),
            ]
        })
        .collect();
    let short = reventado_shortfalls(&bets).ok()?.into_iter().next()?;
    Some((short.number, short.straight, short.reventado))
}
