//! How a command can end: the exit code for scripts and the sentences for people.

use std::{io, process::ExitCode};

use super::out::Out;
use crate::{
    config::ConfigError,
    domain::CommandKey,
    ops::{Fault, FaultKind, Refusal},
    postgres,
    store::schema::SchemaProblem,
    ui::text::{Say, cli as t, refusal},
};

/// The exit codes, as the help lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Ok,
    /// The house says no, or its books are broken.
    Refused,
    /// The arguments are wrong.
    Usage,
    /// The input is wrong: a line that is no request, a file that is no backup.
    BadData,
    /// PostgreSQL's server programs are missing; the message holds the command that gets them.
    NoServer,
    /// Something failed that will not go away by itself.
    Broken,
    /// Something failed that may work in a moment.
    TryAgain,
    /// The configuration is wrong.
    Config,
    /// Ended by this signal.
    Signal(u8),
}

impl Exit {
    /// The number that the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Exit::Ok => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::BadData => 65,
            Exit::NoServer => 69,
            Exit::Broken => 74,
            Exit::TryAgain => 75,
            Exit::Config => 78,
            Exit::Signal(number) => 128_u8.saturating_add(number),
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit.code())
    }
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub enum Failure {
    /// The house says no.
    Refused(Vec<Refusal>),
    /// The world failed while a question was answered.
    Failed(Fault),
    /// The world failed, and whether the command was done is not known; the key tells later.
    Unknown(Fault, CommandKey),
    /// The world failed, and the command was not done under the key that was named; it may be, under the same.
    NotDone(Fault, CommandKey),
    /// The world failed, and the command was not done and never will be.
    GivenUp(Fault),
    /// The arguments do not make sense together, or name nothing.
    Usage(Say),
    /// The input cannot be used.
    Data(Say),
    /// The configuration cannot be used: everything that is wrong with it.
    Config(Vec<ConfigError>),
    /// A value of the configuration cannot be used.
    Setting(Say),
    /// The private server cannot be used.
    Server(postgres::Error),
    /// The database has no schema that this program can work with.
    Schema(SchemaProblem),
    /// A file, the input or the output failed.
    Io(Say),
    /// Nobody reads the output any more.
    Pipe,
    /// Ended by this signal before anything was done.
    Signal(u8),
    /// Everything was said already; only the code is left.
    Said(Exit),
}

impl From<postgres::Error> for Failure {
    fn from(error: postgres::Error) -> Self {
        Failure::Server(error)
    }
}

impl From<SchemaProblem> for Failure {
    fn from(problem: SchemaProblem) -> Self {
        Failure::Schema(problem)
    }
}

impl From<Vec<ConfigError>> for Failure {
    fn from(errors: Vec<ConfigError>) -> Self {
        Failure::Config(errors)
    }
}

impl Failure {
    /// The failure of a write to standard output: a closed pipe is nobody's fault.
    pub fn writing(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Failure::Pipe
        } else {
            Failure::Io(t::WRITE_FAILED.with("why", error.to_string()))
        }
    }

    /// The failure of a read from standard input.
    pub fn reading(error: &io::Error) -> Self {
        Failure::Io(t::READ_FAILED.with("why", error.to_string()))
    }

    /// The exit code.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Refused(_) => Exit::Refused,
            Failure::Failed(fault)
            | Failure::Unknown(fault, _)
            | Failure::NotDone(fault, _)
            | Failure::GivenUp(fault) => of_fault(fault.kind),
            Failure::Usage(_) => Exit::Usage,
            Failure::Data(_) => Exit::BadData,
            Failure::Config(_) | Failure::Setting(_) => Exit::Config,
            Failure::Server(error) => of_server(error),
            Failure::Schema(problem) => of_schema(problem),
            Failure::Io(_) => Exit::Broken,
            Failure::Pipe => Exit::Ok,
            Failure::Signal(number) => Exit::Signal(*number),
            Failure::Said(exit) => *exit,
        }
    }

    /// Says on standard error what went wrong, in the user's language.
    pub fn tell(&self, out: &Out) {
        match self {
            Failure::Refused(all) => {
                for one in all {
                    out.complain_coded(refusal::sentence(one), one.code());
                }
            }
            Failure::Failed(fault) => out.complain(refusal::fault(fault)),
            Failure::Unknown(fault, key) => {
                out.complain(refusal::fault(fault));
                out.complain(t::OUTCOME_UNKNOWN.with("key", key.to_string()));
            }
            Failure::NotDone(fault, key) => {
                out.complain(refusal::fault(fault));
                out.complain(t::NOT_DONE.with("key", key.to_string()));
            }
            Failure::GivenUp(fault) => {
                out.complain(refusal::fault(fault));
                out.complain(t::GIVEN_UP);
            }
            Failure::Usage(say) | Failure::Data(say) | Failure::Setting(say) | Failure::Io(say) => {
                out.complain(say.clone());
            }
            Failure::Config(errors) => {
                for error in errors {
                    out.complain(super::trouble::config(error));
                }
            }
            Failure::Server(error) => out.complain(super::trouble::server(error)),
            Failure::Schema(problem) => out.complain(super::trouble::schema(problem)),
            Failure::Signal(_) => out.complain(t::STOPPED),
            Failure::Pipe | Failure::Said(_) => {}
        }
    }
}

/// The exit code of a failure of the world.
pub const fn of_fault(kind: FaultKind) -> Exit {
    match kind {
        FaultKind::Disconnected | FaultKind::TimedOut | FaultKind::Busy => Exit::TryAgain,
        FaultKind::Inconsistent | FaultKind::WrongVersion => Exit::Broken,
    }
}

fn of_server(error: &postgres::Error) -> Exit {
    use postgres::Error;
    match error {
        Error::NoServer { .. } | Error::TooOld { .. } | Error::MajorMissing { .. } => {
            Exit::NoServer
        }
        Error::NotABackup { .. } => Exit::BadData,
        Error::InUse { .. } | Error::Silent { .. } | Error::Interrupted => Exit::TryAgain,
        Error::BackupExists { .. } | Error::DatabaseName { .. } => Exit::Refused,
        Error::NoAccount
        | Error::ForeignFolder { .. }
        | Error::Unreachable { .. }
        | Error::UnsafeSocketFolder { .. }
        | Error::File { .. }
        | Error::Program { .. }
        | Error::Refused { .. }
        | Error::Database(_) => Exit::Broken,
    }
}

const fn of_schema(problem: &SchemaProblem) -> Exit {
    match problem {
        SchemaProblem::Unreachable(_) => Exit::TryAgain,
        SchemaProblem::Missing { .. }
        | SchemaProblem::Behind
        | SchemaProblem::Ahead
        | SchemaProblem::NotTheApplication { .. }
        | SchemaProblem::Failed(_) => Exit::Broken,
    }
}
