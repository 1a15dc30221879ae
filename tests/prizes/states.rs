//! What each state of a prize allows, and the two tickets of the golden day.

use banca::{
    domain::{Money, PayProblem, PayoutStatus, PrizeState, TicketCode},
    ops::{FieldProblem, House, Refusal, Request},
};
use chrono::TimeDelta;

use crate::{
    stage::{
        LOSES, Stage, WINS, books_hold, finalise, key_balance, noon, paid, pay, payouts, reopen,
        reverse, ticket,
    },
    support::{colones, refused},
};

/// Vera, who runs the shop and may take payouts back, with a drawer.
async fn vera(stage: &Stage) -> House {
    stage.world.seller("vera").await
}

async fn why(house: &House, request: impl Into<Request>) -> PayProblem {
    match refused(house, request.into()).await.as_slice() {
        [Refusal::Prize(problem)] => problem.clone(),
        other => panic!("refused for another reason: {other:?}"),
    }
}

/// What a state answers to paying, finalising, reopening and reversing; nothing where it allows it.
type Row = (
    TicketCode,
    PrizeState,
    Option<PayProblem>,
    Option<PayProblem>,
    Option<PayProblem>,
);

#[tokio::test]
async fn every_state_refuses_what_it_does_not_allow_and_says_why() {
    let stage = Stage::new().await;
    let vera = vera(&stage).await;
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(stage.winner(15_000).await);
    }
    stage.evaluate(WINS).await;
    for (code, amount) in [
        (codes[1], Some(5_000)),
        (codes[2], None),
        (codes[3], Some(5_000)),
    ] {
        paid(&vera, Request::Pay(pay(code, amount))).await;
    }
    paid(&vera, finalise(codes[3])).await;
    let remaining = colones(10_000);
    let rows: [Row; 4] = [
        (
            codes[0],
            PrizeState::Unpaid,
            None,
            Some(PayProblem::NothingPaid),
            Some(PayProblem::NotFinalized),
        ),
        (
            codes[1],
            PrizeState::Partial,
            None,
            None,
            Some(PayProblem::NotFinalized),
        ),
        (
            codes[2],
            PrizeState::Paid,
            Some(PayProblem::AlreadyPaid),
            Some(PayProblem::AlreadyPaid),
            Some(PayProblem::NotFinalized),
        ),
        (
            codes[3],
            PrizeState::Finalized,
            Some(PayProblem::Finalized { remaining }),
            Some(PayProblem::Finalized { remaining }),
            None,
        ),
    ];
    for (code, state, no_pay, no_finalise, no_reopen) in rows {
        let view = ticket(&vera, code).await;
        let prize = view.prize.unwrap();
        assert_eq!(prize.state, state);
        if let Some(problem) = no_pay {
            assert_eq!(
                why(&vera, Request::Pay(pay(code, Some(1)))).await,
                problem,
                "{state:?} pay"
            );
        }
        if let Some(problem) = no_finalise {
            assert_eq!(
                why(&vera, finalise(code)).await,
                problem,
                "{state:?} finalise"
            );
        }
        if let Some(problem) = no_reopen {
            assert_eq!(why(&vera, reopen(code)).await, problem, "{state:?} reopen");
        }
        // What is allowed is allowed: paid in part, paid out, or taken back.
        match state {
            PrizeState::Unpaid => {
                let after = paid(&vera, Request::Pay(pay(code, Some(1)))).await.prize;
                assert_eq!(after.state, PrizeState::Partial);
            }
            PrizeState::Partial | PrizeState::Paid | PrizeState::Finalized => {
                let last = prize.payouts.last().unwrap();
                assert!(last.last, "{state:?}: the last payout says so");
                let after = paid(&vera, reverse(last.payout.unwrap())).await.prize;
                assert_eq!(after.state, PrizeState::Unpaid, "{state:?} reverse");
            }
            PrizeState::Expired | PrizeState::Reversed => unreachable!("not in these rows"),
        }
    }
}

#[tokio::test]
async fn a_prize_that_a_correction_took_away_neither_pays_nor_gives_back() {
    let stage = Stage::new().await;
    let vera = vera(&stage).await;
    let (untouched, begun) = (stage.winner(15_000).await, stage.winner(15_000).await);
    stage.evaluate(WINS).await;
    let payout = paid(&vera, Request::Pay(pay(begun, Some(5_000))))
        .await
        .payout
        .unwrap();
    stage.evaluate(LOSES).await;
    for code in [untouched, begun] {
        let prize = ticket(&vera, code).await.prize.unwrap();
        assert_eq!(
            (prize.state, prize.remaining),
            (PrizeState::Reversed, Money::ZERO)
        );
        assert_eq!(
            why(&vera, Request::Pay(pay(code, None))).await,
            PayProblem::Reversed
        );
        assert_eq!(why(&vera, finalise(code)).await, PayProblem::Reversed);
    }
    assert_eq!(why(&vera, reverse(payout)).await, PayProblem::Reversed);
    let back = ticket(&vera, begun).await.prize.unwrap();
    assert!(
        !back.payouts[0].last,
        "what a correction claimed is not taken back here"
    );
    books_hold(&stage.world).await;
}

#[tokio::test]
async fn a_corrected_result_that_gives_the_prize_again_counts_what_was_paid() {
    let stage = Stage::new().await;
    let vera = vera(&stage).await;
    let code = stage.winner(15_000).await;
    stage.evaluate(WINS).await;
    let early = paid(&vera, Request::Pay(pay(code, Some(5_000))))
        .await
        .payout
        .unwrap();
    stage.evaluate(LOSES).await;
    stage.evaluate(WINS).await;
    let prize = ticket(&vera, code).await.prize.unwrap();
    assert_eq!(
        (prize.paid, prize.remaining),
        (colones(5_000), colones(10_000))
    );
    assert_eq!(why(&vera, reverse(early)).await, PayProblem::Reversed);
    let late = paid(&vera, Request::Pay(pay(code, None))).await;
    assert_eq!(
        (late.amount, late.prize.state),
        (colones(10_000), PrizeState::Paid)
    );
    let after = paid(&vera, reverse(late.payout.unwrap())).await;
    assert_eq!(after.prize.remaining, colones(10_000));
    books_hold(&stage.world).await;
}

#[tokio::test]
async fn an_expired_prize_is_not_paid_even_before_the_job_has_run() {
    let stage = Stage::new().await;
    let vera = vera(&stage).await;
    let (open, part) = (stage.winner(15_000).await, stage.winner(15_000).await);
    stage.evaluate(WINS).await;
    let payout = paid(&vera, Request::Pay(pay(part, Some(5_000))))
        .await
        .payout
        .unwrap();
    let last_day = ticket(&vera, open).await.prize.unwrap().expires;
    let past = last_day
        .succ_opt()
        .unwrap()
        .and_hms_opt(18, 0, 0)
        .unwrap()
        .and_utc();
    stage.world.freeze(past).await;
    let prize = ticket(&vera, open).await.prize.unwrap();
    assert_eq!(prize.state, PrizeState::Expired);
    for code in [open, part] {
        assert_eq!(
            why(&vera, Request::Pay(pay(code, None))).await,
            PayProblem::Expired
        );
        assert_eq!(why(&vera, finalise(code)).await, PayProblem::Expired);
    }
    assert_eq!(why(&vera, reverse(payout)).await, PayProblem::Expired);
    let page = payouts(&vera, banca::ops::PayoutFilter::default()).await;
    assert_eq!(page.pending, Money::ZERO, "what has expired is not pending");
}

#[tokio::test]
async fn ticket_a_is_paid_in_three_parts_and_the_third_again_after_its_reversal() {
    let stage = Stage::new().await;
    let vera = vera(&stage).await;
    let code = stage.winner(15_000).await;
    stage.evaluate(WINS).await;
    let part = || Request::Pay(pay(code, Some(5_000)));
    let first = paid(&vera, part()).await;
    assert_eq!(
        (first.prize.state, first.prize.remaining),
        (PrizeState::Partial, colones(10_000))
    );
    paid(&vera, part()).await;
    let third = paid(&vera, part()).await;
    assert_eq!(third.prize.state, PrizeState::Paid);
    let not_last = refused(&vera, reverse(first.payout.unwrap())).await;
    assert_eq!(not_last, [Refusal::NotTheLastPayout { code }]);
    let back = paid(&vera, reverse(third.payout.unwrap())).await;
    assert_eq!(
        (back.amount, back.prize.state),
        (colones(5_000), PrizeState::Partial)
    );
    let twice = refused(&vera, reverse(third.payout.unwrap())).await;
    assert_eq!(twice, [Refusal::AlreadyReversed]);
    let again = paid(&vera, part()).await;
    assert_eq!(
        (again.prize.state, again.prize.paid),
        (PrizeState::Paid, colones(15_000))
    );
    let statuses: Vec<PayoutStatus> = again.prize.payouts.iter().map(|row| row.status).collect();
    let (complete, reversed) = (PayoutStatus::Completed, PayoutStatus::Reversed);
    assert_eq!(statuses, [complete, complete, reversed, complete]);
    let ticket_id = ticket(&vera, code).await.ticket.raw();
    assert_eq!(
        key_balance(&stage.world, 2420, ticket_id).await,
        Money::ZERO
    );
    // The drawer gave 15 000 out of its 50 000.
    let drawer = stage
        .world
        .balance(stage.world.ventanas[0].raw(), 1100)
        .await;
    assert_eq!(drawer, colones(100_000 + 300 - 15_000).as_cents());
    books_hold(&stage.world).await;
}

#[tokio::test]
async fn ticket_b_is_finalised_reopened_finalised_again_and_reversed() {
    let stage = Stage::new().await;
    let vera = vera(&stage).await;
    let code = stage.winner(20_000).await;
    stage.evaluate(WINS).await;
    let payout = paid(&vera, Request::Pay(pay(code, Some(12_000))))
        .await
        .payout
        .unwrap();
    let id = ticket(&vera, code).await.ticket.raw();
    let books = async || {
        (
            key_balance(&stage.world, 2420, id).await,
            key_balance(&stage.world, 2425, id).await,
        )
    };
    let owed = |amount| colones(amount).checked_neg().unwrap();
    let done = paid(&vera, finalise(code)).await;
    assert_eq!((done.amount, done.payout), (colones(8_000), None));
    assert_eq!(
        (done.prize.state, done.prize.remaining),
        (PrizeState::Finalized, colones(8_000))
    );
    assert_eq!(books().await, (Money::ZERO, owed(8_000)));
    let open = paid(&vera, reopen(code)).await;
    assert_eq!(open.prize.state, PrizeState::Partial);
    assert_eq!(books().await, (owed(8_000), Money::ZERO));
    paid(&vera, finalise(code)).await;
    let back = paid(&vera, reverse(payout)).await;
    assert_eq!(
        (back.prize.state, back.prize.remaining),
        (PrizeState::Unpaid, colones(20_000))
    );
    assert_eq!(books().await, (owed(20_000), Money::ZERO));
    let whole = paid(&vera, Request::Pay(pay(code, None))).await;
    assert_eq!(
        (whole.amount, whole.prize.state),
        (colones(20_000), PrizeState::Paid)
    );
    books_hold(&stage.world).await;
}

#[tokio::test]
async fn a_payment_is_checked_against_prize_view_and_drawer_and_every_problem_is_named() {
    let stage = Stage::new().await;
    let code = stage.winner(15_000).await;
    stage.evaluate(WINS).await;
    let marta = &stage.marta;
    let over = why(marta, Request::Pay(pay(code, Some(15_001)))).await;
    let (asked, remaining) = (colones(15_001), colones(15_000));
    assert_eq!(over, PayProblem::Overpaying { asked, remaining });
    for amount in [0, -5] {
        assert_eq!(
            why(marta, Request::Pay(pay(code, Some(amount)))).await,
            PayProblem::NotPositive
        );
    }
    let mut stale = pay(code, None);
    stale.expected_remaining = Some(colones(9_000));
    let expected = colones(9_000);
    let changed = refused(marta, Request::Pay(stale)).await;
    assert_eq!(
        changed,
        [Refusal::RemainingChanged {
            expected,
            remaining
        }]
    );
    // Without a drawer, with long notes, and too much: all three are said.
    let juan = stage.world.signed_in("juan").await;
    let mut bad = pay(code, Some(99_000));
    bad.notes = "ñ".repeat(501);
    let all = refused(&juan, Request::Pay(bad)).await;
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all.contains(&Refusal::NoOpenDrawer));
    let too_long = FieldProblem::TooLong { most: 500 };
    assert!(all.contains(&Refusal::Field {
        field: "notes".to_owned(),
        problem: too_long
    }));
}

#[tokio::test]
async fn a_drawer_pays_no_more_cash_than_it_holds_and_other_methods_need_none() {
    let stage = Stage::new().await;
    let code = stage.winner(60_000).await;
    stage.evaluate(WINS).await;
    // Who counts the drawer blind is not told what it holds.
    let (asked, available) = (colones(60_000), None);
    let short = refused(&stage.marta, Request::Pay(pay(code, None))).await;
    assert_eq!(short, [Refusal::InsufficientCash { asked, available }]);
    let part = paid(&stage.marta, Request::Pay(pay(code, Some(51_200)))).await;
    assert_eq!(part.prize.remaining, colones(8_800));
    let mut sinpe = pay(code, None);
    sinpe.method = banca::domain::PayMethod::Sinpe;
    sinpe.notes = "comprobante 8841".to_owned();
    let rest = paid(&stage.marta, Request::Pay(sinpe)).await;
    assert_eq!(rest.prize.state, PrizeState::Paid);
    let book = stage.world.ventanas[0].raw();
    assert_eq!(stage.world.balance(book, 1100).await, 0);
    assert_eq!(
        stage.world.balance(book, 1120).await,
        -colones(8_800).as_cents()
    );
    books_hold(&stage.world).await;
}

#[tokio::test]
async fn what_did_not_win_or_is_not_known_yet_pays_nothing() {
    let stage = Stage::new().await;
    let (winner, loser, cancelled) = (
        stage.winner(15_000).await,
        stage.ticket(&stage.marta, LOSES, 15_000).await,
        stage.winner(15_000).await,
    );
    crate::support::done(
        &stage.marta,
        Request::CancelTicket(crate::stage::cancel(cancelled)),
    )
    .await;
    let early = refused(&stage.marta, Request::Pay(pay(winner, None))).await;
    let state = banca::domain::DrawState::Open;
    assert_eq!(early, [Refusal::NotEvaluated { state }]);
    stage.evaluate(WINS).await;
    let lost = refused(&stage.marta, Request::Pay(pay(loser, None))).await;
    assert_eq!(lost, [Refusal::NotAWinner]);
    let state = banca::domain::TicketState::Cancelled;
    let gone = refused(&stage.marta, Request::Pay(pay(cancelled, None))).await;
    assert_eq!(gone, [Refusal::TicketNotPayable { state }]);
    stage.world.freeze(noon() + TimeDelta::hours(1)).await;
    assert!(ticket(&stage.marta, loser).await.prize.is_none());
}
