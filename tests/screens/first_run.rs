//! The first run.

use crate::stage::{Stage, session};
use banca::domain::Role;
use banca::ops::{Answer, FirstRun, Hello, Refusal, Reply, Request, Secret};
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;

fn empty_database(lang: Lang) -> Stage {
    let mut stage = Stage::silent(lang);
    stage.answer(Answer::Hello(Hello {
        set_up: false,
        banca: None,
        server: "15.0".to_owned(),
        now: stage.at,
        scratch: false,
    }));
    stage
}

fn filled(lang: Lang) -> Stage {
    let mut stage = empty_database(lang);
    for value in ["La Suerte", "Centro", "Ana Vargas", "ana", "4826", "4826"] {
        stage.text(value);
        stage.keys("enter");
    }
    stage
}

#[test]
fn the_first_run_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        insta::assert_snapshot!(
            format!("first_run_{name}_80x24"),
            filled(lang).picture(80, 24)
        );
        insta::assert_snapshot!(
            format!("first_run_{name}_empty_120x40"),
            empty_database(lang).picture(120, 40)
        );
    }
}

#[test]
fn the_answers_make_the_house_and_sign_the_administrator_in() {
    let mut stage = filled(Lang::Es);
    stage.keys("enter right enter");
    let wanted = FirstRun {
        banca: "La Suerte".to_owned(),
        ventana: "Centro".to_owned(),
        name: "Ana Vargas".to_owned(),
        username: "ana".to_owned(),
        pin: Secret::new("4826"),
        samples: true,
        single_person: true,
    };
    assert_eq!(stage.waiting(), [Request::FirstRun(wanted)]);
    stage.answer(Answer::SignedIn(session(Role::Admin)));
    assert_eq!(stage.app.current(), ScreenId::Home);
    assert!(stage.shows("está lista"));
}

#[test]
fn what_is_missing_or_wrong_is_said_at_its_field_and_nothing_is_lost() {
    let mut stage = empty_database(Lang::Es);
    stage.text("La Suerte");
    stage.keys("up enter");
    assert!(stage.shows("Falta este dato."));
    assert!(stage.shows("La Suerte"));
    assert!(stage.waiting().is_empty());
    let mut stage = filled(Lang::Es);
    stage.keys("up");
    stage.text("9");
    stage.keys("enter enter enter");
    assert!(stage.shows("Los dos PIN no son iguales"));
    assert!(stage.waiting().is_empty());
}

#[test]
fn a_weak_pin_is_refused_at_the_pin() {
    let mut stage = filled(Lang::Es);
    stage.keys("enter enter");
    stage.reply(Reply::Refused(vec![Refusal::WeakPin { least: 4 }]));
    assert!(stage.shows("El PIN es muy fácil"));
    assert!(stage.shows("Ana Vargas"));
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let mut stage = empty_database(Lang::Es);
    stage.text("La Suerte");
    stage.keys("down down");
    stage.text("Ana");
    stage.keys("down");
    stage.text("ana vargas");
    stage.keys("down");
    stage.text("11");
    stage.keys("down");
    stage.text("12");
    stage.keys("down down enter");
    let words = stage.words(80, 24);
    for told in [
        "Falta este dato",
        "sin espacios",
        "El PIN es muy fácil",
        "Los dos PIN no son iguales",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    assert!(stage.waiting().is_empty());
}

#[test]
fn no_size_panics() {
    filled(Lang::Es).draw_at_all_sizes();
}
