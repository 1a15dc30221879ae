//! The stored state of a ticket. Everything else that people say of a ticket (loser, paid, …) is derived.

use serde::{Deserialize, Serialize};

/// What is stored on a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TicketState {
    /// Sold and standing.
    Active,
    /// Cancelled before its cutoff.
    Cancelled,
    /// Its list was excluded.
    Excluded,
    /// Its draw was annulled.
    Annulled,
}

impl TicketState {
    /// All states.
    pub const ALL: [TicketState; 4] = [
        TicketState::Active,
        TicketState::Cancelled,
        TicketState::Excluded,
        TicketState::Annulled,
    ];

    /// The name used in the database.
    pub const fn name(self) -> &'static str {
        match self {
            TicketState::Active => "ACTIVE",
            TicketState::Cancelled => "CANCELLED",
            TicketState::Excluded => "EXCLUDED",
            TicketState::Annulled => "ANNULLED",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<TicketState> {
        TicketState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }
}
