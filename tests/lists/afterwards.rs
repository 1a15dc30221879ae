//! What becomes of a draw with an excluded list: its close, its result, its correction, its annulment, its limits.

use banca::{
    domain::{DrawState, LimitEffect, LimitRule, LimitRuleId, PayoutKind, ScopeId, TicketState},
    ops::{Answer, CancelTicket, Refusal, Request, SetCredit},
};
use uuid::Uuid;

use super::{
    annul, close, evaluate,
    exclusion::{asked, excluded, included, one, pay, ticket, with_commissions},
    noon, of_seller, of_shop,
    support::{World, colones, done, key, refused},
};

#[tokio::test]
async fn a_closed_draw_still_loses_and_regains_a_list_and_its_seal_holds() {
    let world = World::new().await;
    with_commissions(&world).await;
    let draw = world.open_draw("Nica", noon()).await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    let (early, late) = (
        one(&marta, draw, 23, 500).await,
        one(&luis, draw, 23, 700).await,
    );
    let ana = world.signed_in("ana").await;
    let (first, second) = (
        of_seller(&world, "marta").await,
        of_seller(&world, "luis").await,
    );
    excluded(&ana, draw, first).await;
    world.freeze(noon()).await;
    close(&ana, draw).await;
    world.books_hold().await;
    excluded(&ana, draw, second).await;
    world.books_hold().await;
    included(&ana, draw, first).await;
    world.books_hold().await;
    // The list that is out does not play; the one that came back does.
    evaluate(&world, draw, 23, None).await;
    assert_eq!(ticket(&luis, late).await.state, TicketState::Excluded);
    let won = ticket(&marta, early).await.prize.expect("it won");
    assert_eq!(
        (won.kind, won.prize),
        (PayoutKind::Prize, colones(500 * 85))
    );
    done(&marta, pay(early)).await;
    done(&luis, pay(late)).await;
    world.books_hold().await;
    // What is settled is corrected or called off, not taken apart.
    let state = DrawState::Evaluated;
    for request in [
        Request::IncludeList(asked(&ana, draw, second).await),
        Request::ExcludeList(asked(&ana, draw, first).await),
    ] {
        assert_eq!(
            refused(&ana, request).await,
            [Refusal::ListSettled { state }]
        );
    }
    evaluate(&world, draw, 45, Some("acta equivocada")).await;
    world.books_hold().await;
    evaluate(&world, draw, 23, Some("era la primera")).await;
    world.books_hold().await;
}

#[tokio::test]
async fn a_draw_that_is_called_off_refunds_the_rest_and_no_list_twice() {
    let world = World::new().await;
    with_commissions(&world).await;
    let draw = world.open_draw("Nica", noon()).await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    let out = one(&marta, draw, 23, 500).await;
    let unpaid = one(&marta, draw, 45, 100).await;
    let rest = one(&luis, draw, 23, 700).await;
    let ana = world.signed_in("ana").await;
    let own = of_seller(&world, "marta").await;
    excluded(&ana, draw, own).await;
    included(&ana, draw, own).await;
    excluded(&ana, draw, own).await;
    done(&marta, pay(out)).await;
    let annulled = annul(&ana, draw).await;
    assert_eq!((annulled.tickets, annulled.stakes), (1, colones(700)));
    world.books_hold().await;
    done(&marta, pay(unpaid)).await;
    done(&luis, pay(rest)).await;
    world.books_hold().await;
    let state = DrawState::Annulled;
    assert_eq!(
        refused(&ana, Request::IncludeList(asked(&ana, draw, own).await)).await,
        [Refusal::ListSettled { state }]
    );
}

#[tokio::test]
async fn a_list_that_came_back_is_called_off_and_cancelled_like_any_other() {
    let world = World::new().await;
    with_commissions(&world).await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    let code = one(&marta, draw, 23, 500).await;
    one(&marta, draw, 45, 300).await;
    let ana = world.signed_in("ana").await;
    let own = of_seller(&world, "marta").await;
    excluded(&ana, draw, own).await;
    let cancel = |code| {
        Request::CancelTicket(CancelTicket {
            key: key(),
            code,
            reason: "se equivocó".to_owned(),
            approval: None,
        })
    };
    assert_eq!(
        refused(&marta, cancel(code)).await,
        [Refusal::CannotCancel {
            state: TicketState::Excluded
        }]
    );
    included(&ana, draw, own).await;
    done(&marta, cancel(code)).await;
    world.books_hold().await;
    assert_eq!(annul(&ana, draw).await.tickets, 1);
    world.books_hold().await;
}

#[tokio::test]
async fn a_shop_with_a_credit_keeps_its_debt_right_through_exclusion_and_annulment() {
    let world = World::new().await;
    with_commissions(&world).await;
    let draw = world.open_draw("Nica", noon()).await;
    let centro = of_shop(&world, "Centro").await;
    let ana = world.signed_in("ana").await;
    let ScopeId::Ventana(ventana) = centro else {
        panic!("not a shop");
    };
    let limit = SetCredit {
        key: key(),
        ventana,
        limit: Some(colones(1_000_000)),
    };
    assert_eq!(done(&ana, Request::SetCredit(limit)).await, Answer::Saved);
    let marta = world.seller("marta").await;
    one(&marta, draw, 23, 500).await;
    world.books_hold().await;
    excluded(&ana, draw, centro).await;
    world.books_hold().await;
    included(&ana, draw, centro).await;
    world.books_hold().await;
    annul(&ana, draw).await;
    world.books_hold().await;
}

#[tokio::test]
async fn what_comes_back_is_whole_and_the_numbers_above_their_limit_are_named() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    one(&marta, draw, 23, 900).await;
    let ana = world.signed_in("ana").await;
    let own = of_seller(&world, "marta").await;
    excluded(&ana, draw, own).await;
    let effect = LimitEffect::Accumulated {
        amount: colones(1_000),
        per_seller: false,
    };
    let scope = ScopeId::Banca(world.banca);
    let rule = Box::new(LimitRule {
        numbers: vec![23],
        ..LimitRule::new(LimitRuleId::new(Uuid::now_v7()), scope, effect)
    });
    done(&ana, Request::SaveLimit { key: key(), rule }).await;
    one(&luis, draw, 23, 600).await;
    let back = included(&ana, draw, own).await;
    let over: Vec<_> = back
        .over
        .iter()
        .map(|one| (one.scope, one.number.value(), one.limit, one.percent))
        .collect();
    let house = ScopeId::Banca(world.banca);
    assert_eq!(over, [(house, 23, colones(1_000), 150)]);
    world.books_hold().await;
}
