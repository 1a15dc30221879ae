//! Exposure is what was sold, and what-if is what evaluation books.

use banca::{
    domain::{
        BetKind, DrawId, DrawResult, DrawState, LimitEffect, LimitRule, LimitRuleId, Number,
        Rounding, SaleProblem, ScopeId,
        view::{ExposureCell, ExposureView, NumberTicket, WhatIf},
    },
    ops::{Answer, CancelTicket, FieldProblem, House, Refusal, Request, Thing},
};

use uuid::Uuid;

use super::{
    books_hold, close, evaluate, exposure, exposure_of, noon, result,
    support::{World, colones, done, key, number, refused, reventado, sale, sold, straight},
};

fn cell(view: &ExposureView, value: u16) -> &ExposureCell {
    view.cells
        .iter()
        .find(|cell| cell.number == number(value))
        .expect("the number was sold")
}

async fn what_if(house: &House, draw: DrawId, supposed: &DrawResult) -> WhatIf {
    let asked = Request::WhatIf {
        draw,
        result: supposed.clone(),
    };
    match done(house, asked).await {
        Answer::WhatIf(what_if) => what_if,
        other => panic!("not a what-if: {other:?}"),
    }
}

#[tokio::test]
async fn exposure_follows_sales_and_cancels_in_every_scope() {
    let world = World::new().await;
    world
        .set_commission(2, world.ventanas[0].raw(), "listero", 10)
        .await;
    let draw = world.open_draw("Tica", noon()).await;
    let (ana, marta, luis) = (
        world.signed_in("ana").await,
        world.seller("marta").await,
        world.seller("luis").await,
    );
    sold(
        &marta,
        sale(&[draw], vec![straight(23, 500), reventado(23, 200)]),
    )
    .await;
    sold(
        &luis,
        sale(&[draw], vec![straight(23, 300), straight(7, 1_000)]),
    )
    .await;
    let taken_back = sold(&marta, sale(&[draw], vec![straight(23, 400)])).await;

    let house = exposure(&ana, draw, world.banca).await;
    let hot = cell(&house, 23);
    assert_eq!(hot.used.straight, colones(1_200));
    assert_eq!(hot.liability, colones(1_200 * 85 + 200 * 200));
    assert_eq!(hot.tickets, 3);
    assert_eq!(house.stakes, colones(2_400));
    assert_eq!(
        house.commission,
        colones(110),
        "only the first shop earns a tenth"
    );
    assert_eq!(house.worst, Some((number(23), colones(142_000))));
    assert_eq!(house.cells.len(), 2);

    let asked = CancelTicket {
        key: key(),
        code: taken_back.tickets[0].code,
        reason: "se equivocó".to_owned(),
        approval: None,
    };
    done(&marta, Request::CancelTicket(asked)).await;
    let house = exposure(&ana, draw, world.banca).await;
    assert_eq!(cell(&house, 23).used.straight, colones(800));
    assert_eq!(cell(&house, 23).tickets, 2);
    assert_eq!(house.stakes, colones(2_000));
    let shop = exposure_of(&ana, draw, ScopeId::Ventana(world.ventanas[1])).await;
    assert_eq!(shop.stakes, colones(1_300));
    let seller = ScopeId::Vendedor(world.user("marta").await);
    assert_eq!(exposure_of(&ana, draw, seller).await.stakes, colones(700));
    books_hold(&world).await;
}

#[tokio::test]
async fn a_shop_sees_its_own_counters_and_nobody_elses() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let (vera, marta) = (world.signed_in("vera").await, world.seller("marta").await);
    let luis = world.seller("luis").await;
    sold(&marta, sale(&[draw], vec![straight(23, 500)])).await;
    sold(&luis, sale(&[draw], vec![straight(23, 900)])).await;
    let own = exposure_of(&vera, draw, ScopeId::Ventana(world.ventanas[0])).await;
    assert_eq!(own.stakes, colones(500));
    let staff = ScopeId::Vendedor(world.user("marta").await);
    assert_eq!(exposure_of(&vera, draw, staff).await.stakes, colones(500));
    for (scope, what) in [
        (ScopeId::Ventana(world.ventanas[1]), Thing::Ventana),
        (ScopeId::Vendedor(world.user("luis").await), Thing::User),
    ] {
        assert_eq!(
            refused(
                &vera,
                Request::Exposure {
                    draw,
                    scope,
                    price: None
                }
            )
            .await,
            [Refusal::NotFound { what }]
        );
    }
    let scope = ScopeId::Banca(world.banca);
    let no = refused(
        &vera,
        Request::Exposure {
            draw,
            scope,
            price: None,
        },
    )
    .await;
    assert!(matches!(no[..], [Refusal::NotAllowed { .. }]));
    let no = refused(
        &marta,
        Request::Exposure {
            draw,
            scope,
            price: None,
        },
    )
    .await;
    assert!(matches!(no[..], [Refusal::NotAllowed { .. }]));
    let own = what_if(&vera, draw, &result(23, Some("BLANCA"))).await;
    assert_eq!(own.preview.stakes, colones(500));
    assert_eq!(own.cash, [("Centro".to_owned(), colones(500 * 85))]);
}

#[tokio::test]
async fn what_if_books_exactly_what_it_said() {
    let world = World::new().await;
    world
        .set_commission(3, world.banca.raw(), "listero", 10)
        .await;
    let draw = world.open_draw("Tica", noon()).await;
    let (ana, olga) = (world.signed_in("ana").await, world.signed_in("olga").await);
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    for (house, bets) in [
        (
            &marta,
            vec![straight(23, 500), reventado(23, 300), straight(45, 700)],
        ),
        (&marta, vec![straight(23, 200), straight(24, 100)]),
        (&luis, vec![straight(23, 900), reventado(23, 900)]),
        (&luis, vec![straight(7, 2_000)]),
    ] {
        sold(house, sale(&[draw], bets)).await;
    }
    let drawn = result(23, Some("ROJA"));
    let supposed = what_if(&ana, draw, &drawn).await;
    assert_eq!(supposed.preview.winners, 3);
    assert_eq!(
        supposed.cash,
        [
            ("Mercado".to_owned(), colones(900 * 285)),
            ("Centro".to_owned(), colones(700 * 85 + 300 * 200)),
        ]
    );
    assert_eq!(
        supposed.worst_ten.len(),
        8,
        "four numbers with two outcomes each"
    );
    assert_eq!(supposed.worst_ten[0].0, drawn);
    assert!(supposed.worst_ten.is_sorted_by_key(|(_, net)| *net));
    // Each of the ten says what asking for it says.
    for (other, net) in &supposed.worst_ten {
        assert_eq!(what_if(&ana, draw, other).await.preview.net, *net);
    }
    let view = exposure(&ana, draw, world.banca).await;
    assert_eq!(view.worst, Some((number(23), supposed.preview.prizes)));

    world.freeze(noon()).await;
    close(&ana, draw).await;
    let booked = evaluate(&ana, &olga, draw, &drawn, None).await;
    assert_eq!(booked, supposed.preview);
    let (house, accounts) = (world.banca.raw(), [4_100, 5_110, 5_100]);
    let mut net = 0;
    for account in accounts {
        net -= world.balance(house, account).await;
    }
    assert_eq!(
        net,
        booked.net.as_cents(),
        "the books show the net that was foretold"
    );
    books_hold(&world).await;
}

#[tokio::test]
async fn a_supposed_result_is_checked_like_a_typed_one() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let supposed = result(23, None);
    let asked = Request::WhatIf {
        draw,
        result: supposed,
    };
    let no = refused(&ana, asked).await;
    assert!(matches!(no[..], [Refusal::Result(_)]));
}

#[tokio::test]
async fn the_tickets_behind_a_number_come_page_by_page_without_gaps() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let (ana, marta) = (world.signed_in("ana").await, world.seller("marta").await);
    let mut codes = Vec::new();
    for _ in 0..101 {
        codes.push(
            sold(&marta, sale(&[draw], vec![straight(23, 100)]))
                .await
                .tickets[0]
                .code,
        );
    }
    let with = sale(
        &[draw],
        vec![straight(23, 300), reventado(23, 200), straight(24, 100)],
    );
    codes.push(sold(&marta, with).await.tickets[0].code);
    codes.sort();
    let mut seen: Vec<NumberTicket> = Vec::new();
    loop {
        let asked = Request::NumberTickets {
            draw,
            number: number(23),
            after: seen.last().map(|row| row.code),
        };
        let Answer::NumberTickets(rows) = done(&ana, asked).await else {
            panic!("not tickets");
        };
        if rows.is_empty() {
            break;
        }
        seen.extend(rows);
    }
    assert_eq!(seen.iter().map(|row| row.code).collect::<Vec<_>>(), codes);
    let rich: Vec<_> = seen
        .iter()
        .filter(|row| row.reventado.is_positive())
        .collect();
    assert_eq!(rich.len(), 1);
    assert_eq!(
        (rich[0].straight, rich[0].reventado),
        (colones(300), colones(200))
    );
    let asked = Request::NumberTickets {
        draw,
        number: Number::new(23, banca::domain::Digits::Three).unwrap(),
        after: None,
    };
    assert_eq!(
        refused(&ana, asked).await,
        [Refusal::Field {
            field: "number".to_owned(),
            problem: FieldProblem::OutOfRange
        }]
    );
}

#[tokio::test]
async fn an_emergency_block_stops_the_sale_at_once_and_is_undone_by_its_rule() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let (ana, vera) = (world.signed_in("ana").await, world.signed_in("vera").await);
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    let block = || Request::BlockNumber {
        key: key(),
        draw,
        number: number(23),
    };
    let Answer::Blocked { rule } = done(&vera, block()).await else {
        panic!("not blocked");
    };
    assert_eq!(
        done(&vera, block()).await,
        Answer::Blocked { rule },
        "blocking twice is one rule"
    );
    let no = refused(
        &marta,
        Request::Sell(sale(&[draw], vec![straight(23, 100)])),
    )
    .await;
    assert!(
        matches!(no[..], [Refusal::Sale(SaleProblem::Blocked { .. })]),
        "{no:?}"
    );
    sold(&luis, sale(&[draw], vec![straight(23, 100)])).await;

    let Answer::Blocked { rule: of_house } = done(&ana, block()).await else {
        panic!("not blocked");
    };
    assert_ne!(of_house, rule);
    let no = refused(&luis, Request::Sell(sale(&[draw], vec![straight(23, 100)]))).await;
    assert!(
        matches!(no[..], [Refusal::Sale(SaleProblem::Blocked { .. })]),
        "{no:?}"
    );
    assert!(cell(&exposure(&ana, draw, world.banca).await, 23).blocked);

    // A shop does not lift what the house set.
    let undo = |rule| Request::EndLimit { key: key(), rule };
    let no = refused(&vera, undo(of_house)).await;
    assert!(matches!(no[..], [Refusal::NotAllowed { .. }]), "{no:?}");
    done(&ana, undo(of_house)).await;
    sold(&luis, sale(&[draw], vec![straight(23, 100)])).await;
    done(&vera, undo(rule)).await;
    sold(&marta, sale(&[draw], vec![straight(23, 100)])).await;
    assert_eq!(
        refused(&vera, undo(rule)).await,
        [Refusal::NotFound { what: Thing::Limit }]
    );

    world.freeze(noon()).await;
    close(&ana, draw).await;
    assert_eq!(
        refused(&ana, block()).await,
        [Refusal::Sale(SaleProblem::DrawNotOpen {
            draw,
            state: DrawState::Closed
        })]
    );
    world.books_hold().await;
}

#[tokio::test]
async fn one_price_is_counted_by_itself_and_one_number_by_whoever_sold_it() {
    let world = World::new().await;
    let draw = world.open_draw("Tica", noon()).await;
    let ana = world.signed_in("ana").await;
    let (marta, luis) = (world.seller("marta").await, world.seller("luis").await);
    let house = ScopeId::Banca(world.banca);
    let view = exposure(&ana, draw, world.banca).await;
    let straight_prices: Vec<_> = view
        .prices
        .iter()
        .filter(|price| price.kind == BetKind::Straight)
        .cloned()
        .collect();
    let other = straight_prices[0].clone();
    let usual_factor = straight_prices.last().unwrap().factor;
    assert!(other.factor < usual_factor, "the smallest factor first");
    let at = |price: Option<banca::domain::MultiplierId>, number, stake| banca::ops::SellBet {
        multiplier: price,
        ..straight(number, stake)
    };
    sold(
        &marta,
        sale(&[draw], vec![at(None, 7, 500), at(Some(other.id), 7, 300)]),
    )
    .await;
    sold(
        &luis,
        sale(
            &[draw],
            vec![at(Some(other.id), 7, 200), at(Some(other.id), 8, 100)],
        ),
    )
    .await;
    let asked = |price, scope| Request::Exposure { draw, scope, price };
    let priced = async |scope| match done(&ana, asked(Some(other.id), scope)).await {
        Answer::Exposure(view) => *view,
        answer => panic!("{answer:?}"),
    };
    let one = priced(house).await;
    assert_eq!(one.price, Some(other.id));
    let seven = one
        .cells
        .iter()
        .find(|cell| cell.number.value() == 7)
        .unwrap();
    assert_eq!(seven.used.straight, colones(500));
    assert_eq!(seven.tickets, 2);
    assert_eq!(
        seven.liability,
        other.factor.of(colones(500), Rounding::HalfUp).unwrap(),
        "by its own factor"
    );
    assert_eq!(one.stakes, colones(600));
    let shop = priced(ScopeId::Ventana(world.ventanas[0])).await;
    assert_eq!(shop.stakes, colones(300));
    let all = exposure(&ana, draw, world.banca).await;
    assert_eq!(all.stakes, colones(1_100));
    let refusals = refused(&ana, asked(Some(Uuid::now_v7().into()), house)).await;
    assert_eq!(
        refusals,
        [Refusal::NotFound {
            what: Thing::Multiplier
        }]
    );

    // The same number by whoever sold it, with what is used of a limit that is measured on each seller.
    let mut rule = LimitRule::new(
        LimitRuleId::new(Uuid::now_v7()),
        house,
        LimitEffect::Accumulated {
            amount: colones(1_000),
            per_seller: true,
        },
    );
    rule.numbers = vec![7];
    let save = Request::SaveLimit {
        key: key(),
        rule: Box::new(rule),
    };
    done(&ana, save).await;
    let scopes = async |house: &House| {
        let asked = Request::NumberScopes {
            draw,
            number: number(7),
        };
        match done(house, asked).await {
            Answer::NumberScopes(rows) => rows,
            answer => panic!("{answer:?}"),
        }
    };
    let rows = scopes(&ana).await;
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.cell.used.straight, row.cell.share, row.sold))
        .collect();
    assert_eq!(
        told,
        [
            (colones(1_000), None, colones(1_100)),
            (colones(800), None, colones(800)),
            (colones(200), None, colones(300)),
            (colones(800), Some(80), colones(800)),
            (colones(200), Some(20), colones(300)),
        ]
    );
    // Who runs a shop sees the shop and its sellers, under the house's limit.
    let vera = world.signed_in("vera").await;
    let rows = scopes(&vera).await;
    let told: Vec<_> = rows.iter().map(|row| row.cell.share).collect();
    assert_eq!(told, [None, Some(80)]);
    let asked = Request::NumberScopes {
        draw,
        number: number(7),
    };
    assert!(matches!(
        refused(&marta, asked).await[..],
        [Refusal::NotAllowed { .. }]
    ));
}
