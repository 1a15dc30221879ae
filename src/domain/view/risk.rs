//! The risk by number, and the limits that bound it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{DrawRow, ResultPreview};
use crate::domain::{
    BetKind, DrawId, DrawResult, LimitRule, Money, MultiplierId, Number, Rate, ScopeId, TicketCode,
    Used, limit::Replayed,
};

/// One number's counters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExposureCell {
    /// The number.
    pub number: Number,
    /// Stakes by kind.
    pub used: Used,
    /// What the house pays if it comes out with the best reventado outcome.
    pub liability: Money,
    /// What of that other houses pay.
    #[serde(default)]
    pub laid_off: Money,
    /// Tickets that carry it.
    pub tickets: i64,
    /// The smallest accumulated limit measured at this scope.
    pub limit: Option<Money>,
    /// How much of the tightest limit measured at this scope is used, in percent.
    pub share: Option<u16>,
    /// Whether it is blocked.
    pub blocked: bool,
}

impl ExposureCell {
    /// What the house bears itself if the number comes out.
    pub fn retained(&self) -> Money {
        self.liability
            .checked_sub(self.laid_off)
            .unwrap_or(self.liability)
    }
}

/// The live counters of a draw in one scope.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExposureView {
    /// The draw.
    pub draw: DrawRow,
    /// Whose counters.
    pub scope: ScopeId,
    /// What was sold at this price alone, counted from the bets; else at all prices.
    #[serde(default)]
    pub price: Option<MultiplierId>,
    /// The prices that the draw's lottery has, those of straight bets first.
    #[serde(default)]
    pub prices: Vec<NamedPrice>,
    /// Numbers with stakes or limits; others are zero.
    pub cells: Vec<ExposureCell>,
    /// All stakes.
    pub stakes: Money,
    /// Commissions of shops on them.
    pub commission: Money,
    /// What lay-off costs, whatever comes out.
    #[serde(default)]
    pub laid_cost: Money,
    /// The most that a number costs beside what other houses bear (not a sum over numbers), and that number.
    pub worst: Option<(Number, Money)>,
    /// The share of a limit at which a number is marked, in percent.
    pub alert_percent: u8,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// A price by what people know it by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedPrice {
    /// The multiplier.
    pub id: MultiplierId,
    /// The bets it prices.
    pub kind: BetKind,
    /// Its factor.
    pub factor: Rate,
}

/// One number of a draw in one scope: whose it is, and how much of the limits measured there is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberScope {
    /// The house, a shop or a seller.
    pub scope: ScopeId,
    /// Their name.
    pub name: String,
    /// A seller's shop.
    pub ventana: Option<String>,
    /// The number's counters.
    pub cell: ExposureCell,
    /// All that the scope sold in the draw.
    pub sold: Money,
}

/// What a draw on sale may cost, in one line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawRisk {
    /// The draw.
    pub draw: DrawId,
    /// The number that costs most beside what other houses bear, and what it costs; nothing where nothing was sold.
    pub worst: Option<(Number, Money)>,
    /// What is kept if that number comes out with the best outcome.
    pub net: Money,
    /// Numbers at or above the share of their limit at which the house wants to be told.
    pub alerts: usize,
    /// The number nearest to its limit, and how much of that is used, in percent.
    pub nearest: Option<(Number, u16)>,
}

/// What a result would mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// The supposed result.
    pub preview: ResultPreview,
    /// Cash that each shop would need, largest first: name and prizes.
    pub cash: Vec<(String, Money)>,
    /// The ten worst results of the draw: number and what the house would keep.
    pub worst_ten: Vec<(DrawResult, Money)>,
}

/// A ticket that carries a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberTicket {
    /// The ticket.
    pub code: TicketCode,
    /// The shop.
    pub ventana: String,
    /// The seller.
    pub vendedor: String,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// Straight stake on the number.
    pub straight: Money,
    /// Reventado stake on the number.
    pub reventado: Money,
}

/// A limit rule with names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitRow {
    /// The rule.
    pub rule: LimitRule,
    /// The name of its house, shop or seller.
    pub scope_name: String,
    /// The name of its lottery.
    pub lottery_name: Option<String>,
    /// Who set it.
    pub set_by: String,
    /// When.
    pub set_at: DateTime<Utc>,
    /// Whether the present user may change it.
    pub editable: bool,
}

/// What a rule would have refused in draws that are over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitPreview {
    /// How many days back were looked at.
    pub days: i64,
    /// The draws that the rule concerns, newest first.
    pub draws: Vec<PastDraw>,
    /// The numbers of which most would have been refused, with the stakes.
    pub numbers: Vec<(Number, Money)>,
    /// All of them together.
    pub total: Replayed,
    /// Whether every draw of those days was tried; else only the newest, for there were too many bets.
    pub whole: bool,
}

/// A draw that is over, under a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PastDraw {
    /// The draw.
    pub draw: DrawId,
    /// What people call it.
    pub name: String,
    /// When it took place.
    pub at: DateTime<Utc>,
    /// What would have been refused.
    pub figures: Replayed,
}
