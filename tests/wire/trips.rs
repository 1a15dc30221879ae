//! How often a sale goes over the wire.

use crate::{
    attack::draw_of_cycle,
    proxy::{SALE, Wire},
    support::{World, sale, server, sold, straight},
};
use banca::ops::House;

/// Waits until every connection is back in the pool; what a released one still says is said then.
async fn rested(house: &House) {
    let seat = house.seat().unwrap();
    while usize::try_from(seat.pool().size()).unwrap() != seat.pool().num_idle() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_of_twenty_bets_is_one_round_trip() {
    let mut world = World::new().await;
    let wire = Wire::to(server().socket()).await;
    world.reached_by(wire.options(&world.name));
    let draw = draw_of_cycle(&world, 0).await;
    let house = world.seller("marta").await;
    let ticket = || sale(&[draw], (0..20).map(|n| straight(n, 100)).collect());
    // The first one reads the rules and prepares the statement.
    for _ in 0..2 {
        sold(&house, ticket()).await;
    }
    for _ in 0..3 {
        rested(&house).await;
        wire.heard();
        let done = sold(&house, ticket()).await;
        assert!(!done.cached);
        rested(&house).await;
        assert_eq!(wire.heard(), [SALE]);
    }
    world.books_hold().await;
}
