//! What the watcher may want, and the keys that say it.

use ratatui::crossterm::event::{KeyEvent, KeyEventKind};

use crate::ui::{Event, key::Key};

/// What the watcher wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    Pause,
    Step,
    Faster,
    Slower,
    Skip,
    Sandbox,
    Again,
    Quit,
}

impl Wish {
    /// What an event says; the end of all input is a wish to end.
    pub fn of(input: Option<&Event>) -> Option<Self> {
        match input {
            None => Some(Wish::Quit),
            Some(Event::Key(key)) => wish_of(*key),
            Some(
                Event::Paste(_)
                | Event::Resize(..)
                | Event::Reply { .. }
                | Event::Saved(_)
                | Event::Loaded { .. }
                | Event::Wake
                | Event::Hangup,
            ) => None,
        }
    }
}

fn wish_of(key: KeyEvent) -> Option<Wish> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    match Key::of(key).to_string().as_str() {
        "space" => Some(Wish::Pause),
        "right" | "n" => Some(Wish::Step),
        "+" | "up" => Some(Wish::Faster),
        "minus" | "-" | "down" => Some(Wish::Slower),
        "s" => Some(Wish::Skip),
        "x" => Some(Wish::Sandbox),
        "r" => Some(Wish::Again),
        "q" | "esc" | "ctrl-c" => Some(Wish::Quit),
        _ => None,
    }
}
