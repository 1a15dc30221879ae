//! Getting the server's programs where there are none: the distribution's own package, never anything else.

use std::{
    env,
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{
    Error, Progress,
    create::last_lines,
    error::Doing,
    hint::{hint_command, package},
};

/// Installs the package as root, else unpacks it into a folder of our own.
pub(super) fn install(
    unpacked: &Path,
    major: Option<u32>,
    report: &mut dyn FnMut(Progress),
) -> Result<(), Error> {
    if find("apt-get").is_none() || find("dpkg").is_none() {
        return Err(Error::NoServer {
            hint_command: hint_command(major),
        });
    }
    let package = package(major);
    if rustix::process::geteuid().is_root() {
        install_system_wide(&package, report)
    } else {
        unpack(&package, unpacked, report)
    }
}

/// As root. The package also makes a cluster `main` of its own, which does not concern us.
fn install_system_wide(package: &str, report: &mut dyn FnMut(Progress)) -> Result<(), Error> {
    let install = |report: &mut dyn FnMut(Progress)| {
        report(Progress::Installing {
            package: package.to_owned(),
            done: 0,
            total: 1,
        });
        run(apt("apt-get").args(["install", "-y", "--no-install-recommends", package]))
    };
    if install(report).is_ok() {
        return Ok(());
    }
    // A bare machine has no list of packages, an old one a stale list.
    report(Progress::RefreshingPackages);
    run(apt("apt-get").arg("update"))?;
    install(report).map(drop)
}

/// Without root: the packages are fetched and unpacked, with the libraries that the system lacks.
fn unpack(package: &str, unpacked: &Path, report: &mut dyn FnMut(Progress)) -> Result<(), Error> {
    let fresh = unpacked.with_extension(format!("new.{}", std::process::id()));
    let lists = fresh.join("apt");
    for folder in [
        lists.join("lists/partial"),
        lists.join("cache/archives/partial"),
    ] {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .map_err(failed(&folder))?;
    }
    let mut own_lists = Vec::new();
    let plan = if let Ok(plan) = simulate(package, &own_lists) {
        plan
    } else {
        // The system's list is empty and not ours to fill: keep one of our own.
        report(Progress::RefreshingPackages);
        own_lists = vec![
            format!("Dir::State::Lists={}", lists.join("lists").display()),
            format!("Dir::Cache={}", lists.join("cache").display()),
        ];
        run(apt("apt-get").args(options(&own_lists)).arg("update"))?;
        simulate(package, &own_lists)?
    };
    for (done, name) in plan.iter().enumerate() {
        report(Progress::Installing {
            package: name.clone(),
            done,
            total: plan.len(),
        });
        run(apt("apt-get")
            .args(options(&own_lists))
            .args(["download", name])
            .current_dir(&fresh))?;
    }
    for deb in debs(&fresh)? {
        run(apt("dpkg").arg("-x").arg(&deb).arg(&fresh))?;
        fs::remove_file(&deb).map_err(failed(&deb))?;
    }
    fs::remove_dir_all(&lists).map_err(failed(&lists))?;
    if unpacked.exists() {
        // It did not have what was looked for.
        fs::remove_dir_all(unpacked).map_err(failed(unpacked))?;
    }
    fs::rename(&fresh, unpacked).map_err(failed(unpacked))
}

/// The packages that an installation would add, as far as a server needs them.
fn simulate(package: &str, own_lists: &[String]) -> Result<Vec<String>, Error> {
    let printed = run(apt("apt-get").args(options(own_lists)).args([
        "install",
        "--simulate",
        "--no-install-recommends",
        package,
    ]))?;
    let plan = needed(&printed);
    if plan.iter().any(|name| name.starts_with("postgresql-")) {
        return Ok(plan);
    }
    Err(Error::NoServer {
        hint_command: hint_command(None),
    })
}

/// Server, client and libraries out of apt's `Inst name (version …)` lines; no compiler for queries, no Perl.
fn needed(simulation: &str) -> Vec<String> {
    let numbered = |name: &str, prefix: &str| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    let library = |name: &str| {
        name.starts_with("lib") && !name.starts_with("libllvm") && !name.ends_with("-perl")
    };
    simulation
        .lines()
        .filter_map(|line| line.strip_prefix("Inst ")?.split_whitespace().next())
        .filter(|name| {
            numbered(name, "postgresql-") || numbered(name, "postgresql-client-") || library(name)
        })
        .map(str::to_owned)
        .collect()
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> Error {
    Error::file(Doing::Installing, path)
}

fn options(own_lists: &[String]) -> Vec<String> {
    let locking = "Debug::NoLocking=1".to_owned();
    own_lists
        .iter()
        .cloned()
        .chain([locking])
        .flat_map(|option| ["-o".to_owned(), option])
        .collect()
}

fn debs(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = fs::read_dir(folder).map_err(Error::file(Doing::Installing, folder))?;
    Ok(entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "deb"))
        .collect())
}

/// A command of the distribution, with our environment (it may name a proxy) and nobody to answer its questions.
fn apt(program: &str) -> Command {
    let mut command = Command::new(find(program).unwrap_or_else(|| program.into()));
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    command
}

/// The first such program in the search path, or where administrators' programs lie.
fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(["/usr/bin".into(), "/usr/sbin".into(), "/bin".into()])
        .map(|dir| dir.join(program))
        .find(|candidate| candidate.is_file())
}

fn run(command: &mut Command) -> Result<String, Error> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(Error::file(Doing::Installing, Path::new(&program)))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = if output.stderr.is_empty() {
        &output.stdout
    } else {
        &output.stderr
    };
    Err(Error::Program {
        doing: Doing::Installing,
        said: last_lines(said),
        program,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postgres::{Install, PrivateServer, Released, Settings};

    #[test]
    fn only_what_a_server_needs_is_fetched() {
        let simulation = "Reading package lists...\n\
            Inst libjson-perl (4 Debian [all])\nInst libpq5 (15.18 Debian [amd64])\nInst libllvm14 (1 Debian [amd64])\n\
            Inst postgresql-client-common (248 Debian [all])\nInst postgresql-client-15 (15.18 Debian [amd64])\n\
            Inst postgresql-common (248 Debian [all])\nInst postgresql-15 (15.18 Debian [amd64])\nConf libpq5 (15.18)\n";
        assert_eq!(
            needed(simulation),
            ["libpq5", "postgresql-client-15", "postgresql-15"]
        );
    }

    /// For a person on Debian, without root, with `APT_CONFIG` naming a package state that lacks PostgreSQL.
    #[test]
    #[ignore = "fetches packages from the distribution"]
    fn unpacked_programs_run_where_they_lie() {
        let dir = tempfile::tempdir().unwrap();
        let unpacked = dir.path().join("programs");
        let mut steps = Vec::new();
        unpack(&package(Some(15)), &unpacked, &mut |step| steps.push(step)).unwrap();
        assert!(steps.len() >= 2, "{steps:?}");
        let settings = Settings {
            programs: Some(unpacked.join("usr/lib/postgresql/15/bin")),
            ..Settings::new(dir.path())
        };
        let server =
            PrivateServer::open_blocking(&settings, Install::Forbidden, &mut |_| {}).unwrap();
        assert_eq!(server.release_blocking().unwrap(), Released::Stopped);
    }
}
