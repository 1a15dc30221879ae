//! What a drawer books in its shop: its float, the cash that comes and goes, and its close.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Account, Leg, leg};
use crate::domain::{DrawerId, Money, UserId, VentanaId};

/// J46: a drawer opened with a float from the safe.
pub fn drawer_opened(ventana: VentanaId, drawer: DrawerId, float: Money) -> Vec<Leg> {
    let (drawer, safe) = (
        (Account::Drawer, drawer.raw()),
        (Account::Safe, Uuid::nil()),
    );
    vec![leg("J46", ventana.raw(), drawer, safe, float)]
}

/// J47: cash put into the drawer from the safe.
pub fn cash_paid_in(ventana: VentanaId, drawer: DrawerId, amount: Money) -> Vec<Leg> {
    let (drawer, safe) = (
        (Account::Drawer, drawer.raw()),
        (Account::Safe, Uuid::nil()),
    );
    vec![leg("J47", ventana.raw(), drawer, safe, amount)]
}

/// J47: cash dropped from the drawer into the safe.
pub fn cash_dropped(ventana: VentanaId, drawer: DrawerId, amount: Money) -> Vec<Leg> {
    let (drawer, safe) = (
        (Account::Drawer, drawer.raw()),
        (Account::Safe, Uuid::nil()),
    );
    vec![leg("J47", ventana.raw(), safe, drawer, amount)]
}

/// J47: a petty expense paid from the drawer.
pub fn cash_paid_out(ventana: VentanaId, drawer: DrawerId, amount: Money) -> Vec<Leg> {
    let (drawer, expenses) = (
        (Account::Drawer, drawer.raw()),
        (Account::Expenses, Uuid::nil()),
    );
    vec![leg("J47", ventana.raw(), expenses, drawer, amount)]
}

/// Whom a missing amount is charged to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearer {
    /// The shop, as an expense.
    #[default]
    Shop,
    /// The cashier, who owes it.
    Cashier,
}

impl Bearer {
    /// The name in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Bearer::Shop => "shop",
            Bearer::Cashier => "cashier",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<Bearer> {
        [Bearer::Shop, Bearer::Cashier]
            .into_iter()
            .find(|bearer| bearer.name() == name)
    }

    /// The same of a drawer's cashier.
    pub const fn of(self, cashier: UserId) -> ShortBorneBy {
        match self {
            Bearer::Shop => ShortBorneBy::Shop,
            Bearer::Cashier => ShortBorneBy::Cashier(cashier),
        }
    }
}

/// Who bears a missing amount when a drawer is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShortBorneBy {
    /// The shop, as an expense.
    Shop,
    /// The cashier.
    Cashier(UserId),
}

/// J48, J49, J50: a drawer closed. What is over or short is booked, and what was counted goes to the safe; the drawer's
/// balance is zero afterwards.
///
/// `None` when the difference leaves the range of money.
pub fn drawer_closed(
    ventana: VentanaId,
    drawer: DrawerId,
    expected: Money,
    counted: Money,
    short: ShortBorneBy,
) -> Option<Vec<Leg>> {
    let book = ventana.raw();
    let cash = (Account::Drawer, drawer.raw());
    let difference = counted.checked_sub(expected)?;
    let adjustment = if difference.is_negative() {
        let bearer = match short {
            ShortBorneBy::Shop => (Account::OverShort, Uuid::nil()),
            ShortBorneBy::Cashier(user) => (Account::DueFromStaff, user.raw()),
        };
        leg("J49", book, bearer, cash, difference.checked_neg()?)
    } else {
        leg(
            "J48",
            book,
            cash,
            (Account::OverShort, Uuid::nil()),
            difference,
        )
    };
    let to_safe = leg("J50", book, (Account::Safe, Uuid::nil()), cash, counted);
    Some(
        [adjustment, to_safe]
            .into_iter()
            .filter(|leg| leg.amount.is_positive())
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::posting::tests::{balance, colones};

    #[test]
    fn a_closed_drawer_is_empty_whether_it_was_over_short_or_right() {
        let (ventana, drawer) = (Uuid::from_u128(2).into(), Uuid::from_u128(8).into());
        for (expected, counted) in [(83_610, 83_500), (500, 700), (40, 40), (0, 0), (100, 0)] {
            let legs = drawer_closed(
                ventana,
                drawer,
                colones(expected),
                colones(counted),
                ShortBorneBy::Shop,
            )
            .unwrap();
            assert_eq!(
                balance(&legs, 2, Account::Drawer),
                -colones(expected).as_cents()
            );
            assert_eq!(
                balance(&legs, 2, Account::Safe),
                colones(counted).as_cents()
            );
        }
    }
}
