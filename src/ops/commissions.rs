//! The commission policies in force, as they are shown.

use super::{answer::Answer, fail::No, seat::Seat};
use crate::store;

/// The policies within reach.
pub async fn commissions(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Commissions(store::commission::list(&mut db).await?))
}
