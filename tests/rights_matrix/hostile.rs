//! A hostile client: the application's role, a seller's session, and no console between it and the database.

use banca::{
    domain::{BetKind, DrawId, PriceList, ScopeId},
    ops::{Answer, Request},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use uuid::Uuid;

use crate::{
    rig::{ceiling, client::Client},
    support::{World, done, key, morning, sale, sold, straight},
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
    // An old console's price, once a list leaves the seller another.
    let honest = client.document(draw, 23, 500).await;
    let ana = world.signed_in("ana").await;
    let Answer::Lotteries(rows) = done(&ana, Request::Lotteries).await else {
        panic!("no lotteries");
    };
    let tica = rows
        .into_iter()
        .find(|row| row.name == "Tica")
        .expect("a sample");
    let other = tica
        .multipliers
        .iter()
        .find(|price| price.kind == BetKind::Straight && !price.usual)
        .expect("a second price");
    let list = PriceList {
        scope: ScopeId::Ventana(world.ventanas[0]),
        lottery: tica.id,
        multipliers: vec![other.id],
        usual: vec![other.id],
        from: None,
        to: None,
        reason: String::new(),
    };
    done(&ana, Request::SavePriceList { key: key(), list }).await;
    let refused = client
        .sell(&honest)
        .await
        .expect_err("a price off the list");
    assert!(refused.to_string().contains("price list"), "{refused}");
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
    done(
        &ana,
        Request::SaveLimit {
            key: key(),
            rule: Box::new(rule),
        },
    )
    .await;
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

/// Begins a transaction that claims a command, as a console does; tells its key.
async fn claim(client: &mut Client, verb: &str) -> Uuid {
    let key = Uuid::now_v7();
    client.say("BEGIN").await.expect("a transaction begins");
    let claimed = format!(
        "INSERT INTO command (banca_id, command_id, verb, request_hash, user_id, session_id)
         SELECT banca_id, '{key}', '{verb}', sha256('hostile'), user_id, session_id FROM my_session()"
    );
    client.say(&claimed).await.expect("a command is claimed");
    key
}

/// A movement of 100 through the own drawer, by hand; the statement that posts it with these values in place of its own.
async fn movement(client: &mut Client, key: Uuid, kind: &str, altered: &str) -> String {
    let id = Uuid::now_v7();
    let made = format!(
        "INSERT INTO cash_movement (banca_id, movement_id, drawer_id, kind, amount, reason, user_id)
         SELECT banca_id, '{id}', drawer_id, '{kind}', 10000, 'x', user_id FROM drawer"
    );
    client.say(&made).await.expect("a movement is written");
    let (debit, credit) = if kind == "pay_in" {
        ("1100, 'debit_key', d.drawer_id", "1110, 'credit_key', n.id")
    } else {
        ("1110, 'debit_key', n.id", "1100, 'credit_key', d.drawer_id")
    };
    format!(
        "SELECT post_legs(d.banca_id, '{key}', '{id}', 'moved', 1::smallint,
                          business_date(d.banca_id, d.ventana_id, banca_now()),
                          jsonb_build_array(jsonb_build_object('code', 'J47', 'book', d.ventana_id, 'debit', {debit},
                              'credit', {credit}, 'amount', 10000) || '{altered}'))
           FROM drawer d, (SELECT '00000000-0000-0000-0000-000000000000'::uuid AS id) n"
    )
}

#[tokio::test]
async fn only_what_a_document_of_the_own_command_says_is_posted() {
    let (world, _, mut client) = seated().await;
    for (verb, kind, altered, says) in [
        ("move_cash", "pay_in", "{}", None),
        ("move_cash", "pay_in", r#"{"amount": 10001}"#, Some("BA403")),
        ("move_cash", "pay_in", r#"{"debit": 6100}"#, Some("BA403")),
        ("move_cash", "pay_in", r#"{"code": "J10"}"#, Some("BA403")),
        (
            "move_cash",
            "pay_in",
            r#"{"reverses": "00000000-0000-0000-0000-000000000000"}"#,
            Some("BA403"),
        ),
        ("pay", "pay_in", "{}", Some("BA403")),
        ("move_cash", "drop", "{}", Some("needs_approval")),
        ("move_cash", "pay_out", "{}", Some("needs_approval")),
    ] {
        let key = claim(&mut client, verb).await;
        let post = movement(&mut client, key, kind, altered).await;
        let said = client.say(&post).await;
        match says {
            None => assert_eq!(said, Ok(1), "{verb} {kind} {altered}"),
            Some(says) => {
                let refused = said.expect_err("refused");
                assert!(refused.contains(says), "{verb} {kind} {altered}: {refused}");
            }
        }
        client.say("ROLLBACK").await.expect("it is taken back");
    }
    // A key of an earlier transaction posts no more, nor does a document of nobody.
    let key = claim(&mut client, "move_cash").await;
    client.say("COMMIT").await.expect("it is left behind");
    client.say("BEGIN").await.expect("a transaction begins");
    let post = movement(&mut client, key, "pay_in", "{}").await;
    assert!(
        client
            .say(&post)
            .await
            .expect_err("refused")
            .starts_with("BA403")
    );
    client.say("ROLLBACK").await.expect("it is taken back");
    let key = claim(&mut client, "finalise").await;
    let made_up = format!(
        "SELECT post_legs(my_banca(), '{key}', gen_random_uuid(), 'finalised', 1::smallint,
                          business_date(my_banca(), my_ventana(), banca_now()), '[]')"
    );
    assert!(
        client
            .say(&made_up)
            .await
            .expect_err("refused")
            .starts_with("BA403")
    );
    for event in ["sold", "earned", "prizes", "expired", "cancelled", "x"] {
        client.say("ROLLBACK").await.expect("it is taken back");
        let key = claim(&mut client, "move_cash").await;
        let system = format!(
            "SELECT post_legs(my_banca(), '{key}', gen_random_uuid(), '{event}', 1::smallint,
                              business_date(my_banca(), my_ventana(), banca_now()), '[]')"
        );
        let refused = client.say(&system).await.expect_err("refused");
        assert!(refused.starts_with("BA403"), "{event}: {refused}");
    }
    drop(world);
}

#[tokio::test]
async fn nothing_is_reversed_but_the_payout_that_the_command_takes_back() {
    let (world, draw, mut client) = seated().await;
    let marta = world.signed_in("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    for (event, back) in [
        ("sold", "cancelled"),
        ("sold", "reversed"),
        ("paid", "reversed"),
    ] {
        let key = claim(&mut client, "reverse_payout").await;
        let reverse = format!(
            "SELECT reverse_event(t.banca_id, '{key}', t.ticket_id, '{event}', '{back}',
                                  business_date(t.banca_id, t.ventana_id, banca_now()), t.drawer_id) FROM ticket t"
        );
        let refused = client.say(&reverse).await.expect_err("refused");
        assert!(refused.starts_with("BA403"), "{event}: {refused}");
        client.say("ROLLBACK").await.expect("it is taken back");
    }
    world.books_hold().await;
}

#[tokio::test]
async fn a_seller_cancels_no_ticket_of_another_and_no_late_one_without_consent() {
    let (world, draw, mut client) = seated().await;
    let juan = world.seller("juan").await;
    let marta = world.signed_in("marta").await;
    let own = sold(&marta, sale(&[draw], vec![straight(23, 100)]))
        .await
        .tickets[0]
        .ticket;
    let others = sold(&juan, sale(&[draw], vec![straight(23, 100)]))
        .await
        .tickets[0]
        .ticket;
    let cancel = |key: Uuid, ticket| {
        format!(
            "SELECT cancel_ticket('{key}', '{ticket}', business_date(my_banca(), my_ventana(), banca_now()), d.drawer_id)
               FROM drawer d"
        )
    };
    let mut tried = async |verb: &str, ticket| {
        let key = claim(&mut client, verb).await;
        let said = client.say(&cancel(key, ticket)).await;
        client.say("ROLLBACK").await.expect("it is taken back");
        said
    };
    assert_eq!(tried("cancel_ticket", own).await, Ok(1));
    let refused = tried("pay", own).await.expect_err("another command");
    assert!(refused.starts_with("BA403"), "{refused}");
    let refused = tried("cancel_ticket", others).await.expect_err("another's");
    assert!(refused.contains("needs_approval"), "{refused}");
    world.freeze(morning() + TimeDelta::minutes(11)).await;
    let refused = tried("cancel_ticket", own).await.expect_err("too late");
    assert!(refused.contains("cancel_any"), "{refused}");
    world.books_hold().await;
}
