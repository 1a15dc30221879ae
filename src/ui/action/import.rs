//! The actions of the import, and those that lead to it.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::{Text, act};

const fn row(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    [label, help]: [Text; 2],
    screen: ScreenId,
) -> ActionRow {
    ActionRow {
        action,
        name,
        keys,
        label,
        help,
        layer: Layer::Screen(screen),
        danger: false,
        right: Some(Right::RunHouse),
    }
}

/// Layer `Import`.
pub const IMPORT: &[ActionRow] = &[
    row(
        Action::ImportRead,
        "import.read",
        &["l"],
        [act::IMPORT_READ, act::IMPORT_READ_HELP],
        ScreenId::Import,
    ),
    ActionRow {
        danger: true,
        ..row(
            Action::ImportApply,
            "import.apply",
            &["i"],
            [act::IMPORT_APPLY, act::IMPORT_APPLY_HELP],
            ScreenId::Import,
        )
    },
    row(
        Action::ImportCsv,
        "import.csv",
        &["c"],
        [act::IMPORT_CSV, act::IMPORT_CSV_HELP],
        ScreenId::Import,
    ),
];

/// Layer `Users`, third part.
pub const OF_USERS: &[ActionRow] = &[row(
    Action::UsersImport,
    "users.import",
    &["i"],
    [act::USERS_IMPORT, act::USERS_IMPORT_HELP],
    ScreenId::Users,
)];

/// Layer `Draws`, third part.
pub const OF_DRAWS: &[ActionRow] = &[row(
    Action::DrawsImport,
    "draws.import",
    &["z"],
    [act::DRAWS_IMPORT, act::DRAWS_IMPORT_HELP],
    ScreenId::Draws,
)];
