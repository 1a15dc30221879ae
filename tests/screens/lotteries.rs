//! The lotteries' screen.

use crate::stage::{Stage, colones, id, noon};
use banca::domain::{
    BetKind, Digits, LotteryRules, Multiplier, PriceList, Rate, ReventadoOutcome, Role, Schedule,
    ScopeId, Slot,
};
use banca::ops::{
    Answer, FieldProblem, HolidayRow, LotteryRow, PriceListRow, Refusal, Reply, Request, VentanaRow,
};
use banca::ui::text::Lang;
use chrono::{NaiveTime, TimeDelta, Weekday};

fn slot(weekdays: &[Weekday], time: &str) -> Slot {
    let time = NaiveTime::parse_from_str(time, "%H:%M").unwrap();
    Slot {
        weekdays: weekdays.to_vec(),
        time,
    }
}

fn price(n: u128, name: &str, kind: BetKind, usual: bool) -> Multiplier {
    let factor = Rate::parse(name).unwrap();
    Multiplier {
        id: id(n),
        name: name.to_owned(),
        kind,
        factor,
        usual,
    }
}

pub fn lottery(n: u128, name: &str, alias: &str, slots: Vec<Slot>) -> LotteryRow {
    let red = ReventadoOutcome {
        name: "ROJA".to_owned(),
        factor: Rate::parse("200").unwrap(),
    };
    LotteryRow {
        id: id(n),
        name: name.to_owned(),
        active: true,
        rules: LotteryRules {
            digits: Digits::Two,
            min_bet: colones(100),
            max_bet: colones(100_000),
            step: colones(100),
            max_lines: 50,
            max_ticket: colones(500_000),
            cutoff_minutes: 5,
            open_hours: 24,
            sales_hours: Vec::new(),
            outcomes: vec![red],
            expiry_days: 30,
            alias: alias.to_owned(),
            colour: "#2f9e44".to_owned(),
            schedule: Schedule {
                zone: chrono_tz::America::Costa_Rica,
                slots,
                holidays: Vec::new(),
            },
        },
        multipliers: vec![
            price(70, "85", BetKind::Straight, true),
            price(71, "90", BetKind::Straight, false),
        ],
        retired: vec![price(72, "80", BetKind::Straight, false)],
        next: vec![
            noon() + TimeDelta::minutes(55),
            noon() + TimeDelta::minutes(270),
        ],
    }
}

fn rows() -> Vec<LotteryRow> {
    let daily = ["12:55", "16:30", "19:30"]
        .map(|time| slot(&[], time))
        .to_vec();
    let panama = lottery(
        2,
        "Panamá",
        "pa",
        vec![slot(&[Weekday::Wed, Weekday::Sun], "15:00")],
    );
    let mut off = lottery(3, "Monazos", "mo", vec![slot(&[], "19:00")]);
    off.active = false;
    off.rules.digits = Digits::Three;
    off.rules.outcomes.clear();
    off.multipliers.clear();
    off.next.clear();
    vec![lottery(1, "Tica", "ti", daily), panama, off]
}

/// The shop in the centre sells the Tica at 90 only.
fn shop_list() -> PriceListRow {
    PriceListRow {
        list: PriceList {
            scope: ScopeId::Ventana(id(5)),
            lottery: id(1),
            multipliers: vec![id(71)],
            usual: vec![id(71)],
            from: None,
            to: None,
            reason: "acuerdo de marzo".to_owned(),
        },
        names: vec!["90".to_owned()],
        scope_name: "Centro".to_owned(),
        lottery_name: "Tica".to_owned(),
        set_by: "Ana".to_owned(),
        set_at: noon(),
    }
}

fn shown(lang: Lang) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    stage.keys("alt-l");
    stage.respond(|request| {
        let answer = match request {
            Request::Lotteries => Answer::Lotteries(rows()),
            Request::PriceLists => Answer::PriceLists(vec![shop_list()]),
            Request::Ventanas => Answer::Ventanas(vec![VentanaRow {
                id: id(5),
                name: "Centro".to_owned(),
                active: true,
                users: 1,
            }]),
            Request::Users => Answer::Users(Vec::new()),
            _ => return None,
        };
        Some(Reply::Done(Box::new(answer)))
    });
    stage.pass(TimeDelta::seconds(6));
    stage
}

fn saved(stage: &Stage) -> Vec<Request> {
    let save = |request: &Request| request.key().is_some();
    stage.waiting().into_iter().filter(save).collect()
}

#[test]
fn the_lotteries_look_the_same_as_before() {
    for lang in Lang::ALL {
        let name = lang.name();
        let mut stage = shown(lang);
        insta::assert_snapshot!(format!("lotteries_{name}_80x24"), stage.picture(80, 24));
        insta::assert_snapshot!(format!("lotteries_{name}_120x40"), stage.picture(120, 40));
        stage.keys("e");
        insta::assert_snapshot!(
            format!("lotteries_{name}_edit_80x24"),
            stage.picture(80, 24)
        );
        stage.keys("esc m");
        insta::assert_snapshot!(
            format!("lotteries_{name}_prices_80x24"),
            stage.picture(80, 24)
        );
    }
}

#[test]
fn an_edit_without_a_change_saves_the_same_rules() {
    for row in rows() {
        let mut stage = shown(Lang::Es);
        let place = rows().iter().position(|other| other.id == row.id).unwrap();
        stage.keys(&"down ".repeat(place));
        stage.keys("e shift-tab enter");
        let [
            Request::SaveLottery {
                lottery,
                name,
                active,
                rules,
                ..
            },
        ] = &saved(&stage)[..]
        else {
            panic!("the lottery is saved");
        };
        assert_eq!(
            (*lottery, name, *active, rules.as_ref()),
            (row.id, &row.name, row.active, &row.rules)
        );
    }
}

#[test]
fn the_choice_goes_to_the_lottery_that_was_just_added() {
    let mut stage = shown(Lang::Es);
    stage.keys("n");
    stage.text("Rapida");
    stage.keys("enter");
    stage.text("ra");
    stage.keys("shift-tab shift-tab enter");
    assert!(
        stage.shows("Escriba al menos una hora"),
        "what the hint promises is what is taken"
    );
    stage.text("12:55");
    stage.keys("tab tab tab enter");
    let [Request::SaveLottery { lottery: added, .. }] = saved(&stage)[..] else {
        panic!("the lottery is saved");
    };
    stage.answer(Answer::Saved);
    stage.respond(|request| match request {
        Request::Lotteries => {
            let mut all = rows();
            let mut fresh = lottery(9, "Rapida", "ra", Vec::new());
            fresh.id = added;
            all.push(fresh);
            Some(Reply::done(Answer::Lotteries(all)))
        }
        _ => None,
    });
    stage.keys("e");
    assert!(
        stage.words(120, 40).contains("Letras") && stage.shows("ra"),
        "{}",
        stage.words(120, 40)
    );
    stage.keys("shift-tab enter");
    assert!(matches!(
        saved(&stage)[..],
        [Request::SaveLottery { lottery, .. }] if lottery == added
    ));
}

#[test]
fn what_cannot_be_read_is_said_at_its_field() {
    let mut stage = shown(Lang::Es);
    stage.keys("e shift-tab shift-tab shift-tab shift-tab ctrl-u");
    stage.text("12:55 25:00");
    stage.keys("enter enter enter enter");
    assert!(stage.shows("No se entiende «25:00»"));
    assert!(saved(&stage).is_empty());
    stage.keys("ctrl-u");
    stage.text("mi,do 15:00");
    stage.keys("enter enter enter enter");
    assert_eq!(saved(&stage).len(), 1);
}

#[test]
fn a_refused_lottery_opens_again_with_its_reason() {
    let mut stage = shown(Lang::Es);
    stage.keys("n");
    stage.text("Tica");
    stage.keys("enter");
    stage.text("tt");
    stage.keys("shift-tab shift-tab shift-tab shift-tab shift-tab");
    stage.text("11:00");
    stage.keys("enter enter enter enter");
    stage.respond(|request| {
        let taken = Refusal::Taken {
            field: "name".to_owned(),
        };
        request.key().map(|_| Reply::Refused(vec![taken]))
    });
    assert!(stage.shows("Ya existe otro"));
    assert!(stage.shows("11:00"));
}

#[test]
fn a_price_is_changed_or_added() {
    let mut stage = shown(Lang::Es);
    stage.keys("m down enter tab tab ctrl-u");
    stage.text("92");
    stage.keys("enter enter enter");
    let [
        Request::SaveMultiplier(banca::ops::SaveMultiplier {
            multiplier,
            factor,
            active: true,
            usual: false,
            ..
        }),
    ] = &saved(&stage)[..]
    else {
        panic!("the price is saved");
    };
    assert_eq!((*multiplier, *factor), (id(71), Rate::parse("92").unwrap()));
    let mut stage = shown(Lang::Es);
    stage.keys("m down down down enter enter");
    stage.keys("tab tab tab enter enter");
    assert!(stage.shows("Falta este dato."));
}

#[test]
fn a_price_list_is_written_choice_by_choice_and_says_what_is_wrong() {
    for lang in Lang::ALL {
        let name = lang.name();
        let mut stage = shown(lang);
        stage.keys("p");
        insta::assert_snapshot!(
            format!("lotteries_whose_{name}_80x24"),
            stage.picture(80, 24)
        );
        stage.keys("down enter");
        insta::assert_snapshot!(
            format!("lotteries_list_{name}_80x24"),
            stage.picture(80, 24)
        );
        insta::assert_snapshot!(
            format!("lotteries_list_{name}_120x40"),
            stage.picture(120, 40)
        );
    }
    let mut stage = shown(Lang::Es);
    // The shop's list: 85 becomes the usual one beside 90, which the house refuses.
    stage.keys("p down enter right right enter enter enter enter enter");
    let [Request::SavePriceList { list, .. }] = &saved(&stage)[..] else {
        panic!("the list is saved: {:?}", stage.waiting());
    };
    assert_eq!(list.scope, ScopeId::Ventana(id(5)));
    assert_eq!(list.multipliers, [id(70), id(71)]);
    assert_eq!(list.usual, [id(70), id(71)]);
    assert_eq!(list.reason, "acuerdo de marzo");
    stage.respond(|request| {
        request.key().map(|_| {
            Reply::Refused(vec![Refusal::Field {
                field: "usual".to_owned(),
                problem: FieldProblem::OutOfRange,
            }])
        })
    });
    assert!(stage.shows("De cada jugada solo uno es el de siempre."));
    // None sold ends it.
    stage.keys("left left tab left left enter enter enter enter");
    let [.., Request::SavePriceList { list, .. }] = &saved(&stage)[..] else {
        panic!("the list is saved: {:?}", stage.waiting());
    };
    assert_eq!((&list.multipliers[..], &list.usual[..]), (&[][..], &[][..]));
}

#[test]
fn no_size_panics() {
    let mut stage = shown(Lang::Es);
    stage.draw_at_all_sizes();
    stage.keys("e");
    stage.draw_at_all_sizes();
}

#[test]
fn the_coming_days_of_a_schedule_name_what_is_left_out() {
    let day = |n, text: &str, of: Option<u128>, name: &str| HolidayRow {
        id: id(n),
        lottery: of.map(id),
        lottery_name: None,
        day: text.parse().unwrap(),
        name: name.to_owned(),
        set_by: "Ana Vargas".to_owned(),
    };
    for lang in Lang::ALL {
        let name = lang.name();
        let mut stage = shown(lang);
        stage.keys("v");
        let days = vec![
            day(90, "2026-11-23", None, "Día de la \u{1b}[31mBanca"),
            day(91, "2026-11-24", Some(999), "de otra lotería"),
        ];
        stage.respond(|request| {
            let rows = matches!(request, Request::Holidays);
            rows.then(|| Reply::Done(Box::new(Answer::Holidays(days.clone()))))
        });
        assert!(!stage.shows("de otra lotería"));
        insta::assert_snapshot!(
            format!("lotteries_{name}_preview_80x24"),
            stage.picture(80, 24)
        );
        insta::assert_snapshot!(
            format!("lotteries_{name}_preview_120x40"),
            stage.picture(120, 40)
        );
    }
}
