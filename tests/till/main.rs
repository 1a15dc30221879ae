//! The till on a real database: baskets, tenders, voids and returns, and what the books say of them.

mod basket;
mod goods;
mod money;
#[path = "../support/mod.rs"]
mod support;
