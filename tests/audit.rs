//! The activity log in sealed blocks on a real PostgreSQL: nothing is skipped, nothing is sealed twice, and what is changed
//! afterwards is named by its block.

mod support;

use banca::{
    domain::view::{AuditPage, DrawerReport},
    ops::{Answer, AskBlocks, CloseDrawer, CountedPieces, Request, VerifyReport, verify_all},
};
use sqlx::{Connection, Executor, PgConnection};
use support::{World, colones, done, key, refused};

/// Writes rows of the log in the connection's transaction, one for each action.
async fn log(db: &mut PgConnection, actions: &[&str]) {
    sqlx::query("SELECT ensure_partitions(business_date(banca_id, NULL, banca_now())) FROM banca")
        .execute(&mut *db)
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO activity (banca_id, business_date, activity_id, action)
         SELECT banca_id, business_date(banca_id, NULL, banca_now()), gen_random_uuid(), unnest($1::text[]) FROM banca",
    )
    .bind(actions)
    .execute(db)
    .await
    .unwrap();
}

/// Seals once; what it said.
async fn seal(db: &mut PgConnection, most: i32) -> Option<bool> {
    sqlx::query_scalar("SELECT seal_activity(banca_id, $1) FROM banca")
        .bind(most)
        .fetch_one(db)
        .await
        .unwrap()
}

async fn waiting(db: &mut PgConnection) -> i64 {
    identity(&verify_all(db).await.unwrap(), "audit.waiting").0
}

/// Seals until nothing waits; transactions of other tests may hold it up.
async fn seal_all(db: &mut PgConnection) {
    while waiting(db).await > 0 {
        seal(db, 100_000).await;
    }
}

/// An identity's left side and what breaks it.
fn identity(report: &VerifyReport, name: &str) -> (i64, Option<String>) {
    let found = report.identities.iter().find(|one| one.name == name);
    let found = found.expect("an identity of this name");
    (found.left, found.first_broken.clone())
}

/// The number of the block in which the only row of an action stands.
async fn block_of(db: &mut PgConnection, action: &str) -> Option<i64> {
    sqlx::query_scalar(
        "SELECT b.block_no FROM activity a
           JOIN audit_block b ON b.banca_id = a.banca_id AND b.run = a.run AND b.from_xid <= a.xid AND a.xid < b.to_xid
          WHERE a.action = $1",
    )
    .bind(action)
    .fetch_optional(db)
    .await
    .unwrap()
}

/// A house whose log is sealed in at least two blocks, the second with one row of action `kept` and one of `edited`.
async fn sealed() -> World {
    let world = World::new().await;
    let mut owner = world.owner().await;
    log(&mut owner, &["first"]).await;
    seal_all(&mut owner).await;
    log(&mut owner, &["kept", "edited"]).await;
    seal_all(&mut owner).await;
    log(&mut owner, &["last"]).await;
    seal_all(&mut owner).await;
    owner.close().await.unwrap();
    world
}

#[tokio::test]
async fn a_late_commit_stands_in_the_next_block() {
    let world = World::new().await;
    let (mut early, mut owner) = (world.owner().await, world.owner().await);
    log(&mut owner, &["before"]).await;
    seal_all(&mut owner).await;
    let mut late = early.begin().await.unwrap();
    log(&mut late, &["late"]).await;
    log(&mut owner, &["after"]).await;
    assert_eq!(seal(&mut owner, 1_000).await, Some(false));
    assert_eq!(
        block_of(&mut owner, "after").await,
        None,
        "it waits for the one before it"
    );
    assert_eq!(
        waiting(&mut owner).await,
        1,
        "what is not committed is not seen"
    );
    late.commit().await.unwrap();
    seal_all(&mut owner).await;
    let before = block_of(&mut owner, "before").await.expect("sealed");
    assert!(block_of(&mut owner, "late").await.expect("sealed") > before);
    assert!(block_of(&mut owner, "after").await.expect("sealed") > before);
    world.books_hold().await;
}

#[tokio::test]
async fn what_waits_is_told_and_breaks_nothing() {
    let world = sealed().await;
    let mut owner = world.owner().await;
    log(&mut owner, &["new", "newer"]).await;
    let report = verify_all(&mut owner).await.unwrap();
    assert_eq!(identity(&report, "audit.waiting"), (2, None));
    assert!(report.holds());
}

#[tokio::test]
async fn nothing_to_seal_makes_no_block() {
    let world = sealed().await;
    let mut owner = world.owner().await;
    let count = "SELECT count(*) FROM audit_block";
    let before: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(seal(&mut owner, 1_000).await, Some(false));
    let after: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(before, after);
}

#[tokio::test]
async fn one_runner_seals_at_a_time() {
    let world = sealed().await;
    let (mut first, mut second) = (world.owner().await, world.owner().await);
    let mut sealing = first.begin().await.unwrap();
    assert_eq!(seal(&mut sealing, 1_000).await, Some(false));
    assert_eq!(seal(&mut second, 1_000).await, None);
    sealing.commit().await.unwrap();
    assert_eq!(seal(&mut second, 1_000).await, Some(false));
}

#[tokio::test]
async fn a_long_backlog_is_sealed_in_blocks_and_no_transaction_is_cut() {
    let world = sealed().await;
    let mut owner = world.owner().await;
    for _ in 0..4 {
        log(&mut owner, &["a", "b", "c"]).await;
    }
    while waiting(&mut owner).await > 0 {
        seal(&mut owner, 2).await;
    }
    let last: Vec<i64> =
        sqlx::query_scalar("SELECT rows FROM audit_block ORDER BY block_no DESC LIMIT 4")
            .fetch_all(&mut owner)
            .await
            .unwrap();
    assert_eq!(last, [3, 3, 3, 3]);
    world.books_hold().await;
}

#[tokio::test]
async fn rows_of_an_earlier_run_come_first_and_a_new_segment_names_their_root() {
    let world = World::new().await;
    let mut owner = world.owner().await;
    log(&mut owner, &["now"]).await;
    // As restored from another cluster, whose transactions were numbered far ahead of this one's.
    sqlx::query(
        "INSERT INTO activity (banca_id, business_date, activity_id, action, run, xid)
         SELECT banca_id, business_date(banca_id, NULL, banca_now()), gen_random_uuid(), 'restored', '2020-01-01Z', '99999999999'
           FROM banca",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    seal_all(&mut owner).await;
    let (restored, now) = (
        block_of(&mut owner, "restored").await.expect("sealed"),
        block_of(&mut owner, "now").await.expect("sealed"),
    );
    assert_eq!(restored, 1, "the earliest run comes first");
    assert!(now > restored);
    let joined: bool = sqlx::query_scalar(
        "SELECT n.previous = p.root AND n.segment = p.segment + 1
           FROM audit_block n JOIN audit_block p ON p.block_no = n.block_no - 1 WHERE n.block_no = 2",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert!(joined);
    world.books_hold().await;
}

#[tokio::test]
async fn what_an_owner_does_to_sealed_rows_is_named_by_its_block() {
    let world = sealed().await;
    let mut owner = world.owner().await;
    let block = block_of(&mut owner, "edited").await.expect("sealed");
    owner.close().await.unwrap();
    for (identities, tampering) in [
        (&["audit.blocks"][..], "UPDATE activity SET note = 'x' WHERE action = 'edited'"),
        (&["audit.blocks", "audit.rows"], "DELETE FROM activity WHERE action = 'edited'"),
        (
            &["audit.blocks", "audit.rows"],
            "INSERT INTO activity (banca_id, business_date, activity_id, action, run, xid)
             SELECT banca_id, business_date, gen_random_uuid(), 'made up', run, xid FROM activity WHERE action = 'edited'",
        ),
        (
            &["audit.blocks", "audit.rows"],
            "DELETE FROM activity WHERE action = 'edited'; UPDATE audit_block b SET rows = rows - 1
              WHERE EXISTS (SELECT FROM activity a WHERE a.action = 'kept' AND b.from_xid <= a.xid AND a.xid < b.to_xid)",
        ),
    ] {
        let world = world.copy().await;
        let mut owner = world.owner().await;
        owner
            .execute("SET session_replication_role = replica")
            .await
            .unwrap();
        owner.execute(sqlx::raw_sql(tampering)).await.unwrap();
        let report = verify_all(&mut owner).await.unwrap();
        let named = identity(&report, "audit.blocks").1;
        assert_eq!(named, Some(format!("block {block}")), "{tampering}");
        let broken: Vec<&str> = report
            .identities
            .iter()
            .filter(|one| !one.holds)
            .map(|one| one.name.as_str())
            .collect();
        assert!(broken.contains(&identities[0]), "{tampering}: {broken:?}");
    }
}

#[tokio::test]
async fn a_chain_made_anew_differs_from_the_one_on_paper() {
    let world = sealed().await;
    let marta = world.seller("marta").await;
    let report = closed(&marta).await;
    assert!(report.audit.is_some());
    marta.close().await;
    let mut owner = world.owner().await;
    owner
        .execute("SET session_replication_role = replica")
        .await
        .unwrap();
    owner
        .execute("DELETE FROM audit_block; DELETE FROM activity WHERE action = 'edited'")
        .await
        .unwrap();
    seal_all(&mut owner).await;
    let checked = verify_all(&mut owner).await.unwrap();
    assert_eq!(
        identity(&checked, "audit.blocks").1,
        None,
        "the new chain is whole"
    );
    assert_eq!(
        identity(&checked, "audit.printed").1.as_deref(),
        Some("caja-marta Z 1")
    );
}

/// Counts and closes the own drawer, which holds its float.
async fn closed(house: &banca::ops::House) -> DrawerReport {
    let pieces = vec![CountedPieces {
        value: colones(10_000),
        pieces: 5,
    }];
    let count = Request::CountDrawer {
        key: key(),
        pieces,
        drawer: None,
    };
    done(house, count).await;
    let drawer = match done(house, Request::Drawer).await {
        Answer::Drawer(view) => view.drawer.expect("a drawer"),
        other => panic!("{other:?}"),
    };
    let close = Request::CloseDrawer(CloseDrawer {
        key: key(),
        drawer,
        reason: None,
        approval: None,
        counted: Vec::new(),
        keep: banca::domain::Money::ZERO,
        short: None,
    });
    match done(house, close).await {
        Answer::DrawerClosed(report) => *report,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_tick_seals_and_the_blocks_are_listed_with_their_head() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let blocks = async |before| {
        let asked = Request::AuditBlocks(AskBlocks {
            before,
            limit: Some(1),
        });
        match done(&ana, asked).await {
            Answer::AuditBlocks(page) => page,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(blocks(None).await, AuditPage::default());
    let mut owner = world.owner().await;
    for action in ["one", "two"] {
        log(&mut owner, &[action]).await;
        while block_of(&mut owner, action).await.is_none() {
            done(&ana, Request::Tick).await;
        }
    }
    let newest = blocks(None).await;
    let head = newest.head.expect("a head");
    assert_eq!(
        (head.block, &head.root),
        (newest.blocks[0].block, &newest.blocks[0].root)
    );
    let before = blocks(newest.next).await;
    assert_eq!(before.blocks[0].root, newest.blocks[0].previous);
    assert_eq!(before.head, Some(head.clone()));

    let marta = world.seller("marta").await;
    let list = Request::AuditBlocks(AskBlocks {
        before: None,
        limit: None,
    });
    assert!(!refused(&marta, list).await.is_empty());
    let report = closed(&marta).await;
    assert_eq!(report.audit, Some(head));
}
