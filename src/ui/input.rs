//! What a key does inside a text field. Beside the keymap the only place that knows key codes.

use super::key::Key;
use ratatui::crossterm::event::KeyCode;
use tui_input::{Input, InputRequest};

/// One piece of typing. Pasted text comes whole and never as keys, so that it fires no action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextInput {
    /// A character.
    Char(char),
    /// Pasted text, as it came: the field decides what of it it takes.
    Paste(String),
    /// Deletes the character before the cursor.
    Backspace,
    /// Deletes the character under the cursor.
    Delete,
    /// Deletes the word before the cursor.
    DeleteWord,
    /// Deletes all before the cursor.
    DeleteToStart,
    /// Deletes all from the cursor on.
    DeleteToEnd,
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// One word to the left.
    WordLeft,
    /// One word to the right.
    WordRight,
    /// To the start.
    Home,
    /// To the end.
    End,
}

impl TextInput {
    /// What the key does in a text field, if anything.
    pub fn of(key: Key) -> Option<Self> {
        if let Some(c) = key.character() {
            return Some(Self::Char(c));
        }
        if key.alt() {
            return None;
        }
        match (key.code(), key.control()) {
            (KeyCode::Backspace, false) => Some(Self::Backspace),
            (KeyCode::Backspace | KeyCode::Char('w'), true) => Some(Self::DeleteWord),
            (KeyCode::Delete, false) => Some(Self::Delete),
            (KeyCode::Char('u'), true) => Some(Self::DeleteToStart),
            (KeyCode::Char('k'), true) => Some(Self::DeleteToEnd),
            (KeyCode::Left, false) => Some(Self::Left),
            (KeyCode::Right, false) => Some(Self::Right),
            (KeyCode::Left, true) => Some(Self::WordLeft),
            (KeyCode::Right, true) => Some(Self::WordRight),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => Some(Self::Home),
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => Some(Self::End),
            _ => None,
        }
    }

    /// Does it to a one-line field. Control characters of pasted text are left out, line ends become spaces. Returns whether
    /// the value changed.
    pub fn apply(&self, field: &mut Input) -> bool {
        let request = match self {
            Self::Char(c) => InputRequest::InsertChar(*c),
            Self::Paste(text) => return paste(field, text),
            Self::Backspace => InputRequest::DeletePrevChar,
            Self::Delete => InputRequest::DeleteNextChar,
            Self::DeleteWord => InputRequest::DeletePrevWord,
            Self::DeleteToStart => InputRequest::DeleteFromStart,
            Self::DeleteToEnd => InputRequest::DeleteTillEnd,
            Self::Left => InputRequest::GoToPrevChar,
            Self::Right => InputRequest::GoToNextChar,
            Self::WordLeft => InputRequest::GoToPrevWord,
            Self::WordRight => InputRequest::GoToNextWord,
            Self::Home => InputRequest::GoToStart,
            Self::End => InputRequest::GoToEnd,
        };
        field.handle(request).is_some_and(|changed| changed.value)
    }
}

fn paste(field: &mut Input, text: &str) -> bool {
    let flat = text
        .trim_end_matches(['\r', '\n'])
        .replace("\r\n", " ")
        .replace(['\r', '\n', '\t'], " ");
    let mut changed = false;
    for c in flat.chars().filter(|c| !c.is_control()) {
        changed |= field
            .handle(InputRequest::InsertChar(c))
            .is_some_and(|done| done.value);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_is_flattened_and_holds_no_escape() {
        let mut field = Input::default();
        assert!(TextInput::Paste("23*500\r\n45*200\u{1b}[A\n".into()).apply(&mut field));
        assert_eq!(field.value(), "23*500 45*200[A");
    }

    #[test]
    fn editing_keys_edit_and_action_keys_do_not() {
        let of = |name: &str| TextInput::of(name.parse().unwrap());
        assert_eq!(of("a"), Some(TextInput::Char('a')));
        assert_eq!(of("ctrl-w"), Some(TextInput::DeleteWord));
        assert_eq!(of("left"), Some(TextInput::Left));
        for action in ["enter", "esc", "up", "f5", "alt-1", "ctrl-p", "tab"] {
            assert_eq!(of(action), None, "{action}");
        }
    }
}
