//! What a paper opens, what it tells, and what wrong codes lead to.

use banca::{
    domain::{TicketCode, TicketState},
    ops::{Answer, CancelOffer, FieldProblem, Refusal, Request, Thing},
};
use chrono::TimeDelta;

use crate::{
    stage::{Stage, WINS, cancel, finalise, noon, paid, pay, reverse, ticket},
    support::{colones, done, key, refused, sale, sold, straight},
};

fn unknown() -> TicketCode {
    TicketCode::from_random(42)
}

const NOT_FOUND: Refusal = Refusal::NotFound {
    what: Thing::Ticket,
};

#[tokio::test]
async fn a_paper_opens_any_ticket_of_the_own_shop_and_none_of_another() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    let juan = stage.world.signed_in("juan").await;
    let view = ticket(&juan, code).await;
    assert_eq!(
        (view.vendedor.as_str(), view.ventana.as_str()),
        ("Marta Rojas", "Centro")
    );
    assert_eq!(view.serial, "caja-marta-000001");
    assert_eq!((view.bets.len(), view.total), (1, colones(300)));
    assert_eq!(view.draw.name, "Tica");
    for stranger in ["luis", "rita"] {
        let house = stage.world.seller(stranger).await;
        assert_eq!(refused(&house, Request::Ticket { code }).await, [NOT_FOUND]);
        assert_eq!(
            refused(&house, Request::Pay(pay(code, None))).await,
            [NOT_FOUND]
        );
        assert_eq!(
            refused(&house, Request::CancelTicket(cancel(code))).await,
            [NOT_FOUND]
        );
        let again = Request::Reprint { key: key(), code };
        assert_eq!(refused(&house, again).await, [NOT_FOUND], "{stranger}");
    }
    let olga = stage.world.signed_in("olga").await;
    assert_eq!(ticket(&olga, code).await.code, code);
}

#[tokio::test]
async fn a_ticket_of_another_house_does_not_exist() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    let mut owner = stage.world.owner().await;
    sqlx::raw_sql(
        "INSERT INTO banca (banca_id, slug, name) VALUES ('00000000-0000-0000-0000-00000000000b', 'otra', 'Otra');
         INSERT INTO ventana (banca_id, ventana_id, name)
         VALUES ('00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-00000000000c', 'Norte');
         INSERT INTO app_user (banca_id, user_id, username, name, role, ventana_id, salt, verifier_hash)
         SELECT '00000000-0000-0000-0000-00000000000b', gen_random_uuid(), 'eva', 'Eva', 'ADMIN',
                '00000000-0000-0000-0000-00000000000c', salt, verifier_hash FROM app_user WHERE username = 'ana'",
    )
    .execute(&mut owner)
    .await
    .unwrap();
    let eva = stage.world.seller("eva").await;
    assert_eq!(refused(&eva, Request::Ticket { code }).await, [NOT_FOUND]);
    assert_eq!(
        refused(&eva, Request::Pay(pay(code, None))).await,
        [NOT_FOUND]
    );
    stage.evaluate(WINS).await;
    let payout = paid(&stage.marta, Request::Pay(pay(code, None)))
        .await
        .payout
        .unwrap();
    let foreign = refused(&eva, reverse(payout)).await;
    assert_eq!(
        foreign,
        [Refusal::NotFound {
            what: Thing::Payout
        }]
    );
    let page = crate::stage::payouts(&eva, banca::ops::PayoutFilter::default()).await;
    assert_eq!((page.count, page.rows.len()), (0, 0));
}

#[tokio::test]
async fn wrong_codes_are_counted_at_the_terminal_and_then_everything_with_a_code_waits() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    let other = stage.world.seller("juan").await;
    // Four misses, then the right code: they are forgotten.
    for round in 0..2 {
        for _ in 0..4 {
            let miss = Request::Ticket { code: unknown() };
            assert_eq!(refused(&stage.marta, miss).await, [NOT_FOUND]);
        }
        if round == 0 {
            ticket(&stage.marta, code).await;
        }
    }
    // The fifth in a row counts also where it came with a command.
    let fifth = refused(&stage.marta, Request::Pay(pay(unknown(), None))).await;
    assert!(
        matches!(fifth.as_slice(), [Refusal::CodesLocked { .. }]),
        "{fifth:?}"
    );
    for request in [
        Request::Ticket { code },
        Request::Pay(pay(code, None)),
        finalise(code),
    ] {
        let waits = refused(&stage.marta, request).await;
        assert!(
            matches!(waits.as_slice(), [Refusal::CodesLocked { .. }]),
            "{waits:?}"
        );
    }
    ticket(&other, code).await;
    stage
        .world
        .freeze(crate::support::morning() + TimeDelta::minutes(6))
        .await;
    ticket(&stage.marta, code).await;
}

#[tokio::test]
async fn a_ticket_tells_everything_that_happened_to_it_in_order_with_names() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    let again = Request::Reprint { key: key(), code };
    let Answer::Ticket(printed) = done(&stage.marta, again.clone()).await else {
        panic!("a reprint answers the ticket");
    };
    assert_eq!(printed.reprints, 1);
    done(&stage.marta, again).await;
    assert_eq!(
        ticket(&stage.marta, code).await.reprints,
        1,
        "the same key counts once"
    );
    stage.evaluate(WINS).await;
    let minutes = |minutes| stage.world.freeze(noon() + TimeDelta::minutes(minutes));
    minutes(10).await;
    let vera = stage.world.seller("vera").await;
    let payout = paid(&stage.marta, Request::Pay(pay(code, Some(5_000))))
        .await
        .payout
        .unwrap();
    minutes(11).await;
    let key = key();
    let notes = Request::EditPayoutNotes {
        key,
        payout,
        notes: "cédula 1-0111".to_owned(),
    };
    done(&stage.marta, notes).await;
    minutes(12).await;
    paid(&stage.marta, finalise(code)).await;
    minutes(13).await;
    paid(&vera, reverse(payout)).await;
    let history = ticket(&stage.marta, code).await.history;
    let told: Vec<(&str, &str)> = history
        .iter()
        .map(|row| (row.action.as_str(), row.who.as_str()))
        .collect();
    assert_eq!(
        told[..7],
        [
            ("ticket.sold", "Marta Rojas"),
            ("ticket.reprinted", "Marta Rojas"),
            ("draw.closed", ""),
            ("draw.evaluated", "Olga Mora"),
            ("prize.paid", "Marta Rojas"),
            ("payout.notes_changed", "Marta Rojas"),
            ("prize.finalised", "Marta Rojas"),
        ]
    );
    let mut last = [told[7], told[8]];
    last.sort_unstable();
    assert_eq!(
        last,
        [
            ("payout.reversed", "Vera Solís"),
            ("prize.reopened", "Vera Solís")
        ]
    );
    let reversed = history
        .iter()
        .find(|row| row.action == "payout.reversed")
        .unwrap();
    assert_eq!(
        (reversed.amount, reversed.note.as_str()),
        (Some(colones(5_000)), "monto equivocado")
    );
}

#[tokio::test]
async fn a_won_bet_shows_its_prize_and_the_others_nothing() {
    let stage = Stage::new().await;
    let bought = sale(&[stage.draw], vec![straight(WINS, 200), straight(45, 100)]);
    let code = sold(&stage.marta, bought).await.tickets[0].code;
    stage.evaluate(WINS).await;
    let prizes: Vec<_> = ticket(&stage.marta, code)
        .await
        .bets
        .iter()
        .map(|bet| bet.prize)
        .collect();
    assert_eq!(prizes, [colones(17_000), colones(0)]);
}

#[tokio::test]
async fn notes_change_and_stay_in_the_log_but_only_for_who_paid_or_runs_the_shop() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    stage.evaluate(WINS).await;
    let payout = paid(&stage.marta, Request::Pay(pay(code, None)))
        .await
        .payout
        .unwrap();
    let edit = |notes: &str| Request::EditPayoutNotes {
        key: key(),
        payout,
        notes: notes.to_owned(),
    };
    let juan = stage.world.signed_in("juan").await;
    let foreign = refused(&juan, edit("x")).await;
    assert_eq!(
        foreign,
        [Refusal::NotFound {
            what: Thing::Payout
        }]
    );
    let long = refused(&stage.marta, edit(&"x".repeat(501))).await;
    let problem = FieldProblem::TooLong { most: 500 };
    assert_eq!(
        long,
        [Refusal::Field {
            field: "notes".to_owned(),
            problem
        }]
    );
    let vera = stage.world.signed_in("vera").await;
    done(&vera, edit(&"ñ".repeat(500))).await;
    let row = ticket(&vera, code).await.prize.unwrap().payouts.remove(0);
    assert_eq!((row.notes, row.amount), ("ñ".repeat(500), colones(15_000)));
}

#[tokio::test]
async fn the_offer_to_cancel_follows_time_and_right() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    let juan = stage.world.signed_in("juan").await;
    let vera = stage.world.signed_in("vera").await;
    assert_eq!(
        ticket(&stage.marta, code).await.cancel,
        Some(CancelOffer::Own)
    );
    assert_eq!(
        ticket(&juan, code).await.cancel,
        Some(CancelOffer::WithApproval)
    );
    assert_eq!(ticket(&vera, code).await.cancel, Some(CancelOffer::Own));
    stage
        .world
        .freeze(crate::support::morning() + TimeDelta::minutes(11))
        .await;
    assert_eq!(
        ticket(&stage.marta, code).await.cancel,
        Some(CancelOffer::WithApproval)
    );
    done(
        &vera,
        Request::OpenDrawer {
            key: key(),
            float: colones(1_000),
        },
    )
    .await;
    done(&vera, Request::CancelTicket(cancel(code))).await;
    let view = ticket(&stage.marta, code).await;
    assert_eq!((view.state, view.cancel), (TicketState::Cancelled, None));
}
