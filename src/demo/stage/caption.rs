//! What stands below the console: a rule, the caption, and the keys that the watcher has.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Modifier, Style},
};

use super::{Hands, SPEEDS, Stage};
use crate::{
    demo::player::Player,
    ui::{
        plain::plain,
        text::{Say, Voice, demo},
    },
};

/// Rows under the console: a rule, two of caption, one of keys.
const CAPTION: u16 = 4;

impl Stage {
    pub(super) fn said(&self, player: &Player, say: &Say) -> String {
        let voice = Voice {
            lang: player.look().lang,
            ..Voice::default()
        };
        say.in_voice(voice, &self.keymap)
    }

    /// Draws the console on stage and the caption below it.
    pub(super) fn draw(&mut self, player: &mut Player) -> anyhow::Result<()> {
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
        match self.hands {
            Hands::Script => {}
            Hands::Watcher => return self.said(player, &demo::DEMO_BY_HAND.into()),
            Hands::Nobody => return self.said(player, &demo::DEMO_STUCK_KEYS.into()),
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
