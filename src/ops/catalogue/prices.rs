//! Lists of prices, prices one by one, and prices that move together.

use serde_json::{Value, json};

use super::{answer, wrong};
use crate::{
    domain::{
        GoodsListId, Money,
        catalogue::{CatalogueProblem, ListKind, price::moved},
        view::catalogue::{GoodsListRow, VariantPrices},
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{FieldProblem, Refusal, Thing},
        request::{CatalogueAnswer, MovePrices, SaveGoodsList, SavePrices},
        seat::Seat,
        text,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Most prices of one command.
const MOST: usize = 5_000;

/// Adds or changes a list of prices.
pub async fn list(seat: &Seat, asked: SaveGoodsList) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "save_goods_list", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let list = GoodsListRow {
        name: text::required("name", &asked.list.name, 60)?,
        ..asked.list
    };
    let lists = store::catalogue::lists(work.db()).await?;
    let before = lists.into_iter().find(|known| known.id == list.id);
    if list.ends.is_some_and(|ends| ends <= list.starts) {
        return Err(wrong("ends", FieldProblem::OutOfRange).into());
    }
    let base = list.kind == ListKind::Base;
    if base && (before.is_none() || list.ends.is_some() || !list.active) {
        return Err(wrong("kind", FieldProblem::OutOfRange).into());
    }
    if before
        .as_ref()
        .is_some_and(|before| before.kind != list.kind)
    {
        return Err(wrong("kind", FieldProblem::OutOfRange).into());
    }
    store::catalogue::list(work.db(), key, &list).await?;
    let target = list.id.to_string();
    let mut entry = Entry::new("goods_prices.saved", &target);
    entry.note = &list.name;
    entry.details = json!({ "before": before, "after": list });
    work.log(entry).await?;
    let shelf = store::catalogue::shelf(work.db()).await?;
    work.commit(answer(CatalogueAnswer::Shelf(Box::new(shelf))))
        .await
}

/// Sets prices, or takes them back.
pub async fn save(seat: &Seat, asked: SavePrices) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "set_goods_prices", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    if asked.prices.is_empty() || asked.prices.len() > MOST {
        return Err(wrong("prices", FieldProblem::OutOfRange).into());
    }
    let bad = |price: Money| price.is_negative();
    for (place, one) in asked.prices.iter().enumerate() {
        let mut before = asked.prices.iter().take(place);
        let twice = before.any(|other| {
            (other.list, other.variant, other.from) == (one.list, one.variant, one.from)
        });
        if one.from.is_zero() || twice || one.price.is_some_and(bad) {
            return Err(wrong("prices", FieldProblem::OutOfRange).into());
        }
    }
    let rows: Vec<Value> = asked
        .prices
        .iter()
        .map(|one| json!({ "list": one.list, "variant": one.variant, "from": one.from, "price": one.price }))
        .collect();
    let rows = Value::Array(rows);
    let changed = store::catalogue::prices(work.db(), key, &rows).await?;
    let target = asked
        .prices
        .first()
        .map(|one| one.list.to_string())
        .unwrap_or_default();
    let mut entry = Entry::new("goods_prices.saved", &target);
    entry.details = json!({ "changed": changed, "prices": rows });
    work.log(entry).await?;
    work.commit(answer(CatalogueAnswer::PricesSaved { changed }))
        .await
}

/// What moving the prices of a list would do.
pub async fn preview(seat: &Seat, asked: MovePrices) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let rows = planned(&mut db, &asked).await?;
    Ok(answer(CatalogueAnswer::Prices(rows)))
}

/// Moves the prices of a list by percent.
pub async fn shift(seat: &Seat, asked: MovePrices) -> Result<Answer, No> {
    let key = asked.key;
    let mut work = match work::begin(seat, key, "move_goods_prices", &asked).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    let rows = planned(work.db(), &asked).await?;
    if rows.is_empty() || rows.len() > MOST {
        return Err(wrong("prices", FieldProblem::OutOfRange).into());
    }
    let set: Vec<Value> = rows
        .iter()
        .map(|row| json!({ "list": asked.list, "variant": row.variant, "from": row.from, "price": row.after }))
        .collect();
    store::catalogue::prices(work.db(), key, &Value::Array(set)).await?;
    let target = asked.list.to_string();
    let mut entry = Entry::new("goods_prices.saved", &target);
    entry.details = json!({
        "changed": rows.len(), "percent": asked.percent, "up": asked.up, "step": asked.step, "category": asked.category,
        "brand": asked.brand,
    });
    work.log(entry).await?;
    work.commit(answer(CatalogueAnswer::Prices(rows))).await
}

async fn planned(db: &mut store::Db, asked: &MovePrices) -> Result<Vec<VariantPrices>, No> {
    if asked.step.is_negative() {
        return Err(wrong("step", FieldProblem::OutOfRange).into());
    }
    list_of(db, asked.list).await?;
    let brand = asked.brand.as_deref().filter(|brand| !brand.is_empty());
    let prices = store::catalogue::listed_prices(db, asked.list, asked.category, brand).await?;
    let mut rows = Vec::new();
    for one in prices {
        let after = moved(one.price, asked.percent, asked.up, asked.step)
            .ok_or(Refusal::Catalogue(CatalogueProblem::Rule))?;
        if after != one.price {
            rows.push(VariantPrices {
                variant: one.variant,
                name: one.name,
                sku: one.sku,
                from: one.from,
                before: one.price,
                after,
            });
        }
    }
    Ok(rows)
}

async fn list_of(db: &mut store::Db, list: GoodsListId) -> Result<GoodsListRow, No> {
    let lists = store::catalogue::lists(db).await?;
    let found = lists.into_iter().find(|known| known.id == list);
    Ok(found.ok_or(Refusal::NotFound {
        what: Thing::GoodsList,
    })?)
}
