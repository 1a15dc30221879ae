//! The catalogue of goods: what a barcode means, which price holds, what a promotion takes off. Pure: the rows come from the
//! store, the clock from the asker.

mod barcode;
mod goods;
pub mod lookup;
pub mod price;
mod problem;
pub mod promotion;
mod scale;

pub use barcode::{Barcode, BarcodeError, check_digit};
pub use goods::{GoodsError, SoldBy, plu, sku};
pub use price::{ListKind, PriceAsk, PriceRow};
pub use problem::{CatalogueProblem, CouponProblem};
pub use promotion::{Deal, Promotion};
pub use scale::{
    CheckPolicy, ScaleKind, ScaleProblem, ScaleRead, ScaleTemplate, ScaleValue,
    prefix as scale_prefix,
};
