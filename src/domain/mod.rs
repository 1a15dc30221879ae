//! What is true about money, bets, draws, limits, prizes and books. Pure: no database, no clock, no terminal.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic
    )
)]

mod money;
mod money_text;

pub use money::{Money, MoneyError};
pub use money_text::{MoneyFormat, MoneyTextError, Symbol};
