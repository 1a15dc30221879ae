//! Plays a script where nobody watches: at full speed, printing what is narrated and what held.

use std::io::Write;

use super::{
    player::{Played, Player},
    script::Script,
};

/// What a script came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Expectations and checks that held.
    pub held: usize,
    /// Those that failed.
    pub failed: usize,
}

impl Verdict {
    /// Counts one step.
    pub fn count(&mut self, played: &Played) {
        match played {
            Played::Held(_) => self.held = self.held.saturating_add(1),
            Played::Failed { .. } => self.failed = self.failed.saturating_add(1),
            Played::Said(_) | Played::Done => {}
        }
    }

    /// Whether everything held, and something was there to hold.
    pub fn good(self) -> bool {
        self.failed == 0 && self.held > 0
    }
}

/// Plays the whole script and writes narration and results to `out`.
///
/// # Errors
/// When the world does not answer, or `out` cannot be written.
pub async fn recite(
    player: &mut Player,
    script: &Script,
    out: &mut (dyn Write + Send),
) -> anyhow::Result<Verdict> {
    let mut verdict = Verdict::default();
    for line in &script.lines {
        let played = player.play(line).await?;
        verdict.count(&played);
        match played {
            Played::Said(text) => writeln!(out, "\n  {text}")?,
            Played::Held(wanted) => writeln!(out, "    ✓ {wanted}")?,
            Played::Failed {
                line,
                wanted,
                screen,
            } => {
                writeln!(out, "    ✗ {line}: {wanted}")?;
                for row in screen.lines() {
                    writeln!(out, "      │{row}")?;
                }
            }
            Played::Done => {}
        }
        out.flush()?;
    }
    Ok(verdict)
}
