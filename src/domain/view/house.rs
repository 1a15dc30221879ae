//! The people, shops and lotteries of a house.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    LotteryId, LotteryRules, Money, Multiplier, PriceList, Role, UserId, VentanaId,
};

/// A user in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UserRow {
    /// The id.
    pub id: UserId,
    /// The sign-in name.
    pub username: String,
    /// The full name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The shop.
    pub ventana: Option<(VentanaId, String)>,
    /// The largest payout without a second person; none takes the house's setting.
    pub payout_limit: Option<Money>,
    /// May confirm results though not an administrator.
    pub may_confirm: bool,
    /// Whether the user may sign in.
    pub active: bool,
    /// Locked after failures until then.
    pub locked_until: Option<DateTime<Utc>>,
    /// The latest sign-in.
    pub last_sign_in: Option<DateTime<Utc>>,
}

/// A shop in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VentanaRow {
    /// The id.
    pub id: VentanaId,
    /// The name.
    pub name: String,
    /// Whether it works.
    pub active: bool,
    /// Its users.
    pub users: i64,
}

/// A lottery in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LotteryRow {
    /// The id.
    pub id: LotteryId,
    /// The name.
    pub name: String,
    /// Whether it is on offer.
    pub active: bool,
    /// Its rules.
    pub rules: LotteryRules,
    /// Its prices.
    pub multipliers: Vec<Multiplier>,
    /// Prices that are no longer sold.
    #[serde(default)]
    pub retired: Vec<Multiplier>,
    /// The next draws of its schedule.
    pub next: Vec<DateTime<Utc>>,
}

/// A price list in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PriceListRow {
    /// The list.
    pub list: PriceList,
    /// What its prices are called, by kind and factor.
    pub names: Vec<String>,
    /// The name of its house, shop or seller.
    pub scope_name: String,
    /// The name of its lottery.
    pub lottery_name: String,
    /// Who set it.
    pub set_by: String,
    /// Since when.
    pub set_at: DateTime<Utc>,
}

/// The settings of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseSettings {
    /// Its name.
    pub name: String,
    /// Whether one administrator may enter and confirm a result alone, a minute apart. Marked in every report.
    pub single_person: bool,
    /// The largest payout without a second person, of whoever has no limit of their own.
    pub payout_limit: Money,
    /// Minutes in which the own ticket may be voided.
    pub void_minutes: u16,
    /// A total above this wants one more Enter.
    pub big_total: Money,
    /// The difference of a counted drawer that passes without reason and consent.
    pub cash_threshold: Money,
    /// The share of a limit at which a number is marked, in percent.
    pub alert_percent: u8,
    /// Whether a sale gives the numbers back to others before its commit is on the disk. Its own answer waits for the disk
    /// all the same, at the price of one more round trip: worth it where many terminals sell the same numbers.
    pub early_release: bool,
}
