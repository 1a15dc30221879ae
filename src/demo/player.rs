//! Plays a script's steps on the cast's consoles. Without a terminal it runs at full speed and reports each narration
//! and each expectation; on a [`Stage`](super::Stage) the same steps are shown at human speed.

mod mark;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    cast::{Console, Look},
    script::{ClockMove, Line, Step},
    seed::{PIN, World},
};
use crate::{
    ops::{Reply, Request},
    ui::{Event, key::Key, picture, screen::ScreenId},
};

pub use mark::Mark;

/// What a step came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Played {
    /// Something was narrated.
    Said(String),
    /// An expectation or check held.
    Held(String),
    /// An expectation or check failed; what was wanted, and the screen as it was.
    Failed {
        /// The script's line.
        line: usize,
        /// What was wanted.
        wanted: String,
        /// The screen.
        screen: String,
    },
    /// Nothing to report.
    Done,
}

/// The size of a console where nobody watches.
const SIZE: Rect = Rect {
    x: 0,
    y: 0,
    width: 100,
    height: 30,
};

/// Everybody at their consoles, and the script's memory.
pub struct Player {
    world: World,
    look: Look,
    cast: BTreeMap<String, Console>,
    now: DateTime<Utc>,
    on: Option<String>,
    memory: BTreeMap<String, String>,
    /// What was typed since the last key that is no letter.
    typed: String,
    /// The screen that somebody was given by hand.
    home: Option<ScreenId>,
    /// Whether more was done on another one than to look at it.
    astray: bool,
    area: Rect,
}

impl Player {
    /// A player in a fresh world, at eight in the morning.
    ///
    /// # Errors
    /// When the world's clock cannot be set.
    pub async fn new(world: World, look: Look) -> anyhow::Result<Self> {
        let now = world.at(8, 0)?;
        world.set_clock(now).await?;
        Ok(Self {
            world,
            look,
            cast: BTreeMap::new(),
            now,
            on: None,
            memory: BTreeMap::new(),
            typed: String::new(),
            home: None,
            astray: false,
            area: SIZE,
        })
    }

    /// The size in which consoles are drawn from now on.
    pub fn resize(&mut self, area: Rect) {
        self.area = area;
    }

    /// The demo's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The console on stage as it looks now.
    pub fn picture(&self) -> Buffer {
        self.console().map_or_else(
            || Buffer::empty(self.area),
            |console| console.render(self.area),
        )
    }

    /// Plays one step whole.
    ///
    /// # Errors
    /// When the world does not answer; a failed expectation is no error but a [`Played::Failed`].
    pub async fn play(&mut self, line: &Line) -> anyhow::Result<Played> {
        match &line.step {
            Step::Say(said) => return Ok(Played::Said(said.in_lang(self.look.lang).to_owned())),
            Step::As(username) => self.turn_to(username).await?,
            Step::Type(text) => {
                for key in self.keys(text) {
                    self.press(key).await;
                }
            }
            Step::Press(keys) => {
                for key in keys {
                    self.press(*key).await;
                }
            }
            Step::Paste(text) => {
                let (event, now) = (Event::Paste(self.remembered(text)), self.now);
                if let Some(console) = self.console_mut() {
                    console.tell(event, now).await;
                }
            }
            Step::Clock(moved) => self.move_clock(*moved).await?,
            Step::Expect(wanted) => {
                let wanted = self.remembered(wanted.in_lang(self.look.lang));
                return Ok(self.judge(line.number, &wanted, true));
            }
            Step::Refute(wanted) => {
                let wanted = self.remembered(wanted.in_lang(self.look.lang));
                return Ok(self.judge(line.number, &wanted, false));
            }
            Step::Remember(name) => return Ok(self.remember(line.number, name)),
            Step::Check => return self.check(line.number).await,
            Step::Pause(_) => {}
        }
        Ok(Played::Done)
    }

    /// The keys that a text types.
    pub fn keys(&self, text: &str) -> Vec<Key> {
        self.remembered(text)
            .chars()
            .filter_map(letter_key)
            .collect()
    }

    /// Presses one key at the console on stage.
    pub async fn press(&mut self, key: Key) {
        let now = self.now;
        match key.character() {
            Some(letter) => self.typed.push(letter),
            None => self.typed.clear(),
        }
        let before = self.screen();
        if let Some(console) = self.console_mut() {
            console.press(key.event(), now).await;
        }
        self.notice(before);
    }

    /// Hands the console on stage any other event: pasted text, a wake.
    pub async fn tell(&mut self, event: Event) {
        let (now, before) = (self.now, self.screen());
        let pasted = matches!(event, Event::Paste(_));
        if let Some(console) = self.console_mut() {
            console.tell(event, now).await;
        }
        if pasted {
            self.notice(before);
        }
    }

    /// Lets time go on while somebody plays by hand, so that countdowns run and draws close.
    ///
    /// # Errors
    /// When the world does not answer.
    pub async fn let_time_pass(&mut self, by: TimeDelta) -> anyhow::Result<()> {
        self.now += by;
        self.world.set_clock(self.now).await?;
        let now = self.now;
        if let Some(console) = self.console_mut() {
            console.wake(now).await;
        }
        Ok(())
    }

    /// Begins again: everybody leaves, and the world is made as it was at eight in the morning.
    ///
    /// # Errors
    /// When the world cannot be made again.
    pub async fn restart(&mut self) -> anyhow::Result<()> {
        for console in std::mem::take(&mut self.cast).into_values() {
            console.leave().await;
        }
        (self.on, self.memory) = (None, BTreeMap::new());
        self.world.renew(&mut |_, _| {}).await?;
        self.now = self.world.at(8, 0)?;
        self.world.set_clock(self.now).await
    }

    /// How the consoles look.
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// Ends everybody's sessions and takes the world down.
    ///
    /// # Errors
    /// When the server does not answer.
    pub async fn finish(self) -> anyhow::Result<()> {
        for console in self.cast.into_values() {
            console.leave().await;
        }
        self.world.take_down().await
    }

    fn console(&self) -> Option<&Console> {
        self.cast.get(self.on.as_ref()?)
    }

    fn console_mut(&mut self) -> Option<&mut Console> {
        self.cast.get_mut(self.on.as_ref()?)
    }

    /// Turns to somebody's console. The first time, they type name and PIN like everybody.
    async fn turn_to(&mut self, username: &str) -> anyhow::Result<()> {
        self.on = Some(username.to_owned());
        self.typed.clear();
        let now = self.now;
        if !self.cast.contains_key(username) {
            let mut console = Console::new(self.world.door(), username, &self.look, now)?;
            console.start(now).await;
            self.cast.insert(username.to_owned(), console);
        }
        let Some(console) = self.cast.get_mut(username) else {
            return Ok(());
        };
        if console.signed_in() {
            console.wake(now).await;
            return Ok(());
        }
        let enter = "enter".parse::<Key>().map_err(anyhow::Error::from)?;
        let keys = username.chars().filter_map(letter_key).chain([enter]);
        for key in keys
            .chain(PIN.chars().filter_map(letter_key))
            .chain([enter])
        {
            console.press(key.event(), now).await;
        }
        Ok(())
    }

    /// Moves the clock; what became due on the way happens, and every console notices.
    async fn move_clock(&mut self, moved: ClockMove) -> anyhow::Result<()> {
        self.now = match moved {
            ClockMove::To { hour, minute } => self.world.at(hour, minute)?,
            ClockMove::Forward { minutes } => self.now + TimeDelta::minutes(minutes),
        };
        self.world.set_clock(self.now).await?;
        let now = self.now;
        for console in self.cast.values_mut().filter(|console| console.signed_in()) {
            if let Reply::Failed(fault) = console.house().handle(Request::Tick).await {
                anyhow::bail!("what became due did not happen: {fault}");
            }
            console.wake(now).await;
        }
        Ok(())
    }

    fn judge(&self, line: usize, wanted: &str, shown: bool) -> Played {
        let screen = picture::text(&self.picture());
        let found = squeezed(&screen).contains(&squeezed(wanted));
        if found == shown {
            return Played::Held(wanted.to_owned());
        }
        let wanted = if shown {
            wanted.to_owned()
        } else {
            format!("not {wanted}")
        };
        Played::Failed {
            line,
            wanted,
            screen,
        }
    }

    fn remember(&mut self, line: usize, name: &str) -> Played {
        let screen = picture::text(&self.picture());
        let Some(code) = ticket_code(&screen) else {
            return Played::Failed {
                line,
                wanted: "1234-5678-9012".to_owned(),
                screen,
            };
        };
        self.memory.insert(name.to_owned(), code);
        Played::Done
    }

    fn remembered(&self, text: &str) -> String {
        self.memory
            .iter()
            .fold(text.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            })
    }

    /// Checks the books as an administrator of the house would.
    async fn check(&self, line: usize) -> anyhow::Result<Played> {
        let mut owner = self.world.owner().await?;
        let report = crate::ops::verify_all(&mut owner).await?;
        let broken: Vec<String> = report
            .identities
            .iter()
            .filter(|identity| !identity.holds)
            .map(|identity| format!("{identity:?}"))
            .collect();
        Ok(if broken.is_empty() {
            Played::Held(format!("{} ✓", report.identities.len()))
        } else {
            Played::Failed {
                line,
                wanted: broken.join("\n"),
                screen: picture::text(&self.picture()),
            }
        })
    }
}

fn letter_key(letter: char) -> Option<Key> {
    match letter {
        ' ' => "space".parse().ok(),
        '-' => "minus".parse().ok(),
        other => other.to_string().parse().ok(),
    }
}

/// Text without its runs of blanks, so that an expectation need not know the columns.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first `1234-5678-9012` of a text.
fn ticket_code(text: &str) -> Option<String> {
    text.split(|letter: char| !(letter.is_ascii_digit() || letter == '-'))
        .find(|word| {
            let groups: Vec<&str> = word.split('-').collect();
            groups.len() == 3 && groups.iter().all(|group| group.len() == 4)
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_ticket_code_of_a_screen_is_found_and_nothing_else() {
        assert_eq!(
            ticket_code("Total 4-700 · 1234-5678-9012 vendido").as_deref(),
            Some("1234-5678-9012")
        );
        assert_eq!(ticket_code("2026-11-16 1234-567-89012"), None);
    }

    #[test]
    fn an_expectation_does_not_count_blanks() {
        assert!(squeezed("TOTAL      4.700  ").contains(&squeezed("TOTAL 4.700")));
    }
}
