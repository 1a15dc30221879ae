//! The credit of a shop: its debt is kept beside every sale, and at the limit the sale stops.

use banca::ops::{Answer, Credit, SetCredit};
use banca::{
    domain::{Money, MovementKind, MovementMethod},
    ops::{CancelTicket, House, Refusal, Reply, Request},
};

use crate::{
    by, moved, movement, shop, sold_a_thousand,
    support::{World, colones, done, key, refused, sale, sold, straight},
};

async fn limit(world: &World, amount: Option<Money>) {
    let ana = world.signed_in("ana").await;
    let asked = Request::SetCredit(SetCredit {
        key: key(),
        ventana: world.ventanas[0],
        limit: amount,
    });
    done(&ana, asked).await;
}

#[tokio::test]
async fn at_its_limit_a_shop_sells_nothing_until_it_has_paid() {
    let (world, tica, marta) = sold_a_thousand().await;
    // 900 are owed; 100 more may be, which is a ticket of 100 with its commission of 10 and no more of 200.
    limit(&world, Some(colones(1_000))).await;
    let code = sold(&marta, sale(&[tica], vec![straight(7, 100)]))
        .await
        .tickets[0]
        .code;
    let stop = refused(&marta, Request::Sell(sale(&[tica], vec![straight(7, 100)]))).await;
    let expected = Refusal::CreditStop {
        ventana: "Centro".to_owned(),
        debt: colones(990),
        limit: colones(1_000),
    };
    assert_eq!(stop, [expected]);
    // What is taken back or paid makes room again.
    let cancel = CancelTicket {
        key: key(),
        code,
        reason: "otro".to_owned(),
        approval: None,
    };
    done(&marta, Request::CancelTicket(cancel)).await;
    sold(&marta, sale(&[tica], vec![straight(7, 100)])).await;
    let ana = world.signed_in("ana").await;
    let paid = movement(shop(world.ventanas[0]), MovementKind::Collection, 500);
    moved(&ana, by(paid, MovementMethod::Sinpe)).await;
    sold(&marta, sale(&[tica], vec![straight(7, 500)])).await;
    world.books_hold().await;
    limit(&world, None).await;
    sold(&marta, sale(&[tica], vec![straight(7, 5_000)])).await;
    limit(&world, Some(colones(1_000))).await;
    let stop = refused(&marta, Request::Sell(sale(&[tica], vec![straight(7, 100)]))).await;
    assert!(matches!(stop[..], [Refusal::CreditStop { .. }]));
    world.books_hold().await;
}

#[tokio::test]
async fn the_people_of_a_shop_see_its_debt_and_its_limit() {
    let (world, tica, marta) = sold_a_thousand().await;
    let (vera, ana, luis) = (
        world.signed_in("vera").await,
        world.signed_in("ana").await,
        world.signed_in("luis").await,
    );
    assert_eq!(credit(&marta).await, None, "no limit, nothing to say");
    limit(&world, Some(colones(1_100))).await;
    let owes = |debt| {
        Some(Credit {
            debt: colones(debt),
            limit: colones(1_100),
        })
    };
    assert_eq!(credit(&marta).await, owes(900));
    sold(&marta, sale(&[tica], vec![straight(7, 100)])).await;
    assert_eq!(credit(&marta).await, owes(990));
    assert_eq!(credit(&vera).await, owes(990));
    match done(&marta, Request::Desk).await {
        Answer::Desk(desk) => assert_eq!(desk.credit, owes(990), "and where they sell"),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        credit(&ana).await,
        owes(990),
        "who runs the house belongs to this shop"
    );
    assert_eq!(credit(&luis).await, None, "of another shop");
}

async fn credit(house: &House) -> Option<Credit> {
    match done(house, Request::Home).await {
        Answer::Home(home) => home.credit,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn another_shop_sells_on() {
    let (world, tica, _marta) = sold_a_thousand().await;
    limit(&world, Some(colones(0))).await;
    let luis = world.seller("luis").await;
    sold(&luis, sale(&[tica], vec![straight(7, 1_000)])).await;
    world.books_hold().await;
}

#[tokio::test]
async fn sellers_at_once_never_take_a_shop_over_its_limit() {
    let (world, tica, marta) = sold_a_thousand().await;
    let juan = world.seller("juan").await;
    let vera = world.seller("vera").await;
    // Room for five tickets of 100, each 90 of debt.
    limit(&world, Some(colones(900 + 5 * 90))).await;
    let mut asked = Vec::new();
    for house in [marta, juan, vera] {
        asked.push(tokio::spawn(async move {
            let mut sold = 0;
            for _ in 0..4 {
                sold += sells(&house, tica).await;
            }
            sold
        }));
    }
    let mut sold = 0;
    for one in asked {
        sold += one.await.unwrap();
    }
    assert_eq!(sold, 5);
    world.books_hold().await;
}

async fn sells(house: &House, draw: banca::domain::DrawId) -> i32 {
    let asked = Request::Sell(sale(&[draw], vec![straight(7, 100)]));
    match house.handle(asked).await {
        Reply::Done(_) => 1,
        Reply::Refused(why) => {
            assert!(matches!(why[..], [Refusal::CreditStop { .. }]), "{why:?}");
            0
        }
        Reply::Failed(fault) => panic!("{fault:?}"),
    }
}

#[tokio::test]
async fn a_limit_set_while_people_sell_knows_the_whole_debt() {
    let (world, tica, marta) = sold_a_thousand().await;
    let luis = world.seller("juan").await;
    let selling = [marta, luis].map(|house| {
        tokio::spawn(async move {
            for _ in 0..10 {
                sold(&house, sale(&[tica], vec![straight(7, 100)])).await;
            }
        })
    });
    limit(&world, Some(colones(1_000_000))).await;
    for one in selling {
        one.await.unwrap();
    }
    world.books_hold().await;
}
