//! Where a PIN comes from: the environment, the terminal without echo, or a line of standard input. Never an argument,
//! which anybody on the machine can read.

use std::{
    env,
    io::{self, BufRead, IsTerminal},
    sync::Mutex,
};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secrecy::{ExposeSecret, SecretString};
use tokio::task::spawn_blocking;
use zeroize::Zeroizing;

use super::{exit::Failure, out::Out, stop::Stop};
use crate::{
    ops::Secret,
    ui::text::{Say, cli as t},
};

/// The variable with the PIN of whoever signs in.
pub const PIN: &str = "BANCA_PIN";
/// The variable with the PIN of whoever consents.
pub const APPROVAL_PIN: &str = "BANCA_APPROVAL_PIN";
/// The variable with the PIN of whoever takes a drawer over.
pub const NEXT_PIN: &str = "BANCA_NEXT_PIN";
/// The variable with a PIN to be set.
pub const NEW_PIN: &str = "BANCA_NEW_PIN";

/// The terminal's settings while nothing is echoed.
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// The PIN in a variable of the environment, if there is one.
pub fn in_environment(variable: &str) -> Option<Secret> {
    let pin = Zeroizing::new(env::var(variable).ok()?);
    (!pin.is_empty()).then(|| Secret::new(pin.as_str()))
}

/// The PIN of `name`: from the variable, typed at the terminal, or the next line of standard input.
///
/// # Errors
/// [`Failure::Usage`] when there is none, [`Failure::Signal`] when the command is asked to leave meanwhile.
pub async fn pin(
    out: &Out,
    stop: &mut Stop,
    variable: &str,
    name: &str,
) -> Result<Secret, Failure> {
    if let Some(pin) = in_environment(variable) {
        return Ok(pin);
    }
    let typed = read(out, stop, t::ASK_PIN.with("name", name)).await?;
    given(typed, variable, name)
}

/// A PIN to be set, typed twice at a terminal.
///
/// # Errors
/// As [`pin`]; also when the two do not agree.
pub async fn new_pin(out: &Out, stop: &mut Stop, name: &str) -> Result<Secret, Failure> {
    if let Some(pin) = in_environment(NEW_PIN) {
        return Ok(pin);
    }
    let first = read(out, stop, t::ASK_NEW_PIN.with("name", name)).await?;
    if io::stdin().is_terminal() {
        let second = read(out, stop, t::ASK_AGAIN.into()).await?;
        if first.expose_secret() != second.expose_secret() {
            return Err(Failure::Usage(t::PINS_DIFFER.into()));
        }
    }
    given(first, NEW_PIN, name)
}

fn given(typed: SecretString, variable: &str, name: &str) -> Result<Secret, Failure> {
    if typed.expose_secret().is_empty() {
        let missing = t::PIN_MISSING.with("name", name);
        return Err(Failure::Usage(missing.with("variable", variable)));
    }
    Ok(Secret(typed))
}

/// Reads a line that nobody sees. Leaves the reading thread behind when the command is asked to leave.
async fn read(out: &Out, stop: &mut Stop, question: Say) -> Result<SecretString, Failure> {
    let terminal = io::stdin().is_terminal();
    if terminal {
        hide_typing();
        out.question(question);
    }
    let line = spawn_blocking(|| {
        let mut line = Zeroizing::new(String::new());
        io::stdin().lock().read_line(&mut line)?;
        Ok(SecretString::from(line.trim_end_matches(['\r', '\n'])))
    });
    let read = tokio::select! {
        read = line => read.unwrap_or_else(|why| Err(io::Error::other(why))),
        number = stop.wait() => {
            if terminal {
                show_typing_again();
                Out::new_line();
            }
            return Err(Failure::Signal(number));
        }
    };
    if terminal {
        show_typing_again();
        Out::new_line();
    }
    read.map_err(|error: io::Error| Failure::reading(&error))
}

/// Turns the terminal's echo off. Where that fails the person sees what is typed, as with any program.
fn hide_typing() {
    let stdin = io::stdin();
    let Ok(settings) = tcgetattr(&stdin) else {
        return;
    };
    let mut hidden = settings.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    if tcsetattr(&stdin, OptionalActions::Flush, &hidden).is_ok()
        && let Ok(mut before) = BEFORE.lock()
    {
        *before = Some(settings);
    }
}

/// Turns the terminal's echo on again, if it was turned off here.
pub fn show_typing_again() {
    if let Ok(mut before) = BEFORE.lock()
        && let Some(settings) = before.take()
    {
        let _ = tcsetattr(io::stdin(), OptionalActions::Flush, &settings);
    }
}
