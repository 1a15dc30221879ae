//! The built program in a place of its own: its folders, its log, its environment.

use std::{
    fs::{self, Permissions},
    io::Write,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use banca::postgres::Role;
use serde_json::Value;
use tempfile::TempDir;

use super::support::{PIN, World, server};

/// A place with configuration, data and log folder, and nothing of the machine's own settings.
pub struct Place {
    dir: TempDir,
    url: Option<String>,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    /// A place whose program runs its own server.
    pub fn alone() -> Self {
        let dir = tempfile::tempdir().unwrap();
        // As root the server's user has to get through.
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
        let place = Self { dir, url: None };
        let data = place.dir.path().join("data");
        let log = place.log_dir();
        let config = format!("data_dir = {data:?}\nlog_dir = {log:?}\n");
        fs::write(place.config(), config).unwrap();
        place
    }

    /// A place whose program works in a test's world, as the application.
    pub fn at(world: &World) -> Self {
        Self::at_as(world, Role::App)
    }

    /// The same as the schema's owner.
    pub fn owning(world: &World) -> Self {
        Self::at_as(world, Role::Owner)
    }

    fn at_as(world: &World, role: Role) -> Self {
        Self {
            url: Some(server().url(role, &world.name)),
            ..Self::alone()
        }
    }

    pub fn config(&self) -> PathBuf {
        self.dir.path().join("config.toml")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn log_dir(&self) -> PathBuf {
        self.dir.path().join("log")
    }

    /// All that was logged.
    pub fn log(&self) -> String {
        let files = fs::read_dir(self.log_dir()).unwrap();
        files
            .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
            .collect()
    }

    /// The program with these arguments, parted by blanks; `'` keeps blanks together.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banca"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BANCA_") {
                command.env_remove(name);
            }
        }
        command
            .env("BANCA_CONFIG", self.config())
            .env("BANCA_TERMINAL", "caja 1")
            .env("LC_ALL", "en_US.UTF-8")
            .stdin(Stdio::null())
            .args(words(line));
        if let Some(url) = &self.url {
            command.env("BANCA_DATABASE_URL", url);
        }
        command
    }

    /// Runs the program.
    pub fn run(&self, line: &str) -> Ran {
        ran(self.command(line).output().unwrap())
    }

    /// Runs the program as somebody whose PIN is in the environment.
    pub fn run_as(&self, user: &str, line: &str) -> Ran {
        let mut command = self.command(&format!("{line} --user {user}"));
        ran(command.env("BANCA_PIN", PIN).output().unwrap())
    }

    /// Runs the program as somebody and reads the reply it prints.
    pub fn json_as(&self, user: &str, line: &str) -> Value {
        let ran = self.run_as(user, &format!("{line} --json"));
        assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
        serde_json::from_str(&ran.out).unwrap()
    }

    /// Runs the program with this input.
    pub fn feed(&self, line: &str, input: &str) -> Ran {
        let mut child = self
            .command(line)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        ran(child.wait_with_output().unwrap())
    }
}

fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, piece) in line.split('\'').enumerate() {
        if place % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    words
}
