//! Who is really there: the process that `postmaster.pid` names may be dead, a zombie, or a stranger that got the number.

use std::{fs, io::ErrorKind, path::Path, process::Command};

use rustix::process::{Pid, Signal, kill_process};

/// What is behind the number in `postmaster.pid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Postmaster {
    /// No file, or its process is gone or is not the server of this cluster.
    Gone,
    /// The server of this cluster.
    Ours(u32),
    /// Some PostgreSQL, of which the system does not tell whose.
    Unsure,
}

/// Looks the recorded process up.
pub(super) fn postmaster(data: &Path) -> Postmaster {
    let Some(pid) = recorded(data) else {
        return Postmaster::Gone;
    };
    if !Path::new("/proc/self/stat").exists() {
        return asked_of_ps(pid);
    }
    if !is_postgres(pid) {
        return Postmaster::Gone;
    }
    // Every process of a cluster works in its data folder; a zombie has none.
    match fs::read_link(format!("/proc/{pid}/cwd")) {
        Ok(cwd) if same(&cwd, data) => Postmaster::Ours(pid),
        Err(e) if e.kind() == ErrorKind::PermissionDenied => Postmaster::Unsure,
        Ok(_) | Err(_) => Postmaster::Gone,
    }
}

/// Processes of this cluster. Without a postmaster they are orphans: they keep the shared memory, so that no new server can start.
pub(super) fn of_cluster(data: &Path) -> Vec<u32> {
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid| is_postgres(*pid))
        .filter(|pid| fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|cwd| same(&cwd, data)))
        .collect()
}

/// Sends a signal; a process that is gone meanwhile is what was wanted.
pub(super) fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

fn recorded(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("postmaster.pid"))
        .ok()?
        .lines()
        .next()?
        .trim()
        .parse()
        .ok()
}

fn is_postgres(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "postgres")
}

fn same(cwd: &Path, data: &Path) -> bool {
    data.canonicalize().is_ok_and(|data| data == cwd)
}

/// Systems without `/proc`: state and name as `ps` tells them.
fn asked_of_ps(pid: u32) -> Postmaster {
    let Ok(told) = Command::new("ps")
        .args(["-o", "stat=,comm=", "-p", &pid.to_string()])
        .output()
    else {
        return Postmaster::Unsure;
    };
    let told = String::from_utf8_lossy(&told.stdout);
    if told.contains("postgres") && !told.trim_start().starts_with('Z') {
        Postmaster::Unsure
    } else {
        Postmaster::Gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_a_stranger_got_is_not_the_server() {
        let data = tempfile::tempdir().unwrap();
        fs::write(
            data.path().join("postmaster.pid"),
            format!("{}\n", std::process::id()),
        )
        .unwrap();
        assert_eq!(postmaster(data.path()), Postmaster::Gone);
    }

    #[test]
    fn a_broken_pid_file_names_nobody() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("postmaster.pid"), "\n").unwrap();
        assert_eq!(postmaster(data.path()), Postmaster::Gone);
    }
}
