//! The doors of the program: arguments become a console, or one command whose answer is printed as text or as JSON.
//!
//! A command opens the database, brings its schema up to date, signs in, asks one [`Request`](crate::ops::Request), prints the
//! answer and leaves. Exit codes: 0 done · 1 refused, or the books are broken · 2 wrong arguments · 65 bad data · 69 no server
//! programs · 74 a failure that stays · 75 try again · 78 bad configuration · 128 + n ended by signal n.

mod accounts;
mod args;
mod audit;
mod choices;
mod command;
mod commission;
mod console;
mod counter;
mod db;
mod demo;
mod draw;
mod exit;
mod find;
mod goods;
mod help;
mod import;
mod keys;
mod lang;
mod layoff;
mod list;
mod logging;
mod made;
mod migrate;
mod ops;
mod out;
mod owner;
mod printing;
mod report;
mod secret;
mod sell;
mod server;
mod settings;
mod shift;
mod show;
mod signed;
mod source;
mod stop;
mod trouble;
mod usage;
mod user;

use std::{ffi::OsString, process::ExitCode};

pub use exit::Exit;

use args::Args;
use exit::Failure;
use out::Out;
use settings::Settings;
use stop::Stop;

use crate::{
    config::Config,
    ui::{keymap::Keymap, text::cli as t},
};

/// What a command works with.
struct World {
    config: Config,
    /// The keys of the console, for the list of them.
    keymap: Keymap,
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
    let settings = match Settings::read(&args.globals) {
        Ok(settings) => settings,
        Err(failure) => return ended(&out, &Err(failure)),
    };
    let lang = args.globals.lang.map_or_else(
        || lang::of_config(choices::lang(&settings.config)),
        |_| lang,
    );
    let out = Out::new(lang::voice(lang));
    start(args, settings, out, &name)
}

fn start(args: Args, settings: Settings, out: Out, name: &str) -> ExitCode {
    let config = &settings.config;
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
            None => ended(&out, &console::run(settings, &out).await),
            Some(command) => {
                for wrong in &settings.wrong {
                    out.complain(wrong.clone());
                }
                let Settings { config, keymap, .. } = settings;
                let stop = Stop::listen();
                let mut world = World {
                    config,
                    keymap,
                    out,
                    stop,
                };
                let result = Box::pin(command::run(&mut world, command)).await;
                ended(&world.out, &result)
            }
        }
    });
    // A thread that still waits for a line of input must not keep the program.
    runtime.shutdown_background();
    code
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
