//! A prize that expired is revived, a ticket is found without its paper by two people, and a customer is sent where there is
//! cash: which shop, and never how much it holds.

use std::collections::BTreeSet;

use banca::{
    domain::{Digits, Number, PayMethod, PayProblem, PrizeState, Right, TicketCode},
    ops::{Answer, FindTicket, House, Pay, Refusal, Request, RevivePrize, UnseenRow},
};
use chrono::TimeDelta;

use super::{
    close, evaluate, noon, result,
    support::{World, colones, consented, done, key, morning, refused, sale, sold, straight},
};

fn pay(code: TicketCode) -> Request {
    Request::Pay(Pay {
        key: key(),
        code,
        amount: None,
        method: PayMethod::Cash,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    })
}

async fn drawn(world: &World, seller: &House, stakes: &[i64]) -> Vec<TicketCode> {
    let draw = world.open_draw("Nica", noon()).await;
    let mut codes = Vec::new();
    for stake in stakes {
        let asked = sale(&[draw], vec![straight(23, *stake)]);
        codes.push(sold(seller, asked).await.tickets[0].code);
    }
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    evaluate(&ana, &olga, draw, &result(23, None), None).await;
    codes
}

#[tokio::test]
async fn an_expired_prize_is_revived_by_a_supervisor_until_a_day() {
    let world = World::new().await;
    let marta = world.seller("marta").await;
    let codes = drawn(&world, &marta, &[100]).await;
    let revive = |days| RevivePrize {
        key: key(),
        code: codes[0],
        days,
        reason: "estuvo hospitalizado".to_owned(),
        approval: None,
    };
    let vera = world.signed_in("vera").await;
    assert_eq!(
        refused(&vera, Request::RevivePrize(revive(None))).await,
        [Refusal::NotExpired]
    );
    world.freeze(noon() + TimeDelta::days(60)).await;
    done(&vera, Request::Tick).await;
    let house = world.banca.raw();
    assert_eq!(world.balance(house, 4900).await, -colones(8_500).as_cents());
    assert_eq!(
        refused(&marta, pay(codes[0])).await,
        [Refusal::Prize(PayProblem::Expired)]
    );
    assert!(matches!(
        refused(&marta, Request::RevivePrize(revive(None))).await[..],
        [Refusal::NeedsApproval {
            right: Right::RevivePrize,
            ..
        }]
    ));
    assert!(matches!(
        refused(&vera, Request::RevivePrize(revive(Some(91)))).await[..],
        [Refusal::Field { .. }]
    ));
    let Answer::Paid(revived) = done(&vera, Request::RevivePrize(revive(Some(2)))).await else {
        panic!("not revived");
    };
    assert_eq!(revived.prize.state, PrizeState::Unpaid);
    assert_eq!(world.balance(house, 4900).await, 0);
    world.books_hold().await;
    // It expires again after that day, and is revived again.
    world.freeze(noon() + TimeDelta::days(63)).await;
    done(&vera, Request::Tick).await;
    world.books_hold().await;
    done(&vera, Request::RevivePrize(revive(None))).await;
    done(&marta, pay(codes[0])).await;
    world.books_hold().await;
}

fn search(stake: Option<i64>) -> FindTicket {
    FindTicket {
        key: key(),
        day: morning().date_naive(),
        number: Number::new(23, Digits::Two).expect("two digits"),
        stake: stake.map(colones),
        from: None,
        to: None,
        vendedor: None,
        approval: None,
    }
}

async fn found(house: &House, by: &str, mut asked: FindTicket) -> Vec<UnseenRow> {
    let target = format!("{} {}", asked.day, asked.number);
    let right = Right::FindTicket;
    asked.approval = Some(consented(house, by, right, asked.key, &target, None).await);
    match done(house, Request::FindTicket(asked)).await {
        Answer::Unseen(rows) => rows,
        other => panic!("not found: {other:?}"),
    }
}

#[tokio::test]
async fn two_people_find_a_ticket_of_their_shop_without_its_paper() {
    let world = World::new().await;
    let marta = world.seller("marta").await;
    let luis = world.seller("luis").await;
    let codes = drawn(&world, &marta, &[100, 300]).await;
    for who in ["marta", "vera"] {
        let house = world.signed_in_at(who, "otra").await;
        assert!(matches!(
            refused(&house, Request::FindTicket(search(None))).await[..],
            [Refusal::NeedsApproval {
                right: Right::FindTicket,
                ..
            }]
        ));
    }
    let rows = found(&marta, "vera", search(None)).await;
    // Both were sold in one moment: their order is that of their ids.
    let told: BTreeSet<String> = rows.iter().map(|row| row.code.digits()).collect();
    assert_eq!(told, codes.iter().map(|code| code.digits()).collect());
    let one = found(&marta, "vera", search(Some(300))).await;
    assert_eq!((one.len(), one[0].remaining), (1, colones(25_500)));
    assert!(found(&luis, "rita", search(None)).await.is_empty());
    done(&marta, pay(one[0].code)).await;
    world.books_hold().await;
}

#[tokio::test]
async fn a_customer_is_sent_to_a_shop_with_enough_and_nobody_learns_how_much() {
    let world = World::new().await;
    let marta = world.seller("marta").await;
    let codes = drawn(&world, &marta, &[100, 5_000]).await;
    let asked = |code| Request::CashElsewhere { code };
    let Answer::CashElsewhere(none) = done(&marta, asked(codes[0])).await else {
        panic!("no shops");
    };
    assert!(none.iter().all(|shop| !shop.enough));
    world.seller("luis").await;
    for (code, enough) in [(codes[0], true), (codes[1], false)] {
        let Answer::CashElsewhere(shops) = done(&marta, asked(code)).await else {
            panic!("no shops");
        };
        let mercado = shops.iter().find(|shop| shop.ventana == "Mercado");
        assert_eq!(mercado.map(|shop| shop.enough), Some(enough));
        assert!(shops.iter().all(|shop| shop.ventana != "Centro"));
    }
}
