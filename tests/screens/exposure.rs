//! The map of risk: moving over it, what-if, drill-down, and the block in two keystrokes.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::{
    BetKind, Digits, DrawResult, DrawState, LimitRuleId, Number, Rate, Role, ScopeId, TicketCode,
    Used,
};
use banca::ops::{
    Answer, DrawRow, ExposureCell, ExposureView, Fault, FaultKind, NamedPrice, NumberScope,
    NumberTicket, Refusal, Reply, Request, ResultPreview, Thing, UserRow, VentanaRow, WhatIf,
};
use banca::ui::action::Action;
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::TimeDelta;

fn draw(n: u128, name: &str, minutes: i64, digits: Digits) -> DrawRow {
    let at = noon() + TimeDelta::minutes(minutes);
    DrawRow {
        id: id(n),
        lottery: id(500),
        name: name.to_owned(),
        colour: "#2f7ed8".to_owned(),
        digits,
        outcomes: match digits {
            Digits::Two => vec!["ROJA".to_owned(), "BLANCA".to_owned()],
            Digits::Three => Vec::new(),
        },
        at,
        cutoff: at - TimeDelta::minutes(5),
        state: DrawState::Open,
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
    draw(14, "Tica", 55, Digits::Two)
}

fn monazos() -> DrawRow {
    draw(15, "Monazos", 60, Digits::Three)
}

/// Uneven stakes on most numbers; 23 is at its limit, 45 near it, 77 blocked.
fn cells(digits: Digits) -> Vec<ExposureCell> {
    Number::all(digits)
        .filter(|number| number.value() % 7 != 3 || number.value() == 45)
        .map(|number| {
            let value = i64::from(number.value());
            let straight = match value {
                23 => 52_000,
                45 => 43_500,
                value => value * value * 37 % 191 * 100,
            };
            let limit = if value == 45 { 75_000 } else { 50_000 };
            let reventado = if value % 3 == 0 { straight / 2 } else { 0 };
            ExposureCell {
                number,
                used: Used {
                    straight: colones(straight),
                    reventado: colones(reventado),
                },
                liability: colones(straight * 85 + reventado * 200),
                laid_off: colones(0),
                tickets: straight / 1_500,
                limit: Some(colones(limit)),
                share: u16::try_from((straight + reventado) * 100 / limit).ok(),
                blocked: value == 77,
            }
        })
        .collect()
}

fn counters(draw: DrawRow, scope: ScopeId) -> ExposureView {
    let cells = cells(draw.digits);
    let worst = cells.iter().max_by_key(|cell| cell.liability).unwrap();
    ExposureView {
        worst: Some((worst.number, worst.liability)),
        stakes: colones(1_284_500),
        commission: colones(154_140),
        laid_cost: colones(0),
        alert_percent: 80,
        now: noon(),
        draw,
        scope,
        price: None,
        prices: Vec::new(),
        cells,
    }
}

fn prices() -> Vec<NamedPrice> {
    let price = |n, kind, factor| NamedPrice {
        id: id(n),
        kind,
        factor: Rate::parse(factor).unwrap(),
    };
    vec![
        price(51, BetKind::Straight, "80"),
        price(52, BetKind::Straight, "85"),
        price(53, BetKind::Reventado, "200"),
    ]
}

fn scopes() -> Vec<NumberScope> {
    let row =
        |scope, name: &str, shop: Option<&str>, stake, limit: Option<(i64, u16)>| NumberScope {
            scope,
            name: name.to_owned(),
            ventana: shop.map(str::to_owned),
            cell: ExposureCell {
                number: Number::new(7, Digits::Two).unwrap(),
                used: Used {
                    straight: colones(stake),
                    reventado: colones(0),
                },
                liability: colones(stake * 85),
                laid_off: colones(0),
                tickets: stake / 900,
                limit: limit.map(|(limit, _)| colones(limit)),
                share: limit.map(|(_, share)| share),
                blocked: name.starts_with("Marta"),
            },
            sold: colones(stake * 7),
        };
    vec![
        row(
            ScopeId::Banca(id(3)),
            "Banca La Esperanza",
            None,
            96_000,
            Some((100_000, 96)),
        ),
        row(
            ScopeId::Ventana(id(4)),
            "Ventana Centro",
            None,
            60_000,
            Some((60_000, 100)),
        ),
        row(
            ScopeId::Ventana(id(5)),
            "Mercado \u{1b}[31m de la esquina más larga",
            None,
            36_000,
            None,
        ),
        row(
            ScopeId::Vendedor(id(31)),
            "Marta Solís",
            Some("Ventana Centro"),
            60_000,
            Some((80_000, 75)),
        ),
        row(
            ScopeId::Vendedor(id(32)),
            "Juan",
            Some("Mercado"),
            36_000,
            None,
        ),
    ]
}

fn respond(request: &Request) -> Option<Reply> {
    let answer = match request {
        Request::Draws(_) => Answer::Draws(vec![tica(), monazos()]),
        Request::Ventanas => Answer::Ventanas(vec![VentanaRow {
            id: id(4),
            name: "Ventana Centro".to_owned(),
            active: true,
            users: 2,
        }]),
        Request::Users => Answer::Users(vec![UserRow {
            id: id(31),
            username: "marta".to_owned(),
            name: "Marta Solís".to_owned(),
            role: Role::Vendedor,
            ventana: Some((id(4), "Ventana Centro".to_owned())),
            payout_limit: None,
            may_confirm: false,
            active: true,
            locked_until: None,
            last_sign_in: None,
        }]),
        Request::Exposure { draw, scope, price } => {
            let row = if *draw == id(15) { monazos() } else { tica() };
            let mut view = counters(row, *scope);
            view.price = *price;
            view.prices = prices();
            Answer::Exposure(Box::new(view))
        }
        Request::NumberScopes { .. } => Answer::NumberScopes(scopes()),
        _ => return None,
    };
    Some(Reply::done(answer))
}

fn shown(lang: Lang, role: Role) -> Stage {
    let mut stage = Stage::signed_in(lang, role);
    stage.asked.clear();
    stage.act(Action::GoExposure);
    assert_eq!(stage.app.current(), ScreenId::Exposure);
    stage.respond(respond);
    assert!(stage.waiting().is_empty());
    stage.pass(TimeDelta::seconds(6));
    stage.respond(respond);
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
            format!("exposure_{name}_{}_{columns}x{rows}", lang.name()),
            stage.picture(columns, rows)
        );
    }
    stage.draw_at_all_sizes();
}

#[test]
fn the_map_of_a_draw_looks_the_same_as_before() {
    for lang in Lang::ALL {
        let mut stage = shown(lang, Role::Admin);
        stage.keys("2 3");
        pictures(&stage, "map", lang);
    }
}

#[test]
fn three_digits_are_paged_by_hundreds() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("n");
    stage.respond(respond);
    stage.keys("4 2 7");
    pictures(&stage, "three_digits", Lang::Es);
    assert!(stage.shows("Número 427"));
    stage.keys("pagedown");
    assert!(stage.shows("500–599"));
    stage.keys("home left");
    assert!(stage.shows("Número 000"));
}

#[test]
fn arrows_and_digits_choose_a_number_and_stop_at_the_edges() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("down right");
    assert!(stage.shows("Número 11"));
    stage.keys("up up left left left");
    assert!(stage.shows("Número 00"));
    stage.keys("9");
    assert!(stage.shows("número: 9_"));
    stage.keys("9 right down");
    assert!(stage.shows("Número 99"));
}

#[test]
fn meaning_never_stands_on_colour_alone() {
    let stage = shown(Lang::Es, Role::Admin);
    for marked in ["23■", "45▲", "77✗"] {
        assert!(stage.words(80, 24).contains(marked), "{marked}");
    }
}

#[test]
fn the_counters_are_read_again_about_once_a_second_and_never_twice_at_once() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.pass(TimeDelta::seconds(30));
    let Request::Exposure { .. } = asks_only(&stage) else {
        panic!("the counters are asked for");
    };
    stage.respond(respond);
    stage.pass(TimeDelta::milliseconds(1_100));
    assert_eq!(stage.waiting().len(), 1);
}

#[test]
fn a_fault_while_reading_is_said_once_on_the_screen() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.pass(TimeDelta::seconds(2));
    stage.reply(Reply::Failed(Fault {
        kind: FaultKind::Busy,
        code: "F-1A".to_owned(),
    }));
    assert!(stage.shows("Otra operación usaba"));
    assert!(stage.shows("Número 00"), "the last counters stay");
    stage.pass(TimeDelta::seconds(6));
    stage.respond(respond);
    assert!(!stage.shows("Otra operación usaba"));
}

#[test]
fn two_keystrokes_block_a_number_and_one_takes_it_back() {
    for lang in Lang::ALL {
        let mut stage = shown(lang, Role::Admin);
        stage.keys("1 2 b");
        assert!(stage.waiting().is_empty());
        pictures(&stage, "armed", lang);
        stage.keys("b");
        let Request::BlockNumber { draw, number, .. } = asks_only(&stage) else {
            panic!("the block is asked for");
        };
        assert_eq!((draw, number.value()), (id(14), 12));
        let rule: LimitRuleId = id(70);
        stage.answer(Answer::Blocked { rule });
        stage.respond(respond);
        pictures(&stage, "undo", lang);
        stage.keys("u");
        let Request::EndLimit { rule: ended, .. } = asks_only(&stage) else {
            panic!("the undo is asked for");
        };
        assert_eq!(ended, rule);
        stage.answer(Answer::Saved);
        assert!(stage.shows("12 se vende otra vez") || stage.shows("12 is sold again"));
    }
}

#[test]
fn the_undo_is_gone_after_ten_seconds() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("1 2 b enter");
    stage.answer(Answer::Blocked { rule: id(70) });
    stage.respond(respond);
    assert!(stage.shows("deshacer (10 s)"));
    stage.pass(TimeDelta::seconds(4));
    stage.respond(respond);
    assert!(stage.shows("deshacer (6 s)"));
    stage.pass(TimeDelta::seconds(7));
    stage.asked.clear();
    stage.keys("u");
    assert!(stage.shows("No hay un bloqueo reciente"));
    assert!(stage.waiting().is_empty());
}

#[test]
fn any_other_key_takes_the_first_keystroke_of_a_block_back() {
    for key in ["esc", "right", "5", "m"] {
        let mut stage = shown(Lang::Es, Role::Admin);
        stage.keys("b");
        assert!(stage.shows("¿Bloquear el 00"));
        stage.keys(key);
        assert!(!stage.shows("¿Bloquear"), "{key}");
        assert_eq!(stage.app.current(), ScreenId::Exposure);
    }
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("7 7 b b");
    assert!(stage.waiting().is_empty(), "blocked already");
}

#[test]
fn a_refused_block_says_why_and_asks_nothing_more() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("b b");
    stage.reply(Reply::Refused(vec![Refusal::NotFound {
        what: Thing::Draw,
    }]));
    assert!(stage.shows("No se encuentra ese sorteo."));
    assert!(!stage.shows("¿Bloquear"));
}

fn what_if(result: DrawResult) -> WhatIf {
    let worst = |n: u16| {
        let number = Number::new(23 + n * 4 % 60, Digits::Two).unwrap();
        let outcome = Some(
            if n.is_multiple_of(2) {
                "ROJA"
            } else {
                "BLANCA"
            }
            .to_owned(),
        );
        let kept = 620_000 * i64::from(n) - 3_290_000;
        (DrawResult { number, outcome }, colones(kept))
    };
    WhatIf {
        preview: ResultPreview {
            draw: id(14),
            result,
            winners: 34,
            prizes: colones(4_420_000),
            stakes: colones(1_284_500),
            commission: colones(154_140),
            laid_off: colones(0),
            share: colones(0),
            net: colones(-3_289_640),
            reclaimed: colones(0),
        },
        cash: vec![
            ("Ventana Centro".to_owned(), colones(2_900_000)),
            ("Ventana Mercado".to_owned(), colones(1_100_000)),
            (
                "Pulpería La Amistad de Doña Flor".to_owned(),
                colones(420_000),
            ),
        ],
        worst_ten: (0..10).map(worst).collect(),
    }
}

#[test]
fn what_if_shows_loss_cash_by_shop_and_the_ten_worst() {
    for lang in Lang::ALL {
        let mut stage = shown(lang, Role::Admin);
        stage.keys("2 3 w");
        let Request::WhatIf { draw, result } = asks_only(&stage) else {
            panic!("the figures are asked for");
        };
        assert_eq!((draw, result.outcome.as_deref()), (id(14), Some("ROJA")));
        stage.answer(Answer::WhatIf(what_if(result)));
        pictures(&stage, "what_if", lang);
        stage.keys("o");
        let Request::WhatIf { result, .. } = asks_only(&stage) else {
            panic!("the other colour is asked for");
        };
        assert_eq!(result.outcome.as_deref(), Some("BLANCA"));
        stage.answer(Answer::WhatIf(what_if(result)));
        stage.keys("down enter");
        let Request::WhatIf { result, .. } = asks_only(&stage) else {
            panic!("the second worst is asked for");
        };
        assert_eq!(result.number.value(), 27);
        stage.asked.clear();
        stage.keys("esc");
        stage.respond(respond);
        assert!(stage.shows("23"));
    }
}

#[test]
fn the_tickets_of_a_number_are_listed_by_pages_and_open_in_pay() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("2 3 enter");
    let Request::NumberTickets {
        number,
        after: None,
        ..
    } = asks_only(&stage)
    else {
        panic!("the tickets are asked for");
    };
    assert_eq!(number.value(), 23);
    let row = |n: u64| NumberTicket {
        code: TicketCode::from_random(n * 7_919),
        ventana: "Ventana Centro".to_owned(),
        vendedor: "Marta Solís".to_owned(),
        sold_at: noon(),
        straight: colones(1_000),
        reventado: colones(if n.is_multiple_of(2) { 500 } else { 0 }),
    };
    stage.answer(Answer::NumberTickets((0..100).map(row).collect()));
    pictures(&stage, "tickets", Lang::Es);
    stage.keys("end");
    let Request::NumberTickets {
        after: Some(after), ..
    } = asks_only(&stage)
    else {
        panic!("the next page is asked for");
    };
    assert_eq!(after, row(99).code);
    stage.answer(Answer::NumberTickets(vec![row(160)]));
    assert!(stage.shows("101 tiquetes"));
}

#[test]
fn whose_counters_can_be_chosen_within_the_own_reach() {
    let mut stage = shown(Lang::Es, Role::Ventana);
    assert!(stage.shows("Ventana Centro (ventana)"));
    stage.keys("v");
    assert!(!stage.shows("La banca"));
    stage.keys("down enter");
    let waits = stage.waiting();
    let asked = waits.iter().find_map(|request| match request {
        Request::Exposure { scope, .. } => Some(*scope),
        _ => None,
    });
    assert_eq!(asked, Some(ScopeId::Vendedor(id(31))));
}

#[test]
fn the_draw_can_be_picked_from_a_list() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("d down enter");
    let Request::Exposure { draw, .. } = asks_only(&stage) else {
        panic!("the other draw is asked for");
    };
    assert_eq!(draw, id(15));
}

#[test]
fn without_any_draw_the_way_to_the_calendar_is_shown() {
    let mut stage = Stage::signed_in(Lang::En, Role::Admin);
    stage.asked.clear();
    stage.act(Action::GoExposure);
    stage.respond(|request| match request {
        Request::Draws(_) => Some(Reply::done(Answer::Draws(Vec::new()))),
        other => respond(other),
    });
    assert!(stage.shows("No draw is sold today or tomorrow. Alt+S shows the calendar."));
    stage.draw_at_all_sizes();
}

/// What the house would lose on a number is never left out, whatever the size of its tile.
#[test]
fn the_net_result_shows_a_figure_on_every_number_that_was_sold() {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let mut stage = shown(Lang::En, Role::Admin);
        stage.keys("m");
        let picture = stage.words(width, height);
        let losing = cells(Digits::Two)
            .iter()
            .filter(|cell| cell.liability > colones(1_284_500 - 154_140))
            .count();
        let chars: Vec<char> = picture.chars().collect();
        let negative = chars
            .windows(2)
            .filter(|pair| pair[0] == '-' && pair[1].is_ascii_digit())
            .count();
        assert!(
            losing > 5 && negative >= losing,
            "{losing} {negative}\n{picture}"
        );
    }
}

#[test]
fn one_price_is_kept_and_let_go_again() {
    let mut stage = shown(Lang::Es, Role::Admin);
    stage.keys("e");
    assert!(stage.shows("Todos los precios"));
    stage.keys("down down enter");
    let price = |stage: &Stage| {
        let asked = stage.waiting();
        asked.iter().find_map(|request| match request {
            Request::Exposure { price, .. } => Some(*price),
            _ => None,
        })
    };
    assert_eq!(price(&stage), Some(Some(id(52))));
    stage.respond(respond);
    assert!(stage.shows("solo Directo ×85") || stage.shows("×85"));
    stage.pass(TimeDelta::seconds(3));
    assert_eq!(price(&stage), None, "bets are not counted every second");
    stage.pass(TimeDelta::seconds(3));
    assert_eq!(price(&stage), Some(Some(id(52))));
    stage.respond(respond);
    stage.keys("e home enter");
    assert_eq!(price(&stage), Some(None));
}

#[test]
fn a_number_is_shown_by_whoever_sold_it_and_enter_looks_at_them() {
    for lang in Lang::ALL {
        let mut stage = shown(lang, Role::Admin);
        stage.keys("0 7 q");
        stage.respond(respond);
        let name = lang.name();
        insta::assert_snapshot!(
            format!("exposure_scopes_{name}_80x24"),
            stage.picture(80, 24)
        );
        insta::assert_snapshot!(
            format!("exposure_scopes_{name}_120x40"),
            stage.picture(120, 40)
        );
        stage.keys("down enter");
        let asked = stage.waiting();
        let scope = asked.iter().find_map(|request| match request {
            Request::Exposure { scope, .. } => Some(*scope),
            _ => None,
        });
        assert_eq!(scope, Some(ScopeId::Ventana(id(4))));
    }
    let mut nobody = shown(Lang::Es, Role::Admin);
    nobody.keys("q");
    nobody.respond(|request| match request {
        Request::NumberScopes { .. } => Some(Reply::done(Answer::NumberScopes(Vec::new()))),
        other => respond(other),
    });
    assert!(nobody.shows("Nadie ha vendido"));
    nobody.keys("esc");
    nobody.draw_at_all_sizes();
}
