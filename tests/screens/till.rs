//! The till: scanning, the basket, paying, and what it does with refusals.

use crate::stage::{Stage, colones, id, noon, session};
use banca::domain::goods::{
    Basket, Given, Item, Line, Means, Numbers, Promoted, Quantity, SaleState, TaxRate, Tender,
    TillProblem, loyalty::Tier,
};
use banca::domain::sale::AskedBet;
use banca::domain::view::{
    BasketView, CustomerRow, SoldAtTill, SoldTicket, TillDesk, WaitingBasket,
};
use banca::domain::view::{GoodsItem, GoodsPage};
use banca::domain::{BetKind, Digits, Money, Number, Origin, Percent, Role};
use banca::ops::{
    Answer, BasketChange, Catalogue, CatalogueAnswer, FieldProblem, Refusal, Reply, Request, Till,
    TillAnswer,
};
use banca::ui::action::Action;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

fn item(n: u128, name: &str, price: i64) -> Item {
    Item {
        variant: id(n),
        sku: format!("SKU-{n}"),
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
    }
}

fn line(no: u16, name: &str, price: i64, units: i64) -> Line {
    Line {
        no,
        item: item(u128::from(no) + 700, name, price),
        quantity: Quantity::units(units).unwrap(),
        label: None,
        given: None,
        note: String::new(),
    }
}

fn numbers(no: u16) -> Numbers {
    let bet = |value| AskedBet {
        kind: BetKind::Straight,
        number: Number::new(value, Digits::Two).unwrap(),
        stake: colones(500),
        multiplier: None,
        origin: Origin::Typed,
    };
    Numbers {
        no,
        draws: vec![id(11)],
        bets: vec![bet(23), bet(45)],
        note: None,
    }
}

fn customer() -> CustomerRow {
    CustomerRow {
        customer: id(900),
        name: "Doña Flor Jiménez".to_owned(),
        phone: "8888-1234".to_owned(),
        email: String::new(),
        identification: "1-0234-0567".to_owned(),
        group: None,
        active: true,
        points: 640,
        tier: Tier::Silver,
        owes: Money::ZERO,
        credit: colones(1_500),
    }
}

fn view(basket: Basket, version: u32) -> BasketView {
    let promoted: Vec<Promoted> = Vec::new();
    let totals = basket.totals(&promoted).unwrap();
    BasketView {
        sale: id(800),
        state: SaleState::Open,
        version,
        needs_supervisor: totals.needs_supervisor(),
        totals,
        promoted,
        customer: basket.customer.map(|_| customer()),
        coin: colones(5),
        short: Vec::new(),
        earns: 0,
        draws: vec![(id(11), "Tica 12:55".to_owned())],
        label: String::new(),
        created_at: noon(),
        basket,
    }
}

fn small() -> Basket {
    Basket {
        lines: vec![
            line(1, "Arroz Tío Pelón 1 kg", 1_450, 2),
            line(2, "Café 1820", 2_772, 1),
        ],
        last: 2,
        ..Basket::default()
    }
}

/// Everything that a basket can hold at once.
fn full() -> Basket {
    let mut basket = small();
    basket.lines[0].given = Some(Given {
        discount: banca::domain::goods::Discount::Percent(Percent::parse("10").unwrap()),
        reason: "cliente".to_owned(),
    });
    basket.lines[1].note = "molido".to_owned();
    basket.numbers.push(numbers(3));
    basket.customer = Some(id(900));
    basket.note = "para llevar".to_owned();
    basket.last = 3;
    basket
}

fn desk(open: Option<BasketView>) -> TillDesk {
    TillDesk {
        open: open.map(Box::new),
        parked: vec![WaitingBasket {
            sale: id(801),
            state: SaleState::Parked,
            label: "Don Chepe".to_owned(),
            user: "Marta Solís".to_owned(),
            terminal: "caja-1".to_owned(),
            lines: 3,
            total: colones(4_250),
            changed_at: noon(),
        }],
        drawer: true,
        coin: colones(5),
        point: colones(1),
    }
}

fn till(answer: TillAnswer) -> Reply {
    Reply::Done(Box::new(Answer::Till(answer)))
}

fn basket(basket: Basket, version: u32) -> Reply {
    till(TillAnswer::Basket(Box::new(view(basket, version))))
}

/// Answers what the screen reads when it is shown.
fn read(stage: &mut Stage, open: Option<BasketView>) {
    stage.respond(|request| match request {
        Request::Till(Till::Desk) => Some(till(TillAnswer::Desk(Box::new(desk(open.clone()))))),
        Request::Desk => {
            let desk = Box::new(crate::sell::desk::desk());
            Some(Reply::Done(Box::new(Answer::Desk(desk))))
        }
        _ => None,
    });
}

fn shown(lang: Lang, open: Option<BasketView>) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Vendedor);
    stage.act(Action::GoTill);
    assert_eq!(stage.app.current(), ScreenId::Till);
    read(&mut stage, open);
    stage.pass(TimeDelta::seconds(6));
    read(&mut stage, None);
    stage
}

/// The changes of the basket that wait for an answer.
fn changes(stage: &Stage) -> Vec<BasketChange> {
    let of = |request| match request {
        Request::Till(Till::Change(asked)) => Some(asked.change),
        _ => None,
    };
    stage.waiting().into_iter().filter_map(of).collect()
}

/// The commands that wait for an answer.
fn commands(stage: &Stage) -> Vec<Till> {
    let of = |request| match request {
        Request::Till(Till::Desk | Till::Waiting | Till::Customers { .. } | Till::Sales(_)) => None,
        Request::Till(asked) => Some(asked),
        _ => None,
    };
    stage.waiting().into_iter().filter_map(of).collect()
}

fn answer(stage: &mut Stage, reply: &Reply) {
    let mut once = false;
    stage.respond(|request| {
        let command = matches!(
            request,
            Request::Till(
                Till::Change(_)
                    | Till::Complete(_)
                    | Till::Park(_)
                    | Till::Abandon(_)
                    | Till::Recall { .. }
                    | Till::SaveCustomer(_)
            )
        );
        (command && !std::mem::replace(&mut once, true)).then(|| reply.clone())
    });
}

fn scan(code: &str) -> BasketChange {
    BasketChange::Scan {
        code: code.to_owned(),
        quantity: None,
        note: String::new(),
    }
}

fn sold() -> SoldAtTill {
    SoldAtTill {
        sale: id(800),
        number: "POS-2026-000123".to_owned(),
        receipt: "REC-2026-000123".to_owned(),
        paid: colones(6_670),
        rounding: Money::ZERO,
        change: colones(3_330),
        tickets: vec![SoldTicket {
            ticket: id(850),
            code: crate::sell::desk::code(7),
            serial: 123,
            draw: id(11),
            lottery: "Tica".to_owned(),
            at: noon() + TimeDelta::minutes(55),
            minutes_left: 50,
            total: colones(1_000),
        }],
        earned: 56,
        points: Some(696),
        sold_at: noon(),
        cached: false,
    }
}

#[test]
fn the_till_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let picture = |stage: &mut Stage, what: &str| {
            insta::assert_snapshot!(format!("till_{what}_{name}_80x24"), stage.picture(80, 24));
            insta::assert_snapshot!(format!("till_{what}_{name}_120x40"), stage.picture(120, 40));
        };
        let mut stage = shown(lang, None);
        picture(&mut stage, "empty");
        stage.draw_at_all_sizes();
        let mut stage = shown(lang, Some(view(full(), 4)));
        picture(&mut stage, "basket");
        stage.draw_at_all_sizes();
        stage.act(Action::TillDiscount);
        picture(&mut stage, "discount");
        stage.keys("esc enter");
        picture(&mut stage, "tender");
        stage.text("5000");
        picture(&mut stage, "received");
        stage.keys("enter tab enter");
        picture(&mut stage, "card");
        stage.keys("esc");
        picture(&mut stage, "part-paid");
        stage.draw_at_all_sizes();
        stage.keys("enter");
        answer(&mut stage, &till(TillAnswer::Sold(Box::new(sold()))));
        read(&mut stage, None);
        picture(&mut stage, "completed");
        stage.draw_at_all_sizes();
    }
}

#[test]
fn three_scans_and_a_ticket_take_no_key_more_than_scan_scan_scan_bet_charge() {
    let mut stage = shown(Lang::Es, None);
    let codes = ["7441001234567", "7441007654321", "7501055300075"];
    for (place, code) in codes.iter().enumerate() {
        stage.text(code);
        stage.keys("enter");
        assert_eq!(changes(&stage), [scan(code)]);
        answer(
            &mut stage,
            &basket(small(), 2 + u32::try_from(place).unwrap()),
        );
    }
    stage.text("2345*500");
    stage.keys("enter");
    assert!(
        matches!(&changes(&stage)[..], [BasketChange::Numbers { draws, bets, .. }] if draws[..] == [id(11)] && bets.len() == 2),
        "{:?}",
        changes(&stage)
    );
    answer(&mut stage, &basket(full(), 6));
    // Enter leads to the payment, Enter takes it in exact cash.
    stage.keys("enter");
    assert!(stage.shows("A PAGAR"), "{}", stage.words(80, 24));
    stage.keys("enter");
    let asked = commands(&stage);
    let total = full().totals(&[]).unwrap().total;
    let [Till::Complete(complete)] = &asked[..] else {
        panic!("{asked:?}");
    };
    assert_eq!(complete.expected_total, Some(total));
    assert_eq!(complete.version, 6);
    let cash = Tender {
        amount: colones(6_380),
        means: Means::Cash {
            received: colones(6_380),
        },
    };
    assert_eq!(complete.tenders, [cash]);
    answer(&mut stage, &till(TillAnswer::Sold(Box::new(sold()))));
    read(&mut stage, None);
    assert!(stage.shows("REC-2026-000123"));
    // The next scan begins another sale at once.
    stage.text("7441001234567");
    stage.keys("enter");
    assert_eq!(changes(&stage), [scan("7441001234567")]);
}

#[test]
fn scans_in_quick_succession_are_sent_one_after_the_other_and_none_is_lost() {
    let mut stage = shown(Lang::Es, None);
    for code in ["7441001234567", "3*7441007654321", "7501055300075"] {
        stage.text(code);
        stage.keys("enter");
    }
    stage.text("744");
    assert_eq!(changes(&stage), [scan("7441001234567")]);
    answer(&mut stage, &basket(small(), 2));
    let three = BasketChange::Scan {
        code: "7441007654321".to_owned(),
        quantity: Quantity::units(3).ok(),
        note: String::new(),
    };
    assert_eq!(changes(&stage), [three]);
    // One that is refused does not hold up those behind it, and is not lost.
    answer(
        &mut stage,
        &Reply::Refused(vec![Refusal::Till(TillProblem::NotSellable)]),
    );
    assert_eq!(changes(&stage), [scan("7501055300075")]);
    assert!(stage.shows("3*7441007654321: "), "{}", stage.words(80, 24));
    answer(&mut stage, &basket(small(), 3));
    assert_eq!(changes(&stage), []);
    assert!(stage.shows("744"), "what is being typed stays");
}

#[test]
fn nothing_is_charged_after_a_line_that_was_refused() {
    let mut stage = shown(Lang::Es, Some(view(small(), 2)));
    stage.text("7441001234567");
    stage.keys("enter enter");
    answer(
        &mut stage,
        &Reply::Refused(vec![Refusal::Till(TillProblem::NotSellable)]),
    );
    assert!(!stage.shows("A PAGAR"), "{}", stage.words(80, 24));
    // The refused code stands in the line; the next scan takes its place.
    stage.text("7501055300075");
    stage.keys("enter");
    assert_eq!(changes(&stage), [scan("7501055300075")]);
}

#[test]
fn a_name_is_looked_for_and_picked() {
    let mut stage = shown(Lang::Es, None);
    stage.text("2*arroz");
    stage.keys("enter");
    let what = banca::ops::Thing::Product;
    answer(
        &mut stage,
        &Reply::Refused(vec![Refusal::NotFound { what }]),
    );
    let found = GoodsItem {
        product: id(600),
        variant: id(701),
        ventana: None,
        name: "Arroz Tío Pelón".to_owned(),
        variant_name: "1 kg".to_owned(),
        sku: "ARR-1".to_owned(),
        plu: None,
        barcode: None,
        category: None,
        category_name: String::new(),
        brand: String::new(),
        tax_class: id(601),
        tax: TaxRate::from_basis_points(100).unwrap(),
        tax_included: true,
        sold_by: banca::domain::catalogue::SoldBy::Unit,
        tracked: true,
        active: true,
        list: None,
        price: Some(colones(1_450)),
        stock: None,
    };
    stage.respond(|request| {
        let Request::Catalogue(Catalogue::Search(search)) = request else {
            return None;
        };
        assert_eq!(search.text, "arroz");
        let page = GoodsPage {
            rows: vec![found.clone()],
            next: None,
        };
        Some(Reply::Done(Box::new(Answer::Catalogue(
            CatalogueAnswer::Page(page),
        ))))
    });
    assert!(stage.shows("¿Cuál artículo?"), "{}", stage.words(80, 24));
    stage.keys("enter");
    let add = BasketChange::Add {
        variant: id(701),
        quantity: Quantity::units(2).unwrap(),
        note: String::new(),
    };
    assert_eq!(changes(&stage), [add]);
}

#[test]
fn goods_by_weight_ask_for_the_weight_and_go_on() {
    let mut stage = shown(Lang::Es, None);
    stage.text("4011");
    stage.keys("enter");
    let missing = Refusal::Field {
        field: "quantity".to_owned(),
        problem: FieldProblem::Missing,
    };
    answer(&mut stage, &Reply::Refused(vec![missing]));
    assert!(stage.shows("¿Cuánto pesa?"), "{}", stage.words(80, 24));
    stage.text("1,567");
    stage.keys("enter");
    let weighed = BasketChange::Scan {
        code: "4011".to_owned(),
        quantity: Quantity::parse("1.567").ok(),
        note: String::new(),
    };
    assert_eq!(changes(&stage), [weighed]);
}

#[test]
fn a_part_by_card_and_the_rest_in_cash_pay_the_whole() {
    let mut stage = shown(Lang::Es, Some(view(small(), 2)));
    stage.keys("enter tab 1 enter");
    stage.keys("ctrl-u");
    for field in ["5000", "4242", "A-77"] {
        stage.text(field);
        stage.keys("enter");
    }
    assert!(stage.shows("4242"), "{}", stage.words(80, 24));
    // Back to the basket and to the payment again: nothing is lost.
    stage.keys("esc enter");
    assert!(stage.shows("4242"), "{}", stage.words(80, 24));
    stage.text("1000");
    assert!(stage.shows("Vuelto: ₡330"), "{}", stage.words(120, 40));
    stage.keys("enter");
    let asked = commands(&stage);
    let [Till::Complete(complete)] = &asked[..] else {
        panic!("{asked:?}");
    };
    let amounts: Vec<Money> = complete
        .tenders
        .iter()
        .map(|tender| tender.amount)
        .collect();
    assert_eq!(amounts, [colones(5_000), colones(670)]);
}

#[test]
fn a_refused_payment_keeps_what_was_typed_and_says_why() {
    let mut stage = shown(Lang::Es, Some(view(small(), 2)));
    stage.keys("enter tab 2 enter enter");
    stage.text("12345678");
    stage.keys("enter");
    stage.text("8888-1234");
    stage.keys("enter enter");
    let used = TillProblem::ReferenceUsed {
        reference: "12345678".to_owned(),
    };
    answer(&mut stage, &Reply::Refused(vec![Refusal::Till(used)]));
    assert!(
        stage.shows("El comprobante 12345678 ya se usó."),
        "{}",
        stage.words(80, 24)
    );
    assert!(stage.shows("A PAGAR"));
    stage.act(Action::TillRemove);
    stage.keys("enter");
    assert!(matches!(&commands(&stage)[..], [Till::Complete(_)]));
}

#[test]
fn a_discount_is_asked_with_its_reason_and_taken_as_percent_or_amount() {
    let mut stage = shown(Lang::Es, Some(view(small(), 2)));
    stage.act(Action::TillDiscount);
    stage.keys("enter");
    stage.text("10%");
    stage.keys("enter enter");
    assert!(stage.shows("Escriba el motivo."), "{}", stage.words(80, 24));
    stage.text("cliente de siempre");
    stage.keys("enter");
    let given = Given {
        discount: banca::domain::goods::Discount::Percent(Percent::parse("10").unwrap()),
        reason: "cliente de siempre".to_owned(),
    };
    let discount = BasketChange::Discount {
        line: None,
        given: Some(given),
    };
    assert_eq!(changes(&stage), [discount]);
    let needs = Refusal::NeedsApproval {
        right: banca::domain::Right::Discount,
        target: id::<()>(800).to_string(),
        amount: Some(colones(567)),
        limit: None,
    };
    answer(&mut stage, &Reply::Refused(vec![needs]));
    assert!(
        stage.shows("Autorización de otra persona"),
        "{}",
        stage.words(80, 24)
    );
}

#[test]
fn a_sale_is_parked_under_a_name_and_taken_up_again() {
    let mut stage = shown(Lang::Es, Some(view(small(), 2)));
    stage.act(Action::TillPark);
    stage.keys("ctrl-u");
    stage.text("Don Beto");
    stage.keys("enter");
    let asked = commands(&stage);
    assert!(
        matches!(&asked[..], [Till::Park(park)] if park.label == "Don Beto"),
        "{asked:?}"
    );
    let parked = TillAnswer::Changed {
        sale: id(800),
        version: 3,
    };
    answer(&mut stage, &till(parked));
    stage.act(Action::TillRecall);
    stage.respond(|request| {
        matches!(request, Request::Till(Till::Waiting))
            .then(|| till(TillAnswer::Waiting(desk(None).parked)))
    });
    assert!(stage.shows("Don Chepe"), "{}", stage.words(80, 24));
    stage.keys("enter");
    let asked = commands(&stage);
    assert!(
        matches!(&asked[..], [Till::Recall { sale, .. }] if *sale == id(801)),
        "{asked:?}"
    );
    answer(&mut stage, &basket(small(), 4));
    assert!(stage.shows("Arroz"), "{}", stage.words(80, 24));
}

#[test]
fn a_basket_is_given_up_only_after_a_yes() {
    let mut stage = shown(Lang::Es, Some(view(small(), 2)));
    stage.act(Action::TillAbandon);
    stage.keys("enter");
    assert_eq!(commands(&stage), []);
    stage.act(Action::TillAbandon);
    stage.keys("s enter");
    assert!(matches!(&commands(&stage)[..], [Till::Abandon(_)]));
}

#[test]
fn a_customer_is_found_by_what_is_typed() {
    let mut stage = shown(Lang::Es, Some(view(small(), 2)));
    stage.act(Action::TillCustomer);
    stage.text("flor");
    stage.keys("enter");
    stage.respond(|request| {
        matches!(request, Request::Till(Till::Customers { text }) if text == "flor")
            .then(|| till(TillAnswer::Customers(vec![customer()])))
    });
    assert!(stage.shows("Doña Flor"), "{}", stage.words(80, 24));
    stage.keys("enter");
    let chosen = BasketChange::Customer {
        customer: Some(id(900)),
    };
    assert_eq!(changes(&stage), [chosen]);
}

#[test]
fn pasted_text_fires_nothing_and_a_ticket_goes_to_the_payment_of_prizes() {
    let mut stage = shown(Lang::Es, Some(view(small(), 2)));
    stage.paste("7441001234567\n7441007654321\n");
    assert_eq!(changes(&stage), []);
    stage.keys("esc");
    stage.text(&format!(
        "T{}",
        crate::sell::desk::code(7)
            .to_string()
            .replace(" ", "")
            .replace("-", "")
    ));
    stage.keys("enter");
    assert_eq!(stage.app.current(), ScreenId::Pay);
}

#[test]
fn a_closed_drawer_is_said_before_anything_is_charged() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Vendedor);
    stage.act(Action::GoTill);
    stage.respond(|request| match request {
        Request::Till(Till::Desk) => {
            let mut desk = desk(Some(view(small(), 2)));
            desk.drawer = false;
            Some(till(TillAnswer::Desk(Box::new(desk))))
        }
        _ => None,
    });
    stage.keys("enter");
    assert!(
        stage.shows("La caja está cerrada"),
        "{}",
        stage.words(80, 24)
    );
    assert!(!stage.shows("A PAGAR"));
}

#[test]
fn a_lost_answer_keeps_the_line() {
    let mut stage = shown(Lang::Es, None);
    stage.text("7441001234567");
    stage.keys("enter");
    let (lost, key) = (
        banca::ops::Fault {
            kind: banca::ops::FaultKind::Disconnected,
            code: "F-1".to_owned(),
        },
        (),
    );
    answer(&mut stage, &Reply::Failed(lost));
    stage.respond(|request| {
        matches!(request, Request::GiveUp { .. })
            .then(|| Reply::Done(Box::new(Answer::Outcome(banca::ops::Outcome::GivenUp))))
    });
    let () = key;
    assert!(stage.shows("7441001234567"), "{}", stage.words(80, 24));
    stage.keys("enter");
    assert_eq!(
        changes(&stage),
        [scan("7441001234567")],
        "it is sent again under a new key"
    );
    let _ = session(Role::Vendedor);
}
