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
        action: Action::ListsExclude,
        name: "lists.exclude",
        keys: &["e"],
        label: act::LISTS_EXCLUDE,
        help: act::LISTS_EXCLUDE_HELP,
        layer: Layer::Screen(ScreenId::Lists),
        danger: true,
        right: Some(Right::ExcludeList),
    },
    ActionRow {
        action: Action::ListsInclude,
        name: "lists.include",
        keys: &["i"],
        label: act::LISTS_INCLUDE,
        help: act::LISTS_INCLUDE_HELP,
        layer: Layer::Screen(ScreenId::Lists),
        danger: true,
        right: Some(Right::ExcludeList),
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
