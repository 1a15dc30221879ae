//! Selling on a real PostgreSQL: what is sold, what is refused, and what the books say afterwards.

mod support;

use banca::{
    domain::{
        DrawState, LimitEffect, LimitRule, LimitRuleId, Money, SaleProblem, ScopeId, SellerPath,
        posting,
    },
    ops::{Answer, Outcome, Refusal, Request},
};
use chrono::TimeDelta;
use sqlx::Row;
use support::{
    World, colones, done, key, morning, number, refused, reventado, sale, sold, straight,
};
use uuid::Uuid;

#[tokio::test]
async fn a_ticket_is_sold_with_its_prices_frozen_and_its_money_booked() {
    let world = World::new().await;
    world
        .set_commission(2, world.ventanas[0].raw(), "listero", 10)
        .await;
    world
        .set_commission(2, world.ventanas[0].raw(), "vendedor", 6)
        .await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;

    let ticket = sold(
        &marta,
        sale(
            &[draw],
            vec![straight(23, 500), straight(45, 500), reventado(23, 200)],
        ),
    )
    .await;

    assert_eq!(ticket.total, colones(1_200));
    assert_eq!(ticket.tickets[0].serial, 1);
    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 1100).await, 5_000_000 + 120_000);
    assert_eq!(world.balance(shop, 2310).await, -(120_000 - 12_000));
    assert_eq!(
        world.balance(world.banca.raw(), 1320).await,
        120_000 - 12_000
    );
    assert_eq!(world.balance(world.banca.raw(), 2410).await, -120_000);
    assert_eq!(world.balance(shop, 2320).await, -7_200);
    world.books_hold().await;
}

#[tokio::test]
async fn the_books_get_exactly_the_legs_that_the_domain_states() {
    let world = World::new().await;
    for (share, percent) in [("listero", 10), ("vendedor", 6)] {
        let shop = world.ventanas[0].raw();
        world.set_commission(2, shop, share, percent).await;
    }
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    for bets in [
        vec![straight(23, 500), reventado(23, 200), straight(7, 1_300)],
        vec![straight(99, 100)],
    ] {
        let ticket = sold(&marta, sale(&[draw], bets)).await.tickets[0].ticket;
        let mut owner = world.owner().await;
        let rows = sqlx::query(
            "SELECT t.code, t.book, t.debit_code, t.debit_key, t.credit_code, t.credit_key, t.amount, k.listero, k.vendedor, k.total
               FROM posting p JOIN transfer t USING (banca_id, posting_id) JOIN ticket k ON k.ticket_id = p.document_id
              WHERE p.document_id = $1 AND p.event = 'sold'",
        )
        .bind(ticket.raw())
        .fetch_all(&mut owner)
        .await
        .unwrap();
        let drawer: Uuid = sqlx::query_scalar("SELECT drawer_id FROM ticket WHERE ticket_id = $1")
            .bind(ticket.raw())
            .fetch_one(&mut owner)
            .await
            .unwrap();
        let money = |column: &str| Money::try_from_cents(rows[0].get(column)).unwrap();
        let seller = SellerPath {
            banca: world.banca,
            ventana: world.ventanas[0],
            vendedor: world.user("marta").await,
        };
        let stated = posting::ticket_sold(
            seller,
            draw,
            money("total"),
            money("listero"),
            money("vendedor"),
        );
        let mut stated: Vec<_> = stated
            .into_iter()
            .map(|leg| {
                let debit_key = if leg.debit == 1100 {
                    drawer
                } else {
                    leg.debit_key
                };
                (
                    leg.code.to_owned(),
                    leg.book,
                    (leg.debit, debit_key),
                    (leg.credit, leg.credit_key),
                    leg.amount.as_cents(),
                )
            })
            .collect();
        let mut posted: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.get::<String, _>("code"),
                    row.get::<Uuid, _>("book"),
                    (
                        row.get::<i16, _>("debit_code"),
                        row.get::<Uuid, _>("debit_key"),
                    ),
                    (
                        row.get::<i16, _>("credit_code"),
                        row.get::<Uuid, _>("credit_key"),
                    ),
                    row.get::<i64, _>("amount"),
                )
            })
            .collect();
        stated.sort();
        posted.sort();
        assert_eq!(posted, stated);
    }
}

#[tokio::test]
async fn the_same_key_sells_once_and_another_request_under_it_is_refused() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    let asked = sale(&[draw], vec![straight(23, 500)]);

    let first = sold(&marta, asked.clone()).await;
    let second = sold(&marta, asked.clone()).await;
    assert!(second.cached && !first.cached);
    assert_eq!(first.tickets, second.tickets);

    let mut other = asked.clone();
    other.bets = vec![straight(24, 500)];
    assert_eq!(
        refused(&marta, Request::Sell(other)).await,
        [Refusal::KeyReused { key: asked.key }]
    );

    world.freeze(morning() + TimeDelta::hours(6)).await;
    assert!(
        sold(&marta, asked).await.cached,
        "a repeat is answered also after the draw has closed"
    );
}

#[tokio::test]
async fn every_problem_of_a_sale_is_reported_at_once() {
    let world = World::new().await;
    let draw = world
        .open_draw("Nica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.signed_in("marta").await;

    let problems = refused(
        &marta,
        Request::Sell(sale(
            &[draw],
            vec![
                straight(1, 50),
                straight(2, 150),
                straight(3, 0),
                reventado(4, 100),
            ],
        )),
    )
    .await;

    let has = |wanted: fn(&Refusal) -> bool| problems.iter().any(wanted);
    assert!(has(|refusal| *refusal == Refusal::NoOpenDrawer));
    assert!(has(|refusal| matches!(
        refusal,
        Refusal::Sale(SaleProblem::BelowMinimum { .. })
    )));
    assert!(has(|refusal| matches!(
        refusal,
        Refusal::Sale(SaleProblem::WrongStep { .. })
    )));
    assert!(has(|refusal| matches!(
        refusal,
        Refusal::Sale(SaleProblem::NotPositive { .. })
    )));
    assert!(has(|refusal| matches!(
        refusal,
        Refusal::Sale(SaleProblem::NoReventado { .. })
    )));
    assert!(has(|refusal| matches!(
        refusal,
        Refusal::Sale(SaleProblem::ReventadoAlone { .. })
    )));
}

#[tokio::test]
async fn nothing_is_sold_at_the_cutoff_and_several_draws_are_all_or_nothing() {
    let world = World::new().await;
    let at = morning() + TimeDelta::hours(5);
    let (first, second) = (
        world.open_draw("Tica", at).await,
        world.open_draw("Nica", at + TimeDelta::hours(1)).await,
    );
    let marta = world.seller("marta").await;

    let both = sold(&marta, sale(&[first, second], vec![straight(7, 300)])).await;
    assert_eq!(both.tickets.len(), 2);
    assert_eq!(both.total, colones(600));
    assert_eq!(both.tickets[1].serial, 2);

    world.freeze(at - TimeDelta::minutes(5)).await;
    let refusals = refused(
        &marta,
        Request::Sell(sale(&[first, second], vec![straight(7, 300)])),
    )
    .await;
    assert!(
        matches!(refusals[..], [Refusal::Sale(SaleProblem::PastCutoff { draw, .. })] if draw == first),
        "{refusals:?}"
    );
    let mut owner = world.owner().await;
    let tickets: i64 = sqlx::query_scalar("SELECT count(*) FROM ticket")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    assert_eq!(tickets, 2);
    world.books_hold().await;
}

#[tokio::test]
async fn a_sale_to_a_closed_draw_names_its_state() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(7, 300)])).await;
    let mut owner = world.owner().await;
    sqlx::query("SELECT close_draw($1, $2)")
        .bind(world.banca.raw())
        .bind(draw.raw())
        .execute(&mut owner)
        .await
        .unwrap();

    let refusals = refused(&marta, Request::Sell(sale(&[draw], vec![straight(7, 300)]))).await;

    assert_eq!(
        refusals,
        [Refusal::Sale(SaleProblem::DrawNotOpen {
            draw,
            state: DrawState::Closed
        })],
        "the console's memory was old, the database's word counts"
    );
}

#[tokio::test]
async fn a_strangers_connection_reads_nothing_and_sells_nothing() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(7, 300)])).await;

    let mut stranger = world.stranger().await;
    for table in [
        "ticket", "bet", "draw", "transfer", "exposure", "app_user", "command",
    ] {
        let count = format!("SELECT count(*) FROM (SELECT banca_id FROM {table}) t");
        let seen: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(count))
            .fetch_one(&mut stranger)
            .await
            .unwrap();
        assert_eq!(seen, 0, "{table}");
    }
    for forbidden in [
        "DELETE FROM ticket",
        "UPDATE ticket SET total = 1",
        "INSERT INTO exposure (banca_id) VALUES (gen_random_uuid())",
        "TRUNCATE transfer",
        "SELECT verifier_hash FROM app_user",
        "UPDATE installation SET frozen_at = now()",
    ] {
        let failed = sqlx::query(forbidden)
            .execute(&mut stranger)
            .await
            .unwrap_err();
        let code = failed
            .as_database_error()
            .and_then(|error| error.code())
            .unwrap_or_default()
            .into_owned();
        assert_eq!(code, "42501", "{forbidden}");
    }
}

#[tokio::test]
async fn a_refused_sale_leaves_its_key_free() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.signed_in("marta").await;
    let asked = sale(&[draw], vec![straight(7, 300)]);
    assert_eq!(
        refused(&marta, Request::Sell(asked.clone())).await,
        [Refusal::NoOpenDrawer]
    );
    assert!(matches!(
        done(&marta, Request::Outcome { key: asked.key }).await,
        Answer::Outcome(banca::ops::Outcome::Absent)
    ));

    done(
        &marta,
        Request::OpenDrawer {
            key: key(),
            float: colones(1_000),
        },
    )
    .await;

    assert!(!sold(&marta, asked).await.cached);
    let _ = number(7);
}

#[tokio::test]
async fn what_only_the_database_knows_is_reported_with_all_the_rest() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.signed_in("marta").await;
    let ana = world.signed_in("ana").await;
    // The console knows its rules; then a limit is set, and the drawer was never opened.
    done(&marta, Request::Desk).await;
    let rule = LimitRule {
        numbers: vec![23],
        ..LimitRule::new(
            LimitRuleId::new(uuid::Uuid::now_v7()),
            ScopeId::Banca(world.banca),
            LimitEffect::Accumulated {
                amount: colones(100),
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
    let asked = Request::Sell(sale(&[draw], vec![straight(23, 500)]));
    let refusals = refused(&marta, asked).await;
    let codes: Vec<_> = refusals.iter().map(Refusal::code).collect();
    assert_eq!(codes, ["POS-3001", "TKT-1032"]);
}

#[tokio::test]
async fn a_console_that_never_saw_a_draw_open_hears_its_state_too() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    world.freeze(morning() + TimeDelta::hours(5)).await;
    let ana = world.signed_in("ana").await;
    done(&ana, Request::Tick).await;
    let marta = world.seller("marta").await;
    let state = DrawState::Closed;
    assert_eq!(
        refused(
            &marta,
            Request::Sell(sale(&[draw], vec![straight(23, 500)]))
        )
        .await,
        [Refusal::Sale(SaleProblem::DrawNotOpen { draw, state })]
    );
}

/// What a console does after a lost answer: the first request may come late, and finds its key given up.
#[tokio::test]
async fn a_command_that_was_given_up_is_refused_when_it_comes_and_done_under_another_key() {
    let world = World::new().await;
    let noon = morning() + TimeDelta::hours(5);
    let draw = world.open_draw("Tica", noon).await;
    let marta = world.signed_in("marta").await;
    let open = |key| Request::OpenDrawer {
        key,
        float: colones(1_000),
    };
    let mut asked = sale(&[draw], vec![straight(7, 300)]);
    let given_up = Answer::Outcome(Outcome::GivenUp);
    let lost = key();
    for key in [lost, asked.key] {
        assert_eq!(done(&marta, Request::GiveUp { key }).await, given_up);
        assert_eq!(
            done(&marta, Request::GiveUp { key }).await,
            given_up,
            "twice"
        );
        assert_eq!(done(&marta, Request::Outcome { key }).await, given_up);
    }
    assert_eq!(
        refused(&marta, open(lost)).await,
        [Refusal::GivenUp { key: lost }]
    );
    done(&marta, open(key())).await;
    let no = [Refusal::GivenUp { key: asked.key }];
    assert_eq!(refused(&marta, Request::Sell(asked.clone())).await, no);
    world.freeze(noon).await;
    let late = refused(&marta, Request::Sell(asked.clone())).await;
    assert_eq!(late, no, "also when its draw is over");
    world.freeze(morning()).await;

    asked.key = key();
    let first = sold(&marta, asked.clone()).await;
    assert!(!first.cached);
    // What was done is not given up.
    match done(&marta, Request::GiveUp { key: asked.key }).await {
        Answer::Outcome(Outcome::Committed { answer }) => {
            assert!(matches!(*answer, Answer::Sold(again) if again.tickets == first.tickets));
        }
        other => panic!("{other:?}"),
    }
    let tickets: i64 = sqlx::query_scalar("SELECT count(*) FROM ticket")
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap();
    assert_eq!(tickets, 1);
    world.books_hold().await;
}
