//! What the doors are told: who greets, who is signed in, what the home screen shows.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Credit, DrawRisk, DrawRow, DrawerView};
use crate::domain::{BancaId, Money, Right, Role, SessionId, TerminalId, UserId, VentanaId};

/// What server and clock answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// Whether a house exists.
    pub set_up: bool,
    /// The house's name, when it exists.
    pub banca: Option<String>,
    /// The server's version.
    pub server: String,
    /// The database's clock.
    pub now: DateTime<Utc>,
    /// Whether this is a scratch database whose clock can be moved (demo, training).
    pub scratch: bool,
}

/// Who is signed in, with what they may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SignedIn {
    /// The session's row.
    pub session: SessionId,
    /// The house.
    pub banca: BancaId,
    /// The house's name.
    pub banca_name: String,
    /// The house's zone.
    pub zone: chrono_tz::Tz,
    /// The user.
    pub user: UserId,
    /// The user's full name.
    pub name: String,
    /// The user's sign-in name.
    pub username: String,
    /// The role.
    pub role: Role,
    /// Rights beyond the role's.
    pub extra: Vec<Right>,
    /// The shop; none for an administrator without one.
    pub ventana: Option<(VentanaId, String)>,
    /// The terminal.
    pub terminal: (TerminalId, String),
    /// The largest payout without a second person.
    pub payout_limit: Money,
    /// The database's clock at sign-in.
    pub now: DateTime<Utc>,
    /// Whether the PIN is one that the house made up: no command is given before it is changed.
    #[serde(default)]
    pub must_change: bool,
    /// Whether this is a scratch database (demo, training).
    pub scratch: bool,
}

/// The home screen's figures, within what the user may see.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// Today's business date.
    pub date: NaiveDate,
    /// Tickets sold today and not cancelled.
    pub tickets: i64,
    /// Their stakes.
    pub sold: Money,
    /// Tickets cancelled today.
    pub cancelled: i64,
    /// Their stakes.
    pub cancelled_stakes: Money,
    /// Prizes paid today.
    pub paid: Money,
    /// Commission earned today: the own one for a seller, else the shops', out of which they pay their sellers.
    pub commission: Money,
    /// Prizes won and not collected, within the user's reach.
    pub unpaid_prizes: Money,
    /// How many.
    pub unpaid_count: i64,
    /// Sales of today by hour of the house's zone.
    pub by_hour: Vec<(u8, Money)>,
    /// Sales of today by lottery.
    pub by_lottery: Vec<(String, Money)>,
    /// The next draws.
    pub next: Vec<DrawRow>,
    /// Closed draws that wait for a result or its confirmation.
    pub waiting: Vec<DrawRow>,
    /// The own drawer.
    pub drawer: Option<DrawerView>,
    /// Sales by shop, most first; only for who runs the house.
    #[serde(default)]
    pub by_shop: Vec<(String, Money)>,
    /// Sales by hour a week before.
    #[serde(default)]
    pub week_before: Vec<(u8, Money)>,
    /// What the draws on sale may cost, the next ones first.
    #[serde(default)]
    pub risks: Vec<DrawRisk>,
    /// What the own shop owes the house, where its sale stops at a limit.
    #[serde(default)]
    pub credit: Option<Credit>,
    /// Drawers within reach that are not closed though their day is over: cashier and terminal.
    #[serde(default)]
    pub stale_drawers: Vec<String>,
    /// Closed drawers of others that wait for a review.
    #[serde(default)]
    pub to_review: i64,
}
