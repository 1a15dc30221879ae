//! Reports: what each counts, along which dimensions, and how the figures of a row follow from what was read. Amounts are
//! céntimos. A ticket counts on the day it was sold, its prize on that same day, so that a day's profit belongs to its sale.

mod figures;
mod key;
mod line;
mod period;
mod table;

pub use figures::{Figure, Figures, Measure};
pub use key::{AgeBand, ReportKey, WaitBand};
pub use line::{FilterProblem, ReportFilter, narrowed};
pub(in crate::domain) use line::{set, words};
pub use period::{Period, PeriodWord};
pub use table::{Report, ReportRow, tabulate};

use serde::{Deserialize, Serialize};

/// What is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportName {
    /// What was sold, what it won, what stays.
    Sales,
    /// What the house keeps of what was sold.
    Profit,
    /// What shops and sellers earned.
    Commissions,
    /// What was sold at which price: the closing by multiplier band and time of draw.
    Closing,
    /// Tickets that were cancelled, and how soon.
    Cancelled,
    /// Prizes that were paid and payouts taken back.
    Paid,
    /// Prizes that were won and what became of them: paid, still open, final with a debt, expired.
    Prizes,
}

/// By what the rows of a report are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// The shop.
    Ventana,
    /// The seller.
    Vendedor,
    /// The lottery.
    Lottery,
    /// The single draw.
    Draw,
    /// The time of the draw, whatever its day.
    Time,
    /// The number; of the draws whose own date lies in the period.
    Number,
    /// Kind and factor of the bet.
    Band,
    /// The hour of the sale.
    Hour,
    /// The day of the week.
    Weekday,
    /// The business date.
    Day,
    /// The week, by its Monday.
    Week,
    /// The month.
    Month,
    /// The time from sale to cancellation.
    Age,
    /// The method of payment.
    Method,
    /// Days from the draw to the payment, or until today where it is not paid.
    Wait,
}

impl ReportName {
    /// All reports in the order of the menu.
    pub const ALL: [ReportName; 7] = [
        ReportName::Sales,
        ReportName::Profit,
        ReportName::Commissions,
        ReportName::Closing,
        ReportName::Cancelled,
        ReportName::Paid,
        ReportName::Prizes,
    ];

    /// The name in commands and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            ReportName::Sales => "sales",
            ReportName::Profit => "profit",
            ReportName::Commissions => "commissions",
            ReportName::Closing => "closing",
            ReportName::Cancelled => "cancelled",
            ReportName::Paid => "paid",
            ReportName::Prizes => "prizes",
        }
    }

    /// Reads a name; only the exact name counts.
    pub fn from_name(name: &str) -> Option<ReportName> {
        ReportName::ALL
            .into_iter()
            .find(|report| report.name() == name)
    }

    /// By what it can be told apart; the first is the usual one.
    pub const fn dimensions(self) -> &'static [Dimension] {
        use Dimension::{
            Age, Band, Day, Draw, Hour, Lottery, Method, Month, Number, Time, Vendedor, Ventana,
            Wait, Week, Weekday,
        };
        match self {
            ReportName::Sales => &[
                Ventana, Vendedor, Lottery, Draw, Time, Number, Hour, Weekday, Day, Week, Month,
            ],
            ReportName::Profit => &[
                Ventana, Vendedor, Lottery, Draw, Time, Number, Weekday, Day, Week, Month,
            ],
            ReportName::Commissions => &[Ventana, Vendedor, Lottery, Draw, Time, Day, Week, Month],
            ReportName::Closing => &[Band, Time, Lottery, Vendedor, Ventana, Draw, Day],
            ReportName::Cancelled => &[Age, Vendedor, Ventana, Lottery, Draw, Hour, Day],
            ReportName::Paid => &[
                Method, Wait, Ventana, Vendedor, Lottery, Draw, Hour, Day, Month,
            ],
            ReportName::Prizes => &[Wait, Ventana, Vendedor, Lottery, Draw, Day, Week, Month],
        }
    }

    /// What it shows of each row, from left to right.
    pub const fn measures(self, by: Dimension) -> &'static [Measure] {
        use Measure::{
            Average, Bets, Debt, Expired, Listero, Margin, Net, Open, Own, Paid, Payouts, Prizes,
            Reversed, Share, Stakes, TakenBack, Tickets, Vendedor,
        };
        match (self, by) {
            // a ticket that holds several numbers counts under each, so their sum would say nothing
            (ReportName::Sales, Dimension::Number) => {
                &[Tickets, Stakes, Share, Listero, Prizes, Net]
            }
            (ReportName::Sales, _) => {
                &[Stakes, Share, Tickets, Bets, Average, Listero, Prizes, Net]
            }
            (ReportName::Profit, _) => &[Stakes, Listero, Prizes, Net, Margin],
            (ReportName::Commissions, _) => &[Stakes, Listero, Vendedor, Own],
            (ReportName::Closing, _) => &[Stakes, Share, Bets, Listero, Prizes, Net],
            (ReportName::Cancelled, _) => &[Tickets, Stakes, Share, Average],
            (ReportName::Paid, _) => &[Payouts, Paid, Share, Reversed, TakenBack],
            (ReportName::Prizes, _) => &[Tickets, Prizes, Paid, Open, Share, Debt, Expired],
        }
    }

    /// The figure that its chart shows, by which rows are ordered and periods compared.
    pub const fn main(self) -> Measure {
        match self {
            ReportName::Sales | ReportName::Closing | ReportName::Cancelled => Measure::Stakes,
            ReportName::Profit => Measure::Net,
            ReportName::Commissions => Measure::Listero,
            ReportName::Paid => Measure::Paid,
            ReportName::Prizes => Measure::Open,
        }
    }
}

impl Dimension {
    /// All of them.
    pub const ALL: [Dimension; 15] = [
        Dimension::Ventana,
        Dimension::Vendedor,
        Dimension::Lottery,
        Dimension::Draw,
        Dimension::Time,
        Dimension::Number,
        Dimension::Band,
        Dimension::Hour,
        Dimension::Weekday,
        Dimension::Day,
        Dimension::Week,
        Dimension::Month,
        Dimension::Age,
        Dimension::Method,
        Dimension::Wait,
    ];

    /// The name in commands and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Dimension::Ventana => "ventana",
            Dimension::Vendedor => "vendedor",
            Dimension::Lottery => "lottery",
            Dimension::Draw => "draw",
            Dimension::Time => "time",
            Dimension::Number => "number",
            Dimension::Band => "band",
            Dimension::Hour => "hour",
            Dimension::Weekday => "weekday",
            Dimension::Day => "day",
            Dimension::Week => "week",
            Dimension::Month => "month",
            Dimension::Age => "age",
            Dimension::Method => "method",
            Dimension::Wait => "wait",
        }
    }

    /// Reads a name; only the exact name counts.
    pub fn from_name(name: &str) -> Option<Dimension> {
        Dimension::ALL.into_iter().find(|by| by.name() == name)
    }

    /// Whether its rows have an order of their own, which is kept: hours, days, numbers.
    pub const fn ordered(self) -> bool {
        match self {
            Dimension::Time
            | Dimension::Number
            | Dimension::Band
            | Dimension::Hour
            | Dimension::Weekday
            | Dimension::Day
            | Dimension::Week
            | Dimension::Month
            | Dimension::Age
            | Dimension::Wait => true,
            Dimension::Ventana
            | Dimension::Vendedor
            | Dimension::Lottery
            | Dimension::Draw
            | Dimension::Method => false,
        }
    }

    /// What a row opens into: the next finer dimension of this report. `None` where a row opens the tickets behind it.
    pub fn finer(self, report: ReportName) -> Option<Dimension> {
        let next = match self {
            Dimension::Month | Dimension::Week | Dimension::Weekday => Dimension::Day,
            Dimension::Ventana => Dimension::Vendedor,
            Dimension::Day
            | Dimension::Age
            | Dimension::Method
            | Dimension::Wait
            | Dimension::Hour => Dimension::Ventana,
            Dimension::Vendedor | Dimension::Band => Dimension::Lottery,
            Dimension::Lottery | Dimension::Time => Dimension::Draw,
            Dimension::Draw | Dimension::Number => return None,
        };
        report.dimensions().contains(&next).then_some(next)
    }
}

#[cfg(test)]
mod tests;
