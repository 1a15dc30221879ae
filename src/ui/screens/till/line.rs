//! The line under the fingers. What was refused stands there again, marked: the next character begins anew, an editing key
//! mends it.

use crate::ui::input::TextInput;
use tui_input::Input;

/// Lines that are remembered.
const REMEMBERED: usize = 50;

/// The line.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub input: Input,
    /// It was refused: a scanner's next code must not be added to it.
    stale: bool,
    before: Vec<String>,
}

impl Typed {
    /// What is typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// Whether it is a refused line that was not touched since.
    pub const fn is_refused(&self) -> bool {
        self.stale
    }

    /// Something was typed.
    pub fn type_in(&mut self, input: &TextInput) {
        if self.stale && matches!(input, TextInput::Char(_) | TextInput::Paste(_)) {
            self.input.reset();
        }
        self.stale = false;
        input.apply(&mut self.input);
    }

    /// Takes the line, and remembers it.
    pub fn take(&mut self) -> String {
        self.stale = false;
        let text = self.input.value_and_reset();
        let text = text.trim().to_owned();
        self.remember(&text);
        text
    }

    /// Puts a line back. What is being typed already is not disturbed: the line is remembered.
    pub fn put_back(&mut self, text: &str) {
        self.remember(text);
        if self.is_empty() {
            self.input = Input::new(text.to_owned());
            self.stale = true;
        }
    }

    /// Puts a line where it is to be confirmed with Enter.
    pub fn set(&mut self, text: impl Into<String>) {
        self.input = Input::new(text.into());
        self.stale = true;
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        self.input.reset();
        self.stale = false;
    }

    /// The line that was typed last.
    pub fn last(&self) -> Option<&str> {
        self.before.last().map(String::as_str)
    }

    fn remember(&mut self, text: &str) {
        if text.is_empty() || self.last() == Some(text) {
            return;
        }
        self.before.push(text.to_owned());
        if self.before.len() > REMEMBERED {
            self.before.remove(0);
        }
    }
}
