//! Several cashiers at one prize: whatever they do at once, the prize is paid once and the books agree.

use std::sync::Arc;

use banca::{
    domain::{Money, PrizeState},
    ops::{Answer, House, Pay, Refusal, Reply, Request},
};

use crate::{
    stage::{Stage, WINS, key_balance, paid, pay, reverse, ticket},
    support::{colones, done, refused},
};

/// Asks all at once.
async fn at_once(asked: Vec<(Arc<House>, Request)>) -> Vec<Reply> {
    let tasks: Vec<_> = asked
        .into_iter()
        .map(|(house, request)| tokio::spawn(async move { house.handle(request).await }))
        .collect();
    let mut replies = Vec::new();
    for task in tasks {
        replies.push(task.await.expect("no verb panics"));
    }
    replies
}

/// Eight consoles of Marta's shop: hers and Juan's, each with connections of its own.
async fn consoles(stage: &Stage) -> Vec<Arc<House>> {
    stage.world.seller("juan").await;
    let mut consoles = Vec::new();
    for index in 0..8 {
        let who = if index % 2 == 0 { "marta" } else { "juan" };
        consoles.push(Arc::new(stage.world.signed_in(who).await));
    }
    consoles
}

fn booked(replies: &[Reply]) -> usize {
    replies
        .iter()
        .filter(|reply| matches!(reply, Reply::Done(answer) if matches!(**answer, Answer::Paid(_))))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_cashiers_at_once_pay_a_prize_once() {
    // Whoever is first every time has the cash for all of them.
    const ROUNDS: usize = 8;
    let stage = Stage::new().await;
    let consoles = consoles(&stage).await;
    let mut codes = Vec::new();
    for _ in 0..ROUNDS {
        codes.push(stage.winner(5_000).await);
    }
    stage.evaluate(WINS).await;
    for code in codes {
        let asked = consoles
            .iter()
            .map(|house| (Arc::clone(house), Request::Pay(pay(code, None))))
            .collect();
        let replies = at_once(asked).await;
        assert_eq!(booked(&replies), 1, "{replies:?}");
        for reply in replies {
            if let Reply::Refused(why) = &reply {
                assert!(matches!(why.as_slice(), [Refusal::Prize(_)]), "{why:?}");
            }
            assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
        }
        let view = ticket(&stage.marta, code).await;
        assert_eq!(view.prize.unwrap().paid, colones(5_000));
        assert_eq!(
            key_balance(&stage.world, 2420, view.ticket.raw()).await,
            Money::ZERO
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_paid_at_once_never_exceed_the_prize() {
    let stage = Stage::new().await;
    let consoles = consoles(&stage).await;
    let code = stage.winner(10_000).await;
    stage.evaluate(WINS).await;
    let asked = consoles
        .iter()
        .map(|house| (Arc::clone(house), Request::Pay(pay(code, Some(3_000)))))
        .collect();
    let replies = at_once(asked).await;
    assert_eq!(booked(&replies), 3, "{replies:?}");
    let prize = ticket(&stage.marta, code).await.prize.unwrap();
    assert_eq!(
        (prize.paid, prize.remaining),
        (colones(9_000), colones(1_000))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_sent_eight_times_at_once_pays_once_and_answers_the_same() {
    let stage = Stage::new().await;
    let code = stage.winner(5_000).await;
    stage.evaluate(WINS).await;
    let mut consoles = Vec::new();
    for _ in 0..8 {
        consoles.push(Arc::new(stage.world.signed_in("marta").await));
    }
    let one = pay(code, None);
    let asked = consoles
        .iter()
        .map(|house| (Arc::clone(house), Request::Pay(one.clone())))
        .collect();
    let mut payouts = Vec::new();
    let mut fresh = 0;
    for reply in at_once(asked).await {
        let Reply::Done(answer) = reply else {
            panic!("{reply:?}");
        };
        let Answer::Paid(paid) = *answer else {
            panic!("{answer:?}");
        };
        fresh += usize::from(!paid.cached);
        payouts.push(paid.payout.unwrap());
    }
    payouts.dedup();
    assert_eq!((payouts.len(), fresh), (1, 1));
}

#[tokio::test]
async fn a_key_answers_the_same_again_and_refuses_another_body() {
    let stage = Stage::new().await;
    let code = stage.winner(5_000).await;
    stage.evaluate(WINS).await;
    let one = pay(code, Some(2_000));
    let first = paid(&stage.marta, Request::Pay(one.clone())).await;
    paid(&stage.marta, Request::Pay(pay(code, None))).await;
    let again = paid(&stage.marta, Request::Pay(one.clone())).await;
    assert!(again.cached);
    assert_eq!((again.payout, again.prize), (first.payout, first.prize));
    let key = one.key;
    let amount = Some(colones(1_000));
    let other = Request::Pay(Pay { amount, ..one });
    assert_eq!(
        refused(&stage.marta, other).await,
        [Refusal::KeyReused { key }]
    );
    let foreign = Request::Finalise {
        key,
        code,
        reason: "x".to_owned(),
    };
    assert_eq!(
        refused(&stage.marta, foreign).await,
        [Refusal::KeyReused { key }]
    );
    let outcome = done(&stage.marta, Request::Outcome { key }).await;
    assert!(matches!(
        outcome,
        Answer::Outcome(banca::ops::Outcome::Committed { .. })
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn paying_and_taking_back_at_once_leaves_a_prize_that_adds_up() {
    let stage = Stage::new().await;
    let vera = Arc::new(stage.world.seller("vera").await);
    let marta = Arc::new(stage.world.signed_in("marta").await);
    let code = stage.winner(5_000).await;
    stage.evaluate(WINS).await;
    let id = ticket(&vera, code).await.ticket.raw();
    for _ in 0..12 {
        let part = paid(&vera, Request::Pay(pay(code, Some(2_000))))
            .await
            .payout
            .unwrap();
        let asked = vec![
            (Arc::clone(&vera), reverse(part)),
            (Arc::clone(&marta), Request::Pay(pay(code, None))),
            (Arc::clone(&vera), reverse(part)),
        ];
        for reply in at_once(asked).await {
            assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
        }
        let prize = ticket(&vera, code).await.prize.unwrap();
        let owed = prize.remaining.checked_neg().unwrap();
        assert_eq!(key_balance(&stage.world, 2420, id).await, owed);
        // Clear the table for the next round, last payout first.
        for row in prize
            .payouts
            .iter()
            .rev()
            .filter(|row| row.status != banca::domain::PayoutStatus::Reversed)
        {
            paid(&vera, reverse(row.payout.unwrap())).await;
        }
        assert_eq!(
            ticket(&vera, code).await.prize.unwrap().state,
            PrizeState::Unpaid
        );
    }
    crate::stage::books_hold(&stage.world).await;
}
