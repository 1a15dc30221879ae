//! A sentence with its arguments, not yet in a language: what errors, toasts and dialogs carry, so that switching the
//! language also switches what is already on the screen.

use super::{Text, Voice};
use crate::domain::Money;
use crate::ui::action::Action;
use crate::ui::keymap::Keymap;
use crate::ui::plain::plain;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A text and what fills its placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    text: Text,
    args: Vec<(&'static str, Arg)>,
}

/// What can stand in a placeholder. Figures, dates and times are said in the language of the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Text of the user or of the database; control characters are made visible.
    Plain(String),
    /// Another text of the table.
    Text(Text),
    /// Another sentence.
    Say(Box<Say>),
    /// An amount, with its symbol.
    Money(Money),
    /// A count; it also chooses between singular and plural.
    Count(i64),
    /// A moment of the day, in the house's zone.
    Clock(DateTime<Utc>),
    /// A date and time, in the house's zone.
    Moment(DateTime<Utc>),
    /// A date.
    Date(NaiveDate),
    /// A length of time.
    Span(TimeDelta),
    /// The key of an action, as the user has it.
    Key(Action),
}

impl Say {
    /// Fills one placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((name, arg.into()));
        self
    }

    /// The text without its arguments.
    pub fn text(&self) -> Text {
        self.text
    }

    /// The finished sentence.
    pub fn in_voice(&self, voice: Voice, keys: &Keymap) -> String {
        self.said(voice, Some(keys))
    }

    /// The finished sentence where nobody has keys: in exported tables. A key is told by its action's name.
    pub fn without_keys(&self, voice: Voice) -> String {
        self.said(voice, None)
    }

    fn said(&self, voice: Voice, keys: Option<&Keymap>) -> String {
        let mut out = String::new();
        let mut rest = self.text.in_lang(voice.lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((inside, tail)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            out.push_str(&self.fill(inside, voice, keys));
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    fn fill(&self, inside: &str, voice: Voice, keys: Option<&Keymap>) -> String {
        let mut parts = inside.split('|');
        let name = parts.next().unwrap_or_default();
        let Some((_, arg)) = self.args.iter().find(|(key, _)| *key == name) else {
            return format!("{{{inside}}}");
        };
        match (arg, parts.next(), parts.next()) {
            (Arg::Count(1), Some(one), Some(_)) => one.to_owned(),
            (_, Some(_), Some(many)) => many.to_owned(),
            (arg, _, _) => arg.in_voice(voice, keys),
        }
    }
}

impl Arg {
    fn in_voice(&self, voice: Voice, keys: Option<&Keymap>) -> String {
        match self {
            Self::Plain(text) => plain(text).into_owned(),
            Self::Text(text) => text.in_lang(voice.lang).to_owned(),
            Self::Say(say) => say.said(voice, keys),
            Self::Key(action) => keys.map_or_else(
                || action.row().name.to_owned(),
                |keys| keys.label(*action, voice.ascii),
            ),
            Self::Money(money) => voice.money(*money),
            Self::Count(count) => voice.count(*count),
            Self::Clock(at) => voice.clock(*at),
            Self::Moment(at) => voice.moment(*at),
            Self::Date(date) => voice.date(*date),
            Self::Span(span) => voice.span(*span),
        }
    }
}

impl From<Text> for Say {
    fn from(text: Text) -> Self {
        Self {
            text,
            args: Vec::new(),
        }
    }
}
impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}
impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}
impl From<Say> for Arg {
    fn from(say: Say) -> Self {
        Self::Say(Box::new(say))
    }
}
impl From<Money> for Arg {
    fn from(money: Money) -> Self {
        Self::Money(money)
    }
}
impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}
impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}
impl From<NaiveDate> for Arg {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}
impl From<TimeDelta> for Arg {
    fn from(span: TimeDelta) -> Self {
        Self::Span(span)
    }
}
impl From<Action> for Arg {
    fn from(action: Action) -> Self {
        Self::Key(action)
    }
}
