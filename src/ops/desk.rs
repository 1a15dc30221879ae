//! What the selling screen needs before and while something is typed.

use std::sync::Arc;

use super::{answer::Answer, fail::No, refusal::Refusal, seat::Seat};
use crate::{
    domain::{
        DrawId, LimitEffect, LimitRule, LimitedBet, Money, Number, SaleRules, SellerPath, Used,
        limit::{self, Sales},
        price_list,
        view::{Desk, NumberLeft},
    },
    store,
};

/// Draws, rules, prices, own limits and totals.
pub async fn desk(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let settings = store::desk::settings(&mut db).await?;
    let drawer = store::desk::open_drawer(&mut db).await?;
    let totals = store::desk::my_totals(&mut db).await?;
    let credit = store::movement::credit(&mut db).await?;
    drop(db);
    let rules = read_rules(seat).await?;
    Ok(Answer::Desk(Box::new(Desk {
        draws: rules.draws.clone(),
        limits: rules.limits.clone(),
        drawer: drawer.map(Into::into),
        totals,
        credit,
        big_total: store::row::money(settings.big_total)?,
        void_minutes: u16::try_from(settings.void_minutes).unwrap_or_default(),
        now: seat.now(),
    })))
}

/// Reads the rules of a sale anew, with the prices that this seller may use, and keeps them at the seat.
pub async fn read_rules(seat: &Seat) -> Result<Arc<SaleRules>, No> {
    let seller = seller(seat)?;
    let mut db = seat.connection().await?;
    let settings = store::desk::settings(&mut db).await?;
    let mut rules = store::desk::sale_rules(&mut db, seller, seat.me.zone).await?;
    let lists = store::price_list::of_seller(&mut db, seller).await?;
    for draw in &mut rules.draws {
        draw.multipliers =
            price_list::offered(&draw.multipliers, &lists, seller, draw.lottery, draw.date);
    }
    let ends: Vec<_> = rules
        .draws
        .iter()
        .map(|draw| rules.ends(draw, settings.now))
        .collect();
    for (draw, ends) in rules.draws.iter_mut().zip(ends) {
        draw.cutoff = ends;
    }
    Ok(seat.keep_rules(rules, settings.now))
}

/// Who sells: only somebody who belongs to a shop.
pub fn seller(seat: &Seat) -> Result<SellerPath, Refusal> {
    seat.actor().seller().ok_or(Refusal::NoVentana)
}

/// What is left of every restricted number of these draws.
pub async fn availability(seat: &Seat, draws: &[DrawId]) -> Result<Answer, No> {
    let rules = match seat.rules() {
        Some(rules) => rules,
        None => read_rules(seat).await?,
    };
    let mut db = seat.connection().await?;
    let counters = store::desk::counters(&mut db, draws).await?;
    let limits = store::limit::of_scopes(&mut db, &rules.seller.scopes()).await?;
    let sales = sales(&mut db, &limits, draws).await?;
    let mut left = Vec::new();
    for draw in rules.draws.iter().filter(|draw| draws.contains(&draw.id)) {
        let limited = draw.limited(seat.now(), rules.zone);
        let concerned = limits
            .iter()
            .any(|rule| rule.concerns(rules.seller, limited));
        if !concerned {
            continue;
        }
        for number in Number::all(draw.rules.digits) {
            for multiplier in draw
                .multipliers
                .iter()
                .filter(|offer| offer.usual || draw.multipliers.len() == 1)
            {
                let bet = LimitedBet {
                    kind: multiplier.kind,
                    number,
                    multiplier: multiplier.id,
                };
                let found = limit::in_force(&limits, rules.seller, limited, bet, &sales);
                left.extend(number_left(&found, draw.id, bet, &counters));
            }
        }
    }
    Ok(Answer::Availability(left))
}

/// What was sold in these draws, as far as a limit that grows is measured against it; asked only where one does.
pub async fn sales(
    db: &mut store::Db,
    limits: &[LimitRule],
    draws: &[DrawId],
) -> Result<Sales, No> {
    let grows = |rule: &LimitRule| matches!(rule.effect, LimitEffect::Dynamic { .. });
    if !limits.iter().any(grows) {
        return Ok(Sales::NONE);
    }
    Ok(store::desk::sales(db, draws).await?)
}

/// The tightest of the limits on one number and kind, if any.
fn number_left(
    found: &limit::InForce,
    draw: DrawId,
    bet: LimitedBet,
    counters: &[store::desk::Counter],
) -> Option<NumberLeft> {
    let row = |(left, limit, sold)| NumberLeft {
        draw,
        number: bet.number,
        kind: Some(bet.kind),
        left,
        limit,
        sold,
    };
    if found.blocked.is_some() {
        return Some(row((Money::ZERO, Money::ZERO, Money::ZERO)));
    }
    let caps = found.caps.iter();
    let caps = caps.map(|cap| (cap.amount, cap.amount, Money::ZERO));
    let ceilings = found.ceilings.iter().map(|ceiling| {
        let used = used_on(counters, draw, ceiling, bet.number);
        let sold = used.of(ceiling.kind).unwrap_or(Money::MAX);
        (limit::left(ceiling, used), ceiling.amount, sold)
    });
    caps.chain(ceilings).min_by_key(|(left, ..)| *left).map(row)
}

/// What the counter under a ceiling holds; zero where nothing was sold yet.
pub fn used_on(
    counters: &[store::desk::Counter],
    draw: DrawId,
    ceiling: &limit::Ceiling,
    number: Number,
) -> Used {
    counters
        .iter()
        .find(|counter| {
            counter.draw == draw
                && counter.scope == ceiling.scope
                && counter.price == ceiling.price
                && counter.number == number.value()
        })
        .map(|counter| counter.used)
        .unwrap_or_default()
}

/// The present seller's day.
pub async fn my_totals(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::MyTotals(store::desk::my_totals(&mut db).await?))
}
