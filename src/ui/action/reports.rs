//! The actions of the screen of reports.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::act;

/// Layer `Reports`.
pub const REPORTS: &[ActionRow] = &[
    ActionRow {
        action: Action::ReportsChoose,
        name: "reports.choose",
        keys: &["r"],
        label: act::REPORTS_CHOOSE,
        help: act::REPORTS_CHOOSE_HELP,
        layer: Layer::Screen(ScreenId::Reports),
        danger: false,
        right: Some(Right::SeeReports),
    },
    ActionRow {
        action: Action::ReportsBy,
        name: "reports.by",
        keys: &["b"],
        label: act::REPORTS_BY,
        help: act::REPORTS_BY_HELP,
        layer: Layer::Screen(ScreenId::Reports),
        danger: false,
        right: Some(Right::SeeReports),
    },
    ActionRow {
        action: Action::ReportsCsv,
        name: "reports.csv",
        keys: &["c"],
        label: act::REPORTS_CSV,
        help: act::REPORTS_CSV_HELP,
        layer: Layer::Screen(ScreenId::Reports),
        danger: false,
        right: Some(Right::SeeReports),
    },
    ActionRow {
        action: Action::ReportsXlsx,
        name: "reports.xlsx",
        keys: &["x"],
        label: act::REPORTS_XLSX,
        help: act::REPORTS_XLSX_HELP,
        layer: Layer::Screen(ScreenId::Reports),
        danger: false,
        right: Some(Right::SeeReports),
    },
];
