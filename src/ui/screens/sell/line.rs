//! The line under the fingers: its text, the lines typed before, the way it is typed, and whether a scanner typed it.

use crate::domain::betline::{LineContext, Profile, Sticky};
use crate::ui::input::TextInput;
use crate::ui::text::{Text, sell as t};
use chrono::{DateTime, TimeDelta, Utc};
use tui_input::Input;

/// Keys of a scanner follow each other faster than this.
const BURST: TimeDelta = TimeDelta::milliseconds(30);

/// Lines that ↑ recalls.
const REMEMBERED: usize = 50;

/// How the cashier types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Way {
    /// `234567*500`
    #[default]
    NumberFirst,
    /// `500⏎234567⏎`
    AmountFirst,
    /// One group per line.
    List,
    /// Numbers, amount and reventado are asked for one by one.
    Assisted,
}

/// What the assisted way asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Ask {
    /// The numbers.
    #[default]
    Numbers,
    /// The amount of these numbers.
    Amount(String),
    /// The reventado of numbers with their amount.
    Reventado(String),
}

/// The line.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub input: Input,
    pub way: Way,
    pub ask: Ask,
    pub sticky: Option<Sticky>,
    before: Vec<String>,
    recalled: Option<usize>,
    draft: String,
    burst: Burst,
}

/// How fast the line was typed.
#[derive(Debug, Default)]
struct Burst {
    last: Option<DateTime<Utc>>,
    keys: usize,
    slow: bool,
    released: Option<DateTime<Utc>>,
}

impl Way {
    /// The next way, for the key that switches.
    pub const fn next(self) -> Self {
        match self {
            Self::NumberFirst => Self::AmountFirst,
            Self::AmountFirst => Self::List,
            Self::List => Self::Assisted,
            Self::Assisted => Self::NumberFirst,
        }
    }

    /// What it is called.
    pub const fn name(self) -> Text {
        match self {
            Self::NumberFirst => t::WAY_NUMBER,
            Self::AmountFirst => t::WAY_AMOUNT,
            Self::List => t::WAY_LIST,
            Self::Assisted => t::WAY_ASSISTED,
        }
    }

    const fn profile(self) -> Profile {
        match self {
            Self::NumberFirst | Self::Assisted => Profile::NumberFirst,
            Self::AmountFirst => Profile::AmountFirst,
            Self::List => Profile::List,
        }
    }
}

impl Typed {
    /// What is typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Whether nothing is typed, nor asked for half-way.
    pub fn is_empty(&self) -> bool {
        self.text().trim().is_empty() && self.ask == Ask::Numbers && self.sticky.is_none()
    }

    /// What the line is read for, with these draws.
    pub fn context(&self, draws: &super::draws::Draws) -> LineContext {
        LineContext {
            digits: draws.digits(),
            sticky: self.sticky,
            profile: self.way.profile(),
            reventado: draws.reventado(),
        }
    }

    /// The line with what the assisted way has asked for already.
    pub fn whole(&self) -> String {
        let text = self.text().trim();
        match (&self.ask, text.is_empty()) {
            (Ask::Numbers, _) => self.text().to_owned(),
            (Ask::Amount(before) | Ask::Reventado(before), true) => before.clone(),
            (Ask::Amount(before), false) => format!("{before}*{text}"),
            (Ask::Reventado(before), false) => format!("{before}/{text}"),
        }
    }

    /// Something was typed; returns whether the text changed.
    pub fn type_in(&mut self, input: &TextInput, now: DateTime<Utc>) -> bool {
        match input {
            TextInput::Char(_) => self.burst.key(self.input.value().is_empty(), now),
            _ => self.burst.slow = true,
        }
        self.recalled = None;
        input.apply(&mut self.input)
    }

    /// An answer has just let waiting keys go on: what comes at this very moment says nothing about who typed it.
    pub fn released(&mut self, now: DateTime<Utc>) {
        self.burst.released = Some(now);
    }

    /// Whether the whole line came from a scanner, whose Enter comes now.
    pub fn scanned(&self, now: DateTime<Utc>) -> bool {
        let text = self.text().trim();
        let digits = text.strip_prefix(['T', 't']).unwrap_or(text);
        let shape = (12..=14).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let burst = &self.burst;
        let quick = burst.last.is_some_and(|last| now - last < BURST);
        shape && quick && !burst.slow && burst.keys == self.text().chars().count()
    }

    /// Puts a text into the line.
    pub fn set(&mut self, text: impl Into<String>) {
        self.input = Input::new(text.into());
        self.burst.slow = true;
        self.recalled = None;
    }

    /// Empties the line, and remembers what was in it.
    pub fn take(&mut self) -> String {
        let text = self.input.value_and_reset();
        self.remember(&text);
        self.recalled = None;
        text
    }

    /// Remembers a line for ↑.
    pub fn remember(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() || self.before.last().is_some_and(|last| last == text) {
            return;
        }
        self.before.push(text.to_owned());
        if self.before.len() > REMEMBERED {
            self.before.remove(0);
        }
    }

    /// Recalls the line typed before, or after, the one recalled last.
    pub fn recall(&mut self, older: bool) {
        let place = match (self.recalled, older) {
            (None, false) => return,
            (None, true) => {
                self.draft = self.text().to_owned();
                self.before.len().checked_sub(1)
            }
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) => Some(at + 1),
        };
        let Some(place) = place else { return };
        let text = self.before.get(place).cloned();
        let found = text.is_some();
        let text = text.unwrap_or_else(|| std::mem::take(&mut self.draft));
        self.set(text);
        self.recalled = found.then_some(place);
    }
}

impl Burst {
    fn key(&mut self, first: bool, now: DateTime<Utc>) {
        if first {
            (self.keys, self.slow) = (0, false);
        } else if self.last.is_none_or(|last| now - last >= BURST) {
            self.slow = true;
        }
        if self.released == Some(now) {
            self.slow = true;
        }
        self.keys += 1;
        self.last = Some(now);
    }
}
