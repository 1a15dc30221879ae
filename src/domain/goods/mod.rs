//! Goods at the till: quantities, taxes, discounts and what a sale comes to. Every part adds up to its whole.

pub mod basket;
pub mod discount;
pub mod entry;
pub mod line;
pub mod loyalty;
mod problem;
mod quantity;
pub mod refund;
pub mod rounding;
mod tax;
pub mod tender;
#[cfg(test)]
mod tests;

pub use basket::{Basket, BasketProblem, Numbers, Promoted, Totals};
pub use discount::Discount;
pub use line::{Figures, Given, Item, Line, WeightRule};
pub use problem::{ElectronicState, SaleState, TillProblem};
pub use quantity::{Quantity, QuantityError};
pub use tax::{Split, TaxRate};
pub use tender::{Means, Tender, TenderKind, TenderProblem};
