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
}

/// Why the user's `[keys]` are refused. The configuration adds file and line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeymapError {
    /// No action has this name.
    #[error("unknown action {action:?}")]
    UnknownAction {
        /// The name in the configuration.
        action: String,
    },
    /// The text names no key.
    #[error("{action}: no key is called {key:?}")]
    UnknownKey {
        /// The action's name.
        action: String,
        /// What was written.
        key: String,
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
            Self::UnknownAction { action }
            | Self::UnknownKey { action, .. }
            | Self::Clash { action, .. } => action,
        }
    }
}

impl Keymap {
    /// The table's keys with the user's choices: pairs of an action's name and its keys, the keys it then has instead.
    pub fn new<'a>(
        overrides: impl IntoIterator<Item = (&'a str, &'a [String])>,
    ) -> Result<Self, KeymapError> {
        let mut chosen: HashMap<Action, Vec<Key>> = HashMap::new();
        for (name, keys) in overrides {
            let action = Action::from_name(name).ok_or_else(|| KeymapError::UnknownAction {
                action: name.to_owned(),
            })?;
            let keys = keys
                .iter()
                .map(|key| key.parse::<Key>())
                .collect::<Result<Vec<_>, NoSuchKey>>();
            let keys = keys.map_err(|NoSuchKey(key)| KeymapError::UnknownKey {
                action: name.to_owned(),
                key,
            })?;
            chosen.insert(action, keys);
        }
        let mut keymap = Self {
            bound: HashMap::new(),
            shown: HashMap::new(),
        };
        let (own, shipped): (Vec<_>, Vec<_>) =
            rows().partition(|row| chosen.contains_key(&row.action));
        for row in shipped.into_iter().chain(own) {
            let keys = match chosen.remove(&row.action) {
                Some(keys) => keys,
                None => row.keys.iter().filter_map(|key| key.parse().ok()).collect(),
            };
            keymap.bind(row, keys)?;
        }
        Ok(keymap)
    }

    /// The table's keys alone.
    ///
    /// # Panics
    ///
    /// Never: a test proves that the shipped table binds without a clash.
    #[expect(
        clippy::expect_used,
        reason = "a test proves that the shipped table has no clash"
    )]
    pub fn shipped() -> Self {
        Self::new([]).expect("the shipped table of keys has no clash, a test binds it")
    }

    fn bind(&mut self, row: &'static ActionRow, keys: Vec<Key>) -> Result<(), KeymapError> {
        for key in &keys {
            let rival = self
                .bound
                .iter()
                .find(|((layer, bound), _)| bound == key && clash(*layer, row.layer));
            if let Some((_, other)) = rival {
                let (action, other) = (row.name.to_owned(), other.row().name);
                return Err(KeymapError::Clash {
                    action,
                    other,
                    key: key.to_string(),
                });
            }
            self.bound.insert((row.layer, *key), row.action);
        }
        self.shown.insert(row.action, keys);
        Ok(())
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

    /// The key to show for an action: `F5`. Empty when the user took all its keys away.
    pub fn label(&self, action: Action, ascii: bool) -> String {
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

    fn with(name: &str, keys: &[&str]) -> Result<Keymap, KeymapError> {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        Keymap::new([(name, keys.as_slice())])
    }

    #[test]
    fn the_shipped_table_has_no_clash_and_every_key_of_it_is_a_key() {
        assert_eq!(Keymap::new([]), Ok(Keymap::shipped()));
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
        let keymap = with("sell.charge", &["ctrl-g"]).unwrap();
        let layers = [Layer::Screen(ScreenId::Sell)];
        assert_eq!(
            keymap.action(key("ctrl-g"), &layers),
            Some(Action::SellCharge)
        );
        assert_eq!(keymap.action(key("f12"), &layers), None);
        assert_eq!(keymap.label(Action::SellCharge, false), "Ctrl+G");
    }

    #[test]
    fn what_is_wrong_with_the_users_keys_is_named() {
        assert_eq!(
            with("sell.chage", &["f5"]),
            Err(KeymapError::UnknownAction {
                action: "sell.chage".into()
            })
        );
        let unknown = KeymapError::UnknownKey {
            action: "sell.charge".into(),
            key: "f99".into(),
        };
        assert_eq!(with("sell.charge", &["f99"]), Err(unknown));
        let clash = KeymapError::Clash {
            action: "sell.charge".into(),
            other: "go.pay",
            key: "f2".into(),
        };
        assert_eq!(with("sell.charge", &["f2"]), Err(clash));
    }
}
