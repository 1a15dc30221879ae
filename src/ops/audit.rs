//! The sealed blocks of the activity log, newest first, a page at a time: what is kept elsewhere to hold the house to it.

use super::{answer::Answer, fail::No, page, seat::Seat};
use crate::{domain::view::AuditPage, store};

/// A page of blocks with the newest of all.
pub async fn run(seat: &Seat, before: Option<i64>, limit: Option<u16>) -> Result<Answer, No> {
    let rows = page::rows(limit)?;
    let mut db = seat.connection().await?;
    let head = store::audit::head(&mut db).await?;
    let read = store::audit::blocks(&mut db, before, page::read(rows)).await?;
    let keyed = read.into_iter().map(|block| (block.block, block));
    let (blocks, next) = page::cut(keyed.collect(), rows);
    Ok(Answer::AuditBlocks(AuditPage { head, blocks, next }))
}
