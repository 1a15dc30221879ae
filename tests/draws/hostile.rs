//! A console that speaks SQL by itself, with a session of its own, gets no further than through the doors.

use banca::ops::House;
use chrono::TimeDelta;
use sqlx::AssertSqlSafe;

use super::{
    close, enter, figure, noon, result,
    support::{World, done, sale, sold, straight},
};

/// Runs a statement on a connection that carries this person's session; tells whether the database let it.
pub async fn lets(house: &House, statement: String) -> bool {
    let seat = house.seat().expect("somebody is signed in");
    sqlx::query(AssertSqlSafe(statement))
        .execute(seat.pool())
        .await
        .is_ok()
}

#[tokio::test]
async fn nobody_opens_or_closes_early_past_the_doors() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let banca = world.banca;
    for username in ["marta", "vera", "ana"] {
        let house = world.signed_in(username).await;
        let early = format!("SELECT close_draw('{banca}', '{draw}')");
        assert!(!lets(&house, early).await, "{username} closes early alone");
        let state = format!("UPDATE draw SET state = 'CLOSED' WHERE draw_id = '{draw}'");
        assert!(!lets(&house, state).await, "{username} writes a state");
    }
    let marta = world.signed_in("marta").await;
    done(&marta, banca::ops::Request::Tick).await;
    let later = figure(
        &world,
        "SELECT count(*) FROM draw WHERE state = 'SCHEDULED' AND at > banca_now() + interval '30 hours'",
    )
    .await;
    assert!(later > 0);
    let open = format!(
        "SELECT open_draw('{banca}', draw_id) FROM draw WHERE at > banca_now() + interval '30 hours' LIMIT 1"
    );
    assert!(!lets(&marta, open).await);
}

#[tokio::test]
async fn nobody_confirms_or_settles_past_the_second_person() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    let ana = world.signed_in("ana").await;
    world.freeze(noon() + TimeDelta::minutes(1)).await;
    close(&ana, draw).await;
    done(&ana, enter(draw, &result(23, Some("ROJA")), None)).await;

    let confirm =
        format!("SELECT confirm_entry(gen_random_uuid(), '{draw}', 23::smallint, 'ROJA')");
    let settle = format!("SELECT settle_draw(gen_random_uuid(), '{draw}', 23::smallint, 'ROJA')");
    let entry = |step: &str| {
        format!(
            "INSERT INTO result_entry (banca_id, draw_id, version, entry_id, step, number, outcome, user_id)
             VALUES (my_banca(), '{draw}', 1, gen_random_uuid(), '{step}', 23, 'ROJA', my_user())"
        )
    };
    assert!(!lets(&marta, confirm.clone()).await);
    for house in [&marta, &ana] {
        assert!(!lets(house, settle.clone()).await);
        assert!(!lets(house, entry("confirmed")).await);
    }
    assert!(!lets(&marta, entry("entered")).await);
    // The same person's own second entry settles nothing.
    assert!(lets(&ana, confirm).await);
    assert!(!lets(&ana, settle).await);
    assert_eq!(figure(&world, "SELECT count(*) FROM award").await, 0);
    // An entry cannot be dated back past the minute that one person waits.
    let back = format!(
        "INSERT INTO result_entry (banca_id, draw_id, version, entry_id, step, number, outcome, user_id, at)
         VALUES (my_banca(), '{draw}', 1, gen_random_uuid(), 'entered', 23, 'ROJA', my_user(), banca_now() - interval '1 hour')"
    );
    assert!(!lets(&ana, back).await);
    // What waits is hidden from the second person's own SQL too.
    let olga = world.signed_in("olga").await;
    let seat = olga.seat().unwrap();
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM result_entry")
        .fetch_one(seat.pool())
        .await
        .unwrap();
    assert_eq!(seen, 0);
}
