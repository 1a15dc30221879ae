//! The form of a theme file, and what can be wrong with one.

use super::Token;
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// A theme that cannot be used, with its name; the door adds the file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("theme {theme}: {kind}")]
pub struct ThemeError {
    /// The theme.
    pub theme: String,
    /// What is wrong.
    pub kind: Problem,
}

/// What can be wrong with a theme.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Problem {
    /// It is not TOML, or not of a theme's form.
    #[error("line {line}: {message}")]
    Form {
        /// The line, from one.
        line: usize,
        /// What the reader of TOML says.
        message: String,
    },
    /// No theme has this name.
    #[error("there is no such theme")]
    Unknown,
    /// It inherits itself.
    #[error("it inherits itself")]
    Circle,
    /// It styles something that does not exist.
    #[error("no token is called {0:?}")]
    UnknownToken(String),
    /// Neither it nor what it inherits styles this token.
    #[error("gives {0:?} no style")]
    MissingToken(String),
    /// A colour that is neither in the palette nor a colour.
    #[error("{token}: {colour:?} is no colour")]
    BadColour {
        /// The token.
        token: String,
        /// What was written.
        colour: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeFile {
    pub label: Option<String>,
    pub inherits: Option<String>,
    #[serde(default)]
    pub palette: BTreeMap<String, String>,
    #[serde(default)]
    styles: BTreeMap<String, StyleEntry>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StyleEntry {
    fg: Option<String>,
    bg: Option<String>,
    add: Vec<Emphasis>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Emphasis {
    Bold,
    Dim,
    Italic,
    Underlined,
    Reversed,
}

impl ThemeFile {
    pub(super) fn parse(text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or(text).matches('\n').count() + 1;
            Problem::Form {
                line,
                message: error.message().to_owned(),
            }
        })
    }

    pub(super) fn styles(
        &self,
        palette: &BTreeMap<&str, &str>,
    ) -> Result<Vec<(Token, Style)>, Problem> {
        let read = |name: &String, entry: &StyleEntry| {
            let token =
                Token::from_name(name).ok_or_else(|| Problem::UnknownToken(name.clone()))?;
            Ok((token, entry.style(name, palette)?))
        };
        self.styles
            .iter()
            .map(|(name, entry)| read(name, entry))
            .collect()
    }
}

impl StyleEntry {
    fn style(&self, token: &str, palette: &BTreeMap<&str, &str>) -> Result<Style, Problem> {
        let colour = |written: &Option<String>| -> Result<Option<Color>, Problem> {
            let Some(written) = written else {
                return Ok(None);
            };
            let text = palette
                .get(written.as_str())
                .copied()
                .unwrap_or(written.as_str());
            let bad = |_| Problem::BadColour {
                token: token.to_owned(),
                colour: written.clone(),
            };
            text.parse().map(Some).map_err(bad)
        };
        let modifiers = self
            .add
            .iter()
            .fold(Modifier::empty(), |all, one| all | one.modifier());
        Ok(Style {
            fg: colour(&self.fg)?,
            bg: colour(&self.bg)?,
            ..Style::new()
        }
        .add_modifier(modifiers))
    }
}

impl Emphasis {
    fn modifier(self) -> Modifier {
        match self {
            Self::Bold => Modifier::BOLD,
            Self::Dim => Modifier::DIM,
            Self::Italic => Modifier::ITALIC,
            Self::Underlined => Modifier::UNDERLINED,
            Self::Reversed => Modifier::REVERSED,
        }
    }
}
