//! What a rule would have refused in draws that are over: their tickets are sold again, in order, with the rule alone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{LimitRule, LimitedBet, LimitedDraw, Sales, Used, cutoff, in_force, left};
use crate::domain::{
    BetKind, DrawId, Money, MoneyError, MultiplierId, Number, ScopeId, SellerPath,
};
use chrono::{DateTime, Utc};

/// A ticket as it was sold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldTicket {
    /// Who sold it, as things stood then.
    pub seller: SellerPath,
    /// In which draw, and at what time of day.
    pub draw: LimitedDraw,
    /// When the draw took place.
    pub at: DateTime<Utc>,
    /// When its sale ended.
    pub cutoff: DateTime<Utc>,
    /// When the ticket was sold.
    pub sold: DateTime<Utc>,
    /// What stands on it.
    pub bets: Vec<SoldBet>,
}

/// A bet as it was sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoldBet {
    /// What the rule is asked about.
    pub bet: LimitedBet,
    /// The stake.
    pub stake: Money,
}

/// What a rule would have refused in one draw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replayed {
    /// Tickets looked at.
    pub tickets: u64,
    /// What they sold.
    pub sold: Money,
    /// Tickets of which something would have been refused.
    pub touched: u64,
    /// The stakes that would have been refused; what was left is taken as sold.
    pub refused: Money,
}

/// The past under one rule: what it would have refused by draw and by number.
#[derive(Debug)]
pub struct Replay<'a> {
    rule: &'a [LimitRule],
    /// At all prices together, and at each.
    used: BTreeMap<(DrawId, ScopeId, Number, Option<MultiplierId>), Used>,
    sold: BTreeMap<(DrawId, ScopeId), Money>,
    /// By draw, those of which nothing would have been refused included.
    pub draws: BTreeMap<DrawId, Replayed>,
    /// The refused stakes by number.
    pub numbers: BTreeMap<Number, Money>,
}

impl<'a> Replay<'a> {
    /// Nothing was sold yet.
    pub fn new(rule: &'a LimitRule) -> Replay<'a> {
        Replay {
            rule: std::slice::from_ref(rule),
            used: BTreeMap::new(),
            sold: BTreeMap::new(),
            draws: BTreeMap::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// Sells a ticket again; tickets come in the order of their sale.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn sell(&mut self, ticket: &SoldTicket) -> Result<(), MoneyError> {
        let draw = ticket.draw.draw;
        let ends = cutoff(
            self.rule,
            ticket.seller,
            ticket.draw,
            ticket.at,
            ticket.cutoff,
        );
        let late = ticket.sold >= ends;
        // A limit that grows does so by what was sold before this ticket.
        let mut sales = Sales::default();
        for scope in ticket.seller.scopes() {
            let sold = self.sold.get(&(draw, scope)).copied();
            sales.add(draw, scope, sold.unwrap_or_default());
        }
        let mut in_ticket: BTreeMap<(Number, Option<MultiplierId>), Used> = BTreeMap::new();
        let (mut total, mut refused) = (Money::ZERO, Money::ZERO);
        for bet in &ticket.bets {
            let number = bet.bet.number;
            let room = if late {
                Money::ZERO
            } else {
                self.room(ticket, bet, &in_ticket, &sales)
            };
            let taken = bet.stake.min(room);
            let prices = [None, Some(bet.bet.multiplier)];
            for price in prices {
                let mine = in_ticket.entry((number, price)).or_default();
                add(mine, bet.bet.kind, taken)?;
            }
            for scope in ticket.seller.scopes() {
                for price in prices {
                    let place = (draw, scope, number, price);
                    let used = self.used.entry(place).or_default();
                    add(used, bet.bet.kind, taken)?;
                }
                let sold = self.sold.entry((draw, scope)).or_default();
                *sold = sold.checked_add(taken).ok_or(MoneyError::OutOfRange)?;
            }
            total = total.checked_add(bet.stake).ok_or(MoneyError::OutOfRange)?;
            let less = bet.stake.checked_sub(taken).ok_or(MoneyError::OutOfRange)?;
            if less.is_positive() {
                let of = self.numbers.entry(number).or_default();
                *of = of.checked_add(less).ok_or(MoneyError::OutOfRange)?;
                refused = refused.checked_add(less).ok_or(MoneyError::OutOfRange)?;
            }
        }
        let told = self.draws.entry(draw).or_default();
        told.tickets = told.tickets.saturating_add(1);
        told.touched = told
            .touched
            .saturating_add(u64::from(refused.is_positive()));
        told.sold = told.sold.checked_add(total).ok_or(MoneyError::OutOfRange)?;
        told.refused = told
            .refused
            .checked_add(refused)
            .ok_or(MoneyError::OutOfRange)?;
        Ok(())
    }

    /// All draws together.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn total(&self) -> Result<Replayed, MoneyError> {
        let mut all = Replayed::default();
        for one in self.draws.values() {
            all.tickets = all.tickets.saturating_add(one.tickets);
            all.touched = all.touched.saturating_add(one.touched);
            all.sold = Money::try_sum([all.sold, one.sold])?;
            all.refused = Money::try_sum([all.refused, one.refused])?;
        }
        Ok(all)
    }

    /// How much of a bet the rule leaves.
    fn room(
        &self,
        ticket: &SoldTicket,
        bet: &SoldBet,
        mine: &BTreeMap<(Number, Option<MultiplierId>), Used>,
        sales: &Sales,
    ) -> Money {
        let found = in_force(self.rule, ticket.seller, ticket.draw, bet.bet, sales);
        if found.blocked.is_some() {
            return Money::ZERO;
        }
        let caps = found.caps.iter().map(|cap| {
            let mine = mine.get(&(bet.bet.number, cap.price)).copied();
            let asked = mine.unwrap_or_default().of(cap.kind).unwrap_or(Money::MAX);
            cap.amount.checked_sub(asked).unwrap_or(Money::ZERO)
        });
        let ceilings = found.ceilings.iter().map(|ceiling| {
            let number = bet.bet.number;
            let place = (ticket.draw.draw, ceiling.scope, number, ceiling.price);
            left(ceiling, self.used.get(&place).copied().unwrap_or_default())
        });
        let least = caps.chain(ceilings).min().unwrap_or(Money::MAX);
        least.max(Money::ZERO)
    }
}

fn add(used: &mut Used, kind: BetKind, stake: Money) -> Result<(), MoneyError> {
    let sum = match kind {
        BetKind::Straight => &mut used.straight,
        BetKind::Reventado => &mut used.reventado,
    };
    *sum = sum.checked_add(stake).ok_or(MoneyError::OutOfRange)?;
    Ok(())
}
