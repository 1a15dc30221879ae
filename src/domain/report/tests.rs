//! What reports count, compare and add up, and how a filter line is read.

use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn span(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to)).unwrap()
}

#[test]
fn every_name_is_read_back_and_every_report_has_columns_and_a_usual_dimension() {
    for report in ReportName::ALL {
        assert_eq!(ReportName::from_name(report.name()), Some(report));
        assert!(!report.dimensions().is_empty());
        for by in report.dimensions() {
            assert_eq!(Dimension::from_name(by.name()), Some(*by));
            let columns = report.measures(*by);
            assert!(columns.contains(&report.main()), "{report:?} {by:?}");
            assert!(columns.len() <= 8, "{report:?} {by:?} is too wide");
        }
    }
    assert_eq!(ReportName::from_name("Sales"), None);
}

#[test]
fn opening_rows_again_and_again_comes_to_an_end() {
    for report in ReportName::ALL {
        for by in report.dimensions() {
            let steps = std::iter::successors(Some(*by), |by| by.finer(report));
            assert!(steps.take(20).count() < 10, "{report:?} {by:?}");
        }
    }
}

#[test]
fn words_name_periods_in_two_languages() {
    let friday = day("2026-11-20");
    for (word, from, to) in [
        ("hoy", "2026-11-20", "2026-11-20"),
        ("yesterday", "2026-11-19", "2026-11-19"),
        ("semana", "2026-11-16", "2026-11-20"),
        ("month", "2026-11-01", "2026-11-20"),
        ("mes-pasado", "2026-10-01", "2026-10-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026-11-03", "2026-11-03", "2026-11-03"),
        ("2026-11-03..2026-11-05", "2026-11-03", "2026-11-05"),
    ] {
        let read = PeriodWord::parse(word).unwrap_or_else(|| panic!("{word}"));
        assert_eq!(read.on(friday), span(from, to), "{word}");
    }
    for wrong in [
        "",
        "mañana",
        "2026-13",
        "2026-2-3",
        "2026-11-05..2026-11-03",
        "..",
        "2026-11-03..",
    ] {
        assert_eq!(PeriodWord::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_period_is_compared_with_the_like_before_it() {
    for (from, to, from_before, to_before) in [
        ("2026-11-20", "2026-11-20", "2026-11-19", "2026-11-19"),
        ("2026-11-16", "2026-11-20", "2026-11-09", "2026-11-13"),
        ("2026-11-01", "2026-11-30", "2026-10-01", "2026-10-31"),
        ("2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"),
        ("2026-03-01", "2026-03-30", "2026-02-01", "2026-02-28"),
        ("2026-11-01", "2026-11-20", "2026-10-01", "2026-10-20"),
        ("2026-11-04", "2026-11-13", "2026-10-25", "2026-11-03"),
    ] {
        let before = span(from_before, to_before);
        assert_eq!(span(from, to).previous(), before, "{from} {to}");
    }
}

#[test]
fn a_filter_line_is_read_in_any_order_and_both_languages() {
    let read =
        ReportFilter::parse(r#"ventana:"La Central" vendedor:marta  week at:12:55 numero:07"#);
    let read = read.unwrap();
    assert_eq!(read.period, PeriodWord::Week);
    assert_eq!(read.ventana.as_deref(), Some("La Central"));
    assert_eq!(read.vendedor.as_deref(), Some("marta"));
    assert_eq!(read.at, NaiveTime::from_hms_opt(12, 55, 0));
    assert_eq!(read.number.as_deref(), Some("07"));
    assert_eq!(ReportFilter::parse(""), Ok(ReportFilter::default()));
    assert_eq!(
        ReportFilter::parse("HOY shop:x"),
        ReportFilter::parse("ventana:x today")
    );
}

#[test]
fn what_is_wrong_with_a_filter_line_is_named() {
    for (line, word) in [
        ("pasado", "pasado"),
        ("hoy ayer", "ayer"),
        ("color:red", "color:red"),
        ("ventana:a ventana:b", "ventana:b"),
        ("ventana:", "ventana:"),
        ("at:25:00", "at:25:00"),
        ("number:1234", "number:1234"),
        ("ventana:\"a", "ventana:a"),
    ] {
        assert_eq!(
            ReportFilter::parse(line).unwrap_err().word(),
            word,
            "{line}"
        );
    }
}

#[test]
fn opening_a_row_narrows_the_line_and_replaces_what_it_said_before() {
    let line = r#"month ventana:"La Central""#;
    assert_eq!(
        narrowed(line, "vendedor:marta"),
        r#"month ventana:"La Central" vendedor:marta"#
    );
    assert_eq!(
        narrowed(line, "2026-11-20"),
        r#"ventana:"La Central" 2026-11-20"#
    );
    assert_eq!(narrowed(line, "ventana:Norte"), "month ventana:Norte");
    assert_eq!(narrowed("", "hoy"), "hoy");
}

#[test]
fn a_row_that_went_missing_stays_in_sight() {
    let shop = |name: &str| ReportKey::Ventana(name.to_owned());
    let sold = |stakes| Figures {
        stakes,
        tickets: 1,
        ..Figures::default()
    };
    let table = tabulate(
        ReportName::Sales,
        Dimension::Ventana,
        span("2026-11-20", "2026-11-20"),
        vec![(shop("Norte"), sold(300)), (shop("Centro"), sold(700))],
        vec![(shop("Sur"), sold(500)), (shop("Norte"), sold(100))],
    );
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| (&row.key, row.main, row.main_before))
        .collect();
    assert_eq!(
        rows,
        [
            (&shop("Centro"), 700, 0),
            (&shop("Norte"), 300, 100),
            (&shop("Sur"), 0, 500)
        ]
    );
    assert_eq!(table.rows[0].figures[1], Figure::Permille(700));
    assert_eq!(table.total[1], Figure::Permille(1000));
}

#[test]
fn days_are_compared_with_the_day_as_far_from_the_beginning() {
    let on = |text: &str| ReportKey::Day(day(text));
    let sold = |stakes| Figures {
        stakes,
        ..Figures::default()
    };
    let table = tabulate(
        ReportName::Sales,
        Dimension::Day,
        span("2026-11-16", "2026-11-20"),
        vec![(on("2026-11-16"), sold(5))],
        vec![(on("2026-11-09"), sold(3)), (on("2026-11-10"), sold(4))],
    );
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|row| (row.key.clone(), row.main, row.main_before))
        .collect();
    assert_eq!(rows, [(on("2026-11-16"), 5, 3), (on("2026-11-17"), 0, 4)]);
}

#[test]
fn nothing_sold_divides_by_nothing() {
    let table = tabulate(
        ReportName::Profit,
        Dimension::Lottery,
        span("2026-11-20", "2026-11-20"),
        Vec::new(),
        Vec::new(),
    );
    assert!(table.rows.is_empty());
    assert_eq!(table.total.last(), Some(&Figure::None));
}

fn figures() -> impl Strategy<Value = Figures> {
    (
        0_i64..100_000,
        0_i64..1_000_000,
        0_i64..1_000_000_000,
        0_i64..100_000_000,
        0_i64..2_000_000_000,
    )
        .prop_map(|(tickets, bets, stakes, listero, prizes)| Figures {
            tickets,
            bets,
            stakes,
            listero,
            vendedor: listero / 2,
            prizes,
            ..Figures::default()
        })
}

proptest! {
    #[test]
    fn parts_add_up_to_the_total(rows in prop::collection::vec(figures(), 0..40)) {
        let read = rows.iter().enumerate();
        let read: Vec<_> = read.map(|(n, one)| (ReportKey::Ventana(n.to_string()), *one)).collect();
        for report in [ReportName::Sales, ReportName::Profit, ReportName::Commissions] {
            let table = tabulate(report, Dimension::Ventana, span("2026-11-20", "2026-11-20"), read.clone(), Vec::new());
            for (place, total) in table.total.iter().enumerate() {
                let parts = table.rows.iter().map(|row| match row.figures[place] {
                    Figure::Count(count) => Some(count),
                    Figure::Money(money) => Some(money.as_cents()),
                    Figure::Permille(_) | Figure::None => None,
                });
                let whole = match total {
                    Figure::Count(count) => Some(*count),
                    Figure::Money(money) if table.columns[place] != Measure::Average => Some(money.as_cents()),
                    Figure::Money(_) | Figure::Permille(_) | Figure::None => None,
                };
                if let Some(whole) = whole {
                    prop_assert_eq!(parts.flatten().sum::<i64>(), whole);
                }
            }
        }
    }

    #[test]
    fn any_line_is_read_or_its_wrong_word_is_named(line in "\\PC{0,60}") {
        if let Err(why) = ReportFilter::parse(&line) {
            let unquoted = line.replace('"', "");
            prop_assert!(unquoted.contains(why.word().trim()));
        }
    }

    #[test]
    fn a_period_and_the_one_before_never_meet(from in 0_u64..3000, days in 0_u64..400) {
        let first = day("2024-01-01") + chrono::Days::new(from);
        let period = Period::new(first, first + chrono::Days::new(days)).unwrap();
        let before = period.previous();
        prop_assert!(before.from <= before.to);
        prop_assert!(before.to < period.from);
    }
}
