//! The books as they are read: the trial balance, and the way from an account to the documents behind it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::unreadable_mark;
use crate::{
    domain::view::LedgerPage,
    ops::{answer::Answer, fail::No, page, refusal::Refusal, seat::Seat},
    store::{self, books::Place},
};

/// The trial balance of the books within reach.
pub async fn accounts(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::LedgerAccounts(
        store::books::accounts(&mut db).await?,
    ))
}

/// A page of an account's transfers.
pub async fn entries(
    seat: &Seat,
    book: Uuid,
    code: i16,
    after: Option<&str>,
) -> Result<Answer, No> {
    let rows = page::rows(None)?;
    let after = after.map(place).transpose()?;
    let mut db = seat.connection().await?;
    let read = store::books::entries(&mut db, book, code, after, page::read(rows)).await?;
    let (rows, next) = page::cut(read, rows);
    Ok(Answer::LedgerEntries(LedgerPage {
        rows,
        next: next.map(|(date, id)| format!("{date}:{}", id.simple())),
    }))
}

fn place(mark: &str) -> Result<Place, Refusal> {
    mark.split_once(':')
        .and_then(|(date, id)| {
            Some((
                NaiveDate::parse_from_str(date, "%Y-%m-%d").ok()?,
                id.parse().ok()?,
            ))
        })
        .ok_or_else(unreadable_mark)
}
