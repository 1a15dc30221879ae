//! Promotions and coupons: what is taken off by itself, or for a word that the customer says. They are data; evaluating them
//! over the lines of a sale is a pure function.

mod apply;
mod coupon;
mod rule;
#[cfg(test)]
mod tests;

pub use apply::{Applied, PromoLine, apply};
pub use coupon::{CouponUses, coupon};
pub use rule::{BundlePart, Deal, Promotion, Rule, VolumeTier};
