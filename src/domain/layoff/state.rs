//! The life of a lay-off. A step that its state does not know leads nowhere.

use serde::{Deserialize, Serialize};

/// Where a lay-off stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LayOffState {
    /// Kept in the house; nobody else knows of it.
    Proposed,
    /// The other house has it and has not answered.
    Sent,
    /// The other house takes it: it is owed for, and counts in the exposure.
    Accepted,
    /// The other house does not take it.
    Rejected,
    /// It was taken back before an answer.
    Withdrawn,
    /// Both sides are paid.
    Settled,
    /// Its draw was called off, and everything was given back.
    Annulled,
}

/// What can happen to a lay-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayOffStep {
    /// It was kept.
    Proposed,
    /// It went to the other house.
    Sent,
    /// The other house took it.
    Accepted,
    /// The other house did not take it.
    Rejected,
    /// It was taken back.
    Withdrawn,
    /// The draw's result, or a correction of it, made the other house's share.
    Shared,
    /// What stood between the houses was paid.
    Settled,
    /// The draw was called off.
    Annulled,
}

impl LayOffState {
    /// All states in the order of a lay-off's life.
    pub const ALL: [LayOffState; 7] = [
        LayOffState::Proposed,
        LayOffState::Sent,
        LayOffState::Accepted,
        LayOffState::Rejected,
        LayOffState::Withdrawn,
        LayOffState::Settled,
        LayOffState::Annulled,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            LayOffState::Proposed => "PROPOSED",
            LayOffState::Sent => "SENT",
            LayOffState::Accepted => "ACCEPTED",
            LayOffState::Rejected => "REJECTED",
            LayOffState::Withdrawn => "WITHDRAWN",
            LayOffState::Settled => "SETTLED",
            LayOffState::Annulled => "ANNULLED",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<LayOffState> {
        LayOffState::ALL
            .into_iter()
            .find(|state| state.name() == name)
    }

    /// Whether the other house bears its part of the draw.
    pub const fn counts(self) -> bool {
        matches!(self, LayOffState::Accepted | LayOffState::Settled)
    }

    /// The state after a step; nothing where the step is not allowed. What is settled opens again where a correction of the
    /// result changes the share; what was settled of a draw that is called off is paid back.
    pub const fn after(self, step: LayOffStep) -> Option<LayOffState> {
        use LayOffState as State;
        use LayOffStep as Step;
        match (self, step) {
            (State::Proposed, Step::Sent) => Some(State::Sent),
            (State::Proposed | State::Sent, Step::Withdrawn) => Some(State::Withdrawn),
            (State::Sent, Step::Accepted) | (State::Accepted | State::Settled, Step::Shared) => {
                Some(State::Accepted)
            }
            (State::Sent, Step::Rejected) => Some(State::Rejected),
            (State::Accepted, Step::Settled) => Some(State::Settled),
            (State::Accepted | State::Settled, Step::Annulled)
            | (State::Annulled, Step::Settled) => Some(State::Annulled),
            (
                State::Proposed
                | State::Sent
                | State::Accepted
                | State::Rejected
                | State::Withdrawn
                | State::Settled
                | State::Annulled,
                Step::Proposed
                | Step::Sent
                | Step::Accepted
                | Step::Rejected
                | Step::Withdrawn
                | Step::Shared
                | Step::Settled
                | Step::Annulled,
            ) => None,
        }
    }
}

impl LayOffStep {
    /// All steps.
    pub const ALL: [LayOffStep; 8] = [
        LayOffStep::Proposed,
        LayOffStep::Sent,
        LayOffStep::Accepted,
        LayOffStep::Rejected,
        LayOffStep::Withdrawn,
        LayOffStep::Shared,
        LayOffStep::Settled,
        LayOffStep::Annulled,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            LayOffStep::Proposed => "proposed",
            LayOffStep::Sent => "sent",
            LayOffStep::Accepted => "accepted",
            LayOffStep::Rejected => "rejected",
            LayOffStep::Withdrawn => "withdrawn",
            LayOffStep::Shared => "shared",
            LayOffStep::Settled => "settled",
            LayOffStep::Annulled => "annulled",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<LayOffStep> {
        LayOffStep::ALL.into_iter().find(|step| step.name() == name)
    }
}
