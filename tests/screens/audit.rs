//! The audit log: rows, a search that goes on by itself, a row with before and after, the chain, and files.

use crate::stage::{Stage, colones, noon};
use banca::domain::Role;
use banca::ops::{
    ActivityRow, Answer, AskAudit, AuditEntry, AuditFound, ChainCheck, CheckChain, ConsentView,
    FieldProblem, PageKey, Refusal, Reply, Request,
};
use banca::ui::action::Action;
use banca::ui::effect::Errand;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

const LONG: &str = "Ventana de la Esquina del Mercado Central de San José, segundo local";

fn entry(n: u128, action: &str, target: &str, details: Value) -> AuditEntry {
    let row = ActivityRow {
        id: Uuid::from_u128(n),
        at: noon() - TimeDelta::minutes(i64::try_from(n).unwrap()),
        who: "Marta Solís".to_owned(),
        role: Some(Role::Vendedor),
        terminal: "caja-1".to_owned(),
        action: action.to_owned(),
        target: target.to_owned(),
        draw: None,
        amount: None,
        note: String::new(),
        details,
        approved_by: None,
    };
    AuditEntry {
        row,
        username: "marta".to_owned(),
        ventana: "Centro".to_owned(),
        layer: "ops".to_owned(),
        request: Some(Uuid::from_u128(900 + n)),
        session: Some(Uuid::from_u128(700)),
        consent: None,
        block: Some(12),
    }
}

/// A page with a cancelled ticket, a changed user and a job of nobody.
fn rows() -> Vec<AuditEntry> {
    let mut cancelled = entry(1, "ticket.cancelled", "123456789015", json!({}));
    cancelled.row.amount = Some(colones(7_000));
    cancelled.row.note = "Dictó mal el número y también el sorteo".to_owned();
    cancelled.row.approved_by = Some("Vera Mora".to_owned());
    cancelled.consent = Some(ConsentView {
        asked_by: "Marta Solís".to_owned(),
        granted_by: "Vera Mora".to_owned(),
        right: "cancel_any".to_owned(),
        amount: Some(colones(7_000)),
        reason: "visto".to_owned(),
        at: noon(),
    });
    let saved = entry(
        2,
        "user.saved",
        "luis",
        json!({
            "before": {"name": "Luis Mora", "role": "VENDEDOR", "ventana": "Centro", "payout_limit": 5_000_000, "active": true},
            "after": {"name": "Luis \u{1b}[31mMora", "role": "VENTANA", "ventana": LONG, "payout_limit": 10_000_000, "active": true},
            "new_pin": true,
        }),
    );
    let mut job = entry(3, "draw.generated", "4", json!({"made": 4}));
    (job.row.who, job.row.role, job.username) = (String::new(), None, String::new());
    (job.row.terminal, job.ventana, job.layer) = (String::new(), String::new(), "job".to_owned());
    (job.request, job.session, job.block) = (None, None, None);
    vec![cancelled, saved, job]
}

fn found(rows: Vec<AuditEntry>, more: bool, looked: i64) -> Answer {
    let next = more.then(|| PageKey {
        at: noon() - TimeDelta::days(3),
        id: Uuid::from_u128(77),
    });
    Answer::Audit(AuditFound { rows, next, looked })
}

fn chain(checked: i64, broken: Option<i64>) -> Answer {
    Answer::ChainChecked(ChainCheck {
        blocks: 12,
        sealed: 1_200_345,
        waiting: 34,
        checked,
        rows: 100_000,
        broken,
        done: checked >= 12,
    })
}

fn opened(lang: Lang) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    stage.asked.clear();
    stage.act(Action::GoAudit);
    assert_eq!(stage.app.current(), ScreenId::Audit);
    stage.answer(chain(i64::MAX, None));
    stage
}

fn shown(lang: Lang) -> Stage {
    let mut stage = opened(lang);
    stage.answer(found(rows(), false, 3));
    stage
}

fn asked(stage: &Stage) -> AskAudit {
    let [Request::Audit(ask)] = &stage.waiting()[..] else {
        panic!("one search is asked for: {:?}", stage.waiting());
    };
    ask.clone()
}

fn pictures(stage: &Stage, name: &str, lang: Lang) {
    for (columns, rows) in [(80, 24), (120, 40)] {
        insta::assert_snapshot!(
            format!("audit_{name}_{columns}x{rows}_{lang:?}").to_lowercase(),
            stage.picture(columns, rows)
        );
    }
}

#[test]
fn rows_and_the_chain_below_them() {
    for lang in [Lang::Es, Lang::En] {
        pictures(&shown(lang), "rows", lang);
        let mut empty = opened(lang);
        empty.answer(found(Vec::new(), false, 0));
        pictures(&empty, "empty", lang);
    }
}

#[test]
fn a_row_opens_into_who_where_whose_consent_and_what_changed() {
    for lang in [Lang::Es, Lang::En] {
        let mut stage = shown(lang);
        stage.keys("enter");
        pictures(&stage, "consent", lang);
        stage.keys("esc down enter");
        pictures(&stage, "changed", lang);
        stage.keys("end up up enter");
        assert!(stage.shows("segundo local"), "a long value is told whole");
        stage.keys("esc esc");
        assert_eq!(stage.app.current(), ScreenId::Audit);
    }
}

#[test]
fn a_search_goes_on_by_itself_until_it_is_stopped() {
    for lang in [Lang::Es, Lang::En] {
        let mut stage = opened(lang);
        assert_eq!(asked(&stage).after, None);
        stage.answer(found(Vec::new(), true, 20_000));
        assert!(asked(&stage).after.is_some(), "it goes on where it was");
        pictures(&stage, "searching", lang);
        stage.answer(found(rows(), true, 20_000));
        stage.keys("esc");
        pictures(&stage, "stopped", lang);
        stage.answer(found(Vec::new(), true, 20_000));
        assert!(stage.waiting().is_empty(), "it was stopped");
        stage.keys("end down");
        assert!(asked(&stage).after.is_some(), "and goes on from there");
        assert_eq!(stage.app.current(), ScreenId::Audit);
    }
}

#[test]
fn the_chain_is_checked_block_by_block_with_progress() {
    for lang in [Lang::Es, Lang::En] {
        let mut stage = shown(lang);
        stage.keys("k");
        let first = Request::CheckChain(CheckChain { after: 0 });
        assert_eq!(stage.waiting(), [first]);
        for block in 1..=5 {
            stage.answer(chain(block, None));
            let next = Request::CheckChain(CheckChain { after: block });
            assert_eq!(stage.waiting(), [next]);
        }
        pictures(&stage, "checking", lang);
        for block in 6..=12 {
            stage.answer(chain(block, None));
        }
        assert!(stage.waiting().is_empty());
        pictures(&stage, "whole", lang);
        stage.keys("k");
        stage.answer(chain(1, Some(1)));
        pictures(&stage, "broken", lang);
    }
}

#[test]
fn a_filter_that_cannot_be_read_comes_back_with_what_is_wrong() {
    for lang in [Lang::Es, Lang::En] {
        let mut stage = shown(lang);
        stage.act(Action::ListFilter);
        stage.text("color:rojo hoy");
        stage.keys("enter");
        assert_eq!(asked(&stage).filter, "color:rojo hoy");
        stage.reply(Reply::Refused(vec![Refusal::Field {
            field: "filter".to_owned(),
            problem: FieldProblem::Word {
                word: "color:rojo".to_owned(),
            },
        }]));
        assert!(stage.shows("color:rojo hoy"), "nothing typed is lost");
        pictures(&stage, "wrong_filter", lang);
    }
}

#[test]
fn deeds_are_chosen_from_a_list_and_sales_left_out_by_a_key() {
    let mut stage = shown(Lang::Es);
    stage.keys("v");
    assert_eq!(asked(&stage).filter, "sin-ventas");
    stage.answer(found(rows(), false, 3));
    stage.keys("a");
    pictures(&stage, "deeds", Lang::Es);
    stage.keys("down enter");
    let filter = asked(&stage).filter;
    assert!(filter.starts_with("sin-ventas action:"), "{filter}");
    stage.answer(found(rows(), false, 3));
    stage.keys("v");
    assert!(asked(&stage).filter.starts_with("action:"));
}

#[test]
fn what_was_found_is_read_to_its_end_and_saved() {
    let mut stage = opened(Lang::Es);
    let mut page = rows();
    page.extend((10..70).map(|n| entry(n, "user.saved", "=SUM(1)", json!({}))));
    stage.answer(found(page, true, 100));
    stage.keys("c");
    assert_eq!(asked(&stage).limit, Some(500));
    stage.answer(found(rows(), true, 20_000));
    assert!(
        stage
            .errands
            .iter()
            .all(|one| !matches!(one, Errand::Save { .. }))
    );
    stage.answer(found(rows(), false, 9));
    let saved = stage.errands.iter().find_map(|errand| match errand {
        Errand::Save { name, bytes } => Some((name.clone(), bytes.clone())),
        _ => None,
    });
    let (name, bytes) = saved.expect("a file");
    assert_eq!(name, "banca-audit-2026-11-21.csv");
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(text.lines().count(), 3 + 60 + 6 + 1, "{text}");
    assert!(
        text.contains("'=SUM(1)") && !text.contains('\u{1b}'),
        "{text}"
    );
    stage.keys("x");
    assert!(
        stage
            .errands
            .iter()
            .any(|one| matches!(one, Errand::Save { name, .. } if name.ends_with(".xlsx")))
    );
}

#[test]
fn a_seller_does_not_come_here() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Vendedor);
    stage.asked.clear();
    stage.act(Action::GoAudit);
    assert_ne!(stage.app.current(), ScreenId::Audit);
}

#[test]
fn it_draws_at_every_size() {
    let mut stage = shown(Lang::Es);
    stage.draw_at_all_sizes();
    stage.keys("down enter");
    stage.draw_at_all_sizes();
}
