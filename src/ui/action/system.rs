//! The actions of the system's screen.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::act;

/// Layer `System`.
pub const SYSTEM: &[ActionRow] = &[
    ActionRow {
        action: Action::SystemVerify,
        name: "system.verify",
        keys: &["v"],
        label: act::SYSTEM_VERIFY,
        help: act::SYSTEM_VERIFY_HELP,
        layer: Layer::Screen(ScreenId::System),
        danger: false,
        right: Some(Right::Verify),
    },
    ActionRow {
        action: Action::SystemTick,
        name: "system.tick",
        keys: &["j"],
        label: act::SYSTEM_TICK,
        help: act::SYSTEM_TICK_HELP,
        layer: Layer::Screen(ScreenId::System),
        danger: false,
        right: Some(Right::Verify),
    },
    ActionRow {
        action: Action::SystemActivity,
        name: "system.activity",
        keys: &["a"],
        label: act::SYSTEM_ACTIVITY,
        help: act::SYSTEM_ACTIVITY_HELP,
        layer: Layer::Screen(ScreenId::System),
        danger: false,
        right: Some(Right::SeeAudit),
    },
    ActionRow {
        action: Action::SystemSettings,
        name: "system.settings",
        keys: &["e"],
        label: act::SYSTEM_SETTINGS,
        help: act::SYSTEM_SETTINGS_HELP,
        layer: Layer::Screen(ScreenId::System),
        danger: false,
        right: Some(Right::RunHouse),
    },
];
