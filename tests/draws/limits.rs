//! Limits hold through real sales, at every level of the house, from the next sale on.

use banca::{
    domain::{
        BetKind, LimitEffect, LimitRule, LimitRuleId, Money, Right, SaleProblem, ScopeId,
        view::LimitRow,
    },
    ops::{Answer, FieldProblem, House, Refusal, Request, Thing},
};
use uuid::Uuid;

use super::{
    exposure, exposure_of, figure, noon,
    support::{World, colones, consented, done, key, refused, reventado, sale, sold, straight},
};

fn rule(scope: ScopeId, effect: LimitEffect) -> LimitRule {
    LimitRule::new(LimitRuleId::new(Uuid::now_v7()), scope, effect)
}

fn accumulated(amount: i64) -> LimitEffect {
    LimitEffect::Accumulated {
        amount: colones(amount),
        per_seller: false,
    }
}

async fn save(house: &House, rule: &LimitRule) {
    let asked = Request::SaveLimit {
        key: key(),
        rule: Box::new(rule.clone()),
    };
    assert_eq!(done(house, asked).await, Answer::Saved);
}

async fn save_refused(house: &House, rule: &LimitRule) -> Vec<Refusal> {
    let asked = Request::SaveLimit {
        key: key(),
        rule: Box::new(rule.clone()),
    };
    refused(house, asked).await
}

async fn listed(house: &House) -> Vec<LimitRow> {
    match done(house, Request::Limits).await {
        Answer::Limits(rows) => rows,
        other => panic!("not limits: {other:?}"),
    }
}

/// What is left of a limit, as the refusal tells it.
fn left(refusals: &[Refusal]) -> Vec<(Money, Money)> {
    refusals
        .iter()
        .map(|refusal| match refusal {
            Refusal::Sale(SaleProblem::AboveLimit { left, limit, .. }) => (*left, *limit),
            other => panic!("not a limit: {other:?}"),
        })
        .collect()
}

#[tokio::test]
async fn an_accumulated_limit_holds_at_each_level_for_whoever_sells_below_it() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let (marta, juan, luis) = (
        world.seller("marta").await,
        world.seller("juan").await,
        world.seller("luis").await,
    );
    let seller = ScopeId::Vendedor(world.user("marta").await);
    save(&ana, &rule(seller, accumulated(500))).await;
    save(
        &ana,
        &rule(ScopeId::Ventana(world.ventanas[0]), accumulated(800)),
    )
    .await;
    save(&ana, &rule(ScopeId::Banca(world.banca), accumulated(1_000))).await;
    let try_selling = |stake| Request::Sell(sale(&[draw], vec![straight(23, stake)]));

    sold(&marta, sale(&[draw], vec![straight(23, 400)])).await;
    assert_eq!(
        left(&refused(&marta, try_selling(200)).await),
        [(colones(100), colones(500))]
    );
    sold(&juan, sale(&[draw], vec![straight(23, 300)])).await;
    assert_eq!(
        left(&refused(&juan, try_selling(200)).await),
        [(colones(100), colones(800))]
    );
    sold(&luis, sale(&[draw], vec![straight(23, 200)])).await;
    assert_eq!(
        left(&refused(&luis, try_selling(200)).await),
        [(colones(100), colones(1_000))]
    );
    // Every limit that is passed is told.
    assert_eq!(left(&refused(&marta, try_selling(1_000)).await).len(), 3);
    // Reventado counts with it where the rule names no kind.
    sold(&marta, sale(&[draw], vec![straight(23, 100)])).await;
    let both = Request::Sell(sale(&[draw], vec![straight(24, 300), reventado(24, 300)]));
    assert_eq!(
        left(&refused(&marta, both).await),
        [(colones(500), colones(500))]
    );
    assert_eq!(
        figure(
            &world,
            "SELECT count(*) FROM sale_evidence WHERE used_after <= limit_minor"
        )
        .await,
        3 + 2 + 1 + 3,
        "each sale keeps the proof of each limit it met"
    );
    let house = exposure(&ana, draw, world.banca).await;
    let full = &house.cells[23];
    assert_eq!((full.limit, full.share), (Some(colones(1_000)), Some(100)));
    let shop = exposure_of(&ana, draw, ScopeId::Ventana(world.ventanas[0])).await;
    assert_eq!(
        (shop.cells[23].limit, shop.cells[23].share),
        (Some(colones(800)), Some(100))
    );
    assert_eq!(
        shop.cells.len(),
        100,
        "a limited number is shown though nobody sold it"
    );
}

#[tokio::test]
async fn a_limit_measured_on_each_seller_leaves_the_others_theirs() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    let each = LimitEffect::Accumulated {
        amount: colones(500),
        per_seller: true,
    };
    save(&ana, &rule(ScopeId::Banca(world.banca), each)).await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    sold(&luis, sale(&[draw], vec![straight(23, 500)])).await;
    let more = Request::Sell(sale(&[draw], vec![straight(23, 100)]));
    assert_eq!(
        left(&refused(&marta, more).await),
        [(colones(0), colones(500))]
    );
    let house = exposure(&ana, draw, world.banca).await;
    assert_eq!(
        house.cells[0].limit, None,
        "it is not measured on the house's counter"
    );
    let seller = ScopeId::Vendedor(world.user("marta").await);
    let seller = exposure_of(&ana, draw, seller).await;
    assert_eq!(seller.cells[23].share, Some(100));
}

#[tokio::test]
async fn per_ticket_and_blocked_rules_hold_with_their_filters() {
    let world = World::new().await;
    let (tica, nica) = (
        world.open_draw("Tica", noon()).await,
        world.open_draw("Nica", noon()).await,
    );
    let ana = world.signed_in("ana").await;
    let marta = world.seller("marta").await;
    let mut cap = rule(
        ScopeId::Vendedor(world.user("marta").await),
        LimitEffect::PerTicket {
            amount: colones(300),
        },
    );
    cap.lottery = Some(world.lottery("Tica").await);
    cap.kind = Some(BetKind::Straight);
    save(&ana, &cap).await;
    let mut block = rule(ScopeId::Ventana(world.ventanas[0]), LimitEffect::Blocked);
    block.numbers = vec![13, 7, 13];
    block.kind = Some(BetKind::Reventado);
    save(&ana, &block).await;

    let no = refused(
        &marta,
        Request::Sell(sale(&[tica], vec![straight(23, 400)])),
    )
    .await;
    let [Refusal::Sale(SaleProblem::AbovePerTicket { asked, limit, .. })] = no[..] else {
        panic!("{no:?}");
    };
    assert_eq!((asked, limit), (colones(400), colones(300)));
    // Another ticket, another lottery.
    sold(&marta, sale(&[tica], vec![straight(23, 300)])).await;
    sold(&marta, sale(&[tica], vec![straight(23, 300)])).await;
    sold(&marta, sale(&[nica], vec![straight(23, 400)])).await;
    let no = refused(
        &marta,
        Request::Sell(sale(&[tica], vec![straight(13, 200), reventado(13, 100)])),
    )
    .await;
    assert!(
        matches!(
            no[..],
            [Refusal::Sale(SaleProblem::Blocked {
                kind: BetKind::Reventado,
                ..
            })]
        ),
        "{no:?}"
    );
    sold(&marta, sale(&[tica], vec![straight(13, 200)])).await;
    let stored = listed(&ana).await;
    assert!(
        stored.iter().any(|row| row.rule.numbers == [7, 13]),
        "numbers are kept once, in order"
    );
}

#[tokio::test]
async fn a_changed_rule_is_in_force_with_the_next_sale_and_the_old_one_is_history() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let marta = world.seller("marta").await;
    let mut limit = rule(ScopeId::Banca(world.banca), accumulated(1_000));
    save(&ana, &limit).await;
    sold(&marta, sale(&[draw], vec![straight(23, 600)])).await;
    // Lowered below what is sold: that only stops further sales.
    limit.effect = accumulated(500);
    limit.reason = "mucho 23".to_owned();
    save(&ana, &limit).await;
    let more = Request::Sell(sale(&[draw], vec![straight(23, 100)]));
    assert_eq!(
        left(&refused(&marta, more).await),
        [(colones(0), colones(500))]
    );
    let rows = listed(&ana).await;
    assert_eq!(rows.len(), 1);
    assert_ne!(
        rows[0].rule.id, limit.id,
        "the replacement has an id of its own"
    );
    assert_eq!(rows[0].rule.reason, "mucho 23");
    assert_eq!(
        (rows[0].scope_name.as_str(), rows[0].set_by.as_str()),
        ("Banca La Esquina", "Ana Jiménez")
    );
    assert_eq!(
        figure(
            &world,
            "SELECT count(*) FROM limit_rule WHERE ended_at IS NOT NULL"
        )
        .await,
        1
    );
    let logged = figure(
        &world,
        "SELECT count(*) FROM activity WHERE action = 'limit.saved' AND details #>> '{before,effect,amount}' = '100000'
            AND details #>> '{after,effect,amount}' = '50000'",
    )
    .await;
    assert_eq!(logged, 1);
    // The replaced id is gone.
    assert_eq!(
        save_refused(&ana, &limit).await,
        [Refusal::NotFound { what: Thing::Limit }]
    );
}

#[tokio::test]
async fn a_liftable_limit_gives_way_to_a_supervisor_once() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let marta = world.seller("marta").await;
    let mut limit = rule(ScopeId::Banca(world.banca), accumulated(500));
    limit.liftable = true;
    save(&ana, &limit).await;
    let mut asked = sale(&[draw], vec![straight(23, 800)]);
    let no = refused(&marta, Request::Sell(asked.clone())).await;
    assert_eq!(left(&no), [(colones(500), colones(500))]);
    let consent = consented(&marta, "vera", Right::LiftLimit, asked.key, "23", None).await;
    asked.approval = Some(consent);
    sold(&marta, asked).await;
    let mut again = sale(&[draw], vec![straight(23, 100)]);
    again.approval = Some(consent);
    assert_eq!(
        refused(&marta, Request::Sell(again)).await,
        [Refusal::ApprovalInvalid]
    );
    let house = exposure(&ana, draw, world.banca).await;
    assert_eq!(house.cells[23].share, Some(160));
}

#[tokio::test]
async fn everything_wrong_with_a_rule_is_told_at_once() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let field = |field: &str| Refusal::Field {
        field: field.to_owned(),
        problem: FieldProblem::OutOfRange,
    };
    let mut wrong = rule(
        ScopeId::Banca(world.banca),
        LimitEffect::PerTicket {
            amount: colones(-1),
        },
    );
    wrong.lottery = Some(world.lottery("Tica").await);
    wrong.numbers = vec![5, 100];
    wrong.liftable = true;
    wrong.from = Some("2026-12-02".parse().unwrap());
    wrong.to = Some("2026-12-01".parse().unwrap());
    assert_eq!(
        save_refused(&ana, &wrong).await,
        [
            field("numbers"),
            field("amount"),
            field("liftable"),
            field("to")
        ]
    );
    let mut unknown = rule(ScopeId::Banca(world.banca), accumulated(100));
    unknown.lottery = Some(Uuid::now_v7().into());
    unknown.draw = Some(Uuid::now_v7().into());
    unknown.multiplier = Some(Uuid::now_v7().into());
    assert_eq!(
        save_refused(&ana, &unknown).await,
        [
            Refusal::NotFound {
                what: Thing::Lottery
            },
            Refusal::NotFound { what: Thing::Draw },
            Refusal::NotFound {
                what: Thing::Multiplier
            },
        ]
    );
    assert_eq!(figure(&world, "SELECT count(*) FROM limit_rule").await, 0);
}

#[tokio::test]
async fn a_shop_bounds_itself_and_its_sellers_and_not_what_the_house_set() {
    let world = World::new().await;
    let (ana, vera) = (world.signed_in("ana").await, world.signed_in("vera").await);
    let own = ScopeId::Ventana(world.ventanas[0]);
    let staff = ScopeId::Vendedor(world.user("marta").await);
    save(&vera, &rule(own, accumulated(900))).await;
    save(&vera, &rule(staff, accumulated(400))).await;
    let of_house = rule(own, accumulated(700));
    save(&ana, &of_house).await;

    for (scope, what) in [
        (ScopeId::Ventana(world.ventanas[1]), Thing::Ventana),
        (ScopeId::Vendedor(world.user("luis").await), Thing::User),
    ] {
        assert_eq!(
            save_refused(&vera, &rule(scope, accumulated(1))).await,
            [Refusal::NotFound { what }]
        );
    }
    let no = save_refused(&vera, &rule(ScopeId::Banca(world.banca), accumulated(1))).await;
    assert!(matches!(
        no[..],
        [Refusal::NotAllowed {
            right: Right::RunHouse,
            ..
        }]
    ));
    let no = save_refused(&vera, &of_house).await;
    assert!(matches!(no[..], [Refusal::NotAllowed { .. }]), "{no:?}");
    let rows = listed(&vera).await;
    assert_eq!(rows.iter().filter(|row| row.editable).count(), 2);
    assert_eq!(rows.len(), 3);
    let rita = world.signed_in("rita").await;
    assert!(
        listed(&rita).await.is_empty(),
        "another shop sees none of it"
    );
    let marta = world.signed_in("marta").await;
    let seen = listed(&marta).await;
    assert!(seen.len() == 3 && seen.iter().all(|row| !row.editable));
}
