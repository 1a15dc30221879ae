//! Checking the books: every identity is recomputed from what was written, in one consistent view of the database.

use std::time::Instant;

use sqlx::{Acquire, PgConnection};

use super::{answer::Answer, fail::No, seat::Seat};
use crate::{
    domain::{Grant, Right, view::VerifyReport},
    store::{self, verify::Reach},
};

/// Checks the books within the reach of the person signed in: the house's, or one shop's.
pub async fn run(seat: &Seat) -> Result<Answer, No> {
    let reach = match seat.grant(Right::Verify) {
        Grant::All => Reach::House,
        Grant::Own | Grant::WithApproval | Grant::No => Reach::Shop,
    };
    let mut db = seat.connection().await?;
    Ok(Answer::Verified(check(&mut db, reach).await?))
}

/// Checks the books that this connection sees: with the owner's rights, those of every house.
///
/// # Errors
/// When the database does not answer. A broken identity is no error but part of the report.
pub async fn verify_all(db: &mut PgConnection) -> Result<VerifyReport, sqlx::Error> {
    check(db, Reach::House).await
}

async fn check(db: &mut PgConnection, reach: Reach) -> Result<VerifyReport, sqlx::Error> {
    let begun = Instant::now();
    let mut tx = db.begin().await?;
    store::verify::one_view(&mut tx).await?;
    let identities = store::verify::identities(&mut tx, reach).await?;
    let at = store::verify::now(&mut tx).await?;
    tx.rollback().await?;
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(VerifyReport {
        identities,
        at,
        millis,
    })
}
