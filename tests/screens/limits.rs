//! Limits: what they say, and writing them without losing a word.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::limit::Replayed;
use banca::domain::view::{LimitPreview, PastDraw};
use banca::domain::{
    BetKind, Hours, LimitEffect, LimitRule, Percent, Role, ScopeId, VentanaId, samples::samples,
};
use banca::domain::{Digits, Number};
use banca::ops::{
    Answer, FieldProblem, LimitRow, LotteryRow, Refusal, Reply, Request, UserRow, VentanaRow,
};
use banca::ui::action::Action;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::{NaiveTime, TimeDelta, Weekday};

fn rule(n: u128, scope: ScopeId, effect: LimitEffect) -> LimitRule {
    LimitRule::new(id(n), scope, effect)
}

fn house() -> ScopeId {
    ScopeId::Banca(id(2))
}

fn shop() -> VentanaId {
    id(4)
}

fn rules(role: Role) -> Vec<LimitRow> {
    let row = |rule: LimitRule, scope: &str, lottery: Option<&str>| LimitRow {
        editable: role == Role::Admin || rule.scope != house(),
        scope_name: scope.to_owned(),
        lottery_name: lottery.map(str::to_owned),
        set_by: "Ana Vargas".to_owned(),
        set_at: noon(),
        rule,
    };
    let accumulated = |amount, per_seller| LimitEffect::Accumulated {
        amount: colones(amount),
        per_seller,
    };
    vec![
        row(
            LimitRule {
                liftable: true,
                reason: "Tope general de la banca".to_owned(),
                ..rule(11, house(), accumulated(150_000, false))
            },
            "Banca La Suerte",
            None,
        ),
        row(
            LimitRule {
                lottery: Some(id(500)),
                numbers: (0..20).chain([25, 77]).collect(),
                kind: Some(BetKind::Straight),
                ..rule(12, house(), accumulated(40_000, true))
            },
            "Banca La Suerte",
            Some("Tica"),
        ),
        row(
            LimitRule {
                lottery: Some(id(500)),
                draw: Some(id(14)),
                numbers: vec![23],
                ..rule(13, house(), LimitEffect::Blocked)
            },
            "Banca La Suerte",
            Some("Tica"),
        ),
        row(
            rule(
                14,
                ScopeId::Ventana(shop()),
                LimitEffect::PerTicket {
                    amount: colones(10_000),
                },
            ),
            "Centro",
            None,
        ),
        row(
            LimitRule {
                lottery: Some(id(501)),
                ..rule(15, ScopeId::Vendedor(id(31)), accumulated(5_000, false))
            },
            "Marta Solís",
            Some("Nica"),
        ),
    ]
}

pub fn lotteries() -> Vec<LotteryRow> {
    let samples = samples().unwrap();
    (500u128..)
        .zip(samples)
        .map(|(n, sample)| LotteryRow {
            id: id(n),
            name: sample.name.to_owned(),
            active: true,
            rules: sample.rules,
            multipliers: Vec::new(),
            retired: Vec::new(),
            next: Vec::new(),
        })
        .collect()
}

fn respond(role: Role) -> impl FnMut(&Request) -> Option<Reply> {
    move |request| {
        let answer = match request {
            Request::Limits => Answer::Limits(rules(role)),
            Request::Lotteries => Answer::Lotteries(lotteries()),
            Request::Ventanas => Answer::Ventanas(vec![VentanaRow {
                id: shop(),
                name: "Centro".to_owned(),
                active: true,
                users: 1,
            }]),
            Request::Users => Answer::Users(vec![UserRow {
                id: id(31),
                username: "marta".to_owned(),
                name: "Marta Solís".to_owned(),
                role: Role::Vendedor,
                ventana: Some((shop(), "Centro".to_owned())),
                payout_limit: None,
                may_confirm: false,
                active: true,
                locked_until: None,
                last_sign_in: None,
            }]),
            _ => return None,
        };
        Some(Reply::done(answer))
    }
}

fn shown(lang: Lang, role: Role) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.asked.clear();
    stage.act(Action::GoLimits);
    assert_eq!(stage.app.current(), ScreenId::Limits);
    stage.respond(respond(role));
    assert!(stage.waiting().is_empty());
    stage.pass(chrono::TimeDelta::seconds(6));
    stage
}

fn asks_only(stage: &Stage) -> Request {
    let [request] = &stage.waiting()[..] else {
        panic!("one request waits: {:?}", stage.waiting());
    };
    request.clone()
}

fn pictures(stage: &Stage, name: &str, lang: Lang) {
    for (columns, rows) in [(80, 24), (120, 40)] {
        insta::assert_snapshot!(
            format!("limits_{name}_{}_{columns}x{rows}", lang.name()),
            stage.picture(columns, rows)
        );
    }
    stage.draw_at_all_sizes();
}

#[test]
fn the_rules_in_force_are_said_in_words() {
    for lang in Lang::ALL {
        let mut stage = shown(lang, Role::Admin);
        stage.keys("down");
        pictures(&stage, "list", lang);
    }
}

#[test]
fn a_house_without_limits_says_so() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Admin);
    stage.asked.clear();
    stage.act(Action::GoLimits);
    stage.respond(|request| match request {
        Request::Limits => Some(Reply::done(Answer::Limits(Vec::new()))),
        other => respond(Role::Admin)(other),
    });
    assert!(stage.shows("No hay límites: todo se vende sin tope. n agrega uno."));
}

/// Writes a limit of the shop on some numbers of Tica: at most 50 000 in all.
fn write(stage: &mut Stage) {
    stage.keys("n right enter right enter enter enter");
    stage.text("00-19,25, 77");
    stage.keys("enter enter enter enter");
    stage.text("50.000");
}

#[test]
fn a_limit_is_written_with_its_summary_and_saved_at_its_last_field() {
    for lang in Lang::ALL {
        let mut stage = shown(lang, Role::Admin);
        write(&mut stage);
        pictures(&stage, "form", lang);
        stage.keys("enter right enter");
        stage.text("feria");
        stage.keys("enter");
        let Request::SaveLimit { rule, .. } = asks_only(&stage) else {
            panic!("the limit is saved");
        };
        assert_eq!(rule.scope, ScopeId::Ventana(shop()));
        assert_eq!(rule.lottery, Some(id(500)));
        assert_eq!(rule.numbers, (0..20).chain([25, 77]).collect::<Vec<u16>>());
        assert!(rule.liftable);
        assert_eq!(rule.reason, "feria");
        let effect = LimitEffect::Accumulated {
            amount: colones(50_000),
            per_seller: false,
        };
        assert_eq!(rule.effect, effect);
        stage.answer(Answer::Saved);
        assert!(matches!(stage.waiting()[..], [Request::Limits, ..]));
    }
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_nothing_is_lost() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("n enter right enter enter enter");
    stage.text("20-10");
    stage.keys("enter enter enter enter enter enter enter");
    assert!(stage.shows("El rango 20-10 va al revés."));
    pictures(&stage, "wrong", Lang::Es);
    stage.keys("ctrl-u");
    stage.text("100");
    stage.keys("enter enter enter enter enter enter enter");
    assert!(stage.shows("«100» no es un número ni un rango de la lotería."));
    stage.keys("backspace");
    stage.keys("enter enter enter enter enter enter enter");
    assert!(stage.shows("Escriba un monto mayor que cero."));
    assert!(stage.shows("10"));
    assert!(stage.waiting().is_empty());
}

#[test]
fn a_refusal_of_the_house_stands_beside_its_field_and_a_new_key_is_used() {
    let mut stage = shown(Lang::Es, Role::Admin);
    write(&mut stage);
    stage.keys("enter enter enter");
    let Request::SaveLimit { key, .. } = asks_only(&stage) else {
        panic!("the limit is saved");
    };
    stage.reply(Reply::Refused(vec![Refusal::Field {
        field: "amount".to_owned(),
        problem: FieldProblem::OutOfRange,
    }]));
    assert!(stage.shows("está fuera de lo permitido"));
    assert!(stage.shows("50.000"));
    stage.keys("enter enter enter");
    let Request::SaveLimit { key: again, .. } = asks_only(&stage) else {
        panic!("the limit is saved again");
    };
    assert_ne!(key, again);
}

#[test]
fn a_form_that_is_left_is_still_there() {
    let mut stage = shown(Lang::Es, Role::Admin);
    write(&mut stage);
    stage.keys("esc");
    assert!(stage.shows("Límites en vigor"));
    stage.keys("n");
    assert!(stage.shows("00-19,25, 77"));
    assert!(stage.shows("50.000"));
}

#[test]
fn a_limit_is_replaced_with_what_it_has() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("down e");
    assert!(stage.shows("00-19, 25, 77"));
    assert!(stage.shows("40.000"));
    stage.keys("up enter");
    let Request::SaveLimit { rule, .. } = asks_only(&stage) else {
        panic!("the limit is saved");
    };
    assert_eq!(*rule, rules(Role::Admin)[1].rule);
}

#[test]
fn a_block_of_a_draw_that_is_not_known_here_keeps_its_draw() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("down down e");
    assert!(stage.shows("un solo sorteo"));
    stage.keys("up enter");
    let Request::SaveLimit { rule, .. } = asks_only(&stage) else {
        panic!("the limit is saved");
    };
    assert_eq!(rule.draw, Some(id(14)));
}

/// Opens a new limit and writes into its fields by place; a field that is named twice is written over.
fn fill(stage: &mut Stage, fields: &[(usize, &str)], choices: &[(usize, usize)]) {
    stage.keys("n");
    for place in 0..11 {
        for (_, text) in fields.iter().filter(|(at, _)| *at == place) {
            stage.keys("ctrl-u");
            stage.text(text);
        }
        for (_, steps) in choices.iter().filter(|(at, _)| *at == place) {
            for _ in 0..*steps {
                stage.keys("right");
            }
        }
        if place < 10 {
            stage.keys("enter");
        }
    }
}

#[test]
fn every_effect_and_every_filter_can_be_written() {
    let mut stage = shown(Lang::Es, Role::Admin);
    // A ceiling that grows, on the day's number, at some hours of some days.
    let fields = [
        (4, "día"),
        (6, "vi-do 18:00-20:30 2026-12-01.."),
        (8, "2.500 3 %"),
    ];
    fill(&mut stage, &fields, &[(7, 2), (9, 1)]);
    assert!(stage.shows("hasta ₡2.500 o 3 % de la venta"));
    pictures(&stage, "grows", Lang::Es);
    stage.keys("enter");
    let Request::SaveLimit { rule, .. } = asks_only(&stage) else {
        panic!("the limit is saved");
    };
    assert!(rule.day_number && rule.numbers.is_empty() && rule.liftable);
    assert_eq!(rule.weekdays, [Weekday::Fri, Weekday::Sat, Weekday::Sun]);
    let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
    let hours = Hours {
        from: time(18, 0),
        to: time(20, 30),
    };
    assert_eq!(rule.hours, Some(hours));
    assert_eq!(rule.from, Some("2026-12-01".parse().unwrap()));
    let grows = LimitEffect::Dynamic {
        base: colones(2_500),
        percent: Percent::parse("3").unwrap(),
        per_seller: false,
    };
    assert_eq!(rule.effect, grows);
    stage.answer(Answer::Saved);
    stage.respond(respond(Role::Admin));
    // An earlier end of the sale on Sundays.
    fill(&mut stage, &[(6, "do"), (8, "15")], &[(7, 5)]);
    assert!(stage.shows("cierra 15 min antes"));
    stage.keys("enter");
    let Request::SaveLimit { rule, .. } = asks_only(&stage) else {
        panic!("the limit is saved");
    };
    assert_eq!(rule.effect, LimitEffect::Cutoff { minutes: 15 });
    assert_eq!(rule.weekdays, [Weekday::Sun]);
}

#[test]
fn what_a_limit_cannot_be_is_said_beside_the_field_that_makes_it_so() {
    for (fields, choices, says) in [
        (
            vec![(6, "xx"), (8, "100")],
            vec![],
            "«xx» no es un día, unas horas ni unas fechas",
        ),
        (
            vec![(4, "día, 7"), (8, "100")],
            vec![],
            "El número del día va solo",
        ),
        (
            vec![(8, "2.500")],
            vec![(7, 2)],
            "Escriba la base y el porcentaje",
        ),
        (
            vec![(4, "7"), (8, "10")],
            vec![(7, 5)],
            "El cierre vale para todo el sorteo",
        ),
        (
            vec![(8, "1.441")],
            vec![(7, 5)],
            "Escriba cuántos minutos antes del sorteo",
        ),
    ] {
        let mut stage = shown(Lang::Es, Role::Admin);
        fill(&mut stage, &fields, &choices);
        stage.keys("enter");
        assert!(stage.shows(says), "{says}");
        assert!(stage.waiting().is_empty());
    }
}

/// Three draws under a rule, one of them untouched.
fn past() -> LimitPreview {
    let draw = |n: u128, name: &str, sold: i64, touched: u64, refused: i64| PastDraw {
        draw: id(n),
        name: name.to_owned(),
        at: noon() - TimeDelta::days(i64::try_from(n).unwrap()),
        figures: Replayed {
            tickets: 120,
            sold: colones(sold),
            touched,
            refused: colones(refused),
        },
    };
    let number = |value, refused| (Number::new(value, Digits::Two).unwrap(), colones(refused));
    LimitPreview {
        days: 30,
        draws: vec![
            draw(1, "Tica", 1_284_500, 14, 64_000),
            draw(2, "Nica de la noche con un nombre muy largo", 310_000, 0, 0),
            draw(3, "Tica", 950_000, 3, 9_500),
        ],
        numbers: vec![number(23, 50_500), number(7, 18_000), number(88, 5_000)],
        total: Replayed {
            tickets: 360,
            sold: colones(2_544_500),
            touched: 17,
            refused: colones(73_500),
        },
        whole: false,
    }
}

#[test]
fn a_limit_is_tried_on_the_past_before_it_is_saved() {
    for lang in Lang::ALL {
        let mut stage = shown(lang, Role::Admin);
        write(&mut stage);
        stage.keys("f4");
        let Request::PreviewLimit { rule } = asks_only(&stage) else {
            panic!("the past is asked for");
        };
        assert_eq!(rule.lottery, Some(id(500)));
        pictures(&stage, "past_reads", lang);
        stage.answer(Answer::LimitPreview(Box::new(past())));
        pictures(&stage, "past", lang);
        stage.keys("down esc");
        assert!(stage.shows("50.000"), "what was written is still there");
        stage.keys("enter enter enter");
        assert!(matches!(asks_only(&stage), Request::SaveLimit { .. }));
    }
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("n f4");
    assert!(stage.shows("Escriba un monto mayor que cero."));
    assert!(stage.waiting().is_empty());
}

#[test]
fn a_limit_in_force_is_tried_on_the_past_too() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("down p");
    assert!(matches!(asks_only(&stage), Request::PreviewLimit { .. }));
    stage.answer(Answer::LimitPreview(Box::new(LimitPreview {
        draws: Vec::new(),
        numbers: Vec::new(),
        total: Replayed::default(),
        whole: true,
        ..past()
    })));
    assert!(stage.shows("no hay sorteos cerrados que este límite toque"));
    stage.keys("esc");
    assert!(stage.shows("Límites en vigor"));
}

#[test]
fn ending_a_limit_asks_first_and_defaults_to_no() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("x enter");
    assert!(stage.waiting().is_empty());
    stage.keys("x");
    pictures(&stage, "end", Lang::Es);
    stage.keys("s enter");
    let Request::EndLimit { rule, .. } = asks_only(&stage) else {
        panic!("the end is asked for");
    };
    assert_eq!(rule, id(11));
    stage.answer(Answer::Saved);
    assert!(stage.shows("Límite quitado."));
}

#[test]
fn a_shop_reads_the_houses_limits_and_changes_its_own() {
    let mut stage = shown(Lang::Es, Role::Ventana);
    stage.keys("x");
    assert!(stage.shows("Ese límite lo administra la banca."));
    assert!(stage.shows("aquí solo se lee"));
    stage.keys("down down down x s enter");
    let Request::EndLimit { rule, .. } = asks_only(&stage) else {
        panic!("the end is asked for");
    };
    assert_eq!(rule, id(14));
    stage.answer(Answer::Saved);
    stage.respond(respond(Role::Ventana));
    stage.keys("n");
    assert!(!stage.shows("La banca"), "the house is not offered");
    assert!(stage.shows("Centro (ventana)"));
}
