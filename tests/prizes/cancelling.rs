//! Cancelling tickets: who, until when, and from which drawer the money comes back.

use banca::{
    domain::{DrawState, Right, TicketState},
    ops::{Answer, CancelledTicket, FieldProblem, Refusal, Request},
};
use chrono::TimeDelta;

use crate::{
    stage::{Stage, WINS, cancel, noon},
    support::{colones, consented, done, key, morning, refused},
};

#[tokio::test]
async fn a_cancelled_ticket_gives_the_stake_back_once_and_leaves_no_trace_in_books_and_counters() {
    let stage = Stage::new().await;
    let ventana = stage.world.ventanas[0].raw();
    let before = stage.world.balance(ventana, 1100).await;
    let code = stage.winner(15_000).await;
    assert_eq!(
        stage.world.balance(ventana, 1100).await,
        before + colones(300).as_cents()
    );
    let asked = cancel(code);
    let answer = done(&stage.marta, Request::CancelTicket(asked.clone())).await;
    let refund = colones(300);
    assert_eq!(
        answer,
        Answer::Cancelled(CancelledTicket {
            code,
            refund,
            cached: false
        })
    );
    let again = done(&stage.marta, Request::CancelTicket(asked)).await;
    assert_eq!(
        again,
        Answer::Cancelled(CancelledTicket {
            code,
            refund,
            cached: true
        })
    );
    let twice = refused(&stage.marta, Request::CancelTicket(cancel(code))).await;
    assert_eq!(
        twice,
        [Refusal::CannotCancel {
            state: TicketState::Cancelled
        }]
    );
    assert_eq!(stage.world.balance(ventana, 1100).await, before);
    assert_eq!(stage.world.balance(stage.world.banca.raw(), 2410).await, 0);
    let mut owner = stage.world.owner().await;
    let left: i64 =
        sqlx::query_scalar("SELECT (sum(straight) + sum(tickets))::bigint FROM exposure")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert_eq!(left, 0);
    crate::stage::books_hold(&stage.world).await;
}

#[tokio::test]
async fn a_late_or_anothers_cancellation_needs_a_supervisor() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    let juan = stage.world.seller("juan").await;
    stage.world.freeze(morning() + TimeDelta::minutes(11)).await;
    for house in [&stage.marta, &juan] {
        let asked = cancel(code);
        let no = refused(house, Request::CancelTicket(asked)).await;
        assert!(
            matches!(
                no.as_slice(),
                [Refusal::NeedsApproval {
                    right: Right::CancelAny,
                    ..
                }]
            ),
            "{no:?}"
        );
    }
    let mut asked = cancel(code);
    asked.approval = Some(
        consented(
            &juan,
            "vera",
            Right::CancelAny,
            asked.key,
            &code.digits(),
            Some(colones(300)),
        )
        .await,
    );
    done(&juan, Request::CancelTicket(asked)).await;
}

#[tokio::test]
async fn nothing_is_cancelled_from_the_cutoff_on() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    stage.world.freeze(noon()).await;
    let late = refused(&stage.marta, Request::CancelTicket(cancel(code))).await;
    assert!(
        matches!(
            late.as_slice(),
            [Refusal::CancelTooLate {
                state: DrawState::Open,
                ..
            }]
        ),
        "{late:?}"
    );
    stage.evaluate(WINS).await;
    let drawn = refused(&stage.marta, Request::CancelTicket(cancel(code))).await;
    assert!(
        matches!(
            drawn.as_slice(),
            [Refusal::CancelTooLate {
                state: DrawState::Evaluated,
                ..
            }]
        ),
        "{drawn:?}"
    );
}

#[tokio::test]
async fn a_cancellation_wants_a_reason_a_drawer_and_the_cash_in_it() {
    let stage = Stage::new().await;
    let code = stage.ticket(&stage.marta, 7, 600_000).await;
    let missing = Refusal::Field {
        field: "reason".to_owned(),
        problem: FieldProblem::Missing,
    };
    let mut silent = cancel(code);
    silent.reason = "  ".to_owned();
    let lacks = refused(&stage.marta, Request::CancelTicket(silent.clone())).await;
    assert_eq!(lacks.as_slice(), std::slice::from_ref(&missing));
    let vera = stage.world.signed_in("vera").await;
    silent.key = key();
    let both = refused(&vera, Request::CancelTicket(silent)).await;
    assert_eq!(both, [missing, Refusal::NoOpenDrawer]);
    done(
        &vera,
        Request::OpenDrawer {
            key: key(),
            float: colones(11_999),
        },
    )
    .await;
    let poor = refused(&vera, Request::CancelTicket(cancel(code))).await;
    let (asked, available) = (colones(12_000), Some(colones(11_999)));
    assert_eq!(poor, [Refusal::InsufficientCash { asked, available }]);
}

#[tokio::test]
async fn the_money_comes_from_a_drawer_of_the_shop_that_sold() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    let mut owner = stage.world.owner().await;
    sqlx::query("UPDATE app_user SET ventana_id = $1 WHERE username = 'olga'")
        .bind(stage.world.ventanas[1].raw())
        .execute(&mut owner)
        .await
        .unwrap();
    let olga = stage.world.seller("olga").await;
    let elsewhere = refused(&olga, Request::CancelTicket(cancel(code))).await;
    assert_eq!(elsewhere, [Refusal::UnauthorizedDrawer]);
}
