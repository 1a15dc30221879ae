//! Reading the catalogue: a product, what goods are ordered by, the promotions, what something cost.

use super::answer;
use crate::{
    domain::{ProductId, VariantId, view::catalogue::ProductView},
    ops::{
        answer::Answer,
        fail::No,
        refusal::{Refusal, Thing},
        request::CatalogueAnswer,
        seat::Seat,
    },
    store,
};

/// A product with all that belongs to it.
pub async fn product(seat: &Seat, product: ProductId) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let view = view(&mut db, product).await?;
    Ok(answer(CatalogueAnswer::Product(Box::new(view))))
}

/// The product as it stands now.
pub async fn view(db: &mut store::Db, product: ProductId) -> Result<ProductView, No> {
    let found = store::catalogue::product(db, product).await?;
    Ok(found.ok_or(Refusal::NotFound {
        what: Thing::Product,
    })?)
}

/// What goods are ordered by.
pub async fn shelf(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let shelf = store::catalogue::shelf(&mut db).await?;
    Ok(answer(CatalogueAnswer::Shelf(Box::new(shelf))))
}

/// All goods, a line each.
pub async fn sheet(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let rows = store::catalogue::sheet(&mut db).await?;
    Ok(answer(CatalogueAnswer::Sheet(rows)))
}

/// The promotions, and which of them hold now.
pub async fn promotions(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let mut rows = store::catalogue::promotions(&mut db).await?;
    let now = seat.now();
    for row in &mut rows {
        row.holds = row.promotion.holds(now, seat.me.zone);
    }
    Ok(answer(CatalogueAnswer::Promotions(rows)))
}

/// What a variant cost when.
pub async fn history(seat: &Seat, variant: VariantId) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let rows = store::catalogue::history(&mut db, variant).await?;
    Ok(answer(CatalogueAnswer::History(rows)))
}
