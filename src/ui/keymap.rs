//! Which key means which action: the table's keys with the user's own laid over them. Together with the text field the
//! only place that knows key codes.

use super::action::{Action, ActionRow, Layer, rows};
use super::input::TextInput;
use super::key::{Key, NoSuchKey};
use std::collections::HashMap;
use thiserror::Error;

/// The keys in force.
#[derive(Debug, Clone, PartialEq)]
pub struct Keymap {
    bound: HashMap<(Layer, Key), Action>,
    shown: HashMap<Action, Vec<Key>>,
    /// What does an action where there are no keys.
    commands: &'static [(Action, &'static str)],
}

/// Why the user's `[keys]` are refused. The configuration adds file and line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeymapError {
    /// No action has this name.
    #[error("unknown action {action:?}")]
    UnknownAction {
        /// The name in the configuration.
        action: String,
        /// The name that was probably meant.
        meant: Option<&'static str>,
    },
    /// The text names no key.
    #[error("{action}: no key is called {key:?}")]
    UnknownKey {
        /// The action's name.
        action: String,
        /// What was written.
        key: String,
    },
    /// Without this action the console cannot be used, and no key is left for it.
    #[error("{action} needs at least one key")]
    Needed {
        /// The action's name.
        action: String,
    },
    /// Two actions that listen at the same time want the same key.
    #[error("{key} means both {action} and {other}")]
    Clash {
        /// The action's name.
        action: String,
        /// The other action's name.
        other: &'static str,
        /// The key.
        key: String,
    },
}

impl KeymapError {
    /// The action's name as the configuration wrote it: where to look for the line.
    pub fn action(&self) -> &str {
        match self {
            Self::UnknownAction { action, .. }
            | Self::UnknownKey { action, .. }
            | Self::Needed { action }
            | Self::Clash { action, .. } => action,
        }
    }
}

impl Keymap {
    /// The table's keys with the user's choices: pairs of an action's name and its keys, the keys it then has instead.
    /// What is wrong among the choices is told, and that action keeps the table's keys.
    pub fn new<'a>(
        choices: impl IntoIterator<Item = (&'a str, &'a [String])>,
    ) -> (Self, Vec<KeymapError>) {
        let (mut chosen, mut wrong) = (HashMap::new(), Vec::new());
        for (name, keys) in choices {
            match choice(name, keys) {
                Ok((action, keys)) => {
                    chosen.insert(action, keys);
                }
                Err(error) => wrong.push(error),
            }
        }
        loop {
            let (keymap, clashes) = Self::laid(&chosen);
            if clashes.is_empty() {
                return (keymap, wrong);
            }
            // Taking one choice back gives its action the table's keys, which may now clash with another choice.
            for clash in clashes {
                let taken_back = Action::from_name(clash.action()).map(|it| chosen.remove(&it));
                if taken_back.is_some() {
                    wrong.push(clash);
                }
            }
        }
    }

    /// The choices laid over the table, and the choices that clash: the table's own keys come first and never do.
    fn laid(chosen: &HashMap<Action, Vec<Key>>) -> (Self, Vec<KeymapError>) {
        let mut keymap = Self {
            bound: HashMap::new(),
            shown: HashMap::new(),
            commands: &[],
        };
        let (own, shipped): (Vec<_>, Vec<_>) =
            rows().partition(|row| chosen.contains_key(&row.action));
        let mut clashes = Vec::new();
        for row in shipped.into_iter().chain(own) {
            let keys = match chosen.get(&row.action) {
                Some(keys) => keys.clone(),
                None => row.keys.iter().filter_map(|key| key.parse().ok()).collect(),
            };
            clashes.extend(keymap.bind(row, keys));
        }
        (keymap, clashes)
    }

    /// The table's keys alone.
    pub fn shipped() -> Self {
        Self::laid(&HashMap::new()).0
    }

    /// For doors without keys: sentences name these commands instead.
    pub fn of_commands(commands: &'static [(Action, &'static str)]) -> Self {
        Self {
            commands,
            ..Self::shipped()
        }
    }

    /// Gives an action its keys, but for those that another one has already.
    fn bind(&mut self, row: &'static ActionRow, keys: Vec<Key>) -> Vec<KeymapError> {
        let mut clashes = Vec::new();
        for key in &keys {
            let rival = self
                .bound
                .iter()
                .find(|((layer, bound), _)| bound == key && clash(*layer, row.layer));
            if let Some((_, other)) = rival {
                clashes.push(KeymapError::Clash {
                    action: row.name.to_owned(),
                    other: other.row().name,
                    key: key.to_string(),
                });
            } else {
                self.bound.insert((row.layer, *key), row.action);
            }
        }
        self.shown.insert(row.action, keys);
        clashes
    }

    /// What a key means where these layers listen, the first layer first.
    pub fn action(&self, key: Key, layers: &[Layer]) -> Option<Action> {
        layers
            .iter()
            .find_map(|layer| self.bound.get(&(*layer, key)).copied())
    }

    /// The keys of an action, first the one to show.
    pub fn keys(&self, action: Action) -> &[Key] {
        self.shown.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The key to show for an action: `F5`. Empty when the user took all its keys away. Where there are no keys, the command.
    pub fn label(&self, action: Action, ascii: bool) -> String {
        if let Some((_, command)) = self.commands.iter().find(|(known, _)| *known == action) {
            return (*command).to_owned();
        }
        self.keys(action)
            .first()
            .map(|key| key.label(ascii))
            .unwrap_or_default()
    }

    /// What a key does in a text field, if it does anything there.
    pub fn text(key: Key) -> Option<TextInput> {
        TextInput::of(key)
    }
}

/// One of the user's choices, read.
fn choice(name: &str, keys: &[String]) -> Result<(Action, Vec<Key>), KeymapError> {
    let action = Action::from_name(name).ok_or_else(|| KeymapError::UnknownAction {
        action: name.to_owned(),
        meant: resembling(name),
    })?;
    let keys = keys.iter().map(|key| key.parse::<Key>());
    let keys: Result<Vec<_>, _> = keys.collect();
    match keys {
        Ok(keys) if keys.is_empty() && needed(action) => Err(KeymapError::Needed {
            action: name.to_owned(),
        }),
        Ok(keys) => Ok((action, keys)),
        Err(NoSuchKey(key)) => Err(KeymapError::UnknownKey {
            action: name.to_owned(),
            key,
        }),
    }
}

/// Whether the console is lost without an action: what hands in, what leads out, and the help that tells the keys.
const fn needed(action: Action) -> bool {
    matches!(
        action,
        Action::FormSubmit
            | Action::FormNext
            | Action::FormLeave
            | Action::DialogAccept
            | Action::DialogClose
            | Action::DialogNext
            | Action::ListOpen
            | Action::ListBack
            | Action::SellEnter
            | Action::HelpOpen
            | Action::PaletteOpen
            | Action::SessionLeave
            | Action::AppQuit
    )
}

/// The action that somebody meant who wrote this: the nearest name within three letters.
fn resembling(written: &str) -> Option<&'static str> {
    let nearest = rows()
        .map(|row| (strsim::damerau_levenshtein(row.name, written), row.name))
        .min()?;
    (nearest.0 <= 3 && nearest.0 * 2 < written.chars().count()).then_some(nearest.1)
}

/// Whether two layers may not share a key. A screen's own layer comes before its list or form and may take their keys;
/// global keys are the same everywhere and may not be taken; dialogs listen alone.
fn clash(a: Layer, b: Layer) -> bool {
    let listens_with_global = |layer| !matches!(layer, Layer::Dialog);
    a == b
        || (a == Layer::Global && listens_with_global(b))
        || (b == Layer::Global && listens_with_global(a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::screen::ScreenId;

    fn key(name: &str) -> Key {
        name.parse().unwrap()
    }

    fn with(choices: &[(&str, &[&str])]) -> (Keymap, Vec<KeymapError>) {
        let choices: Vec<(&str, Vec<String>)> = choices
            .iter()
            .map(|(name, keys)| (*name, keys.iter().map(|key| (*key).to_owned()).collect()))
            .collect();
        Keymap::new(choices.iter().map(|(name, keys)| (*name, keys.as_slice())))
    }

    #[test]
    fn the_shipped_table_has_no_clash_and_every_key_of_it_is_a_key() {
        assert_eq!(Keymap::laid(&HashMap::new()).1, []);
        for row in rows() {
            assert!(!row.keys.is_empty(), "{} has no key", row.name);
            for name in row.keys {
                assert_eq!(
                    name.parse::<Key>().map(|key| key.to_string()),
                    Ok((*name).to_owned()),
                    "{}",
                    row.name
                );
            }
        }
    }

    #[test]
    fn a_screens_own_key_comes_before_the_lists() {
        let layers = [Layer::Screen(ScreenId::Draws), Layer::List, Layer::Global];
        assert_eq!(
            Keymap::shipped().action(key("left"), &layers),
            Some(Action::DrawsDayBefore)
        );
        assert_eq!(
            Keymap::shipped().action(key("left"), &layers[1..]),
            Some(Action::ListLeft)
        );
    }

    #[test]
    fn the_users_key_replaces_the_shipped_one() {
        let (keymap, wrong) = with(&[("sell.charge", &["ctrl-g"])]);
        let layers = [Layer::Screen(ScreenId::Sell)];
        assert_eq!(
            keymap.action(key("ctrl-g"), &layers),
            Some(Action::SellCharge)
        );
        assert_eq!(keymap.action(key("f12"), &layers), None);
        assert_eq!(keymap.label(Action::SellCharge, false), "Ctrl+G");
        assert_eq!(wrong, []);
    }

    #[test]
    fn everything_wrong_with_the_users_keys_is_named_and_keeps_the_tables_keys() {
        let (keymap, wrong) = with(&[
            ("sell.chage", &["f5"]),
            ("go.nowhere.at.all", &["f5"]),
            ("sell.totals", &["f99"]),
            ("sell.charge", &["f2", "f10"]),
        ]);
        let clash = |key: &str, other| KeymapError::Clash {
            action: "sell.charge".into(),
            other,
            key: key.into(),
        };
        assert_eq!(
            wrong,
            [
                KeymapError::UnknownAction {
                    action: "sell.chage".into(),
                    meant: Some("sell.charge")
                },
                KeymapError::UnknownAction {
                    action: "go.nowhere.at.all".into(),
                    meant: None
                },
                KeymapError::UnknownKey {
                    action: "sell.totals".into(),
                    key: "f99".into()
                },
                clash("f2", "go.pay"),
                clash("f10", "go.drawer"),
            ]
        );
        assert_eq!(keymap, Keymap::shipped());
    }

    #[test]
    fn an_action_without_which_nothing_works_keeps_its_keys() {
        let (keymap, wrong) = with(&[
            ("form.submit", &[]),
            ("app.quit", &[]),
            ("help.open", &[]),
            ("dialog.close", &[]),
            ("sell.totals", &[]),
        ]);
        let named: Vec<&str> = wrong.iter().map(KeymapError::action).collect();
        let expected = ["form.submit", "app.quit", "help.open", "dialog.close"];
        assert_eq!(named, expected);
        assert_eq!(wrong[0].to_string(), "form.submit needs at least one key");
        assert_eq!(keymap.label(Action::FormSubmit, false), "Enter");
        assert_eq!(keymap.label(Action::SellTotals, false), "");
    }

    #[test]
    fn two_actions_can_swap_their_keys_and_a_half_swap_is_taken_back_whole() {
        let (keymap, wrong) = with(&[("sell.totals", &["f4"]), ("sell.repeat", &["f3"])]);
        assert_eq!(wrong, []);
        assert_eq!(keymap.label(Action::SellRepeat, false), "F3");
        let (keymap, wrong) = with(&[("sell.totals", &["f4"]), ("sell.repeat", &["f33"])]);
        assert_eq!(wrong.len(), 2, "{wrong:?}");
        assert_eq!(keymap, Keymap::shipped());
    }
}
