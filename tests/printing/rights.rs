//! Who may copy what, and who sets printers up.

use banca::domain::{PrinterTarget, Right};
use banca::ops::{PaperOf, Print, PrintTo, Refusal, Request, SavePrinter};
use chrono::TimeDelta;
use uuid::Uuid;

use crate::support::{consented, key, morning, refused};
use crate::{Stage, copy, facts, paper, preview, printed};

#[tokio::test]
async fn a_copy_of_a_ticket_that_won_needs_a_second_person() {
    let stage = Stage::new().await;
    let code = stage.ticket().await;
    let of = PaperOf::Ticket { code };
    let (first, ..) = printed(&stage.marta, paper(of.clone(), PrintTo::Screen)).await;
    stage
        .world
        .freeze(morning() + TimeDelta::minutes(301))
        .await;
    stage.evaluate(23).await;
    assert!(preview(&stage.marta, of.clone()).await.wins);
    let mut asked = copy(of.clone(), PrintTo::Screen, "se rompió");
    let no = refused(&stage.marta, Request::Print(Print::Print(asked.clone()))).await;
    let [
        Refusal::NeedsApproval {
            right: Right::ReprintWinner,
            target,
            ..
        },
    ] = &no[..]
    else {
        panic!("{no:?}")
    };
    assert_eq!(*target, first.receipt.head().number);
    let consent = consented(
        &stage.marta,
        "vera",
        Right::ReprintWinner,
        asked.key,
        target,
        None,
    )
    .await;
    asked.approval = Some(consent);
    let (second, n, _) = printed(&stage.marta, asked).await;
    assert_eq!((n, second.receipt), (2, first.receipt));
    // Who runs the shop copies it alone.
    let vera = stage.world.signed_in("vera").await;
    let (_, n, _) = printed(&vera, copy(of, PrintTo::Screen, "auditoría")).await;
    assert_eq!(n, 3);
    stage.world.books_hold().await;
}

#[tokio::test]
async fn a_seller_sets_no_printer_up_and_nobody_one_of_another_shop() {
    let stage = Stage::new().await;
    let asked = |ventana| {
        Request::Print(Print::SavePrinter(SavePrinter {
            key: key(),
            printer: Uuid::now_v7().into(),
            ventana,
            facts: facts("Red", PrinterTarget::Tcp, "10.0.0.9:9100"),
        }))
    };
    let no = refused(&stage.marta, asked(None)).await;
    assert!(
        matches!(
            no[..],
            [Refusal::NotAllowed {
                right: Right::RunPrinters,
                ..
            }]
        ),
        "{no:?}"
    );
    let vera = stage.world.signed_in("vera").await;
    let no = refused(&vera, asked(Some(stage.world.ventanas[1]))).await;
    assert!(
        matches!(
            no[..],
            [Refusal::NotAllowed {
                right: Right::RunPrinters,
                ..
            }]
        ),
        "{no:?}"
    );
    let texts = Request::Print(Print::SaveTexts {
        key: key(),
        texts: banca::domain::view::ReceiptTexts::default(),
    });
    let no = refused(&vera, texts).await;
    assert!(
        matches!(
            no[..],
            [Refusal::NotAllowed {
                right: Right::RunHouse,
                ..
            }]
        ),
        "{no:?}"
    );
}

#[tokio::test]
async fn a_device_says_at_which_terminal_it_stands() {
    let stage = Stage::new().await;
    let vera = stage.world.signed_in("vera").await;
    let asked = |terminal: &str| {
        let mut facts = facts("USB", PrinterTarget::Device, "/dev/usb/lp0");
        terminal.clone_into(&mut facts.terminal);
        Request::Print(Print::SavePrinter(SavePrinter {
            key: key(),
            printer: Uuid::now_v7().into(),
            ventana: None,
            facts,
        }))
    };
    let no = refused(&vera, asked("")).await;
    assert!(
        matches!(&no[..], [Refusal::Field { field, .. }] if field == "terminal"),
        "{no:?}"
    );
    let no = refused(&vera, asked("la luna")).await;
    assert!(matches!(no[..], [Refusal::NotFound { .. }]), "{no:?}");
}
