//! The catalogue of goods: what is found in it, what belongs to a product, and what is written.

mod find;
mod read;
mod write;

pub use find::{Asked, Hit, Search, favourites, found, one, search};
pub use read::{
    PriceOf, category, history, listed_prices, lists, product, promotions, sheet, shelf, templates,
};
pub use write::{
    favourite, list, prices, product as save_product, promotion, save_category, tax_class, template,
};
