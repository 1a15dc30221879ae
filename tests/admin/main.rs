//! Administration on a real PostgreSQL: the log searched and its chain checked, sessions, people and imports.

mod audit;
mod import;
mod sessions;
#[path = "../support/mod.rs"]
mod support;
