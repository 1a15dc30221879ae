//! The system screen.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::Role;
use banca::ops::{
    ActivityFilter, ActivityPage, ActivityRow, Answer, Hello, HouseSettings, Identity, JobRow,
    JobRun, Jobs, PageKey, Reply, Request, Ticked, VerifyReport,
};
use banca::ui::text::Lang;
use chrono::TimeDelta;
use uuid::Uuid;

fn row(n: u64, action: &str, target: &str) -> ActivityRow {
    ActivityRow {
        id: Uuid::from_u128(n.into()),
        at: noon() - TimeDelta::minutes(n.cast_signed()),
        who: "Marta Solís".to_owned(),
        role: Some(Role::Vendedor),
        terminal: "caja-1".to_owned(),
        action: action.to_owned(),
        target: target.to_owned(),
        draw: None,
        amount: None,
        note: String::new(),
        details: serde_json::json!({"total": 470_000, "note": "a\u{1b}[2J"}),
        approved_by: Some("Ana Vargas".to_owned()),
    }
}

fn report(holds: bool) -> VerifyReport {
    let identity = |name: &str, left, right| Identity {
        name: name.to_owned(),
        left,
        right,
        holds: left == right,
        first_broken: (left != right).then(|| "caja-1 2026-11-21".to_owned()),
    };
    VerifyReport {
        identities: vec![
            identity("transfers.balance", 0, 0),
            identity(
                "drawer.balance",
                118_450_000,
                if holds { 118_450_000 } else { 118_440_000 },
            ),
            identity("seal.chain", 412, 412),
        ],
        at: noon(),
        millis: 84,
    }
}

fn jobs(late: bool) -> Jobs {
    let row = |job: &str, done, failures| JobRow {
        job: job.to_owned(),
        last_run: (job != "seal").then(|| noon() - TimeDelta::minutes(3)),
        last_done: None,
        next: (job == "close").then(|| noon() + TimeDelta::minutes(if late { -40 } else { 8 })),
        done,
        runs: 412,
        failures,
        last_failure: (failures > 0).then(|| "TimedOut (81486B)".to_owned()),
        failed_at: None,
        late: late && job == "close",
    };
    let run = |job: &str, minutes, done| JobRun {
        job: job.to_owned(),
        at: noon() - TimeDelta::minutes(minutes),
        done,
        failure: None,
        by: "Marta Solís".to_owned(),
    };
    Jobs {
        jobs: vec![
            row("generate", 126, 0),
            row("open", 118, 0),
            row("close", 117, 2),
            row("expire", 31, 0),
            row("seal", 0, 0),
        ],
        runs: vec![
            run("close", 3, 1),
            run("close", 183, 2),
            run("generate", 700, 18),
        ],
    }
}

fn shown(lang: Lang) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    stage.keys("alt-y");
    stage.respond(|request| {
        let answer = match request {
            Request::Hello => Answer::Hello(Hello {
                set_up: true,
                banca: Some("Banca La Suerte".to_owned()),
                server: "PostgreSQL 15.14".to_owned(),
                now: noon() + TimeDelta::seconds(7),
                scratch: true,
            }),
            Request::Activity(_) => Answer::Activity(ActivityPage {
                rows: vec![
                    row(1, "ticket.sold", "1234-5678-9012"),
                    row(2, "prize.paid", "9012-3456-7890"),
                ],
                next: Some(PageKey {
                    at: noon(),
                    id: id::<()>(2).raw(),
                }),
            }),
            Request::Jobs => Answer::Jobs(jobs(false)),
            _ => return None,
        };
        Some(Reply::Done(Box::new(answer)))
    });
    stage
}

fn verified(lang: Lang, holds: bool) -> Stage {
    let mut stage = shown(lang);
    stage.keys("v");
    stage.respond(|request| {
        (*request == Request::Verify)
            .then(|| Reply::Done(Box::new(Answer::Verified(report(holds)))))
    });
    stage
}

#[test]
fn the_system_screen_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        insta::assert_snapshot!(
            format!("system_{name}_120x40"),
            verified(lang, true).picture(120, 40)
        );
        insta::assert_snapshot!(
            format!("system_{name}_broken_80x24"),
            verified(lang, false).picture(80, 24)
        );
        let mut activity = shown(lang);
        activity.keys("a");
        insta::assert_snapshot!(
            format!("system_{name}_activity_80x24"),
            activity.picture(80, 24)
        );
        activity.keys("enter");
        insta::assert_snapshot!(
            format!("system_{name}_details_80x24"),
            activity.picture(80, 24)
        );
    }
}

#[test]
fn while_the_books_are_checked_a_second_check_is_not_asked_for() {
    let mut stage = shown(Lang::Es);
    stage.keys("v v");
    let checks = stage
        .waiting()
        .into_iter()
        .filter(|request| *request == Request::Verify);
    assert_eq!(checks.count(), 1);
    assert!(stage.shows("Ya se está revisando."));
}

#[test]
fn the_end_of_the_list_asks_for_the_next_page() {
    let mut stage = shown(Lang::Es);
    stage.keys("tab down down");
    let after = |request: &Request| {
        matches!(
            request,
            Request::Activity(ActivityFilter { after: Some(_), .. })
        )
    };
    assert!(stage.waiting().iter().any(after));
}

#[test]
fn what_was_due_is_told() {
    let mut stage = shown(Lang::Es);
    stage.keys("j");
    let done = Ticked {
        generated: 3,
        opened: 2,
        closed: 1,
        skipped: 0,
        expired: 0,
        gathered: 0,
    };
    stage.respond(|request| {
        (*request == Request::Tick).then(|| Reply::Done(Box::new(Answer::Ticked(done.clone()))))
    });
    assert!(stage.shows("3 generados, 2 abiertos, 1 cerrados"));
}

#[test]
fn no_size_panics() {
    verified(Lang::Es, false).draw_at_all_sizes();
}

#[test]
fn the_settings_are_read_changed_and_saved() {
    let settings = HouseSettings {
        name: "Banca La Suerte".to_owned(),
        single_person: false,
        payout_limit: colones(100_000),
        void_minutes: 10,
        big_total: colones(50_000),
        cash_threshold: colones(500),
        alert_percent: 80,
        early_release: false,
    };
    let answer = |request: &Request| {
        (*request == Request::Settings)
            .then(|| Reply::Done(Box::new(Answer::Settings(settings.clone()))))
    };
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("e");
        stage.respond(answer);
        let name = lang.name();
        insta::assert_snapshot!(format!("settings_{name}_80x24"), stage.picture(80, 24));
        insta::assert_snapshot!(format!("settings_{name}_120x40"), stage.picture(120, 40));
    }
    let mut stage = shown(Lang::Es);
    stage.keys("e");
    stage.respond(answer);
    stage.keys("tab tab backspace backspace 9 9 9 9 tab tab tab tab tab right enter");
    assert!(stage.shows("Escriba los minutos, de 0 a 1440."));
    stage.keys("backspace backspace backspace backspace 5 tab tab tab tab tab enter");
    let asked = stage.waiting();
    let Some(Request::SaveSettings {
        settings: saved, ..
    }) = asked.iter().find(|request| request.key().is_some())
    else {
        panic!("the settings are saved: {asked:?}");
    };
    assert_eq!((saved.void_minutes, saved.early_release), (5, true));
    assert_eq!(saved.payout_limit, settings.payout_limit);
}

#[test]
fn the_jobs_are_shown_with_what_is_late() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("tab tab");
        for (columns, rows) in [(80, 24), (120, 40)] {
            insta::assert_snapshot!(
                format!("system_jobs_{}_{columns}x{rows}", lang.name()),
                stage.picture(columns, rows)
            );
        }
        stage.keys("down down enter");
        assert!(stage.shows("TimedOut (81486B)"));
        stage.keys("enter ctrl-r");
        stage.respond(|request| match request {
            Request::Jobs => Some(Reply::done(Answer::Jobs(jobs(true)))),
            _ => None,
        });
        let late = match lang {
            Lang::Es => "hay trabajos atrasados",
            Lang::En => "jobs are late",
        };
        assert!(stage.shows(late));
        stage.draw_at_all_sizes();
    }
}
