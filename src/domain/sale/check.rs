//! The checks of a sale that need no counter: the draw, each bet, the pairing of straight and reventado, and the limits
//! that are certain before anything is locked.

use chrono::{DateTime, Datelike, Utc};

use super::{AskedBet, DrawOnSale, SaleProblem, SaleRules};
use crate::domain::{BetKind, DrawState, InForce, Money, Number};

pub(super) fn check_draw(
    rules: &SaleRules,
    draw: &DrawOnSale,
    now: DateTime<Utc>,
    problems: &mut Vec<SaleProblem>,
) {
    if draw.state != DrawState::Open {
        problems.push(SaleProblem::DrawNotOpen {
            draw: draw.id,
            state: draw.state,
        });
        return;
    }
    if draw.suspended {
        problems.push(SaleProblem::DrawSuspended { draw: draw.id });
    }
    if draw.excluded {
        problems.push(SaleProblem::ListExcluded { draw: draw.id });
    }
    if now >= draw.cutoff {
        problems.push(SaleProblem::PastCutoff {
            draw: draw.id,
            cutoff: draw.cutoff,
        });
    }
    let hours = &draw.rules.sales_hours;
    let local = now.with_timezone(&rules.zone);
    let inside = hours.is_empty()
        || hours.iter().any(|span| {
            span.weekday == local.weekday() && span.from <= local.time() && local.time() < span.to
        });
    if !inside {
        problems.push(SaleProblem::OutsideSalesHours { draw: draw.id });
    }
}

pub(super) fn check_bets(draw: &DrawOnSale, bets: &[AskedBet], problems: &mut Vec<SaleProblem>) {
    let lottery = &draw.rules;
    if bets.len() > usize::from(lottery.max_lines) {
        problems.push(SaleProblem::TooManyLines {
            lines: bets.len(),
            most: lottery.max_lines,
        });
    }
    for bet in bets {
        let (number, stake) = (bet.number, bet.stake);
        if number.digits() != lottery.digits {
            problems.push(SaleProblem::WrongDigits {
                number,
                expected: lottery.digits,
            });
        }
        if !stake.is_positive() {
            problems.push(SaleProblem::NotPositive { number });
            continue;
        }
        if stake < lottery.min_bet {
            problems.push(SaleProblem::BelowMinimum {
                number,
                stake,
                minimum: lottery.min_bet,
            });
        }
        if stake > lottery.max_bet {
            problems.push(SaleProblem::AboveMaximum {
                number,
                stake,
                maximum: lottery.max_bet,
            });
        }
        if stake
            .as_cents()
            .checked_rem(lottery.step.as_cents())
            .is_some_and(|rest| rest != 0)
        {
            problems.push(SaleProblem::WrongStep {
                number,
                stake,
                step: lottery.step,
            });
        }
        if bet.kind == BetKind::Reventado && !lottery.plays_reventado() {
            problems.push(SaleProblem::NoReventado { number });
        }
    }
    check_pairs(bets, problems);
    match Money::try_sum(bets.iter().map(|bet| bet.stake)) {
        Ok(total) if total > lottery.max_ticket => {
            problems.push(SaleProblem::TicketTooLarge {
                total,
                most: lottery.max_ticket,
            });
        }
        Ok(_) => {}
        Err(_) => problems.push(SaleProblem::TooMuch),
    }
}

/// A reventado needs a straight on the same number in the same ticket, and at most its amount.
fn check_pairs(bets: &[AskedBet], problems: &mut Vec<SaleProblem>) {
    let sum = |kind: BetKind, number: Number| {
        Money::try_sum(
            bets.iter()
                .filter(|bet| bet.kind == kind && bet.number == number && bet.stake.is_positive())
                .map(|bet| bet.stake),
        )
        .unwrap_or(Money::MAX)
    };
    let mut seen = Vec::new();
    for bet in bets.iter().filter(|bet| bet.kind == BetKind::Reventado) {
        if seen.contains(&bet.number) {
            continue;
        }
        seen.push(bet.number);
        let (reventado, straight) = (
            sum(BetKind::Reventado, bet.number),
            sum(BetKind::Straight, bet.number),
        );
        if straight.is_zero() {
            problems.push(SaleProblem::ReventadoAlone { number: bet.number });
        } else if reventado > straight {
            problems.push(SaleProblem::ReventadoAbove {
                number: bet.number,
                reventado,
                straight,
            });
        }
    }
}

pub(super) fn check_limits(
    limits: &InForce,
    draw: &DrawOnSale,
    bet: &AskedBet,
    bets: &[AskedBet],
    problems: &mut Vec<SaleProblem>,
) {
    if let Some(rule) = limits.blocked {
        problems.push(SaleProblem::Blocked {
            draw: draw.id,
            number: bet.number,
            kind: bet.kind,
            rule,
        });
    }
    for cap in &limits.caps {
        let counted = bets
            .iter()
            .filter(|other| {
                let priced = || draw.offer(other.kind, other.multiplier);
                other.number == bet.number
                    && cap.kind.is_none_or(|kind| kind == other.kind)
                    && cap
                        .price
                        .is_none_or(|price| priced().is_some_and(|offer| offer.id == price))
            })
            .map(|other| other.stake);
        let asked = Money::try_sum(counted).unwrap_or(Money::MAX);
        if asked > cap.amount {
            let (number, limit, rule) = (bet.number, cap.amount, cap.rule);
            problems.push(SaleProblem::AbovePerTicket {
                draw: draw.id,
                number,
                asked,
                limit,
                rule,
            });
        }
    }
}
