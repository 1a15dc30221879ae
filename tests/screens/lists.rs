//! The screen of sales lists.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::{Digits, DrawState, Number, Right, Role, ScopeId, TicketCode, TicketState};
use banca::ops::{
    Answer, AskList, AskListTickets, ChangeList, DrawLists, DrawRow, Exclusion, ListChange,
    ListLine, ListOf, ListPreview, ListRow, ListSums, ListTicket, ListTicketPage, NumberList,
    OverLimit, Refusal, Reply, Request,
};
use banca::ui::action::Action;
use banca::ui::effect::Errand;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

const LONG: &str = "Ventana de la Esquina del Mercado Central de San José, segundo local";

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

fn sums(tickets: i64, stakes: i64) -> ListSums {
    ListSums {
        tickets,
        bets: tickets * 3,
        stakes: colones(stakes),
        listero: colones(stakes / 10),
        vendedor: colones(stakes / 20),
    }
}

fn of(scope: ScopeId, ventana: &str, vendedor: Option<&str>) -> ListOf {
    ListOf {
        scope,
        ventana: ventana.to_owned(),
        vendedor: vendedor.map(str::to_owned),
    }
}

fn marta() -> ListOf {
    of(
        ScopeId::Vendedor(id(7)),
        "Ventana Centro",
        Some("Marta Solís"),
    )
}

/// The exclusion of a whole shop.
fn out() -> Exclusion {
    Exclusion {
        scope: ScopeId::Ventana(id(41)),
        reason: "llegó después del cierre y con números repetidos".to_owned(),
        by: "Ana Vargas".to_owned(),
        approved_by: "Olga Mora".to_owned(),
        at: noon() - TimeDelta::minutes(20),
        sums: sums(145, 384_500),
    }
}

fn preview(excluded: bool) -> ListPreview {
    let at = |value, amount| Some((Number::new(value, Digits::Two).unwrap(), colones(amount)));
    ListPreview {
        draw: tica(),
        of: marta(),
        excluded,
        sums: sums(120, 600_000),
        before: at(23, 38_250_000),
        after: at(45, 7_650_000),
    }
}

fn change(excluded: bool, over: usize) -> ListChange {
    ListChange {
        draw: id(14),
        of: marta(),
        excluded,
        sums: sums(120, 600_000),
        over: (0..over)
            .map(|n| OverLimit {
                scope: ScopeId::Banca(id(2)),
                number: Number::new(u16::try_from(n).unwrap(), Digits::Two).unwrap(),
                limit: colones(50_000),
                percent: 120,
            })
            .collect(),
    }
}

fn rows() -> Vec<ListRow> {
    let row = |of, sums| ListRow {
        of,
        sums,
        excluded: None,
    };
    let shop = |n, name| of(ScopeId::Ventana(id(n)), name, None);
    let seller = |n, shop, name| of(ScopeId::Vendedor(id(n)), shop, Some(name));
    vec![
        row(
            of(ScopeId::Banca(id(2)), "Banca La Suerte", None),
            sums(345, 1_284_500),
        ),
        row(shop(40, "Ventana Centro"), sums(200, 900_000)),
        row(marta(), sums(120, 600_000)),
        row(
            seller(
                8,
                "Ventana Centro",
                "Pedro con un nombre larguísimo de verdad",
            ),
            sums(80, 300_000),
        ),
        ListRow {
            excluded: Some(out()),
            ..row(shop(41, LONG), sums(0, 0))
        },
        ListRow {
            excluded: Some(out()),
            ..row(seller(9, LONG, "Luis Mora"), sums(0, 0))
        },
    ]
}

fn lists() -> DrawLists {
    DrawLists {
        draw: tica(),
        rows: rows(),
        now: noon(),
    }
}

fn line(value: u16, straight: i64, reventado: i64) -> ListLine {
    ListLine {
        number: Number::new(value, Digits::Two).unwrap(),
        tickets: straight / 500,
        straight: colones(straight),
        reventado: colones(reventado),
        total: colones(straight + reventado),
    }
}

fn numbers() -> NumberList {
    NumberList {
        banca: "Banca La Suerte".to_owned(),
        draw: tica(),
        of: marta(),
        lines: vec![
            line(0, 1_000, 0),
            line(7, 12_500, 3_000),
            line(23, 300_000, 150_000),
            line(45, 90_000, 43_500),
        ],
        sums: sums(120, 600_000),
        excluded: None,
        now: noon(),
    }
}

fn ticket(n: u64, state: TicketState) -> ListTicket {
    ListTicket {
        code: TicketCode::from_random(n),
        vendedor: "Marta Solís".to_owned(),
        sold_at: noon() + TimeDelta::seconds(i64::try_from(n).unwrap()),
        straight: colones(500),
        reventado: colones(200),
        total: colones(2_500),
        state,
    }
}

fn read(stage: &mut Stage) {
    stage.respond(|request| {
        let answer = match request {
            Request::Draws(_) => Answer::Draws(vec![
                draw(13, "Nica", -60, DrawState::Evaluated),
                tica(),
                draw(15, "Honduras", 300, DrawState::Scheduled),
            ]),
            Request::Lists { .. } => Answer::Lists(Box::new(lists())),
            Request::List(_) => Answer::List(Box::new(numbers())),
            Request::ListTickets(_) => Answer::ListTickets(ListTicketPage {
                rows: vec![
                    ticket(1, TicketState::Active),
                    ticket(2, TicketState::Active),
                ],
                next: None,
            }),
            Request::PreviewList(_) => Answer::ListPreview(Box::new(preview(false))),
            _ => return None,
        };
        Some(Reply::Done(Box::new(answer)))
    });
}

fn shown(lang: Lang, role: Role) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.keys("alt-j");
    assert_eq!(stage.app.current(), ScreenId::Lists);
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

#[test]
fn the_lists_look_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let picture = |stage: &mut Stage, what: &str| {
            insta::assert_snapshot!(format!("lists_{what}_{name}_80x24"), stage.picture(80, 24));
            insta::assert_snapshot!(
                format!("lists_{what}_{name}_120x40"),
                stage.picture(120, 40)
            );
        };
        let mut stage = shown(lang, Role::Admin);
        picture(&mut stage, "draw");
        go(&mut stage, "down down enter");
        picture(&mut stage, "numbers");
        go(&mut stage, "down down enter");
        picture(&mut stage, "tickets");
        stage.draw_at_all_sizes();
        go(&mut stage, "esc esc down down");
        picture(&mut stage, "excluded");
        go(&mut stage, "up up e");
        picture(&mut stage, "exclude");
    }
}

#[test]
fn a_draw_without_sales_and_a_day_without_draws_say_so() {
    let mut stage = Stage::signed_in(Lang::Es, Role::Vendedor);
    stage.keys("alt-j");
    stage.respond(|request| {
        matches!(request, Request::Draws(_))
            .then(|| Reply::Done(Box::new(Answer::Draws(Vec::new()))))
    });
    assert!(
        stage.shows("No hay sorteos para listar."),
        "{}",
        stage.words(80, 24)
    );
    stage.keys("/");
    stage.text("ayer");
    stage.keys("enter");
    stage.respond(|request| {
        matches!(request, Request::Draws(_))
            .then(|| Reply::Done(Box::new(Answer::Draws(vec![tica()]))))
    });
    stage.respond(|request| {
        let empty = DrawLists {
            rows: Vec::new(),
            ..lists()
        };
        matches!(request, Request::Lists { .. })
            .then(|| Reply::Done(Box::new(Answer::Lists(Box::new(empty)))))
    });
    assert!(
        stage.shows("En este sorteo no se ha vendido nada."),
        "{}",
        stage.words(80, 24)
    );
}

#[test]
fn a_list_is_copied_as_paper_and_saved_as_a_table() {
    let mut stage = shown(Lang::Es, Role::Admin);
    go(&mut stage, "down down enter");
    stage.errands.clear();
    stage.keys("ctrl-y");
    let Some(Errand::Copy(paper)) = stage
        .errands
        .iter()
        .find(|errand| matches!(errand, Errand::Copy(_)))
    else {
        panic!("it is copied: {:?}", stage.errands);
    };
    assert!(paper.contains("LISTA DE VENTAS") && paper.contains("Vendedor: Marta Solís"));
    assert!(
        paper.lines().all(|line| line.chars().count() <= 48),
        "{paper}"
    );
    stage.keys("c");
    let saved = stage.errands.iter().find_map(|errand| match errand {
        Errand::Save { name, bytes } => Some((name.clone(), bytes.clone())),
        _ => None,
    });
    let (name, bytes) = saved.expect("it is saved");
    assert_eq!(
        name,
        "banca-listas-tica-2026-11-21-12-55-marta-solís-ventana-centro.csv"
    );
    assert!(String::from_utf8(bytes).unwrap().contains("23"));
}

#[test]
fn a_number_opens_into_the_tickets_of_that_list_alone_and_they_into_pay() {
    let mut stage = shown(Lang::Es, Role::Admin);
    go(&mut stage, "down down enter");
    stage.keys("down down enter");
    let asked = Request::ListTickets(AskListTickets {
        draw: id(14),
        scope: marta().scope,
        number: Some(Number::new(23, Digits::Two).unwrap()),
        after: None,
    });
    assert!(stage.waiting().contains(&asked), "{:?}", stage.waiting());
    read(&mut stage);
    stage.act(Action::ListOpen);
    assert_eq!(stage.app.current(), ScreenId::Pay);
}

#[test]
fn the_neighbouring_draw_is_one_key_away_and_the_calendar_leads_here() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("left");
    assert!(stage.waiting().contains(&Request::Lists { draw: id(13) }));
    read(&mut stage);
    let mut stage = Stage::signed_in(Lang::Es, Role::Admin);
    stage.keys("alt-s");
    stage.respond(|request| {
        matches!(request, Request::Draws(_))
            .then(|| Reply::Done(Box::new(Answer::Draws(vec![tica()]))))
    });
    stage.act(Action::DrawsLists);
    assert_eq!(stage.app.current(), ScreenId::Lists);
    assert!(stage.waiting().contains(&Request::Lists { draw: id(14) }));
}

/// What waits of a change of a list.
fn changes(stage: &Stage) -> Vec<Request> {
    let of_change = |request: &Request| {
        matches!(
            request,
            Request::PreviewList(_)
                | Request::ExcludeList(_)
                | Request::IncludeList(_)
                | Request::Approve(_)
        )
    };
    stage.waiting().into_iter().filter(of_change).collect()
}

/// Answers what waits of a change of a list.
fn answer_change(stage: &mut Stage, reply: &Reply) {
    let waits = changes(stage);
    stage.respond(|request| waits.contains(request).then(|| reply.clone()));
}

#[test]
fn excluding_tells_what_changes_and_asks_for_reason_and_second_person() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("e");
    assert!(
        changes(&stage).is_empty(),
        "the house has no list to exclude"
    );
    stage.keys("down down e");
    let asked = Request::PreviewList(AskList {
        draw: id(14),
        scope: marta().scope,
    });
    assert_eq!(changes(&stage), [asked]);
    read(&mut stage);
    stage.keys("enter");
    assert!(stage.shows("Escriba el motivo."), "{}", stage.words(80, 24));
    stage.text("llegó tarde");
    stage.keys("enter");
    let [Request::ExcludeList(asked)] = &changes(&stage)[..] else {
        panic!("it is sent: {:?}", stage.waiting());
    };
    let ChangeList {
        scope,
        reason,
        approval,
        key,
        ..
    } = asked.clone();
    assert_eq!(
        (scope, reason.as_str(), approval),
        (marta().scope, "llegó tarde", None)
    );
    answer_change(
        &mut stage,
        &Reply::Refused(vec![Refusal::NeedsApproval {
            right: Right::ExcludeList,
            target: format!("{}:{}", id::<()>(14), marta().scope.raw()),
            amount: None,
            limit: None,
        }]),
    );
    assert!(
        stage.shows("Marta Solís · Ventana Centro"),
        "{}",
        stage.words(80, 24)
    );
    stage.text("olga");
    stage.keys("tab");
    stage.text("2468");
    stage.keys("enter enter");
    let [Request::Approve(consent)] = &changes(&stage)[..] else {
        panic!("a consent is asked for: {:?}", stage.waiting());
    };
    assert_eq!((consent.right, consent.key), (Right::ExcludeList, key));
    answer_change(
        &mut stage,
        &Reply::done(Answer::Approved {
            approval: id(77),
            granted_by: "Olga Mora".to_owned(),
        }),
    );
    answer_change(
        &mut stage,
        &Reply::done(Answer::ListChanged(Box::new(change(true, 0)))),
    );
    assert!(
        stage.shows("Lista excluida: 120 tiquetes"),
        "{}",
        stage.words(120, 40)
    );
}

#[test]
fn a_list_that_came_back_names_the_numbers_above_their_limit() {
    let mut stage = shown(Lang::Es, Role::Admin);
    go(&mut stage, "down down down down");
    stage.keys("e");
    assert!(changes(&stage).is_empty(), "it is excluded already");
    stage.keys("down i");
    assert!(
        changes(&stage).is_empty(),
        "the shop's exclusion is ended, not the seller's"
    );
    stage.keys("up i");
    answer_change(
        &mut stage,
        &Reply::done(Answer::ListPreview(Box::new(preview(true)))),
    );
    stage.text("era a tiempo");
    stage.keys("enter");
    assert!(matches!(changes(&stage)[..], [Request::IncludeList(_)]));
    answer_change(
        &mut stage,
        &Reply::done(Answer::ListChanged(Box::new(change(false, 15)))),
    );
    let words = stage.words(80, 24);
    assert!(
        words.contains("00: 120 % de ₡50.000") && words.contains("y 3 más"),
        "{words}"
    );
}

#[test]
fn whoever_may_not_exclude_is_not_offered_it() {
    for role in [Role::Vendedor, Role::Ventana] {
        let mut stage = shown(Lang::Es, role);
        stage.keys("down e i");
        assert!(changes(&stage).is_empty());
    }
}
