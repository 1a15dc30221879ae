//! The user of the machine that the server runs as: ourselves, or an unprivileged one when root starts it, because
//! PostgreSQL refuses root.

use std::{
    fs,
    io::ErrorKind,
    os::unix::{
        fs::{MetadataExt, fchown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};

use super::{Error, error::Doing};

/// A user that owns the cluster and runs its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    pub uid: u32,
    pub gid: u32,
    /// We are root and must become this user for every program of the server.
    pub switch: bool,
}

impl Account {
    /// The owner of an existing cluster, else the user a new one should get.
    pub fn of_cluster(data: &Path) -> Result<Self, Error> {
        let own = rustix::process::geteuid();
        match fs::metadata(data) {
            Ok(meta) if own.is_root() && meta.uid() != 0 => Ok(Self {
                uid: meta.uid(),
                gid: meta.gid(),
                switch: true,
            }),
            Ok(meta) if !own.is_root() && meta.uid() != own.as_raw() => Err(Error::ForeignFolder {
                folder: data.to_owned(),
                uid: meta.uid(),
            }),
            Ok(_) => Self::current(),
            Err(e) if e.kind() == ErrorKind::NotFound => Self::current(),
            Err(e) => Err(Error::file(Doing::Preparing, data)(e)),
        }
    }

    fn current() -> Result<Self, Error> {
        let own = rustix::process::geteuid();
        if !own.is_root() {
            return Ok(Self {
                uid: own.as_raw(),
                gid: rustix::process::getegid().as_raw(),
                switch: false,
            });
        }
        let passwd = fs::read_to_string("/etc/passwd")
            .map_err(Error::file(Doing::Preparing, Path::new("/etc/passwd")))?;
        unprivileged(&passwd)
            .map(|(uid, gid)| Self {
                uid,
                gid,
                switch: true,
            })
            .ok_or(Error::NoAccount)
    }

    /// A command that runs as this user, knows nothing of our environment and survives our Ctrl-C.
    pub fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        clean(&mut command);
        command.process_group(0);
        if self.switch {
            // std drops root's other groups as well when it sets the user.
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a file or folder that we have just made to this user.
    pub fn own(self, path: &Path, file: &fs::File) -> Result<(), Error> {
        if !self.switch {
            return Ok(());
        }
        fchown(file, Some(self.uid), Some(self.gid)).map_err(Error::file(Doing::Preparing, path))
    }

    /// Whether this user can enter the folder; root can make folders where the server's user cannot follow.
    pub fn check_reach(self, folder: &Path) -> Result<(), Error> {
        if !self.switch {
            return Ok(());
        }
        let entered = self
            .command(Path::new("/bin/sh"))
            .args(["-c", ":"])
            .current_dir(folder)
            .status();
        match entered {
            Ok(_) => Ok(()),
            Err(e) if e.kind() == ErrorKind::PermissionDenied => Err(Error::Unreachable {
                folder: folder.to_owned(),
                uid: self.uid,
            }),
            Err(e) => Err(Error::file(Doing::Preparing, folder)(e)),
        }
    }
}

/// Takes our environment away: no `PG*` may redirect a child, no secret may reach the server's user.
pub(super) fn clean(command: &mut Command) {
    command
        .env_clear()
        .env(
            "PATH",
            std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()),
        )
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .current_dir("/");
}

/// User and group of `postgres`, else of `nobody`.
fn unprivileged(passwd: &str) -> Option<(u32, u32)> {
    ["postgres", "nobody"].into_iter().find_map(|name| {
        let mut fields = passwd
            .lines()
            .map(|line| line.split(':'))
            .find_map(|mut fields| (fields.next() == Some(name)).then_some(fields))?
            .skip(1);
        let uid = fields.next()?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        (uid != 0).then_some((uid, gid))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str =
        "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533::/:/usr/sbin/nologin\n";

    #[test]
    fn postgres_is_preferred_to_nobody() {
        let passwd = format!("{PASSWD}postgres:x:101:104:,,,:/var/lib/postgresql:/bin/bash\n");
        assert_eq!(unprivileged(&passwd), Some((101, 104)));
    }

    #[test]
    fn nobody_serves_where_there_is_no_postgres() {
        assert_eq!(unprivileged(PASSWD), Some((65534, 65533)));
    }

    #[test]
    fn the_server_never_runs_as_root_under_another_name() {
        assert_eq!(unprivileged("postgres:x:0:0::/:/bin/sh"), None);
    }
}
