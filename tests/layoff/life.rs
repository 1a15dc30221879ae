//! The whole life of a lay-off and its books: kept, sent, accepted, shared, settled; corrected, called off, taken back.

use banca::{
    domain::{
        BetKind, Money,
        layoff::{LayOffProblem, LayOffState as State, LayOffStep as Step},
    },
    ops::{Answer, LayOff, LayOffAnswer, OtherHouseRow, Refusal, Request, SaveOtherHouse},
};
use uuid::Uuid;

use super::{
    accept, accepted, asked, balance, bet, call_off, evaluate, keeping, kept, proposed, read,
    reject, result, rows, send, settle, sold_out, support, terms, told, withdraw,
};
use support::{World, colones, done, key, number, refused};

#[tokio::test]
async fn what_is_proposed_is_kept_sent_accepted_shared_and_settled() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    // 3 000 × 85 + 500 × 200 = 355 000.
    let found = proposed(&ana, draw, terms(100_000)).await.proposal;
    assert_eq!(found.before, Some((number(23), colones(355_000))));
    // 45 costs 170 000: 900 at 80 bring it below.
    let lines: Vec<_> = found
        .lines
        .iter()
        .map(|line| (line.number, line.kind, line.stake))
        .collect();
    assert_eq!(
        lines,
        [
            (number(23), BetKind::Straight, colones(2_000)),
            (number(23), BetKind::Reventado, colones(500)),
            (number(45), BetKind::Straight, colones(900)),
        ]
    );
    assert_eq!(found.after, Some((number(45), colones(98_000))));
    assert_eq!(
        (found.stakes, found.commission),
        (colones(3_400), colones(340))
    );
    assert_eq!(rows(&ana, draw).await, [], "nothing is kept of it");

    let taken = accepted(&world, &ana, draw).await;
    assert_eq!((taken.row.number, taken.row.cost), (1, colones(3_060)));
    assert_eq!(
        (taken.row.owed, taken.row.due, taken.row.share),
        (colones(3_060), Money::ZERO, None)
    );
    assert_eq!(balance(&world, 5130).await, 3_060);
    assert_eq!(balance(&world, 2440).await, -3_060);

    evaluate(&world, draw, &result(23, "ROJA"), None).await;
    world.books_hold().await;
    let shared = read(&ana, taken.row.id).await;
    // 2 000 × 80 + 500 × 200.
    assert_eq!(shared.row.share, Some(colones(260_000)));
    assert_eq!(shared.row.due, colones(260_000));
    assert_eq!(balance(&world, 2450).await, 260_000);
    assert_eq!(balance(&world, 4120).await, -260_000);

    let settled = super::view(done(&ana, settle(taken.row.id)).await);
    assert_eq!(settled.row.state, State::Settled);
    assert_eq!(
        (settled.row.owed, settled.row.due),
        (Money::ZERO, Money::ZERO)
    );
    assert_eq!(balance(&world, 1120).await, 260_000 - 3_060);
    assert_eq!(balance(&world, 2440).await, 0);
    assert_eq!(balance(&world, 2450).await, 0);
    let steps: Vec<_> = settled.steps.iter().map(|entry| entry.step).collect();
    assert_eq!(
        steps,
        [
            Step::Proposed,
            Step::Sent,
            Step::Accepted,
            Step::Shared,
            Step::Settled
        ]
    );
    assert_eq!(settled.steps[2].answered, "Don Sol");
    world.books_hold().await;
    assert_eq!(
        refused(&ana, settle(taken.row.id)).await,
        [Refusal::LayOff(LayOffProblem::State {
            step: Step::Settled,
            state: State::Settled
        })]
    );
}

#[tokio::test]
async fn a_number_that_did_not_come_out_brings_nothing_and_costs_what_it_cost() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let taken = accepted(&world, &ana, draw).await;
    evaluate(&world, draw, &result(7, "BLANCA"), None).await;
    let told = read(&ana, taken.row.id).await;
    assert_eq!(told.row.share, Some(Money::ZERO));
    assert_eq!(balance(&world, 4120).await, 0);
    done(&ana, settle(taken.row.id)).await;
    assert_eq!(balance(&world, 1120).await, -3_060);
    world.books_hold().await;
}

#[tokio::test]
async fn a_correction_books_the_share_anew_and_opens_what_was_settled() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let id = accepted(&world, &ana, draw).await.row.id;
    evaluate(&world, draw, &result(23, "ROJA"), None).await;
    done(&ana, settle(id)).await;
    assert_eq!(balance(&world, 1120).await, 256_940);

    // Without its colour only the straight part was due.
    evaluate(&world, draw, &result(23, "BLANCA"), Some("acta")).await;
    world.books_hold().await;
    let opened = read(&ana, id).await;
    assert_eq!(opened.row.state, State::Accepted);
    assert_eq!(opened.row.share, Some(colones(160_000)));
    assert_eq!(opened.row.due, colones(-100_000), "paid too much");
    assert_eq!(balance(&world, 4120).await, -160_000);
    done(&ana, settle(id)).await;
    assert_eq!(balance(&world, 1120).await, 156_940);
    world.books_hold().await;

    // The other number, and back again.
    for (value, share, bank) in [(45, 72_000, 68_940), (23, 160_000, 156_940), (7, 0, -3_060)] {
        evaluate(&world, draw, &result(value, "BLANCA"), Some("acta")).await;
        world.books_hold().await;
        assert_eq!(read(&ana, id).await.row.share, Some(colones(share)));
        done(&ana, settle(id)).await;
        assert_eq!(balance(&world, 1120).await, bank);
        world.books_hold().await;
    }
    // A correction that changes nothing of it leaves it settled.
    evaluate(&world, draw, &result(8, "BLANCA"), Some("acta")).await;
    assert_eq!(read(&ana, id).await.row.state, State::Settled);
    world.books_hold().await;
}

#[tokio::test]
async fn a_draw_that_is_called_off_gives_everything_back() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let id = accepted(&world, &ana, draw).await.row.id;
    call_off(&ana, draw).await;
    world.books_hold().await;
    let told = read(&ana, id).await;
    assert_eq!(told.row.state, State::Annulled);
    assert_eq!((told.row.owed, told.row.due), (Money::ZERO, Money::ZERO));
    for code in [5130, 2440, 2450, 4120] {
        assert_eq!(balance(&world, code).await, 0, "{code}");
    }
    assert_eq!(
        refused(&ana, settle(id)).await,
        [Refusal::LayOff(LayOffProblem::State {
            step: Step::Settled,
            state: State::Annulled
        })]
    );
}

#[tokio::test]
async fn what_was_settled_of_a_draw_that_is_called_off_is_paid_back() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let id = accepted(&world, &ana, draw).await.row.id;
    evaluate(&world, draw, &result(23, "ROJA"), None).await;
    done(&ana, settle(id)).await;
    call_off(&ana, draw).await;
    world.books_hold().await;
    let told = read(&ana, id).await;
    assert_eq!(
        (told.row.owed, told.row.due),
        (colones(-3_060), colones(-260_000))
    );
    done(&ana, settle(id)).await;
    assert_eq!(balance(&world, 1120).await, 0);
    world.books_hold().await;
    let told = read(&ana, id).await;
    assert_eq!(told.row.state, State::Annulled);
    assert_eq!((told.row.owed, told.row.due), (Money::ZERO, Money::ZERO));
}

#[tokio::test]
async fn what_is_rejected_or_taken_back_moves_no_money_and_ends_there() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let (no, back, early) = (
        kept(&ana, draw, terms(100_000)).await.row.id,
        kept(&ana, draw, terms(100_000)).await.row.id,
        kept(&ana, draw, terms(50_000)).await.row.id,
    );
    done(&ana, send(no)).await;
    done(&ana, send(back)).await;
    done(&ana, reject(no)).await;
    done(&ana, withdraw(back)).await;
    done(&ana, withdraw(early)).await;
    let wrong = [
        (accept(no), Step::Accepted, State::Rejected),
        (accept(back), Step::Accepted, State::Withdrawn),
        (send(early), Step::Sent, State::Withdrawn),
        (withdraw(no), Step::Withdrawn, State::Rejected),
    ];
    for (request, step, state) in wrong {
        assert_eq!(
            refused(&ana, request).await,
            [Refusal::LayOff(LayOffProblem::State { step, state })]
        );
    }
    let states: Vec<_> = rows(&ana, draw)
        .await
        .into_iter()
        .map(|row| (row.number, row.state))
        .collect();
    assert_eq!(
        states,
        [
            (3, State::Withdrawn),
            (2, State::Withdrawn),
            (1, State::Rejected)
        ]
    );
    assert_eq!(balance(&world, 2440).await, 0);
    evaluate(&world, draw, &result(23, "ROJA"), None).await;
    assert_eq!(balance(&world, 2450).await, 0);
    world.books_hold().await;
}

#[tokio::test]
async fn nothing_is_passed_on_that_was_not_sold_or_is_passed_on_already() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let save = |lines| Request::LayOff(LayOff::Save(keeping(draw, terms(100_000), lines)));
    let beyond = |left| {
        [Refusal::LayOff(LayOffProblem::Beyond {
            number: number(23),
            left: colones(left),
        })]
    };
    let more = vec![bet(BetKind::Straight, 23, 3_100)];
    assert_eq!(refused(&ana, save(more)).await, beyond(3_000));
    accepted(&world, &ana, draw).await;
    let again = vec![bet(BetKind::Straight, 23, 1_100)];
    assert_eq!(refused(&ana, save(again)).await, beyond(1_000));
    done(&ana, save(vec![bet(BetKind::Straight, 23, 1_000)])).await;
    assert_eq!(
        refused(&ana, save(Vec::new())).await,
        [Refusal::LayOff(LayOffProblem::Nothing)]
    );
    for wrong in [
        vec![bet(BetKind::Straight, 23, 150)],
        vec![bet(BetKind::Straight, 23, 0)],
        vec![
            bet(BetKind::Straight, 45, 100),
            bet(BetKind::Straight, 45, 100),
        ],
    ] {
        let refusals = refused(&ana, save(wrong)).await;
        assert!(matches!(&refusals[..], [Refusal::Field { field, .. }] if field == "lines"));
    }
    // All of it can be passed on, and then nothing is left to propose.
    let rest = proposed(&ana, draw, terms(0)).await.proposal;
    assert_eq!(rest.stakes, colones(1_000 + 1_100));
    assert!(rest.numbers.iter().all(|one| one.beyond.is_positive()));
    world.books_hold().await;
}

#[tokio::test]
async fn other_houses_are_remembered_with_what_they_give_and_owe() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let ana = world.signed_in("ana").await;
    let houses = async || -> Vec<OtherHouseRow> {
        match told(done(&ana, Request::LayOff(LayOff::Houses)).await) {
            LayOffAnswer::Houses(rows) => rows,
            other => panic!("not houses: {other:?}"),
        }
    };
    assert_eq!(houses().await, []);
    let save = |name: &str, house: Uuid, active| {
        Request::LayOff(LayOff::SaveHouse(SaveOtherHouse {
            key: key(),
            house: house.into(),
            name: name.to_owned(),
            contact: "8888-1234".to_owned(),
            commission: Some(banca::domain::Percent::parse("8").unwrap()),
            active,
        }))
    };
    let (sol, luna) = (Uuid::now_v7(), Uuid::now_v7());
    done(&ana, save("Banca Sol", sol, true)).await;
    assert_eq!(
        refused(&ana, save("BANCA SOL", luna, true)).await,
        [Refusal::Taken {
            field: "name".to_owned()
        }]
    );
    done(&ana, save("Banca Luna", luna, false)).await;

    // The usual commission counts where none is said.
    let usual = banca::domain::layoff::LayOffTerms {
        commission: None,
        ..terms(300_000)
    };
    let lines = vec![bet(BetKind::Straight, 23, 1_000)];
    let mut to_luna = keeping(draw, usual, lines.clone());
    to_luna.house = "Banca Luna".to_owned();
    let refusals = refused(&ana, Request::LayOff(LayOff::Save(to_luna))).await;
    assert!(matches!(&refusals[..], [Refusal::NotFound { .. }]));
    let mut to_sol = keeping(draw, usual, lines);
    to_sol.house = "banca sol".to_owned();
    let kept = super::view(done(&ana, Request::LayOff(LayOff::Save(to_sol.clone()))).await);
    assert_eq!(kept.row.house, "Banca Sol");
    assert_eq!(
        (kept.commission, kept.contact.as_str()),
        (colones(80), "8888-1234")
    );
    // The same key answers the same.
    let again = super::view(done(&ana, Request::LayOff(LayOff::Save(to_sol))).await);
    assert_eq!(again, kept);
    done(&ana, send(kept.row.id)).await;
    done(&ana, accept(kept.row.id)).await;
    let known = houses().await;
    assert_eq!(
        known
            .iter()
            .map(|row| row.name.as_str())
            .collect::<Vec<_>>(),
        ["Banca Luna", "Banca Sol"]
    );
    assert_eq!((known[1].owed, known[1].due), (colones(920), Money::ZERO));
    let numbered = Request::LayOff(LayOff::Numbered { number: 1 });
    assert_eq!(super::view(done(&ana, numbered).await).row.id, kept.row.id);
    let Answer::LayOff(_) = done(&ana, asked(draw, terms(0))).await else {
        panic!("nothing is proposed");
    };
    world.books_hold().await;
}
