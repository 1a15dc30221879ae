//! What nobody may do: see or move another's account through the doors, or through statements of one's own.

use banca::ops::AskMonth;
use banca::ops::{AskDay, AskEntries, AskStatement, AskTickets, SetCredit};
use banca::{
    domain::{Holder, MovementKind, MovementMethod},
    ops::{Refusal, Request, Thing},
};
use sqlx::{Connection, Executor, PgConnection};
use uuid::Uuid;

use crate::{
    back, by, date, moved, movement, seller, shop, sold_a_thousand,
    support::{World, colones, done, key, refused},
    today,
};

fn no_account(refusals: &[Refusal]) -> bool {
    matches!(
        refusals,
        [Refusal::NotFound {
            what: Thing::Account
        }]
    )
}

#[tokio::test]
async fn nobody_sees_an_account_beyond_the_own_reach() {
    let (world, tica, marta) = sold_a_thousand().await;
    let [centro, mercado] = world.ventanas;
    let (juan, luis) = (world.user("juan").await, world.user("luis").await);
    let vera = world.signed_in("vera").await;
    let asked = |holder| {
        let span = Request::Statement(AskStatement {
            holder,
            from: today(),
            to: today(),
        });
        let day = Request::StatementDay(AskDay {
            holder,
            date: today(),
        });
        let tickets = Request::StatementTickets(AskTickets {
            holder,
            date: today(),
            draw: tica,
            after: None,
        });
        [span, day, tickets]
    };
    for (house, beyond) in [
        (&vera, shop(mercado)),
        (&vera, seller(mercado, luis)),
        (&vera, Holder::Banca),
        (&marta, seller(centro, juan)),
        (&marta, shop(centro)),
        (&marta, Holder::Banca),
    ] {
        for request in asked(beyond) {
            let refusals = refused(house, request).await;
            assert!(no_account(&refusals), "{beyond:?}: {refusals:?}");
        }
    }
    let books = refused(&marta, Request::LedgerAccounts).await;
    assert!(matches!(books[..], [Refusal::NotAllowed { .. }]));
    let others = Request::LedgerEntries(AskEntries {
        book: mercado.raw(),
        code: 1100,
        after: None,
    });
    assert!(no_account(&refused(&vera, others).await));
    done(&vera, Request::LedgerAccounts).await;
}

#[tokio::test]
async fn a_shop_moves_money_with_its_own_sellers_only() {
    let (world, _, marta) = sold_a_thousand().await;
    let [centro, mercado] = world.ventanas;
    let luis = world.user("luis").await;
    let vera = world.signed_in("vera").await;
    for beyond in [shop(centro), shop(mercado), seller(mercado, luis)] {
        let asked = movement(beyond, MovementKind::Collection, 1);
        let refusals = refused(&vera, Request::SaveMovement(asked)).await;
        assert!(matches!(refusals[..], [Refusal::NotAllowed { .. }]));
    }
    let stranger = movement(seller(centro, luis), MovementKind::Payment, 1);
    let refusals = refused(&vera, Request::SaveMovement(stranger)).await;
    assert!(matches!(refusals[..], [Refusal::NotFound { .. }]));
    let own = movement(
        seller(centro, world.user("marta").await),
        MovementKind::Payment,
        1,
    );
    let refusals = refused(&marta, Request::SaveMovement(own)).await;
    assert!(matches!(refusals[..], [Refusal::NotAllowed { .. }]));
    let ana = world.signed_in("ana").await;
    let one = movement(shop(centro), MovementKind::Collection, 1);
    let told = moved(&ana, by(one, MovementMethod::Sinpe)).await;
    let refusals = refused(&vera, back(told.movement.id)).await;
    assert!(matches!(refusals[..], [Refusal::NotAllowed { .. }]));
    for request in [
        Request::Month(AskMonth { month: date(11, 1) }),
        Request::SetCredit(SetCredit {
            key: key(),
            ventana: centro,
            limit: Some(colones(1)),
        }),
    ] {
        let refusals = refused(&vera, request).await;
        assert!(matches!(refusals[..], [Refusal::NotAllowed { .. }]));
    }
}

/// A client of our own making that carries somebody's session.
async fn client(world: &World, username: &str) -> PgConnection {
    let mut client = world.stranger().await;
    let mut owner = world.owner().await;
    let token = format!("hostil-{username}");
    sqlx::query(
        "INSERT INTO session (banca_id, session_id, user_id, terminal_id, token_hash)
         SELECT u.banca_id, gen_random_uuid(), u.user_id, (SELECT terminal_id FROM terminal LIMIT 1),
                sha256(convert_to($2, 'UTF8')) FROM app_user u WHERE u.username = $1",
    )
    .bind(username)
    .bind(&token)
    .execute(&mut owner)
    .await
    .unwrap();
    owner.close().await.unwrap();
    sqlx::query("SELECT set_config('banca.session', $1, false)")
        .bind(&token)
        .execute(&mut client)
        .await
        .unwrap();
    client
}

#[tokio::test]
async fn statements_of_ones_own_write_nothing() {
    let (world, _, _marta) = sold_a_thousand().await;
    let ana = world.signed_in("ana").await;
    let one = movement(shop(world.ventanas[0]), MovementKind::Collection, 1);
    moved(&ana, by(one, MovementMethod::Sinpe)).await;
    let mut admin = client(&world, "olga").await;
    for statement in [
        "INSERT INTO account_movement SELECT * FROM account_movement",
        "UPDATE account_movement SET amount = 1",
        "DELETE FROM account_movement",
        "INSERT INTO statement SELECT * FROM statement",
        "UPDATE receipt_book SET last = 0",
        "INSERT INTO period_lock (banca_id, month) SELECT banca_id, '2026-11-01' FROM banca",
        "UPDATE ventana SET credit_limit = NULL",
        "UPDATE account SET balance = 0 WHERE code = 1320",
        "SELECT next_receipt(banca_id, banca_id) FROM banca",
        "SELECT month_lines(banca_id, '2026-11-01') FROM banca",
        "SELECT booked_days(banca_id, banca_id, banca_id, '2026-11-01', '2026-11-01') FROM banca",
        "SELECT safe_cash(banca_id, ventana_id) FROM ventana",
    ] {
        let told = admin.execute(statement).await.unwrap_err().to_string();
        assert!(told.contains("permission denied"), "{statement}: {told}");
    }
    // The guarded functions want a command that this very transaction claimed.
    let (unclaimed, shop) = (Uuid::now_v7(), world.ventanas[0].raw());
    for statement in [
        format!(
            "SELECT move_account('{unclaimed}', '{unclaimed}', 'payment', '{shop}', NULL, 100, 'sinpe', '', '', '2026-11-16')"
        ),
        format!(
            "SELECT take_back_movement('{unclaimed}', (SELECT movement_id FROM account_movement), 'x')"
        ),
        format!("SELECT close_month('{unclaimed}', '2026-10-01')"),
        format!("SELECT set_credit_limit('{unclaimed}', '{shop}', 1)"),
    ] {
        let told = admin
            .execute(sqlx::AssertSqlSafe(statement.clone()))
            .await
            .unwrap_err()
            .to_string();
        assert!(told.contains("no command"), "{statement}: {told}");
    }
}

#[tokio::test]
async fn a_seller_reads_no_row_of_anothers_account() {
    let (world, _, _marta) = sold_a_thousand().await;
    let [centro, _] = world.ventanas;
    let vera = world.signed_in("vera").await;
    let juan = world.user("juan").await;
    let one = movement(seller(centro, juan), MovementKind::Payment, 1);
    moved(&vera, by(one, MovementMethod::Sinpe)).await;
    let mut seller = client(&world, "marta").await;
    for table in [
        "account_movement",
        "statement",
        "receipt_book",
        "ledger_checkpoint",
        "account_entry",
    ] {
        let count = format!("SELECT count(*) FROM {table}");
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count))
            .fetch_one(&mut seller)
            .await
            .unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}
