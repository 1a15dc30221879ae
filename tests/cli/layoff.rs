//! Lay-off from the command line: proposed, kept, sent, accepted, shown with its slip, taken back.

use chrono::TimeDelta;

use super::{
    program::Place,
    support::{World, morning, sale, sold, straight},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_lay_off_goes_its_way_from_scripts_too() {
    let world = World::new().await;
    let place = Place::at(&world);
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 3_000)])).await;
    marta.close().await;

    let propose = "layoff propose ti --retain 100000 --factor 80 --commission 10";
    let seen = place.json_as("ana", propose);
    let found = &seen["done"]["data"]["of"]["proposal"];
    // 255 000 − 100 000 at 80.
    assert_eq!(found["stakes"], 200_000, "{seen}");
    let shown = place.run_as("ana", propose);
    assert!(
        shown.out.contains("23") && shown.out.contains("95.000"),
        "{shown:?}"
    );
    let kept = place.run_as("ana", &format!("{propose} --house Sol --keep"));
    assert_eq!(kept.code, 0, "{kept:?}");
    let nobody = place.run_as("vera", "layoff list ti");
    assert_eq!(nobody.code, 1, "{nobody:?}");

    let run = |line: &str, code: i32| {
        let ran = place.run_as("ana", line);
        assert_eq!(ran.code, code, "{line}: {ran:?}");
        ran
    };
    run("layoff accept 1 --answered Sol --reference yes", 1);
    run("layoff send 1", 0);
    run("layoff accept 1 --answered Sol --reference yes", 0);
    let slip = run("layoff show 1 --slip", 0);
    assert!(
        slip.out.contains("LAY-OFF 1") && slip.out.contains("Sol"),
        "{slip:?}"
    );
    run("layoff withdraw 1", 1);
    run("layoff settle 1", 1);
    let list = run("layoff list ti", 0);
    assert!(list.out.contains("ACCEPTED"), "{list:?}");
    run("layoff house Sol --contact 8888-1234 --commission 8", 0);
    let houses = run("layoff houses", 0);
    assert!(
        houses.out.contains("8888-1234") && houses.out.contains("1.800"),
        "{houses:?}"
    );
    let exposed = run("exposure ti", 0);
    assert!(exposed.out.contains("160.000"), "{exposed:?}");
    world.books_hold().await;
}
