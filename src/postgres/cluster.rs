//! Bringing the server of a cluster up from whatever state it was left in, and stopping it.
//!
//! Everything here runs under the boot lock.

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};

use rustix::process::Signal;

use super::{
    Error, Install, Progress, Settings,
    account::Account,
    create::{configure, create, last_lines, remove_leftovers},
    error::Doing,
    folder::Folder,
    install,
    lock::Boot,
    probe::{Pulse, pulse},
    process::{self, Postmaster, postmaster},
    programs::Programs,
};

/// How often the socket is asked again.
const PAUSE: Duration = Duration::from_millis(25);
/// How long a live postmaster may be without a socket before it counts as lost.
const LOST: Duration = Duration::from_secs(10);
/// How long a server may be mute.
const MUTE: Duration = Duration::from_mins(1);
/// How long replaying the log may take.
const RECOVERY: Duration = Duration::from_mins(30);
/// How often a start is tried; orphaned backends of a killed server need a moment to go.
const ATTEMPTS: u32 = 8;
/// A log above this size is put aside at the next start, in bytes.
const LONG_LOG: u64 = 10 << 20;

/// A cluster that exists, and everything needed to run its server.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub folder: Folder,
    pub programs: Programs,
    account: Account,
    settings: Settings,
}

impl Cluster {
    /// Finds or makes the cluster. Does not start it.
    pub fn prepare(
        settings: &Settings,
        folder: Folder,
        install: Install,
        _boot: &Boot,
        report: &mut dyn FnMut(Progress),
    ) -> Result<Self, Error> {
        let named = settings.programs.as_deref();
        let major = folder.major();
        let programs = match (Programs::find(named, &folder.programs(), major), install) {
            (Err(Error::NoServer { .. } | Error::MajorMissing { .. }), Install::Allowed)
                if named.is_none() =>
            {
                install::install(&folder.programs(), major, report)?;
                Programs::find(named, &folder.programs(), major)?
            }
            (found, Install::Allowed | Install::Forbidden) => found?,
        };
        let account = Account::of_cluster(&folder.data())?;
        account.check_reach(folder.base())?;
        remove_leftovers(&folder);
        if major.is_none() {
            report(Progress::Creating {
                major: programs.major,
                folder: folder.base().to_owned(),
            });
            create(&folder, &programs, account, settings)?;
        }
        Ok(Self {
            folder,
            programs,
            account,
            settings: settings.clone(),
        })
    }

    /// The cluster as it is, for stopping it: never makes or fetches anything.
    pub fn existing(settings: &Settings, folder: Folder) -> Result<Self, Error> {
        Ok(Self {
            programs: Programs::find(
                settings.programs.as_deref(),
                &folder.programs(),
                folder.major(),
            )?,
            account: Account::of_cluster(&folder.data())?,
            folder,
            settings: settings.clone(),
        })
    }

    /// Returns when a query was answered. Says whether the server had been running.
    pub fn bring_up(&self, _boot: &Boot, report: &mut dyn FnMut(Progress)) -> Result<Found, Error> {
        let began = Instant::now();
        let mut found = Found::Running;
        let mut attempts = 0;
        let mut recovering = false;
        loop {
            match pulse(&self.folder.socket_file()) {
                Pulse::Answers => return Ok(found),
                Pulse::Refuses(sqlstate) => return Err(Error::Refused { sqlstate }),
                Pulse::NotYet => {
                    if !recovering {
                        report(Progress::Recovering);
                        recovering = true;
                    }
                    self.within(began, RECOVERY)?;
                }
                Pulse::Mute => self.within(began, MUTE)?,
                Pulse::Absent => match postmaster(&self.folder.data()) {
                    Postmaster::Ours(_) if began.elapsed() < LOST => {}
                    // Its socket was swept away with the temporary files: only a new start brings one back.
                    Postmaster::Ours(_) => self.stop()?,
                    Postmaster::Gone | Postmaster::Unsure => {
                        if found == Found::Running {
                            report(Progress::Starting);
                        }
                        found = Found::Stopped;
                        attempts += 1;
                        match self.start() {
                            Ok(()) => {}
                            Err(e) if attempts == ATTEMPTS => return Err(e),
                            Err(_) => sleep(PAUSE * 10),
                        }
                    }
                },
            }
            sleep(PAUSE);
        }
    }

    /// Stops the server: lets no one in, rolls open transactions back, writes a checkpoint.
    pub fn stop(&self) -> Result<(), Error> {
        let fast = self.control("stop", &["-m", "fast", "-w", "-t", "60"]);
        if fast.is_err() && postmaster(&self.folder.data()) != Postmaster::Gone {
            // A backend that does not let go. The log replays what was committed.
            return self.control("stop", &["-m", "immediate", "-w", "-t", "30"]);
        }
        if postmaster(&self.folder.data()) == Postmaster::Gone {
            return Ok(());
        }
        fast
    }

    fn within(&self, began: Instant, limit: Duration) -> Result<(), Error> {
        if began.elapsed() < limit {
            return Ok(());
        }
        Err(Error::Silent {
            seconds: limit.as_secs(),
            log: self.folder.log(),
        })
    }

    /// One attempt, from whatever a killed server left.
    fn start(&self) -> Result<(), Error> {
        self.folder.make_socket(self.account)?;
        self.remove_stale_files()?;
        self.end_orphans();
        self.put_long_log_aside()?;
        configure(&self.folder, self.account, &self.settings)?;
        let log = self.folder.log();
        let log = log.to_string_lossy();
        self.control("start", &["-w", "-t", "60", "-l", &log])
    }

    /// Runs `pg_ctl`. Its output goes to a file: a pipe would be inherited by the server and never end.
    fn control(&self, verb: &str, options: &[&str]) -> Result<(), Error> {
        let doing = if verb == "start" {
            Doing::Starting
        } else {
            Doing::Stopping
        };
        let path = self.folder.base().join("pg_ctl.log");
        let failed = || Error::file(doing, &path);
        let output = File::create(&path).map_err(failed())?;
        let status = self
            .programs
            .command("pg_ctl", self.account)
            .arg(verb)
            .args(options)
            .arg("-D")
            .arg(self.folder.data())
            .stdout(output.try_clone().map_err(failed())?)
            .stderr(output)
            .status()
            .map_err(failed())?;
        if status.success() {
            return Ok(());
        }
        let mut said = fs::read(&path).map_err(failed())?;
        said.extend(fs::read(self.folder.log()).unwrap_or_default());
        Err(Error::Program {
            doing,
            program: "pg_ctl".to_owned(),
            said: last_lines(&said),
        })
    }

    /// PostgreSQL itself only copes with a pid that is dead; not with a zombie's, nor with one that was given to a stranger.
    fn remove_stale_files(&self) -> Result<(), Error> {
        let socket = self.folder.socket_file();
        let lock = socket.with_file_name(format!(
            "{}.lock",
            socket.file_name().unwrap_or_default().display()
        ));
        for stale in [self.folder.data().join("postmaster.pid"), lock, socket] {
            remove(&stale)?;
        }
        Ok(())
    }

    /// Backends outlive a killed postmaster for a moment, or as long as their query computes, and hold the shared memory.
    fn end_orphans(&self) {
        let data = self.folder.data();
        let kinder = [None, None, Some(Signal::QUIT), Some(Signal::KILL)];
        for step in kinder {
            let orphans = process::of_cluster(&data);
            if orphans.is_empty() {
                return;
            }
            if let Some(step) = step {
                for pid in orphans {
                    process::signal(pid, step);
                }
            }
            let asked = Instant::now();
            while asked.elapsed() < Duration::from_secs(1) && !process::of_cluster(&data).is_empty()
            {
                sleep(PAUSE);
            }
        }
    }

    fn put_long_log_aside(&self) -> Result<(), Error> {
        let log = self.folder.log();
        if fs::symlink_metadata(&log).is_ok_and(|meta| meta.len() > LONG_LOG) {
            fs::rename(&log, log.with_extension("log.1"))
                .map_err(Error::file(Doing::Starting, &log))?;
        }
        Ok(())
    }
}

/// How the server was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// It answered at once.
    Running,
    /// It had to be started.
    Stopped,
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(Error::file(Doing::Starting, path)(e)),
        Ok(()) | Err(_) => Ok(()),
    }
}
