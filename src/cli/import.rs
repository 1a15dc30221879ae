//! `banca import` and `banca export`: people, shops and past results from tables of other programs, and to them.

use std::{path::Path, time::Duration};

use tokio::time::{MissedTickBehavior, interval};

use super::{
    World,
    args::{ExportArgs, ExportCommand, ImportArgs, ImportCommand},
    exit::Failure,
    find,
    out::Out,
    signed::{Signed, key, unexpected},
};
use crate::{
    domain::{DrawState, ImportWhat},
    ops::{Answer, Catalogue, CatalogueAnswer, DrawFilter, Import, ImportFile, Request},
    sheet::{self, Kind, Sheet},
    ui::{import_paper as paper, text::import as t},
};

/// How often it is told how far an import is.
const TELL: Duration = Duration::from_millis(500);

/// Tries an import, or does it.
pub async fn import(
    world: &mut World,
    signed: &Signed,
    command: ImportCommand,
) -> Result<Answer, Failure> {
    let (what, args) = match command {
        ImportCommand::Users(args) => (ImportWhat::Users, args),
        ImportCommand::Shops(args) => (ImportWhat::Shops, args),
        ImportCommand::Results(args) => (ImportWhat::Results, args),
        ImportCommand::Goods(args) => (ImportWhat::Goods, args),
    };
    let file = read(&world.out, what, &args).await?;
    if args.dry_run {
        return signed.ask(Request::Import(Import::Dry(file))).await;
    }
    let key = key(args.consent.key);
    let tried = Request::Import(Import::Dry(file.clone()));
    let request = Request::Import(Import::Apply { key, file });
    let out = Out::new(world.out.voice);
    let doing = Box::pin(signed.command(world, &args.consent, request));
    let done = told(&out, signed, doing).await;
    if matches!(done, Err(Failure::Refused(_)))
        && !world.out.json
        && let Ok(report @ Answer::Imported(_)) = signed.ask(tried).await
    {
        // Which lines, and why.
        world.out.answer(report)?;
    }
    done
}

async fn read(out: &Out, what: ImportWhat, args: &ImportArgs) -> Result<ImportFile, Failure> {
    let path = args.file.display().to_string();
    let bytes = tokio::fs::read(&args.file).await.map_err(|why| {
        let why = why.to_string();
        Failure::Io(t::NOT_READ.with("path", path.as_str()).with("why", why))
    })?;
    let read = sheet::read(&bytes, what).map_err(|why| Failure::Data(t::unread(&why)))?;
    if !read.ignored.is_empty() {
        out.note(t::IGNORED.with("columns", read.ignored.join(", ")));
    }
    let name = args.file.file_name().unwrap_or_default();
    let name: String = name.to_string_lossy().chars().take(200).collect();
    Ok(ImportFile::new(what, name, read.lines))
}

/// Tells how far the import is until it is done.
async fn told(
    out: &Out,
    signed: &Signed,
    mut done: impl Future<Output = Result<Answer, Failure>> + Unpin,
) -> Result<Answer, Failure> {
    let mut tick = interval(TELL);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tick.tick().await;
    let mut said = false;
    let answer = loop {
        tokio::select! {
            answer = &mut done => break answer,
            _ = tick.tick() => {
                let asked = Request::Import(Import::Progress);
                if let Ok(Answer::ImportProgress { done, of }) = signed.ask(asked).await && of > 0 {
                    let say = t::WORKING.with("done", i64::from(done));
                    out.progress(say.with("of", i64::from(of)));
                    said = true;
                }
            }
        }
    };
    if said {
        Out::progress_end();
    }
    answer
}

/// Writes what an import reads.
pub async fn export(
    world: &mut World,
    signed: &Signed,
    command: ExportCommand,
) -> Result<Answer, Failure> {
    let (sheet, file) = match command {
        ExportCommand::Users(ExportArgs { file, .. }) => {
            let rows = match signed.ask(Request::Users).await? {
                Answer::Users(rows) => rows,
                other => return Err(unexpected(other)),
            };
            (paper::users(&rows, world.out.voice), file)
        }
        ExportCommand::Shops(ExportArgs { file, .. }) => {
            let rows = match signed.ask(Request::Ventanas).await? {
                Answer::Ventanas(rows) => rows,
                other => return Err(unexpected(other)),
            };
            (paper::shops(&rows, world.out.voice), file)
        }
        ExportCommand::Goods(ExportArgs { file, .. }) => {
            let rows = match signed.ask(Request::Catalogue(Catalogue::Sheet)).await? {
                Answer::Catalogue(CatalogueAnswer::Sheet(rows)) => rows,
                other => return Err(unexpected(other)),
            };
            (paper::goods(&rows, world.out.voice), file)
        }
        ExportCommand::Results { to, lottery, days } => {
            let lottery = match &lottery {
                Some(name) => Some(find::lottery(signed, name).await?.id),
                None => None,
            };
            let filter = DrawFilter {
                from: days.from.or(Some(paper::FIRST_DAY)),
                to: days.to.or(Some(paper::LAST_DAY)),
                lottery,
                state: Some(DrawState::Evaluated),
            };
            let rows = match signed.ask(Request::Draws(filter)).await? {
                Answer::Draws(rows) => rows,
                other => return Err(unexpected(other)),
            };
            let lotteries = find::lotteries(signed).await?;
            (paper::results(&rows, &lotteries, world.out.voice), to.file)
        }
    };
    write(&sheet, &file).await?;
    let path = file.display().to_string();
    world.out.note(t::EXPORTED.with("path", path));
    Ok(Answer::Saved)
}

async fn write(sheet: &Sheet, path: &Path) -> Result<(), Failure> {
    use crate::ui::text::lists::NOT_SAVED;
    let kind = path.to_str().and_then(Kind::of_name).unwrap_or(Kind::Csv);
    let not_saved = |why: String| NOT_SAVED.with("why", why);
    let bytes = sheet.bytes(kind);
    let bytes = bytes.map_err(|why| Failure::Data(not_saved(why.to_string())))?;
    tokio::fs::write(path, bytes)
        .await
        .map_err(|why| Failure::Io(not_saved(why.to_string())))
}
