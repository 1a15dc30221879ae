//! The program from outside: its commands, their exit codes, and what never leaves it.
#![expect(clippy::unwrap_used, reason = "in a test it is the assertion itself")]

mod commission;
mod counter;
mod database;
mod edges;
mod goods;
mod import;
mod layoff;
mod lists;
mod made;
mod printing;
mod program;
mod session;
#[path = "../support/mod.rs"]
mod support;
