//! What is asked of the catalogue of goods, and what is answered.

use serde::{Deserialize, Serialize};

use crate::domain::{
    CategoryId, CommandKey, CustomerGroupId, CustomerId, GoodsListId, Money, Percent, ProductId,
    TaxClassId, VariantId, VentanaId,
    catalogue::{Promotion, ScaleTemplate, SoldBy, lookup::Scanned},
    goods::{Quantity, TaxRate},
    view::catalogue::{
        BarcodeRow, CategoryRow, FavouriteRow, GoodsKey, GoodsListRow, GoodsPage, GoodsPriceRow,
        ProductView, PromotionRow, SheetRow, Shelf, VariantPrices,
    },
};

/// One thing that is asked of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Catalogue {
    /// What was scanned or typed at the till: one thing, or what a name may mean.
    Lookup(LookUp),
    /// A page of goods by name.
    Search(SearchGoods),
    /// The favourites of a shop.
    Favourites {
        /// The shop; nothing: the own.
        #[serde(default)]
        ventana: Option<VentanaId>,
    },
    /// A product with all that belongs to it.
    Read {
        /// The product.
        product: ProductId,
    },
    /// Categories, tax classes, price lists and scale templates.
    Shelf,
    /// All goods with their base prices, a line each: what an import reads back.
    Sheet,
    /// The promotions.
    Promotions,
    /// What a variant cost when, newest first.
    History {
        /// The variant.
        variant: VariantId,
    },
    /// Adds or changes a category.
    SaveCategory(SaveCategory),
    /// Adds or changes a tax class; its rate stands.
    SaveTaxClass(SaveTaxClass),
    /// Adds or changes a product.
    SaveProduct(SaveProduct),
    /// Adds or changes a list of prices.
    SaveList(SaveGoodsList),
    /// Sets prices, or takes them back.
    SavePrices(SavePrices),
    /// What moving the prices of a list would do.
    PreviewPrices(MovePrices),
    /// Moves the prices of a list by percent.
    MovePrices(MovePrices),
    /// Adds or changes the template of a scale's prefix.
    SaveTemplate(SaveTemplate),
    /// Puts goods on a place of a shop's favourites, or clears it.
    SaveFavourite(SaveFavourite),
    /// Adds or changes a promotion.
    SavePromotion(SavePromotion),
}

/// What was scanned or typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookUp {
    /// A code, or words of a name.
    pub text: String,
    /// The shop that sells; nothing: the own. Only administrators name another.
    #[serde(default)]
    pub ventana: Option<VentanaId>,
    /// The customer, who may have a price of the own.
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// The customer's group.
    #[serde(default)]
    pub group: Option<CustomerGroupId>,
}

/// Which goods.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchGoods {
    /// Words and beginnings of words of name and brand, the beginning of a SKU, or a barcode; nothing for all.
    #[serde(default)]
    pub text: String,
    /// Only of this category.
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// Only of this brand.
    #[serde(default)]
    pub brand: Option<String>,
    /// Only what is sold, or only what is not.
    #[serde(default)]
    pub active: Option<bool>,
    /// The shop whose prices are shown; nothing: the own.
    #[serde(default)]
    pub ventana: Option<VentanaId>,
    /// After this one.
    #[serde(default)]
    pub after: Option<GoodsKey>,
    /// How many at most; 20 where nothing is said, never more than 100.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// A category as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveCategory {
    /// The key of the command.
    pub key: CommandKey,
    /// The category.
    #[serde(flatten)]
    pub category: CategoryRow,
}

/// A tax class as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveTaxClass {
    /// The key of the command.
    pub key: CommandKey,
    /// Its id, new or known.
    pub tax_class: TaxClassId,
    /// Its name.
    pub name: String,
    /// Its rate, which stands once it is written.
    pub rate: TaxRate,
    /// Whether it is used.
    pub active: bool,
}

/// A product as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveProduct {
    /// The key of the command.
    pub key: CommandKey,
    /// Its id, new or known.
    pub product: ProductId,
    /// The shop whose own it is; nothing: the house's. It stands once it is written.
    #[serde(default)]
    pub ventana: Option<VentanaId>,
    /// Its name.
    pub name: String,
    /// Its category.
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// Its brand.
    #[serde(default)]
    pub brand: String,
    /// Its tax class.
    pub tax_class: TaxClassId,
    /// Whether its prices include the tax.
    #[serde(default = "yes")]
    pub tax_included: bool,
    /// How it is sold.
    #[serde(default)]
    pub sold_by: SoldBy,
    /// Whether its stock is counted.
    #[serde(default = "yes")]
    pub tracked: bool,
    /// Whether it is sold.
    #[serde(default = "yes")]
    pub active: bool,
    /// Its variants: those that are not named stay as they are.
    pub variants: Vec<SaveVariant>,
}

/// A variant as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveVariant {
    /// Its id, new or known.
    pub variant: VariantId,
    /// What sets it apart.
    #[serde(default)]
    pub name: String,
    /// Its SKU.
    pub sku: String,
    /// Its PLU.
    #[serde(default)]
    pub plu: Option<String>,
    /// Whether it is sold.
    #[serde(default = "yes")]
    pub active: bool,
    /// Its barcodes: all of them.
    #[serde(default)]
    pub barcodes: Vec<BarcodeRow>,
    /// Its ordinary price: the base price, or a shop's where a shop writes it. Nothing leaves it as it is.
    #[serde(default)]
    pub price: Option<Money>,
}

const fn yes() -> bool {
    true
}

/// A list of prices as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveGoodsList {
    /// The key of the command.
    pub key: CommandKey,
    /// The list; what it is for stands once it is written.
    #[serde(flatten)]
    pub list: GoodsListRow,
}

/// Prices as they are to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePrices {
    /// The key of the command.
    pub key: CommandKey,
    /// The prices.
    pub prices: Vec<SetPrice>,
}

/// A price as it is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetPrice {
    /// The list.
    pub list: GoodsListId,
    /// The variant.
    pub variant: VariantId,
    /// From this quantity on; a thousandth for any.
    pub from: Quantity,
    /// For one unit or one kilogram; nothing takes it back.
    pub price: Option<Money>,
}

/// Prices of a list that move together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovePrices {
    /// The key of the command; a preview needs none of its own.
    pub key: CommandKey,
    /// The list.
    pub list: GoodsListId,
    /// Only goods of this category.
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// Only goods of this brand.
    #[serde(default)]
    pub brand: Option<String>,
    /// By how many percent.
    pub percent: Percent,
    /// Up, or down.
    pub up: bool,
    /// Rounded to a multiple of this; nothing for the céntimo.
    #[serde(default)]
    pub step: Money,
}

/// A scale's template as it is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveTemplate {
    /// The key of the command.
    pub key: CommandKey,
    /// The template.
    #[serde(flatten)]
    pub template: ScaleTemplate,
}

/// A place of a shop's favourites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveFavourite {
    /// The key of the command.
    pub key: CommandKey,
    /// The shop; nothing: the own.
    #[serde(default)]
    pub ventana: Option<VentanaId>,
    /// The place, 1 to 24.
    pub slot: u8,
    /// What stands there; nothing clears it.
    pub variant: Option<VariantId>,
}

/// A promotion as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePromotion {
    /// The key of the command.
    pub key: CommandKey,
    /// The promotion.
    pub promotion: Promotion,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "of", rename_all = "snake_case")]
pub enum CatalogueAnswer {
    /// A code meant this.
    Found(Box<Scanned>),
    /// Goods by name; none where nothing is called so.
    Page(GoodsPage),
    /// The favourites of a shop.
    Favourites(Vec<FavouriteRow>),
    /// A product, as it stands now.
    Product(Box<ProductView>),
    /// Categories, tax classes, price lists and scale templates.
    Shelf(Box<Shelf>),
    /// All goods, a line each.
    Sheet(Vec<SheetRow>),
    /// The promotions.
    Promotions(Vec<PromotionRow>),
    /// What something cost when.
    History(Vec<GoodsPriceRow>),
    /// Prices before and after.
    Prices(Vec<VariantPrices>),
    /// So many prices changed.
    PricesSaved {
        /// How many.
        changed: i64,
    },
}

impl Catalogue {
    /// The place of the key; nothing for a question.
    pub fn key_mut(&mut self) -> Option<&mut CommandKey> {
        match self {
            Catalogue::SaveCategory(asked) => Some(&mut asked.key),
            Catalogue::SaveTaxClass(asked) => Some(&mut asked.key),
            Catalogue::SaveProduct(asked) => Some(&mut asked.key),
            Catalogue::SaveList(asked) => Some(&mut asked.key),
            Catalogue::SavePrices(asked) => Some(&mut asked.key),
            Catalogue::MovePrices(asked) => Some(&mut asked.key),
            Catalogue::SaveTemplate(asked) => Some(&mut asked.key),
            Catalogue::SaveFavourite(asked) => Some(&mut asked.key),
            Catalogue::SavePromotion(asked) => Some(&mut asked.key),
            Catalogue::Lookup(_)
            | Catalogue::Search(_)
            | Catalogue::Favourites { .. }
            | Catalogue::Read { .. }
            | Catalogue::Shelf
            | Catalogue::Sheet
            | Catalogue::Promotions
            | Catalogue::History { .. }
            | Catalogue::PreviewPrices(_) => None,
        }
    }

    /// Whether it writes: then the right to do so is asked for.
    pub const fn writes(&self) -> bool {
        match self {
            Catalogue::Lookup(_)
            | Catalogue::Search(_)
            | Catalogue::Favourites { .. }
            | Catalogue::Read { .. }
            | Catalogue::Shelf
            | Catalogue::Sheet
            | Catalogue::Promotions
            | Catalogue::History { .. } => false,
            Catalogue::SaveCategory(_)
            | Catalogue::SaveTaxClass(_)
            | Catalogue::SaveProduct(_)
            | Catalogue::SaveList(_)
            | Catalogue::SavePrices(_)
            | Catalogue::PreviewPrices(_)
            | Catalogue::MovePrices(_)
            | Catalogue::SaveTemplate(_)
            | Catalogue::SaveFavourite(_)
            | Catalogue::SavePromotion(_) => true,
        }
    }
}
