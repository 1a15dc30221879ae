//! The life of a draw on a real PostgreSQL: calendar, sale, seal, result by two people, corrections, exposure and limits.
#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

#[path = "../support/mod.rs"]
mod support;

mod annul;
mod calendar;
mod change;
mod clock;
mod correction;
mod hostile;
mod jobs;
mod jumps;
mod life;
mod limits;
mod limits_price;
mod limits_when;
mod result;
mod reventado;
mod risk;
mod settling;
mod unseen;
mod waiting;

use banca::{
    domain::{
        BancaId, DrawId, DrawResult,
        view::{DrawFilter, DrawRow, ExposureView, ResultPreview, Seal},
    },
    ops::{Answer, House, Request},
};
use chrono::{DateTime, TimeDelta, Utc};
use support::{World, done, key, number};

/// A result with its reventado outcome.
fn result(value: u16, outcome: Option<&str>) -> DrawResult {
    DrawResult {
        number: number(value),
        outcome: outcome.map(str::to_owned),
    }
}

/// Noon in Costa Rica on the worlds' day.
fn noon() -> DateTime<Utc> {
    support::morning() + TimeDelta::hours(4)
}

/// The row of a draw as `house` sees it.
async fn row(house: &House, draw: DrawId) -> DrawRow {
    let asked = Request::Draws(DrawFilter::default());
    let Answer::Draws(rows) = done(house, asked).await else {
        panic!("not a list of draws");
    };
    rows.into_iter()
        .find(|row| row.id == draw)
        .expect("the draw is today's")
}

/// Closes a draw whose cutoff has passed.
async fn close(house: &House, draw: DrawId) -> Seal {
    let asked = Request::CloseDraw {
        key: key(),
        draw,
        reason: None,
        approval: None,
    };
    match done(house, asked).await {
        Answer::Closed(seal) => seal,
        other => panic!("not a seal: {other:?}"),
    }
}

/// Types the first entry of a result.
fn enter(draw: DrawId, typed: &DrawResult, reason: Option<&str>) -> Request {
    Request::EnterResult {
        key: key(),
        draw,
        result: typed.clone(),
        reason: reason.map(str::to_owned),
    }
}

/// Types the second entry of a result.
fn confirm(draw: DrawId, typed: &DrawResult) -> Request {
    Request::ConfirmResult {
        key: key(),
        draw,
        result: typed.clone(),
    }
}

/// Lets two people type the same result.
async fn evaluate(
    first: &House,
    second: &House,
    draw: DrawId,
    typed: &DrawResult,
    reason: Option<&str>,
) -> ResultPreview {
    assert_eq!(
        done(first, enter(draw, typed, reason)).await,
        Answer::ResultEntered
    );
    match done(second, confirm(draw, typed)).await {
        Answer::Evaluated(preview) => preview,
        other => panic!("not evaluated: {other:?}"),
    }
}

/// What confirming would book.
async fn previewed(house: &House, draw: DrawId, typed: &DrawResult) -> ResultPreview {
    let asked = Request::PreviewResult {
        draw,
        result: typed.clone(),
    };
    match done(house, asked).await {
        Answer::ResultPreview(preview) => preview,
        other => panic!("not a preview: {other:?}"),
    }
}

/// The counters of the whole house.
async fn exposure(house: &House, draw: DrawId, banca: BancaId) -> ExposureView {
    exposure_of(house, draw, banca::domain::ScopeId::Banca(banca)).await
}

/// The counters of a scope.
async fn exposure_of(house: &House, draw: DrawId, scope: banca::domain::ScopeId) -> ExposureView {
    match done(
        house,
        Request::Exposure {
            draw,
            scope,
            price: None,
        },
    )
    .await
    {
        Answer::Exposure(view) => *view,
        other => panic!("not an exposure: {other:?}"),
    }
}

/// One figure, past every policy.
async fn figure(world: &World, query: &'static str) -> i64 {
    let mut owner = world.owner().await;
    sqlx::query_scalar(query)
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

/// The identities that concern draws and prizes, over every row.
async fn books_hold(world: &World) {
    // Prizes payable and finalised, per ticket, are what live awards still owe.
    let payable = figure(
        world,
        "WITH booked AS (
             SELECT key, sum(amount)::bigint AS amount
               FROM (SELECT credit_key AS key, amount FROM transfer WHERE credit_code IN (2420, 2425, 2430)
                     UNION ALL SELECT debit_key, -amount FROM transfer WHERE debit_code IN (2420, 2425, 2430)) t
              GROUP BY key
         ), owed AS (
             SELECT a.ticket_id AS key,
                    greatest(a.prize - (SELECT coalesce(sum(p.amount), 0) FROM payout p
                                         WHERE p.ticket_id = a.ticket_id AND p.kind = a.kind
                                           AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.payout_id = p.payout_id)), 0)::bigint AS amount
               FROM award a WHERE a.mark IN ('OPEN', 'FINALIZED')
         )
         SELECT count(*) FROM booked FULL JOIN owed USING (key)
          WHERE coalesce(booked.amount, 0) <> coalesce(owed.amount, 0)",
    )
    .await;
    assert_eq!(payable, 0, "prizes payable differ from what is owed");
    let claims = figure(
        world,
        "WITH booked AS (
             SELECT key, sum(amount)::bigint AS amount
               FROM (SELECT debit_key AS key, amount FROM transfer WHERE debit_code = 1340
                     UNION ALL SELECT credit_key, -amount FROM transfer WHERE credit_code = 1340) t
              GROUP BY key
         ), claimed AS (
             SELECT ticket_id AS key, sum(amount)::bigint AS amount
               FROM (SELECT ticket_id, amount FROM claim UNION ALL SELECT ticket_id, -amount FROM claim_settlement) c
              GROUP BY ticket_id
         )
         SELECT count(*) FROM booked FULL JOIN claimed USING (key)
          WHERE coalesce(booked.amount, 0) <> coalesce(claimed.amount, 0)",
    )
    .await;
    assert_eq!(claims, 0, "claims differ from their account");
    // The house is due from each shop what the shop owes the house.
    for shop in world.ventanas {
        let mut owner = world.owner().await;
        let due_from: i64 = sqlx::query_scalar(
            "SELECT (coalesce(sum(amount) FILTER (WHERE debit_code = 1320 AND debit_key = $1), 0)
                   - coalesce(sum(amount) FILTER (WHERE credit_code = 1320 AND credit_key = $1), 0))::bigint FROM transfer",
        )
        .bind(shop.raw())
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert_eq!(due_from, -world.balance(shop.raw(), 2310).await);
    }
    let undrawn = figure(
        world,
        "SELECT (coalesce(sum(t.total), 0) - (
                    SELECT coalesce(sum(amount) FILTER (WHERE credit_code = 2410), 0)
                         - coalesce(sum(amount) FILTER (WHERE debit_code = 2410), 0) FROM transfer))::bigint
           FROM ticket t JOIN draw d USING (banca_id, draw_id)
          WHERE t.state = 'ACTIVE' AND d.state <> 'EVALUATED'",
    )
    .await;
    assert_eq!(undrawn, 0, "stakes not yet drawn differ from live tickets");
    let counters = figure(
        world,
        "WITH live AS (
             SELECT b.draw_id, s.rank, s.id, b.number,
                    sum(b.stake) FILTER (WHERE b.kind = 0) AS straight, sum(b.stake) FILTER (WHERE b.kind = 1) AS reventado,
                    sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 0) AS straight_liability,
                    sum(round(b.stake * b.factor)) FILTER (WHERE b.kind = 1) AS reventado_liability,
                    sum(b.listero) AS listero, count(DISTINCT b.ticket_id) AS tickets
               FROM bet b
               JOIN ticket t USING (banca_id, business_date, ticket_id)
              CROSS JOIN LATERAL (VALUES (1, t.vendedor_id), (2, t.ventana_id), (3, t.banca_id)) s(rank, id)
              WHERE t.state IN ('ACTIVE', 'ANNULLED')
              GROUP BY b.draw_id, s.rank, s.id, b.number
         )
         SELECT count(*) FROM exposure e
           FULL JOIN live l ON l.draw_id = e.draw_id AND l.rank = e.scope_rank AND l.id = e.scope_id AND l.number = e.number
          WHERE coalesce(e.straight, 0) <> coalesce(l.straight, 0) OR coalesce(e.reventado, 0) <> coalesce(l.reventado, 0)
             OR coalesce(e.straight_liability, 0) <> coalesce(l.straight_liability, 0)
             OR coalesce(e.reventado_liability, 0) <> coalesce(l.reventado_liability, 0)
             OR coalesce(e.listero, 0) <> coalesce(l.listero, 0) OR coalesce(e.tickets, 0) <> coalesce(l.tickets, 0)",
    )
    .await;
    assert_eq!(counters, 0, "counters differ from live bets");
}
