//! What can go wrong with the private server, typed, so that the doors can say it in the user's language.

use std::{
    io,
    path::{Path, PathBuf},
};

/// What the module was about to do when a file or a program failed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Making the folders of the cluster or checking them.
    Preparing,
    /// Waiting for, or taking, a lock.
    Locking,
    /// Getting the distribution's package.
    Installing,
    /// Running `initdb`.
    Creating,
    /// Writing the settings of the server.
    Configuring,
    /// Starting the server.
    Starting,
    /// Stopping the server.
    Stopping,
    /// Writing a backup.
    BackingUp,
    /// Reading a backup back.
    Restoring,
}

/// Why the private server cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server's programs are not on this machine; the doors exit with 69.
    #[error("no PostgreSQL server programs were found; to get them: {hint_command}")]
    NoServer {
        /// The command that installs them on this system.
        hint_command: String,
    },
    /// Server programs exist, but all are older than [`OLDEST_MAJOR`](super::OLDEST_MAJOR).
    #[error(
        "PostgreSQL {found} is too old, {needed} or newer is needed; to get it: {hint_command}"
    )]
    TooOld {
        /// The newest major version found.
        found: u32,
        /// The oldest one that serves.
        needed: u32,
        /// The command that installs it on this system.
        hint_command: String,
    },
    /// The cluster was made by a major version whose programs are gone.
    #[error(
        "the data was made by PostgreSQL {cluster}, of which no programs were found; to get them: {hint_command}"
    )]
    MajorMissing {
        /// The major version of the cluster.
        cluster: u32,
        /// The command that installs it on this system.
        hint_command: String,
    },
    /// Started by root on a system with neither a user `postgres` nor a user `nobody`.
    #[error("started by root, and there is no unprivileged user to run the server as")]
    NoAccount,
    /// The cluster belongs to another user of the machine.
    #[error("{folder} belongs to user {uid}")]
    ForeignFolder {
        /// The folder that is not ours.
        folder: PathBuf,
        /// Its owner.
        uid: u32,
    },
    /// The server's user may not enter the folder (root asked for one below a closed folder).
    #[error("user {uid} may not enter {folder}")]
    Unreachable {
        /// The folder that cannot be entered.
        folder: PathBuf,
        /// The user that the server runs as.
        uid: u32,
    },
    /// The short socket folder exists and is not a closed folder of ours.
    #[error("{folder} is not a private folder of the server's user")]
    UnsafeSocketFolder {
        /// The folder in question.
        folder: PathBuf,
    },
    /// A folder or a file could not be made, read or written.
    #[error("{doing:?}: {path}: {source}")]
    File {
        /// What was being done.
        doing: Doing,
        /// The path that failed.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A program of PostgreSQL or of the system ended with an error.
    #[error("{doing:?}: {program}: {said}")]
    Program {
        /// What was being done.
        doing: Doing,
        /// The program's name.
        program: String,
        /// The end of what it printed.
        said: String,
    },
    /// The server runs but did not answer a query in time.
    #[error("the server did not answer within {seconds} seconds; its log is {log}")]
    Silent {
        /// How long it was waited for.
        seconds: u64,
        /// The log to look into.
        log: PathBuf,
    },
    /// The server answers, but refuses the owner's role: the cluster is not ours.
    #[error("the server refused the owner's role: {sqlstate}")]
    Refused {
        /// PostgreSQL's error code.
        sqlstate: String,
    },
    /// Others are connected to the database, so it cannot be replaced.
    #[error("{sessions} other sessions use the database")]
    InUse {
        /// How many.
        sessions: i64,
    },
    /// Not a plain lower-case database name.
    #[error("{name:?} cannot name a database")]
    DatabaseName {
        /// What was asked for.
        name: String,
    },
    /// A backup never overwrites a file.
    #[error("{path} exists already")]
    BackupExists {
        /// The file that is there.
        path: PathBuf,
    },
    /// The file is not a backup that `pg_restore` can read.
    #[error("{path} is not a backup: {said}")]
    NotABackup {
        /// The file.
        path: PathBuf,
        /// What `pg_restore` printed.
        said: String,
    },
    /// The server answered an owner's task with an error.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The thread that talked to the programs died.
    #[error("the thread that manages the server died")]
    Interrupted,
}

impl Error {
    /// Tells which path failed while doing what.
    pub(super) fn file(doing: Doing, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::File {
            doing,
            path: path.to_owned(),
            source,
        }
    }
}
