//! The one configuration: defaults in code, a TOML file laid over them, the environment over both. The command line has the
//! last word and writes the fields itself.

use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use secrecy::SecretString;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

mod entry;
mod error;

use entry::{Entry, line_at};
pub use error::{ConfigError, Expected, SETTINGS};

/// Everything that can be set outside the database. `DATABASE_URL` is not among it: that name belongs to the build.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file that was read, for messages about what it says.
    pub file: Option<PathBuf>,
    /// A shared server; without it the program runs its own. Secret, because it may carry a password.
    pub database_url: Option<SecretString>,
    /// Where the program keeps what it owns: the private server, backups.
    pub data_dir: PathBuf,
    /// The folder of PostgreSQL's server programs, if they are not where they usually are.
    pub pg_bin: Option<PathBuf>,
    /// The language of the screen; without it the locale decides.
    pub lang: Option<Lang>,
    /// The theme's name.
    pub theme: String,
    /// Where that name was said.
    pub theme_from: Origin,
    /// The folder of the user's own themes, beside the configuration file.
    pub themes_dir: PathBuf,
    /// The name of this terminal on tickets and in the log.
    pub terminal: String,
    /// Minutes without a key until the console asks for the PIN; 0 is never.
    pub idle_lock_minutes: u16,
    /// Where the log files go.
    pub log_dir: PathBuf,
    /// Keys that the user gives to actions, by the action's name. Only the screen knows whether they make sense.
    pub keys: BTreeMap<String, KeyOverride>,
}

/// A configuration that can be worked with, and what of it was left at its default because it cannot be used.
#[derive(Debug)]
pub struct Loaded {
    /// What holds.
    pub config: Config,
    /// What is wrong, in the order of the file; none of it [stops](ConfigError::stops) the program.
    pub wrong: Vec<ConfigError>,
}

/// Who said a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Nobody: it is the default.
    Default,
    /// This line of the file, from 1.
    Line(usize),
    /// This variable of the environment.
    Variable(&'static str),
    /// This argument.
    Argument(&'static str),
}

/// The keys that the file gives to one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyOverride {
    /// As written.
    pub keys: Vec<String>,
    /// The line of the file, from 1.
    pub line: usize,
}

/// The two languages of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Spanish.
    Es,
    /// English.
    En,
}

impl Config {
    /// Reads file and environment. A file that is named (here or by `BANCA_CONFIG`) must exist; the usual one may be missing.
    /// What is wrong stays at its default and is told, unless it says where the books are.
    ///
    /// # Errors
    /// Everything that is wrong, when some of it [stops](ConfigError::stops) the program.
    pub fn load(named: Option<&Path>) -> Result<Loaded, Vec<ConfigError>> {
        let places = Places::of_this_user().map_err(|error| vec![error])?;
        let environment = |name: &str| env::var_os(name);
        let named = named.map(Path::to_owned).or_else(|| {
            environment("BANCA_CONFIG")
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        });
        let must = named.is_some();
        let path = named.unwrap_or_else(|| places.config_file.clone());
        let file = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(why) if why.kind() == io::ErrorKind::NotFound && !must => None,
            Err(source) => return Err(vec![ConfigError::Unreadable { file: path, source }]),
        };
        let file = file.as_deref().map(|text| (path.as_path(), text));
        Self::assemble(places, file, &environment)
    }

    /// Lays file and environment over the defaults.
    fn assemble(
        places: Places,
        file: Option<(&Path, &str)>,
        environment: &dyn Fn(&str) -> Option<OsString>,
    ) -> Result<Loaded, Vec<ConfigError>> {
        let beside = file.map_or(places.config_file.as_path(), |(file, _)| file);
        let mut config = Self {
            themes_dir: beside.with_file_name("themes"),
            file: None,
            database_url: None,
            data_dir: places.data_dir,
            pg_bin: None,
            lang: None,
            theme: "default".to_owned(),
            theme_from: Origin::Default,
            terminal: host_name(),
            idle_lock_minutes: 10,
            log_dir: places.log_dir,
            keys: BTreeMap::new(),
        };
        let mut wrong = Vec::new();
        if let Some((file, text)) = file {
            config.read_file(file, text, &mut wrong);
        }
        config.read_environment(environment, &mut wrong);
        if wrong.iter().any(ConfigError::stops) {
            return Err(wrong);
        }
        Ok(Loaded { config, wrong })
    }

    /// A file that is not TOML is left aside as a whole: half of it is nobody's wish.
    fn read_file(&mut self, file: &Path, text: &str, wrong: &mut Vec<ConfigError>) {
        self.file = Some(file.to_owned());
        let (table, broken) = DeTable::parse_recoverable(text);
        if !broken.is_empty() {
            let names_a_place = error::names_a_place(text);
            wrong.extend(broken.iter().map(|error| ConfigError::Syntax {
                file: file.to_owned(),
                line: line_at(text, error.span().map_or(0, |span| span.start)),
                message: error.message().to_owned(),
                names_a_place,
            }));
            return;
        }
        let mut entries: Vec<_> = table.get_ref().iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let entry = Entry {
                file,
                text,
                key: key.get_ref(),
                at: key.span().start,
            };
            if let Err(error) = self.obey(&entry, value, wrong) {
                wrong.push(error);
            }
        }
    }

    fn obey(
        &mut self,
        entry: &Entry<'_>,
        value: &Spanned<DeValue<'_>>,
        wrong: &mut Vec<ConfigError>,
    ) -> Result<(), ConfigError> {
        match entry.key {
            "database_url" => self.database_url = Some(entry.text(value)?.into()),
            "data_dir" => self.data_dir = entry.path(value)?,
            "pg_bin" => self.pg_bin = Some(entry.path(value)?),
            "lang" => {
                let named = language(&entry.text(value)?);
                self.lang = Some(named.ok_or_else(|| entry.bad(Expected::Language))?);
            }
            "theme" => {
                self.theme = entry.text(value)?;
                self.theme_from = Origin::Line(entry.line());
            }
            "terminal" => self.terminal = entry.text(value)?,
            "idle_lock_minutes" => self.idle_lock_minutes = entry.minutes(value)?,
            "log_dir" => self.log_dir = entry.path(value)?,
            "keys" => self.keys = entry.keys(value, wrong)?,
            _ => return Err(entry.unknown()),
        }
        Ok(())
    }

    /// An empty variable is as good as none: that is how scripts take one back.
    fn read_environment(
        &mut self,
        environment: &dyn Fn(&str) -> Option<OsString>,
        wrong: &mut Vec<ConfigError>,
    ) {
        let raw = |name: &'static str| environment(name).filter(|value| !value.is_empty());
        let mut text = |name: &'static str| {
            let value = raw(name)?.into_string();
            let expected = Expected::Text;
            value
                .map_err(|_| wrong.push(ConfigError::BadVariable { name, expected }))
                .ok()
        };
        if let Some(url) = text("BANCA_DATABASE_URL") {
            self.database_url = Some(url.into());
        }
        if let Some(theme) = text("BANCA_THEME") {
            self.theme = theme;
            self.theme_from = Origin::Variable("BANCA_THEME");
        }
        if let Some(terminal) = text("BANCA_TERMINAL") {
            self.terminal = terminal;
        }
        if let Some(name) = text("BANCA_LANG") {
            match language(&name) {
                Some(lang) => self.lang = Some(lang),
                None => wrong.push(ConfigError::BadVariable {
                    name: "BANCA_LANG",
                    expected: Expected::Language,
                }),
            }
        }
        if let Some(dir) = raw("BANCA_DATA_DIR") {
            self.data_dir = dir.into();
        }
        if let Some(dir) = raw("BANCA_PG_BIN") {
            self.pg_bin = Some(dir.into());
        }
    }
}

/// Where this user's things lie when nothing else is said.
#[derive(Debug, Clone)]
struct Places {
    config_file: PathBuf,
    data_dir: PathBuf,
    log_dir: PathBuf,
}

impl Places {
    /// The XDG folders. Root keeps data and logs where the unprivileged user of the server can follow.
    fn of_this_user() -> Result<Self, ConfigError> {
        let base = etcetera::choose_base_strategy().map_err(|_| ConfigError::NoHome)?;
        let config_file = base.config_dir().join("banca/config.toml");
        if rustix::process::geteuid().is_root() {
            return Ok(Self {
                config_file,
                data_dir: "/var/lib/banca".into(),
                log_dir: "/var/log/banca".into(),
            });
        }
        let data_dir = base.data_dir().join("banca");
        Ok(Self {
            config_file,
            log_dir: base
                .state_dir()
                .map_or_else(|| data_dir.join("log"), |dir| dir.join("banca")),
            data_dir,
        })
    }
}

fn language(name: &str) -> Option<Lang> {
    match name {
        "es" => Some(Lang::Es),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The machine's name: the natural name of a till.
fn host_name() -> String {
    ["/proc/sys/kernel/hostname", "/etc/hostname"]
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok())
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "terminal".to_owned())
}

#[cfg(test)]
mod tests;
