//! Reports against the books: what they say is what was booked, for whoever asks and whatever filter, and whatever they are
//! told apart by adds up to the same.

#[path = "prizes/stage.rs"]
#[expect(dead_code, reason = "the reports use a part of this stage")]
mod stage;
mod support;

use banca::{
    domain::{
        PayMethod, TicketCode,
        report::{Dimension, Figure, Measure, Report, ReportKey, ReportName, WaitBand},
    },
    ops::{Answer, CancelTicket, FieldProblem, House, Refusal, ReportAsk, Request},
};
use chrono::TimeDelta;
use stage::{LOSES, Stage, WINS, books_hold, finalise, pay};
use support::{World, done, key, refused, reventado, sale, sold, straight};

async fn read(house: &House, report: ReportName, by: Option<Dimension>, filter: &str) -> Report {
    let filter = filter.to_owned();
    match done(house, Request::Report(ReportAsk { report, by, filter })).await {
        Answer::Report(report) => *report,
        other => panic!("{other:?}"),
    }
}

/// A total in céntimos, or a count.
fn total(report: &Report, measure: Measure) -> i64 {
    let place = report.columns.iter().position(|one| *one == measure);
    plain(report.total[place.unwrap_or_else(|| panic!("{measure:?} is a column"))])
}

fn plain(figure: Figure) -> i64 {
    match figure {
        Figure::Count(count) => count,
        Figure::Money(money) => money.as_cents(),
        Figure::Permille(tenths) => tenths,
        Figure::None => 0,
    }
}

async fn cents(world: &World, sql: &'static str) -> i64 {
    let mut owner = world.owner().await;
    sqlx::query_scalar(sql).fetch_one(&mut owner).await.unwrap()
}

/// A day: two shops sell, one ticket is cancelled, one draw is evaluated, a prize is paid, taken back and paid again in part.
struct Day {
    stage: Stage,
    ana: House,
    /// The winner that was paid in part.
    won: TicketCode,
}

impl Day {
    async fn new() -> Day {
        let stage = Stage::new().await;
        let world = &stage.world;
        let (banca, centro) = (world.banca.raw(), world.ventanas[0].raw());
        world.set_commission(3, banca, "listero", 10).await;
        world.set_commission(2, centro, "vendedor", 6).await;
        let luis = world.seller("luis").await;
        let won = stage.winner(15_000).await;
        stage.ticket(&stage.marta, LOSES, 20_000).await;
        stage.ticket(&luis, WINS, 10_000).await;
        let mixed = vec![straight(12, 700), reventado(12, 300), straight(23, 200)];
        sold(&stage.marta, sale(&[stage.draw], mixed)).await;
        let gone = sold(&luis, sale(&[stage.draw], vec![straight(77, 900)])).await;
        let cancel = CancelTicket {
            key: key(),
            code: gone.tickets[0].code,
            reason: "error".to_owned(),
            approval: None,
        };
        done(&luis, Request::CancelTicket(cancel)).await;
        stage.evaluate(WINS).await;
        done(&stage.marta, Request::Pay(pay(won, Some(5_000)))).await;
        let ana = world.signed_in("ana").await;
        Day { stage, ana, won }
    }
}

const ALL_SOLD: [ReportName; 3] = [
    ReportName::Sales,
    ReportName::Profit,
    ReportName::Commissions,
];

#[tokio::test]
async fn every_total_is_what_the_ledger_booked() {
    let day = Day::new().await;
    let world = &day.stage.world;
    let booked = |code: &'static str| async move {
        let sql = "SELECT coalesce(sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END), 0)::bigint
                     FROM transfer t JOIN banca b ON t.book = b.banca_id WHERE t.code = ";
        let sql = format!("{sql}'{code}'");
        let mut owner = world.owner().await;
        let cents: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        cents
    };
    let stakes = booked("J01").await;
    let prizes = booked("J08").await;
    assert!(stakes > 0 && prizes > 0);
    for report in [ReportName::Sales, ReportName::Profit] {
        let read = read(&day.ana, report, None, "hoy").await;
        assert_eq!(total(&read, Measure::Stakes), stakes, "{report:?}");
        assert_eq!(total(&read, Measure::Prizes), prizes);
        assert_eq!(total(&read, Measure::Listero), booked("J05").await);
    }
    let commissions = read(&day.ana, ReportName::Commissions, None, "").await;
    let sellers = "SELECT sum(CASE WHEN reverses_id IS NULL THEN amount ELSE -amount END)::bigint FROM transfer WHERE code = 'J06'";
    assert_eq!(
        total(&commissions, Measure::Vendedor),
        cents(world, sellers).await
    );
    let paid = read(&day.ana, ReportName::Paid, None, "").await;
    assert_eq!(total(&paid, Measure::Paid), booked("J10").await);
    let cancelled = read(&day.ana, ReportName::Cancelled, None, "").await;
    assert_eq!(total(&cancelled, Measure::Stakes), 90_000);
    assert_eq!(total(&cancelled, Measure::Tickets), 1);
    books_hold(world).await;
}

#[tokio::test]
async fn whatever_it_is_told_apart_by_it_adds_up_to_the_same() {
    let day = Day::new().await;
    for report in ReportName::ALL {
        let usual = read(&day.ana, report, None, "").await;
        for by in report.dimensions() {
            let read = read(&day.ana, report, Some(*by), "").await;
            assert!(!read.rows.is_empty(), "{report:?} {by:?}");
            for (place, measure) in read.columns.iter().enumerate() {
                let Some(other) = usual.columns.iter().position(|one| one == measure) else {
                    continue;
                };
                // a ticket of several numbers counts under each of them
                if *by == Dimension::Number && *measure == Measure::Tickets {
                    continue;
                }
                assert_eq!(
                    read.total[place], usual.total[other],
                    "{report:?} {by:?} {measure:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn what_prizes_are_unpaid_a_debt_or_expired_is_what_the_books_hold_and_ages_with_the_draw() {
    let day = Day::new().await;
    let world = &day.stage.world;
    // the shop accepts what was paid of one prize as final; the others stay open
    let paid = read(&day.ana, ReportName::Prizes, None, "hoy").await;
    let won = total(&paid, Measure::Tickets);
    assert_eq!(won, 3);
    assert_eq!(total(&paid, Measure::Paid), 500_000);
    done(&day.stage.marta, finalise(day.won)).await;
    let held = |code: i16| async move {
        let mut owner = world.owner().await;
        let held: i64 = sqlx::query_scalar(
            "SELECT coalesce(sum(CASE WHEN credit_code = $1 THEN amount ELSE 0 END)
                           - sum(CASE WHEN debit_code = $1 THEN amount ELSE 0 END), 0)::bigint FROM transfer",
        )
        .bind(code)
        .fetch_one(&mut owner)
        .await
        .unwrap();
        held
    };
    let check = async |line: &str| {
        let read = read(&day.ana, ReportName::Prizes, None, line).await;
        assert_eq!(total(&read, Measure::Open), held(2420).await);
        assert_eq!(total(&read, Measure::Debt), held(2425).await);
        let parts = [
            Measure::Paid,
            Measure::Open,
            Measure::Debt,
            Measure::Expired,
        ];
        let parts: i64 = parts.map(|part| total(&read, part)).iter().sum();
        assert_eq!(total(&read, Measure::Prizes), parts);
        read
    };
    let same_day = check("").await;
    assert!(total(&same_day, Measure::Debt) > 0);
    assert_eq!(same_day.rows.len(), 1);
    assert_eq!(same_day.rows[0].key, ReportKey::Wait(WaitBand::Day));
    let sold = same_day.period.from.to_string();
    for (days, band) in [
        (3, WaitBand::ThreeDays),
        (4, WaitBand::Week),
        (30, WaitBand::Month),
        (31, WaitBand::Later),
    ] {
        world.freeze(stage::noon() + TimeDelta::days(days)).await;
        let ana = world.signed_in("ana").await;
        let later = read(&ana, ReportName::Prizes, None, &sold).await;
        assert_eq!(
            later.rows[0].key,
            ReportKey::Wait(band),
            "after {days} days"
        );
        assert_eq!(later.total, same_day.total);
    }
    // unclaimed for too long: the tick lets them expire, and the report says so
    world.freeze(stage::noon() + TimeDelta::days(400)).await;
    let ana = world.signed_in("ana").await;
    done(&ana, Request::Tick).await;
    let expired = read(&ana, ReportName::Prizes, None, &sold).await;
    assert_eq!(total(&expired, Measure::Open), 0);
    assert_eq!(
        total(&expired, Measure::Expired),
        total(&same_day, Measure::Open)
    );
    books_hold(world).await;
}

#[tokio::test]
async fn what_was_paid_stays_with_its_ticket_when_the_result_is_corrected_twice() {
    let day = Day::new().await;
    let world = &day.stage.world;
    let payable = "SELECT (coalesce(sum(amount) FILTER (WHERE credit_code = 2420), 0)
                         - coalesce(sum(amount) FILTER (WHERE debit_code = 2420), 0))::bigint FROM transfer";
    for (winner, won) in [(LOSES, 1), (WINS, 3)] {
        day.stage.evaluate(winner).await;
        let read = read(&day.ana, ReportName::Prizes, None, "hoy").await;
        assert_eq!(total(&read, Measure::Tickets), won);
        assert_eq!(total(&read, Measure::Open), cents(world, payable).await);
        let parts = total(&read, Measure::Paid) + total(&read, Measure::Open);
        assert_eq!(total(&read, Measure::Prizes), parts);
        let home = done(&day.ana, Request::Home).await;
        let Answer::Home(home) = home else {
            panic!("no home")
        };
        assert_eq!(
            home.unpaid_prizes.as_cents(),
            total(&read, Measure::Open),
            "Home and the report agree"
        );
    }
    books_hold(world).await;
}

#[tokio::test]
async fn opening_a_row_shows_that_row_alone() {
    let day = Day::new().await;
    for report in ReportName::ALL {
        for by in report.dimensions() {
            let whole = read(&day.ana, report, Some(*by), "week").await;
            let Some(finer) = by.finer(report) else {
                continue;
            };
            for row in &whole.rows {
                let Some(words) = row.key.words() else {
                    continue;
                };
                let line = banca::domain::report::narrowed("week", &words);
                let open = read(&day.ana, report, Some(finer), &line).await;
                let main = report.main();
                assert_eq!(total(&open, main), row.main, "{report:?} {by:?} {line}");
            }
        }
    }
}

#[tokio::test]
async fn closing_by_price_is_the_same_before_and_after_it_was_gathered_and_after_a_correction() {
    let day = Day::new().await;
    let world = &day.stage.world;
    let live = read(&day.ana, ReportName::Closing, None, "").await;
    assert!(live.rows.len() >= 3, "{:?}", live.rows);
    done(&day.ana, Request::Tick).await;
    let gathered = "SELECT count(*) FROM banded";
    assert_eq!(cents(world, gathered).await, 1);
    assert_eq!(read(&day.ana, ReportName::Closing, None, "").await, live);
    books_hold(world).await;
    day.stage.evaluate(LOSES).await;
    assert_eq!(
        cents(world, gathered).await,
        0,
        "a correction makes it be gathered again"
    );
    let corrected = read(&day.ana, ReportName::Closing, None, "").await;
    assert_ne!(corrected.total, live.total);
    done(&day.ana, Request::Tick).await;
    assert_eq!(
        read(&day.ana, ReportName::Closing, None, "").await,
        corrected
    );
    books_hold(world).await;
}

#[tokio::test]
async fn everybody_sees_what_is_theirs() {
    let day = Day::new().await;
    let world = &day.stage.world;
    let (vera, rita) = (world.signed_in("vera").await, world.signed_in("rita").await);
    for report in ALL_SOLD {
        for by in [Dimension::Vendedor, Dimension::Lottery] {
            let house = read(&day.ana, report, Some(by), "").await;
            let centro = read(&vera, report, Some(by), "").await;
            let mercado = read(&rita, report, Some(by), "").await;
            let both = total(&centro, report.main()) + total(&mercado, report.main());
            assert_eq!(both, total(&house, report.main()), "{report:?} {by:?}");
            assert_ne!(total(&centro, report.main()), 0);
        }
        let own = read(&day.stage.marta, report, Some(Dimension::Vendedor), "").await;
        assert_eq!(own.rows.len(), 1);
    }
    let numbers = read(
        &day.stage.marta,
        ReportName::Sales,
        Some(Dimension::Number),
        "",
    )
    .await;
    let own = read(&day.stage.marta, ReportName::Sales, None, "").await;
    assert_eq!(
        total(&numbers, Measure::Stakes),
        total(&own, Measure::Stakes)
    );
    let other = read(
        &vera,
        ReportName::Sales,
        Some(Dimension::Number),
        "ventana:Mercado",
    )
    .await;
    assert!(other.rows.is_empty(), "{:?}", other.rows);
}

#[tokio::test]
async fn yesterday_stands_beside_today() {
    let day = Day::new().await;
    let world = &day.stage.world;
    world.freeze(support::morning() + TimeDelta::days(1)).await;
    let next = world
        .open_draw("Tica", stage::noon() + TimeDelta::days(1))
        .await;
    sold(&day.stage.marta, sale(&[next], vec![straight(1, 1_000)])).await;
    let today = read(
        &day.ana,
        ReportName::Sales,
        Some(Dimension::Ventana),
        "today",
    )
    .await;
    let yesterday = read(
        &day.ana,
        ReportName::Sales,
        Some(Dimension::Ventana),
        "yesterday",
    )
    .await;
    assert_eq!(today.total_before, yesterday.total);
    let centro = today
        .rows
        .iter()
        .find(|row| row.key == ReportKey::Ventana("Centro".to_owned()));
    let before = yesterday
        .rows
        .iter()
        .find(|row| row.key == ReportKey::Ventana("Centro".to_owned()));
    assert_eq!(centro.unwrap().main_before, before.unwrap().main);
    let mercado = today.rows.iter().find(|row| row.main == 0);
    assert!(
        mercado.is_some(),
        "who sold yesterday and not today stays in sight"
    );
}

#[tokio::test]
async fn what_a_filter_names_and_is_not_there_is_said() {
    let day = Day::new().await;
    for (line, problem) in [
        (
            "ventana:Luna",
            FieldProblem::Nothing {
                word: "Luna".to_owned(),
            },
        ),
        (
            "vendedor:nadie",
            FieldProblem::Nothing {
                word: "nadie".to_owned(),
            },
        ),
        (
            "lottery:Bingo",
            FieldProblem::Nothing {
                word: "Bingo".to_owned(),
            },
        ),
        (
            "mañana",
            FieldProblem::Word {
                word: "mañana".to_owned(),
            },
        ),
    ] {
        let asked = ReportAsk {
            report: ReportName::Sales,
            by: None,
            filter: line.to_owned(),
        };
        let said = refused(&day.ana, Request::Report(asked)).await;
        let field = "filter".to_owned();
        assert_eq!(said, [Refusal::Field { field, problem }], "{line}");
    }
    let wrong = ReportAsk {
        report: ReportName::Sales,
        by: Some(Dimension::Method),
        filter: String::new(),
    };
    let said = refused(&day.ana, Request::Report(wrong)).await;
    assert!(matches!(&said[..], [Refusal::Field { field, .. }] if field == "by"));
}

#[tokio::test]
async fn payouts_are_told_apart_by_method_and_those_taken_back_stand_beside() {
    let day = Day::new().await;
    let read = read(&day.ana, ReportName::Paid, Some(Dimension::Method), "").await;
    assert_eq!(read.rows.len(), 1);
    assert_eq!(read.rows[0].key, ReportKey::Method(PayMethod::Cash));
    assert_eq!(total(&read, Measure::Payouts), 1);
    assert_eq!(total(&read, Measure::Reversed), 0);
}
