//! The jobs of the clock.

use serde::{Deserialize, Serialize};

/// A job that runs by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Makes the draws of the coming days.
    Generate,
    /// Puts draws on sale.
    Open,
    /// Calls off draws that nobody opened before they were drawn.
    Skip,
    /// Closes and seals draws.
    Close,
    /// Expires prizes that nobody collected.
    Expire,
    /// Gathers closed draws for the reports.
    Gather,
    /// Seals the activity log.
    Seal,
}

impl Job {
    /// All jobs in the order in which they run.
    pub const ALL: [Job; 7] = [
        Job::Generate,
        Job::Open,
        Job::Skip,
        Job::Close,
        Job::Expire,
        Job::Gather,
        Job::Seal,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Job::Generate => "generate",
            Job::Open => "open",
            Job::Skip => "skip",
            Job::Close => "close",
            Job::Expire => "expire",
            Job::Gather => "gather",
            Job::Seal => "seal",
        }
    }
}
