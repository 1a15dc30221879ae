//! Looking up what was scanned or typed, goods by name, and the favourites of a shop.

use super::{answer, shop};
use crate::{
    domain::{
        CustomerGroupId, CustomerId, VariantId, VentanaId,
        catalogue::{
            CatalogueProblem, ScaleRead, ScaleValue,
            lookup::{self, FoundBy, Scanned, Weighed},
            scale_prefix,
        },
        goods::Quantity,
        import::folded,
        view::catalogue::{GoodsItem, GoodsKey, GoodsPage},
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{Refusal, Thing},
        request::{CatalogueAnswer, LookUp, SearchGoods},
        seat::Seat,
        text,
    },
    store::{
        self,
        catalogue::{Asked, Search},
    },
};

/// How many goods a page holds where nothing is said.
const USUAL: u16 = 20;
/// How many at most.
const MOST: u16 = 100;
/// Longest text that is looked for.
const TEXT: u16 = 80;

/// What was scanned or typed: an exact barcode, what a scale wrote, a SKU or PLU, and only then what is called so.
pub async fn lookup(seat: &Seat, asked: LookUp) -> Result<Answer, No> {
    let typed = text::required("text", &asked.text, TEXT)?;
    let whose = Asked {
        ventana: shop(seat, asked.ventana)?,
        customer: asked.customer,
        group: asked.group,
    };
    let mut db = seat.one_view().await?;
    if let Some(found) = coded(&mut db, whose, &typed).await? {
        return Ok(answer(CatalogueAnswer::Found(Box::new(found))));
    }
    let page = SearchGoods {
        text: typed,
        active: Some(true),
        ..SearchGoods::default()
    };
    let page = self::page(&mut db, &page, whose.ventana).await?;
    Ok(answer(CatalogueAnswer::Page(page)))
}

/// What a code means at the asker's till, within the transaction of a sale.
///
/// # Errors
/// No goods have this code; or [`CatalogueProblem::Scale`], [`CatalogueProblem::NotSold`].
pub async fn scan(
    db: &mut store::Db,
    seat: &Seat,
    code: &str,
    customer: Option<CustomerId>,
    group: Option<CustomerGroupId>,
) -> Result<Scanned, No> {
    let whose = Asked {
        ventana: seat.actor().ventana,
        customer,
        group,
    };
    let code = text::required("text", code, TEXT)?;
    let what = Thing::Product;
    Ok(coded(db, whose, &code)
        .await?
        .ok_or(Refusal::NotFound { what })?)
}

/// A variant at the asker's till, with the price of a quantity of it.
///
/// # Errors
/// It does not exist.
pub async fn goods(
    db: &mut store::Db,
    seat: &Seat,
    variant: VariantId,
    quantity: Quantity,
    customer: Option<CustomerId>,
    group: Option<CustomerGroupId>,
) -> Result<GoodsItem, No> {
    let whose = Asked {
        ventana: seat.actor().ventana,
        customer,
        group,
    };
    let found = store::catalogue::one(db, whose, variant, quantity).await?;
    let what = Thing::Product;
    Ok(found.ok_or(Refusal::NotFound { what })?)
}

/// What a code means; nothing where it means nothing.
async fn coded(db: &mut store::Db, whose: Asked, code: &str) -> Result<Option<Scanned>, No> {
    if !lookup::is_code(code) {
        return Ok(None);
    }
    let weighed = if scale_prefix(code).is_some() {
        lookup::weighed(&store::catalogue::templates(db).await?, code)
    } else {
        Weighed::No
    };
    let read = match &weighed {
        Weighed::Read(read) => Some(read),
        Weighed::No | Weighed::Wrong(_) => None,
    };
    let quantity = read.map(|read| {
        let quantity = match read.value {
            ScaleValue::Weight(quantity) | ScaleValue::Units(quantity) => Some(quantity),
            ScaleValue::Price(_) => None,
        };
        (read.plu.as_str(), quantity)
    });
    let hit = store::catalogue::found(db, whose, code, quantity).await?;
    match (hit, weighed) {
        // A wrong label may still be somebody's barcode, and nothing else.
        (Some(hit), Weighed::Wrong(_)) if hit.by == FoundBy::Barcode => basket(hit, None).map(Some),
        (_, Weighed::Wrong(why)) => {
            let code = code.to_owned();
            Err(Refusal::Catalogue(CatalogueProblem::Scale { code, why }).into())
        }
        (Some(hit), Weighed::Read(read)) => basket(hit, Some(&read)).map(Some),
        (Some(hit), Weighed::No) => basket(hit, None).map(Some),
        (None, Weighed::Read(_) | Weighed::No) => Ok(None),
    }
}

fn basket(hit: store::catalogue::Hit, read: Option<&ScaleRead>) -> Result<Scanned, No> {
    Ok(lookup::basket(hit.item, hit.by, hit.pack, read).map_err(Refusal::Catalogue)?)
}

/// A page of goods by name.
pub async fn search(seat: &Seat, asked: SearchGoods) -> Result<Answer, No> {
    let typed = text::optional("text", &asked.text, TEXT)?;
    let ventana = shop(seat, asked.ventana)?;
    let mut db = seat.connection().await?;
    let asked = SearchGoods {
        text: typed,
        ..asked
    };
    let page = page(&mut db, &asked, ventana).await?;
    Ok(answer(CatalogueAnswer::Page(page)))
}

async fn page(
    db: &mut store::Db,
    asked: &SearchGoods,
    ventana: Option<VentanaId>,
) -> Result<GoodsPage, No> {
    let limit = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
    let query = query(&asked.text);
    let search = Search {
        ventana,
        query: (!asked.text.is_empty()).then_some(query.as_str()),
        code: &asked.text,
        category: asked.category.map(Into::into),
        brand: asked.brand.as_deref().filter(|brand| !brand.is_empty()),
        active: asked.active,
        after: asked.after.as_ref(),
        limit: i32::from(limit).saturating_add(1),
    };
    let mut rows = store::catalogue::search(db, &search).await?;
    let more = rows.len() > usize::from(limit);
    rows.truncate(usize::from(limit));
    let next = rows.last().filter(|_| more).map(|last| GoodsKey {
        name: last.name.to_lowercase(),
        variant: last.variant,
    });
    Ok(GoodsPage { rows, next })
}

/// Words and beginnings of words as a `tsquery`: letters and figures only, so nothing in it means anything else.
fn query(text: &str) -> String {
    let plain = folded(text);
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(|word| format!("'{word}':*")).collect();
    words.join(" & ")
}

/// The favourites of a shop.
pub async fn favourites(seat: &Seat, ventana: Option<VentanaId>) -> Result<Answer, No> {
    let ventana = shop(seat, ventana)?.ok_or(Refusal::NoVentana)?;
    let mut db = seat.connection().await?;
    let rows = store::catalogue::favourites(&mut db, ventana).await?;
    Ok(answer(CatalogueAnswer::Favourites(rows)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_become_beginnings_of_words_and_nothing_else() {
        assert_eq!(query("Azúcar  2 kg"), "'azucar':* & '2':* & 'kg':*");
        assert_eq!(query("a'b | !c:*"), "'a':* & 'b':* & 'c':*");
        assert_eq!(query("--"), "");
    }
}
