//! A scanner's burst on a screen that takes no text: keys that follow each other faster than anybody types, then Enter. A
//! ticket leads to the payment of prizes, anything else to the till.

use super::App;
use crate::domain::TicketCode;
use crate::ui::effect::{Arrival, Effect};
use crate::ui::key::Key;
use crate::ui::screen::ScreenId;
use chrono::{DateTime, TimeDelta, Utc};

/// Keys of a scanner follow each other faster than this.
const BURST: TimeDelta = TimeDelta::milliseconds(30);

/// The shortest code of goods.
const SHORTEST: usize = 8;

/// The keys that came in a burst so far.
#[derive(Debug, Default)]
pub(super) struct Burst {
    code: String,
    last: Option<DateTime<Utc>>,
}

impl Burst {
    /// A key came; the code where this is the Enter that ends one.
    fn key(&mut self, key: Key, now: DateTime<Utc>) -> Option<String> {
        let quick = self.last.is_some_and(|last| now - last < BURST);
        self.last = Some(now);
        if !quick {
            self.code.clear();
        }
        if let Some(c) = key.character().filter(char::is_ascii_alphanumeric) {
            self.code.push(c);
            return None;
        }
        let code = std::mem::take(&mut self.code);
        let digits = code.strip_prefix(['T', 't']).unwrap_or(&code);
        let whole = digits.len() >= SHORTEST && digits.bytes().all(|byte| byte.is_ascii_digit());
        (quick && whole && key.is_enter()).then_some(code)
    }
}

impl App {
    /// Whether a key ended a scanner's burst where no text is taken: then it has led where the code belongs.
    pub(super) fn scanned(&mut self, key: Key) -> bool {
        let typing = self
            .screens
            .get(&self.current)
            .is_some_and(|screen| screen.typing());
        if typing || self.session.is_none() || !self.overlays.is_empty() {
            self.burst = Burst::default();
            return false;
        }
        let Some(code) = self.burst.key(key, self.at) else {
            return false;
        };
        // Paper carries the letter, so that a ticket is never taken for goods of twelve digits.
        let marked = code.starts_with(['T', 't']);
        let ticket = TicketCode::parse(&code).ok().filter(|_| marked);
        let (screen, arrival) = match ticket {
            Some(ticket) => (ScreenId::Pay, Arrival::Ticket(ticket)),
            None => (ScreenId::Till, Arrival::Scan(code)),
        };
        self.perform(self.current, Effect::GoWith(screen, arrival));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, gap: i64) -> Option<String> {
        let mut burst = Burst::default();
        let mut now = DateTime::UNIX_EPOCH;
        let mut found = None;
        for c in text.chars() {
            now += TimeDelta::milliseconds(gap);
            let name = if c == '\n' {
                "enter".to_owned()
            } else {
                c.to_string()
            };
            found = burst.key(name.parse().unwrap(), now);
        }
        found
    }

    #[test]
    fn a_scanner_is_known_by_its_speed_and_its_enter() {
        assert_eq!(
            typed("7441001234567\n", 5).as_deref(),
            Some("7441001234567")
        );
        assert_eq!(
            typed("T123456789012\n", 5).as_deref(),
            Some("T123456789012")
        );
        assert_eq!(typed("7441001234567\n", 40), None, "fingers");
        assert_eq!(typed("7441001234567", 5), None, "no Enter");
        assert_eq!(typed("7441001\n", 5), None, "too short");
        assert_eq!(typed("arroz744100\n", 5), None, "no code");
    }
}
