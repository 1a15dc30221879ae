//! The figures of a row: what is read, and what follows from it.

use serde::{Deserialize, Serialize};

use crate::domain::Money;

/// What was read for a row. Counts and céntimos; a cell that a report does not read is zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Tickets.
    pub tickets: i64,
    /// Bets.
    pub bets: i64,
    /// Their stakes.
    pub stakes: i64,
    /// The shop's commission, sellers' share included.
    pub listero: i64,
    /// The sellers' commission.
    pub vendedor: i64,
    /// Prizes of the tickets.
    pub prizes: i64,
    /// Payouts made.
    pub payouts: i64,
    /// What they paid.
    pub paid: i64,
    /// Payouts taken back.
    pub reversed: i64,
    /// What they had paid.
    pub taken_back: i64,
    /// What of prizes can still be paid.
    pub open: i64,
    /// What of prizes was left when they were made final.
    pub debt: i64,
    /// What of prizes expired.
    pub expired: i64,
}

impl Figures {
    /// Both together; a sum that no figure can hold stays at the largest.
    #[must_use]
    pub const fn plus(self, other: Figures) -> Figures {
        Figures {
            tickets: self.tickets.saturating_add(other.tickets),
            bets: self.bets.saturating_add(other.bets),
            stakes: self.stakes.saturating_add(other.stakes),
            listero: self.listero.saturating_add(other.listero),
            vendedor: self.vendedor.saturating_add(other.vendedor),
            prizes: self.prizes.saturating_add(other.prizes),
            payouts: self.payouts.saturating_add(other.payouts),
            paid: self.paid.saturating_add(other.paid),
            reversed: self.reversed.saturating_add(other.reversed),
            taken_back: self.taken_back.saturating_add(other.taken_back),
            open: self.open.saturating_add(other.open),
            debt: self.debt.saturating_add(other.debt),
            expired: self.expired.saturating_add(other.expired),
        }
    }
}

/// One column of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Tickets.
    Tickets,
    /// Bets.
    Bets,
    /// Stakes.
    Stakes,
    /// Stakes of a ticket on the average.
    Average,
    /// The row's part of the report's main figure.
    Share,
    /// The shop's commission.
    Listero,
    /// The sellers' commission.
    Vendedor,
    /// What the shop keeps of its commission: the shop's less the sellers'.
    Own,
    /// Prizes.
    Prizes,
    /// What stays with the house: stakes less commission and prizes.
    Net,
    /// The net result as a part of the stakes.
    Margin,
    /// Payouts made.
    Payouts,
    /// What they paid.
    Paid,
    /// Payouts taken back.
    Reversed,
    /// What those had paid.
    TakenBack,
    /// What of prizes can still be paid.
    Open,
    /// What was left of prizes that were made final: a debt that finance follows.
    Debt,
    /// What of prizes expired.
    Expired,
}

/// One cell of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// So many.
    Count(i64),
    /// An amount.
    Money(Money),
    /// Tenths of a percent.
    Permille(i64),
    /// There is nothing to divide by.
    None,
}

impl Measure {
    /// The name in JSON and in exported tables.
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Tickets => "tickets",
            Measure::Bets => "bets",
            Measure::Stakes => "stakes",
            Measure::Average => "average",
            Measure::Share => "share",
            Measure::Listero => "listero",
            Measure::Vendedor => "vendedor",
            Measure::Own => "own",
            Measure::Prizes => "prizes",
            Measure::Net => "net",
            Measure::Margin => "margin",
            Measure::Payouts => "payouts",
            Measure::Paid => "paid",
            Measure::Reversed => "reversed",
            Measure::TakenBack => "taken_back",
            Measure::Open => "open",
            Measure::Debt => "debt",
            Measure::Expired => "expired",
        }
    }

    /// The column's figure in a row; `whole` is the main figure of the whole report.
    pub fn of(self, row: &Figures, main: Measure, whole: &Figures) -> Figure {
        match self {
            Measure::Tickets => Figure::Count(row.tickets),
            Measure::Bets => Figure::Count(row.bets),
            Measure::Payouts => Figure::Count(row.payouts),
            Measure::Reversed => Figure::Count(row.reversed),
            Measure::Average => match row.stakes.checked_div(row.tickets) {
                Some(each) => money(each),
                None => Figure::None,
            },
            Measure::Share => permille(main.amount(row), main.amount(whole)),
            Measure::Margin => permille(Measure::Net.amount(row), row.stakes),
            Measure::Stakes
            | Measure::Listero
            | Measure::Vendedor
            | Measure::Own
            | Measure::Prizes
            | Measure::Net
            | Measure::Paid
            | Measure::TakenBack
            | Measure::Open
            | Measure::Debt
            | Measure::Expired => money(self.amount(row)),
        }
    }

    /// The plain amount or count behind a column, by which rows are ordered and compared; zero for parts and averages.
    pub const fn amount(self, row: &Figures) -> i64 {
        match self {
            Measure::Tickets => row.tickets,
            Measure::Bets => row.bets,
            Measure::Stakes => row.stakes,
            Measure::Listero => row.listero,
            Measure::Vendedor => row.vendedor,
            Measure::Own => row.listero.saturating_sub(row.vendedor),
            Measure::Prizes => row.prizes,
            Measure::Net => row
                .stakes
                .saturating_sub(row.listero)
                .saturating_sub(row.prizes),
            Measure::Payouts => row.payouts,
            Measure::Paid => row.paid,
            Measure::Reversed => row.reversed,
            Measure::TakenBack => row.taken_back,
            Measure::Open => row.open,
            Measure::Debt => row.debt,
            Measure::Expired => row.expired,
            Measure::Average | Measure::Share | Measure::Margin => 0,
        }
    }
}

fn money(cents: i64) -> Figure {
    Money::try_from_cents(cents).map_or(Figure::None, Figure::Money)
}

/// `part` of `whole` in tenths of a percent, rounded to the nearest, half away from zero.
fn permille(part: i64, whole: i64) -> Figure {
    let (part, whole) = (i128::from(part), i128::from(whole));
    let half = whole.abs() / 2;
    let scaled = part.saturating_mul(1000);
    let rounded = if scaled < 0 {
        scaled.saturating_sub(half)
    } else {
        scaled.saturating_add(half)
    };
    rounded
        .checked_div(whole)
        .and_then(|tenths| i64::try_from(tenths).ok())
        .map_or(Figure::None, Figure::Permille)
}
