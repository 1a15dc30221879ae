//! What the clock does: makes the draws of the coming days, puts on sale what is due, seals what has ended, expires prizes
//! that nobody collected, seals the log. Any signed-in console asks for it now and then, `banca tick` too; it is done once, because the
//! database lets one runner in at a time for each house. After a downtime the first run catches up. Every run is kept.

use super::generate;
use crate::{
    domain::{BancaId, DrawId, DrawState, Job, view::Ticked},
    ops::{answer::Answer, fail::No, refusal::Refusal, seat::Seat},
    store,
};

/// How many days of draws stand ready.
const DAYS_AHEAD: u16 = 7;

/// Does what is due in the asker's house.
pub async fn run(seat: &Seat) -> Result<Answer, No> {
    Ok(Answer::Ticked(due(seat.pool(), seat.me.banca).await?))
}

/// Whether any draw has changed, and whether a tick is due.
pub async fn pulse(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    let pulse = store::tick::pulse(&mut db, seat.me.banca).await?;
    // Whose session was ended sees no draw at all: only then is it asked whether it still lives.
    if pulse.draws == 0 && !store::session::alive(&mut db).await? {
        return Err(Refusal::NotSignedIn.into());
    }
    if seat.shows_again() {
        store::session::seen(&mut db).await?;
    }
    Ok(Answer::Pulse(pulse))
}

/// The jobs, their health and their latest runs.
pub async fn jobs(seat: &Seat) -> Result<Answer, No> {
    let mut db = seat.connection().await?;
    Ok(Answer::Jobs(
        store::jobs::list(&mut db, seat.me.banca).await?,
    ))
}

/// Does what is due in every house of a database, as the schema's owner: `banca tick` needs nobody signed in.
///
/// # Errors
/// A fault, when the database cannot be reached or fails; what was done before it stays done.
pub async fn run_as_owner(owner: store::Address) -> Result<Ticked, No> {
    let pool = store::connect::single(owner).await?;
    let mut all = Ticked::default();
    let houses = store::tick::houses(&mut *pool.acquire().await?).await?;
    for banca in houses {
        let done = due(&pool, banca).await?;
        all.generated = all.generated.saturating_add(done.generated);
        all.opened = all.opened.saturating_add(done.opened);
        all.closed = all.closed.saturating_add(done.closed);
        all.skipped = all.skipped.saturating_add(done.skipped);
        all.expired = all.expired.saturating_add(done.expired);
        all.gathered = all.gathered.saturating_add(done.gathered);
    }
    pool.close().await;
    Ok(all)
}

/// Each step is a transaction of its own, so that one that fails or waits takes no other with it: the rest is done all the
/// same, the failure is kept, and told in the end.
async fn due(pool: &store::Pool, banca: BancaId) -> Result<Ticked, No> {
    store::tick::ready_partitions(&mut *pool.acquire().await?, banca).await?;
    let mut runner = Runner {
        pool,
        banca,
        failed: None,
    };
    let mut ticked = Ticked::default();
    let made = make_draws(pool, banca).await;
    ticked.generated = runner.kept(Job::Generate, made).await?;
    let due = store::tick::due_draws(&mut *pool.acquire().await?, banca).await?;
    for draw in due {
        match tick_draw(pool, banca, draw).await {
            Ok(Some(DrawState::Open)) => ticked.opened = ticked.opened.saturating_add(1),
            Ok(Some(DrawState::Closed)) => ticked.closed = ticked.closed.saturating_add(1),
            Ok(Some(DrawState::Annulled)) => ticked.skipped = ticked.skipped.saturating_add(1),
            Ok(Some(DrawState::Scheduled | DrawState::Evaluated) | None) => {}
            Err(failed) => {
                runner.kept(Job::Close, Err(failed)).await?;
            }
        }
    }
    runner.kept(Job::Open, Ok(ticked.opened)).await?;
    runner.kept(Job::Skip, Ok(ticked.skipped)).await?;
    runner.kept(Job::Close, Ok(ticked.closed)).await?;
    let expired = expire(pool, banca).await;
    ticked.expired = runner.kept(Job::Expire, expired).await?;
    let gathered = gather(pool, banca).await;
    ticked.gathered = runner.kept(Job::Gather, gathered).await?;
    let sealed = seal_all(pool, banca).await;
    runner.kept(Job::Seal, sealed).await?;
    match runner.failed {
        Some(failed) => Err(failed),
        None => Ok(ticked),
    }
}

/// Keeps what each job did.
struct Runner<'a> {
    pool: &'a store::Pool,
    banca: BancaId,
    /// The first failure.
    failed: Option<No>,
}

impl Runner<'_> {
    /// How much a job did; nothing where it failed, which is kept for the end.
    async fn kept(&mut self, job: Job, did: Result<i64, No>) -> Result<i64, No> {
        let (done, failure) = match did {
            Ok(done) => (done, None),
            Err(failed) => {
                let why = format!("{failed:?}");
                self.failed.get_or_insert(failed);
                (0, Some(why))
            }
        };
        let mut db = self.pool.acquire().await?;
        store::jobs::note(&mut db, self.banca, job, done, failure.as_deref()).await?;
        Ok(done)
    }
}

/// Opens or closes a draw that is due, or calls it off where it never opened.
async fn tick_draw(
    pool: &store::Pool,
    banca: BancaId,
    draw: DrawId,
) -> Result<Option<DrawState>, No> {
    let mut tx = pool.begin().await?;
    store::draw::wait_briefly(&mut tx).await?;
    store::draw::take_time(&mut tx).await?;
    let became = match store::tick::draw(&mut tx, banca, draw).await {
        // Sales in flight hold the draw: the next tick closes it.
        Err(late) if store::draw::gave_up_waiting(&late) => return Ok(None),
        became => became?,
    };
    tx.commit().await?;
    Ok(became)
}

async fn expire(pool: &store::Pool, banca: BancaId) -> Result<i64, No> {
    let mut tx = pool.begin().await?;
    let expired = store::tick::expire_prizes(&mut tx, banca).await?;
    tx.commit().await?;
    Ok(expired)
}

/// Gathers the closed draws that no report was gathered of yet, and the days that are over for the accounts; tells how many.
async fn gather(pool: &store::Pool, banca: BancaId) -> Result<i64, No> {
    let draws = store::tick::unbanded_draws(&mut *pool.acquire().await?, banca).await?;
    let mut all = 0_i64;
    for draw in draws {
        let mut tx = pool.begin().await?;
        store::draw::take_time(&mut tx).await?;
        let gathered = store::tick::band_draw(&mut tx, banca, draw).await?;
        tx.commit().await?;
        all = all.saturating_add(i64::from(gathered));
    }
    loop {
        let mut tx = pool.begin().await?;
        let days = store::tick::gather_days(&mut tx, banca).await?;
        tx.commit().await?;
        if days == 0 {
            return Ok(all);
        }
        all = all.saturating_add(days);
    }
}

/// Seals the log block by block; tells how many blocks beyond the first.
async fn seal_all(pool: &store::Pool, banca: BancaId) -> Result<i64, No> {
    let mut blocks = 0_i64;
    while seal_log(pool, banca).await? {
        blocks = blocks.saturating_add(1);
    }
    Ok(blocks)
}

/// Seals a block of the activity log. Returns whether there is more to seal at once.
async fn seal_log(pool: &store::Pool, banca: BancaId) -> Result<bool, No> {
    let mut tx = pool.begin().await?;
    store::audit::take_time(&mut tx).await?;
    let more = store::audit::seal(&mut tx, banca).await?;
    tx.commit().await?;
    Ok(more)
}

async fn make_draws(pool: &store::Pool, banca: BancaId) -> Result<i64, No> {
    let mut tx = pool.begin().await?;
    let (now, lotteries) = store::draw::plan(&mut tx, banca).await?;
    let missing = generate::missing(&lotteries, now, DAYS_AHEAD);
    if missing.is_empty() || !store::tick::hold(&mut tx, banca).await? {
        return Ok(0);
    }
    let made = store::draw::make(&mut tx, banca, &missing, true).await?;
    tx.commit().await?;
    Ok(made)
}
