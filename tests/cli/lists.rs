//! Sales lists from the command line: as paper, as a file, excluded and included again.

use chrono::TimeDelta;

use super::{
    program::Place,
    support::{PIN, World, morning, sale, sold, straight},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_saved_excluded_with_another_and_included_again() {
    let world = World::new().await;
    let place = Place::at(&world);
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    sold(
        &marta,
        sale(&[draw], vec![straight(23, 500), straight(7, 300)]),
    )
    .await;
    marta.close().await;

    let shown = place.run_as("ana", "list show ti");
    assert!(
        shown.out.contains("Marta Rojas") && shown.out.contains("Centro"),
        "{shown:?}"
    );
    let own = place.run_as("marta", "list numbers ti");
    assert!(own.out.contains("07") && own.out.contains("800"), "{own:?}");
    assert!(own.out.lines().all(|line| line.chars().count() <= 48));
    let tickets = place.json_as("marta", "list tickets ti --with 23");
    assert_eq!(
        tickets["done"]["data"]["rows"].as_array().unwrap().len(),
        1,
        "{tickets}"
    );
    let foreign = place.run_as("rita", "list numbers ti --ventana Centro");
    assert_eq!(foreign.code, 1, "{foreign:?}");

    let seen = place.json_as("ana", "list exclude ti --vendedor marta --preview");
    assert_eq!(seen["done"]["data"]["sums"]["stakes"], 80_000, "{seen}");
    let changed = |line: &str| {
        let line = format!("{line} --user ana --approved-by olga --approval-reason seen");
        let mut command = place.command(&line);
        let ran = command
            .env("BANCA_PIN", PIN)
            .env("BANCA_APPROVAL_PIN", PIN)
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(0), "{ran:?}");
    };
    changed("list exclude ti --vendedor marta --reason late");
    let told = place.run_as("ana", "list show ti");
    assert!(told.out.contains("EXCLU"), "{told:?}");
    changed("list include ti --vendedor marta --reason 'in time'");
    let file = place.file("list.csv");
    let saved = place.run_as("ana", &format!("list numbers ti --save {}", file.display()));
    assert_eq!(saved.code, 0, "{saved:?}");
    assert!(std::fs::read_to_string(&file).unwrap().contains("07"));
    world.books_hold().await;
}
