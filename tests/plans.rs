//! What people do a hundred times a day reads no table from its beginning to its end, whatever the history behind it. (A list
//! of tickets does, because it tells how many there are in all; its page alone does not.) The
//! server's own counters are the witness: after each request no table that holds a history counts one sequential scan more.

mod support;

use banca::{
    domain::{DrawId, ScopeId, TicketCode, view::PayoutFilter},
    ops::{AskList, AskListTickets, House, Request},
};
use chrono::TimeDelta;
use sqlx::{Connection, Executor, PgConnection};
use support::{World, done, morning, number, sale, sold, straight};

/// A history in sets: what a busy shop leaves behind in a draw.
const HISTORY: &str = "
    SET session_replication_role = replica;
    INSERT INTO ticket (banca_id, business_date, ticket_id, sale_id, draw_id, ventana_id, vendedor_id, terminal_id, drawer_id,
                        code, serial, total, listero, vendedor, sold_at, previous_hash, hash)
    SELECT t.banca_id, t.business_date, c.id, c.id, t.draw_id, t.ventana_id, t.vendedor_id, t.terminal_id, t.drawer_id,
           c.code, t.serial + c.i, t.total, t.listero, t.vendedor, t.sold_at - c.i * interval '2 minutes',
           t.previous_hash, t.hash
      FROM copy c JOIN ticket t ON t.ticket_id = c.of;
    INSERT INTO ticket_code (banca_id, code, ticket_id, business_date, draw_id, ventana_id)
    SELECT t.banca_id, t.code, t.ticket_id, t.business_date, t.draw_id, t.ventana_id
      FROM copy c JOIN ticket t ON t.ticket_id = c.id;
    INSERT INTO bet
    SELECT (jsonb_populate_record(b, jsonb_build_object('ticket_id', c.id, 'number', c.i % 100))).*
      FROM copy c JOIN bet b ON b.ticket_id = c.of;
    DROP TABLE copy;
    SET session_replication_role = origin";

/// Sequential scans so far of the tables that hold the history, once no other session is left to add any.
async fn scans(owner: &mut PgConnection) -> Vec<(String, i64)> {
    let others = "SELECT count(*) FROM pg_stat_activity
                   WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()";
    while sqlx::query_scalar::<_, i64>(others)
        .fetch_one(&mut *owner)
        .await
        .unwrap()
        > 0
    {
        tokio::task::yield_now().await;
    }
    sqlx::query_as(
        "SELECT rtrim(relname::text, '_0123456789'), seq_scan FROM pg_stat_user_tables
          WHERE n_live_tup >= 40000 ORDER BY relname",
    )
    .fetch_all(owner)
    .await
    .unwrap()
}

/// Asks as somebody who comes and goes, so that the server has counted everything when it is over.
async fn asked(world: &World, who: &str, request: &Request) {
    let house: House = world.signed_in(who).await;
    done(&house, request.clone()).await;
    house.close().await;
}

#[tokio::test]
async fn no_request_of_the_day_reads_a_whole_table() {
    let world = World::new().await;
    let draw: DrawId = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    let code = sold(
        &marta,
        sale(&[draw], vec![straight(23, 500), straight(45, 300)]),
    )
    .await
    .tickets[0]
        .code;
    marta.close().await;
    let mut owner = world.owner().await;
    let codes: Vec<String> = (1..=40_000)
        .map(|random| TicketCode::from_random(random).digits())
        .collect();
    sqlx::query(
        "CREATE TEMPORARY TABLE copy (id uuid DEFAULT gen_random_uuid(), of uuid, i bigint, code text)",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO copy (of, i, code)
         SELECT t.ticket_id, i, c.code FROM ticket t CROSS JOIN unnest($1::text[]) WITH ORDINALITY AS c(code, i)",
    )
    .bind(codes)
    .execute(&mut owner)
    .await
    .unwrap();
    owner.execute(HISTORY).await.unwrap();
    owner.execute("VACUUM ANALYZE").await.unwrap();
    let banca = ScopeId::Banca(world.banca);
    let requests = [
        ("ana", Request::Ticket { code }),
        ("marta", Request::Ticket { code }),
        ("marta", Request::Desk),
        (
            "marta",
            Request::Sell(sale(&[draw], vec![straight(7, 200)])),
        ),
        ("marta", Request::Availability { draws: vec![draw] }),
        (
            "ana",
            Request::Exposure {
                draw,
                scope: banca,
                price: None,
            },
        ),
        ("ana", Request::Lists { draw }),
        ("ana", Request::List(AskList { draw, scope: banca })),
        (
            "ana",
            Request::ListTickets(AskListTickets {
                draw,
                scope: banca,
                number: Some(number(23)),
                after: None,
            }),
        ),
        (
            "ana",
            Request::NumberTickets {
                draw,
                number: number(23),
                after: None,
            },
        ),
        ("ana", Request::Payouts(PayoutFilter::default())),
        ("ana", Request::Limits),
        ("ana", Request::Lotteries),
    ];
    for (who, request) in requests {
        let before = scans(&mut owner).await;
        asked(&world, who, &request).await;
        let after = scans(&mut owner).await;
        let named: Vec<&str> = before.iter().map(|(table, _)| table.as_str()).collect();
        assert_eq!(named, ["bet", "ticket", "ticket_code"]);
        let more: Vec<_> = before
            .iter()
            .zip(&after)
            .filter(|(before, after)| before != after)
            .map(|(_, (table, _))| table)
            .collect();
        assert!(
            more.is_empty(),
            "{request:?} of {who} reads all of {more:?}"
        );
    }
    owner.close().await.unwrap();
}
