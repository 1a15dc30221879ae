//! What is done to a draw beside its results, days without draws, and what is owed, from the keyboard.

use crate::draws::{asks_only, at, day, draw, pictures, result, shown_with};
use crate::stage::{Stage, colones, id, noon};
use banca::domain::{ClaimEnd, Digits, DrawState, Number, Right, Role, TicketCode};
use banca::ops::{
    AnnulDraw, Annulment, Answer, ChangeDraw, ClaimFilter, ClaimPage, ClaimRow, DrawChange,
    DrawRow, DrawStep, EndHoliday, HolidayRow, HotNumber, HotNumbers, Refusal, Reply, Request,
    SaveHoliday, SettleClaim, SpecialDraw, UnsettleClaim,
};
use banca::ui::text::Lang;
use chrono::NaiveDate;

#[test]
fn the_history_of_a_lottery_shows_its_results_and_its_numbers() {
    for lang in Lang::ALL {
        let mut stage = shown_with(lang, day());
        stage.keys("i");
        lotteries(&mut stage);
        let mut rows = vec![
            draw(31, "Nica", -180, DrawState::Evaluated),
            draw(32, "Nica", -1_620, DrawState::Evaluated),
        ];
        for (row, number) in rows.iter_mut().zip([23, 7]) {
            row.result = Some(result(number, None));
            row.sold = colones(642_300);
            row.prizes = colones(85_000);
        }
        let number = |value: u16| HotNumber {
            number: Number::new(value, Digits::Two).unwrap(),
            times: i64::from(value % 5),
            last: (!value.is_multiple_of(5)).then(|| at(-i64::from(value) * 60)),
            gap: (!value.is_multiple_of(5)).then(|| i64::from(value % 17)),
        };
        let numbers = HotNumbers {
            draws: 212,
            numbers: (0..100).map(number).collect(),
        };
        stage.respond(|request| match request {
            Request::Draws(_) => Some(Reply::done(Answer::Draws(rows.clone()))),
            Request::HotNumbers(_) => Some(Reply::done(Answer::HotNumbers(numbers.clone()))),
            _ => None,
        });
        pictures(&stage, "history", lang);
        stage.keys("tab");
        pictures(&stage, "hot", lang);
    }
}

fn step(step: &str, reason: &str) -> DrawStep {
    DrawStep {
        step: step.to_owned(),
        by: "Ana Jiménez".to_owned(),
        at: at(-30),
        reason: reason.to_owned(),
        before: (step == "rescheduled").then(|| at(75)),
    }
}

/// A day with a draw called off, one that moved, one that is held and a special one; the wanted one is chosen.
fn changed() -> Vec<DrawRow> {
    let mut rows = vec![
        draw(21, "Nica", -180, DrawState::Annulled),
        draw(22, "Tica", 60, DrawState::Open),
        draw(23, "Navideño", 90, DrawState::Open),
        draw(24, "Nica", 135, DrawState::Open),
    ];
    rows[0].step = Some(step("annulled", "la lotería no sorteó"));
    rows[1].suspended = true;
    rows[1].step = Some(step("suspended", "número muy cargado"));
    rows[1].tickets = 212;
    rows[1].sold = colones(845_000);
    rows[2].special = true;
    rows[3].step = Some(step("rescheduled", "aviso de la lotería"));
    rows
}

#[test]
fn what_was_done_to_a_draw_is_seen() {
    for lang in Lang::ALL {
        let mut stage = shown_with(lang, changed());
        stage.keys("home");
        pictures(&stage, "annulled", lang);
        stage.keys("down");
        pictures(&stage, "held", lang);
        stage.keys("end");
        pictures(&stage, "moved", lang);
    }
}

#[test]
fn calling_off_takes_a_reason_and_a_second_administrator() {
    for lang in Lang::ALL {
        let mut stage = shown_with(lang, day());
        stage.keys("home a enter");
        stage.text("no sorteó");
        pictures(&stage, "annul", lang);
        stage.keys("enter");
        let Request::AnnulDraw(AnnulDraw {
            draw,
            reason,
            approval: None,
            key,
        }) = asks_only(&stage)
        else {
            panic!("it is asked for");
        };
        assert_eq!((draw, reason.as_str()), (id(11), "no sorteó"));
        stage.reply(Reply::Refused(vec![Refusal::NeedsApproval {
            right: Right::AnnulDraw,
            target: draw.to_string(),
            amount: None,
            limit: None,
        }]));
        stage.text("olga");
        stage.keys("enter");
        stage.text("8642");
        stage.keys("enter enter");
        let Request::Approve(asked) = asks_only(&stage) else {
            panic!("the consent is asked for");
        };
        assert_eq!((asked.right, asked.key), (Right::AnnulDraw, key));
        assert_eq!(asked.reason, "no sorteó");
        stage.answer(Answer::Approved {
            approval: id(90),
            granted_by: "Olga Mora".to_owned(),
        });
        let Request::AnnulDraw(with) = asks_only(&stage) else {
            panic!("it carries the consent");
        };
        assert_eq!(with.approval, Some(id(90)));
        stage.answer(Answer::Annulled(Annulment {
            draw,
            tickets: 412,
            stakes: colones(1_284_500),
            reclaimed: colones(62_500),
        }));
        assert!(stage.shows("412"));
        pictures(&stage, "annulled_done", lang);
    }
}

#[test]
fn a_draw_moves_to_a_typed_time() {
    let mut stage = shown_with(Lang::Es, changed());
    stage.keys("end m");
    pictures(&stage, "move", Lang::Es);
    stage.keys("tab backspace backspace backspace backspace backspace");
    stage.text("1630");
    stage.keys("tab tab");
    stage.text("llueve");
    stage.keys("enter");
    let Request::ChangeDraw(ChangeDraw {
        draw,
        change: DrawChange::Time { at: to, cutoff },
        reason,
        ..
    }) = asks_only(&stage)
    else {
        panic!("the move is asked for");
    };
    assert_eq!((draw, cutoff, reason.as_str()), (id(24), None, "llueve"));
    assert_eq!(to.format("%H:%M").to_string(), "22:30");
    stage.reply(Reply::Refused(vec![Refusal::Taken {
        field: "at".to_owned(),
    }]));
    assert!(stage.shows("llueve"), "what was typed stays");
}

#[test]
fn a_held_draw_goes_on_with_the_same_key() {
    let mut stage = shown_with(Lang::Es, changed());
    for (keys, wanted) in [
        ("home down p", DrawChange::OnSale),
        ("down p", DrawChange::Held),
    ] {
        stage.keys(keys);
        stage.text("ya");
        stage.keys("enter");
        let Request::ChangeDraw(asked) = asks_only(&stage) else {
            panic!("it is asked for");
        };
        assert_eq!(asked.change, wanted);
        stage.answer(Answer::Saved);
        stage.answer(Answer::Draws(changed()));
    }
    stage.keys("home down down e");
    stage.text(" 2026");
    stage.keys("tab");
    stage.text("error");
    stage.keys("enter");
    let Request::ChangeDraw(asked) = asks_only(&stage) else {
        panic!("it is asked for");
    };
    let name = "Navideño 2026".to_owned();
    assert_eq!(asked.change, DrawChange::Name { name });
}

fn lotteries(stage: &mut Stage) {
    assert_eq!(asks_only(stage), Request::Lotteries);
    let row = |n: u128, name: &str| crate::lotteries::lottery(n, name, "xx", Vec::new());
    stage.answer(Answer::Lotteries(vec![row(1, "Nica"), row(2, "Tica")]));
}

#[test]
fn a_special_draw_takes_a_lottery_a_name_and_an_hour() {
    for lang in Lang::ALL {
        let mut stage = shown_with(lang, day());
        stage.keys("n");
        lotteries(&mut stage);
        stage.keys("right tab");
        stage.text("Aniversario");
        stage.keys("tab tab");
        stage.text("20:15");
        pictures(&stage, "special", lang);
        stage.keys("enter enter");
        let Request::SpecialDraw(SpecialDraw {
            name,
            at: when,
            cutoff: None,
            ..
        }) = asks_only(&stage)
        else {
            panic!("it is asked for");
        };
        assert_eq!(name, "Aniversario");
        assert_eq!(when.format("%H:%M").to_string(), "02:15");
    }
}

#[test]
fn days_without_draws_are_set_and_taken_back() {
    for lang in Lang::ALL {
        let mut stage = shown_with(lang, day());
        stage.keys("v");
        assert_eq!(asks_only(&stage), Request::Holidays);
        let date = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
        stage.answer(Answer::Holidays(vec![
            HolidayRow {
                id: id(1),
                lottery: None,
                lottery_name: None,
                day: date,
                name: "Navidad".to_owned(),
                set_by: "Ana Jiménez".to_owned(),
            },
            HolidayRow {
                id: id(2),
                lottery: Some(id(500)),
                lottery_name: Some("Tica".to_owned()),
                day: date.succ_opt().unwrap(),
                name: "Aviso de la lotería".to_owned(),
                set_by: "Olga Mora".to_owned(),
            },
        ]));
        pictures(&stage, "holidays", lang);
        stage.keys("u tab enter");
        let Request::EndHoliday(EndHoliday { holiday, .. }) = asks_only(&stage) else {
            panic!("it is asked for");
        };
        assert_eq!(holiday, id(1));
        stage.answer(Answer::Saved);
        stage.answer(Answer::Holidays(Vec::new()));
        stage.keys("n");
        lotteries(&mut stage);
        stage.keys("tab");
        stage.text("Año Nuevo");
        stage.keys("tab");
        stage.text("2027-01-01");
        stage.keys("enter");
        let Request::SaveHoliday(SaveHoliday { lottery, name, .. }) = asks_only(&stage) else {
            panic!("it is asked for");
        };
        assert_eq!((lottery, name.as_str()), (None, "Año Nuevo"));
    }
}

fn claim(n: u64, owed: i64, last: bool, annulled: bool) -> ClaimRow {
    ClaimRow {
        code: TicketCode::from_random(n),
        lottery: "Nica".to_owned(),
        draw_at: at(-180),
        annulled,
        owner: "Marta Rojas".to_owned(),
        ventana: Some("Ventana Centro".to_owned()),
        at: noon(),
        claimed: colones(8_500),
        collected: colones(8_500 - owed),
        written_off: colones(0),
        owed: colones(owed),
        last: last.then(|| id(70)),
    }
}

#[test]
fn what_is_owed_is_collected_given_up_and_taken_back() {
    for lang in Lang::ALL {
        let mut stage = shown_with(lang, day());
        stage.keys("q");
        let list = Request::Claims(ClaimFilter::default());
        assert_eq!(asks_only(&stage), list);
        let page = ClaimPage {
            rows: vec![claim(1, 8_500, false, true), claim(2, 500, true, false)],
            count: 2,
            owed: colones(9_000),
        };
        stage.answer(Answer::Claims(page.clone()));
        pictures(&stage, "claims", lang);
        stage.keys("enter");
        pictures(&stage, "collect", lang);
        stage.keys("enter enter");
        let Request::SettleClaim(SettleClaim { how, amount, .. }) = asks_only(&stage) else {
            panic!("it is asked for");
        };
        assert_eq!((how, amount), (ClaimEnd::Collected, Some(colones(8_500))));
        stage.answer(Answer::Saved);
        stage.answer(Answer::Claims(page));
        stage.keys("down b tab enter");
        assert!(stage.waiting().is_empty(), "a reason is missing");
        stage.text("ya no trabaja aquí");
        stage.keys("enter");
        let Request::SettleClaim(asked) = asks_only(&stage) else {
            panic!("it is asked for");
        };
        assert_eq!(asked.how, ClaimEnd::WrittenOff);
        stage.reply(Reply::Refused(vec![Refusal::NoOpenDrawer]));
        stage.keys("esc u");
        stage.text("billete falso");
        stage.keys("enter");
        let Request::UnsettleClaim(UnsettleClaim { settlement, .. }) = asks_only(&stage) else {
            panic!("it is asked for");
        };
        assert_eq!(settlement, id(70));
    }
}

#[test]
fn a_seller_changes_no_draw() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Vendedor);
    stage.asked.clear();
    stage.act(banca::ui::action::Action::GoDraws);
    stage.answer(Answer::Draws(day()));
    for key in ["a", "m", "p", "n", "v"] {
        stage.keys(key);
        assert!(stage.waiting().is_empty(), "{key}");
    }
}
