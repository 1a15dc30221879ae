//! The assisted way: numbers, amount and reventado are asked for one by one.

use super::Sell;
use super::line::Ask;
use crate::domain::betline::{Entry, LineError, read};
use crate::ui::effect::Tone;
use crate::ui::text::sell as t;

impl Sell {
    /// Goes on to the next field; answers whether the line is whole now.
    pub(super) fn assisted(&mut self) -> bool {
        let text = self.typed.text().trim().to_owned();
        let whole = self.typed.whole();
        match (self.typed.ask.clone(), text.is_empty()) {
            (Ask::Numbers, true) => true,
            (Ask::Numbers, false) => {
                let context = self.typed.context(&self.draws);
                let command = matches!(read(&text, &context), Ok(Entry::Command(_)));
                let special = text.starts_with(['\'', 'x', 'X', '=', '/', '+']);
                if command || special || text.contains('*') {
                    return true;
                }
                let probe = format!("{whole}*1");
                if let Err(error) = read(&probe, &context) {
                    self.mistaken(&error);
                    return false;
                }
                self.typed.take();
                self.typed.ask = Ask::Amount(whole);
                false
            }
            (Ask::Amount(_), true) => {
                self.say(Tone::Bad, t::E_AMOUNT);
                false
            }
            (Ask::Amount(_), false) => match read(&whole, &self.typed.context(&self.draws)) {
                Err(error) => {
                    self.mistaken(&LineError {
                        position: 0,
                        ..error
                    });
                    false
                }
                Ok(_) if self.draws.reventado() => {
                    self.typed.take();
                    self.typed.ask = Ask::Reventado(whole);
                    false
                }
                Ok(_) => true,
            },
            (Ask::Reventado(_), _) => {
                let read = read(&whole, &self.typed.context(&self.draws));
                if let Err(error) = &read {
                    self.mistaken(&LineError {
                        position: 0,
                        ..error.clone()
                    });
                }
                read.is_ok()
            }
        }
    }
}
