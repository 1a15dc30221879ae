//! `banca goods`: the catalogue for scripts: listed, looked up as the till does, priced.

use super::{
    World,
    args::GoodsCommand,
    exit::Failure,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::{CategoryId, GoodsListId, Money, goods::Quantity},
    ops::{
        Answer, Catalogue, CatalogueAnswer, GoodsItem, LookUp, MovePrices, Refusal, Request,
        SavePrices, SearchGoods, SetPrice, Shelf, Thing,
    },
};

/// Does one thing with the catalogue.
pub async fn run(
    world: &mut World,
    signed: &Signed,
    command: GoodsCommand,
) -> Result<Answer, Failure> {
    match command {
        GoodsCommand::List {
            text,
            category,
            brand,
            inactive,
            rows,
            ..
        } => {
            let search = SearchGoods {
                text,
                category: category_of(signed, category).await?,
                brand,
                active: Some(!inactive),
                limit: Some(rows),
                ..SearchGoods::default()
            };
            ask(signed, Catalogue::Search(search)).await
        }
        GoodsCommand::Lookup(goods) => ask(signed, lookup(goods.code)).await,
        GoodsCommand::Show(goods) => {
            let product = one(signed, &goods.code).await?.product;
            ask(signed, Catalogue::Read { product }).await
        }
        GoodsCommand::History(goods) => {
            let variant = one(signed, &goods.code).await?.variant;
            ask(signed, Catalogue::History { variant }).await
        }
        GoodsCommand::Price {
            goods,
            price,
            list,
            from,
            consent,
            ..
        } => {
            let price = SetPrice {
                list: list_of(signed, list).await?,
                variant: one(signed, &goods.code).await?.variant,
                from: from.unwrap_or(ANY),
                price,
            };
            let asked = SavePrices {
                key: key(consent.key),
                prices: vec![price],
            };
            let request = Request::Catalogue(Catalogue::SavePrices(asked));
            signed.command(world, &consent, request).await
        }
        GoodsCommand::Move {
            percent,
            down,
            list,
            category,
            brand,
            step,
            apply,
            consent,
            ..
        } => {
            let asked = MovePrices {
                key: key(consent.key),
                list: list_of(signed, list).await?,
                category: category_of(signed, category).await?,
                brand,
                percent,
                up: !down,
                step: step.unwrap_or(Money::ZERO),
            };
            if apply {
                let request = Request::Catalogue(Catalogue::MovePrices(asked));
                signed.command(world, &consent, request).await
            } else {
                ask(signed, Catalogue::PreviewPrices(asked)).await
            }
        }
        GoodsCommand::Favourites(_) => ask(signed, Catalogue::Favourites { ventana: None }).await,
        GoodsCommand::Promotions(_) => ask(signed, Catalogue::Promotions).await,
        GoodsCommand::Shelf(_) => ask(signed, Catalogue::Shelf).await,
    }
}

/// The smallest quantity: what a price without tiers is for.
const ANY: Quantity = match Quantity::try_from_milli(1) {
    Ok(any) => any,
    Err(_) => Quantity::ONE,
};

async fn ask(signed: &Signed, asked: Catalogue) -> Result<Answer, Failure> {
    signed.ask(Request::Catalogue(asked)).await
}

fn lookup(text: String) -> Catalogue {
    Catalogue::Lookup(LookUp {
        text,
        ventana: None,
        customer: None,
        group: None,
    })
}

fn missing(what: Thing) -> Failure {
    Failure::Refused(vec![Refusal::NotFound { what }])
}

/// What has exactly this SKU, PLU or barcode, sold or not.
async fn one(signed: &Signed, code: &str) -> Result<GoodsItem, Failure> {
    let search = SearchGoods {
        text: code.to_owned(),
        limit: Some(100),
        ..SearchGoods::default()
    };
    let found = match ask(signed, Catalogue::Search(search)).await? {
        Answer::Catalogue(CatalogueAnswer::Page(page)) => page.rows,
        other => return Err(unexpected(other)),
    };
    let only = found.len() == 1;
    let same = |item: &GoodsItem| {
        item.sku.eq_ignore_ascii_case(code) || item.barcode.as_deref() == Some(code)
    };
    let mut found = found.into_iter();
    found
        .find(|item| only || same(item))
        .ok_or_else(|| missing(Thing::Product))
}

async fn shelf(signed: &Signed) -> Result<Shelf, Failure> {
    match ask(signed, Catalogue::Shelf).await? {
        Answer::Catalogue(CatalogueAnswer::Shelf(shelf)) => Ok(*shelf),
        other => Err(unexpected(other)),
    }
}

/// The list of this name; without a name the base.
async fn list_of(signed: &Signed, name: Option<String>) -> Result<GoodsListId, Failure> {
    let lists = shelf(signed).await?.lists;
    let found = match name {
        None => lists.first(),
        Some(name) => lists
            .iter()
            .find(|list| list.name.to_lowercase() == name.to_lowercase()),
    };
    found
        .map(|list| list.id)
        .ok_or_else(|| missing(Thing::GoodsList))
}

async fn category_of(signed: &Signed, name: Option<String>) -> Result<Option<CategoryId>, Failure> {
    let Some(name) = name else { return Ok(None) };
    let categories = shelf(signed).await?.categories;
    let found = categories
        .iter()
        .find(|known| known.name.to_lowercase() == name.to_lowercase());
    found
        .map(|known| Some(known.id))
        .ok_or_else(|| missing(Thing::Category))
}
