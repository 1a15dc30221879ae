//! Settling a draw: in portions, watched by others, computed twice, and all or nothing.

use banca::{
    domain::view::Settling,
    ops::{FaultKind, Reply},
};
use sqlx::Executor;
use uuid::Uuid;

use super::{close, confirm, enter, evaluate, noon, result, row};
use crate::support::{World, done, sale, sold, straight};

/// Copies a ticket so many times, in sets: what only the settling reads.
const COPIES: &str = "
    SET session_replication_role = replica;
    CREATE TEMPORARY TABLE copy AS
    SELECT gen_random_uuid() AS id, t.ticket_id AS of, i FROM ticket t CROSS JOIN generate_series(1, 12000) i;
    INSERT INTO ticket (banca_id, business_date, ticket_id, sale_id, draw_id, ventana_id, vendedor_id, terminal_id, drawer_id,
                        code, serial, total, listero, vendedor, sold_at, previous_hash, hash)
    SELECT t.banca_id, t.business_date, c.id, t.sale_id, t.draw_id, t.ventana_id, t.vendedor_id, t.terminal_id, t.drawer_id,
           lpad(c.i::text, 12, '0'), t.serial + c.i, t.total, t.listero, t.vendedor, t.sold_at, t.previous_hash, t.hash
      FROM copy c JOIN ticket t ON t.ticket_id = c.of;
    INSERT INTO bet
    SELECT (jsonb_populate_record(b, jsonb_build_object('ticket_id', c.id))).* FROM copy c JOIN bet b ON b.ticket_id = c.of;
    SET session_replication_role = origin";

#[tokio::test]
async fn a_draw_of_many_winners_is_settled_in_portions_and_every_winner_once() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    sold(
        &marta,
        sale(&[draw], vec![straight(23, 500), straight(7, 100)]),
    )
    .await;
    let mut owner = world.owner().await;
    owner.execute(COPIES).await.unwrap();
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    let preview = evaluate(&ana, &olga, draw, &result(23, Some("BLANCA")), None).await;
    assert_eq!(preview.winners, 12_001);

    let counted: (i64, i64, i64, i64) = sqlx::query_as(
        "SELECT (SELECT count(DISTINCT ticket_id) FROM award), (SELECT sum(prize)::bigint FROM award),
                (SELECT count(*) FROM award_line), (SELECT sum(amount)::bigint FROM transfer WHERE code = 'J08')",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    let prizes = preview.prizes.as_cents();
    assert_eq!(counted, (12_001, prizes, 12_001, prizes));
    let (postings, told): (i64, String) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM posting WHERE event = 'prizes'), current_setting('application_name')",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(postings, 1);
    assert!(!told.contains("settling"));
    assert_eq!(row(&ana, draw).await.settling, None, "it is over");
}

#[tokio::test]
async fn others_see_how_far_a_settling_is_and_sellers_do_not() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let (ana, marta) = (world.signed_in("ana").await, world.signed_in("marta").await);
    assert_eq!(row(&ana, draw).await.settling, None);
    // Another session, as the function that settles names it.
    let mut other = world.owner().await;
    sqlx::query("SELECT set_config('application_name', $1, false)")
        .bind(format!("settling {draw} 5000/12001"))
        .execute(&mut other)
        .await
        .unwrap();
    // One of a draw that is not of this house, and a name that only looks alike.
    let mut strange = world.owner().await;
    sqlx::query("SELECT set_config('application_name', $1, false)")
        .bind(format!("settling {} 1/2", Uuid::now_v7()))
        .execute(&mut strange)
        .await
        .unwrap();
    let mut alike = world.owner().await;
    alike
        .execute("SET application_name = 'settling soon 1/2'")
        .await
        .unwrap();
    assert_eq!(
        row(&ana, draw).await.settling,
        Some(Settling {
            done: 5_000,
            count: 12_001
        })
    );
    assert_eq!(row(&marta, draw).await.settling, None);
}

#[tokio::test]
async fn a_draw_whose_two_computations_differ_is_not_settled() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    let drawn = result(23, Some("BLANCA"));
    done(&ana, enter(draw, &drawn, None)).await;
    let mut owner = world.owner().await;
    let body: String = sqlx::query_scalar("SELECT pg_get_functiondef('winning_bets'::regproc)")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let wrong = body.replace("round(b.stake *", "round(1.01 * b.stake *");
    assert_ne!(wrong, body);
    owner.execute(sqlx::AssertSqlSafe(wrong)).await.unwrap();

    let Reply::Failed(fault) = olga.handle(confirm(draw, &drawn)).await else {
        panic!("it was settled");
    };
    assert_eq!(fault.kind, FaultKind::Inconsistent);
    let left: i64 = sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM award) + (SELECT result_version FROM draw)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(left, 0, "nothing stays of it");

    owner.execute(sqlx::AssertSqlSafe(body)).await.unwrap();
    done(&olga, confirm(draw, &drawn)).await;
    world.books_hold().await;
}
