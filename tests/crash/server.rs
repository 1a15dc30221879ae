//! The server dies: an immediate stop, a killed postmaster, every process killed at once.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use banca::postgres::PrivateServer;
use tokio::sync::Semaphore;

use crate::{
    attack::{
        Dice, Figures, Memory, Place, Seller, Shift, check, draw_of_cycle, limit_hot, resolve,
        sellers, variable,
    },
    support::World,
};

const NAMES: &[&str] = &[
    "server stops",
    "immediate",
    "postmaster killed",
    "all killed",
    "acknowledged",
    "refused by a limit",
    "unknown",
    "committed",
    "given up",
    "late",
    "lost",
    "double",
    "over",
    "verified",
];

/// How long an attack is.
struct Length {
    cycles: u64,
    sales: u64,
    sellers: u64,
    verify: u64,
}

impl Length {
    const SHORT: Length = Length {
        cycles: 4,
        sales: 30,
        sellers: 6,
        verify: 4,
    };

    fn long() -> Length {
        Length {
            cycles: variable("BANCA_CYCLES", 200),
            sales: variable("BANCA_SALES", 300),
            sellers: variable("BANCA_SELLERS", 8),
            verify: variable("BANCA_VERIFY", 25),
        }
    }
}

/// When a sale gives its locks back.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Release {
    /// When it is on the disk.
    Late,
    /// Before, and its answer waits.
    Early,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_dies_while_selling_loses_nothing_and_doubles_nothing() {
    attack(Length::SHORT, Release::Late).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_dies_loses_nothing_where_locks_are_released_early() {
    attack(Length::SHORT, Release::Early).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long; see the head of tests/crash/main.rs"]
async fn a_server_that_dies_many_times_while_selling_loses_nothing_and_doubles_nothing() {
    attack(Length::long(), Release::Late).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long; see the head of tests/crash/main.rs"]
async fn a_server_that_dies_many_times_loses_nothing_where_locks_are_released_early() {
    attack(Length::long(), Release::Early).await;
}

/// Lets the sales of the house release their locks early.
async fn release_early(world: &World) {
    sqlx::query("UPDATE banca SET early_release = true")
        .execute(&mut world.owner().await)
        .await
        .unwrap();
}

async fn attack(length: Length, release: Release) {
    let (mut dice, seed) = Dice::thrown();
    let what = match release {
        Release::Late => "server",
        Release::Early => "server, early release",
    };
    let mut figures = Figures::of(what, seed, NAMES);
    let place = Place::with(&[]);
    let mut server = place.open().await;
    let world = World::on(&server).await;
    if release == Release::Early {
        release_early(&world).await;
    }
    let sellers = sellers(&world, usize::try_from(length.sellers).unwrap()).await;
    // A third of the tickets asks for 500 of the hot number; half of what is wanted fits.
    let limit = i64::try_from(length.sales).unwrap() / 6 * 500;
    limit_hot(&world, limit).await;
    for cycle in 0..length.cycles {
        let draw = draw_of_cycle(&world, cycle).await;
        let (enough, answered) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(Semaphore::new(0)),
        );
        let mut shifts = Vec::new();
        for seller in &sellers {
            let (seller, dice) = (seller.clone(), dice.of());
            let (enough, answered) = (Arc::clone(&enough), Arc::clone(&answered));
            shifts.push(tokio::spawn(async move {
                (seller.sell(draw, dice, &enough, &answered).await, seller)
            }));
        }
        let until = length.sales / 2 + dice.below(length.sales);
        let until = u32::try_from(until).unwrap();
        answered.acquire_many(until).await.unwrap().forget();
        figures.add("server stops", 1);
        match dice.below(3) {
            0 => {
                place.stop_immediately();
                figures.add("immediate", 1);
            }
            1 => {
                place.kill_postmaster();
                figures.add("postmaster killed", 1);
            }
            _ => {
                place.kill_all();
                figures.add("all killed", 1);
            }
        }
        enough.store(true, Ordering::SeqCst);
        server = place.open().await;
        let mut memory = Memory::default();
        for shift in shifts {
            let (shift, seller) = shift.await.unwrap();
            remember(&seller, shift, &mut memory, &mut figures).await;
        }
        let mut owner = world.owner().await;
        check(&mut owner, draw, &memory, limit, &mut figures).await;
        close(&world, &mut owner, draw).await;
        if (cycle + 1) % length.verify == 0 {
            world.books_hold().await;
            figures.add("verified", 1);
        }
        figures.nothing_is_wrong();
        if figures.is_over() {
            break;
        }
    }
    world.books_hold().await;
    figures.add("verified", 1);
    for seller in sellers {
        seller.house.close().await;
    }
    figures.print();
    drop(world);
    drop(server);
}

/// Adds a shift to the memory, after asking what became of what was not answered.
pub async fn remember(seller: &Seller, shift: Shift, memory: &mut Memory, figures: &mut Figures) {
    figures.add("refused by a limit", shift.refused);
    for (key, code) in shift.acknowledged {
        memory.keep(key, code);
    }
    for asked in shift.unknown {
        let told = resolve(&seller.house, &asked).await;
        figures.add("unknown", 1);
        figures.add("committed", usize::from(told.committed));
        figures.add("given up", usize::from(told.given_up));
        figures.add("late", usize::from(told.late));
        if let Some(code) = told.code {
            memory.keep(told.key, code);
        }
    }
}

/// Closes and seals the draw of a cycle, so that the desks do not fill up.
pub async fn close(world: &World, owner: &mut sqlx::PgConnection, draw: banca::domain::DrawId) {
    sqlx::query("SELECT close_draw($1, $2)")
        .bind(world.banca.raw())
        .bind(draw.raw())
        .execute(owner)
        .await
        .unwrap();
}

/// The harness sees loss where there is some: a server that answers before it has flushed.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_flush_is_caught() {
    let place = Place::with(&[("synchronous_commit", "off")]);
    let server = place.open().await;
    let world = World::on(&server).await;
    let figures = stopped_unflushed("control, without flush", &place, world, server).await;
    assert!(figures.count("lost") > 0, "{figures}");
}

/// m5: locks are released early, and the answer does not wait for the disk.
#[tokio::test(flavor = "multi_thread")]
async fn an_early_release_without_its_flush_is_caught() {
    let place = Place::with(&[]);
    let server = place.open().await;
    let world = World::on(&server).await;
    release_early(&world).await;
    sqlx::query("CREATE OR REPLACE FUNCTION flush_commits() RETURNS void LANGUAGE sql AS ''")
        .execute(&mut world.owner().await)
        .await
        .unwrap();
    let figures = stopped_unflushed(
        "control, early release without flush",
        &place,
        world,
        server,
    )
    .await;
    assert!(figures.count("lost") > 0, "{figures}");
}

/// The same stop, and the flush that belongs to it: the answers are true.
#[tokio::test(flavor = "multi_thread")]
async fn an_early_release_with_its_flush_loses_nothing_in_the_same_stop() {
    let place = Place::with(&[]);
    let server = place.open().await;
    let world = World::on(&server).await;
    release_early(&world).await;
    let figures = stopped_unflushed("early release, log writer held", &place, world, server).await;
    assert_eq!(figures.count("lost"), 0, "{figures}");
}

/// One seller sells while nobody but the sellers themselves writes the log; then every process is killed.
async fn stopped_unflushed(
    what: &'static str,
    place: &Place,
    world: World,
    server: PrivateServer,
) -> Figures {
    let (mut dice, seed) = Dice::thrown();
    let mut figures = Figures::of(what, seed, NAMES);
    let seller = sellers(&world, 1).await.remove(0);
    let draw = draw_of_cycle(&world, 0).await;
    // The stage is durable; what comes now is not.
    sqlx::query("CHECKPOINT")
        .execute(&mut world.owner().await)
        .await
        .unwrap();
    place.hold_wal_writer();
    let answered = Arc::new(Semaphore::new(0));
    let enough = Arc::new(AtomicBool::new(false));
    let shift = {
        let (seller, dice) = (seller.clone(), dice.of());
        let (enough, answered) = (Arc::clone(&enough), Arc::clone(&answered));
        tokio::spawn(async move { seller.sell(draw, dice, &enough, &answered).await })
    };
    answered.acquire_many(20).await.unwrap().forget();
    figures.add("server stops", 1);
    figures.add("all killed", 1);
    place.kill_all();
    enough.store(true, Ordering::SeqCst);
    drop(server);
    let server = place.open().await;
    let mut memory = Memory::default();
    remember(&seller, shift.await.unwrap(), &mut memory, &mut figures).await;
    let mut owner = world.owner().await;
    check(&mut owner, draw, &memory, i64::from(u16::MAX), &mut figures).await;
    figures.print();
    drop((world, server));
    figures
}
