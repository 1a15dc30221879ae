//! What the bet line promises, as tables and as properties.

mod commands;
mod expansion;
mod grammar;
mod keys;
mod mistakes;
mod properties;
mod typing;

use super::*;
use crate::domain::{Bet, BetKind, Number, Origin};

/// Two digits, reventado allowed, nothing sticky.
fn plain() -> LineContext {
    LineContext {
        reventado: true,
        ..LineContext::default()
    }
}

fn monazos() -> LineContext {
    LineContext {
        digits: Digits::Three,
        ..LineContext::default()
    }
}

fn sticky(colones: i64) -> LineContext {
    LineContext {
        sticky: Sticky::new(crc(colones), None),
        ..plain()
    }
}

fn crc(colones: i64) -> Money {
    Money::colones(colones).unwrap()
}

/// Not random at all: always the first that is left.
fn first(_: u16) -> u16 {
    0
}

fn bets(line: &Line) -> Vec<Bet> {
    expand(line, &mut first).unwrap().bets()
}

/// `23×500 05r200` for the bets of a line, or the mistake.
fn told(input: &str, ctx: &LineContext) -> String {
    let line = match parse(input, ctx) {
        Ok(line) => line,
        Err(error) => return format!("{:?} at {}", error.kind, error.position),
    };
    let texts: Vec<String> = bets(&line)
        .iter()
        .map(|bet| {
            let mark = match bet.kind {
                BetKind::Straight => '×',
                BetKind::Reventado => 'r',
            };
            format!("{}{mark}{}", bet.number, bet.stake.as_cents() / 100)
        })
        .collect();
    texts.join(" ")
}

fn number(text: &str) -> Number {
    Number::parse(text, Digits::Two).unwrap()
}
