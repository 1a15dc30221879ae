//! The home screen's figures on a real PostgreSQL: the day so far, within what each person may see.

mod support;

use banca::{
    domain::{DrawState, LimitEffect, LimitRule, LimitRuleId, Money, ScopeId},
    ops::{Answer, CancelTicket, Home, House, Request},
};
use chrono::TimeDelta;
use support::{World, colones, done, key, morning, sale, sold, straight};

async fn home(house: &House) -> Home {
    match done(house, Request::Home).await {
        Answer::Home(figures) => *figures,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn everybody_sees_the_day_within_the_own_reach() {
    let world = World::new().await;
    world
        .set_commission(3, world.banca.raw(), "listero", 10)
        .await;
    world
        .set_commission(3, world.banca.raw(), "vendedor", 6)
        .await;
    let tica = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let nica = world
        .open_draw("Nica", morning() + TimeDelta::hours(4))
        .await;
    let marta = world.seller("marta").await;
    let juan = world.seller("juan").await;
    let luis = world.seller("luis").await;
    sold(&marta, sale(&[tica], vec![straight(1, 1_000)])).await;
    world.freeze(morning() + TimeDelta::hours(1)).await;
    sold(&marta, sale(&[nica], vec![straight(2, 500)])).await;
    sold(&juan, sale(&[tica], vec![straight(3, 2_000)])).await;
    let taken_back = sold(&juan, sale(&[tica], vec![straight(4, 300)])).await;
    done(
        &juan,
        Request::CancelTicket(CancelTicket {
            key: key(),
            code: taken_back.tickets[0].code,
            reason: "otro número".to_owned(),
            approval: None,
        }),
    )
    .await;
    sold(&luis, sale(&[tica], vec![straight(5, 4_000)])).await;

    let seller = home(&marta).await;
    assert_eq!((seller.tickets, seller.sold), (2, colones(1_500)));
    assert_eq!(seller.commission, colones(90), "the own six percent");
    assert_eq!(
        seller.by_hour,
        [(8, colones(1_000)), (9, colones(500))],
        "hours of Costa Rica"
    );
    let drawer = seller.drawer.expect("a seller has one or none");
    assert_eq!((drawer.tickets, drawer.float), (2, colones(50_000)));
    let next: Vec<&str> = seller.next.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(next, ["Nica", "Tica"]);

    let vera = world.signed_in("vera").await;
    let shop = home(&vera).await;
    assert_eq!((shop.tickets, shop.sold), (3, colones(3_500)));
    assert_eq!((shop.cancelled, shop.cancelled_stakes), (1, colones(300)));
    assert_eq!(shop.commission, colones(350), "the shop's ten percent");
    assert_eq!(
        shop.by_lottery,
        [
            ("Tica".to_owned(), colones(3_000)),
            ("Nica".to_owned(), colones(500))
        ]
    );

    let ana = world.signed_in("ana").await;
    let house = home(&ana).await;
    assert_eq!((house.tickets, house.sold), (4, colones(7_500)));
    let own = house.drawer.expect("the founder belongs to the first shop");
    assert_eq!(own.drawer, None, "and has no drawer open");
    assert_eq!(house.unpaid_prizes, Money::ZERO);
}

#[tokio::test]
async fn a_closed_draw_waits_for_its_result() {
    let world = World::new().await;
    let tica = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let ana = world.signed_in("ana").await;
    assert!(home(&ana).await.waiting.is_empty());
    world.freeze(morning() + TimeDelta::hours(6)).await;
    done(&ana, Request::Tick).await;
    let figures = home(&ana).await;
    let waiting: Vec<_> = figures
        .waiting
        .iter()
        .map(|row| (row.id, row.state))
        .collect();
    assert_eq!(waiting, [(tica, DrawState::Closed)]);
    assert!(figures.next.iter().all(|row| row.id != tica));
}

#[tokio::test]
async fn whoever_watches_the_risk_sees_shops_draws_and_the_week_before() {
    let world = World::new().await;
    let at = morning() + TimeDelta::hours(5);
    let tica = world.open_draw("Tica", at).await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    sold(
        &marta,
        sale(&[tica], vec![straight(7, 900), straight(8, 100)]),
    )
    .await;
    sold(&luis, sale(&[tica], vec![straight(9, 500)])).await;
    let ana = world.signed_in("ana").await;
    let effect = LimitEffect::Accumulated {
        amount: colones(1_000),
        per_seller: false,
    };
    let scope = ScopeId::Banca(world.banca);
    let rule = LimitRule::new(LimitRuleId::new(uuid::Uuid::now_v7()), scope, effect);
    let asked = Request::SaveLimit {
        key: key(),
        rule: Box::new(rule),
    };
    done(&ana, asked).await;

    let house = home(&ana).await;
    let shops: Vec<_> = house
        .by_shop
        .iter()
        .map(|(name, sold)| (name.as_str(), *sold))
        .collect();
    assert_eq!(
        shops,
        [("Centro", colones(1_000)), ("Mercado", colones(500))]
    );
    let [risk] = &house.risks[..] else {
        panic!("{:?}", house.risks);
    };
    let exposure = Request::Exposure {
        draw: tica,
        scope,
        price: None,
    };
    let Answer::Exposure(seen) = done(&ana, exposure).await else {
        panic!("not the exposure")
    };
    assert_eq!(risk.worst, seen.worst, "as the exposure says");
    let kept = seen.stakes.checked_sub(seen.commission).unwrap();
    assert_eq!(risk.net, kept.checked_sub(seen.worst.unwrap().1).unwrap());
    assert_eq!(risk.alerts, 1);
    assert_eq!(
        risk.nearest
            .map(|(number, percent)| (number.value(), percent)),
        Some((7, 90))
    );

    let vera = world.signed_in("vera").await;
    let shop = home(&vera).await;
    assert!(shop.by_shop.is_empty());
    assert_eq!(
        shop.risks[0].nearest, None,
        "no limit is measured on the shop"
    );
    let seller = home(&marta).await;
    assert!(seller.by_shop.is_empty() && seller.risks.is_empty());

    world.freeze(at + TimeDelta::days(7)).await;
    let ana = world.signed_in("ana").await;
    let later = home(&ana).await;
    assert_eq!(later.week_before, house.by_hour);
}
