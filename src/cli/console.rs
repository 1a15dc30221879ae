//! `banca`: the console in a terminal.

use std::{
    fs,
    io::{self, IsTerminal},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{TimeDelta, Utc};
use termprofile::{DetectorSettings, TermProfile};

use super::{
    choices,
    exit::{Exit, Failure},
    lang,
    out::Out,
    server::{Fetch, Server},
    source, trouble,
};
use crate::{
    config::Config,
    ops,
    postgres::Reviver,
    term::{self, Ended},
    ui::{
        App, Setup,
        keymap::Keymap,
        text::cli as t,
        theme::{ThemeError, Themes},
    },
};

/// Runs the console until somebody quits, the system ends it or the terminal is gone.
pub async fn run(config: Config, out: &Out) -> Result<(), Failure> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::Usage(t::NOT_A_TERMINAL.into()));
    }
    // What is wrong with the configuration is said before anything is started.
    let app = App::new(setup(&config, out)?, Utc::now()).map_err(|error| theme_failure(&error))?;
    let server = Server::reach(&config, out, Fetch::Ask).await?;
    let ended = match server.bring_up().await {
        Ok(_) => in_terminal(app, config, &server).await,
        Err(failure) => Err(failure),
    };
    server.leave(out).await;
    match ended? {
        Ended::Quit => Ok(()),
        Ended::Terminated => Err(Failure::Said(Exit::Signal(15))),
        Ended::HungUp => Err(Failure::Said(Exit::Signal(1))),
    }
}

async fn in_terminal(app: App, config: Config, server: &Server) -> Result<Ended, Failure> {
    let house = Arc::new(ops::House::new(server.app.clone(), ops::Door::Console));
    let asked = Arc::clone(&house);
    let keeper = server.reviver().map(Keeper::new);
    let door = term::Door {
        ask: Arc::new(move |request| {
            let (house, keeper) = (Arc::clone(&asked), keeper.clone());
            Box::pin(async move {
                let reply = house.handle(request).await;
                if let (Some(keeper), true) = (keeper, disconnected(&reply)) {
                    keeper.look_after();
                }
                reply
            })
        }),
        clock: Box::new(Utc::now),
        remember: Box::new(move |lang, theme| choices::keep(&config, lang, theme)),
    };
    let ended = term::run(app, door).await;
    house.close().await;
    ended.map_err(|error| Failure::writing(&error))
}

fn disconnected(reply: &ops::Reply) -> bool {
    matches!(reply, ops::Reply::Failed(fault) if fault.kind == ops::FaultKind::Disconnected)
}

/// Keeps the private server alive: after a lost connection it is started again, by one attempt at a time, while the
/// console goes on.
#[derive(Clone)]
struct Keeper {
    reviver: Reviver,
    at_work: Arc<AtomicBool>,
}

impl Keeper {
    fn new(reviver: Reviver) -> Self {
        Self {
            reviver,
            at_work: Arc::default(),
        }
    }

    fn look_after(self) {
        if self.at_work.swap(true, Ordering::AcqRel) {
            return;
        }
        tokio::spawn(async move {
            if let Err(error) = self.reviver.revive().await {
                tracing::error!(%error, "the private server was not started again");
            }
            self.at_work.store(false, Ordering::Release);
        });
    }
}

/// All that the configuration and the terminal decide about the console.
fn setup(config: &Config, out: &Out) -> Result<Setup, Failure> {
    let minutes = i64::from(config.idle_lock_minutes);
    let themes = themes(config)?;
    Ok(Setup {
        theme: choices::theme(config, &themes),
        themes,
        voice: out.voice,
        symbols: lang::symbols(),
        keymap: keymap(config)?,
        source: source::system(),
        terminal: config.terminal.clone(),
        idle_lock: (minutes > 0).then(|| TimeDelta::minutes(minutes)),
    })
}

fn keymap(config: &Config) -> Result<Keymap, Failure> {
    let chosen = config
        .keys
        .iter()
        .map(|(name, given)| (name.as_str(), given.keys.as_slice()));
    Keymap::new(chosen).map_err(|error| {
        let line = config
            .keys
            .get(error.action())
            .map_or(0, |given| given.line);
        let file = config
            .file
            .as_ref()
            .map_or_else(String::new, |file| file.display().to_string());
        let say = t::CONFIG_KEYS
            .with("file", file)
            .with("line", line.to_string());
        Failure::Setting(say.with("text", trouble::keys(&error)))
    })
}

/// The shipped themes and the user's own, for the colours that this terminal shows.
fn themes(config: &Config) -> Result<Themes, Failure> {
    let profile = TermProfile::detect(&io::stdout(), DetectorSettings::default());
    let mut themes = Themes::shipped(profile);
    let Ok(entries) = fs::read_dir(&config.themes_dir) else {
        return Ok(themes);
    };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let (Some("toml"), Some(name)) = (
            file.extension().and_then(|end| end.to_str()),
            file.file_stem().and_then(|name| name.to_str()),
        ) else {
            continue;
        };
        let text = fs::read_to_string(&file).map_err(|why| {
            let name = file.display().to_string();
            Failure::Setting(
                t::CONFIG_UNREADABLE
                    .with("file", name)
                    .with("why", why.to_string()),
            )
        })?;
        themes
            .add(name, &text)
            .map_err(|error| theme_failure(&error))?;
    }
    Ok(themes)
}

fn theme_failure(error: &ThemeError) -> Failure {
    Failure::Setting(trouble::theme(error))
}
