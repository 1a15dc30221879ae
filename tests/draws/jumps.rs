//! The clock jumps between typing a ticket and selling it: around the cutoff and around midnight, forward and back. The
//! database's clock decides, and it decides when the sale is made.

use banca::{
    domain::{DrawId, SaleProblem},
    ops::{House, Refusal, Reply, Request},
};
use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use rstest::rstest;
use sqlx::Connection;

use super::{
    books_hold, close, noon,
    support::{World, done, sale, straight},
};

/// What selling came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    Sold,
    PastCutoff,
    NotOpen,
}

/// Sells at `sold` what was typed at `typed`.
async fn sell(
    world: &World,
    marta: &House,
    draw: DrawId,
    typed: DateTime<Utc>,
    sold: DateTime<Utc>,
) -> Came {
    world.freeze(typed).await;
    // The console reads rules, prices and the clock, and counts the time on by itself.
    done(marta, Request::Desk).await;
    world.freeze(sold).await;
    came(sell_now(marta, draw).await)
}

async fn sell_now(marta: &House, draw: DrawId) -> Reply {
    let asked = sale(&[draw], vec![straight(23, 100)]);
    marta.handle(Request::Sell(asked)).await
}

fn came(reply: Reply) -> Came {
    match reply {
        Reply::Done(_) => Came::Sold,
        Reply::Refused(why) => match why.as_slice() {
            [Refusal::Sale(SaleProblem::PastCutoff { .. })] => Came::PastCutoff,
            [Refusal::Sale(SaleProblem::DrawNotOpen { .. })] => Came::NotOpen,
            other => panic!("{other:?}"),
        },
        Reply::Failed(fault) => panic!("{fault}"),
    }
}

async fn cutoff(world: &World, draw: DrawId) -> DateTime<Utc> {
    sqlx::query_scalar("SELECT cutoff FROM draw WHERE draw_id = $1")
        .bind(draw.raw())
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap()
}

/// Tickets that stand at or after their cutoff, or on another day than the one they were sold on.
async fn wrong(world: &World) -> i64 {
    sqlx::query_scalar(
        "SELECT count(*) FROM ticket t JOIN draw d USING (banca_id, draw_id)
          WHERE t.sold_at >= d.cutoff
             OR t.business_date <> (t.sold_at AT TIME ZONE 'America/Costa_Rica')::date",
    )
    .fetch_one(&mut world.owner().await)
    .await
    .unwrap()
}

#[rstest]
#[case::the_clock_stands(-3600, -3600, Came::Sold)]
#[case::forward_to_just_before(-3600, -1, Came::Sold)]
#[case::forward_to_the_cutoff(-3600, 0, Came::PastCutoff)]
#[case::forward_to_just_after(-1, 1, Came::PastCutoff)]
#[case::an_hour_forward(-1800, 1800, Came::PastCutoff)]
#[case::back_before_it(1, -1, Came::Sold)]
#[case::an_hour_back(1800, -1800, Came::Sold)]
#[case::back_and_still_late(3600, 0, Came::PastCutoff)]
#[tokio::test]
async fn a_jump_around_the_cutoff_sells_only_what_is_before_it(
    #[case] typed: i64,
    #[case] sold: i64,
    #[case] expected: Came,
) {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let cutoff = cutoff(&world, draw).await;
    let at = |seconds| cutoff + TimeDelta::seconds(seconds);
    let came = sell(&world, &marta, draw, at(typed), at(sold)).await;
    assert_eq!(came, expected);
    assert_eq!(wrong(&world).await, 0);
    books_hold(&world).await;
}

#[tokio::test]
async fn the_last_microsecond_before_the_cutoff_still_sells() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let cutoff = cutoff(&world, draw).await;
    let typed = cutoff - TimeDelta::hours(1);
    let last = cutoff - TimeDelta::microseconds(1);
    assert_eq!(sell(&world, &marta, draw, typed, last).await, Came::Sold);
    assert_eq!(
        sell(&world, &marta, draw, typed, cutoff).await,
        Came::PastCutoff
    );
    assert_eq!(wrong(&world).await, 0);
}

#[tokio::test]
async fn a_clock_that_jumps_back_opens_no_sealed_draw() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let typed = noon() - TimeDelta::hours(2);
    assert_eq!(sell(&world, &marta, draw, typed, typed).await, Came::Sold);
    world.freeze(noon()).await;
    close(&world.signed_in("ana").await, draw).await;
    world.freeze(typed).await;
    assert_eq!(came(sell_now(&marta, draw).await), Came::NotOpen);
    books_hold(&world).await;
}

#[rstest]
#[case::before(-1, -1, 16)]
#[case::forward_over_midnight(-1, 0, 17)]
#[case::an_hour_forward(-1800, 1800, 17)]
#[case::back_over_midnight(1, -1, 16)]
#[case::an_hour_back(1800, -1800, 16)]
#[tokio::test]
async fn a_jump_around_midnight_books_on_the_day_of_the_sale(
    #[case] typed: i64,
    #[case] sold: i64,
    #[case] day: u32,
) {
    let world = World::new().await;
    // Midnight in Costa Rica; the draw is at noon of the next day.
    let midnight = Utc.with_ymd_and_hms(2026, 11, 17, 6, 0, 0).unwrap();
    let draw = world
        .open_draw("Tica", midnight + TimeDelta::hours(12))
        .await;
    let marta = world.seller("marta").await;
    let at = |seconds| midnight + TimeDelta::seconds(seconds);
    assert_eq!(
        sell(&world, &marta, draw, at(typed), at(sold)).await,
        Came::Sold
    );
    let dates: Vec<NaiveDate> = sqlx::query_scalar(
        "SELECT business_date FROM ticket UNION ALL SELECT business_date FROM sale
         UNION ALL SELECT business_date FROM bet UNION ALL SELECT business_date FROM ticket_code",
    )
    .fetch_all(&mut world.owner().await)
    .await
    .unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    assert_eq!(dates, [day; 4]);
    assert_eq!(wrong(&world).await, 0);
    books_hold(&world).await;
}

/// The sale has looked at the clock already and waits for its terminal when the cutoff passes: it is refused when it ends.
#[tokio::test(flavor = "multi_thread")]
async fn a_sale_that_is_held_up_over_the_cutoff_is_not_made() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let cutoff = cutoff(&world, draw).await;
    world.freeze(cutoff - TimeDelta::seconds(1)).await;
    let mut owner = world.owner().await;
    let mut held = owner.begin().await.unwrap();
    sqlx::query("SELECT FROM terminal FOR UPDATE")
        .execute(&mut *held)
        .await
        .unwrap();
    let selling = tokio::spawn(async move { came(sell_now(&marta, draw).await) });
    let mut watch = world.owner().await;
    loop {
        let waiting: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM pg_stat_activity
                             WHERE datname = current_database() AND wait_event_type = 'Lock')",
        )
        .fetch_one(&mut watch)
        .await
        .unwrap();
        if waiting {
            break;
        }
    }
    world.freeze(cutoff).await;
    held.rollback().await.unwrap();
    assert_eq!(selling.await.unwrap(), Came::PastCutoff);
    assert_eq!(wrong(&world).await, 0);
    books_hold(&world).await;
}
