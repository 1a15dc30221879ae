//! Checking the books on a real PostgreSQL: a day of trade leaves every identity whole, and whatever somebody with the
//! owner's rights changes past every guard is found by name, with the row that breaks.

mod day;
mod edits;
#[path = "../support/mod.rs"]
mod support;
mod tamperings;

use banca::{
    domain::DrawResult,
    ops::{Answer, Identity, Request, VerifyReport, verify_all},
};
use day::{a_day, evaluated};
use sqlx::{Connection, Executor, PgConnection};
use support::{World, done, key, number};
use tamperings::TAMPERINGS;

async fn checked(owner: &mut PgConnection) -> VerifyReport {
    verify_all(owner).await.expect("the books can be read")
}

fn broken(report: &VerifyReport) -> Vec<&Identity> {
    report
        .identities
        .iter()
        .filter(|identity| !identity.holds)
        .collect()
}

#[tokio::test]
async fn a_day_of_trade_leaves_every_identity_whole() {
    let world = a_day().await;
    // The sealer of the log is one of the jobs.
    done(&world.signed_in("ana").await, Request::Tick).await;
    let report = checked(&mut world.owner().await).await;
    assert!(report.holds(), "{:#?}", broken(&report));
    assert!(report.identities.len() >= 30);
    let sides: Vec<i64> = report
        .identities
        .iter()
        .filter(|identity| identity.left == 0 && identity.name != "prizes.claims")
        // The till has days of its own: `tests/till` ends each of them with the check of the books.
        .filter(|identity| !identity.name.starts_with("till."))
        .map(|identity| identity.left)
        .collect();
    assert!(
        sides.len() <= 4,
        "the day has something to check in almost every identity: {:#?}",
        report.identities
    );
}

#[tokio::test]
async fn an_administrator_checks_the_house_and_a_shop_its_own_rows() {
    let world = a_day().await;
    let verified = async |username: &str| match done(
        &world.signed_in(username).await,
        Request::Verify,
    )
    .await
    {
        Answer::Verified(report) => report,
        other => panic!("{other:?}"),
    };
    let house = verified("ana").await;
    assert!(house.holds(), "{:#?}", broken(&house));
    let shop = verified("vera").await;
    assert!(shop.holds(), "{:#?}", broken(&shop));
    assert!(!shop.identities.is_empty() && shop.identities.len() < house.identities.len());
    let other = verified("rita").await;
    assert!(other.holds(), "{:#?}", broken(&other));
}

#[tokio::test]
async fn a_corrected_result_leaves_every_identity_whole() {
    let world = a_day().await;
    let ana = world.signed_in("ana").await;
    let olga = world.signed_in("olga").await;
    let draw = evaluated(&world).await;
    for winner in [45, 23] {
        let result = DrawResult {
            number: number(winner),
            outcome: Some("BLANCA".to_owned()),
        };
        done(
            &ana,
            Request::EnterResult {
                key: key(),
                draw,
                result: result.clone(),
                reason: Some("acta corregida".to_owned()),
            },
        )
        .await;
        done(
            &olga,
            Request::ConfirmResult {
                key: key(),
                draw,
                result,
            },
        )
        .await;
        let report = checked(&mut world.owner().await).await;
        assert!(report.holds(), "{winner}: {:#?}", broken(&report));
    }
}

#[tokio::test]
async fn what_an_owner_changes_past_the_guards_is_found_by_its_identity() {
    let day = a_day().await;
    let mut missed = Vec::new();
    for (identity, tampering) in TAMPERINGS {
        let world = day.copy().await;
        let mut owner = world.owner().await;
        tamper(&mut owner, tampering).await;
        let report = checked(&mut owner).await;
        let found = broken(&report);
        let named = found.iter().find(|found| found.name == identity);
        if named.is_none_or(|found| found.first_broken.is_none()) {
            missed.push(format!(
                "{identity} did not find: {tampering}\nbut {found:#?}"
            ));
        }
        owner.close().await.unwrap();
    }
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}

/// Changes what nobody may change: the guards look away.
async fn tamper(owner: &mut PgConnection, statements: &'static str) {
    owner
        .execute("SET session_replication_role = replica")
        .await
        .unwrap();
    owner.execute(sqlx::raw_sql(statements)).await.unwrap();
}

#[tokio::test]
async fn a_changed_bet_is_named_by_its_ticket() {
    let world = a_day().await;
    let mut owner = world.owner().await;
    let code: String = sqlx::query_scalar(
        "SELECT t.code FROM ticket t JOIN bet b USING (banca_id, business_date, ticket_id) WHERE b.number = 7",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    tamper(&mut owner, "UPDATE bet SET number = 17 WHERE number = 7").await;
    let report = checked(&mut owner).await;
    let hashes = report
        .identities
        .iter()
        .find(|identity| identity.name == "tickets.hashes")
        .unwrap();
    assert_eq!(hashes.first_broken.as_deref(), Some(code.as_str()));
    assert_eq!(hashes.left - hashes.right, 1, "one ticket only");
}

#[tokio::test]
async fn a_limit_lifted_by_nobody_is_found() {
    let world = a_day().await;
    let mut owner = world.owner().await;
    tamper(
        &mut owner,
        "INSERT INTO sale_evidence (banca_id, sale_id, draw_id, rule_id, scope_rank, scope_id, number, used_after, limit_minor, lifted_by)
             SELECT banca_id, sale_id, gen_random_uuid(), gen_random_uuid(), 3, banca_id, 23, 200, 100, vendedor_id FROM sale LIMIT 1",
    )
    .await;
    let report = checked(&mut owner).await;
    assert!(
        broken(&report)
            .iter()
            .any(|identity| identity.name == "limits.evidence")
    );
}

#[tokio::test]
async fn an_empty_house_holds() {
    let world = World::new().await;
    world.books_hold().await;
}
