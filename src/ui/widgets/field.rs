//! One field of a form: a line of text, a secret or a choice.

use crate::ui::text::Say;
use tui_input::Input;

/// What a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text, at most so many characters.
    Text(usize),
    /// A PIN or password: shown as dots, wiped when the form goes.
    Secret,
    /// One of several words, changed by ← → or space.
    Choice(Vec<Say>),
}

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    pub(super) label: Say,
    pub(super) kind: FieldKind,
    pub(super) hint: Option<Say>,
    pub(super) input: Input,
    pub(super) choice: usize,
    pub(super) error: Option<Say>,
}

impl Field {
    /// A line of text.
    pub fn text(label: impl Into<Say>, most: usize) -> Self {
        Self::new(label, FieldKind::Text(most))
    }

    /// A PIN or password.
    pub fn secret(label: impl Into<Say>) -> Self {
        Self::new(label, FieldKind::Secret)
    }

    /// One of several words.
    pub fn choice(label: impl Into<Say>, words: impl IntoIterator<Item = impl Into<Say>>) -> Self {
        Self::new(
            label,
            FieldKind::Choice(words.into_iter().map(Into::into).collect()),
        )
    }

    fn new(label: impl Into<Say>, kind: FieldKind) -> Self {
        Self {
            label: label.into(),
            kind,
            hint: None,
            input: Input::default(),
            choice: 0,
            error: None,
        }
    }

    /// What an empty field suggests.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Say>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The value it starts with.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.input = Input::new(value.into());
        self
    }

    /// The choice it starts with.
    #[must_use]
    pub fn chosen(mut self, choice: usize) -> Self {
        self.choice = choice;
        self
    }
}
