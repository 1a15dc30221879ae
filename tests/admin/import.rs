//! Importing: tried and done, by the rules of the forms, all of it or nothing, and what becomes of past results.

use crate::support::{PIN, World, done, key, morning, refused, straight};
use banca::{
    domain::{
        DrawState, ImportColumn as Column, ImportWhat, Role,
        import::ImportProblem,
        instant_of,
        view::{DrawFilter, HotFilter},
    },
    ops::{
        Answer, FieldProblem, House, Import, ImportFate, ImportFile, ImportReport, ImportValue,
        Refusal, Request, Secret, SignIn, UserRow,
    },
    sheet,
    ui::{import_paper as paper, text::Voice},
};
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeMap;

fn file(what: ImportWhat, text: &str) -> ImportFile {
    let read = sheet::read(text.as_bytes(), what).expect("a readable file");
    ImportFile::new(what, "prueba.csv", read.lines)
}

async fn tried(house: &House, file: &ImportFile) -> ImportReport {
    match done(house, Request::Import(Import::Dry(file.clone()))).await {
        Answer::Imported(report) => *report,
        other => panic!("{other:?}"),
    }
}

fn apply(file: &ImportFile) -> Request {
    Request::Import(Import::Apply {
        key: key(),
        file: file.clone(),
    })
}

async fn applied(house: &House, file: &ImportFile) -> ImportReport {
    match done(house, apply(file)).await {
        Answer::Imported(report) => *report,
        other => panic!("{other:?}"),
    }
}

async fn users(house: &House) -> Vec<UserRow> {
    match done(house, Request::Users).await {
        Answer::Users(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn named<'a>(rows: &'a [UserRow], username: &str) -> Option<&'a UserRow> {
    rows.iter().find(|row| row.username == username)
}

/// Everything that an import could have written, counted.
async fn counted(world: &World) -> i64 {
    let mut owner = world.owner().await;
    sqlx::query_scalar(
        "SELECT (SELECT count(*) FROM app_user) + (SELECT count(*) FROM ventana) + (SELECT count(*) FROM past_result)
              + (SELECT count(*) FROM command) + (SELECT count(*) FROM activity)",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap()
}

async fn texts(world: &World, query: &'static str) -> String {
    let mut owner = world.owner().await;
    sqlx::query_scalar(query)
        .fetch_one(&mut owner)
        .await
        .unwrap()
}

const PEOPLE: &str = "\u{feff}Rol;USUARIO;Nombre;Ventana;Paga hasta;PIN;Teléfono\n\
    vendedora;rosa;\"Rosa; la de Centro\";centro;₡75.000;4826;8888\n\
    Supervisor;mario;Mario Ureña;Mercado;;;\n\
    vendedor;MARTA;Marta Rojas Vega;Centro;50,000.00;;\n";

#[tokio::test]
async fn a_dry_run_tells_of_each_line_and_writes_nothing() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let file = file(ImportWhat::Users, PEOPLE);
    let before = counted(&world).await;
    let report = tried(&ana, &file).await;
    assert_eq!(counted(&world).await, before);
    assert!(!report.applied);
    let fates: Vec<_> = report
        .lines
        .iter()
        .map(|line| (line.line, line.fate, line.first_pin))
        .collect();
    assert_eq!(
        fates,
        [
            (2, ImportFate::New, false),
            (3, ImportFate::New, true),
            (4, ImportFate::Changed, false)
        ]
    );
    let changes: Vec<_> = report.lines[2]
        .changes
        .iter()
        .map(|change| (change.column, change.after.clone()))
        .collect();
    let money = crate::support::colones(50_000);
    assert_eq!(
        changes,
        [
            (
                Column::Name,
                ImportValue::Text("Marta Rojas Vega".to_owned())
            ),
            (Column::Limit, ImportValue::Money(money)),
        ]
    );
    ana.close().await;
}

#[tokio::test]
async fn people_come_in_with_their_pin_or_one_that_is_told_once_and_kept_nowhere() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let file = file(ImportWhat::Users, PEOPLE);
    let request = apply(&file);
    let Answer::Imported(report) = done(&ana, request.clone()).await else {
        panic!("not an import");
    };
    assert_eq!((report.new, report.changed, report.refused), (2, 1, 0));
    let [first] = &report.pins[..] else {
        panic!("one PIN is made up: {:?}", report.pins);
    };
    assert_eq!(first.username, "mario");
    assert_eq!(first.pin.len(), 6);
    let rows = users(&ana).await;
    let rosa = named(&rows, "rosa").expect("rosa came in");
    assert_eq!(
        (rosa.name.as_str(), rosa.role),
        ("Rosa; la de Centro", Role::Vendedor)
    );
    assert_eq!(named(&rows, "marta").unwrap().name, "Marta Rojas Vega");

    for (username, pin) in [("rosa", "4826"), ("mario", first.pin.as_str())] {
        let door = world.door();
        let asked = SignIn {
            username: username.to_owned(),
            pin: Secret::new(pin),
            terminal: "caja".to_owned(),
        };
        let Answer::SignedIn(me) = done(&door, Request::SignIn(asked)).await else {
            panic!("{username} does not get in");
        };
        assert_eq!(me.must_change, username == "mario");
        if me.must_change {
            let open = Request::OpenDrawer {
                key: key(),
                float: crate::support::colones(1_000),
            };
            let no = refused(&door, open.clone()).await;
            assert_eq!(no, [Refusal::PinMustChange]);
            done(&door, Request::Home).await;
            let change = Request::ChangePin {
                key: key(),
                old: Secret::new(pin),
                new: Secret::new("8642"),
            };
            done(&door, change).await;
            done(&door, open).await;
        }
        door.close().await;
    }
    let again = world.door();
    let asked = SignIn {
        username: "mario".to_owned(),
        pin: Secret::new("8642"),
        terminal: "caja".to_owned(),
    };
    let Answer::SignedIn(me) = done(&again, Request::SignIn(asked)).await else {
        panic!("mario does not get in");
    };
    assert!(!me.must_change, "once");
    again.close().await;
    let kept = texts(
        &world,
        "SELECT (SELECT string_agg(to_jsonb(a)::text, ' ') FROM activity a)
             || (SELECT string_agg(answer::text, ' ') FROM command)",
    )
    .await;
    assert!(!kept.contains(&first.pin), "a PIN is kept nowhere");
    assert!(!kept.contains("4826"));
    assert!(!format!("{report:?} {request:?}").contains(&first.pin));

    let Answer::Imported(again) = done(&ana, request).await else {
        panic!("not an import");
    };
    assert_eq!(
        (again.new, again.pins.len()),
        (2, 0),
        "the same key tells no PIN twice"
    );
    ana.close().await;
    world.books_hold().await;
}

#[tokio::test]
async fn each_line_is_refused_by_the_rules_of_the_form() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let long = "x".repeat(81);
    let text = format!(
        "usuario,nombre,rol,ventana,paga hasta,activo,pin\n\
         sin rol,Con espacio,vendedor,Centro,,,\n\
         nuevo1,,vendedor,Centro,,,\n\
         nuevo2,Nuevo,jefe,Centro,,,\n\
         nuevo3,Nuevo,vendedor,Limón,,,\n\
         nuevo4,Nuevo,vendedor,,,,\n\
         nuevo5,Nuevo,vendedor,Centro,mucho,,\n\
         nuevo6,Nuevo,vendedor,Centro,,quizás,\n\
         nuevo7,Nuevo,vendedor,Centro,,,1111\n\
         nuevo8,{long},vendedor,Centro,,,\n\
         nuevo9,Nue\u{1b}[31mvo,vendedor,Centro,,,\n\
         nueva,Nueva,vendedor,Centro,,,,sobra\n\
         ana,Ana Vargas,vendedor,Centro,,,\n\
         luis,Luis Arias,vendedor,Mercado,-5,,\n\
         buena,Buena,vendedor,Centro,,,\n\
         BUENA,Otra vez,vendedor,Centro,,,\n"
    );
    let file = file(ImportWhat::Users, &text);
    let report = tried(&ana, &file).await;
    let problem = |line: u32| {
        let line = report.lines.iter().find(|one| one.line == line).unwrap();
        assert_eq!(line.fate, ImportFate::Refused, "{line:?}");
        line.problems.clone()
    };
    let field = |name: &str, problem| Refusal::Field {
        field: name.to_owned(),
        problem,
    };
    let word = |word: &str| FieldProblem::Word {
        word: word.to_owned(),
    };
    assert_eq!(problem(2), [field("username", FieldProblem::Unreadable)]);
    assert_eq!(problem(3), [field("name", FieldProblem::Missing)]);
    assert_eq!(problem(4), [field("role", word("jefe"))]);
    let nothing = FieldProblem::Nothing {
        word: "Limón".to_owned(),
    };
    assert_eq!(problem(5), [field("ventana", nothing)]);
    assert_eq!(problem(6), [field("ventana", FieldProblem::Missing)]);
    assert_eq!(problem(7), [field("payout_limit", word("mucho"))]);
    assert_eq!(problem(8), [field("active", word("quizás"))]);
    assert_eq!(problem(9), [Refusal::WeakPin { least: 4 }]);
    assert_eq!(
        problem(10),
        [field("name", FieldProblem::TooLong { most: 80 })]
    );
    assert_eq!(problem(11), [field("name", FieldProblem::Unreadable)]);
    assert_eq!(problem(12), [Refusal::Import(ImportProblem::Ragged)]);
    assert!(problem(13).contains(&Refusal::OwnAccount));
    assert_eq!(
        problem(14),
        [field("payout_limit", FieldProblem::OutOfRange)]
    );
    assert_eq!(
        problem(16),
        [Refusal::Import(ImportProblem::Repeated { line: 15 })]
    );
    assert_eq!((report.refused, report.new), (14, 1));

    let before = counted(&world).await;
    let no = refused(&ana, apply(&file)).await;
    let all = ImportProblem::HasErrors {
        refused: 14,
        line: 2,
    };
    assert_eq!(no, [Refusal::Import(all)]);
    assert_eq!(
        counted(&world).await,
        before,
        "nothing came in, not even the good line"
    );
    ana.close().await;
}

#[tokio::test]
async fn the_house_keeps_an_administrator_and_a_drawer_keeps_its_person() {
    let world = World::new().await;
    let marta = world.seller("marta").await;
    let ana = world.signed_in("ana").await;
    let text = "usuario,rol,ventana,activo\nolga,admin,,no\nmarta,vendedor,Mercado,sí\n";
    let report = tried(&ana, &file(ImportWhat::Users, text)).await;
    assert_eq!(report.lines[0].fate, ImportFate::Changed, "ana stays");
    assert_eq!(report.lines[1].problems, [Refusal::DrawerStillOpen]);
    let vera = world.signed_in("vera").await;
    let file = file(ImportWhat::Users, PEOPLE);
    for request in [Request::Import(Import::Dry(file.clone())), apply(&file)] {
        let no = refused(&vera, request).await;
        assert!(matches!(no[..], [Refusal::NotAllowed { .. }]), "{no:?}");
    }
    for house in [marta, ana, vera] {
        house.close().await;
    }
}

#[tokio::test]
async fn shops_come_in_and_what_was_exported_changes_nothing() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let text = "shop;state\n\"La Uruca; 2º local\";yes\n=Formula;\nCENTRO;active\nMercado;no\n";
    let shops = file(ImportWhat::Shops, text);
    let report = applied(&ana, &shops).await;
    assert_eq!((report.new, report.changed, report.unchanged), (2, 1, 1));
    applied(&ana, &file(ImportWhat::Users, PEOPLE)).await;

    let Answer::Ventanas(rows) = done(&ana, Request::Ventanas).await else {
        panic!("no shops");
    };
    let people = users(&ana).await;
    for voice in banca::ui::text::Lang::ALL.map(|lang| Voice {
        lang,
        ..Voice::default()
    }) {
        for (what, sheet) in [
            (ImportWhat::Shops, paper::shops(&rows, voice)),
            (ImportWhat::Users, paper::users(&people, voice)),
        ] {
            let bytes = sheet.bytes(sheet::Kind::Csv).unwrap();
            let read = sheet::read(&bytes, what).unwrap();
            assert_eq!(read.ignored, Vec::<String>::new());
            let back = ImportFile::new(what, "", read.lines);
            let report = tried(&ana, &back).await;
            let count = i64::try_from(report.lines.len()).unwrap();
            assert_eq!(report.unchanged, count, "{report:#?}");
        }
    }
    ana.close().await;
    world.books_hold().await;
}

fn at(day: NaiveDate) -> chrono::DateTime<chrono::Utc> {
    let noon = day.and_hms_opt(12, 55, 0).unwrap();
    instant_of(noon, chrono_tz::America::Costa_Rica).unwrap()
}

#[tokio::test]
async fn past_results_join_the_history_and_the_hot_numbers_and_touch_no_draw() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let text = "Lotería,Fecha,Hora,Número\n\
        Tica,2026-10-01,12:55,45\nti,02/10/2026,12:55 p. m.,7\nTICA,2026-10-03,12:55,45\n";
    let results = file(ImportWhat::Results, text);
    let draws = texts(&world, "SELECT count(*)::text FROM draw").await;
    let report = applied(&ana, &results).await;
    assert_eq!((report.new, report.refused), (3, 0), "{report:?}");
    assert_eq!(
        texts(&world, "SELECT count(*)::text FROM draw").await,
        draws
    );

    let lottery = world.lottery("Tica").await;
    let (from, to) = (
        NaiveDate::from_ymd_opt(2026, 9, 1),
        NaiveDate::from_ymd_opt(2026, 11, 30),
    );
    let Answer::HotNumbers(hot) =
        done(&ana, Request::HotNumbers(HotFilter { lottery, from, to })).await
    else {
        panic!("no numbers");
    };
    let times = |value| {
        let found = hot.numbers.iter().find(|row| row.number.value() == value);
        found.map(|row| (row.times, row.gap))
    };
    assert_eq!(hot.draws, 3);
    assert_eq!(
        (times(45), times(7)),
        (Some((2, Some(0))), Some((1, Some(1))))
    );
    let Answer::Draws(rows) = done(
        &ana,
        Request::Draws(DrawFilter {
            from,
            to,
            lottery: Some(lottery),
            state: Some(DrawState::Evaluated),
        }),
    )
    .await
    else {
        panic!("no draws");
    };
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.imported() && row.sold.is_zero()));
    assert_eq!(
        rows[0].at,
        at(NaiveDate::from_ymd_opt(2026, 10, 1).unwrap())
    );

    let again = tried(&ana, &results).await;
    assert_eq!((again.unchanged, again.new), (3, 0));
    let Answer::Lotteries(lotteries) = done(&ana, Request::Lotteries).await else {
        panic!("no lotteries");
    };
    let sheet = paper::results(&rows, &lotteries, Voice::default());
    let bytes = sheet.bytes(sheet::Kind::Csv).unwrap();
    let read = sheet::read(&bytes, ImportWhat::Results).unwrap();
    let back = ImportFile::new(ImportWhat::Results, "", read.lines);
    assert_eq!(tried(&ana, &back).await.unchanged, 3);

    let other = file(
        ImportWhat::Results,
        "lottery,date,time,number\nTica,2026-10-01,12:55,46\n",
    );
    let report = applied(&ana, &other).await;
    assert_eq!(
        report.changed, 1,
        "a wrong one is corrected by another import"
    );
    let told = texts(
        &world,
        "SELECT string_agg(details::text, ' ') FROM activity WHERE action = 'import.applied'",
    )
    .await;
    assert!(told.contains("\"45\"") && told.contains("\"46\""), "{told}");
    ana.close().await;
    world.books_hold().await;
}

#[tokio::test]
async fn a_draw_of_the_house_is_never_made_or_changed_by_a_file() {
    let world = World::new().await;
    let draw = world
        .open_draw("Tica", morning() + TimeDelta::hours(5))
        .await;
    let marta = world.seller("marta").await;
    crate::support::sold(
        &marta,
        crate::support::sale(&[draw], vec![straight(23, 500)]),
    )
    .await;
    let ana = world.signed_in("ana").await;
    let row = |time: &str, number: &str| {
        let text = format!("lottery,date,time,number\nTica,2026-11-16,{time},{number}\n");
        file(ImportWhat::Results, &text)
    };
    let problem = |report: ImportReport| report.lines[0].problems.clone();
    let early = tried(&ana, &row("13:00", "45")).await;
    assert!(problem(early).contains(&Refusal::Import(ImportProblem::NotOver)));
    world.freeze(morning() + TimeDelta::hours(6)).await;
    let open = tried(&ana, &row("13:00", "45")).await;
    let state = DrawState::Open;
    assert_eq!(
        problem(open),
        [Refusal::Import(ImportProblem::DrawStands { state })]
    );

    let mut owner = world.owner().await;
    for query in [
        "UPDATE draw SET state = 'CLOSED' WHERE draw_id = $1",
        "UPDATE draw SET state = 'EVALUATED', result_number = 45, result_version = 1 WHERE draw_id = $1",
    ] {
        sqlx::query(query)
            .bind(draw.raw())
            .execute(&mut owner)
            .await
            .unwrap();
    }
    let same = tried(&ana, &row("13:00", "45")).await;
    assert_eq!(same.lines[0].fate, ImportFate::Unchanged);
    let other = tried(&ana, &row("13:00", "46")).await;
    let result = "45".to_owned();
    assert_eq!(
        problem(other),
        [Refusal::Import(ImportProblem::OtherResult { result })]
    );
    for unknown in [
        "lottery,date,time,number\nBingo,2026-11-01,12:55,45\n",
        "lottery,date,time,number\nTica,2026-13-01,12:55,45\n",
        "lottery,date,time,number\nTica,2026-11-01,25:55,45\n",
        "lottery,date,time,number\nTica,2026-11-01,12:55,145\n",
        "lottery,date,time,number,color\nTica,2026-11-01,12:55,45,MORADA\n",
    ] {
        let report = tried(&ana, &file(ImportWhat::Results, unknown)).await;
        assert_eq!(report.refused, 1, "{unknown}");
    }
    for house in [marta, ana] {
        house.close().await;
    }
}

#[tokio::test]
async fn nobody_writes_a_past_result_past_the_import() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let mut owner = world.owner().await;
    let text = "lottery,date,time,number\nTica,2026-10-01,12:55,45\n";
    applied(&ana, &file(ImportWhat::Results, text)).await;
    for query in [
        "DELETE FROM past_result",
        "UPDATE past_result SET at = at - interval '1 day'",
        "TRUNCATE past_result",
    ] {
        assert!(
            sqlx::query(query).execute(&mut owner).await.is_err(),
            "{query}"
        );
    }
    ana.close().await;
}

#[tokio::test]
async fn two_thousand_results_are_one_import_and_an_empty_one_is_none() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let first = NaiveDate::from_ymd_opt(2018, 1, 1).unwrap();
    let lines: String = (0..2_000_u32)
        .map(|day| {
            let date = first + TimeDelta::days(i64::from(day));
            format!("Tica;{date};12:55;{}\n", day % 100)
        })
        .collect();
    let results = file(
        ImportWhat::Results,
        &format!("loteria;fecha;hora;numero\n{lines}"),
    );
    assert_eq!(applied(&ana, &results).await.new, 2_000);
    let empty = ImportFile {
        what: ImportWhat::Shops,
        name: String::new(),
        lines: Vec::new(),
    };
    let no = refused(&ana, apply(&empty)).await;
    assert!(matches!(
        no[..],
        [Refusal::Import(ImportProblem::Lines { .. })]
    ));
    ana.close().await;
}

#[tokio::test]
async fn a_request_of_json_brings_in_what_a_file_does() {
    let world = World::new().await;
    let ana = world.signed_in("ana").await;
    let json = serde_json::json!({
        "request": "import", "do": "apply", "key": key(), "what": "users", "name": "a mano",
        "lines": [{ "line": 1, "pin": PIN,
                    "cells": { "username": "nuevo", "name": "Nuevo", "role": "vendedor", "shop": "Centro" } }],
    });
    let request: Request = serde_json::from_value(json).unwrap();
    let Request::Import(Import::Apply { file, .. }) = &request else {
        panic!("{request:?}");
    };
    let cells: BTreeMap<_, _> = file.lines[0].cells.clone();
    assert_eq!(cells.len(), 4);
    done(&ana, request).await;
    world.signed_in("nuevo").await.close().await;
    ana.close().await;
}
