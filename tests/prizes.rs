//! Prizes on a real PostgreSQL: every state with every action, parts, limits and second persons, papers, lists, and
//! several cashiers at once.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose stage cannot be set has failed"
)]

mod support;

#[path = "prizes/approvals.rs"]
mod approvals;
#[path = "prizes/at_once.rs"]
mod at_once;
#[path = "prizes/cancelling.rs"]
mod cancelling;
#[path = "prizes/lists.rs"]
mod lists;
#[path = "prizes/papers.rs"]
mod papers;
#[path = "prizes/stage.rs"]
mod stage;
#[path = "prizes/states.rs"]
mod states;
