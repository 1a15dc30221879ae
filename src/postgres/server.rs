//! The private server as the rest of the program sees it: opened, connected to, released.

use std::{fs, path::Path};

use sqlx::{
    AssertSqlSafe, Connection, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};
use tokio::{sync::mpsc::unbounded_channel, task::spawn_blocking};

use super::{
    APP_ROLE, Error, Install, OWNER_ROLE, PORT, Progress, Role, Settings,
    cluster::{Cluster, Found},
    error::Doing,
    folder::Folder,
    lock::{Boot, Share},
    status::kept_mark,
};

/// A running private server, and our share in it. Without [`release`](Self::release) (a killed console) the server
/// goes on, and the next console finds it.
#[derive(Debug)]
pub struct PrivateServer {
    pub(super) cluster: Cluster,
    share: Share,
}

/// Starts a private server that somebody killed. Nobody else would: it has no service manager but its consoles.
#[derive(Debug, Clone)]
pub struct Reviver {
    cluster: Cluster,
}

impl Reviver {
    /// Returns when the server answers, which it may have done all the time.
    ///
    /// # Errors
    /// When it cannot be started.
    pub async fn revive(&self) -> Result<(), Error> {
        let cluster = self.cluster.clone();
        spawn_blocking(move || {
            let boot = Boot::take(&cluster.folder, &mut |_| {})?;
            cluster.bring_up(&boot, &mut |_| {}).map(|_| ())
        })
        .await
        .map_err(|_| Error::Interrupted)?
    }
}

/// What became of the server when we left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Released {
    /// We were the last: it was stopped.
    Stopped,
    /// Other consoles use it.
    StillUsed,
    /// It was asked to stay ([`PrivateServer::keep_running`]).
    Kept,
}

impl PrivateServer {
    /// Returns when the server has answered a query: found running, started, or made from nothing.
    ///
    /// Blocking work is done on a thread of its own; progress is reported from this task.
    ///
    /// # Errors
    /// [`Error::NoServer`], [`Error::TooOld`] and [`Error::MajorMissing`] carry the command that helps; the others say what failed where.
    pub async fn open(
        settings: Settings,
        install: Install,
        on_progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Self, Error> {
        let (tell, mut told) = unbounded_channel();
        let work = spawn_blocking(move || {
            Self::open_blocking(&settings, install, &mut |step| {
                // Nobody listens any more when the caller gave up; the work is finished all the same.
                let _ = tell.send(step);
            })
        });
        while let Some(step) = told.recv().await {
            on_progress(step);
        }
        work.await.map_err(|_| Error::Interrupted)?
    }

    /// The same on this thread.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_blocking(
        settings: &Settings,
        install: Install,
        report: &mut dyn FnMut(Progress),
    ) -> Result<Self, Error> {
        let folder = Folder::new(&settings.folder)?;
        folder.make_base()?;
        let folder = Folder::new(&settings.folder)?;
        let boot = Boot::take(&folder, report)?;
        if folder.socket_moved() {
            report(Progress::SocketMoved {
                folder: folder.socket().to_owned(),
            });
        }
        let cluster = Cluster::prepare(settings, folder, install, &boot, report)?;
        let found = cluster.bring_up(&boot, report)?;
        let share = Share::take(&cluster.folder, &boot)?;
        report(Progress::Ready {
            shared: found == Found::Running,
        });
        Ok(Self { cluster, share })
    }

    /// The folder of the cluster.
    pub fn folder(&self) -> &Path {
        self.cluster.folder.base()
    }

    /// The folder of the socket, which PostgreSQL's own programs take as the host.
    pub fn socket(&self) -> &Path {
        self.cluster.folder.socket()
    }

    /// The major version of the server.
    pub fn major(&self) -> u32 {
        self.cluster.programs.major
    }

    /// Connects as the owner: migrations, templates, backup.
    pub fn owner_options(&self, database: &str) -> PgConnectOptions {
        self.options(Role::Owner, database)
    }

    /// Connects as the application, which can do what a console may do and no more.
    pub fn app_options(&self, database: &str) -> PgConnectOptions {
        self.options(Role::App, database)
    }

    /// The same as an address for `psql`, `pg_dump` or another program of this user.
    pub fn url(&self, role: Role, database: &str) -> String {
        url(self.socket(), role, database)
    }

    /// Makes the database if it is missing; says whether it was.
    ///
    /// # Errors
    /// [`Error::DatabaseName`] unless the name is lower-case letters, digits and `_`.
    pub async fn ensure_database(&self, name: &str) -> Result<bool, Error> {
        check_name(name)?;
        let mut owner = PgConnection::connect_with(&self.owner_options("postgres")).await?;
        let there: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
                .bind(name)
                .fetch_one(&mut owner)
                .await?;
        let created = !there && create_database(&mut owner, name).await?;
        owner.close().await?;
        Ok(created)
    }

    /// What can start the server again while we hold our share in it.
    pub fn reviver(&self) -> Reviver {
        Reviver {
            cluster: self.cluster.clone(),
        }
    }

    /// Leaves the server; the last one stops it.
    ///
    /// # Errors
    /// When the server does not let itself be stopped.
    pub async fn release(self) -> Result<Released, Error> {
        spawn_blocking(move || self.release_blocking())
            .await
            .map_err(|_| Error::Interrupted)?
    }

    /// The same on this thread.
    ///
    /// # Errors
    /// As [`release`](Self::release).
    pub fn release_blocking(self) -> Result<Released, Error> {
        let Self { cluster, share } = self;
        let _boot = Boot::take(&cluster.folder, &mut |_| {})?;
        drop(share);
        if Share::is_held(&cluster.folder)? {
            return Ok(Released::StillUsed);
        }
        if kept_mark(&cluster.folder).exists() {
            return Ok(Released::Kept);
        }
        cluster.stop()?;
        Ok(Released::Stopped)
    }

    /// Leaves the server running until [`stop`](super::stop), whoever comes and goes.
    ///
    /// # Errors
    /// When the mark cannot be written.
    pub fn keep_running(self) -> Result<(), Error> {
        let mark = kept_mark(&self.cluster.folder);
        fs::write(&mark, b"").map_err(Error::file(Doing::Starting, &mark))
    }

    fn options(&self, role: Role, database: &str) -> PgConnectOptions {
        // Every field that a PG* variable could have set to something that matters on a socket.
        PgConnectOptions::new_without_pgpass()
            .socket(self.socket())
            .port(PORT)
            .username(role_name(role))
            .database(database)
            .ssl_mode(PgSslMode::Disable)
            .application_name("banca")
    }
}

/// Makes a database; another console may have been faster.
pub(super) async fn create_database(owner: &mut PgConnection, name: &str) -> Result<bool, Error> {
    check_name(name)?;
    let statement = format!("CREATE DATABASE \"{name}\" TEMPLATE template0");
    match sqlx::query(AssertSqlSafe(statement)).execute(owner).await {
        Ok(_) => Ok(true),
        // duplicate_database, or its unique key when two are at it at once
        Err(sqlx::Error::Database(e)) if matches!(e.code().as_deref(), Some("42P04" | "23505")) => {
            Ok(false)
        }
        Err(e) => Err(e.into()),
    }
}

/// The address of a server on this socket.
pub(super) fn url(socket: &Path, role: Role, database: &str) -> String {
    let host = escaped(&socket.to_string_lossy());
    let database = escaped(database);
    let user = role_name(role);
    format!("postgresql:///{database}?host={host}&port={PORT}&user={user}")
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Owner => OWNER_ROLE,
        Role::App => APP_ROLE,
    }
}

/// Names go into statements that take no parameters, so only harmless ones are let through.
fn check_name(name: &str) -> Result<(), Error> {
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || name.len() > 63 || !name.chars().all(fine) {
        return Err(Error::DatabaseName {
            name: name.to_owned(),
        });
    }
    Ok(())
}

/// Escapes what a URL does not take as it is.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back_as_it_was_meant() {
        let url = url(Path::new("/srv/la banca&co/socket"), Role::App, "banca");
        let options: PgConnectOptions = url.parse().unwrap();
        assert_eq!(
            options.get_socket().unwrap(),
            Path::new("/srv/la banca&co/socket")
        );
        assert_eq!(options.get_username(), "banca_app");
        assert_eq!(options.get_database(), Some("banca"));
    }

    #[test]
    fn a_database_name_never_carries_a_statement() {
        for name in ["", "Banca", "x\"; DROP DATABASE banca; --", "ñ"] {
            assert!(
                matches!(check_name(name), Err(Error::DatabaseName { .. })),
                "{name}"
            );
        }
        assert!(check_name("banca_1").is_ok());
    }
}
