//! Money that passes between house and shop, or between shop and seller.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which way the money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// To the one further from the house: the shop, or the seller.
    Payment,
    /// From there.
    Collection,
}

impl MovementKind {
    /// Both, in the order they are offered.
    pub const ALL: [MovementKind; 2] = [MovementKind::Collection, MovementKind::Payment];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            MovementKind::Payment => "payment",
            MovementKind::Collection => "collection",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<MovementKind> {
        MovementKind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// How the money passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementMethod {
    /// From hand to hand.
    Cash,
    /// Bank transfer.
    Transfer,
    /// SINPE Móvil.
    Sinpe,
    /// A cheque.
    Cheque,
    /// The shop's cash, put into the house's bank account.
    Deposit,
}

impl MovementMethod {
    /// All, in the order they are offered.
    pub const ALL: [MovementMethod; 5] = [
        MovementMethod::Cash,
        MovementMethod::Transfer,
        MovementMethod::Sinpe,
        MovementMethod::Cheque,
        MovementMethod::Deposit,
    ];

    /// The name used in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            MovementMethod::Cash => "cash",
            MovementMethod::Transfer => "transfer",
            MovementMethod::Sinpe => "sinpe",
            MovementMethod::Cheque => "cheque",
            MovementMethod::Deposit => "deposit",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<MovementMethod> {
        MovementMethod::ALL
            .into_iter()
            .find(|method| method.name() == name)
    }
}

/// Most characters of a reference.
pub const REFERENCE_MAX: u16 = 80;

/// The first day of a date's month.
pub fn month_of(date: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    date.with_day(1).unwrap_or(date)
}

/// The last day of a month.
pub fn month_end(month: NaiveDate) -> NaiveDate {
    month_of(month)
        .checked_add_months(chrono::Months::new(1))
        .and_then(|next| next.pred_opt())
        .unwrap_or(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for kind in MovementKind::ALL {
            assert_eq!(MovementKind::from_name(kind.name()), Some(kind));
        }
        for method in MovementMethod::ALL {
            assert_eq!(MovementMethod::from_name(method.name()), Some(method));
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let date = |month, day| NaiveDate::from_ymd_opt(2028, month, day).unwrap();
        assert_eq!(month_of(date(2, 17)), date(2, 1));
        assert_eq!(month_end(date(2, 17)), date(2, 29));
        assert_eq!(month_end(date(12, 1)), date(12, 31));
    }
}
