//! The keyboard in the watcher's hands, and what becomes of the script when they give it back: it goes on where everything
//! could be put back as it was, and else it says so and begins again on request.

use std::time::Duration;

use chrono::TimeDelta;
use ratatui::crossterm::event::KeyEventKind;
use tokio::time::interval;

use super::{Hands, Stage, Waited, wish::Wish};
use crate::{
    demo::player::Player,
    ui::{Event, key::Key, text::demo},
};

/// What the watcher did while the keyboard was theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Did {
    /// Nothing but look.
    Nothing,
    /// Typed, pasted or pressed something.
    Something,
    /// Went away.
    Left,
}

impl Stage {
    /// Hands over the keyboard in the middle of the script. What was typed is taken back; where that cannot be, the watcher
    /// decides.
    pub(super) async fn by_hand(&mut self, player: &mut Player) -> anyhow::Result<Option<Waited>> {
        let mark = player.mark().await?;
        let caption = std::mem::take(&mut self.caption);
        self.caption = self.said(player, &demo::DEMO_SANDBOX.into());
        match self.sandbox(player).await? {
            Did::Nothing => {}
            Did::Left => return Ok(Some(Waited::Quit)),
            Did::Something => self.touched = true,
        }
        if player.return_to(&mark).await? {
            self.caption = caption;
            return Ok(None);
        }
        self.stuck(player).await.map(Some)
    }

    /// The script cannot go on: from the start, the keyboard again, or the end.
    pub(super) async fn stuck(&mut self, player: &mut Player) -> anyhow::Result<Waited> {
        self.hands = Hands::Nobody;
        loop {
            self.caption = self.said(player, &demo::DEMO_DERAILED.into());
            self.draw(player)?;
            let input = self.keys.next().await;
            match Wish::of(input.as_ref()) {
                Some(Wish::Again) => {
                    self.hands = Hands::Script;
                    return Ok(Waited::Again);
                }
                Some(Wish::Quit) => return Ok(Waited::Quit),
                Some(Wish::Sandbox) => {
                    if self.sandbox(player).await? == Did::Left {
                        return Ok(Waited::Quit);
                    }
                    self.hands = Hands::Nobody;
                }
                Some(Wish::Pause | Wish::Step | Wish::Faster | Wish::Slower | Wish::Skip)
                | None => {}
            }
        }
    }

    /// The keyboard stays the watcher's until they give it back: the script is over.
    pub(super) async fn keep(&mut self, player: &mut Player) -> anyhow::Result<()> {
        self.sandbox(player).await.map(|_| ())
    }

    /// Hands the keyboard to the watcher until Ctrl+X.
    async fn sandbox(&mut self, player: &mut Player) -> anyhow::Result<Did> {
        let mut did = Did::Nothing;
        let mut second = interval(Duration::from_secs(1));
        self.hands = Hands::Watcher;
        self.draw(player)?;
        loop {
            tokio::select! {
                biased;
                input = self.keys.next() => match input {
                    Some(Event::Key(key)) if key.kind == KeyEventKind::Release => {}
                    Some(Event::Key(key)) if Key::of(key).to_string() == "ctrl-x" => {
                        self.hands = Hands::Script;
                        return Ok(did);
                    }
                    Some(Event::Key(key)) => {
                        did = Did::Something;
                        player.press(Key::of(key)).await;
                    }
                    Some(event) => {
                        if matches!(event, Event::Paste(_)) {
                            did = Did::Something;
                        }
                        player.tell(event).await;
                    }
                    None => return Ok(Did::Left),
                },
                _ = second.tick() => player.let_time_pass(TimeDelta::seconds(1)).await?,
            }
            self.draw(player)?;
        }
    }
}
