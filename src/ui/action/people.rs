//! The actions on people beside adding and changing them: locked accounts, what they did, and their sessions.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::{Text, act};

const fn row(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    [label, help]: [Text; 2],
    danger: bool,
) -> ActionRow {
    ActionRow {
        action,
        name,
        keys,
        label,
        help,
        layer: Layer::Screen(ScreenId::Users),
        danger,
        right: Some(Right::ManageUsers),
    }
}

/// Layer `Users`, second part.
pub const PEOPLE: &[ActionRow] = &[
    row(
        Action::UsersUnlock,
        "users.unlock",
        &["u"],
        [act::USERS_UNLOCK, act::USERS_UNLOCK_HELP],
        false,
    ),
    row(
        Action::UsersLog,
        "users.log",
        &["g"],
        [act::USERS_LOG, act::USERS_LOG_HELP],
        false,
    ),
    row(
        Action::SessionsEnd,
        "sessions.end",
        &["x"],
        [act::SESSIONS_END, act::SESSIONS_END_HELP],
        true,
    ),
    row(
        Action::SessionsEndAll,
        "sessions.end-all",
        &["a"],
        [act::SESSIONS_END_ALL, act::SESSIONS_END_ALL_HELP],
        true,
    ),
];
