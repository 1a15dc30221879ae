//! The screen that imports.

use crate::stage::{Stage, noon};
use banca::domain::{ImportColumn, ImportWhat, Role, import::ImportProblem};
use banca::ops::{
    Answer, FieldProblem, FirstPin, Import, ImportChange, ImportFate, ImportReport, ImportValue,
    ImportedLine, Refusal, Reply, Request,
};
use banca::ui::action::Action;
use banca::ui::effect::{Errand, Event};
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

const FILE: &str = "usuario;nombre;rol;teléfono\nrosa;Rosa;vendedor;88\nana;Ana;admin;\n";

fn line(line: u32, label: &str, fate: ImportFate) -> ImportedLine {
    ImportedLine {
        line,
        label: label.to_owned(),
        fate,
        changes: Vec::new(),
        problems: Vec::new(),
        first_pin: false,
    }
}

fn report(refused: bool) -> ImportReport {
    let mut lines = vec![
        ImportedLine {
            first_pin: true,
            ..line(2, "rosa", ImportFate::New)
        },
        line(3, "ana", ImportFate::Unchanged),
        ImportedLine {
            changes: vec![ImportChange {
                column: ImportColumn::Role,
                before: ImportValue::Role(Role::Vendedor),
                after: ImportValue::Role(Role::Ventana),
            }],
            ..line(
                4,
                "una.persona.con.un.nombre.larguísimo.de.verdad",
                ImportFate::Changed,
            )
        },
    ];
    if refused {
        let field = |field: &str, problem| Refusal::Field {
            field: field.to_owned(),
            problem,
        };
        lines.push(ImportedLine {
            problems: vec![
                field(
                    "role",
                    FieldProblem::Word {
                        word: "jefe".to_owned(),
                    },
                ),
                Refusal::Import(ImportProblem::Repeated { line: 2 }),
            ],
            ..line(5, "mario", ImportFate::Refused)
        });
    }
    ImportReport {
        what: ImportWhat::Users,
        applied: false,
        new: 1,
        changed: 1,
        unchanged: 1,
        refused: i64::from(refused),
        lines,
        pins: Vec::new(),
    }
}

/// The file that is asked for, answered.
fn give(stage: &mut Stage, bytes: Result<Vec<u8>, String>) -> String {
    let asked = stage.errands.iter().rev().find_map(|errand| match errand {
        Errand::Load { screen, slot, path } => Some((*screen, *slot, path.clone())),
        _ => None,
    });
    let (screen, slot, path) = asked.expect("a file is asked for");
    stage.errands.clear();
    stage.event(Event::Loaded {
        screen,
        slot,
        bytes,
    });
    path
}

fn tried(lang: Lang, refused: bool) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    stage.keys("alt-w l enter");
    stage.text("~/gente.csv");
    stage.keys("enter");
    assert_eq!(give(&mut stage, Ok(FILE.into())), "~/gente.csv");
    let dry = stage.waiting();
    assert!(
        dry.iter().any(|one| matches!(one, Request::Import(Import::Dry(file))
            if file.lines.len() == 2 && file.what == ImportWhat::Users && file.name == "gente.csv")),
        "{dry:?}"
    );
    stage.respond(|request| match request {
        Request::Import(Import::Dry(_)) => {
            Some(Reply::done(Answer::Imported(Box::new(report(refused)))))
        }
        _ => None,
    });
    stage
}

fn sent(stage: &Stage) -> Vec<Request> {
    let keyed = |request: &Request| request.key().is_some();
    stage.waiting().into_iter().filter(keyed).collect()
}

#[test]
fn the_import_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let mut empty = Stage::signed_in(lang, Role::Admin);
        empty.keys("alt-w");
        insta::assert_snapshot!(format!("import_{name}_empty_80x24"), empty.picture(80, 24));
        empty.keys("l");
        insta::assert_snapshot!(format!("import_{name}_file_80x24"), empty.picture(80, 24));
        let stage = tried(lang, true);
        insta::assert_snapshot!(format!("import_{name}_80x24"), stage.picture(80, 24));
        insta::assert_snapshot!(format!("import_{name}_120x40"), stage.picture(120, 40));
        let mut good = tried(lang, false);
        good.keys("i");
        insta::assert_snapshot!(format!("import_{name}_ask_80x24"), good.picture(80, 24));
    }
}

#[test]
fn errors_stand_first_and_keep_the_import_from_being_done() {
    let mut stage = tried(Lang::Es, true);
    let words = stage.words(80, 24);
    let place = |what: &str| {
        words
            .find(what)
            .unwrap_or_else(|| panic!("{what}: {words}"))
    };
    assert!(place("mario") < place("rosa"), "{words}");
    assert!(
        words.contains("teléfono"),
        "a column that means nothing is told: {words}"
    );
    stage.keys("i tab enter");
    assert_eq!(sent(&stage), Vec::new());
    stage.keys("esc enter");
    assert!(
        stage.shows("La línea 2 ya trata de lo mismo"),
        "{}",
        stage.words(80, 24)
    );
}

#[test]
fn it_is_done_once_it_is_confirmed_and_the_pins_are_shown_once() {
    let mut stage = tried(Lang::Es, false);
    stage.keys("i");
    assert_eq!(sent(&stage), Vec::new(), "it is asked first");
    stage.keys("tab enter");
    let [Request::Import(Import::Apply { file, .. })] = &sent(&stage)[..] else {
        panic!("{:?}", stage.waiting());
    };
    assert_eq!(file.lines.len(), 2);
    stage.pass(TimeDelta::milliseconds(1_500));
    stage.respond(|request| match request {
        Request::Import(Import::Progress) => {
            Some(Reply::done(Answer::ImportProgress { done: 7, of: 20 }))
        }
        _ => None,
    });
    assert!(
        stage.shows("Importando… 7 de 20"),
        "{}",
        stage.words(80, 24)
    );
    stage.respond(|request| match request {
        Request::Import(Import::Apply { .. }) => {
            Some(Reply::done(Answer::Imported(Box::new(ImportReport {
                applied: true,
                lines: Vec::new(),
                pins: vec![FirstPin {
                    username: "rosa".to_owned(),
                    name: "Rosa".to_owned(),
                    pin: "402917".to_owned(),
                }],
                ..report(false)
            }))))
        }
        _ => None,
    });
    assert!(stage.shows("402917"), "{}", stage.words(80, 24));
    stage.errands.clear();
    stage.keys("ctrl-y");
    assert!(
        stage
            .errands
            .iter()
            .any(|one| matches!(one, Errand::Copy(text) if text.contains("402917"))),
        "{:?}",
        stage.errands
    );
    stage.keys("esc alt-w");
    assert!(!stage.shows("402917"), "{}", stage.words(80, 24));
}

#[test]
fn a_file_that_cannot_be_read_says_why_beside_its_path() {
    for (bytes, why) in [
        (Err("no such file".to_owned()), "no such file"),
        (Ok(b"color\nrojo\n".to_vec()), "usuario"),
        (Ok(b"usuario\nJos\xe9\n".to_vec()), "UTF-8"),
        (Ok(Vec::new()), "no tiene líneas"),
    ] {
        let mut stage = Stage::signed_in(Lang::Es, Role::Admin);
        stage.keys("alt-w l enter");
        stage.text("gente.csv");
        stage.keys("enter");
        give(&mut stage, bytes);
        assert!(stage.shows(why), "{why}: {}", stage.words(80, 24));
        assert!(stage.shows("gente.csv"), "what was typed stays");
    }
}

#[test]
fn users_and_draws_lead_to_it_and_nobody_but_an_administrator_goes_there() {
    let mut stage = Stage::signed_in(Lang::En, Role::Admin);
    stage.act(Action::GoUsers);
    stage.keys("i");
    assert_eq!(stage.app.current(), ScreenId::Import);
    for role in [Role::Ventana, Role::Vendedor] {
        let mut stage = Stage::signed_in(Lang::En, role);
        stage.keys("alt-w");
        assert_ne!(stage.app.current(), ScreenId::Import);
    }
    let _ = noon();
}

#[test]
fn it_draws_at_every_size() {
    tried(Lang::Es, true).draw_at_all_sizes();
    tried(Lang::En, false).draw_at_all_sizes();
}
