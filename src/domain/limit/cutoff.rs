//! When the sale of a draw ends for a seller.

use chrono::{DateTime, TimeDelta, Utc};

use super::{LimitEffect, LimitRule, LimitedDraw};
use crate::domain::SellerPath;

/// The end of a draw's sale for a seller: by the most specific rule that names minutes, else the draw's own. Of several
/// rules of one scope the earliest end holds. No rule lets anybody sell after the draw's own end, at which it is sealed.
pub fn cutoff(
    rules: &[LimitRule],
    seller: SellerPath,
    draw: LimitedDraw,
    at: DateTime<Utc>,
    own: DateTime<Utc>,
) -> DateTime<Utc> {
    let named = rules
        .iter()
        .filter(|rule| rule.concerns_draw(seller, draw))
        .filter_map(|rule| match rule.effect {
            LimitEffect::Cutoff { minutes } => Some((rule.scope.rank(), minutes)),
            LimitEffect::PerTicket { .. }
            | LimitEffect::Accumulated { .. }
            | LimitEffect::Dynamic { .. }
            | LimitEffect::Blocked => None,
        });
    // The seller's rank is the smallest; among equals the most minutes.
    let nearest = named.min_by_key(|(rank, minutes)| (*rank, std::cmp::Reverse(*minutes)));
    let ends =
        nearest.and_then(|(_, minutes)| at.checked_sub_signed(TimeDelta::minutes(minutes.into())));
    ends.map_or(own, |ends| ends.min(own))
}
