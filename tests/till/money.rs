//! Electronic money, voids and returns: what is taken back is taken back exactly.

use banca::{
    domain::{
        ReturnId, Right, SaleId,
        goods::{
            Discount, ElectronicState, Quantity, SaleState, TenderKind, TillProblem,
            refund::{Condition, RefundBy, ReturnReason},
        },
        view::{ElectronicRow, Returned, VoidedSale},
    },
    ops::{
        Answer, DecideElectronic, House, Refusal, Request, ReturnGoods, ReturnLine, SaleFilter,
        Till, TillAnswer, VoidSale,
    },
};
use chrono::TimeDelta;
use uuid::Uuid;

use crate::{
    goods::{card, cash, changed, completed, discount, new_sale, numbers, sale, scan, shop, sinpe},
    support::{colones, consented, done, key, morning, refused, straight},
};

async fn payments(house: &House) -> Vec<ElectronicRow> {
    match done(house, Request::Till(Till::Electronic)).await {
        Answer::Till(TillAnswer::Electronic(page)) => page.rows,
        other => panic!("payments are told, not {other:?}"),
    }
}

fn decide(payment: &ElectronicRow, approve: bool) -> Request {
    Request::Till(Till::Decide(DecideElectronic {
        key: key(),
        id: payment.id,
        approve,
        reason: if approve {
            String::new()
        } else {
            "No entró".to_owned()
        },
    }))
}

fn void(sale: SaleId) -> VoidSale {
    VoidSale {
        key: key(),
        sale,
        reason: "Producto equivocado".to_owned(),
        authorisation: String::new(),
        approval: None,
    }
}

async fn voided(house: &House, asked: VoidSale) -> VoidedSale {
    match done(house, Request::Till(Till::Void(asked))).await {
        Answer::Till(TillAnswer::Voided(told)) => *told,
        other => panic!("a void is told, not {other:?}"),
    }
}

fn back(sale: SaleId, line: u16, quantity: &str, condition: Condition) -> ReturnGoods {
    ReturnGoods {
        key: key(),
        id: ReturnId::new(Uuid::now_v7()),
        sale,
        lines: vec![ReturnLine {
            line,
            quantity: Quantity::parse(quantity).expect("a quantity"),
            condition,
        }],
        reason: ReturnReason::ChangedMind,
        note: String::new(),
        refund: RefundBy::Original,
        authorisation: String::new(),
        approval: None,
    }
}

async fn returned(house: &House, asked: ReturnGoods) -> Returned {
    match done(house, Request::Till(Till::Return(asked))).await {
        Answer::Till(TillAnswer::Returned(told)) => *told,
        other => panic!("a return is told, not {other:?}"),
    }
}

#[tokio::test]
async fn electronic_money_is_believed_by_somebody_else_or_owed_by_who_is_known() {
    let shop = shop().await;
    shop.goods("A", 5_650, 1_300, false, 3_200).await;
    shop.goods("B", 3_390, 1_300, false, 2_000).await;
    let view = scan(&shop.marta, new_sale(), "A").await;
    completed(&shop.marta, &view, vec![sinpe(5_650, "SP-1")]).await;
    let id = new_sale();
    let customer = shop.customer("Rosa Mora").await;
    scan(&shop.marta, id, "B").await;
    let view = changed(
        &shop.marta,
        id,
        banca::ops::BasketChange::Customer {
            customer: Some(customer),
        },
    )
    .await;
    completed(&shop.marta, &view, vec![sinpe(3_390, "SP-2")]).await;
    assert_eq!(shop.account(1229).await, 904_000);
    shop.world.books_hold().await;

    let vera = shop.world.seller("vera").await;
    let rows = payments(&vera).await;
    assert_eq!(rows.len(), 2);
    let first = rows
        .iter()
        .find(|row| row.reference == "SP-1")
        .expect("it waits");
    let second = rows
        .iter()
        .find(|row| row.reference == "SP-2")
        .expect("it waits");
    done(&vera, decide(first, true)).await;
    done(&vera, decide(second, false)).await;
    assert_eq!(shop.account(1229).await, 0);
    assert_eq!(shop.account(1120).await, 565_000);
    assert_eq!(shop.account(1310).await, 339_000);
    let again = refused(&vera, decide(first, false)).await;
    assert!(matches!(
        &again[..],
        [Refusal::Till(TillProblem::Decided {
            state: ElectronicState::Approved
        })]
    ));
    shop.world.books_hold().await;
}

#[tokio::test]
async fn a_reference_pays_once_and_nobody_approves_what_they_took() {
    let shop = shop().await;
    shop.goods("A", 1_000, 1_300, false, 0).await;
    let vera = shop.world.seller("vera").await;
    let view = scan(&vera, new_sale(), "A").await;
    completed(&vera, &view, vec![sinpe(1_000, "sp-9")]).await;
    let view = scan(&shop.marta, new_sale(), "A").await;
    let said = crate::goods::not_completed(&shop.marta, &view, vec![sinpe(1_000, "SP-9")]).await;
    assert!(matches!(
        &said[..],
        [Refusal::Till(TillProblem::ReferenceUsed { reference })] if reference == "SP-9"
    ));
    let rows = payments(&vera).await;
    assert!(rows[0].own);
    let said = refused(&vera, decide(&rows[0], true)).await;
    assert_eq!(said, [Refusal::OwnApproval]);
    shop.world.books_hold().await;
}

#[tokio::test]
async fn a_void_takes_goods_numbers_stock_and_every_tender_back() {
    let shop = shop().await;
    let variant = shop.goods("A", 11_300, 1_300, false, 6_500).await;
    let draw = shop
        .world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let id = new_sale();
    scan(&shop.marta, id, "A").await;
    changed(&shop.marta, id, discount(Discount::Fixed(colones(300)))).await;
    let view = changed(&shop.marta, id, numbers(draw, vec![straight(7, 1_000)])).await;
    let tenders = vec![card(6_000), cash(colones(6_000), 6_000)];
    completed(&shop.marta, &view, tenders).await;
    assert_eq!(shop.stock(variant).await, (-1_000, -650_000));
    let mut asked = void(id);
    let said = refused(&shop.marta, Request::Till(Till::Void(asked.clone()))).await;
    assert!(matches!(
        &said[..],
        [Refusal::NeedsApproval {
            right: Right::VoidSale,
            ..
        }]
    ));
    let consent = consented(
        &shop.marta,
        "vera",
        Right::VoidSale,
        asked.key,
        &id.to_string(),
        Some(colones(12_000)),
    )
    .await;
    asked.approval = Some(consent);
    let said = refused(&shop.marta, Request::Till(Till::Void(asked.clone()))).await;
    assert!(matches!(&said[..], [Refusal::Field { field, .. }] if field == "authorisation"));
    asked.authorisation = "VOID-77".to_owned();
    let told = voided(&shop.marta, asked).await;
    assert_eq!(
        told.refunds,
        [
            (TenderKind::Card, colones(6_000)),
            (TenderKind::Cash, colones(6_000))
        ]
    );
    for code in [1210, 4200, 4210, 2210, 5200, 1410, 2310] {
        assert_eq!(shop.account(code).await, 0, "{code}");
    }
    assert_eq!(shop.account(1100).await, 5_000_000);
    assert_eq!(shop.stock(variant).await, (0, 0));
    let kept = sale(&shop.marta, id).await;
    assert_eq!(kept.row.state, SaleState::Voided);
    assert!(!kept.tickets[0].active);
    let vera = shop.world.seller("vera").await;
    let again = voided(&vera, void(id)).await;
    assert!(again.cached, "a second void tells what the first one did");
    shop.world.books_hold().await;
}

#[tokio::test]
async fn goods_come_back_in_parts_that_add_up_to_what_was_paid() {
    let shop = shop().await;
    let variant = shop.goods("A", 1_000, 1_300, false, 400).await;
    let vera = shop.world.seller("vera").await;
    let id = new_sale();
    for _ in 0..3 {
        scan(&vera, id, "A").await;
    }
    let view = changed(&vera, id, discount(Discount::Fixed(colones(1)))).await;
    completed(&vera, &view, vec![card(2_999)]).await;
    let mut given = 0;
    for condition in [Condition::Good, Condition::Damaged, Condition::Opened] {
        let mut asked = back(id, 1, "1", condition);
        asked.authorisation = "REF-1".to_owned();
        let told = returned(&vera, asked).await;
        given += told.total.as_cents();
    }
    assert_eq!(given, 299_900);
    assert_eq!(shop.account(1210).await, 0);
    assert_eq!(shop.account(2210).await, 0);
    assert_eq!(shop.account(6300).await, 40_000, "the damaged one is lost");
    assert_eq!(shop.stock(variant).await, (-1_000, -40_000));
    let mut more = back(id, 1, "1", Condition::Good);
    more.authorisation = "REF-2".to_owned();
    let said = refused(&vera, Request::Till(Till::Return(more))).await;
    assert!(matches!(
        &said[..],
        [Refusal::Till(TillProblem::ReturnTooMuch { line: 1, left })] if left.is_zero()
    ));
    let said = refused(&vera, Request::Till(Till::Void(void(id)))).await;
    assert!(matches!(
        &said[..],
        [Refusal::Till(TillProblem::AlreadyReturned)]
    ));
    shop.world.books_hold().await;
}

#[tokio::test]
async fn a_credit_note_pays_the_next_sale() {
    let shop = shop().await;
    shop.goods("A", 5_000, 1_300, false, 2_000).await;
    let vera = shop.world.seller("vera").await;
    let customer = shop.customer("Rosa Mora").await;
    let of = |customer| banca::ops::BasketChange::Customer {
        customer: Some(customer),
    };
    let id = new_sale();
    scan(&vera, id, "A").await;
    let view = changed(&vera, id, of(customer)).await;
    completed(&vera, &view, Vec::new()).await;
    let mut asked = back(id, 1, "1", Condition::Good);
    asked.refund = RefundBy::CreditNote;
    returned(&vera, asked).await;
    assert_eq!(shop.account(2340).await, -500_000);
    let next = new_sale();
    scan(&vera, next, "A").await;
    let view = changed(&vera, next, of(customer)).await;
    assert_eq!(
        view.customer.as_ref().map(|row| row.credit),
        Some(colones(5_000))
    );
    let tender = banca::domain::goods::Tender {
        amount: colones(5_000),
        means: banca::domain::goods::Means::StoreCredit,
    };
    completed(&vera, &view, vec![tender]).await;
    assert_eq!(shop.account(2340).await, 0);
    shop.world.books_hold().await;
}

#[tokio::test]
async fn the_list_pages_both_ways_and_its_summary_covers_the_whole_filter() {
    let shop = shop().await;
    shop.goods("A", 1_000, 1_300, false, 400).await;
    let vera = shop.world.seller("vera").await;
    let mut ids = Vec::new();
    for _ in 0..5 {
        let id = new_sale();
        let view = scan(&vera, id, "A").await;
        completed(&vera, &view, Vec::new()).await;
        ids.push(id);
    }
    voided(&vera, void(ids[0])).await;
    returned(&vera, back(ids[1], 1, "1", Condition::Good)).await;
    let page = |cursor| {
        let filter = SaleFilter {
            limit: Some(2),
            cursor,
            ..SaleFilter::default()
        };
        async {
            match done(&vera, Request::Till(Till::Sales(filter))).await {
                Answer::Till(TillAnswer::Sales(page)) => *page,
                other => panic!("sales are told, not {other:?}"),
            }
        }
    };
    let first = page(None).await;
    assert_eq!(
        first.rows.iter().map(|row| row.sale).collect::<Vec<_>>(),
        [ids[4], ids[3]]
    );
    assert!(first.previous.is_none());
    let second = page(first.next.clone()).await;
    assert_eq!(
        second.rows.iter().map(|row| row.sale).collect::<Vec<_>>(),
        [ids[2], ids[1]]
    );
    let back = page(second.previous.clone()).await;
    assert_eq!(back.rows, first.rows);
    let summary = first.summary;
    assert_eq!(
        (
            summary.count,
            summary.gross,
            summary.voided,
            summary.returned,
            summary.net,
            summary.average
        ),
        (
            5,
            colones(5_000),
            colones(1_000),
            colones(1_000),
            colones(3_000),
            colones(750)
        )
    );
    shop.world.books_hold().await;
}
