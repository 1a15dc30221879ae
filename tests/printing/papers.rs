//! What papers say, and that a copy is the first paper again.

use banca::domain::view::{CashMovement, CountedPieces, ReceiptTexts};
use banca::domain::{
    Money, PayMethod, PrinterTarget,
    receipt::{CashSlipKind, Receipt, ReceiptKind},
};
use banca::ops::{Answer, PaperOf, Pay, Print, PrintTo, Refusal, Request};

use crate::support::{colones, done, key, refused, sale, sold, straight};
use crate::{Stage, copy, facts, paper, preview, printed, save};

#[tokio::test]
async fn a_ticket_says_what_was_sold_and_its_copy_says_the_same_again() {
    let stage = Stage::new().await;
    let ana = stage.world.signed_in("ana").await;
    let texts = ReceiptTexts {
        licence: "JPS-0117".to_owned(),
        legal_id: "3-101-654321".to_owned(),
        legal: "Revise su tiquete.".to_owned(),
    };
    done(
        &ana,
        Request::Print(Print::SaveTexts {
            key: key(),
            texts: texts.clone(),
        }),
    )
    .await;
    let code = stage.ticket().await;
    let of = PaperOf::Ticket { code };
    let before = preview(&stage.marta, of.clone()).await;
    assert_eq!((before.id, before.prints, before.wins), (None, 0, false));
    let (first, n, printer) = printed(&stage.marta, paper(of.clone(), PrintTo::Screen)).await;
    assert_eq!((n, printer), (1, None));
    assert_eq!(first.receipt, before.receipt);
    let Receipt::Ticket(ticket) = &first.receipt else {
        panic!("{first:?}")
    };
    assert!(ticket.ticket.adds_up());
    assert_eq!(ticket.ticket.total, colones(1_700));
    assert_eq!(ticket.ticket.bets.len(), 3);
    assert_eq!(ticket.head.cashier, "Marta Rojas");
    assert_eq!(
        (&ticket.head.licence, &ticket.head.legal),
        (&texts.licence, &texts.legal)
    );
    assert!(ticket.ticket.expires.is_some());
    // The house changes its texts: what was said stays said.
    done(
        &ana,
        Request::Print(Print::SaveTexts {
            key: key(),
            texts: ReceiptTexts::default(),
        }),
    )
    .await;
    let (second, n, _) = printed(&stage.marta, copy(of.clone(), PrintTo::Screen, "se mojó")).await;
    assert_eq!(n, 2);
    assert_eq!(second.receipt, first.receipt);
    // The ticket counts its copies with those of before.
    match done(&stage.marta, Request::Ticket { code }).await {
        Answer::Ticket(view) => assert_eq!(view.reprints, 1),
        other => panic!("{other:?}"),
    }
    stage.world.books_hold().await;
}

#[tokio::test]
async fn a_copy_wants_a_reason() {
    let stage = Stage::new().await;
    let of = PaperOf::Ticket {
        code: stage.ticket().await,
    };
    printed(&stage.marta, paper(of.clone(), PrintTo::Screen)).await;
    let again = Request::Print(Print::Print(paper(of, PrintTo::Screen)));
    assert!(
        matches!(&refused(&stage.marta, again).await[..], [Refusal::Field { field, .. }] if field == "reason")
    );
}

#[tokio::test]
async fn the_same_key_prints_once() {
    let stage = Stage::new().await;
    stage.file_printer(&[]).await;
    let asked = paper(
        PaperOf::Ticket {
            code: stage.ticket().await,
        },
        PrintTo::Mine,
    );
    let first = printed(&stage.marta, asked.clone()).await;
    let second = printed(&stage.marta, asked).await;
    assert_eq!((first.1, second.1), (1, 1));
    assert_eq!(crate::queue(&stage.marta).await.rows.len(), 1);
}

#[tokio::test]
async fn a_terminal_without_a_printer_says_so() {
    let stage = Stage::new().await;
    let asked = paper(
        PaperOf::Ticket {
            code: stage.ticket().await,
        },
        PrintTo::Mine,
    );
    let no = refused(&stage.marta, Request::Print(Print::Print(asked))).await;
    assert_eq!(no, [Refusal::NoPrinter]);
}

#[tokio::test]
async fn a_printer_of_another_shop_prints_nothing_of_this_one() {
    let stage = Stage::new().await;
    let mine = save(
        &stage.world,
        facts("Red", PrinterTarget::Tcp, "127.0.0.1:9100"),
    )
    .await;
    let luis = stage.world.signed_in("luis").await;
    let code = stage.ticket().await;
    let asked = paper(PaperOf::Cash { movement: None }, PrintTo::Printer(mine));
    refused(&luis, Request::Print(Print::Print(asked))).await;
    // Nor is the paper of another shop shown.
    refused(
        &luis,
        Request::Print(Print::Preview {
            of: PaperOf::Ticket { code },
        }),
    )
    .await;
    assert!(crate::printers(&luis).await.is_empty());
}

#[tokio::test]
async fn the_papers_of_a_drawer_are_its_cash_its_prizes_and_its_close() {
    let stage = Stage::new().await;
    let code = sold(&stage.marta, sale(&[stage.draw], vec![straight(23, 500)]))
        .await
        .tickets[0]
        .code;
    let moved = Request::MoveCash(banca::ops::MoveCash {
        key: key(),
        movement: CashMovement::PayIn,
        amount: colones(10_000),
        reason: "sencillo".to_owned(),
        approval: None,
    });
    done(&stage.marta, moved).await;
    let slip = preview(&stage.marta, PaperOf::Cash { movement: None }).await;
    match &slip.receipt {
        Receipt::CashSlip(slip) => {
            assert_eq!(
                (slip.what, slip.amount),
                (CashSlipKind::PayIn, colones(10_000))
            );
        }
        other => panic!("{other:?}"),
    }
    stage
        .world
        .freeze(crate::morning() + chrono::TimeDelta::minutes(301))
        .await;
    stage.evaluate(23).await;
    let asked = Pay {
        key: key(),
        code,
        amount: Some(colones(1_000)),
        method: PayMethod::Cash,
        notes: "vuelve".to_owned(),
        expected_remaining: None,
        approval: None,
    };
    let payout = match done(&stage.marta, Request::Pay(asked)).await {
        Answer::Paid(paid) => paid.payout.unwrap(),
        other => panic!("{other:?}"),
    };
    match preview(&stage.marta, PaperOf::Payout { payout })
        .await
        .receipt
    {
        Receipt::Payout(voucher) => {
            assert_eq!(voucher.amount, colones(1_000));
            assert_eq!(
                voucher.prize.checked_sub(voucher.amount),
                Some(voucher.remaining)
            );
            assert_eq!(voucher.notes, "vuelve");
        }
        other => panic!("{other:?}"),
    }
    let drawer = stage.drawer().await;
    match preview(&stage.marta, PaperOf::DrawerX { drawer })
        .await
        .receipt
    {
        Receipt::DrawerX(paper) => assert_eq!((paper.expected, paper.sales), (None, Money::ZERO)),
        other => panic!("{other:?}"),
    }
    let vera = stage.world.signed_in("vera").await;
    match preview(&vera, PaperOf::DrawerX { drawer }).await.receipt {
        Receipt::DrawerX(paper) => assert_eq!(paper.expected, Some(colones(59_500))),
        other => panic!("{other:?}"),
    }
    let pieces = vec![
        CountedPieces {
            value: colones(10_000),
            pieces: 5,
        },
        CountedPieces {
            value: colones(5_000),
            pieces: 1,
        },
        CountedPieces {
            value: colones(500),
            pieces: 9,
        },
    ];
    done(
        &stage.marta,
        Request::CountDrawer {
            key: key(),
            pieces,
            drawer: None,
        },
    )
    .await;
    done(
        &stage.marta,
        Request::CloseDrawer(banca::ops::CloseDrawer {
            key: key(),
            drawer,
            reason: None,
            approval: None,
            counted: Vec::new(),
            keep: banca::domain::Money::ZERO,
            short: None,
        }),
    )
    .await;
    let z = preview(&stage.marta, PaperOf::Drawer { drawer })
        .await
        .receipt;
    assert_eq!(z.kind(), ReceiptKind::DrawerZ);
    match z {
        Receipt::DrawerZ(paper) => {
            assert_eq!(paper.sum(), paper.expected);
            assert_eq!(paper.z.unwrap().counted, colones(59_500));
        }
        other => panic!("{other:?}"),
    }
}
