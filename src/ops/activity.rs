//! Who did what, newest first, a page at a time.

use super::{answer::Answer, fail::No, page, seat::Seat};
use crate::{
    domain::view::{ActivityFilter, ActivityPage, PageKey},
    store,
};

/// A page of the activity log within the user's reach.
pub async fn run(seat: &Seat, filter: &ActivityFilter) -> Result<Answer, No> {
    let rows = page::rows(filter.limit)?;
    let mut db = seat.connection().await?;
    let read = store::activity::page(&mut db, filter, page::read(rows)).await?;
    let keyed = read.into_iter().map(|row| {
        let key = PageKey {
            at: row.at,
            id: row.id,
        };
        (key, row)
    });
    let (rows, next) = page::cut(keyed.collect(), rows);
    Ok(Answer::Activity(ActivityPage { rows, next }))
}
