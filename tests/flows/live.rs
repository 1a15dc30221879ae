//! A console whose requests are answered by the house itself.

use banca::ops::House;
use banca::ui::action::Action;
use banca::ui::text::Lang;
use banca::ui::{Errand, Event};
use chrono::TimeDelta;

use crate::stage::Stage;
use crate::support::{PIN, World};

/// The console of one person.
pub struct Live {
    stage: Stage,
    house: House,
}

impl Live {
    /// Signs in by keys.
    pub async fn signed_in(world: &World, username: &str) -> Self {
        let (stage, house) = (Stage::silent(Lang::Es), world.door());
        let mut live = Self { stage, house };
        live.settle().await;
        live.text(username);
        live.keys("enter").await;
        live.text(PIN);
        live.keys("enter").await;
        live
    }

    /// Answers everything that was asked, and what follows from it.
    async fn settle(&mut self) {
        while let Some((job, request)) = self.stage.asked.pop_front() {
            let reply = self.house.handle(request).await;
            let took = TimeDelta::milliseconds(1);
            self.stage.event(Event::Reply { job, reply, took });
        }
    }

    /// Types text.
    pub fn text(&mut self, text: &str) {
        self.stage.text(text);
    }

    /// Presses keys by their names and waits for the answers.
    pub async fn keys(&mut self, names: &str) {
        for name in names.split_whitespace() {
            self.stage.keys(name);
            self.settle().await;
        }
    }

    /// Presses an action's key and waits for the answers.
    pub async fn act(&mut self, action: Action) {
        self.stage.act(action);
        self.settle().await;
    }

    /// Fails unless these words are on the screen.
    pub fn sees(&self, words: &str) {
        let picture = self.stage.words(120, 40);
        assert!(picture.contains(words), "{words:?} is not in\n{picture}");
    }

    /// What was put on the clipboard last.
    pub fn copied(&self) -> Option<&str> {
        self.stage
            .errands
            .iter()
            .rev()
            .find_map(|errand| match errand {
                Errand::Copy(text) => Some(text.as_str()),
                _ => None,
            })
    }
}
