//! The screen of printing: the queue, the printers, and a paper looked at before it is printed.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::receipt::{
    Receipt, ReceiptHead, ReceiptKind, TicketBet, TicketPart, TicketReceipt,
};
use banca::domain::view::{PaperView, PrintJobRow, PrintQueue, PrinterFacts, PrinterRow};
use banca::domain::{
    BetKind, Codepage, Columns, Digits, Number, Origin, PrintState, PrinterTarget, Rate, Role,
    TicketCode,
};
use banca::ops::{Answer, PaperOf, Print, PrintAnswer, PrintTo, Reply, Request, SavePrinter};
use banca::ui::action::Action;
use banca::ui::effect::Errand;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;
use chrono_tz::Tz;

fn done(told: PrintAnswer) -> Reply {
    Reply::Done(Box::new(Answer::Print(told)))
}

fn job(n: u128, state: PrintState, attempts: i64, error: &str) -> PrintJobRow {
    PrintJobRow {
        id: id(n),
        printer: "Mostrador".to_owned(),
        receipt: (n != 3).then(|| (ReceiptKind::Ticket, format!("caja-1-00012{n}"))),
        n: 1,
        state,
        attempts,
        next_at: noon(),
        last_error: error.to_owned(),
        at: noon() - TimeDelta::minutes(i64::try_from(n).unwrap()),
        by: "Marta Solís".to_owned(),
    }
}

fn queue() -> PrintQueue {
    PrintQueue {
        rows: vec![
            job(
                1,
                PrintState::Queued,
                2,
                "Connection refused (os error 111)",
            ),
            job(
                2,
                PrintState::Failed,
                10,
                "the printer does not take the paper\u{1b}[2J",
            ),
            job(3, PrintState::Done, 1, ""),
            job(
                4,
                PrintState::Cancelled,
                3,
                "Connection refused (os error 111)",
            ),
        ],
        next: None,
        waiting: 1,
        failed: 1,
    }
}

fn printer() -> PrinterRow {
    PrinterRow {
        id: id(70),
        ventana: id(1),
        ventana_name: "Centro".to_owned(),
        facts: PrinterFacts {
            name: "Mostrador".to_owned(),
            terminal: "caja-1".to_owned(),
            target: PrinterTarget::Tcp,
            address: "192.168.1.50:9100".to_owned(),
            columns: Columns::Narrow,
            letters: Codepage::Cp858,
            words: Lang::Es,
            cut: true,
            kick: false,
            automatic: vec![ReceiptKind::Ticket],
            active: true,
        },
        waiting: 1,
        failed: 1,
        mine: true,
    }
}

fn paper(prints: i64) -> PaperView {
    let bet = |value, kind, stake, factor: &str| TicketBet {
        kind,
        number: Number::new(value, Digits::Two).unwrap(),
        stake: colones(stake),
        factor: Rate::parse(factor).unwrap(),
        origin: Origin::Typed,
    };
    PaperView {
        id: Some(id(90)),
        receipt: Receipt::Ticket(TicketReceipt {
            head: ReceiptHead {
                banca: "Banca La Esperanza".to_owned(),
                licence: "JPS-0117".to_owned(),
                legal_id: "3-101-654321".to_owned(),
                ventana: "Centro".to_owned(),
                terminal: "caja-1".to_owned(),
                cashier: "Marta Solís".to_owned(),
                number: "caja-1-000123".to_owned(),
                date: noon().date_naive(),
                at: noon(),
                legal: "Revise su tiquete.".to_owned(),
            },
            ticket: TicketPart {
                code: TicketCode::from_random(12_345_678_901),
                serial: "caja-1-000123".to_owned(),
                draw: "Tica".to_owned(),
                draw_at: noon() + TimeDelta::minutes(55),
                bets: vec![
                    bet(23, BetKind::Straight, 500, "85"),
                    bet(45, BetKind::Straight, 500, "85"),
                    bet(23, BetKind::Reventado, 200, "200"),
                ],
                total: colones(1_200),
                note: String::new(),
                previous_seal: Some("7F3A-9C2D".to_owned()),
                expires: None,
            },
        }),
        prints,
        wins: false,
        zone: Tz::America__Costa_Rica,
    }
}

/// Answers what is read.
fn read(stage: &mut Stage, prints: i64) {
    stage.respond(|request| {
        let Request::Print(asked) = request else {
            return None;
        };
        match asked {
            Print::Queue { .. } => Some(done(PrintAnswer::Queue(Box::new(queue())))),
            Print::Printers => Some(done(PrintAnswer::Printers(vec![printer()]))),
            Print::Preview { .. } => Some(done(PrintAnswer::Paper(Box::new(paper(prints))))),
            _ => None,
        }
    });
}

fn shown(lang: Lang, role: Role) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.act(Action::GoPrinting);
    assert_eq!(stage.app.current(), ScreenId::Printing);
    read(&mut stage, 0);
    stage
}

/// Looks at the ticket's paper, printed so often already.
fn looked(lang: Lang, prints: i64) -> Stage {
    let mut stage = shown(lang, Role::Vendedor);
    stage.keys("f");
    stage.text("1234-5678-9018");
    stage.keys("enter");
    read(&mut stage, prints);
    stage
}

/// The commands that wait.
fn asked(stage: &Stage) -> Vec<Print> {
    let of = |request: Request| match request {
        Request::Print(Print::Queue { .. } | Print::Printers) => None,
        Request::Print(asked) => Some(asked),
        _ => None,
    };
    stage.waiting().into_iter().filter_map(of).collect()
}

#[test]
fn printing_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let picture = |stage: &mut Stage, what: &str| {
            insta::assert_snapshot!(
                format!("printing_{what}_{name}_80x24"),
                stage.picture(80, 24)
            );
            insta::assert_snapshot!(
                format!("printing_{what}_{name}_120x40"),
                stage.picture(120, 40)
            );
        };
        let mut stage = shown(lang, Role::Ventana);
        picture(&mut stage, "queue");
        stage.draw_at_all_sizes();
        stage.keys("n");
        picture(&mut stage, "printer");
        let mut stage = looked(lang, 1);
        picture(&mut stage, "paper");
        stage.draw_at_all_sizes();
        stage.keys("w");
        picture(&mut stage, "paper-wide");
    }
}

#[test]
fn the_first_print_asks_nothing_and_a_copy_asks_why() {
    let mut stage = looked(Lang::Es, 0);
    stage.keys("p");
    let [Print::Print(first)] = &asked(&stage)[..] else {
        panic!("{:?}", asked(&stage))
    };
    assert_eq!((first.to, first.reason.as_str()), (PrintTo::Mine, ""));
    assert!(matches!(first.of, PaperOf::Ticket { .. }));
    stage.respond(|request| {
        matches!(request, Request::Print(Print::Print(_))).then(|| {
            let paper = Box::new(paper(1));
            done(PrintAnswer::Printed {
                paper,
                n: 1,
                printer: Some("Mostrador".to_owned()),
            })
        })
    });
    assert!(
        stage.shows("enviada a Mostrador"),
        "{}",
        stage.words(80, 24)
    );
    read(&mut stage, 1);
    stage.keys("p");
    assert!(asked(&stage).is_empty(), "the reason comes first");
    stage.keys("enter");
    assert!(stage.shows("Diga por qué"), "{}", stage.words(80, 24));
    stage.text("se mojó");
    stage.keys("enter");
    let [Print::Print(second)] = &asked(&stage)[..] else {
        panic!("{:?}", asked(&stage))
    };
    assert_eq!(second.reason, "se mojó");
    assert_ne!(first.key, second.key);
}

#[test]
fn a_copied_paper_is_counted_before_it_is_on_the_clipboard() {
    let mut stage = looked(Lang::Es, 0);
    stage.act(Action::ListCopy);
    let [Print::Print(asked)] = &asked(&stage)[..] else {
        panic!("not asked")
    };
    assert_eq!(asked.to, PrintTo::Screen);
    let copied = |stage: &Stage| {
        stage
            .errands
            .iter()
            .any(|errand| matches!(errand, Errand::Copy(text) if text.contains("1234-5678-9018")))
    };
    assert!(!copied(&stage));
    stage.respond(|request| {
        matches!(request, Request::Print(Print::Print(_))).then(|| {
            let paper = Box::new(paper(1));
            done(PrintAnswer::Printed {
                paper,
                n: 1,
                printer: None,
            })
        })
    });
    assert!(copied(&stage));
}

#[test]
fn what_failed_is_sent_again_and_what_is_done_is_not() {
    let mut stage = shown(Lang::Es, Role::Vendedor);
    stage.keys("down t");
    assert!(matches!(asked(&stage)[..], [Print::Retry { job, .. }] if job == id(2)));
    let mut stage = shown(Lang::Es, Role::Vendedor);
    stage.keys("x");
    assert!(matches!(asked(&stage)[..], [Print::Cancel { job, .. }] if job == id(1)));
    let mut stage = shown(Lang::Es, Role::Vendedor);
    stage.keys("down down t x");
    assert!(asked(&stage).is_empty());
}

#[test]
fn a_printer_is_set_up_by_who_runs_the_shop() {
    let mut stage = shown(Lang::Es, Role::Ventana);
    stage.keys("n");
    stage.text("Cocina");
    stage.keys("enter enter");
    stage.text("10.0.0.9:9100");
    for _ in 0..9 {
        stage.keys("enter");
    }
    let [Print::SavePrinter(SavePrinter { facts, .. })] = &asked(&stage)[..] else {
        panic!("{:?} {}", asked(&stage), stage.words(80, 24))
    };
    assert_eq!(
        (facts.name.as_str(), facts.address.as_str()),
        ("Cocina", "10.0.0.9:9100")
    );
    assert_eq!(
        (facts.target, facts.columns),
        (PrinterTarget::Tcp, Columns::Wide)
    );
    assert!(facts.automatic.contains(&ReceiptKind::Ticket));
    let mut stage = shown(Lang::Es, Role::Vendedor);
    stage.keys("n");
    assert!(asked(&stage).is_empty() && !stage.shows("Dirección"));
}
