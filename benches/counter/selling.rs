//! Selling: round trips, latency over a far network, sales per second beside pgbench, one hot number, closing under load,
//! and how much is written for a sale.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use banca::{
    domain::DrawId,
    ops::{House, Reply, Request},
};
use sqlx::{Connection, Executor};

use crate::{
    ground::{Dice, Ground, Wanted, expect_done},
    table::{self, Durations},
    wire::Wire,
};

/// Bets of one measured ticket.
const BETS: usize = 8;

/// The whole section. `time` is the length of one measurement.
pub async fn measure(ground: &Ground, time: Duration) {
    table::head("Selling");
    round_trips(ground).await;
    far_away(ground).await;
    written(ground).await;
    for terminals in [1, 4, 16, 64] {
        speed(ground, terminals, time).await;
    }
    hot_number(ground, time).await;
    for terminals in [1, 16, 64] {
        released_early(ground, terminals, time).await;
    }
    closing(ground, 20).await;
}

/// A seller behind a wire who has sold before: the first sale reads the rules and prepares the statement.
async fn warm(ground: &Ground, wire: &Wire, draw: DrawId, dice: &Dice) -> House {
    let house = ground
        .seller(0, ground.options().socket(wire.socket()))
        .await;
    for _ in 0..8 {
        let sale = Request::Sell(dice.ticket(draw, BETS, Wanted::Zipf));
        expect_done(&house.handle(sale).await);
    }
    house
}

async fn round_trips(ground: &Ground) {
    let (draw, dice) = (ground.draw(8).await, Dice::new(7));
    let wire = Wire::before(ground.server.socket(), Duration::ZERO);
    let house = warm(ground, &wire, draw, &dice).await;
    for bets in [1, 8, 20] {
        let before = wire.turns();
        for _ in 0..20 {
            let sale = Request::Sell(dice.ticket(draw, bets, Wanted::Zipf));
            expect_done(&house.handle(sale).await);
        }
        #[expect(clippy::cast_precision_loss, reason = "a small count")]
        let each = (wire.turns() - before) as f64 / 20.0;
        table::row(
            &format!("round trips of one sale of {bets} bets"),
            &format!("{each:.2}"),
            "goal 1 (+ 1 where an answer must be flushed)",
        );
    }
    house.close().await;
}

async fn far_away(ground: &Ground) {
    let (draw, dice) = (ground.draw(8).await, Dice::new(8));
    let delay = Duration::from_millis(20);
    let mut medians = Vec::new();
    for each_way in [Duration::ZERO, delay] {
        let wire = Wire::before(ground.server.socket(), each_way);
        let house = warm(ground, &wire, draw, &dice).await;
        let mut took = Durations::default();
        for _ in 0..50 {
            let sale = Request::Sell(dice.ticket(draw, BETS, Wanted::Zipf));
            let begun = Instant::now();
            expect_done(&house.handle(sale).await);
            took.push(begun.elapsed());
        }
        medians.push(took.percentile(50));
        house.close().await;
    }
    let added = medians[1] - medians[0];
    table::row(
        "latency of a sale with 20 ms of network each way added, p50",
        &format!("{:.1} ms, against {:.1} ms without", medians[1], medians[0]),
        &format!(
            "{:.2} × the added round trip of 40 ms (goal ≤ 2)",
            added / 40.0
        ),
    );
}

async fn written(ground: &Ground) {
    let (draw, dice) = (ground.draw(8).await, Dice::new(9));
    let house = ground.seller(0, ground.options()).await;
    let mut owner = ground.owner().await;
    let sell = async |count: usize| {
        for _ in 0..count {
            expect_done(
                &house
                    .handle(Request::Sell(dice.ticket(draw, 3, Wanted::Zipf)))
                    .await,
            );
        }
    };
    sell(50).await;
    owner
        .execute("CREATE EXTENSION IF NOT EXISTS pg_walinspect")
        .await
        .expect("PostgreSQL's own extensions are installed");
    let begun: String = sqlx::query_scalar("SELECT pg_current_wal_insert_lsn()::text")
        .fetch_one(&mut owner)
        .await
        .expect("the server tells");
    sell(400).await;
    // Pages that are written whole, the first time after each checkpoint, are told apart.
    let (records, pages): (f64, f64) = sqlx::query_as(
        "SELECT sum(record_size)::float8, sum(fpi_size)::float8
           FROM pg_get_wal_stats($1::pg_lsn, pg_current_wal_flush_lsn())",
    )
    .bind(begun)
    .fetch_one(&mut owner)
    .await
    .expect("the log is read");
    table::row(
        "log written for a sale of 3 bets",
        &format!("{:.0} B", records / 400.0),
        &format!(
            "goal ≤ 4 096 B (and {:.0} B of whole pages after a checkpoint)",
            pages / 400.0
        ),
    );
    owner.close().await.expect("the owner leaves");
    house.close().await;
}

/// How many tickets the sellers sell in `time`, each at an own terminal.
pub async fn sold(
    sellers: &[Arc<House>],
    draw: DrawId,
    time: Duration,
    wanted: Wanted,
) -> (f64, Durations) {
    let (dice, until) = (Arc::new(Dice::new(11)), Instant::now() + time);
    let begun = Instant::now();
    let tasks: Vec<_> = sellers
        .iter()
        .map(|seller| {
            let (seller, dice) = (Arc::clone(seller), Arc::clone(&dice));
            tokio::spawn(async move {
                let mut took = Vec::new();
                while Instant::now() < until {
                    let sale = Request::Sell(dice.ticket(draw, BETS, wanted));
                    let begun = Instant::now();
                    expect_done(&seller.handle(sale).await);
                    took.push(begun.elapsed());
                }
                took
            })
        })
        .collect();
    let mut all = Durations::default();
    for task in tasks {
        for one in task.await.expect("a seller sells") {
            all.push(one);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    let rate = all.count() as f64 / begun.elapsed().as_secs_f64();
    (rate, all)
}

async fn speed(ground: &Ground, terminals: usize, time: Duration) {
    let draw = ground.draw(8).await;
    let sellers = ground.sellers(terminals).await;
    // Everybody has read the rules before the watch starts.
    sold(&sellers, draw, Duration::from_millis(300), Wanted::Zipf).await;
    let function = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/counter/sell.pgbench");
    let statements = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/benches/counter/sell_statements.pgbench"
    );
    ground.seat_pgbench(terminals, draw).await;
    // Twice each in turn, so that a neighbour's noise falls on both.
    let (mut ours, mut same, mut single, mut plain, mut p99) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for _ in 0..2 {
        let (rate, took) = sold(&sellers, draw, time, Wanted::Zipf).await;
        ours += rate / 2.0;
        p99 = took.percentile(99).max(p99);
        same += ground.pgbench(terminals, time, &["-f", function]) / 2.0;
        single += ground.pgbench(terminals, time, &["-f", statements]) / 2.0;
        plain += ground.pgbench(terminals, time, &["-b", "tpcb-like"]) / 2.0;
    }
    for seller in sellers {
        seller.close().await;
    }
    table::row(
        &format!("sales per second, {terminals} terminals, {BETS} bets each"),
        &format!("{ours:.0} (p99 {p99:.0} ms)"),
        &format!(
            "{:.2} × the same SQL by pgbench ({same:.0}) · {:.2} × statement by statement ({single:.0}) \
             · {:.2} × its TPC-B ({plain:.0})",
            ours / same,
            ours / single,
            ours / plain
        ),
    );
}

/// The same sales with and without the house's early release, in turn.
async fn released_early(ground: &Ground, terminals: usize, time: Duration) {
    let draw = ground.draw(8).await;
    let sellers = ground.sellers(terminals).await;
    sold(&sellers, draw, Duration::from_millis(300), Wanted::Zipf).await;
    let mut owner = ground.owner().await;
    let (mut without, mut with) = (0.0, 0.0);
    for early in [false, true, false, true] {
        sqlx::query("UPDATE banca SET early_release = $1")
            .bind(early)
            .execute(&mut owner)
            .await
            .expect("the setting");
        let (rate, _) = sold(&sellers, draw, time, Wanted::Zipf).await;
        *(if early { &mut with } else { &mut without }) += rate / 2.0;
    }
    sqlx::query("UPDATE banca SET early_release = false")
        .execute(&mut owner)
        .await
        .expect("the setting");
    owner.close().await.expect("the owner leaves");
    for seller in sellers {
        seller.close().await;
    }
    table::row(
        &format!("sales per second with early release, {terminals} terminals"),
        &format!("{with:.0}"),
        &format!("{:.2} × without ({without:.0})", with / without),
    );
}

async fn deadlocks(ground: &Ground) -> i64 {
    let mut owner = ground.owner().await;
    let count = sqlx::query_scalar(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()",
    )
    .fetch_one(&mut owner)
    .await
    .expect("the server counts");
    owner.close().await.expect("the owner leaves");
    count
}

async fn hot_number(ground: &Ground, time: Duration) {
    let draw = ground.draw(8).await;
    let sellers = ground.sellers(32).await;
    sold(&sellers, draw, Duration::from_millis(300), Wanted::Hot).await;
    let before = deadlocks(ground).await;
    let (hot, _) = sold(&sellers, draw, time, Wanted::Hot).await;
    let (spread, _) = sold_singly(&sellers, draw, time).await;
    let locked = deadlocks(ground).await - before;
    for seller in sellers {
        seller.close().await;
    }
    table::row(
        "one hot number, 32 terminals, one bet each",
        &format!("{hot:.0} per second, {locked} deadlocks"),
        &format!(
            "{:.2} × spread numbers ({spread:.0}; goal ≥ 0.5)",
            hot / spread
        ),
    );
}

/// As [`sold`], one bet a ticket, on all numbers alike.
async fn sold_singly(sellers: &[Arc<House>], draw: DrawId, time: Duration) -> (f64, u64) {
    let (dice, until, count) = (
        Arc::new(Dice::new(12)),
        Instant::now() + time,
        Arc::new(AtomicU64::new(0)),
    );
    let begun = Instant::now();
    let tasks: Vec<_> = sellers
        .iter()
        .map(|seller| {
            let (seller, dice, count) = (Arc::clone(seller), Arc::clone(&dice), Arc::clone(&count));
            tokio::spawn(async move {
                while Instant::now() < until {
                    let sale = Request::Sell(dice.ticket(draw, 1, Wanted::Spread));
                    expect_done(&seller.handle(sale).await);
                    count.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a seller sells");
    }
    let count = count.load(Ordering::Relaxed);
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    let rate = count as f64 / begun.elapsed().as_secs_f64();
    (rate, count)
}

/// Closes one draw after another while 64 sellers sell it.
async fn closing(ground: &Ground, times: usize) {
    let sellers = ground.sellers(64).await;
    let (mut took, mut late) = (Durations::default(), 0_i64);
    for _ in 0..times {
        let draw = ground.draw(8).await;
        let dice = Arc::new(Dice::new(13));
        let sold = Arc::new(AtomicU64::new(0));
        let tasks: Vec<_> = sellers
            .iter()
            .map(|seller| {
                let (seller, dice, sold) =
                    (Arc::clone(seller), Arc::clone(&dice), Arc::clone(&sold));
                tokio::spawn(async move {
                    loop {
                        let sale = Request::Sell(dice.ticket(draw, 3, Wanted::Zipf));
                        match seller.handle(sale).await {
                            Reply::Done(_) => sold.fetch_add(1, Ordering::Relaxed),
                            Reply::Refused(_) => return,
                            Reply::Failed(fault) => panic!("{fault}"),
                        };
                    }
                })
            })
            .collect();
        while sold.load(Ordering::Relaxed) < 128 {
            tokio::task::yield_now().await;
        }
        let mut owner = ground.owner().await;
        let begun = Instant::now();
        sqlx::query("SELECT close_draw(banca_id, $1) FROM banca")
            .bind(draw.raw())
            .execute(&mut owner)
            .await
            .expect("the draw closes");
        took.push(begun.elapsed());
        for task in tasks {
            task.await.expect("a seller was told");
        }
        let after: i64 = sqlx::query_scalar(
            "SELECT count(*) - (SELECT tickets FROM draw_seal WHERE draw_id = $1) FROM ticket WHERE draw_id = $1",
        )
        .bind(draw.raw())
        .fetch_one(&mut owner)
        .await
        .expect("tickets are counted");
        late += after;
        owner.close().await.expect("the owner leaves");
    }
    for seller in sellers {
        seller.close().await;
    }
    table::row(
        &format!("closing a draw under 64 sellers, {times} times"),
        &format!(
            "p50 {:.0} ms, longest {:.0} ms, {late} late tickets",
            took.percentile(50),
            took.longest()
        ),
        "goal p99 < 500 ms, 0 late",
    );
}
