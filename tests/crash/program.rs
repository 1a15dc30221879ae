//! The built program with a configuration of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Output, Stdio},
};

use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::support::PIN;

/// The program, and where it finds its house.
pub struct Program {
    dir: TempDir,
    url: Option<String>,
}

impl Program {
    /// The program at a server with this address.
    pub fn at(url: String) -> Program {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        Program::new(dir, &data, Some(url))
    }

    /// The program whose private server is in this data folder.
    pub fn on(data: &Path) -> Program {
        Program::new(tempfile::tempdir().unwrap(), data, None)
    }

    fn new(dir: TempDir, data: &Path, url: Option<String>) -> Program {
        let log = dir.path().join("log");
        let program = Program { dir, url };
        let config = format!("data_dir = {data:?}\nlog_dir = {log:?}\n");
        fs::write(program.config(), config).unwrap();
        program
    }

    fn config(&self) -> PathBuf {
        self.dir.path().join("config.toml")
    }

    fn command(&self, terminal: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_banca"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BANCA_") {
                command.env_remove(name);
            }
        }
        command
            .env("BANCA_CONFIG", self.config())
            .env("BANCA_TERMINAL", terminal)
            .env("BANCA_PIN", PIN)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        if let Some(url) = &self.url {
            command.env("BANCA_DATABASE_URL", url);
        }
        command
    }

    /// A signed-in `banca ops` at the seller's own terminal.
    pub fn start(&self, seller: &str) -> Child {
        let mut command = self.command(&format!("caja-{seller}"));
        command.args(["ops", "--user", seller]).spawn().unwrap()
    }

    /// Runs a command to its end, which must be a good one.
    pub async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.command("caja");
        let command = command.args(arguments).stderr(Stdio::piped());
        let ran = command.output().await.unwrap();
        assert!(ran.status.success(), "{arguments:?}: {ran:?}");
        ran
    }
}
