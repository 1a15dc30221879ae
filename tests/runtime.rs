//! The terminal's loop in a real pseudo-terminal, with answers from a literal house: one write per frame, nothing lost,
//! the terminal given back. Waits for facts, never for time. The console runs in a second process of this very test.

use banca::domain::{Money, Role};
use banca::ops::{Answer, Fault, FaultKind, Hello, Reply, Request, SignedIn};
use banca::term::{Door, Ended, run};
use banca::ui::keymap::Keymap;
use banca::ui::source::Source;
use banca::ui::symbols::UNICODE;
use banca::ui::text::Voice;
use banca::ui::theme::Themes;
use banca::ui::{App, Setup};
use chrono::Utc;
use futures_util::FutureExt;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use std::future::ready;
use std::io::{Read, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;
use termprofile::TermProfile;
use uuid::Uuid;

/// Set in the process that plays the console.
const CHILD: &str = "BANCA_TEST_RUNTIME_CHILD";

/// How long a fact may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

fn seller() -> SignedIn {
    let id = Uuid::from_u128;
    SignedIn {
        session: id(1).into(),
        banca: id(2).into(),
        banca_name: "Banca La Suerte".to_owned(),
        zone: chrono_tz::America::Costa_Rica,
        user: id(3).into(),
        name: "Ana Vargas".to_owned(),
        username: "ana".to_owned(),
        role: Role::Admin,
        extra: Vec::new(),
        ventana: None,
        terminal: (id(5).into(), "caja-1".to_owned()),
        payout_limit: Money::ZERO,
        now: Utc::now(),
        must_change: false,
        scratch: false,
    }
}

fn answer(request: &Request) -> Reply {
    let fault = || {
        let (kind, code) = (FaultKind::Busy, "F-1".to_owned());
        Reply::Failed(Fault { kind, code })
    };
    let done = |answer| Reply::Done(Box::new(answer));
    match request {
        Request::Hello => done(Answer::Hello(Hello {
            set_up: true,
            banca: Some("Banca La Suerte".to_owned()),
            server: "15".to_owned(),
            now: Utc::now(),
            scratch: false,
        })),
        Request::SignIn(sign_in) if sign_in.username == "panic" => panic!("on purpose"),
        Request::SignIn(_) => done(Answer::SignedIn(seller())),
        _ => fault(),
    }
}

/// The console itself, when this process is the second one; a test that does nothing otherwise.
#[test]
fn the_console_of_the_other_tests() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let setup = Setup {
        themes: Themes::shipped(TermProfile::TrueColor),
        theme: None,
        voice: Voice::default(),
        symbols: UNICODE,
        keymap: Keymap::shipped(),
        source: Source::new(Uuid::now_v7, |_| 0),
        terminal: "caja-1".to_owned(),
        idle_lock: None,
    };
    let app = App::new(setup, Utc::now()).unwrap();
    let door = Door {
        ask: Arc::new(|request| match &request {
            // a database that hangs for ever
            Request::SignIn(sign_in) if sign_in.username == "hang" => {
                std::future::pending().boxed()
            }
            _ => ready(answer(&request)).boxed(),
        }),
        clock: Box::new(Utc::now),
        remember: Box::new(|_, _| {}),
        save: Arc::new(|name, _| Ok(name.into())),
        load: Arc::new(|_| Ok(Vec::new())),
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let ended = runtime.block_on(run(app, door)).unwrap();
    runtime.shutdown_background();
    let code = match ended {
        Ended::Quit => 10,
        Ended::Terminated => 11,
        Ended::HungUp => 12,
    };
    std::process::exit(code);
}

/// All bytes that the console wrote, and the screen they make.
struct Seen {
    bytes: Vec<u8>,
    screen: vt100::Parser,
    ended: bool,
    closing: bool,
}

struct Console {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keyboard: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    reader: Option<std::thread::JoinHandle<()>>,
}

impl Console {
    fn open() -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["--exact", "the_console_of_the_other_tests", "--nocapture"]);
        command.env(CHILD, "1");
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
        let (bytes, ended, closing) = (Vec::new(), false, false);
        let seen = Seen {
            bytes,
            screen,
            ended,
            closing,
        };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let shared = seen.clone();
        let reader = std::thread::spawn(move || {
            let mut piece = [0; 4_096];
            loop {
                let read = reader.read(&mut piece).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                seen.bytes.extend_from_slice(&piece[..read]);
                seen.screen.process(&piece[..read]);
                seen.ended = read == 0;
                shared.1.notify_all();
                if read == 0 || seen.closing {
                    return;
                }
            }
        });
        let keyboard = Some(pair.master.take_writer().unwrap());
        Self {
            child,
            master: Some(pair.master),
            keyboard,
            seen,
            reader: Some(reader),
        }
    }

    fn press(&mut self, keys: &str) {
        let keyboard = self.keyboard.as_mut().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }

    /// Waits until what was seen fulfils a condition; returns all bytes so far.
    fn wait_for(&self, what: &str, fulfilled: impl Fn(&Seen) -> bool) -> Vec<u8> {
        let seen = self.seen.0.lock().unwrap();
        let unfulfilled = |seen: &mut Seen| !fulfilled(seen) && !seen.ended;
        let waited = self.seen.1.wait_timeout_while(seen, PATIENCE, unfulfilled);
        let (seen, _) = waited.unwrap();
        let screen = seen.screen.screen().contents();
        assert!(
            fulfilled(&seen),
            "waited for {what}; the screen is\n{screen}"
        );
        seen.bytes.clone()
    }

    fn wait_for_words(&self, words: &str) -> Vec<u8> {
        self.wait_for(words, |seen| seen.settled() && seen.shows(words))
    }

    /// Closes the other end of the terminal, as a window that is closed does.
    fn close(&mut self) {
        self.seen.0.lock().unwrap().closing = true;
        // the reader lets go with the next thing it reads
        self.press("x");
        let reader = self.reader.take().unwrap();
        reader.join().unwrap();
        self.keyboard = None;
        self.master = None;
    }

    fn exit_code(&mut self) -> u32 {
        self.child.wait().unwrap().exit_code()
    }

    fn send(&self, signal: Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), signal).unwrap();
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

impl Seen {
    /// Whether the last frame is complete.
    fn settled(&self) -> bool {
        self.bytes.ends_with(END)
    }

    fn shows(&self, words: &str) -> bool {
        self.screen.screen().contents().contains(words)
    }
}

fn count(bytes: &[u8], piece: &[u8]) -> usize {
    bytes
        .windows(piece.len())
        .filter(|window| *window == piece)
        .count()
}

const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";

#[test]
fn every_frame_is_inside_synchronized_output_and_a_typed_letter_costs_little() {
    let mut console = Console::open();
    console.wait_for_words("Escriba su usuario");
    console.press("m");
    let before = console.wait_for_words("Usuario      m").len();
    console.press("a");
    let after = console.wait_for_words("Usuario      ma");
    assert!(
        after.len() - before <= 96,
        "{} bytes for one letter",
        after.len() - before
    );
    let first = after.windows(BEGIN.len()).position(|part| part == BEGIN);
    let mut rest = &after[first.unwrap()..];
    while !rest.is_empty() {
        let inside = rest
            .strip_prefix(BEGIN)
            .expect("nothing is drawn outside a frame");
        let end = inside.windows(END.len()).position(|part| part == END);
        let (frame, after) = inside.split_at(end.expect("every frame ends"));
        assert_eq!(count(frame, BEGIN), 0);
        rest = &after[END.len()..];
    }
}

#[test]
fn while_the_database_hangs_keys_are_still_taken_and_ctrl_q_ends() {
    let mut console = Console::open();
    console.wait_for_words("Escriba su usuario");
    console.press("hang\r1357\r");
    console.wait_for_words("Revisando el PIN");
    console.press("\x1bOP");
    console.wait_for_words("Buscar:");
    console.press("\x1b");
    console.wait_for("the help to close", |seen| {
        seen.settled() && !seen.shows("Buscar:")
    });
    console.press("\x11");
    assert_eq!(console.exit_code(), 10);
}

#[test]
fn a_burst_of_keys_is_taken_in_order() {
    let mut console = Console::open();
    console.wait_for_words("Escriba su usuario");
    let mut burst = String::new();
    for _ in 0..500 {
        burst.push_str("abcdefghij\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f");
    }
    burst.push_str("marta");
    console.press(&burst);
    console.wait_for_words("Usuario      marta ");
}

#[test]
fn a_signed_in_person_sees_the_home_screen_and_a_resize_draws_it_whole() {
    let mut console = Console::open();
    console.wait_for_words("Escriba su usuario");
    console.press("ana\r1357\r");
    console.wait_for_words("Ana Vargas");
    let master = console.master.as_ref().unwrap();
    master
        .resize(PtySize {
            rows: 15,
            cols: 80,
            pixel_width: 0,
            pixel_height: 0,
        })
        .unwrap();
    console.wait_for_words("muy pequeña");
}

#[test]
fn on_sigterm_the_terminal_is_given_back() {
    let mut console = Console::open();
    console.wait_for_words("Escriba su usuario");
    console.send(Signal::TERM);
    assert_eq!(console.exit_code(), 11);
    let bytes = console.wait_for("the end", |seen| count(&seen.bytes, b"\x1b[?1049l") == 1);
    assert_eq!(count(&bytes, b"\x1b[?25h"), 1);
    assert_eq!(count(&bytes, b"\x1b[?2004l"), 1);
}

#[test]
fn when_the_terminal_goes_the_console_goes_without_writing() {
    let mut console = Console::open();
    console.wait_for_words("Escriba su usuario");
    console.send(Signal::HUP);
    assert_eq!(console.exit_code(), 12);
    let bytes = console.wait_for("silence", |_| true);
    assert_eq!(count(&bytes, b"\x1b[?1049l"), 0);
}

#[test]
fn when_the_other_end_closes_the_console_goes() {
    let mut console = Console::open();
    console.wait_for_words("Escriba su usuario");
    console.close();
    let code = console.exit_code();
    assert!(code == 12 || code == 11, "it ended with {code}");
}

#[test]
fn pasted_text_is_typed_and_fires_nothing() {
    let mut console = Console::open();
    console.wait_for_words("Escriba su usuario");
    console.press("\x1b[200~ma\rrta\x1b[201~");
    console.wait_for_words("Usuario      ma rta");
}
