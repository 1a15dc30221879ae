//! From what was read to a report: rows in their order, columns, totals, and the period before beside them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Dimension, Figure, Figures, Measure, Period, ReportKey, ReportName};

/// A report as it is shown, exported and printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Which one.
    pub report: ReportName,
    /// By what its rows are told apart.
    pub by: Dimension,
    /// The days it covers.
    pub period: Period,
    /// The days it is compared with.
    pub before: Period,
    /// The columns, from left to right.
    pub columns: Vec<Measure>,
    /// The rows in their order.
    pub rows: Vec<ReportRow>,
    /// The columns of all rows together, also of those that are not shown.
    pub total: Vec<Figure>,
    /// The same of the period before.
    pub total_before: Vec<Figure>,
    /// Rows beyond the most that are shown.
    pub hidden: usize,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// What it is about.
    pub key: ReportKey,
    /// A figure for each column.
    pub figures: Vec<Figure>,
    /// The main figure as a plain amount, for the chart.
    pub main: i64,
    /// The main figure of the period before.
    pub main_before: i64,
}

/// Rows that are shown at most.
const MOST: usize = 1_000;

/// Makes the report of what was read for its period and for the one before. A row that only the period before has is shown
/// with zeros, so that what went missing is seen.
pub fn tabulate(
    report: ReportName,
    by: Dimension,
    period: Period,
    read: Vec<(ReportKey, Figures)>,
    read_before: Vec<(ReportKey, Figures)>,
) -> Report {
    let main = report.main();
    let sum = |rows: &[(ReportKey, Figures)]| {
        rows.iter()
            .fold(Figures::default(), |all, (_, one)| all.plus(*one))
    };
    let (whole, whole_before) = (sum(&read), sum(&read_before));
    let mut merged: BTreeMap<ReportKey, (Figures, Figures)> = BTreeMap::new();
    for (key, figures) in read {
        let row = merged.entry(key).or_default();
        row.0 = row.0.plus(figures);
    }
    for (key, figures) in read_before {
        // draws of another day are other draws: only their sum is compared
        if by == Dimension::Draw {
            continue;
        }
        let row = merged.entry(key.moved(period)).or_default();
        row.1 = row.1.plus(figures);
    }
    let columns = report.measures(by).to_vec();
    let mut rows: Vec<ReportRow> = merged
        .into_iter()
        .map(|(key, (now, then))| ReportRow {
            key,
            figures: cells(&columns, &now, main, &whole),
            main: main.amount(&now),
            main_before: main.amount(&then),
        })
        .collect();
    if !by.ordered() {
        // the largest first; equal ones keep the order of their names
        rows.sort_by_key(|row| std::cmp::Reverse(row.main));
    }
    let hidden = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    Report {
        report,
        by,
        period,
        before: period.previous(),
        total: cells(&columns, &whole, main, &whole),
        total_before: cells(&columns, &whole_before, main, &whole_before),
        columns,
        rows,
        hidden,
    }
}

fn cells(columns: &[Measure], row: &Figures, main: Measure, whole: &Figures) -> Vec<Figure> {
    columns
        .iter()
        .map(|column| column.of(row, main, whole))
        .collect()
}
