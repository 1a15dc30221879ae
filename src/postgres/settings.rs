//! What a caller says about the private server, and what it is told meanwhile.

use std::path::PathBuf;

use crate::config::Config;

/// Where the private server lives and how it is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The folder of the cluster, its socket and its locks. Made when missing, with a mode that shuts others out.
    pub folder: PathBuf,
    /// The folder with `initdb`, `pg_ctl` and `postgres`, when they are not where they usually are.
    pub programs: Option<PathBuf>,
    /// Server settings laid over ours. Whoever starts the server decides: a server that runs keeps its own.
    pub extra: Vec<(String, String)>,
}

impl Settings {
    /// Settings for a cluster in this folder, everything else as usual.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            programs: None,
            extra: Vec::new(),
        }
    }

    /// The house's own cluster: `postgres` below the data folder.
    pub fn from_config(config: &Config) -> Self {
        Self {
            folder: config.data_dir.join("postgres"),
            programs: config.pg_bin.clone(),
            extra: Vec::new(),
        }
    }

    /// The cluster that all test processes of one user share, in the temporary folder. Its durability is off unless `durable`:
    /// a test's data need not outlive the machine. Two clusters, so that neither kind weakens the other.
    pub fn for_tests(durability: Durability) -> Self {
        let uid = rustix::process::geteuid().as_raw();
        let (name, extra) = match durability {
            Durability::Off => (
                "fast",
                vec![
                    ("fsync".to_owned(), "off".to_owned()),
                    ("full_page_writes".to_owned(), "off".to_owned()),
                    ("synchronous_commit".to_owned(), "off".to_owned()),
                    // All tests of the machine share the server, and some of them bring 64 consoles.
                    ("max_connections".to_owned(), "400".to_owned()),
                ],
            ),
            Durability::On => ("durable", Vec::new()),
        };
        Self {
            folder: std::env::temp_dir().join(format!("banca-tests-{uid}-{name}")),
            programs: std::env::var_os("BANCA_PG_BIN").map(PathBuf::from),
            extra,
        }
    }

    /// Lays one server setting over ours.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.extra.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Whether a crash of the machine may cost what was acknowledged.
    pub(super) fn is_durable(&self) -> bool {
        !self
            .extra
            .iter()
            .any(|(name, value)| name == "fsync" && value == "off")
    }
}

/// What a test needs of its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing is forced to the disk.
    Off,
    /// As in the shop: tests that kill the server.
    On,
}

/// Whether missing server programs may be fetched from the distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Install {
    /// Get the distribution's own package when no programs are found.
    Allowed,
    /// Refuse with [`Error::NoServer`](super::Error::NoServer).
    Forbidden,
}

/// Who a connection speaks as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// [`OWNER_ROLE`](super::OWNER_ROLE).
    Owner,
    /// [`APP_ROLE`](super::APP_ROLE).
    App,
}

/// A step on the way to a server that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Another console is starting or stopping the same server.
    Waiting,
    /// The distribution's list of packages is being refreshed.
    RefreshingPackages,
    /// A package is being fetched and unpacked; `done` of `total` are finished.
    Installing {
        /// The package.
        package: String,
        /// Packages finished.
        done: usize,
        /// Packages in all.
        total: usize,
    },
    /// A new cluster is being made.
    Creating {
        /// The major version of its server.
        major: u32,
        /// Where.
        folder: PathBuf,
    },
    /// The cluster's own path is too long for a socket, which is in this folder instead.
    SocketMoved {
        /// The short folder.
        folder: PathBuf,
    },
    /// The server is being started.
    Starting,
    /// The server replays its log after a crash.
    Recovering,
    /// The server answers.
    Ready {
        /// Whether another console had started it.
        shared: bool,
    },
}
