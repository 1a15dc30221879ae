//! Payments and collections: receipts, idempotency, reversals, cash that must be there, and several at once.

use banca::ops::AskMovements;
use banca::{
    domain::{MovementKind, MovementMethod, posting::money_moved},
    ops::{Answer, House, MovementPage, Refusal, Reply, Request},
};
use std::collections::BTreeSet;

use crate::{
    back, by, close_drawer, moved, movement, seller, shop, sold_a_thousand, statement,
    support::{World, colones, done, key, refused},
    today,
};

async fn movements(house: &House, holder: banca::domain::Holder) -> MovementPage {
    let asked = Request::Movements(AskMovements {
        holder,
        after: None,
    });
    match done(house, asked).await {
        Answer::Movements(page) => page,
        other => panic!("no movements: {other:?}"),
    }
}

#[tokio::test]
async fn every_method_frees_the_shop_and_every_receipt_has_the_next_number() {
    let (world, _, marta) = sold_a_thousand().await;
    close_drawer(&marta, 51_000).await;
    let ana = world.signed_in("ana").await;
    let [centro, _] = world.ventanas;
    for (number, method) in (1..).zip(MovementMethod::ALL) {
        let asked = movement(shop(centro), MovementKind::Collection, 100);
        let told = moved(&ana, by(asked, method)).await;
        assert_eq!(told.movement.number, number);
        assert_eq!(told.balance, colones(900 - 100 * number));
    }
    let asked = movement(shop(centro), MovementKind::Payment, 250);
    assert_eq!(moved(&ana, asked).await.balance, colones(650));
    let told = statement(&ana, shop(centro), today(), today()).await;
    assert_eq!(told.total.collected, colones(500));
    assert_eq!(told.total.paid, colones(250));
    let page = movements(&ana, shop(centro)).await;
    assert_eq!(page.rows.len(), 6);
    assert_eq!(page.rows[0].kind, MovementKind::Payment);
    world.books_hold().await;
}

#[tokio::test]
async fn the_same_key_gives_the_same_receipt_and_another_request_under_it_is_refused() {
    let (world, _, marta) = sold_a_thousand().await;
    close_drawer(&marta, 51_000).await;
    let ana = world.signed_in("ana").await;
    let asked = movement(shop(world.ventanas[0]), MovementKind::Collection, 100);
    let first = moved(&ana, asked.clone()).await;
    assert_eq!(moved(&ana, asked.clone()).await, first);
    let mut other = asked;
    other.amount = colones(200);
    let refusals = refused(&ana, Request::SaveMovement(other)).await;
    assert!(matches!(refusals[..], [Refusal::KeyReused { .. }]));
}

#[tokio::test]
async fn a_movement_is_taken_back_once_with_a_receipt_of_its_own() {
    let (world, _, marta) = sold_a_thousand().await;
    close_drawer(&marta, 51_000).await;
    let ana = world.signed_in("ana").await;
    let holder = shop(world.ventanas[0]);
    let told = moved(&ana, movement(holder, MovementKind::Collection, 100)).await;
    let Answer::MovementReceipt(reversed) = done(&ana, back(told.movement.id)).await else {
        panic!("no receipt")
    };
    let reversal = reversed.movement.reversed.as_ref().unwrap();
    assert_eq!((told.movement.number, reversal.number), (1, 2));
    assert_eq!(reversed.balance, colones(900));
    let again = refused(&ana, back(told.movement.id)).await;
    assert_eq!(again, [Refusal::MovementReversed]);
    let page = movements(&ana, holder).await;
    assert!(page.rows[0].reversed.is_some(), "history keeps it");
    let told = statement(&ana, holder, today(), today()).await;
    assert_eq!(told.total.collected, colones(0));
    world.books_hold().await;
}

#[tokio::test]
async fn cash_is_taken_only_where_it_is() {
    let (world, _, marta) = sold_a_thousand().await;
    let ana = world.signed_in("ana").await;
    let [centro, mercado] = world.ventanas;
    let empty = |asked, available| Refusal::InsufficientCash {
        asked: colones(asked),
        available: Some(colones(available)),
    };
    // What was sold lies in the drawer, not in the safe.
    let early = Request::SaveMovement(movement(shop(centro), MovementKind::Collection, 100));
    assert_eq!(refused(&ana, early).await, [empty(100, 0)]);
    // Then the safe holds it, with the float that came out of it in the morning.
    close_drawer(&marta, 51_000).await;
    let too_much = Request::SaveMovement(movement(shop(centro), MovementKind::Collection, 51_001));
    assert_eq!(refused(&ana, too_much).await, [empty(51_001, 51_000)]);
    moved(&ana, movement(shop(centro), MovementKind::Collection, 900)).await;
    let nothing = by(
        movement(shop(mercado), MovementKind::Collection, 1),
        MovementMethod::Deposit,
    );
    let refusals = refused(&ana, Request::SaveMovement(nothing)).await;
    assert!(matches!(refusals[..], [Refusal::InsufficientCash { .. }]));
    // A shop that owes nothing may be collected from in advance, by bank.
    let ahead = by(
        movement(shop(mercado), MovementKind::Collection, 5_000),
        MovementMethod::Transfer,
    );
    assert_eq!(moved(&ana, ahead).await.balance, colones(-5_000));
}

#[tokio::test]
async fn a_shop_settles_with_its_seller_through_the_own_drawer() {
    let (world, _, _marta) = sold_a_thousand().await;
    let [centro, _] = world.ventanas;
    let hers = seller(centro, world.user("marta").await);
    let vera = world.seller("vera").await;
    let paid = moved(&vera, movement(hers, MovementKind::Payment, 60)).await;
    assert_eq!(paid.movement.number, 1, "the shop's own book of receipts");
    let drawer = world.balance(centro.raw(), 1100).await;
    assert_eq!(drawer, (50_000 + 51_000 - 60) * 100);
    let too_much = movement(hers, MovementKind::Payment, 60_000);
    let refusals = refused(&vera, Request::SaveMovement(too_much)).await;
    assert!(matches!(refusals[..], [Refusal::InsufficientCash { .. }]));
    done(&vera, back(paid.movement.id)).await;
    close_drawer(&vera, 50_000).await;
    // Without a drawer the safe takes it.
    moved(&vera, movement(hers, MovementKind::Collection, 40)).await;
    world.books_hold().await;
}

#[tokio::test]
async fn several_collections_at_once_never_take_more_cash_than_there_is() {
    let (world, _, marta) = sold_a_thousand().await;
    close_drawer(&marta, 51_000).await;
    let holder = shop(world.ventanas[0]);
    let mut asked = Vec::new();
    for at in 0..6 {
        let who = if at % 2 == 0 { "ana" } else { "olga" };
        let house = world.signed_in_at(who, &format!("oficina-{at}")).await;
        asked.push(tokio::spawn(async move {
            let collection = movement(holder, MovementKind::Collection, 17_000);
            house.handle(Request::SaveMovement(collection)).await
        }));
    }
    let mut numbers = BTreeSet::new();
    let mut refusals = 0;
    for one in asked {
        match one.await.unwrap() {
            Reply::Done(answer) => match *answer {
                Answer::MovementReceipt(told) => {
                    numbers.insert(told.movement.number);
                }
                other => panic!("{other:?}"),
            },
            Reply::Refused(why) => {
                assert!(matches!(why[..], [Refusal::InsufficientCash { .. }]));
                refusals += 1;
            }
            Reply::Failed(fault) => panic!("{fault:?}"),
        }
    }
    assert_eq!(numbers, BTreeSet::from([1, 2, 3]), "without a gap");
    assert_eq!(refusals, 3);
    world.books_hold().await;
}

#[tokio::test]
async fn of_two_who_take_a_movement_back_at_once_one_does() {
    let (world, _, marta) = sold_a_thousand().await;
    close_drawer(&marta, 51_000).await;
    let ana = world.signed_in("ana").await;
    let holder = shop(world.ventanas[0]);
    let told = moved(&ana, movement(holder, MovementKind::Collection, 100)).await;
    let mut asked = Vec::new();
    for at in 0..4 {
        let house = world.signed_in_at("olga", &format!("oficina-{at}")).await;
        let request = back(told.movement.id);
        asked.push(tokio::spawn(async move { house.handle(request).await }));
    }
    let mut reversed = 0;
    for one in asked {
        match one.await.unwrap() {
            Reply::Done(_) => reversed += 1,
            Reply::Refused(why) => assert_eq!(why, [Refusal::MovementReversed]),
            Reply::Failed(fault) => panic!("{fault:?}"),
        }
    }
    assert_eq!(reversed, 1);
    world.books_hold().await;
}

#[tokio::test]
async fn the_database_books_exactly_the_legs_that_the_domain_states() {
    let (world, _, marta) = sold_a_thousand().await;
    close_drawer(&marta, 51_000).await;
    let [centro, _] = world.ventanas;
    let ana = world.signed_in("ana").await;
    let vera = world.seller("vera").await;
    let hers = seller(centro, world.user("marta").await);
    let mut owner = world.owner().await;
    let drawer: uuid::Uuid =
        sqlx::query_scalar("SELECT drawer_id FROM drawer d JOIN app_user u USING (banca_id, user_id) WHERE u.username = 'vera'")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    for kind in MovementKind::ALL {
        for method in MovementMethod::ALL {
            for (house, holder) in [(&ana, shop(centro)), (&vera, hers)] {
                let deposit = method == MovementMethod::Deposit;
                if deposit && (kind == MovementKind::Payment || holder == hers) {
                    continue;
                }
                let told = moved(house, by(movement(holder, kind, 10), method)).await;
                let through =
                    (holder == hers && method == MovementMethod::Cash).then_some(drawer.into());
                let amount = told.movement.amount;
                let legs = money_moved(world.banca.raw(), holder, kind, method, through, amount);
                let mut stated: Vec<_> = legs
                    .iter()
                    .map(|leg| {
                        (
                            leg.code.to_owned(),
                            leg.book,
                            leg.debit,
                            leg.debit_key,
                            leg.credit,
                            leg.credit_key,
                        )
                    })
                    .collect();
                stated.sort();
                let mut booked: Vec<(String, uuid::Uuid, i16, uuid::Uuid, i16, uuid::Uuid)> =
                    sqlx::query_as(
                        "SELECT t.code, t.book, t.debit_code, t.debit_key, t.credit_code, t.credit_key
                           FROM transfer t JOIN posting p USING (banca_id, posting_id) WHERE p.document_id = $1",
                    )
                    .bind(told.movement.id.raw())
                    .fetch_all(&mut owner)
                    .await
                    .unwrap();
                booked.sort();
                assert_eq!(booked, stated, "{kind:?} {method:?} {holder:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_typed_wrong_is_told_field_by_field() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let mut asked = movement(banca::domain::Holder::Banca, MovementKind::Payment, 0);
    asked.method = MovementMethod::Deposit;
    asked.reference = "x".repeat(81);
    asked.key = key();
    let fields: BTreeSet<String> = refused(&ana, Request::SaveMovement(asked))
        .await
        .into_iter()
        .map(|refusal| match refusal {
            Refusal::Field { field, .. } => field,
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = ["amount", "holder", "method", "reference"].map(str::to_owned);
    assert_eq!(fields, BTreeSet::from(expected));
}
