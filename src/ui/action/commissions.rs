//! The actions of the screen of commissions.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::act;

/// Layer `Commissions`.
pub const COMMISSIONS: &[ActionRow] = &[
    ActionRow {
        action: Action::CommissionsNew,
        name: "commissions.new",
        keys: &["n"],
        label: act::COMMISSIONS_NEW,
        help: act::COMMISSIONS_NEW_HELP,
        layer: Layer::Screen(ScreenId::Commissions),
        danger: false,
        right: Some(Right::RunHouse),
    },
    ActionRow {
        action: Action::CommissionsEdit,
        name: "commissions.edit",
        keys: &["e"],
        label: act::COMMISSIONS_EDIT,
        help: act::COMMISSIONS_EDIT_HELP,
        layer: Layer::Screen(ScreenId::Commissions),
        danger: false,
        right: Some(Right::RunHouse),
    },
    ActionRow {
        action: Action::CommissionsVersions,
        name: "commissions.versions",
        keys: &["v"],
        label: act::COMMISSIONS_VERSIONS,
        help: act::COMMISSIONS_VERSIONS_HELP,
        layer: Layer::Screen(ScreenId::Commissions),
        danger: false,
        right: Some(Right::ManageUsers),
    },
    ActionRow {
        action: Action::CommissionsExplain,
        name: "commissions.explain",
        keys: &["x"],
        label: act::COMMISSIONS_EXPLAIN,
        help: act::COMMISSIONS_EXPLAIN_HELP,
        layer: Layer::Screen(ScreenId::Commissions),
        danger: false,
        right: Some(Right::ManageUsers),
    },
    ActionRow {
        action: Action::CommissionsEnd,
        name: "commissions.end",
        keys: &["d"],
        label: act::COMMISSIONS_END,
        help: act::COMMISSIONS_END_HELP,
        layer: Layer::Screen(ScreenId::Commissions),
        danger: true,
        right: Some(Right::RunHouse),
    },
    ActionRow {
        action: Action::CommissionsHead,
        name: "commissions.head",
        keys: &["h"],
        label: act::COMMISSIONS_HEAD,
        help: act::COMMISSIONS_HEAD_HELP,
        layer: Layer::Screen(ScreenId::Commissions),
        danger: false,
        right: Some(Right::RunHouse),
    },
    ActionRow {
        action: Action::CommissionsUp,
        name: "commissions.up",
        keys: &["u"],
        label: act::COMMISSIONS_UP,
        help: act::COMMISSIONS_UP_HELP,
        layer: Layer::Screen(ScreenId::Commissions),
        danger: false,
        right: Some(Right::RunHouse),
    },
    ActionRow {
        action: Action::CommissionsSave,
        name: "commissions.save",
        keys: &["g"],
        label: act::COMMISSIONS_SAVE,
        help: act::COMMISSIONS_SAVE_HELP,
        layer: Layer::Screen(ScreenId::Commissions),
        danger: true,
        right: Some(Right::RunHouse),
    },
];
