//! The actions of a drawer's shift.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::{Text, act};

const fn row(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    (label, help): (Text, Text),
    danger: bool,
    right: Right,
) -> ActionRow {
    ActionRow {
        action,
        name,
        keys,
        label,
        help,
        layer: Layer::Screen(ScreenId::Drawer),
        danger,
        right: Some(right),
    }
}

/// Layer `Drawer`, beyond opening, counting and closing.
pub const SHIFT: &[ActionRow] = &[
    row(
        Action::DrawerX,
        "drawer.x",
        &["i"],
        (act::DRAWER_X, act::DRAWER_X_HELP),
        false,
        Right::Drawer,
    ),
    row(
        Action::DrawerEntries,
        "drawer.entries",
        &["t"],
        (act::DRAWER_ENTRIES, act::DRAWER_ENTRIES_HELP),
        false,
        Right::Drawer,
    ),
    row(
        Action::DrawerNoSale,
        "drawer.no_sale",
        &["n"],
        (act::DRAWER_NO_SALE, act::DRAWER_NO_SALE_HELP),
        false,
        Right::Drawer,
    ),
    row(
        Action::DrawerHandOver,
        "drawer.hand_over",
        &["v"],
        (act::DRAWER_HAND_OVER, act::DRAWER_HAND_OVER_HELP),
        true,
        Right::Drawer,
    ),
    row(
        Action::DrawerReview,
        "drawer.review",
        &["b"],
        (act::DRAWER_REVIEW, act::DRAWER_REVIEW_HELP),
        false,
        Right::ForceCloseDrawer,
    ),
    row(
        Action::DrawerSettings,
        "drawer.settings",
        &["s"],
        (act::DRAWER_SETTINGS, act::DRAWER_SETTINGS_HELP),
        false,
        Right::RunHouse,
    ),
];
