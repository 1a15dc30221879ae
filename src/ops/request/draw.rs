//! What an administrator does to a draw beside its results, and what becomes of the money that moved because of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    ApprovalId, ClaimEnd, CommandKey, DrawId, HolidayId, LotteryId, Money, Number, SettlementId,
    TicketCode, UserId,
};

/// Calls off a draw: its stakes are refunded, and what was paid of its prizes is claimed back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnnulDraw {
    /// The key of the command.
    pub key: CommandKey,
    /// The draw.
    pub draw: DrawId,
    /// Why.
    pub reason: String,
    /// A second administrator's consent.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// Changes a draw that is not closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeDraw {
    /// The key of the command.
    pub key: CommandKey,
    /// The draw.
    pub draw: DrawId,
    /// What changes.
    pub change: DrawChange,
    /// Why.
    pub reason: String,
}

/// What can change of a draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case")]
pub enum DrawChange {
    /// It draws at another time; its tickets stay its tickets.
    Time {
        /// When it draws.
        at: DateTime<Utc>,
        /// When its sale ends; as long before as it was, without one.
        #[serde(default)]
        cutoff: Option<DateTime<Utc>>,
    },
    /// Nothing is sold until it goes on.
    Held,
    /// It goes on selling.
    OnSale,
    /// A draw that was made by hand gets another name.
    Name {
        /// The name.
        name: String,
    },
}

/// Makes a draw by hand, with a name of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpecialDraw {
    /// The key of the command.
    pub key: CommandKey,
    /// The new draw's id.
    pub draw: DrawId,
    /// Its lottery, whose rules and prices it takes.
    pub lottery: LotteryId,
    /// What it is called.
    pub name: String,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// When its sale ends; the lottery's minutes before, without one.
    #[serde(default)]
    pub cutoff: Option<DateTime<Utc>>,
}

/// A day without draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveHoliday {
    /// The key of the command.
    pub key: CommandKey,
    /// The new day's id.
    pub holiday: HolidayId,
    /// The lottery that draws nothing; every one, without.
    #[serde(default)]
    pub lottery: Option<LotteryId>,
    /// The day.
    pub day: NaiveDate,
    /// What it is called.
    pub name: String,
}

/// Takes back a day without draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndHoliday {
    /// The key of the command.
    pub key: CommandKey,
    /// The day.
    pub holiday: HolidayId,
}

/// Collects what is owed of a paid prize that was taken away, or gives it up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SettleClaim {
    /// The key of the command.
    pub key: CommandKey,
    /// The settlement's id.
    pub settlement: SettlementId,
    /// The ticket whose prize was paid.
    pub code: TicketCode,
    /// Collected, or written off.
    pub how: ClaimEnd,
    /// How much; all that is owed, without.
    #[serde(default)]
    pub amount: Option<Money>,
    /// Why; a written-off claim needs a reason.
    #[serde(default)]
    pub reason: String,
}

/// Takes a claim's settlement back, once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnsettleClaim {
    /// The key of the command.
    pub key: CommandKey,
    /// The settlement that is taken back.
    pub settlement: SettlementId,
    /// Why.
    pub reason: String,
}

/// Makes an expired prize payable again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RevivePrize {
    /// The key of the command.
    pub key: CommandKey,
    /// The ticket.
    pub code: TicketCode,
    /// For how many days, today not counted (7 without it, 90 at most).
    #[serde(default)]
    pub days: Option<u16>,
    /// Why.
    pub reason: String,
    /// A second person's consent, where the own right does not suffice.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}

/// Looks for a ticket without its paper; always with a second person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindTicket {
    /// The key of the command.
    pub key: CommandKey,
    /// The business date it was sold on.
    pub day: NaiveDate,
    /// A number it carries.
    pub number: Number,
    /// The stake on that number.
    #[serde(default)]
    pub stake: Option<Money>,
    /// Not sold before.
    #[serde(default)]
    pub from: Option<DateTime<Utc>>,
    /// Not sold after.
    #[serde(default)]
    pub to: Option<DateTime<Utc>>,
    /// Who sold it.
    #[serde(default)]
    pub vendedor: Option<UserId>,
    /// A second person's consent.
    #[serde(default)]
    pub approval: Option<ApprovalId>,
}
