//! Numbers that ask for more than is left: sold as far as they go, lifted by a supervisor, or removed.

use super::desk::{bets, cashier, number, play, refuse, sale};
use crate::stage::{Stage, colones, id};
use banca::domain::BetKind::Straight;
use banca::domain::{Right, SaleProblem};
use banca::ops::{Answer, Refusal, Request};
use banca::ui::text::Lang;

fn above(liftable: bool) -> Refusal {
    Refusal::Sale(SaleProblem::AboveLimit {
        draw: id(11),
        number: number("45"),
        asked: colones(500),
        left: colones(200),
        limit: colones(1_000),
        rule: id(900),
        liftable,
    })
}

fn approve(stage: &mut Stage) {
    stage.text("luis");
    stage.keys("enter");
    stage.text("2468");
    stage.keys("enter");
    stage.text("cliente fijo");
    stage.keys("enter");
}

#[test]
fn what_is_left_is_said_on_the_line_and_sold_with_enter() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "2367*500⏎");
    let words = stage.words(80, 24);
    assert!(words.contains("67 ▲ disponible ₡300"), "{words}");
    assert!(
        words.contains("vender ₡300") && words.contains("autorizar") && words.contains("quitar")
    );
    play(&mut stage, "⏎⏎");
    let expected = [
        (Straight, "23".to_owned(), 500),
        (Straight, "67".to_owned(), 300),
    ];
    assert_eq!(bets(&sale(&stage).unwrap()), expected);
}

#[test]
fn the_number_is_removed_with_esc_and_the_rest_of_the_line_stays() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "2367*500⏎");
    stage.keys("esc");
    play(&mut stage, "⏎");
    assert_eq!(
        bets(&sale(&stage).unwrap()),
        [(Straight, "23".to_owned(), 500)]
    );
}

#[test]
fn a_blocked_number_is_told_with_its_reason_and_left_out() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "2313*500");
    assert!(stage.shows("13 ✗"), "{}", stage.words(120, 40));
    play(&mut stage, "⏎");
    assert!(stage.shows("13 ▲ bloqueado: aniversario"));
    play(&mut stage, "⏎⏎");
    assert_eq!(
        bets(&sale(&stage).unwrap()),
        [(Straight, "23".to_owned(), 500)]
    );
}

#[test]
fn why_a_number_is_not_sold_is_told_with_whose_limit_it_is() {
    for lang in Lang::ALL {
        let mut stage = cashier(lang);
        play(&mut stage, "1367*500⏎");
        stage.keys("f7");
        assert!(stage.waiting().contains(&Request::Limits));
        let row = |rule: banca::domain::LimitRule| banca::ops::LimitRow {
            rule,
            scope_name: "Centro".to_owned(),
            lottery_name: None,
            set_by: "Vera Mora".to_owned(),
            set_at: crate::stage::noon(),
            editable: false,
        };
        let rows = super::desk::desk().limits.into_iter().map(row).collect();
        stage.answer(Answer::Limits(rows));
        let words = stage.words(80, 24);
        for told in ["67:", "13:", "Centro", "Vera Mora", "aniversario"] {
            assert!(words.contains(told), "{told}: {words}");
        }
        insta::assert_snapshot!(
            format!("sell_why_{}_80x24", lang.name()),
            stage.picture(80, 24)
        );
        stage.keys("esc");
        assert!(stage.shows("67 ▲"), "the decision still waits");
    }
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "67*200");
    stage.keys("f7");
    assert!(!stage.waiting().contains(&Request::Limits));
}

#[test]
fn a_supervisor_lifts_the_limit_when_the_ticket_is_charged() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "67*500⏎a⏎");
    let words = stage.words(120, 40);
    assert!(words.contains("Autorización de otra persona"), "{words}");
    for told in [
        "Tica",
        "12:55",
        "67: límite ₡1.000, vendido ₡700, pide ₡500",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert_eq!(
        sale(&stage),
        None,
        "nothing is sent before somebody consents"
    );
    approve(&mut stage);
    let Some(Request::Approve(asked)) = stage.waiting().into_iter().next() else {
        panic!("nobody is asked: {:?}", stage.waiting());
    };
    assert_eq!(
        (asked.right, asked.amount),
        (Right::LiftLimit, Some(colones(500)))
    );
    let record = &asked.target;
    assert!(
        record.starts_with("Tica ") && record.contains("12:55"),
        "{record}"
    );
    assert!(
        record.ends_with("67: límite ₡1.000, vendido ₡700, pide ₡500"),
        "{record}"
    );
    let granted_by = "Luis Mora".to_owned();
    stage.answer(Answer::Approved {
        approval: id(77),
        granted_by,
    });
    let sell = sale(&stage).expect("the sale is sent with the consent");
    assert_eq!((sell.approval, sell.key), (Some(id(77)), asked.key));
    assert_eq!(bets(&sell), [(Straight, "67".to_owned(), 500)]);
}

#[test]
fn a_ticket_that_the_house_refused_is_cut_to_what_is_left() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "2345*500*");
    let first = sale(&stage).unwrap();
    refuse(&mut stage, &[above(false)]);
    assert!(stage.shows("45 ▲ disponible ₡200"));
    play(&mut stage, "⏎⏎");
    let again = sale(&stage).unwrap();
    let expected = [
        (Straight, "23".to_owned(), 500),
        (Straight, "45".to_owned(), 200),
    ];
    assert_eq!(bets(&again), expected);
    assert_eq!(again.key, first.key, "it is still the same ticket");
}

#[test]
fn a_refused_ticket_is_sent_again_with_consent() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "2345*500*");
    refuse(&mut stage, &[above(true)]);
    play(&mut stage, "a");
    assert!(stage.shows("Autorización de otra persona"));
    assert!(
        stage.shows("45: límite ₡1.000, vendido ₡800, pide ₡500"),
        "what only the house knew is told, too"
    );
    stage.keys("esc");
    assert!(stage.shows("No se autorizó"));
    assert!(stage.shows("23 45"), "the ticket is still there");
}

#[test]
fn a_limit_that_cannot_be_lifted_offers_no_approval() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "2345*500*");
    refuse(&mut stage, &[above(false)]);
    assert!(!stage.words(80, 24).contains(" a  autorizar"));
    play(&mut stage, "a");
    assert!(stage.waiting().is_empty());
}

#[test]
fn two_lines_on_one_number_are_measured_together() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "67*200⏎67*200");
    assert!(
        stage.shows("67 ▲100"),
        "while it is typed: {}",
        stage.words(120, 40)
    );
    play(&mut stage, "⏎");
    assert!(stage.shows("67 ▲ disponible ₡100"));
    assert!(stage.shows("vender ₡100"), "{}", stage.words(120, 40));
    play(&mut stage, "⏎⏎");
    assert_eq!(
        bets(&sale(&stage).unwrap()),
        [(Straight, "67".to_owned(), 300)]
    );
}

#[test]
fn several_numbers_above_their_limits_are_named_together() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "67 13 05*5000⏎");
    let words = stage.words(80, 24);
    assert!(words.contains("05▲1.200 13✗ 67▲300"), "{words}");
    assert!(
        words.contains("vender eso") && words.contains("quitar"),
        "{words}"
    );
    play(&mut stage, "⏎⏎");
    let numbers: Vec<(String, i64)> = bets(&sale(&stage).unwrap())
        .into_iter()
        .map(|bet| (bet.1, bet.2))
        .collect();
    assert_eq!(numbers, [("67".to_owned(), 300), ("05".to_owned(), 1_200)]);
}

#[test]
fn a_number_of_which_the_ticket_holds_all_that_is_left_says_so() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "67*300⏎67*100⏎");
    assert!(
        stage.shows("67 ▲ nada más: el tiquete ya lleva ₡300"),
        "{}",
        stage.words(120, 40)
    );
    assert!(stage.shows("seguir sin él"));
}

#[test]
fn a_refused_block_names_its_reason_beside_the_line() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "2345*500*");
    let block = Refusal::Sale(SaleProblem::Blocked {
        draw: id(11),
        number: number("45"),
        kind: Straight,
        rule: id(901),
    });
    refuse(&mut stage, &[block]);
    assert!(stage.shows("45 ▲ bloqueado: aniversario"));
    assert!(stage.shows("45 · bloqueado: aniversario"));
}

#[test]
fn a_line_of_an_order_that_meets_a_limit_holds_none_of_those_behind_it() {
    let mut stage = cashier(Lang::Es);
    stage.paste("23*500\n67*500\n12*200\n45*100\n");
    stage.keys("enter");
    let words = stage.words(120, 40);
    assert!(words.contains("67 ▲ disponible ₡300"), "{words}");
    assert!(words.contains("queda 1"), "{words}");
    play(&mut stage, "⏎⏎⏎");
    let numbers: Vec<(String, i64)> = bets(&sale(&stage).unwrap())
        .into_iter()
        .map(|bet| (bet.1, bet.2))
        .collect();
    let expected = [("23", 500), ("12", 200), ("45", 100), ("67", 300)];
    assert_eq!(
        numbers,
        expected.map(|(text, most)| (text.to_owned(), most))
    );
}

#[test]
fn all_lines_of_an_order_that_wait_are_taken_away_at_once() {
    let mut stage = cashier(Lang::Es);
    stage.paste("23*500\nhola\nadiós\nbuenas\n");
    stage.keys("enter esc");
    assert!(stage.shows("Quitar las 3 líneas que quedan"));
    stage.keys("enter");
    assert!(stage.shows("adiós") && !stage.shows("hola"), "one goes");
    stage.keys("esc down enter");
    assert!(!stage.shows("adiós") && !stage.shows("buenas"));
    play(&mut stage, "⏎");
    assert_eq!(bets(&sale(&stage).unwrap()).len(), 1);
}

#[test]
fn a_parked_ticket_takes_the_waiting_lines_of_its_order_with_it() {
    let mut stage = cashier(Lang::Es);
    stage.paste("23*500\nhola\nadiós\n");
    stage.keys("enter alt-r");
    assert!(!stage.shows("hola") && !stage.shows("adiós"));
    play(&mut stage, "88*100*");
    assert_eq!(bets(&sale(&stage).unwrap()).len(), 1, "the next customer");
    super::desk::sell_it(&mut stage);
    stage.keys("alt-r enter");
    assert!(stage.shows("hola"), "{}", stage.words(120, 40));
    stage.keys("ctrl-u enter");
    assert!(stage.shows("adiós"));
}
