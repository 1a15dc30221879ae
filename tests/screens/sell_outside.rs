//! What comes from outside while somebody sells: a lost connection, an opened drawer, a draw put on sale elsewhere, and an
//! order pasted as terminals paste it.

use super::desk::{bets, cashier, desk, draw, play, refuse, sale, sell_it, settle};
use crate::stage::{Stage, colones, id, noon};
use banca::domain::view::{DrawerState, DrawerView, Pulse};
use banca::ops::{Answer, Credit, Desk, Fault, FaultKind, Outcome, Refusal, Reply, Request, Sell};
use banca::ui::text::Lang;
use chrono::TimeDelta;

/// The sale's answer is lost, and the house says that it was never made.
fn lose(stage: &mut Stage) {
    let code = "F-1".to_owned();
    let kind = FaultKind::Disconnected;
    stage.respond(|request| match request {
        Request::Sell(_) => Some(Reply::Failed(Fault {
            kind,
            code: code.clone(),
        })),
        Request::GiveUp { .. } => Some(Reply::done(Answer::Outcome(Outcome::GivenUp))),
        _ => None,
    });
    settle(stage);
}

/// The house has one more draw now.
fn with_rapida(stage: &mut Stage) {
    let now = stage.at;
    stage.respond(|request| match request {
        Request::Desk => {
            let mut desk = Desk { now, ..desk() };
            desk.draws.insert(0, draw(19, "Primera", 20));
            desk.draws[0].name = "Rapida".to_owned();
            desk.draws[0].alias = "ra".to_owned();
            Some(Reply::done(Answer::Desk(Box::new(desk))))
        }
        _ => None,
    });
}

#[test]
fn a_sale_that_was_not_made_is_said_until_it_is_charged_again() {
    for lang in Lang::ALL {
        let mut stage = cashier(lang);
        play(&mut stage, "23*500*33*400");
        let first = sale(&stage).unwrap();
        lose(&mut stage);
        let said = match lang {
            Lang::Es => "La venta de ₡500 NO quedó hecha. Enter: cobrar otra vez",
            Lang::En => "The sale of ₡500 was NOT made. Enter: charge it again",
        };
        for (columns, rows) in [(60, 16), (80, 24), (120, 40)] {
            let words = stage.words(columns, rows);
            assert!(words.contains(said), "{words}");
        }
        stage.pass(TimeDelta::minutes(2));
        play(&mut stage, "5");
        assert!(stage.shows(said), "neither time nor a key takes it away");
        assert!(stage.shows("33*4005"), "what is typed is kept");
        settle(&mut stage);
        stage.keys("enter");
        let again = sale(&stage).unwrap();
        assert_ne!(again.key, first.key, "the first was given up");
        let key = first.key;
        assert_eq!(Sell { key, ..again }, first, "the same sale, nothing added");
        sell_it(&mut stage);
        assert!(!stage.shows(said));
        assert!(stage.shows("33*4005"), "it is the next customer's");
    }
}

#[test]
fn a_sale_that_was_not_made_can_be_set_aside() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    lose(&mut stage);
    stage.keys("esc");
    assert!(stage.shows("Esc otra vez aparta el tiquete"));
    stage.keys("esc");
    assert!(stage.shows("1 apartado"));
    play(&mut stage, "⏎");
    assert_eq!(sale(&stage), None);
}

#[test]
fn a_refusal_for_want_of_a_drawer_ends_with_the_open_drawer() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    refuse(&mut stage, &[Refusal::NoOpenDrawer]);
    stage.pass(TimeDelta::minutes(2));
    settle(&mut stage);
    assert!(stage.shows("×500"));
    assert!(
        !stage.shows("No hay caja abierta"),
        "{}",
        stage.words(120, 40)
    );
}

#[test]
fn a_drawer_open_at_another_terminal_is_named_in_the_status_bar_and_in_the_refusal() {
    let mut stage = cashier(Lang::Es);
    stage.keys("f10");
    stage.respond(|request| match request {
        Request::Drawer => Some(Reply::done(Answer::Drawer(DrawerView {
            drawer: Some(id(70)),
            elsewhere: Some("caja-9".to_owned()),
            state: Some(DrawerState::Open),
            opened_at: Some(noon()),
            float: colones(10_000),
            tickets: 3,
            payouts: 0,
            counts: Vec::new(),
            denominations: Vec::new(),
            expected: None,
            drop_advised: false,
            kept: None,
            no_sales: 0,
            tenders: Vec::new(),
        }))),
        _ => None,
    });
    assert!(
        stage.shows("Caja abierta en caja-9"),
        "{}",
        stage.words(120, 40)
    );
    stage.keys("alt-v");
    stage.respond(|request| match request {
        Request::Desk => {
            let desk = Desk {
                drawer: None,
                ..desk()
            };
            Some(Reply::done(Answer::Desk(Box::new(desk))))
        }
        _ => None,
    });
    let words = stage.words(120, 40);
    assert!(words.contains("Caja abierta en caja-9"), "{words}");
    assert!(
        words.contains("Su caja está abierta en la terminal caja-9"),
        "{words}"
    );
}

#[test]
fn a_shop_near_the_end_of_its_credit_is_told_where_it_sells() {
    for (debt, told) in [(799_999, false), (800_000, true)] {
        let mut stage = cashier(Lang::Es);
        stage.keys("alt-h alt-v");
        stage.respond(|request| match request {
            Request::Desk => {
                let credit = Some(Credit {
                    debt: colones(debt),
                    limit: colones(1_000_000),
                });
                let desk = Desk { credit, ..desk() };
                Some(Reply::done(Answer::Desk(Box::new(desk))))
            }
            _ => None,
        });
        let words = stage.words(80, 24);
        let said = words.contains("Su ventana debe ₡800.000 de ₡1.000.000");
        assert_eq!(said, told, "{words}");
    }
}

#[test]
fn a_draw_opened_elsewhere_is_there_within_two_seconds() {
    let mut stage = cashier(Lang::Es);
    let pulse = |draws| move |_: &Request| Answer::Pulse(Pulse { draws, due: false });
    stage.pass(TimeDelta::seconds(1));
    stage.background(pulse(1));
    stage.background.clear();
    stage.pass(TimeDelta::seconds(2));
    stage.background(pulse(1));
    assert!(!stage.waiting().contains(&Request::Desk), "nothing is new");
    stage.pass(TimeDelta::seconds(2));
    let before = stage.picture(80, 24);
    stage.background(pulse(2));
    assert!(stage.waiting().contains(&Request::Desk));
    assert_eq!(stage.picture(80, 24), before, "asking changes no picture");
    with_rapida(&mut stage);
    assert!(stage.shows("Rapida"));
}

#[test]
fn what_is_due_is_asked_for_whoever_is_signed_in() {
    let mut stage = cashier(Lang::Es);
    stage.pass(TimeDelta::seconds(1));
    stage.background(|_| {
        Answer::Pulse(Pulse {
            draws: 1,
            due: true,
        })
    });
    assert!(stage.waiting().contains(&Request::Tick));
}

#[test]
fn an_unknown_draw_code_stays_and_is_tried_once_more() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "/ra⏎");
    assert!(stage.shows("No hay un sorteo RA abierto."));
    assert!(stage.shows("/ra"), "it is kept to be corrected");
    assert!(stage.waiting().contains(&Request::Desk));
    with_rapida(&mut stage);
    assert!(!stage.shows("/ra"));
    settle(&mut stage);
    play(&mut stage, "23*500*");
    assert_eq!(sale(&stage).unwrap().draws, [id(19)]);
}

#[test]
fn an_order_pasted_by_a_terminal_is_read_line_by_line() {
    let mut stage = cashier(Lang::Es);
    stage.paste("Hola\r23 x 500\r12*200\r77*100\r");
    assert!(stage.shows("Pedido pegado"), "{}", stage.words(120, 40));
    stage.keys("enter");
    assert!(stage.shows("Hola"), "the unclear line is left to correct");
    assert!(stage.shows("Corrija"), "{}", stage.words(120, 40));
    stage.keys("ctrl-u");
    play(&mut stage, "⏎");
    let numbers: Vec<String> = bets(&sale(&stage).unwrap())
        .into_iter()
        .map(|bet| bet.1)
        .collect();
    assert_eq!(numbers, ["23", "12", "77"]);
}

#[test]
fn an_order_from_a_chat_shows_what_it_sells_and_what_is_unclear() {
    let mut stage = cashier(Lang::Es);
    stage.paste("Hola\r12, 16 y 14 a 200\rel 33 con ₡1.500\r45-300\r");
    for columns in [80, 120] {
        let words = stage.words(columns, 24);
        assert!(words.contains("→ 12 16 14 ×200"), "{words}");
        assert!(words.contains("→ 33 ×1.500"), "{words}");
        assert!(words.contains("¿monto, rango o lista?"), "{words}");
        assert!(words.contains("2 líneas claras, 2 dudosas"), "{words}");
    }
    stage.keys("enter");
    let words = stage.words(80, 24);
    assert!(
        words.contains("Hola") && words.contains("Falta un número"),
        "{words}"
    );
    stage.keys("ctrl-u enter");
    let words = stage.words(80, 24);
    assert!(
        words.contains("45-300") && words.contains("¿monto, rango o lista?"),
        "{words}"
    );
    stage.keys("ctrl-u enter");
    let bets = bets(&sale(&stage).unwrap());
    let bets: Vec<_> = bets.iter().map(|bet| (bet.1.as_str(), bet.2)).collect();
    assert_eq!(bets, [("12", 200), ("16", 200), ("14", 200), ("33", 1500)]);
}

#[test]
fn one_pasted_line_that_only_an_order_can_be_is_looked_at_and_a_typed_form_goes_into_the_line() {
    let mut stage = cashier(Lang::Es);
    stage.paste("12, 13 a 200");
    assert!(stage.shows("Pedido pegado") && stage.shows("→ 12 13 ×200"));
    stage.keys("esc");
    stage.paste("20-29*100");
    assert!(!stage.shows("Pedido pegado") && stage.shows("20-29*100"));
}

#[test]
fn pasted_lines_never_grow_together_with_what_is_typed() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "01*100");
    stage.keys("home");
    stage.paste("45*300\r");
    stage.keys("enter");
    assert!(stage.shows("01*100"), "{}", stage.words(120, 40));
    assert!(!stage.shows("30001"));
    play(&mut stage, "⏎⏎");
    let bets = bets(&sale(&stage).unwrap());
    let bets: Vec<_> = bets.iter().map(|bet| (bet.1.as_str(), bet.2)).collect();
    assert_eq!(bets, [("45", 300), ("01", 100)]);
}

#[test]
fn the_question_about_many_numbers_ends_with_its_answer() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "pa*100⏎");
    assert!(stage.shows("Enter otra vez los agrega"));
    play(&mut stage, "⏎");
    assert!(!stage.shows("Enter otra vez los agrega"));
}

#[test]
fn who_types_before_the_draws_are_known_sells_the_next_one() {
    let mut stage = Stage::signed_in(Lang::Es, banca::domain::Role::Vendedor);
    play(&mut stage, "23*500");
    settle(&mut stage);
    play(&mut stage, "⏎⏎");
    assert_eq!(sale(&stage).unwrap().draws, [id(11)]);
}

#[test]
fn a_long_order_is_paged_through_both_ways() {
    let mut stage = cashier(Lang::Es);
    let lines: Vec<String> = (0..40).map(|n| format!("{n:02} x 500")).collect();
    stage.paste(&lines.join("\r"));
    assert!(stage.words(80, 24).contains("✓ 00 x 500"));
    for _ in 0..20 {
        stage.keys("pagedown");
    }
    assert!(stage.words(80, 24).contains("✓ 39 x 500"));
    stage.keys("pageup");
    assert!(
        stage.words(80, 24).contains("✓ 34 x 500"),
        "{}",
        stage.words(80, 24)
    );
    for _ in 0..20 {
        stage.keys("pageup");
    }
    assert!(stage.words(80, 24).contains("✓ 00 x 500"));
}

#[test]
fn after_a_sale_on_two_draws_the_next_ticket_is_for_one_and_both_codes_are_seen() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "/12⏎23*500*");
    assert_eq!(sale(&stage).unwrap().draws.len(), 2);
    sell_it(&mut stage);
    let words = stage.words(80, 24);
    assert!(words.contains("Ahora: Tica 12:55."), "{words}");
    for code in ["9191-9191-9004 Tica 12:55", "9983-8383-8195 Nica 15:00"] {
        assert!(words.contains(code), "{words}");
    }
    play(&mut stage, "45*500*");
    assert_eq!(sale(&stage).unwrap().draws, [id(11)]);
}

#[test]
fn the_hints_of_an_empty_ticket_teach_the_way_in_which_is_typed() {
    let mut stage = cashier(Lang::Es);
    assert!(stage.shows("234567*500"));
    stage.keys("alt-n");
    assert!(stage.shows("Dicte: monto, Enter, números") && !stage.shows("*500"));
    stage.keys("alt-n");
    assert!(stage.shows("Un grupo por línea") && stage.shows("234567*500"));
    stage.keys("alt-n");
    assert!(stage.shows("Se pide dato por dato") && !stage.shows("*500"));
}

#[test]
fn a_draw_of_another_day_is_named_with_its_day() {
    let mut stage = cashier(Lang::Es);
    stage.pass(TimeDelta::minutes(2));
    let now = stage.at;
    stage.respond(|request| match request {
        Request::Desk => {
            let mut desk = Desk { now, ..desk() };
            let mut next = draw(19, "Primera", 1_440);
            next.name = "Rapida".to_owned();
            next.alias = "ra".to_owned();
            desk.draws = vec![next];
            Some(Reply::done(Answer::Desk(Box::new(desk))))
        }
        _ => None,
    });
    assert!(
        stage.shows("Rapida 11-22 12:00"),
        "{}",
        stage.words(120, 40)
    );
}
