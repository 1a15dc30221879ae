//! What a reventado costs the house: the ball that comes out says it, and every figure on the way says the same.

use banca::{
    domain::{LotteryRules, Rate, ReventadoOutcome, ScopeId},
    ops::{Answer, House, LotteryRow, Request},
};

use super::{close, evaluate, noon, result};
use crate::support::{World, colones, done, key, reventado, sale, sold, straight};

async fn tica(house: &House) -> LotteryRow {
    match done(house, Request::Lotteries).await {
        Answer::Lotteries(rows) => rows.into_iter().find(|row| row.name == "Tica").unwrap(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_best_ball_is_the_risk_and_the_ball_that_comes_out_is_paid() {
    let world = World::new().await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let row = tica(&ana).await;
    let ball = |name: &str, factor: &str| ReventadoOutcome {
        name: name.to_owned(),
        factor: Rate::parse(factor).unwrap(),
    };
    let rules = LotteryRules {
        outcomes: vec![
            ball("ROJA", "150"),
            ball("VERDE", "40.5"),
            ball("BLANCA", "0"),
        ],
        ..row.rules.clone()
    };
    done(
        &ana,
        Request::SaveLottery {
            key: key(),
            lottery: row.id,
            name: row.name,
            active: true,
            rules: Box::new(rules),
        },
    )
    .await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let ticket = sold(
        &marta,
        sale(&[draw], vec![straight(23, 500), reventado(23, 200)]),
    )
    .await;
    let code = ticket.tickets[0].code;

    let asked = Request::Exposure {
        draw,
        scope: ScopeId::Banca(world.banca),
        price: None,
    };
    let Answer::Exposure(view) = done(&ana, asked).await else {
        panic!("no exposure");
    };
    let cell = view.cells.iter().find(|cell| cell.number.value() == 23);
    let straight = colones(500 * 85);
    assert_eq!(
        cell.unwrap().liability,
        straight.checked_add(colones(200 * 150)).unwrap()
    );

    world.freeze(noon()).await;
    close(&ana, draw).await;
    let booked = evaluate(&ana, &olga, draw, &result(23, Some("VERDE")), None).await;
    assert_eq!(booked.prizes, straight.checked_add(colones(8_100)).unwrap());
    let Answer::Ticket(view) = done(&marta, Request::Ticket { code }).await else {
        panic!("no ticket");
    };
    let paid: Vec<_> = view
        .bets
        .iter()
        .map(|bet| (bet.stake, bet.factor.to_string(), bet.prize))
        .collect();
    assert_eq!(paid[1], (colones(200), "40.5".to_owned(), colones(8_100)));
    world.books_hold().await;
}
