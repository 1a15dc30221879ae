//! The keyboard. One thread reads the terminal for the life of the process and hands the bytes to whoever listens; what is
//! typed while nobody does is kept. (crossterm's own event stream reads at most 1 KiB of a burst and then waits for the
//! next key, and spins for ever on a terminal that is gone; hence our own, with termina's parser.)

use crate::ui::Event;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::sync::{Mutex, OnceLock, PoisonError};
use termina::event as vt;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The most that is read at once. A piece of exactly this size may be cut inside a key.
const PIECE: usize = 4_096;

/// The bytes that were read; an empty piece means that the terminal is gone.
type Piece = Vec<u8>;

/// Who listens, and what was read while nobody did.
#[derive(Default)]
struct Line {
    listener: Option<UnboundedSender<Piece>>,
    kept: Vec<Piece>,
}

static LINE: OnceLock<Mutex<Line>> = OnceLock::new();

impl Line {
    fn hand_over(&mut self, piece: Piece) {
        let unheard = match &self.listener {
            Some(listener) => listener.send(piece).err().map(|error| error.0),
            None => Some(piece),
        };
        self.kept.extend(unheard);
    }
}

fn with_line<R>(act: impl FnOnce(&mut Line) -> R) -> R {
    let line = LINE.get_or_init(Mutex::default);
    act(&mut line.lock().unwrap_or_else(PoisonError::into_inner))
}

fn read(mut terminal: File) {
    let mut piece = vec![0; PIECE];
    loop {
        let count = match terminal.read(&mut piece) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => 0,
        };
        with_line(|line| line.hand_over(piece.get(..count).unwrap_or_default().to_vec()));
        if count == 0 {
            return;
        }
    }
}

/// The keys that arrive, in order, for one listener.
pub struct Keys {
    pieces: UnboundedReceiver<Piece>,
    parser: termina::Parser,
    ready: VecDeque<Event>,
}

impl Keys {
    /// Listens to the terminal from now on, in place of whoever listened before.
    pub fn listen() -> io::Result<Self> {
        let started = LINE.get().is_some();
        let (send, pieces) = unbounded_channel();
        with_line(|line| {
            for piece in line.kept.drain(..) {
                // the receiver lives two lines above
                let _ = send.send(piece);
            }
            line.listener = Some(send);
        });
        if !started {
            let terminal = File::from(io::stdin().as_fd().try_clone_to_owned()?);
            let thread = std::thread::Builder::new().name("keyboard".to_owned());
            thread.spawn(move || read(terminal))?;
        }
        Ok(Self {
            pieces,
            parser: termina::Parser::default(),
            ready: VecDeque::new(),
        })
    }

    /// The next key or paste; `None` when the terminal is gone. May be dropped while it waits: nothing is lost.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            let piece = self.pieces.recv().await?;
            if piece.is_empty() {
                return None;
            }
            self.parser.parse(&piece, piece.len() == PIECE);
            while let Some(event) = self.parser.pop() {
                self.ready.extend(translated(event));
            }
        }
    }
}

/// The console's event for a terminal's; reports that nobody asked for are nothing.
fn translated(event: termina::Event) -> Option<Event> {
    match event {
        termina::Event::Key(key) => Some(Event::Key(key_of(key)?)),
        termina::Event::Paste(text) => Some(Event::Paste(text)),
        _ => None,
    }
}

fn key_of(key: vt::KeyEvent) -> Option<KeyEvent> {
    let code = match key.code {
        vt::KeyCode::Char(c) => KeyCode::Char(c),
        vt::KeyCode::Enter => KeyCode::Enter,
        vt::KeyCode::Backspace => KeyCode::Backspace,
        vt::KeyCode::Tab => KeyCode::Tab,
        vt::KeyCode::BackTab => KeyCode::BackTab,
        vt::KeyCode::Escape => KeyCode::Esc,
        vt::KeyCode::Left => KeyCode::Left,
        vt::KeyCode::Right => KeyCode::Right,
        vt::KeyCode::Up => KeyCode::Up,
        vt::KeyCode::Down => KeyCode::Down,
        vt::KeyCode::Home => KeyCode::Home,
        vt::KeyCode::End => KeyCode::End,
        vt::KeyCode::PageUp => KeyCode::PageUp,
        vt::KeyCode::PageDown => KeyCode::PageDown,
        vt::KeyCode::Insert => KeyCode::Insert,
        vt::KeyCode::Delete => KeyCode::Delete,
        vt::KeyCode::Function(n) => KeyCode::F(n),
        _ => return None,
    };
    let held = [
        (vt::Modifiers::SHIFT, KeyModifiers::SHIFT),
        (vt::Modifiers::ALT, KeyModifiers::ALT),
        (vt::Modifiers::CONTROL, KeyModifiers::CONTROL),
    ];
    let held = held
        .iter()
        .filter(|(theirs, _)| key.modifiers.contains(*theirs));
    let modifiers = held.fold(KeyModifiers::NONE, |all, (_, ours)| all | *ours);
    let kind = match key.kind {
        vt::KeyEventKind::Press => KeyEventKind::Press,
        vt::KeyEventKind::Repeat => KeyEventKind::Repeat,
        vt::KeyEventKind::Release => KeyEventKind::Release,
    };
    Some(KeyEvent::new_with_kind(code, modifiers, kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::key::Key;

    fn keys(bytes: &[u8]) -> Vec<String> {
        let mut parser = termina::Parser::default();
        parser.parse(bytes, false);
        let events = std::iter::from_fn(|| parser.pop()).filter_map(translated);
        let name = |event| match event {
            Event::Key(key) => Key::of(key).to_string(),
            Event::Paste(text) => format!("paste {text:?}"),
            other => format!("{other:?}"),
        };
        events.map(name).collect()
    }

    #[test]
    fn terminals_bytes_are_the_keys_of_the_table() {
        assert_eq!(keys(b"aA\xc3\xb1?"), ["a", "A", "ñ", "?"]);
        assert_eq!(
            keys(b"\r\t\x1b[Z\x7f\x1b"),
            ["enter", "tab", "shift-tab", "backspace", "esc"]
        );
        assert_eq!(
            keys(b"\x1bOP\x1b[15~\x1b[21~\x1b[24~"),
            ["f1", "f5", "f10", "f12"]
        );
        assert_eq!(
            keys(b"\x1b[A\x1b[B\x1b[C\x1b[D\x1b[H\x1b[F"),
            ["up", "down", "right", "left", "home", "end"]
        );
        assert_eq!(
            keys(b"\x1b[5~\x1b[6~\x1b[3~"),
            ["pageup", "pagedown", "delete"]
        );
        assert_eq!(
            keys(b"\x10\x11\x0c\x12"),
            ["ctrl-p", "ctrl-q", "ctrl-l", "ctrl-r"]
        );
        assert_eq!(
            keys(b"\x1b1\x1b0\x1bk\x1bv"),
            ["alt-1", "alt-0", "alt-k", "alt-v"]
        );
        assert_eq!(keys(b"\x1b[1;5D"), ["ctrl-left"]);
    }

    #[test]
    fn a_paste_is_one_event_and_reports_are_nothing() {
        assert_eq!(
            keys(b"\x1b[200~23*500\r\n\x1b[201~x"),
            ["paste \"23*500\\r\\n\"", "x"]
        );
        assert_eq!(keys(b"\x1b[3;7Ry"), ["y"]);
    }
}
