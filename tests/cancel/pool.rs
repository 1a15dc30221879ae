//! A transaction whose `begin()` was cancelled: sqlx 0.9.0 gives its connection to the next one as it is.

use banca::store;
use sqlx::{Executor, PgPool, postgres::PgPoolOptions};

use crate::{
    polled,
    support::{World, server},
};

/// More awaits than a `begin()` has.
const POLLS: usize = 40;

/// Cancels a `begin()` after so many polls, writes with the same pool, and tells whether what was acknowledged is there
/// when the pool has gone.
async fn survives(world: &World, pool: PgPool, polls: usize) -> bool {
    let mark = i32::try_from(polls).unwrap();
    // The connection is there already, so that the polls fall into the transaction's beginning.
    pool.execute("SELECT 1").await.unwrap();
    let begun = polled(pool.begin(), polls).await;
    drop(begun);
    let written = sqlx::query("INSERT INTO probe VALUES ($1)")
        .bind(mark)
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(written.rows_affected(), 1, "it was acknowledged");
    pool.close().await;
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM probe WHERE mark = $1)")
        .bind(mark)
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap()
}

async fn lost(world: &World, pool: impl Fn() -> PgPool) -> usize {
    let mut owner = world.owner().await;
    owner
        .execute(
            "DROP TABLE IF EXISTS probe; CREATE TABLE probe (mark int PRIMARY KEY);
             GRANT INSERT ON probe TO banca_app",
        )
        .await
        .unwrap();
    let mut lost = 0;
    for polls in 1..=POLLS {
        lost += usize::from(!survives(world, pool(), polls).await);
    }
    lost
}

#[tokio::test]
async fn what_is_written_after_a_cancelled_begin_stays_written() {
    let world = World::new().await;
    let options = server().app_options(&world.name);
    let ours = || store::connect::pool(options.clone(), None, 1);
    assert_eq!(lost(&world, ours).await, 0);
}

/// Without our hook it is lost. When this fails, sqlx has been mended; the hook may stay.
#[tokio::test]
async fn a_pool_as_it_comes_loses_what_is_written_after_a_cancelled_begin() {
    let world = World::new().await;
    let options = server().app_options(&world.name);
    let as_it_comes = || {
        PgPoolOptions::new()
            .max_connections(1)
            .connect_lazy_with(options.clone())
    };
    // Whether a poll ends between the beginning and its answer is chance on a busy machine; so many rounds are enough.
    for _ in 0..50 {
        if lost(&world, as_it_comes).await > 0 {
            return;
        }
    }
    panic!("nothing was lost");
}
