//! The language of scripts: one step a line, readable by whoever sells the product.
//!
//! ```text
//! # a comment
//! say Marta abre su caja. | Marta opens her drawer.
//! as marta            # her console, at her own terminal; the first time she types name and PIN
//! type 23*500         # characters, as typed
//! press Enter F2      # keys by name
//! paste 23 45 x500    # pasted text
//! clock 12:50         # the scratch database's clock: a time of the day's, or +5m
//! expect VENDIDO | SOLD   # the screen shows this
//! refute ERROR            # the screen does not show this
//! remember code       # the first ticket code on the screen, for {code} later
//! check               # the books balance
//! pause 2             # seconds, only where people watch
//! ```

use thiserror::Error;

use crate::ui::{key::Key, text::Lang};

/// A text in both languages; one serves both where only one is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Both {
    es: String,
    en: String,
}

impl Both {
    fn parse(text: &str) -> Self {
        let (es, en) = text.split_once(" | ").unwrap_or((text, text));
        Self {
            es: es.trim().to_owned(),
            en: en.trim().to_owned(),
        }
    }

    /// The text in a language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Es => &self.es,
            Lang::En => &self.en,
        }
    }
}

/// Where a script puts the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockMove {
    /// To a time of the script's day, in the house's zone.
    To {
        /// Hour, 0–23.
        hour: u32,
        /// Minute, 0–59.
        minute: u32,
    },
    /// Forward by so many minutes.
    Forward {
        /// Minutes.
        minutes: i64,
    },
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Narrates.
    Say(Both),
    /// Turns to somebody's console.
    As(String),
    /// Types characters. `{name}` stands for something remembered.
    Type(String),
    /// Presses keys.
    Press(Vec<Key>),
    /// Pastes text.
    Paste(String),
    /// Moves the clock.
    Clock(ClockMove),
    /// The screen must show this.
    Expect(Both),
    /// The screen must not show this.
    Refute(Both),
    /// Remembers the first ticket code on the screen.
    Remember(String),
    /// The books must balance.
    Check,
    /// Waits where people watch.
    Pause(u32),
}

/// A step with its line, for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line's number, from 1.
    pub number: usize,
    /// The step.
    pub step: Step,
}

/// A whole script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// The steps in order.
    pub lines: Vec<Line>,
}

/// A line that is no step.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {why}")]
pub struct ScriptError {
    /// The line's number, from 1.
    pub line: usize,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Why {
    /// The first word is no step.
    #[error("{0:?} is no step of a script")]
    UnknownStep(String),
    /// The step wants something after its name.
    #[error("{0} wants something after it")]
    NothingAfter(&'static str),
    /// No key has this name.
    #[error("no key is called {0:?}")]
    UnknownKey(String),
    /// Not `HH:MM` and not `+Nm`.
    #[error("{0:?} is no time; write 12:50 or +5m")]
    NoTime(String),
    /// Not a number of seconds.
    #[error("{0:?} is no number of seconds")]
    NoSeconds(String),
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// The first line that is no step.
    pub fn parse(text: &str) -> Result<Self, ScriptError> {
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let step = step(line).map_err(|why| ScriptError { line: number, why })?;
            lines.push(Line { number, step });
        }
        Ok(Self { lines })
    }
}

fn step(line: &str) -> Result<Step, Why> {
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let wanted = |name: &'static str| {
        if rest.is_empty() {
            Err(Why::NothingAfter(name))
        } else {
            Ok(rest)
        }
    };
    match word {
        "say" => Ok(Step::Say(Both::parse(wanted("say")?))),
        "as" => Ok(Step::As(wanted("as")?.to_owned())),
        "type" => Ok(Step::Type(wanted("type")?.to_owned())),
        "press" => wanted("press")?
            .split_whitespace()
            .map(key)
            .collect::<Result<_, _>>()
            .map(Step::Press),
        "paste" => Ok(Step::Paste(wanted("paste")?.to_owned())),
        "clock" => clock(wanted("clock")?).map(Step::Clock),
        "expect" => Ok(Step::Expect(Both::parse(wanted("expect")?))),
        "refute" => Ok(Step::Refute(Both::parse(wanted("refute")?))),
        "remember" => Ok(Step::Remember(wanted("remember")?.to_owned())),
        "check" => Ok(Step::Check),
        "pause" => rest
            .parse()
            .map(Step::Pause)
            .map_err(|_| Why::NoSeconds(rest.to_owned())),
        other => Err(Why::UnknownStep(other.to_owned())),
    }
}

fn key(name: &str) -> Result<Key, Why> {
    name.to_lowercase()
        .parse()
        .map_err(|_| Why::UnknownKey(name.to_owned()))
}

fn clock(text: &str) -> Result<ClockMove, Why> {
    let wrong = || Why::NoTime(text.to_owned());
    if let Some(minutes) = text
        .strip_prefix('+')
        .and_then(|rest| rest.strip_suffix('m'))
    {
        let minutes: i64 = minutes.parse().map_err(|_| wrong())?;
        return if (0..=14_400).contains(&minutes) {
            Ok(ClockMove::Forward { minutes })
        } else {
            Err(wrong())
        };
    }
    let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
    let (hour, minute) = (
        hour.parse().map_err(|_| wrong())?,
        minute.parse().map_err(|_| wrong())?,
    );
    if hour < 24 && minute < 60 {
        Ok(ClockMove::To { hour, minute })
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_reads_line_by_line_and_names_the_line_that_is_wrong() {
        let script =
            Script::parse("# tour\nsay Hola | Hello\n\npress Enter F2\nclock +5m\ncheck\n")
                .unwrap();
        assert_eq!(script.lines.len(), 4);
        let Step::Say(said) = &script.lines[0].step else {
            panic!("not a say")
        };
        assert_eq!(
            (said.in_lang(Lang::Es), said.in_lang(Lang::En)),
            ("Hola", "Hello")
        );
        assert_eq!(
            script.lines[2].step,
            Step::Clock(ClockMove::Forward { minutes: 5 })
        );

        for (text, line, why) in [
            ("check\nshout", 2, Why::UnknownStep("shout".to_owned())),
            ("say", 1, Why::NothingAfter("say")),
            ("press Foo", 1, Why::UnknownKey("Foo".to_owned())),
            ("clock 25:00", 1, Why::NoTime("25:00".to_owned())),
            ("clock +-3m", 1, Why::NoTime("+-3m".to_owned())),
            ("pause x", 1, Why::NoSeconds("x".to_owned())),
        ] {
            assert_eq!(Script::parse(text), Err(ScriptError { line, why }));
        }
    }
}
