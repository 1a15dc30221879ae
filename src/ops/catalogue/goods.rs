//! Adding and changing a product, with its variants, barcodes and ordinary prices.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{answer, read, wrong};
use crate::{
    domain::{
        GoodsListId, Role,
        catalogue::{Barcode, CatalogueProblem, GoodsError, ListKind, SoldBy, plu, sku},
        view::catalogue::{BarcodeRow, GoodsListRow, ProductView},
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal, Thing},
        request::{CatalogueAnswer, SaveProduct, SaveVariant},
        seat::Seat,
        text,
        work::{self, Begun, Work},
    },
    store::{self, activity::Entry},
};

/// Longest name of a product.
const NAME: u16 = 80;
/// Longest name of a variant or a brand.
const SHORT: u16 = 40;
/// Most variants of a product, and most barcodes of one.
const MOST: usize = 50;
/// The smallest quantity: what a price without tiers is for.
const ANY: i64 = 1;

/// Adds or changes a product.
pub async fn save(seat: &Seat, asked: SaveProduct) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "save_product", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let before = store::catalogue::product(work.db(), asked.product).await?;
    let asked = checked(asked)?;
    let view = write(&mut work, &asked).await?;
    let target = view.id.to_string();
    let mut entry = Entry::new("goods.saved", &target);
    entry.note = &view.name;
    entry.details = json!({ "before": before, "after": view });
    work.log(entry).await?;
    work.commit(answer(CatalogueAnswer::Product(Box::new(view))))
        .await
}

/// A product as it can be kept.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn checked(asked: SaveProduct) -> Result<SaveProduct, Refusal> {
    let mut product = SaveProduct {
        name: text::required("name", &asked.name, NAME)?,
        brand: text::optional("brand", &asked.brand, SHORT)?,
        ..asked
    };
    if product.variants.is_empty() || product.variants.len() > MOST {
        return Err(Refusal::Catalogue(CatalogueProblem::Variants));
    }
    let (mut ids, mut skus, mut plus) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut codes = BTreeSet::new();
    for variant in &mut product.variants {
        *variant = self::variant(variant, product.sold_by)?;
        let twice = !ids.insert(variant.variant)
            || !skus.insert(variant.sku.to_lowercase())
            || variant
                .plu
                .as_ref()
                .is_some_and(|plu| !plus.insert(plu.clone()))
            || !variant
                .barcodes
                .iter()
                .all(|row| codes.insert(row.barcode.clone()));
        if twice {
            return Err(Refusal::Catalogue(CatalogueProblem::Variants));
        }
    }
    Ok(product)
}

fn named(field: &str, why: GoodsError) -> Refusal {
    wrong(
        field,
        match why {
            GoodsError::Missing => FieldProblem::Missing,
            GoodsError::Unreadable => FieldProblem::Unreadable,
        },
    )
}

fn variant(asked: &SaveVariant, sold_by: SoldBy) -> Result<SaveVariant, Refusal> {
    let known = asked.plu.as_deref().filter(|text| !text.trim().is_empty());
    if asked.barcodes.len() > MOST {
        return Err(wrong("barcodes", FieldProblem::OutOfRange));
    }
    let barcodes = asked.barcodes.iter().map(|row| barcode(row, sold_by));
    if asked.price.is_some_and(crate::domain::Money::is_negative) {
        return Err(wrong("price", FieldProblem::OutOfRange));
    }
    Ok(SaveVariant {
        name: text::optional("variant", &asked.name, SHORT)?,
        sku: sku(&asked.sku).map_err(|why| named("sku", why))?,
        plu: known
            .map(|text| plu(text).map_err(|why| named("plu", why)))
            .transpose()?,
        barcodes: barcodes.collect::<Result<_, _>>()?,
        ..asked.clone()
    })
}

fn barcode(row: &BarcodeRow, sold_by: SoldBy) -> Result<BarcodeRow, Refusal> {
    let barcode = row.barcode.clone();
    let read = Barcode::parse(&row.barcode)
        .map_err(|why| Refusal::Catalogue(CatalogueProblem::Barcode { barcode, why }))?;
    let barcode = read.as_str().to_owned();
    match (row.pack, sold_by) {
        (1, _) | (2..=10_000, SoldBy::Unit) => Ok(BarcodeRow {
            barcode,
            pack: row.pack,
        }),
        (_, SoldBy::Weight) => Err(Refusal::Catalogue(CatalogueProblem::PackOfWeight {
            barcode,
        })),
        (_, SoldBy::Unit) => Err(wrong("pack", FieldProblem::OutOfRange)),
    }
}

/// Writes a product that was [`checked`], without its prices, within the transaction of a command.
///
/// # Errors
/// A refusal of the schema, or a fault.
pub async fn put(work: &mut Work<'_>, asked: &SaveProduct) -> Result<(), No> {
    let key = work.key();
    if let Some(category) = asked.category
        && store::catalogue::category(work.db(), category)
            .await?
            .is_none()
    {
        return Err(Refusal::NotFound {
            what: Thing::Category,
        }
        .into());
    }
    let row = json!({
        "product": asked.product, "ventana": asked.ventana, "name": asked.name, "category": asked.category, "brand": asked.brand,
        "tax_class": asked.tax_class, "tax_included": asked.tax_included, "sold_by": asked.sold_by.name(),
        "tracked": asked.tracked, "active": asked.active, "variants": asked.variants,
    });
    Ok(store::catalogue::save_product(work.db(), key, &row).await?)
}

/// A row of ordinary prices, as the schema reads it.
pub fn ordinary(list: GoodsListId, one: &SaveVariant) -> Value {
    json!({ "list": list, "variant": one.variant, "from": ANY, "price": one.price })
}

/// Writes a product that was [`checked`], with its ordinary prices.
async fn write(work: &mut Work<'_>, asked: &SaveProduct) -> Result<ProductView, No> {
    put(work, asked).await?;
    let key = work.key();
    if asked.variants.iter().any(|one| one.price.is_some()) {
        let list = own_list(work).await?;
        let priced = asked.variants.iter().filter(|one| one.price.is_some());
        let rows: Vec<Value> = priced.map(|one| ordinary(list, one)).collect();
        store::catalogue::prices(work.db(), key, &Value::Array(rows)).await?;
    }
    read::view(work.db(), asked.product).await
}

/// The list in which somebody writes ordinary prices: the base, or the own shop's, which is made where there is none.
async fn own_list(work: &mut Work<'_>) -> Result<GoodsListId, No> {
    let (key, actor) = (work.key(), work.actor());
    let lists = store::catalogue::lists(work.db()).await?;
    let wanted = match (actor.role, actor.ventana) {
        (Role::Ventana | Role::Vendedor, Some(ventana)) => ListKind::Ventana(ventana),
        (Role::Admin, _) | (_, None) => ListKind::Base,
    };
    let known = lists
        .iter()
        .filter(|list| list.kind == wanted && list.active);
    if let Some(known) = known.max_by_key(|list| list.starts) {
        return Ok(known.id);
    }
    let (ventana, now) = match wanted {
        ListKind::Ventana(ventana) => (ventana, store::list::house(work.db()).await?.1),
        ListKind::Base | ListKind::Promotion | ListKind::Group(_) | ListKind::Customer(_) => {
            return Err(Refusal::NotFound {
                what: Thing::GoodsList,
            }
            .into());
        }
    };
    let shops = store::staff::ventanas(work.db()).await?;
    let shop = shops.into_iter().find(|shop| shop.id == ventana);
    let mut name: String = shop.map_or_else(|| ventana.short(), |shop| shop.name);
    if lists
        .iter()
        .any(|list| list.name.to_lowercase() == name.to_lowercase())
    {
        name = format!(
            "{} {}",
            name.chars().take(50).collect::<String>(),
            ventana.short()
        );
    }
    let list = GoodsListRow {
        id: GoodsListId::new(Uuid::now_v7()),
        name: name.chars().take(60).collect(),
        kind: wanted,
        starts: now,
        ends: None,
        active: true,
    };
    store::catalogue::list(work.db(), key, &list).await?;
    Ok(list.id)
}
