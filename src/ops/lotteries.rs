//! The lotteries with rules, prices and next draws.

use super::{answer::Answer, fail::No, seat::Seat};
use crate::store;

/// All lotteries of the house.
pub async fn run(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Lotteries(store::lottery::list(&mut db).await?))
}
