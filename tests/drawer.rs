//! Drawers on a real PostgreSQL: opened, moved through, counted blind, closed, and what the books say afterwards.

mod support;

use banca::{
    domain::{CommandKey, DrawerId, Money, Right},
    ops::{
        Answer, CashMovement, CloseDrawer, CountResult, CountedPieces, DrawerReport, DrawerState,
        DrawerView, FieldProblem, House, MoveCash, Refusal, Reply, Request,
    },
};
use chrono::TimeDelta;
use support::{World, colones, consented, done, key, morning, refused, sale, sold, straight};

fn open(float: i64) -> Request {
    Request::OpenDrawer {
        key: key(),
        float: colones(float),
    }
}

fn count(pieces: &[(i64, u32)]) -> Request {
    count_of(pieces, None)
}

fn count_of(pieces: &[(i64, u32)], drawer: Option<DrawerId>) -> Request {
    Request::CountDrawer {
        key: key(),
        pieces: pieces
            .iter()
            .map(|&(value, pieces)| CountedPieces {
                value: colones(value),
                pieces,
            })
            .collect(),
        drawer,
    }
}

fn close(drawer: DrawerId) -> Request {
    Request::CloseDrawer(CloseDrawer {
        key: key(),
        drawer,
        reason: None,
        approval: None,
        counted: Vec::new(),
        keep: Money::ZERO,
        short: None,
    })
}

fn cash(movement: CashMovement, amount: i64) -> Request {
    Request::MoveCash(MoveCash {
        key: key(),
        movement,
        amount: colones(amount),
        reason: "cambio".to_owned(),
        approval: None,
    })
}

async fn own(house: &House) -> DrawerView {
    match done(house, Request::Drawer).await {
        Answer::Drawer(view) => view,
        other => panic!("not a drawer: {other:?}"),
    }
}

async fn counted(house: &House, asked: Request) -> CountResult {
    match done(house, asked).await {
        Answer::Counted(result) => result,
        other => panic!("not a count: {other:?}"),
    }
}

async fn closed(house: &House, asked: Request) -> DrawerReport {
    match done(house, asked).await {
        Answer::DrawerClosed(report) => *report,
        other => panic!("not a report: {other:?}"),
    }
}

/// Marta's drawer with a float of 50 000 and a sale of 1 000.
async fn trading(world: &World) -> (House, DrawerId) {
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(23, 1_000)])).await;
    let drawer = own(&marta).await.drawer.expect("the drawer is open");
    (marta, drawer)
}

#[tokio::test]
async fn a_drawer_opens_with_its_float_from_the_safe() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    assert_eq!(own(&marta).await.drawer, None);

    let request = open(50_000);
    let first = done(&marta, request.clone()).await;
    assert_eq!(first, done(&marta, request).await, "a repeat opens nothing");

    let view = own(&marta).await;
    assert_eq!(view.state, Some(DrawerState::Open));
    assert_eq!(view.float, colones(50_000));
    assert_eq!(view.denominations.len(), 10);
    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 1100).await, 5_000_000);
    assert_eq!(world.balance(shop, 1110).await, -5_000_000);
}

#[tokio::test]
async fn one_drawer_is_open_per_user_and_per_terminal() {
    let world = World::new().await;
    let marta = world.signed_in_at("marta", "caja-1").await;
    done(&marta, open(1_000)).await;
    assert_eq!(
        refused(&marta, open(1_000)).await,
        [Refusal::DrawerAlreadyOpen]
    );

    let juan = world.signed_in_at("juan", "caja-1").await;
    assert_eq!(
        refused(&juan, open(1_000)).await,
        [Refusal::DrawerAlreadyOpen]
    );

    let elsewhere = world.signed_in_at("marta", "caja-2").await;
    assert_eq!(
        refused(&elsewhere, open(1_000)).await,
        [Refusal::DrawerAlreadyOpen]
    );
    assert_eq!(own(&elsewhere).await.elsewhere.as_deref(), Some("caja-1"));
    let draw = world
        .open_draw("Nica", morning() + TimeDelta::hours(5))
        .await;
    let asked = Request::Sell(sale(&[draw], vec![straight(1, 500)]));
    let terminal = "caja-1".to_owned();
    assert_eq!(
        refused(&elsewhere, asked).await,
        [Refusal::DrawerElsewhere { terminal }],
        "the terminal is named where the drawer is"
    );
}

#[tokio::test]
async fn a_negative_float_and_an_administrator_without_a_shop_are_refused() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    assert!(matches!(
        &refused(&marta, open(-1)).await[..],
        [Refusal::Field { field, problem: FieldProblem::OutOfRange }] if field == "float"
    ));
    let olga = world.signed_in("olga").await;
    assert!(matches!(
        &refused(&olga, open(0)).await[..],
        [Refusal::NotAllowed {
            right: Right::Drawer,
            ..
        }]
    ));
}

#[tokio::test]
async fn counting_stops_the_sale_until_the_drawer_is_closed() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let draw = world
        .open_draw("Nica", morning() + TimeDelta::hours(5))
        .await;
    counted(&marta, count(&[(1_000, 51)])).await;

    let asked = Request::Sell(sale(&[draw], vec![straight(1, 500)]));
    assert!(
        refused(&marta, asked)
            .await
            .contains(&Refusal::NoOpenDrawer)
    );
    assert_eq!(
        refused(&marta, cash(CashMovement::PayIn, 1_000)).await,
        [Refusal::NoOpenDrawer]
    );

    closed(&marta, close(drawer)).await;
    assert_eq!(own(&marta).await.drawer, None);
    done(&marta, open(10_000)).await;
    sold(&marta, sale(&[draw], vec![straight(1, 500)])).await;
}

#[tokio::test]
async fn an_exact_count_closes_the_drawer_and_leaves_nothing_in_it() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let result = counted(&marta, count(&[(20_000, 2), (10_000, 1), (500, 2)])).await;
    assert!(result.agrees && !result.needs_approval);

    let request = close(drawer);
    let report = closed(&marta, request.clone()).await;
    assert_eq!(report, closed(&marta, request).await);
    assert_eq!(report.z_number, 1);
    assert_eq!(report.float, colones(50_000));
    assert_eq!(report.sales, colones(1_000));
    assert_eq!(report.expected, colones(51_000));
    assert_eq!(report.counted, colones(51_000));
    assert_eq!(report.difference, Money::ZERO);
    assert_eq!(report.hash.len(), 64);

    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 1100).await, 0);
    assert_eq!(world.balance(shop, 1110).await, 100_000);
    assert_eq!(world.balance(shop, 6520).await, 0);
    assert_eq!(
        refused(&marta, close(drawer)).await,
        [Refusal::DrawerClosed]
    );
}

#[tokio::test]
async fn a_difference_within_the_threshold_is_booked_without_asking() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    // The house's threshold is 500.
    let result = counted(&marta, count(&[(1_000, 50), (500, 1)])).await;
    assert!(
        result.agrees && !result.exact,
        "accepted, and not called equal"
    );
    let report = closed(&marta, close(drawer)).await;
    assert_eq!(report.difference, colones(-500));
    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 6520).await, 50_000);
    assert_eq!(world.balance(shop, 1100).await, 0);
}

#[tokio::test]
async fn a_difference_beyond_the_threshold_wants_a_reason_and_a_second_person() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let result = counted(&marta, count(&[(1_000, 50)])).await;
    assert!(!result.agrees && result.needs_approval);

    assert!(matches!(
        &refused(&marta, close(drawer)).await[..],
        [Refusal::Field { field, problem: FieldProblem::Missing }] if field == "reason"
    ));
    let with = |key: CommandKey, approval| {
        Request::CloseDrawer(CloseDrawer {
            key,
            drawer,
            reason: Some("faltan mil".to_owned()),
            approval,
            counted: Vec::new(),
            keep: Money::ZERO,
            short: None,
        })
    };
    let blind = refused(&marta, with(key(), None)).await;
    assert!(
        matches!(
            &blind[..],
            [Refusal::NeedsApproval {
                right: Right::ApproveDifference,
                amount: None,
                ..
            }]
        ),
        "one more count is possible, so the difference stays untold: {blind:?}"
    );

    counted(&marta, count(&[(1_000, 52)])).await;
    let command = key();
    let told = refused(&marta, with(command, None)).await;
    let [Refusal::NeedsApproval { target, amount, .. }] = &told[..] else {
        panic!("{told:?}");
    };
    assert_eq!(*amount, Some(colones(1_000)));
    let approval = consented(
        &marta,
        "vera",
        Right::ApproveDifference,
        command,
        target,
        *amount,
    )
    .await;
    let report = closed(&marta, with(command, Some(approval))).await;
    assert_eq!(report.difference, colones(1_000));
    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 6520).await, -100_000);
    assert_eq!(world.balance(shop, 1110).await, 200_000);
}

#[tokio::test]
async fn a_drawer_is_counted_at_most_twice_and_not_closed_uncounted() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    assert_eq!(refused(&marta, close(drawer)).await, [Refusal::NotCounted]);
    counted(&marta, count(&[(1_000, 1)])).await;
    let second = counted(&marta, count(&[(1_000, 51)])).await;
    assert_eq!(second.count, 2);
    assert_eq!(
        refused(&marta, count(&[(1_000, 51)])).await,
        [Refusal::CountedTwice]
    );
    assert_eq!(own(&marta).await.counts.len(), 2);
    assert_eq!(closed(&marta, close(drawer)).await.difference, Money::ZERO);
}

#[tokio::test]
async fn a_note_that_does_not_exist_is_refused() {
    let world = World::new().await;
    let (marta, _) = trading(&world).await;
    assert!(matches!(
        &refused(&marta, count(&[(3_000, 1)])).await[..],
        [Refusal::Field {
            problem: FieldProblem::OutOfRange,
            ..
        }]
    ));
    assert_eq!(own(&marta).await.state, Some(DrawerState::Open));
}

#[tokio::test]
async fn cash_goes_in_freely_and_out_with_a_second_person() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    done(&marta, cash(CashMovement::PayIn, 9_000)).await;

    let command = key();
    let drop = |approval| {
        Request::MoveCash(MoveCash {
            key: command,
            movement: CashMovement::Drop,
            amount: colones(40_000),
            reason: "retiro".to_owned(),
            approval,
        })
    };
    let asked = refused(&marta, drop(None)).await;
    let [
        Refusal::NeedsApproval {
            right: Right::MoveCash,
            target,
            amount,
            ..
        },
    ] = &asked[..]
    else {
        panic!("{asked:?}");
    };
    let approval = consented(&marta, "vera", Right::MoveCash, command, target, *amount).await;
    done(&marta, drop(Some(approval))).await;

    counted(&marta, count(&[(20_000, 1)])).await;
    let report = closed(&marta, close(drawer)).await;
    assert_eq!(
        (report.pay_in, report.drops, report.expected),
        (colones(9_000), colones(40_000), colones(20_000))
    );
    assert_eq!(report.difference, Money::ZERO);
}

#[tokio::test]
async fn a_shop_pays_petty_expenses_only_out_of_what_is_there() {
    let world = World::new().await;
    let vera = world.seller("vera").await;
    done(&vera, cash(CashMovement::PayOut, 2_000)).await;
    assert_eq!(
        refused(&vera, cash(CashMovement::PayOut, 48_001)).await,
        [Refusal::InsufficientCash {
            asked: colones(48_001),
            available: Some(colones(48_000)),
        }]
    );
    let nothing = Request::MoveCash(MoveCash {
        key: key(),
        movement: CashMovement::Drop,
        amount: colones(0),
        reason: "  ".to_owned(),
        approval: None,
    });
    assert_eq!(
        refused(&vera, nothing).await.len(),
        2,
        "amount and reason are both wrong"
    );
    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 6100).await, 200_000);
}

#[tokio::test]
async fn a_supervisor_counts_and_closes_what_a_cashier_left() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let juan = world.signed_in("juan").await;
    for asked in [count_of(&[(1_000, 51)], Some(drawer)), close(drawer)] {
        assert_eq!(
            refused(&juan, asked).await,
            [Refusal::UnauthorizedDrawer],
            "another cashier may not"
        );
    }
    let rita = world.signed_in("rita").await;
    assert!(
        matches!(
            &refused(&rita, close(drawer)).await[..],
            [Refusal::NotFound { .. }]
        ),
        "another shop does not even see it"
    );

    let vera = world.signed_in("vera").await;
    counted(&vera, count_of(&[(1_000, 51)], Some(drawer))).await;
    let report = closed(&vera, close(drawer)).await;
    assert_eq!(report.user, "Marta Rojas");
    assert_eq!(own(&marta).await.drawer, None);
}

#[tokio::test]
async fn z_numbers_follow_each_other_at_a_terminal() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    for z in 1..=3 {
        done(&marta, open(0)).await;
        let drawer = own(&marta).await.drawer.expect("it is open");
        counted(&marta, count(&[])).await;
        assert_eq!(closed(&marta, close(drawer)).await.z_number, z);
    }
}

#[tokio::test]
async fn what_a_drawer_should_hold_is_told_to_its_supervisor_only() {
    let world = World::new().await;
    let (marta, _) = trading(&world).await;
    let expected = async |house: &House| match done(house, Request::Drawers).await {
        Answer::Drawers(rows) => rows.iter().map(|row| row.expected).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(expected(&marta).await, [None]);
    let vera = world.signed_in("vera").await;
    assert_eq!(expected(&vera).await, [Some(colones(51_000))]);
    let rita = world.signed_in("rita").await;
    assert!(expected(&rita).await.is_empty());
}

#[tokio::test]
async fn a_sale_and_a_count_at_once_never_part_from_the_books() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let draw = world
        .open_draw("Nica", morning() + TimeDelta::hours(5))
        .await;
    let sales =
        (0..6).map(|at| marta.handle(Request::Sell(sale(&[draw], vec![straight(at, 1_000)]))));
    let (counted, replies) = tokio::join!(
        marta.handle(count(&[(1_000, 51)])),
        futures_util::future::join_all(sales)
    );
    assert!(matches!(counted, Reply::Done(_)), "{counted:?}");
    let through = replies
        .iter()
        .filter(|reply| matches!(reply, Reply::Done(_)))
        .count();
    let mut owner = world.owner().await;
    let (expected, balance): (i64, i64) = sqlx::query_as(
        "SELECT c.expected, a.balance FROM drawer_count c JOIN account a ON a.key = c.drawer_id WHERE c.drawer_id = $1",
    )
    .bind(drawer.raw())
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!(expected, balance);
    assert_eq!(
        balance,
        5_100_000 + i64::try_from(through).unwrap() * 100_000
    );
}

#[tokio::test]
async fn the_database_refuses_cash_without_an_open_drawer_and_a_reopened_one() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    counted(&marta, count(&[(1_000, 51)])).await;
    closed(&marta, close(drawer)).await;
    let mut owner = world.owner().await;
    let reopened =
        sqlx::query("UPDATE drawer SET state = 'open', closed_at = NULL, z_number = NULL")
            .execute(&mut owner)
            .await
            .unwrap_err();
    assert!(reopened.to_string().contains("a drawer does not go from"));
    let posted = sqlx::query(
        "SELECT post_legs($1, gen_random_uuid(), gen_random_uuid(), 'moved', 1::smallint, '2026-11-16',
                jsonb_build_array(jsonb_build_object('code', 'J47', 'book', $2, 'debit', 1100, 'debit_key', $3,
                    'credit', 1110, 'credit_key', '00000000-0000-0000-0000-000000000000', 'amount', 100)))",
    )
    .bind(world.banca.raw())
    .bind(world.ventanas[0].raw())
    .bind(drawer.raw())
    .execute(&mut owner)
    .await
    .unwrap_err();
    assert!(posted.to_string().contains("refused"), "{posted}");
}
