//! The actions of the screen of accounts.

use super::{Action, ActionRow, Layer};
use crate::domain::Right;
use crate::ui::screen::ScreenId;
use crate::ui::text::act;

/// Layer `Accounts`.
pub const ACCOUNTS: &[ActionRow] = &[
    ActionRow {
        action: Action::AccountsNew,
        name: "accounts.new",
        keys: &["n"],
        label: act::ACCOUNTS_NEW,
        help: act::ACCOUNTS_NEW_HELP,
        layer: Layer::Screen(ScreenId::Accounts),
        danger: true,
        right: Some(Right::MoveAccounts),
    },
    ActionRow {
        action: Action::AccountsReceipts,
        name: "accounts.receipts",
        keys: &["v"],
        label: act::ACCOUNTS_RECEIPTS,
        help: act::ACCOUNTS_RECEIPTS_HELP,
        layer: Layer::Screen(ScreenId::Accounts),
        danger: false,
        right: Some(Right::SeeStatements),
    },
    ActionRow {
        action: Action::AccountsReverse,
        name: "accounts.reverse",
        keys: &["d"],
        label: act::ACCOUNTS_REVERSE,
        help: act::ACCOUNTS_REVERSE_HELP,
        layer: Layer::Screen(ScreenId::Accounts),
        danger: true,
        right: Some(Right::MoveAccounts),
    },
    ActionRow {
        action: Action::AccountsCredit,
        name: "accounts.credit",
        keys: &["k"],
        label: act::ACCOUNTS_CREDIT,
        help: act::ACCOUNTS_CREDIT_HELP,
        layer: Layer::Screen(ScreenId::Accounts),
        danger: false,
        right: Some(Right::RunHouse),
    },
    ActionRow {
        action: Action::AccountsMonth,
        name: "accounts.month",
        keys: &["m"],
        label: act::ACCOUNTS_MONTH,
        help: act::ACCOUNTS_MONTH_HELP,
        layer: Layer::Screen(ScreenId::Accounts),
        danger: false,
        right: Some(Right::CloseMonth),
    },
    ActionRow {
        action: Action::AccountsClose,
        name: "accounts.close",
        keys: &["g"],
        label: act::ACCOUNTS_CLOSE,
        help: act::ACCOUNTS_CLOSE_HELP,
        layer: Layer::Screen(ScreenId::Accounts),
        danger: true,
        right: Some(Right::CloseMonth),
    },
    ActionRow {
        action: Action::AccountsBooks,
        name: "accounts.books",
        keys: &["b"],
        label: act::ACCOUNTS_BOOKS,
        help: act::ACCOUNTS_BOOKS_HELP,
        layer: Layer::Screen(ScreenId::Accounts),
        danger: false,
        right: Some(Right::Verify),
    },
];
