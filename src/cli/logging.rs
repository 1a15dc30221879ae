//! The log: one file a day, thirty kept, readable by this user only. Requests are logged by their names and never by their
//! content, so that no PIN, no password and no address with one can get there.

use std::{fs, io, os::unix::fs::PermissionsExt, path::Path};

use tracing::level_filters::LevelFilter;
use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{Builder, Rotation},
};
use tracing_subscriber::{
    Layer, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt,
};

/// How many days are kept.
const DAYS: usize = 30;

/// What is logged when nothing else is said.
pub fn usual() -> Targets {
    Targets::new()
        .with_default(LevelFilter::WARN)
        .with_target("banca", LevelFilter::INFO)
        // The pool rolls every connection back when it returns; the server remarks on each.
        .with_target("sqlx::postgres::notice", LevelFilter::ERROR)
}

/// Writes the log until the guard is dropped, which flushes it.
///
/// # Errors
/// When the folder or the file cannot be written.
pub fn start(folder: &Path, filter: Targets) -> io::Result<WorkerGuard> {
    let new = !folder.exists();
    fs::create_dir_all(folder)?;
    if new {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("banca")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder)
        .map_err(io::Error::other)?;
    let (writer, guard) = tracing_appender::non_blocking(file);
    let lines = fmt::layer().with_ansi(false).with_writer(writer);
    // A second start in one process (a test) keeps the first log.
    let _ = tracing_subscriber::registry()
        .with(lines.with_filter(filter))
        .try_init();
    Ok(guard)
}
