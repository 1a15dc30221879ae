//! One person of the demo at their console: the same app and the same house as a real terminal's, fed by the script.

use std::{
    collections::VecDeque,
    sync::atomic::{AtomicU64, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::{buffer::Buffer, crossterm::event::KeyEvent, layout::Rect};
use termprofile::TermProfile;
use uuid::Uuid;

use super::dice::Dice;
use crate::{
    ops::House,
    term::exports,
    ui::{
        App, Errand, Event, Setup,
        keymap::Keymap,
        screen::ScreenId,
        source::Source,
        symbols::Symbols,
        text::{Lang, Voice},
        theme::Themes,
    },
};

/// How the demo's consoles look.
#[derive(Debug, Clone)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// The theme; `None` takes the default.
    pub theme: Option<String>,
    /// What the terminal can show.
    pub profile: TermProfile,
    /// The signs it can show.
    pub symbols: Symbols,
}

/// One person's console.
pub struct Console {
    app: App,
    house: House,
}

/// At most so many answers are waited for after one key: a console that asks without end is a defect.
const MOST_ANSWERS: usize = 200;

impl Console {
    /// Sits somebody down at a terminal; the console shows the sign-in.
    ///
    /// # Errors
    /// A theme that does not exist.
    pub fn new(
        house: House,
        username: &str,
        look: &Look,
        at: DateTime<Utc>,
    ) -> anyhow::Result<Self> {
        let seed = AtomicU64::new(username.bytes().map(u64::from).sum());
        let setup = Setup {
            themes: Themes::shipped(look.profile),
            theme: look.theme.clone(),
            voice: Voice {
                lang: look.lang,
                ..Voice::default()
            },
            symbols: look.symbols.clone(),
            keymap: Keymap::shipped(),
            // Random numbers repeat from run to run; identities never do.
            source: Source::new(Uuid::now_v7, move |bound| {
                let next = seed.fetch_add(1, Ordering::Relaxed);
                u16::try_from(Dice::new(next).below(usize::from(bound))).unwrap_or_default()
            }),
            terminal: format!("caja-{username}"),
            idle_lock: None,
        };
        Ok(Self {
            app: App::new(setup, at)?,
            house,
        })
    }

    /// Does what the console wanted at its very beginning.
    pub async fn start(&mut self, at: DateTime<Utc>) {
        let errands = self.app.start();
        self.run(errands, at).await;
    }

    /// Tells the console what happened and answers everything it asks, in order.
    pub async fn tell(&mut self, event: Event, at: DateTime<Utc>) {
        let errands = self.app.handle(event, at);
        self.run(errands, at).await;
    }

    /// A key is pressed.
    pub async fn press(&mut self, key: KeyEvent, at: DateTime<Utc>) {
        self.tell(Event::Key(key), at).await;
    }

    /// Lets the console do what it planned for this moment.
    pub async fn wake(&mut self, at: DateTime<Utc>) {
        if self.app.next_wake().is_some_and(|wake| wake <= at) {
            self.tell(Event::Wake, at).await;
        }
    }

    /// Whether somebody is signed in.
    pub fn signed_in(&self) -> bool {
        self.app.session().is_some()
    }

    /// The screen that is shown.
    pub fn screen(&self) -> ScreenId {
        self.app.current()
    }

    /// Draws the console.
    pub fn render(&self, area: Rect) -> Buffer {
        let mut buffer = Buffer::empty(area);
        self.app.render(&mut buffer);
        buffer
    }

    /// The house behind the console, to look at its books.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// Ends the session.
    pub async fn leave(self) {
        self.house.close().await;
    }

    async fn run(&mut self, errands: Vec<Errand>, at: DateTime<Utc>) {
        let mut waiting = VecDeque::from(errands);
        let mut answered = 0_usize;
        while let Some(errand) = waiting.pop_front() {
            match errand {
                Errand::Ask(job, request) if answered < MOST_ANSWERS => {
                    answered = answered.saturating_add(1);
                    let reply = self.house.handle(request).await;
                    let took = TimeDelta::milliseconds(2);
                    waiting.extend(self.app.handle(Event::Reply { job, reply, took }, at));
                }
                Errand::Save { name, bytes } => {
                    let folder = std::env::temp_dir().join("banca-demo");
                    let saved = exports::save(&folder, &name, &bytes);
                    let saved = saved.map(|path| path.display().to_string());
                    let event = Event::Saved(saved.map_err(|why| why.to_string()));
                    waiting.extend(self.app.handle(event, at));
                }
                Errand::Load { screen, slot, path } => {
                    let bytes = super::samples::load(&path);
                    let event = Event::Loaded {
                        screen,
                        slot,
                        bytes,
                    };
                    waiting.extend(self.app.handle(event, at));
                }
                Errand::Ask(..)
                | Errand::Copy(_)
                | Errand::Bell
                | Errand::Redraw
                | Errand::Remember { .. }
                | Errand::Quit => {}
            }
        }
    }
}
