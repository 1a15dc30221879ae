//! Reading lay-offs: those of a draw, one with its lines and steps, the other houses.

use crate::{
    domain::{
        DrawId, LayOffId,
        view::{LayOffList, LayOffView},
    },
    ops::{
        answer::Answer,
        draws,
        fail::No,
        refusal::{Refusal, Thing},
        request::LayOffAnswer,
        seat::Seat,
    },
    store,
};

/// The lay-offs of a draw, newest first.
pub async fn of_draw(seat: &Seat, draw: DrawId) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let row = store::draw::one(&mut db, draw).await?;
    let row = row.ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let rows = store::layoff::of_draw(&mut db, draw).await?;
    let (_, now) = store::list::house(&mut db).await?;
    Ok(Answer::LayOff(LayOffAnswer::List(Box::new(LayOffList {
        draw: row,
        rows,
        now,
    }))))
}

/// A lay-off with its lines and all that happened to it.
pub async fn one(seat: &Seat, layoff: LayOffId) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let view = view(&mut db, layoff).await?;
    Ok(Answer::LayOff(LayOffAnswer::One(Box::new(view))))
}

/// The same by its number in the house.
pub async fn numbered(seat: &Seat, number: i64) -> Result<Answer, No> {
    let mut db = seat.one_view().await?;
    let found = store::layoff::numbered(&mut db, number).await?;
    let layoff = found.ok_or(Refusal::NotFound {
        what: Thing::LayOff,
    })?;
    let view = view(&mut db, layoff).await?;
    Ok(Answer::LayOff(LayOffAnswer::One(Box::new(view))))
}

/// The lay-off as it stands now.
pub async fn view(db: &mut store::Db, layoff: LayOffId) -> Result<LayOffView, No> {
    let found = store::layoff::one(db, layoff).await?;
    let found = found.ok_or(Refusal::NotFound {
        what: Thing::LayOff,
    })?;
    let row = store::draw::one(db, found.draw).await?;
    let row = row.ok_or(Refusal::NotFound { what: Thing::Draw })?;
    let digits = draws::facts(db, found.draw).await?.digits;
    let (banca, now) = store::list::house(db).await?;
    Ok(LayOffView {
        banca,
        draw: row,
        row: found.row,
        contact: found.contact,
        terms: found.terms,
        commission: found.commission,
        lines: store::layoff::lines(db, layoff, digits).await?,
        steps: store::layoff::steps(db, layoff).await?,
        now,
    })
}

/// The other houses.
pub async fn houses(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let rows = store::layoff::houses(&mut db).await?;
    Ok(Answer::LayOff(LayOffAnswer::Houses(rows)))
}
