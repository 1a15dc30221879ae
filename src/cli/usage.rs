//! Reading the arguments, and saying in the user's language what is wrong with them.

use std::ffi::OsString;

use clap::{
    ArgMatches, FromArgMatches,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};

use super::{
    args::Args,
    exit::{Exit, Failure},
    help,
    out::Out,
};
use crate::{
    domain::CodeError,
    ui::text::{Say, mistake, usage as t},
};

/// Reads the arguments, the program's name first; the name of the command comes with them.
///
/// # Errors
/// The exit code, after help, version or what is wrong was said.
pub fn parse(args: &[OsString], out: &Out) -> Result<(Args, String), Exit> {
    let command = help::command(out.voice.lang);
    let matches = command
        .try_get_matches_from(args)
        .map_err(|error| said(&error, out))?;
    let name = name(&matches);
    let args = Args::from_arg_matches(&matches).map_err(|error| said(&error, out))?;
    Ok((args, name))
}

/// `draw close`, or `console` where no command is named.
fn name(matches: &ArgMatches) -> String {
    let mut names = Vec::new();
    let mut inner = Some(matches);
    while let Some((name, deeper)) = inner.and_then(ArgMatches::subcommand) {
        names.push(name);
        inner = Some(deeper);
    }
    if names.is_empty() {
        names.push("console");
    }
    names.join(" ")
}

fn said(error: &Error, out: &Out) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let options = out.voice.text(t::OPTIONS_TOKEN);
            let text = error.render().to_string().replace("[OPTIONS]", options);
            match Out::line(text.trim_end()) {
                Ok(()) => Exit::Ok,
                Err(failure) => failure.exit(),
            }
        }
        _ => {
            Failure::Usage(sentence(error)).tell(out);
            Exit::Usage
        }
    }
}

/// One sentence for each kind of mistake. clap's list of kinds may grow, hence the last arm.
fn sentence(error: &Error) -> Say {
    let arg = || of(error, ContextKind::InvalidArg);
    let value = || of(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => t::UNKNOWN_ARG.with("arg", arg()),
        ErrorKind::InvalidSubcommand => {
            t::UNKNOWN_COMMAND.with("name", of(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value().is_empty() => t::VALUE_MISSING.with("arg", arg()),
        ErrorKind::InvalidValue => t::VALUE_NOT_AMONG
            .with("value", value())
            .with("arg", arg())
            .with("known", of(error, ContextKind::ValidValue)),
        ErrorKind::ValueValidation => match source(error) {
            Some(code) => t::VALUE_BECAUSE
                .with("value", value())
                .with("why", mistake::code(code)),
            None => t::VALUE_WRONG.with("value", value()).with("arg", arg()),
        },
        ErrorKind::MissingRequiredArgument => t::MISSING.with("arg", arg()),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            t::MISSING_COMMAND.into()
        }
        ErrorKind::ArgumentConflict => t::CONFLICT
            .with("arg", arg())
            .with("other", of(error, ContextKind::PriorArg)),
        _ => t::UNREADABLE.into(),
    }
}

/// Why a ticket's code is none.
fn source(error: &Error) -> Option<CodeError> {
    let source = std::error::Error::source(error)?;
    source.downcast_ref::<CodeError>().copied()
}

fn of(error: &Error, kind: ContextKind) -> String {
    error.get(kind).map_or_else(String::new, plain)
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(" "),
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}
