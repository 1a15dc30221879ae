//! Filling a basket and paying it.

use banca::{
    domain::{
        Money, Percent, Right,
        goods::{
            BasketProblem, Discount, Quantity, SaleState, TenderProblem, TillProblem, WeightRule,
        },
        receipt::Receipt,
    },
    ops::{
        Answer, BasketChange, ChangeBasket, FieldProblem, House, PaperOf, ParkBasket, Print,
        PrintAnswer, Refusal, Request, Till, TillAnswer,
    },
};

use crate::{
    goods::{
        basket, card, cash, change, changed, complete, completed, discount, new_sale,
        not_completed, numbers, sale, scan, scanned, shop,
    },
    support::{colones, consented, done, key, morning, refused, straight},
};
use chrono::TimeDelta;

/// What the till says, where nothing else does.
fn till(refusals: &[Refusal]) -> Vec<&TillProblem> {
    refusals
        .iter()
        .map(|refusal| match refusal {
            Refusal::Till(problem) => problem,
            other => panic!("the till says no, not {other:?}"),
        })
        .collect()
}

fn percent(text: &str) -> Discount {
    Discount::Percent(Percent::parse(text).expect("a percentage"))
}

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).expect("a quantity")
}

/// The receipt that was kept under a number.
async fn kept_paper(house: &House, number: &str) -> Receipt {
    let of = PaperOf::Kept {
        number: number.to_owned(),
    };
    match done(house, Request::Print(Print::Preview { of })).await {
        Answer::Print(PrintAnswer::Paper(view)) => view.receipt,
        other => panic!("a paper is told, not {other:?}"),
    }
}

#[tokio::test]
async fn three_scans_and_exact_cash_are_a_sale_whose_books_hold() {
    let shop = shop().await;
    shop.goods("COLA", 1_130, 1_300, false, 700).await;
    let id = new_sale();
    for _ in 0..3 {
        scan(&shop.marta, id, "COLA").await;
    }
    let view = scan(&shop.marta, id, "cola").await;
    assert_eq!(
        view.basket.lines.len(),
        1,
        "the same goods make their line longer"
    );
    assert_eq!(view.basket.lines[0].quantity, quantity("4"));
    assert_eq!(view.totals.total, colones(4_520));
    let sold = completed(&shop.marta, &view, Vec::new()).await;
    assert!(
        sold.number.starts_with("POS-") && sold.number.ends_with("-000001"),
        "{}",
        sold.number
    );
    assert_eq!(sold.paid, colones(4_520));
    assert_eq!(shop.account(1100).await, 5_000_000 + 452_000);
    assert_eq!(shop.account(4200).await, -400_000);
    assert_eq!(shop.account(2210).await, -52_000);
    assert_eq!(shop.account(5200).await, 280_000);
    let kept = sale(&shop.marta, id).await;
    assert_eq!(kept.row.number.as_deref(), Some(sold.number.as_str()));
    assert_eq!(kept.lines[0].figures.total, colones(4_520));
    shop.world.books_hold().await;
}

#[tokio::test]
async fn goods_and_numbers_are_paid_once_with_card_and_cash_and_each_is_booked_by_its_tender() {
    let shop = shop().await;
    shop.goods("ARROZ", 2_000, 100, false, 1_500).await;
    let draw = shop
        .world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let id = new_sale();
    scan(&shop.marta, id, "ARROZ").await;
    let view = changed(
        &shop.marta,
        id,
        numbers(draw, vec![straight(23, 500), straight(45, 500)]),
    )
    .await;
    assert_eq!(view.totals.total, colones(3_000));
    assert_eq!(view.totals.numbers, colones(1_000));
    let tenders = vec![card(2_500), cash(colones(500), 1_000)];
    let sold = completed(&shop.marta, &view, tenders).await;
    assert_eq!(sold.change, colones(500));
    assert_eq!(sold.tickets.len(), 1);
    assert_eq!(shop.account(1210).await, 250_000);
    assert_eq!(shop.account(1100).await, 5_000_000 + 50_000);
    assert_eq!(
        shop.account(2310).await,
        -100_000,
        "the house is owed the stakes, however they were paid"
    );
    let kept = sale(&shop.marta, id).await;
    assert_eq!(kept.tickets.len(), 1);
    assert_eq!(kept.tenders.len(), 2);
    let Receipt::Sale(paper) = kept_paper(&shop.marta, &sold.receipt).await else {
        panic!("the receipt of a sale")
    };
    assert!(paper.adds_up(), "{paper:?}");
    assert_eq!(
        (paper.lines.len(), paper.tickets.len(), paper.total),
        (1, 1, colones(3_000))
    );
    shop.world.books_hold().await;
}

#[tokio::test]
async fn weighed_goods_ask_for_their_weight_and_cash_is_rounded_to_a_coin() {
    let shop = shop().await;
    shop.goods("QUESO", 1_450, 100, true, 1_085).await;
    let id = new_sale();
    let asked = refused(&shop.marta, change(id, scanned("QUESO", None))).await;
    assert_eq!(
        asked,
        [Refusal::Field {
            field: "quantity".to_owned(),
            problem: FieldProblem::Missing
        }]
    );
    let view = changed(&shop.marta, id, scanned("QUESO", Some("1.567"))).await;
    assert_eq!(
        view.totals.total,
        Money::try_from_cents(227_215).expect("small")
    );
    let sold = completed(&shop.marta, &view, vec![cash(colones(2_270), 3_000)]).await;
    assert_eq!(sold.rounding, Money::try_from_cents(-215).expect("small"));
    assert_eq!(sold.change, colones(730));
    assert_eq!(shop.account(6510).await, 215);
    assert_eq!(shop.account(4200).await, -224_965);
    shop.world.books_hold().await;
}

#[tokio::test]
async fn a_quantity_that_does_not_fit_is_refused_and_the_basket_stays() {
    let shop = shop().await;
    shop.goods("COLA", 1_000, 1_300, false, 700).await;
    let id = new_sale();
    let before = scan(&shop.marta, id, "COLA").await;
    let wrong = BasketChange::Quantity {
        line: 1,
        quantity: quantity("1.5"),
    };
    let said = refused(&shop.marta, change(id, wrong)).await;
    assert_eq!(till(&said), [&TillProblem::from(WeightRule::WholePieces)]);
    let gone = refused(&shop.marta, change(id, BasketChange::Remove { line: 7 })).await;
    assert_eq!(
        till(&gone),
        [&TillProblem::from(BasketProblem::LineNotFound { line: 7 })]
    );
    let Answer::Till(TillAnswer::Desk(desk)) = done(&shop.marta, Request::Till(Till::Desk)).await
    else {
        panic!("the desk is told")
    };
    assert_eq!(desk.open.map(|view| view.version), Some(before.version));
}

#[tokio::test]
async fn more_than_five_percent_wants_a_second_person_and_exactly_five_does_not() {
    let shop = shop().await;
    shop.goods("VINO", 10_000, 1_300, false, 6_000).await;
    let id = new_sale();
    scan(&shop.marta, id, "VINO").await;
    let view = changed(&shop.marta, id, discount(percent("5"))).await;
    assert!(!view.needs_supervisor);
    let command = key();
    let asked = |approval| {
        Request::Till(Till::Change(ChangeBasket {
            key: command,
            sale: id,
            version: None,
            change: discount(percent("10")),
            approval,
        }))
    };
    let said = refused(&shop.marta, asked(None)).await;
    assert!(
        matches!(&said[..], [Refusal::NeedsApproval { right: Right::Discount, amount, .. }] if *amount == Some(colones(1_000))),
        "{said:?}"
    );
    let target = id.to_string();
    let approval = consented(
        &shop.marta,
        "vera",
        Right::Discount,
        command,
        &target,
        Some(colones(1_000)),
    )
    .await;
    let view = basket(done(&shop.marta, asked(Some(approval))).await);
    assert_eq!(view.totals.total, colones(9_000));
    assert!(!view.needs_supervisor, "the consent holds for as much");
    completed(&shop.marta, &view, vec![cash(colones(9_000), 10_000)]).await;
    assert_eq!(shop.account(4210).await, 88_496);
    shop.world.books_hold().await;
}

#[tokio::test]
async fn tenders_that_do_not_make_up_the_total_are_refused_with_the_figures() {
    let shop = shop().await;
    shop.goods("COLA", 1_000, 1_300, false, 700).await;
    let id = new_sale();
    let view = scan(&shop.marta, id, "COLA").await;
    let short = not_completed(&shop.marta, &view, vec![card(950)]).await;
    assert!(matches!(
        till(&short)[..],
        [TillProblem::Tender { tender: TenderProblem::Insufficient { missing, .. } }] if *missing == colones(50)
    ));
    let mixed = vec![card(500), cash(colones(600), 600)];
    let much = not_completed(&shop.marta, &view, mixed).await;
    assert!(matches!(
        till(&much)[..],
        [TillProblem::Tender { tender: TenderProblem::Mismatch { difference, .. } }] if *difference == colones(-100)
    ));
    completed(&shop.marta, &view, vec![card(1_000)]).await;
    shop.world.books_hold().await;
}

#[tokio::test]
async fn the_same_command_sells_once_and_a_stale_version_sells_nothing() {
    let shop = shop().await;
    shop.goods("COLA", 1_000, 1_300, false, 700).await;
    let id = new_sale();
    let old = scan(&shop.marta, id, "COLA").await;
    let view = scan(&shop.marta, id, "COLA").await;
    let stale = not_completed(&shop.marta, &old, Vec::new()).await;
    assert!(matches!(
        till(&stale)[..],
        [TillProblem::StaleVersion { expected, current }] if *expected == old.version && *current == view.version
    ));
    let asked = complete(&view, Vec::new());
    let again = Request::Till(Till::Complete(asked));
    let first = done(&shop.marta, again.clone()).await;
    let second = done(&shop.marta, again).await;
    let (Answer::Till(TillAnswer::Sold(first)), Answer::Till(TillAnswer::Sold(second))) =
        (first, second)
    else {
        panic!("both tell the sale")
    };
    assert_eq!(first.number, second.number);
    assert!(second.cached && !first.cached);
    let closed = refused(&shop.marta, change(id, scanned("COLA", None))).await;
    assert!(matches!(
        till(&closed)[..],
        [TillProblem::NotOpen {
            current: SaleState::Completed
        }]
    ));
    assert_eq!(shop.account(4200).await, -176_991);
    shop.world.books_hold().await;
}

#[tokio::test]
async fn a_parked_basket_is_taken_up_again_at_another_till_of_the_shop() {
    let shop = shop().await;
    shop.goods("COLA", 1_000, 1_300, false, 700).await;
    let id = new_sale();
    scan(&shop.marta, id, "COLA").await;
    let park = ParkBasket {
        key: key(),
        sale: id,
        label: "señora del bolso".to_owned(),
    };
    done(&shop.marta, Request::Till(Till::Park(park))).await;
    let said = refused(&shop.marta, change(id, scanned("COLA", None))).await;
    assert!(matches!(
        till(&said)[..],
        [TillProblem::NotOpen {
            current: SaleState::Parked
        }]
    ));
    let other = new_sale();
    let view = scan(&shop.marta, other, "COLA").await;
    completed(&shop.marta, &view, Vec::new()).await;
    let vera = shop.world.seller("vera").await;
    let recall = Request::Till(Till::Recall {
        key: key(),
        sale: id,
    });
    let view = basket(done(&vera, recall).await);
    assert_eq!((view.state, view.basket.lines.len()), (SaleState::Open, 1));
    completed(&vera, &view, Vec::new()).await;
    shop.world.books_hold().await;
}

#[tokio::test]
async fn a_basket_that_is_given_up_sells_nothing() {
    let shop = shop().await;
    shop.goods("COLA", 1_000, 1_300, false, 700).await;
    let id = new_sale();
    scan(&shop.marta, id, "COLA").await;
    let abandon = ParkBasket {
        key: key(),
        sale: id,
        label: "se fue".to_owned(),
    };
    done(&shop.marta, Request::Till(Till::Abandon(abandon))).await;
    assert_eq!(shop.account(4200).await, 0);
    let next = scan(&shop.marta, new_sale(), "COLA").await;
    assert_eq!(next.basket.lines.len(), 1);
    shop.world.books_hold().await;
}

#[tokio::test]
async fn what_the_shop_does_not_hold_is_not_sold_unless_it_may_owe_its_shelf() {
    let shop = shop().await;
    let cola = shop.goods("COLA", 1_000, 1_300, false, 700).await;
    sqlx::query("UPDATE ventana SET negative_stock = false")
        .execute(&mut shop.world.owner().await)
        .await
        .expect("a shop keeps to its shelf");
    let said = refused(&shop.marta, change(new_sale(), scanned("COLA", Some("2")))).await;
    assert!(matches!(
        till(&said)[..],
        [TillProblem::InsufficientStock { variant, requested, available, .. }]
            if *variant == cola && *requested == quantity("2") && available.is_zero()
    ));
}
