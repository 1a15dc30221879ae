//! Sales against the exclusion of their list: whoever comes first, nothing stands in a list that is out.

use std::sync::Arc;

use banca::domain::SaleProblem;
use banca::ops::{Refusal, Reply, Request};

use super::{
    exclusion::{asked, excluded, included, one},
    noon, of_seller, of_shop,
    support::{World, sale, straight},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_ticket_stands_in_a_list_that_is_out_whoever_comes_first() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let sellers = [
        Arc::new(world.seller("marta").await),
        Arc::new(world.seller("juan").await),
        Arc::new(world.seller("luis").await),
    ];
    let ana = Arc::new(world.signed_in("ana").await);
    for round in 0..3 {
        let scope = if round == 1 {
            of_shop(&world, "Centro").await
        } else {
            of_seller(&world, "marta").await
        };
        let exclusion = asked(&ana, draw, scope).await;
        let mut selling = Vec::new();
        for house in &sellers {
            let house = Arc::clone(house);
            selling.push(tokio::spawn(async move {
                let mut refused = 0;
                for value in 0..12 {
                    let asked = sale(&[draw], vec![straight(value, 100)]);
                    match house.handle(Request::Sell(asked)).await {
                        Reply::Done(_) => {}
                        Reply::Refused(all) => {
                            assert_eq!(all, [Refusal::Sale(SaleProblem::ListExcluded { draw })]);
                            refused += 1;
                        }
                        Reply::Failed(fault) => panic!("a sale failed: {fault:?}"),
                    }
                }
                refused
            }));
        }
        let out = {
            let ana = Arc::clone(&ana);
            tokio::spawn(async move {
                // A busy draw says so; the same key tries again.
                loop {
                    match ana.handle(Request::ExcludeList(exclusion.clone())).await {
                        Reply::Done(_) => return,
                        Reply::Refused(all) => {
                            assert_eq!(all, [Refusal::DrawBusy { draw }]);
                        }
                        Reply::Failed(fault) => panic!("the exclusion failed: {fault:?}"),
                    }
                }
            })
        };
        for task in selling {
            task.await.unwrap();
        }
        out.await.unwrap();
        let mut owner = world.owner().await;
        let standing: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM ticket WHERE state = 'ACTIVE' AND $1 IN (vendedor_id, ventana_id)",
        )
        .bind(scope.raw())
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert_eq!(standing, 0);
        world.books_hold().await;
        included(&ana, draw, scope).await;
        world.books_hold().await;
    }
}

/// Copies of the one ticket that was sold, as its seller would have sold them: what a large list looks like.
const COPIES: &str = "
    SET session_replication_role = replica;
    CREATE TEMPORARY TABLE copy AS
    SELECT gen_random_uuid() AS id, t.ticket_id AS of, i FROM ticket t CROSS JOIN generate_series(1, 5000) i;
    INSERT INTO ticket (banca_id, business_date, ticket_id, sale_id, draw_id, ventana_id, vendedor_id, terminal_id, drawer_id,
                        code, serial, total, listero, vendedor, sold_at, previous_hash, hash)
    SELECT t.banca_id, t.business_date, c.id, c.id, t.draw_id, t.ventana_id, t.vendedor_id, t.terminal_id, t.drawer_id,
           lpad(c.i::text, 12, '0'), t.serial + c.i, t.total, t.listero, t.vendedor, t.sold_at, t.previous_hash, t.hash
      FROM copy c JOIN ticket t ON t.ticket_id = c.of;
    INSERT INTO bet
    SELECT (jsonb_populate_record(b, jsonb_build_object('ticket_id', c.id))).*
      FROM copy c JOIN bet b ON b.ticket_id = c.of;
    UPDATE exposure SET straight = straight * 5001, straight_liability = straight_liability * 5001, tickets = 5001;
    UPDATE draw_count SET tickets = 5001, bets = 5001, stakes = stakes * 5001;
    SET session_replication_role = origin";

#[tokio::test]
async fn a_list_of_thousands_of_tickets_goes_and_comes_back_in_one_go() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    one(&marta, draw, 23, 100).await;
    let mut owner = world.owner().await;
    sqlx::raw_sql(COPIES).execute(&mut owner).await.unwrap();
    let ana = world.signed_in("ana").await;
    let own = of_seller(&world, "marta").await;
    let began = std::time::Instant::now();
    let out = excluded(&ana, draw, own).await;
    let taken = began.elapsed();
    assert_eq!(out.sums.tickets, 5_001);
    assert_eq!(included(&ana, draw, own).await.sums.tickets, 5_001);
    println!(
        "excluded in {taken:?}, included after {:?}",
        began.elapsed()
    );
    let left: (i64, i64) = sqlx::query_as(
        "SELECT (SELECT sum(tickets)::bigint FROM draw_count),
                (SELECT sum(tickets)::bigint FROM exposure WHERE scope_rank = 3)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(left, (5_001, 5_001));
}
