//! The screen of accounts.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::statement::{Day, DayLine, Sums};
use banca::domain::{Holder, Money, MovementKind, MovementMethod, Role, TicketCode};
use banca::ops::{
    AccountFilter, AccountList, AccountRow, Answer, DayEntry, DayItem, DayTicket, DayTicketPage,
    LedgerAccount, LedgerEntry, LedgerPage, MonthRow, MonthView, Movement, MovementPage,
    MovementReceipt, MovementReversal, Obstacle, ObstacleKind, Owing, Refusal, Reply, Request,
    SaveMovement, Statement, StatementDay,
};
use banca::ops::{CloseMonth, ReverseMovement};
use banca::ui::text::Lang;
use chrono::{NaiveDate, TimeDelta};

fn date(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn centro() -> Holder {
    Holder::Ventana { ventana: id(40) }
}

fn marta() -> Holder {
    Holder::Vendedor {
        ventana: id(40),
        vendedor: id(7),
    }
}

fn row(holder: Holder, ventana: &str, vendedor: Option<&str>, balance: i64) -> AccountRow {
    AccountRow {
        holder,
        ventana: ventana.to_owned(),
        vendedor: vendedor.map(str::to_owned),
        current: true,
        balance: colones(balance),
        overdue: colones(0),
        credit_limit: None,
    }
}

fn list() -> AccountList {
    let sur = Holder::Ventana { ventana: id(41) };
    let pedro = Holder::Vendedor {
        ventana: id(41),
        vendedor: id(8),
    };
    AccountList {
        rows: vec![
            row(Holder::Banca, "Banca La Suerte", None, 60_300),
            AccountRow {
                overdue: colones(12_000),
                credit_limit: Some(colones(100_000)),
                ..row(centro(), "Ventana Centro", None, 85_500)
            },
            row(marta(), "Ventana Centro", Some("Marta Solís"), -7_500),
            row(sur, "Ventana Sur", None, -25_200),
            AccountRow {
                current: false,
                ..row(
                    pedro,
                    "Ventana Sur",
                    Some("Pedro con un nombre larguísimo"),
                    1_200,
                )
            },
        ],
        owes: colones(85_500),
        owed: colones(25_200),
        today: date(21),
    }
}

fn sums(sales: i64, payouts: i64, commission: i64, collected: i64) -> Sums {
    Sums {
        tickets: sales / 500,
        sales: colones(sales),
        payouts: colones(payouts),
        commission: colones(commission),
        seller_commission: colones(commission / 2),
        collected: colones(collected),
        ..Sums::default()
    }
}

fn statement() -> Statement {
    let days: Vec<Day> = [
        (18, sums(98_000, 120_000, 9_800, 0)),
        (19, sums(101_500, 33_000, 10_150, 0)),
        (20, sums(125_000, 27_000, 12_500, 60_000)),
        (21, sums(64_000, 0, 6_400, 0)),
    ]
    .into_iter()
    .map(|(day, sums)| Day {
        date: date(day),
        sums,
        frozen: false,
    })
    .collect();
    let opening = colones(12_000);
    let (lines, total): (Vec<DayLine>, Sums) =
        banca::domain::statement::lines(opening, &days).unwrap();
    Statement {
        holder: centro(),
        ventana: "Ventana Centro".to_owned(),
        vendedor: None,
        from: date(1),
        to: date(30),
        opening,
        closing: total.remaining(opening).unwrap(),
        days: lines,
        total,
        today: date(21),
    }
}

fn a_day() -> StatementDay {
    let entry = |item, minutes, sums, remaining| DayEntry {
        item,
        at: noon() + TimeDelta::minutes(minutes),
        sums,
        remaining: colones(remaining),
    };
    let draw = |n, lottery: &str| DayItem::Draw {
        draw: id(n),
        lottery: lottery.to_owned(),
    };
    StatementDay {
        holder: centro(),
        date: date(21),
        previous: colones(84_050),
        entries: vec![
            entry(
                draw(50, "Tica"),
                55,
                sums(40_000, 12_000, 4_000, 0),
                108_050,
            ),
            entry(
                DayItem::Movement {
                    movement: id(60),
                    number: 17,
                },
                90,
                sums(0, 0, 0, 60_000),
                48_050,
            ),
            entry(draw(51, "Nica"), 180, sums(24_000, 0, 2_400, 0), 69_650),
        ],
        remaining: colones(69_650),
    }
}

fn movement(n: u128, number: i64, reversed: bool) -> Movement {
    Movement {
        id: id(n),
        number,
        holder: centro(),
        ventana: "Ventana Centro".to_owned(),
        vendedor: None,
        kind: MovementKind::Collection,
        amount: colones(60_000),
        method: MovementMethod::Deposit,
        reference: "BN 884512".to_owned(),
        note: "semana 47".to_owned(),
        date: date(21),
        at: noon(),
        by: "Ana Vargas".to_owned(),
        reversed: reversed.then(|| MovementReversal {
            number: number + 1,
            reason: "otra ventana".to_owned(),
            date: date(21),
            at: noon(),
            by: "Olga Mora".to_owned(),
        }),
    }
}

fn receipt() -> MovementReceipt {
    MovementReceipt {
        banca: "Banca La Suerte".to_owned(),
        movement: movement(60, 17, false),
        balance: colones(25_500),
    }
}

fn month(ready: bool) -> MonthView {
    let carried = |holder, ventana: &str, vendedor: Option<&str>, previous, sums: Sums| MonthRow {
        holder,
        ventana: ventana.to_owned(),
        vendedor: vendedor.map(str::to_owned),
        previous: colones(previous),
        sums,
        remaining: sums.remaining(colones(previous)).unwrap(),
    };
    let obstacle = |what, label: &str| Obstacle {
        what,
        label: label.to_owned(),
    };
    MonthView {
        month: NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
        closed: None,
        obstacles: if ready {
            Vec::new()
        } else {
            vec![
                obstacle(ObstacleKind::Draw, "Tica 2026-10-31 19:30"),
                obstacle(ObstacleKind::Drawer, "Ventana Sur · Pedro 2026-10-31"),
            ]
        },
        rows: vec![
            carried(
                centro(),
                "Ventana Centro",
                None,
                40_000,
                sums(2_400_000, 1_900_000, 240_000, 250_000),
            ),
            carried(
                marta(),
                "Ventana Centro",
                Some("Marta Solís"),
                0,
                sums(900_000, 700_000, 54_000, 150_000),
            ),
        ],
    }
}

fn books() -> Vec<LedgerAccount> {
    let account = |code, debit, credit| LedgerAccount {
        book: uuid::Uuid::from_u128(2),
        book_name: "Banca".to_owned(),
        code,
        debit: colones(debit),
        credit: colones(credit),
        balance: colones(debit - credit),
    };
    vec![
        account(1120, 60_000, 0),
        account(1320, 125_000, 99_500),
        account(2420, 35_000, 45_000),
        account(4100, 0, 125_000),
        account(5100, 37_000, 0),
        account(5110, 12_500, 0),
    ]
}

fn transfers() -> LedgerPage {
    let code = TicketCode::parse("517624188413").unwrap();
    let entry = |posting: &str, event: &str, document: &str, label: String, amount| LedgerEntry {
        date: date(21),
        at: noon(),
        code: posting.to_owned(),
        event: event.to_owned(),
        other: 2410,
        amount: colones(amount),
        document: document.to_owned(),
        label,
        by: "Marta Solís".to_owned(),
    };
    LedgerPage {
        rows: vec![
            entry("J53", "handed", "movement", "17".to_owned(), -60_000),
            entry(
                "J01",
                "sold",
                "ticket",
                code.to_string().replace('-', ""),
                1_600,
            ),
        ],
        next: None,
    }
}

fn read(stage: &mut Stage) {
    stage.respond(|request| {
        let answer = match request {
            Request::Accounts(_) => Answer::Accounts(list()),
            Request::Statement(_) => Answer::Statement(Box::new(statement())),
            Request::StatementDay(_) => Answer::StatementDay(a_day()),
            Request::StatementTickets(_) => {
                let code = TicketCode::parse("517624188413").unwrap();
                let row = |event: &str, sales, payouts| DayTicket {
                    code,
                    at: noon(),
                    event: event.to_owned(),
                    sales: colones(sales),
                    payouts: colones(payouts),
                    commission: colones(sales / 10),
                };
                Answer::StatementTickets(DayTicketPage {
                    rows: vec![row("sold", 1_600, 0), row("paid", 0, 12_000)],
                    next: None,
                })
            }
            Request::Movements(_) => Answer::Movements(MovementPage {
                rows: vec![movement(61, 18, true), movement(60, 17, false)],
                next: None,
            }),
            Request::MovementReceipt { .. } | Request::SaveMovement(_) => {
                Answer::MovementReceipt(Box::new(receipt()))
            }
            Request::Month(_) => Answer::Month(month(false)),
            Request::LedgerAccounts => Answer::LedgerAccounts(books()),
            Request::LedgerEntries(_) => Answer::LedgerEntries(transfers()),
            _ => return None,
        };
        Some(Reply::Done(Box::new(answer)))
    });
}

fn shown(lang: Lang, role: Role) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.keys("alt-b");
    read(&mut stage);
    stage.pass(TimeDelta::seconds(6));
    stage
}

/// Presses keys and answers what they ask.
fn go(stage: &mut Stage, keys: &str) {
    for key in keys.split(' ') {
        stage.keys(key);
        read(stage);
    }
}

fn commands(stage: &Stage) -> Vec<Request> {
    let command = |request: &Request| request.key().is_some();
    stage.waiting().into_iter().filter(command).collect()
}

#[test]
fn the_accounts_look_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let picture = |stage: &mut Stage, what: &str| {
            insta::assert_snapshot!(
                format!("accounts_{what}_{name}_80x24"),
                stage.picture(80, 24)
            );
            insta::assert_snapshot!(
                format!("accounts_{what}_{name}_120x40"),
                stage.picture(120, 40)
            );
        };
        let mut stage = shown(lang, Role::Admin);
        picture(&mut stage, "list");
        go(&mut stage, "down enter");
        picture(&mut stage, "statement");
        go(&mut stage, "enter");
        picture(&mut stage, "day");
        go(&mut stage, "enter");
        picture(&mut stage, "tickets");
        go(&mut stage, "esc esc v");
        picture(&mut stage, "receipts");
        go(&mut stage, "down enter");
        picture(&mut stage, "receipt");
        go(&mut stage, "esc esc esc m");
        picture(&mut stage, "month");
        go(&mut stage, "esc b");
        picture(&mut stage, "books");
        go(&mut stage, "enter");
        picture(&mut stage, "transfers");
        go(&mut stage, "esc esc n");
        picture(&mut stage, "movement");
    }
}

#[test]
fn a_collection_is_asked_for_once_more_and_sent_whole() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("down n");
    // The kind and the amount settle the account already.
    stage.keys("enter");
    stage.keys("backspace backspace backspace backspace backspace backspace");
    stage.text("60k");
    stage.keys("enter right enter");
    stage.text("4471");
    stage.keys("enter enter enter");
    assert_eq!(commands(&stage), []);
    stage.keys("enter");
    assert_eq!(commands(&stage), [], "no is the default");
    stage.keys("enter enter enter enter enter enter tab enter");
    let [Request::SaveMovement(asked)] = &commands(&stage)[..] else {
        panic!("the movement is sent: {:?}", stage.waiting());
    };
    let SaveMovement {
        holder,
        kind,
        amount,
        method,
        reference,
        date,
        ..
    } = asked;
    assert_eq!(
        (*holder, *kind, *amount, *method, reference.as_str(), *date),
        (
            centro(),
            MovementKind::Collection,
            colones(60_000),
            MovementMethod::Transfer,
            "4471",
            None
        )
    );
}

#[test]
fn what_is_refused_opens_again_with_what_was_typed_and_the_reason() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("down n enter enter enter enter enter enter tab enter");
    assert_eq!(commands(&stage).len(), 1);
    let refusal = Refusal::PeriodLocked { date: date(1) };
    stage.respond(|request| {
        let save = matches!(request, Request::SaveMovement(_));
        save.then(|| Reply::Refused(vec![refusal.clone()]))
    });
    let picture = stage.picture(80, 24);
    assert!(picture.contains("85.500"), "{picture}");
    assert!(picture.contains("Fecha contable"), "{picture}");
}

#[test]
fn a_seller_is_owed_and_the_form_proposes_the_payment() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("down down n");
    let picture = stage.picture(80, 24);
    assert!(
        picture.contains("7.500") && picture.contains("Pago"),
        "{picture}"
    );
}

#[test]
fn a_receipt_is_reversed_with_a_reason_only() {
    let mut stage = shown(Lang::Es, Role::Admin);
    go(&mut stage, "down v");
    // The first one is reversed already.
    stage.keys("d");
    assert!(commands(&stage).is_empty());
    stage.keys("down d enter");
    assert!(commands(&stage).is_empty(), "a reason is missing");
    stage.text("otra ventana");
    stage.keys("enter");
    let [
        Request::ReverseMovement(ReverseMovement {
            movement, reason, ..
        }),
    ] = &commands(&stage)[..]
    else {
        panic!("it is reversed");
    };
    assert_eq!((*movement, reason.as_str()), (id(60), "otra ventana"));
}

#[test]
fn a_month_that_is_not_ready_is_not_closed_and_one_that_is_asks_first() {
    let mut stage = shown(Lang::Es, Role::Admin);
    go(&mut stage, "m");
    stage.keys("g");
    assert!(commands(&stage).is_empty());
    stage.keys("ctrl-r");
    stage.respond(|request| match request {
        Request::Month(_) => Some(Reply::Done(Box::new(Answer::Month(month(true))))),
        Request::Accounts(_) => Some(Reply::Done(Box::new(Answer::Accounts(list())))),
        _ => None,
    });
    stage.keys("g tab enter");
    assert!(matches!(
        &commands(&stage)[..],
        [Request::CloseMonth(CloseMonth { month, .. })] if *month == NaiveDate::from_ymd_opt(2026, 10, 1).unwrap()
    ));
}

#[test]
fn who_runs_a_shop_enters_nothing_with_the_house_and_a_seller_nothing_at_all() {
    for role in [Role::Ventana, Role::Vendedor] {
        let mut stage = shown(Lang::Es, role);
        stage.keys("down n");
        let picture = stage.picture(80, 24);
        assert!(!picture.contains("Qué es"), "{role:?} {picture}");
    }
}

#[test]
fn the_filter_asks_for_one_side() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("/ right enter right enter enter");
    let asked = stage
        .waiting()
        .into_iter()
        .find_map(|request| match request {
            Request::Accounts(filter) => Some(filter),
            _ => None,
        });
    let expected = AccountFilter {
        owing: Some(Owing::Owes),
        shops_only: true,
        text: String::new(),
    };
    assert_eq!(asked, Some(expected));
}

#[test]
fn an_old_day_proposes_what_of_it_is_still_open() {
    let mut stage = shown(Lang::Es, Role::Admin);
    go(&mut stage, "down enter");
    // The 19th left 58.350 − 31.800 … of which 60 000 were handed over since.
    stage.keys("up up n");
    let told = statement();
    let line = told.days[1];
    let left = line.remaining.as_cents() - 6_000_000;
    let left = Money::try_from_cents(left.abs()).unwrap();
    let shown = stage.picture(80, 24);
    let figure = banca::ui::text::Voice::default().figure(left);
    assert!(shown.contains(&figure), "{figure}: {shown}");
}
