//! What the clock does: makes the draws of the coming days, puts on sale what is due, seals what has ended, expires prizes
//! that nobody collected, seals the log. Any signed-in console asks for it now and then, `banca tick` too; it is done once, because the
//! database lets one runner in at a time for each house. After a downtime the first run catches up.

use super::generate;
use crate::{
    domain::{BancaId, DrawState, view::Ticked},
    ops::{answer::Answer, fail::No, seat::Seat},
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
    Ok(Answer::Pulse(
        store::tick::pulse(&mut db, seat.me.banca).await?,
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
        all.expired = all.expired.saturating_add(done.expired);
        all.gathered = all.gathered.saturating_add(done.gathered);
    }
    pool.close().await;
    Ok(all)
}

/// Each step is a transaction of its own, so that one that fails or waits takes no other with it.
async fn due(pool: &store::Pool, banca: BancaId) -> Result<Ticked, No> {
    store::tick::ready_partitions(&mut *pool.acquire().await?, banca).await?;
    let mut ticked = Ticked {
        generated: make_draws(pool, banca).await?,
        ..Ticked::default()
    };
    let due = store::tick::due_draws(&mut *pool.acquire().await?, banca).await?;
    for draw in due {
        let mut tx = pool.begin().await?;
        store::draw::wait_briefly(&mut tx).await?;
        store::draw::take_time(&mut tx).await?;
        let became = match store::tick::draw(&mut tx, banca, draw).await {
            // Sales in flight hold the draw: the next tick closes it.
            Err(late) if store::draw::gave_up_waiting(&late) => continue,
            became => became?,
        };
        tx.commit().await?;
        match became {
            Some(DrawState::Open) => ticked.opened = ticked.opened.saturating_add(1),
            Some(DrawState::Closed) => ticked.closed = ticked.closed.saturating_add(1),
            Some(DrawState::Scheduled | DrawState::Evaluated | DrawState::Annulled) | None => {}
        }
    }
    let mut tx = pool.begin().await?;
    ticked.expired = store::tick::expire_prizes(&mut tx, banca).await?;
    tx.commit().await?;
    let gather = store::tick::unbanded_draws(&mut *pool.acquire().await?, banca).await?;
    for draw in gather {
        let mut tx = pool.begin().await?;
        store::draw::take_time(&mut tx).await?;
        let gathered = store::tick::band_draw(&mut tx, banca, draw).await?;
        tx.commit().await?;
        ticked.gathered = ticked.gathered.saturating_add(i64::from(gathered));
    }
    while seal_log(pool, banca).await? {}
    Ok(ticked)
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
