//! Writing in the catalogue: each by a function of the schema, which knows who may.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::{
    CommandKey, TaxClassId, VariantId, VentanaId,
    catalogue::{ListKind, Promotion, ScaleTemplate},
    goods::TaxRate,
    view::catalogue::{CategoryRow, GoodsListRow},
};

/// Adds or changes a category.
pub async fn save_category(
    db: &mut PgConnection,
    key: CommandKey,
    category: &CategoryRow,
) -> Result<(), sqlx::Error> {
    let days = category.return_days;
    sqlx::query("SELECT save_category($1, $2, $3, $4, $5)")
        .bind(key.raw())
        .bind(category.id.raw())
        .bind(&category.name)
        .bind(days.and_then(|days| i16::try_from(days).ok()))
        .bind(category.active)
        .execute(db)
        .await
        .map(|_| ())
}

/// Adds or changes a tax class.
pub async fn tax_class(
    db: &mut PgConnection,
    key: CommandKey,
    class: TaxClassId,
    name: &str,
    rate: TaxRate,
    active: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT save_tax_class($1, $2, $3, $4, $5)")
        .bind(key.raw())
        .bind(class.raw())
        .bind(name)
        .bind(i32::from(rate.basis_points()))
        .bind(active)
        .execute(db)
        .await
        .map(|_| ())
}

/// Writes a product with its variants and barcodes, as `save_product` of the schema reads it.
pub async fn product(
    db: &mut PgConnection,
    key: CommandKey,
    product: &Value,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT save_product($1, $2)")
        .bind(key.raw())
        .bind(product)
        .execute(db)
        .await
        .map(|_| ())
}

/// Adds or changes a list of prices.
pub async fn list(
    db: &mut PgConnection,
    key: CommandKey,
    list: &GoodsListRow,
) -> Result<(), sqlx::Error> {
    let scope: Option<Uuid> = match list.kind {
        ListKind::Base | ListKind::Promotion => None,
        ListKind::Ventana(id) => Some(id.raw()),
        ListKind::Group(id) => Some(id.raw()),
        ListKind::Customer(id) => Some(id.raw()),
    };
    sqlx::query("SELECT save_goods_list($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(key.raw())
        .bind(list.id.raw())
        .bind(list.kind.name())
        .bind(scope)
        .bind(&list.name)
        .bind(list.starts)
        .bind(list.ends)
        .bind(list.active)
        .execute(db)
        .await
        .map(|_| ())
}

/// Sets prices or takes them back, `[{"list", "variant", "from", "price"}]`, and tells how many changed.
pub async fn prices(
    db: &mut PgConnection,
    key: CommandKey,
    prices: &Value,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT set_goods_prices($1, $2)")
        .bind(key.raw())
        .bind(prices)
        .fetch_one(db)
        .await
}

/// Adds or changes the template of a scale's prefix.
pub async fn template(
    db: &mut PgConnection,
    key: CommandKey,
    template: &ScaleTemplate,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT save_scale_template($1, $2, $3, $4, $5, $6, $7)")
        .bind(key.raw())
        .bind(template.prefix.to_string())
        .bind(i16::from(template.item_digits))
        .bind(template.kind.name())
        .bind(i16::from(template.decimals))
        .bind(template.check.name())
        .bind(template.active)
        .execute(db)
        .await
        .map(|_| ())
}

/// Puts goods on a place of a shop's favourites, or clears it.
pub async fn favourite(
    db: &mut PgConnection,
    key: CommandKey,
    ventana: VentanaId,
    slot: u8,
    variant: Option<VariantId>,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT save_favourite($1, $2, $3, $4)")
        .bind(key.raw())
        .bind(ventana.raw())
        .bind(i16::from(slot))
        .bind(variant.map(VariantId::raw))
        .execute(db)
        .await
        .map(|_| ())
}

/// Adds or changes a promotion.
pub async fn promotion(
    db: &mut PgConnection,
    key: CommandKey,
    promotion: &Promotion,
) -> Result<(), sqlx::Error> {
    let row = json!({
        "promotion_id": promotion.id, "ventana_id": promotion.ventana, "name": promotion.name, "rule": promotion.rule,
        "starts": promotion.starts, "ends": promotion.ends, "weekdays": promotion.weekdays,
        "hour_from": promotion.hours.map(|hours| hours.from), "hour_to": promotion.hours.map(|hours| hours.to),
        "priority": promotion.priority, "exclusive": promotion.exclusive, "coupon": promotion.coupon,
        "max_uses": promotion.max_uses, "per_customer": promotion.per_customer, "active": promotion.active,
    });
    sqlx::query("SELECT save_promotion($1, $2)")
        .bind(key.raw())
        .bind(row)
        .execute(db)
        .await
        .map(|_| ())
}
