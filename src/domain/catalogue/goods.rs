//! Goods themselves: how they are sold, and what they are called by.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How a product is sold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SoldBy {
    /// By the piece; its prices are for one.
    #[default]
    Unit,
    /// By weight; its prices are for a kilogram.
    Weight,
}

impl SoldBy {
    /// The name in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            SoldBy::Unit => "unit",
            SoldBy::Weight => "weight",
        }
    }

    /// How something of this name is sold.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Unit, Self::Weight]
            .into_iter()
            .find(|by| by.name() == name)
    }
}

/// Why something names no goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoodsError {
    /// Nothing stands there.
    #[error("missing")]
    Missing,
    /// Too long, or with signs that cannot be.
    #[error("not readable")]
    Unreadable,
}

/// Longest SKU.
const SKU: usize = 40;
/// Longest PLU.
const PLU: usize = 6;

/// A SKU as it is kept: one word of at most 40 printable signs.
///
/// # Errors
/// [`GoodsError`].
pub fn sku(text: &str) -> Result<String, GoodsError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(GoodsError::Missing);
    }
    if text.len() > SKU || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(GoodsError::Unreadable);
    }
    Ok(text.to_owned())
}

/// A PLU as it is kept: at most six figures, without leading zeros, as a scale does not know them either.
///
/// # Errors
/// [`GoodsError`].
pub fn plu(text: &str) -> Result<String, GoodsError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(GoodsError::Missing);
    }
    let plain = text.trim_start_matches('0');
    let figures = plain.bytes().all(|byte| byte.is_ascii_digit());
    if plain.is_empty() || plain.len() > PLU || !figures {
        return Err(GoodsError::Unreadable);
    }
    Ok(plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plu_is_the_same_with_and_without_its_zeros() {
        assert_eq!(plu("00123").unwrap(), "123");
        assert_eq!(plu("123").unwrap(), "123");
        assert_eq!(plu(""), Err(GoodsError::Missing));
        for wrong in ["0", "1234567", "12a", "-1"] {
            assert_eq!(plu(wrong), Err(GoodsError::Unreadable), "{wrong}");
        }
    }

    #[test]
    fn a_sku_is_one_printable_word() {
        assert_eq!(sku(" ARR-1 ").unwrap(), "ARR-1");
        assert_eq!(sku("  "), Err(GoodsError::Missing));
        for wrong in ["A B", "ñ", "A\u{1b}", &"A".repeat(41)] {
            assert_eq!(sku(wrong), Err(GoodsError::Unreadable), "{wrong}");
        }
    }
}
