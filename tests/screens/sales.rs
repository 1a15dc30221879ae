//! The till's sales, one of them, and the payments to verify.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::goods::{
    ElectronicState, Figures, Item, Line, Quantity, SaleState, TaxRate, TenderKind,
    refund::{Condition, RefundBy, ReturnReason},
};
use banca::domain::view::{
    ElectronicPage, ElectronicRow, PaidPart, ReturnState, SalePage, SaleRow, SaleView,
    SalesSummary, SoldLine, SoldTicketRow, VoidedRow, VoidedSale,
};
use banca::domain::{Money, Role};
use banca::ops::{Answer, Refusal, Reply, Request, Till, TillAnswer};
use banca::ui::action::Action;
use banca::ui::effect::Errand;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

fn row(n: u128, state: SaleState, total: i64) -> SaleRow {
    SaleRow {
        sale: id(700 + n),
        number: Some(format!("POS-2026-{n:06}")),
        state,
        returned: if n == 3 {
            ReturnState::Partial
        } else {
            ReturnState::None
        },
        ventana: "Ventana Centro".to_owned(),
        cashier: "Marta Solís".to_owned(),
        customer: (n == 4).then(|| "Doña Flor Jiménez".to_owned()),
        lines: 3,
        total: colones(total),
        back: Money::ZERO,
        tenders: if n == 4 {
            vec![
                (TenderKind::Cash, colones(1_340)),
                (TenderKind::Card, colones(total - 1_340)),
            ]
        } else {
            vec![(TenderKind::Cash, colones(total))]
        },
        at: noon() - TimeDelta::minutes(i64::try_from(20 * (5 - n)).unwrap()),
    }
}

fn all() -> Vec<SaleRow> {
    vec![
        row(4, SaleState::Completed, 11_340),
        row(3, SaleState::Completed, 5_650),
        row(2, SaleState::Voided, 3_390),
        row(1, SaleState::Completed, 22_600),
    ]
}

fn sold(no: u16, name: &str, price: i64, units: i64) -> SoldLine {
    let gross = colones(price * units);
    SoldLine {
        line: Line {
            no,
            item: Item {
                variant: id(u128::from(no)),
                sku: format!("SKU-{no}"),
                barcode: String::new(),
                name: name.to_owned(),
                category: None,
                category_name: String::new(),
                brand: String::new(),
                weighed: false,
                tracked: true,
                price: colones(price),
                tax: TaxRate::from_basis_points(1_300).unwrap(),
                tax_included: true,
            },
            quantity: Quantity::units(units).unwrap(),
            label: None,
            given: None,
            note: String::new(),
        },
        figures: Figures {
            gross,
            total: gross,
            ..Figures::default()
        },
        returned: Quantity::ZERO,
        refunded: Money::ZERO,
        promotions: Vec::new(),
        reason: String::new(),
    }
}

fn view(row: SaleRow) -> SaleView {
    let voided = (row.state == SaleState::Voided).then(|| VoidedRow {
        user: "Marta Solís".to_owned(),
        approved_by: Some("Luis Mora".to_owned()),
        reason: "se equivocó de cliente".to_owned(),
        at: noon(),
    });
    let tenders = row.tenders.iter().map(|(kind, amount)| PaidPart {
        kind: *kind,
        amount: *amount,
        received: None,
        last4: (*kind == TenderKind::Card).then(|| "4242".to_owned()),
        reference: (*kind == TenderKind::Card).then(|| "A-77".to_owned()),
        electronic: None,
        code: None,
    });
    SaleView {
        receipt: "REC-2026-000004".to_owned(),
        ventana: id(4),
        user: id(3),
        terminal: "caja-1".to_owned(),
        date: noon().date_naive(),
        customer: None,
        lines: vec![
            sold(1, "Arroz Tío Pelón 1 kg", 1_450, 2),
            sold(2, "Café 1820", 2_772, 1),
        ],
        tickets: vec![SoldTicketRow {
            code: crate::sell::desk::code(7),
            lottery: "Tica".to_owned(),
            at: noon(),
            total: colones(1_000),
            active: true,
        }],
        tenders: tenders.collect(),
        goods: colones(5_672),
        tax: colones(652),
        rounding: Money::ZERO,
        points: 0,
        returns: Vec::new(),
        voided,
        row,
    }
}

fn payment(n: u128, own: bool, state: ElectronicState) -> ElectronicRow {
    ElectronicRow {
        id: id(950 + n),
        kind: TenderKind::Sinpe,
        reference: format!("2026112100{n}"),
        phone: "8888-1234".to_owned(),
        amount: colones(5_650),
        sale: id(701),
        number: "POS-2026-000001".to_owned(),
        ventana: "Ventana Centro".to_owned(),
        user: if own { "Luis Mora" } else { "Marta Solís" }.to_owned(),
        own,
        customer: None,
        at: noon() - TimeDelta::minutes(35),
        state,
        decided_by: None,
        decided_at: None,
        reason: String::new(),
    }
}

fn payments() -> ElectronicPage {
    ElectronicPage {
        rows: vec![
            payment(1, false, ElectronicState::Pending),
            payment(2, true, ElectronicState::Pending),
            payment(3, false, ElectronicState::Approved),
        ],
        waiting: colones(11_300),
        now: noon(),
    }
}

fn till(answer: TillAnswer) -> Reply {
    Reply::Done(Box::new(Answer::Till(answer)))
}

fn read(stage: &mut Stage) {
    stage.respond(|request| {
        let Request::Till(asked) = request else {
            return None;
        };
        Some(match asked {
            Till::Sales(filter) => till(TillAnswer::Sales(Box::new(SalePage {
                rows: all(),
                previous: None,
                next: filter.cursor.is_none().then(|| "next".to_owned()),
                summary: SalesSummary {
                    count: 4,
                    gross: colones(42_980),
                    voided: colones(3_390),
                    returned: colones(1_450),
                    net: colones(38_140),
                    average: colones(12_713),
                },
            }))),
            Till::Sale { sale } => {
                let found = all().into_iter().find(|row| row.sale == *sale)?;
                till(TillAnswer::Sale(Box::new(view(found))))
            }
            Till::Electronic => till(TillAnswer::Electronic(Box::new(payments()))),
            _ => return None,
        })
    });
}

fn shown(lang: Lang) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Ventana);
    stage.act(Action::GoSales);
    assert_eq!(stage.app.current(), ScreenId::Sales);
    read(&mut stage);
    stage.pass(TimeDelta::seconds(6));
    read(&mut stage);
    stage
}

fn go(stage: &mut Stage, keys: &str) {
    for key in keys.split(' ') {
        stage.keys(key);
        read(stage);
    }
}

fn commands(stage: &Stage) -> Vec<Till> {
    let of = |request| match request {
        Request::Till(asked @ (Till::Void(_) | Till::Return(_) | Till::Decide(_))) => Some(asked),
        _ => None,
    };
    stage.waiting().into_iter().filter_map(of).collect()
}

#[test]
fn the_sales_look_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let picture = |stage: &mut Stage, what: &str| {
            insta::assert_snapshot!(format!("sales_{what}_{name}_80x24"), stage.picture(80, 24));
            insta::assert_snapshot!(
                format!("sales_{what}_{name}_120x40"),
                stage.picture(120, 40)
            );
        };
        let mut stage = shown(lang);
        picture(&mut stage, "list");
        stage.draw_at_all_sizes();
        go(&mut stage, "/");
        picture(&mut stage, "filter");
        go(&mut stage, "esc enter");
        picture(&mut stage, "one");
        stage.draw_at_all_sizes();
        go(&mut stage, "v");
        picture(&mut stage, "void");
        go(&mut stage, "esc d enter");
        picture(&mut stage, "return");
        go(&mut stage, "esc esc tab");
        picture(&mut stage, "payments");
        stage.draw_at_all_sizes();
    }
}

#[test]
fn a_sale_is_voided_with_a_reason_the_terminals_approval_and_a_yes() {
    let mut stage = shown(Lang::Es);
    stage.keys("v");
    stage.text("cobro doble");
    stage.keys("enter enter");
    assert!(stage.shows("Escriba la autorización del datáfono."));
    stage.text("R-9");
    stage.keys("enter");
    assert!(stage.shows("₡11.340"), "{}", stage.words(80, 24));
    stage.keys("enter");
    assert_eq!(commands(&stage), [], "no is the default");
    stage.keys("v");
    stage.keys("ctrl-u");
    stage.text("cobro doble");
    stage.keys("enter ctrl-u");
    stage.text("R-9");
    stage.keys("enter s enter");
    let [Till::Void(asked)] = &commands(&stage)[..] else {
        panic!("{:?}", stage.waiting());
    };
    assert_eq!(
        (
            asked.sale,
            asked.reason.as_str(),
            asked.authorisation.as_str()
        ),
        (id(704), "cobro doble", "R-9")
    );
    stage.respond(|request| {
        matches!(request, Request::Till(Till::Void(_))).then(|| {
            till(TillAnswer::Voided(Box::new(VoidedSale {
                sale: id(704),
                number: "POS-2026-000004".to_owned(),
                refunds: vec![
                    (TenderKind::Cash, colones(1_340)),
                    (TenderKind::Card, colones(10_000)),
                ],
                cached: false,
            })))
        })
    });
    assert!(
        stage.shows("Devuelva por tarjeta: ₡10.000"),
        "{}",
        stage.words(80, 24)
    );
}

#[test]
fn a_voided_sale_says_why_nothing_can_be_done_with_it() {
    let mut stage = shown(Lang::Es);
    go(&mut stage, "down down v");
    assert!(
        stage.shows("La venta está anulada"),
        "{}",
        stage.words(80, 24)
    );
    assert_eq!(commands(&stage), []);
}

#[test]
fn goods_come_back_line_by_line_and_what_is_given_back_is_seen_first() {
    let mut stage = shown(Lang::Es);
    go(&mut stage, "down down down enter d");
    assert!(stage.shows("¿Qué vuelve?"), "{}", stage.words(80, 24));
    stage.keys("enter ctrl-u");
    stage.text("x");
    stage.keys("enter enter enter enter enter");
    assert!(
        stage.shows("Escriba una cantidad"),
        "{}",
        stage.words(80, 24)
    );
    stage.keys("ctrl-u");
    stage.text("1");
    stage.keys("enter enter enter enter enter");
    assert!(
        stage.shows("₡1.450"),
        "half of what was paid: {}",
        stage.words(80, 24)
    );
    stage.keys("s enter");
    let [Till::Return(asked)] = &commands(&stage)[..] else {
        panic!("{:?}\n{}", stage.waiting(), stage.words(80, 24));
    };
    assert_eq!(asked.sale, id(701));
    assert_eq!(asked.reason, ReturnReason::ChangedMind);
    assert_eq!(asked.refund, RefundBy::Original);
    let [line] = asked.lines[..] else {
        panic!("{:?}", asked.lines);
    };
    assert_eq!(
        (line.line, line.quantity, line.condition),
        (1, Quantity::ONE, Condition::Good)
    );
}

#[test]
fn nobody_decides_on_a_payment_that_they_took() {
    let mut stage = shown(Lang::Es);
    go(&mut stage, "tab down a");
    assert!(
        stage.shows("Usted recibió ese pago"),
        "{}",
        stage.words(80, 24)
    );
    go(&mut stage, "up a");
    assert!(
        stage.shows("¿Vio ₡5.650 en el banco?"),
        "{}",
        stage.words(80, 24)
    );
    stage.keys("s enter");
    let [Till::Decide(asked)] = &commands(&stage)[..] else {
        panic!("{:?}", stage.waiting());
    };
    assert_eq!((asked.id, asked.approve), (id(951), true));
}

#[test]
fn a_payment_that_never_came_is_rejected_with_a_reason() {
    let mut stage = shown(Lang::Es);
    go(&mut stage, "tab r enter");
    assert!(stage.shows("Escriba el motivo."), "{}", stage.words(80, 24));
    stage.text("no aparece");
    stage.keys("enter");
    let [Till::Decide(asked)] = &commands(&stage)[..] else {
        panic!("{:?}", stage.waiting());
    };
    assert_eq!(
        (asked.approve, asked.reason.as_str()),
        (false, "no aparece")
    );
    stage.respond(|request| {
        matches!(request, Request::Till(Till::Decide(_)))
            .then(|| Reply::Refused(vec![Refusal::OwnApproval]))
    });
    assert_eq!(commands(&stage), []);
}

#[test]
fn what_is_shown_is_saved_and_the_next_page_is_asked_for_at_the_end() {
    let mut stage = shown(Lang::Es);
    stage.keys("c");
    let saved = stage.errands.iter().any(|errand| {
        matches!(errand, Errand::Save { name, bytes } if name == "ventas-2026-11-21.csv" && !bytes.is_empty())
    });
    assert!(saved, "{:?}", stage.errands);
    stage.keys("end");
    let next = stage.waiting().into_iter().any(|request| {
        matches!(request, Request::Till(Till::Sales(filter)) if filter.cursor.as_deref() == Some("next"))
    });
    assert!(next, "{:?}", stage.waiting());
}

#[test]
fn a_filter_asks_for_exactly_those_sales() {
    let mut stage = shown(Lang::Es);
    stage.keys("/ right right right enter right enter");
    stage.text("hoy");
    stage.keys("enter enter enter");
    let filter = stage
        .waiting()
        .into_iter()
        .find_map(|request| match request {
            Request::Till(Till::Sales(filter)) => Some(filter),
            _ => None,
        });
    let filter = filter.expect("the sales are read again");
    assert_eq!(filter.state, Some(SaleState::Completed));
    assert_eq!(filter.cashier, Some(id(3)));
    assert_eq!(filter.date, Some(noon().date_naive()));
}

#[test]
fn a_scanner_leads_from_any_list_to_the_till() {
    let mut stage = shown(Lang::Es);
    stage.text("7441001234567");
    stage.keys("enter");
    assert_eq!(stage.app.current(), ScreenId::Till);
    let scanned = stage
        .waiting()
        .into_iter()
        .any(|request| matches!(request, Request::Till(Till::Change(_))));
    assert!(scanned, "{:?}", stage.waiting());
}
