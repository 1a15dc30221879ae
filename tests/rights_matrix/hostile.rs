//! A hostile client: the application's role, a seller's session, and no console between it and the database.

use banca::{
    domain::{DrawId, ScopeId},
    ops::Request,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::{
    rig::{ceiling, client::Client},
    support::{World, done, key, morning},
};

fn noon() -> DateTime<Utc> {
    morning() + TimeDelta::hours(5)
}

/// Marta's own connection, in a house with a draw on sale.
async fn seated() -> (World, DrawId, Client) {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    world.seller("marta").await;
    let client = Client::of(&world, "marta").await;
    (world, draw, client)
}

#[tokio::test]
async fn what_an_honest_console_sends_is_sold_and_what_is_altered_is_not() {
    let (world, draw, mut client) = seated().await;
    let honest = client.document(draw, 23, 500).await;
    client.sell(&honest).await.expect("an honest sale");
    // A price of one's own, a stake below the least, another number of digits, another total.
    let mut priced = client.document(draw, 23, 500).await;
    priced["tickets"][0]["bets"][0]["factor"] = json!(1_000);
    let small = client.document(draw, 23, 1).await;
    let long = client.document(draw, 123, 500).await;
    let mut less = client.document(draw, 23, 500).await;
    less["total"] = json!(100);
    for (what, document) in [
        ("a price", priced),
        ("a stake", small),
        ("digits", long),
        ("a total", less),
    ] {
        assert!(
            client.sell(&document).await.is_err(),
            "{what} of one's own was sold"
        );
    }
    world.books_hold().await;
}

/// The function that sells derives its transfers: a client that is not ours cannot book its cash elsewhere.
#[tokio::test]
async fn legs_of_ones_own_are_not_read() {
    let (world, draw, mut client) = seated().await;
    let mut document = client.document(draw, 23, 500).await;
    let leg = json!({
        "code": "J01", "book": world.ventanas[1], "debit": 6100, "debit_key": draw,
        "credit": 2310, "credit_key": draw, "amount": 100,
    });
    document["tickets"][0]["legs"] = json!([leg]);
    client.sell(&document).await.expect("an honest sale");
    world.books_hold().await;
}

#[tokio::test]
async fn nothing_is_sold_over_a_limit_or_after_the_close() {
    let (world, draw, mut client) = seated().await;
    let ana = world.signed_in("ana").await;
    let rule = ceiling(ScopeId::Banca(world.banca), None, vec![23], 100);
    done(&ana, Request::SaveLimit { key: key(), rule }).await;
    let over = client.document(draw, 23, 500).await;
    let refused = client.sell(&over).await.expect_err("it is over the limit");
    assert!(refused.contains("above_limit"), "{refused}");
    let late = client.document(draw, 45, 500).await;
    world.freeze(noon()).await;
    let refused = client.sell(&late).await.expect_err("it is past the cutoff");
    assert!(refused.contains("past_cutoff"), "{refused}");
    done(&ana, Request::Tick).await;
    world.freeze(morning()).await;
    let refused = client.sell(&late).await.expect_err("the draw is closed");
    assert!(refused.contains("draw_not_open"), "{refused}");
    world.books_hold().await;
}

#[tokio::test]
async fn a_session_is_not_taken_over_by_settings_sequences_or_functions() {
    let (world, _, mut client) = seated().await;
    for statement in [
        "SET ROLE banca",
        "SET SESSION AUTHORIZATION banca",
        "SELECT setval('draw_fence', 1)",
        "SELECT nextval('draw_fence')",
        "SET session_replication_role = replica",
        "ALTER TABLE ticket DISABLE TRIGGER ALL",
        "SELECT fence_draw_alone(1)",
        "UPDATE installation SET frozen_at = NULL",
        "SELECT verifier_hash FROM app_user",
        "SELECT token_hash FROM session",
        "UPDATE app_user SET role = 'ADMIN'",
        "COPY ticket TO PROGRAM 'true'",
    ] {
        let said = client.say(statement).await;
        assert!(said.is_err() || said == Ok(0), "{statement}: {said:?}");
    }
    // The session is a secret, not a name: whose id or hash one sets is nobody.
    for token in ["", "ana", "0"] {
        client
            .say(&format!("SET banca.session = '{token}'"))
            .await
            .expect("anybody may set it");
        assert_eq!(
            client.say("SELECT 1 WHERE my_banca() IS NOT NULL").await,
            Ok(0)
        );
        assert_eq!(client.say("SELECT ticket_id FROM ticket").await, Ok(0));
    }
    world.books_hold().await;
}

#[tokio::test]
async fn nobody_approves_the_own_request_by_hand() {
    let (_world, _, mut client) = seated().await;
    let by_hand = "INSERT INTO approval (banca_id, approval_id, \"right\", command_id, target, asked_by, granted_by, terminal_id)
                   VALUES (my_banca(), gen_random_uuid(), 'pay_above', gen_random_uuid(), '', my_user(), my_user(), my_terminal())";
    assert!(
        client
            .say(by_hand)
            .await
            .expect_err("refused")
            .starts_with("42501")
    );
    let own = "SELECT 1 WHERE approve(gen_random_uuid(), 'pay_above', gen_random_uuid(), '', 1, '', 'marta', sha256('x')) ? 'granted_by'";
    assert_eq!(client.say(own).await, Ok(0));
}

#[tokio::test]
async fn another_house_is_not_there() {
    let (world, ..) = seated().await;
    let mut owner = world.owner().await;
    sqlx::query(
        "SELECT found_house(gen_random_uuid(), 'otra', 'Otra', 'America/Costa_Rica', false, gen_random_uuid(), 'Sur',
                            gen_random_uuid(), 'eva', 'Eva', sha256('a')::bytea, sha256('b'))",
    )
    .execute(&mut owner)
    .await
    .expect_err("a salt of sixteen bytes");
    sqlx::query(
        "SELECT found_house(gen_random_uuid(), 'otra', 'Otra', 'America/Costa_Rica', false, gen_random_uuid(), 'Sur',
                            gen_random_uuid(), 'eva', 'Eva', substr(sha256('a'), 1, 16), sha256('b'))",
    )
    .execute(&mut owner)
    .await
    .expect("a second house");
    world.signed_in("ana").await;
    let mut ana = Client::of(&world, "ana").await;
    for (table, own) in [("banca", 1), ("ventana", 2), ("app_user", 7)] {
        assert_eq!(
            ana.say(&format!("SELECT banca_id FROM {table}")).await,
            Ok(own),
            "{table}"
        );
    }
    let theirs = "SELECT 1 FROM activity WHERE banca_id <> my_banca()";
    assert_eq!(ana.say(theirs).await, Ok(0));
    let into = "INSERT INTO ventana (banca_id, ventana_id, name) VALUES (gen_random_uuid(), gen_random_uuid(), 'x')";
    assert!(
        ana.say(into)
            .await
            .expect_err("refused")
            .starts_with("42501")
    );
}
