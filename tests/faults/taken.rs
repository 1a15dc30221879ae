//! m16: what the database says is there already is tried again in one case only, a code that was drawn before.

use banca::ops::{House, Reply, Request};
use sqlx::Executor;

use crate::support::{World, morning, sale, sold, straight};

/// Lets the database say, the first `times`, that a ticket breaks this unique key.
async fn taken(world: &World, table: &str, key: &str, times: u32) {
    let statement = format!(
        "CREATE SEQUENCE tries;
         CREATE FUNCTION is_taken() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
         BEGIN
             IF nextval('tries') <= {times} THEN
                 RAISE unique_violation USING CONSTRAINT = '{key}', TABLE = '{table}';
             END IF;
             RETURN NEW;
         END $$;
         CREATE TRIGGER is_taken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION is_taken()"
    );
    let mut owner = world.owner().await;
    owner
        .execute(sqlx::raw_sql(sqlx::AssertSqlSafe(statement)))
        .await
        .expect("the key can be taken");
}

async fn tries(world: &World) -> i64 {
    sqlx::query_scalar("SELECT last_value FROM tries")
        .fetch_one(&mut world.owner().await)
        .await
        .expect("the tries are counted")
}

/// A house that sells, and how many of the tables of a sale have a row of it.
async fn selling() -> (World, House, Request) {
    let world = World::new().await;
    let marta = world.seller("marta").await;
    let draw = world
        .open_draw("Tica", morning() + chrono::TimeDelta::hours(5))
        .await;
    let asked = Request::Sell(sale(&[draw], vec![straight(23, 100)]));
    (world, marta, asked)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_that_was_drawn_before_is_drawn_anew_and_the_ticket_sold_once() {
    let (world, marta, asked) = selling().await;
    taken(&world, "ticket_code", "ticket_code_pkey", 2).await;
    let Request::Sell(asked) = asked else {
        unreachable!("it is a sale")
    };
    assert!(!sold(&marta, asked.clone()).await.cached);
    assert_eq!(tries(&world).await, 3);
    assert!(sold(&marta, asked).await.cached);
    let tickets: i64 = sqlx::query_scalar("SELECT count(*) FROM ticket")
        .fetch_one(&mut world.owner().await)
        .await
        .expect("tickets can be counted");
    assert_eq!(tickets, 1);
    world.books_hold().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_else_that_is_there_already_is_tried_again() {
    for (table, key) in [
        ("ticket", "ticket_pkey"),
        ("sale", "sale_pkey"),
        ("command", "command_pkey"),
    ] {
        let (world, marta, asked) = selling().await;
        taken(&world, table, key, 1).await;
        let reply = marta.handle(asked).await;
        assert!(matches!(reply, Reply::Failed(_)), "{table}: {reply:?}");
        assert_eq!(tries(&world).await, 1, "{table}");
        world.books_hold().await;
    }
}
