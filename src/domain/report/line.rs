//! The one filter line of all reports: a period and who or what is counted.
//!
//! `week ventana:"La Central" vendedor:marta lottery:Tica at:12:55 number:23`, in any order, in Spanish or English words.

use chrono::{NaiveDate, NaiveTime};

use super::PeriodWord;

/// A filter as it was written. Names are those people know; whoever answers finds out whom they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportFilter {
    /// The period; today unless another is named.
    pub period: PeriodWord,
    /// One shop, by name.
    pub ventana: Option<String>,
    /// One seller, by user name.
    pub vendedor: Option<String>,
    /// One lottery, by name.
    pub lottery: Option<String>,
    /// Draws at this time of day.
    pub at: Option<NaiveTime>,
    /// Draws of this business date.
    pub drawn: Option<NaiveDate>,
    /// One number, as it was written.
    pub number: Option<String>,
}

/// What is wrong with a filter line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilterProblem {
    /// A word that means nothing here.
    #[error("{0} is not a word of the filter")]
    Unknown(String),
    /// The same thing is said twice.
    #[error("{0} is said twice")]
    Twice(String),
    /// A word whose value cannot be read, or is missing.
    #[error("{0} cannot be read")]
    Unreadable(String),
}

impl FilterProblem {
    /// The word that is meant.
    pub fn word(&self) -> &str {
        match self {
            FilterProblem::Unknown(word)
            | FilterProblem::Twice(word)
            | FilterProblem::Unreadable(word) => word,
        }
    }
}

impl ReportFilter {
    /// Reads a line. An empty one means today, everything.
    ///
    /// # Errors
    /// [`FilterProblem`], of the first word that is wrong.
    pub fn parse(line: &str) -> Result<ReportFilter, FilterProblem> {
        let mut filter = ReportFilter::default();
        let mut period = None;
        for word in words(line)? {
            let Some((name, value)) = word.split_once(':') else {
                let read = PeriodWord::parse(&word.to_lowercase())
                    .ok_or_else(|| FilterProblem::Unknown(word.clone()))?;
                set(&mut period, read, &word)?;
                continue;
            };
            if value.is_empty() {
                return Err(FilterProblem::Unreadable(word));
            }
            let named = value.to_owned();
            match name.to_lowercase().as_str() {
                "ventana" | "shop" => set(&mut filter.ventana, named, &word)?,
                "vendedor" | "seller" => set(&mut filter.vendedor, named, &word)?,
                "lottery" | "loteria" | "lotería" => set(&mut filter.lottery, named, &word)?,
                "number" | "numero" | "número" => {
                    let digits = value.len() <= 3 && value.bytes().all(|one| one.is_ascii_digit());
                    if !digits {
                        return Err(FilterProblem::Unreadable(word));
                    }
                    set(&mut filter.number, named, &word)?;
                }
                "at" | "hora" => {
                    let time = NaiveTime::parse_from_str(value, "%H:%M")
                        .map_err(|_| FilterProblem::Unreadable(word.clone()))?;
                    set(&mut filter.at, time, &word)?;
                }
                "drawn" | "sorteo" => {
                    let date = NaiveDate::parse_from_str(value, "%Y-%m-%d")
                        .map_err(|_| FilterProblem::Unreadable(word.clone()))?;
                    set(&mut filter.drawn, date, &word)?;
                }
                _ => return Err(FilterProblem::Unknown(word)),
            }
        }
        filter.period = period.unwrap_or_default();
        Ok(filter)
    }
}

/// Adds words to a line; a period replaces the line's period, and a word its former value.
pub fn narrowed(line: &str, more: &str) -> String {
    let (Ok(old), Ok(new)) = (words(line), words(more)) else {
        return format!("{line} {more}").trim().to_owned();
    };
    let kind = |word: &str| word.split_once(':').map(|(name, _)| name.to_lowercase());
    let kept = old
        .iter()
        .filter(|word| !new.iter().any(|other| kind(other) == kind(word)));
    let all: Vec<String> = kept.chain(&new).map(|word| written(word)).collect();
    all.join(" ")
}

/// A word as the line takes it: its value quoted where it holds blanks.
fn written(word: &str) -> String {
    match word.split_once(':') {
        Some((name, value)) if value.contains(char::is_whitespace) => format!("{name}:\"{value}\""),
        _ => word.to_owned(),
    }
}

/// Keeps what a word says, once.
pub(in crate::domain) fn set<T>(
    place: &mut Option<T>,
    value: T,
    word: &str,
) -> Result<(), FilterProblem> {
    if place.replace(value).is_some() {
        return Err(FilterProblem::Twice(word.to_owned()));
    }
    Ok(())
}

/// Cuts a line at blanks outside quotes, and takes the quotes away.
pub(in crate::domain) fn words(line: &str) -> Result<Vec<String>, FilterProblem> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            blank if blank.is_whitespace() && !quoted => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            other => word.push(other),
        }
    }
    if quoted {
        return Err(FilterProblem::Unreadable(word));
    }
    if !word.is_empty() {
        words.push(word);
    }
    Ok(words)
}
