//! A place in a script to which the keyboard is given back: whatever somebody typed, opened or went to in between is taken
//! back by the keys that a person would press, and what cannot be taken back is told.

use chrono::{DateTime, Utc};

use super::{Player, SIZE};
use crate::ui::{key::Key, picture, screen::ScreenId};

/// Where the script stood: whose console, what it showed, when, and how much was written.
pub struct Mark {
    on: Option<String>,
    screen: Option<ScreenId>,
    shown: String,
    /// What was typed of a line that was in the making.
    typed: String,
    now: DateTime<Utc>,
    written: i64,
}

/// Dialogs that may lie over each other, and a line below them.
const CLOSES: usize = 4;

impl Player {
    /// Remembers how everything stands, and watches from now on whether anything is done on other screens.
    ///
    /// # Errors
    /// When the world does not answer.
    pub async fn mark(&mut self) -> anyhow::Result<Mark> {
        let screen = self.screen();
        (self.home, self.astray) = (screen, false);
        Ok(Mark {
            on: self.on.clone(),
            screen,
            shown: self.still(),
            typed: self.typed.clone(),
            now: self.now,
            written: self.world.written().await?,
        })
    }

    /// Takes back what was done by hand since the mark: closes dialogs, empties the line, returns to the screen. False where
    /// something was written, where more was done on another screen than to look at it, or where something stays that keys do
    /// not take back: the script cannot go on then.
    ///
    /// # Errors
    /// When the world does not answer.
    pub async fn return_to(&mut self, mark: &Mark) -> anyhow::Result<bool> {
        self.home = None;
        if self.astray || self.on != mark.on || self.world.written().await? != mark.written {
            return Ok(false);
        }
        self.now = mark.now;
        self.world.set_clock(self.now).await?;
        if self.closes_until(mark).await? {
            self.typed.clone_from(&mark.typed);
            return Ok(true);
        }
        let there = self.screen();
        let key = mark
            .screen
            .filter(|screen| Some(*screen) != there)
            .and_then(ScreenId::go)
            .and_then(|action| action.row().keys.first())
            .and_then(|key| key.parse::<Key>().ok());
        if let Some(key) = key {
            self.press(key).await;
        }
        let back = self.closes_until(mark).await?;
        self.typed.clone_from(&mark.typed);
        Ok(back && self.world.written().await? == mark.written)
    }

    pub(super) fn screen(&self) -> Option<ScreenId> {
        self.console().map(super::Console::screen)
    }

    /// Notes what was done on another screen than that of the mark: whatever did not just lead to yet another one.
    pub(super) fn notice(&mut self, before: Option<ScreenId>) {
        let elsewhere = self.home.is_some() && before != self.home;
        self.astray |= elsewhere && self.screen() == before;
    }

    /// Presses Esc as long as the console shows something else than at the mark. A line that was in the making goes with what
    /// was added to it, and is typed again.
    async fn closes_until(&mut self, mark: &Mark) -> anyhow::Result<bool> {
        let escape = "esc".parse::<Key>().map_err(anyhow::Error::from)?;
        for _ in 0..CLOSES {
            if self.still() == mark.shown {
                return Ok(true);
            }
            self.press(escape).await;
            let there = self.screen() == mark.screen;
            if there && !mark.typed.is_empty() && self.still() != mark.shown {
                for key in mark.typed.chars().filter_map(super::letter_key) {
                    self.press(key).await;
                }
            }
        }
        Ok(self.still() == mark.shown)
    }

    /// What stands on the screen apart from figures, which go on by themselves, and from what is said for a few seconds. Of the
    /// line that is being typed every letter counts.
    fn still(&self) -> String {
        // always in one size, whatever the watcher makes of the window
        let words = self
            .console()
            .map_or_else(String::new, |console| picture::text(&console.render(SIZE)));
        let rows: Vec<&str> = words.lines().collect();
        let kept = rows.len().saturating_sub(2);
        let line = rows
            .iter()
            .find(|row| row.trim_start_matches(['│', ' ']).starts_with('▸'))
            .map_or("", |row| row);
        let rest = rows
            .iter()
            .take(kept)
            .skip(1)
            .flat_map(|row| row.chars().filter(|letter| !letter.is_ascii_digit()));
        rest.chain(line.chars()).collect()
    }
}
