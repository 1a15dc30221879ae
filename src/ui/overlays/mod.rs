//! Dialogs. They lie above the screen in a stack, take all keys while they are open, and end with an [`Outcome`].

mod confirm;
mod frame;
mod fuzzy;
mod help;
mod look;
mod message;
mod palette;
mod pick;
mod prompt;

pub use confirm::Confirm;
pub use frame::{Fact, fact};
pub use help::Help;
pub use look::LookPicker;
pub use message::Message;
pub use palette::Palette;
pub use pick::Pick;
pub use prompt::{Check, Prompt};

use super::action::Action;
use super::ctx::Ctx;
use super::input::TextInput;
use super::text::Lang;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// An open dialog.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The keys of the screen and of the program.
    Help(Help),
    /// Any action by its name.
    Palette(Palette),
    /// Yes or no; no is the default.
    Confirm(Confirm),
    /// A few fields.
    Prompt(Prompt),
    /// Something to read.
    Message(Message),
    /// One or several of a list.
    Pick(Pick),
    /// Language and theme.
    Look(LookPicker),
}

/// How a dialog ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Closed without doing anything.
    Dismissed,
    /// Yes.
    Confirmed,
    /// The places of what was picked, in order.
    Picked(Vec<usize>),
    /// The values of the fields in order; a choice gives the place of its word.
    Filled(Vec<String>),
}

/// What a key did to a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It stays open.
    Stay,
    /// It ends.
    Close(Outcome),
    /// It ends, and this action is meant.
    Act(Action),
    /// It stays open and shows how this would look.
    Preview(Lang, String),
}

impl Overlay {
    /// An action of the dialog layer.
    pub fn on_action(&mut self, action: Action, ctx: &Ctx) -> Step {
        match self {
            Self::Help(help) => help.on_action(action),
            Self::Palette(palette) => palette.on_action(action, ctx),
            Self::Confirm(confirm) => confirm.on_action(action),
            Self::Prompt(prompt) => prompt.on_action(action, ctx),
            Self::Message(message) => message.on_action(action, ctx),
            Self::Pick(pick) => pick.on_action(action),
            Self::Look(look) => look.on_action(action),
        }
    }

    /// Something typed or pasted.
    pub fn on_text(&mut self, input: &TextInput, ctx: &Ctx) -> Step {
        match self {
            Self::Help(help) => help.on_text(input),
            Self::Palette(palette) => palette.on_text(input),
            Self::Confirm(confirm) => confirm.on_text(input, ctx),
            Self::Prompt(prompt) => prompt.on_text(input),
            Self::Pick(pick) => pick.on_text(input),
            Self::Look(look) => look.on_text(input),
            Self::Message(_) => Step::Stay,
        }
    }

    /// Draws it in the middle of the area.
    pub fn render(&self, area: Rect, buf: &mut Buffer, ctx: &Ctx) {
        match self {
            Self::Help(help) => help.render(area, buf, ctx),
            Self::Palette(palette) => palette.render(area, buf, ctx),
            Self::Confirm(confirm) => confirm.render(area, buf, ctx),
            Self::Prompt(prompt) => prompt.render(area, buf, ctx),
            Self::Message(message) => message.render(area, buf, ctx),
            Self::Pick(pick) => pick.render(area, buf, ctx),
            Self::Look(look) => look.render(area, buf, ctx),
        }
    }
}

impl From<Confirm> for Overlay {
    fn from(confirm: Confirm) -> Self {
        Self::Confirm(confirm)
    }
}
impl From<Prompt> for Overlay {
    fn from(prompt: Prompt) -> Self {
        Self::Prompt(prompt)
    }
}
impl From<Message> for Overlay {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}
impl From<Pick> for Overlay {
    fn from(pick: Pick) -> Self {
        Self::Pick(pick)
    }
}
