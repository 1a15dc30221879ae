//! The catalogue as people see it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    CategoryId, GoodsListId, Money, ProductId, TaxClassId, VariantId, VentanaId,
    catalogue::{ListKind, Promotion, ScaleTemplate, SoldBy},
    goods::{Quantity, TaxRate},
};

/// One thing that is sold, with its price in a shop now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsItem {
    /// The product.
    pub product: ProductId,
    /// The variant of it.
    pub variant: VariantId,
    /// The shop whose own it is; nothing: the house's.
    pub ventana: Option<VentanaId>,
    /// The product's name.
    pub name: String,
    /// What sets the variant apart; often nothing.
    pub variant_name: String,
    /// Its SKU.
    pub sku: String,
    /// Its PLU.
    pub plu: Option<String>,
    /// Its first barcode.
    pub barcode: Option<String>,
    /// Its category.
    pub category: Option<CategoryId>,
    /// The category's name, or nothing.
    pub category_name: String,
    /// Its brand, or nothing.
    pub brand: String,
    /// Its tax class.
    pub tax_class: TaxClassId,
    /// Its rate of tax.
    pub tax: TaxRate,
    /// Whether the price includes the tax.
    pub tax_included: bool,
    /// How it is sold.
    pub sold_by: SoldBy,
    /// Whether its stock is counted.
    pub tracked: bool,
    /// Whether product and variant are sold.
    pub active: bool,
    /// The list of the price.
    pub list: Option<GoodsListId>,
    /// For one unit or one kilogram; nothing where it has none here.
    pub price: Option<Money>,
    /// What the shop has, in thousandths, where that is known; it may be owed.
    pub stock: Option<i64>,
}

impl GoodsItem {
    /// Product and variant in one.
    pub fn full_name(&self) -> String {
        if self.variant_name.is_empty() {
            self.name.clone()
        } else {
            format!("{} {}", self.name, self.variant_name)
        }
    }
}

/// Where a page of goods begins: after this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsKey {
    /// The product's name, in small letters.
    pub name: String,
    /// The variant.
    pub variant: VariantId,
}

/// Goods, ordered by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsPage {
    /// The goods.
    pub rows: Vec<GoodsItem>,
    /// Where the next page begins; nothing on the last.
    pub next: Option<GoodsKey>,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryRow {
    /// Its id.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// For how many days its goods may be brought back; nothing: as the house decides.
    pub return_days: Option<u16>,
    /// Whether it is used.
    pub active: bool,
}

/// A tax class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxClassRow {
    /// Its id.
    pub id: TaxClassId,
    /// Its name.
    pub name: String,
    /// Its rate.
    pub rate: TaxRate,
    /// Whether it is used.
    pub active: bool,
}

/// A list of prices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsListRow {
    /// Its id.
    pub id: GoodsListId,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[serde(flatten)]
    pub kind: ListKind,
    /// Since when it holds.
    pub starts: DateTime<Utc>,
    /// Until when, this moment not included.
    pub ends: Option<DateTime<Utc>>,
    /// Whether it is used.
    pub active: bool,
}

/// A barcode of a variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarcodeRow {
    /// The code.
    pub barcode: String,
    /// How many pieces one scan sells.
    pub pack: u32,
}

/// A variant of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantRow {
    /// Its id.
    pub id: VariantId,
    /// What sets it apart; nothing where it is the only one.
    pub name: String,
    /// Its SKU.
    pub sku: String,
    /// Its PLU.
    pub plu: Option<String>,
    /// Whether it is sold.
    pub active: bool,
    /// Its barcodes.
    pub barcodes: Vec<BarcodeRow>,
    /// Its prices in force, by list and tier.
    pub prices: Vec<GoodsPriceRow>,
}

/// A price in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoodsPriceRow {
    /// The list.
    pub list: GoodsListId,
    /// The list's name.
    pub list_name: String,
    /// What the list is for: `base`, `promotion`, `ventana`, `group`, `customer`.
    pub kind: String,
    /// From this quantity on.
    pub from: Quantity,
    /// For one unit or one kilogram.
    pub price: Money,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Who set it.
    pub by: String,
    /// When it ended; nothing while it is in force.
    pub ended: Option<DateTime<Utc>>,
}

/// A product with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductView {
    /// Its id.
    pub id: ProductId,
    /// The shop whose own it is; nothing: the house's.
    pub ventana: Option<VentanaId>,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: Option<CategoryRow>,
    /// Its brand.
    pub brand: String,
    /// Its tax class.
    pub tax: TaxClassRow,
    /// Whether its prices include the tax.
    pub tax_included: bool,
    /// How it is sold.
    pub sold_by: SoldBy,
    /// Whether its stock is counted.
    pub tracked: bool,
    /// Whether it is sold.
    pub active: bool,
    /// Its variants.
    pub variants: Vec<VariantRow>,
}

/// All that goods are ordered by: what a form offers to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    /// The categories by name.
    pub categories: Vec<CategoryRow>,
    /// The tax classes, the highest rate first.
    pub tax_classes: Vec<TaxClassRow>,
    /// The lists of prices by name, the base first.
    pub lists: Vec<GoodsListRow>,
    /// The scale templates by prefix.
    pub templates: Vec<ScaleTemplate>,
}

/// A place of a shop's favourites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FavouriteRow {
    /// The place, 1 to 24.
    pub slot: u8,
    /// What stands there.
    pub item: GoodsItem,
}

/// A promotion, and how often its coupon was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromotionRow {
    /// The promotion.
    #[serde(flatten)]
    pub promotion: Promotion,
    /// Whether it holds at this moment.
    pub holds: bool,
    /// How often it was used, for those who see that.
    pub uses: i64,
}

/// The price of a variant in a list, before and after it moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantPrices {
    /// The variant.
    pub variant: VariantId,
    /// Product and variant in one.
    pub name: String,
    /// Its SKU.
    pub sku: String,
    /// From this quantity on.
    pub from: Quantity,
    /// Now.
    pub before: Money,
    /// Then.
    pub after: Money,
}

/// A variant in a line of a table: what an import reads back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a row of a table has its columns"
)]
pub struct SheetRow {
    /// The product.
    pub product: ProductId,
    /// The variant.
    pub variant: VariantId,
    /// The shop whose own it is; nothing: the house's.
    pub ventana: Option<VentanaId>,
    /// The product's name.
    pub name: String,
    /// What sets the variant apart.
    pub variant_name: String,
    /// Its SKU.
    pub sku: String,
    /// Its PLU.
    pub plu: Option<String>,
    /// Its barcodes.
    pub barcodes: Vec<BarcodeRow>,
    /// Its category.
    pub category: Option<CategoryId>,
    /// The category's name, or nothing.
    pub category_name: String,
    /// Its brand.
    pub brand: String,
    /// Its tax class.
    pub tax_class: TaxClassId,
    /// Its rate of tax.
    pub tax: TaxRate,
    /// Whether its prices include the tax.
    pub tax_included: bool,
    /// How it is sold.
    pub sold_by: SoldBy,
    /// Whether its stock is counted.
    pub tracked: bool,
    /// Whether the product is sold.
    pub product_active: bool,
    /// Whether the variant is sold.
    pub active: bool,
    /// Its base price.
    pub price: Option<Money>,
}
