//! Who lays off and until when: administrators alone, before the result can be known, once; whoever speaks to the database
//! directly finds the same rules.

use std::sync::Arc;

use banca::{
    domain::{
        Right, Role,
        layoff::{LayOffProblem, LayOffState as State, LayOffStep as Step},
    },
    ops::{House, LayOff, Refusal, Reply, Request},
};
use chrono::TimeDelta;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use super::{
    accept, accepted, asked, balance, evaluate, keeping, kept, noon, read, reject, result, send,
    settle, sold_out, step, support, terms, withdraw,
};
use support::{World, done, key, refused};

#[tokio::test]
async fn administrators_alone_lay_off_and_nobody_else_sees_it() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let id = kept(&ana, draw, terms(100_000)).await.row.id;
    for (username, role) in [("vera", Role::Ventana), ("marta", Role::Vendedor)] {
        let house = world.signed_in(username).await;
        let save = Request::LayOff(LayOff::Save(keeping(draw, terms(0), Vec::new())));
        for request in [
            asked(draw, terms(0)),
            save,
            send(id),
            accept(id),
            reject(id),
            withdraw(id),
            settle(id),
            Request::LayOff(LayOff::List { draw }),
            Request::LayOff(LayOff::Read { layoff: id }),
            Request::LayOff(LayOff::Houses),
        ] {
            let right = Right::LayOff;
            assert_eq!(
                refused(&house, request).await,
                [Refusal::NotAllowed { right, role }]
            );
        }
    }
    let unknown = Request::LayOff(LayOff::Read {
        layoff: Uuid::now_v7().into(),
    });
    assert!(matches!(
        refused(&ana, unknown).await[..],
        [Refusal::NotFound { .. }]
    ));
}

#[tokio::test]
async fn nothing_is_sent_or_accepted_once_the_result_can_be_known() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let (waits, sent) = (
        kept(&ana, draw, terms(100_000)).await.row.id,
        kept(&ana, draw, terms(100_000)).await.row.id,
    );
    done(&ana, send(sent)).await;
    // The sale is over, the draw has not drawn: still time.
    world.freeze(noon() - TimeDelta::minutes(2)).await;
    done(&ana, Request::Tick).await;
    let third = kept(&ana, draw, terms(100_000)).await.row.id;
    done(&ana, send(third)).await;
    done(&ana, accept(third)).await;

    let late = [LayOffProblem::Late {
        draw: banca::domain::DrawState::Closed,
    }]
    .map(Refusal::LayOff);
    world.freeze(noon()).await;
    for request in [asked(draw, terms(0)), send(waits), accept(sent)] {
        assert_eq!(refused(&ana, request).await, late);
    }
    // What was not answered in time can still be taken back.
    done(&ana, withdraw(waits)).await;
    evaluate(&world, draw, &result(23, "ROJA"), None).await;
    let late = [LayOffProblem::Late {
        draw: banca::domain::DrawState::Evaluated,
    }]
    .map(Refusal::LayOff);
    assert_eq!(refused(&ana, accept(sent)).await, late);
    done(&ana, reject(sent)).await;
    assert_eq!(read(&ana, sent).await.row.state, State::Rejected);
    world.books_hold().await;
}

#[tokio::test]
async fn nothing_is_settled_before_there_is_a_result() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let id = accepted(&world, &ana, draw).await.row.id;
    assert!(matches!(
        refused(&ana, settle(id)).await[..],
        [Refusal::NotEvaluated { .. }]
    ));
    let nameless = Request::LayOff(LayOff::Accept(step(id, " ", "sí")));
    assert!(matches!(
        &refused(&ana, nameless).await[..],
        [Refusal::Field { field, .. }] if field == "answered"
    ));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_people_at_once_accept_it_once() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let (ana, olga) = (
        Arc::new(world.signed_in("ana").await),
        Arc::new(world.signed_in("olga").await),
    );
    let id = kept(&ana, draw, terms(100_000)).await.row.id;
    done(&ana, send(id)).await;
    let mut tasks = Vec::new();
    for house in [&ana, &olga, &ana, &olga] {
        let house: Arc<House> = Arc::clone(house);
        tasks.push(tokio::spawn(async move { house.handle(accept(id)).await }));
    }
    let mut taken = 0;
    for task in tasks {
        match task.await.unwrap() {
            Reply::Done(_) => taken += 1,
            Reply::Refused(all) => assert!(
                matches!(
                    all[..],
                    [Refusal::LayOff(LayOffProblem::State {
                        step: Step::Accepted,
                        state: State::Accepted
                    })] | [Refusal::DrawBusy { .. }]
                ),
                "{all:?}"
            ),
            Reply::Failed(fault) => panic!("it failed: {fault:?}"),
        }
    }
    assert_eq!(taken, 1);
    assert_eq!(balance(&world, 2440).await, -3_060);
    world.books_hold().await;
}

#[tokio::test]
async fn who_speaks_to_the_database_gets_no_further() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let id = accepted(&world, &ana, draw).await.row.id;
    let open = kept(&ana, draw, terms(50_000)).await.row.id;
    let vera = world.signed_in("vera").await;
    let lets = async |house: &House, statement: String| {
        let seat = house.seat().expect("somebody is signed in");
        sqlx::query(AssertSqlSafe(statement))
            .execute(seat.pool())
            .await
            .is_ok_and(|done| done.rows_affected() > 0)
    };
    let (key, banca) = (key(), world.banca);
    for statement in [
        // Without a command of the own, and past the state.
        format!("SELECT * FROM move_layoff('{key}', '{open}', 'accepted', 'yo', 'yo')"),
        format!("SELECT * FROM move_layoff('{key}', '{id}', 'settled', '', '')"),
        format!(
            "SELECT save_layoff('{key}', gen_random_uuid(), '{draw}', 'X', 0, 80, NULL, 0, '[]')"
        ),
        format!("SELECT save_other_house('{key}', gen_random_uuid(), 'X', '', NULL, true)"),
        format!("SELECT share_layoffs('{key}', d, current_date, 23::smallint, 'ROJA') FROM draw d"),
        format!("SELECT annul_layoffs('{key}', d, current_date) FROM draw d"),
        format!("SELECT unbook_layoff('{key}', '{id}', 'laid_off', 'unlaid', current_date)"),
        format!("SELECT add_layoff_step('{key}', '{id}', 'settled', '', '', 0, 0)"),
        format!("UPDATE layoff SET state = 'SETTLED' WHERE layoff_id = '{id}'"),
        "UPDATE layoff_line SET share = 900000".to_owned(),
        "UPDATE layoff_step SET answered = 'otro'".to_owned(),
        "UPDATE other_house SET commission = 100".to_owned(),
        format!("DELETE FROM layoff WHERE layoff_id = '{id}'"),
        format!("INSERT INTO layoff_line VALUES ('{banca}', '{id}', 0, 99, 10000, 80, NULL)"),
    ] {
        for (house, who) in [(&ana, "ana"), (&vera, "vera")] {
            assert!(!lets(house, statement.clone()).await, "{who}: {statement}");
        }
    }
    for table in ["layoff", "layoff_line", "layoff_step", "other_house"] {
        let seen = format!("SELECT FROM {table}");
        assert!(!lets(&vera, seen.clone()).await, "a shop sees {table}");
        assert!(lets(&ana, seen).await, "administrators see {table}");
    }
    // Not even the owner takes a state that does not follow, or rewrites what was written.
    let mut owner = world.owner().await;
    for statement in [
        format!("UPDATE layoff SET state = 'REJECTED' WHERE layoff_id = '{id}'"),
        format!("UPDATE layoff SET stakes = 1 WHERE layoff_id = '{id}'"),
        "UPDATE layoff_step SET reference = 'otra'".to_owned(),
        "DELETE FROM layoff_line".to_owned(),
    ] {
        let done = sqlx::query(AssertSqlSafe(statement.clone()))
            .execute(&mut owner)
            .await;
        assert!(done.is_err(), "{statement}");
    }
    world.books_hold().await;
}
