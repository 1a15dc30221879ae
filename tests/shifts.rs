//! The shift of a drawer in full on a real PostgreSQL: X, hand-over, review, openings without a sale, thresholds, history.

mod support;

use banca::{
    domain::{
        CommandKey, DrawerId, Money, Right,
        drawer::{DrawerKind, ShiftProblem},
        goods::TenderKind,
        posting::Bearer,
    },
    ops::{
        Answer, AskDrawerEntries, AskDrawers, CashMovement, CloseDrawer, CountedPieces,
        CountedTender, DrawerEntries, DrawerPage, DrawerReport, DrawerSettings, DrawerState,
        DrawerView, DrawerX, HandOver, HandedOver, House, MoveCash, Refusal, Reply, Request,
        Secret, Shift, ShiftAnswer,
    },
};
use chrono::TimeDelta;
use support::{PIN, World, colones, consented, done, key, morning, refused, sale, sold, straight};

fn open(float: i64) -> Request {
    Request::OpenDrawer {
        key: key(),
        float: colones(float),
    }
}

fn count(pieces: &[(i64, u32)]) -> Request {
    let of = |&(value, pieces): &(i64, u32)| CountedPieces {
        value: colones(value),
        pieces,
    };
    Request::CountDrawer {
        key: key(),
        pieces: pieces.iter().map(of).collect(),
        drawer: None,
    }
}

async fn own(house: &House) -> DrawerView {
    match done(house, Request::Drawer).await {
        Answer::Drawer(view) => view,
        other => panic!("not a drawer: {other:?}"),
    }
}

async fn shift(house: &House, asked: Shift) -> ShiftAnswer {
    match done(house, Request::Shift(asked)).await {
        Answer::Shift(answer) => answer,
        other => panic!("not a shift: {other:?}"),
    }
}

async fn x(house: &House, drawer: Option<DrawerId>) -> DrawerX {
    match shift(house, Shift::X { drawer }).await {
        ShiftAnswer::X(x) => *x,
        other => panic!("not an X: {other:?}"),
    }
}

async fn closed(house: &House, asked: CloseDrawer) -> DrawerReport {
    match done(house, Request::CloseDrawer(asked)).await {
        Answer::DrawerClosed(report) => *report,
        other => panic!("not a report: {other:?}"),
    }
}

async fn listed(house: &House, asked: AskDrawers) -> DrawerPage {
    match shift(house, Shift::List(asked)).await {
        ShiftAnswer::List(page) => page,
        other => panic!("not a list: {other:?}"),
    }
}

async fn entries(house: &House, asked: AskDrawerEntries) -> DrawerEntries {
    match shift(house, Shift::Entries(asked)).await {
        ShiftAnswer::Entries(page) => page,
        other => panic!("not entries: {other:?}"),
    }
}

/// Sets what `change` makes of the house's rules.
async fn rules(world: &World, change: impl FnOnce(&mut DrawerSettings)) {
    let olga = world.signed_in("olga").await;
    let ShiftAnswer::Settings(mut settings) = shift(&olga, Shift::Settings).await else {
        panic!("no settings");
    };
    change(&mut settings);
    let key = key();
    let saved = shift(
        &olga,
        Shift::SaveSettings {
            key,
            settings: settings.clone(),
        },
    )
    .await;
    assert_eq!(saved, ShiftAnswer::Settings(settings));
    olga.close().await;
}

/// Marta's drawer with a float of 10 000, a sale of 1 000, a drop of 2 000: it holds 9 000.
async fn trading(world: &World) -> (House, DrawerId) {
    rules(world, |set| set.drop_limit = colones(2_000)).await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.signed_in("marta").await;
    done(&marta, open(10_000)).await;
    sold(&marta, sale(&[draw], vec![straight(23, 1_000)])).await;
    done(&marta, cash(CashMovement::Drop, 2_000)).await;
    let drawer = own(&marta).await.drawer.expect("open");
    (marta, drawer)
}

fn cash(movement: CashMovement, amount: i64) -> Request {
    Request::MoveCash(MoveCash {
        key: key(),
        movement,
        amount: colones(amount),
        reason: "mucho efectivo".to_owned(),
        approval: None,
    })
}

fn hand(to: &str, pin: &str, keep: Option<i64>) -> HandOver {
    HandOver {
        key: key(),
        to: to.to_owned(),
        pin: Secret::new(pin),
        keep: keep.map(colones),
        reason: String::new(),
        counted: Vec::new(),
        approval: None,
    }
}

async fn handed(house: &House, asked: HandOver) -> HandedOver {
    match shift(house, Shift::HandOver(asked)).await {
        ShiftAnswer::HandedOver(handed) => *handed,
        other => panic!("not handed over: {other:?}"),
    }
}

fn no(problem: ShiftProblem) -> Vec<Refusal> {
    vec![Refusal::Shift(problem)]
}

#[tokio::test]
async fn cash_leaves_a_drawer_without_consent_up_to_the_houses_limit() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    assert!(matches!(
        &refused(&marta, cash(CashMovement::Drop, 2_001)).await[..],
        [Refusal::NeedsApproval { right: Right::MoveCash, target, .. }] if *target == drawer.to_string()
    ));
    assert!(matches!(
        &refused(&marta, cash(CashMovement::PayOut, 1)).await[..],
        [Refusal::NeedsApproval {
            right: Right::MoveCash,
            ..
        }]
    ));
    world.books_hold().await;
}

#[tokio::test]
async fn a_drop_is_advised_above_what_the_house_sets() {
    let world = World::new().await;
    let (marta, _) = trading(&world).await;
    assert!(!own(&marta).await.drop_advised);
    rules(&world, |set| set.drop_above = Some(colones(8_999))).await;
    assert!(own(&marta).await.drop_advised);
    rules(&world, |set| set.drop_above = Some(colones(9_000))).await;
    assert!(!own(&marta).await.drop_advised, "not at the amount itself");
}

#[tokio::test]
async fn an_opening_without_a_sale_wants_a_reason_and_is_counted_in_x_and_z() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let asked = |reason: &str| {
        Request::Shift(Shift::NoSale {
            key: key(),
            reason: reason.to_owned(),
        })
    };
    assert!(matches!(
        &refused(&marta, asked(" ")).await[..],
        [Refusal::Field { field, .. }] if field == "reason"
    ));
    let request = asked("cambio de un billete");
    let first = done(&marta, request.clone()).await;
    assert_eq!(first, done(&marta, request).await, "a repeat opens nothing");
    assert_eq!(own(&marta).await.no_sales, 1);
    let told = x(&marta, None).await;
    assert_eq!(told.no_sales, ["cambio de un billete"]);
    assert!(
        told.lines
            .iter()
            .any(|line| line.kind == DrawerKind::NoSale && line.count == 1)
    );

    done(&marta, count(&[(1_000, 9)])).await;
    assert_eq!(
        refused(&marta, asked("otra vez")).await,
        [Refusal::NoOpenDrawer],
        "a counted drawer is not opened any more"
    );
    let report = closed(&marta, CloseDrawer::of(key(), drawer)).await;
    assert_eq!(report.no_sales, ["cambio de un billete"]);
    world.books_hold().await;
}

#[tokio::test]
async fn an_x_tells_a_blind_cashier_how_often_and_a_supervisor_how_much() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let blind = x(&marta, None).await;
    assert_eq!(blind.expected, None);
    assert!(blind.lines.iter().all(|line| line.amount.is_none()));
    assert!(blind.lotteries.iter().all(|one| one.amount.is_none()));
    assert_eq!(blind.lotteries[0].tickets, 1);

    let vera = world.signed_in("vera").await;
    let told = x(&vera, Some(drawer)).await;
    assert_eq!(told.expected, Some(colones(9_000)));
    let amount = |kind| {
        let line = told.lines.iter().find(|line| line.kind == kind);
        line.and_then(|line| line.amount)
    };
    assert_eq!(amount(DrawerKind::Float), Some(colones(10_000)));
    assert_eq!(amount(DrawerKind::Ticket), Some(colones(1_000)));
    assert_eq!(amount(DrawerKind::Drop), Some(colones(-2_000)));
    let sum = Money::try_sum(told.lines.iter().filter_map(|line| line.amount));
    assert_eq!(sum, Ok(colones(9_000)), "the lines are what it should hold");

    rules(&world, |set| set.blind_count = false).await;
    assert_eq!(x(&marta, None).await.expected, Some(colones(9_000)));
    assert_eq!(own(&marta).await.expected, Some(colones(9_000)));

    let rita = world.signed_in("rita").await;
    assert!(matches!(
        &refused(
            &rita,
            Request::Shift(Shift::X {
                drawer: Some(drawer)
            })
        )
        .await[..],
        [Refusal::NotFound { .. }]
    ));
}

#[tokio::test]
async fn what_happened_at_a_drawer_pages_and_filters_by_tender() {
    let world = World::new().await;
    let (marta, _) = trading(&world).await;
    let all = entries(&marta, AskDrawerEntries::default()).await;
    let kinds: Vec<DrawerKind> = all.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds.len(), 3);
    let mut seen = Vec::new();
    let mut asked = AskDrawerEntries {
        limit: Some(1),
        ..AskDrawerEntries::default()
    };
    loop {
        let page = entries(&marta, asked.clone()).await;
        seen.extend(page.rows);
        match page.next {
            Some(next) => asked.after = Some(next),
            None => break,
        }
    }
    assert_eq!(seen, all.rows, "pages are the whole, each row once");
    let card = AskDrawerEntries {
        tender: Some(TenderKind::Card),
        ..AskDrawerEntries::default()
    };
    assert_eq!(entries(&marta, card).await.rows, []);
    assert_eq!(
        all.sums,
        [(TenderKind::Cash, 3, None)],
        "a blind cashier gets no sum"
    );
}

#[tokio::test]
async fn a_small_difference_wants_a_reason_alone_and_a_large_one_a_supervisor() {
    let world = World::new().await;
    rules(&world, |set| set.difference_limit = colones(3_000)).await;
    let (marta, drawer) = trading(&world).await;
    // The threshold is 500: short by 3 000 takes a reason, by 4 000 a second person.
    let first = done(&marta, count(&[(1_000, 5)])).await;
    let Answer::Counted(first) = first else {
        panic!("not counted");
    };
    assert!(first.needs_reason && first.needs_approval);
    let Answer::Counted(second) = done(&marta, count(&[(1_000, 6)])).await else {
        panic!("not counted");
    };
    assert!(second.needs_reason && !second.needs_approval && !second.agrees);
    let silent = CloseDrawer::of(key(), drawer);
    assert!(matches!(
        &refused(&marta, Request::CloseDrawer(silent)).await[..],
        [Refusal::Field { field, .. }] if field == "reason"
    ));
    let told = CloseDrawer {
        reason: Some("me equivoqué con un vuelto".to_owned()),
        ..CloseDrawer::of(key(), drawer)
    };
    let report = closed(&marta, told).await;
    assert_eq!(report.difference, colones(-3_000));
    assert_eq!(report.short, Bearer::Shop);
    assert_eq!(report.counts.len(), 2, "both counts are kept");
    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 6520).await, 300_000);
    world.books_hold().await;
}

#[tokio::test]
async fn what_is_short_is_charged_to_the_cashier_where_a_supervisor_or_the_house_says_so() {
    let world = World::new().await;
    rules(&world, |set| set.difference_limit = colones(3_000)).await;
    let (marta, drawer) = trading(&world).await;
    done(&marta, count(&[(1_000, 6)])).await;
    let told = |short| CloseDrawer {
        reason: Some("faltó".to_owned()),
        short,
        ..CloseDrawer::of(key(), drawer)
    };
    assert_eq!(
        refused(&marta, Request::CloseDrawer(told(Some(Bearer::Cashier)))).await,
        no(ShiftProblem::BearerNotYours)
    );
    let vera = world.signed_in("vera").await;
    let report = closed(&vera, told(Some(Bearer::Cashier))).await;
    assert_eq!(report.short, Bearer::Cashier);
    assert_eq!(
        report.closed_by.as_deref(),
        Some("Vera Solís"),
        "closed in her absence"
    );
    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 1330).await, 300_000, "she owes it");
    assert_eq!(world.balance(shop, 6520).await, 0);

    rules(&world, |set| set.short_borne_by = Bearer::Cashier).await;
    done(&marta, open(5_000)).await;
    done(&marta, count(&[(1_000, 4)])).await;
    let second = own(&marta).await.drawer.expect("open");
    let asked = CloseDrawer {
        reason: Some("faltó".to_owned()),
        ..CloseDrawer::of(key(), second)
    };
    assert_eq!(closed(&marta, asked).await.short, Bearer::Cashier);
    assert_eq!(world.balance(shop, 1330).await, 400_000);
    world.books_hold().await;
}

#[tokio::test]
async fn a_drawer_is_handed_over_with_what_was_counted_or_a_part_of_it() {
    let world = World::new().await;
    let (marta, _) = trading(&world).await;
    done(&marta, count(&[(1_000, 9)])).await;
    let shop = world.ventanas[0].raw();

    assert!(matches!(
        &refused(
            &marta,
            Request::Shift(Shift::HandOver(hand("juan", "9999", None)))
        )
        .await[..],
        [Refusal::WrongCredentials { .. }]
    ));
    assert!(matches!(
        &refused(
            &marta,
            Request::Shift(Shift::HandOver(hand("luis", PIN, None)))
        )
        .await[..],
        [Refusal::CannotApprove {
            right: Right::TakeDrawer
        }]
    ));
    assert_eq!(
        refused(
            &marta,
            Request::Shift(Shift::HandOver(hand("juan", PIN, Some(9_001))))
        )
        .await,
        no(ShiftProblem::KeepsTooMuch {
            counted: colones(9_000)
        })
    );
    let asked = hand("juan", PIN, Some(6_000));
    let told = handed(&marta, asked.clone()).await;
    assert_eq!(told.to, "Juan Castro");
    assert_eq!(told.float, colones(6_000));
    assert_eq!(told.report.z_number, 1);
    assert_eq!(told.own.drawer, None);
    assert_eq!(
        handed(&marta, asked).await,
        told,
        "a repeat hands nothing over"
    );

    let juan = world.signed_in_at("juan", "caja-marta").await;
    let his = own(&juan).await;
    assert_eq!(
        (his.state, his.float),
        (Some(DrawerState::Open), colones(6_000))
    );
    assert_eq!(world.balance(shop, 1100).await, 600_000);
    // 10 000 went out as float, 2 000 and 9 000 came back, 6 000 went out again.
    assert_eq!(world.balance(shop, 1110).await, -500_000);
    world.books_hold().await;

    // All of it, back again.
    done(&juan, count(&[(1_000, 6)])).await;
    let back = handed(&juan, hand("marta", PIN, None)).await;
    assert_eq!((back.report.z_number, back.float), (2, colones(6_000)));
    assert_eq!(back.report.grand.closes, 2);
    assert_eq!(back.report.grand.sales, colones(1_000), "never reset");
    assert_eq!(own(&marta).await.float, colones(6_000));
    world.books_hold().await;
}

#[tokio::test]
async fn nobody_takes_a_drawer_over_who_has_one() {
    let world = World::new().await;
    let marta = world.signed_in_at("marta", "caja-1").await;
    done(&marta, open(1_000)).await;
    let juan = world.signed_in_at("juan", "caja-2").await;
    done(&juan, open(1_000)).await;
    done(&marta, count(&[(1_000, 1)])).await;
    assert_eq!(
        refused(
            &marta,
            Request::Shift(Shift::HandOver(hand("juan", PIN, None)))
        )
        .await,
        no(ShiftProblem::CannotTake)
    );
    assert_eq!(
        own(&marta).await.state,
        Some(DrawerState::Counting),
        "nothing happened"
    );
    let elsewhere = world.signed_in_at("marta", "caja-3").await;
    assert_eq!(
        refused(
            &elsewhere,
            Request::Shift(Shift::HandOver(hand("juan", PIN, None)))
        )
        .await,
        no(ShiftProblem::Elsewhere)
    );
    world.books_hold().await;
}

#[tokio::test]
async fn two_who_hand_the_same_drawer_over_at_once_do_it_once() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    done(&marta, open(1_000)).await;
    done(&marta, count(&[(1_000, 1)])).await;
    let again = world.signed_in("marta").await;
    let ask = |house: House, to: &'static str| async move {
        house
            .handle(Request::Shift(Shift::HandOver(hand(to, PIN, None))))
            .await
    };
    let (one, two) = tokio::join!(ask(marta, "juan"), ask(again, "vera"));
    let went = [&one, &two]
        .into_iter()
        .filter(|reply| matches!(reply, Reply::Done(_)));
    assert_eq!(went.count(), 1, "{one:?} {two:?}");
    let shop = world.ventanas[0].raw();
    assert_eq!(world.balance(shop, 1100).await, 100_000);
    world.books_hold().await;
}

#[tokio::test]
async fn a_close_is_reviewed_once_and_never_by_its_cashier() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let review = |note: &str| {
        Request::Shift(Shift::Review {
            key: key(),
            drawer,
            note: note.to_owned(),
        })
    };
    let vera = world.signed_in("vera").await;
    assert_eq!(
        refused(&vera, review("")).await,
        no(ShiftProblem::NotClosed)
    );
    done(&marta, count(&[(1_000, 9)])).await;
    closed(&marta, CloseDrawer::of(key(), drawer)).await;
    assert!(matches!(
        &refused(&marta, review("")).await[..],
        [Refusal::NotAllowed {
            right: Right::ForceCloseDrawer,
            ..
        }]
    ));
    let page = listed(&vera, AskDrawers::default()).await;
    assert_eq!((page.waiting, page.rows[0].state), (1, DrawerState::Closed));

    let request = review("todo bien");
    assert_eq!(done(&vera, request.clone()).await, Answer::Saved);
    assert_eq!(
        done(&vera, request).await,
        Answer::Saved,
        "a repeat is the same review"
    );
    assert_eq!(
        refused(&vera, review("otra")).await,
        no(ShiftProblem::Reviewed)
    );
    let page = listed(&vera, AskDrawers::default()).await;
    assert_eq!(
        (page.waiting, page.rows[0].state),
        (0, DrawerState::Reviewed)
    );
    assert_eq!(page.rows[0].reviewed_by.as_deref(), Some("Vera Solís"));
    assert_eq!(page.rows[0].review_note, "todo bien");

    // Whoever runs the shop does not review the own drawer either.
    done(&vera, open(0)).await;
    done(&vera, count(&[])).await;
    let hers = own(&vera).await.drawer.expect("open");
    closed(&vera, CloseDrawer::of(key(), hers)).await;
    let asked = Shift::Review {
        key: key(),
        drawer: hers,
        note: String::new(),
    };
    assert_eq!(
        refused(&vera, Request::Shift(asked)).await,
        no(ShiftProblem::OwnReview)
    );
    world.books_hold().await;
}

#[tokio::test]
async fn what_is_kept_is_offered_to_the_next_shift_at_the_terminal() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    done(&marta, count(&[(1_000, 9)])).await;
    let more = CloseDrawer {
        keep: colones(9_001),
        ..CloseDrawer::of(key(), drawer)
    };
    assert_eq!(
        refused(&marta, Request::CloseDrawer(more)).await,
        no(ShiftProblem::KeepsTooMuch {
            counted: colones(9_000)
        })
    );
    let some = CloseDrawer {
        keep: colones(4_000),
        ..CloseDrawer::of(key(), drawer)
    };
    let report = closed(&marta, some).await;
    assert_eq!(report.kept, colones(4_000));
    let juan = world.signed_in_at("juan", "caja-marta").await;
    assert_eq!(own(&juan).await.kept, Some(colones(4_000)));
    let elsewhere = world.signed_in_at("juan", "caja-9").await;
    assert_eq!(
        own(&elsewhere).await.kept,
        None,
        "it stayed at the other terminal"
    );
    world.books_hold().await;
}

#[tokio::test]
async fn slips_are_counted_beside_the_cash_and_each_has_its_own_difference() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    done(&marta, count(&[(1_000, 9)])).await;
    let twice = vec![slip(TenderKind::Card, 1), slip(TenderKind::Card, 2)];
    let wrong = [
        twice,
        vec![slip(TenderKind::Cash, 1)],
        vec![slip(TenderKind::Sinpe, -1)],
    ];
    for counted in wrong {
        let asked = CloseDrawer {
            counted,
            ..CloseDrawer::of(key(), drawer)
        };
        assert!(matches!(
            &refused(&marta, Request::CloseDrawer(asked)).await[..],
            [Refusal::Field { field, .. }] if field == "counted"
        ));
    }
    let asked = CloseDrawer {
        counted: vec![slip(TenderKind::Card, 2_500)],
        ..CloseDrawer::of(key(), drawer)
    };
    let report = closed(&marta, asked).await;
    let [card] = &report.tenders[..] else {
        panic!("only the card was counted: {:?}", report.tenders);
    };
    assert_eq!(card.booked, Money::ZERO);
    assert_eq!(
        card.difference,
        Some(colones(2_500)),
        "nothing is booked by card"
    );
    world.books_hold().await;
}

fn slip(tender: TenderKind, counted: i64) -> CountedTender {
    CountedTender {
        tender,
        counted: colones(counted),
    }
}

#[tokio::test]
async fn a_report_is_read_again_as_it_was_frozen() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    let asked = Request::Shift(Shift::Report { drawer });
    assert!(matches!(
        &refused(&marta, asked.clone()).await[..],
        [Refusal::NotFound { .. }]
    ));
    done(&marta, count(&[(1_000, 9)])).await;
    let report = closed(&marta, CloseDrawer::of(key(), drawer)).await;
    let vera = world.signed_in("vera").await;
    for house in [&marta, &vera] {
        let told = done(house, asked.clone()).await;
        assert_eq!(
            told,
            Answer::Shift(ShiftAnswer::Report(Box::new(report.clone())))
        );
    }
}

#[tokio::test]
async fn a_report_of_before_is_still_read() {
    let old = serde_json::json!({
        "drawer": "0190a000-0000-7000-8000-000000000001", "z_number": 3, "terminal": "caja-1", "user": "Marta",
        "opened_at": "2026-11-16T14:00:00Z", "closed_at": "2026-11-16T22:00:00Z", "float": 0, "sales": 100, "cancelled": 0,
        "payouts": 0, "pay_in": 0, "drops": 0, "pay_out": 0, "expected": 100, "counted": 100, "difference": 0, "hash": "ab",
    });
    let report: DrawerReport = serde_json::from_value(old).expect("it reads");
    assert_eq!(report.grand.closes, 0);
    assert!(report.lines.is_empty() && report.tenders.is_empty());
}

#[tokio::test]
async fn a_drawer_of_another_day_is_told_and_the_five_is_counted_by_date() {
    let world = World::new().await;
    let (_marta, _) = trading(&world).await;
    let vera = world.signed_in("vera").await;
    assert!(!listed(&vera, AskDrawers::default()).await.rows[0].stale);
    world.freeze(morning() + TimeDelta::days(1)).await;
    let vera = world.signed_in("vera").await;
    assert!(listed(&vera, AskDrawers::default()).await.rows[0].stale);

    assert_eq!(own(&vera).await.denominations.len(), 10);
    let later = (morning() + TimeDelta::days(1)).date_naive();
    rules(&world, |set| set.five_until = later).await;
    assert_eq!(own(&vera).await.denominations.len(), 11);
}

#[tokio::test]
async fn the_history_of_drawers_pages_by_keyset_and_state() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    for _ in 0..3 {
        done(&marta, open(0)).await;
        done(&marta, count(&[])).await;
        let drawer = own(&marta).await.drawer.expect("open");
        closed(&marta, CloseDrawer::of(key(), drawer)).await;
    }
    done(&marta, open(0)).await;
    let mut numbers = Vec::new();
    let mut asked = AskDrawers {
        limit: Some(2),
        state: Some(DrawerState::Closed),
        ..AskDrawers::default()
    };
    loop {
        let page = listed(&marta, asked.clone()).await;
        numbers.extend(page.rows.iter().filter_map(|row| row.z_number));
        match page.next {
            Some(next) => asked.after = Some(next),
            None => break,
        }
    }
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3]);
}

#[tokio::test]
async fn only_an_administrator_sets_the_rules_for_drawers() {
    let world = World::new().await;
    let vera = world.signed_in("vera").await;
    let ShiftAnswer::Settings(settings) = shift(&vera, Shift::Settings).await else {
        panic!("no settings");
    };
    let asked = |key: CommandKey, settings| Request::Shift(Shift::SaveSettings { key, settings });
    assert!(matches!(
        &refused(&vera, asked(key(), settings.clone())).await[..],
        [Refusal::NotAllowed {
            right: Right::RunHouse,
            ..
        }]
    ));
    let olga = world.signed_in("olga").await;
    let wrong = DrawerSettings {
        drop_limit: colones(-1),
        drop_above: Some(Money::ZERO),
        ..settings
    };
    assert_eq!(refused(&olga, asked(key(), wrong)).await.len(), 2);
}

#[tokio::test]
async fn a_large_difference_is_handed_over_with_a_supervisors_consent() {
    let world = World::new().await;
    let (marta, drawer) = trading(&world).await;
    done(&marta, count(&[(1_000, 5)])).await;
    done(&marta, count(&[(1_000, 6)])).await;
    let mut asked = hand("juan", PIN, None);
    asked.reason = "faltó".to_owned();
    let refusals = refused(&marta, Request::Shift(Shift::HandOver(asked.clone()))).await;
    assert!(matches!(
        &refusals[..],
        [Refusal::NeedsApproval { right: Right::ApproveDifference, amount: Some(off), .. }] if *off == colones(-3_000)
    ));
    let target = drawer.to_string();
    let right = Right::ApproveDifference;
    let off = Some(colones(-3_000));
    asked.approval = Some(consented(&marta, "vera", right, asked.key, &target, off).await);
    let told = handed(&marta, asked).await;
    assert_eq!(told.float, colones(6_000));
    world.books_hold().await;
}
