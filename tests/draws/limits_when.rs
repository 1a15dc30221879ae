//! Limits that grow with the draw, end its sale earlier, or hold on some days, at some hours, for the number of the day:
//! what the domain says is what the database does.

use banca::{
    domain::{
        DrawId, Hours, LimitEffect, LimitRule, LimitRuleId, Money, Percent, SaleProblem, ScopeId,
        view::{Desk, LimitPreview, NumberLeft},
    },
    ops::{Answer, CancelTicket, House, Refusal, Reply, Request},
};
use chrono::{NaiveTime, TimeDelta, Weekday};
use uuid::Uuid;

use super::{
    noon,
    support::{World, colones, done, key, refused, sale, sold, straight},
};

fn rule(scope: ScopeId, effect: LimitEffect) -> LimitRule {
    LimitRule::new(LimitRuleId::new(Uuid::now_v7()), scope, effect)
}

fn grows(base: i64, percent: &str, per_seller: bool) -> LimitEffect {
    LimitEffect::Dynamic {
        base: colones(base),
        percent: Percent::parse(percent).unwrap(),
        per_seller,
    }
}

async fn save(house: &House, rule: &LimitRule) {
    let asked = Request::SaveLimit {
        key: key(),
        rule: Box::new(rule.clone()),
    };
    assert_eq!(done(house, asked).await, Answer::Saved);
}

/// What is left of a straight bet on a number, and its limit.
async fn left(house: &House, draw: DrawId, number: u16) -> Option<(Money, Money)> {
    let asked = Request::Availability { draws: vec![draw] };
    let Answer::Availability(rows) = done(house, asked).await else {
        panic!("not what is left");
    };
    let mine = |row: &&NumberLeft| {
        row.number.value() == number && row.kind == Some(banca::domain::BetKind::Straight)
    };
    rows.iter().find(mine).map(|row| (row.left, row.limit))
}

/// Tries a straight bet; what is left and the limit, where it is too much.
async fn tries(house: &House, draw: DrawId, number: u16, stake: i64) -> Result<(), Vec<Refusal>> {
    let asked = Request::Sell(sale(&[draw], vec![straight(number, stake)]));
    match house.handle(asked).await {
        Reply::Done(_) => Ok(()),
        Reply::Refused(why) => Err(why),
        Reply::Failed(fault) => panic!("{fault:?}"),
    }
}

fn above(refusals: &[Refusal]) -> Option<(Money, Money)> {
    match refusals {
        [Refusal::Sale(SaleProblem::AboveLimit { left, limit, .. })] => Some((*left, *limit)),
        _ => None,
    }
}

async fn desk(house: &House) -> Desk {
    match done(house, Request::Desk).await {
        Answer::Desk(desk) => *desk,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_limit_grows_with_what_the_scope_sold_before() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    save(
        &ana,
        &rule(ScopeId::Banca(world.banca), grows(1_000, "10", false)),
    )
    .await;
    assert_eq!(
        left(&marta, draw, 7).await,
        Some((colones(1_000), colones(1_000)))
    );
    let no = tries(&marta, draw, 7, 1_100).await.unwrap_err();
    assert_eq!(above(&no), Some((colones(1_000), colones(1_000))));
    tries(&marta, draw, 7, 1_000).await.unwrap();
    // Twenty other numbers of 1 000 make 21 000: a tenth is 2 100, of which 1 000 are sold.
    for number in 10..30 {
        tries(&luis, draw, number, 1_000).await.unwrap();
    }
    assert_eq!(
        left(&marta, draw, 7).await,
        Some((colones(1_100), colones(2_100)))
    );
    let no = tries(&marta, draw, 7, 1_200).await.unwrap_err();
    assert_eq!(
        above(&no),
        Some((colones(1_100), colones(2_100))),
        "a sale does not make its own room"
    );
    tries(&marta, draw, 7, 1_100).await.unwrap();
    let house = super::exposure(&ana, draw, world.banca).await;
    assert_eq!(house.cells[7].limit, Some(colones(2_210)));
    world.books_hold().await;
}

#[tokio::test]
async fn a_limit_that_grows_for_each_seller_does_not_grow_by_others() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    save(
        &ana,
        &rule(ScopeId::Banca(world.banca), grows(500, "50", true)),
    )
    .await;
    for number in 10..14 {
        tries(&luis, draw, number, 500).await.unwrap();
    }
    assert_eq!(
        left(&marta, draw, 7).await,
        Some((colones(500), colones(500)))
    );
    assert_eq!(
        left(&luis, draw, 7).await,
        Some((colones(1_000), colones(1_000)))
    );
    assert!(tries(&marta, draw, 7, 600).await.is_err());
    tries(&luis, draw, 7, 1_000).await.unwrap();
}

#[tokio::test]
async fn sellers_at_once_never_pass_a_limit_that_grows() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    save(
        &ana,
        &rule(ScopeId::Banca(world.banca), grows(300, "20", false)),
    )
    .await;
    let mut asked = Vec::new();
    for name in ["marta", "juan", "luis"] {
        let house = world.seller(name).await;
        asked.push(tokio::spawn(async move {
            for round in 0..30_u16 {
                let _ = tries(&house, draw, 7 + round % 3, 100).await;
            }
        }));
    }
    for one in asked {
        one.await.unwrap();
    }
    // The last evidence on each number is what it holds; no limit was above what the whole draw allows.
    let over = super::figure(
        &world,
        "SELECT count(*) FROM sale_evidence s
          WHERE s.used_after > s.limit_minor
             OR s.limit_minor > greatest(30000, (SELECT sum(straight) / 5 FROM exposure WHERE scope_rank = 3))",
    )
    .await;
    assert_eq!(over, 0);
    world.books_hold().await;
}

#[tokio::test]
async fn the_sale_ends_earlier_for_whom_a_rule_says_so() {
    let world = World::new().await;
    let at = noon() + TimeDelta::minutes(55);
    let draw = world.open_draw("Tica", at).await;
    let ana = world.signed_in("ana").await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    let ends = |minutes| LimitEffect::Cutoff { minutes };
    let own = desk(&marta).await.draws[0].cutoff;
    save(&ana, &rule(ScopeId::Banca(world.banca), ends(40))).await;
    world.freeze(at - TimeDelta::minutes(35)).await;
    // The desk was read before the rule: the database knows it all the same.
    let past = |refusals: Vec<Refusal>| match refusals[..] {
        [Refusal::Sale(SaleProblem::PastCutoff { cutoff, .. })] => cutoff,
        _ => panic!("{refusals:?}"),
    };
    let no = tries(&marta, draw, 7, 100).await.unwrap_err();
    assert_eq!(past(no), at - TimeDelta::minutes(40));
    assert_eq!(
        desk(&marta).await.draws[0].cutoff,
        at - TimeDelta::minutes(40)
    );
    // The shop's rule is nearer than the house's, the seller's than the shop's.
    let shop = ScopeId::Ventana(world.ventanas[0]);
    save(&ana, &rule(shop, ends(20))).await;
    assert_eq!(
        desk(&marta).await.draws[0].cutoff,
        at - TimeDelta::minutes(20)
    );
    tries(&marta, draw, 7, 100).await.unwrap();
    assert!(
        tries(&luis, draw, 7, 100).await.is_err(),
        "the other shop has none"
    );
    save(
        &ana,
        &rule(ScopeId::Vendedor(world.user("marta").await), ends(0)),
    )
    .await;
    assert_eq!(
        desk(&marta).await.draws[0].cutoff,
        own,
        "never after the draw's own end"
    );
    world.freeze(own - TimeDelta::seconds(1)).await;
    tries(&marta, draw, 7, 100).await.unwrap();
    world.freeze(own).await;
    assert_eq!(past(tries(&marta, draw, 7, 100).await.unwrap_err()), own);
    world.books_hold().await;
}

#[tokio::test]
async fn nothing_is_committed_after_the_end_of_its_sellers_sale() {
    let world = World::new().await;
    let at = noon() + TimeDelta::minutes(55);
    let draw = world.open_draw("Tica", at).await;
    let ana = world.signed_in("ana").await;
    let marta = world.seller("marta").await;
    sold(&marta, sale(&[draw], vec![straight(7, 100)])).await;
    save(
        &ana,
        &rule(
            ScopeId::Banca(world.banca),
            LimitEffect::Cutoff { minutes: 30 },
        ),
    )
    .await;
    // A sale that the function let through and that ends too late is refused by the trigger at its end.
    let mut owner = world.owner().await;
    let text: String = sqlx::query_scalar(
        "SELECT pg_get_functiondef('fence_tickets(sale_seat, jsonb)'::regprocedure)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    let blind = text.replace(
        "WHEN v_now >= sale_ends(",
        "WHEN false AND v_now >= sale_ends(",
    );
    assert_ne!(text, blind);
    sqlx::raw_sql(sqlx::AssertSqlSafe(blind))
        .execute(&mut owner)
        .await
        .unwrap();
    world.freeze(at - TimeDelta::minutes(30)).await;
    let no = tries(&marta, draw, 7, 100).await.unwrap_err();
    assert!(
        matches!(no[..], [Refusal::Sale(SaleProblem::PastCutoff { .. })]),
        "{no:?}"
    );
}

#[tokio::test]
async fn days_hours_and_the_number_of_the_day_bound_a_rule() {
    let world = World::new().await;
    // Noon of Monday the sixteenth.
    let draw = world.open_draw("Tica", noon() + TimeDelta::hours(3)).await;
    let ana = world.signed_in("ana").await;
    let marta = world.seller("marta").await;
    let house = ScopeId::Banca(world.banca);
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let hours = |from, to| {
        Some(Hours {
            from: time(from),
            to: time(to),
        })
    };
    let mut of_the_day = rule(house, LimitEffect::Blocked);
    of_the_day.day_number = true;
    let mut tuesdays = rule(house, LimitEffect::Blocked);
    tuesdays.numbers = vec![20];
    tuesdays.weekdays = vec![Weekday::Tue];
    let mut mondays = rule(house, LimitEffect::Blocked);
    mondays.numbers = vec![21];
    mondays.weekdays = vec![Weekday::Sun, Weekday::Mon, Weekday::Mon];
    let mut late = rule(house, LimitEffect::Blocked);
    late.numbers = vec![22];
    late.hours = hours(13, 14);
    let mut night = rule(house, LimitEffect::Blocked);
    night.numbers = vec![23];
    night.hours = hours(22, 13);
    for rule in [&of_the_day, &tuesdays, &mondays, &late, &night] {
        save(&ana, rule).await;
    }
    let date = desk(&marta).await.draws[0].date;
    let day = u16::try_from(chrono::Datelike::day(&date)).unwrap();
    let monday = chrono::Datelike::weekday(&date) == Weekday::Mon;
    assert!(monday, "the test's day is a Monday");
    let sells = async |number: u16| tries(&marta, draw, number, 100).await.is_ok();
    world.freeze(noon() - TimeDelta::minutes(30)).await;
    assert!(!sells(day).await);
    assert!(sells(day + 1).await && sells(20).await && !sells(21).await);
    assert!(sells(22).await && !sells(23).await);
    world.freeze(noon() + TimeDelta::hours(1)).await;
    desk(&marta).await;
    assert!(!sells(22).await && sells(23).await, "from one to two");
    world.freeze(noon() + TimeDelta::hours(2)).await;
    desk(&marta).await;
    assert!(sells(22).await, "the end is not included");
}

#[tokio::test]
async fn what_contradicts_itself_is_refused_by_name() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let house = ScopeId::Banca(world.banca);
    let mut ends = rule(house, LimitEffect::Cutoff { minutes: 1_441 });
    ends.numbers = vec![7];
    ends.hours = Some(Hours {
        from: NaiveTime::MIN,
        to: NaiveTime::from_hms_opt(1, 0, 0).unwrap(),
    });
    ends.liftable = true;
    let mut of_the_day = rule(house, grows(0, "5", true));
    of_the_day.day_number = true;
    of_the_day.numbers = vec![7];
    of_the_day.scope = ScopeId::Vendedor(world.user("marta").await);
    for (rule, fields) in [
        (ends, vec!["numbers", "hours", "minutes", "liftable"]),
        (of_the_day, vec!["day_number", "per_seller"]),
    ] {
        let asked = Request::SaveLimit {
            key: key(),
            rule: Box::new(rule),
        };
        let told: Vec<String> = refused(&ana, asked)
            .await
            .into_iter()
            .map(|refusal| match refusal {
                Refusal::Field { field, .. } => field,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(told, fields);
    }
}

/// Rules made by dice, sold against by dice: what is shown as left is what is sold, to the last hundred.
#[tokio::test]
async fn what_is_left_is_what_the_database_sells() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let sellers = [world.seller("marta").await, world.seller("juan").await];
    let mut dice = 20_261_121_u64;
    let mut roll = move |sides: u64| {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    let offers = desk(&sellers[0]).await.draws[0].multipliers.clone();
    let usual = offers
        .iter()
        .find(|offer| offer.usual && offer.kind == banca::domain::BetKind::Straight);
    let usual = usual.unwrap().id;
    let scopes = [
        ScopeId::Banca(world.banca),
        ScopeId::Ventana(world.ventanas[0]),
        ScopeId::Vendedor(world.user("marta").await),
        ScopeId::Vendedor(world.user("juan").await),
    ];
    for _ in 0..12 {
        let scope = scopes[usize::try_from(roll(4)).unwrap()];
        let per_seller = roll(2) == 0 && !matches!(scope, ScopeId::Vendedor(_));
        let amount = i64::try_from(roll(50) * 100 + 900).unwrap();
        let effect = match roll(9) {
            0 => LimitEffect::PerTicket {
                amount: colones(amount),
            },
            1..=4 => LimitEffect::Accumulated {
                amount: colones(amount),
                per_seller,
            },
            5..=7 => grows(
                amount,
                ["3", "12.5", "40"][usize::try_from(roll(3)).unwrap()],
                per_seller,
            ),
            _ => LimitEffect::Blocked,
        };
        let blocked = effect == LimitEffect::Blocked;
        let mut made = rule(scope, effect);
        if blocked || roll(2) == 0 {
            made.numbers = (0..3).map(|_| u16::try_from(roll(12)).unwrap()).collect();
        }
        if !blocked && roll(3) == 0 {
            made.multiplier = Some(usual);
        }
        if roll(4) == 0 {
            made.weekdays = vec![[Weekday::Mon, Weekday::Wed][usize::try_from(roll(2)).unwrap()]];
        }
        save(&ana, &made).await;
    }
    let (mut taken, mut stopped) = (0, 0);
    for _ in 0..150 {
        let house = &sellers[usize::try_from(roll(2)).unwrap()];
        let number = u16::try_from(roll(12)).unwrap();
        let stake = i64::try_from(roll(8) * 100 + 100).unwrap();
        let room = left(house, draw, number)
            .await
            .map_or(Money::MAX, |(left, _)| left);
        let told = tries(house, draw, number, stake).await;
        assert_eq!(
            told.is_ok(),
            colones(stake) <= room,
            "number {number}, {stake}, left {room:?}: {told:?}"
        );
        taken += i32::from(told.is_ok());
        stopped += i32::from(told.is_err());
    }
    assert!(
        taken > 10 && stopped > 10,
        "{taken} sold, {stopped} refused: the dice tried both"
    );
    world.books_hold().await;
}

async fn tried(house: &House, rule: LimitRule) -> LimitPreview {
    match done(
        house,
        Request::PreviewLimit {
            rule: Box::new(rule),
        },
    )
    .await
    {
        Answer::LimitPreview(past) => *past,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_rule_is_tried_on_the_draws_that_are_over() {
    let world = World::new().await;
    let tica = world.open_draw("Tica", noon()).await;
    let nica = world.open_draw("Nica", noon()).await;
    let still = world
        .open_draw("Honduras", noon() + TimeDelta::hours(4))
        .await;
    let ana = world.signed_in("ana").await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    for (house, draw, number, stake) in [
        (&marta, tica, 7, 600),
        (&luis, tica, 7, 500),
        (&marta, tica, 8, 300),
        (&marta, nica, 7, 900),
        (&marta, still, 7, 5_000),
    ] {
        tries(house, draw, number, stake).await.unwrap();
    }
    let cancelled = sold(&marta, sale(&[tica], vec![straight(9, 9_000)])).await;
    let cancel = CancelTicket {
        key: key(),
        code: cancelled.tickets[0].code,
        reason: "otro".to_owned(),
        approval: None,
    };
    done(&marta, Request::CancelTicket(cancel)).await;
    world.freeze(noon()).await;
    done(&ana, Request::Tick).await;
    let effect = LimitEffect::Accumulated {
        amount: colones(800),
        per_seller: false,
    };
    let mut all = rule(ScopeId::Banca(world.banca), effect);
    let past = tried(&ana, all.clone()).await;
    assert!(past.whole);
    assert_eq!(past.draws.len(), 2, "the one on sale is not over");
    assert_eq!(past.total.refused, colones(300 + 100));
    assert_eq!(past.total.sold, colones(600 + 500 + 300 + 900));
    assert_eq!((past.total.tickets, past.total.touched), (4, 2));
    assert_eq!(past.numbers.len(), 1);
    assert_eq!(past.numbers[0].1, colones(400));
    // Of one draw that is still to come: it is tried on the draws of its lottery.
    let later = world.open_draw("Tica", noon() + TimeDelta::hours(6)).await;
    all.draw = Some(later);
    all.from = Some("2031-01-01".parse().unwrap());
    let past = tried(&ana, all.clone()).await;
    assert_eq!(past.draws.len(), 1);
    assert_eq!(past.total.refused, colones(300));
    // A shop tries what it may set, on its own sales.
    let vera = world.signed_in("vera").await;
    all.draw = None;
    let whole_house = Request::PreviewLimit {
        rule: Box::new(all.clone()),
    };
    let no = refused(&vera, whole_house).await;
    assert!(matches!(no[..], [Refusal::NotAllowed { .. }]), "{no:?}");
    all.scope = ScopeId::Ventana(world.ventanas[1]);
    let foreign = Request::PreviewLimit {
        rule: Box::new(all.clone()),
    };
    assert!(matches!(
        refused(&vera, foreign).await[..],
        [Refusal::NotFound { .. }]
    ));
    all.scope = ScopeId::Ventana(world.ventanas[0]);
    let past = tried(&vera, all.clone()).await;
    assert_eq!(past.total.sold, colones(600 + 300 + 900));
    assert_eq!(past.total.refused, colones(100));
    let mine = Request::PreviewLimit {
        rule: Box::new(all),
    };
    assert!(matches!(
        refused(&marta, mine).await[..],
        [Refusal::NotAllowed { .. }]
    ));
}

#[tokio::test]
async fn a_house_without_a_past_is_told_so() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let past = tried(
        &ana,
        rule(ScopeId::Banca(world.banca), LimitEffect::Blocked),
    )
    .await;
    assert!(past.whole && past.draws.is_empty() && past.numbers.is_empty());
}
