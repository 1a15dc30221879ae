//! Pricing a sale: every problem is found, and what is sound becomes tickets with everything frozen on their bets.

use chrono::{DateTime, Utc};

use super::{
    AskedBet, DrawOnSale, Multiplier, PricedBet, PricedTicket, SaleProblem, SaleRules, check,
};
use crate::domain::{
    BetKind, DrawId, LimitedBet, Money, MultiplierId, Policy, commission,
    limit::{self, Sales},
};

/// Checks `asked` for every draw in `draws` and prices it: one ticket for each draw.
///
/// `now` is the database's clock. Accumulated limits are arbitrated by the database; what is certain before that
/// (blocks, per-ticket limits) is reported here.
///
/// # Errors
/// Every problem found.
pub fn price(
    rules: &SaleRules,
    draws: &[DrawId],
    asked: &[AskedBet],
    now: DateTime<Utc>,
) -> Result<Vec<PricedTicket>, Vec<SaleProblem>> {
    let mut problems = Vec::new();
    let mut tickets = Vec::new();
    if draws.is_empty() {
        problems.push(SaleProblem::NoDraw);
    }
    if asked.is_empty() {
        problems.push(SaleProblem::NoBets);
    }
    let (merged, overflow) = merge(asked);
    if overflow {
        problems.push(SaleProblem::TooMuch);
    }
    for (index, id) in draws.iter().enumerate() {
        if draws.iter().take(index).any(|earlier| earlier == id) {
            problems.push(SaleProblem::DrawTwice { draw: *id });
            continue;
        }
        let Some(draw) = rules.draws.iter().find(|draw| draw.id == *id) else {
            problems.push(SaleProblem::DrawUnknown { draw: *id });
            continue;
        };
        check::check_draw(rules, draw, now, &mut problems);
        check::check_bets(draw, &merged, &mut problems);
        tickets.extend(price_ticket(rules, draw, &merged, now, &mut problems));
    }
    deduplicate(&mut problems);
    if problems.is_empty() {
        Ok(tickets)
    } else {
        Err(problems)
    }
}

/// The same number, kind and price twice is added up, never dropped. Tells whether a sum left the range of money.
fn merge(asked: &[AskedBet]) -> (Vec<AskedBet>, bool) {
    let mut merged: Vec<AskedBet> = Vec::with_capacity(asked.len());
    let mut overflow = false;
    for bet in asked {
        let same = merged.iter_mut().find(|known| {
            known.kind == bet.kind
                && known.number == bet.number
                && known.multiplier == bet.multiplier
        });
        match same {
            Some(known) => match known.stake.checked_add(bet.stake) {
                // A line that is not positive must be reported as such, not vanish in a sum.
                Some(sum) if bet.stake.is_positive() && known.stake.is_positive() => {
                    known.stake = sum;
                }
                Some(_) => merged.push(bet.clone()),
                None => overflow = true,
            },
            None => merged.push(bet.clone()),
        }
    }
    (merged, overflow)
}

impl DrawOnSale {
    /// The price that a bet of a kind gets: the one named, or the seller's usual one, else the best on offer for its kind.
    pub fn offer(&self, kind: BetKind, named: Option<MultiplierId>) -> Option<&Multiplier> {
        let mut offered = self.multipliers.iter().filter(|offer| offer.kind == kind);
        match named {
            Some(id) => offered.find(|offer| offer.id == id),
            None => offered
                .clone()
                .find(|offer| offer.usual)
                .or_else(|| offered.max_by_key(|offer| offer.factor)),
        }
    }
}

/// The price that a bet gets, or why there is none.
fn multiplier<'a>(draw: &'a DrawOnSale, bet: &AskedBet) -> Result<&'a Multiplier, SaleProblem> {
    draw.offer(bet.kind, bet.multiplier)
        .ok_or(match bet.multiplier {
            Some(_) => SaleProblem::MultiplierNotAllowed { number: bet.number },
            None => SaleProblem::NoPrice { kind: bet.kind },
        })
}

fn price_ticket(
    rules: &SaleRules,
    draw: &DrawOnSale,
    bets: &[AskedBet],
    now: DateTime<Utc>,
    problems: &mut Vec<SaleProblem>,
) -> Option<PricedTicket> {
    let limited = draw.limited(now, rules.zone);
    let mut priced = Vec::with_capacity(bets.len());
    for (line, bet) in (1_u16..).zip(bets) {
        let offer = match multiplier(draw, bet) {
            Ok(offer) => offer,
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let subject = LimitedBet {
            kind: bet.kind,
            number: bet.number,
            multiplier: offer.id,
        };
        check::check_limits(
            // What grows is measured by the database.
            &limit::in_force(&rules.limits, rules.seller, limited, subject, &Sales::NONE),
            draw,
            bet,
            bets,
            problems,
        );
        match price_bet(rules, draw, bet, offer, line) {
            Some(bet) => priced.push(bet),
            None => problems.push(SaleProblem::TooMuch),
        }
    }
    let total = Money::try_sum(priced.iter().map(|bet| bet.stake)).ok()?;
    let listero = Money::try_sum(priced.iter().map(|bet| bet.listero)).ok()?;
    let vendedor = Money::try_sum(priced.iter().map(|bet| bet.vendedor)).ok()?;
    Some(PricedTicket {
        draw: draw.id,
        bets: priced,
        total,
        listero,
        vendedor,
    })
}

fn price_bet(
    rules: &SaleRules,
    draw: &DrawOnSale,
    bet: &AskedBet,
    offer: &Multiplier,
    line: u16,
) -> Option<PricedBet> {
    let factor = match bet.kind {
        BetKind::Straight => offer.factor,
        BetKind::Reventado => draw.rules.best_reventado().unwrap_or(offer.factor),
    };
    let resolve = |levels: &[Policy]| {
        let levels: Vec<&Policy> = levels.iter().collect();
        commission::resolve(&levels, draw.lottery, bet.kind, factor)
    };
    let (listero_percent, listero_source) = resolve(&rules.commissions.listero);
    let (vendedor_percent, vendedor_source) = resolve(&rules.commissions.vendedor);
    Some(PricedBet {
        line,
        kind: bet.kind,
        number: bet.number,
        stake: bet.stake,
        multiplier: offer.id,
        named: bet.multiplier.is_some(),
        factor,
        origin: bet.origin,
        listero_percent,
        listero: commission::on_stake(bet.stake, listero_percent).ok()?,
        listero_source,
        vendedor_percent,
        vendedor: commission::on_stake(bet.stake, vendedor_percent).ok()?,
        vendedor_source,
    })
}

fn deduplicate(problems: &mut Vec<SaleProblem>) {
    let mut kept: Vec<SaleProblem> = Vec::with_capacity(problems.len());
    for problem in problems.drain(..) {
        if !kept.contains(&problem) {
            kept.push(problem);
        }
    }
    *problems = kept;
}
