//! Limits and second persons: consent is for one right, one command, one target and one amount, and it is used once.

use banca::{
    domain::{ApprovalId, CommandKey, PayoutId, Right, TicketCode},
    ops::{Approve, House, Pay, Refusal, Reply, Request, Secret},
};

use crate::{
    stage::{Stage, WINS, finalise, paid, pay, reopen, reverse, reverse_under},
    support::{PIN, World, colones, consented, done, key, refused},
};

async fn limit(world: &World, username: &str, amount: i64) {
    let mut owner = world.owner().await;
    sqlx::query("UPDATE app_user SET payout_limit = $2 WHERE username = $1")
        .bind(username)
        .bind(colones(amount).as_cents())
        .execute(&mut owner)
        .await
        .unwrap();
}

fn with(pay: &Pay, approval: ApprovalId) -> Request {
    let approval = Some(approval);
    Request::Pay(Pay {
        approval,
        ..pay.clone()
    })
}

fn asked(key: CommandKey, code: TicketCode, username: &str, pin: &str) -> Request {
    Request::Approve(Approve {
        right: Right::PayAbove,
        key,
        target: code.digits(),
        amount: Some(colones(15_000)),
        reason: String::new(),
        username: username.to_owned(),
        pin: Secret::new(pin),
    })
}

/// Marta may pay 10 000 alone, and a ticket won 15 000.
async fn above() -> (Stage, TicketCode) {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    stage.evaluate(WINS).await;
    limit(&stage.world, "marta", 10_000).await;
    (stage, code)
}

#[tokio::test]
async fn a_payout_above_the_own_limit_needs_a_second_person_who_is_named_on_it() {
    let (stage, code) = above().await;
    let whole = pay(code, None);
    match refused(&stage.marta, Request::Pay(whole.clone()))
        .await
        .as_slice()
    {
        [
            Refusal::NeedsApproval {
                right,
                target,
                amount,
                ..
            },
        ] => {
            assert_eq!((*right, target), (Right::PayAbove, &code.digits()));
            assert_eq!(*amount, Some(colones(15_000)));
        }
        other => panic!("{other:?}"),
    }
    let consent = consented(
        &stage.marta,
        "vera",
        Right::PayAbove,
        whole.key,
        &code.digits(),
        Some(colones(15_000)),
    )
    .await;
    let booked = paid(&stage.marta, with(&whole, consent)).await;
    assert_eq!(
        booked.prize.payouts[0].approved_by.as_deref(),
        Some("Vera Solís")
    );
}

#[tokio::test]
async fn a_payout_at_the_limit_needs_nobody() {
    let (stage, code) = above().await;
    let at_limit = paid(&stage.marta, Request::Pay(pay(code, Some(10_000)))).await;
    assert_eq!(at_limit.prize.remaining, colones(5_000));
}

#[tokio::test]
async fn a_consent_for_something_else_is_no_consent() {
    let (stage, code) = above().await;
    let other = TicketCode::from_random(7).digits();
    let whole = pay(code, None);
    let (digits, amount) = (code.digits(), Some(colones(15_000)));
    for (right, key, target, amount) in [
        (Right::ReversePayout, whole.key, &digits, amount),
        (Right::PayAbove, key(), &digits, amount),
        (Right::PayAbove, whole.key, &other, amount),
        (Right::PayAbove, whole.key, &digits, Some(colones(14_999))),
        (Right::PayAbove, whole.key, &digits, Some(colones(15_001))),
        (Right::PayAbove, whole.key, &digits, None),
    ] {
        let consent = consented(&stage.marta, "olga", right, key, target, amount).await;
        let no = refused(&stage.marta, with(&whole, consent)).await;
        assert_eq!(
            no,
            [Refusal::ApprovalInvalid],
            "{right:?} {target} {amount:?}"
        );
    }
}

#[tokio::test]
async fn a_consent_is_used_once_and_by_nobody_else() {
    let (stage, code) = above().await;
    limit(&stage.world, "juan", 1_000).await;
    let juan = stage.world.seller("juan").await;
    let whole = pay(code, None);
    let (digits, amount) = (code.digits(), Some(colones(15_000)));
    let consent = consented(
        &stage.marta,
        "vera",
        Right::PayAbove,
        whole.key,
        &digits,
        amount,
    )
    .await;
    let stolen = refused(&juan, with(&whole, consent)).await;
    assert_eq!(stolen, [Refusal::ApprovalInvalid]);
    let booked = paid(&stage.marta, with(&whole, consent)).await;
    let vera = stage.world.seller("vera").await;
    paid(&vera, reverse(booked.payout.unwrap())).await;
    let again = Pay {
        key: key(),
        ..whole
    };
    let spent = refused(&stage.marta, with(&again, consent)).await;
    assert_eq!(spent, [Refusal::ApprovalInvalid]);
}

#[tokio::test]
async fn a_consent_grows_old() {
    let (stage, code) = above().await;
    let whole = pay(code, None);
    let (digits, amount) = (code.digits(), Some(colones(15_000)));
    let consent = consented(
        &stage.marta,
        "vera",
        Right::PayAbove,
        whole.key,
        &digits,
        amount,
    )
    .await;
    stage
        .world
        .freeze(crate::stage::noon() + chrono::TimeDelta::minutes(12))
        .await;
    let old = refused(&stage.marta, with(&whole, consent)).await;
    assert_eq!(old, [Refusal::ApprovalInvalid]);
}

#[tokio::test]
async fn nobody_consents_to_the_own_request_beyond_the_own_limit_or_from_another_shop() {
    let (stage, code) = above().await;
    let own = refused(&stage.marta, asked(key(), code, "marta", PIN)).await;
    assert_eq!(own, [Refusal::OwnApproval]);
    let right = Right::PayAbove;
    for username in ["juan", "rita"] {
        let no = refused(&stage.marta, asked(key(), code, username, PIN)).await;
        assert_eq!(no, [Refusal::CannotApprove { right }], "{username}");
    }
    limit(&stage.world, "vera", 14_999).await;
    let small = refused(&stage.marta, asked(key(), code, "vera", PIN)).await;
    assert_eq!(small, [Refusal::CannotApprove { right }]);
    // Without a limit of her own, the house's counts.
    let mut owner = stage.world.owner().await;
    sqlx::query("UPDATE app_user SET payout_limit = NULL WHERE username = 'vera'")
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query("UPDATE banca SET payout_limit = 1499999")
        .execute(&mut owner)
        .await
        .unwrap();
    let house = refused(&stage.marta, asked(key(), code, "vera", PIN)).await;
    assert_eq!(house, [Refusal::CannotApprove { right }]);
    done(&stage.marta, asked(key(), code, "olga", PIN)).await;
}

#[tokio::test]
async fn wrong_pins_lock_the_second_person_out_too() {
    let (stage, code) = above().await;
    for left in [4, 3, 2, 1] {
        let wrong = refused(&stage.marta, asked(key(), code, "vera", "0000")).await;
        assert_eq!(wrong, [Refusal::WrongCredentials { left: Some(left) }]);
    }
    for pin in ["0000", PIN] {
        let locked = refused(&stage.marta, asked(key(), code, "vera", pin)).await;
        assert!(
            matches!(locked.as_slice(), [Refusal::LockedOut { .. }]),
            "{locked:?}"
        );
    }
}

#[tokio::test]
async fn who_runs_the_shop_asks_an_administrator_above_the_own_limit() {
    let (stage, code) = above().await;
    limit(&stage.world, "vera", 1_000).await;
    let vera = stage.world.seller("vera").await;
    let whole = pay(code, None);
    let no = refused(&vera, Request::Pay(whole.clone())).await;
    assert!(
        matches!(no.as_slice(), [Refusal::NeedsApproval { .. }]),
        "{no:?}"
    );
    let (digits, amount) = (code.digits(), Some(colones(15_000)));
    let consent = consented(&vera, "ana", Right::PayAbove, whole.key, &digits, amount).await;
    paid(&vera, with(&whole, consent)).await;
}

async fn needs(house: &House, request: Request) -> (Right, String) {
    match house.handle(request).await {
        Reply::Refused(refusals) => match refusals.as_slice() {
            [Refusal::NeedsApproval { right, target, .. }] => (*right, target.clone()),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_seller_takes_back_and_reopens_only_with_a_supervisor() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    stage.evaluate(WINS).await;
    let payout = paid(&stage.marta, Request::Pay(pay(code, Some(5_000))))
        .await
        .payout
        .unwrap();
    paid(&stage.marta, finalise(code)).await;
    assert_eq!(
        needs(&stage.marta, reopen(code)).await,
        (Right::ReopenPrize, code.digits())
    );
    let under = key();
    let target = payout.to_string();
    let no = needs(&stage.marta, reverse_under(under, payout)).await;
    assert_eq!(no, (Right::ReversePayout, target.clone()));
    let consent = consented(
        &stage.marta,
        "vera",
        Right::ReversePayout,
        under,
        &target,
        Some(colones(5_000)),
    )
    .await;
    let asked = reverse_under(under, payout).with_approval(consent).unwrap();
    let back = paid(&stage.marta, asked).await;
    assert_eq!(back.prize.remaining, colones(15_000));
}

#[tokio::test]
async fn a_finalised_prize_is_taken_back_by_its_last_standing_payout() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    stage.evaluate(WINS).await;
    let part = async |amount| {
        let asked = Request::Pay(pay(code, Some(amount)));
        paid(&stage.marta, asked).await.payout.unwrap()
    };
    let (first, second) = (part(5_000).await, part(4_000).await);
    let back = async |payout: PayoutId, amount| {
        let under = key();
        let target = payout.to_string();
        let no = needs(&stage.marta, reverse_under(under, payout)).await;
        assert_eq!(no, (Right::ReversePayout, target.clone()));
        let amount = Some(colones(amount));
        let right = Right::ReversePayout;
        let consent = consented(&stage.marta, "vera", right, under, &target, amount).await;
        let asked = reverse_under(under, payout).with_approval(consent);
        paid(&stage.marta, asked.unwrap()).await.prize.remaining
    };
    assert_eq!(back(second, 4_000).await, colones(10_000));
    paid(&stage.marta, finalise(code)).await;
    // The second payout was taken back before: the first is the last one.
    assert_eq!(back(first, 5_000).await, colones(15_000));
    stage.world.books_hold().await;
}
