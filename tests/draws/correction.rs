//! A corrected result compensates; what was paid already becomes a claim with an owner. Nothing is erased.

use banca::{
    domain::{Money, PayMethod, TicketCode},
    ops::{Answer, House, Pay, Request},
};

use super::{
    books_hold, close, evaluate, figure, noon, previewed, result,
    support::{World, colones, done, key, sale, sold, straight},
};

async fn pay(house: &House, code: TicketCode, amount: Option<Money>) {
    let asked = Pay {
        key: key(),
        code,
        amount,
        method: PayMethod::Cash,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    };
    assert!(matches!(
        done(house, Request::Pay(asked)).await,
        Answer::Paid(_)
    ));
}

#[tokio::test]
async fn corrections_compensate_paid_unpaid_and_partly_paid_prizes_and_back_again() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    // Four tickets: paid, partly paid and unpaid winners of 23; a winner of 45; one holds both.
    let mut codes = Vec::new();
    for bets in [
        vec![straight(23, 100)],
        vec![straight(23, 200)],
        vec![straight(23, 300)],
        vec![straight(45, 400)],
        vec![straight(23, 100), straight(45, 200)],
    ] {
        codes.push(sold(&marta, sale(&[draw], bets)).await.tickets[0].code);
    }
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    let (wrong, right) = (result(23, None), result(45, None));
    evaluate(&ana, &olga, draw, &wrong, None).await;
    pay(&marta, codes[0], None).await;
    pay(&marta, codes[1], Some(colones(5_000))).await;
    pay(&marta, codes[4], None).await;
    books_hold(&world).await;

    // Paid under 23: 8 500 + 5 000 + 8 500; the last ticket's 17 000 of 45 cover what it got.
    let preview = previewed(&olga, draw, &right).await;
    assert_eq!(preview.reclaimed, colones(8_500 + 5_000));
    let booked = evaluate(&ana, &olga, draw, &right, Some("acta equivocada")).await;
    assert_eq!(booked, preview);
    assert_eq!(booked.prizes, colones(400 * 85 + 200 * 85));
    assert_eq!(
        figure(&world, "SELECT sum(amount)::bigint FROM claim").await,
        colones(13_500).as_cents()
    );
    let owned = figure(
        &world,
        "SELECT count(*) FROM claim c JOIN app_user u ON u.user_id = c.owner_id AND u.username = 'marta'",
    )
    .await;
    assert_eq!(owned, 2);
    assert_eq!(
        figure(&world, "SELECT count(*) FROM payout").await,
        3,
        "payouts are never erased"
    );
    // Stakes are earned once, and the expense is the new prizes less what is claimed back.
    let house = world.banca.raw();
    assert_eq!(world.balance(house, 4100).await, -colones(1_300).as_cents());
    assert_eq!(world.balance(house, 5100).await, booked.prizes.as_cents());
    books_hold(&world).await;

    // It was right after all: the claims are given back and the old prizes stand again.
    let again = evaluate(&ana, &olga, draw, &wrong, Some("acta correcta")).await;
    assert_eq!(again.prizes, colones(700 * 85));
    assert_eq!(again.reclaimed, colones(0));
    assert_eq!(
        figure(&world, "SELECT sum(amount)::bigint FROM claim").await,
        0
    );
    assert_eq!(world.balance(house, 1340).await, 0);
    assert_eq!(world.balance(house, 5100).await, again.prizes.as_cents());
    books_hold(&world).await;
    // What remains of the partly paid prize can be paid.
    pay(&marta, codes[1], None).await;
    books_hold(&world).await;
}

#[tokio::test]
async fn a_correction_finds_finalised_and_expired_prizes_where_they_were_booked() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    let mut codes = Vec::new();
    for stake in [100, 200] {
        let ticket = sold(&marta, sale(&[draw], vec![straight(23, stake)])).await;
        codes.push(ticket.tickets[0].code);
    }
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    evaluate(&ana, &olga, draw, &result(23, None), None).await;
    pay(&marta, codes[0], Some(colones(8_000))).await;
    let asked = Request::Finalise {
        key: key(),
        code: codes[0],
        reason: "no vuelve".to_owned(),
    };
    done(&marta, asked).await;
    world.freeze(noon() + chrono::TimeDelta::days(40)).await;
    let Answer::Ticked(ticked) = done(&marta, Request::Tick).await else {
        panic!("not a tick");
    };
    assert_eq!(ticked.expired, 1, "only the open one expires");
    assert_eq!(
        world.balance(world.banca.raw(), 4900).await,
        -colones(17_000).as_cents()
    );
    books_hold(&world).await;

    evaluate(&ana, &olga, draw, &result(99, None), Some("otro sorteo")).await;
    let house = world.banca.raw();
    assert_eq!(world.balance(house, 4900).await, 0);
    assert_eq!(world.balance(house, 2425).await, 0);
    assert_eq!(world.balance(house, 1340).await, colones(8_000).as_cents());
    assert_eq!(world.balance(house, 5100).await, 0);
    books_hold(&world).await;
}
