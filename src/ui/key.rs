//! One key as people name it: `f5`, `ctrl-p`, `alt-k`, `shift-tab`, `?`.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A key with its modifiers, normalised: a capital letter carries no shift, back-tab is `shift-tab`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no key is called {0:?}")]
pub struct NoSuchKey(pub String);

/// Keys with a name, as configuration writes them and as the screen shows them.
const NAMED: &[(KeyCode, &str, &str)] = &[
    (KeyCode::Enter, "enter", "Enter"),
    (KeyCode::Esc, "esc", "Esc"),
    (KeyCode::Tab, "tab", "Tab"),
    (KeyCode::Backspace, "backspace", "⌫"),
    (KeyCode::Delete, "delete", "Del"),
    (KeyCode::Insert, "insert", "Ins"),
    (KeyCode::Up, "up", "↑"),
    (KeyCode::Down, "down", "↓"),
    (KeyCode::Left, "left", "←"),
    (KeyCode::Right, "right", "→"),
    (KeyCode::Home, "home", "Home"),
    (KeyCode::End, "end", "End"),
    (KeyCode::PageUp, "pageup", "PgUp"),
    (KeyCode::PageDown, "pagedown", "PgDn"),
    (KeyCode::Char(' '), "space", "Space"),
    (KeyCode::Char('-'), "minus", "-"),
];

impl Key {
    /// The key of a terminal's event.
    pub fn of(event: KeyEvent) -> Self {
        Self::normal(event.code, event.modifiers)
    }

    /// The event that pressing this key causes: for demo scripts and tests.
    pub fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    fn normal(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let kept = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        match code {
            KeyCode::BackTab => Self {
                code: KeyCode::Tab,
                modifiers: kept | KeyModifiers::SHIFT,
            },
            KeyCode::Char(c) if kept.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => {
                Self {
                    code: KeyCode::Char(c.to_ascii_lowercase()),
                    modifiers: kept - KeyModifiers::SHIFT,
                }
            }
            KeyCode::Char(_) => Self {
                code,
                modifiers: kept - KeyModifiers::SHIFT,
            },
            _ => Self {
                code,
                modifiers: kept,
            },
        }
    }

    /// The character, where the key types one.
    pub fn character(self) -> Option<char> {
        match (self.code, self.modifiers.is_empty()) {
            (KeyCode::Char(c), true) => Some(c),
            _ => None,
        }
    }

    /// Whether it is Enter, which ends a scanner's burst.
    pub(super) fn is_enter(self) -> bool {
        self.code == KeyCode::Enter
    }

    /// The code, for the text field.
    pub(super) fn code(self) -> KeyCode {
        self.code
    }

    /// Whether Control is held, for the text field.
    pub(super) fn control(self) -> bool {
        self.modifiers.contains(KeyModifiers::CONTROL)
    }

    /// Whether Alt is held, for the text field.
    pub(super) fn alt(self) -> bool {
        self.modifiers.contains(KeyModifiers::ALT)
    }

    /// The key as the footer shows it: `F5`, `Ctrl+P`, `Alt+K`. In ASCII where the terminal knows no arrows.
    pub fn label(self, ascii: bool) -> String {
        let name = match self.code {
            KeyCode::F(n) => format!("F{n}"),
            KeyCode::Char(c) if c != ' ' && self.modifiers.is_empty() => c.to_string(),
            KeyCode::Char(c) if c != ' ' => c.to_uppercase().to_string(),
            code => NAMED
                .iter()
                .find(|(known, _, _)| *known == code)
                .map(|(_, plain, pretty)| {
                    if ascii && !pretty.is_ascii() {
                        *plain
                    } else {
                        *pretty
                    }
                })
                .unwrap_or_default()
                .to_owned(),
        };
        self.with_modifiers(&name, &["Ctrl+", "Alt+", "Shift+"])
    }

    fn with_modifiers(self, name: &str, words: &[&str; 3]) -> String {
        let held = [
            KeyModifiers::CONTROL,
            KeyModifiers::ALT,
            KeyModifiers::SHIFT,
        ];
        let mut out: String = held
            .iter()
            .zip(words)
            .filter(|(held, _)| self.modifiers.contains(**held))
            .map(|(_, word)| *word)
            .collect();
        out.push_str(name);
        out
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match (
            self.code,
            NAMED.iter().find(|(code, _, _)| *code == self.code),
        ) {
            (_, Some((_, name, _))) => (*name).to_owned(),
            (KeyCode::F(n), None) => format!("f{n}"),
            (KeyCode::Char(c), None) => c.to_string(),
            (code, None) => format!("{code:?}").to_lowercase(),
        };
        f.write_str(&self.with_modifiers(&name, &["ctrl-", "alt-", "shift-"]))
    }
}

impl FromStr for Key {
    type Err = NoSuchKey;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut rest = text.trim();
        let mut modifiers = KeyModifiers::NONE;
        for (prefix, modifier) in [
            ("ctrl-", KeyModifiers::CONTROL),
            ("alt-", KeyModifiers::ALT),
            ("shift-", KeyModifiers::SHIFT),
        ]
        .repeat(2)
        {
            if rest.len() > prefix.len()
                && rest
                    .get(..prefix.len())
                    .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
            {
                modifiers |= modifier;
                rest = rest.get(prefix.len()..).unwrap_or_default();
            }
        }
        let lower = rest.to_lowercase();
        let named = NAMED
            .iter()
            .find(|(_, name, _)| *name == lower)
            .map(|(code, _, _)| *code);
        let function = lower
            .strip_prefix('f')
            .and_then(|n| n.parse().ok())
            .filter(|n| (1..=12).contains(n))
            .map(KeyCode::F);
        let mut characters = rest.chars();
        let single = match (characters.next(), characters.next()) {
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => Some(KeyCode::Char(c)),
            _ => None,
        };
        let code = named
            .or(function)
            .or(single)
            .ok_or_else(|| NoSuchKey(text.to_owned()))?;
        Ok(Self::normal(code, modifiers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_key_reads_back() {
        for name in [
            "f1",
            "f12",
            "ctrl-p",
            "alt-k",
            "alt-0",
            "shift-tab",
            "enter",
            "space",
            "minus",
            "?",
            "/",
            "ñ",
            "ctrl-alt-x",
            "pageup",
        ] {
            assert_eq!(
                name.parse::<Key>().map(|key| key.to_string()),
                Ok(name.to_owned())
            );
        }
        for name in ["", "f13", "ctrl-", "hyper-x", "entre", " "] {
            assert!(name.parse::<Key>().is_err(), "{name:?}");
        }
    }

    #[test]
    fn the_same_key_in_two_spellings_is_one() {
        assert_eq!("Ctrl-P".parse::<Key>(), "ctrl-p".parse::<Key>());
        let back_tab = KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT);
        assert_eq!(Ok(Key::of(back_tab)), "shift-tab".parse());
        let capital = KeyEvent::new(KeyCode::Char('A'), KeyModifiers::SHIFT);
        assert_eq!(Key::of(capital).character(), Some('A'));
    }

    #[test]
    fn labels_are_what_a_key_cap_says() {
        let label = |name: &str| name.parse::<Key>().map(|key| key.label(false));
        assert_eq!(label("ctrl-p"), Ok("Ctrl+P".to_owned()));
        assert_eq!(label("up"), Ok("↑".to_owned()));
        assert_eq!(
            "up".parse::<Key>().map(|key| key.label(true)),
            Ok("up".to_owned())
        );
    }
}
