//! How often numbers came out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{LotteryId, Number};

/// Of which lottery, and over which days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotFilter {
    /// The lottery.
    pub lottery: LotteryId,
    /// First business date.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last business date.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// A number with how often and when it came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotNumber {
    /// The number.
    pub number: Number,
    /// How often it came out.
    pub times: i64,
    /// When it came out last.
    pub last: Option<DateTime<Utc>>,
    /// How many draws ago that was; nothing where it never did.
    pub gap: Option<i64>,
}

/// Every number of a lottery with how often it came out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotNumbers {
    /// Draws that were looked at.
    pub draws: i64,
    /// All numbers, ascending.
    pub numbers: Vec<HotNumber>,
}
