//! Why something is not kept in the catalogue, not found in it, or not sold out of it.

use serde::{Deserialize, Serialize};

use super::{BarcodeError, ScaleProblem};

/// The catalogue says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum CatalogueProblem {
    /// Another product has this SKU.
    SkuTaken {
        /// The SKU.
        sku: String,
        /// That product's name.
        by: String,
    },
    /// Another product has this PLU.
    PluTaken {
        /// The PLU.
        plu: String,
        /// That product's name.
        by: String,
    },
    /// Another product has this barcode.
    BarcodeTaken {
        /// The barcode.
        barcode: String,
        /// That product's name.
        by: String,
    },
    /// It is no barcode.
    Barcode {
        /// What was typed.
        barcode: String,
        /// What is wrong with it.
        why: BarcodeError,
    },
    /// A product has at least one variant, each different from the others.
    Variants,
    /// What is sold by weight has no packs.
    PackOfWeight {
        /// The barcode.
        barcode: String,
    },
    /// It is no template of a scale.
    Template,
    /// The promotion's rule takes nothing off, or contradicts itself.
    Rule,
    /// It belongs to another shop or to the whole house.
    NotYours,
    /// A scale's code is wrong, or weighs nothing.
    Scale {
        /// The code.
        code: String,
        /// What is wrong with it.
        why: ScaleProblem,
    },
    /// The product is not sold: it is inactive, or has no price here.
    NotSold {
        /// Its name.
        name: String,
        /// Whether it is active, and only has no price.
        active: bool,
    },
    /// A coupon does not hold.
    Coupon {
        /// Why.
        why: CouponProblem,
    },
}

/// Why a coupon does not hold, in the order in which it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CouponProblem {
    /// There is none of this code.
    Unknown,
    /// It was withdrawn.
    Inactive,
    /// It does not hold yet, not any more, or not at this hour.
    Expired,
    /// It was used as often as it may be.
    Exhausted,
    /// Only named customers use it.
    Customer,
    /// This customer used it as often as a customer may.
    Used,
    /// The sale is too small for it.
    Minimum,
}

impl CatalogueProblem {
    /// The stable code of the case.
    pub const fn code(&self) -> &'static str {
        match self {
            CatalogueProblem::SkuTaken { .. } => "CAT-4002",
            CatalogueProblem::PluTaken { .. } => "CAT-4003",
            CatalogueProblem::BarcodeTaken { .. } => "CAT-4004",
            CatalogueProblem::Barcode { .. } => "CAT-1001",
            CatalogueProblem::Variants => "CAT-1002",
            CatalogueProblem::PackOfWeight { .. } => "CAT-1003",
            CatalogueProblem::Template => "CAT-1004",
            CatalogueProblem::Rule => "CAT-1005",
            CatalogueProblem::NotYours => "CAT-2002",
            CatalogueProblem::Scale { .. } => "POS-1009",
            CatalogueProblem::NotSold { .. } => "POS-1008",
            CatalogueProblem::Coupon { .. } => "POS-1011",
        }
    }
}
