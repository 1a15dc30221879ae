//! Whether the word that a customer says takes something off.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{PromoLine, Promotion};
use crate::domain::{Money, catalogue::CouponProblem};

/// How often a coupon was used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponUses {
    /// In all.
    pub all: u32,
    /// By the customer of this sale; nothing where it has none.
    pub customers: Option<u32>,
}

/// The promotion of a coupon, where it holds for these lines.
///
/// # Errors
/// The first [`CouponProblem`] in their order.
pub fn coupon<'a>(
    promotions: &'a [Promotion],
    word: &str,
    lines: &[PromoLine],
    uses: impl FnOnce(&Promotion) -> CouponUses,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<&'a Promotion, CouponProblem> {
    let found = promotions.iter().find(|promotion| promotion.answers(word));
    let found = found.ok_or(CouponProblem::Unknown)?;
    if !found.active {
        return Err(CouponProblem::Inactive);
    }
    if !found.holds(now, zone) {
        return Err(CouponProblem::Expired);
    }
    let used = uses(found);
    if found.max_uses.is_some_and(|most| used.all >= most) {
        return Err(CouponProblem::Exhausted);
    }
    if let Some(most) = found.per_customer {
        let customers = used.customers.ok_or(CouponProblem::Customer)?;
        if customers >= most {
            return Err(CouponProblem::Used);
        }
    }
    let concerned = lines.iter();
    let concerned = concerned.filter(|line| found.rule.concerns(line.variant, line.category));
    let gross = Money::try_sum(concerned.map(|line| line.gross)).unwrap_or(Money::MAX);
    if gross < found.rule.minimum {
        return Err(CouponProblem::Minimum);
    }
    Ok(found)
}
