//! The private PostgreSQL: find the server's programs, make a cluster in the data folder, start it on a
//! Unix socket, share it with the other consoles of the same user, stop it with the last one, back it up.
//!
//! Three ideas carry the module. *Alive means that the socket answers a query*: a process id proves nothing, it may
//! name a zombie or a stranger. *The kernel keeps the books*: who boots and who uses the server are file
//! locks, which a `kill -9` releases. *The server is durable*: fsync, full pages, synchronous commit and checksums are on.

mod account;
mod backup;
mod cluster;
mod create;
mod error;
mod folder;
mod hint;
mod install;
mod lock;
mod probe;
mod process;
mod programs;
mod server;
mod settings;
mod status;

pub use backup::{Backup, Restored};
pub use error::{Doing, Error};
pub use hint::hint_command;
pub use server::{PrivateServer, Released, Reviver};
pub use settings::{Durability, Install, Progress, Role, Settings};
pub use status::{Others, State, Status, Stopped, status, stop};

/// The database that holds the house.
pub const DATABASE: &str = "banca";

/// The superuser of the private cluster, owner of the schema: migrations and owner's tasks only.
pub const OWNER_ROLE: &str = "banca";

/// The role the consoles connect as; it owns nothing and cannot delete. The migrations create it.
pub const APP_ROLE: &str = "banca_app";

/// The oldest PostgreSQL whose features the schema relies on.
pub const OLDEST_MAJOR: u32 = 15;

/// The port that names the socket file; nothing ever listens on TCP.
const PORT: u16 = 5432;
