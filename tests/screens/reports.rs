//! Reports: what they show, the filter line that comes back with what is wrong in it, rows that open and close again, and files.

use crate::stage::Stage;
use banca::domain::report::{
    Dimension, Figures, Period, Report, ReportKey, ReportName, WaitBand, tabulate,
};
use banca::domain::{BetKind, Rate, Role};
use banca::ops::{Answer, FieldProblem, Refusal, Reply, ReportAsk, Request};
use banca::ui::action::Action;
use banca::ui::effect::{Errand, Event};
use banca::ui::screen::ScreenId;
use banca::ui::text::Lang;
use chrono::{Days, NaiveDate};

const LONG: &str = "Minisúper Xiquiyú de la Esquina del Mercado Central, segundo local";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn sold(tickets: i64, stakes: i64, prizes: i64) -> Figures {
    Figures {
        tickets,
        bets: tickets * 3,
        stakes: stakes * 100,
        listero: stakes * 10,
        vendedor: stakes * 6,
        prizes: prizes * 100,
        ..Figures::default()
    }
}

fn shop(name: &str) -> ReportKey {
    ReportKey::Ventana(name.to_owned())
}

fn by_shop() -> Report {
    tabulate(
        ReportName::Sales,
        Dimension::Ventana,
        Period::new(day("2026-11-16"), day("2026-11-21")).unwrap(),
        vec![
            (shop("Centro"), sold(1_204, 2_408_500, 950_000)),
            (shop("Mercado"), sold(871, 1_100_300, 1_425_000)),
            (shop(LONG), sold(12, 18_000, 0)),
        ],
        vec![
            (shop("Centro"), sold(1_100, 2_000_000, 800_000)),
            (shop("Mercado"), sold(900, 1_300_000, 0)),
            (shop("Feria"), sold(10, 12_500, 0)),
        ],
    )
}

fn by_day() -> Report {
    let first = day("2026-11-01");
    let read = (0..21_u32).map(|n| {
        let of = first + Days::new(u64::from(n));
        (
            ReportKey::Day(of),
            sold(
                i64::from(n) + 3,
                i64::from(n * 97 % 31 + 5) * 10_000,
                40_000,
            ),
        )
    });
    let period = Period::new(first, day("2026-11-21")).unwrap();
    tabulate(
        ReportName::Profit,
        Dimension::Day,
        period,
        read.collect(),
        Vec::new(),
    )
}

fn by_wait() -> Report {
    let waits = WaitBand::ALL.into_iter().zip(1..).map(|(band, n)| {
        let figures = Figures {
            tickets: n * 3,
            prizes: n * 450_000_000,
            paid: n * 120_000_000,
            open: n * 210_000_000,
            debt: n * 80_000_000,
            expired: n * 40_000_000,
            ..Figures::default()
        };
        (ReportKey::Wait(band), figures)
    });
    tabulate(
        ReportName::Prizes,
        Dimension::Wait,
        Period::new(day("2026-11-01"), day("2026-11-21")).unwrap(),
        waits.collect(),
        Vec::new(),
    )
}

fn by_price() -> Report {
    let band = |kind, factor: i64| ReportKey::Band {
        kind,
        factor: Rate::new(factor.into()).unwrap(),
    };
    let period = Period::new(day("2026-11-21"), day("2026-11-21")).unwrap();
    let read = vec![
        (band(BetKind::Straight, 80), sold(10, 50_000, 40_000)),
        (band(BetKind::Straight, 90), sold(20, 70_000, 0)),
        (band(BetKind::Reventado, 200), sold(5, 9_000, 18_000)),
    ];
    tabulate(
        ReportName::Closing,
        Dimension::Band,
        period,
        read,
        Vec::new(),
    )
}

fn shown(lang: Lang, report: Report) -> Stage {
    let mut stage = Stage::signed_in(lang, Role::Admin);
    stage.asked.clear();
    stage.act(Action::GoReports);
    assert_eq!(stage.app.current(), ScreenId::Reports);
    stage.answer(Answer::Report(Box::new(report)));
    stage
}

fn asked(stage: &Stage) -> ReportAsk {
    let [Request::Report(ask)] = &stage.waiting()[..] else {
        panic!("one report is asked for: {:?}", stage.waiting());
    };
    ask.clone()
}

fn pictures(stage: &Stage, name: &str, lang: Lang) {
    for (columns, rows) in [(80, 24), (120, 40)] {
        insta::assert_snapshot!(
            format!("reports_{name}_{columns}x{rows}_{lang:?}").to_lowercase(),
            stage.picture(columns, rows)
        );
    }
}

#[test]
fn rows_their_total_the_period_before_and_a_chart() {
    for lang in [Lang::Es, Lang::En] {
        pictures(&shown(lang, by_shop()), "shops", lang);
        pictures(&shown(lang, by_day()), "days", lang);
        pictures(&shown(lang, by_price()), "prices", lang);
        pictures(&shown(lang, by_wait()), "waits", lang);
    }
}

#[test]
fn an_empty_report_says_so_and_a_waiting_one_too() {
    let period = Period::new(day("2026-11-21"), day("2026-11-21")).unwrap();
    for lang in [Lang::Es, Lang::En] {
        let empty = tabulate(
            ReportName::Paid,
            Dimension::Method,
            period,
            Vec::new(),
            Vec::new(),
        );
        pictures(&shown(lang, empty), "empty", lang);
        let mut waiting = Stage::signed_in(lang, Role::Admin);
        waiting.asked.clear();
        waiting.act(Action::GoReports);
        pictures(&waiting, "reading", lang);
    }
}

#[test]
fn a_row_opens_into_finer_ones_and_esc_returns_to_its_place() {
    let mut stage = shown(Lang::Es, by_shop());
    stage.keys("down enter");
    let ask = asked(&stage);
    assert_eq!(ask.by, Some(Dimension::Vendedor));
    assert_eq!(ask.filter, "ventana:Mercado");
    stage.answer(Answer::Report(Box::new(by_day())));
    assert!(stage.shows("ventana:Mercado"));
    stage.keys("esc");
    assert_eq!(asked(&stage).filter, "");
    assert_eq!(asked(&stage).by, Some(Dimension::Ventana));
    stage.answer(Answer::Report(Box::new(by_shop())));
    stage.keys("enter");
    assert_eq!(
        asked(&stage).filter,
        "ventana:Mercado",
        "the same row is still chosen"
    );
}

#[test]
fn a_filter_that_cannot_be_read_comes_back_with_what_is_wrong() {
    for lang in [Lang::Es, Lang::En] {
        let mut stage = shown(lang, by_shop());
        stage.act(Action::ListFilter);
        stage.text("mañana shop:Centro");
        stage.keys("enter");
        assert_eq!(asked(&stage).filter, "mañana shop:Centro");
        stage.reply(Reply::Refused(vec![Refusal::Field {
            field: "filter".to_owned(),
            problem: FieldProblem::Word {
                word: "mañana".to_owned(),
            },
        }]));
        assert!(stage.shows("mañana shop:Centro"), "nothing typed is lost");
        pictures(&stage, "wrong_filter", lang);
    }
}

#[test]
fn report_and_dimension_are_chosen_from_lists() {
    let mut stage = shown(Lang::Es, by_shop());
    stage.keys("r down enter");
    assert_eq!(asked(&stage).report, ReportName::Profit);
    stage.answer(Answer::Report(Box::new(by_day())));
    stage.keys("b");
    pictures(&stage, "dimensions", Lang::Es);
    stage.keys("home enter");
    assert_eq!(asked(&stage).report, ReportName::Profit);
}

#[test]
fn a_report_is_taken_away_as_a_file_and_where_it_lies_is_said() {
    let mut stage = shown(Lang::Es, by_shop());
    stage.keys("c x");
    let saved: Vec<_> = stage
        .errands
        .iter()
        .filter_map(|errand| match errand {
            Errand::Save { name, bytes } => Some((name.clone(), bytes.clone())),
            _ => None,
        })
        .collect();
    let [(csv, lines), (book, bytes)] = &saved[..] else {
        panic!("two files: {saved:?}");
    };
    assert_eq!(csv, "banca-sales-ventana-2026-11-16_2026-11-21.csv");
    let lines = String::from_utf8(lines.clone()).unwrap();
    assert!(lines.starts_with("Ventana,Ventas,"), "{lines}");
    assert!(lines.lines().count() == 6, "{lines}");
    assert!(book.ends_with(".xlsx") && bytes.starts_with(b"PK"));
    stage.event(Event::Saved(Ok("/home/ana/ventas.csv".to_owned())));
    assert!(stage.shows("/home/ana/ventas.csv"));
    stage.event(Event::Saved(Err("disk full".to_owned())));
    assert!(stage.shows("disk full"));
}

#[test]
fn it_draws_at_every_size() {
    for report in [by_shop(), by_day(), by_price()] {
        shown(Lang::Es, report).draw_at_all_sizes();
    }
}
