//! The wire between console and server breaks at every place: what was acknowledged is there once, what was not is found by
//! its key, and the books agree. And a sale goes over it once.
//!
//! The short form runs with the others. The long form:
//!
//! ```text
//! cargo test --release --test wire -- --ignored --nocapture
//! ```
//!
//! `BANCA_CUTS` of the wire (2000), `BANCA_SELLERS` at once (8), `BANCA_VERIFY` rounds of 25 cuts each from one check of the
//! books to the next (20), `BANCA_SECONDS`, `BANCA_SEED` and `BANCA_FIGURES` as in `tests/crash/main.rs`.
#![expect(
    clippy::unwrap_used,
    reason = "an attack whose stage cannot be set has failed"
)]

#[path = "../attack/mod.rs"]
mod attack;
mod cuts;
mod proxy;
#[path = "../support/mod.rs"]
mod support;
mod trips;
