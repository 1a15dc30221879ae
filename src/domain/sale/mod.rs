//! Checking and pricing a sale. Everything that can be known before the counters are locked is decided here, and every
//! problem is reported, per line, not only the first.

mod check;
mod price;
mod problem;
#[cfg(test)]
mod tests;

pub use price::price;
pub use problem::SaleProblem;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    BetKind, CommissionSource, DrawId, DrawState, LimitRule, LimitedDraw, LotteryId, LotteryRules,
    Money, MultiplierId, Number, Origin, Percent, Policy, Rate, SellerPath, limit,
};

/// A price on offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Multiplier {
    /// Its id.
    pub id: MultiplierId,
    /// Its name, such as `85`.
    pub name: String,
    /// Straight or reventado.
    pub kind: BetKind,
    /// How often the stake is paid.
    pub factor: Rate,
    /// Whether it is this seller's usual one for its kind.
    pub usual: bool,
}

/// A draw as a seller meets it: its frozen rules and the prices that this seller may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawOnSale {
    /// The draw.
    pub id: DrawId,
    /// Its lottery.
    pub lottery: LotteryId,
    /// The lottery's name.
    pub name: String,
    /// The lottery's letters at the bet line.
    pub alias: String,
    /// Display colour as `#rrggbb`.
    pub colour: String,
    /// Its state.
    pub state: DrawState,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// Whether its sale is held.
    #[serde(default)]
    pub suspended: bool,
    /// Whether the seller's list of it, or the shop's, is excluded.
    #[serde(default)]
    pub excluded: bool,
    /// The first moment at which it is too late for this seller.
    pub cutoff: DateTime<Utc>,
    /// Its business date.
    pub date: chrono::NaiveDate,
    /// The lottery's rules.
    pub rules: LotteryRules,
    /// The prices this seller may use.
    pub multipliers: Vec<Multiplier>,
}

impl DrawOnSale {
    /// The draw as limits are asked about it at a moment.
    pub fn limited(&self, now: DateTime<Utc>, zone: chrono_tz::Tz) -> LimitedDraw {
        LimitedDraw::at(self.id, self.lottery, self.date, now, zone)
    }
}

/// The commission policies of one seller, most specific first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CommissionLevels {
    /// For the shop's share: ventana, banca.
    pub listero: Vec<Policy>,
    /// For the seller's share: user, ventana, banca.
    pub vendedor: Vec<Policy>,
}

/// All that a sale is checked against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaleRules {
    /// Who sells, in which shop and house.
    pub seller: SellerPath,
    /// The draws known to the console.
    pub draws: Vec<DrawOnSale>,
    /// The limit rules that concern this seller.
    pub limits: Vec<LimitRule>,
    /// The commission policies.
    pub commissions: CommissionLevels,
    /// The house's zone, for sales hours.
    pub zone: chrono_tz::Tz,
}

impl SaleRules {
    /// When the sale of a draw ends for this seller.
    pub fn ends(&self, draw: &DrawOnSale, now: DateTime<Utc>) -> DateTime<Utc> {
        let limited = draw.limited(now, self.zone);
        limit::cutoff(&self.limits, self.seller, limited, draw.at, draw.cutoff)
    }
}

/// One bet as asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedBet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The stake.
    pub stake: Money,
    /// A multiplier other than the usual one.
    #[serde(default)]
    pub multiplier: Option<MultiplierId>,
    /// How the number came about.
    #[serde(default)]
    pub origin: Origin,
}

/// One bet, priced: everything that is frozen on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedBet {
    /// Position in the ticket, from 1.
    pub line: u16,
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The stake.
    pub stake: Money,
    /// The price.
    pub multiplier: MultiplierId,
    /// Whether it was asked for by name; else it is the seller's usual one.
    pub named: bool,
    /// The frozen factor; for reventado the best one.
    pub factor: Rate,
    /// How the number came about.
    pub origin: Origin,
    /// The shop's percent.
    pub listero_percent: Percent,
    /// The shop's commission.
    pub listero: Money,
    /// Where the shop's percent came from.
    pub listero_source: CommissionSource,
    /// The seller's percent.
    pub vendedor_percent: Percent,
    /// The seller's commission.
    pub vendedor: Money,
    /// Where the seller's percent came from.
    pub vendedor_source: CommissionSource,
}

/// One ticket to be, priced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedTicket {
    /// The draw.
    pub draw: DrawId,
    /// The bets.
    pub bets: Vec<PricedBet>,
    /// The sum of the stakes.
    pub total: Money,
    /// The shop's commission.
    pub listero: Money,
    /// The seller's commission.
    pub vendedor: Money,
}
