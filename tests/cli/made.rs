//! What is made by hand beside the schedule, from the command line.

use chrono::TimeDelta;

use super::{
    program::Place,
    support::{World, morning},
};

#[tokio::test(flavor = "multi_thread")]
async fn draws_are_made_moved_and_left_out_from_the_command_line() {
    let world = World::new().await;
    let place = Place::at(&world);
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let good = |line: &str| {
        let ran = place.run_as("ana", line);
        assert_eq!(ran.code, 0, "{line}: {ran:?}");
        ran.out
    };
    good("draw move ti@13:00 --to 14:10 --reason lluvia");
    let rows = good("draw list");
    assert!(rows.contains("14:10") && !rows.contains("13:00"), "{rows}");
    good("draw special ti Gordo --at 2026-11-16T17:45 --cutoff 17:30");
    good("draw rename ti@17:45 --name Gordito --reason error");
    let rows = good("draw list");
    assert!(rows.contains("Gordito"), "{rows}");
    good("draw holiday 2026-12-25 Navidad");
    good("draw holiday 2026-12-24 Nochebuena --lottery ti");
    let days = good("draw holidays");
    assert!(
        days.contains("Navidad") && days.contains("Nochebuena"),
        "{days}"
    );
    good("draw end-holiday 2026-12-24 --lottery ti");
    assert!(!good("draw holidays").contains("Nochebuena"));
    let none = place.run_as("ana", "draw end-holiday 2026-12-24 --lottery ti");
    assert_eq!(none.code, 1, "{none:?}");
    let wrong = place.run_as("ana", "draw move ti@14:10 --to mañana --reason x");
    assert_eq!(wrong.code, 2, "{wrong:?}");

    let alone = place.run_as("vera", "ticket find 23 --amount 500");
    assert_eq!(alone.code, 1, "{alone:?}");
    assert!(alone.err.contains("ACC-1005"), "{alone:?}");
    let nothing = place.run_as("ana", "ticket revive 123456789018 --reason feriado");
    assert_eq!(nothing.code, 1, "{nothing:?}");
    let nothing = place.run_as(
        "ana",
        "draw settle 123456789018 --write-off --reason perdido",
    );
    assert_eq!(nothing.code, 1, "{nothing:?}");
    world.books_hold().await;
}
