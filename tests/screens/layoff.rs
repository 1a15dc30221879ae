//! The screen of lay-off.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::layoff::{
    LayOffLine, LayOffNumber, LayOffProblem, LayOffState as State, LayOffStep as Step, LayOffTerms,
    Proposal,
};
use banca::domain::{BetKind, Digits, DrawState, Money, Number, Percent, Rate, Role};
use banca::ops::{
    Answer, DrawRow, FieldProblem, LayOff, LayOffAnswer, LayOffEntry, LayOffList, LayOffProposal,
    LayOffRow, LayOffShare, LayOffView, Refusal, Reply, Request,
};
use banca::ui::action::Action;
use banca::ui::effect::Errand;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

const LONG: &str = "Banca de la Esquina del Mercado Central";

fn draw(n: u128, name: &str, minutes: i64, state: DrawState) -> DrawRow {
    let at = noon() + TimeDelta::minutes(minutes);
    DrawRow {
        id: id(n),
        lottery: id(500),
        name: name.to_owned(),
        colour: "#2f7ed8".to_owned(),
        digits: Digits::Two,
        outcomes: vec!["ROJA".to_owned()],
        at,
        cutoff: at - TimeDelta::minutes(5),
        state,
        tickets: 345,
        sold: colones(1_284_500),
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

fn tica() -> DrawRow {
    draw(14, "Tica", 55, DrawState::Open)
}

fn number(value: u16) -> Number {
    Number::new(value, Digits::Two).unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

fn terms() -> LayOffTerms {
    LayOffTerms {
        target: colones(100_000),
        factor: rate("80"),
        reventado: Some(rate("200")),
        commission: Some(Percent::parse("10").unwrap()),
    }
}

fn line(value: u16, kind: BetKind, stake: i64) -> LayOffLine {
    LayOffLine {
        number: number(value),
        kind,
        stake: colones(stake),
        factor: rate(if kind == BetKind::Straight {
            "80"
        } else {
            "200"
        }),
    }
}

fn lines() -> Vec<LayOffLine> {
    vec![
        line(23, BetKind::Straight, 2_000),
        line(23, BetKind::Reventado, 500),
        line(45, BetKind::Straight, 900),
    ]
}

fn proposal(any: bool) -> LayOffProposal {
    let row = |value, before, after, beyond| LayOffNumber {
        number: number(value),
        before: colones(before),
        after: colones(after),
        beyond: colones(beyond),
    };
    let numbers = vec![
        row(23, 355_000, 95_000, 0),
        row(45, 170_000, 98_000, 0),
        row(77, 1_120_000, 420_000, 320_000),
    ];
    let sum = |amount: i64| colones(if any { amount } else { 0 });
    LayOffProposal {
        draw: tica(),
        house: "Banca Sol".to_owned(),
        terms: terms(),
        proposal: Proposal {
            lines: if any { lines() } else { Vec::new() },
            numbers: if any { numbers } else { Vec::new() },
            before: any.then(|| (number(77), colones(1_120_000))),
            after: any.then(|| (number(77), colones(420_000))),
            stakes: sum(3_400),
            commission: sum(340),
            cost: sum(3_060),
        },
    }
}

fn row(n: i64, house: &str, state: State) -> LayOffRow {
    let owed = matches!(state, State::Accepted);
    LayOffRow {
        id: id(600 + u128::try_from(n).unwrap()),
        number: n,
        house: house.to_owned(),
        state,
        stakes: colones(3_400),
        cost: colones(3_060),
        share: owed.then(|| colones(260_000)),
        owed: if owed { colones(3_060) } else { Money::ZERO },
        due: if owed { colones(260_000) } else { Money::ZERO },
        by: "Ana Vargas".to_owned(),
        at: noon(),
    }
}

fn list(rows: Vec<LayOffRow>) -> LayOffList {
    LayOffList {
        draw: tica(),
        rows,
        now: noon(),
    }
}

fn all() -> Vec<LayOffRow> {
    vec![
        row(4, "Banca Sol", State::Proposed),
        row(3, "Banca Luna", State::Sent),
        row(2, LONG, State::Accepted),
        row(1, "Banca Sol", State::Rejected),
    ]
}

fn view(row: LayOffRow) -> LayOffView {
    let step = |step, answered: &str, reference: &str| LayOffEntry {
        step,
        answered: answered.to_owned(),
        reference: reference.to_owned(),
        owed: Money::ZERO,
        due: Money::ZERO,
        by: "Ana Vargas".to_owned(),
        at: noon(),
    };
    let mut steps = vec![step(Step::Proposed, "", "")];
    if row.state != State::Proposed {
        steps.push(step(Step::Sent, "", ""));
    }
    if row.state == State::Accepted {
        steps.push(step(
            Step::Accepted,
            "Don Sol",
            "sí, la tomo toda, gracias por avisar con tiempo",
        ));
    }
    let shares = lines().into_iter().map(|line| LayOffShare {
        share: row.share.map(|_| colones(160_000)),
        line,
    });
    LayOffView {
        banca: "Banca La Suerte".to_owned(),
        draw: tica(),
        contact: "8888-1234".to_owned(),
        terms: terms(),
        commission: colones(340),
        lines: shares.collect(),
        steps,
        now: noon(),
        row,
    }
}

fn done(answer: LayOffAnswer) -> Reply {
    Reply::Done(Box::new(Answer::LayOff(answer)))
}

/// Answers questions about draws and lay-offs.
fn read(stage: &mut Stage) {
    stage.respond(|request| {
        Some(match request {
            Request::Draws(_) => Reply::Done(Box::new(Answer::Draws(vec![
                draw(13, "Nica", -60, DrawState::Evaluated),
                tica(),
            ]))),
            Request::LayOff(LayOff::List { .. }) => done(LayOffAnswer::List(Box::new(list(all())))),
            Request::LayOff(LayOff::Read { layoff }) => {
                let found = all().into_iter().find(|row| row.id == *layoff)?;
                done(LayOffAnswer::One(Box::new(view(found))))
            }
            Request::LayOff(LayOff::Propose(_)) => {
                done(LayOffAnswer::Proposal(Box::new(proposal(true))))
            }
            _ => return None,
        })
    });
}

fn shown(lang: Lang) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    stage.act(Action::GoLayOff);
    assert_eq!(stage.app.current(), ScreenId::LayOff);
    read(&mut stage);
    read(&mut stage);
    stage.pass(TimeDelta::seconds(6));
    stage
}

/// Presses keys and answers what they ask.
fn go(stage: &mut Stage, keys: &str) {
    for key in keys.split(' ') {
        stage.keys(key);
        read(stage);
        read(stage);
    }
}

/// Types a field and goes to the next.
fn fill(stage: &mut Stage, fields: &[&str]) {
    for field in fields {
        stage.text(field);
        stage.keys("enter");
    }
}

/// What waits of the commands of a lay-off.
fn asked(stage: &Stage) -> Vec<LayOff> {
    let of = |request| match request {
        Request::LayOff(LayOff::List { .. } | LayOff::Read { .. }) => None,
        Request::LayOff(asked) => Some(asked),
        _ => None,
    };
    stage.waiting().into_iter().filter_map(of).collect()
}

fn answer(stage: &mut Stage, reply: &Reply) {
    let mut once = false;
    stage.respond(|request| {
        let command = matches!(request, Request::LayOff(asked) if !matches!(asked, LayOff::List { .. } | LayOff::Read { .. }));
        (command && !std::mem::replace(&mut once, true)).then(|| reply.clone())
    });
}

#[test]
fn lay_off_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let picture = |stage: &mut Stage, what: &str| {
            insta::assert_snapshot!(format!("layoff_{what}_{name}_80x24"), stage.picture(80, 24));
            insta::assert_snapshot!(
                format!("layoff_{what}_{name}_120x40"),
                stage.picture(120, 40)
            );
        };
        let mut stage = shown(lang);
        picture(&mut stage, "list");
        go(&mut stage, "down down enter");
        picture(&mut stage, "one");
        stage.draw_at_all_sizes();
        go(&mut stage, "l");
        picture(&mut stage, "settle");
        go(&mut stage, "esc esc n");
        picture(&mut stage, "form");
        fill(&mut stage, &["Banca Sol", "100000", "80", "200", "10"]);
        read(&mut stage);
        picture(&mut stage, "proposal");
        stage.draw_at_all_sizes();
    }
}

#[test]
fn a_draw_of_which_nothing_is_laid_off_says_what_to_do() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Admin);
    stage.act(Action::GoLayOff);
    stage.respond(|request| {
        matches!(request, Request::Draws(_))
            .then(|| Reply::Done(Box::new(Answer::Draws(vec![tica()]))))
    });
    stage.respond(|request| {
        matches!(request, Request::LayOff(LayOff::List { .. }))
            .then(|| done(LayOffAnswer::List(Box::new(list(Vec::new())))))
    });
    assert!(
        stage.shows("De este sorteo no se ha bajado nada."),
        "{}",
        stage.words(80, 24)
    );
    let mut stage = Stage::signed_in(Lang::Es, Role::Admin);
    stage.act(Action::GoLayOff);
    stage.respond(|request| {
        matches!(request, Request::Draws(_))
            .then(|| Reply::Done(Box::new(Answer::Draws(Vec::new()))))
    });
    assert!(stage.shows("Hoy no hay sorteos"), "{}", stage.words(80, 24));
    let mut stage = Stage::signed_in(Lang::Es, Role::Ventana);
    stage.act(Action::GoLayOff);
    assert_ne!(
        stage.app.current(),
        ScreenId::LayOff,
        "administrators alone"
    );
}

#[test]
fn what_is_proposed_is_kept_as_it_is_shown_and_nothing_before() {
    let mut stage = shown(Lang::Es);
    go(&mut stage, "n");
    fill(&mut stage, &["Banca Sol", "100000", "x"]);
    fill(&mut stage, &["200", "10"]);
    assert!(stage.shows("No se entiende."), "{}", stage.words(80, 24));
    stage.keys("backspace");
    fill(&mut stage, &["80", "", ""]);
    let [LayOff::Propose(wanted)] = &asked(&stage)[..] else {
        panic!("it is asked: {:?}", stage.waiting());
    };
    assert_eq!(
        (wanted.terms, wanted.house.as_str()),
        (terms(), "Banca Sol")
    );
    read(&mut stage);
    assert!(stage.shows("Nada está guardado") || stage.shows("No alcanza"));
    assert!(asked(&stage).is_empty());
    stage.keys("k");
    let [LayOff::Save(kept)] = &asked(&stage)[..] else {
        panic!("it is kept: {:?}", stage.waiting());
    };
    assert_eq!(kept.lines.len(), 3);
    // What was sold meanwhile is less: it is said, and the proposal stays.
    let gone = Refusal::LayOff(LayOffProblem::Beyond {
        number: number(23),
        left: colones(100),
    });
    answer(&mut stage, &Reply::Refused(vec![gone]));
    assert!(stage.shows("Del 23 solo queda"), "{}", stage.words(80, 24));
    stage.keys("k");
    answer(
        &mut stage,
        &done(LayOffAnswer::One(Box::new(view(row(
            4,
            "Banca Sol",
            State::Proposed,
        ))))),
    );
    assert!(stage.shows("Bajada 4 guardada"), "{}", stage.words(80, 24));

    // Nothing to lay off is nothing to keep.
    let mut stage = shown(Lang::Es);
    go(&mut stage, "n");
    fill(&mut stage, &["Banca Sol", "900000", "80", "", ""]);
    answer(
        &mut stage,
        &done(LayOffAnswer::Proposal(Box::new(proposal(false)))),
    );
    stage.keys("k");
    assert!(asked(&stage).is_empty());
    assert!(
        stage.shows("no hay nada que bajar"),
        "{}",
        stage.words(80, 24)
    );
}

#[test]
fn an_answer_needs_a_name_and_only_the_next_steps_are_offered() {
    let mut stage = shown(Lang::Es);
    // The first is proposed: it can be sent, and not be accepted yet.
    stage.keys("a");
    assert!(asked(&stage).is_empty());
    stage.keys("s");
    assert!(matches!(&asked(&stage)[..], [LayOff::Send(_)]));
    let sent = row(4, "Banca Sol", State::Sent);
    answer(&mut stage, &done(LayOffAnswer::One(Box::new(view(sent)))));
    assert!(stage.shows("Bajada 4 enviada"), "{}", stage.words(80, 24));

    let mut stage = shown(Lang::Es);
    stage.keys("down a");
    stage.keys("enter enter");
    assert!(stage.shows("vale como firma"), "{}", stage.words(80, 24));
    assert!(asked(&stage).is_empty());
    stage.text("Don Luna");
    stage.keys("enter");
    stage.text("sí");
    stage.keys("enter");
    let [LayOff::Accept(wanted)] = &asked(&stage)[..] else {
        panic!("it is accepted: {:?}", stage.waiting());
    };
    assert_eq!(
        (wanted.answered.as_str(), wanted.reference.as_str()),
        ("Don Luna", "sí")
    );
    let wrong = Refusal::Field {
        field: "reference".to_owned(),
        problem: FieldProblem::Missing,
    };
    let key = wanted.key;
    answer(&mut stage, &Reply::Refused(vec![wrong]));
    stage.keys("enter");
    let [LayOff::Accept(again)] = &asked(&stage)[..] else {
        panic!("it opens again: {}", stage.words(80, 24));
    };
    assert_eq!(again.key, key);
    let late = Refusal::LayOff(LayOffProblem::Late {
        draw: DrawState::Closed,
    });
    answer(&mut stage, &Reply::Refused(vec![late]));
    assert!(stage.shows("Ya no se baja"), "{}", stage.words(120, 40));
}

#[test]
fn the_slip_has_48_columns_and_the_message_says_what_and_for_how_much() {
    for (lang, says, asks) in [
        (Lang::Es, "BAJADA 2", "¿La acepta?"),
        (Lang::En, "LAY-OFF 2", "Do you accept it?"),
    ] {
        let mut stage = shown(lang);
        go(&mut stage, "down down enter");
        let copied = |stage: &mut Stage, key: &str| {
            stage.errands.clear();
            stage.keys(key);
            let found = stage.errands.iter().find_map(|errand| match errand {
                Errand::Copy(text) => Some(text.clone()),
                _ => None,
            });
            found.expect("it is copied")
        };
        let slip = copied(&mut stage, "ctrl-y");
        assert!(slip.contains(says) && slip.contains("Don Sol"), "{slip}");
        assert!(
            slip.lines().all(|line| line.chars().count() <= 48),
            "{slip}"
        );
        let message = copied(&mut stage, "m");
        assert!(
            message.contains(asks) && message.contains("23  "),
            "{message}"
        );
        assert!(message.contains("500 R"), "{message}");
        stage.errands.clear();
        stage.keys("c");
        let saved = stage.errands.iter().any(|errand| {
            matches!(errand, Errand::Save { name, bytes } if name.ends_with("-2.csv") && !bytes.is_empty())
        });
        assert!(saved, "{:?}", stage.errands);
    }
}
