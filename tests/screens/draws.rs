//! The calendar of draws: every step of a draw's life from the keyboard.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::PrizeState::{Paid, Partial, Unpaid};
use banca::domain::{
    CommandKey, Digits, DrawId, DrawResult, DrawState, Money, Number, Right, Role,
};
use banca::ops::{
    Answer, DrawFilter, DrawRow, PlannedDraw, Refusal, Reply, Request, ResultPreview, Seal,
    WaitingEntry, WinnerRow,
};
use banca::ui::Errand;
use banca::ui::action::Action;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::{DateTime, TimeDelta, Utc};

pub fn at(minutes: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minutes)
}

pub fn draw(n: u128, name: &str, minutes: i64, state: DrawState) -> DrawRow {
    let colours = [
        ("Tica", "#2f7ed8"),
        ("Nica", "#1aa3a3"),
        ("Primera", "#c2410c"),
    ];
    let colour = colours.iter().find(|(known, _)| *known == name);
    DrawRow {
        id: id(n),
        lottery: id(500),
        name: name.to_owned(),
        colour: colour.map_or("#15803d", |(_, colour)| colour).to_owned(),
        digits: if name == "Monazos" {
            Digits::Three
        } else {
            Digits::Two
        },
        outcomes: if name == "Tica" {
            vec!["ROJA".to_owned(), "BLANCA".to_owned()]
        } else {
            Vec::new()
        },
        at: at(minutes),
        cutoff: at(minutes - 5),
        state,
        tickets: 0,
        sold: colones(0),
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

/// What waits since so many minutes ago, typed by somebody else.
fn typed(by: &str, minutes: i64) -> WaitingEntry {
    WaitingEntry {
        by: by.to_owned(),
        mine: false,
        mine_from: None,
        at: noon() - TimeDelta::minutes(minutes),
        reason: None,
        result: None,
    }
}

/// A Saturday at noon: two draws evaluated, one waiting for its confirmation, one for its result, the others to come.
pub fn day() -> Vec<DrawRow> {
    vec![
        DrawRow {
            tickets: 214,
            sold: colones(642_300),
            result: Some(result(7, None)),
            prizes: colones(255_000),
            winners: 6,
            seal: Some("7F3A-92C1".to_owned()),
            single_person: true,
            ..draw(11, "Primera", -120, DrawState::Evaluated)
        },
        DrawRow {
            tickets: 96,
            sold: colones(181_500),
            waiting: Some(typed("Jorge Ureña", 40)),
            seal: Some("B81E-04D7".to_owned()),
            ..draw(12, "Honduras", -60, DrawState::Closed)
        },
        DrawRow {
            tickets: 148,
            sold: colones(402_800),
            seal: Some("51C9-AA30".to_owned()),
            ..draw(13, "Nica", 0, DrawState::Closed)
        },
        DrawRow {
            tickets: 345,
            sold: colones(1_284_500),
            ..draw(14, "Tica", 13, DrawState::Open)
        },
        DrawRow {
            tickets: 41,
            sold: colones(98_000),
            ..draw(15, "Monazos", 55, DrawState::Open)
        },
        draw(16, "Nica", 180, DrawState::Open),
        draw(17, "Tica", 270, DrawState::Scheduled),
        draw(18, "Honduras", 540, DrawState::Annulled),
    ]
}

pub fn result(number: u16, outcome: Option<&str>) -> DrawResult {
    DrawResult {
        number: Number::new(number, Digits::Two).unwrap(),
        outcome: outcome.map(str::to_owned),
    }
}

/// The screen of an administrator with the day read; other requests are left out of the way.
fn shown(lang: Lang) -> Stage {
    shown_with(lang, day())
}

pub fn shown_with(lang: Lang, rows: Vec<DrawRow>) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    stage.asked.clear();
    stage.act(Action::GoDraws);
    assert_eq!(stage.app.current(), ScreenId::Draws);
    stage.answer(Answer::Draws(rows));
    stage
}

pub fn asks_only(stage: &Stage) -> Request {
    let [request] = &stage.waiting()[..] else {
        panic!("one request waits: {:?}", stage.waiting());
    };
    request.clone()
}

pub fn pictures(stage: &Stage, name: &str, lang: Lang) {
    for (columns, rows) in [(80, 24), (120, 40)] {
        insta::assert_snapshot!(
            format!("draws_{name}_{}_{columns}x{rows}", lang.name()),
            stage.picture(columns, rows)
        );
    }
    stage.draw_at_all_sizes();
}

#[test]
fn a_day_of_draws_looks_the_same_as_before() {
    for lang in Lang::ALL {
        pictures(&shown(lang), "day", lang);
    }
}

#[test]
fn a_day_without_draws_says_how_to_make_them() {
    let stage = shown_with(Lang::Es, Vec::new());
    assert!(stage.shows("Este día no tiene sorteos. g genera"));
}

#[test]
fn the_arrows_change_the_day_and_t_returns_to_today() {
    let mut stage = shown(Lang::Es);
    let asked = |stage: &Stage| match asks_only(stage) {
        Request::Draws(DrawFilter { from, .. }) => from.unwrap().to_string(),
        other => panic!("{other:?}"),
    };
    stage.keys("right");
    assert_eq!(asked(&stage), "2026-11-22");
    assert!(stage.shows("dom 22 nov 2026 · mañana"));
    stage.answer(Answer::Draws(Vec::new()));
    stage.keys("left left");
    stage.asked.pop_front();
    assert_eq!(asked(&stage), "2026-11-20");
    stage.answer(Answer::Draws(Vec::new()));
    stage.keys("t");
    assert_eq!(asked(&stage), "2026-11-21");
}

#[test]
fn the_days_draws_are_previewed_before_they_are_generated() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("g backspace 3 enter");
        assert_eq!(asks_only(&stage), Request::PreviewDraws { days: 3 });
        let planned = |n: i64| PlannedDraw {
            lottery: if n % 2 == 0 { "Tica" } else { "Nica" }.to_owned(),
            at: at(n * 180),
            exists: n < 2,
            holiday: None,
        };
        stage.answer(Answer::Generated((0..14).map(planned).collect()));
        pictures(&stage, "plan", lang);
        stage.keys("enter");
        let Request::GenerateDraws { days: 3, .. } = asks_only(&stage) else {
            panic!("three days are generated");
        };
        stage.answer(Answer::Generated((0..14).map(planned).collect()));
        let said = [("es", "12 sorteos generados"), ("en", "12 draws generated")];
        assert!(said.iter().any(|(_, words)| stage.shows(words)));
    }
}

#[test]
fn days_out_of_range_are_refused_beside_the_field() {
    let mut stage = shown(Lang::Es);
    stage.keys("g backspace 9 9 enter");
    assert!(stage.shows("Escriba un número de 1 a 60."));
    assert!(stage.shows("99"));
    assert!(stage.waiting().is_empty());
}

#[test]
fn closing_before_the_cutoff_takes_a_reason_and_a_second_person() {
    let mut stage = shown(Lang::Es);
    stage.keys("c enter");
    assert!(stage.shows("Escriba el motivo."));
    stage.text("corte de luz");
    pictures(&stage, "close_early", Lang::Es);
    stage.keys("enter");
    let Request::CloseDraw {
        draw,
        reason,
        approval,
        key,
    } = asks_only(&stage)
    else {
        panic!("the close is asked for");
    };
    assert_eq!(
        (draw, reason.as_deref(), approval),
        (id(14), Some("corte de luz"), None)
    );
    stage.reply(Reply::Refused(vec![Refusal::NeedsApproval {
        right: Right::CloseDrawEarly,
        target: "Tica 12:13".to_owned(),
        amount: None,
        limit: None,
    }]));
    stage.text("jorge");
    stage.keys("enter");
    stage.text("8642");
    stage.keys("enter");
    stage.text("visto");
    stage.keys("enter");
    let Request::Approve(asked) = asks_only(&stage) else {
        panic!("the consent is asked for");
    };
    assert_eq!((asked.right, asked.key), (Right::CloseDrawEarly, key));
    stage.answer(Answer::Approved {
        approval: id(90),
        granted_by: "Jorge Ureña".to_owned(),
    });
    let Request::CloseDraw {
        approval: Some(with),
        ..
    } = asks_only(&stage)
    else {
        panic!("the close carries the consent");
    };
    assert_eq!(with, id(90));
    stage.answer(Answer::Closed(Seal {
        draw: id(14),
        tickets: 345,
        stakes: colones(1_284_500),
        short: "C0DE-1234".to_owned(),
        root: "c0de1234".to_owned(),
        previous: String::new(),
        at: noon(),
    }));
    assert!(stage.shows("Sello C0DE-1234"));
    assert!(stage.shows("345 tiquetes por ₡1.284.500"));
}

#[test]
fn a_result_is_not_offered_before_the_draw_and_says_when() {
    let mut stage = shown(Lang::Es);
    stage.keys("r");
    assert!(stage.shows("Primero hay que cerrar la venta"));
    let early = vec![draw(21, "Tica", 13, DrawState::Closed)];
    let mut stage = shown_with(Lang::Es, early);
    stage.keys("r");
    assert!(stage.shows("El sorteo es a las 12:13: todavía no hay resultado."));
    assert!(stage.waiting().is_empty());
}

#[test]
fn a_result_needs_all_its_digits_and_its_colour() {
    let waits = vec![draw(21, "Tica", -1, DrawState::Closed)];
    let mut stage = shown_with(Lang::Es, waits);
    stage.keys("r 7 enter enter");
    assert!(stage.shows("Escriba las 2 cifras del número."));
    stage.keys("backspace 0 7 enter enter");
    assert!(stage.shows("Elija el color que salió."));
    stage.keys("right enter");
    let Request::EnterResult {
        draw,
        result: typed,
        reason,
        ..
    } = asks_only(&stage)
    else {
        panic!("the entry is asked for");
    };
    assert_eq!(
        (draw, typed, reason),
        (id(21), result(7, Some("ROJA")), None)
    );
    stage.answer(Answer::ResultEntered);
    assert!(stage.shows("Otra persona debe confirmarlo."));
}

fn preview(draw: DrawId, result: DrawResult) -> ResultPreview {
    ResultPreview {
        draw,
        result,
        winners: 4,
        prizes: colones(85_000),
        stakes: colones(181_500),
        commission: colones(18_150),
        laid_off: colones(0),
        share: colones(0),
        net: colones(78_350),
        reclaimed: colones(0),
    }
}

/// Types `typed` blind for the draw that waits, and says yes to what it books. Returns the command's key.
fn confirm(stage: &mut Stage, typed: &str) -> CommandKey {
    stage.keys("up up f");
    stage.text(typed);
    stage.keys("enter");
    let Request::PreviewResult { draw, result } = asks_only(stage) else {
        panic!("the preview is asked for");
    };
    stage.answer(Answer::ResultPreview(preview(draw, result)));
    stage.keys("s enter");
    let Request::ConfirmResult { key, .. } = asks_only(stage) else {
        panic!("the confirmation is asked for");
    };
    key
}

#[test]
fn a_second_person_sees_what_is_booked_and_then_confirms() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("up up");
        pictures(&stage, "waits", lang);
        stage.keys("f 4 5");
        assert!(!stage.shows("7F3A"));
        stage.keys("enter");
        let Request::PreviewResult { draw, result } = asks_only(&stage) else {
            panic!("the preview is asked for");
        };
        stage.answer(Answer::ResultPreview(preview(draw, result.clone())));
        pictures(&stage, "sure", lang);
        stage.keys("enter");
        assert!(stage.waiting().is_empty(), "no is the default");
        assert!(stage.shows("45"), "what was typed is still there");
    }
}

#[test]
fn two_different_results_say_only_that_they_differ() {
    let mut stage = shown(Lang::Es);
    confirm(&mut stage, "45");
    stage.reply(Reply::Refused(vec![Refusal::ResultsDiffer]));
    assert!(stage.shows("No coinciden"));
    assert!(stage.shows("Los dos resultados no son iguales."));
}

#[test]
fn a_confirmed_result_says_what_it_booked() {
    let mut stage = shown(Lang::Es);
    confirm(&mut stage, "45");
    stage.answer(Answer::Evaluated(preview(id(12), result(45, None))));
    assert!(stage.shows("Sorteo evaluado"));
    assert!(stage.shows("4 tiquetes ganadores, premios por ₡85.000."));
}

#[test]
fn the_same_person_may_not_confirm_and_keeps_what_was_typed() {
    let mut stage = shown(Lang::Es);
    let key = confirm(&mut stage, "45");
    stage.reply(Reply::Refused(vec![Refusal::SamePerson {
        wait_until: None,
    }]));
    assert!(stage.shows("Otra persona tiene que confirmar el resultado."));
    assert!(stage.shows("45"));
    stage.asked.clear();
    stage.keys("enter");
    stage.answer(Answer::ResultPreview(preview(id(12), result(45, None))));
    stage.keys("s enter");
    let Request::ConfirmResult { key: again, .. } = asks_only(&stage) else {
        panic!("the confirmation is asked for again");
    };
    assert_ne!(key, again);
}

#[test]
fn a_correction_takes_a_reason() {
    let mut stage = shown(Lang::Es);
    stage.keys("home k 0 8 enter enter");
    assert!(stage.shows("Escriba el motivo."));
    stage.text("error de copia");
    stage.keys("enter");
    let Request::EnterResult {
        draw,
        reason,
        result: typed,
        ..
    } = asks_only(&stage)
    else {
        panic!("the correction is asked for");
    };
    assert_eq!((draw, typed), (id(11), result(8, None)));
    assert_eq!(reason.as_deref(), Some("error de copia"));
}

#[test]
fn winners_are_listed_and_open_in_pay() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("home enter");
        assert_eq!(asks_only(&stage), Request::Winners { draw: id(11) });
        let row = |n: u64, prize: i64, paid: i64, state| WinnerRow {
            code: banca::domain::TicketCode::from_random(n),
            ventana: "Ventana Centro".to_owned(),
            vendedor: "Marta Solís".to_owned(),
            prize: colones(prize),
            paid: colones(paid),
            state,
        };
        stage.answer(Answer::Winners(vec![
            row(1, 170_000, 0, Unpaid),
            row(2, 42_500, 20_000, Partial),
            row(3, 42_500, 42_500, Paid),
        ]));
        pictures(&stage, "winners", lang);
    }
}

#[test]
fn winners_are_copied_as_other_programs_read_them() {
    let mut stage = shown(Lang::En);
    stage.keys("home enter");
    stage.answer(Answer::Winners(vec![WinnerRow {
        code: banca::domain::TicketCode::from_random(1),
        ventana: "=1+1".to_owned(),
        vendedor: "Marta \"la rápida\", Solís".to_owned(),
        prize: colones(170_000),
        paid: Money::try_from_cents(50).unwrap(),
        state: Partial,
    }]));
    stage.act(Action::DrawsCsv);
    let copied = stage.errands.iter().find_map(|errand| match errand {
        Errand::Copy(text) => Some(text.as_str()),
        _ => None,
    });
    let code = banca::domain::TicketCode::from_random(1).digits();
    let row = format!("{code},'=1+1,\"Marta \"\"la rápida\"\", Solís\",170000.00,0.50,");
    let line = copied.expect("it is copied").lines().nth(1).unwrap();
    assert!(line.starts_with(&row), "{line}");
}

#[test]
fn winners_by_shop_stand_above_the_sums_of_their_shop() {
    let mut stage = shown(Lang::Es);
    stage.keys("home enter");
    let row = |n: u64, shop: &str, prize: i64, paid: i64| WinnerRow {
        code: banca::domain::TicketCode::from_random(n),
        ventana: shop.to_owned(),
        vendedor: "Marta Solís".to_owned(),
        prize: colones(prize),
        paid: colones(paid),
        state: Partial,
    };
    stage.answer(Answer::Winners(vec![
        row(1, "Centro", 100_000, 0),
        row(2, "Sur", 50_000, 20_000),
        row(3, "Centro", 30_000, 5_000),
    ]));
    assert!(
        !stage.words(120, 40).contains("2 tiquetes"),
        "by prize they stand alone"
    );
    stage.keys("tab");
    let words = stage.words(120, 40);
    let place = |what: &str| {
        words
            .find(what)
            .unwrap_or_else(|| panic!("{what}: {words}"))
    };
    assert!(
        place("Centro: 2 tiquetes") < place("Sur: 1 tiquete"),
        "{words}"
    );
    assert!(
        words.contains("130.000") && words.contains("Falta 125.000"),
        "{words}"
    );
    stage.act(Action::DrawsCsv);
    let copied = stage.errands.iter().find_map(|errand| match errand {
        Errand::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("it is copied");
    assert!(
        copied.contains(",Centro: 2 tiquetes,,130000.00,5000.00,"),
        "{copied}"
    );
    stage.keys("down down enter");
    assert!(
        stage.words(120, 40).contains("Falta 125.000"),
        "a sum opens no ticket"
    );
    stage.draw_at_all_sizes();
}

#[test]
fn nobody_won_is_said_in_words() {
    let mut stage = shown(Lang::En);
    stage.keys("home w");
    stage.answer(Answer::Winners(Vec::new()));
    assert!(stage.shows("Nobody won"));
    stage.keys("esc");
    assert!(stage.shows("Primera"));
}

#[test]
fn a_seller_sees_the_day_but_is_offered_no_step() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Vendedor);
    stage.asked.clear();
    stage.act(Action::GoDraws);
    stage.answer(Answer::Draws(day()));
    stage.keys("c");
    assert!(stage.shows("Su usuario no tiene derecho a:"));
    assert!(stage.waiting().is_empty());
}

#[test]
fn the_day_is_read_again_while_it_is_shown() {
    let mut stage = shown(Lang::Es);
    stage.pass(TimeDelta::seconds(11));
    let again = stage.waiting();
    assert!(matches!(again[..], [Request::Draws(_)]), "{again:?}");
}
