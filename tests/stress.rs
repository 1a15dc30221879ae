//! The whole counter under load: limits, seals, prizes and books hold whatever the order of events, and nothing ever
//! deadlocks. An auditor looks at what is there when everybody has left.
//!
//! The long form is `BANCA_SEED=1 BANCA_SELLERS=64 BANCA_SALES=2000 cargo test --release --test stress -- --ignored
//! --nocapture`; sales are those that each seller tries.

mod rig;
mod support;

use rig::{
    audit::audit,
    load::{Load, bear},
    prizes::race,
};
use support::World;

/// Bears a load and prints what the auditor found; it must be nothing.
async fn nothing_is_found(load: Load) {
    let world = World::new().await;
    let answered = bear(&world, load).await;
    let found = audit(&world, &answered, load.hot)
        .await
        .expect("the books can be read");
    println!(
        "{} sellers, {:.1} s: {} tickets ({:.0}/s), {} cancelled, {} refused, {} limit changes, {} closes; evidence of {} \
         limits; found: {:?}",
        load.sellers,
        answered.seconds,
        answered.tickets.len(),
        answered.tickets.len() as f64 / answered.seconds,
        answered.cancelled.len(),
        answered.refused,
        answered.limits,
        answered.closed,
        found.evidence,
        found.faults(),
    );
    assert_eq!(answered.failed, Vec::<String>::new());
    assert_eq!(found.faults(), Vec::<String>::new(), "{found:#?}");
    assert_eq!(answered.closed, load.draws - 1);
    assert!(
        answered.refused > 0 && found.evidence > 0,
        "limits were met"
    );
}

async fn prizes_are_paid_once(cashiers: usize, tickets: usize, seed: u64) {
    let world = World::new().await;
    let payers = race(&world, cashiers, tickets, seed).await;
    println!(
        "{cashiers} cashiers, {:.1} s: {tickets} winners, {} tries, {} payments, {} cancelled; wrong {}, paid and cancelled {}",
        payers.seconds, payers.tried, payers.paid, payers.cancelled, payers.wrong, payers.both,
    );
    assert_eq!((payers.wrong, payers.both), (0, 0));
    assert_eq!((payers.failed, payers.broken), (Vec::new(), Vec::new()));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_sellers_never_pass_a_limit_a_seal_or_each_other() {
    nothing_is_found(Load {
        sellers: 16,
        sales: 24,
        draws: 4,
        hot: 3_000,
        seed: 1,
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_cashiers_pay_a_prize_once_and_never_a_cancelled_ticket() {
    prizes_are_paid_once(8, 24, 1).await;
}

fn setting(name: &str, or: usize) -> usize {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(or)
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the long form: BANCA_SEED, BANCA_SELLERS, BANCA_SALES"]
async fn many_sellers_for_long() {
    let (sellers, sales) = (setting("BANCA_SELLERS", 64), setting("BANCA_SALES", 200));
    let seed = setting("BANCA_SEED", 1) as u64;
    nothing_is_found(Load {
        sellers,
        sales,
        draws: 12,
        hot: 40_000,
        seed,
    })
    .await;
    prizes_are_paid_once(sellers.min(32), setting("BANCA_WINNERS", 300), seed).await;
}
