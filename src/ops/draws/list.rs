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

/// Draws by date, lottery and state; today's without a date. Evaluated ones with the past results among them that were brought in
/// from elsewhere.
pub async fn list(seat: &Seat, asked: &DrawFilter) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let mut rows = store::draw::list(&mut db, asked).await?;
    if asked.state == Some(DrawState::Evaluated) {
        rows.extend(store::past_result::rows(&mut db, asked).await?);
        rows.sort_by(|one, other| (one.at, &one.name).cmp(&(other.at, &other.name)));
    }
    Ok(Answer::Draws(rows))
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
