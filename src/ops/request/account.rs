//! What is asked of the accounts between house, shop and seller.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::{
    ApprovalId, CommandKey, DrawId, Holder, Money, MovementId, MovementKind, MovementMethod,
    VentanaId,
};

/// Enters a payment or collection between house and shop, or between shop and seller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveMovement {
    /// The key of the command.
    pub key: CommandKey,
    /// The movement's id, new.
    pub movement: MovementId,
    /// Whose account: a shop's or a seller's.
    pub holder: Holder,
    /// Which way.
    pub kind: MovementKind,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: MovementMethod,
    /// The bank's or paper's reference, at most 80 characters.
    #[serde(default)]
    pub reference: String,
    /// A note, at most 500 characters.
    #[serde(default)]
    pub note: String,
    /// The business date; today without one, never one to come nor of a closed month.
    #[serde(default)]
    pub date: Option<NaiveDate>,
}

/// A span of an account, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskStatement {
    /// Whose.
    pub holder: Holder,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, at most a year later.
    pub to: NaiveDate,
}

/// A day of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskDay {
    /// Whose.
    pub holder: Holder,
    /// The day.
    pub date: NaiveDate,
}

/// The tickets of a draw behind a day of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskTickets {
    /// Whose.
    pub holder: Holder,
    /// The day.
    pub date: NaiveDate,
    /// The draw.
    pub draw: DrawId,
    /// Continue after this.
    #[serde(default)]
    pub after: Option<String>,
}

/// Payments and collections of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskMovements {
    /// Whose; the house's lists all within reach.
    pub holder: Holder,
    /// Continue after this.
    #[serde(default)]
    pub after: Option<String>,
}

/// Takes a payment or collection back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReverseMovement {
    /// The key of the command.
    pub key: CommandKey,
    /// The movement.
    pub movement: MovementId,
    /// Why.
    pub reason: String,
}

/// Closes a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseMonth {
    /// The key of the command.
    pub key: CommandKey,
    /// Its first day.
    pub month: NaiveDate,
    /// Another administrator's consent.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// Sets what a shop may owe the house before its sale stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetCredit {
    /// The key of the command.
    pub key: CommandKey,
    /// The shop.
    pub ventana: VentanaId,
    /// What it may owe; `None` lifts the limit.
    pub limit: Option<Money>,
}

/// The transfers of an account of a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskEntries {
    /// The book: the house's or a shop's id.
    pub book: Uuid,
    /// The account.
    pub code: i16,
    /// Continue after this.
    #[serde(default)]
    pub after: Option<String>,
}

/// A month of all accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskMonth {
    /// Its first day.
    pub month: NaiveDate,
}
