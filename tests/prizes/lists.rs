//! The list of prizes and payouts, and the list of tickets: filters, orders, pages and totals.

use std::collections::HashSet;

use banca::{
    domain::{Money, PayMethod, PayoutStatus, TicketCode},
    ops::{
        Answer, FieldProblem, House, PayoutFilter, PayoutPage, PayoutSort, Refusal, Request,
        TicketFilter, TicketPage,
    },
};
use chrono::TimeDelta;

use crate::{
    stage::{LOSES, Stage, WINS, cancel, finalise, noon, paid, pay, payouts, reverse},
    support::{colones, done, number, refused},
};

/// Seven prizes of Centro in every status, and one of Mercado.
struct Listed {
    stage: Stage,
    vera: House,
    juan: House,
    codes: Vec<TicketCode>,
}

async fn listed() -> Listed {
    let stage = Stage::new().await;
    let (vera, juan) = (
        stage.world.seller("vera").await,
        stage.world.seller("juan").await,
    );
    let luis = stage.world.seller("luis").await;
    let mut codes = Vec::new();
    for prize in [1_000, 2_000, 3_000, 4_000, 5_000] {
        codes.push(stage.ticket(&stage.marta, WINS, prize * 5).await);
    }
    codes.push(stage.ticket(&juan, WINS, 5_000).await);
    codes.push(stage.ticket(&luis, WINS, 5_000).await);
    stage.evaluate(WINS).await;
    let mut sinpe = pay(codes[1], Some(3_000));
    sinpe.method = PayMethod::Sinpe;
    paid(&stage.marta, Request::Pay(sinpe)).await;
    stage.world.freeze(noon() + TimeDelta::minutes(2)).await;
    paid(&stage.marta, Request::Pay(pay(codes[2], None))).await;
    paid(&stage.marta, Request::Pay(pay(codes[3], Some(6_000)))).await;
    paid(&stage.marta, finalise(codes[3])).await;
    stage.world.freeze(noon() + TimeDelta::minutes(3)).await;
    let back = paid(&vera, Request::Pay(pay(codes[4], Some(7_000))))
        .await
        .payout
        .unwrap();
    paid(&vera, reverse(back)).await;
    paid(&juan, Request::Pay(pay(codes[5], None))).await;
    Listed {
        stage,
        vera,
        juan,
        codes,
    }
}

fn only(status: PayoutStatus) -> PayoutFilter {
    PayoutFilter {
        status: Some(status),
        ..PayoutFilter::default()
    }
}

fn codes(page: &PayoutPage) -> Vec<TicketCode> {
    page.rows.iter().map(|row| row.code).collect()
}

#[tokio::test]
async fn every_status_lists_its_rows_with_amount_and_remainder() {
    let Listed {
        stage: _stage,
        vera,
        codes: all,
        ..
    } = listed().await;
    let pending = payouts(&vera, only(PayoutStatus::Pending)).await;
    let found: HashSet<_> = codes(&pending).into_iter().collect();
    assert_eq!(
        found,
        HashSet::from([all[0], all[4]]),
        "a reversed prize is pending again"
    );
    assert!(
        pending
            .rows
            .iter()
            .all(|row| row.payout.is_none() && row.amount == row.remaining)
    );
    for (status, code, amount, remaining) in [
        (PayoutStatus::Partial, all[1], 3_000, 7_000),
        (PayoutStatus::Finalised, all[3], 6_000, 14_000),
        (PayoutStatus::Reversed, all[4], 7_000, 25_000),
    ] {
        let page = payouts(&vera, only(status)).await;
        assert_eq!((page.count, page.rows.len()), (1, 1), "{status:?}");
        let row = &page.rows[0];
        assert_eq!((row.code, row.status), (code, status));
        assert_eq!(
            (row.amount, row.remaining),
            (colones(amount), colones(remaining)),
            "{status:?}"
        );
    }
    let completed = payouts(&vera, only(PayoutStatus::Completed)).await;
    let found: HashSet<_> = codes(&completed).into_iter().collect();
    assert_eq!(found, HashSet::from([all[2], all[5]]));
}

#[tokio::test]
async fn totals_count_the_whole_filter_and_each_remainder_once() {
    let Listed {
        stage: _stage,
        vera,
        codes: all,
        ..
    } = listed().await;
    let one = PayoutFilter {
        limit: Some(1),
        ..PayoutFilter::default()
    };
    let page = payouts(&vera, one).await;
    assert_eq!((page.rows.len(), page.count), (1, 7));
    assert_eq!(page.paid, colones(3_000 + 15_000 + 6_000 + 5_000));
    assert_eq!(page.pending, colones(5_000 + 7_000 + 25_000));
    assert_eq!(page.finalised, colones(14_000));
    let ticket = PayoutFilter {
        code: Some(all[4]),
        ..PayoutFilter::default()
    };
    let page = payouts(&vera, ticket).await;
    assert_eq!(
        (page.count, page.paid, page.pending),
        (2, Money::ZERO, colones(25_000))
    );
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let Listed {
        stage,
        vera,
        codes: all,
        ..
    } = listed().await;
    let juan = stage.world.user("juan").await;
    let any = PayoutFilter::default;
    let sold_by = PayoutFilter {
        vendedor: Some(juan),
        ..any()
    };
    assert_eq!(codes(&payouts(&vera, sold_by).await), [all[5]]);
    let method = PayoutFilter {
        method: Some(PayMethod::Sinpe),
        ..any()
    };
    assert_eq!(codes(&payouts(&vera, method).await), [all[1]]);
    let draw = PayoutFilter {
        draw: Some(stage.draw),
        ..any()
    };
    assert_eq!(payouts(&vera, draw).await.count, 7);
    let day = noon().date_naive();
    let today = PayoutFilter {
        from: Some(day),
        to: Some(day),
        ..any()
    };
    assert_eq!(payouts(&vera, today).await.count, 7);
    let later = PayoutFilter {
        from: day.succ_opt(),
        ..any()
    };
    assert_eq!(payouts(&vera, later).await.count, 0);
    let olga = stage.world.signed_in("olga").await;
    assert_eq!(payouts(&olga, any()).await.count, 8);
    let mercado = PayoutFilter {
        ventana: Some(stage.world.ventanas[1]),
        ..any()
    };
    assert_eq!(codes(&payouts(&olga, mercado.clone()).await), [all[6]]);
    assert_eq!(payouts(&vera, mercado).await.count, 0);
}

#[tokio::test]
async fn a_seller_sees_what_he_sold_or_paid_and_sees_it_right() {
    let Listed {
        stage,
        vera,
        juan,
        codes: all,
    } = listed().await;
    assert_eq!(
        codes(&payouts(&juan, PayoutFilter::default()).await),
        [all[5]]
    );
    // Juan pays a part of a ticket that Marta sold and began to pay.
    paid(&juan, Request::Pay(pay(all[1], Some(1_000)))).await;
    let mine = payouts(
        &juan,
        PayoutFilter {
            code: Some(all[1]),
            ..PayoutFilter::default()
        },
    )
    .await;
    assert_eq!(mine.count, 1, "not the part that Marta paid");
    assert_eq!(mine.rows[0].remaining, colones(6_000));
    let hers = payouts(&stage.marta, PayoutFilter::default()).await;
    assert!(!codes(&hers).contains(&all[5]));
    assert_eq!(payouts(&vera, PayoutFilter::default()).await.count, 8);
}

#[tokio::test]
async fn walking_all_pages_gives_the_whole_list_once_in_every_order() {
    let Listed {
        stage: _stage,
        vera,
        ..
    } = listed().await;
    for sort in PayoutSort::ALL {
        for ascending in [false, true] {
            let base = PayoutFilter {
                sort,
                ascending,
                ..PayoutFilter::default()
            };
            let whole = payouts(&vera, base.clone()).await;
            assert_eq!(whole.next, None);
            let in_order = |keys: Vec<String>| {
                let mut sorted = keys.clone();
                sorted.sort();
                if !ascending {
                    sorted.reverse();
                }
                assert_eq!(keys, sorted, "{sort:?} ascending {ascending}");
            };
            in_order(match sort {
                PayoutSort::Date => whole.rows.iter().map(|row| row.at.to_rfc3339()).collect(),
                PayoutSort::Amount => whole
                    .rows
                    .iter()
                    .map(|row| format!("{:015}", row.amount.as_cents()))
                    .collect(),
                PayoutSort::Code => whole.rows.iter().map(|row| row.code.digits()).collect(),
            });
            let mut walked = Vec::new();
            let mut after = None;
            loop {
                let page = payouts(
                    &vera,
                    PayoutFilter {
                        after,
                        limit: Some(2),
                        ..base.clone()
                    },
                )
                .await;
                assert_eq!(page.count, whole.count);
                walked.extend(page.rows);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(walked, whole.rows, "{sort:?} ascending {ascending}");
        }
    }
}

#[tokio::test]
async fn a_page_mark_of_another_order_and_a_page_without_end_are_refused() {
    let Listed {
        stage: _stage,
        vera,
        ..
    } = listed().await;
    let first = payouts(
        &vera,
        PayoutFilter {
            limit: Some(1),
            ..PayoutFilter::default()
        },
    )
    .await;
    let turned = PayoutFilter {
        after: first.next,
        ascending: true,
        ..PayoutFilter::default()
    };
    let (field, problem) = ("after".to_owned(), FieldProblem::Unreadable);
    assert_eq!(
        refused(&vera, Request::Payouts(turned)).await,
        [Refusal::Field { field, problem }]
    );
    for limit in [0, 101] {
        let asked = PayoutFilter {
            limit: Some(limit),
            ..PayoutFilter::default()
        };
        let (field, problem) = ("limit".to_owned(), FieldProblem::OutOfRange);
        assert_eq!(
            refused(&vera, Request::Payouts(asked)).await,
            [Refusal::Field { field, problem }]
        );
    }
}

async fn tickets(house: &House, filter: TicketFilter) -> TicketPage {
    match done(house, Request::Tickets(filter)).await {
        Answer::Tickets(page) => page,
        other => panic!("not a page of tickets: {other:?}"),
    }
}

#[tokio::test]
async fn tickets_are_listed_newest_first_with_count_sum_and_a_picture_of_their_bets() {
    let stage = Stage::new().await;
    let juan = stage.world.seller("juan").await;
    let mut codes = Vec::new();
    for minute in 0..5 {
        stage
            .world
            .freeze(crate::support::morning() + TimeDelta::minutes(minute))
            .await;
        codes.push(stage.winner(5_000).await);
    }
    let loser = stage.ticket(&juan, LOSES, 10_000).await;
    done(&stage.marta, Request::CancelTicket(cancel(codes[4]))).await;
    let page = tickets(&stage.marta, TicketFilter::default()).await;
    let listed: Vec<_> = page.rows.iter().map(|row| row.code).collect();
    let newest_first: Vec<_> = codes.iter().rev().copied().collect();
    assert_eq!(listed, newest_first, "a seller's own tickets only");
    assert_eq!(
        (page.count, page.sum),
        (5, colones(400)),
        "the cancelled one is not in the sum"
    );
    assert_eq!(
        (page.rows[0].summary.as_str(), page.rows[0].bets),
        ("23×100", 1)
    );
    let vera = stage.world.signed_in("vera").await;
    let by_number = TicketFilter {
        number: Some(number(LOSES)),
        ..TicketFilter::default()
    };
    let found = tickets(&vera, by_number).await;
    assert_eq!((found.count, found.rows[0].code), (1, loser));
    let mut walked = Vec::new();
    let mut after = None;
    loop {
        let filter = TicketFilter {
            after,
            limit: Some(2),
            ..TicketFilter::default()
        };
        let page = tickets(&vera, filter).await;
        walked.extend(page.rows.iter().map(|row| row.code));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(walked.len(), 6);
    assert_eq!(walked.iter().collect::<HashSet<_>>().len(), 6);
    stage.evaluate(WINS).await;
    let winners = TicketFilter {
        winners: true,
        ..TicketFilter::default()
    };
    let won = tickets(&vera, winners).await;
    assert_eq!((won.count, won.rows[0].prize), (4, Some(colones(5_000))));
}
