//! The counter from the command line: text for people, the house's reply for scripts.

use banca::{
    domain::{LimitEffect, LimitRule, LimitRuleId, ScopeId},
    ops::Request,
};
use chrono::TimeDelta;
use uuid::Uuid;

use super::{
    program::Place,
    support::{PIN, World, colones, done, key, morning},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_by_name_of_draw_happens_once_for_its_key() {
    let world = World::new().await;
    let place = Place::at(&world);
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;

    let closed = place.run_as("marta", "sell '23*500' --draw ti");
    assert_eq!(closed.code, 1, "{closed:?}");
    assert!(closed.err.contains("POS-3001"), "{closed:?}");

    let opened = place.run_as("marta", "drawer open 50000");
    assert_eq!(opened.code, 0, "{opened:?}");
    let key = Uuid::now_v7();
    let line = format!("sell '23 45*500/200' '+67*1000' --draw ti --received 5000 --key {key}");
    let sold = place.json_as("marta", &line);
    let ticket = &sold["done"]["data"]["tickets"][0];
    assert_eq!(ticket["total"], 240_000, "{sold}");
    assert_eq!(sold["done"]["data"]["change"], 260_000);
    let again = place.json_as("marta", &line);
    assert_eq!(
        &again["done"]["data"]["tickets"][0]["code"],
        &ticket["code"]
    );
    assert_eq!(again["done"]["data"]["cached"], true);

    let code = ticket["code"].as_str().unwrap();
    let shown = place.run_as("marta", &format!("ticket show {code}"));
    assert!(
        shown.out.contains("Marta Rojas") && shown.out.contains("Reventado"),
        "{shown:?}"
    );
    let listed = place.json_as("marta", "ticket list");
    assert_eq!(listed["done"]["data"]["count"], 1);
    let risk = place.json_as("olga", "exposure ti");
    assert_eq!(risk["done"]["data"]["stakes"], 240_000, "{risk}");
    let cancelled = place.run_as(
        "marta",
        &format!("ticket cancel {code} --reason 'wrong number'"),
    );
    assert_eq!(cancelled.code, 0, "{cancelled:?}");
}

/// Sales whose answers are lost, because somebody holds the tickets: what nobody repeats must not be done later either.
#[tokio::test(flavor = "multi_thread")]
async fn a_sale_without_an_answer_is_given_up_unless_its_key_was_named() {
    let world = World::new().await;
    let place = Place::at(&world);
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    assert_eq!(place.run_as("marta", "drawer open 50000").code, 0);
    let mut owner = world.owner().await;
    let mut held = sqlx::Connection::begin(&mut owner).await.unwrap();
    sqlx::query("LOCK TABLE ticket IN EXCLUSIVE MODE")
        .execute(&mut *held)
        .await
        .unwrap();
    let named = Uuid::now_v7();
    let line = format!("sell '23*500' --draw ti --key {named}");
    let repeatable = place.run_as("marta", &line);
    let lost = place.run_as("marta", "sell '23*500' --draw ti");
    held.rollback().await.unwrap();
    for run in [&repeatable, &lost] {
        assert_eq!(run.code, 75, "{run:?}");
    }
    let name = format!("--key {named}");
    assert!(repeatable.err.contains(&name), "{repeatable:?}");
    assert!(!lost.err.contains("--key"), "{lost:?}");
    let given_up: Vec<Uuid> =
        sqlx::query_scalar("SELECT command_id FROM command WHERE verb = 'give_up'")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    assert_eq!(given_up.len(), 1);
    assert_ne!(given_up[0], named);

    let late = place.run_as(
        "marta",
        &format!("sell '23*500' --draw ti --key {}", given_up[0]),
    );
    assert_eq!(late.code, 1, "{late:?}");
    assert!(late.err.contains("ACC-2009"), "{late:?}");
    let again = place.run_as("marta", &line);
    assert_eq!(again.code, 0, "{again:?}");
    world.books_hold().await;
}

/// A script that runs minutes after a cutoff must not sell another day's draw.
#[tokio::test(flavor = "multi_thread")]
async fn a_draw_named_by_its_time_is_today_s_or_that_of_the_date() {
    let world = World::new().await;
    let place = Place::at(&world);
    let noon = morning() + TimeDelta::hours(5);
    world.open_draw("Tica", noon).await;
    world.open_draw("Tica", noon + TimeDelta::days(1)).await;
    assert_eq!(place.run_as("marta", "drawer open 50000").code, 0);
    world.freeze(noon).await;
    let clock = noon.with_timezone(&chrono_tz::America::Costa_Rica);
    let meant = format!("ti@{}", clock.format("%H:%M"));
    let late = place.run_as("marta", &format!("sell '23*500' --draw {meant}"));
    assert_eq!(late.code, 1, "{late:?}");
    let tomorrow = (clock + TimeDelta::days(1)).date_naive();
    let sold = place.run_as(
        "marta",
        &format!("sell '23*500' --draw {meant} --date {tomorrow}"),
    );
    assert_eq!(sold.code, 0, "{sold:?}");
    let risk = place.json_as("olga", "exposure ti");
    assert_eq!(
        risk["done"]["data"]["stakes"], 50_000,
        "the next draw is one that still sells: {risk}"
    );
}

/// The limit of 13 is lifted by the person who is named, and by nobody otherwise.
#[tokio::test(flavor = "multi_thread")]
async fn a_limit_is_lifted_with_a_second_person_s_consent() {
    let world = World::new().await;
    let place = Place::at(&world);
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    assert_eq!(place.run_as("marta", "drawer open 50000").code, 0);
    let ana = world.signed_in("ana").await;
    let rule = LimitRule {
        numbers: vec![13],
        liftable: true,
        ..LimitRule::new(
            LimitRuleId::new(Uuid::now_v7()),
            ScopeId::Banca(world.banca),
            LimitEffect::Accumulated {
                amount: colones(500),
                per_seller: false,
            },
        )
    };
    done(
        &ana,
        Request::SaveLimit {
            key: key(),
            rule: Box::new(rule),
        },
    )
    .await;
    let refused = place.run_as("marta", "sell '13*600' --draw ti");
    assert_eq!(refused.code, 1, "{refused:?}");
    let mut command = place.command(
        "sell '13*600' --draw ti --user marta --approved-by vera --approval-reason 'known customer'",
    );
    let lifted = command
        .env("BANCA_PIN", PIN)
        .env("BANCA_APPROVAL_PIN", PIN)
        .output()
        .unwrap();
    assert_eq!(lifted.status.code(), Some(0), "{lifted:?}");
    let record: String = sqlx::query_scalar("SELECT target FROM approval")
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap();
    assert!(
        record.contains(" 13: limit ₡500, sold ₡0, asks ₡600"),
        "{record}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_cannot_be_read_says_where() {
    let world = World::new().await;
    let place = Place::at(&world);
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let wrong = place.run_as("marta", "sell 2*200 --draw ti");
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert!(wrong.err.contains("position 1"), "{wrong:?}");
    assert!(wrong.err.contains("A digit is missing"), "{wrong:?}");
    let mistyped = place.run_as("marta", "pay 123456789012");
    assert_eq!(mistyped.code, 2, "{mistyped:?}");
    assert!(
        mistyped.err.contains("its last digit does not agree"),
        "{mistyped:?}"
    );
    let shut = place.run_as("marta", "sell 22*200 --draw ti");
    assert!(
        shut.err.contains("banca drawer: open the drawer"),
        "{shut:?}"
    );
    let unknown = place.run_as("marta", "sell 22*200 --draw zz");
    assert_eq!(unknown.code, 1, "{unknown:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_beyond_the_own_right_takes_a_second_person() {
    let world = World::new().await;
    let place = Place::at(&world);
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let line = format!("draw close {draw} --reason 'storm'");
    let alone = place.run_as("olga", &line);
    assert_eq!(alone.code, 1, "{alone:?}");
    assert!(alone.err.contains("ACC-1005"), "{alone:?}");

    let mut command = place.command(&format!("{line} --user olga --approved-by ana"));
    let with = command
        .env("BANCA_PIN", PIN)
        .env("BANCA_APPROVAL_PIN", PIN)
        .output()
        .unwrap();
    assert_eq!(with.status.code(), Some(0), "{with:?}");
    let listed = place.json_as("olga", "draw list --state closed");
    assert_eq!(
        listed["done"]["data"][0]["id"],
        draw.to_string(),
        "{listed}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_is_added_signs_in_changes_the_pin_and_is_deactivated() {
    let world = World::new().await;
    let place = Place::at(&world);
    let mut command = place.command(
        "user add nora --full-name 'Nora Ruiz' --role vendedor --ventana Centro --user olga",
    );
    let added = command
        .env("BANCA_PIN", PIN)
        .env("BANCA_NEW_PIN", "73190482")
        .output()
        .unwrap();
    assert!(added.status.success(), "{added:?}");
    let users = place.json_as("olga", "user list");
    assert!(users.to_string().contains("Nora Ruiz"), "{users}");

    // Both PINs as lines of standard input, as a script without environment sends them.
    let changed = place.feed(
        "user set-pin nora --user nora",
        "73190482\n73190482\n60417285\n",
    );
    assert_eq!(changed.code, 0, "{changed:?}");
    let old = place.feed("drawer show --user nora", "73190482\n");
    assert_eq!(old.code, 1, "{old:?}");
    let new = place.feed("drawer show --user nora", "60417285\n");
    assert_eq!(new.code, 0, "{new:?}");

    assert_eq!(place.run_as("olga", "user deactivate nora").code, 0);
    assert_eq!(place.feed("drawer show --user nora", "60417285\n").code, 1);
    for secret in [PIN, "73190482", "60417285"] {
        assert!(!place.log().contains(secret), "{secret}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_is_made_and_the_clock_runs_it() {
    let world = World::new().await;
    let place = Place::at(&world);
    let planned = place.json_as("olga", "draw generate --days 2 --preview");
    let made = place.json_as("olga", "draw generate --days 2");
    let count = |reply: &serde_json::Value| reply["done"]["data"].as_array().unwrap().len();
    assert!(count(&planned) > 10, "{planned}");
    assert_eq!(count(&planned), count(&made));
    let listed = place.run_as("olga", "draw list --lottery ti");
    assert!(
        listed.out.contains("12:55") && listed.out.contains("Tica"),
        "{listed:?}"
    );

    let tick = Place::owning(&world).run("tick --json");
    assert_eq!(tick.code, 0, "{tick:?}");
    let opened = place.json_as("olga", "draw list --state open");
    assert!(count(&opened) > 0, "{opened}");
    for report in ["day", "payouts", "activity"] {
        let report = place.run_as("olga", &format!("report {report}"));
        assert_eq!(report.code, 0, "{report:?}");
        assert!(!report.out.is_empty());
    }
}

/// What a house keeps elsewhere to be held to its log.
#[tokio::test(flavor = "multi_thread")]
async fn the_sealed_blocks_are_printed_a_page_at_a_time_for_those_who_may_see_them() {
    let world = World::new().await;
    let place = Place::at(&world);
    assert_eq!(place.run_as("marta", "drawer open 50000").code, 0);
    // A block waits for every transaction of the server that began before it, those of other tests too.
    let all = (0..100)
        .map(|_| {
            assert_eq!(place.run_as("ana", "tick").code, 0);
            place.json_as("olga", "audit blocks")
        })
        .find(|all| all["done"]["data"]["blocks"].as_array().unwrap().len() >= 2)
        .expect("two blocks are sealed");
    let page = &all["done"]["data"];
    let blocks = page["blocks"].as_array().unwrap();
    assert!(blocks.len() >= 2, "{all}");
    assert_eq!(page["head"]["block"], blocks[0]["block"]);
    assert_eq!(page["head"]["root"], blocks[0]["root"]);
    assert!(page["next"].is_null(), "{all}");

    let first = place.json_as("olga", "audit blocks --limit 1");
    assert_eq!(
        first["done"]["data"]["blocks"],
        serde_json::json!([blocks[0]])
    );
    let next = first["done"]["data"]["next"].as_i64().unwrap();
    let second = place.json_as("olga", &format!("audit blocks --limit 1 --before {next}"));
    assert_eq!(
        second["done"]["data"]["blocks"],
        serde_json::json!([blocks[1]])
    );

    let text = place.run_as("vera", "audit blocks");
    assert_eq!(text.code, 0, "{text:?}");
    for block in blocks {
        assert!(
            text.out.contains(block["root"].as_str().unwrap()),
            "{text:?}"
        );
    }
    let refused = place.run_as("marta", "audit blocks");
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.out.is_empty(), "{refused:?}");
    assert_eq!(place.run_as("olga", "audit blocks --limit 0").code, 1);

    let found = place.json_as("olga", "audit search user:marta action:drawer.opened");
    let rows = found["done"]["data"]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{found}");
    assert_eq!(rows[0]["row"]["action"], "drawer.opened");
    let none = place.run_as("vera", "audit search user:luis");
    assert_eq!(none.code, 1, "{none:?}");
    assert_eq!(place.run_as("marta", "audit search").code, 1);
    let sessions = place.json_as("olga", "sessions list");
    let own = sessions["done"]["data"].as_array().unwrap();
    assert!(
        own.iter()
            .any(|row| row["own"] == true && row["door"] == "cli"),
        "{sessions}"
    );
    assert_eq!(
        place.run_as("olga", "sessions revoke luis").code,
        1,
        "luis has none"
    );
    assert_eq!(place.run_as("marta", "sessions list").code, 1);
    assert_eq!(place.run_as("olga", "user unlock marta").code, 0);
    let whole = place.json_as("vera", "audit check");
    assert!(whole["done"]["data"]["broken"].is_null(), "{whole}");
    assert_eq!(
        whole["done"]["data"]["rows"],
        whole["done"]["data"]["sealed"]
    );
}
