//! Servers and clients that die in the middle of selling: what was acknowledged is there once, what was not is found by its
//! key, and the books agree.
//!
//! The short forms run with the others. The long forms, one after the other:
//!
//! ```text
//! cargo test --release --test crash -- --ignored --nocapture --test-threads 1
//! ```
//!
//! `BANCA_CYCLES` kills of the server or of all clients (200), `BANCA_SALES` answers awaited before each (300 and 40),
//! `BANCA_SELLERS` at once (8), `BANCA_VERIFY` cycles from one check of the books to the next (25), `BANCA_SECONDS` after
//! which no further cycle begins, `BANCA_SEED`, `BANCA_PLACE` for the clusters (a folder in memory makes for many more cycles,
//! and killed processes lose the same there: what the kernel holds survives them), and `BANCA_FIGURES`, a file to which
//! each run adds its line: runs add up.
#![expect(
    clippy::unwrap_used,
    reason = "an attack whose stage cannot be set has failed"
)]

#[path = "../attack/mod.rs"]
mod attack;
mod clients;
mod program;
mod restore;
mod segments;
mod server;
#[path = "../support/mod.rs"]
mod support;
