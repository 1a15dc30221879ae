//! The home screen.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::view::{AccountList, AccountRow};
use banca::domain::{Digits, DrawState, Holder, Number, Role};
use banca::ops::{
    Answer, Credit, DrawRisk, DrawRow, DrawerState, DrawerView, Home, Request, WaitingEntry,
};
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

fn draw(n: u128, name: &str, colour: &str, minutes: i64, sold: i64) -> DrawRow {
    DrawRow {
        id: id(n),
        lottery: id(n + 100),
        name: name.to_owned(),
        colour: colour.to_owned(),
        digits: Digits::Two,
        outcomes: Vec::new(),
        at: noon() + TimeDelta::minutes(minutes + 5),
        cutoff: noon() + TimeDelta::minutes(minutes),
        state: DrawState::Open,
        tickets: sold / 4_000,
        sold: colones(sold),
        result: None,
        waiting: None,
        prizes: colones(0),
        winners: 0,
        seal: None,
        single_person: false,
        settling: None,
        special: false,
        suspended: false,
        step: None,
    }
}

fn day() -> Home {
    let closed = |n, name: &str, entered: Option<&str>| DrawRow {
        state: DrawState::Closed,
        waiting: entered.map(|by| WaitingEntry {
            by: by.to_owned(),
            mine: false,
            mine_from: None,
            at: noon(),
            reason: None,
            result: None,
        }),
        ..draw(n, name, "#888888", -120, 90_000)
    };
    Home {
        date: noon().date_naive(),
        tickets: 312,
        sold: colones(1_184_500),
        cancelled: 4,
        cancelled_stakes: colones(5_000),
        paid: colones(240_000),
        commission: colones(94_760),
        unpaid_prizes: colones(120_000),
        unpaid_count: 7,
        by_hour: vec![
            (8, colones(40_000)),
            (9, colones(120_500)),
            (10, colones(310_000)),
            (11, colones(714_000)),
        ],
        by_lottery: vec![
            ("Tica".to_owned(), colones(640_000)),
            ("Nica".to_owned(), colones(310_500)),
            ("Panamá \u{1b}[31m".to_owned(), colones(234_000)),
        ],
        next: vec![
            draw(1, "Tica", "#2f9e44", 3, 640_000),
            draw(2, "Nica", "#1c7ed6", 118, 310_500),
            draw(3, "Honduras", "#e8590c", 181, 0),
        ],
        waiting: vec![closed(11, "Primera", None), closed(12, "Nica", Some("Ana"))],
        drawer: Some(DrawerView {
            drawer: Some(id(9)),
            elsewhere: None,
            state: Some(DrawerState::Open),
            opened_at: Some(noon() - TimeDelta::hours(4)),
            float: colones(50_000),
            tickets: 120,
            payouts: 3,
            counts: Vec::new(),
            denominations: Vec::new(),
            expected: None,
            drop_advised: false,
            kept: None,
            no_sales: 0,
            tenders: Vec::new(),
        }),
        by_shop: vec![
            ("Centro".to_owned(), colones(820_000)),
            ("Mercado".to_owned(), colones(364_500)),
            ("Ventana nueva en la esquina".to_owned(), colones(0)),
        ],
        week_before: vec![
            (8, colones(55_000)),
            (9, colones(98_000)),
            (10, colones(250_000)),
            (11, colones(260_000)),
            (12, colones(500_000)),
        ],
        risks: vec![
            DrawRisk {
                draw: id(1),
                worst: Some((Number::new(45, Digits::Two).unwrap(), colones(1_200_000))),
                net: colones(-610_000),
                alerts: 2,
                nearest: Some((Number::new(45, Digits::Two).unwrap(), 92)),
            },
            DrawRisk {
                draw: id(2),
                worst: Some((Number::new(7, Digits::Two).unwrap(), colones(90_000))),
                net: colones(189_000),
                alerts: 0,
                nearest: None,
            },
            DrawRisk {
                draw: id(3),
                worst: None,
                net: colones(0),
                alerts: 0,
                nearest: None,
            },
        ],
        stale_drawers: Vec::new(),
        to_review: 0,
        credit: Some(Credit {
            debt: colones(850_000),
            limit: colones(1_000_000),
        }),
    }
}

fn shown(lang: Lang, home: &Home) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    let reply = |request: &Request| {
        (*request == Request::Home)
            .then(|| banca::ops::Reply::Done(Box::new(Answer::Home(Box::new(home.clone())))))
    };
    stage.respond(reply);
    stage.pass(TimeDelta::seconds(6));
    stage.respond(reply);
    stage
}

#[test]
fn the_home_screen_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let full = shown(lang, &day());
        let name = lang.name();
        insta::assert_snapshot!(format!("home_{name}_80x24"), full.picture(80, 24));
        insta::assert_snapshot!(format!("home_{name}_120x40"), full.picture(120, 40));
        let empty = shown(
            lang,
            &Home {
                date: noon().date_naive(),
                ..Home::default()
            },
        );
        insta::assert_snapshot!(format!("home_{name}_empty_80x24"), empty.picture(80, 24));
    }
}

/// What two shops owe, one of them for long.
fn debts() -> AccountList {
    let shop = |n, name: &str, balance, overdue| AccountRow {
        holder: Holder::Ventana { ventana: id(n) },
        ventana: name.to_owned(),
        vendedor: None,
        current: true,
        balance: colones(balance),
        overdue: colones(overdue),
        credit_limit: None,
    };
    AccountList {
        rows: vec![
            shop(1, "Centro", 1_250_000, 310_000),
            shop(2, "Mercado", 90_500, 0),
            shop(3, "Feria", -40_000, 0),
        ],
        owes: colones(1_340_500),
        owed: colones(-40_000),
        today: noon().date_naive(),
    }
}

#[test]
fn whoever_sits_at_no_till_sees_what_shops_owe_and_is_warned_when_it_is_old() {
    let office = Home {
        drawer: day().drawer.map(|drawer| DrawerView {
            state: None,
            ..drawer
        }),
        risks: Vec::new(),
        credit: None,
        ..day()
    };
    for lang in Lang::ALL {
        let mut stage = shown(lang, &office);
        stage.respond(|request| {
            matches!(request, Request::Accounts(_))
                .then(|| banca::ops::Reply::Done(Box::new(Answer::Accounts(debts()))))
        });
        let name = lang.name();
        insta::assert_snapshot!(format!("home_{name}_debts_80x24"), stage.picture(80, 24));
        insta::assert_snapshot!(format!("home_{name}_debts_120x40"), stage.picture(120, 40));
    }
}

#[test]
fn debts_are_asked_for_once_a_minute_and_by_nobody_who_may_not_see_them() {
    let asks = |stage: &Stage| {
        let waiting = stage.waiting();
        let accounts = |request: &&Request| matches!(request, Request::Accounts(_));
        waiting.iter().filter(accounts).count()
    };
    let mut stage = shown(Lang::Es, &day());
    assert_eq!(asks(&stage), 1);
    stage.respond(|request| {
        matches!(request, Request::Accounts(_))
            .then(|| banca::ops::Reply::Done(Box::new(Answer::Accounts(debts()))))
    });
    stage.pass(TimeDelta::seconds(16));
    assert_eq!(
        asks(&stage),
        0,
        "the figures are read again, the debts are not"
    );
    for role in [Role::Vendedor, Role::Ventana] {
        assert_eq!(asks(&Stage::signed_in(Lang::Es, role)), 0, "{role:?}");
    }
}

#[test]
fn no_size_panics() {
    shown(Lang::Es, &day()).draw_at_all_sizes();
    Stage::signed_in(Lang::Es, Role::Admin).draw_at_all_sizes();
}

#[test]
fn the_figures_are_read_again_while_they_are_looked_at() {
    let mut stage = shown(Lang::Es, &day());
    stage.pass(TimeDelta::seconds(16));
    assert!(stage.waiting().contains(&Request::Home));
}

#[test]
fn an_escape_sequence_in_a_name_is_not_drawn() {
    assert!(shown(Lang::Es, &day()).shows("Panamá ?"));
}

#[test]
fn the_footer_leads_to_the_other_screens() {
    let mut stage = shown(Lang::Es, &day());
    assert!(
        stage
            .words(120, 40)
            .lines()
            .last()
            .unwrap()
            .contains("Vender")
    );
    stage.keys("down f1");
    assert!(stage.shows("Va a la venta de números."));
    assert_eq!(stage.app.current(), ScreenId::Home);
}

#[test]
fn a_shop_is_warned_before_its_credit_ends_and_not_sooner() {
    let says = |debt: i64| {
        let credit = Some(Credit {
            debt: colones(debt),
            limit: colones(1_000_000),
        });
        let home = Home { credit, ..day() };
        shown(Lang::Es, &home).shows("Su ventana debe")
    };
    assert!(!says(0));
    assert!(!says(799_999));
    assert!(says(800_000));
    assert!(says(1_000_001));
}

#[test]
fn todays_whole_hours_stand_beside_those_of_a_week_before() {
    let stage = shown(Lang::Es, &day());
    let words = stage.words(120, 40);
    assert!(
        words.contains("Hace 7 días, hasta las 12 h: ₡663.000 ↑"),
        "{words}"
    );
    let new = Home {
        week_before: Vec::new(),
        ..day()
    };
    assert!(!shown(Lang::Es, &new).shows("Hace 7 días"));
}

#[test]
fn a_number_near_its_limit_is_told_with_its_draw() {
    let stage = shown(Lang::Es, &day());
    assert!(
        stage
            .words(80, 24)
            .contains("2 números cerca del límite; el 45 va por 92 %")
    );
    assert!(stage.shows("peor 45"));
    assert!(stage.shows("sin venta todavía"));
}
