//! Reading the till: what it opens with, what waits, what was sold.

use super::{answer, missing, reckon, shop};
use crate::{
    domain::{Money, SaleId, goods::rounding},
    ops::{
        answer::Answer,
        fail::No,
        refusal::Thing,
        request::{SaleFilter, TillAnswer},
        seat::Seat,
        text,
    },
    store,
};

/// Rows of a page where nothing is said, and at most.
const USUAL: u16 = 50;
const MOST: u16 = 100;

/// The own open basket at this terminal, and the shop's parked ones.
pub async fn desk(seat: &Seat) -> Result<Answer, No> {
    let ventana = shop(seat)?;
    let mut db = seat.connection().await?;
    let rules = store::basket::rules(&mut db, ventana).await?;
    let drawer = store::desk::open_drawer(&mut db).await?;
    let open = match store::basket::open_here(&mut db).await? {
        Some(sale) => store::basket::one(&mut db, sale, false).await?,
        None => None,
    };
    let open = match open {
        Some(held) => Some(Box::new(reckon::view(seat, &mut db, ventana, held).await?)),
        None => None,
    };
    let mut parked = store::basket::waiting(&mut db).await?;
    parked.retain(|one| one.state == crate::domain::goods::SaleState::Parked);
    Ok(answer(TillAnswer::Desk(Box::new(
        crate::domain::view::TillDesk {
            open,
            parked,
            drawer: drawer.is_some(),
            coin: if rules.rounds {
                rounding::smallest_coin(rules.date)
            } else {
                Money::ZERO
            },
            point: rules.points.worth,
        },
    ))))
}

/// The baskets of the shop that wait.
pub async fn waiting(seat: &Seat) -> Result<Answer, No> {
    shop(seat)?;
    let mut db = seat.connection().await?;
    let rows = store::basket::waiting(&mut db).await?;
    Ok(answer(TillAnswer::Waiting(rows)))
}

/// A page of sales with what the whole filter comes to.
pub async fn list(seat: &Seat, filter: &SaleFilter) -> Result<Answer, No> {
    let limit = filter.limit.unwrap_or(USUAL).clamp(1, MOST);
    let number = filter
        .number
        .as_deref()
        .map(|number| text::optional("number", number, 20))
        .transpose()?;
    let mut db = seat.one_view().await?;
    let asked = store::sale::list::Asked {
        state: filter.state,
        returned: filter.returned,
        cashier: filter.cashier,
        customer: filter.customer,
        ventana: filter.ventana,
        date: filter.date,
        from: filter.from,
        to: filter.to,
        number: number.as_deref(),
        cursor: filter.cursor.as_deref().and_then(store::sale::list::cursor),
        limit,
    };
    let page = store::sale::list::page(&mut db, &asked).await?;
    Ok(answer(TillAnswer::Sales(Box::new(page))))
}

/// A sale with everything that belongs to it.
pub async fn one(seat: &Seat, sale: SaleId) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let view = store::sale::read::view(&mut db, sale).await?;
    let view = view.ok_or_else(|| missing(Thing::Sale))?;
    Ok(answer(TillAnswer::Sale(Box::new(view))))
}

/// The same by its number, its receipt's or a return's.
pub async fn numbered(seat: &Seat, number: &str) -> Result<Answer, No> {
    let number = text::required("number", number, 20)?;
    let mut db = seat.one_view().await?;
    let sale = store::sale::read::numbered(&mut db, &number.to_uppercase()).await?;
    drop(db);
    one(seat, sale.ok_or_else(|| missing(Thing::Sale))?).await
}
