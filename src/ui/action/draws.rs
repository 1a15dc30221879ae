//! The actions on a draw beside its results: calling off, moving, holding, making by hand; days without draws and claims.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::{Text, act};

const fn row(
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    label: Text,
    help: Text,
    danger: bool,
    right: Right,
) -> ActionRow {
    ActionRow {
        action,
        name,
        keys,
        label,
        help,
        layer: Layer::Screen(ScreenId::Draws),
        danger,
        right: Some(right),
    }
}

/// Layer `Draws`, its second half.
pub const LIFE: &[ActionRow] = &[
    row(
        Action::DrawsAnnul,
        "draws.annul",
        &["a"],
        act::DRAWS_ANNUL,
        act::DRAWS_ANNUL_HELP,
        true,
        Right::AnnulDraw,
    ),
    row(
        Action::DrawsMove,
        "draws.move",
        &["m"],
        act::DRAWS_MOVE,
        act::DRAWS_MOVE_HELP,
        false,
        Right::RunDraws,
    ),
    row(
        Action::DrawsHold,
        "draws.hold",
        &["p"],
        act::DRAWS_HOLD,
        act::DRAWS_HOLD_HELP,
        true,
        Right::RunDraws,
    ),
    row(
        Action::DrawsRename,
        "draws.rename",
        &["e"],
        act::DRAWS_RENAME,
        act::DRAWS_RENAME_HELP,
        false,
        Right::RunDraws,
    ),
    row(
        Action::DrawsNew,
        "draws.new",
        &["n"],
        act::DRAWS_NEW,
        act::DRAWS_NEW_HELP,
        false,
        Right::RunDraws,
    ),
    row(
        Action::DrawsHolidays,
        "draws.holidays",
        &["v"],
        act::DRAWS_HOLIDAYS,
        act::DRAWS_HOLIDAYS_HELP,
        false,
        Right::RunDraws,
    ),
    row(
        Action::DrawsClaims,
        "draws.claims",
        &["q"],
        act::DRAWS_CLAIMS,
        act::DRAWS_CLAIMS_HELP,
        false,
        Right::SeeReports,
    ),
    row(
        Action::DrawsHistory,
        "draws.history",
        &["i"],
        act::DRAWS_HISTORY,
        act::DRAWS_HISTORY_HELP,
        false,
        Right::SeeReports,
    ),
    row(
        Action::DrawsCsv,
        "draws.csv",
        &["y"],
        act::DRAWS_CSV,
        act::DRAWS_CSV_HELP,
        false,
        Right::SeeReports,
    ),
    row(
        Action::DrawsWriteOff,
        "draws.write-off",
        &["b"],
        act::DRAWS_WRITE_OFF,
        act::DRAWS_WRITE_OFF_HELP,
        true,
        Right::WriteOffClaim,
    ),
    row(
        Action::DrawsUndo,
        "draws.undo",
        &["u"],
        act::DRAWS_UNDO,
        act::DRAWS_UNDO_HELP,
        true,
        Right::CollectClaim,
    ),
];
