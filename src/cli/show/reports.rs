//! A report as text: its title, its rows, its total, and the period before.

use crate::{
    domain::report::Report,
    ui::text::{Voice, report as words, reports as t},
};

use super::table::{Side, Table};

pub fn report(report: &Report, voice: Voice) -> String {
    let mut columns = vec![(words::of(report.by), Side::Left)];
    columns.extend(
        report
            .columns
            .iter()
            .map(|one| (words::measure(*one), Side::Right)),
    );
    columns.push((t::BEFORE, Side::Right));
    let mut table = Table::new(voice, &columns);
    for row in &report.rows {
        let mut cells = vec![words::key(&row.key, voice)];
        cells.extend(row.figures.iter().map(|one| words::figure(*one, voice)));
        cells.push(words::main(row.main_before, voice));
        table.line(cells);
    }
    let mut total = vec![voice.text(t::TOTAL).to_owned()];
    total.extend(report.total.iter().map(|one| words::figure(*one, voice)));
    total.push(words::main_total_before(report, voice));
    table.line(total);
    let mut out = format!("{}\n", words::title(report, voice));
    if report.rows.is_empty() {
        out.push_str(voice.text(t::EMPTY));
        out.push('\n');
    } else {
        out.push_str(&table.text());
    }
    out.push_str(&words::compared(report, voice));
    out.push('\n');
    if report.hidden > 0 {
        let say = t::HIDDEN.with("n", report.hidden);
        out.push_str(&say.without_keys(voice));
        out.push('\n');
    }
    out
}
