//! What lay-off leaves of the exposure: what the figures say beforehand is what the books have afterwards.

use banca::{
    domain::{DrawResult, Money, Number, ScopeId, view::ExposureView},
    ops::{Answer, DrawRisk, House, Request, WhatIf},
};

use super::{accepted, balance, evaluate, kept, result, send, sold_out, support, terms};
use support::{World, colones, done, number};

async fn seen(house: &House, draw: banca::domain::DrawId, scope: ScopeId) -> ExposureView {
    match done(
        house,
        Request::Exposure {
            draw,
            scope,
            price: None,
        },
    )
    .await
    {
        Answer::Exposure(view) => *view,
        other => panic!("not an exposure: {other:?}"),
    }
}

async fn supposed(house: &House, draw: banca::domain::DrawId, result: &DrawResult) -> WhatIf {
    let result = result.clone();
    match done(house, Request::WhatIf { draw, result }).await {
        Answer::WhatIf(what) => what,
        other => panic!("not a what-if: {other:?}"),
    }
}

async fn at_home(house: &House) -> Vec<DrawRisk> {
    match done(house, Request::Home).await {
        Answer::Home(home) => home.risks,
        other => panic!("not home: {other:?}"),
    }
}

fn retained(view: &ExposureView, of: Number) -> (Money, Money, Money) {
    let cell = view.cells.iter().find(|cell| cell.number == of).unwrap();
    (cell.liability, cell.laid_off, cell.retained())
}

#[tokio::test]
async fn what_is_accepted_and_nothing_else_lowers_what_the_house_bears() {
    let world = World::new().await;
    let draw = sold_out(&world).await;
    let (ana, vera) = (world.signed_in("ana").await, world.signed_in("vera").await);
    let house = ScopeId::Banca(world.banca);
    let shop = ScopeId::Ventana(world.ventanas[0]);
    let (before, of_shop) = (seen(&ana, draw, house).await, seen(&vera, draw, shop).await);
    assert_eq!(before.worst, Some((number(23), colones(355_000))));
    let sent = kept(&ana, draw, terms(100_000)).await.row.id;
    done(&ana, send(sent)).await;
    assert_eq!(seen(&ana, draw, house).await, before, "not yet accepted");

    accepted(&world, &ana, draw).await;
    let after = seen(&ana, draw, house).await;
    assert_eq!(
        retained(&after, number(23)),
        (colones(355_000), colones(260_000), colones(95_000))
    );
    assert_eq!(after.worst, Some((number(45), colones(98_000))));
    assert_eq!(after.laid_cost, colones(3_060));
    assert_eq!(
        (after.stakes, after.commission),
        (before.stakes, before.commission)
    );
    assert_eq!(
        seen(&vera, draw, shop).await,
        of_shop,
        "the shop's is its own"
    );
    let seen_at = at_home(&ana).await;
    assert_eq!(seen_at[0].worst, Some((number(45), colones(98_000))));
    assert_eq!(seen_at[0].net, colones(5_500 - 3_060 - 98_000));
    let of_vera = at_home(&vera).await;
    assert_eq!(of_vera[0].worst, Some((number(23), colones(355_000))));
}

#[tokio::test]
async fn what_if_says_what_the_books_have_afterwards_whatever_comes_out() {
    for (value, outcome) in [(23, "ROJA"), (23, "BLANCA"), (45, "ROJA"), (7, "BLANCA")] {
        let world = World::new().await;
        world
            .set_commission(2, world.ventanas[0].raw(), "listero", 10)
            .await;
        let draw = sold_out(&world).await;
        let ana = world.signed_in("ana").await;
        accepted(&world, &ana, draw).await;
        let drawn = result(value, outcome);
        let told = supposed(&ana, draw, &drawn).await;
        let worst = told.worst_ten.first().cloned().unwrap();
        assert_eq!(worst.0.number, number(45));
        if value == 45 {
            assert_eq!(worst.1, told.preview.net);
        }
        evaluate(&world, draw, &drawn, None).await;
        // Income less expense: stakes and share, less prizes, commissions and what was laid off.
        let mut net = 0;
        for code in [4100, 4120, 5100, 5110, 5130] {
            net -= balance(&world, code).await;
        }
        assert_eq!(told.preview.net, colones(net), "{value} {outcome}");
        let again = supposed(&ana, draw, &drawn).await;
        assert_eq!(again.preview.net, told.preview.net);
        assert_eq!(again.preview.share, told.preview.share);
        // Whoever confirms is told the same.
        let asked = Request::PreviewResult {
            draw,
            result: drawn.clone(),
        };
        let Answer::ResultPreview(preview) = done(&ana, asked).await else {
            panic!("not a preview");
        };
        assert_eq!(preview.net, told.preview.net);
        assert_eq!(preview.laid_off, colones(3_060));
        world.books_hold().await;
    }
}
