//! Draws come from the schedules, once each, at the instants that the lottery's own zone names.

use banca::{
    domain::view::PlannedDraw,
    ops::{Answer, FieldProblem, House, Refusal, Request},
};
use chrono::{DateTime, Utc};

use super::{
    figure,
    support::{World, done, key, refused},
};

async fn generated(house: &House, days: u16) -> Vec<PlannedDraw> {
    match done(house, Request::GenerateDraws { key: key(), days }).await {
        Answer::Generated(draws) => draws,
        other => panic!("not a calendar: {other:?}"),
    }
}

async fn previewed(house: &House, days: u16) -> Vec<PlannedDraw> {
    match done(house, Request::PreviewDraws { days }).await {
        Answer::Generated(draws) => draws,
        other => panic!("not a calendar: {other:?}"),
    }
}

/// Leaves one lottery, drawn at these times of a zone.
async fn only_lottery(world: &World, zone: &str, slots: &str) {
    let mut owner = world.owner().await;
    sqlx::query("UPDATE lottery SET active = (name = 'Tica')")
        .execute(&mut owner)
        .await
        .unwrap();
    sqlx::query(
        "UPDATE lottery SET rules = jsonb_set(rules, '{schedule}', jsonb_build_object('zone', $1::text, 'slots', $2::jsonb))
          WHERE name = 'Tica'",
    )
    .bind(zone)
    .bind(slots)
    .execute(&mut owner)
    .await
    .unwrap();
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[tokio::test]
async fn the_same_days_twice_make_the_same_draws_once() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let preview = previewed(&ana, 3).await;
    assert_eq!(figure(&world, "SELECT count(*) FROM draw").await, 0);
    assert!(preview.iter().all(|draw| !draw.exists));
    assert!(preview.is_sorted_by_key(|draw| draw.at));

    assert_eq!(generated(&ana, 3).await, preview);
    let made = figure(
        &world,
        "SELECT count(*) FROM draw WHERE state = 'SCHEDULED'",
    )
    .await;
    assert_eq!(usize::try_from(made).unwrap(), preview.len());
    // Three days of six lotteries; the Panamanian one draws on the Wednesday alone.
    assert_eq!(preview.len(), 3 * (3 + 4 + 3 + 2 + 2) + 1);

    let again = generated(&ana, 3).await;
    assert!(again.iter().all(|draw| draw.exists));
    assert_eq!(figure(&world, "SELECT count(*) FROM draw").await, made);
    // A longer calendar adds only what was missing.
    let longer = generated(&ana, 4).await;
    assert_eq!(
        longer.iter().filter(|draw| draw.exists).count(),
        preview.len()
    );
    let wrong = figure(
        &world,
        "SELECT count(*) FROM draw
          WHERE business_date <> (at AT TIME ZONE 'America/Costa_Rica')::date OR cutoff <> at - interval '5 minutes'",
    )
    .await;
    assert_eq!(wrong, 0);
}

#[tokio::test]
async fn a_draw_keeps_its_own_zone_over_the_change_of_clocks() {
    let world = World::new().await;
    only_lottery(
        &world,
        "America/New_York",
        r#"[{"time": "14:30:00"}, {"time": "02:30:00"}, {"weekdays": ["Sun"], "time": "01:30:00"}]"#,
    )
    .await;
    let ana = world.signed_in("ana").await;

    // Clocks go back on the first of November: 01:30 comes twice and is drawn once.
    world.freeze(utc("2026-10-31T12:00:00Z")).await;
    let autumn: Vec<_> = generated(&ana, 3)
        .await
        .into_iter()
        .map(|draw| draw.at)
        .collect();
    assert_eq!(
        autumn,
        [
            utc("2026-10-31T18:30:00Z"),
            utc("2026-11-01T05:30:00Z"),
            utc("2026-11-01T07:30:00Z"),
            utc("2026-11-01T19:30:00Z"),
            utc("2026-11-02T07:30:00Z"),
            utc("2026-11-02T19:30:00Z"),
        ]
    );
    // Clocks go forward on the fourteenth of March: 02:30 is skipped and drawn at 03:30.
    world.freeze(utc("2027-03-13T20:00:00Z")).await;
    let ana = world.signed_in("ana").await;
    let spring: Vec<_> = generated(&ana, 2)
        .await
        .into_iter()
        .map(|draw| draw.at)
        .collect();
    assert_eq!(
        spring,
        [
            utc("2027-03-14T06:30:00Z"),
            utc("2027-03-14T07:30:00Z"),
            utc("2027-03-14T18:30:00Z"),
        ]
    );
    assert_eq!(figure(&world, "SELECT count(*) FROM draw").await, 9);
    assert!(generated(&ana, 2).await.iter().all(|draw| draw.exists));
    assert_eq!(figure(&world, "SELECT count(*) FROM draw").await, 9);
}

#[tokio::test]
async fn only_the_schedule_makes_draws() {
    let world = World::new().await;
    only_lottery(
        &world,
        "America/Costa_Rica",
        r#"[{"weekdays": ["Tue"], "time": "19:30:00"}]"#,
    )
    .await;
    let mut owner = world.owner().await;
    // A quarter past, a Wednesday, the past, and half a year ahead: nothing of it is made, but the Tuesday is.
    let made: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM banca b JOIN lottery l USING (banca_id)
          CROSS JOIN LATERAL plan_draws(b.banca_id, (
                SELECT jsonb_agg(jsonb_build_object('draw', gen_random_uuid(), 'lottery', l.lottery_id, 'at', at))
                  FROM unnest(ARRAY['2026-11-18T01:45:00Z', '2026-11-19T01:30:00Z', '2026-11-11T01:30:00Z',
                                    '2027-05-12T01:30:00Z', '2026-11-18T01:30:00Z']::timestamptz[]) at), false)
          WHERE l.name = 'Tica'",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(made, 1);
    // A console writes no draw by itself.
    let mut stranger = world.stranger().await;
    let refused = sqlx::query("INSERT INTO draw SELECT * FROM draw")
        .execute(&mut stranger)
        .await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn days_out_of_range_and_people_without_the_right_are_refused() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    for days in [0, 61] {
        let problem = FieldProblem::OutOfRange;
        let field = "days".to_owned();
        assert_eq!(
            refused(&ana, Request::GenerateDraws { key: key(), days }).await,
            [Refusal::Field { field, problem }]
        );
    }
    let vera = world.signed_in("vera").await;
    let no = refused(
        &vera,
        Request::GenerateDraws {
            key: key(),
            days: 1,
        },
    )
    .await;
    assert!(matches!(no[..], [Refusal::NotAllowed { .. }]));
}

#[tokio::test]
async fn the_same_key_answers_the_same_and_another_request_under_it_is_refused() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let key = key();
    let first = done(&ana, Request::GenerateDraws { key, days: 1 }).await;
    assert_eq!(
        done(&ana, Request::GenerateDraws { key, days: 1 }).await,
        first
    );
    assert_eq!(
        refused(&ana, Request::GenerateDraws { key, days: 2 }).await,
        [Refusal::KeyReused { key }]
    );
}
