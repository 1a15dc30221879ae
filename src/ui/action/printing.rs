//! The actions of printing.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::{Text, act};

const fn row(
    action: Action,
    (name, keys): (&'static str, &'static [&'static str]),
    (label, help): (Text, Text),
    right: Right,
) -> ActionRow {
    ActionRow {
        action,
        name,
        keys,
        label,
        help,
        layer: Layer::Screen(ScreenId::Printing),
        danger: false,
        right: Some(right),
    }
}

/// Layer `Printing`.
pub const PRINTING: &[ActionRow] = &[
    row(
        Action::PrintingFind,
        ("printing.find", &["f"]),
        (act::PRINTING_FIND, act::PRINTING_FIND_HELP),
        Right::Sell,
    ),
    row(
        Action::PrintingPrint,
        ("printing.print", &["p"]),
        (act::PRINTING_PRINT, act::PRINTING_PRINT_HELP),
        Right::Sell,
    ),
    row(
        Action::PrintingWidth,
        ("printing.width", &["w"]),
        (act::PRINTING_WIDTH, act::PRINTING_WIDTH_HELP),
        Right::Sell,
    ),
    row(
        Action::PrintingRetry,
        ("printing.retry", &["t"]),
        (act::PRINTING_RETRY, act::PRINTING_RETRY_HELP),
        Right::Sell,
    ),
    row(
        Action::PrintingCancel,
        ("printing.cancel", &["x"]),
        (act::PRINTING_CANCEL, act::PRINTING_CANCEL_HELP),
        Right::Sell,
    ),
    row(
        Action::PrintingNew,
        ("printing.new", &["n"]),
        (act::PRINTING_NEW, act::PRINTING_NEW_HELP),
        Right::RunPrinters,
    ),
    row(
        Action::PrintingTest,
        ("printing.test", &["d"]),
        (act::PRINTING_TEST, act::PRINTING_TEST_HELP),
        Right::RunPrinters,
    ),
];
