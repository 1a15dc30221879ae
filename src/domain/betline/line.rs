//! What a bet line says once it is read: groups of items with one amount each, nothing expanded yet.

use super::super::{Digits, Money, Number};
use serde::{Deserialize, Serialize};

/// A line that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// How many digits the numbers have.
    pub digits: Digits,
    /// At least one.
    pub groups: Vec<Group>,
    /// The line ended in `*`: charge and print after taking it.
    pub charge: bool,
}

/// Items that share an amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// At least one, as typed.
    pub items: Vec<Item>,
    /// The stake on every number, in whole colones and above nothing.
    pub stake: Money,
    /// The stake of a reventado on every number.
    pub reventado: Option<Money>,
    /// What was written beside the group.
    pub note: Option<Note>,
}

/// One item of a group: a number, or a short form for several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// `23`
    Number(Number),
    /// `25.` volteado: 25 and 52; with three digits every order of them.
    Mirrored(Number),
    /// `20-29`, both ends included, the first not above the last.
    Range {
        /// Where it begins.
        first: Number,
        /// Where it ends.
        last: Number,
    },
    /// `2-`: all numbers that begin with the stem (one digit less than a number has).
    Decade(u16),
    /// `-5`: all numbers that end in the stem (one digit less than a number has).
    Terminal(u16),
    /// `..`: all digits alike.
    Doubles,
    /// `.3`: so many random numbers (Gallo Tapado), not chosen yet.
    Random(u8),
    /// `gt234567`: random numbers that have been chosen; from now on they are fixed.
    Chosen(Vec<Number>),
    /// `pa im ba al`
    Set(Set),
}

/// Half of all numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Set {
    /// `pa`
    Even,
    /// `im`
    Odd,
    /// `ba`: the lower half, 00–49.
    Low,
    /// `al`: the upper half, 50–99.
    High,
}

/// What is written beside a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// `'text`
    Text(String),
    /// `@customer`: the group is sold on this customer's account.
    Customer(String),
}

impl Set {
    /// All sets.
    pub const ALL: [Set; 4] = [Set::Even, Set::Odd, Set::Low, Set::High];

    /// Its two letters.
    pub const fn letters(self) -> &'static str {
        match self {
            Set::Even => "pa",
            Set::Odd => "im",
            Set::Low => "ba",
            Set::High => "al",
        }
    }

    fn holds(self, number: Number) -> bool {
        let half = number.digits().numbers() / 2;
        match self {
            Set::Even => number.value().is_multiple_of(2),
            Set::Odd => !number.value().is_multiple_of(2),
            Set::Low => number.value() < half,
            Set::High => number.value() >= half,
        }
    }
}

impl Item {
    /// The numbers it stands for, each once, in order. Random numbers that are not chosen yet are none.
    pub fn numbers(&self, digits: Digits) -> Vec<Number> {
        let all = Number::all(digits);
        let stems = digits.numbers() / 10;
        match self {
            Item::Number(number) => vec![*number],
            Item::Mirrored(number) => mirrored(*number),
            Item::Range { first, last } => all.filter(|n| first <= n && n <= last).collect(),
            Item::Decade(stem) => all.filter(|n| n.value() / 10 == *stem).collect(),
            Item::Terminal(stem) => all
                .filter(|n| n.value().checked_rem(stems) == Some(*stem))
                .collect(),
            Item::Doubles => all.filter(|n| alike(*n)).collect(),
            Item::Random(_) => Vec::new(),
            Item::Chosen(numbers) => numbers.clone(),
            Item::Set(set) => all.filter(|n| set.holds(*n)).collect(),
        }
    }
}

fn figures(number: Number) -> Vec<u16> {
    let value = number.value();
    match number.digits() {
        Digits::Two => vec![value / 10, value % 10],
        Digits::Three => vec![value / 100, value / 10 % 10, value % 10],
    }
}

fn alike(number: Number) -> bool {
    let figures = figures(number);
    figures.iter().all(|figure| Some(figure) == figures.first())
}

/// The number first, then its other orders.
fn mirrored(number: Number) -> Vec<Number> {
    let sorted = |number: Number| {
        let mut figures = figures(number);
        figures.sort_unstable();
        figures
    };
    let wanted = sorted(number);
    let others = Number::all(number.digits()).filter(|n| *n != number && sorted(*n) == wanted);
    std::iter::once(number).chain(others).collect()
}
