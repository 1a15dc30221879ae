//! What is left of restricted numbers, which bets ask for more than that, and how far they can be cut.

use super::basket::{Basket, Stakes};
use super::draws::Draws;
use crate::domain::view::{Desk, NumberLeft};
use crate::domain::{
    BetKind, DrawId, LimitedBet, LimitedDraw, Money, Number, SaleProblem, SellerPath, limit,
};
use crate::ops::Refusal;
use chrono::{DateTime, Utc};

/// The last answer about the chosen draws.
#[derive(Debug, Default)]
pub(super) struct Availability {
    rows: Vec<NumberLeft>,
}

/// A number that asks for more than is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Over {
    /// The number.
    pub number: Number,
    /// The kind that the limit measures; none where both count together.
    pub kind: Option<BetKind>,
    /// What may still be sold, what this ticket asks included.
    pub left: Money,
    /// Whether a supervisor may lift the limit.
    pub liftable: bool,
}

impl Availability {
    /// Takes what the house answered.
    pub fn set(&mut self, rows: Vec<NumberLeft>) {
        self.rows = rows;
    }

    /// What is left of a number in the tightest of these draws, and its limit. `None` where nothing limits it.
    pub fn left(&self, number: Number, kind: BetKind, draws: &[DrawId]) -> Option<(Money, Money)> {
        self.rows
            .iter()
            .filter(|row| row.number == number && draws.contains(&row.draw))
            .filter(|row| row.kind.is_none_or(|only| only == kind))
            .map(|row| (row.left, row.limit))
            .min()
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
        may_lift: &dyn Fn(Number, BetKind) -> bool,
    ) -> Vec<Over> {
        let mut all = Vec::new();
        for number in wanted {
            let (straight, reventado) = stakes.get(number).copied().unwrap_or_default();
            for (kind, asked) in [
                (BetKind::Straight, straight),
                (BetKind::Reventado, reventado),
            ] {
                match self.left(*number, kind, draws.chosen()) {
                    Some((left, _)) if asked > left => all.push(Over {
                        number: *number,
                        kind: Some(kind),
                        left,
                        liftable: may_lift(*number, kind),
                    }),
                    _ => {}
                }
            }
        }
        all
    }
}

/// Whether some limit on this bet may be lifted and none of them is a block.
pub(super) fn may_lift(
    desk: &Desk,
    seller: SellerPath,
    draws: &Draws,
    now: DateTime<Utc>,
    (number, kind): (Number, BetKind),
) -> bool {
    draws.chosen_draws().any(|draw| {
        let limited = LimitedDraw {
            draw: draw.id,
            lottery: draw.lottery,
            date: draw.date,
            now,
        };
        let usual = draw
            .multipliers
            .iter()
            .find(|offer| offer.kind == kind && offer.usual)
            .or_else(|| draw.multipliers.iter().find(|offer| offer.kind == kind));
        usual.is_some_and(|offer| {
            let bet = LimitedBet {
                kind,
                number,
                multiplier: offer.id,
            };
            let found = limit::in_force(&desk.limits, seller, limited, bet);
            found.blocked.is_none() && found.ceilings.iter().any(|ceiling| ceiling.liftable)
        })
    })
}

/// The limits among the reasons of a refused sale, measured against what the ticket carries.
pub(super) fn refused(refusals: &[Refusal], stakes: &Stakes) -> Vec<Over> {
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
            number,
            asked,
            left,
            liftable,
            ..
        }) => Some(Over {
            number: *number,
            kind: measured(number, *asked),
            left: *left,
            liftable: *liftable,
        }),
        Refusal::Sale(SaleProblem::AbovePerTicket {
            number,
            asked,
            limit,
            ..
        }) => Some(Over {
            number: *number,
            kind: measured(number, *asked),
            left: *limit,
            liftable: false,
        }),
        Refusal::Sale(SaleProblem::Blocked { number, kind, .. }) => Some(Over {
            number: *number,
            kind: Some(*kind),
            left: Money::ZERO,
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
