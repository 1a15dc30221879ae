//! Making a new cluster and writing the server's settings.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use super::{
    Error, OWNER_ROLE, Settings,
    account::Account,
    error::Doing,
    folder::{Folder, make_private, sync_folder},
    programs::Programs,
};

/// Durable, local, quiet. The application brings its own time-outs.
const SETTINGS: &[(&str, &str)] = &[
    ("listen_addresses", ""),
    ("unix_socket_permissions", "0700"),
    ("max_connections", "300"),
    ("fsync", "on"),
    ("synchronous_commit", "on"),
    ("full_page_writes", "on"),
    ("jit", "off"),
    ("timezone", "UTC"),
    ("log_timezone", "UTC"),
    ("log_line_prefix", "%m [%p] %q%u@%d "),
    ("log_checkpoints", "off"),
];

/// Only the socket, and the socket's folder is closed: whoever reaches it is the owner of the data or root.
const ACCESS: &str = "local all all trust\n";

/// Runs `initdb` beside the final place and moves the result there, so that a cluster is whole or absent.
pub(super) fn create(
    folder: &Folder,
    programs: &Programs,
    account: Account,
    settings: &Settings,
) -> Result<(), Error> {
    // A name of its own: an initdb whose console was killed may still be writing to the last one.
    let stamp = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_nanos();
    let fresh = folder
        .base()
        .join(format!("data.new.{}.{stamp}", std::process::id()));
    make_private(&fresh, account)?;
    let mut initdb = programs.command("initdb", account);
    initdb
        .args([
            "--username",
            OWNER_ROLE,
            "--auth=trust",
            "--encoding=UTF8",
            "--data-checksums",
        ])
        .arg(format!(
            "--locale={}",
            if cfg!(target_os = "macos") {
                "en_US.UTF-8"
            } else {
                "C.UTF-8"
            }
        ));
    if cfg!(target_os = "linux") || !settings.is_durable() {
        // One flush of the file system at the end instead of a thousand single ones.
        initdb.arg("--no-sync");
    }
    let made = initdb
        .arg("--pgdata")
        .arg(&fresh)
        .output()
        .map_err(Error::file(Doing::Creating, &programs.dir))?;
    if !made.status.success() {
        return Err(Error::Program {
            doing: Doing::Creating,
            program: "initdb".to_owned(),
            said: last_lines(&made.stderr),
        });
    }
    write(&fresh.join("pg_hba.conf"), ACCESS, account)?;
    let conf = fresh.join("postgresql.conf");
    let mut text = fs::read_to_string(&conf).map_err(Error::file(Doing::Creating, &conf))?;
    text.push_str("\n# Written anew at every start; what is set after this line wins.\ninclude 'banca.conf'\n");
    write(&conf, &text, account)?;
    if settings.is_durable() {
        flush_file_system(&fresh)?;
    }
    fs::rename(&fresh, folder.data()).map_err(Error::file(Doing::Creating, &fresh))?;
    sync_folder(Doing::Creating, folder.base())
}

/// Writes our settings, so that the folder may be moved and a new version of the program may set other ones.
pub(super) fn configure(
    folder: &Folder,
    account: Account,
    settings: &Settings,
) -> Result<(), Error> {
    let socket = folder.socket().to_string_lossy().replace('"', "\"\"");
    let ours = SETTINGS.iter().map(|(name, value)| (*name, *value));
    let theirs = settings
        .extra
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let socket = format!("\"{socket}\"");
    let lines = ours
        .chain([("unix_socket_directories", socket.as_str())])
        .chain(theirs)
        .map(|(name, value)| format!("{name} = '{}'", value.replace('\'', "''")));
    let text: Vec<String> = ["# Written by banca at every start of the server.".to_owned()]
        .into_iter()
        .chain(lines)
        .chain([String::new()])
        .collect();
    let text = text.join("\n");
    write(&folder.data().join("banca.conf"), &text, account)
}

/// The end of what a program printed: enough to know why, short enough for a dialog.
pub(super) fn last_lines(printed: &[u8]) -> String {
    let printed = String::from_utf8_lossy(printed);
    let lines: Vec<&str> = printed
        .lines()
        .map(str::trim_end)
        .filter(|line| !line.is_empty())
        .collect();
    lines[lines.len().saturating_sub(6)..].join("\n")
}

/// Replaces a file of the cluster. The folder belongs to the server's user, so nothing in it is followed or opened by its old name.
fn write(path: &Path, text: &str, account: Account) -> Result<(), Error> {
    let failed = || Error::file(Doing::Configuring, path);
    let fresh = path.with_extension("fresh");
    match fs::remove_file(&fresh) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(failed()(e)),
        Ok(()) | Err(_) => {}
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&fresh)
        .map_err(failed())?;
    file.write_all(text.as_bytes()).map_err(failed())?;
    account.own(&fresh, &file)?;
    file.sync_all().map_err(failed())?;
    fs::rename(&fresh, path).map_err(failed())
}

/// Half-made clusters of consoles that were killed. Their `initdb` may still be at work; what it makes
/// meanwhile is removed the next time.
pub(super) fn remove_leftovers(folder: &Folder) {
    for entry in fs::read_dir(folder.base()).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with("data.new.") {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(target_os = "linux")]
fn flush_file_system(inside: &Path) -> Result<(), Error> {
    File::open(inside)
        .and_then(|folder| Ok(rustix::fs::syncfs(folder)?))
        .map_err(Error::file(Doing::Creating, inside))
}

#[cfg(not(target_os = "linux"))]
fn flush_file_system(inside: &Path) -> Result<(), Error> {
    // initdb has flushed its files itself; ours were flushed when written.
    sync_folder(Doing::Creating, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_complaint_is_cut_to_its_end() {
        let printed: Vec<u8> = (0..20)
            .flat_map(|n| format!("line {n}\n\n").into_bytes())
            .collect();
        let said = last_lines(&printed);
        assert!(said.starts_with("line 14") && said.ends_with("line 19"));
    }
}
