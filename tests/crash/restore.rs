//! A backup taken while everybody sells comes back whole: the same figures, books that agree, and a house that sells on.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use banca::ops::{CancelTicket, Request};
use sqlx::Row;
use tokio::sync::Semaphore;

use crate::{
    attack::{Dice, Figures, Place, Seller, draw_of_cycle, sellers},
    program::Program,
    support::{World, done, key, sale, sold, straight},
};

/// What must be the same before and after.
async fn totals(world: &World) -> Vec<i64> {
    let mut owner = world.owner().await;
    let row = sqlx::query(
        "SELECT (SELECT count(*) FROM ticket), (SELECT sum(total)::bigint FROM ticket), (SELECT count(*) FROM bet),
                (SELECT sum(amount)::bigint FROM transfer), (SELECT sum(straight)::bigint FROM exposure),
                (SELECT count(*) FROM command), (SELECT count(*) FROM activity),
                (SELECT sum(last_serial)::bigint FROM terminal), (SELECT count(*) FROM ticket WHERE state = 'CANCELLED')",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    (0..row.len()).map(|index| row.get(index)).collect()
}

/// Waits until nobody but us is in the house's database.
pub async fn everybody_left(server: &banca::postgres::PrivateServer) {
    use sqlx::ConnectOptions;
    let mut admin = server.owner_options("postgres").connect().await.unwrap();
    loop {
        let sessions: i64 =
            sqlx::query_scalar("SELECT count(*) FROM pg_stat_activity WHERE datname = 'banca'")
                .fetch_one(&mut admin)
                .await
                .unwrap();
        if sessions == 0 {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_with_sales_comes_back_whole_and_the_house_sells_on() {
    let (mut dice, seed) = Dice::thrown();
    let mut figures = Figures::of("restore", seed, &["restores", "tickets", "verified"]);
    let (place, elsewhere) = (Place::with(&[]), Place::with(&[]));
    let server = place.open().await;
    let world = World::on(&server).await;
    let staff = sellers(&world, 3).await;
    let draw = draw_of_cycle(&world, 0).await;
    for seller in &staff {
        for _ in 0..10 {
            sold(&seller.house, Seller::ticket(draw, &mut dice)).await;
        }
        let wrong = sold(&seller.house, sale(&[draw], vec![straight(7, 100)])).await;
        let cancel = CancelTicket {
            key: key(),
            code: wrong.tickets[0].code,
            reason: "error".to_owned(),
            approval: None,
        };
        done(&seller.house, Request::CancelTicket(cancel)).await;
    }
    let before = totals(&world).await;
    // One when nobody sells, by the command.
    let banca = Program::on(&place.file("data"));
    let quiet = place.file("quiet.backup");
    let quiet_name = quiet.to_str().unwrap();
    banca.run(&["db", "backup", quiet_name]).await;

    // A second one while everybody sells: consistent as of some instant.
    let (enough, answered) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(Semaphore::new(0)),
    );
    let mut shifts = Vec::new();
    for seller in &staff {
        let (seller, dice) = (seller.clone(), dice.of());
        let (enough, answered) = (Arc::clone(&enough), Arc::clone(&answered));
        shifts.push(tokio::spawn(async move {
            seller.sell(draw, dice, &enough, &answered).await
        }));
    }
    answered.acquire_many(5).await.unwrap().forget();
    let busy = place.file("busy.backup");
    server.backup(&busy).await.unwrap();
    enough.store(true, Ordering::SeqCst);
    for shift in shifts {
        assert!(shift.await.unwrap().unknown.is_empty());
    }
    let after = totals(&world).await;
    for seller in staff {
        seller.house.close().await;
    }

    everybody_left(&server).await;
    banca.run(&["db", "restore", quiet_name]).await;
    assert_eq!(totals(&world).await, before);
    banca.run(&["verify"]).await;

    everybody_left(&server).await;
    server.restore(&busy).await.unwrap();
    let between = totals(&world).await;
    assert!(
        before[0] < between[0] && between[0] <= after[0],
        "{before:?} {between:?} {after:?}"
    );
    world.books_hold().await;

    // The chains of the terminals go on where the backup ends.
    let seller = world.signed_in_at("v00", "caja-v00").await;
    sold(&seller, Seller::ticket(draw, &mut dice)).await;
    seller.close().await;
    world.books_hold().await;

    // On another machine.
    let other = elsewhere.open().await;
    other.restore(&quiet).await.unwrap();
    let there = World::standing(&other, banca::postgres::DATABASE).await;
    assert_eq!(totals(&there).await, before);
    there.books_hold().await;
    figures.add("restores", 3);
    figures.add("verified", 4);
    figures.add("tickets", usize::try_from(before[0] + between[0]).unwrap());
    figures.print();
}
