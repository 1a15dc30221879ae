//! What a command prints: results on standard output, as text or as JSON, everything else on standard error.

use std::io::{self, IsTerminal, Write};

use super::{exit::Failure, show};
use crate::{
    ops::{Answer, Reply},
    ui::{
        action::Action,
        keymap::Keymap,
        text::{Say, Voice, cli as t},
    },
};

/// The two outputs of a command and how things are said on them.
pub struct Out {
    /// Language, figures and zone.
    pub voice: Voice,
    /// Whether results are printed as JSON: exactly the house's reply.
    pub json: bool,
    keys: Keymap,
}

/// What does at the command line what a sentence of the console names a key for.
const COMMANDS: &[(Action, &str)] = &[
    (Action::GoDrawer, "banca drawer"),
    (Action::DrawerOpen, "banca drawer open"),
    (Action::DrawerCount, "banca drawer count"),
    (Action::DrawerClose, "banca drawer close"),
    (Action::SellDraws, "--draw"),
    (Action::GoUsers, "banca user add"),
    (Action::SessionLeave, "--user"),
    (Action::SessionPin, "banca user set-pin"),
    (Action::SellTakeLeft, "banca sell"),
    (Action::SellAuthorise, "--approved-by"),
    (Action::PayReopen, "banca"),
    (Action::DrawsCorrect, "banca draw result"),
];

impl Out {
    /// Outputs in this voice, as text until told otherwise.
    pub fn new(voice: Voice) -> Self {
        Self {
            voice,
            json: false,
            keys: Keymap::of_commands(COMMANDS),
        }
    }

    /// What stands for the keys of the console.
    pub const fn keys(&self) -> &Keymap {
        &self.keys
    }

    /// A sentence in the voice's language.
    pub fn sentence(&self, say: &Say) -> String {
        say.in_voice(self.voice, &self.keys)
    }

    /// Prints one line of result.
    ///
    /// # Errors
    /// When nobody takes it.
    pub fn line(line: &str) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{line}")
            .and_then(|()| stdout.flush())
            .map_err(|error| Failure::writing(&error))
    }

    /// Prints a sentence as a result.
    ///
    /// # Errors
    /// As [`line`](Self::line).
    pub fn say(&self, say: impl Into<Say>) -> Result<(), Failure> {
        Self::line(&self.sentence(&say.into()))
    }

    /// Prints an answer of the house: as JSON the whole reply, else for people.
    ///
    /// # Errors
    /// As [`line`](Self::line).
    pub fn answer(&self, answer: Answer) -> Result<(), Failure> {
        if self.json {
            Self::reply(&Reply::done(answer))
        } else {
            Self::line(show::answer(&answer, self.voice, &self.keys).trim_end())
        }
    }

    /// Prints a reply as one line of JSON.
    ///
    /// # Errors
    /// As [`line`](Self::line).
    pub fn reply(reply: &Reply) -> Result<(), Failure> {
        Self::value(reply)
    }

    /// Prints a value as one line of JSON.
    ///
    /// # Errors
    /// As [`line`](Self::line).
    pub fn value(value: &impl serde::Serialize) -> Result<(), Failure> {
        let line = serde_json::to_string(value)
            .map_err(|why| Failure::Io(t::WRITE_FAILED.with("why", why.to_string())))?;
        Self::line(&line)
    }

    /// Tells how things go. Nobody needs it, so a closed standard error is ignored.
    pub fn note(&self, say: impl Into<Say>) {
        let _ = writeln!(io::stderr().lock(), "{}", self.sentence(&say.into()));
    }

    /// Asks at the terminal, the cursor staying behind the question.
    pub fn question(&self, say: impl Into<Say>) {
        let mut stderr = io::stderr().lock();
        let _ = write!(stderr, "{}", self.sentence(&say.into()));
        let _ = stderr.flush();
    }

    /// Tells at a terminal how far something is, always on the same line.
    pub fn progress(&self, say: impl Into<Say>) {
        let mut stderr = io::stderr();
        if stderr.is_terminal() {
            let _ = write!(stderr, "\r{}\x1b[K", self.sentence(&say.into()));
        }
    }

    /// Takes the line of progress away.
    pub fn progress_end() {
        let mut stderr = io::stderr();
        if stderr.is_terminal() {
            let _ = write!(stderr, "\r\x1b[K");
        }
    }

    /// Ends the line of a question whose answer was not echoed.
    pub fn new_line() {
        let _ = writeln!(io::stderr().lock());
    }

    /// Says what went wrong.
    pub fn complain(&self, say: impl Into<Say>) {
        self.note(t::ERROR.with("text", say.into()));
    }

    /// Says what was refused, with its code.
    pub fn complain_coded(&self, say: Say, code: &str) {
        self.note(t::CODED.with("text", say).with("code", code));
    }

    /// Whether somebody sits at a terminal who can be asked.
    pub fn can_ask() -> bool {
        io::stdin().is_terminal() && io::stderr().is_terminal()
    }
}
