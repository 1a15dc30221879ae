//! Commissions: what they say, writing a version without losing a word, and the explanation of an amount.

use crate::limits::lotteries;
use crate::stage::{Stage, colones, id, noon};
use banca::domain::{BetKind, CommissionShare, Percent, Policy, PolicyRule, Rate, Role, ScopeId};
use banca::ops::{
    Answer, CommissionExplained, CommissionRow, ExplainCommission, Fault, FaultKind, FieldProblem,
    Refusal, Reply, Request, SaveCommission, ShareExplained, UserRow, VentanaRow,
};
use banca::ui::action::Action;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};

const LONG: &str = "Ventana de la Esquina del Mercado Central de San José, segundo local";

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

fn factor(value: i64) -> Option<Rate> {
    Some(Rate::new(value.into()).unwrap())
}

fn rule(lottery: Option<u128>, kind: Option<BetKind>, given: &str) -> PolicyRule {
    PolicyRule {
        lottery: lottery.map(id),
        kind,
        factor_min: None,
        factor_max: None,
        percent: percent(given),
    }
}

fn row(
    (scope, name): (ScopeId, &str),
    share: CommissionShare,
    version: i64,
    default: Option<&str>,
    rules: Vec<PolicyRule>,
) -> CommissionRow {
    CommissionRow {
        scope,
        scope_name: name.to_owned(),
        share,
        version,
        policy: Policy {
            rules,
            default_percent: default.map(percent),
        },
        from: noon() - TimeDelta::days(30 - version),
        to: None,
        set_by: "Ana Vargas".to_owned(),
    }
}

fn house() -> (ScopeId, &'static str) {
    (ScopeId::Banca(id(2)), "Banca La Suerte")
}

fn seller() -> (ScopeId, &'static str) {
    (ScopeId::Vendedor(id(31)), "Marta Solís")
}

fn policies() -> Vec<CommissionRow> {
    let ranged = PolicyRule {
        factor_min: factor(80),
        factor_max: factor(85),
        ..rule(Some(500), Some(BetKind::Straight), "6.5")
    };
    let least = PolicyRule {
        factor_min: factor(90),
        ..rule(None, None, "4")
    };
    let reventado = rule(Some(501), Some(BetKind::Reventado), "3");
    vec![
        CommissionRow {
            to: Some(noon() + TimeDelta::days(10)),
            ..row(
                house(),
                CommissionShare::Listero,
                2,
                Some("10"),
                vec![ranged, least, reventado],
            )
        },
        CommissionRow {
            from: noon() + TimeDelta::days(10),
            ..row(house(), CommissionShare::Listero, 3, Some("12"), Vec::new())
        },
        row(
            (ScopeId::Ventana(id(4)), LONG),
            CommissionShare::Vendedor,
            1,
            None,
            vec![rule(None, None, "7")],
        ),
        row(
            seller(),
            CommissionShare::Vendedor,
            11,
            Some("7.25"),
            Vec::new(),
        ),
    ]
}

fn respond(rows: Vec<CommissionRow>) -> impl FnMut(&Request) -> Option<Reply> {
    move |request| {
        let answer = match request {
            Request::Commissions => Answer::Commissions(rows.clone()),
            Request::Lotteries => Answer::Lotteries(lotteries()),
            Request::Ventanas => Answer::Ventanas(vec![VentanaRow {
                id: id(4),
                name: "Centro".to_owned(),
                active: true,
                users: 1,
            }]),
            Request::Users => Answer::Users(vec![UserRow {
                id: id(31),
                username: "marta".to_owned(),
                name: "Marta Solís".to_owned(),
                role: Role::Vendedor,
                ventana: Some((id(4), "Centro".to_owned())),
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

fn shown_with(lang: Lang, role: Role, rows: Vec<CommissionRow>) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.asked.clear();
    stage.act(Action::GoCommissions);
    assert_eq!(stage.app.current(), ScreenId::Commissions);
    stage.respond(respond(rows));
    assert!(stage.waiting().is_empty());
    stage.pass(TimeDelta::seconds(6));
    stage
}

fn shown(lang: Lang) -> Stage {
    shown_with(lang, Role::Admin, policies())
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
            format!("commissions_{name}_{}_{columns}x{rows}", lang.name()),
            stage.picture(columns, rows)
        );
    }
    stage.draw_at_all_sizes();
}

fn midnight(day: u32) -> DateTime<Utc> {
    // six hours behind
    Utc.with_ymd_and_hms(2026, 12, day, 6, 0, 0).unwrap()
}

#[test]
fn the_policies_are_listed_with_their_rules_in_words() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        pictures(&stage, "list", lang);
        stage.keys("down down");
        pictures(&stage, "long_name", lang);
    }
}

#[test]
fn a_house_without_commissions_says_how_to_set_the_first() {
    for lang in Lang::ALL {
        pictures(&shown_with(lang, Role::Admin, Vec::new()), "empty", lang);
    }
    let mut stage = shown_with(Lang::Es, Role::Admin, Vec::new());
    stage.keys("e");
    assert!(stage.shows("No hay una comisión elegida."));
}

#[test]
fn the_versions_of_a_policy_are_read_and_lead_back() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("enter");
        let Request::CommissionHistory { scope, share } = asks_only(&stage) else {
            panic!("the versions are asked for");
        };
        assert_eq!((scope, share), (house().0, CommissionShare::Listero));
        let first = CommissionRow {
            to: Some(noon() - TimeDelta::days(28)),
            set_by: "Jorge Ureña".to_owned(),
            ..row(house(), share, 1, Some("8"), Vec::new())
        };
        let rows: Vec<_> = std::iter::once(first)
            .chain(policies().into_iter().take(2))
            .collect();
        stage.answer(Answer::Commissions(rows));
        pictures(&stage, "versions", lang);
        stage.keys("end");
        assert!(stage.shows("Jorge Ureña"));
        stage.keys("esc");
        stage.respond(respond(policies()));
        assert!(stage.shows("Marta Solís"));
    }
}

#[test]
fn a_new_policy_is_written_rule_by_rule_and_saved_after_a_yes() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("n");
        pictures(&stage, "head", lang);
        // the seller, the seller's share, a general percent, in December
        stage.keys("right right tab right tab");
        stage.text("5,5");
        stage.keys("tab");
        stage.text("1/12/2026");
        stage.keys("tab");
        stage.text("31/12/2026");
        stage.keys("enter");
        stage.keys("n right tab right tab");
        stage.text("80");
        stage.keys("tab");
        stage.text("85");
        stage.keys("tab");
        stage.text("6");
        pictures(&stage, "rule", lang);
        stage.keys("enter n tab tab tab tab");
        stage.text("4");
        stage.keys("enter u");
        pictures(&stage, "draft", lang);
        stage.keys("g");
        pictures(&stage, "sure", lang);
        stage.keys("enter");
        assert!(stage.waiting().is_empty(), "no is the default");
        stage.keys("g tab enter");
        let Request::SaveCommission(SaveCommission {
            scope,
            share,
            default_percent,
            rules,
            from,
            to,
            ..
        }) = asks_only(&stage)
        else {
            panic!("the policy is saved: {:?}", stage.waiting());
        };
        assert_eq!((scope, share), (seller().0, CommissionShare::Vendedor));
        assert_eq!(default_percent, Some(percent("5.5")));
        let ranged = PolicyRule {
            factor_min: factor(80),
            factor_max: factor(85),
            ..rule(Some(500), Some(BetKind::Straight), "6")
        };
        assert_eq!(
            rules,
            [rule(None, None, "4"), ranged],
            "raised to the first"
        );
        let january = Utc.with_ymd_and_hms(2027, 1, 1, 6, 0, 0).unwrap();
        assert_eq!(
            (from, to),
            (Some(midnight(1)), Some(january)),
            "the last day included"
        );
        stage.answer(Answer::Saved);
        let said = match lang {
            Lang::Es => "Comisión guardada.",
            Lang::En => "Commission saved.",
        };
        assert!(stage.shows(said));
    }
}

#[test]
fn what_cannot_be_read_is_said_beside_its_field_and_stays_typed() {
    let mut stage = shown(Lang::Es);
    stage.keys("n tab tab");
    stage.text("101");
    stage.keys("tab tab enter");
    assert!(stage.shows("Escriba un porcentaje de 0 a 100.") && stage.shows("101"));
    stage.keys("backspace backspace tab");
    stage.text("20/11/2026");
    stage.keys("tab enter");
    assert!(stage.shows("Una comisión no empieza en el pasado."));
    stage.keys("ctrl-u");
    stage.text("22/11/2026");
    stage.keys("tab");
    stage.text("21/11/2026");
    stage.keys("enter");
    assert!(stage.shows("Termina antes de empezar."));
    stage.keys("ctrl-u enter n tab tab");
    stage.text("90");
    stage.keys("tab");
    stage.text("80");
    stage.keys("tab enter");
    assert!(stage.shows("Escriba el porcentaje."));
    stage.text("4");
    stage.keys("enter");
    assert!(stage.shows("El rango va al revés."));
    assert!(stage.waiting().is_empty());
}

#[test]
fn the_version_that_follows_begins_as_the_chosen_one_and_is_kept_while_the_list_is_shown() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("e down d");
        pictures(&stage, "follows", lang);
        stage.keys("esc");
        stage.respond(respond(policies()));
        stage.keys("e g tab enter");
        let Request::SaveCommission(SaveCommission {
            scope,
            rules,
            from,
            to,
            ..
        }) = asks_only(&stage)
        else {
            panic!("it is saved");
        };
        assert_eq!((scope, rules.len(), from, to), (house().0, 2, None, None));
    }
}

#[test]
fn a_refused_date_comes_back_beside_its_field_and_another_refusal_is_said() {
    let mut stage = shown(Lang::Es);
    stage.keys("e g tab enter");
    stage.reply(Reply::Refused(vec![Refusal::Field {
        field: "to".to_owned(),
        problem: FieldProblem::OutOfRange,
    }]));
    assert!(stage.shows("Termina antes de empezar."));
    stage.keys("esc g tab enter");
    stage.reply(Reply::Failed(Fault {
        kind: FaultKind::TimedOut,
        code: "abc123".to_owned(),
    }));
    assert!(matches!(stage.waiting()[..], [Request::GiveUp { .. }]));
    assert!(stage.shows("Versión nueva"), "what was written stays");
    stage.draw_at_all_sizes();
}

#[test]
fn a_policy_is_ended_after_a_yes_and_leaves_the_level_above_to_decide() {
    let mut stage = shown(Lang::Es);
    stage.keys("end d tab enter");
    let Request::SaveCommission(SaveCommission {
        scope,
        default_percent: None,
        rules,
        from: None,
        to: None,
        ..
    }) = asks_only(&stage)
    else {
        panic!("it is ended: {:?}", stage.waiting());
    };
    assert_eq!((scope, rules.len()), (seller().0, 0));
    stage.answer(Answer::Saved);
    assert!(stage.shows("Comisión quitada."));
}

#[test]
fn an_amount_is_explained_by_rule_version_and_person() {
    for lang in Lang::ALL {
        let mut stage = shown(lang);
        stage.keys("x tab tab tab");
        stage.text("85");
        stage.keys("tab");
        stage.text("1000");
        pictures(&stage, "explain", lang);
        stage.keys("enter");
        let Request::ExplainCommission(asked) = asks_only(&stage) else {
            panic!("it is asked for");
        };
        let expected = ExplainCommission {
            seller: id(31),
            lottery: id(500),
            kind: BetKind::Straight,
            factor: factor(85).unwrap(),
            stake: colones(1_000),
            at: None,
        };
        assert_eq!(asked, expected);
        let share = |share, given: &str, amount, version, rule| ShareExplained {
            share,
            percent: percent(given),
            amount: colones(amount),
            version,
            rule,
        };
        let shop = policies().remove(0);
        stage.answer(Answer::CommissionExplained(CommissionExplained {
            seller: "Marta Solís".to_owned(),
            stake: colones(1_000),
            at: noon(),
            shares: vec![
                share(CommissionShare::Listero, "6.5", 65, Some(shop), Some(1)),
                share(CommissionShare::Vendedor, "0", 0, None, None),
            ],
        }));
        pictures(&stage, "explained", lang);
        stage.keys("esc x");
        assert!(
            stage.shows("1000"),
            "what was asked is kept for the next time"
        );
    }
}

#[test]
fn a_shop_reads_and_explains_but_sets_nothing() {
    let mut stage = shown_with(Lang::Es, Role::Ventana, policies());
    for key in ["n", "e", "d"] {
        stage.keys(key);
        assert!(stage.shows("Su usuario no tiene derecho a:"), "{key}");
        stage.pass(TimeDelta::seconds(6));
    }
    assert!(stage.waiting().is_empty());
    stage.keys("x");
    assert!(stage.shows("Explicar una comisión"));
    let mut seller = Stage::signed_in(Lang::Es, Role::Vendedor);
    seller.asked.clear();
    seller.act(Action::GoCommissions);
    assert_ne!(seller.app.current(), ScreenId::Commissions);
}
