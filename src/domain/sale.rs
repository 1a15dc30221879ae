//! Checking and pricing a sale. Everything that can be known before the counters are locked is decided here, and every
//! problem is reported, per line, not only the first.

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Serialize};

use super::{
    BetKind, CommissionSource, Digits, DrawId, DrawState, InForce, LimitRule, LimitRuleId,
    LimitedBet, LimitedDraw, LotteryId, LotteryRules, Money, MultiplierId, Number, Origin, Percent,
    Policy, Rate, SellerPath, commission, limit,
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
    /// The first moment at which it is too late for this seller.
    pub cutoff: DateTime<Utc>,
    /// Its business date.
    pub date: chrono::NaiveDate,
    /// The lottery's rules.
    pub rules: LotteryRules,
    /// The prices this seller may use.
    pub multipliers: Vec<Multiplier>,
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

/// One bet as asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedBet {
    /// Straight or reventado.
    pub kind: BetKind,
    /// The number.
    pub number: Number,
    /// The stake.
    pub stake: Money,
    /// A multiplier other than the usual one.
    pub multiplier: Option<MultiplierId>,
    /// How the number came about.
    pub origin: Origin,
}

/// What is wrong with one line, or with the sale as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum SaleProblem {
    /// No draw was chosen.
    NoDraw,
    /// No bet was typed.
    NoBets,
    /// The same draw was chosen twice.
    DrawTwice {
        /// The draw.
        draw: DrawId,
    },
    /// The draw does not exist for this seller.
    DrawUnknown {
        /// The draw.
        draw: DrawId,
    },
    /// The draw is not on sale.
    DrawNotOpen {
        /// The draw.
        draw: DrawId,
        /// Its state.
        state: DrawState,
    },
    /// The draw's sale has ended.
    PastCutoff {
        /// The draw.
        draw: DrawId,
        /// When it ended.
        cutoff: DateTime<Utc>,
    },
    /// The lottery does not sell at this hour.
    OutsideSalesHours {
        /// The draw.
        draw: DrawId,
    },
    /// The number has another length than the lottery's.
    WrongDigits {
        /// The number typed.
        number: Number,
        /// The length expected.
        expected: Digits,
    },
    /// The stake is zero or negative.
    NotPositive {
        /// The number.
        number: Number,
    },
    /// The stake is below the lottery's minimum.
    BelowMinimum {
        /// The number.
        number: Number,
        /// The stake.
        stake: Money,
        /// The minimum.
        minimum: Money,
    },
    /// The stake is above the lottery's maximum.
    AboveMaximum {
        /// The number.
        number: Number,
        /// The stake.
        stake: Money,
        /// The maximum.
        maximum: Money,
    },
    /// The stake is not a multiple of the step.
    WrongStep {
        /// The number.
        number: Number,
        /// The stake.
        stake: Money,
        /// The step.
        step: Money,
    },
    /// The lottery plays no reventado.
    NoReventado {
        /// The number.
        number: Number,
    },
    /// A reventado needs a straight bet on its number in the same ticket.
    ReventadoAlone {
        /// The number.
        number: Number,
    },
    /// A reventado is larger than the straight bet on its number.
    ReventadoAbove {
        /// The number.
        number: Number,
        /// The reventado stake.
        reventado: Money,
        /// The straight stake.
        straight: Money,
    },
    /// The multiplier may not be used by this seller.
    MultiplierNotAllowed {
        /// The number.
        number: Number,
    },
    /// The lottery has no price for this kind of bet.
    NoPrice {
        /// The kind.
        kind: BetKind,
    },
    /// Too many lines in one ticket.
    TooManyLines {
        /// How many.
        lines: usize,
        /// The most allowed.
        most: u16,
    },
    /// The ticket's total is above the lottery's maximum.
    TicketTooLarge {
        /// The total.
        total: Money,
        /// The most allowed.
        most: Money,
    },
    /// The amounts leave the range of money.
    TooMuch,
    /// The number or its multiplier is blocked.
    Blocked {
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
        /// The kind.
        kind: BetKind,
        /// The rule.
        rule: LimitRuleId,
    },
    /// The sum on a number within this ticket is above its limit.
    AbovePerTicket {
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
        /// What was asked for.
        asked: Money,
        /// The limit.
        limit: Money,
        /// The rule.
        rule: LimitRuleId,
    },
    /// The sum sold on a number would pass an accumulated limit.
    AboveLimit {
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
        /// What was asked for.
        asked: Money,
        /// What is left below the limit.
        left: Money,
        /// The limit.
        limit: Money,
        /// The rule.
        rule: LimitRuleId,
        /// Whether a supervisor may lift it for this sale.
        liftable: bool,
    },
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
        check_draw(rules, draw, now, &mut problems);
        check_bets(draw, &merged, &mut problems);
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

fn check_draw(
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

fn check_bets(draw: &DrawOnSale, bets: &[AskedBet], problems: &mut Vec<SaleProblem>) {
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

/// The price that a bet gets: the one named, or the seller's usual one, else the best on offer for its kind.
fn multiplier<'a>(draw: &'a DrawOnSale, bet: &AskedBet) -> Result<&'a Multiplier, SaleProblem> {
    let mut offered = draw
        .multipliers
        .iter()
        .filter(|offer| offer.kind == bet.kind);
    match bet.multiplier {
        Some(id) => offered
            .find(|offer| offer.id == id)
            .ok_or(SaleProblem::MultiplierNotAllowed { number: bet.number }),
        None => offered
            .clone()
            .find(|offer| offer.usual)
            .or_else(|| offered.max_by_key(|offer| offer.factor))
            .ok_or(SaleProblem::NoPrice { kind: bet.kind }),
    }
}

fn price_ticket(
    rules: &SaleRules,
    draw: &DrawOnSale,
    bets: &[AskedBet],
    now: DateTime<Utc>,
    problems: &mut Vec<SaleProblem>,
) -> Option<PricedTicket> {
    let limited = LimitedDraw {
        draw: draw.id,
        lottery: draw.lottery,
        date: draw.date,
        now,
    };
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
        check_limits(
            &limit::in_force(&rules.limits, rules.seller, limited, subject),
            draw.id,
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

fn check_limits(
    limits: &InForce,
    draw: DrawId,
    bet: &AskedBet,
    bets: &[AskedBet],
    problems: &mut Vec<SaleProblem>,
) {
    if let Some(rule) = limits.blocked {
        problems.push(SaleProblem::Blocked {
            draw,
            number: bet.number,
            kind: bet.kind,
            rule,
        });
    }
    for cap in &limits.caps {
        let counted = bets
            .iter()
            .filter(|other| {
                other.number == bet.number && cap.kind.is_none_or(|kind| kind == other.kind)
            })
            .map(|other| other.stake);
        let asked = Money::try_sum(counted).unwrap_or(Money::MAX);
        if asked > cap.amount {
            let (number, limit, rule) = (bet.number, cap.amount, cap.rule);
            problems.push(SaleProblem::AbovePerTicket {
                draw,
                number,
                asked,
                limit,
                rule,
            });
        }
    }
}

fn price_bet(
    rules: &SaleRules,
    draw: &DrawOnSale,
    bet: &AskedBet,
    offer: &Multiplier,
    line: u16,
) -> Option<PricedBet> {
    let resolve = |levels: &[Policy]| {
        let levels: Vec<&Policy> = levels.iter().collect();
        commission::resolve(&levels, draw.lottery, bet.kind, offer.factor)
    };
    let (listero_percent, listero_source) = resolve(&rules.commissions.listero);
    let (vendedor_percent, vendedor_source) = resolve(&rules.commissions.vendedor);
    Some(PricedBet {
        line,
        kind: bet.kind,
        number: bet.number,
        stake: bet.stake,
        multiplier: offer.id,
        factor: offer.factor,
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
