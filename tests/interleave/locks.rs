//! The one order of locks, read from the server: a command that stands still at a lock holds nothing that comes later in
//! the order, which is 1 the command, 2 the fences, 3 drawer, terminal and accounts, 4 the counters.

use crate::{
    rig::gate::Gate,
    stage::{HOT, Stage, codes},
    support::{sale, straight},
};
use banca::ops::Request;

/// What a command may hold from which step on.
const ORDER: [(&str, usize); 7] = [
    ("command", 1),
    ("fence", 2),
    ("drawer", 3),
    ("terminal", 3),
    ("ticket", 3),
    ("account", 3),
    ("exposure", 4),
];

fn step(table: &str) -> usize {
    ORDER
        .iter()
        .find(|(name, _)| *name == table)
        .map_or(0, |(_, step)| *step)
}

/// Asserts that what is held belongs to the steps up to `most`, and that everything in `least` is held.
fn in_order(held: &[String], most: usize, least: &[&str]) {
    for table in held {
        assert!(
            step(table) <= most,
            "{table} is held at step {most}: {held:?}"
        );
    }
    for table in least {
        assert!(
            held.iter().any(|name| name == table),
            "{table} is not held at step {most}: {held:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_takes_its_locks_in_the_one_order() {
    let stage = Stage::new().await;
    let fence =
        "SELECT pg_advisory_xact_lock(7701, fence) FROM draw WHERE state = 'OPEN'".to_owned();
    let user = "SELECT 1 FROM terminal WHERE name = 'caja-marta' FOR UPDATE".to_owned();
    let account = "SELECT 1 FROM account WHERE code = 1100 FOR UPDATE".to_owned();
    for (gate, most, least) in [
        (fence, 2, vec!["command"]),
        (stage.drawer("marta"), 3, vec!["command", "fence"]),
        (user, 3, vec!["command", "fence", "drawer"]),
        (account, 3, vec!["command", "fence", "drawer"]),
        (
            stage.counter(),
            4,
            vec!["command", "fence", "drawer", "ticket", "account"],
        ),
    ] {
        let mut held = Gate::shut(&stage.world, &gate).await;
        let (pid, sale) = held.stops(stage.selling(&stage.marta, 100)).await;
        in_order(&held.holds(pid).await, most, &least);
        held.open().await;
        assert_eq!(codes(&sale.await.unwrap()), Vec::<&str>::new(), "{gate}");
    }
    stage.ends(700).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_takes_its_locks_in_the_one_order() {
    let stage = Stage::new().await;
    let mut held = Gate::shut(&stage.world, &stage.drawer("marta")).await;
    let (pid, cancel) = held.stops(stage.cancelling()).await;
    in_order(&held.holds(pid).await, 3, &["command", "fence"]);
    held.open().await;
    assert_eq!(codes(&cancel.await.unwrap()), Vec::<&str>::new());
    stage.ends(100).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fences_and_counters_are_taken_in_their_order_however_a_sale_names_them() {
    let stage = Stage::new().await;
    let at = crate::stage::noon() + chrono::TimeDelta::hours(1);
    let second = stage.world.open_draw("Nica", at).await;
    let later =
        format!("SELECT pg_advisory_xact_lock(7701, fence) FROM draw WHERE draw_id = '{second}'");
    for draws in [[stage.draw, second], [second, stage.draw]] {
        // Whoever names the later draw first still takes the earlier one's fence before it waits.
        let mut gate = Gate::shut(&stage.world, &later).await;
        let asked = Request::Sell(sale(&draws, vec![straight(45, 100), straight(HOT, 100)]));
        let (pid, sold) = gate.stops(crate::stage::ask(&stage.marta, asked)).await;
        in_order(&gate.holds(pid).await, 2, &["command", "fence"]);
        gate.open().await;
        assert_eq!(codes(&sold.await.unwrap()), Vec::<&str>::new());
        // At the house's counter of the lower number, nobody has touched that of the higher one.
        let low = format!(
            "SELECT 1 FROM exposure WHERE draw_id = '{}' AND scope_rank = 3 AND number = {HOT} FOR UPDATE",
            stage.draw
        );
        let mut gate = Gate::shut(&stage.world, &low).await;
        let asked = Request::Sell(sale(&draws, vec![straight(45, 100), straight(HOT, 100)]));
        let (_, sold) = gate.stops(crate::stage::ask(&stage.marta, asked)).await;
        let mut owner = stage.world.owner().await;
        let free: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM (SELECT 1 FROM exposure WHERE scope_rank = 3 AND number = 45 FOR UPDATE SKIP LOCKED) e",
        )
        .fetch_one(&mut owner)
        .await
        .unwrap();
        assert_eq!(
            free, 2,
            "counters of both draws above the one that is waited for"
        );
        gate.open().await;
        assert_eq!(codes(&sold.await.unwrap()), Vec::<&str>::new());
    }
    stage.world.books_hold().await;
}
