//! Goods at the till: quantities, taxes, discounts and what a sale comes to. Every part adds up to its whole.

pub mod discount;
mod quantity;
pub mod rounding;
mod tax;

pub use discount::Discount;
pub use quantity::{Quantity, QuantityError};
pub use tax::{Split, TaxRate};
