//! Many at once, on a real PostgreSQL: limits, keys, and the close of a draw hold whatever the order of events.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose stage cannot be set has failed"
)]

mod support;

use std::{collections::HashSet, sync::Arc};

use banca::{
    domain::{DrawId, LimitEffect, LimitRule, LimitRuleId, Money, ScopeId, TicketCode},
    ops::{Answer, CancelTicket, House, Outcome, Refusal, Reply, Request, Sell},
};
use chrono::TimeDelta;
use sqlx::{Connection, Row};
use support::{World, colones, done, key, morning, sale, sold, straight};
use uuid::Uuid;

/// The number that everybody wants.
const HOT: u16 = 23;

/// Makes sellers of Centro beyond those of the template, with the same PIN, and gives each an open drawer.
async fn sellers(world: &World, count: usize) -> Vec<Arc<House>> {
    let mut owner = world.owner().await;
    let mut houses = Vec::new();
    for index in 0..count {
        let name = format!("v{index:02}");
        sqlx::query(
            "INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
             SELECT banca_id, $1, $2, $2, role, ventana_id, salt, verifier_hash FROM app_user WHERE username = 'marta'",
        )
        .bind(Uuid::now_v7())
        .bind(&name)
        .execute(&mut owner)
        .await
        .unwrap();
        houses.push(Arc::new(world.seller(&name).await));
    }
    houses
}

/// Limits a number to an amount in the whole house and, a little tighter, in one shop.
async fn limit(world: &World, house: i64, shop: i64) {
    let ana = world.signed_in("ana").await;
    for (scope, amount) in [
        (ScopeId::Banca(world.banca), house),
        (ScopeId::Ventana(world.ventanas[0]), shop),
    ] {
        let rule = LimitRule {
            numbers: vec![HOT],
            ..LimitRule::new(
                LimitRuleId::new(Uuid::now_v7()),
                scope,
                LimitEffect::Accumulated {
                    amount: colones(amount),
                    per_seller: false,
                },
            )
        };
        done(
            &ana,
            Request::SaveLimit {
                key: key(),
                rule: Box::new(rule),
            },
        )
        .await;
    }
    ana.close().await;
}

/// What the live counter of the house holds on the hot number, and what the bets of standing tickets add up to.
async fn counted(world: &World, draw: DrawId) -> (i64, i64) {
    let mut owner = world.owner().await;
    let row = sqlx::query(
        "SELECT (SELECT coalesce(sum(straight), 0)::bigint FROM exposure
                  WHERE draw_id = $1 AND scope_rank = 3 AND number = $2),
                (SELECT coalesce(sum(b.stake), 0)::bigint
                   FROM bet b JOIN ticket t USING (banca_id, business_date, ticket_id)
                  WHERE b.draw_id = $1 AND b.number = $2 AND t.state = 'ACTIVE')",
    )
    .bind(draw.raw())
    .bind(i16::try_from(HOT).unwrap())
    .fetch_one(&mut owner)
    .await
    .unwrap();
    (row.get(0), row.get(1))
}

/// Deadlocks that the server has seen in this database, asked when every console has left: a console's statistics are
/// written at the latest when its connection ends.
async fn deadlocks(world: &World) -> i64 {
    let mut owner = world.owner().await;
    loop {
        let others: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .fetch_one(&mut owner)
        .await
        .unwrap();
        if others == 0 {
            break;
        }
    }
    sqlx::query_scalar("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

/// Sells again and again, with the numbers in an order of the seller's own; tells how often it was sold.
async fn sell_hot(house: Arc<House>, draws: [DrawId; 2], turn: usize) -> usize {
    let mut tickets = 0;
    for round in 0..4 {
        let mut bets = vec![straight(HOT, 500), straight(45, 100), straight(67, 100)];
        bets.rotate_left((turn + round) % 3);
        let mut draws = draws;
        if turn.is_multiple_of(2) {
            draws.reverse();
        }
        match house.handle(Request::Sell(sale(&draws, bets))).await {
            Reply::Done(_) => tickets += 1,
            Reply::Refused(why) => assert!(
                why.iter()
                    .all(|refusal| matches!(refusal, Refusal::Sale(_))),
                "{why:?}"
            ),
            Reply::Failed(fault) => panic!("{fault}"),
        }
    }
    tickets
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_sales_at_once_of_a_hot_number_never_pass_the_limit_and_never_deadlock() {
    let world = World::new().await;
    let draws = [
        world
            .open_draw("Tica", morning() + TimeDelta::hours(5))
            .await,
        world
            .open_draw("Nica", morning() + TimeDelta::hours(6))
            .await,
    ];
    // The shop's limit is the tighter one and holds 40 of the 128 sales.
    limit(&world, 25_000, 20_000).await;
    let houses = sellers(&world, 16).await;
    let tasks: Vec<_> = (0..32)
        .map(|turn| {
            let house = Arc::clone(&houses[turn % houses.len()]);
            tokio::spawn(sell_hot(house, draws, turn))
        })
        .collect();
    let mut sales = 0;
    for task in tasks {
        sales += task.await.unwrap();
    }
    assert_eq!(sales, 40, "everything that fits is sold, and nothing else");
    for draw in draws {
        let limit = colones(20_000).as_cents();
        assert_eq!(counted(&world, draw).await, (limit, limit));
    }
    for house in houses {
        house.close().await;
    }
    assert_eq!(deadlocks(&world).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_key_sent_by_eight_consoles_at_once_sells_one_ticket() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let mut houses = vec![Arc::new(world.seller("marta").await)];
    for _ in 1..8 {
        houses.push(Arc::new(world.signed_in("marta").await));
    }
    for _ in 0..5 {
        let one: Sell = sale(&[draw], vec![straight(HOT, 500)]);
        let tasks: Vec<_> = houses
            .iter()
            .map(|house| {
                let (house, one) = (Arc::clone(house), one.clone());
                tokio::spawn(async move { sold(&house, one).await })
            })
            .collect();
        let (mut codes, mut fresh) = (HashSet::new(), 0);
        for task in tasks {
            let answer = task.await.unwrap();
            codes.insert(answer.tickets[0].code);
            fresh += usize::from(!answer.cached);
        }
        assert_eq!((codes.len(), fresh), (1, 1));
    }
    let sold = colones(5 * 500).as_cents();
    assert_eq!(counted(&world, draw).await, (sold, sold));
}

/// Waits until more sessions of this database than `beside` wait for another.
async fn somebody_waits(world: &World, beside: i64) {
    let mut owner = world.owner().await;
    loop {
        let waiting: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .fetch_one(&mut owner)
        .await
        .unwrap();
        if waiting > beside {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_is_still_at_work_is_not_said_to_be_absent() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let (selling, asking) = (
        Arc::new(world.seller("marta").await),
        Arc::new(world.signed_in("marta").await),
    );
    // A third session holds the draw's fence, so that the sale has its key and goes no further.
    let mut owner = world.owner().await;
    let mut fence = owner.begin().await.unwrap();
    sqlx::query("SELECT fence_draw_alone(fence) FROM draw WHERE draw_id = $1")
        .bind(draw.raw())
        .execute(&mut *fence)
        .await
        .unwrap();
    let asked = sale(&[draw], vec![straight(HOT, 500)]);
    let key = asked.key;
    let sale = tokio::spawn(async move { sold(&selling, asked).await });
    somebody_waits(&world, 0).await;
    let outcome = tokio::spawn(async move { done(&asking, Request::Outcome { key }).await });
    somebody_waits(&world, 1).await;
    fence.rollback().await.unwrap();
    let sold = sale.await.unwrap();
    match outcome.await.unwrap() {
        Answer::Outcome(Outcome::Committed { answer }) => {
            assert!(matches!(*answer, Answer::Sold(again) if again.tickets == sold.tickets));
        }
        other => panic!("{other:?}"),
    }
}

/// A sale that the server has begun is waited for; one that comes after it was given up is not made.
#[tokio::test(flavor = "multi_thread")]
async fn a_sale_is_made_or_given_up_and_never_both() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let (selling, asking) = (
        Arc::new(world.seller("marta").await),
        Arc::new(world.signed_in("marta").await),
    );
    let (mut made, mut given_up) = (0, 0);
    for turn in 0..60 {
        let asked = sale(&[draw], vec![straight(HOT, 100)]);
        let key = asked.key;
        let (selling, giving) = (Arc::clone(&selling), Arc::clone(&asking));
        let sell = async move { selling.handle(Request::Sell(asked)).await };
        let give_up = async move { giving.handle(Request::GiveUp { key }).await };
        // Now the one has a start, now the other.
        let (reply, fate) = if turn % 2 == 0 {
            let sell = tokio::spawn(sell);
            let fate = tokio::spawn(give_up);
            (sell.await.unwrap(), fate.await.unwrap())
        } else {
            let fate = tokio::spawn(give_up);
            let sell = tokio::spawn(sell);
            (sell.await.unwrap(), fate.await.unwrap())
        };
        let Reply::Done(fate) = fate else {
            panic!("{fate:?}");
        };
        match (reply, *fate) {
            (Reply::Done(_), Answer::Outcome(Outcome::Committed { .. })) => made += 1,
            (Reply::Refused(why), Answer::Outcome(Outcome::GivenUp)) => {
                assert_eq!(why, [Refusal::GivenUp { key }]);
                given_up += 1;
            }
            (reply, fate) => panic!("{reply:?}, and {fate:?}"),
        }
    }
    assert_eq!(made + given_up, 60);
    let tickets: i64 = sqlx::query_scalar("SELECT count(*) FROM ticket")
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap();
    assert_eq!(tickets, made);
    world.books_hold().await;
}

/// Closes a draw with the owner's hands and tells how many tickets the seal holds.
async fn close(world: &World, draw: DrawId) -> i64 {
    let mut owner = world.owner().await;
    sqlx::query_scalar("SELECT tickets FROM close_draw($1, $2)")
        .bind(world.banca.raw())
        .bind(draw.raw())
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

/// Whether the seal is what the tickets hash to now, and how many tickets stand.
async fn seal_holds(world: &World, draw: DrawId) -> (bool, i64) {
    let mut owner = world.owner().await;
    let row = sqlx::query(
        "SELECT s.root = sha256(s.previous || i.hashes) AND s.tickets = i.tickets AND s.stakes = i.stakes, i.tickets
           FROM draw_seal s CROSS JOIN LATERAL draw_seal_input(s.banca_id, s.draw_id) i
          WHERE s.draw_id = $1",
    )
    .bind(draw.raw())
    .fetch_one(&mut owner)
    .await
    .unwrap();
    (row.get(0), row.get(1))
}

/// Sells until the draw is closed; tells what was sold.
async fn sell_until_closed(house: Arc<House>, draw: DrawId) -> Vec<TicketCode> {
    let mut codes = Vec::new();
    loop {
        let asked = sale(&[draw], vec![straight(HOT, 100)]);
        match house.handle(Request::Sell(asked)).await {
            Reply::Done(answer) => match *answer {
                Answer::Sold(sold) => codes.push(sold.tickets[0].code),
                other => panic!("{other:?}"),
            },
            Reply::Refused(why) => {
                assert!(matches!(why.as_slice(), [Refusal::Sale(_)]), "{why:?}");
                return codes;
            }
            Reply::Failed(fault) => panic!("{fault}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_ticket_is_sold_after_the_seal_and_none_before_it_is_missing() {
    let world = World::new().await;
    let houses = sellers(&world, 8).await;
    for round in 0..6 {
        let at = morning() + TimeDelta::hours(5) + TimeDelta::minutes(round);
        let draw = world.open_draw("Tica", at).await;
        let tasks: Vec<_> = houses
            .iter()
            .map(|house| tokio::spawn(sell_until_closed(Arc::clone(house), draw)))
            .collect();
        // The close begins when the first tickets are there, so that it meets sales in flight.
        while counted(&world, draw).await.1 < colones(800).as_cents() {}
        let sealed = close(&world, draw).await;
        let mut answered = 0;
        for task in tasks {
            answered += i64::try_from(task.await.unwrap().len()).unwrap();
        }
        assert_eq!(answered, sealed, "every acknowledged ticket is sealed");
        assert_eq!(seal_holds(&world, draw).await, (true, sealed));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancellation_is_before_the_seal_or_refused() {
    let world = World::new().await;
    let houses = sellers(&world, 4).await;
    for round in 0..4 {
        let at = morning() + TimeDelta::hours(5) + TimeDelta::minutes(round);
        let draw = world.open_draw("Tica", at).await;
        let mut work: Vec<(Arc<House>, TicketCode)> = Vec::new();
        for turn in 0..12 {
            let house = &houses[turn % houses.len()];
            let asked = sale(&[draw], vec![straight(HOT, 100)]);
            work.push((Arc::clone(house), sold(house, asked).await.tickets[0].code));
        }
        let tasks: Vec<_> = work
            .into_iter()
            .map(|(house, code)| tokio::spawn(async move { cancelled(&house, code).await }))
            .collect();
        let sealed = close(&world, draw).await;
        let mut standing = 0;
        for task in tasks {
            standing += i64::from(!task.await.unwrap());
        }
        assert_eq!(standing, sealed);
        assert_eq!(seal_holds(&world, draw).await, (true, sealed));
        let stakes = colones(100 * sealed).as_cents();
        assert_eq!(counted(&world, draw).await, (stakes, stakes));
        let owed = stakes_not_drawn(&world, draw).await;
        assert_eq!(owed, Money::try_from_cents(stakes).unwrap());
    }
}

/// Cancels a ticket; tells whether it was in time.
async fn cancelled(house: &House, code: TicketCode) -> bool {
    let asked = CancelTicket {
        key: key(),
        code,
        reason: "error".to_owned(),
        approval: None,
    };
    match house.handle(Request::CancelTicket(asked)).await {
        Reply::Done(_) => true,
        Reply::Refused(why) => {
            assert!(
                matches!(why.as_slice(), [Refusal::CancelTooLate { .. }]),
                "{why:?}"
            );
            false
        }
        Reply::Failed(fault) => panic!("{fault}"),
    }
}

/// What the books hold as stakes not yet drawn of a draw.
async fn stakes_not_drawn(world: &World, draw: DrawId) -> Money {
    let mut owner = world.owner().await;
    let cents: i64 = sqlx::query_scalar(
        "SELECT (coalesce(sum(amount) FILTER (WHERE credit_code = 2410 AND credit_key = $1), 0)
               - coalesce(sum(amount) FILTER (WHERE debit_code = 2410 AND debit_key = $1), 0))::bigint
           FROM transfer",
    )
    .bind(draw.raw())
    .fetch_one(&mut owner)
    .await
    .unwrap();
    Money::try_from_cents(cents).unwrap()
}
