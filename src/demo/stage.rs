//! Plays a script where people watch: at human speed, with a caption below the console, and keys to pause, step, change
//! the speed, skip, or take the keyboard.

use std::{pin::pin, time::Duration};

use chrono::TimeDelta;
use ratatui::{
    buffer::Buffer,
    crossterm::event::{KeyEvent, KeyEventKind},
    layout::Rect,
    style::{Modifier, Style},
};
use tokio::{
    signal::unix::{SignalKind, signal},
    time::{Instant, interval, sleep_until},
};

use super::{
    headless::Verdict,
    player::{Played, Player},
    script::{Script, Step},
};
use crate::{
    term::{Keys, Tui},
    ui::{
        Event,
        key::Key,
        keymap::Keymap,
        picture,
        plain::plain,
        text::{Say, Voice, demo},
    },
};

/// Rows under the console: a rule, two of caption, one of keys.
const CAPTION: u16 = 4;
/// Slowest and fastest, in tenths.
const SPEEDS: [u32; 7] = [3, 5, 7, 10, 15, 20, 40];
/// The place of normal speed in [`SPEEDS`].
const NORMAL: usize = 3;

/// What the watcher wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Pause,
    Step,
    Faster,
    Slower,
    Skip,
    Sandbox,
    Quit,
}

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waited {
    Over,
    Skipped,
    Quit,
}

/// The stage: the terminal, the caption, and how fast it goes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a wish of the watcher's that stands by itself"
)]
struct Stage {
    tui: Tui,
    keys: Keys,
    caption: String,
    speed: usize,
    paused: bool,
    skipping: bool,
    /// Whether the watcher has changed something by hand, so that the script may not fit any more.
    touched: bool,
    /// Whether the watcher has the keyboard.
    hands_on: bool,
    keymap: Keymap,
}

/// Plays the whole script in the terminal, then hands over the keyboard until the watcher ends it.
///
/// # Errors
/// When the world does not answer or the terminal is gone.
pub async fn perform(player: &mut Player, script: &Script, tenths: u32) -> anyhow::Result<Verdict> {
    let speed = SPEEDS
        .iter()
        .position(|speed| *speed >= tenths)
        .unwrap_or(NORMAL);
    let mut stage = Stage {
        tui: Tui::enter()?,
        keys: Keys::listen()?,
        caption: String::new(),
        speed,
        paused: false,
        skipping: false,
        touched: false,
        hands_on: false,
        keymap: Keymap::shipped(),
    };
    let mut verdict = Verdict::default();
    let mut ended = signal(SignalKind::terminate())?;
    {
        let mut play = pin!(stage.play(player, script, &mut verdict));
        tokio::select! {
            done = &mut play => done?,
            _ = ended.recv() => {}
        }
    }
    Ok(verdict)
}

impl Stage {
    async fn play(
        &mut self,
        player: &mut Player,
        script: &Script,
        verdict: &mut Verdict,
    ) -> anyhow::Result<()> {
        for line in &script.lines {
            self.draw(player)?;
            if let Step::Type(text) = &line.step {
                for key in player.keys(text) {
                    player.press(key).await;
                    self.draw(player)?;
                    if self.wait(player, Duration::from_millis(90)).await? == Waited::Quit {
                        return Ok(());
                    }
                }
                continue;
            }
            let played = player.play(line).await?;
            if self.touched && matches!(played, Played::Failed { .. }) {
                // What the watcher did by hand is no fault of the script: it ends here, and the keyboard stays theirs.
                self.caption = self.said(player, &demo::DEMO_DERAILED.into());
                return self.sandbox(player).await.map(|_| ());
            }
            verdict.count(&played);
            let rest = self.rest(&line.step, played, player);
            self.draw(player)?;
            match self.wait(player, rest).await? {
                Waited::Over => {}
                Waited::Skipped => self.skipping = true,
                Waited::Quit => return Ok(()),
            }
            if matches!(line.step, Step::Say(_)) && self.skipping {
                self.skipping = false;
            }
        }
        self.caption = self.said(player, &demo::DEMO_END.into());
        self.sandbox(player).await.map(|_| ())
    }

    /// How long a step is looked at.
    fn rest(&mut self, step: &Step, played: Played, player: &Player) -> Duration {
        match played {
            Played::Said(text) => {
                let reading = u64::try_from(text.chars().count())
                    .unwrap_or_default()
                    .saturating_mul(38);
                self.caption = text;
                Duration::from_millis(reading.saturating_add(700))
            }
            Played::Failed { line, wanted, .. } => {
                let line = i64::try_from(line).unwrap_or_default();
                self.caption = self.said(
                    player,
                    &demo::DEMO_FAILED
                        .with("line", line)
                        .with("wanted", wanted.as_str()),
                );
                Duration::from_secs(5)
            }
            Played::Held(_) | Played::Done => match step {
                Step::Press(_) => Duration::from_millis(650),
                Step::As(_) | Step::Clock(_) | Step::Paste(_) => Duration::from_millis(900),
                Step::Pause(seconds) => Duration::from_secs(u64::from(*seconds)),
                Step::Say(_)
                | Step::Type(_)
                | Step::Expect(_)
                | Step::Refute(_)
                | Step::Remember(_)
                | Step::Check => Duration::ZERO,
            },
        }
    }

    /// Waits while listening to the watcher.
    async fn wait(&mut self, player: &mut Player, time: Duration) -> anyhow::Result<Waited> {
        let tenths = SPEEDS.get(self.speed).copied().unwrap_or(10);
        let time = if self.skipping {
            Duration::ZERO
        } else {
            time.saturating_mul(10) / tenths
        };
        let mut until = Instant::now() + time;
        loop {
            let wish = tokio::select! {
                biased;
                input = self.keys.next() => Self::wish(input.as_ref()),
                () = sleep_until(until), if !self.paused => return Ok(Waited::Over),
            };
            match wish {
                None => {}
                Some(Wish::Pause) => {
                    self.paused = !self.paused;
                    until = Instant::now();
                }
                Some(Wish::Step) => {
                    self.paused = true;
                    return Ok(Waited::Over);
                }
                Some(Wish::Faster) => {
                    self.speed = self
                        .speed
                        .saturating_add(1)
                        .min(SPEEDS.len().saturating_sub(1));
                }
                Some(Wish::Slower) => self.speed = self.speed.saturating_sub(1),
                Some(Wish::Skip) => return Ok(Waited::Skipped),
                Some(Wish::Sandbox) => {
                    let caption = std::mem::take(&mut self.caption);
                    self.by_hand(player).await?;
                    self.caption = caption;
                }
                Some(Wish::Quit) => return Ok(Waited::Quit),
            }
            self.draw(player)?;
        }
    }

    /// Hands over the keyboard in the middle of the script. The script goes on only on the screen that it left: what the
    /// watcher left there would be typed into. Ctrl+X a second time goes on all the same.
    async fn by_hand(&mut self, player: &mut Player) -> anyhow::Result<()> {
        let before = still(player);
        self.caption = self.said(player, &demo::DEMO_SANDBOX.into());
        loop {
            let touched = self.sandbox(player).await?;
            self.touched |= touched;
            if !touched || still(player) == before {
                return Ok(());
            }
            self.caption = self.said(player, &demo::DEMO_ELSEWHERE.into());
        }
    }

    /// Hands the keyboard to the watcher until Ctrl+X; whether any other key was pressed.
    async fn sandbox(&mut self, player: &mut Player) -> anyhow::Result<bool> {
        let mut touched = false;
        let mut second = interval(Duration::from_secs(1));
        self.hands_on = true;
        self.draw(player)?;
        loop {
            tokio::select! {
                biased;
                input = self.keys.next() => match input {
                    Some(Event::Key(key)) if key.kind == KeyEventKind::Release => {}
                    Some(Event::Key(key)) if Key::of(key).to_string() == "ctrl-x" => {
                        self.hands_on = false;
                        return Ok(touched);
                    }
                    Some(Event::Key(key)) => {
                        touched = true;
                        player.press(Key::of(key)).await;
                    }
                    Some(event) => {
                        touched |= matches!(event, Event::Paste(_));
                        player.tell(event).await;
                    }
                    None => return Ok(false),
                },
                _ = second.tick() => player.let_time_pass(TimeDelta::seconds(1)).await?,
            }
            self.draw(player)?;
        }
    }

    fn wish(input: Option<&Event>) -> Option<Wish> {
        match input {
            None => Some(Wish::Quit),
            Some(Event::Key(key)) => wish_of(*key),
            Some(
                Event::Paste(_)
                | Event::Resize(..)
                | Event::Reply { .. }
                | Event::Wake
                | Event::Hangup,
            ) => None,
        }
    }

    fn said(&self, player: &Player, say: &Say) -> String {
        let voice = Voice {
            lang: player.look().lang,
            ..Voice::default()
        };
        say.in_voice(voice, &self.keymap)
    }

    fn draw(&mut self, player: &mut Player) -> anyhow::Result<()> {
        let (caption, bar) = (plain(&self.caption).into_owned(), self.bar(player));
        self.tui.draw(|buffer| {
            let area = buffer.area;
            let below = CAPTION.min(area.height.saturating_sub(1));
            let console = Rect {
                height: area.height.saturating_sub(below),
                ..area
            };
            player.resize(console);
            copy(&player.picture(), buffer);
            let caption_area = Rect {
                y: console.height,
                height: below,
                ..area
            };
            draw_caption(&caption, &bar, caption_area, buffer);
        })?;
        Ok(())
    }

    fn bar(&self, player: &Player) -> String {
        if self.hands_on {
            return self.said(player, &demo::DEMO_BY_HAND.into());
        }
        let tenths = SPEEDS.get(self.speed).copied().unwrap_or(10);
        let speed = format!("{}.{}", tenths / 10, tenths % 10);
        let mut bar = self.said(player, &demo::DEMO_SPEED.with("speed", speed.as_str()));
        if self.paused {
            bar.push_str(" · ");
            bar.push_str(&self.said(player, &demo::DEMO_PAUSED.into()));
        }
        bar.push_str("   ");
        bar.push_str(&self.said(player, &demo::DEMO_KEYS.into()));
        bar
    }
}

/// What stands on the screen apart from figures, which go on by themselves, and from what is said for a few seconds.
fn still(player: &Player) -> String {
    let words = picture::text(&player.picture());
    let rows: Vec<&str> = words.lines().collect();
    let kept = rows.len().saturating_sub(2);
    let line = rows
        .iter()
        .find(|row| row.trim_start().starts_with('▸'))
        .map_or("", |row| row);
    let letters = |c: &char| !c.is_ascii_digit();
    let rest = rows
        .iter()
        .take(kept)
        .skip(1)
        .flat_map(|row| row.chars().filter(letters));
    rest.chain(line.chars()).collect()
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
        "q" | "esc" | "ctrl-c" => Some(Wish::Quit),
        _ => None,
    }
}

fn copy(from: &Buffer, to: &mut Buffer) {
    for position in from.area.intersection(to.area).positions() {
        to[position] = from[position].clone();
    }
}

/// The caption, wrapped by words, between a rule and the keys.
fn draw_caption(caption: &str, bar: &str, area: Rect, buffer: &mut Buffer) {
    let width = usize::from(area.width.saturating_sub(4));
    let mut rows: Vec<String> = vec![String::new()];
    for word in caption.split_whitespace() {
        let Some(row) = rows.last_mut() else { break };
        if !row.is_empty() && row.chars().count() + word.chars().count() >= width {
            rows.push(word.to_owned());
        } else {
            if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
    }
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let quiet = Style::new().add_modifier(Modifier::REVERSED);
    for (y, row) in (area.y.saturating_add(1)..area.bottom().saturating_sub(1)).zip(&rows) {
        buffer.set_stringn(area.x.saturating_add(2), y, row, width, bold);
    }
    if area.height > 0 {
        let last = area.bottom().saturating_sub(1);
        buffer.set_style(
            Rect {
                y: last,
                height: 1,
                ..area
            },
            quiet,
        );
        buffer.set_stringn(
            area.x.saturating_add(1),
            last,
            bar,
            usize::from(area.width.saturating_sub(2)),
            quiet,
        );
    }
}
