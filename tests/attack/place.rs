//! A durable private server of the test's own, which it may stop and kill as it likes.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::PathBuf,
};

use banca::postgres::{Install, Others, PrivateServer, Settings, stop};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// A folder with a cluster, and no server left behind.
pub struct Place {
    dir: TempDir,
    settings: Settings,
}

impl Place {
    /// A place in the temporary folder, or below `BANCA_PLACE`, whose server has these settings laid over the durable ones.
    pub fn with(extra: &[(&str, &str)]) -> Place {
        let dir = match std::env::var_os("BANCA_PLACE") {
            Some(folder) => tempfile::tempdir_in(folder).unwrap(),
            None => tempfile::tempdir().unwrap(),
        };
        // As root the server's user has to get through.
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).unwrap();
        let mut settings = Settings::new(dir.path().join("data/postgres"));
        settings.programs = std::env::var_os("BANCA_PG_BIN").map(PathBuf::from);
        if cfg!(target_os = "linux") {
            // One flush of the file system before a recovery instead of one of each of a thousand files.
            settings = settings.with("recovery_init_sync_method", "syncfs");
        }
        for (name, value) in extra {
            settings = settings.with(name, value);
        }
        Place { dir, settings }
    }

    /// A file of the place.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Starts the server, from whatever state it was left in.
    pub async fn open(&self) -> PrivateServer {
        PrivateServer::open(self.settings.clone(), Install::Allowed, &mut |_| {})
            .await
            .expect("the server comes up")
    }

    /// Stops the server at once, without a checkpoint: what was not flushed is gone.
    pub fn stop_immediately(&self) {
        signal(self.postmaster(), Signal::QUIT);
    }

    /// Kills the postmaster only; its backends notice when they next look.
    pub fn kill_postmaster(&self) {
        signal(self.postmaster(), Signal::KILL);
    }

    /// Kills every process of the server at once.
    pub fn kill_all(&self) {
        let postmaster = self.postmaster();
        // First the one that would start the others anew.
        signal(postmaster, Signal::STOP);
        for pid in children(postmaster) {
            signal(pid, Signal::KILL);
        }
        signal(postmaster, Signal::KILL);
    }

    /// Holds the process that writes the log for those who do not wait for it.
    pub fn hold_wal_writer(&self) {
        let writers: Vec<u32> = children(self.postmaster())
            .into_iter()
            .filter(|pid| {
                let line = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
                line.contains("walwriter")
            })
            .collect();
        assert_eq!(writers.len(), 1, "one process writes the log");
        signal(writers[0], Signal::STOP);
    }

    fn postmaster(&self) -> u32 {
        let file = self.settings.folder.join("data/postmaster.pid");
        let pid = fs::read_to_string(file).expect("a server runs");
        pid.lines().next().unwrap().trim().parse().unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let settings = self.settings.clone();
        let _ = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .build()
                .unwrap();
            let _ = runtime.block_on(stop(settings, Others::Disconnect));
        })
        .join();
    }
}

fn signal(pid: u32, signal: Signal) {
    let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    // A process that is gone meanwhile is what was wanted.
    let _ = kill_process(pid, signal);
}

/// The processes that a process began.
fn children(of: u32) -> Vec<u32> {
    let stat = |pid: &u32| fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let parent = |stat: &str| -> Option<u32> {
        // The name in brackets may hold anything.
        let after = stat.rsplit_once(')')?.1;
        after.split_whitespace().nth(1)?.parse().ok()
    };
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid| parent(&stat(pid)) == Some(of))
        .collect()
}
