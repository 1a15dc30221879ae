//! The month's close: what keeps it open, what it freezes and carries, and what is locked afterwards.

use banca::ops::AskMonth;
use banca::ops::{AskMovements, CloseMonth};
use banca::{
    domain::{MovementKind, MovementMethod, Right},
    ops::{Answer, House, MonthView, ObstacleKind, Refusal, Request},
};
use chrono::{Datelike, TimeDelta};
use sqlx::Executor;

use crate::{
    back, by, close_drawer, date, evaluated, moved, movement, noon, on, shop, sold_a_thousand,
    statement,
    support::{World, colones, consented, done, key, morning, refused},
    today,
};

async fn month(house: &House, month: u32) -> MonthView {
    let asked = Request::Month(AskMonth {
        month: date(month, 1),
    });
    match done(house, asked).await {
        Answer::Month(view) => view,
        other => panic!("no month: {other:?}"),
    }
}

/// Closes a month of 2026 with another administrator's consent.
async fn close(house: &House, by: &str, month: u32) -> MonthView {
    let (key, first) = (key(), date(month, 1));
    let target = first.format("%Y-%m").to_string();
    let consent = consented(house, by, Right::CloseMonth, key, &target, None).await;
    let asked = Request::CloseMonth(CloseMonth {
        key,
        month: first,
        approval: Some(consent),
    });
    match done(house, asked).await {
        Answer::Month(view) => view,
        other => panic!("not closed: {other:?}"),
    }
}

async fn first_of_december(world: &World) {
    world.freeze(morning() + TimeDelta::days(15)).await;
    assert_eq!((morning() + TimeDelta::days(15)).month(), 12);
}

/// A November with a sale, settled, its drawer closed; the clock stands in December.
async fn november() -> (World, House) {
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
    first_of_december(&world).await;
    let ana = world.signed_in("ana").await;
    (world, ana)
}

#[tokio::test]
async fn a_month_stays_open_while_anything_of_it_is_open() {
    let (world, tica, marta) = sold_a_thousand().await;
    let ana = world.signed_in("ana").await;
    let kinds = |view: &MonthView| -> Vec<ObstacleKind> {
        view.obstacles.iter().map(|one| one.what).collect()
    };
    let open = [ObstacleKind::Days, ObstacleKind::Draw, ObstacleKind::Drawer];
    assert_eq!(kinds(&month(&ana, 11).await), open);
    world.freeze(noon() + TimeDelta::minutes(1)).await;
    first_of_december(&world).await;
    let ana = world.signed_in("ana").await;
    let asked = Request::CloseMonth(CloseMonth {
        key: key(),
        month: date(11, 1),
        approval: None,
    });
    match &refused(&ana, asked.clone()).await[..] {
        [Refusal::MonthNotReady { obstacles }] => {
            assert!(obstacles[0].label.starts_with("Tica 2026-11-16"));
            assert!(obstacles[1].label.starts_with("Centro · Marta Rojas"));
        }
        other => panic!("{other:?}"),
    }
    evaluated(&world, tica, 99).await;
    close_drawer(&marta, 51_000).await;
    assert_eq!(month(&ana, 11).await.obstacles, []);
    let refusals = refused(&ana, asked).await;
    assert!(matches!(
        refusals[..],
        [Refusal::NeedsApproval {
            right: Right::CloseMonth,
            ..
        }]
    ));
    // A later month waits for the earlier one.
    assert_eq!(
        kinds(&month(&ana, 12).await),
        [ObstacleKind::Days, ObstacleKind::Month]
    );
}

#[tokio::test]
async fn a_closed_month_is_frozen_and_carries_its_balance() {
    let (world, ana) = november().await;
    let holder = shop(world.ventanas[0]);
    let before = statement(&ana, holder, date(11, 1), date(11, 30)).await;
    assert!(!before.days[0].day.frozen);
    let preview = month(&ana, 11).await;
    let closed = close(&ana, "olga", 11).await;
    assert_eq!(closed.rows, preview.rows, "the close is what was shown");
    let told = closed.closed.expect("it is closed");
    assert_eq!(told.by, "Ana Jiménez");
    // A day and a month each for the house, the shop and the seller.
    assert_eq!(told.statements, 6);

    let after = statement(&ana, holder, date(11, 1), date(11, 30)).await;
    assert!(after.days[0].day.frozen);
    assert_eq!(after.total, before.total);
    assert_eq!(after.closing, colones(700));
    let december = statement(&ana, holder, date(12, 1), date(12, 31)).await;
    assert_eq!(december.opening, colones(700));
    assert_eq!(december.days, []);
    world.books_hold().await;
}

#[tokio::test]
async fn nothing_is_booked_into_a_closed_month_nor_before_it() {
    let (world, ana) = november().await;
    close(&ana, "olga", 11).await;
    let holder = shop(world.ventanas[0]);
    let asked = || {
        by(
            movement(holder, MovementKind::Collection, 10),
            MovementMethod::Sinpe,
        )
    };
    for late in [date(11, 30), today(), date(9, 3)] {
        let refusals = refused(&ana, Request::SaveMovement(on(asked(), late))).await;
        assert_eq!(refusals, [Refusal::PeriodLocked { date: late }]);
    }
    let tomorrow = refused(&ana, Request::SaveMovement(on(asked(), date(12, 2)))).await;
    assert!(matches!(&tomorrow[..], [Refusal::Field { field, .. }] if field == "date"));
    // A movement of the closed month is taken back today; its own day stays as it was.
    let frozen = statement(&ana, holder, today(), today()).await;
    let Answer::Movements(page) = done(
        &ana,
        Request::Movements(AskMovements {
            holder,
            after: None,
        }),
    )
    .await
    else {
        panic!("no movements")
    };
    done(&ana, back(page.rows[0].id)).await;
    assert_eq!(statement(&ana, holder, today(), today()).await, {
        let mut same = frozen;
        // The clock moved on, the figures did not.
        same.today = date(12, 1);
        same
    });
    let now = statement(&ana, holder, date(12, 1), date(12, 1)).await;
    assert_eq!(now.closing, colones(900));
    let again = Request::CloseMonth(CloseMonth {
        key: key(),
        month: date(11, 1),
        approval: None,
    });
    let refusals = refused(&ana, again).await;
    assert_eq!(refusals, [Refusal::PeriodLocked { date: date(11, 1) }]);
    world.books_hold().await;
}

#[tokio::test]
async fn two_months_are_chained_and_an_idle_shop_is_carried() {
    let (world, ana) = november().await;
    close(&ana, "olga", 11).await;
    world.freeze(morning() + TimeDelta::days(46)).await;
    let ana = world.signed_in("ana").await;
    let view = close(&ana, "olga", 12).await;
    let row = view
        .rows
        .iter()
        .find(|row| row.holder == shop(world.ventanas[0]))
        .expect("carried though nothing moved");
    assert_eq!((row.previous, row.remaining), (colones(700), colones(700)));
    world.books_hold().await;
    let Answer::LedgerAccounts(rows) = done(&ana, Request::LedgerAccounts).await else {
        panic!("no books")
    };
    let due = rows.iter().find(|row| row.code == 1320).unwrap();
    assert_eq!(due.balance, colones(700));
}

#[tokio::test]
async fn whoever_edits_a_closed_month_is_found() {
    let (world, ana) = november().await;
    close(&ana, "olga", 11).await;
    ana.close().await;
    for (identity, tampering) in [
        (
            "accounts.statements",
            "UPDATE statement SET sales = sales + 1, remaining = remaining + 1 WHERE span = 'day' AND vendedor_id <> '00000000-0000-0000-0000-000000000000'",
        ),
        (
            "accounts.frozen",
            "UPDATE statement s SET sales = sales + 1, payouts = payouts + 1; UPDATE statement s SET hash = statement_hash(s)",
        ),
        (
            "accounts.months",
            "UPDATE statement s SET sales = sales + 1, payouts = payouts + 1; UPDATE statement s SET hash = statement_hash(s)",
        ),
        ("accounts.months", "DELETE FROM period_lock"),
        (
            "accounts.months",
            "UPDATE month_close SET user_id = gen_random_uuid()",
        ),
        (
            "accounts.checkpoints",
            "UPDATE ledger_checkpoint SET debit = debit + 1 WHERE code = 1320",
        ),
        (
            "accounts.movements",
            "UPDATE account_movement SET amount = amount + 1",
        ),
        (
            "accounts.receipts",
            "UPDATE receipt_book SET last = last + 1",
        ),
        (
            "accounts.receipts",
            "UPDATE account_movement SET number = 7",
        ),
        (
            "accounts.credit",
            "INSERT INTO account SELECT banca_id, banca_id, 1320, gen_random_uuid(), 0 FROM banca",
        ),
        (
            "ledger.postings",
            "UPDATE account_movement SET business_date = business_date - 1",
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
