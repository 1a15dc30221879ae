//! What the clock does without being asked, whoever runs it, once.

use banca::{
    domain::{DrawState, posting, view::Ticked},
    ops::{self, Answer, House, Request},
};
use chrono::TimeDelta;

use super::{
    books_hold, close, evaluate, figure, noon, result, row,
    support::{World, colones, done, sale, server, sold, straight},
};

async fn tick(house: &House) -> Ticked {
    match done(house, Request::Tick).await {
        Answer::Ticked(ticked) => ticked,
        other => panic!("not a tick: {other:?}"),
    }
}

#[tokio::test]
async fn a_sellers_console_makes_opens_and_closes_what_is_due() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    let first = tick(&marta).await;
    assert!(first.generated > 7 * 10);
    // Samples open a day ahead: what draws until tomorrow morning.
    let day = figure(
        &world,
        "SELECT count(*) FROM draw WHERE at <= banca_now() + interval '24 hours'",
    )
    .await;
    assert_eq!((first.opened, first.closed, first.expired), (day, 0, 0));
    assert_eq!(tick(&marta).await, Ticked::default());

    world.freeze(noon()).await;
    let ended = figure(
        &world,
        "SELECT count(*) FROM draw WHERE cutoff <= banca_now()",
    )
    .await;
    assert!(ended > 0);
    let later = tick(&marta).await;
    assert_eq!(later.closed, ended);
    assert!(later.opened > 0);
    let open = figure(
        &world,
        "SELECT count(*) FROM draw WHERE state = 'OPEN' AND (cutoff <= banca_now() OR at > banca_now() + interval '24 hours')",
    )
    .await;
    assert_eq!(open, 0);
    assert_eq!(
        figure(&world, "SELECT count(*) FROM draw_seal").await,
        ended
    );
    let logged = figure(
        &world,
        "SELECT count(*) FROM activity a JOIN app_user u USING (banca_id, user_id)
          WHERE a.layer = 'job' AND a.action = 'draw.closed' AND u.username = 'marta'",
    )
    .await;
    assert_eq!(logged, ended);
}

#[tokio::test]
async fn many_consoles_at_once_do_it_once() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    world.freeze(noon()).await;
    let mut runs = tokio::task::JoinSet::new();
    for username in ["ana", "vera", "marta", "luis"] {
        let house = world.signed_in(username).await;
        runs.spawn(async move { tick(&house).await });
    }
    let all = runs.join_all().await;
    assert_eq!(all.iter().map(|ticked| ticked.closed).sum::<i64>(), 1);
    let generated: i64 = all.iter().map(|ticked| ticked.generated).sum();
    assert_eq!(
        figure(&world, "SELECT count(*) FROM draw").await,
        generated + 1
    );
    let ana = world.signed_in("ana").await;
    assert_eq!(row(&ana, draw).await.state, DrawState::Closed);
}

#[tokio::test]
async fn the_owner_ticks_every_house_without_signing_in() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    world.freeze(noon()).await;
    let ticked = ops::tick_as_owner(server().owner_options(&world.name))
        .await
        .unwrap();
    assert_eq!(ticked.closed, 1);
    assert!(ticked.generated > 0);
    let ana = world.signed_in("ana").await;
    assert_eq!(row(&ana, draw).await.state, DrawState::Closed);
}

#[tokio::test]
async fn a_console_that_stays_open_for_months_keeps_its_tables_ready() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    world.freeze(noon() + TimeDelta::days(200)).await;
    assert!(tick(&marta).await.generated > 0);
    let ready = figure(
        &world,
        "SELECT count(*) FROM pg_class WHERE relname IN ('activity_202706', 'ticket_202706', 'bet_202707', 'transfer_202708')",
    )
    .await;
    assert_eq!(ready, 4);
}

#[tokio::test]
async fn a_draw_whose_time_has_not_come_is_not_opened_by_a_seller() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let mut owner = world.owner().await;
    let state: Option<String> = sqlx::query_scalar("SELECT tick_draw($1, $2)")
        .bind(world.banca.raw())
        .bind(draw.raw())
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(state, None, "an open draw before its cutoff is left alone");
    let mut stranger = world.stranger().await;
    let foreign = sqlx::query("SELECT tick_draw($1, $2)")
        .bind(world.banca.raw())
        .bind(draw.raw())
        .execute(&mut stranger)
        .await;
    assert!(
        foreign.is_err(),
        "nobody ticks a house without a session of it"
    );
}

#[tokio::test]
async fn a_prize_expires_after_its_last_day_and_becomes_income_once() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 100)])).await;
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    evaluate(&ana, &olga, draw, &result(23, None), None).await;

    world.freeze(noon() + TimeDelta::days(30)).await;
    assert_eq!(tick(&marta).await.expired, 0, "the last day still counts");
    world.freeze(noon() + TimeDelta::days(31)).await;
    assert_eq!(tick(&marta).await.expired, 1);
    assert_eq!(tick(&marta).await.expired, 0);
    let house = world.banca.raw();
    assert_eq!(world.balance(house, 4900).await, -colones(8_500).as_cents());
    assert_eq!(world.balance(house, 2420).await, 0);
    books_hold(&world).await;

    // The legs are those of the table of postings.
    let mut owner = world.owner().await;
    let (ticket, code, debit, credit, amount): (uuid::Uuid, String, i16, i16, i64) = sqlx::query_as(
        "SELECT debit_key, code, debit_code, credit_code, amount FROM transfer WHERE code = 'J16'",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    let [leg] = &posting::prize_expired(house, ticket.into(), colones(8_500))[..] else {
        panic!("one leg");
    };
    assert_eq!(
        (leg.code, leg.debit, leg.credit, leg.debit_key),
        (code.as_str(), debit, credit, ticket)
    );
    assert_eq!(leg.amount.as_cents(), amount);
    let commands = figure(
        &world,
        "SELECT count(*) FROM posting p JOIN command c USING (banca_id, command_id) WHERE p.event = 'expired'",
    )
    .await;
    assert_eq!(commands, 1);
}
