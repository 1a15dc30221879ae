//! What screens want ([`Effect`]), what happened outside ([`Event`]) and what the door must do ([`Errand`]). Plain data: the
//! app performs nothing itself.

use super::overlays::Overlay;
use super::screen::{ScreenId, Slot};
use super::text::{Lang, Say};
use crate::domain::{DrawId, ImportWhat, LotteryId, TicketCode};
use crate::ops::{Refusal, Reply, Request, SignedIn};
use chrono::TimeDelta;
use ratatui::crossterm::event::KeyEvent;

/// What a screen wants.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Asks the house. A question replaces an older one of the same slot; a command is sent once and always answered.
    Ask(Slot, Request),
    /// Sends a command only after a second person has consented to what this refusal names: for what is known to need
    /// consent before it is asked. Given up, the command is answered with that refusal.
    AskApproved(Slot, Request, Box<Refusal>),
    /// Shows another screen.
    Go(ScreenId),
    /// Shows another screen with something found here.
    GoWith(ScreenId, Arrival),
    /// Returns to the screen before.
    Back,
    /// Opens a dialog; its outcome comes back under the slot.
    Open(Slot, Box<Overlay>),
    /// Says something for a few seconds.
    Toast(Toast),
    /// Puts text on the clipboard.
    Copy(String),
    /// Saves a file where the console keeps what is taken away; where that is is said.
    Save {
        /// The file's name, without a folder.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Reads a file of the person's own; what it holds comes back under the slot.
    Load(Slot, String),
    /// Somebody signed in.
    SignedIn(Box<SignedIn>),
    /// Signs out.
    SignOut,
    /// Rings the terminal's bell.
    Bell,
    /// Ends the program.
    Quit,
}

/// What one screen hands to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arrival {
    /// A ticket that was looked up.
    Ticket(TicketCode),
    /// A draw that was chosen.
    Draw(DrawId),
    /// A code that a scanner read.
    Scan(String),
    /// What is looked for in the log: its filter line.
    Audit(String),
    /// What is to be imported.
    Import(ImportWhat),
    /// A draw whose limits are asked for.
    Limits {
        /// The draw.
        draw: DrawId,
        /// Its lottery.
        lottery: LotteryId,
        /// What people call it: `Tica 12:55`.
        name: String,
    },
}

/// How a toast is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It is done.
    Good,
    /// Worth knowing.
    Plain,
    /// It was refused or failed.
    Bad,
}

/// A sentence that goes by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub say: Say,
}

impl Effect {
    /// Says that something is done.
    pub fn good(say: impl Into<Say>) -> Self {
        Self::Toast(Toast {
            tone: Tone::Good,
            say: say.into(),
        })
    }

    /// Says something worth knowing.
    pub fn note(say: impl Into<Say>) -> Self {
        Self::Toast(Toast {
            tone: Tone::Plain,
            say: say.into(),
        })
    }

    /// Says that something was refused or failed.
    pub fn bad(say: impl Into<Say>) -> Self {
        Self::Toast(Toast {
            tone: Tone::Bad,
            say: say.into(),
        })
    }

    /// Opens a dialog.
    pub fn open(slot: Slot, overlay: impl Into<Overlay>) -> Self {
        Self::Open(slot, Box::new(overlay.into()))
    }
}

/// One question or command under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// What happened outside.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// A question or command was answered.
    Reply {
        /// Which one.
        job: JobId,
        /// The answer.
        reply: Reply,
        /// How long it was under way.
        took: TimeDelta,
    },
    /// A file was saved at this path, or why not.
    Saved(Result<String, String>),
    /// A file was read, or why not.
    Loaded {
        /// The screen that wants it.
        screen: ScreenId,
        /// Under which name.
        slot: Slot,
        /// What it holds.
        bytes: Result<Vec<u8>, String>,
    },
    /// The moment of the app's next wake has come, or just time passed.
    Wake,
    /// The terminal or the system wants the program to end.
    Hangup,
}

/// What the door must do.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "an errand lives for a moment")]
pub enum Errand {
    /// Ask the house and send the answer back under this id.
    Ask(JobId, Request),
    /// Put text on the clipboard (OSC 52).
    Copy(String),
    /// Save a file and say what became of it.
    Save {
        /// The file's name, without a folder.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Read a file and say what it holds.
    Load {
        /// The screen that wants it.
        screen: ScreenId,
        /// Under which name.
        slot: Slot,
        /// Where it is.
        path: String,
    },
    /// Ring the bell.
    Bell,
    /// Draw every cell again.
    Redraw,
    /// Remember these choices for the next start.
    Remember {
        /// The language.
        lang: Lang,
        /// The theme's name.
        theme: String,
    },
    /// End.
    Quit,
}
