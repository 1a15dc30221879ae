//! The settings of every door, checked before anything is started. One rule: what is wrong stays at its default and is told; only
//! what says where the books are stops the program, for there no default is safe.

use std::{fs, io};

use secrecy::SecretString;
use termprofile::{DetectorSettings, TermProfile};

use super::{args::Globals, exit::Failure, trouble};
use crate::{
    config::{Config, ConfigError, Loaded, Origin},
    ui::{
        keymap::Keymap,
        text::{Say, cli as t},
        theme::Themes,
    },
};

/// What can be worked with, and what was wrong.
pub struct Settings {
    /// The configuration; its theme is one of the themes.
    pub config: Config,
    /// The shipped themes and the user's own.
    pub themes: Themes,
    /// The keys in force.
    pub keymap: Keymap,
    /// What is wrong: file, line, key, and what helps.
    pub wrong: Vec<Say>,
}

impl Settings {
    /// File, environment and arguments, the arguments last.
    ///
    /// # Errors
    /// With everything that is wrong, where the program may not go on.
    pub fn read(globals: &Globals) -> Result<Self, Failure> {
        let Loaded { mut config, wrong } = Config::load(globals.config.as_deref())?;
        obey(&mut config, globals)?;
        let told = wrong.iter().map(|it| (it.line(), trouble::config(it)));
        let mut wrong: Vec<(usize, Say)> = told.collect();
        let themes = themes(&config, &mut wrong);
        if themes.load(&config.theme).is_err() {
            wrong.push(unusable_theme(&config, &themes));
            "default".clone_into(&mut config.theme);
        }
        let keymap = keymap(&config, &mut wrong);
        wrong.sort_by_key(|(line, _)| *line);
        let wrong = wrong.into_iter().map(|(_, say)| say).collect();
        Ok(Self {
            config,
            themes,
            keymap,
            wrong,
        })
    }
}

/// The keys, where the user's own make sense.
fn keymap(config: &Config, wrong: &mut Vec<(usize, Say)>) -> Keymap {
    let chosen = config.keys.iter();
    let (keymap, errors) =
        Keymap::new(chosen.map(|(name, given)| (name.as_str(), given.keys.as_slice())));
    let line = |action: &str| config.keys.get(action).map_or(0, |given| given.line);
    wrong.extend(errors.iter().map(|error| {
        let line = line(error.action());
        (line, at_line(config, line, trouble::keys(error)))
    }));
    keymap
}

/// The shipped themes and the user's own, for the colours that this terminal shows.
fn themes(config: &Config, wrong: &mut Vec<(usize, Say)>) -> Themes {
    let profile = TermProfile::detect(&io::stdout(), DetectorSettings::default());
    let mut themes = Themes::shipped(profile);
    let Ok(entries) = fs::read_dir(&config.themes_dir) else {
        return themes;
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let (Some("toml"), Some(name)) = (
            file.extension().and_then(|end| end.to_str()),
            file.file_stem().and_then(|name| name.to_str()),
        ) else {
            continue;
        };
        let text = fs::read_to_string(&file);
        let why = match text.map(|text| themes.add(name, &text)) {
            Ok(Ok(())) => continue,
            Ok(Err(error)) => t::CONFIG_THEME
                .with("file", file.display().to_string())
                .with("why", trouble::theme(&error)),
            Err(source) => trouble::config(&ConfigError::Unreadable { file, source }),
        };
        wrong.push((usize::MAX, why));
    }
    themes
}

fn unusable_theme(config: &Config, themes: &Themes) -> (usize, Say) {
    let say = t::THEME_UNKNOWN
        .with("name", config.theme.as_str())
        .with("known", themes.names().join(", "));
    match config.theme_from {
        Origin::Line(line) => (line, at_line(config, line, say)),
        Origin::Variable(name) | Origin::Argument(name) => {
            (0, t::CONFIG_FROM.with("name", name).with("text", say))
        }
        Origin::Default => (0, say),
    }
}

fn at_line(config: &Config, line: usize, say: Say) -> Say {
    let file = config.file.as_ref();
    let file = file.map_or_else(String::new, |file| file.display().to_string());
    t::CONFIG_AT
        .with("file", file)
        .with("line", line.to_string())
        .with("text", say)
}

/// The last word of the arguments.
fn obey(config: &mut Config, globals: &Globals) -> Result<(), Failure> {
    if let Some(url) = &globals.database_url {
        if carries_a_password(url) {
            return Err(Failure::Usage(t::URL_SECRET.into()));
        }
        config.database_url = Some(SecretString::from(url.as_str()));
    }
    if let Some(dir) = &globals.data_dir {
        config.data_dir.clone_from(dir);
    }
    if let Some(lang) = globals.lang {
        config.lang = Some(lang.into());
    }
    if let Some(theme) = &globals.theme {
        config.theme.clone_from(theme);
        config.theme_from = Origin::Argument("--theme");
    }
    if let Some(terminal) = &globals.terminal {
        config.terminal.clone_from(terminal);
    }
    Ok(())
}

/// Whether an address has `user:password@` or a parameter with a password.
fn carries_a_password(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host_part = after_scheme.split(['/', '?']).next().unwrap_or_default();
    let login = host_part.rsplit_once('@').map_or("", |(login, _)| login);
    login.contains(':') || url.to_ascii_lowercase().contains("password=")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_password_is_no_argument() {
        assert!(carries_a_password("postgres://ana:2468@db/banca"));
        assert!(carries_a_password(
            "postgres:///banca?host=/tmp&password=2468"
        ));
        assert!(!carries_a_password("postgres://ana@db:5432/banca"));
        assert!(!carries_a_password("postgres:///banca?host=/tmp/s:1"));
    }
}
