//! A form: labelled fields with a cursor in one of them, each with the sentence that says what is wrong with it.

use super::field::{Field, FieldKind};
use crate::ui::action::Action;
use crate::ui::input::TextInput;
use crate::ui::text::{Say, frame};
use tui_input::Input;
use zeroize::Zeroize;

/// Fields in order, one of them with the cursor.
#[derive(Debug, Clone, Default)]
pub struct Form {
    pub(super) fields: Vec<Field>,
    pub(super) focus: usize,
}

impl Form {
    /// A form with the cursor in its first field.
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields, focus: 0 }
    }

    /// What is typed in a field.
    pub fn value(&self, field: usize) -> &str {
        self.fields
            .get(field)
            .map_or("", |field| field.input.value())
    }

    /// Which word of a choice is chosen.
    pub fn choice(&self, field: usize) -> usize {
        self.fields.get(field).map_or(0, |field| field.choice)
    }

    /// All typed values in order; a choice gives the place of its word.
    pub fn values(&self) -> Vec<String> {
        let value = |field: &Field| match field.kind {
            FieldKind::Choice(_) => field.choice.to_string(),
            FieldKind::Text(_) | FieldKind::Secret => field.input.value().to_owned(),
        };
        self.fields.iter().map(value).collect()
    }

    /// Puts a value into a field, the cursor at its end.
    pub fn set(&mut self, field: usize, value: impl Into<String>) {
        if let Some(field) = self.fields.get_mut(field) {
            field.input = Input::new(value.into());
        }
    }

    /// The field with the cursor.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// Puts the cursor into a field.
    pub fn focus_on(&mut self, field: usize) {
        self.focus = field.min(self.fields.len().saturating_sub(1));
    }

    /// Whether the cursor is in the last field, where Enter submits.
    pub fn at_last(&self) -> bool {
        self.focus + 1 >= self.fields.len()
    }

    /// The number of fields.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether it has no fields.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Says what is wrong with a field and puts the cursor there. What was typed stays.
    pub fn refuse(&mut self, field: usize, why: impl Into<Say>) {
        self.focus_on(field);
        if let Some(field) = self.fields.get_mut(field) {
            field.error = Some(why.into());
        }
    }

    /// Whether a field carries an error.
    pub fn refused(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// Takes all errors away.
    pub fn forgive(&mut self) {
        self.fields.iter_mut().for_each(|field| field.error = None);
    }

    /// Empties all secrets.
    pub fn wipe_secrets(&mut self) {
        for field in self
            .fields
            .iter_mut()
            .filter(|field| field.kind == FieldKind::Secret)
        {
            String::from(std::mem::take(&mut field.input)).zeroize();
        }
    }

    /// Moves the cursor between fields. Returns whether the action was one of the form's.
    pub fn on_action(&mut self, action: Action) -> bool {
        let count = self.fields.len().max(1);
        match action {
            Action::FormNext | Action::DialogNext | Action::DialogDown => {
                self.focus = (self.focus + 1) % count;
            }
            Action::FormBack | Action::DialogPrevious | Action::DialogUp => {
                self.focus = (self.focus + count - 1) % count;
            }
            _ => return false,
        }
        true
    }

    /// Types into the field with the cursor. Returns whether its value changed.
    pub fn on_text(&mut self, input: &TextInput) -> bool {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return false;
        };
        let changed = match &field.kind {
            FieldKind::Choice(words) => {
                let before = field.choice;
                field.choice = turned(before, words.len().max(1), input);
                before != field.choice
            }
            FieldKind::Text(most) => {
                let before = field.input.clone();
                let changed = input.apply(&mut field.input);
                let too_long = field.input.value().chars().count() > *most;
                if too_long {
                    field.input = before;
                    field.error = Some(frame::LONGEST.with("n", *most));
                }
                changed && !too_long
            }
            FieldKind::Secret => input.apply(&mut field.input),
        };
        if changed {
            field.error = None;
        }
        changed
    }
}

fn turned(choice: usize, count: usize, input: &TextInput) -> usize {
    match input {
        TextInput::Right | TextInput::Char(' ') => (choice + 1) % count,
        TextInput::Left | TextInput::Backspace => (choice + count - 1) % count,
        TextInput::Home => 0,
        TextInput::End => count - 1,
        _ => choice,
    }
}
