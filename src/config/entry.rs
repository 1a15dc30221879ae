//! One key of the configuration file, read as what it must be, or refused with its place.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use toml::{Spanned, de::DeValue};

use super::{ConfigError, Expected, KeyOverride, error};

/// One key of the file, and where it stands.
pub(super) struct Entry<'a> {
    pub file: &'a Path,
    pub text: &'a str,
    pub key: &'a str,
    pub at: usize,
}

impl Entry<'_> {
    pub fn line(&self) -> usize {
        line_at(self.text, self.at)
    }

    pub fn unknown(&self) -> ConfigError {
        ConfigError::UnknownKey {
            file: self.file.to_owned(),
            line: self.line(),
            key: self.key.to_owned(),
            meant: error::resembling(self.key),
        }
    }

    pub fn bad(&self, expected: Expected) -> ConfigError {
        ConfigError::BadValue {
            file: self.file.to_owned(),
            line: self.line(),
            key: self.key.to_owned(),
            expected,
        }
    }

    pub fn text(&self, value: &Spanned<DeValue<'_>>) -> Result<String, ConfigError> {
        let text = value
            .get_ref()
            .as_str()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        text.map(str::to_owned)
            .ok_or_else(|| self.bad(Expected::Text))
    }

    /// A path as written, or from the folder of the file when it is relative.
    pub fn path(&self, value: &Spanned<DeValue<'_>>) -> Result<PathBuf, ConfigError> {
        let path = self.text(value)?;
        Ok(self.file.parent().unwrap_or(Path::new("")).join(path))
    }

    pub fn minutes(&self, value: &Spanned<DeValue<'_>>) -> Result<u16, ConfigError> {
        let number = value.get_ref().as_integer();
        number
            .and_then(|number| u16::from_str_radix(number.as_str(), number.radix()).ok())
            .filter(|minutes| *minutes <= 1440)
            .ok_or_else(|| self.bad(Expected::Minutes))
    }

    /// The keys of every action that has them as they must be written; the others go to `wrong`.
    pub fn keys(
        &self,
        value: &Spanned<DeValue<'_>>,
        wrong: &mut Vec<ConfigError>,
    ) -> Result<BTreeMap<String, KeyOverride>, ConfigError> {
        let Some(table) = value.get_ref().as_table() else {
            return Err(self.bad(Expected::Table));
        };
        let mut keys = BTreeMap::new();
        for (action, value) in table {
            let entry = Entry {
                key: action.get_ref(),
                at: action.span().start,
                ..*self
            };
            match chosen(value) {
                Some(chosen) => {
                    let line = entry.line();
                    keys.insert(entry.key.to_owned(), KeyOverride { keys: chosen, line });
                }
                None => wrong.push(entry.bad(Expected::Keys)),
            }
        }
        Ok(keys)
    }
}

/// A key, or a list of keys.
fn chosen(value: &Spanned<DeValue<'_>>) -> Option<Vec<String>> {
    let one = |value: &Spanned<DeValue<'_>>| value.get_ref().as_str().map(str::to_owned);
    match value.get_ref().as_array() {
        Some(list) => list.iter().map(one).collect(),
        None => one(value).map(|key| vec![key]),
    }
}

/// The line, from 1, of a position in the text.
pub(super) fn line_at(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
