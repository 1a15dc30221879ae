//! Looking at the private server from outside, and stopping it on request.

use std::{fs, io::ErrorKind, path::PathBuf};

use tokio::task::spawn_blocking;

use super::{
    Error, Settings,
    cluster::Cluster,
    error::Doing,
    folder::Folder,
    lock::{Boot, Share},
    probe::{Pulse, pulse},
    process::{Postmaster, postmaster},
};

/// What the private server is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// No cluster was made yet.
    Missing,
    /// There is a cluster and no server.
    Stopped,
    /// The server starts, recovers or shuts down.
    Busy,
    /// The server answers queries.
    Answering,
    /// A process is there and does not answer.
    Silent,
}

/// The private server as seen from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What it is doing.
    pub state: State,
    /// The folder of the cluster.
    pub folder: PathBuf,
    /// The folder of its socket.
    pub socket: PathBuf,
    /// The server's log.
    pub log: PathBuf,
    /// The major version that made the cluster.
    pub major: Option<u32>,
    /// The server's process, where the system tells.
    pub pid: Option<u32>,
    /// Consoles use it right now.
    pub used: bool,
    /// It stays when the last console leaves.
    pub kept: bool,
}

/// Whom a stop may hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// Leave the server alone while consoles use it.
    Respect,
    /// Stop it all the same; their open transactions are rolled back.
    Disconnect,
}

/// The outcome of a stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// It is stopped now.
    Done,
    /// It was not running.
    WasStopped,
    /// Consoles use it; nothing was done.
    Used,
}

/// Looks; changes nothing.
///
/// # Errors
/// When the folder cannot be looked at.
pub async fn status(settings: Settings) -> Result<Status, Error> {
    spawn_blocking(move || {
        let folder = Folder::new(&settings.folder)?;
        let major = folder.major();
        let postmaster = postmaster(&folder.data());
        let state = match (pulse(&folder.socket_file()), postmaster, major) {
            (_, _, None) => State::Missing,
            (Pulse::Answers, _, Some(_)) => State::Answering,
            (Pulse::NotYet, _, Some(_)) => State::Busy,
            (Pulse::Mute | Pulse::Refuses(_), _, Some(_))
            | (Pulse::Absent, Postmaster::Ours(_) | Postmaster::Unsure, Some(_)) => State::Silent,
            (Pulse::Absent, Postmaster::Gone, Some(_)) => State::Stopped,
        };
        Ok(Status {
            state,
            socket: folder.socket().to_owned(),
            log: folder.log(),
            major,
            pid: match postmaster {
                Postmaster::Ours(pid) => Some(pid),
                Postmaster::Gone | Postmaster::Unsure => None,
            },
            used: major.is_some() && Share::is_held(&folder)?,
            kept: kept_mark(&folder).exists(),
            folder: folder.base().to_owned(),
        })
    })
    .await
    .map_err(|_| Error::Interrupted)?
}

/// Stops the server and forgets that it was to be kept.
///
/// # Errors
/// When the server's programs are gone or the server does not let itself be stopped.
pub async fn stop(settings: Settings, others: Others) -> Result<Stopped, Error> {
    spawn_blocking(move || {
        let folder = Folder::new(&settings.folder)?;
        if folder.major().is_none() {
            return Ok(Stopped::WasStopped);
        }
        let _boot = Boot::take(&folder, &mut |_| {})?;
        if others == Others::Respect && Share::is_held(&folder)? {
            return Ok(Stopped::Used);
        }
        let mark = kept_mark(&folder);
        match fs::remove_file(&mark) {
            Err(e) if e.kind() != ErrorKind::NotFound => {
                return Err(Error::file(Doing::Stopping, &mark)(e));
            }
            Ok(()) | Err(_) => {}
        }
        let absent = pulse(&folder.socket_file()) == Pulse::Absent;
        if absent && postmaster(&folder.data()) == Postmaster::Gone {
            return Ok(Stopped::WasStopped);
        }
        Cluster::existing(&settings, folder)?.stop()?;
        Ok(Stopped::Done)
    })
    .await
    .map_err(|_| Error::Interrupted)?
}

/// The file whose presence keeps the server when the last console leaves.
pub(super) fn kept_mark(folder: &Folder) -> PathBuf {
    folder.base().join("keep")
}
