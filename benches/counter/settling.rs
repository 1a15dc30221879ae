//! The large draw: sealing and settling it, and whether what people look at stays as fast as with a small one.

use std::time::{Duration, Instant};

use banca::{
    domain::{
        Digits, DrawId, DrawResult, Number, ScopeId,
        report::{Dimension, ReportName},
        view::TicketFilter,
    },
    ops::{House, ReportAsk, Request, Secret, SignIn},
};
use sqlx::{Connection, Executor};

use crate::{
    ground::{Dice, Ground, PIN, Wanted, expect_done, key},
    selling,
    table::{self, Durations},
};

/// Bets of each ticket of the large draw.
const BETS: i32 = 8;

/// The whole section, with a draw of this many tickets.
pub async fn measure(ground: &Ground, tickets: i32, time: Duration) {
    table::head("Settling, and a long history");
    let mut owner = ground.owner().await;
    owner
        .execute(include_str!("history.sql"))
        .await
        .expect("the bench's functions are made");
    owner.close().await.expect("the owner leaves");
    let ana = administrator(ground).await;
    // The first seller, to whom the history belongs.
    ground.seller(1, ground.options()).await.close().await;
    let before = sales(ground, time).await;
    let small = history(ground, 1_250).await;
    let begun = Instant::now();
    let large = history(ground, tickets).await;
    table::row(
        &format!("writing {tickets} tickets with {BETS} bets each"),
        &format!("{:.0} s", begun.elapsed().as_secs_f64()),
        "in sets, with all indexes",
    );
    looking(&ana, ground, small, large).await;
    let after = sales(ground, time).await;
    table::row(
        "sales per second, 4 terminals, beside that history",
        &format!("{after:.0}"),
        &format!(
            "{:.2} × an empty database ({before:.0}; goal ≥ 0.91)",
            after / before
        ),
    );
    seal(ground, large).await;
    settle(ground, &ana, large).await;
    ana.close().await;
}

async fn administrator(ground: &Ground) -> House {
    let house = ground.house(ground.options());
    let asked = SignIn {
        username: "ana".to_owned(),
        pin: Secret::new(PIN),
        terminal: "oficina".to_owned(),
    };
    expect_done(&house.handle(Request::SignIn(asked)).await);
    house
}

async fn sales(ground: &Ground, time: Duration) -> f64 {
    let draw = ground.draw(8).await;
    let sellers = ground.sellers(4).await;
    selling::sold(&sellers, draw, Duration::from_millis(500), Wanted::Zipf).await;
    let (rate, _) = selling::sold(&sellers, draw, time, Wanted::Zipf).await;
    for seller in sellers {
        seller.close().await;
    }
    rate
}

async fn history(ground: &Ground, tickets: i32) -> DrawId {
    let draw = ground.draw(8).await;
    let mut owner = ground.owner().await;
    sqlx::query("SELECT bench_history($1, $2, $3)")
        .bind(draw.raw())
        .bind(tickets)
        .bind(BETS)
        .execute(&mut owner)
        .await
        .expect("the history is written");
    owner
        .execute("VACUUM ANALYZE ticket, bet, ticket_code, exposure, draw_count")
        .await
        .expect("the tables are swept");
    owner.close().await.expect("the owner leaves");
    draw
}

/// The median of answering one request, in milliseconds.
async fn median(house: &House, request: &Request) -> f64 {
    let mut took = Durations::default();
    for _ in 0..15 {
        let begun = Instant::now();
        expect_done(&house.handle(request.clone()).await);
        took.push(begun.elapsed());
    }
    took.percentile(50)
}

async fn looking(ana: &House, ground: &Ground, small: DrawId, large: DrawId) {
    let mut owner = ground.owner().await;
    let banca: uuid::Uuid = sqlx::query_scalar("SELECT banca_id FROM banca")
        .fetch_one(&mut owner)
        .await
        .expect("the house");
    owner.close().await.expect("the owner leaves");
    let exposure = |draw| Request::Exposure {
        draw,
        scope: ScopeId::Banca(banca.into()),
        price: None,
    };
    let (few, many) = (
        median(ana, &exposure(small)).await,
        median(ana, &exposure(large)).await,
    );
    table::row(
        "exposure of the large draw",
        &format!("{many:.1} ms"),
        &format!(
            "{:.2} × that of a draw of 10 000 bets (goal ≤ 1.2)",
            many / few
        ),
    );
    for (what, request) in [
        (
            "a page of tickets",
            Request::Tickets(TicketFilter::default()),
        ),
        (
            "a page of one draw's tickets",
            Request::Tickets(TicketFilter {
                draw: Some(large),
                ..TicketFilter::default()
            }),
        ),
        ("the home screen", Request::Home),
        (
            "the report of the day's sales by seller",
            report(ReportName::Sales, Dimension::Vendedor),
        ),
        (
            "the report of the day's sales by number",
            report(ReportName::Sales, Dimension::Number),
        ),
        ("the report of the month's sales by hour", {
            let month = "month".to_owned();
            Request::Report(ReportAsk {
                report: ReportName::Sales,
                by: Some(Dimension::Hour),
                filter: month,
            })
        }),
    ] {
        let took = median(ana, &request).await;
        table::row(
            &format!("{what} beside that history"),
            &format!("{took:.1} ms"),
            "goal ≤ 50 ms",
        );
    }
}

/// A report of today.
fn report(report: ReportName, by: Dimension) -> Request {
    Request::Report(ReportAsk {
        report,
        by: Some(by),
        filter: String::new(),
    })
}

async fn seal(ground: &Ground, draw: DrawId) {
    let mut owner = ground.owner().await;
    let begun = Instant::now();
    sqlx::query(
        "SELECT sha256(string_agg(hash, ''::bytea ORDER BY code)) FROM ticket WHERE draw_id = $1",
    )
    .bind(draw.raw())
    .execute(&mut owner)
    .await
    .expect("the bare hash");
    let bare = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    sqlx::query("SELECT close_draw(banca_id, $1) FROM banca")
        .bind(draw.raw())
        .execute(&mut owner)
        .await
        .expect("the draw closes");
    let took = begun.elapsed().as_secs_f64();
    owner.close().await.expect("the owner leaves");
    table::row(
        "sealing the large draw",
        &format!("{took:.2} s (goal ≤ 2 s for 1 M tickets)"),
        &format!(
            "{:.2} × the bare hash over its tickets ({bare:.2} s)",
            took / bare
        ),
    );
}

async fn settle(ground: &Ground, ana: &House, draw: DrawId) {
    let mut owner = ground.owner().await;
    owner
        .execute(
            "INSERT INTO app_user (banca_id, user_id, username, name, role, salt, verifier_hash)
                  SELECT banca_id, gen_random_uuid(), 'olga', 'Olga', 'ADMIN', salt, verifier_hash
                    FROM app_user WHERE username = 'ana' ON CONFLICT DO NOTHING;
                  CREATE TABLE bench_award (LIKE award INCLUDING ALL)",
        )
        .await
        .expect("a second person and a bare table");
    sqlx::query("SELECT bench_past($1)")
        .bind(draw.raw())
        .execute(&mut owner)
        .await
        .expect("the draw's time has come");
    let olga = ground.house(ground.options());
    let asked = SignIn {
        username: "olga".to_owned(),
        pin: Secret::new(PIN),
        terminal: "oficina 2".to_owned(),
    };
    expect_done(&olga.handle(Request::SignIn(asked)).await);
    let result = DrawResult {
        number: Number::new(7, Digits::Two).expect("two digits"),
        outcome: Some("BLANCA".to_owned()),
    };
    expect_done(
        &ana.handle(Request::EnterResult {
            key: key(),
            draw,
            result: result.clone(),
            reason: None,
        })
        .await,
    );
    let begun = Instant::now();
    let winners = sqlx::query(
        "INSERT INTO bench_award (banca_id, award_id, draw_id, ticket_id, business_date, ventana_id, vendedor_id, code,
                                  result_version, prize, expires)
         SELECT t.banca_id, gen_random_uuid(), $1, t.ticket_id, t.business_date, t.ventana_id, t.vendedor_id, t.code, 1,
                w.prize, t.business_date + 30
           FROM (SELECT b.banca_id, b.ticket_id, b.business_date, sum(b.stake * b.factor)::bigint AS prize
                   FROM bet b WHERE b.draw_id = $1 AND b.number = 7 GROUP BY 1, 2, 3) w
           JOIN ticket t USING (banca_id, business_date, ticket_id)",
    )
    .bind(draw.raw())
    .execute(&mut owner)
    .await
    .expect("the bare winners")
    .rows_affected();
    let bare = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    expect_done(
        &olga
            .handle(Request::ConfirmResult {
                key: key(),
                draw,
                result,
            })
            .await,
    );
    let took = begun.elapsed().as_secs_f64();
    olga.close().await;
    owner.close().await.expect("the owner leaves");
    table::row(
        &format!("settling the large draw ({winners} winners), seals checked, books posted"),
        &format!("{took:.2} s"),
        &format!(
            "{:.2} × the one INSERT … SELECT of its winners ({bare:.2} s; goal ≤ 2)",
            took / bare
        ),
    );
    // One sale still works beside all that.
    let seller = ground.seller(1, ground.options()).await;
    let sale = Dice::new(3).ticket(ground.draw(8).await, 3, Wanted::Spread);
    expect_done(&seller.handle(Request::Sell(sale)).await);
    seller.close().await;
}
