//! The binary in a pseudo-terminal, read by a terminal emulator: a whole day typed on real keys. It waits for facts on the
//! screen, never for time; a fact that does not come within [`PATIENCE`] fails with the screen as it was.

mod support;

use std::{
    io::{Read, Write},
    sync::mpsc::{Receiver, channel},
    time::{Duration, Instant},
};

use chrono::{TimeDelta, Utc};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use support::{PIN, World, server};

/// How long a fact may take on a loaded machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Somebody at a real terminal.
struct Person {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    _terminal: Box<dyn MasterPty + Send>,
}

impl Person {
    /// Starts the console on a world's database.
    fn sits_down(world: &World, terminal: &str, rows: u16, cols: u16) -> Person {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_banca"));
        let folder = std::env::temp_dir().join(format!("banca-terminal-{}", std::process::id()));
        command.env(
            "BANCA_DATABASE_URL",
            server().url(banca::postgres::Role::App, &world.name),
        );
        command.env("XDG_CONFIG_HOME", &folder);
        command.env("XDG_DATA_HOME", &folder);
        command.env("BANCA_DATA_DIR", &folder);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "es_CR.UTF-8");
        command.args(["--lang", "es", "--terminal", terminal]);
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
                if count == 0 || send.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().expect("its keyboard");
        let whole = |cells| std::num::NonZero::new(cells).expect("a terminal has cells");
        let screen = vt100::Parser::new(whole(rows), whole(cols), 0);
        Person {
            child,
            keys,
            output,
            screen,
            _terminal: pair.master,
        }
    }

    /// Types characters and control sequences as a terminal sends them.
    fn types(&mut self, keys: &str) -> &mut Self {
        self.keys
            .write_all(keys.as_bytes())
            .expect("the console reads");
        self.keys.flush().expect("the console reads");
        self
    }

    /// Waits until the screen shows `wanted`, blanks aside.
    fn sees(&mut self, wanted: &str) -> &mut Self {
        let until = Instant::now() + PATIENCE;
        loop {
            let text = self.text();
            if squeezed(&text).contains(&squeezed(wanted)) {
                return self;
            }
            let left = until.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(end) => panic!("{wanted:?} is not on the screen ({end}):\n{text}"),
            }
        }
    }

    fn text(&self) -> String {
        self.screen.screen().contents()
    }

    /// The first ticket code on the screen.
    fn code(&self) -> String {
        let text = self.text();
        text.split(|letter: char| !(letter.is_ascii_digit() || letter == '-'))
            .find(|word| word.len() == 14 && word.split('-').all(|group| group.len() == 4))
            .unwrap_or_else(|| panic!("no ticket code on the screen:\n{text}"))
            .to_owned()
    }

    fn signs_in(&mut self, username: &str) -> &mut Self {
        self.sees("PIN")
            .types(username)
            .types(ENTER)
            .types(PIN)
            .types(ENTER)
    }
}

impl Drop for Person {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const HOME: &str = "\u{1b}[H";
const ENTER: &str = "\r";
const TAB: &str = "\t";
const F2: &str = "\x1bOQ";
const F8: &str = "\x1b[19~";
const F10: &str = "\x1b[21~";
const ALT_S: &str = "\x1bs";
const ALT_V: &str = "\x1bv";
const RIGHT: &str = "\x1b[C";

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_typed_sell_close_result_pay_and_reverse() {
    let world = World::new().await;
    world.clock_runs(TimeDelta::zero()).await;
    let draw = world
        .open_draw("Tica", Utc::now() + TimeDelta::hours(2))
        .await;
    let mut marta = Person::sits_down(&world, "caja-1", 24, 80);
    marta.signs_in("marta").sees("Marta Rojas");
    marta
        .types(F10)
        .sees("caja")
        .types("a")
        .sees("Fondo")
        .types("100000")
        .types(ENTER)
        .sees("Fondo inicial ₡100.000");
    marta
        .types(ALT_V)
        .sees("VENDER")
        .types("23*500")
        .sees("500")
        .types(ENTER)
        .sees("TOTAL 500");
    marta.types(ENTER).sees("Última venta");
    let code = marta.code();

    world.clock_runs(TimeDelta::minutes(121)).await;
    let mut owner = world.owner().await;
    sqlx::query("SELECT close_draw($1, $2)")
        .bind(world.banca.raw())
        .bind(draw.raw())
        .execute(&mut owner)
        .await
        .expect("the draw closes");

    let mut ana = Person::sits_down(&world, "oficina-1", 40, 120);
    ana.signs_in("ana")
        .sees("Ana Jiménez")
        .types(ALT_S)
        .sees("Sin resultado");
    // Consoles put the day's other draws on sale by themselves: hers is the first of the day.
    ana.types(HOME)
        .types("r")
        .sees("Número ganador")
        .types("23")
        .types(ENTER)
        .types(RIGHT)
        .types(ENTER)
        .sees("Otra persona debe");
    let mut olga = Person::sits_down(&world, "oficina-2", 40, 120);
    olga.signs_in("olga")
        .sees("Olga Mora")
        .types(ALT_S)
        .sees("Por confirmar");
    olga.types(HOME)
        .types("f")
        .sees("A ciegas")
        .types("23")
        .types(ENTER)
        .types(RIGHT)
        .types(ENTER)
        .sees("Queda a la banca");
    olga.types(TAB).types(ENTER).sees("Evaluado");

    marta
        .types(F2)
        .sees("Código")
        .types(&code)
        .types(ENTER)
        .sees("42.500");
    marta
        .types(ENTER)
        .sees("Entregar")
        .types(TAB)
        .types(ENTER)
        .sees("por completo");
    marta
        .types(F8)
        .sees("Motivo")
        .types("monto equivocado")
        .types(ENTER)
        .sees("PIN");
    marta
        .types("vera")
        .types(TAB)
        .types(PIN)
        .types(ENTER)
        .types(ENTER)
        .sees("Pago reversado");
    world.books_hold().await;
}
