//! The folder of the cluster: what lies where, who may enter, and where the socket goes when its path is too long.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::ErrorKind,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    },
    path::{Path, PathBuf},
};

use rustix::fs::OFlags;
use sha2::{Digest, Sha256};

use super::{Error, PORT, account::Account, error::Doing};

/// The longest socket path that the kernel takes, without the closing zero.
const LONGEST_SOCKET: usize = 107;

/// The paths of one private cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder {
    base: PathBuf,
    socket: PathBuf,
}

impl Folder {
    /// Names the paths; touches nothing but the way to the folder, which is made absolute so that every
    /// console of the user means the same place.
    pub fn new(base: &Path) -> Result<Self, Error> {
        let base = std::path::absolute(base).map_err(Error::file(Doing::Preparing, base))?;
        let base = base.canonicalize().unwrap_or(base);
        let own = base.join("socket");
        let socket = if own.join(socket_name()).as_os_str().len() <= LONGEST_SOCKET {
            own
        } else {
            short_socket(&base)
        };
        Ok(Self { base, socket })
    }

    pub fn base(&self) -> &Path {
        &self.base
    }

    /// The cluster itself.
    pub fn data(&self) -> PathBuf {
        self.base.join("data")
    }

    /// The folder that holds the socket, which connections name as their host.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    pub fn socket_file(&self) -> PathBuf {
        self.socket.join(socket_name())
    }

    /// Whether the socket had to leave the cluster's folder.
    pub fn socket_moved(&self) -> bool {
        !self.socket.starts_with(&self.base)
    }

    /// Server programs that were fetched because the machine had none.
    pub fn programs(&self) -> PathBuf {
        self.base.join("programs")
    }

    pub fn log(&self) -> PathBuf {
        self.data().join("server.log")
    }

    /// The major version of the cluster, if one was made.
    pub fn major(&self) -> Option<u32> {
        fs::read_to_string(self.data().join("PG_VERSION"))
            .ok()?
            .trim()
            .parse()
            .ok()
    }

    /// Makes the folder for the files that every console of this user touches.
    pub fn make_base(&self) -> Result<(), Error> {
        // As root the server's user must get through; what lies inside is closed to it and to everybody.
        let mode = if rustix::process::geteuid().is_root() {
            0o711
        } else {
            0o700
        };
        DirBuilder::new()
            .recursive(true)
            .mode(mode)
            .create(&self.base)
            .map_err(Error::file(Doing::Preparing, &self.base))?;
        let meta = fs::metadata(&self.base).map_err(Error::file(Doing::Preparing, &self.base))?;
        if meta.uid() != rustix::process::geteuid().as_raw() {
            return Err(Error::ForeignFolder {
                folder: self.base.clone(),
                uid: meta.uid(),
            });
        }
        Ok(())
    }

    /// Makes the socket's folder and sees to it that nobody else can have prepared it.
    pub fn make_socket(&self, account: Account) -> Result<(), Error> {
        make_private(&self.socket, account)?;
        let meta = fs::symlink_metadata(&self.socket)
            .map_err(Error::file(Doing::Preparing, &self.socket))?;
        if !meta.is_dir() || meta.uid() != account.uid || meta.mode() & 0o077 != 0 {
            return Err(Error::UnsafeSocketFolder {
                folder: self.socket.clone(),
            });
        }
        Ok(())
    }
}

/// Makes one folder that only the account may enter; an existing one is left as it is.
pub(super) fn make_private(folder: &Path, account: Account) -> Result<(), Error> {
    let failed = || Error::file(Doing::Preparing, folder);
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => {
            let made = OpenOptions::new()
                .read(true)
                .custom_flags(nofollow())
                .open(folder)
                .map_err(failed())?;
            account.own(folder, &made)
        }
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(e) => Err(failed()(e)),
    }
}

/// Makes the names in a folder survive a power cut.
pub(super) fn sync_folder(doing: Doing, folder: &Path) -> Result<(), Error> {
    File::open(folder)
        .and_then(|f| f.sync_all())
        .map_err(Error::file(doing, folder))
}

/// The flag that refuses to open a symbolic link, as `custom_flags` takes it.
pub(super) fn nofollow() -> i32 {
    OFlags::NOFOLLOW.bits().cast_signed()
}

fn socket_name() -> String {
    format!(".s.PGSQL.{PORT}")
}

/// A short folder that every console of the user derives alike: `TMPDIR` and the session's runtime folder differ between logins.
fn short_socket(base: &Path) -> PathBuf {
    let digest = Sha256::digest(base.as_os_str().as_bytes());
    let mark = digest
        .iter()
        .take(8)
        .fold(0_u64, |mark, byte| (mark << 8) | u64::from(*byte));
    let uid = rustix::process::geteuid().as_raw();
    PathBuf::from(format!("/tmp/banca-{uid}-{mark:016x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_folder_keeps_its_socket() {
        let folder = Folder::new(Path::new("/var/lib/banca/postgres")).unwrap();
        assert_eq!(
            folder.socket_file(),
            Path::new("/var/lib/banca/postgres/socket/.s.PGSQL.5432")
        );
        assert!(!folder.socket_moved());
    }

    #[test]
    fn a_long_folder_gets_a_short_socket_and_every_console_the_same() {
        let long = PathBuf::from("/srv").join("x".repeat(100));
        let folder = Folder::new(&long).unwrap();
        assert!(folder.socket_moved());
        assert!(folder.socket_file().as_os_str().len() <= LONGEST_SOCKET);
        assert_eq!(folder, Folder::new(&long).unwrap());
        assert_ne!(
            folder.socket(),
            Folder::new(&long.join("y")).unwrap().socket()
        );
    }
}
