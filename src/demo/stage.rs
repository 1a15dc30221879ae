//! Plays a script where people watch: at human speed, with a caption below the console, and keys to pause, step, change
//! the speed, skip, take the keyboard, or begin again.

mod caption;
mod hand;
mod wish;

use std::{pin::pin, time::Duration};

use tokio::{
    signal::unix::{SignalKind, signal},
    time::{Instant, sleep_until},
};

use super::{
    headless::Verdict,
    player::{Played, Player},
    script::{Script, Step},
};
use crate::{
    term::{Keys, Tui},
    ui::{keymap::Keymap, text::demo},
};
use wish::Wish;

/// Slowest and fastest, in tenths.
const SPEEDS: [u32; 7] = [3, 5, 7, 10, 15, 20, 40];
/// The place of normal speed in [`SPEEDS`].
const NORMAL: usize = 3;

/// Who has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hands {
    /// The script.
    Script,
    /// The watcher.
    Watcher,
    /// Nobody: the script cannot go on, and the watcher is asked what now.
    Nobody,
}

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waited {
    Over,
    Skipped,
    /// The script begins anew.
    Again,
    Quit,
}

/// The stage: the terminal, the caption, and how fast it goes.
struct Stage {
    tui: Tui,
    keys: Keys,
    caption: String,
    speed: usize,
    paused: bool,
    skipping: bool,
    /// Whether the watcher has changed something by hand, so that the script may not fit any more.
    touched: bool,
    hands: Hands,
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
        hands: Hands::Script,
        keymap: Keymap::shipped(),
    };
    let mut ended = signal(SignalKind::terminate())?;
    loop {
        let mut verdict = Verdict::default();
        let over = {
            let mut play = pin!(stage.play(player, script, &mut verdict));
            tokio::select! {
                over = &mut play => over?,
                _ = ended.recv() => Waited::Quit,
            }
        };
        if over != Waited::Again {
            return Ok(verdict);
        }
        Box::pin(stage.anew(player)).await?;
    }
}

impl Stage {
    async fn play(
        &mut self,
        player: &mut Player,
        script: &Script,
        verdict: &mut Verdict,
    ) -> anyhow::Result<Waited> {
        for line in &script.lines {
            self.draw(player)?;
            if let Step::Type(text) = &line.step {
                for key in player.keys(text) {
                    player.press(key).await;
                    self.draw(player)?;
                    let waited = self.wait(player, Duration::from_millis(90)).await?;
                    if matches!(waited, Waited::Again | Waited::Quit) {
                        return Ok(waited);
                    }
                }
                continue;
            }
            let played = player.play(line).await?;
            if self.touched && matches!(played, Played::Failed { .. }) {
                // What the watcher did by hand is no fault of the script.
                return self.stuck(player).await;
            }
            verdict.count(&played);
            let rest = self.rest(&line.step, played, player);
            self.draw(player)?;
            match self.wait(player, rest).await? {
                Waited::Over => {}
                Waited::Skipped => self.skipping = true,
                over @ (Waited::Again | Waited::Quit) => return Ok(over),
            }
            if matches!(line.step, Step::Say(_)) && self.skipping {
                self.skipping = false;
            }
        }
        self.caption = self.said(player, &demo::DEMO_END.into());
        self.keep(player).await?;
        Ok(Waited::Over)
    }

    /// Puts everything back to the beginning.
    async fn anew(&mut self, player: &mut Player) -> anyhow::Result<()> {
        self.caption = self.said(player, &demo::DEMO_AGAIN.into());
        self.draw(player)?;
        (self.touched, self.paused, self.skipping) = (false, false, false);
        Box::pin(player.restart()).await?;
        self.caption.clear();
        Ok(())
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
                input = self.keys.next() => Wish::of(input.as_ref()),
                () = sleep_until(until), if !self.paused => return Ok(Waited::Over),
            };
            match wish {
                None | Some(Wish::Again) => {}
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
                    if let Some(over) = self.by_hand(player).await? {
                        return Ok(over);
                    }
                }
                Some(Wish::Quit) => return Ok(Waited::Quit),
            }
            self.draw(player)?;
        }
    }
}
