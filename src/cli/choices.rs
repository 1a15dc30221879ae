//! The language and the theme that somebody chose at the screen, kept for the next start. What the configuration or the
//! arguments say goes before.

use std::{fs, io, path::PathBuf};

use serde::{Deserialize, Serialize};

use crate::{
    config::{Config, Lang},
    ui::{text, theme::Themes},
};

/// The theme of a configuration that names none.
const UNNAMED: &str = "default";

#[derive(Debug, Default, Serialize, Deserialize)]
struct Choices {
    lang: Option<String>,
    theme: Option<String>,
}

fn file(config: &Config) -> PathBuf {
    config.data_dir.join("choices.toml")
}

/// Unreadable choices are no choices: they are made again with two keys.
fn read(config: &Config) -> Choices {
    fs::read_to_string(file(config))
        .ok()
        .and_then(|text| toml::from_str(&text).ok())
        .unwrap_or_default()
}

/// The language of the configuration, else the chosen one.
pub fn lang(config: &Config) -> Option<Lang> {
    let chosen = || match text::Lang::from_name(&read(config).lang?)? {
        text::Lang::Es => Some(Lang::Es),
        text::Lang::En => Some(Lang::En),
    };
    config.lang.or_else(chosen)
}

/// The theme of the configuration, else the chosen one if it is still there.
pub fn theme(config: &Config, themes: &Themes) -> Option<String> {
    if config.theme == UNNAMED {
        read(config).theme.filter(|name| themes.load(name).is_ok())
    } else {
        Some(config.theme.clone())
    }
}

/// Keeps a choice. A choice that cannot be kept is no reason to disturb anybody.
pub fn keep(config: &Config, lang: text::Lang, theme: &str) {
    let choices = Choices {
        lang: Some(lang.name().to_owned()),
        theme: Some(theme.to_owned()),
    };
    if let Err(why) = write(config, &choices) {
        tracing::warn!(%why, "the choice of language and theme was not kept");
    }
}

fn write(config: &Config, choices: &Choices) -> io::Result<()> {
    let text = toml::to_string(choices).map_err(io::Error::other)?;
    let file = file(config);
    fs::create_dir_all(&config.data_dir)?;
    let part = file.with_extension(format!("{}.part", std::process::id()));
    fs::write(&part, text)?;
    fs::rename(part, file)
}
