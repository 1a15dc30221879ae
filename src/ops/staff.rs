//! The house's people and shops as they are shown.

use super::{answer::Answer, fail::No, seat::Seat};
use crate::{
    domain::{Grant, Right},
    store,
};

/// The people within reach.
pub async fn users(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Users(store::staff::users(&mut db).await?))
}

/// The shops within reach: the own one, or for administrators all.
pub async fn ventanas(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let mut rows = store::staff::ventanas(&mut db).await?;
    if seat.grant(Right::RunHouse) == Grant::No {
        rows.retain(|row| Some(row.id) == seat.actor().ventana);
    }
    Ok(Answer::Ventanas(rows))
}
