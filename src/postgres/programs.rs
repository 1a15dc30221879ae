//! Finding the server's programs: a folder that was named, the search path, the usual places of the distributions.

use std::{
    cmp::Reverse,
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    Error, OLDEST_MAJOR,
    account::{Account, clean},
    hint::hint_command,
};

/// A folder of server programs and their major version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Programs {
    pub dir: PathBuf,
    pub major: u32,
    /// Folders of libraries that came with them and that the system does not know.
    pub libraries: Vec<PathBuf>,
}

impl Programs {
    /// The programs for a cluster of this major, or the newest for a new one.
    pub fn find(
        named: Option<&Path>,
        unpacked: &Path,
        cluster: Option<u32>,
    ) -> Result<Self, Error> {
        let found = Self::all(named, unpacked);
        let newest = found.first().map(|p| p.major);
        let wanted = |p: &Self| match cluster {
            Some(major) => p.major == major,
            None => p.major >= OLDEST_MAJOR,
        };
        match (found.into_iter().find(wanted), cluster, newest) {
            (Some(programs), _, _) => Ok(programs),
            (None, Some(cluster), Some(_)) => Err(Error::MajorMissing {
                cluster,
                hint_command: hint_command(Some(cluster)),
            }),
            (None, None, Some(found)) => Err(Error::TooOld {
                found,
                needed: OLDEST_MAJOR,
                hint_command: hint_command(None),
            }),
            (None, cluster, None) => Err(Error::NoServer {
                hint_command: hint_command(cluster),
            }),
        }
    }

    /// Everything installed, newest first. A folder that was named is the only one looked at.
    fn all(named: Option<&Path>, unpacked: &Path) -> Vec<Self> {
        let dirs = match named {
            Some(dir) => vec![dir.to_owned()],
            None => usual_places(unpacked),
        };
        // A search path often holds links; the server finds its files beside the real one.
        let dirs: BTreeSet<PathBuf> = dirs.iter().filter_map(|dir| real_dir(dir)).collect();
        let mut found: Vec<Self> = dirs
            .into_iter()
            .filter_map(|dir| Self::in_dir(dir, unpacked))
            .collect();
        found.sort_by_key(|p| Reverse(p.major));
        found
    }

    fn in_dir(dir: PathBuf, unpacked: &Path) -> Option<Self> {
        let libraries = if dir.starts_with(
            unpacked
                .canonicalize()
                .unwrap_or_else(|_| unpacked.to_owned()),
        ) {
            library_dirs(unpacked)
        } else {
            Vec::new()
        };
        let mut found = Self {
            dir,
            major: 0,
            libraries,
        };
        let mut command = Command::new(found.dir.join("postgres"));
        clean(&mut command);
        found.add_libraries(&mut command);
        let version = command.arg("--version").output().ok()?;
        found.major = major_in(&String::from_utf8_lossy(&version.stdout))?;
        Some(found)
    }

    /// A server program, run as the account of the cluster.
    pub fn command(&self, name: &str, account: Account) -> Command {
        let mut command = account.command(&self.dir.join(name));
        self.add_libraries(&mut command);
        command
    }

    /// A client program, run as ourselves.
    pub fn client(&self, name: &str) -> Command {
        let mut command = Command::new(self.dir.join(name));
        clean(&mut command);
        self.add_libraries(&mut command);
        command
    }

    fn add_libraries(&self, command: &mut Command) {
        if let Ok(path) = env::join_paths(&self.libraries)
            && !path.is_empty()
        {
            command.env("LD_LIBRARY_PATH", path);
        }
    }
}

/// The folder where the programs really lie, if all of them do.
fn real_dir(dir: &Path) -> Option<PathBuf> {
    if !["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|name| dir.join(name).is_file())
    {
        return None;
    }
    Some(
        dir.join("postgres")
            .canonicalize()
            .ok()?
            .parent()?
            .to_owned(),
    )
}

/// Folders that distributions and packagers use, after the search path.
fn usual_places(unpacked: &Path) -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    let unpacked = unpacked.join("usr/lib/postgresql");
    let per_version = [
        (Path::new("/usr/lib/postgresql"), "bin"),
        (Path::new("/usr/local/lib/postgresql"), "bin"),
        (Path::new("/opt/homebrew/opt"), "bin"),
        (Path::new("/usr/local/opt"), "bin"),
        (
            Path::new("/Applications/Postgres.app/Contents/Versions"),
            "bin",
        ),
        (Path::new("/usr/libexec"), ""),
        (unpacked.as_path(), "bin"),
    ];
    for (root, tail) in per_version {
        dirs.extend(children(root).map(|child| child.join(tail)));
    }
    dirs.extend(
        children(Path::new("/usr"))
            .filter(|p| is_named(p, "pgsql-"))
            .map(|p| p.join("bin")),
    );
    dirs.extend(
        [
            "/usr/lib/postgresql/bin",
            "/usr/pgsql/bin",
            "/usr/local/pgsql/bin",
        ]
        .map(PathBuf::from),
    );
    dirs
}

/// `lib/*` and `usr/lib/*` of unpacked packages, where their shared libraries lie.
fn library_dirs(unpacked: &Path) -> Vec<PathBuf> {
    ["usr/lib", "lib"]
        .iter()
        .flat_map(|lib| children(&unpacked.join(lib)).collect::<Vec<_>>())
        .filter(|dir| {
            dir.file_name()
                .is_some_and(|name| name.to_string_lossy().contains("-linux-"))
        })
        .collect()
}

fn children(root: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
}

fn is_named(path: &Path, prefix: &str) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(prefix))
}

/// The major of `postgres (PostgreSQL) 15.18 (Debian …)`, also of `17beta1`.
fn major_in(version: &str) -> Option<u32> {
    let number = version.split_whitespace().nth(2)?;
    number
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_is_read_from_releases_and_betas() {
        assert_eq!(
            major_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"),
            Some(15)
        );
        assert_eq!(major_in("postgres (PostgreSQL) 19beta1"), Some(19));
        assert_eq!(major_in("something else"), None);
    }

    #[test]
    fn a_named_folder_without_a_server_is_an_error_with_the_command_that_helps() {
        let nowhere = Path::new("/nonexistent");
        let found = Programs::find(Some(nowhere), nowhere, None);
        assert!(matches!(found, Err(Error::NoServer { hint_command }) if !hint_command.is_empty()));
    }

    #[test]
    fn a_cluster_of_a_missing_major_is_never_opened_with_another() {
        let nowhere = Path::new("/nonexistent");
        let found = Programs::find(None, nowhere, Some(9));
        assert!(matches!(
            found,
            Err(Error::MajorMissing { cluster: 9, .. } | Error::NoServer { .. })
        ));
    }
}
