//! What belongs to a product, and what goods are ordered by.

use chrono::{DateTime, NaiveTime, Utc};
use sqlx::{PgConnection, Row, postgres::PgRow, types::Json};
use uuid::Uuid;

use super::find::{quantity, sold_by, tax, unexpected, ventana};
use crate::{
    domain::{
        CategoryId, GoodsListId, Money, ProductId, VariantId,
        catalogue::{CheckPolicy, ListKind, Promotion, ScaleKind, ScaleTemplate, promotion::Rule},
        goods::Quantity,
        limit::Hours,
        view::catalogue::{
            BarcodeRow, CategoryRow, GoodsListRow, GoodsPriceRow, ProductView, PromotionRow,
            SheetRow, Shelf, TaxClassRow, VariantRow,
        },
    },
    store::row,
};

/// A price in force in a list.
pub struct PriceOf {
    /// The variant.
    pub variant: VariantId,
    /// Product and variant in one.
    pub name: String,
    /// Its SKU.
    pub sku: String,
    /// From this quantity on.
    pub from: Quantity,
    /// The price.
    pub price: Money,
}

/// All that goods are ordered by.
pub async fn shelf(db: &mut PgConnection) -> Result<Shelf, sqlx::Error> {
    Ok(Shelf {
        categories: categories(db).await?,
        tax_classes: tax_classes(db).await?,
        lists: lists(db).await?,
        templates: templates(db).await?,
    })
}

fn category_row(found: &PgRow) -> Result<CategoryRow, sqlx::Error> {
    let id: Uuid = found.try_get("category_id")?;
    let days: Option<i16> = found.try_get("return_days")?;
    Ok(CategoryRow {
        id: id.into(),
        name: found.try_get("name")?,
        return_days: days.and_then(|days| u16::try_from(days).ok()),
        active: found.try_get("active")?,
    })
}

async fn categories(db: &mut PgConnection) -> Result<Vec<CategoryRow>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT category_id, name, return_days, active FROM category ORDER BY lower(name)",
    )
    .fetch_all(db)
    .await?;
    found.iter().map(category_row).collect()
}

/// One category.
pub async fn category(
    db: &mut PgConnection,
    category: CategoryId,
) -> Result<Option<CategoryRow>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT category_id, name, return_days, active FROM category WHERE category_id = $1",
    )
    .bind(category.raw())
    .fetch_optional(db)
    .await?;
    found.as_ref().map(category_row).transpose()
}

fn tax_class_row(found: &PgRow) -> Result<TaxClassRow, sqlx::Error> {
    let id: Uuid = found.try_get("tax_class_id")?;
    Ok(TaxClassRow {
        id: id.into(),
        name: found.try_get("tax_name")?,
        rate: tax(found.try_get("rate_bp")?)?,
        active: found.try_get("tax_active")?,
    })
}

async fn tax_classes(db: &mut PgConnection) -> Result<Vec<TaxClassRow>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT tax_class_id, name AS tax_name, rate_bp, active AS tax_active
           FROM tax_class ORDER BY rate_bp DESC, lower(name)",
    )
    .fetch_all(db)
    .await?;
    found.iter().map(tax_class_row).collect()
}

fn kind(name: &str, scope: Option<Uuid>) -> Result<ListKind, sqlx::Error> {
    Ok(match (name, scope) {
        ("base", None) => ListKind::Base,
        ("promotion", None) => ListKind::Promotion,
        ("ventana", Some(id)) => ListKind::Ventana(id.into()),
        ("group", Some(id)) => ListKind::Group(id.into()),
        ("customer", Some(id)) => ListKind::Customer(id.into()),
        other => return Err(unexpected("list", other)),
    })
}

/// The lists of prices, the base first.
pub async fn lists(db: &mut PgConnection) -> Result<Vec<GoodsListRow>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT list_id, kind, scope_id, name, starts, ends, active
           FROM goods_list ORDER BY kind <> 'base', lower(name)",
    )
    .fetch_all(db)
    .await?;
    found
        .iter()
        .map(|found| {
            let id: Uuid = found.try_get("list_id")?;
            Ok(GoodsListRow {
                id: id.into(),
                name: found.try_get("name")?,
                kind: kind(found.try_get("kind")?, found.try_get("scope_id")?)?,
                starts: found.try_get("starts")?,
                ends: found.try_get("ends")?,
                active: found.try_get("active")?,
            })
        })
        .collect()
}

/// The scale templates by prefix.
pub async fn templates(db: &mut PgConnection) -> Result<Vec<ScaleTemplate>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT prefix, item_digits, kind, decimals, check_policy, active FROM scale_template ORDER BY prefix",
    )
    .fetch_all(db)
    .await?;
    found
        .iter()
        .map(|found| {
            let prefix: &str = found.try_get("prefix")?;
            let digits: i16 = found.try_get("item_digits")?;
            let decimals: i16 = found.try_get("decimals")?;
            let kind: &str = found.try_get("kind")?;
            let check: &str = found.try_get("check_policy")?;
            Ok(ScaleTemplate {
                prefix: prefix.parse().map_err(|_| unexpected("prefix", prefix))?,
                item_digits: u8::try_from(digits).map_err(|_| unexpected("digits", digits))?,
                kind: ScaleKind::named(kind).ok_or_else(|| unexpected("kind", kind))?,
                decimals: u8::try_from(decimals).map_err(|_| unexpected("decimals", decimals))?,
                check: CheckPolicy::named(check).ok_or_else(|| unexpected("policy", check))?,
                active: found.try_get("active")?,
            })
        })
        .collect()
}

fn price_row(found: &PgRow) -> Result<GoodsPriceRow, sqlx::Error> {
    let list: Uuid = found.try_get("list_id")?;
    Ok(GoodsPriceRow {
        list: list.into(),
        list_name: found.try_get("list_name")?,
        kind: found.try_get("kind")?,
        from: quantity(found.try_get("min_milli")?)?,
        price: row::money(found.try_get("price")?)?,
        since: found.try_get("set_at")?,
        by: found.try_get("by")?,
        ended: found.try_get("ended_at")?,
    })
}

/// What a variant cost when, newest first: the last two hundred.
pub async fn history(
    db: &mut PgConnection,
    variant: VariantId,
) -> Result<Vec<GoodsPriceRow>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT p.list_id, l.name AS list_name, l.kind, p.min_milli, p.price, p.set_at,
                coalesce(user_name(p.set_by), '') AS by, p.ended_at
           FROM goods_price p
           JOIN goods_list l USING (banca_id, list_id)
          WHERE p.variant_id = $1
          ORDER BY p.set_at DESC, p.ended_at NULLS FIRST, p.min_milli
          LIMIT 200",
    )
    .bind(variant.raw())
    .fetch_all(db)
    .await?;
    found.iter().map(price_row).collect()
}

/// The prices in force in a list, of a category or brand only where one is named.
pub async fn listed_prices(
    db: &mut PgConnection,
    list: GoodsListId,
    category: Option<CategoryId>,
    brand: Option<&str>,
) -> Result<Vec<PriceOf>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT o.variant_id, trim(p.name || ' ' || v.name) AS name, v.sku, o.min_milli, o.price
           FROM goods_price o
           JOIN variant v USING (banca_id, variant_id)
           JOIN product p USING (banca_id, product_id)
          WHERE o.list_id = $1 AND o.ended_at IS NULL
            AND ($2::uuid IS NULL OR p.category_id = $2) AND ($3::text IS NULL OR lower(p.brand) = lower($3))
          ORDER BY lower(p.name), v.variant_id, o.min_milli",
    )
    .bind(list.raw())
    .bind(category.map(CategoryId::raw))
    .bind(brand)
    .fetch_all(db)
    .await?;
    found
        .iter()
        .map(|found| {
            let variant: Uuid = found.try_get("variant_id")?;
            Ok(PriceOf {
                variant: variant.into(),
                name: found.try_get("name")?,
                sku: found.try_get("sku")?,
                from: quantity(found.try_get("min_milli")?)?,
                price: row::money(found.try_get("price")?)?,
            })
        })
        .collect()
}

/// A product with its variants, their barcodes and the prices in force.
pub async fn product(
    db: &mut PgConnection,
    product: ProductId,
) -> Result<Option<ProductView>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT p.ventana_id, p.name AS product_name, p.brand, p.tax_included, p.sold_by, p.tracked, p.active AS product_active,
                p.tax_class_id, t.name AS tax_name, t.rate_bp, t.active AS tax_active,
                p.category_id, c.name, c.return_days, c.active
           FROM product p
           JOIN tax_class t USING (banca_id, tax_class_id)
           LEFT JOIN category c ON c.banca_id = p.banca_id AND c.category_id = p.category_id
          WHERE p.product_id = $1",
    )
    .bind(product.raw())
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let category: Option<Uuid> = found.try_get("category_id")?;
    let variants = sqlx::query(
        "SELECT variant_id, name, sku, plu, active FROM variant WHERE product_id = $1 ORDER BY variant_id",
    )
    .bind(product.raw())
    .fetch_all(&mut *db)
    .await?;
    let mut rows = Vec::new();
    for found in &variants {
        rows.push(variant(db, found).await?);
    }
    Ok(Some(ProductView {
        id: product,
        ventana: ventana(&found)?,
        name: found.try_get("product_name")?,
        category: category.map(|_| category_row(&found)).transpose()?,
        brand: found.try_get("brand")?,
        tax: tax_class_row(&found)?,
        tax_included: found.try_get("tax_included")?,
        sold_by: sold_by(found.try_get("sold_by")?)?,
        tracked: found.try_get("tracked")?,
        active: found.try_get("product_active")?,
        variants: rows,
    }))
}

async fn variant(db: &mut PgConnection, found: &PgRow) -> Result<VariantRow, sqlx::Error> {
    let id: Uuid = found.try_get("variant_id")?;
    let barcodes: Vec<(String, i32)> = sqlx::query_as(
        "SELECT barcode, pack FROM barcode WHERE variant_id = $1 AND active ORDER BY pack, barcode",
    )
    .bind(id)
    .fetch_all(&mut *db)
    .await?;
    let prices = sqlx::query(
        "SELECT p.list_id, l.name AS list_name, l.kind, p.min_milli, p.price, p.set_at,
                coalesce(user_name(p.set_by), '') AS by, p.ended_at
           FROM goods_price p
           JOIN goods_list l USING (banca_id, list_id)
          WHERE p.variant_id = $1 AND p.ended_at IS NULL
          ORDER BY l.kind <> 'base', lower(l.name), p.min_milli",
    )
    .bind(id)
    .fetch_all(&mut *db)
    .await?;
    Ok(VariantRow {
        id: id.into(),
        name: found.try_get("name")?,
        sku: found.try_get("sku")?,
        plu: found.try_get("plu")?,
        active: found.try_get("active")?,
        barcodes: barcodes
            .into_iter()
            .map(|(barcode, pack)| {
                let pack = u32::try_from(pack).map_err(|_| unexpected("pack", pack))?;
                Ok(BarcodeRow { barcode, pack })
            })
            .collect::<Result<_, sqlx::Error>>()?,
        prices: prices.iter().map(price_row).collect::<Result<_, _>>()?,
    })
}

/// The promotions by name, and how often their coupons were used; `holds` is left to the asker.
pub async fn promotions(db: &mut PgConnection) -> Result<Vec<PromotionRow>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT p.promotion_id, p.ventana_id, p.name, p.rule, p.starts, p.ends, p.weekdays, p.hour_from, p.hour_to, p.priority,
                p.exclusive, p.coupon, p.max_uses, p.per_customer, p.active,
                (SELECT count(*) FROM coupon_use u
                  WHERE u.banca_id = p.banca_id AND u.promotion_id = p.promotion_id AND u.released_at IS NULL) AS uses
           FROM promotion p ORDER BY NOT p.active, lower(p.name)",
    )
    .fetch_all(db)
    .await?;
    found
        .iter()
        .map(|found| {
            Ok(PromotionRow {
                promotion: promotion(found)?,
                holds: false,
                uses: found.try_get("uses")?,
            })
        })
        .collect()
}

fn promotion(found: &PgRow) -> Result<Promotion, sqlx::Error> {
    let id: Uuid = found.try_get("promotion_id")?;
    let Json(rule): Json<Rule> = found.try_get("rule")?;
    let days: Vec<i16> = found.try_get("weekdays")?;
    let from: Option<NaiveTime> = found.try_get("hour_from")?;
    let to: Option<NaiveTime> = found.try_get("hour_to")?;
    let count = |column| -> Result<Option<u32>, sqlx::Error> {
        let count: Option<i32> = found.try_get(column)?;
        Ok(count.and_then(|count| u32::try_from(count).ok()))
    };
    let starts: DateTime<Utc> = found.try_get("starts")?;
    Ok(Promotion {
        id: id.into(),
        ventana: ventana(found)?,
        name: found.try_get("name")?,
        rule,
        starts,
        ends: found.try_get("ends")?,
        weekdays: days
            .into_iter()
            .filter_map(|day| u8::try_from(day).ok())
            .collect(),
        hours: from.zip(to).map(|(from, to)| Hours { from, to }),
        priority: found.try_get("priority")?,
        exclusive: found.try_get("exclusive")?,
        coupon: found.try_get("coupon")?,
        max_uses: count("max_uses")?,
        per_customer: count("per_customer")?,
        active: found.try_get("active")?,
    })
}

/// All goods by name with their base prices, a line each.
pub async fn sheet(db: &mut PgConnection) -> Result<Vec<SheetRow>, sqlx::Error> {
    let found = sqlx::query(
        "SELECT p.product_id, v.variant_id, p.ventana_id, p.name, v.name AS variant_name, v.sku, v.plu, p.category_id,
                coalesce(c.name, '') AS category_name, p.brand, p.tax_class_id, t.rate_bp, p.tax_included, p.sold_by, p.tracked,
                p.active AS product_active, v.active, o.price,
                (SELECT coalesce(jsonb_agg(jsonb_build_object('barcode', b.barcode, 'pack', b.pack) ORDER BY b.pack, b.barcode), '[]')
                   FROM barcode b WHERE b.banca_id = v.banca_id AND b.variant_id = v.variant_id AND b.active) AS barcodes
           FROM variant v
           JOIN product p USING (banca_id, product_id)
           JOIN tax_class t USING (banca_id, tax_class_id)
           LEFT JOIN category c ON c.banca_id = p.banca_id AND c.category_id = p.category_id
           LEFT JOIN goods_price o ON o.banca_id = v.banca_id AND o.variant_id = v.variant_id AND o.min_milli = 1 AND o.ended_at IS NULL
                                  AND o.list_id = (SELECT l.list_id FROM goods_list l WHERE l.kind = 'base')
          ORDER BY lower(p.name), v.variant_id",
    )
    .fetch_all(db)
    .await?;
    found.iter().map(sheet_row).collect()
}

fn sheet_row(found: &PgRow) -> Result<SheetRow, sqlx::Error> {
    let id = |column| -> Result<Uuid, sqlx::Error> { found.try_get(column) };
    let category: Option<Uuid> = found.try_get("category_id")?;
    let price: Option<i64> = found.try_get("price")?;
    let Json(barcodes): Json<Vec<BarcodeRow>> = found.try_get("barcodes")?;
    Ok(SheetRow {
        product: id("product_id")?.into(),
        variant: id("variant_id")?.into(),
        ventana: ventana(found)?,
        name: found.try_get("name")?,
        variant_name: found.try_get("variant_name")?,
        sku: found.try_get("sku")?,
        plu: found.try_get("plu")?,
        barcodes,
        category: category.map(Into::into),
        category_name: found.try_get("category_name")?,
        brand: found.try_get("brand")?,
        tax_class: id("tax_class_id")?.into(),
        tax: tax(found.try_get("rate_bp")?)?,
        tax_included: found.try_get("tax_included")?,
        sold_by: sold_by(found.try_get("sold_by")?)?,
        tracked: found.try_get("tracked")?,
        product_active: found.try_get("product_active")?,
        active: found.try_get("active")?,
        price: price.map(row::money).transpose()?,
    })
}
