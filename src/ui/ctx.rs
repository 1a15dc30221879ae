//! The read-only surroundings that screens are handed: how things look and are said, who is signed in, what time it is.

use super::action::Action;
use super::keymap::Keymap;
use super::screen::Slot;
use super::source::Source;
use super::status::Status;
use super::symbols::Symbols;
use super::text::{Say, Text, Voice};
use super::theme::{Theme, Token};
use crate::domain::{CommandKey, Grant, Id, Right, rights::grant};
use crate::ops::SignedIn;
use chrono::{DateTime, Utc};
use ratatui::style::Style;

/// The surroundings. Everything in it is borrowed for the moment of one call.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    /// The theme in force.
    pub theme: &'a Theme,
    /// The keys in force.
    pub keymap: &'a Keymap,
    /// Language, figures and zone.
    pub voice: &'a Voice,
    /// The signs in force.
    pub symbols: &'a Symbols,
    /// Who is signed in, if anybody.
    pub session: Option<&'a SignedIn>,
    /// The terminal's name.
    pub terminal: &'a str,
    /// The server's time: the terminal's clock with the measured drift.
    pub now: DateTime<Utc>,
    /// What the status bar knows.
    pub status: &'a Status,
    /// Where fresh keys and random numbers come from.
    pub source: &'a Source,
    /// Columns that what is said for a few seconds takes of the last row.
    pub said: usize,
    /// The present screen's commands that were sent and not answered.
    pub in_flight: &'a [Slot],
}

impl Ctx<'_> {
    /// A text without placeholders.
    pub fn text(&self, text: Text) -> &'static str {
        self.voice.text(text)
    }

    /// A sentence.
    pub fn say(&self, say: &Say) -> String {
        say.in_voice(*self.voice, self.keymap)
    }

    /// A token's style.
    pub fn style(&self, token: Token) -> Style {
        self.theme[token]
    }

    /// The key to show for an action: `F5`.
    pub fn key(&self, action: Action) -> String {
        self.keymap.label(action, self.symbols.ascii)
    }

    /// A fresh idempotency key, for a form that is begun.
    pub fn fresh_key(&self) -> CommandKey {
        Id::new(self.source.uuid())
    }

    /// A fresh identity for something new.
    pub fn fresh_id<T>(&self) -> Id<T> {
        Id::new(self.source.uuid())
    }

    /// Whether the person signed in may do this, alone or with a second person's consent.
    pub fn may(&self, right: Right) -> bool {
        self.session.is_some_and(|session| {
            session.extra.contains(&right) || grant(session.role, right) != Grant::No
        })
    }

    /// Whether a command of this slot was sent and is not answered yet.
    pub fn waits(&self, slot: Slot) -> bool {
        self.in_flight.contains(&slot)
    }
}
