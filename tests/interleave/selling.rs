//! Pairs around a sale that stands still at its last lock, with everything but its counters done.

use banca::{
    domain::ScopeId,
    ops::{Request, Sell},
};

use crate::{
    rig::{ceiling, gate::Gate},
    stage::{HOT, Stage, ask, codes, ticket},
    support::{done, key, sale, straight},
};

/// A limit of the house on the number, in colones.
async fn limited(stage: &Stage, amount: i64) {
    let rule = ceiling(ScopeId::Banca(stage.world.banca), None, vec![HOT], amount);
    done(
        &stage.ana,
        Request::SaveLimit {
            key: key(),
            rule: Box::new(rule),
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sell_and_sell_wait_for_each_other_and_the_last_stake_is_sold_once() {
    let stage = Stage::new().await;
    limited(&stage, 700).await;
    let mut gate = Gate::shut(&stage.world, &stage.counter()).await;
    let (first, a) = gate.stops(stage.selling(&stage.marta, 500)).await;
    let (_, b) = gate.behind(first, stage.selling(&stage.juan, 500)).await;
    gate.open().await;
    let answers = [codes(&a.await.unwrap()), codes(&b.await.unwrap())];
    assert_eq!(answers, [vec![], vec!["TKT-1032"]]);
    stage.ends(700).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_close_waits_for_the_sale_in_flight_and_seals_it() {
    let stage = Stage::new().await;
    let mut gate = Gate::shut(&stage.world, &stage.counter()).await;
    let (first, sale) = gate.stops(stage.selling(&stage.marta, 500)).await;
    let (closer, close) = gate.behind(first, stage.closing().await).await;
    // Who comes while the close waits, waits behind it.
    let (_, late) = gate.behind(closer, stage.selling(&stage.juan, 500)).await;
    gate.open().await;
    assert_eq!(codes(&sale.await.unwrap()), Vec::<&str>::new());
    assert_eq!(
        close.await.unwrap(),
        3,
        "the two first tickets and the one in flight"
    );
    assert_eq!(codes(&late.await.unwrap()), ["TKT-1014"]);
    stage.ends(700).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_waits_for_a_sale_of_the_same_number() {
    let stage = Stage::new().await;
    let mut gate = Gate::shut(&stage.world, &stage.counter()).await;
    let (first, sale) = gate.stops(stage.selling(&stage.juan, 500)).await;
    let (_, cancel) = gate.behind(first, stage.cancelling()).await;
    gate.open().await;
    assert_eq!(codes(&sale.await.unwrap()), Vec::<&str>::new());
    assert_eq!(codes(&cancel.await.unwrap()), Vec::<&str>::new());
    stage.ends(600).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_change_does_not_wait_and_is_met_by_a_sale_that_waits_at_its_counters() {
    let stage = Stage::new().await;
    limited(&stage, 2_000).await;
    let mut gate = Gate::shut(&stage.world, &stage.counter()).await;
    let (_, before) = gate.stops(stage.selling(&stage.marta, 500)).await;
    limited(&stage, 300).await;
    gate.open().await;
    // The rules are read when the counters are its own.
    assert_eq!(codes(&before.await.unwrap()), ["TKT-1032"]);
    let after = stage.selling(&stage.juan, 100).await;
    assert_eq!(codes(&after), Vec::<&str>::new());
    stage.ends(300).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_that_comes_before_a_sale_reaches_its_counters_is_met_by_it() {
    let stage = Stage::new().await;
    let mut gate = Gate::shut(&stage.world, &stage.drawer("marta")).await;
    let (_, sale) = gate.stops(stage.selling(&stage.marta, 500)).await;
    limited(&stage, 300).await;
    gate.open().await;
    assert_eq!(codes(&sale.await.unwrap()), ["TKT-1032"]);
    stage.ends(200).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_waits_for_the_first_and_is_answered_with_its_ticket() {
    let stage = Stage::new().await;
    let again = std::sync::Arc::new(stage.world.signed_in("marta").await);
    let one: Sell = sale(&[stage.draw], vec![straight(HOT, 500)]);
    let mut other = one.clone();
    other.bets[0].stake = crate::support::colones(600);
    let mut gate = Gate::shut(&stage.world, &stage.counter()).await;
    let (first, a) = gate
        .stops(ask(&stage.marta, Request::Sell(one.clone())))
        .await;
    let (_, b) = gate.behind(first, ask(&again, Request::Sell(one))).await;
    let (_, c) = gate.behind(first, ask(&again, Request::Sell(other))).await;
    gate.open().await;
    let (sold, fresh) = ticket(a.await.unwrap());
    assert_eq!(ticket(b.await.unwrap()), (sold, true));
    assert!(!fresh);
    assert_eq!(
        codes(&c.await.unwrap()),
        ["ACC-2001"],
        "other content under the same key"
    );
    stage.ends(700).await;
}
