//! A correction that waits for its second person: what the draws and the counter show of it, and how it is taken back.

use crate::draws::{asks_only, at, day, pictures, result, shown_with};
use crate::pay::{self, tickets};
use crate::stage::{Stage, id};
use banca::domain::DrawState;
use banca::ops::{Answer, DrawRow, Refusal, Reply, Request, WaitingEntry};
use banca::ui::action::Action;
use banca::ui::text::Lang;

fn correction(mine: bool, reason: &str) -> WaitingEntry {
    WaitingEntry {
        by: if mine { "Ana Vargas" } else { "Jorge Ureña" }.to_owned(),
        mine,
        mine_from: None,
        at: at(-20),
        reason: Some(reason.to_owned()),
        result: mine.then(|| result(8, None)),
    }
}

/// The day's first draw, evaluated, with a correction that waits.
fn corrected(lang: Lang, waiting: WaitingEntry) -> Stage {
    let mut rows = day();
    rows[0].waiting = Some(waiting);
    let mut stage = shown_with(lang, rows);
    stage.keys("home");
    stage
}

#[test]
fn a_waiting_correction_says_who_when_and_why_but_not_what_to_the_second_person() {
    for lang in Lang::ALL {
        let stage = corrected(lang, correction(false, "el acta decía otra cosa"));
        pictures(&stage, "correction", lang);
        for (columns, rows) in [(80, 24), (120, 40)] {
            let picture = stage.picture(columns, rows);
            for part in ["Jorge Ureña", "el acta decía otra cosa", "11:40"] {
                assert!(
                    picture.contains(part),
                    "{part} at {columns}x{rows}:\n{picture}"
                );
            }
            assert!(!picture.contains("Lo escrito") && !picture.contains("What was typed"));
        }
    }
}

#[test]
fn who_typed_a_correction_sees_what_it_was_and_a_long_reason_stays_within_its_panel() {
    let reason = "la fuente publicó el número equivocado y lo cambió media hora después ".repeat(3);
    for lang in Lang::ALL {
        let stage = corrected(lang, correction(true, &reason));
        pictures(&stage, "correction_mine", lang);
        let word = match lang {
            Lang::Es => "Lo escrito",
            Lang::En => "What was typed",
        };
        assert!(stage.shows(word));
    }
}

#[test]
fn taking_back_asks_for_a_reason_and_keeps_it_when_it_is_refused() {
    for lang in Lang::ALL {
        let mut stage = corrected(lang, correction(false, "el acta decía otra cosa"));
        stage.keys("d enter");
        assert!(stage.waiting().is_empty(), "a reason is missing");
        stage.text("era la misma");
        pictures(&stage, "withdraw", lang);
        stage.keys("enter");
        let Request::WithdrawResult { draw, reason, key } = asks_only(&stage) else {
            panic!("the withdrawal is asked for");
        };
        assert_eq!((draw, reason.as_str()), (id(11), "era la misma"));
        let missing = Refusal::Field {
            field: "reason".to_owned(),
            problem: banca::ops::FieldProblem::Missing,
        };
        stage.reply(Reply::Refused(vec![missing]));
        stage.answer(Answer::Draws(day()));
        assert!(stage.shows("era la misma"), "what was typed is still there");
        stage.keys("enter");
        let Request::WithdrawResult { key: again, .. } = asks_only(&stage) else {
            panic!("it is asked for again");
        };
        assert_ne!(key, again, "a refused command is over");
        stage.answer(Answer::Saved);
        let said = match lang {
            Lang::Es => "se retiró el resultado escrito",
            Lang::En => "the typed result was withdrawn",
        };
        assert!(stage.shows(said));
    }
}

#[test]
fn where_nothing_waits_nothing_is_taken_back_and_the_key_says_why() {
    let mut stage = shown_with(Lang::Es, day());
    stage.keys("home d");
    assert!(stage.shows("Ningún resultado espera a una segunda persona."));
    assert!(stage.waiting().is_empty());
}

#[test]
fn the_counter_says_in_red_that_a_prize_is_held_and_asks_for_no_payment() {
    let held = |mut ticket: banca::ops::TicketView| {
        assert_eq!(ticket.draw.state, DrawState::Evaluated);
        ticket.draw = DrawRow {
            waiting: Some(correction(false, "")),
            ..ticket.draw
        };
        ticket
    };
    for lang in Lang::ALL {
        let mut stage = pay::with(held(tickets::unpaid()), lang);
        pay::pictures(&stage, "held", lang);
        for action in [Action::PayFull, Action::PayPart] {
            stage.act(action);
            assert!(stage.waiting().is_empty());
        }
        stage.keys("enter");
        assert!(stage.waiting().is_empty());
        let partial = pay::with(held(tickets::partial()), lang);
        let word = match lang {
            Lang::Es => "Retenido ₡100.000",
            Lang::En => "₡100.000 held",
        };
        assert!(partial.shows(word));
        let lost = pay::with(held(tickets::ticket(DrawState::Evaluated)), lang);
        let advice = match lang {
            Lang::Es => "guarde el tiquete",
            Lang::En => "keep the ticket",
        };
        assert!(lost.shows(advice));
        lost.draw_at_all_sizes();
    }
}

#[test]
fn who_typed_a_result_does_not_confirm_it_and_is_told_why_before_anything_is_typed() {
    let mut stage = corrected(Lang::Es, correction(true, "el acta decía otra cosa"));
    stage.act(Action::DrawsConfirm);
    assert!(stage.waiting().is_empty());
    assert!(stage.shows("Usted escribió este resultado: lo confirma otra persona."));
    let mut stage = corrected(Lang::Es, correction(false, "el acta decía otra cosa"));
    stage.act(Action::DrawsConfirm);
    assert!(!stage.shows("Usted escribió este resultado"));
}

#[test]
fn in_a_house_of_one_person_the_key_says_how_long_to_wait_and_works_then() {
    let waiting = WaitingEntry {
        mine_from: Some(at(0) + chrono::TimeDelta::seconds(45)),
        ..correction(true, "el acta decía otra cosa")
    };
    let mut stage = corrected(Lang::Es, waiting);
    stage.act(Action::DrawsConfirm);
    let said = "Usted escribió este resultado: puede confirmarlo en 00:4";
    assert!(stage.shows(said), "{}", stage.words(80, 24));
    stage.pass(chrono::TimeDelta::seconds(46));
    stage.act(Action::DrawsConfirm);
    assert!(
        !stage.shows("puede confirmarlo en"),
        "{}",
        stage.words(80, 24)
    );
}
