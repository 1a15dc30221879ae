//! Printing from the command line: a printer that is a file, a paper shown, printed, copied, and the queue worked off.

use chrono::TimeDelta;

use super::{
    program::Place,
    support::{World, morning, sale, sold, straight},
};

#[tokio::test(flavor = "multi_thread")]
async fn papers_are_printed_from_scripts_too() {
    let world = World::new().await;
    let place = Place::at(&world);
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    let sale = sold(&marta, sale(&[draw], vec![straight(23, 3_000)])).await;
    let code = sale.tickets[0].code.to_string();
    marta.close().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("papers.txt");

    let run = |who: &str, line: &str, code: i32| {
        let ran = place.run_as(who, &format!("{line} --terminal Mesa"));
        assert_eq!(ran.code, code, "{line}: {ran:?}");
        ran
    };
    run("ana", "printer texts --licence JPS-1 --legal-id 3-101", 0);
    let shown = run("marta", &format!("receipt {code} --columns 32"), 0);
    assert!(
        shown.out.contains("JPS-1") && shown.out.contains("3.000 × 23"),
        "{shown:?}"
    );
    assert!(shown.out.lines().all(|line| line.chars().count() <= 32));
    run("marta", &format!("print paper {code}"), 1);

    let terminal = place.json_as("vera", "printer list");
    assert_eq!(terminal["done"]["data"]["of"], serde_json::json!([]));
    let address = path.to_str().unwrap();
    run(
        "vera",
        &format!("printer save Red --address {address} --target file"),
        1,
    );
    let saved = format!(
        "printer save Red --address {address} --target file --letters text --automatic ticket,payout --at"
    );
    run("vera", &format!("{saved} Mesa"), 0);
    run("marta", &format!("print paper {code}"), 0);
    let queue = run("marta", "print queue", 0);
    assert!(queue.out.contains("queued"), "{queue:?}");
    let worked = run("marta", "print work", 0);
    assert!(worked.out.contains("printed"), "{worked:?}");
    assert!(std::fs::read_to_string(&path).unwrap().contains(&code));
    run("marta", &format!("print paper {code}"), 1);
    run(
        "marta",
        &format!("print paper {code} --reason wet --screen"),
        0,
    );
    run("vera", "printer test Red", 0);
    let list = run("vera", "printer list", 0);
    assert!(list.out.contains("Red"), "{list:?}");
    world.books_hold().await;
}
