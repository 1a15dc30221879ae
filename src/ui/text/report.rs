//! A report in words: names, headings, cells, and the whole as the table that is printed and exported.

use crate::domain::report::{
    AgeBand, Dimension, Figure, Measure, Period, Report, ReportKey, ReportName, WaitBand,
};
use crate::domain::{BetKind, Rate};
use crate::sheet::{Sheet, Value};
use crate::ui::plain::plain;
use chrono::NaiveDate;

use super::{Say, Voice, name, reports as t};

/// The report's name.
pub const fn report(report: ReportName) -> super::Text {
    match report {
        ReportName::Sales => t::SALES,
        ReportName::Profit => t::PROFIT,
        ReportName::Commissions => t::COMMISSIONS,
        ReportName::Closing => t::CLOSING,
        ReportName::Cancelled => t::CANCELLED,
        ReportName::Paid => t::PAYOUTS,
        ReportName::Prizes => t::PRIZES_WON,
    }
}

/// By what rows are told apart, as part of a title.
pub const fn by(by: Dimension) -> super::Text {
    match by {
        Dimension::Ventana => t::BY_VENTANA,
        Dimension::Vendedor => t::BY_VENDEDOR,
        Dimension::Lottery => t::BY_LOTTERY,
        Dimension::Draw => t::BY_DRAW,
        Dimension::Time => t::BY_TIME,
        Dimension::Number => t::BY_NUMBER,
        Dimension::Band => t::BY_BAND,
        Dimension::Hour => t::BY_HOUR,
        Dimension::Weekday => t::BY_WEEKDAY,
        Dimension::Day => t::BY_DAY,
        Dimension::Week => t::BY_WEEK,
        Dimension::Month => t::BY_MONTH,
        Dimension::Age => t::BY_AGE,
        Dimension::Method => t::BY_METHOD,
        Dimension::Wait => t::BY_WAIT,
    }
}

/// The heading of the first column.
pub const fn of(by: Dimension) -> super::Text {
    match by {
        Dimension::Ventana => t::OF_VENTANA,
        Dimension::Vendedor => t::OF_VENDEDOR,
        Dimension::Lottery => t::OF_LOTTERY,
        Dimension::Draw => t::OF_DRAW,
        Dimension::Time => t::OF_TIME,
        Dimension::Number => t::OF_NUMBER,
        Dimension::Band => t::OF_BAND,
        Dimension::Hour => t::OF_HOUR,
        Dimension::Weekday => t::OF_WEEKDAY,
        Dimension::Day => t::OF_DAY,
        Dimension::Week => t::OF_WEEK,
        Dimension::Month => t::OF_MONTH,
        Dimension::Age => t::OF_AGE,
        Dimension::Method => t::OF_METHOD,
        Dimension::Wait => t::OF_WAIT,
    }
}

/// The heading of a column.
pub const fn measure(measure: Measure) -> super::Text {
    match measure {
        Measure::Tickets => t::M_TICKETS,
        Measure::Bets => t::M_BETS,
        Measure::Stakes => t::M_STAKES,
        Measure::Average => t::M_AVERAGE,
        Measure::Share => t::M_SHARE,
        Measure::Listero => t::M_LISTERO,
        Measure::Vendedor => t::M_VENDEDOR,
        Measure::Own => t::M_OWN,
        Measure::Prizes => t::M_PRIZES,
        Measure::Net => t::M_NET,
        Measure::Margin => t::M_MARGIN,
        Measure::Payouts => t::M_PAYOUTS,
        Measure::Paid => t::M_PAID,
        Measure::Reversed => t::M_REVERSED,
        Measure::TakenBack => t::M_TAKEN_BACK,
        Measure::Open => t::M_OPEN,
        Measure::Debt => t::M_DEBT,
        Measure::Expired => t::M_EXPIRED,
    }
}

/// What a row is about.
pub fn key(key: &ReportKey, voice: Voice) -> String {
    let words = match key {
        ReportKey::Ventana(name) | ReportKey::Vendedor { name, .. } | ReportKey::Lottery(name) => {
            name.clone()
        }
        ReportKey::Draw { at, lottery, .. } => {
            format!("{lottery} {} {}", voice.day(*at), voice.clock(*at))
        }
        ReportKey::Time(time) => time.format("%H:%M").to_string(),
        ReportKey::Number(number) => number.to_string(),
        ReportKey::Band { kind, factor } => band(*kind, *factor, voice),
        ReportKey::Hour(hour) => format!("{hour:02}:00"),
        ReportKey::Weekday(day) => voice.text(weekday(*day)).to_owned(),
        ReportKey::Day(day) | ReportKey::Week(day) => voice.date(*day),
        ReportKey::Month(first) => first.format("%Y-%m").to_string(),
        ReportKey::Age(age) => {
            let most = AgeBand::Hour.minutes().unwrap_or_default();
            let say = age.minutes().map_or_else(
                || t::LATER.with("n", i64::from(most)),
                |within| t::WITHIN.with("n", i64::from(within)),
            );
            say.without_keys(voice)
        }
        ReportKey::Wait(WaitBand::Day) => voice.text(t::SAME_DAY).to_owned(),
        ReportKey::Wait(wait) => {
            let most = WaitBand::Month.days().unwrap_or_default();
            let say = wait.days().map_or_else(
                || t::DAYS_LATER.with("n", i64::from(most)),
                |within| t::DAYS_WITHIN.with("n", i64::from(within)),
            );
            say.without_keys(voice)
        }
        ReportKey::Method(method) => voice.text(name::pay_method(*method)).to_owned(),
    };
    plain(&words).into_owned()
}

fn band(kind: BetKind, factor: Rate, voice: Voice) -> String {
    format!("{} ×{}", voice.text(name::bet_kind(kind)), factor)
}

const fn weekday(day: u8) -> super::Text {
    match day {
        1 => t::MONDAY,
        2 => t::TUESDAY,
        3 => t::WEDNESDAY,
        4 => t::THURSDAY,
        5 => t::FRIDAY,
        6 => t::SATURDAY,
        _ => t::SUNDAY,
    }
}

/// A cell as people read it.
pub fn figure(figure: Figure, voice: Voice) -> String {
    match figure {
        Figure::Count(count) => voice.count(count),
        Figure::Money(money) => voice.figure(money),
        Figure::Permille(tenths) => percent(tenths, voice),
        Figure::None => String::new(),
    }
}

fn percent(tenths: i64, voice: Voice) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let all = tenths.unsigned_abs();
    let text = format!("{sign}{}.{}", all / 10, all % 10);
    t::PERCENT
        .with("percent", text.as_str())
        .without_keys(voice)
}

/// Report, dimension and days in a line.
pub fn title(report: &Report, voice: Voice) -> String {
    let day = |day: NaiveDate| day.to_string();
    let one = report.period.from == report.period.to;
    let say: Say = if one { t::TITLE_DAY } else { t::TITLE }
        .with("report", self::report(report.report))
        .with("by", by(report.by))
        .with("from", day(report.period.from).as_str());
    let say = if one {
        say
    } else {
        say.with("to", day(report.period.to).as_str())
    };
    say.without_keys(voice)
}

/// The report as a table of values, its total last; beside the main figure that of the period before.
pub fn sheet(report: &Report, voice: Voice) -> Sheet {
    let main = report
        .columns
        .iter()
        .position(|one| *one == report.report.main());
    let mut columns = vec![voice.text(of(report.by)).to_owned()];
    columns.extend(
        report
            .columns
            .iter()
            .map(|one| voice.text(measure(*one)).to_owned()),
    );
    columns.push(voice.text(t::BEFORE).to_owned());
    let mut rows: Vec<Vec<Value>> = report
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![Value::Text(key(&row.key, voice))];
            cells.extend(row.figures.iter().map(|one| value(*one)));
            cells.push(amount(row.main_before));
            cells
        })
        .collect();
    let mut total = vec![Value::Text(voice.text(t::TOTAL).to_owned())];
    total.extend(report.total.iter().map(|one| value(*one)));
    let before = main.and_then(|place| report.total_before.get(place));
    total.push(before.map_or(Value::Empty, |one| value(*one)));
    rows.push(total);
    Sheet {
        title: title(report, voice),
        columns,
        rows,
    }
}

fn value(figure: Figure) -> Value {
    match figure {
        Figure::Count(count) => Value::Count(count),
        Figure::Money(money) => Value::Money(money),
        Figure::Permille(tenths) => Value::Permille(tenths),
        Figure::None => Value::Empty,
    }
}

/// The main figure of a report is always an amount.
fn amount(cents: i64) -> Value {
    crate::domain::Money::try_from_cents(cents).map_or(Value::Empty, Value::Money)
}

/// The main figure of the period before, as people read it.
pub fn main(cents: i64, voice: Voice) -> String {
    crate::domain::Money::try_from_cents(cents)
        .map_or_else(|_| String::new(), |money| voice.figure(money))
}

/// The main figure of the whole period before.
pub fn main_total_before(report: &Report, voice: Voice) -> String {
    let place = report
        .columns
        .iter()
        .position(|one| *one == report.report.main());
    let before = place.and_then(|place| report.total_before.get(place));
    before.map_or_else(String::new, |one| figure(*one, voice))
}

/// With which days the report is compared.
pub fn compared(report: &Report, voice: Voice) -> String {
    let Period { from, to } = report.before;
    let say = if from == to {
        t::COMPARED_DAY.with("from", from.to_string())
    } else {
        let say = t::COMPARED.with("from", from.to_string());
        say.with("to", to.to_string())
    };
    say.without_keys(voice)
}

/// What a row is about, short enough to stand under a column of a chart.
pub fn short(key: &ReportKey, voice: Voice) -> String {
    match key {
        ReportKey::Day(day) => day.format("%d").to_string(),
        ReportKey::Week(day) => day.format("%d/%m").to_string(),
        ReportKey::Month(first) => first.format("%m/%y").to_string(),
        ReportKey::Hour(hour) => format!("{hour:02}"),
        ReportKey::Wait(wait) => wait.days().map_or_else(
            || format!(">{}", WaitBand::Month.days().unwrap_or_default()),
            |most| format!("≤{most}"),
        ),
        ReportKey::Band { kind, factor } => {
            let first = voice.text(name::bet_kind(*kind)).chars().next();
            first.into_iter().collect::<String>() + &format!("×{factor}")
        }
        ReportKey::Ventana(_)
        | ReportKey::Vendedor { .. }
        | ReportKey::Lottery(_)
        | ReportKey::Draw { .. }
        | ReportKey::Time(_)
        | ReportKey::Number(_)
        | ReportKey::Weekday(_)
        | ReportKey::Age(_)
        | ReportKey::Method(_) => self::key(key, voice),
    }
}
