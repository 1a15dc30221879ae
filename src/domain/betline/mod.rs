//! The bet line: what a customer dictates, typed with one hand on a number pad, read without ever guessing.
//!
//! [`read`] takes a line at Enter and answers bets or a command, [`parse_partial`] reads it while it is typed,
//! [`expand`] turns it into bets, [`canonical`] writes it the one way that reads back the same.

mod amount;
mod canonical;
mod command;
mod error;
mod expand;
mod items;
mod line;
mod parser;
mod partial;
mod run;
mod scan;
#[cfg(test)]
mod tests;

use super::{Digits, Money};
use parser::Parser;
use serde::{Deserialize, Serialize};

pub use amount::MAX_NOTE;
pub use canonical::canonical;
pub use command::{
    DrawChoice, DrawPick, Entry, LineCommand, charges_at_once, looks_like_scan, read,
};
pub use error::{LineError, LineErrorKind};
pub use expand::{ExpandedBet, Expansion, Merged, Shortfall, expand, reventado_shortfalls};
pub use line::{Group, Item, Line, Note, Set};
pub use parser::{MAX_LINE, OpenGroup, Typing};
pub use partial::{Partial, Preview, parse_partial};

/// What a line is read for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineContext {
    /// How many digits the chosen draws have.
    pub digits: Digits,
    /// The amount of groups that name none: the last one in the sticky-amount profile, the one typed first in the
    /// amount-first profile.
    pub sticky: Option<Sticky>,
    /// In which order the cashier types.
    pub profile: Profile,
    /// Whether the chosen draws take reventados.
    pub reventado: bool,
}

/// In which order a cashier types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// `234567*500`
    #[default]
    NumberFirst,
    /// `500⏎234567⏎`: a line without a sticky amount is the amount, the next one its numbers.
    AmountFirst,
    /// One group per line.
    List,
}

/// An amount that stands for groups that name none: whole colones above nothing, as a line can carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sticky {
    stake: Money,
    reventado: Option<Money>,
}

impl Sticky {
    /// `None` unless both amounts are whole colones above nothing.
    pub fn new(stake: Money, reventado: Option<Money>) -> Option<Sticky> {
        let whole = |money: Money| money.is_positive() && money.as_cents() % 100 == 0;
        (whole(stake) && reventado.is_none_or(whole)).then_some(Sticky { stake, reventado })
    }

    /// The stake on every number.
    pub const fn stake(self) -> Money {
        self.stake
    }

    /// The stake of a reventado on every number.
    pub const fn reventado(self) -> Option<Money> {
        self.reventado
    }
}

/// Reads a complete line of bets. Minimum, maximum, step and limits are the sale's rules, not the grammar's.
///
/// # Errors
/// The first mistake from the left.
pub fn parse(input: &str, ctx: &LineContext) -> Result<Line, LineError> {
    let mut parser = Parser::new(input, ctx);
    parser.line().map_err(|stop| stop.error)?;
    Ok(Line {
        digits: ctx.digits,
        groups: parser.groups,
        charge: parser.charge,
    })
}
