//! Entering and leaving the terminal, and writing to it. Whatever happens, the terminal is left as it was found.

use super::paint::{Painter, blank};
use ratatui::buffer::Buffer;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::terminal::{
    self, DisableLineWrap, EnableLineWrap, EnterAlternateScreen, LeaveAlternateScreen,
};
use ratatui::crossterm::{Command, cursor};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the terminal is in our hands at the moment; the panic hook asks.
static ENTERED: AtomicBool = AtomicBool::new(false);

/// The terminal while the console has it. Dropping it restores the terminal, unless it is gone.
#[derive(Debug)]
pub struct Tui {
    out: File,
    painter: Painter,
    alive: bool,
}

impl Tui {
    /// Takes the terminal: raw mode, the other screen, pasted text marked as such. A panic restores it before it is reported.
    pub fn enter() -> io::Result<Self> {
        // not through std's line buffer: a frame is one write
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        restore_on_panic();
        terminal::enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        let mut tui = Self {
            out,
            painter: Painter::new(),
            alive: true,
        };
        let mut bytes = Vec::new();
        ansi(&mut bytes, &EnterAlternateScreen);
        ansi(&mut bytes, &DisableLineWrap);
        ansi(&mut bytes, &EnableBracketedPaste);
        ansi(&mut bytes, &cursor::Hide);
        tui.out.write_all(&bytes)?;
        Ok(tui)
    }

    /// Draws a frame and writes what changed in it, in one write; nothing when nothing changed.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer)) -> io::Result<usize> {
        let (columns, rows) = terminal::size()?;
        let mut next = blank(columns, rows);
        render(&mut next);
        let bytes = self.painter.frame(next);
        if !bytes.is_empty() {
            self.out.write_all(&bytes)?;
        }
        Ok(bytes.len())
    }

    /// Writes the next frame whole.
    pub fn forget(&mut self) {
        self.painter.forget();
    }

    /// Puts text on the clipboard of whoever sits at the terminal (OSC 52).
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let mut bytes = Vec::new();
        ansi(&mut bytes, &CopyToClipboard::to_clipboard_from(text));
        self.out.write_all(&bytes)
    }

    /// Rings the bell.
    pub fn bell(&mut self) -> io::Result<()> {
        self.out.write_all(b"\x07")
    }

    /// Whether somebody is still at the other end.
    pub fn is_alive(&self) -> bool {
        self.alive && io::stdin().is_terminal() && self.out.is_terminal()
    }

    /// The terminal is gone: nothing is written to it any more, not even to restore it.
    pub fn abandon(&mut self) {
        self.alive = false;
        ENTERED.store(false, Ordering::SeqCst);
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        if self.alive {
            restore(&mut self.out);
        }
    }
}

/// Gives the terminal back as it was. Errors are of no use here: there is nowhere left to say them.
fn restore(out: &mut impl Write) {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut bytes = b"\x1b[?2026l\x1b[0m".to_vec();
    ansi(&mut bytes, &DisableBracketedPaste);
    ansi(&mut bytes, &EnableLineWrap);
    ansi(&mut bytes, &LeaveAlternateScreen);
    ansi(&mut bytes, &cursor::Show);
    let _ = out.write_all(&bytes);
    let _ = terminal::disable_raw_mode();
}

fn restore_on_panic() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            restore(&mut io::stdout());
            let _ = io::stdout().flush();
            before(panic);
        }));
    });
}

/// The bytes of a terminal command.
fn ansi(out: &mut Vec<u8>, command: &impl Command) {
    let mut text = String::new();
    // writing into a string cannot fail
    let _ = command.write_ansi(&mut text);
    out.extend_from_slice(text.as_bytes());
}
