//! Two file locks: one console at a time starts or stops the server, and every console that uses it holds a share.
//! The kernel releases both when a process dies, however it dies.

use std::{
    fs::{File, OpenOptions, TryLockError},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::{
    Error, Progress,
    error::Doing,
    folder::{Folder, nofollow},
};

/// The exclusive right to start, change or stop the server, until dropped.
#[derive(Debug)]
pub(super) struct Boot(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Boot {
    /// Waits for the right; says so when somebody else has it.
    pub fn take(folder: &Folder, report: &mut dyn FnMut(Progress)) -> Result<Self, Error> {
        let path = folder.base().join("boot.lock");
        let file = open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                report(Progress::Waiting);
                file.lock().map_err(Error::file(Doing::Locking, &path))?;
            }
            Err(TryLockError::Error(e)) => return Err(Error::file(Doing::Locking, &path)(e)),
        }
        Ok(Self(file))
    }
}

/// A share in the running server, until dropped.
#[derive(Debug)]
pub(super) struct Share(#[expect(dead_code, reason = "the open file is the lock")] File);

impl Share {
    /// Takes a share. Only whoever holds [`Boot`] may, so that nobody stops the server in between.
    pub fn take(folder: &Folder, _boot: &Boot) -> Result<Self, Error> {
        let path = folder.base().join("users.lock");
        let file = open(&path)?;
        file.lock_shared()
            .map_err(Error::file(Doing::Locking, &path))?;
        Ok(Self(file))
    }

    /// Whether anybody holds a share.
    pub fn is_held(folder: &Folder) -> Result<bool, Error> {
        let path = folder.base().join("users.lock");
        match open(&path)?.try_lock() {
            Ok(()) => Ok(false),
            Err(TryLockError::WouldBlock) => Ok(true),
            Err(TryLockError::Error(e)) => Err(Error::file(Doing::Locking, &path)(e)),
        }
    }
}

/// Opens a lock file. A lock never passes to a child: Rust opens files close-on-exec.
fn open(path: &Path) -> Result<File, Error> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .custom_flags(nofollow())
        .open(path)
        .map_err(Error::file(Doing::Locking, path))
}
