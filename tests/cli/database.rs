//! The database behind the commands: the private one from nothing, a shared one as owner and as a stranger, the books.

use std::fs;

use banca::postgres::{Others, Settings, stop};
use serde_json::Value;
use sqlx::Executor;

use super::{program::Place, support::World};

#[tokio::test(flavor = "multi_thread")]
async fn the_private_server_is_made_started_backed_up_restored_and_stopped() {
    let place = Place::alone();
    let missing: Value = serde_json::from_str(&place.run("db status --json").out).unwrap();
    assert_eq!(missing["state"], "missing");
    assert_eq!(place.run("db url").code, 1);

    let started = place.run("db start");
    assert_eq!(started.code, 0, "{started:?}");
    let status: Value = serde_json::from_str(&place.run("db status --json").out).unwrap();
    assert_eq!(
        (&status["state"], &status["kept"]),
        (&"answering".into(), &true.into())
    );
    let url = place.run("db url");
    assert!(url.out.starts_with("postgresql:///banca?host="), "{url:?}");

    let first = place.feed(
        "ops",
        "{\"request\":\"first_run\",\"banca\":\"La Nueva\",\"ventana\":\"Centro\",\"name\":\"Ana\",\
         \"username\":\"ana\",\"pin\":\"73190482\",\"samples\":true,\"single_person\":true}\n\
         {\"request\":\"lotteries\"}\n",
    );
    assert_eq!(first.code, 0, "{first:?}");
    assert!(first.out.contains("Monazos"), "{first:?}");

    let file = place.file("banca.dump");
    let line = format!("db backup {}", file.display());
    assert_eq!(place.run(&line).code, 0);
    assert_eq!(place.run(&line).code, 1, "a backup never replaces a file");
    let restored = place.run(&format!("db restore {}", file.display()));
    assert_eq!(restored.code, 0, "{restored:?}");
    assert!(restored.out.contains("banca_before_"), "{restored:?}");
    let books = place.run("verify");
    assert_eq!(books.code, 0, "{books:?}");
    fs::write(place.file("no.dump"), "nothing").unwrap();
    let wrong = place.run(&format!("db restore {}", place.file("no.dump").display()));
    assert_eq!(wrong.code, 65, "{wrong:?}");

    assert_eq!(place.run("db stop").code, 0);
    let stopped: Value = serde_json::from_str(&place.run("db status --json").out).unwrap();
    assert_eq!(stopped["state"], "stopped");
    assert!(!place.log().contains("73190482"));
    stop(
        Settings::new(place.file("data/postgres")),
        Others::Disconnect,
    )
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_prints_both_sides_and_fails_where_they_differ() {
    let world = World::new().await;
    let place = Place::owning(&world);
    let good = place.run("verify --json");
    assert_eq!(good.code, 0, "{good:?}");
    let report: Value = serde_json::from_str(&good.out).unwrap();
    let identities = report["done"]["data"]["identities"].as_array().unwrap();
    assert!(identities.len() > 15);

    let mut owner = world.owner().await;
    owner
        .execute(
            "SET session_replication_role = replica;
             INSERT INTO account (banca_id, book, code, key, balance)
             SELECT banca_id, banca_id, 1100, banca_id, 100 FROM banca",
        )
        .await
        .unwrap();
    let bad = place.run("verify");
    assert_eq!(bad.code, 1, "{bad:?}");
    assert!(
        bad.out.contains("BROKEN") && bad.out.contains("ledger.inline_balances"),
        "{bad:?}"
    );
    assert_eq!(place.run_as("olga", "verify").code, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_server_is_migrated_by_its_owner_only() {
    let world = World::new().await;
    let current = Place::owning(&world).run("migrate");
    assert_eq!(current.code, 0, "{current:?}");
    assert!(current.out.contains("up to date"), "{current:?}");
    let as_application = Place::at(&world);
    assert_eq!(as_application.run("migrate").code, 0);
    let blind = as_application.run("verify");
    assert_eq!(blind.code, 2, "only the owner sees every house: {blind:?}");

    let mut owner = world.owner().await;
    owner
        .execute("INSERT INTO _sqlx_migrations SELECT 9999, 'later', now(), true, '\\x', 0")
        .await
        .unwrap();
    let ahead = as_application.run("migrate");
    assert_eq!(ahead.code, 74, "{ahead:?}");
    owner
        .execute("DELETE FROM _sqlx_migrations WHERE version IN (9999, (SELECT max(version) FROM _sqlx_migrations WHERE version < 9999))")
        .await
        .unwrap();
    let behind = as_application.run("draw list --user olga");
    assert_eq!(behind.code, 2, "no PIN: {behind:?}");
    let behind = as_application.run_as("olga", "draw list");
    assert_eq!(behind.code, 74, "{behind:?}");
    assert!(behind.err.contains("banca migrate"), "{behind:?}");
}
