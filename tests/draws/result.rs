//! A result is typed by two people, the second one blind.

use banca::{
    domain::{Digits, DrawEvent, DrawState, Number, PrizeState, ResultProblem},
    ops::{Answer, FieldProblem, Refusal, Request},
};
use chrono::TimeDelta;
use sqlx::Executor;

use super::{
    books_hold, close, confirm, enter, evaluate, figure, noon, previewed, result, row,
    support::{World, colones, done, key, refused, reventado, sale, sold, straight},
};

#[tokio::test]
async fn an_entry_is_checked_completely_before_it_is_kept() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    assert_eq!(
        refused(&ana, enter(draw, &result(23, Some("ROJA")), None)).await,
        [Refusal::DrawState {
            event: DrawEvent::EnterResult,
            state: DrawState::Open
        }]
    );
    world.freeze(noon() - TimeDelta::minutes(5)).await;
    close(&ana, draw).await;
    let wrong = banca::domain::DrawResult {
        number: Number::new(23, Digits::Three).unwrap(),
        outcome: None,
    };
    assert_eq!(
        refused(&ana, enter(draw, &wrong, None)).await,
        [
            Refusal::BeforeDraw { at: noon() },
            Refusal::Result(ResultProblem::WrongLength {
                expected: Digits::Two
            }),
            Refusal::Result(ResultProblem::OutcomeMissing),
        ]
    );
    world.freeze(noon()).await;
    assert_eq!(
        refused(&ana, confirm(draw, &result(23, Some("ROJA")))).await,
        [Refusal::NothingToConfirm]
    );
    assert_eq!(
        refused(&ana, enter(draw, &result(23, Some("VERDE")), None)).await,
        [Refusal::Result(ResultProblem::OutcomeUnknown {
            typed: "VERDE".to_owned(),
            known: vec!["ROJA".to_owned(), "BLANCA".to_owned()]
        })]
    );
    assert_eq!(figure(&world, "SELECT count(*) FROM result_entry").await, 0);
    assert_eq!(
        refused(&ana, Request::Winners { draw }).await,
        [Refusal::NotEvaluated {
            state: DrawState::Closed
        }]
    );
}

#[tokio::test]
async fn the_second_person_types_blind_and_a_difference_says_only_that() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    sold(
        &marta,
        sale(
            &[draw],
            vec![straight(23, 500), reventado(23, 200), straight(45, 300)],
        ),
    )
    .await;
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    let drawn = result(23, Some("ROJA"));

    done(&ana, enter(draw, &result(32, Some("ROJA")), None)).await;
    let listed = row(&olga, draw).await;
    let (seen, own) = (
        listed.waiting.unwrap(),
        row(&ana, draw).await.waiting.unwrap(),
    );
    assert_eq!(
        (seen.by.as_str(), seen.mine, own.mine),
        ("Ana Jiménez", false, true)
    );
    assert_eq!(
        (seen.result, own.result),
        (None, Some(result(32, Some("ROJA"))))
    );
    assert_eq!(
        refused(&ana, confirm(draw, &drawn)).await,
        [Refusal::SamePerson { wait_until: None }]
    );
    let asked = confirm(draw, &drawn);
    // Twice with the same key is kept once.
    for _ in 0..2 {
        assert_eq!(
            refused(&olga, asked.clone()).await,
            [Refusal::ResultsDiffer]
        );
    }
    assert_eq!(
        figure(
            &world,
            "SELECT count(*) FROM result_entry WHERE step = 'differed'"
        )
        .await,
        1
    );
    assert_eq!(row(&olga, draw).await.state, DrawState::Closed);
    // Neither the list, the log nor the table tells the second person what the first one typed.
    let told = figure(
        &world,
        "SELECT count(*) FROM activity WHERE details::text ~ '\"32\"'",
    )
    .await;
    assert_eq!(told, 0);

    // The first one typed it wrong: a new entry replaces the waiting one.
    done(&ana, enter(draw, &drawn, None)).await;
    let preview = previewed(&olga, draw, &drawn).await;
    assert_eq!(preview.winners, 1);
    assert_eq!(preview.prizes, colones(500 * 85 + 200 * 200));
    assert_eq!(preview.stakes, colones(1_000));
    let Answer::Evaluated(booked) = done(&olga, asked).await else {
        panic!("not evaluated");
    };
    assert_eq!(booked, preview);
    assert_eq!(preview.net, colones(1_000 - 500 * 85 - 200 * 200));

    let listed = row(&olga, draw).await;
    assert_eq!(listed.state, DrawState::Evaluated);
    assert_eq!(listed.result, Some(drawn.clone()));
    assert_eq!((listed.winners, listed.prizes), (1, preview.prizes));
    assert!(!listed.single_person && listed.waiting.is_none());
    let Answer::Winners(winners) = done(&olga, Request::Winners { draw }).await else {
        panic!("not winners");
    };
    assert_eq!(winners.len(), 1);
    assert_eq!(winners[0].state, PrizeState::Unpaid);
    assert_eq!(winners[0].vendedor, "Marta Rojas");
    // Another seller sees no winner of hers.
    let luis = world.signed_in("luis").await;
    assert_eq!(
        done(&luis, Request::Winners { draw }).await,
        Answer::Winners(Vec::new())
    );
    assert_eq!(
        refused(&ana, confirm(draw, &drawn)).await,
        [Refusal::NothingToConfirm]
    );
    assert_eq!(
        world.balance(world.banca.raw(), 4100).await,
        -colones(1_000).as_cents()
    );
    assert_eq!(
        world.balance(world.banca.raw(), 5100).await,
        preview.prizes.as_cents()
    );
    books_hold(&world).await;
}

#[tokio::test]
async fn a_result_without_winners_still_earns_the_stakes() {
    let world = World::new().await;
    let draw = world.open_draw("Nica", noon()).await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    let booked = evaluate(&ana, &olga, draw, &result(99, None), None).await;
    assert_eq!((booked.winners, booked.prizes), (0, colones(0)));
    assert_eq!(booked.net, colones(500));
    books_hold(&world).await;
}

#[tokio::test]
async fn whoever_was_granted_it_confirms_but_does_not_enter() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let luis = world.seller("luis").await;
    sold(&luis, sale(&[draw], vec![straight(23, 500)])).await;
    world.freeze(noon()).await;
    let mut owner = world.owner().await;
    owner
        .execute("UPDATE app_user SET may_confirm = true WHERE username = 'vera'")
        .await
        .unwrap();
    let (ana, vera) = (world.signed_in("ana").await, world.signed_in("vera").await);
    close(&ana, draw).await;
    let drawn = result(23, Some("BLANCA"));
    let no = refused(&vera, enter(draw, &drawn, None)).await;
    assert!(matches!(no[..], [Refusal::NotAllowed { .. }]));
    done(&ana, enter(draw, &drawn, None)).await;
    assert_eq!(
        refused(&vera, confirm(draw, &result(24, Some("BLANCA")))).await,
        [Refusal::ResultsDiffer]
    );
    // The preview shows the whole house, though she runs another shop.
    let preview = previewed(&vera, draw, &drawn).await;
    assert_eq!(preview.prizes, colones(500 * 85));
    assert_eq!(
        done(&vera, confirm(draw, &drawn)).await,
        Answer::Evaluated(preview)
    );
    books_hold(&world).await;
}

#[tokio::test]
async fn a_house_with_one_administrator_waits_a_minute_and_says_so_for_ever() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let mut owner = world.owner().await;
    owner
        .execute("UPDATE banca SET single_person = true")
        .await
        .unwrap();
    world.freeze(noon()).await;
    let ana = world.signed_in("ana").await;
    close(&ana, draw).await;
    let drawn = result(5, Some("ROJA"));
    done(&ana, enter(draw, &drawn, None)).await;
    let until = noon() + TimeDelta::seconds(60);
    assert_eq!(
        row(&ana, draw).await.waiting.unwrap().mine_from,
        Some(until)
    );
    let olga = world.signed_in("olga").await;
    assert_eq!(row(&olga, draw).await.waiting.unwrap().mine_from, None);
    world.freeze(until - TimeDelta::seconds(1)).await;
    assert_eq!(
        refused(&ana, confirm(draw, &drawn)).await,
        [Refusal::SamePerson {
            wait_until: Some(until)
        }]
    );
    world.freeze(until).await;
    done(&ana, confirm(draw, &drawn)).await;
    assert!(row(&ana, draw).await.single_person);
    let logged = figure(
        &world,
        "SELECT count(*) FROM activity WHERE action = 'result.confirmed' AND details @> '{\"single_person\": true}'",
    )
    .await;
    assert_eq!(logged, 1);
}

#[tokio::test]
async fn two_confirmations_at_once_settle_once() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    let drawn = result(23, Some("ROJA"));
    done(&ana, enter(draw, &drawn, None)).await;
    let (one, other) = tokio::join!(
        olga.handle(confirm(draw, &drawn)),
        olga.handle(confirm(draw, &drawn))
    );
    let settled = [&one, &other]
        .iter()
        .filter(|reply| matches!(reply, banca::ops::Reply::Done(_)))
        .count();
    assert_eq!(settled, 1, "{one:?} {other:?}");
    assert_eq!(figure(&world, "SELECT count(*) FROM award").await, 1);
    books_hold(&world).await;
}

#[tokio::test]
async fn a_correction_takes_a_reason_and_another_result() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    world.freeze(noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    close(&ana, draw).await;
    let drawn = result(23, Some("ROJA"));
    evaluate(&ana, &olga, draw, &drawn, None).await;
    let missing = Refusal::Field {
        field: "reason".to_owned(),
        problem: FieldProblem::Missing,
    };
    assert_eq!(
        refused(&ana, enter(draw, &drawn, None)).await,
        [Refusal::SameResult, missing]
    );
    let key = key();
    let asked = Request::EnterResult {
        key,
        draw,
        result: result(32, Some("ROJA")),
        reason: Some("acta equivocada".to_owned()),
    };
    done(&ana, asked.clone()).await;
    assert_eq!(done(&ana, asked).await, Answer::ResultEntered);
    assert_eq!(
        row(&olga, draw).await.waiting.map(|first| first.by),
        Some("Ana Jiménez".to_owned())
    );
    assert_eq!(row(&olga, draw).await.result, Some(drawn));
    done(&olga, confirm(draw, &result(32, Some("ROJA")))).await;
    assert_eq!(
        row(&olga, draw).await.result,
        Some(result(32, Some("ROJA")))
    );
}
