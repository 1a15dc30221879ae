//! `banca db`: the private server, seen and steered from outside.

use std::path::PathBuf;

use super::{
    World,
    args::DbCommand,
    exit::{Exit, Failure},
    out::Out,
    server::{self, Fetch},
    show::table::Facts,
};
use crate::{
    postgres::{self, Others, PrivateServer, Role, Settings, State, Stopped},
    ui::text::{Text, cli as t, column as c},
};

/// Does one thing with the private server.
pub async fn run(world: &mut World, command: DbCommand) -> Result<(), Failure> {
    if world.config.database_url.is_some() {
        return Err(Failure::Usage(t::DB_SHARED.into()));
    }
    match command {
        DbCommand::Start => start(world).await,
        DbCommand::Stop { force } => stop(world, force).await,
        DbCommand::Status => status(world).await,
        DbCommand::Url { owner } => url(world, owner).await,
        DbCommand::Backup { file } => backup(world, file).await,
        DbCommand::Restore { file } => restore(world, file).await,
    }
}

fn settings(world: &World) -> Settings {
    Settings::from_config(&world.config)
}

async fn opened(world: &World) -> Result<PrivateServer, Failure> {
    server::open(settings(world), &world.out, Fetch::Ask).await
}

/// Starts the server, brings the house's database up to date and leaves both.
async fn start(world: &World) -> Result<(), Failure> {
    let server = opened(world).await?;
    server.ensure_database(postgres::DATABASE).await?;
    crate::store::schema::bring_up(&server.owner_options(postgres::DATABASE)).await?;
    server.keep_running()?;
    world.out.say(t::DB_STARTED)
}

async fn stop(world: &World, force: bool) -> Result<(), Failure> {
    let others = if force {
        Others::Disconnect
    } else {
        Others::Respect
    };
    match postgres::stop(settings(world), others).await? {
        Stopped::Done => world.out.say(t::DB_STOPPED),
        Stopped::WasStopped => world.out.say(t::DB_WAS_STOPPED),
        Stopped::Used => {
            world.out.complain(t::DB_USED);
            Err(Failure::Said(Exit::Refused))
        }
    }
}

async fn status(world: &World) -> Result<(), Failure> {
    let status = postgres::status(settings(world)).await?;
    if world.out.json {
        return Out::value(&serde_json::json!({
            "state": state_name(status.state),
            "folder": status.folder,
            "socket": status.socket,
            "log": status.log,
            "major": status.major,
            "pid": status.pid,
            "used": status.used,
            "kept": status.kept,
        }));
    }
    let voice = world.out.voice;
    let yes_no = |yes| voice.text(if yes { c::YES } else { c::NO }).to_owned();
    let number = |number: Option<u32>| number.map_or_else(String::new, |n| n.to_string());
    let facts = Facts::new(voice)
        .with(c::STATE, voice.text(state_text(status.state)))
        .with(c::FOLDER, status.folder.display().to_string())
        .with(c::SOCKET, status.socket.display().to_string())
        .with(c::LOG, status.log.display().to_string())
        .with(c::VERSION, number(status.major))
        .with(c::PROCESS, number(status.pid))
        .with(c::IN_USE, yes_no(status.used))
        .with(c::STAYS, yes_no(status.kept));
    Out::line(facts.text().trim_end())
}

const fn state_name(state: State) -> &'static str {
    match state {
        State::Missing => "missing",
        State::Stopped => "stopped",
        State::Busy => "busy",
        State::Answering => "answering",
        State::Silent => "silent",
    }
}

const fn state_text(state: State) -> Text {
    match state {
        State::Missing => t::DB_STATE_MISSING,
        State::Stopped => t::DB_STATE_STOPPED,
        State::Busy => t::DB_STATE_BUSY,
        State::Answering => t::DB_STATE_ANSWERING,
        State::Silent => t::DB_STATE_SILENT,
    }
}

/// Prints an address for `psql` and the like, of a server that runs.
async fn url(world: &World, owner: bool) -> Result<(), Failure> {
    let status = postgres::status(settings(world)).await?;
    let folder = status.folder.display().to_string();
    let absent = match status.state {
        State::Answering => None,
        State::Missing => Some(t::DB_MISSING.with("folder", folder)),
        State::Stopped | State::Busy | State::Silent => Some(t::DB_WAS_STOPPED.into()),
    };
    if let Some(say) = absent {
        world.out.complain(say);
        return Err(Failure::Said(Exit::Refused));
    }
    let server = opened(world).await?;
    let role = if owner { Role::Owner } else { Role::App };
    let url = server.url(role, postgres::DATABASE);
    server.release().await?;
    Out::line(&url)
}

async fn backup(world: &World, file: PathBuf) -> Result<(), Failure> {
    let server = opened(world).await?;
    let made = server.backup(&file).await;
    server.release().await?;
    let made = made?;
    let size = i64::try_from(made.bytes).unwrap_or(i64::MAX);
    let path = made.path.display().to_string();
    world
        .out
        .say(t::DB_BACKED_UP.with("path", path).with("n", size))
}

async fn restore(world: &World, file: PathBuf) -> Result<(), Failure> {
    let server = opened(world).await?;
    let restored = server.restore(&file).await;
    server.release().await?;
    let restored = restored?;
    world.out.say(t::DB_RESTORED)?;
    match restored.previous {
        Some(name) => world.out.say(t::DB_PREVIOUS.with("name", name)),
        None => Ok(()),
    }
}
