//! The field for the ticket's code: scanned or typed, checked while it is typed. A refused code stays as it is, the cursor in its
//! place; the next scan begins anew.

use crate::domain::{CodeError, TicketCode};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::input::TextInput;
use crate::ui::text::{Say, mistake, pay};
use tui_input::Input;

/// Characters that a code may take with its blanks and dashes.
const LONGEST: usize = 24;

/// The field.
#[derive(Debug, Default)]
pub(super) struct CodeField {
    input: Input,
    problem: Option<Say>,
    refused: bool,
}

impl CodeField {
    /// What is typed, as it was typed.
    pub fn value(&self) -> &str {
        self.input.value()
    }

    /// Where the cursor stands, in characters.
    pub fn cursor(&self) -> usize {
        self.input.cursor()
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.value().trim().is_empty()
    }

    /// What is wrong with it.
    pub fn problem(&self) -> Option<&Say> {
        self.problem.as_ref()
    }

    /// Puts a code there.
    pub fn set(&mut self, code: TicketCode) {
        self.input = Input::new(code.to_string());
        (self.problem, self.refused) = (None, false);
    }

    /// Empties it.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Keeps what is typed and says why it was refused; the next digit typed at its end begins a new code.
    pub fn refuse(&mut self, why: impl Into<Say>) {
        self.problem = Some(why.into());
        self.refused = true;
    }

    /// The code, or the reason why it is none.
    pub fn read(&mut self) -> Option<TicketCode> {
        match TicketCode::parse(self.value()) {
            Ok(code) => Some(code),
            Err(error) => {
                self.refuse(mistake::code(error));
                None
            }
        }
    }

    /// Types into it. A `T`, with which scanned codes begin, and a digit after a refused code start over.
    pub fn on_text(&mut self, input: &TextInput) {
        let at_end = self.cursor() >= self.value().chars().count();
        match input {
            TextInput::Char('t' | 'T') => self.input = Input::default(),
            TextInput::Char('0'..='9') | TextInput::Paste(_) if self.refused && at_end => {
                self.input = Input::default();
            }
            _ => {}
        }
        let before = self.input.clone();
        let changed = input.apply(&mut self.input);
        if self.value().chars().count() > LONGEST {
            self.input = before;
        }
        self.refused = false;
        if changed {
            self.problem = at_once(self.value());
        }
    }

    /// What stands beside it while nothing is wrong: what to do, how many digits there are.
    pub fn hint(&self, ctx: &Ctx) -> String {
        if self.is_empty() {
            return ctx.text(pay::CODE_HINT).to_owned();
        }
        if TicketCode::parse(self.value()).is_ok() {
            let ready = pay::CODE_READY.with("key", Action::FormSubmit);
            return format!("{} {}", ctx.symbols.check, ctx.say(&ready));
        }
        let digits = self.value().chars().filter(char::is_ascii_digit).count();
        ctx.say(&pay::CODE_COUNT.with("n", digits))
    }
}

/// What can be said before Enter: a character that cannot stand there, too many digits, a slip of the finger.
fn at_once(text: &str) -> Option<Say> {
    match TicketCode::parse(text) {
        Ok(_) => None,
        Err(CodeError::WrongLength { found }) if found < crate::domain::CODE_DIGITS => None,
        Err(error) => Some(mistake::code(error)),
    }
}
