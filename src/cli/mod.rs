//! The doors of the program: arguments become a console, or one command whose answer is printed as text or as JSON.
//!
//! A command opens the database, brings its schema up to date, signs in, asks one [`Request`](crate::ops::Request), prints the
//! answer and leaves. Exit codes: 0 done · 1 refused, or the books are broken · 2 wrong arguments · 65 bad data · 69 no server
//! programs · 74 a failure that stays · 75 try again · 78 bad configuration · 128 + n ended by signal n.

mod args;
mod choices;
mod command;
mod console;
mod counter;
mod db;
mod demo;
mod draw;
mod exit;
mod find;
mod help;
mod lang;
mod logging;
mod migrate;
mod ops;
mod out;
mod owner;
mod report;
mod secret;
mod sell;
mod server;
mod show;
mod signed;
mod source;
mod stop;
mod trouble;
mod usage;
mod user;

use std::{ffi::OsString, process::ExitCode};

use secrecy::SecretString;

pub use exit::Exit;

use args::{Args, Globals};
use exit::Failure;
use out::Out;
use stop::Stop;

use crate::{config::Config, ui::text::cli as t};

/// What a command works with.
struct World {
    config: Config,
    out: Out,
    stop: Stop,
}

/// Runs the program with these arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = lang::of_arguments(&args);
    let out = Out::new(lang::voice(lang));
    let (args, name) = match usage::parse(&args, &out) {
        Ok(parsed) => parsed,
        Err(exit) => return exit.into(),
    };
    let config = match configured(&args.globals) {
        Ok(config) => config,
        Err(failure) => return ended(&out, &Err(failure)),
    };
    let lang = args
        .globals
        .lang
        .map_or_else(|| lang::of_config(choices::lang(&config)), |_| lang);
    let out = Out::new(lang::voice(lang));
    start(args, config, out, &name)
}

fn start(args: Args, config: Config, out: Out, name: &str) -> ExitCode {
    let filter = args.globals.log.clone().unwrap_or_else(logging::usual);
    let log = logging::start(&config.log_dir, filter);
    if let Err(why) = &log {
        let folder = config.log_dir.display().to_string();
        out.note(
            t::LOG_CLOSED
                .with("folder", folder)
                .with("why", why.to_string()),
        );
    }
    tracing::info!(
        command = name,
        version = env!("CARGO_PKG_VERSION"),
        "started"
    );
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(why) => {
            let say = t::RUNTIME_FAILED.with("why", why.to_string());
            return ended(&out, &Err(Failure::Io(say)));
        }
    };
    let code = runtime.block_on(async {
        match args.command {
            None => ended(&out, &console::run(config, &out).await),
            Some(command) => {
                let stop = Stop::listen();
                let mut world = World { config, out, stop };
                let result = command::run(&mut world, command).await;
                ended(&world.out, &result)
            }
        }
    });
    // A thread that still waits for a line of input must not keep the program.
    runtime.shutdown_background();
    code
}

/// The configuration with the last word of the arguments.
fn configured(globals: &Globals) -> Result<Config, Failure> {
    let mut config = Config::load(globals.config.as_deref())?;
    if let Some(url) = &globals.database_url {
        if carries_a_password(url) {
            return Err(Failure::Usage(t::URL_SECRET.into()));
        }
        config.database_url = Some(SecretString::from(url.as_str()));
    }
    if let Some(dir) = &globals.data_dir {
        config.data_dir.clone_from(dir);
    }
    if let Some(lang) = globals.lang {
        config.lang = Some(lang.into());
    }
    if let Some(theme) = &globals.theme {
        config.theme.clone_from(theme);
    }
    if let Some(terminal) = &globals.terminal {
        config.terminal.clone_from(terminal);
    }
    Ok(config)
}

/// Whether an address has `user:password@` or a parameter with a password.
fn carries_a_password(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host_part = after_scheme.split(['/', '?']).next().unwrap_or_default();
    let login = host_part.rsplit_once('@').map_or("", |(login, _)| login);
    login.contains(':') || url.to_ascii_lowercase().contains("password=")
}

/// Says how it ended and gives the code for it.
fn ended(out: &Out, result: &Result<(), Failure>) -> ExitCode {
    let exit = match result {
        Ok(()) => Exit::Ok,
        Err(failure) => {
            failure.tell(out);
            failure.exit()
        }
    };
    tracing::info!(code = exit.code(), "ended");
    exit.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_password_is_no_argument() {
        assert!(carries_a_password("postgres://ana:2468@db/banca"));
        assert!(carries_a_password(
            "postgres:///banca?host=/tmp&password=2468"
        ));
        assert!(!carries_a_password("postgres://ana@db:5432/banca"));
        assert!(!carries_a_password("postgres:///banca?host=/tmp/s:1"));
    }
}
