//! Checking the books: every identity is recomputed from what was written, in one consistent view of the database.

use std::time::Instant;

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
    let mut tx = seat.begin().await?;
    let report = check(&mut tx, reach).await?;
    tx.rollback().await?;
    Ok(Answer::Verified(report))
}

/// Checks the books that this connection sees: with the owner's rights, those of every house.
///
/// # Errors
/// When the database does not answer. A broken identity is no error but part of the report.
pub async fn verify_all(db: &mut store::Db) -> Result<VerifyReport, store::Failed> {
    let mut tx = store::verify::begin(db).await?;
    let report = check(&mut tx, Reach::House).await?;
    tx.rollback().await?;
    Ok(report)
}

async fn check(tx: &mut store::Db, reach: Reach) -> Result<VerifyReport, store::Failed> {
    let begun = Instant::now();
    store::verify::one_view(tx).await?;
    let identities = store::verify::identities(tx, reach).await?;
    let at = store::verify::now(tx).await?;
    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(VerifyReport {
        identities,
        at,
        millis,
    })
}
