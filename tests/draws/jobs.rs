//! What the clock does is kept and told; after days without it, it catches up; and what the past says of numbers.

use banca::ops::{Answer, HotFilter, House, Jobs, Request};
use chrono::TimeDelta;

use super::{
    close, evaluate, figure, noon, result,
    support::{World, done, morning, refused, sale, sold, straight},
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
        ["generate", "open", "close", "expire", "gather", "seal"]
    );
    let made = &told.jobs[0];
    assert_eq!(made.last_run, Some(morning()));
    assert!(made.done > 0 && made.failures == 0 && !made.late);
    assert!(told.jobs[1].next.is_some() || told.jobs[2].next.is_some());
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
