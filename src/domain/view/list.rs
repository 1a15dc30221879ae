//! Sales lists: what a shop or a seller sold for a draw, number by number, as it is handed in to the house.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::DrawRow;
use crate::domain::{DrawId, Money, Number, ScopeId, TicketCode, TicketState};

/// What a list adds up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSums {
    /// Tickets that stand.
    pub tickets: i64,
    /// Their bets.
    pub bets: i64,
    /// Their stakes.
    pub stakes: Money,
    /// The shop's commission on them.
    pub listero: Money,
    /// The seller's commission on them, which the shop bears.
    pub vendedor: Money,
}

impl ListSums {
    /// What is left for the house: stakes less the shop's commission. The books never take more than the stake.
    pub fn left(&self) -> Money {
        self.stakes.checked_sub(self.listero).unwrap_or(Money::ZERO)
    }

    /// Both together.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn plus(&self, other: &ListSums) -> Result<ListSums, crate::domain::MoneyError> {
        Ok(ListSums {
            tickets: self.tickets.saturating_add(other.tickets),
            bets: self.bets.saturating_add(other.bets),
            stakes: Money::try_sum([self.stakes, other.stakes])?,
            listero: Money::try_sum([self.listero, other.listero])?,
            vendedor: Money::try_sum([self.vendedor, other.vendedor])?,
        })
    }
}

/// Whose list: the house's, a shop's, or a seller's with the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListOf {
    /// The house, shop or seller.
    pub scope: ScopeId,
    /// The shop's name, or the house's.
    pub ventana: String,
    /// The seller's name.
    #[serde(default)]
    pub vendedor: Option<String>,
}

/// That a list is excluded: nothing of it plays, its stakes are refundable, and nothing is added to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Whose list was excluded: a seller's own, or that of the shop.
    pub scope: ScopeId,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub by: String,
    /// The second person.
    pub approved_by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What fell with it.
    pub sums: ListSums,
}

/// A list among the lists of a draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListRow {
    /// Whose.
    pub of: ListOf,
    /// What it adds up to.
    pub sums: ListSums,
    /// Where it is excluded.
    #[serde(default)]
    pub excluded: Option<Exclusion>,
}

/// The lists of a draw: the house's first, each shop's with its sellers' below it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawLists {
    /// The draw.
    pub draw: DrawRow,
    /// The lists within reach.
    pub rows: Vec<ListRow>,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// One number of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListLine {
    /// The number.
    pub number: Number,
    /// Tickets that carry it.
    pub tickets: i64,
    /// Straight stakes on it.
    pub straight: Money,
    /// Reventado stakes on it.
    pub reventado: Money,
    /// Both together.
    pub total: Money,
}

/// A list, number by number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NumberList {
    /// The house's name, for the head of the paper.
    pub banca: String,
    /// The draw.
    pub draw: DrawRow,
    /// Whose.
    pub of: ListOf,
    /// The numbers that were sold, ascending.
    pub lines: Vec<ListLine>,
    /// What they add up to.
    pub sums: ListSums,
    /// Where it is excluded.
    #[serde(default)]
    pub excluded: Option<Exclusion>,
    /// The database's clock.
    pub now: DateTime<Utc>,
}

/// What excluding a list would do, or including it again where it is excluded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListPreview {
    /// The draw.
    pub draw: DrawRow,
    /// Whose.
    pub of: ListOf,
    /// Whether it is excluded now: then this tells of its inclusion.
    pub excluded: bool,
    /// What would fall, or come back.
    pub sums: ListSums,
    /// The house's largest liability now, and its number.
    pub before: Option<(Number, Money)>,
    /// What it would be afterwards.
    pub after: Option<(Number, Money)>,
}

/// A number that stands above a limit because a list came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverLimit {
    /// Whose limit.
    pub scope: ScopeId,
    /// The number.
    pub number: Number,
    /// The smallest limit on it.
    pub limit: Money,
    /// How much of the tightest limit is used, in percent.
    pub percent: u16,
}

/// A list was excluded, or included again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListChange {
    /// The draw.
    pub draw: DrawId,
    /// Whose.
    pub of: ListOf,
    /// Whether it is excluded now.
    pub excluded: bool,
    /// What fell, or came back.
    pub sums: ListSums,
    /// Numbers that stand above a limit afterwards: what was sold is restored whole.
    #[serde(default)]
    pub over: Vec<OverLimit>,
}

/// A ticket of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListTicket {
    /// The ticket.
    pub code: TicketCode,
    /// The seller.
    pub vendedor: String,
    /// When it was sold.
    pub sold_at: DateTime<Utc>,
    /// Its straight stakes: on the number that was asked for, else all.
    pub straight: Money,
    /// Its reventado stakes, likewise.
    pub reventado: Money,
    /// Its total.
    pub total: Money,
    /// Its state.
    pub state: TicketState,
}

/// A page of the tickets of a list, in the order of sale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListTicketPage {
    /// The tickets.
    pub rows: Vec<ListTicket>,
    /// Continue after this.
    #[serde(default)]
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_the_stakes_less_the_shops_commission_alone() {
        let colones = |whole| Money::colones(whole).unwrap();
        let one = ListSums {
            tickets: 2,
            bets: 3,
            stakes: colones(1_000),
            listero: colones(100),
            vendedor: colones(60),
        };
        assert_eq!(one.left(), colones(900));
        let both = one.plus(&one).unwrap();
        assert_eq!((both.tickets, both.bets), (4, 6));
        assert_eq!(both.left(), colones(1_800));
    }
}
