//! The actions of the screen of sales lists.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::act;

/// Layer `Lists`.
pub const LISTS: &[ActionRow] = &[
    ActionRow {
        action: Action::ListsDraw,
        name: "lists.draw",
        keys: &["s"],
        label: act::LISTS_DRAW,
        help: act::LISTS_DRAW_HELP,
        layer: Layer::Screen(ScreenId::Lists),
        danger: false,
        right: Some(Right::SeeReports),
    },
    ActionRow {
        action: Action::ListsCsv,
        name: "lists.csv",
        keys: &["c"],
        label: act::LISTS_CSV,
        help: act::LISTS_CSV_HELP,
        layer: Layer::Screen(ScreenId::Lists),
        danger: false,
        right: Some(Right::SeeReports),
    },
    ActionRow {
        action: Action::ListsXlsx,
        name: "lists.xlsx",
        keys: &["x"],
        label: act::LISTS_XLSX,
        help: act::LISTS_XLSX_HELP,
        layer: Layer::Screen(ScreenId::Lists),
        danger: false,
        right: Some(Right::SeeReports),
    },
];
