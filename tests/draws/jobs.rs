//! What the clock does is kept and told; after days without it, it catches up; and what the past says of numbers.

use banca::domain::DrawState;
use banca::ops::{Answer, DrawFilter, HotFilter, House, Jobs, Request};
use chrono::TimeDelta;

use super::{
    close, evaluate, figure, noon, result,
    support::{World, done, key, morning, refused, sale, sold, straight},
};

async fn jobs(house: &House) -> Jobs {
    match done(house, Request::Jobs).await {
        Answer::Jobs(jobs) => jobs,
        other => panic!("not jobs: {other:?}"),
    }
}

#[tokio::test]
async fn every_run_that_did_something_is_kept_and_told() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    done(&ana, Request::Tick).await;
    let told = jobs(&ana).await;
    let names: Vec<&str> = told.jobs.iter().map(|row| row.job.as_str()).collect();
    assert_eq!(
        names,
        [
            "generate", "open", "skip", "close", "expire", "gather", "seal"
        ]
    );
    let made = &told.jobs[0];
    assert_eq!(made.last_run, Some(morning()));
    assert!(made.done > 0 && made.failures == 0 && !made.late);
    assert!(told.jobs[1].next.is_some() || told.jobs[3].next.is_some());
    let generated = told.runs.iter().find(|run| run.job == "generate");
    let generated = generated.expect("the run is kept");
    assert_eq!(
        (generated.done, generated.by.as_str()),
        (made.done, "Ana Jiménez")
    );
    // A run without anything to do is counted, and leaves no row.
    let rows = told.runs.len();
    done(&ana, Request::Tick).await;
    let again = jobs(&ana).await;
    assert_eq!(again.runs.len(), rows);
    assert_eq!(again.jobs[0].runs, made.runs + 1);
    assert!(matches!(
        refused(&world.signed_in("vera").await, Request::Jobs).await[..],
        [banca::ops::Refusal::NotAllowed { .. }]
    ));
}

#[tokio::test]
async fn after_days_without_the_clock_it_is_late_and_catches_up() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    let ana = world.signed_in("ana").await;
    done(&ana, Request::Tick).await;
    world.freeze(morning() + TimeDelta::days(3)).await;
    let late = jobs(&ana).await;
    assert!(late.jobs.iter().any(|row| row.job == "close" && row.late));
    done(&ana, Request::Tick).await;
    let told = jobs(&ana).await;
    assert!(told.jobs.iter().all(|row| !row.late), "{:#?}", told.jobs);
    let open = "SELECT count(*) FROM draw WHERE state = 'OPEN' AND cutoff <= banca_now()";
    assert_eq!(figure(&world, open).await, 0, "what has ended is closed");
    let ahead = "SELECT count(*) FROM draw WHERE at > banca_now() + interval '5 days'";
    assert!(figure(&world, ahead).await > 0, "the days ahead are made");
    world.books_hold().await;
}

#[tokio::test]
async fn a_number_is_hot_by_how_often_it_came_out() {
    let world = World::new().await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let mut draws = Vec::new();
    for (hours, number) in [(0, 23), (1, 23), (2, 45)] {
        let at = noon() + TimeDelta::hours(hours);
        draws.push((world.open_draw("Nica", at).await, number));
    }
    world.freeze(noon() + TimeDelta::hours(3)).await;
    for (draw, number) in &draws {
        close(&ana, *draw).await;
        evaluate(&ana, &olga, *draw, &result(*number, None), None).await;
    }
    let asked = HotFilter {
        lottery: world.lottery("Nica").await,
        from: None,
        to: None,
    };
    let marta = world.signed_in("marta").await;
    let Answer::HotNumbers(found) = done(&marta, Request::HotNumbers(asked)).await else {
        panic!("no numbers");
    };
    assert_eq!((found.draws, found.numbers.len()), (3, 100));
    let seen = |value: u16| &found.numbers[usize::from(value)];
    assert_eq!((seen(23).times, seen(23).gap), (2, Some(1)));
    assert_eq!((seen(45).times, seen(45).gap), (1, Some(0)));
    assert_eq!((seen(7).times, seen(7).gap, seen(7).last), (0, None, None));
}

#[tokio::test]
async fn a_draw_that_nobody_opened_before_its_time_is_called_off_and_told() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    done(
        &ana,
        Request::GenerateDraws {
            key: key(),
            days: 1,
        },
    )
    .await;
    let missed = "SELECT count(*) FROM draw WHERE state = 'SCHEDULED' AND at <= banca_now()";
    world.freeze(noon() + TimeDelta::hours(1)).await;
    let due = figure(&world, missed).await;
    assert!(due > 0, "a draw was missed");
    let pulse = done(&ana, Request::Pulse).await;
    assert!(matches!(pulse, Answer::Pulse(pulse) if pulse.due));
    let Answer::Ticked(ticked) = done(&ana, Request::Tick).await else {
        panic!("not a tick");
    };
    assert_eq!((ticked.skipped, ticked.closed), (due, 0));
    assert_eq!(figure(&world, missed).await, 0);
    let Answer::Ticked(again) = done(&ana, Request::Tick).await else {
        panic!("not a tick");
    };
    assert_eq!(again.skipped, 0, "once");

    let Answer::Draws(rows) = done(&ana, Request::Draws(DrawFilter::default())).await else {
        panic!("not draws");
    };
    let skipped: Vec<_> = rows
        .iter()
        .filter(|row| row.state == DrawState::Annulled)
        .collect();
    assert_eq!(i64::try_from(skipped.len()).unwrap(), due);
    let told = skipped[0].step.as_ref().expect("it says why");
    assert_eq!((told.step.as_str(), told.by.as_str()), ("skipped", ""));
    let Answer::Jobs(jobs) = done(&ana, Request::Jobs).await else {
        panic!("not jobs");
    };
    assert!(
        jobs.runs
            .iter()
            .any(|run| run.job == "skip" && run.done == due),
        "{:?}",
        jobs.runs
    );
    let logged = figure(
        &world,
        "SELECT count(*) FROM activity WHERE action = 'draw.skipped' AND layer = 'job'",
    )
    .await;
    assert_eq!(logged, due);
    world.books_hold().await;
    ana.close().await;
}
