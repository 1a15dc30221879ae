//! Pairs around prizes, cancellations and consents.

use banca::{
    domain::Right,
    ops::{Answer, CashMovement, MoveCash, Reply, Request},
};

use crate::{
    rig::gate::Gate,
    stage::{HOT, Stage, ask, codes},
    support::{colones, consented, done, key},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_close_waits_for_the_cancellation_in_flight_and_nothing_is_paid_on_it() {
    let stage = Stage::new().await;
    let mut gate = Gate::shut(&stage.world, &stage.counter()).await;
    let (first, cancel) = gate.stops(stage.cancelling()).await;
    let (_, close) = gate.behind(first, stage.closing().await).await;
    gate.open().await;
    assert_eq!(codes(&cancel.await.unwrap()), Vec::<&str>::new());
    assert_eq!(close.await.unwrap(), 1);
    stage.evaluate(HOT, None).await;
    assert_eq!(
        codes(&stage.paying(&stage.marta, stage.first).await),
        ["PAY-1003"]
    );
    stage.ends(100).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_that_comes_during_the_close_is_too_late_and_the_prize_is_paid() {
    let stage = Stage::new().await;
    // The close stands still with the fence in its hands.
    let seal = "SELECT 1 FROM banca FOR UPDATE";
    let mut gate = Gate::shut(&stage.world, seal).await;
    let (first, close) = gate.stops(stage.closing().await).await;
    let (_, cancel) = gate.behind(first, stage.cancelling()).await;
    gate.open().await;
    assert_eq!(close.await.unwrap(), 2);
    assert_eq!(codes(&cancel.await.unwrap()), ["TKT-2002"]);
    stage.evaluate(HOT, None).await;
    assert_eq!(
        codes(&stage.paying(&stage.marta, stage.first).await),
        Vec::<&str>::new()
    );
    stage.ends(200).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_whose_minutes_pass_while_it_waits_for_the_close_asks_nobody_first() {
    let stage = Stage::new().await;
    let seal = "SELECT 1 FROM banca FOR UPDATE";
    let mut gate = Gate::shut(&stage.world, seal).await;
    let (first, close) = gate.stops(stage.closing().await).await;
    let (_, cancel) = gate.behind(first, stage.cancelling()).await;
    stage
        .world
        .freeze(crate::support::morning() + chrono::TimeDelta::hours(3))
        .await;
    gate.open().await;
    assert_eq!(close.await.unwrap(), 2);
    // A supervisor's consent would not help: it is too late for anybody.
    assert_eq!(codes(&cancel.await.unwrap()), ["TKT-2002"]);
}

/// A stage whose first ticket has won.
async fn won() -> Stage {
    let stage = Stage::new().await;
    stage.closing().await.await;
    stage.evaluate(HOT, None).await;
    stage
}

#[tokio::test(flavor = "multi_thread")]
async fn two_cashiers_pay_one_prize_once() {
    let stage = won().await;
    let mut gate = Gate::shut(&stage.world, &stage.drawer("marta")).await;
    let (first, a) = gate.stops(stage.paying(&stage.marta, stage.first)).await;
    let (_, b) = gate
        .behind(first, stage.paying(&stage.juan, stage.first))
        .await;
    gate.open().await;
    assert_eq!(codes(&a.await.unwrap()), Vec::<&str>::new());
    assert_eq!(codes(&b.await.unwrap()), ["PAY-1004"]);
    stage.ends(200).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_correction_waits_for_the_payment_in_flight_and_claims_it_back() {
    let stage = won().await;
    let mut gate = Gate::shut(&stage.world, &stage.drawer("marta")).await;
    let (first, pay) = gate.stops(stage.paying(&stage.marta, stage.first)).await;
    let entry = ask(&stage.ana, stage.entry(45, Some("acta")));
    let (_, typed) = gate.behind(first, entry).await;
    gate.open().await;
    assert_eq!(codes(&pay.await.unwrap()), Vec::<&str>::new());
    assert_eq!(codes(&typed.await.unwrap()), Vec::<&str>::new());
    let olga = stage.world.signed_in("olga").await;
    let corrected = done(&olga, stage.confirmation(45)).await;
    assert!(matches!(corrected, Answer::Evaluated(_)));
    let claimed: i64 = sqlx::query_scalar("SELECT sum(amount)::bigint FROM claim")
        .fetch_one(&mut stage.world.owner().await)
        .await
        .unwrap();
    assert_eq!(claimed, colones(8_500).as_cents());
    stage.ends(200).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_comes_while_a_correction_is_typed_is_refused_until_it_is_withdrawn() {
    let stage = won().await;
    let lock = "LOCK TABLE result_entry IN SHARE MODE; SELECT 1";
    let mut gate = Gate::shut(&stage.world, lock).await;
    let entry = ask(&stage.ana, stage.entry(45, Some("acta")));
    let (first, typed) = gate.stops(entry).await;
    let (_, pay) = gate
        .behind(first, stage.paying(&stage.marta, stage.first))
        .await;
    gate.open().await;
    assert_eq!(codes(&typed.await.unwrap()), Vec::<&str>::new());
    assert_eq!(codes(&pay.await.unwrap()), ["PAY-1016"]);
    // The withdrawal stands still with the draw in its hands: the payment waits for it, and is made.
    let lock = "LOCK TABLE result_withdrawal IN SHARE MODE; SELECT 1";
    let mut gate = Gate::shut(&stage.world, lock).await;
    let withdraw = Request::WithdrawResult {
        key: key(),
        draw: stage.draw,
        reason: "era la misma".to_owned(),
    };
    let (first, withdrawn) = gate.stops(ask(&stage.ana, withdraw)).await;
    let (_, pay) = gate
        .behind(first, stage.paying(&stage.marta, stage.first))
        .await;
    gate.open().await;
    assert_eq!(codes(&withdrawn.await.unwrap()), Vec::<&str>::new());
    assert_eq!(codes(&pay.await.unwrap()), Vec::<&str>::new());
    stage.ends(200).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_waits_for_the_correction_in_flight_and_finds_nothing_to_pay() {
    let stage = won().await;
    let (olga, confirm) = stage.correction(45, Some("acta")).await;
    // It takes the prizes in the order of their ids: it has the first and waits for the last.
    let mut gate = Gate::shut(
        &stage.world,
        "SELECT 1 FROM award ORDER BY award_id DESC LIMIT 1 FOR UPDATE",
    )
    .await;
    let (first, correct) = gate.stops(ask(&olga, confirm)).await;
    let held: String = sqlx::query_scalar("SELECT code::text FROM award ORDER BY award_id LIMIT 1")
        .fetch_one(&mut stage.world.owner().await)
        .await
        .unwrap();
    let code = [stage.first, stage.second]
        .into_iter()
        .find(|code| code.digits() == held)
        .expect("one of the two");
    let (_, pay) = gate.behind(first, stage.paying(&stage.marta, code)).await;
    gate.open().await;
    assert!(matches!(correct.await.unwrap(), Reply::Done(_)));
    assert_eq!(codes(&pay.await.unwrap()), ["PAY-1007"]);
    stage.ends(200).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_consents_for_one_command_move_the_cash_once() {
    let stage = Stage::new().await;
    let again = std::sync::Arc::new(stage.world.signed_in("marta").await);
    let Answer::Drawer(view) = done(&stage.marta, Request::Drawer).await else {
        panic!("no drawer")
    };
    let (command, target) = (key(), view.drawer.expect("it is open").to_string());
    let amount = colones(1_000);
    let (first, second) = tokio::join!(
        consented(
            &stage.marta,
            "vera",
            Right::MoveCash,
            command,
            &target,
            Some(amount)
        ),
        consented(
            &again,
            "ana",
            Right::MoveCash,
            command,
            &target,
            Some(amount)
        ),
    );
    let asked = |approval| {
        Request::MoveCash(MoveCash {
            key: command,
            movement: CashMovement::Drop,
            amount,
            reason: "retiro".to_owned(),
            approval: Some(approval),
        })
    };
    let mut gate = Gate::shut(&stage.world, &stage.drawer("marta")).await;
    let (holder, a) = gate.stops(ask(&stage.marta, asked(first))).await;
    let (_, b) = gate.behind(holder, ask(&again, asked(second))).await;
    gate.open().await;
    assert_eq!(codes(&a.await.unwrap()), Vec::<&str>::new());
    assert_eq!(
        codes(&b.await.unwrap()),
        Vec::<&str>::new(),
        "the same command again"
    );
    let (moved, used): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM cash_movement), (SELECT count(*) FROM approval WHERE consumed_at IS NOT NULL)",
    )
    .fetch_one(&mut stage.world.owner().await)
    .await
    .unwrap();
    assert_eq!((moved, used), (1, 1));
    // A consent names its command: it opens no other one.
    let other = Request::MoveCash(MoveCash {
        key: key(),
        movement: CashMovement::Drop,
        amount,
        reason: "retiro".to_owned(),
        approval: Some(second),
    });
    assert_eq!(codes(&stage.marta.handle(other).await), ["ACC-1008"]);
    stage.ends(200).await;
}
