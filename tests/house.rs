//! The house's administration on a real PostgreSQL: people, shops, lotteries, prices, commissions and who did what.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use banca::{
    domain::{
        BetKind, CommissionShare, LotteryId, LotteryRules, Money, MultiplierId, Percent,
        PolicyRule, Rate, ReventadoOutcome, Right, Role, ScopeId, UserId, VentanaId,
    },
    ops::{
        ActivityFilter, ActivityPage, Answer, CommissionRow, FieldProblem, House, HouseSettings,
        LotteryRow, Refusal, Reply, Request, SaveCommission, SaveUser, SaveVentana, Secret, SignIn,
        Thing, UserRow, VentanaRow,
    },
};
use chrono::TimeDelta;
use rust_decimal::Decimal;
use support::{PIN, World, colones, done, key, morning, refused, sale, sold, straight};
use uuid::Uuid;

async fn users(house: &House) -> Vec<UserRow> {
    match done(house, Request::Users).await {
        Answer::Users(rows) => rows,
        other => panic!("{other:?}"),
    }
}

async fn lottery(house: &House, name: &str) -> LotteryRow {
    match done(house, Request::Lotteries).await {
        Answer::Lotteries(rows) => rows.into_iter().find(|row| row.name == name).unwrap(),
        other => panic!("{other:?}"),
    }
}

async fn commissions(house: &House) -> Vec<CommissionRow> {
    match done(house, Request::Commissions).await {
        Answer::Commissions(rows) => rows,
        other => panic!("{other:?}"),
    }
}

async fn activity(house: &House, filter: ActivityFilter) -> ActivityPage {
    match done(house, Request::Activity(filter)).await {
        Answer::Activity(page) => page,
        other => panic!("{other:?}"),
    }
}

fn seller(username: &str, ventana: VentanaId) -> SaveUser {
    SaveUser {
        key: key(),
        user: UserId::new(Uuid::now_v7()),
        username: username.to_owned(),
        name: "Rosa Mena".to_owned(),
        role: Role::Vendedor,
        ventana: Some(ventana),
        pin: Some(Secret::new(PIN)),
        payout_limit: None,
        may_confirm: false,
        active: true,
    }
}

/// The request that leaves a user as it is.
fn unchanged(row: &UserRow) -> SaveUser {
    SaveUser {
        key: key(),
        user: row.id,
        username: row.username.clone(),
        name: row.name.clone(),
        role: row.role,
        ventana: row.ventana.as_ref().map(|(id, _)| *id),
        pin: None,
        payout_limit: row.payout_limit,
        may_confirm: row.may_confirm,
        active: row.active,
    }
}

async fn row(house: &House, username: &str) -> UserRow {
    let rows = users(house).await;
    rows.into_iter()
        .find(|row| row.username == username)
        .unwrap()
}

async fn signs_in(world: &World, username: &str, pin: &str) -> bool {
    let asked = SignIn {
        username: username.to_owned(),
        pin: Secret::new(pin),
        terminal: "caja-9".to_owned(),
    };
    let reply = world.door().handle(Request::SignIn(asked)).await;
    matches!(reply, Reply::Done(_))
}

fn rate(factor: i64) -> Rate {
    Rate::new(Decimal::from(factor)).unwrap()
}

fn percent(percent: i64) -> Percent {
    Percent::new(Decimal::from(percent)).unwrap()
}

fn fields(refusals: &[Refusal]) -> Vec<&str> {
    let named = refusals.iter().filter_map(|refusal| match refusal {
        Refusal::Field { field, .. } => Some(field.as_str()),
        _ => None,
    });
    named.collect()
}

#[tokio::test]
async fn a_new_seller_signs_in_and_sells() {
    let world = World::new().await;
    let vera = world.signed_in("vera").await;
    let asked = seller("rosa", world.ventanas[0]);
    done(&vera, Request::SaveUser(asked.clone())).await;
    done(&vera, Request::SaveUser(asked)).await;

    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let rosa = world.seller("rosa").await;
    sold(&rosa, sale(&[draw], vec![straight(7, 500)])).await;
    let names: Vec<String> = users(&vera)
        .await
        .into_iter()
        .map(|row| row.username)
        .collect();
    // The house's founder belongs to its first shop.
    assert_eq!(names, ["ana", "vera", "juan", "marta", "rosa"]);
}

#[tokio::test]
async fn who_runs_a_shop_makes_sellers_of_that_shop_only() {
    let world = World::new().await;
    let vera = world.signed_in("vera").await;
    let mut elsewhere = seller("rosa", world.ventanas[1]);
    let mut boss = seller("rosa", world.ventanas[0]);
    boss.role = Role::Ventana;
    let mut confirmer = seller("rosa", world.ventanas[0]);
    confirmer.may_confirm = true;
    for asked in [elsewhere.clone(), boss, confirmer] {
        assert!(matches!(
            &refused(&vera, Request::SaveUser(asked)).await[..],
            [Refusal::NotAllowed {
                right: Right::RunHouse,
                ..
            }]
        ));
    }
    let mut rich = seller("rosa", world.ventanas[0]);
    rich.payout_limit = Some(colones(10_000_000));
    assert_eq!(
        fields(&refused(&vera, Request::SaveUser(rich)).await),
        ["payout_limit"]
    );

    // Another shop's seller is not there at all.
    elsewhere.user = world.user("luis").await;
    elsewhere.ventana = Some(world.ventanas[0]);
    assert_eq!(
        refused(&vera, Request::SaveUser(elsewhere)).await,
        [Refusal::NotFound { what: Thing::User }]
    );
    let marta = world.signed_in("marta").await;
    assert!(matches!(
        &refused(&marta, Request::Users).await[..],
        [Refusal::NotAllowed {
            right: Right::ManageUsers,
            ..
        }]
    ));
}

#[tokio::test]
async fn every_problem_of_a_user_is_named() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let mut asked = seller("dos palabras", world.ventanas[0]);
    asked.ventana = None;
    asked.name = " ".to_owned();
    asked.may_confirm = true;
    asked.payout_limit = Money::ZERO.checked_sub(colones(1));
    assert_eq!(
        fields(&refused(&ana, Request::SaveUser(asked)).await),
        ["ventana", "may_confirm", "payout_limit", "username", "name"]
    );

    let mut without_pin = seller("rosa", world.ventanas[0]);
    without_pin.pin = None;
    assert_eq!(
        fields(&refused(&ana, Request::SaveUser(without_pin)).await),
        ["pin"]
    );
    let mut weak = seller("rosa", world.ventanas[0]);
    weak.pin = Some(Secret::new("1111"));
    assert!(matches!(
        &refused(&ana, Request::SaveUser(weak)).await[..],
        [Refusal::WeakPin { .. }]
    ));
    assert_eq!(
        refused(&ana, Request::SaveUser(seller("MARTA", world.ventanas[0]))).await,
        [Refusal::Taken {
            field: "username".to_owned()
        }]
    );
    let nowhere = VentanaId::new(Uuid::now_v7());
    assert_eq!(
        refused(&ana, Request::SaveUser(seller("rosa", nowhere))).await,
        [Refusal::NotFound {
            what: Thing::Ventana
        }]
    );
}

#[tokio::test]
async fn a_deactivated_person_is_out_at_once() {
    let world = World::new().await;
    let vera = world.signed_in("vera").await;
    let marta = world.signed_in("marta").await;
    let mut asked = unchanged(&row(&vera, "marta").await);
    asked.active = false;
    done(&vera, Request::SaveUser(asked)).await;
    assert!(!signs_in(&world, "marta", PIN).await);
    let opened = marta
        .handle(Request::OpenDrawer {
            key: key(),
            float: colones(1),
        })
        .await;
    assert!(!matches!(opened, Reply::Done(_)), "{opened:?}");
}

#[tokio::test]
async fn a_new_pin_replaces_the_old_one_and_lifts_a_lockout() {
    let world = World::new().await;
    for _ in 0..5 {
        assert!(!signs_in(&world, "marta", "0000").await);
    }
    assert!(!signs_in(&world, "marta", PIN).await, "locked out");
    let ana = world.signed_in("ana").await;
    let before = row(&ana, "marta").await;
    assert!(before.locked_until.is_some());
    let mut asked = unchanged(&before);
    asked.pin = Some(Secret::new("97531"));
    done(&ana, Request::SaveUser(asked)).await;
    assert!(signs_in(&world, "marta", "97531").await);
    assert!(!signs_in(&world, "marta", PIN).await);
}

#[tokio::test]
async fn an_administrator_neither_deactivates_the_own_account_nor_the_last_one() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let mut own = unchanged(&row(&ana, "ana").await);
    own.active = false;
    assert_eq!(
        refused(&ana, Request::SaveUser(own.clone())).await,
        [Refusal::OwnAccount]
    );
    own.active = true;
    own.role = Role::Ventana;
    own.ventana = Some(world.ventanas[0]);
    assert_eq!(
        refused(&ana, Request::SaveUser(own)).await,
        [Refusal::OwnAccount]
    );
    let mut other = unchanged(&row(&ana, "olga").await);
    other.active = false;
    done(&ana, Request::SaveUser(other)).await;
    assert!(!row(&ana, "olga").await.active);
}

#[tokio::test]
async fn a_cashier_with_an_open_drawer_stays_in_the_shop() {
    let world = World::new().await;
    let _marta = world.seller("marta").await;
    let ana = world.signed_in("ana").await;
    let mut asked = unchanged(&row(&ana, "marta").await);
    asked.ventana = Some(world.ventanas[1]);
    assert_eq!(
        refused(&ana, Request::SaveUser(asked)).await,
        [Refusal::DrawerStillOpen]
    );
    let mut asked = unchanged(&row(&ana, "juan").await);
    asked.ventana = Some(world.ventanas[1]);
    done(&ana, Request::SaveUser(asked)).await;
    let (_, shop) = row(&ana, "juan").await.ventana.unwrap();
    assert_eq!(shop, "Mercado");
}

#[tokio::test]
async fn a_shop_that_does_not_work_lets_nobody_in() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let save = |ventana, name: &str, active| {
        Request::SaveVentana(SaveVentana {
            key: key(),
            ventana,
            name: name.to_owned(),
            active,
        })
    };
    let third = VentanaId::new(Uuid::now_v7());
    assert_eq!(
        refused(&ana, save(third, "CENTRO", true)).await,
        [Refusal::Taken {
            field: "name".to_owned()
        }]
    );
    done(&ana, save(third, "Puerto", true)).await;
    done(&ana, save(world.ventanas[1], "Mercado", false)).await;
    assert!(!signs_in(&world, "luis", PIN).await);
    assert!(signs_in(&world, "marta", PIN).await);

    let shops = async |house: &House| -> Vec<VentanaRow> {
        match done(house, Request::Ventanas).await {
            Answer::Ventanas(rows) => rows,
            other => panic!("{other:?}"),
        }
    };
    let names: Vec<_> = shops(&ana).await.into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Centro", "Puerto", "Mercado"]);
    let vera = world.signed_in("vera").await;
    let own = shops(&vera).await;
    assert_eq!((own.len(), own[0].users), (1, 4));
    assert!(matches!(
        &refused(&vera, save(world.ventanas[0], "Otra", true)).await[..],
        [Refusal::NotAllowed { .. }]
    ));
}

#[tokio::test]
async fn lotteries_are_listed_with_prices_and_next_draws() {
    let world = World::new().await;
    let marta = world.signed_in("marta").await;
    let tica = lottery(&marta, "Tica").await;
    assert_eq!(tica.multipliers.len(), 5);
    assert_eq!(tica.next.len(), 6);
    assert!(tica.next.is_sorted() && tica.next[0] > morning());
}

#[tokio::test]
async fn a_lottery_is_saved_only_by_rules_that_stand() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let tica = lottery(&ana, "Tica").await;
    let save = |id, name: &str, rules| Request::SaveLottery {
        key: key(),
        lottery: id,
        name: name.to_owned(),
        active: true,
        rules: Box::new(rules),
    };
    let mut broken = tica.rules.clone();
    broken.step = Money::ZERO;
    broken.colour = "azul".to_owned();
    broken.schedule.slots.clear();
    assert_eq!(
        fields(&refused(&ana, save(tica.id, "", broken)).await),
        ["name", "step", "colour", "schedule"]
    );

    let new = LotteryId::new(Uuid::now_v7());
    let mut rules = tica.rules.clone();
    assert_eq!(
        refused(&ana, save(new, "Nueva", rules.clone())).await,
        [Refusal::Taken {
            field: "alias".to_owned()
        }]
    );
    rules.alias = "NU".to_owned();
    assert_eq!(
        refused(&ana, save(new, "tica", rules.clone())).await,
        [Refusal::Taken {
            field: "name".to_owned()
        }]
    );
    done(&ana, save(new, "Nueva", rules)).await;
    assert_eq!(lottery(&ana, "Nueva").await.rules.alias, "nu");

    // Once there are draws, tickets and results rely on the length of the numbers.
    world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let mut longer = tica.rules.clone();
    longer.digits = banca::domain::Digits::Three;
    assert_eq!(
        fields(&refused(&ana, save(tica.id, "Tica", longer)).await),
        ["digits"]
    );
    let vera = world.signed_in("vera").await;
    assert!(matches!(
        &refused(&vera, save(tica.id, "Tica", tica.rules.clone())).await[..],
        [Refusal::NotAllowed { .. }]
    ));
}

#[tokio::test]
async fn one_price_of_a_kind_is_the_usual_one_and_factors_never_change() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let nica = lottery(&ana, "Nica").await;
    let save = |multiplier, factor, active, usual| {
        Request::SaveMultiplier(banca::ops::SaveMultiplier {
            key: key(),
            multiplier,
            lottery: nica.id,
            name: format!("{factor}"),
            kind: BetKind::Straight,
            factor: rate(factor),
            active,
            usual,
        })
    };
    let usual = async || {
        let row = lottery(&ana, "Nica").await;
        let found: Vec<String> = row
            .multipliers
            .into_iter()
            .filter(|price| price.usual)
            .map(|price| price.name)
            .collect();
        found.join(" ")
    };
    let before = usual().await;
    let new = MultiplierId::new(Uuid::now_v7());
    done(&ana, save(new, 95, true, false)).await;
    assert_eq!(usual().await, before);
    done(&ana, save(new, 95, true, true)).await;
    assert_eq!(usual().await, "95");

    done(&ana, save(new, 96, true, false)).await;
    assert_eq!(usual().await, "96", "another factor takes its place");
    let row = lottery(&ana, "Nica").await;
    assert_eq!(row.retired.len(), 1);
    assert_eq!((row.retired[0].id, row.retired[0].factor), (new, rate(95)));
    let other = row.multipliers.iter().find(|price| price.usual).unwrap();
    done(&ana, save(other.id, 96, false, false)).await;
    assert_eq!(usual().await, "80", "the lowest follows a retired one");

    assert_eq!(
        fields(&refused(&ana, save(new, 0, true, false)).await),
        ["factor"]
    );
    let tica = lottery(&ana, "Tica").await;
    assert_eq!(
        refused(&ana, save(tica.multipliers[0].id, 80, true, false)).await,
        [Refusal::NotFound {
            what: Thing::Multiplier
        }],
        "another lottery's price"
    );
}

#[tokio::test]
async fn a_lottery_that_plays_reventado_has_a_price_that_follows_its_best_ball() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let nica = lottery(&ana, "Nica").await;
    let priced = async || -> Vec<(String, bool)> {
        let row = lottery(&ana, "Nica").await;
        let found = row.multipliers.into_iter();
        found
            .filter(|price| price.kind == BetKind::Reventado)
            .map(|price| (price.factor.to_string(), price.usual))
            .collect()
    };
    assert_eq!(priced().await, []);
    let save = |balls: &[(&str, i64)]| {
        let outcome = |(name, factor): &(&str, i64)| ReventadoOutcome {
            name: (*name).to_owned(),
            factor: rate(*factor),
        };
        Request::SaveLottery {
            key: key(),
            lottery: nica.id,
            name: nica.name.clone(),
            active: true,
            rules: Box::new(LotteryRules {
                outcomes: balls.iter().map(outcome).collect(),
                ..nica.rules.clone()
            }),
        }
    };
    done(&ana, save(&[("ROJA", 150), ("BLANCA", 40)])).await;
    assert_eq!(priced().await, [("150".to_owned(), true)]);
    done(&ana, save(&[("ROJA", 200), ("BLANCA", 40)])).await;
    assert_eq!(priced().await, [("200".to_owned(), true)]);
    let by_hand = Request::SaveMultiplier(banca::ops::SaveMultiplier {
        key: key(),
        multiplier: MultiplierId::new(Uuid::now_v7()),
        lottery: nica.id,
        name: "300".to_owned(),
        kind: BetKind::Reventado,
        factor: rate(300),
        active: true,
        usual: false,
    });
    assert_eq!(fields(&refused(&ana, by_hand).await), ["factor"]);
}

#[tokio::test]
async fn a_commission_is_set_from_now_on_and_the_one_before_stays_readable() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let shop = ScopeId::Ventana(world.ventanas[0]);
    let save = |percent| {
        Request::SaveCommission(SaveCommission {
            key: key(),
            scope: shop,
            share: CommissionShare::Listero,
            default_percent: Some(percent),
            rules: Vec::new(),
            from: None,
            to: None,
        })
    };
    done(&ana, save(percent(10))).await;
    done(&ana, save(percent(12))).await;
    let rows = commissions(&ana).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].policy.default_percent, Some(percent(12)));
    assert_eq!(
        (rows[0].scope_name.as_str(), rows[0].set_by.as_str()),
        ("Centro", "Ana Jiménez")
    );
    let mut owner = world.owner().await;
    let versions: i64 =
        sqlx::query_scalar("SELECT count(*) FROM commission_policy WHERE valid_to IS NOT NULL")
            .fetch_one(&mut owner)
            .await
            .unwrap();
    assert_eq!(versions, 1);

    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(7, 1_000)])).await;
    assert_eq!(
        world.balance(world.banca.raw(), 5110).await,
        12_000,
        "12 percent of 1 000"
    );
    let vera = world.signed_in("vera").await;
    assert_eq!(commissions(&vera).await.len(), 1);
    let rita = world.signed_in("rita").await;
    assert!(commissions(&rita).await.is_empty());
}

#[tokio::test]
async fn a_commission_that_cannot_stand_is_refused() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let marta = ScopeId::Vendedor(world.user("marta").await);
    let empty_range = PolicyRule {
        lottery: None,
        kind: None,
        factor_min: Some(rate(90)),
        factor_max: Some(rate(80)),
        percent: percent(5),
    };
    let save = |scope, share, rules| {
        Request::SaveCommission(SaveCommission {
            key: key(),
            scope,
            share,
            default_percent: None,
            rules,
            from: None,
            to: None,
        })
    };
    assert_eq!(
        fields(
            &refused(
                &ana,
                save(marta, CommissionShare::Listero, vec![empty_range.clone()])
            )
            .await
        ),
        ["scope", "rules"]
    );
    let nowhere = ScopeId::Ventana(VentanaId::new(Uuid::now_v7()));
    assert_eq!(
        refused(&ana, save(nowhere, CommissionShare::Vendedor, Vec::new())).await,
        [Refusal::NotFound {
            what: Thing::Ventana
        }]
    );
    let unknown = PolicyRule {
        lottery: Some(LotteryId::new(Uuid::now_v7())),
        factor_max: None,
        ..empty_range
    };
    assert_eq!(
        refused(&ana, save(marta, CommissionShare::Vendedor, vec![unknown])).await,
        [Refusal::NotFound {
            what: Thing::Lottery
        }]
    );
}

#[tokio::test]
async fn the_log_tells_who_changed_what_and_never_a_secret() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let mut asked = unchanged(&row(&ana, "marta").await);
    asked.name = "Marta Rojas Mora".to_owned();
    asked.pin = Some(Secret::new("97531"));
    done(&ana, Request::SaveUser(asked)).await;

    let filter = ActivityFilter {
        action: Some("user.saved".to_owned()),
        ..ActivityFilter::default()
    };
    let page = activity(&ana, filter).await;
    let [entry] = &page.rows[..] else {
        panic!("{page:?}");
    };
    assert_eq!(
        (entry.who.as_str(), entry.target.as_str()),
        ("Ana Jiménez", "marta")
    );
    assert_eq!(entry.details["before"]["name"], "Marta Rojas");
    assert_eq!(entry.details["after"]["name"], "Marta Rojas Mora");
    assert_eq!(entry.details["new_pin"], true);
    assert!(!entry.details.to_string().contains("97531"));
}

#[tokio::test]
async fn the_log_is_read_a_page_at_a_time_and_within_reach() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    for number in 0..7 {
        sold(&marta, sale(&[draw], vec![straight(number, 500)])).await;
    }
    let vera = world.signed_in("vera").await;
    let mut filter = ActivityFilter {
        action: Some("ticket".to_owned()),
        limit: Some(3),
        ..ActivityFilter::default()
    };
    let mut seen = Vec::new();
    loop {
        let page = activity(&vera, filter.clone()).await;
        seen.extend(page.rows.into_iter().map(|row| row.id));
        match page.next {
            Some(next) => filter.after = Some(next),
            None => break,
        }
    }
    assert_eq!(seen.len(), 7);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 7, "no row twice");

    let rita = world.signed_in("rita").await;
    filter.after = None;
    assert!(activity(&rita, filter.clone()).await.rows.is_empty());
    filter.limit = Some(101);
    assert!(matches!(
        &refused(&vera, Request::Activity(filter)).await[..],
        [Refusal::Field {
            problem: FieldProblem::OutOfRange,
            ..
        }]
    ));
    assert!(matches!(
        &refused(&marta, Request::Activity(ActivityFilter::default())).await[..],
        [Refusal::NotAllowed {
            right: Right::SeeAudit,
            ..
        }]
    ));
}

#[tokio::test]
async fn whoever_was_switched_off_behind_the_lock_is_told_that_the_session_is_over() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let juan = world.signed_in("juan").await;
    let pin = || Secret::new(PIN);
    done(&juan, Request::Unlock { pin: pin() }).await;
    let row = users(&ana)
        .await
        .into_iter()
        .find(|row| row.username == "juan")
        .unwrap();
    for active in [false, true] {
        let save = SaveUser {
            key: key(),
            user: row.id,
            username: row.username.clone(),
            name: row.name.clone(),
            role: row.role,
            ventana: row.ventana.as_ref().map(|(id, _)| *id),
            payout_limit: row.payout_limit,
            may_confirm: row.may_confirm,
            active,
            pin: None,
        };
        done(&ana, Request::SaveUser(save)).await;
    }
    let over = refused(&juan, Request::Unlock { pin: pin() }).await;
    assert!(
        matches!(&over[..], [Refusal::SessionRevoked { by, .. }] if by == "Ana Jiménez"),
        "{over:?}"
    );
}

#[tokio::test]
async fn the_settings_are_in_force_with_the_next_command_and_logged() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let vera = world.signed_in("vera").await;
    let Answer::Settings(before) = done(&ana, Request::Settings).await else {
        panic!("no settings");
    };
    let save = |settings| Request::SaveSettings {
        key: key(),
        settings,
    };
    let wrong = HouseSettings {
        name: " ".to_owned(),
        void_minutes: 2_000,
        alert_percent: 0,
        big_total: colones(-1),
        ..before.clone()
    };
    assert_eq!(
        fields(&refused(&ana, save(wrong)).await),
        ["name", "void_minutes", "big_total", "alert_percent"]
    );
    assert!(matches!(
        &refused(&vera, save(before.clone())).await[..],
        [Refusal::NotAllowed { .. }]
    ));

    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    let after = HouseSettings {
        name: "La Nueva".to_owned(),
        void_minutes: 3,
        early_release: true,
        ..before
    };
    done(&ana, save(after.clone())).await;
    assert_eq!(done(&ana, Request::Settings).await, Answer::Settings(after));
    let Answer::Desk(desk) = done(&marta, Request::Desk).await else {
        panic!("no desk");
    };
    assert_eq!(desk.void_minutes, 3);
    let asked = sale(&[draw], vec![straight(23, 500)]);
    assert!(!sold(&marta, asked.clone()).await.cached);
    assert!(sold(&marta, asked).await.cached, "and its repeat");
    world.books_hold().await;
}

#[tokio::test]
async fn the_log_names_the_draw_that_an_entry_is_about() {
    let world = World::new().await;
    let at = morning() + TimeDelta::hours(5);
    let draw = world.open_draw("Tica", at).await;
    world.freeze(at).await;
    let ana = world.signed_in("ana").await;
    let close = Request::CloseDraw {
        key: key(),
        draw,
        reason: None,
        approval: None,
    };
    done(&ana, close).await;
    let filter = ActivityFilter {
        target: Some(draw.to_string()),
        ..ActivityFilter::default()
    };
    let page = activity(&ana, filter).await;
    let about = page.rows[0].draw.clone().unwrap();
    assert_eq!((about.lottery.as_str(), about.at), ("Tica", at));
    let page = activity(&ana, ActivityFilter::default()).await;
    assert!(page.rows.iter().any(|row| row.draw.is_none()));
}
