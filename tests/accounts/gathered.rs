//! Days that are over are gathered once; what is read of them stays what the books say, whatever is booked into them later.

use banca::{
    domain::{
        Holder, MovementKind,
        view::{AccountFilter, AccountList, LedgerAccount},
    },
    ops::{Answer, House, Request, Statement},
};
use chrono::TimeDelta;
use sqlx::Executor;

use crate::{
    close_drawer, date, evaluated, moved, movement, noon, on, seller, shop, sold_a_thousand,
    statement,
    support::{World, colones, done, morning},
    today,
};

/// Everything that is read of the accounts.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    statements: Vec<Statement>,
    balances: AccountList,
    books: Vec<LedgerAccount>,
}

async fn told(world: &World, ana: &House) -> Told {
    let marta = world.user("marta").await;
    let mut statements = Vec::new();
    for holder in [
        Holder::Banca,
        shop(world.ventanas[0]),
        seller(world.ventanas[0], marta),
    ] {
        statements.push(statement(ana, holder, date(11, 1), date(12, 31)).await);
    }
    let Answer::Accounts(balances) = done(ana, Request::Accounts(AccountFilter::default())).await
    else {
        panic!("no accounts")
    };
    let Answer::LedgerAccounts(books) = done(ana, Request::LedgerAccounts).await else {
        panic!("no books")
    };
    Told {
        statements,
        balances,
        books,
    }
}

async fn through(world: &World) -> Option<String> {
    let mut owner = world.owner().await;
    sqlx::query_scalar("SELECT to_char(through, 'MM-DD') FROM gathered")
        .fetch_optional(&mut owner)
        .await
        .unwrap()
}

/// A day of trade, evaluated and with a collection; the clock stands `days` later.
async fn days_later(days: i64) -> (World, House) {
    let (world, tica, marta) = sold_a_thousand().await;
    world.freeze(noon() + TimeDelta::minutes(1)).await;
    evaluated(&world, tica, 99).await;
    close_drawer(&marta, 51_000).await;
    let ana = world.signed_in("ana").await;
    moved(
        &ana,
        movement(shop(world.ventanas[0]), MovementKind::Collection, 200),
    )
    .await;
    world.freeze(morning() + TimeDelta::days(days)).await;
    let ana = world.signed_in("ana").await;
    (world, ana)
}

#[tokio::test]
async fn what_is_read_is_the_same_before_and_after_days_are_gathered() {
    let (world, ana) = days_later(3).await;
    let before = told(&world, &ana).await;
    assert_eq!(through(&world).await.as_deref(), Some("11-14"));
    done(&ana, Request::Tick).await;
    assert_eq!(through(&world).await.as_deref(), Some("11-17"));
    assert_eq!(told(&world, &ana).await, before);
    let sums: i64 = sqlx::query_scalar("SELECT count(*) FROM account_sum")
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap();
    assert!(sums > 0, "the day of trade is gathered");
    // Once is enough.
    done(&ana, Request::Tick).await;
    assert_eq!(through(&world).await.as_deref(), Some("11-17"));
    world.books_hold().await;
}

#[tokio::test]
async fn yesterday_is_not_gathered_yet() {
    let (world, ana) = days_later(1).await;
    done(&ana, Request::Tick).await;
    let sums: i64 = sqlx::query_scalar("SELECT count(*) FROM account_sum")
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap();
    assert_eq!(sums, 0);
    world.books_hold().await;
}

#[tokio::test]
async fn what_is_booked_into_a_gathered_day_is_read_at_once_and_gathered_again() {
    let (world, ana) = days_later(5).await;
    done(&ana, Request::Tick).await;
    let holder = shop(world.ventanas[0]);
    let before = told(&world, &ana).await;
    let late = on(movement(holder, MovementKind::Collection, 100), today());
    moved(&ana, late).await;
    let owed = |told: &Told| told.statements[1].closing;
    let after = told(&world, &ana).await;
    assert_eq!(
        owed(&after),
        owed(&before).checked_sub(colones(100)).unwrap()
    );
    world.books_hold().await;
    assert_eq!(
        through(&world).await.as_deref(),
        Some("11-15"),
        "the day and all after it wait for the next tick"
    );
    done(&ana, Request::Tick).await;
    assert_eq!(through(&world).await.as_deref(), Some("11-19"));
    assert_eq!(told(&world, &ana).await, after);
    world.books_hold().await;
}

#[tokio::test]
async fn a_clock_that_was_put_back_takes_its_days_out_again() {
    let (world, ana) = days_later(4).await;
    done(&ana, Request::Tick).await;
    assert_eq!(through(&world).await.as_deref(), Some("11-18"));
    world.freeze(noon() + TimeDelta::minutes(2)).await;
    let ana = world.signed_in("ana").await;
    done(&ana, Request::Tick).await;
    assert_eq!(through(&world).await.as_deref(), Some("11-14"));
    let holder = shop(world.ventanas[0]);
    moved(&ana, movement(holder, MovementKind::Collection, 50)).await;
    world.books_hold().await;
}

#[tokio::test]
async fn whoever_edits_what_was_gathered_is_found() {
    let (world, ana) = days_later(3).await;
    done(&ana, Request::Tick).await;
    ana.close().await;
    for (identity, tampering) in [
        (
            "accounts.gathered",
            "UPDATE account_sum SET amount = amount + 1 WHERE part = 'sales'",
        ),
        (
            "accounts.gathered",
            "UPDATE account_sum SET entries = entries + 1 WHERE part = 'sales'",
        ),
        ("accounts.gathered", "DELETE FROM account_sum"),
        (
            "accounts.gathered",
            "UPDATE gathered SET through = through - 3",
        ),
        ("ledger.gathered", "UPDATE ledger_sum SET debit = debit + 1"),
        (
            "ledger.gathered",
            "DELETE FROM ledger_sum WHERE code = 1320",
        ),
    ] {
        let copy = world.copy().await;
        let mut owner = copy.owner().await;
        owner
            .execute("SET session_replication_role = replica")
            .await
            .unwrap();
        owner.execute(sqlx::raw_sql(tampering)).await.unwrap();
        let report = banca::ops::verify_all(&mut owner).await.unwrap();
        let found = report.identities.iter().find(|one| one.name == identity);
        let found = found.unwrap();
        assert!(
            !found.holds && found.first_broken.is_some(),
            "{identity}: {tampering}"
        );
    }
}
