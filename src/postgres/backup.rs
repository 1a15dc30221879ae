//! Backups of the house's database: one file of `pg_dump`, whole or absent, and back again without ever losing what was there.

use std::{
    fs::{self, File, OpenOptions},
    io::ErrorKind,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::task::spawn_blocking;

use super::{
    APP_ROLE, DATABASE, Error, PrivateServer, Role, create::last_lines, error::Doing,
    folder::sync_folder, server::create_database,
};

/// A finished backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A finished restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The name under which the database that was there before is kept, if there was one.
    pub previous: Option<String>,
}

impl PrivateServer {
    /// Writes the whole database to a file of `pg_dump`'s custom format, consistent as of one instant, while everybody works on. The file
    /// appears complete and readable only by this user.
    ///
    /// # Errors
    /// [`Error::BackupExists`]: nothing is ever overwritten.
    pub async fn backup(&self, to: &Path) -> Result<Backup, Error> {
        let mut dump = self.cluster.programs.client("pg_dump");
        let mut check = self.cluster.programs.client("pg_restore");
        dump.args(["--format=custom", "--no-password", "--dbname"])
            .arg(self.url(Role::Owner, DATABASE));
        let to = absolute(Doing::BackingUp, to)?;
        spawn_blocking(move || {
            if to.exists() {
                return Err(Error::BackupExists { path: to });
            }
            let part = part_of(&to);
            let written = write(&mut dump, &mut check, &part).and_then(|bytes| {
                // A link refuses a name that somebody took meanwhile; a rename would replace it.
                fs::hard_link(&part, &to)
                    .map_err(|e| match e.kind() {
                        ErrorKind::AlreadyExists => Error::BackupExists { path: to.clone() },
                        _ => Error::file(Doing::BackingUp, &to)(e),
                    })
                    .map(|()| bytes)
            });
            let removed = fs::remove_file(&part);
            let bytes = written?;
            removed.map_err(Error::file(Doing::BackingUp, &part))?;
            sync_folder(Doing::BackingUp, to.parent().unwrap_or(Path::new("/")))?;
            Ok(Backup { path: to, bytes })
        })
        .await
        .map_err(|_| Error::Interrupted)?
    }

    /// Reads a backup into a new database and swaps it in by name. The database that was there is kept as `banca_before_…` with
    /// the time; nothing changes unless the whole backup could be read.
    ///
    /// # Errors
    /// [`Error::InUse`] while anybody, the caller included, is connected to the database; [`Error::NotABackup`].
    pub async fn restore(&self, from: &Path) -> Result<Restored, Error> {
        let from = absolute(Doing::Restoring, from)?;
        let mut owner = PgConnection::connect_with(&self.owner_options("postgres")).await?;
        refuse_if_used(&mut owner).await?;
        let mut list = self.cluster.programs.client("pg_restore");
        list.arg("--list");
        let from = spawn_blocking(move || check_readable(list, from))
            .await
            .map_err(|_| Error::Interrupted)??;

        // The dump grants to the application's role, which belongs to the cluster and not to the dump.
        ensure_app_role(&mut owner).await?;
        let stamp: String =
            sqlx::query_scalar("SELECT to_char(clock_timestamp(), 'YYYYMMDD_HH24MISS_US')")
                .fetch_one(&mut owner)
                .await?;
        let fresh = format!("{DATABASE}_restoring_{stamp}");
        create_database(&mut owner, &fresh).await?;
        let mut restore = self.cluster.programs.client("pg_restore");
        restore
            .args(["--exit-on-error", "--no-password", "--jobs=2", "--dbname"])
            .arg(self.url(Role::Owner, &fresh))
            .arg(&from);
        let filled = spawn_blocking(move || run(Doing::Restoring, "pg_restore", &mut restore))
            .await
            .map_err(|_| Error::Interrupted)?;
        let swapped = match filled {
            Ok(()) => swap_in(&mut owner, &fresh, &stamp).await,
            Err(e) => Err(e),
        };
        if swapped.is_err() {
            let statement = format!("DROP DATABASE \"{fresh}\" WITH (FORCE)");
            sqlx::query(AssertSqlSafe(statement))
                .execute(&mut owner)
                .await?;
        }
        owner.close().await?;
        swapped
    }
}

/// Dumps, flushes, and reads the table of contents back.
fn write(dump: &mut Command, check: &mut Command, part: &Path) -> Result<u64, Error> {
    let failed = || Error::file(Doing::BackingUp, part);
    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(part)
        .map_err(failed())?;
    run(Doing::BackingUp, "pg_dump", dump.arg("--file").arg(part))?;
    run(
        Doing::BackingUp,
        "pg_restore",
        check.arg("--list").arg(part),
    )?;
    file.sync_all().map_err(failed())?;
    Ok(file.metadata().map_err(failed())?.len())
}

fn check_readable(mut list: Command, from: PathBuf) -> Result<PathBuf, Error> {
    File::open(&from).map_err(Error::file(Doing::Restoring, &from))?;
    match run(Doing::Restoring, "pg_restore", list.arg(&from)) {
        Ok(()) => Ok(from),
        Err(Error::Program { said, .. }) => Err(Error::NotABackup { path: from, said }),
        Err(e) => Err(e),
    }
}

async fn refuse_if_used(owner: &mut PgConnection) -> Result<(), Error> {
    let sessions: i64 =
        sqlx::query_scalar("SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'")
            .bind(DATABASE)
            .fetch_one(owner)
            .await?;
    if sessions == 0 {
        Ok(())
    } else {
        Err(Error::InUse { sessions })
    }
}

async fn ensure_app_role(owner: &mut PgConnection) -> Result<(), Error> {
    let there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)")
        .bind(APP_ROLE)
        .fetch_one(&mut *owner)
        .await?;
    if !there {
        sqlx::query(AssertSqlSafe(format!("CREATE ROLE {APP_ROLE} LOGIN")))
            .execute(owner)
            .await?;
    }
    Ok(())
}

/// Exchanges the names in one transaction: at no moment is there no database, or two.
async fn swap_in(owner: &mut PgConnection, fresh: &str, stamp: &str) -> Result<Restored, Error> {
    match rename_both(owner, fresh, stamp).await {
        Ok(restored) => Ok(restored),
        // object_in_use: somebody connected while the backup was read
        Err(sqlx::Error::Database(e)) if e.code().as_deref() == Some("55006") => {
            refuse_if_used(owner).await?;
            Err(Error::Database(sqlx::Error::Database(e)))
        }
        Err(e) => Err(e.into()),
    }
}

async fn rename_both(owner: &mut PgConnection, fresh: &str, stamp: &str) -> sqlx::Result<Restored> {
    let mut swap = owner.begin().await?;
    let there: bool =
        sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
            .bind(DATABASE)
            .fetch_one(&mut *swap)
            .await?;
    let previous = there.then(|| format!("{DATABASE}_before_{stamp}"));
    if let Some(previous) = &previous {
        rename(&mut swap, DATABASE, previous).await?;
    }
    rename(&mut swap, fresh, DATABASE).await?;
    swap.commit().await?;
    Ok(Restored { previous })
}

async fn rename(owner: &mut PgConnection, from: &str, to: &str) -> sqlx::Result<()> {
    let statement = format!("ALTER DATABASE \"{from}\" RENAME TO \"{to}\"");
    sqlx::query(AssertSqlSafe(statement)).execute(owner).await?;
    Ok(())
}

fn run(doing: Doing, program: &str, command: &mut Command) -> Result<(), Error> {
    let path = PathBuf::from(command.get_program());
    let output = command.output().map_err(Error::file(doing, &path))?;
    if output.status.success() {
        return Ok(());
    }
    Err(Error::Program {
        doing,
        program: program.to_owned(),
        said: last_lines(&output.stderr),
    })
}

/// Children work in `/`, so a relative name must be made absolute here.
fn absolute(doing: Doing, path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(Error::file(doing, path))
}

fn part_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
