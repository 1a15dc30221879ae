//! `banca`: the console in a terminal.

use std::{
    io::{self, IsTerminal},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use super::{
    choices,
    exit::{Exit, Failure},
    lang,
    out::Out,
    server::{Fetch, Server},
    settings::Settings,
    source, trouble,
};
use crate::{
    config::Config,
    domain::MoneyFormat,
    ops,
    postgres::Reviver,
    term::{self, Ended},
    ui::{App, Setup, text::cli as t},
};
use chrono::{TimeDelta, Utc};

/// Runs the console until somebody quits, the system ends it or the terminal is gone.
pub async fn run(settings: Settings, out: &Out) -> Result<(), Failure> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::Usage(t::NOT_A_TERMINAL.into()));
    }
    let config = settings.config.clone();
    let wrong = settings.wrong.clone();
    let mut app = App::new(setup(settings, out), Utc::now())
        .map_err(|error| Failure::Setting(trouble::theme(&error)))?;
    if !wrong.is_empty() {
        let mut lines = vec![t::CONFIG_LEAD.into()];
        let item = |say| t::CONFIG_ITEM.with("text", say);
        lines.extend(wrong.into_iter().map(item));
        lines.push(t::CONFIG_NEXT.into());
        app.warn(t::CONFIG_TITLE, lines);
    }
    let money = out.voice.money;
    let server = Server::reach(&config, out, Fetch::Ask).await?;
    let ended = match server.bring_up().await {
        Ok(_) => in_terminal(app, config, money, &server).await,
        Err(failure) => Err(failure),
    };
    server.leave(out).await;
    match ended? {
        Ended::Quit => Ok(()),
        Ended::Terminated => Err(Failure::Said(Exit::Signal(15))),
        Ended::HungUp => Err(Failure::Said(Exit::Signal(1))),
    }
}

async fn in_terminal(
    app: App,
    config: Config,
    money: MoneyFormat,
    server: &Server,
) -> Result<Ended, Failure> {
    let house = Arc::new(ops::House::new(server.app.clone(), ops::Door::Console));
    let asked = Arc::clone(&house);
    let keeper = server.reviver().map(Keeper::new);
    let folder = config.data_dir.join("exports");
    let ask: term::Ask = Arc::new(move |request| {
        let (house, keeper) = (Arc::clone(&asked), keeper.clone());
        Box::pin(async move {
            let reply = house.handle(request).await;
            if let (Some(keeper), true) = (keeper, disconnected(&reply)) {
                keeper.look_after();
            }
            reply
        })
    });
    let printing = term::printing::Printing::start(ask, money);
    let door = term::Door {
        save: Arc::new(move |name, bytes| term::exports::save(&folder, name, bytes)),
        load: Arc::new(term::imports::load),
        ask: Arc::clone(&printing.ask),
        clock: Box::new(Utc::now),
        remember: Box::new(move |lang, theme| choices::keep(&config, lang, theme)),
    };
    let ended = term::run(app, door).await;
    drop(printing);
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
fn setup(settings: Settings, out: &Out) -> Setup {
    let Settings {
        config,
        themes,
        keymap,
        wrong: _,
    } = settings;
    let minutes = i64::from(config.idle_lock_minutes);
    Setup {
        theme: choices::theme(&config, &themes),
        themes,
        voice: out.voice,
        symbols: lang::symbols(),
        keymap,
        source: source::system(),
        terminal: config.terminal,
        idle_lock: (minutes > 0).then(|| TimeDelta::minutes(minutes)),
    }
}
