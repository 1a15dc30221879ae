//! What a called-off draw leaves behind: refunds, what is owed of prizes that were paid; and the days without draws.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    DrawId, HolidayId, LotteryId, Money, SettlementId, TicketCode, UserId, VentanaId,
};

/// A draw was called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annulment {
    /// The draw.
    pub draw: DrawId,
    /// Tickets to refund.
    pub tickets: i64,
    /// Their stakes.
    pub stakes: Money,
    /// What was paid of its prizes, and is now owed back.
    pub reclaimed: Money,
}

/// Which claims to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimFilter {
    /// Only those of this shop's people.
    pub ventana: Option<VentanaId>,
    /// Only those of this person.
    pub owner: Option<UserId>,
    /// Only those of this draw.
    pub draw: Option<DrawId>,
    /// Also those of which nothing is owed any more.
    pub settled: bool,
}

/// What is owed of a paid prize that is none any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRow {
    /// The ticket.
    pub code: TicketCode,
    /// The draw's lottery.
    pub lottery: String,
    /// When it drew.
    pub draw_at: DateTime<Utc>,
    /// Whether the draw was called off; else its result was corrected.
    pub annulled: bool,
    /// Who owes it: whoever paid the prize last.
    pub owner: String,
    /// The owner's shop.
    pub ventana: Option<String>,
    /// Since when.
    pub at: DateTime<Utc>,
    /// What was claimed.
    pub claimed: Money,
    /// What came back.
    pub collected: Money,
    /// What was given up.
    pub written_off: Money,
    /// What is owed. Negative where the result was corrected back after the money had come back: it is to be returned.
    pub owed: Money,
    /// The last settlement that stands, which may be taken back.
    pub last: Option<SettlementId>,
}

/// Claims with their sum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimPage {
    /// The rows, oldest first.
    pub rows: Vec<ClaimRow>,
    /// How many.
    pub count: i64,
    /// What is owed in all.
    pub owed: Money,
}

/// A day without draws.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayRow {
    /// Its id.
    pub id: HolidayId,
    /// The lottery that draws nothing; every one, without.
    pub lottery: Option<LotteryId>,
    /// The lottery's name.
    pub lottery_name: Option<String>,
    /// The day.
    pub day: NaiveDate,
    /// What it is called.
    pub name: String,
    /// Who set it.
    pub set_by: String,
}
