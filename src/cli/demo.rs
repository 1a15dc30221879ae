//! `banca demo`: a day of trade that plays itself, for people at a terminal or, without one, as a test.

use std::{
    fs,
    io::{self, IsTerminal},
};

use termprofile::{DetectorSettings, TermProfile};

use super::{
    World,
    args::DemoArgs,
    exit::{Exit, Failure},
    lang,
    out::Out,
    server::{self, Fetch},
};
use crate::{
    demo::{self, Look, Player, SCRIPTS, Script, Verdict},
    postgres::Settings,
    ui::{
        text::{cli as t, demo as d},
        theme::Themes,
    },
};

/// The script that plays when none is named.
const USUAL: &str = "tour";

/// Plays a script on a scratch database of the private server, and takes the database down again.
pub async fn run(world: &mut World, args: DemoArgs) -> Result<(), Failure> {
    let script = script(args.script.as_deref().unwrap_or(USUAL))?;
    let watched = !args.headless && io::stdin().is_terminal() && io::stdout().is_terminal();
    let fetch = if watched { Fetch::Ask } else { Fetch::Unasked };
    let server = server::open(Settings::from_config(&world.config), &world.out, fetch).await?;
    let furnished = {
        let out = &world.out;
        let mut told = |done: usize, total: usize| {
            let say = d::DEMO_PREPARING.with("done", done);
            out.progress(say.with("total", total));
        };
        demo::World::make(server, "day", &mut told).await
    };
    Out::progress_end();
    let furnished = furnished.map_err(|error| broke(&error))?;
    let mut player = Player::new(furnished, look(world, watched))
        .await
        .map_err(|error| broke(&error))?;
    let played = if watched {
        Box::pin(demo::perform(&mut player, &script, args.speed)).await
    } else {
        let mut stdout = io::stdout();
        tokio::select! {
            played = demo::recite(&mut player, &script, &mut stdout) => played,
            // The database of the demo goes anyway, so that nothing is lost with the step under way.
            number = world.stop.wait() => {
                Box::pin(finish(player)).await;
                return Err(Failure::Signal(number));
            }
        }
    };
    Box::pin(finish(player)).await;
    let verdict = played.map_err(|error| broke(&error))?;
    summary(world, verdict, watched)
}

/// Who watches may end the demo before anything was checked; a test that checked nothing has failed.
fn summary(world: &World, verdict: Verdict, watched: bool) -> Result<(), Failure> {
    let say = d::DEMO_SUMMARY.with("held", verdict.held);
    world.out.say(say.with("failed", verdict.failed))?;
    if verdict.good() || (watched && verdict.failed == 0) {
        Ok(())
    } else {
        Err(Failure::Said(Exit::Refused))
    }
}

async fn finish(player: Player) {
    if let Err(error) = Box::pin(player.finish()).await {
        tracing::error!(%error, "the demo's database was not taken down");
    }
}

/// A shipped script by its name, or one in a file.
fn script(name: &str) -> Result<Script, Failure> {
    let text = match demo::shipped(name) {
        Some(text) => text.to_owned(),
        None => fs::read_to_string(name).map_err(|_| {
            let names: Vec<&str> = SCRIPTS.iter().map(|(name, _)| *name).collect();
            let say = d::DEMO_UNKNOWN.with("name", name);
            Failure::Usage(say.with("names", names.join(", ")))
        })?,
    };
    Script::parse(&text).map_err(|error| {
        let say = t::SCRIPT_WRONG.with("name", name);
        let say = say.with("line", error.line.to_string());
        Failure::Data(say.with("why", error.why.to_string()))
    })
}

fn look(world: &World, watched: bool) -> Look {
    let profile = if watched {
        TermProfile::detect(&io::stdout(), DetectorSettings::default())
    } else {
        TermProfile::NoTty
    };
    Look {
        lang: world.out.voice.lang,
        theme: shipped(profile, &world.config.theme),
        profile,
        symbols: lang::symbols(),
    }
}

/// The demo plays in a shipped theme: a user's own is not at hand in it.
fn shipped(profile: TermProfile, theme: &str) -> Option<String> {
    let known = Themes::shipped(profile).load(theme).is_ok();
    known.then(|| theme.to_owned())
}

fn broke(error: &anyhow::Error) -> Failure {
    if let Some(writing) = error.downcast_ref::<io::Error>()
        && writing.kind() == io::ErrorKind::BrokenPipe
    {
        return Failure::Pipe;
    }
    tracing::error!(error = format!("{error:#}"), "the demo stopped");
    Failure::Io(t::DEMO_BROKE.with("why", format!("{error:#}")))
}
