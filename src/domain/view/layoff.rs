//! Lay-offs: what was proposed to another house, what it answered, and what stands between the two.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::DrawRow;
use crate::domain::{
    LayOffId, Money, OtherHouseId, Percent,
    layoff::{LayOffLine, LayOffState, LayOffStep, LayOffTerms, Proposal},
};

/// Another house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherHouseRow {
    /// Its id.
    pub id: OtherHouseId,
    /// Its name.
    pub name: String,
    /// How it is reached.
    pub contact: String,
    /// What it usually gives back of the stakes.
    pub commission: Option<Percent>,
    /// Whether anything is passed to it.
    pub active: bool,
    /// What this house owes it.
    pub owed: Money,
    /// What it owes this house.
    pub due: Money,
}

/// A proposal for a draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayOffProposal {
    /// The draw.
    pub draw: DrawRow,
    /// The other house, as it was named.
    pub house: String,
    /// What it pays, and how much is kept.
    pub terms: LayOffTerms,
    /// What is proposed.
    pub proposal: Proposal,
}

/// A lay-off among those of its draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayOffRow {
    /// Its id.
    pub id: LayOffId,
    /// Its number in the house.
    pub number: i64,
    /// The other house.
    pub house: String,
    /// Where it stands.
    pub state: LayOffState,
    /// What is passed on.
    pub stakes: Money,
    /// What it costs: stakes less commission.
    pub cost: Money,
    /// What the other house pays with the draw's result; nothing before there is one.
    pub share: Option<Money>,
    /// What this house still owes for it.
    pub owed: Money,
    /// What the other house still owes of it.
    pub due: Money,
    /// Who proposed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The lay-offs of a draw, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayOffList {
    /// The draw.
    pub draw: DrawRow,
    /// Its lay-offs.
    pub rows: Vec<LayOffRow>,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// A line with what it pays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayOffShare {
    /// The line.
    pub line: LayOffLine,
    /// What it pays with the draw's result; nothing before there is one.
    pub share: Option<Money>,
}

/// Something that happened to a lay-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayOffEntry {
    /// What.
    pub step: LayOffStep,
    /// Who answered for the other house.
    pub answered: String,
    /// What the answer, the reason or the payment refers to.
    pub reference: String,
    /// By how much this house owes more, or, where it was settled, how much of that was paid.
    pub owed: Money,
    /// By how much the other house owes more, or, where it was settled, how much of that was received.
    pub due: Money,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A lay-off with its lines and all that happened to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayOffView {
    /// The house's name, for the head of the slip.
    pub banca: String,
    /// The draw.
    pub draw: DrawRow,
    /// Where it stands.
    pub row: LayOffRow,
    /// How the other house is reached.
    pub contact: String,
    /// What it pays, and how much is kept.
    pub terms: LayOffTerms,
    /// What it gives back of the stakes.
    pub commission: Money,
    /// Its lines by number.
    pub lines: Vec<LayOffShare>,
    /// What happened to it, oldest first.
    pub steps: Vec<LayOffEntry>,
    /// The database's clock.
    pub now: DateTime<Utc>,
}
