//! Goods by code, by name, and by their place among a shop's favourites.

use sqlx::{PgConnection, Row, postgres::PgRow};
use uuid::Uuid;

use crate::{
    domain::{
        CustomerGroupId, CustomerId, VariantId, VentanaId,
        catalogue::{SoldBy, lookup::FoundBy},
        goods::{Quantity, TaxRate},
        view::catalogue::{FavouriteRow, GoodsItem, GoodsKey},
    },
    store::row,
};

/// For whom something is looked up.
#[derive(Clone, Copy)]
pub struct Asked {
    /// The shop that sells.
    pub ventana: Option<VentanaId>,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The customer's group.
    pub group: Option<CustomerGroupId>,
}

/// What a code meant.
pub struct Hit {
    /// By what.
    pub by: FoundBy,
    /// How many pieces one scan sells.
    pub pack: u32,
    /// What it is.
    pub item: GoodsItem,
}

/// What a page of goods is asked for.
pub struct Search<'a> {
    /// The shop whose prices are shown.
    pub ventana: Option<VentanaId>,
    /// Words as a `tsquery`; nothing for all goods.
    pub query: Option<&'a str>,
    /// The same text as it was typed.
    pub code: &'a str,
    /// The category.
    pub category: Option<Uuid>,
    /// The brand.
    pub brand: Option<&'a str>,
    /// Only what is sold, or only what is not.
    pub active: Option<bool>,
    /// After this one.
    pub after: Option<&'a GoodsKey>,
    /// How many.
    pub limit: i32,
}

/// What a value of the schema is not.
pub(super) fn unexpected(what: &str, value: impl std::fmt::Debug) -> sqlx::Error {
    sqlx::Error::Decode(format!("unexpected {what}: {value:?}").into())
}

/// A quantity out of thousandths.
pub(super) fn quantity(milli: i64) -> Result<Quantity, sqlx::Error> {
    Quantity::try_from_milli(milli).map_err(|_| unexpected("quantity", milli))
}

/// A rate of tax out of basis points.
pub(super) fn tax(points: i32) -> Result<TaxRate, sqlx::Error> {
    TaxRate::from_basis_points(i64::from(points)).ok_or_else(|| unexpected("rate", points))
}

/// How something is sold.
pub(super) fn sold_by(name: &str) -> Result<SoldBy, sqlx::Error> {
    SoldBy::named(name).ok_or_else(|| unexpected("way of selling", name))
}

/// A shop, where there is one.
pub(super) fn ventana(found: &PgRow) -> Result<Option<VentanaId>, sqlx::Error> {
    let id: Option<Uuid> = found.try_get("ventana_id")?;
    Ok(id.map(VentanaId::new))
}

fn item(found: &PgRow) -> Result<GoodsItem, sqlx::Error> {
    let id = |column| -> Result<Uuid, sqlx::Error> { found.try_get(column) };
    let maybe = |column| -> Result<Option<Uuid>, sqlx::Error> { found.try_get(column) };
    let price: Option<i64> = found.try_get("price")?;
    Ok(GoodsItem {
        product: id("product_id")?.into(),
        variant: id("variant_id")?.into(),
        ventana: ventana(found)?,
        name: found.try_get("name")?,
        variant_name: found.try_get("variant_name")?,
        sku: found.try_get("sku")?,
        plu: found.try_get("plu")?,
        barcode: found.try_get("barcode")?,
        category: maybe("category_id")?.map(Into::into),
        category_name: found.try_get("category_name")?,
        brand: found.try_get("brand")?,
        tax_class: id("tax_class_id")?.into(),
        tax: tax(found.try_get("rate_bp")?)?,
        tax_included: found.try_get("tax_included")?,
        sold_by: sold_by(found.try_get("sold_by")?)?,
        tracked: found.try_get("tracked")?,
        active: found.try_get("active")?,
        list: maybe("list_id")?.map(Into::into),
        price: price.map(row::money).transpose()?,
        stock: found.try_get("stock")?,
    })
}

/// What a code means: an exact barcode, what a scale wrote, a SKU, a PLU. `scale` is the item and the quantity that a scale wrote.
pub async fn found(
    db: &mut PgConnection,
    asked: Asked,
    code: &str,
    scale: Option<(&str, Option<Quantity>)>,
) -> Result<Option<Hit>, sqlx::Error> {
    let found = sqlx::query("SELECT * FROM goods_found($1, $2, $3, $4, $5, $6)")
        .bind(asked.ventana.map(VentanaId::raw))
        .bind(code)
        .bind(scale.map(|(plu, _)| plu))
        .bind(scale.and_then(|(_, quantity)| quantity.map(Quantity::as_milli)))
        .bind(asked.customer.map(CustomerId::raw))
        .bind(asked.group.map(CustomerGroupId::raw))
        .fetch_optional(db)
        .await?;
    let Some(found) = found else { return Ok(None) };
    let rank: i16 = found.try_get("found_by")?;
    let pack: i32 = found.try_get("pack")?;
    Ok(Some(Hit {
        by: FoundBy::ranked(rank).ok_or_else(|| unexpected("way of finding", rank))?,
        pack: u32::try_from(pack).map_err(|_| unexpected("pack", pack))?,
        item: item(&found)?,
    }))
}

/// One variant, with the price of a quantity of it; nothing where there is none.
pub async fn one(
    db: &mut PgConnection,
    asked: Asked,
    variant: VariantId,
    quantity: Quantity,
) -> Result<Option<GoodsItem>, sqlx::Error> {
    let found = sqlx::query("SELECT * FROM goods_one($1, $2, $3, $4, $5)")
        .bind(asked.ventana.map(VentanaId::raw))
        .bind(variant.raw())
        .bind(quantity.as_milli())
        .bind(asked.customer.map(CustomerId::raw))
        .bind(asked.group.map(CustomerGroupId::raw))
        .fetch_optional(db)
        .await?;
    found.as_ref().map(item).transpose()
}

/// Goods by name.
pub async fn search(
    db: &mut PgConnection,
    asked: &Search<'_>,
) -> Result<Vec<GoodsItem>, sqlx::Error> {
    let found = sqlx::query("SELECT * FROM goods_search($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(asked.ventana.map(VentanaId::raw))
        .bind(asked.query)
        .bind(asked.code)
        .bind(asked.category)
        .bind(asked.brand)
        .bind(asked.active)
        .bind(asked.after.map(|key| key.name.as_str()))
        .bind(asked.after.map(|key| key.variant.raw()))
        .bind(asked.limit)
        .fetch_all(db)
        .await?;
    found.iter().map(item).collect()
}

/// The favourites of a shop.
pub async fn favourites(
    db: &mut PgConnection,
    ventana: VentanaId,
) -> Result<Vec<FavouriteRow>, sqlx::Error> {
    let found = sqlx::query("SELECT f.slot, (f.item).* FROM goods_favourites($1) f")
        .bind(ventana.raw())
        .fetch_all(db)
        .await?;
    found
        .iter()
        .map(|found| {
            let slot: i16 = found.try_get("slot")?;
            Ok(FavouriteRow {
                slot: u8::try_from(slot).map_err(|_| unexpected("place", slot))?,
                item: item(found)?,
            })
        })
        .collect()
}
