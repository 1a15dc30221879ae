//! The sealed log over restarts, a backup and another machine: each run of a server is a segment, and one goes on from the
//! root of the one before.

use banca::{ops::Request, postgres::PrivateServer};
use sqlx::Row;

use crate::{
    attack::{Dice, Place, Seller, draw_of_cycle, sellers},
    program::Program,
    restore::everybody_left,
    support::{World, done, sold},
};

/// The blocks as they are chained: number, segment, the root before, the root.
async fn chain(world: &World) -> Vec<(i64, i32, Vec<u8>, Vec<u8>)> {
    sqlx::query("SELECT block_no, segment, previous, root FROM audit_block ORDER BY block_no")
        .fetch_all(&mut world.owner().await)
        .await
        .unwrap()
        .iter()
        .map(|row| (row.get(0), row.get(1), row.get(2), row.get(3)))
        .collect()
}

/// Lets a seller of the house sell, and seals what was logged.
async fn sells_and_seals(world: &World, cycle: u64, dice: &mut Dice) {
    let draw = draw_of_cycle(world, cycle).await;
    let seller = world.signed_in_at("v00", "caja-v00").await;
    sold(&seller, Seller::ticket(draw, dice)).await;
    done(&seller, Request::Tick).await;
    seller.close().await;
}

async fn everybody_out(server: &PrivateServer, seller: Seller) {
    seller.house.close().await;
    everybody_left(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_brings_its_sealed_segments_back_and_another_machine_goes_on_from_them() {
    let (mut dice, _) = Dice::thrown();
    let (place, elsewhere) = (Place::with(&[]), Place::with(&[]));
    let mut server = place.open().await;
    let world = World::on(&server).await;
    let seller = sellers(&world, 1).await.remove(0);
    sells_and_seals(&world, 0, &mut dice).await;
    // A run of the server ends; what the next one logs is a segment of its own.
    place.stop_immediately();
    drop(server);
    server = place.open().await;
    sells_and_seals(&world, 1, &mut dice).await;
    let before = chain(&world).await;
    assert_eq!(before.last().unwrap().1, 2, "two runs, two segments");

    let banca = Program::on(&place.file("data"));
    let dump = place.file("sealed.backup");
    banca.run(&["db", "backup", dump.to_str().unwrap()]).await;
    // What happens after the backup is gone with the restore, and the chain ends where it ended.
    sells_and_seals(&world, 2, &mut dice).await;
    assert!(chain(&world).await.len() > before.len());
    everybody_out(&server, seller).await;
    banca.run(&["db", "restore", dump.to_str().unwrap()]).await;
    assert_eq!(chain(&world).await, before);
    banca.run(&["verify"]).await;
    world.books_hold().await;
    sells_and_seals(&world, 3, &mut dice).await;
    world.books_hold().await;

    let other = elsewhere.open().await;
    other.restore(&dump).await.unwrap();
    let there = World::standing(&other, banca::postgres::DATABASE).await;
    assert_eq!(chain(&there).await, before);
    there.books_hold().await;
    sells_and_seals(&there, 3, &mut dice).await;
    let after = chain(&there).await;
    assert_eq!(after[..before.len()], before);
    let (last, next) = (before.last().unwrap(), &after[before.len()]);
    assert_eq!(
        (next.1, &next.2),
        (3, &last.3),
        "a segment that goes on from the last root"
    );
    there.books_hold().await;
    Program::on(&elsewhere.file("data")).run(&["verify"]).await;
}
