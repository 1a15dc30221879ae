//! One table of actions: name, keys, words, layer, danger and right of everything the user can mean. Dispatch, footer,
//! help, palette, the README's key tables and the user's `[keys]` all read it.

mod accounts;
mod audit;
mod catalogue;
mod commissions;
mod counter;
mod drawer;
mod draws;
mod everywhere;
mod house;
mod import;
mod layoff;
mod lists;
mod people;
mod printing;
mod reports;
mod sell;
mod shared;
mod system;
mod till;
mod verb;

pub use verb::Action;

use super::screen::ScreenId;
use super::text::Text;
use crate::domain::Right;

/// Where an action's keys are listened to. An open dialog listens alone (and to help); else the screen's own keys come
/// first, then those of its list or form, then the global ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Everywhere but in a dialog.
    Global,
    /// On screens that show a list and take no text at the moment.
    List,
    /// On screens that take text at the moment.
    Form,
    /// In any open dialog.
    Dialog,
    /// On one screen.
    Screen(ScreenId),
}

/// All that is known about an action.
#[derive(Debug)]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Its stable name in configuration, demo scripts and documents: `sell.charge`.
    pub name: &'static str,
    /// The keys it has unless the user chooses others, first the one that is shown.
    pub keys: &'static [&'static str],
    /// Its label: one to three words.
    pub label: Text,
    /// What it does: one sentence.
    pub help: Text,
    /// Where its keys are listened to.
    pub layer: Layer,
    /// Whether it moves money or cannot simply be undone.
    pub danger: bool,
    /// The right without which it is not offered.
    pub right: Option<Right>,
}

/// The whole table, in the order in which help and README show it.
pub const TABLES: &[&[ActionRow]] = &[
    everywhere::GLOBAL,
    sell::SELL,
    till::TILL,
    till::SALES,
    counter::PAY,
    counter::DRAWER,
    drawer::SHIFT,
    house::DRAWS,
    draws::LIFE,
    import::OF_DRAWS,
    house::EXPOSURE,
    house::USERS,
    people::PEOPLE,
    import::OF_USERS,
    house::LOTTERIES,
    house::LIMITS,
    commissions::COMMISSIONS,
    accounts::ACCOUNTS,
    lists::LISTS,
    layoff::LAYOFF,
    catalogue::CATALOGUE,
    reports::REPORTS,
    audit::AUDIT,
    import::IMPORT,
    printing::PRINTING,
    system::SYSTEM,
    shared::LIST,
    shared::FORM,
    shared::DIALOG,
];

/// All rows of the table.
pub fn rows() -> impl Iterator<Item = &'static ActionRow> {
    TABLES.iter().copied().flatten()
}

impl Action {
    /// The action's row.
    ///
    /// # Panics
    ///
    /// Never: a test walks every action that the table's layers use, and an action without a row cannot be bound.
    #[expect(
        clippy::expect_used,
        reason = "a test proves that every action has its row"
    )]
    pub fn row(self) -> &'static ActionRow {
        rows()
            .find(|row| row.action == self)
            .expect("every action has a row, a test counts them")
    }

    /// The action of a stable name.
    pub fn from_name(name: &str) -> Option<Self> {
        rows().find(|row| row.name == name).map(|row| row.action)
    }

    /// Whether it makes sense while nobody is signed in.
    pub fn needs_nobody(self) -> bool {
        matches!(
            self,
            Self::HelpOpen | Self::PaletteOpen | Self::LookOpen | Self::AppRedraw | Self::AppQuit
        )
    }

    /// Where this action leads, if it goes to a screen.
    pub fn destination(self) -> Option<ScreenId> {
        ScreenId::ALL.into_iter().find(|id| id.go() == Some(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_has_exactly_one_row_and_every_name_reads_back() {
        let declared = include_str!("verb.rs")
            .lines()
            .filter(|line| line.starts_with("    ") && line.ends_with(','))
            .count();
        assert_eq!(rows().count(), declared);
        assert_eq!(
            rows().map(|row| row.action).collect::<BTreeSet<_>>().len(),
            declared
        );
        for row in rows() {
            assert_eq!(Action::from_name(row.name), Some(row.action));
        }
    }

    #[test]
    fn keys_that_terminals_take_have_a_second_key() {
        for row in rows() {
            if row
                .keys
                .iter()
                .any(|key| ["f1", "f10", "f11"].contains(key))
            {
                assert!(row.keys.len() > 1, "{} needs a second key", row.name);
            }
        }
    }
}
