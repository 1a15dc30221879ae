//! Limits on one price: what is sold at another price is not counted, whoever sells and however many at once.

use banca::{
    domain::{
        BetKind, DrawId, LimitEffect, LimitRule, LimitRuleId, Money, MultiplierId, SaleProblem,
        ScopeId,
        view::{Desk, LimitPreview},
    },
    ops::{Answer, CancelTicket, House, Refusal, Reply, Request, SellBet, Sold},
};
use uuid::Uuid;

use super::{
    noon,
    support::{World, colones, done, key, sale, straight},
};

/// The usual price of a straight and another one that everybody may name.
async fn prices(house: &House) -> (MultiplierId, MultiplierId) {
    let Answer::Desk(desk) = done(house, Request::Desk).await else {
        panic!("no desk")
    };
    let desk: Desk = *desk;
    let offers = || {
        let all = desk.draws[0].multipliers.iter();
        all.filter(|offer| offer.kind == BetKind::Straight)
    };
    let usual = offers().find(|offer| offer.usual).unwrap().id;
    let other = offers().find(|offer| !offer.usual).unwrap().id;
    (usual, other)
}

fn at(price: MultiplierId, number: u16, stake: i64) -> SellBet {
    SellBet {
        multiplier: Some(price),
        ..straight(number, stake)
    }
}

async fn save(house: &House, rule: &LimitRule) {
    let asked = Request::SaveLimit {
        key: key(),
        rule: Box::new(rule.clone()),
    };
    assert_eq!(done(house, asked).await, Answer::Saved);
}

fn on_price(scope: ScopeId, price: MultiplierId, effect: LimitEffect) -> LimitRule {
    LimitRule {
        multiplier: Some(price),
        ..LimitRule::new(LimitRuleId::new(Uuid::now_v7()), scope, effect)
    }
}

const fn accumulated(amount: Money, per_seller: bool) -> LimitEffect {
    LimitEffect::Accumulated { amount, per_seller }
}

async fn tries(house: &House, draw: DrawId, bets: Vec<SellBet>) -> Result<Sold, Vec<Refusal>> {
    match house.handle(Request::Sell(sale(&[draw], bets))).await {
        Reply::Done(answer) => match *answer {
            Answer::Sold(sold) => Ok(sold),
            other => panic!("{other:?}"),
        },
        Reply::Refused(why) => Err(why),
        Reply::Failed(fault) => panic!("{fault:?}"),
    }
}

/// What was asked of the number, and what is left of it.
fn above(refusals: &[Refusal]) -> (Money, Money) {
    match refusals {
        [Refusal::Sale(SaleProblem::AboveLimit { asked, left, .. })] => (*asked, *left),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn only_what_is_sold_at_its_price_counts() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    let (usual, other) = prices(&marta).await;
    let house = ScopeId::Banca(world.banca);
    save(
        &ana,
        &on_price(house, other, accumulated(colones(1_000), false)),
    )
    .await;
    for (seller, price, stake) in [(&marta, usual, 5_000), (&marta, other, 600)] {
        tries(seller, draw, vec![at(price, 7, stake)])
            .await
            .unwrap();
    }
    let no = tries(&luis, draw, vec![at(other, 7, 500)])
        .await
        .unwrap_err();
    assert_eq!(above(&no), (colones(500), colones(400)));
    // Both prices on one ticket: only one of them is measured.
    let mixed = vec![at(usual, 7, 2_000), at(other, 7, 500)];
    let no = tries(&luis, draw, mixed).await.unwrap_err();
    assert_eq!(above(&no), (colones(500), colones(400)));
    let mixed = vec![at(usual, 7, 2_000), at(other, 7, 400)];
    let last = tries(&luis, draw, mixed).await.unwrap();
    tries(&luis, draw, vec![at(other, 8, 1_000)]).await.unwrap();
    let no = tries(&marta, draw, vec![at(other, 7, 100)])
        .await
        .unwrap_err();
    assert_eq!(above(&no), (colones(100), colones(0)));
    // What is cancelled is free again.
    let cancel = CancelTicket {
        key: key(),
        code: last.tickets[0].code,
        reason: "otro".to_owned(),
        approval: None,
    };
    done(&luis, Request::CancelTicket(cancel)).await;
    tries(&marta, draw, vec![at(other, 7, 400)]).await.unwrap();
    world.books_hold().await;
}

#[tokio::test]
async fn it_is_measured_on_each_seller_and_within_a_ticket_too() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    let (usual, other) = prices(&marta).await;
    let house = ScopeId::Banca(world.banca);
    save(
        &ana,
        &on_price(house, other, accumulated(colones(500), true)),
    )
    .await;
    let cap = LimitEffect::PerTicket {
        amount: colones(300),
    };
    save(&ana, &on_price(house, other, cap)).await;
    for seller in [&marta, &luis] {
        tries(seller, draw, vec![at(usual, 7, 900), at(other, 7, 300)])
            .await
            .unwrap();
        let no = tries(seller, draw, vec![at(other, 7, 300)])
            .await
            .unwrap_err();
        assert_eq!(above(&no), (colones(300), colones(200)));
        let no = tries(seller, draw, vec![at(other, 9, 400)])
            .await
            .unwrap_err();
        assert!(
            matches!(no[..], [Refusal::Sale(SaleProblem::AbovePerTicket { asked, .. })] if asked == colones(400)),
            "{no:?}"
        );
    }
    world.books_hold().await;
}

#[tokio::test]
async fn many_at_once_never_sell_more_of_a_price_than_its_limit() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let (marta, juan, luis) = (
        world.seller("marta").await,
        world.seller("juan").await,
        world.seller("luis").await,
    );
    let (usual, other) = prices(&marta).await;
    let house = ScopeId::Banca(world.banca);
    save(
        &ana,
        &on_price(house, other, accumulated(colones(2_000), false)),
    )
    .await;
    let one = async |seller: &House| {
        let mut taken = 0_i64;
        for round in 0..14 {
            let price = if round % 3 == 0 { usual } else { other };
            let told = tries(seller, draw, vec![at(price, 7, 100)]).await;
            if price == other {
                taken += i64::from(told.is_ok());
            } else {
                told.unwrap();
            }
        }
        taken
    };
    let (a, b, c) = tokio::join!(one(&marta), one(&juan), one(&luis));
    assert_eq!(a + b + c, 20, "all of the limit and nothing above it");
    world.books_hold().await;
}

#[tokio::test]
async fn a_rule_on_a_price_is_tried_on_that_price_alone() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let marta = world.seller("marta").await;
    let (usual, other) = prices(&marta).await;
    for (price, stake) in [(usual, 900), (other, 700), (other, 500)] {
        tries(&marta, draw, vec![at(price, 7, stake)])
            .await
            .unwrap();
    }
    world.freeze(noon() + chrono::TimeDelta::minutes(1)).await;
    let ana_later = world.signed_in("ana").await;
    done(&ana_later, Request::Tick).await;
    ana.close().await;
    let house = ScopeId::Banca(world.banca);
    let rule = on_price(house, other, accumulated(colones(1_000), false));
    let asked = Request::PreviewLimit {
        rule: Box::new(rule),
    };
    let Answer::LimitPreview(past) = done(&ana_later, asked).await else {
        panic!("no preview")
    };
    let past: LimitPreview = *past;
    assert_eq!(past.total.refused, colones(200));
    assert_eq!(past.total.sold, colones(2_100));
}
