//! Commission policies over time on a real PostgreSQL: versions with a beginning and an end, what a sale freezes of them, and
//! the explanation of an amount.

mod support;

use banca::{
    domain::{BetKind, CommissionShare, LotteryId, Money, Percent, PolicyRule, Rate, ScopeId},
    ops::{
        Answer, CommissionExplained, CommissionRow, ExplainCommission, FieldProblem, House,
        Refusal, Request, SaveCommission, Thing,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{AssertSqlSafe, Executor};
use support::{World, colones, done, key, morning, refused, reventado, sale, sold, straight};

fn percent(value: i64) -> Percent {
    Percent::new(value.into()).unwrap()
}

fn hours(after: i64) -> DateTime<Utc> {
    morning() + TimeDelta::hours(after)
}

/// A policy for a share with nothing but a default.
fn save(scope: ScopeId, share: CommissionShare, default: i64) -> Request {
    with(scope, share, Some(default), Vec::new(), None, None)
}

fn with(
    scope: ScopeId,
    share: CommissionShare,
    default: Option<i64>,
    rules: Vec<PolicyRule>,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
) -> Request {
    Request::SaveCommission(SaveCommission {
        key: key(),
        scope,
        share,
        default_percent: default.map(percent),
        rules,
        from,
        to,
    })
}

async fn listed(house: &House, request: Request) -> Vec<CommissionRow> {
    match done(house, request).await {
        Answer::Commissions(rows) => rows,
        other => panic!("not commissions: {other:?}"),
    }
}

async fn explained(house: &House, asked: ExplainCommission) -> CommissionExplained {
    match done(house, Request::ExplainCommission(asked)).await {
        Answer::CommissionExplained(told) => told,
        other => panic!("not an explanation: {other:?}"),
    }
}

async fn tica(world: &World) -> LotteryId {
    let id: uuid::Uuid = sqlx::query_scalar("SELECT lottery_id FROM lottery WHERE name = 'Tica'")
        .fetch_one(&mut world.owner().await)
        .await
        .unwrap();
    id.into()
}

/// What the shop earned on the ticket that is sold now.
async fn earned(world: &World, house: &House, draw: banca::domain::DrawId) -> i64 {
    let before = world.balance(world.banca.raw(), 5110).await;
    sold(house, sale(&[draw], vec![straight(7, 1_000)])).await;
    (world.balance(world.banca.raw(), 5110).await - before) / 1_000
}

#[tokio::test]
async fn a_policy_for_a_while_gives_way_to_the_one_before_by_itself() {
    let world = World::new().await;
    world.freeze(hours(0)).await;
    let draw = world.open_draw("Tica", hours(9)).await;
    let (ana, marta) = (world.signed_in("ana").await, world.seller("marta").await);
    let house = ScopeId::Banca(world.banca);
    let listero = CommissionShare::Listero;
    done(&ana, save(house, listero, 10)).await;
    let for_a_while = with(
        house,
        listero,
        Some(14),
        Vec::new(),
        Some(hours(2)),
        Some(hours(4)),
    );
    done(&ana, for_a_while).await;

    let coming: Vec<_> = listed(&ana, Request::Commissions).await;
    let spans: Vec<_> = coming
        .iter()
        .map(|row| (row.version, row.from, row.to))
        .collect();
    assert_eq!(
        spans,
        [
            (1, hours(0), Some(hours(2))),
            (2, hours(2), Some(hours(4))),
            (3, hours(4), None)
        ]
    );
    let mut seen = Vec::new();
    for hour in [0, 2, 3, 4] {
        world.freeze(hours(hour)).await;
        seen.push(earned(&world, &marta, draw).await);
    }
    assert_eq!(seen, [10, 14, 14, 10], "percent of a thousand");
    assert_eq!(listed(&ana, Request::Commissions).await.len(), 1);
    let history = Request::CommissionHistory {
        scope: house,
        share: listero,
    };
    assert_eq!(
        listed(&ana, history).await.len(),
        3,
        "every version is kept"
    );
    world.books_hold().await;
}

#[tokio::test]
async fn a_policy_that_was_to_come_is_replaced_before_it_ever_stood() {
    let world = World::new().await;
    world.freeze(hours(0)).await;
    let ana = world.signed_in("ana").await;
    let house = ScopeId::Banca(world.banca);
    let share = CommissionShare::Vendedor;
    done(
        &ana,
        with(house, share, Some(9), Vec::new(), Some(hours(5)), None),
    )
    .await;
    done(
        &ana,
        with(house, share, Some(7), Vec::new(), Some(hours(3)), None),
    )
    .await;
    let rows = listed(&ana, Request::Commissions).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (
            rows[0].version,
            rows[0].from,
            rows[0].policy.default_percent
        ),
        (1, hours(3), Some(percent(7)))
    );
}

#[tokio::test]
async fn a_span_in_the_past_or_that_ends_before_it_begins_is_refused_by_its_field() {
    let world = World::new().await;
    world.freeze(hours(1)).await;
    let ana = world.signed_in("ana").await;
    let house = ScopeId::Banca(world.banca);
    let asked = |from, to| {
        with(
            house,
            CommissionShare::Listero,
            Some(5),
            Vec::new(),
            from,
            to,
        )
    };
    let out = |field: &str| Refusal::Field {
        field: field.to_owned(),
        problem: FieldProblem::OutOfRange,
    };
    assert_eq!(
        refused(&ana, asked(Some(hours(0)), None)).await,
        [out("from")]
    );
    assert_eq!(
        refused(&ana, asked(None, Some(hours(1)))).await,
        [out("to")]
    );
    let backward = asked(Some(hours(5)), Some(hours(4)));
    assert_eq!(refused(&ana, backward).await, [out("to")]);
}

#[tokio::test]
async fn an_amount_is_explained_by_its_rule_its_version_and_who_set_it() {
    let world = World::new().await;
    world.freeze(hours(0)).await;
    let lottery = tica(&world).await;
    let draw = world.open_draw("Tica", hours(9)).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let (house, shop) = (
        ScopeId::Banca(world.banca),
        ScopeId::Ventana(world.ventanas[0]),
    );
    let seller = world.user("marta").await;
    let rule = |kind, value| PolicyRule {
        lottery: Some(lottery),
        kind: Some(kind),
        factor_min: None,
        factor_max: None,
        percent: percent(value),
    };
    let (listero, vendedor) = (CommissionShare::Listero, CommissionShare::Vendedor);
    done(&ana, save(house, listero, 10)).await;
    done(&ana, save(house, vendedor, 4)).await;
    world.freeze(hours(1)).await;
    let rules = vec![rule(BetKind::Reventado, 3), rule(BetKind::Straight, 6)];
    done(&olga, with(shop, vendedor, None, rules, None, None)).await;
    done(&ana, save(ScopeId::Vendedor(seller), vendedor, 9)).await;

    let asked = ExplainCommission {
        seller,
        lottery,
        kind: BetKind::Straight,
        factor: Rate::new(85.into()).unwrap(),
        stake: colones(1_000),
        at: None,
    };
    let told = explained(&ana, asked.clone()).await;
    assert_eq!((told.seller.as_str(), told.at), ("Marta Rojas", hours(1)));
    let [of_shop, of_seller] = &told.shares[..] else {
        panic!("two shares: {told:?}");
    };
    let version = of_shop.version.as_ref().unwrap();
    assert_eq!((of_shop.amount, of_shop.rule), (colones(100), None));
    assert_eq!(
        (version.scope, version.set_by.as_str()),
        (house, "Ana Jiménez")
    );
    let version = of_seller.version.as_ref().unwrap();
    assert_eq!(
        (of_seller.percent, of_seller.amount, of_seller.rule),
        (percent(6), colones(60), Some(2)),
        "a default of the seller hides no rule of the shop"
    );
    assert_eq!(
        (version.scope, version.set_by.as_str()),
        (shop, "Olga Mora")
    );

    // What a sale froze is what the explanation says of its moment, whatever is in force later.
    let marta = world.seller("marta").await;
    sold(
        &marta,
        sale(&[draw], vec![straight(7, 1_000), reventado(7, 500)]),
    )
    .await;
    world.freeze(hours(2)).await;
    done(&ana, save(shop, vendedor, 1)).await;
    let frozen: Vec<i64> = sqlx::query_scalar("SELECT vendedor FROM bet ORDER BY line")
        .fetch_all(&mut world.owner().await)
        .await
        .unwrap();
    let mut then = Vec::new();
    for (kind, stake) in [(BetKind::Straight, 1_000), (BetKind::Reventado, 500)] {
        let asked = ExplainCommission {
            kind,
            stake: colones(stake),
            at: Some(hours(1)),
            ..asked.clone()
        };
        let told = explained(&ana, asked).await;
        then.push(told.shares[1].amount.as_cents());
    }
    assert_eq!(frozen, then);
    let now = explained(&ana, asked).await;
    assert_eq!(now.shares[1].percent, percent(9), "the own default now");
}

#[tokio::test]
async fn a_shop_explains_its_own_sellers_alone_and_a_seller_nobody() {
    let world = World::new().await;
    let lottery = tica(&world).await;
    let asked = |seller| ExplainCommission {
        seller,
        lottery,
        kind: BetKind::Straight,
        factor: Rate::new(85.into()).unwrap(),
        stake: colones(1_000),
        at: None,
    };
    let (marta, luis) = (world.user("marta").await, world.user("luis").await);
    let vera = world.signed_in("vera").await;
    let told = explained(&vera, asked(marta)).await;
    assert!(
        told.shares
            .iter()
            .all(|share| share.version.is_none() && share.amount == Money::ZERO)
    );
    assert_eq!(
        refused(&vera, Request::ExplainCommission(asked(luis))).await,
        [Refusal::NotFound { what: Thing::User }]
    );
    let seller = world.signed_in("marta").await;
    for request in [
        Request::ExplainCommission(asked(marta)),
        Request::CommissionHistory {
            scope: ScopeId::Banca(world.banca),
            share: CommissionShare::Listero,
        },
    ] {
        let no = refused(&seller, request).await;
        assert!(matches!(no[..], [Refusal::NotAllowed { .. }]), "{no:?}");
    }
    let stake = ExplainCommission {
        stake: Money::ZERO,
        ..asked(marta)
    };
    let no = refused(&vera, Request::ExplainCommission(stake)).await;
    assert!(matches!(&no[..], [Refusal::Field { field, .. }] if field == "stake"));
}

#[tokio::test]
async fn the_database_lets_no_two_policies_stand_at_once_and_none_begin_in_the_past() {
    let world = World::new().await;
    world.freeze(hours(3)).await;
    let ana = world.signed_in("ana").await;
    let house = ScopeId::Banca(world.banca);
    done(&ana, save(house, CommissionShare::Listero, 10)).await;
    let seat = ana.seat().unwrap();
    let says =
        async |statement: String| seat.pool().execute(AssertSqlSafe(statement)).await.is_ok();
    let insert = |from: &str, by: &str| {
        format!(
            "INSERT INTO commission_policy (banca_id, policy_id, scope_rank, scope_id, share, default_percent, valid_from, valid_to, set_by)
             VALUES (my_banca(), gen_random_uuid(), 2, '{}', 'listero', 5, {from}, banca_now() + interval '3 hours', {by})",
            world.ventanas[0]
        )
    };
    assert!(
        !says(insert("banca_now() - interval '1 hour'", "my_user()")).await,
        "in the past"
    );
    assert!(
        !says(insert("banca_now()", "gen_random_uuid()")).await,
        "as somebody else"
    );
    assert!(says(insert("banca_now()", "my_user()")).await);
    assert!(
        !says(insert("banca_now() + interval '2 hours'", "my_user()")).await,
        "a second one"
    );
    let end =
        |at: &str| format!("UPDATE commission_policy SET valid_to = {at} WHERE scope_rank = 3");
    assert!(
        !says(end("banca_now() - interval '1 hour'")).await,
        "what was in force stays"
    );
    assert!(says(end("banca_now() + interval '1 hour'")).await);
    assert!(!says(end("NULL")).await, "what was ended stays ended");
    assert!(!says(end("banca_now() + interval '2 hours'")).await);
}
