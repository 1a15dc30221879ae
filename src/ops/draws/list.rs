//! Draws and their winners, as lists.

use crate::{
    domain::{
        DrawId, DrawState,
        view::{DrawFilter, HotFilter},
    },
    ops::{
        answer::Answer,
        fail::No,
        refusal::{Refusal, Thing},
        seat::Seat,
    },
    store,
};

/// Draws by date, lottery and state; today's without a date.
pub async fn list(seat: &Seat, asked: &DrawFilter) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Draws(store::draw::list(&mut db, asked).await?))
}

/// The winners of an evaluated draw within the asker's reach.
pub async fn winners(seat: &Seat, draw: DrawId) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let facts = super::facts(&mut db, draw).await?;
    if facts.state != DrawState::Evaluated {
        return Err(Refusal::NotEvaluated { state: facts.state }.into());
    }
    Ok(Answer::Winners(
        store::result::winners(&mut db, draw).await?,
    ))
}

/// How often each number of a lottery came out.
pub async fn hot(seat: &Seat, asked: &HotFilter) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let found = store::hot::hot(&mut db, asked).await?;
    let found = found.ok_or(Refusal::NotFound {
        what: Thing::Lottery,
    })?;
    Ok(Answer::HotNumbers(found))
}
