//! The queue: what waits and what failed, and a console's way of working it off.

use uuid::Uuid;

use crate::{
    domain::{CommandKey, PrintJobId, PrintState, receipt::ReceiptKind},
    ops::{
        answer::Answer,
        fail::No,
        request::PrintAnswer,
        seat::Seat,
        work::{self, Begun},
    },
    store::{self, activity::Entry},
};

/// Papers of a page.
const PAGE: i64 = 50;
/// Longest text of what went wrong.
const ERROR: usize = 200;

/// The newest papers.
pub async fn read(seat: &Seat, after: Option<i64>) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let queue = store::printer::queue(&mut db, after, PAGE).await?;
    Ok(Answer::Print(PrintAnswer::Queue(Box::new(queue))))
}

/// Sends a paper again.
pub async fn retry(seat: &Seat, key: CommandKey, job: PrintJobId) -> Result<Answer, No> {
    moved(seat, key, job, PrintState::Queued).await
}

/// Takes a paper off the queue.
pub async fn cancel(seat: &Seat, key: CommandKey, job: PrintJobId) -> Result<Answer, No> {
    moved(seat, key, job, PrintState::Cancelled).await
}

async fn moved(
    seat: &Seat,
    key: CommandKey,
    job: PrintJobId,
    to: PrintState,
) -> Result<Answer, No> {
    let (verb, action) = if to == PrintState::Queued {
        ("retry_print", "print.retried")
    } else {
        ("cancel_print", "print.cancelled")
    };
    let mut work = match work::begin(seat, key, verb, &job).await? {
        Begun::Known(answer) => return Ok(answer),
        Begun::New(work) => work,
    };
    store::printer::move_job(work.db(), key, job, to).await?;
    work.log(Entry::new(action, &job.to_string())).await?;
    work.commit(Answer::Saved).await
}

/// Takes the next paper of this terminal.
pub async fn take(seat: &Seat, lease: Uuid) -> Result<Answer, No> {
    let mut tx = seat.begin().await?;
    let work = store::printer::take(&mut tx, lease, seat.me.zone).await?;
    let mut automatic: Vec<ReceiptKind> = store::printer::all(&mut tx)
        .await?
        .into_iter()
        .filter(|one| one.mine && one.facts.active)
        .flat_map(|one| one.facts.automatic)
        .collect();
    automatic.sort();
    automatic.dedup();
    tx.commit().await?;
    Ok(Answer::Print(PrintAnswer::Work {
        work: work.map(Box::new),
        automatic,
    }))
}

/// Tells how sending ended.
pub async fn end(seat: &Seat, job: PrintJobId, lease: Uuid, error: &str) -> Result<Answer, No> {
    let error: String = error
        .chars()
        .filter(|letter| !letter.is_control())
        .take(ERROR)
        .collect();
    let mut db = seat.connection().await?;
    let state = store::printer::end(&mut db, job, lease, &error).await?;
    Ok(Answer::Print(PrintAnswer::Ended(state)))
}
