//! What is true about money, bets, draws, limits, prizes and books. Pure: no database, no clock, no terminal.
#![cfg_attr(
    not(test),
    deny(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        clippy::float_arithmetic
    )
)]

mod bet;
mod code;
mod money;
mod money_text;
mod number;
mod rate;

pub use bet::{Bet, BetKind};
pub use code::{CODE_DIGITS, CodeError, TicketCode};
pub use money::{Money, MoneyError};
pub use money_text::{MoneyFormat, MoneyTextError, Symbol};
pub use number::{Digits, Number, NumberError};
pub use rate::{Percent, Rate, RateError, Rounding};
