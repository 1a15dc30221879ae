//! The queue: worked off in order, tried again, given up, and never printed twice by two consoles.

use std::io::Read;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use banca::domain::receipt::ReceiptKind;
use banca::domain::{MoneyFormat, PrintState, PrinterTarget};
use banca::ops::{House, PaperOf, Print, PrintAnswer, PrintTo, Refusal, Reply, Request};
use banca::term::Ask;
use banca::term::printing::{Printing, step};
use chrono::TimeDelta;

use crate::support::{done, key, morning, refused};
use crate::{Stage, facts, paper, printed, queue, save, told};

/// Long enough for a busy machine.
const PATIENT: Duration = Duration::from_secs(20);

fn ask(house: Arc<House>) -> Ask {
    Arc::new(move |request| {
        let house = Arc::clone(&house);
        Box::pin(async move { house.handle(request).await })
    })
}

#[tokio::test]
async fn papers_are_sent_in_the_order_in_which_they_were_asked_for() {
    let stage = Stage::new().await;
    let (_, path) = stage.file_printer(&[]).await;
    let (first, second) = (stage.ticket().await, stage.ticket().await);
    for code in [first, second] {
        let (_, n, printer) =
            printed(&stage.marta, paper(PaperOf::Ticket { code }, PrintTo::Mine)).await;
        assert_eq!((n, printer.as_deref()), (1, Some("Mostrador")));
    }
    assert_eq!(queue(&stage.marta).await.waiting, 2);
    let stage_marta = Arc::new(stage.marta);
    let ask = ask(Arc::clone(&stage_marta));
    for _ in 0..2 {
        let looked = step(&ask, MoneyFormat::Dots, PATIENT).await;
        assert_eq!(looked.sent, Some(("Mostrador".to_owned(), Ok(()))));
    }
    assert_eq!(step(&ask, MoneyFormat::Dots, PATIENT).await.sent, None);
    let papers = std::fs::read_to_string(path).unwrap();
    let places: Vec<usize> = [first, second]
        .map(|code| papers.find(&code.to_string()).expect("the code is printed"))
        .into();
    assert!(places[0] < places[1]);
    assert!(papers.contains("500 × 23") && papers.contains("Reventado"));
    let queue = queue(&stage_marta).await;
    assert!(
        queue
            .rows
            .iter()
            .all(|row| row.state == PrintState::Done && row.attempts == 1)
    );
}

#[tokio::test]
async fn a_printer_that_works_gets_the_bytes_of_the_paper_and_nothing_else() {
    let stage = Stage::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let printer = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard).unwrap();
        heard
    });
    let mut wanted = facts("Red", PrinterTarget::Tcp, &address);
    wanted.letters = banca::domain::Codepage::Cp858;
    wanted.cut = true;
    save(&stage.world, wanted).await;
    let code = stage.ticket().await;
    printed(&stage.marta, paper(PaperOf::Ticket { code }, PrintTo::Mine)).await;
    let lease = uuid::Uuid::now_v7();
    let PrintAnswer::Work {
        work: Some(work), ..
    } = told(&stage.marta, Print::Take { lease }).await
    else {
        panic!("a paper waits")
    };
    let bytes = banca::term::printing::bytes(&work, MoneyFormat::Dots);
    banca::print::target::send(work.printer.target, &work.printer.address, &bytes, PATIENT)
        .unwrap();
    let ended = told(
        &stage.marta,
        Print::End {
            job: work.job,
            lease,
            error: String::new(),
        },
    )
    .await;
    assert_eq!(ended, PrintAnswer::Ended(Some(PrintState::Done)));
    let heard = printer.join().unwrap();
    assert_eq!(heard, bytes);
    assert!(heard.starts_with(&[0x1B, b'@']) && heard.ends_with(&[0x1D, b'V', 66, 0]));
}

#[tokio::test]
async fn two_consoles_never_take_the_same_paper() {
    let stage = Stage::new().await;
    save(
        &stage.world,
        facts("Red", PrinterTarget::Tcp, "127.0.0.1:9"),
    )
    .await;
    for _ in 0..6 {
        let code = stage.ticket().await;
        printed(&stage.marta, paper(PaperOf::Ticket { code }, PrintTo::Mine)).await;
    }
    let juan = Arc::new(stage.world.signed_in("juan").await);
    let marta = Arc::new(stage.marta);
    let mut tasks = tokio::task::JoinSet::new();
    for house in [&marta, &juan, &marta, &juan] {
        let house = Arc::clone(house);
        tasks.spawn(async move {
            let mut sent = Vec::new();
            let mut idle = 0;
            while idle < 20 {
                let lease = uuid::Uuid::now_v7();
                match told(&house, Print::Take { lease }).await {
                    PrintAnswer::Work {
                        work: Some(work), ..
                    } => {
                        sent.push(work.job);
                        told(
                            &house,
                            Print::End {
                                job: work.job,
                                lease,
                                error: String::new(),
                            },
                        )
                        .await;
                    }
                    _ => idle += 1,
                }
            }
            sent
        });
    }
    let mut all: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    all.sort();
    let count = all.len();
    all.dedup();
    assert_eq!((count, all.len()), (6, 6));
}

#[tokio::test]
async fn a_printer_that_refuses_waits_longer_each_time_and_then_for_a_person() {
    let stage = Stage::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    save(&stage.world, facts("Red", PrinterTarget::Tcp, &address)).await;
    let code = stage.ticket().await;
    printed(&stage.marta, paper(PaperOf::Ticket { code }, PrintTo::Mine)).await;
    let house = Arc::new(stage.marta);
    let ask = ask(Arc::clone(&house));
    let mut now = morning();
    let mut waited = Vec::new();
    for attempt in 1..=10 {
        let looked = step(&ask, MoneyFormat::Dots, PATIENT).await;
        assert!(
            matches!(looked.sent, Some((_, Err(_)))),
            "attempt {attempt}"
        );
        // It waits: nothing is taken before its time.
        assert_eq!(step(&ask, MoneyFormat::Dots, PATIENT).await.sent, None);
        let row = queue(&house).await.rows.remove(0);
        assert_eq!(row.attempts, attempt);
        assert!(!row.last_error.is_empty());
        waited.push((row.next_at - now).num_seconds());
        now = row.next_at + TimeDelta::seconds(1);
        stage.world.freeze(now).await;
    }
    assert_eq!(waited[..6], [2, 4, 8, 16, 32, 60]);
    let found = queue(&house).await;
    assert_eq!((found.waiting, found.failed), (0, 1));
    let job = found.rows[0].id;
    assert_eq!(found.rows[0].state, PrintState::Failed);
    done(&house, Request::Print(Print::Retry { key: key(), job })).await;
    assert_eq!(queue(&house).await.rows[0].state, PrintState::Queued);
    done(&house, Request::Print(Print::Cancel { key: key(), job })).await;
    let no = refused(&house, Request::Print(Print::Retry { key: key(), job })).await;
    assert_eq!(
        no,
        [Refusal::PrintJob {
            state: PrintState::Cancelled
        }]
    );
    // The ticket is as good as ever.
    stage.world.books_hold().await;
}

#[tokio::test]
async fn a_printer_that_hangs_holds_no_sale_up_and_its_paper_waits() {
    let stage = Stage::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    save(
        &stage.world,
        facts("Red", PrinterTarget::Tcp, "127.0.0.1:1"),
    )
    .await;
    let path = stage.folder.path().join("lp0");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    // Somebody holds the device open and reads nothing.
    let _held = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(&path)
        .unwrap();
    let filler = vec![b'x'; 1024 * 1024];
    let full = banca::print::target::send(
        PrinterTarget::Device,
        path.to_str().unwrap(),
        &filler,
        Duration::from_millis(50),
    );
    assert!(full.is_err(), "the device is full");
    let mut device = facts("USB", PrinterTarget::Device, path.to_str().unwrap());
    device.terminal = stage.terminal().await;
    save(&stage.world, device).await;
    let code = stage.ticket().await;
    let (_, _, printer) =
        printed(&stage.marta, paper(PaperOf::Ticket { code }, PrintTo::Mine)).await;
    assert_eq!(
        printer.as_deref(),
        Some("USB"),
        "the terminal's own goes before the shared one"
    );
    let code = stage.ticket().await;
    let house = Arc::new(stage.marta);
    let looked = step(
        &ask(Arc::clone(&house)),
        MoneyFormat::Dots,
        Duration::from_millis(50),
    )
    .await;
    assert!(matches!(looked.sent, Some((_, Err(_)))));
    let row = queue(&house).await.rows.remove(0);
    assert_eq!((row.state, row.attempts), (PrintState::Queued, 1));
    done(&house, Request::Ticket { code }).await;
    drop(listener);
}

#[tokio::test]
async fn a_paper_whose_console_died_is_sent_again_after_the_lease() {
    let stage = Stage::new().await;
    let (_, path) = stage.file_printer(&[]).await;
    let code = stage.ticket().await;
    printed(&stage.marta, paper(PaperOf::Ticket { code }, PrintTo::Mine)).await;
    let lost = uuid::Uuid::now_v7();
    let PrintAnswer::Work {
        work: Some(work), ..
    } = told(&stage.marta, Print::Take { lease: lost }).await
    else {
        panic!("a paper waits")
    };
    let house = Arc::new(stage.marta);
    let ask = ask(Arc::clone(&house));
    assert_eq!(
        step(&ask, MoneyFormat::Dots, PATIENT).await.sent,
        None,
        "it is leased"
    );
    stage.world.freeze(morning() + TimeDelta::seconds(61)).await;
    let looked = step(&ask, MoneyFormat::Dots, PATIENT).await;
    assert_eq!(looked.sent, Some(("Mostrador".to_owned(), Ok(()))));
    // The dead one comes back: its lease ends nothing.
    let ended = told(
        &house,
        Print::End {
            job: work.job,
            lease: lost,
            error: "tarde".to_owned(),
        },
    )
    .await;
    assert_eq!(ended, PrintAnswer::Ended(None));
    assert_eq!(queue(&house).await.rows[0].state, PrintState::Done);
    assert!(
        std::fs::read_to_string(path)
            .unwrap()
            .contains(&code.to_string())
    );
}

#[tokio::test]
async fn a_test_page_shows_what_the_printer_can() {
    let stage = Stage::new().await;
    let (printer, path) = stage.file_printer(&[]).await;
    let vera = stage.world.signed_in("vera").await;
    done(
        &vera,
        Request::Print(Print::Test {
            key: key(),
            printer,
        }),
    )
    .await;
    let house = Arc::new(stage.marta);
    step(&ask(house), MoneyFormat::Dots, PATIENT).await;
    assert!(
        std::fs::read_to_string(path)
            .unwrap()
            .contains("PRUEBA DE IMPRESORA")
    );
}

#[tokio::test]
async fn a_sale_is_printed_by_itself_once_where_the_printer_is_set_so() {
    let stage = Stage::new().await;
    let (_, path) = stage.file_printer(&[ReceiptKind::Ticket]).await;
    let house = Arc::new(stage.marta);
    let printing = Printing::start(ask(Arc::clone(&house)), MoneyFormat::Dots);
    let bets = vec![crate::straight(23, 500)];
    let sell = |bets| Request::Sell(crate::sale(&[stage.draw], bets));
    // The kinds are known as soon as the queue was looked at once.
    let (code, serial) = loop {
        let Reply::Done(answer) = (printing.ask)(sell(bets.clone())).await else {
            panic!("sold")
        };
        let banca::ops::Answer::Sold(sold) = *answer else {
            panic!("sold")
        };
        tokio::task::yield_now().await;
        if !queue(&house).await.rows.is_empty() {
            let ticket = &sold.tickets[0];
            break (ticket.code, format!("-{:06}", ticket.serial));
        }
    };
    loop {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        if !text.is_empty() && queue(&house).await.waiting == 0 {
            break;
        }
        tokio::task::yield_now().await;
    }
    // Asked again, nothing more comes of it.
    let again = told(
        &house,
        Print::Print(paper(PaperOf::Ticket { code }, PrintTo::Automatic)),
    )
    .await;
    assert!(matches!(
        again,
        PrintAnswer::Nothing | PrintAnswer::Printed { n: 1, .. }
    ));
    let rows = queue(&house).await.rows;
    let of_it = rows.iter().filter(|row| {
        row.receipt
            .as_ref()
            .is_some_and(|(_, number)| number.ends_with(&serial))
    });
    assert!(of_it.count() <= 1, "one ticket, one paper");
    drop(printing);
}
