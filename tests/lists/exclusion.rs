//! An excluded list: nothing of it plays, its stakes are refunded, nothing is added to it; and it comes back whole.

use banca::{
    domain::{
        CommandKey, DrawId, PayMethod, PayProblem, PayoutKind, Right, Role, SaleProblem, ScopeId,
        TicketCode, TicketState,
    },
    ops::{
        Answer, AskList, ChangeList, House, ListChange, ListPreview, Pay, Refusal, Request, Thing,
        TicketView,
    },
};
use uuid::Uuid;

use super::{
    lists, noon, numbers, of_seller, of_shop,
    support::{
        World, colones, consented, done, key, number, refused, reventado, sale, sold, straight,
    },
};

fn change(key: CommandKey, draw: DrawId, scope: ScopeId, reason: &str) -> ChangeList {
    ChangeList {
        key,
        draw,
        scope,
        reason: reason.to_owned(),
        approval: None,
    }
}

/// The change with olga's consent.
pub async fn asked(ana: &House, draw: DrawId, scope: ScopeId) -> ChangeList {
    let command = key();
    let target = format!("{draw}:{}", scope.raw());
    let approval = consented(ana, "olga", Right::ExcludeList, command, &target, None).await;
    ChangeList {
        approval: Some(approval),
        ..change(command, draw, scope, "llegó tarde")
    }
}

fn changed(answer: Answer) -> ListChange {
    match answer {
        Answer::ListChanged(change) => *change,
        other => panic!("not changed: {other:?}"),
    }
}

pub async fn excluded(ana: &House, draw: DrawId, scope: ScopeId) -> ListChange {
    let asked = asked(ana, draw, scope).await;
    changed(done(ana, Request::ExcludeList(asked)).await)
}

pub async fn included(ana: &House, draw: DrawId, scope: ScopeId) -> ListChange {
    let asked = asked(ana, draw, scope).await;
    changed(done(ana, Request::IncludeList(asked)).await)
}

async fn preview(ana: &House, draw: DrawId, scope: ScopeId) -> ListPreview {
    match done(ana, Request::PreviewList(AskList { draw, scope })).await {
        Answer::ListPreview(preview) => *preview,
        other => panic!("not a preview: {other:?}"),
    }
}

pub fn pay(code: TicketCode) -> Request {
    Request::Pay(Pay {
        key: key(),
        code,
        amount: None,
        method: PayMethod::Cash,
        notes: String::new(),
        expected_remaining: None,
        approval: None,
    })
}

pub async fn ticket(house: &House, code: TicketCode) -> TicketView {
    match done(house, Request::Ticket { code }).await {
        Answer::Ticket(ticket) => *ticket,
        other => panic!("not a ticket: {other:?}"),
    }
}

pub async fn one(house: &House, draw: DrawId, value: u16, stake: i64) -> TicketCode {
    let asked = sale(&[draw], vec![straight(value, stake)]);
    sold(house, asked).await.tickets[0].code
}

/// A shop and its seller with commissions.
pub async fn with_commissions(world: &World) {
    world
        .set_commission(2, of_shop(world, "Centro").await.raw(), "listero", 10)
        .await;
    let marta = of_seller(world, "marta").await;
    world.set_commission(1, marta.raw(), "vendedor", 6).await;
}

/// The counters of a draw, as one text.
async fn counters(world: &World) -> String {
    let mut owner = world.owner().await;
    sqlx::query_scalar(
        "SELECT string_agg(concat_ws(',', scope_rank, scope_id, number, straight, reventado, straight_liability,
                                     reventado_liability, listero, tickets), ';' ORDER BY scope_rank, scope_id, number)
           FROM exposure",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_list_that_is_out_is_refunded_and_comes_back_as_it_was() {
    let world = World::new().await;
    with_commissions(&world).await;
    let draw = world.open_draw("Tica", noon()).await;
    let (marta, juan) = (world.seller("marta").await, world.seller("juan").await);
    let bets = vec![straight(23, 1_000), reventado(23, 500), straight(7, 200)];
    let code = sold(&marta, sale(&[draw], bets)).await.tickets[0].code;
    one(&marta, draw, 23, 300).await;
    one(&juan, draw, 23, 100).await;
    let (own, ana) = (
        of_seller(&world, "marta").await,
        world.signed_in("ana").await,
    );
    let before = counters(&world).await;

    let seen = preview(&ana, draw, own).await;
    assert!(!seen.excluded);
    assert_eq!((seen.sums.tickets, seen.sums.stakes), (2, colones(2_000)));
    assert_eq!(seen.sums.listero, colones(200));
    assert_eq!(seen.after, Some((number(23), colones(100 * 85))));

    let out = excluded(&ana, draw, own).await;
    assert_eq!((out.sums.tickets, out.sums.stakes), (2, colones(2_000)));
    assert_eq!(world.balance(world.banca.raw(), 2430).await, -200_000);
    assert_eq!(ticket(&marta, code).await.state, TicketState::Excluded);
    let row = lists(&ana, draw)
        .await
        .rows
        .into_iter()
        .find(|row| row.of.scope == own);
    let row = row.expect("the list is still told of");
    assert_eq!(row.sums.tickets, 0);
    let told = row.excluded.expect("it says that it is out");
    assert_eq!(
        (told.by.as_str(), told.approved_by.as_str()),
        ("Ana Jiménez", "Olga Mora")
    );
    assert!(
        numbers(&marta, draw, own).await.excluded.is_some(),
        "the seller is told"
    );
    world.books_hold().await;

    let seen = preview(&ana, draw, own).await;
    assert!(seen.excluded);
    assert_eq!(seen.sums.stakes, colones(2_000));
    let back = included(&ana, draw, own).await;
    assert_eq!(back.sums.stakes, colones(2_000));
    assert_eq!(counters(&world).await, before);
    assert_eq!(world.balance(world.banca.raw(), 2430).await, 0);
    assert_eq!(ticket(&marta, code).await.state, TicketState::Active);
    one(&marta, draw, 99, 100).await;
    world.books_hold().await;

    // Out once more, and back once more.
    excluded(&ana, draw, own).await;
    world.books_hold().await;
    included(&ana, draw, own).await;
    world.books_hold().await;
}

#[tokio::test]
async fn nothing_is_added_to_a_list_that_is_out_by_whoever_knows_or_not() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let (marta, juan, luis) = (
        world.seller("marta").await,
        world.seller("juan").await,
        world.seller("luis").await,
    );
    one(&marta, draw, 23, 100).await;
    let ana = world.signed_in("ana").await;
    excluded(&ana, draw, of_shop(&world, "Centro").await).await;
    let refusals = [Refusal::Sale(SaleProblem::ListExcluded { draw })];
    for house in [&marta, &juan] {
        // Twice: the first is refused by the database, the second by the rules that were read anew.
        for _ in 0..2 {
            let asked = Request::Sell(sale(&[draw], vec![straight(7, 100)]));
            assert_eq!(refused(house, asked).await, refusals);
        }
        let asked = Request::Quote(sale(&[draw], vec![straight(7, 100)]));
        assert_eq!(refused(house, asked).await, refusals);
    }
    let own = lists(&marta, draw).await.rows;
    assert!(
        own[0].excluded.is_some(),
        "the shop's exclusion is the seller's, too"
    );
    one(&luis, draw, 7, 100).await;
    assert_eq!(refusals[0].code(), "TKT-1034");
    world.books_hold().await;
}

#[tokio::test]
async fn excluding_takes_a_reason_and_a_second_administrator() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    one(&marta, draw, 23, 100).await;
    let own = of_seller(&world, "marta").await;
    let (ana, vera) = (world.signed_in("ana").await, world.signed_in("vera").await);
    for (house, role) in [(&marta, Role::Vendedor), (&vera, Role::Ventana)] {
        for request in [
            Request::ExcludeList(change(key(), draw, own, "tarde")),
            Request::IncludeList(change(key(), draw, own, "tarde")),
            Request::PreviewList(AskList { draw, scope: own }),
        ] {
            let right = Right::ExcludeList;
            assert_eq!(
                refused(house, request).await,
                [Refusal::NotAllowed { right, role }]
            );
        }
    }
    let alone = refused(
        &ana,
        Request::ExcludeList(change(key(), draw, own, "tarde")),
    )
    .await;
    assert!(matches!(
        alone[..],
        [Refusal::NeedsApproval {
            right: Right::ExcludeList,
            ..
        }]
    ));
    let silent = refused(&ana, Request::ExcludeList(change(key(), draw, own, "  "))).await;
    assert!(matches!(silent[..], [Refusal::Field { .. }]));
    // Who runs a shop consents to nothing of this.
    let by_vera = banca::ops::Approve {
        right: Right::ExcludeList,
        key: key(),
        target: format!("{draw}:{}", own.raw()),
        amount: None,
        reason: "visto".to_owned(),
        username: "vera".to_owned(),
        pin: banca::ops::Secret::new(super::support::PIN),
    };
    assert!(matches!(
        refused(&ana, Request::Approve(by_vera)).await[..],
        [Refusal::CannotApprove { .. }]
    ));
    let nobody = ScopeId::Vendedor(Uuid::now_v7().into());
    assert_eq!(
        refused(
            &ana,
            Request::ExcludeList(change(key(), draw, nobody, "tarde"))
        )
        .await,
        [Refusal::NotFound { what: Thing::User }]
    );
    let house = ScopeId::Banca(world.banca);
    assert!(matches!(
        refused(
            &ana,
            Request::ExcludeList(change(key(), draw, house, "tarde"))
        )
        .await[..],
        [Refusal::Field { .. }]
    ));
    let mut client = world.stranger().await;
    let said = sqlx::query("SELECT exclude_list($1, $1, $2, 1::smallint, $3, 'porque sí')")
        .bind(Uuid::now_v7())
        .bind(draw.raw())
        .bind(own.raw())
        .execute(&mut client)
        .await;
    assert!(said.is_err(), "no console excludes past its command");
}

#[tokio::test]
async fn the_same_key_excludes_once_and_another_says_that_it_is_out() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    one(&marta, draw, 23, 100).await;
    let (own, centro) = (
        of_seller(&world, "marta").await,
        of_shop(&world, "Centro").await,
    );
    let ana = world.signed_in("ana").await;
    let first = asked(&ana, draw, own).await;
    let answer = done(&ana, Request::ExcludeList(first.clone())).await;
    assert_eq!(
        done(&ana, Request::ExcludeList(first.clone())).await,
        answer
    );
    let other = ChangeList {
        reason: "otra".to_owned(),
        ..first
    };
    assert!(matches!(
        refused(&ana, Request::ExcludeList(other)).await[..],
        [Refusal::KeyReused { .. }]
    ));
    let again = asked(&ana, draw, own).await;
    assert_eq!(
        refused(&ana, Request::ExcludeList(again)).await,
        [Refusal::ListOut { shop: false }]
    );
    // The shop's list goes out around it; then the seller's stays out until the shop's is back.
    one(&world.seller("juan").await, draw, 45, 500).await;
    let shop = excluded(&ana, draw, centro).await;
    assert_eq!(shop.sums.stakes, colones(500));
    let within = asked(&ana, draw, own).await;
    assert_eq!(
        refused(&ana, Request::IncludeList(within)).await,
        [Refusal::ListOut { shop: true }]
    );
    world.books_hold().await;
    included(&ana, draw, centro).await;
    world.books_hold().await;
    included(&ana, draw, own).await;
    let nothing = asked(&ana, draw, own).await;
    assert_eq!(
        refused(&ana, Request::IncludeList(nothing)).await,
        [Refusal::ListNotOut]
    );
    world.books_hold().await;
}

#[tokio::test]
async fn a_refund_is_paid_once_and_keeps_the_list_out_until_it_is_taken_back() {
    let world = World::new().await;
    with_commissions(&world).await;
    let draw = world.open_draw("Tica", noon()).await;
    let marta = world.seller("marta").await;
    let code = one(&marta, draw, 23, 1_000).await;
    let own = of_seller(&world, "marta").await;
    let ana = world.signed_in("ana").await;
    excluded(&ana, draw, own).await;
    let seen = ticket(&marta, code).await;
    let due = seen.prize.expect("its stake is due");
    assert_eq!(
        (due.kind, due.remaining),
        (PayoutKind::Refund, colones(1_000))
    );
    assert!(seen.history.iter().any(|row| row.action == "list.excluded"));
    let paid = match done(&marta, pay(code)).await {
        Answer::Paid(paid) => paid,
        other => panic!("not paid: {other:?}"),
    };
    assert_eq!(paid.amount, colones(1_000));
    assert_eq!(
        refused(&marta, pay(code)).await,
        [Refusal::Prize(PayProblem::AlreadyPaid)]
    );
    let back = asked(&ana, draw, own).await;
    assert_eq!(
        refused(&ana, Request::IncludeList(back)).await,
        [Refusal::ListRefunded { code }]
    );
    world.books_hold().await;
    let payout = paid.payout.unwrap();
    let vera = world.seller("vera").await;
    done(
        &vera,
        Request::ReversePayout {
            key: key(),
            payout,
            reason: "se devolvió por error".to_owned(),
            approval: None,
        },
    )
    .await;
    included(&ana, draw, own).await;
    world.books_hold().await;
}

#[tokio::test]
async fn a_list_that_is_out_before_anything_was_sold_can_be_found_and_comes_back() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let (marta, own) = (
        world.seller("marta").await,
        of_seller(&world, "marta").await,
    );
    let ana = world.signed_in("ana").await;
    assert_eq!(excluded(&ana, draw, own).await.sums.tickets, 0);
    let centro = of_shop(&world, "Centro").await;
    let rows = lists(&ana, draw).await.rows;
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.of.scope, row.excluded.is_some()))
        .collect();
    let house = ScopeId::Banca(world.banca);
    assert_eq!(told, [(house, false), (centro, false), (own, true)]);
    assert_eq!(lists(&marta, draw).await.rows.len(), 1);
    let asked = Request::Sell(sale(&[draw], vec![straight(7, 100)]));
    assert!(matches!(
        refused(&marta, asked).await[..],
        [Refusal::Sale(SaleProblem::ListExcluded { .. })]
    ));
    included(&ana, draw, own).await;
    one(&marta, draw, 7, 100).await;
    world.books_hold().await;
}
