//! Payouts: how a prize is handed over, and how a payout stands in the list.

use serde::{Deserialize, Serialize};

/// How a prize is handed over. Unknown methods cannot be written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayMethod {
    /// From the drawer.
    Cash,
    /// SINPE Móvil.
    Sinpe,
    /// Bank transfer.
    Transfer,
    /// A cheque.
    Cheque,
    /// Something else, explained in the notes.
    Other,
}

impl PayMethod {
    /// All methods in the order they are offered.
    pub const ALL: [PayMethod; 5] = [
        PayMethod::Cash,
        PayMethod::Sinpe,
        PayMethod::Transfer,
        PayMethod::Cheque,
        PayMethod::Other,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            PayMethod::Cash => "cash",
            PayMethod::Sinpe => "sinpe",
            PayMethod::Transfer => "transfer",
            PayMethod::Cheque => "cheque",
            PayMethod::Other => "other",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<PayMethod> {
        PayMethod::ALL
            .into_iter()
            .find(|method| method.name() == name)
    }
}

/// The status shown in the list of payouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayoutStatus {
    /// A prize of which nothing is paid.
    Pending,
    /// A part is paid.
    Partial,
    /// Everything is paid.
    Completed,
    /// A part was accepted as final.
    Finalised,
    /// This payout was taken back.
    Reversed,
}

impl PayoutStatus {
    /// All statuses in the order they are offered.
    pub const ALL: [PayoutStatus; 5] = [
        PayoutStatus::Pending,
        PayoutStatus::Partial,
        PayoutStatus::Completed,
        PayoutStatus::Finalised,
        PayoutStatus::Reversed,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            PayoutStatus::Pending => "pending",
            PayoutStatus::Partial => "partial",
            PayoutStatus::Completed => "completed",
            PayoutStatus::Finalised => "finalised",
            PayoutStatus::Reversed => "reversed",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<PayoutStatus> {
        PayoutStatus::ALL
            .into_iter()
            .find(|status| status.name() == name)
    }
}

/// Longest notes of a payout, in characters.
pub const NOTES_MAX: u16 = 500;
