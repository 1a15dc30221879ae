//! What is left of restricted numbers, which bets ask for more than that, and how far they can be cut.

use super::basket::{Basket, Stakes};
use super::draws::Draws;
use crate::domain::view::{Desk, NumberLeft};
use crate::domain::{
    BetKind, DrawId, LimitRuleId, LimitedBet, Money, Multiplier, Number, SaleProblem, SellerPath,
    limit::{self, Sales},
};
use crate::ops::Refusal;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The last answer about the chosen draws.
#[derive(Debug, Default)]
pub(super) struct Availability {
    rows: Vec<NumberLeft>,
}

/// A number that asks for more than is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Over {
    /// The draw with the tightest limit.
    pub draw: DrawId,
    /// The number.
    pub number: Number,
    /// The kind that the limit measures; none where both count together.
    pub kind: Option<BetKind>,
    /// What may still be sold, what this ticket asks included.
    pub left: Money,
    /// What the whole ticket asks for.
    pub asked: Money,
    /// What stands against more.
    pub why: Why,
    /// Whether a supervisor may lift the limit.
    pub liftable: bool,
}

/// What stands against selling more of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    /// It is not sold at all; the house may say why.
    Blocked(String),
    /// So much and no more in one ticket.
    PerTicket,
    /// The limit, and what was sold below it.
    Sold { limit: Money, sold: Money },
}

/// What the house's rules say of a bet that asks for more than is left.
#[derive(Debug, Clone, Default)]
pub(super) struct Ruled {
    /// Why the number is blocked, where it is.
    pub blocked: Option<String>,
    /// The tightest limit within one ticket.
    pub per_ticket: Option<Money>,
    /// Whether some limit may be lifted and none of them is a block.
    pub liftable: bool,
}

impl Availability {
    /// Takes what the house answered.
    pub fn set(&mut self, rows: Vec<NumberLeft>) {
        self.rows = rows;
    }

    /// What is left of a number in the tightest of these draws, and its limit. `None` where nothing limits it.
    pub fn left(&self, number: Number, kind: BetKind, draws: &[DrawId]) -> Option<(Money, Money)> {
        let row = self.tight(number, kind, draws)?;
        Some((row.left, row.limit))
    }

    /// The tightest of the limits on a number in these draws.
    fn tight(&self, number: Number, kind: BetKind, draws: &[DrawId]) -> Option<&NumberLeft> {
        self.rows
            .iter()
            .filter(|row| row.number == number && draws.contains(&row.draw))
            .filter(|row| row.kind.is_none_or(|only| only == kind))
            .min_by_key(|row| (row.left, row.limit))
    }

    /// Whether anything is limited at all.
    pub fn any(&self) -> bool {
        !self.rows.is_empty()
    }

    /// Restricted numbers of these draws with what is left of a straight bet, the tightest first.
    pub fn tightest(&self, draws: &[DrawId]) -> Vec<(Number, Money, Money)> {
        let straight = |row: &&NumberLeft| row.kind != Some(BetKind::Reventado);
        let here = self.rows.iter().filter(|row| draws.contains(&row.draw));
        let mut all: Vec<(Number, Money, Money)> = here
            .filter(straight)
            .map(|row| (row.number, row.left, row.limit))
            .collect();
        all.sort_by_key(|(number, left, limit)| (*left, *number, *limit));
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|(number, ..)| seen.insert(*number));
        all
    }

    /// Which of the `wanted` numbers ask for more than is left, given what the whole ticket carries.
    pub fn overs(
        &self,
        stakes: &Stakes,
        wanted: &[Number],
        draws: &Draws,
        ruled: &dyn Fn(Number, BetKind) -> Ruled,
    ) -> Vec<Over> {
        let mut all = Vec::new();
        for number in wanted {
            let (straight, reventado) = stakes.get(number).copied().unwrap_or_default();
            for (kind, asked) in [
                (BetKind::Straight, straight),
                (BetKind::Reventado, reventado),
            ] {
                let tight = self.tight(*number, kind, draws.chosen());
                let Some(row) = tight.filter(|row| asked > row.left) else {
                    continue;
                };
                let ruled = ruled(*number, kind);
                let why = match (ruled.blocked, row.limit.is_zero()) {
                    (Some(reason), _) => Why::Blocked(reason),
                    (None, true) => Why::Blocked(String::new()),
                    (None, false) if ruled.per_ticket == Some(row.left) => Why::PerTicket,
                    (None, false) => Why::Sold {
                        limit: row.limit,
                        sold: row.sold,
                    },
                };
                all.push(Over {
                    draw: row.draw,
                    number: *number,
                    kind: Some(kind),
                    left: row.left,
                    asked,
                    why,
                    liftable: ruled.liftable,
                });
            }
        }
        all
    }
}

/// What the own limits say of a bet.
pub(super) fn ruled(
    desk: &Desk,
    seller: SellerPath,
    draws: &Draws,
    (now, zone): (DateTime<Utc>, Tz),
    (number, kind): (Number, BetKind),
) -> Ruled {
    let mut all = Ruled::default();
    for draw in draws.chosen_draws() {
        let limited = draw.limited(now, zone);
        let usual = draw
            .multipliers
            .iter()
            .find(|offer| offer.kind == kind && offer.usual)
            .or_else(|| draw.multipliers.iter().find(|offer| offer.kind == kind));
        let Some(offer) = usual else { continue };
        let bet = LimitedBet {
            kind,
            number,
            multiplier: offer.id,
        };
        let found = limit::in_force(&desk.limits, seller, limited, bet, &Sales::NONE);
        let cap = found.caps.iter().map(|cap| cap.amount).min();
        all.per_ticket = all.per_ticket.into_iter().chain(cap).min();
        all.liftable |=
            found.blocked.is_none() && found.ceilings.iter().any(|ceiling| ceiling.liftable);
        all.blocked = all.blocked.or(found.blocked.map(|rule| reason(desk, rule)));
    }
    all
}

/// The rules that concern a number in the chosen draws, whichever of them stands against it.
pub(super) fn concerning(
    desk: &Desk,
    seller: SellerPath,
    draws: &Draws,
    (now, zone): (DateTime<Utc>, Tz),
    over: &Over,
) -> Vec<LimitRuleId> {
    let mut all = Vec::new();
    for draw in draws.chosen_draws() {
        let limited = draw.limited(now, zone);
        let kinds = |offer: &&Multiplier| over.kind.is_none_or(|kind| kind == offer.kind);
        for offer in draw.multipliers.iter().filter(kinds) {
            let bet = LimitedBet {
                kind: offer.kind,
                number: over.number,
                multiplier: offer.id,
            };
            let found = limit::in_force(&desk.limits, seller, limited, bet, &Sales::NONE);
            all.extend(found.blocked);
            all.extend(found.caps.iter().map(|cap| cap.rule));
            all.extend(found.ceilings.iter().map(|ceiling| ceiling.rule));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Why a rule exists, as the house wrote it.
fn reason(desk: &Desk, rule: LimitRuleId) -> String {
    let found = desk.limits.iter().find(|known| known.id == rule);
    found.map_or_else(String::new, |rule| rule.reason.clone())
}

/// What a line may still add of a number: whole steps of what is left, without what the ticket holds of it already.
pub(super) fn room(over: &Over, held: Money, draws: &Draws) -> Money {
    let most = sellable(over.left, draws);
    most.checked_sub(held)
        .filter(|room| room.is_positive())
        .unwrap_or(Money::ZERO)
}

/// The limits among the reasons of a refused sale, measured against what the ticket carries.
pub(super) fn refused(refusals: &[Refusal], stakes: &Stakes, desk: Option<&Desk>) -> Vec<Over> {
    let measured = |number: &Number, asked: Money| {
        let (straight, reventado) = stakes.get(number).copied().unwrap_or_default();
        if asked == straight {
            Some(BetKind::Straight)
        } else if asked == reventado {
            Some(BetKind::Reventado)
        } else {
            None
        }
    };
    let over = |refusal: &Refusal| match refusal {
        Refusal::Sale(SaleProblem::AboveLimit {
            draw,
            number,
            asked,
            left,
            limit,
            liftable,
            ..
        }) => Some(Over {
            draw: *draw,
            number: *number,
            kind: measured(number, *asked),
            left: *left,
            asked: *asked,
            why: Why::Sold {
                limit: *limit,
                sold: limit.checked_sub(*left).unwrap_or(*limit),
            },
            liftable: *liftable,
        }),
        Refusal::Sale(SaleProblem::AbovePerTicket {
            draw,
            number,
            asked,
            limit,
            ..
        }) => Some(Over {
            draw: *draw,
            number: *number,
            kind: measured(number, *asked),
            left: *limit,
            asked: *asked,
            why: Why::PerTicket,
            liftable: false,
        }),
        Refusal::Sale(SaleProblem::Blocked {
            draw,
            number,
            kind,
            rule,
        }) => Some(Over {
            draw: *draw,
            number: *number,
            kind: Some(*kind),
            left: Money::ZERO,
            asked: stakes.get(number).map_or(Money::ZERO, |both| match kind {
                BetKind::Straight => both.0,
                BetKind::Reventado => both.1,
            }),
            why: Why::Blocked(desk.map_or_else(String::new, |desk| reason(desk, *rule))),
            liftable: false,
        }),
        _ => None,
    };
    refusals.iter().filter_map(over).collect()
}

/// Cuts the ticket to what is left: whole steps, nothing below the smallest bet.
pub(super) fn cut(basket: &mut Basket, overs: &[Over], draws: &Draws) {
    for over in overs {
        let Ok(stakes) = basket.stakes() else { return };
        let (straight, reventado) = stakes.get(&over.number).copied().unwrap_or_default();
        let room = sellable(over.left, draws);
        let (most, extra) = match over.kind {
            Some(BetKind::Straight) => {
                let most = straight.min(room);
                (most, reventado.min(most))
            }
            Some(BetKind::Reventado) => (straight, reventado.min(room)),
            None => {
                let most = straight.min(room);
                let rest = room.checked_sub(most).unwrap_or(Money::ZERO);
                (most, reventado.min(sellable(rest, draws)).min(most))
            }
        };
        basket.limit_to(over.number, most, extra);
    }
}

/// The largest stake up to `left` that the chosen draws take: whole steps of at least the smallest bet, or nothing.
pub(super) fn sellable(left: Money, draws: &Draws) -> Money {
    draws.chosen_draws().fold(left, |left, draw| {
        let whole = left.as_cents().checked_rem(draw.rules.step.as_cents());
        let over = whole.and_then(|rest| Money::try_from_cents(rest).ok());
        let left = over.map_or(Some(left), |rest| left.checked_sub(rest));
        left.filter(|left| *left >= draw.rules.min_bet)
            .unwrap_or(Money::ZERO)
    })
}
