//! The rules of the bet line, and what must never be lost, sold twice or sold unseen.

use super::desk::{bets, cashier, code, draws, play, refuse, sale, sell_it, settle, tickets, wait};
use crate::stage::{colones, id, noon};
use banca::domain::BetKind::Straight;
use banca::domain::{DrawState, Role, SaleProblem};
use banca::ops::{
    Answer, CancelledTicket, Fault, FaultKind, Outcome, Refusal, Reply, Request, Sell,
};
use banca::ui::Errand;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

#[test]
fn a_ticket_is_sent_once_under_one_key_with_the_total_that_was_seen() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500⏎45*200/100⏎⏎");
    let sell = sale(&stage).unwrap();
    assert_eq!(sell.expected_total, Some(colones(800)));
    assert_eq!(sell.draws, [draws()[0].id]);
    play(&mut stage, "⏎⏎");
    assert_eq!(stage.asked.len(), 1, "Enter during the sale sends nothing");
    sell_it(&mut stage);
    assert!(stage.shows("Vendido"));
    assert!(stage.shows(&code(100).to_string()));
    assert_eq!(
        sale(&stage),
        None,
        "the keys that waited found an empty ticket"
    );
}

#[test]
fn what_is_typed_during_a_sale_is_the_next_ticket() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    let first = sale(&stage).unwrap();
    play(&mut stage, "45*200*");
    assert_eq!(stage.asked.len(), 1);
    sell_it(&mut stage);
    let second = sale(&stage).expect("the next ticket is sent");
    assert_eq!(bets(&second), [(Straight, "45".to_owned(), 200)]);
    assert_ne!(second.key, first.key);
}

#[test]
fn after_a_lost_answer_the_key_is_given_up_and_the_ticket_sent_under_another_at_the_next_enter() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    let first = sale(&stage).unwrap();
    let fault = Fault {
        kind: FaultKind::Disconnected,
        code: "F-1".to_owned(),
    };
    stage.respond(|request| match request {
        Request::Sell(_) => Some(Reply::Failed(fault.clone())),
        Request::GiveUp { key } if *key == first.key => {
            Some(Reply::done(Answer::Outcome(Outcome::GivenUp)))
        }
        _ => None,
    });
    assert!(stage.shows("23"), "the ticket is still there");
    assert!(sale(&stage).is_none(), "nothing is sent by itself");
    stage.keys("enter");
    let second = sale(&stage).unwrap();
    assert_ne!(second.key, first.key);
    assert_eq!(
        Sell {
            key: first.key,
            ..second.clone()
        },
        first
    );

    // Lost once more, and once more: every time one Enter, every time another key.
    stage.respond(|request| match request {
        Request::Sell(_) => Some(Reply::Failed(fault.clone())),
        Request::GiveUp { key } if *key == second.key => {
            Some(Reply::done(Answer::Outcome(Outcome::GivenUp)))
        }
        _ => None,
    });
    stage.keys("enter");
    let third = sale(&stage).unwrap();
    assert!(third.key != second.key && third.key != first.key);
    sell_it(&mut stage);
    assert!(stage.shows("Vendido"));
}

#[test]
fn a_sale_that_was_committed_though_its_answer_was_lost_is_shown_as_sold() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    let sell = sale(&stage).unwrap();
    let fault = Fault {
        kind: FaultKind::TimedOut,
        code: "F-2".to_owned(),
    };
    stage.respond(|request| match request {
        Request::Sell(_) => Some(Reply::Failed(fault.clone())),
        Request::GiveUp { .. } => {
            let answer = Box::new(Answer::Sold(super::desk::sold(&sell)));
            Some(Reply::done(Answer::Outcome(Outcome::Committed { answer })))
        }
        _ => None,
    });
    settle(&mut stage);
    assert!(stage.shows("Vendido"));
    assert!(sale(&stage).is_none());
}

#[test]
fn a_lost_digit_never_sells_and_the_line_stays() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "2*200⏎");
    assert!(stage.shows("2*200"));
    assert!(stage.shows("Sobra o falta una cifra"));
    play(&mut stage, "⏎⏎");
    assert_eq!(sale(&stage), None);
}

#[test]
fn what_was_probably_meant_is_one_key_away() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "20-5*200⏎");
    assert!(stage.shows("20+-5"));
    stage.keys("right");
    assert!(stage.shows("20+-5*200"));
}

#[test]
fn the_same_number_twice_is_added_up_and_said() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23 23*500⏎23*200⏎");
    assert!(stage.shows("23 sumado 2 veces"));
    stage.keys("enter");
    assert_eq!(
        bets(&sale(&stage).unwrap()),
        [(Straight, "23".to_owned(), 1_200)]
    );
}

#[test]
fn a_reventado_above_its_number_is_refused_and_not_cut() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500/800⏎");
    assert!(stage.shows("no puede ser mayor"));
    assert!(stage.shows("23*500/800"));
    assert_eq!(sale(&stage), None);
}

#[test]
fn more_than_ten_numbers_or_a_large_total_need_one_more_enter() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "pp3-*200⏎");
    assert!(stage.shows("Enter otra vez los agrega"));
    play(&mut stage, "⏎⏎");
    assert!(sale(&stage).is_some());

    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*60000⏎⏎");
    assert!(stage.shows("Enter otra vez cobra"));
    assert_eq!(sale(&stage), None);
    stage.keys("enter");
    assert!(sale(&stage).is_some());
}

#[test]
fn a_draw_that_closes_keeps_the_line_blocks_the_sale_and_offers_the_next() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500⏎45*20");
    wait(&mut stage, 51);
    assert!(stage.shows("Tica 12:55 cerró."));
    assert!(stage.shows("pasar a Tica 16:30"));
    play(&mut stage, "0⏎⏎");
    assert_eq!(sale(&stage), None, "nothing is sold to a closed draw");
    stage.keys("tab enter");
    let sell = sale(&stage).expect("sold to the next draw");
    assert_eq!(sell.draws, [id(13)]);
    assert_eq!(sell.expected_total, Some(colones(700)));
}

#[test]
fn with_nothing_typed_the_choice_follows_the_clock() {
    let mut stage = cashier(Lang::Es);
    wait(&mut stage, 51);
    play(&mut stage, "23*500*");
    assert_eq!(sale(&stage).unwrap().draws, [id(12)]);
}

#[test]
fn a_scanned_code_goes_to_the_prizes_and_is_never_read_as_numbers() {
    let mut stage = cashier(Lang::Es);
    stage.pass(TimeDelta::seconds(1));
    stage.text(&code(9).digits());
    stage.keys("enter");
    assert_eq!(sale(&stage), None);
    assert_eq!(stage.app.current(), ScreenId::Pay);
    let paid = Request::Ticket { code: code(9) };
    assert!(stage.waiting().contains(&paid), "{:?}", stage.waiting());
    let mut stage = cashier(Lang::Es);
    play(&mut stage, &format!("T{}⏎", code(9).digits()));
    assert_eq!(stage.app.current(), ScreenId::Pay);
    let mut stage = cashier(Lang::Es);
    stage.pass(TimeDelta::seconds(1));
    stage.text("7441001234567");
    stage.keys("enter");
    assert_eq!(sale(&stage), None, "a barcode is no bet line");
    assert_eq!(stage.app.current(), ScreenId::Till);
}

#[test]
fn pasted_text_fires_no_key_and_an_order_is_looked_at_first() {
    let mut stage = cashier(Lang::Es);
    stage.paste("23*500*\n");
    assert_eq!(sale(&stage), None, "the pasted star does not charge");
    stage.keys("esc");
    stage.paste("23*500\nhola\n45*200*\n");
    assert!(stage.shows("Pedido pegado"));
    assert!(stage.shows("Falta un número"));
    stage.keys("enter");
    assert!(stage.shows("hola"), "the unclear line is left to correct");
    stage.keys("ctrl-u");
    play(&mut stage, "⏎");
    let numbers: Vec<String> = bets(&sale(&stage).unwrap())
        .into_iter()
        .map(|bet| bet.1)
        .collect();
    assert_eq!(numbers, ["23", "45"]);
}

#[test]
fn esc_clears_the_line_and_esc_esc_parks_the_ticket() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500⏎45*2");
    stage.keys("esc");
    assert!(!stage.shows("45*2"));
    stage.keys("esc");
    assert!(stage.shows("1 apartado"));
    play(&mut stage, "88*100*");
    assert_eq!(bets(&sale(&stage).unwrap()).len(), 1);
    sell_it(&mut stage);
    stage.keys("alt-r");
    play(&mut stage, "⏎");
    assert_eq!(
        bets(&sale(&stage).unwrap()),
        [(Straight, "23".to_owned(), 500)]
    );
}

#[test]
fn earlier_lines_come_back_with_the_arrow() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500⏎45*200⏎");
    stage.keys("up up");
    assert!(stage.shows("23*500"));
    stage.keys("down");
    assert!(stage.shows("45*200"));
}

#[test]
fn without_an_open_drawer_the_ticket_stays_and_the_key_is_named() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    stage.respond(|request| match request {
        Request::Sell(_) => Some(Reply::Refused(vec![Refusal::NoOpenDrawer])),
        _ => None,
    });
    assert!(stage.shows("No hay caja abierta. F10: abrir la caja."));
    assert!(stage.shows("×500"));
}

#[test]
fn every_refusal_stands_beside_its_line_at_once() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500⏎45*200⏎⏎");
    let below = |number, stake| {
        Refusal::Sale(SaleProblem::BelowMinimum {
            number: super::desk::number(number),
            stake: colones(stake),
            minimum: colones(1_000),
        })
    };
    refuse(&mut stage, &[below("23", 500), below("45", 200)]);
    let words = stage.words(120, 40);
    assert!(
        words.contains("El 23 lleva ₡500") && words.contains("El 45 lleva ₡200"),
        "{words}"
    );
}

#[test]
fn a_draw_closed_at_the_house_blocks_at_the_screen() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    let late = SaleProblem::DrawNotOpen {
        draw: id(11),
        state: DrawState::Closed,
    };
    stage.respond(|request| match request {
        Request::Sell(_) => Some(Reply::Refused(vec![Refusal::Sale(late.clone())])),
        _ => None,
    });
    assert!(stage.shows("Tica 12:55 cerró."));
}

#[test]
fn minus_removes_the_last_line_and_then_voids_the_last_ticket_with_a_reason() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500⏎-⏎");
    assert!(stage.shows("Línea quitada"));
    play(&mut stage, "-⏎");
    assert!(stage.shows("Anular tiquete"));
    assert!(stage.shows(&code(1).to_string()));
    stage.keys("enter");
    assert!(stage.shows("Escriba el motivo."));
    stage.text("error");
    stage.keys("enter enter");
    assert!(stage.waiting().is_empty(), "no is the default");
    play(&mut stage, "-⏎");
    assert!(stage.shows("error"), "the reason is not typed twice");
    stage.keys("enter");
    stage.text("s");
    stage.keys("enter");
    let Some(Request::CancelTicket(cancel)) = stage.waiting().into_iter().next() else {
        panic!("the ticket is not cancelled");
    };
    assert_eq!((cancel.code, cancel.reason.as_str()), (code(1), "error"));
    let cancelled = CancelledTicket {
        code: code(1),
        refund: colones(1_000),
        cached: false,
    };
    stage.answer(Answer::Cancelled(cancelled));
    assert!(stage.shows("devuelva ₡1.000"));
}

#[test]
fn the_received_amount_gives_the_change() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*4700⏎x5000");
    assert!(stage.shows("vuelto ₡300"));
    play(&mut stage, "⏎");
    assert_eq!(sale(&stage).unwrap().received, Some(colones(5_000)));
    sell_it(&mut stage);
    assert!(stage.shows("Vuelto ₡300"));
}

#[test]
fn too_little_received_sells_nothing() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*4700⏎x4000⏎");
    assert!(stage.shows("faltan ₡700"));
    assert_eq!(sale(&stage), None);
}

#[test]
fn a_note_is_printed_and_a_customers_account_is_refused() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500'don Beto⏎⏎");
    assert_eq!(sale(&stage).unwrap().note.as_deref(), Some("don Beto"));
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500@beto⏎⏎");
    assert_eq!(sale(&stage), None);
    assert!(stage.shows("a cuenta de un cliente"));
}

#[test]
fn random_numbers_are_drawn_once_and_stay() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, ".3*500⏎");
    let before = stage.words(120, 40);
    stage.keys("enter");
    let sell = sale(&stage).unwrap();
    assert_eq!(sell.bets.len(), 3);
    for bet in &sell.bets {
        assert!(before.contains(&bet.number.to_string()));
        assert_eq!(bet.origin, banca::domain::Origin::Random);
    }
}

#[test]
fn draws_are_chosen_by_code_letters_row_and_arrows() {
    for (keys, expected) in [
        ("/2⏎", vec![12]),
        ("/14⏎", vec![11, 14]),
        ("/ni⏎", vec![12]),
        ("/1*2⏎", vec![11, 13]),
    ] {
        let mut stage = cashier(Lang::Es);
        play(&mut stage, keys);
        play(&mut stage, "23*500*");
        let expected: Vec<_> = expected.into_iter().map(id).collect();
        assert_eq!(sale(&stage).unwrap().draws, expected, "{keys}");
    }
    let mut stage = cashier(Lang::Es);
    stage.keys("right right left");
    play(&mut stage, "23*500*");
    assert_eq!(sale(&stage).unwrap().draws, [id(12)]);
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "/1*9⏎");
    assert!(stage.shows("Solo hay 2 sorteos abiertos de Tica"));
    stage.keys("ctrl-u");
    play(&mut stage, "/15⏎");
    assert!(stage.shows("no van en el mismo tiquete"));
}

#[test]
fn draws_are_picked_from_a_list_with_the_space_bar() {
    let mut stage = cashier(Lang::Es);
    stage.keys("f11 down space enter");
    play(&mut stage, "23*500*");
    assert_eq!(sale(&stage).unwrap().draws, [id(11), id(12)]);
}

#[test]
fn amount_first_takes_the_amount_then_its_numbers() {
    let mut stage = cashier(Lang::Es);
    stage.keys("alt-n");
    play(&mut stage, "500⏎2345⏎⏎");
    let expected = [
        (Straight, "23".to_owned(), 500),
        (Straight, "45".to_owned(), 500),
    ];
    assert_eq!(bets(&sale(&stage).unwrap()), expected);
}

#[test]
fn the_assisted_way_asks_field_by_field() {
    let mut stage = cashier(Lang::Es);
    stage.keys("alt-n alt-n alt-n");
    assert!(stage.shows("Números:"));
    play(&mut stage, "2345⏎");
    assert!(stage.shows("Monto:"));
    play(&mut stage, "500⏎");
    assert!(stage.shows("Reventado:"));
    play(&mut stage, "200⏎⏎");
    assert_eq!(bets(&sale(&stage).unwrap()).len(), 4);
}

#[test]
fn totals_share_reprint_and_look_up_ask_the_house() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "0⏎");
    assert_eq!(stage.waiting(), [Request::MyTotals]);
    stage.answer(Answer::MyTotals(super::desk::desk().totals));
    assert!(stage.shows("₡184.500 en 41 tiquetes"));
    stage.keys("enter f6");
    assert!(matches!(&stage.waiting()[..], [Request::Reprint { code: c, .. }] if *c == code(1)));
}

#[test]
fn the_bell_rings_where_something_is_refused() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23⏎");
    assert!(stage.errands.contains(&Errand::Bell));
}

#[test]
fn a_repeated_ticket_that_must_be_fetched_is_not_charged_before_it_is_seen() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "+3⏎⏎");
    assert!(matches!(&stage.waiting()[..], [Request::Ticket { code: c }] if *c == code(3)));
    assert!(stage.shows("espere a ver el total"));
    assert_eq!(tickets().rows[2].code, code(3));
}

#[test]
fn availability_is_read_after_a_line_but_at_most_once_a_second() {
    let mut stage = cashier(Lang::Es);
    let asks = |stage: &crate::stage::Stage| {
        let left = |request: &Request| matches!(request, Request::Availability { .. });
        stage
            .waiting()
            .iter()
            .filter(|request| left(request))
            .count()
    };
    stage.pass(TimeDelta::milliseconds(1_500));
    settle(&mut stage);
    play(&mut stage, "23*500⏎45*500⏎66*500⏎");
    assert!(asks(&stage) <= 1);
    settle(&mut stage);
    stage.pass(TimeDelta::milliseconds(1_100));
    assert_eq!(
        asks(&stage),
        1,
        "what changed meanwhile is read a second later"
    );
}

#[test]
fn the_seller_starts_here() {
    let stage = cashier(Lang::Es);
    assert_eq!(stage.app.current(), ScreenId::Sell);
    assert_eq!(crate::stage::session(Role::Vendedor).now, noon());
}

#[test]
fn a_parked_ticket_comes_back_for_the_draws_it_was_begun_for() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "/2⏎23*500⏎");
    stage.keys("esc esc");
    play(&mut stage, "/1⏎");
    stage.keys("alt-r enter");
    assert_eq!(sale(&stage).unwrap().draws, [id(12)]);
}

#[test]
fn a_long_ticket_is_paged_through() {
    let mut stage = cashier(Lang::Es);
    for number in 30..65 {
        play(&mut stage, &format!("{number}*{}⏎", number * 100));
    }
    let words = stage.words(80, 24);
    assert!(words.contains("más arriba") && words.contains("×6.400") && !words.contains("×3.000 "));
    for _ in 0..9 {
        stage.keys("pageup");
    }
    let words = stage.words(80, 24);
    assert!(
        words.contains("más abajo") && words.contains("×3.000"),
        "{words}"
    );
}

#[test]
fn the_unclear_lines_of_an_order_hold_the_charge_until_they_are_settled() {
    let mut stage = cashier(Lang::Es);
    stage.paste("23*500\n2*200\nhola\n");
    stage.keys("enter ctrl-u enter");
    assert_eq!(sale(&stage), None, "one line is still unclear");
    assert!(stage.shows("hola"));
    stage.keys("esc enter");
    assert_eq!(bets(&sale(&stage).unwrap()).len(), 1);
}

#[test]
fn a_key_that_was_used_is_looked_up_and_never_sold_again() {
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    let sell = sale(&stage).unwrap();
    refuse(&mut stage, &[Refusal::KeyReused { key: sell.key }]);
    assert!(!stage.shows("Vendido"));
    let mut stage = cashier(Lang::Es);
    play(&mut stage, "23*500*");
    let sell = sale(&stage).unwrap();
    stage.respond(|request| match request {
        Request::Sell(_) => Some(Reply::Refused(vec![Refusal::KeyReused { key: sell.key }])),
        Request::Outcome { .. } => {
            let answer = Box::new(Answer::Sold(super::desk::sold(&sell)));
            Some(Reply::done(Answer::Outcome(Outcome::Committed { answer })))
        }
        _ => None,
    });
    assert!(stage.shows("Vendido"));
    assert!(
        stage.shows("1 apartado"),
        "what was changed since is set aside"
    );
}

#[test]
fn somebody_without_a_shop_is_told_so() {
    let mut stage = crate::stage::Stage::signed_in(Lang::Es, Role::Admin);
    stage.keys("alt-v");
    stage.respond(|request| match request {
        Request::Desk => Some(Reply::Refused(vec![Refusal::NotAllowed {
            right: banca::domain::Right::Sell,
            role: Role::Admin,
        }])),
        _ => None,
    });
    assert!(stage.shows("Administrador no puede: Vender."));
}
