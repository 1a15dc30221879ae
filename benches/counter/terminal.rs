//! The console in a pseudo-terminal: from a key to the last byte of its frame, bytes and frames, idling, start and end.

use std::{
    fs,
    io::{Read, Write},
    process::Command,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use banca::postgres::Role;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::{
    ground::{Ground, PIN},
    table::{self, Durations},
};

/// What ends a frame on the wire.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// A console, its keyboard, and every byte that it wrote with the moment at which it came.
struct Console {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    screen: vt100::Parser,
    started: Instant,
    _terminal: Box<dyn MasterPty + Send>,
}

/// What a keystroke brought.
struct Drawn {
    took: Duration,
    bytes: usize,
    frames: usize,
}

impl Console {
    fn starts(ground: &Ground, rows: u16, cols: u16) -> Self {
        let (pixel_width, pixel_height) = (0, 0);
        let size = PtySize {
            rows,
            cols,
            pixel_width,
            pixel_height,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let folder = std::env::temp_dir().join(format!("banca-bench-{}", std::process::id()));
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_banca"));
        command.env(
            "BANCA_DATABASE_URL",
            ground.server.url(Role::App, &ground.database),
        );
        command.env("XDG_CONFIG_HOME", &folder);
        command.env("XDG_DATA_HOME", &folder);
        command.env("BANCA_DATA_DIR", &folder);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "es_CR.UTF-8");
        command.args(["--lang", "es", "--terminal", "seller1"]);
        let started = Instant::now();
        let child = pair
            .slave
            .spawn_command(command)
            .expect("the console starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0_u8; 65_536];
            while let Ok(count) = reader.read(&mut buffer) {
                let piece = (Instant::now(), buffer[..count].to_vec());
                if count == 0 || send.send(piece).is_err() {
                    return;
                }
            }
        });
        let whole = |cells| std::num::NonZero::new(cells).expect("a terminal has cells");
        Self {
            child,
            keys: pair.master.take_writer().expect("its keyboard"),
            output,
            screen: vt100::Parser::new(whole(rows), whole(cols), 0),
            started,
            _terminal: pair.master,
        }
    }

    fn types(&mut self, keys: &str) {
        self.keys
            .write_all(keys.as_bytes())
            .expect("the console reads");
        self.keys.flush().expect("the console reads");
    }

    /// Waits until the screen shows `wanted`; the moment of the byte that completed it, and all bytes until then.
    fn sees(&mut self, wanted: &str) -> (Instant, usize) {
        let mut bytes = 0;
        loop {
            let (at, piece) = self
                .output
                .recv_timeout(Duration::from_secs(30))
                .unwrap_or_else(|end| {
                    panic!("{wanted:?} ({end}):\n{}", self.screen.screen().contents())
                });
            bytes += piece.len();
            self.screen.process(&piece);
            if self.screen.screen().contents().contains(wanted) {
                return (at, bytes);
            }
        }
    }

    /// Everything that is written until nothing has come for `quiet`.
    fn rests(&mut self, quiet: Duration) -> (usize, usize, Option<Instant>) {
        let (mut bytes, mut frames, mut last) = (0, 0, None);
        while let Ok((at, piece)) = self.output.recv_timeout(quiet) {
            bytes += piece.len();
            frames += ends(&piece);
            last = Some(at);
            self.screen.process(&piece);
        }
        (bytes, frames, last)
    }

    /// Presses keys and takes what is drawn for them.
    fn press(&mut self, keys: &str) -> Drawn {
        let begun = Instant::now();
        self.types(keys);
        let (bytes, frames, last) = self.rests(Duration::from_millis(40));
        let took = last.map_or(Duration::ZERO, |at| at.duration_since(begun));
        Drawn {
            took,
            bytes,
            frames,
        }
    }

    /// Bytes, frames and processor time while nobody touches it.
    fn idles(&mut self, time: Duration) -> (usize, usize, f64) {
        let before = self.processor();
        let until = Instant::now() + time;
        let (mut bytes, mut frames) = (0, 0);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok((_, piece)) => {
                    bytes += piece.len();
                    frames += ends(&piece);
                    self.screen.process(&piece);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        (
            bytes,
            frames,
            (self.processor() - before) / time.as_secs_f64() * 100.0,
        )
    }

    fn proc(&self, file: &str) -> String {
        let id = self.child.process_id().expect("it runs");
        fs::read_to_string(format!("/proc/{id}/{file}")).expect("Linux tells")
    }

    /// Seconds of processor time used so far, to a hundredth.
    fn processor(&self) -> f64 {
        let stat = self.proc("stat");
        let after = stat.rsplit(')').next().expect("the name is in brackets");
        let ticks = |place: usize| -> f64 {
            after
                .split_whitespace()
                .nth(place)
                .and_then(|text| text.parse().ok())
                .unwrap_or(0.0)
        };
        (ticks(11) + ticks(12)) / 100.0
    }

    /// Resident memory in MB.
    fn memory(&self) -> f64 {
        let status = self.proc("status");
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .expect("Linux tells");
        let kilobytes: f64 = line
            .split_whitespace()
            .nth(1)
            .and_then(|text| text.parse().ok())
            .unwrap_or(0.0);
        kilobytes / 1_000.0
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ends(piece: &[u8]) -> usize {
    piece
        .windows(FRAME_END.len())
        .filter(|window| *window == FRAME_END)
        .count()
}

/// The whole section.
pub async fn measure(ground: &Ground) {
    table::head("Terminal (120×40, xterm-256color)");
    ground.draw(2).await;
    ground.seller(1, ground.options()).await.close().await;
    let mut console = Console::starts(ground, 40, 120);
    let (painted, first) = console.sees("PIN");
    let start = painted.duration_since(console.started).as_secs_f64() * 1_000.0;
    table::row(
        "start → sign-in painted",
        &format!("{start:.0} ms"),
        "goal ≤ 40 ms",
    );
    table::row("first frame", &format!("{first} B"), "goal ≤ 6 000 B");
    console.rests(Duration::from_millis(500));
    let (bytes, frames, processor) = console.idles(Duration::from_secs(5));
    table::row(
        "idle at the sign-in, 5 s",
        &format!("{bytes} B, {frames} frames, {processor:.1} % processor"),
        "goal 0 B, < 0.1 %",
    );
    console.types("seller1\r");
    console.types(PIN);
    console.types("\r");
    console.sees("Tiquete");
    console.rests(Duration::from_secs(1));
    table::row(
        "memory, signed in",
        &format!("{:.0} MB", console.memory()),
        "goal ≤ 30 MB",
    );
    typing(&mut console);
    let (bytes, frames, processor) = console.idles(Duration::from_secs(10));
    table::row(
        "idle on the sale with its countdown, per second",
        &format!(
            "{} B, {:.1} frames, {processor:.1} % processor",
            bytes / 10,
            per_second(frames)
        ),
        "goal ≤ 100 B, ≤ 1 frame",
    );
    let id = console.child.process_id().expect("it runs").to_string();
    let begun = Instant::now();
    let sent = Command::new("kill")
        .args(["-TERM", &id])
        .status()
        .expect("kill runs");
    assert!(sent.success());
    let _ = console.child.wait();
    let gone = begun.elapsed().as_secs_f64() * 1_000.0;
    table::row(
        "SIGTERM → gone",
        &format!("{gone:.0} ms"),
        "goal ≤ 1 000 ms",
    );
    let size = fs::metadata(env!("CARGO_BIN_EXE_banca"))
        .expect("the program")
        .len()
        / 1_000_000;
    table::row(
        "the program's file (as measured, without link-time optimisation)",
        &format!("{size} MB"),
        "goal ≤ 20 MB",
    );
}

#[expect(clippy::cast_precision_loss, reason = "a small count")]
fn per_second(frames: usize) -> f64 {
    frames as f64 / 10.0
}

fn typing(console: &mut Console) {
    let (mut took, mut bytes, mut frames) = (Durations::default(), 0, 0);
    for _ in 0..25 {
        for key in ["2", "3", "*", "5", "0", "0"] {
            let drawn = console.press(key);
            took.push(drawn.took);
            bytes += drawn.bytes;
            frames = frames.max(drawn.frames);
        }
        console.press("\x1b");
    }
    table::row(
        "key → last byte of its frame",
        &format!(
            "p50 {:.1} ms, p99 {:.1} ms",
            took.percentile(50),
            took.percentile(99)
        ),
        "goal ≤ 2 / 10 ms",
    );
    table::row(
        "bytes of a typed character, with expansion and change",
        &format!("{} B, at most {frames} frame(s)", bytes / took.count()),
        "goal ≤ 96 B, 1 frame",
    );
    console.types("23*500\r");
    let (mut bytes, mut frames, _) = console.rests(Duration::from_millis(300));
    console.types("\r");
    let (more, also, _) = console.rests(Duration::from_millis(1_500));
    bytes += more;
    frames += also;
    table::row(
        "a whole sale",
        &format!("{bytes} B, {frames} frames"),
        "goal ≤ 2 048 B",
    );
    let drawn = console.press("T123456789012\r");
    table::row(
        "a scanner's burst of 14 keys",
        &format!("{} frames, {} B", drawn.frames, drawn.bytes),
        "goal ≤ 2 frames",
    );
    console.press("\x1bv");
    console.rests(Duration::from_millis(500));
}
