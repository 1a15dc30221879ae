//! The catalogue of goods on a real PostgreSQL: what the till finds, which price holds, who writes what, and that prices stay
//! written.
#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

#[path = "../support/mod.rs"]
mod support;

mod brought;
mod found;
mod prices;
mod writes;

use banca::{
    domain::{
        CategoryId, GoodsListId, Money, ProductId, TaxClassId, VariantId,
        catalogue::{CatalogueProblem, SoldBy, lookup::Scanned},
        goods::Quantity,
    },
    ops::{
        Answer, BarcodeRow, Catalogue, CatalogueAnswer, GoodsItem, GoodsPage, House, LookUp,
        ProductView, Refusal, Request, SavePrices, SaveProduct, SaveVariant, SearchGoods, SetPrice,
        Shelf,
    },
};
use support::{World, colones, done, key, refused};
use uuid::Uuid;

/// What the catalogue answers.
async fn asked(house: &House, asked: Catalogue) -> CatalogueAnswer {
    match done(house, Request::Catalogue(asked)).await {
        Answer::Catalogue(told) => told,
        other => panic!("nothing of the catalogue: {other:?}"),
    }
}

/// Why it refuses.
async fn no(house: &House, asked: Catalogue) -> Refusal {
    let mut why = refused(house, Request::Catalogue(asked)).await;
    assert_eq!(why.len(), 1, "{why:?}");
    why.remove(0)
}

async fn shelf(house: &House) -> Shelf {
    match asked(house, Catalogue::Shelf).await {
        CatalogueAnswer::Shelf(shelf) => *shelf,
        other => panic!("no shelf: {other:?}"),
    }
}

fn lookup(text: &str) -> Catalogue {
    Catalogue::Lookup(LookUp {
        text: text.to_owned(),
        ventana: None,
        customer: None,
        group: None,
    })
}

async fn found(house: &House, text: &str) -> Scanned {
    match asked(house, lookup(text)).await {
        CatalogueAnswer::Found(found) => *found,
        other => panic!("not found: {other:?}"),
    }
}

async fn page(house: &House, search: SearchGoods) -> GoodsPage {
    match asked(house, Catalogue::Search(search)).await {
        CatalogueAnswer::Page(page) => page,
        other => panic!("no page: {other:?}"),
    }
}

fn named(page: &GoodsPage) -> Vec<String> {
    page.rows.iter().map(GoodsItem::full_name).collect()
}

async fn saved(house: &House, product: SaveProduct) -> ProductView {
    match asked(house, Catalogue::SaveProduct(product)).await {
        CatalogueAnswer::Product(view) => *view,
        other => panic!("no product: {other:?}"),
    }
}

/// A product by the piece with one variant, one barcode and a price, in the class of 13 %.
fn product(class: TaxClassId, name: &str, sku: &str, barcode: &str, price: i64) -> SaveProduct {
    SaveProduct {
        key: key(),
        product: ProductId::new(Uuid::now_v7()),
        ventana: None,
        name: name.to_owned(),
        category: None,
        brand: String::new(),
        tax_class: class,
        tax_included: true,
        sold_by: SoldBy::Unit,
        tracked: true,
        active: true,
        variants: vec![SaveVariant {
            variant: VariantId::new(Uuid::now_v7()),
            name: String::new(),
            sku: sku.to_owned(),
            plu: None,
            active: true,
            barcodes: vec![BarcodeRow {
                barcode: barcode.to_owned(),
                pack: 1,
            }],
            price: Some(colones(price)),
        }],
    }
}

async fn class(house: &House) -> TaxClassId {
    shelf(house).await.tax_classes[0].id
}

fn set(list: GoodsListId, variant: VariantId, from: i64, price: Option<i64>) -> SetPrice {
    SetPrice {
        list,
        variant,
        from: Quantity::try_from_milli(from).unwrap(),
        price: price.map(colones),
    }
}

fn prices(prices: Vec<SetPrice>) -> Catalogue {
    Catalogue::SavePrices(SavePrices { key: key(), prices })
}

fn problem(why: Refusal) -> CatalogueProblem {
    match why {
        Refusal::Catalogue(problem) => problem,
        other => panic!("not of the catalogue: {other:?}"),
    }
}
