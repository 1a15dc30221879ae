//! What the clock did: the jobs, their last runs, and whether one of them is late.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A job of the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRow {
    /// Which: `generate`, `open`, `skip`, `close`, `expire`, `gather`, `seal`.
    pub job: String,
    /// When it ran last.
    pub last_run: Option<DateTime<Utc>>,
    /// When it last found something to do.
    pub last_done: Option<DateTime<Utc>>,
    /// When there is something to do next, where that is known.
    pub next: Option<DateTime<Utc>>,
    /// How much it did in all.
    pub done: i64,
    /// How often it ran.
    pub runs: i64,
    /// How often it failed.
    pub failures: i64,
    /// Why it failed last.
    pub last_failure: Option<String>,
    /// When it failed last.
    pub failed_at: Option<DateTime<Utc>>,
    /// Whether something waits that should have been done.
    pub late: bool,
}

/// A run that did something, or failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRun {
    /// Which job.
    pub job: String,
    /// When.
    pub at: DateTime<Utc>,
    /// How much it did.
    pub done: i64,
    /// Why it failed.
    pub failure: Option<String>,
    /// Whose console ran it; nobody's where the owner did.
    pub by: String,
}

/// The jobs, and the latest runs, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jobs {
    /// The jobs in the order in which they run.
    pub jobs: Vec<JobRow>,
    /// The latest runs.
    pub runs: Vec<JobRun>,
}
