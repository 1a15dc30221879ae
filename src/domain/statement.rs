//! Accounts between house, shop and seller. What one owes the other is a balance of the books; a statement tells how it came
//! about, day by day. Positive amounts are owed by the shop or seller, negative ones to them.
//!
//! An account is a shop's with the house, a seller's with a shop (what the own drawers hold, what is due from staff, less the
//! commission payable), or the house's, which is all its shops' together.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Money, UserId, VentanaId};

/// Whose account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Holder {
    /// All shops with the house.
    Banca,
    /// A shop with the house.
    Ventana {
        /// The shop.
        ventana: VentanaId,
    },
    /// A seller with a shop. Who moved has one with each shop that he sold for.
    Vendedor {
        /// The shop.
        ventana: VentanaId,
        /// The seller.
        vendedor: UserId,
    },
}

impl Holder {
    /// Shop and seller as the database keys them: nil where there is none.
    pub fn keys(self) -> (Uuid, Uuid) {
        match self {
            Holder::Banca => (Uuid::nil(), Uuid::nil()),
            Holder::Ventana { ventana } => (ventana.raw(), Uuid::nil()),
            Holder::Vendedor { ventana, vendedor } => (ventana.raw(), vendedor.raw()),
        }
    }

    /// Reads the database's keys.
    pub fn of_keys(ventana: Uuid, vendedor: Uuid) -> Holder {
        match (ventana.is_nil(), vendedor.is_nil()) {
            (true, _) => Holder::Banca,
            (false, true) => Holder::Ventana {
                ventana: ventana.into(),
            },
            (false, false) => Holder::Vendedor {
                ventana: ventana.into(),
                vendedor: vendedor.into(),
            },
        }
    }

    /// The shop, for all but the house.
    pub fn ventana(self) -> Option<VentanaId> {
        match self {
            Holder::Banca => None,
            Holder::Ventana { ventana } | Holder::Vendedor { ventana, .. } => Some(ventana),
        }
    }
}

/// Which column of a statement a transfer belongs to, seen from one of the account's ledger accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Stakes sold, less those taken back.
    Sales,
    /// Prizes and refunds paid, less what of them came back.
    Payouts,
    /// The commission of the account's holder.
    Commission,
    /// Handed to the holder.
    Paid,
    /// Handed over by the holder.
    Collected,
    /// Anything else: expenses and differences of drawers, charges.
    Other,
}

impl Part {
    /// The name used in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Sales => "sales",
            Part::Payouts => "payouts",
            Part::Commission => "commission",
            Part::Paid => "paid",
            Part::Collected => "collected",
            Part::Other => "other",
        }
    }

    /// The column of a transfer on `account`: its row in the table of postings, the account on its other side, and whether
    /// `account` is debited. The database states the same.
    pub fn of(account: i16, code: &str, other: i16, debited: bool) -> Part {
        match (account, code) {
            (1100 | 1320, "J01" | "J02" | "J03") => Part::Sales,
            (1100 | 1320, "J10" | "J11" | "J12" | "J13" | "J61" | "J67") => Part::Payouts,
            (1320, "J05" | "J63") | (2320, "J06" | "J63") => Part::Commission,
            (1320, "J52" | "J53") | (1330, "J55") | (1100, "J50") => Part::Collected,
            (1320, "J54") | (2320, "J55") | (1100, "J46") => Part::Paid,
            (1100, "J55") => Part::handed(debited),
            (1100, "J47") if other == 1110 => Part::handed(debited),
            _ => Part::Other,
        }
    }

    fn handed(in_: bool) -> Part {
        if in_ { Part::Paid } else { Part::Collected }
    }
}

/// What moved on an account in a span of time. Each column is positive in its usual direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Tickets sold, less those taken back.
    pub tickets: i64,
    /// Stakes.
    pub sales: Money,
    /// Prizes and refunds paid.
    pub payouts: Money,
    /// The holder's commission: the shop's (listero), or the seller's own.
    pub commission: Money,
    /// For a shop: what of its commission its sellers earned.
    pub seller_commission: Money,
    /// What is neither sold, paid nor moved: expenses and differences of drawers, charges.
    pub other: Money,
    /// Handed to the holder.
    pub paid: Money,
    /// Handed over by the holder.
    pub collected: Money,
}

impl Sums {
    /// sales − payouts − commission (+ other): what the trade of the span leaves to be settled.
    pub fn balance(&self) -> Option<Money> {
        self.sales
            .checked_sub(self.payouts)?
            .checked_sub(self.commission)?
            .checked_add(self.other)
    }

    /// What is owed after the span: previous + balance + paid − collected.
    pub fn remaining(&self, previous: Money) -> Option<Money> {
        previous
            .checked_add(self.balance()?)?
            .checked_add(self.paid)?
            .checked_sub(self.collected)
    }

    /// What a shop keeps of its commission once its sellers have theirs.
    pub fn gain(&self) -> Option<Money> {
        self.commission.checked_sub(self.seller_commission)
    }

    /// Both together.
    pub fn plus(&self, other: &Sums) -> Option<Sums> {
        Some(Sums {
            tickets: self.tickets.checked_add(other.tickets)?,
            sales: self.sales.checked_add(other.sales)?,
            payouts: self.payouts.checked_add(other.payouts)?,
            commission: self.commission.checked_add(other.commission)?,
            seller_commission: self
                .seller_commission
                .checked_add(other.seller_commission)?,
            other: self.other.checked_add(other.other)?,
            paid: self.paid.checked_add(other.paid)?,
            collected: self.collected.checked_add(other.collected)?,
        })
    }
}

/// What a day moved, as the books or a frozen statement have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The business date.
    pub date: NaiveDate,
    /// Its columns.
    pub sums: Sums,
    /// Whether its month is closed.
    pub frozen: bool,
}

/// A day of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// The day.
    #[serde(flatten)]
    pub day: Day,
    /// sales − payouts − commission (+ other).
    pub balance: Money,
    /// What was owed before the day.
    pub previous: Money,
    /// What is owed after it.
    pub remaining: Money,
    /// Whether what was owed after this day has been handed over since, oldest debts first.
    pub settled: bool,
}

/// The days of a statement with their running balance, and their totals. `None` when money leaves its range.
pub fn lines(opening: Money, days: &[Day]) -> Option<(Vec<DayLine>, Sums)> {
    let mut previous = opening;
    let mut total = Sums::default();
    let mut lines = Vec::with_capacity(days.len());
    for day in days {
        let remaining = day.sums.remaining(previous)?;
        lines.push(DayLine {
            day: *day,
            balance: day.sums.balance()?,
            previous,
            remaining,
            settled: false,
        });
        previous = remaining;
        total = total.plus(&day.sums)?;
    }
    let mut since = Money::ZERO;
    for line in lines.iter_mut().rev() {
        line.settled = line.remaining.checked_sub(since)? <= Money::ZERO;
        since = since.checked_add(line.day.sums.collected)?;
    }
    Some((lines, total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    fn any_sums() -> impl Strategy<Value = Sums> {
        let amount = || (-1_000_000_i64..1_000_000).prop_map(money);
        (
            0_i64..500,
            amount(),
            amount(),
            amount(),
            amount(),
            amount(),
            amount(),
            amount(),
        )
            .prop_map(|(tickets, a, b, c, d, e, f, g)| Sums {
                tickets,
                sales: a,
                payouts: b,
                commission: c,
                seller_commission: d,
                other: e,
                paid: f,
                collected: g,
            })
    }

    fn days(sums: Vec<Sums>) -> Vec<Day> {
        let first = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        sums.into_iter()
            .zip(first.iter_days())
            .map(|(sums, date)| Day {
                date,
                sums,
                frozen: false,
            })
            .collect()
    }

    proptest! {
        #[test]
        fn what_remains_is_what_was_owed_with_the_balance_and_the_movements(
            opening in -1_000_000_i64..1_000_000, sums in prop::collection::vec(any_sums(), 0..20),
        ) {
            let (lines, total) = lines(money(opening), &days(sums)).unwrap();
            for line in &lines {
                let sums = line.day.sums;
                prop_assert_eq!(
                    line.remaining.as_cents(),
                    line.previous.as_cents() + line.balance.as_cents() + sums.paid.as_cents() - sums.collected.as_cents()
                );
            }
            for pair in lines.windows(2) {
                prop_assert_eq!(pair[0].remaining, pair[1].previous);
            }
            let last = lines.last().map_or(money(opening), |line| line.remaining);
            prop_assert_eq!(total.remaining(money(opening)).unwrap(), last);
        }

        #[test]
        fn the_parts_of_the_days_add_up_to_the_total(sums in prop::collection::vec(any_sums(), 0..20)) {
            let (_, total) = lines(Money::ZERO, &days(sums.clone())).unwrap();
            prop_assert_eq!(total.sales.as_cents(), sums.iter().map(|day| day.sales.as_cents()).sum::<i64>());
            prop_assert_eq!(total.tickets, sums.iter().map(|day| day.tickets).sum::<i64>());
            prop_assert_eq!(
                total.balance().unwrap().as_cents(),
                sums.iter().map(|day| day.balance().unwrap().as_cents()).sum::<i64>()
            );
        }
    }

    #[test]
    fn a_debt_is_settled_once_as_much_was_handed_over_since() {
        let sold = |sales: i64, collected: i64| Sums {
            sales: money(sales),
            collected: money(collected),
            ..Sums::default()
        };
        let told = |sums| -> Vec<bool> {
            let (lines, _) = lines(Money::ZERO, &days(sums)).unwrap();
            lines.iter().map(|line| line.settled).collect()
        };
        assert_eq!(told(vec![sold(100, 0), sold(50, 100)]), [true, false]);
        assert_eq!(told(vec![sold(100, 0), sold(50, 99)]), [false, false]);
        assert_eq!(
            told(vec![sold(100, 0), sold(50, 0), sold(0, 150)]),
            [true; 3]
        );
    }

    #[test]
    fn the_golden_days_shop_owes_eighty_five_thousand_five_hundred() {
        let day = Sums {
            sales: money(12_500_000),
            payouts: money(2_700_000),
            commission: money(1_250_000),
            seller_commission: money(750_000),
            ..Sums::default()
        };
        assert_eq!(day.balance(), Some(money(8_550_000)));
        assert_eq!(day.gain(), Some(money(500_000)));
        let deposited = Sums {
            collected: money(6_000_000),
            ..day
        };
        assert_eq!(deposited.remaining(Money::ZERO), Some(money(2_550_000)));
    }

    #[test]
    fn keys_read_back() {
        let (ventana, vendedor) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for holder in [
            Holder::Banca,
            Holder::of_keys(ventana, Uuid::nil()),
            Holder::of_keys(ventana, vendedor),
        ] {
            let (ventana, vendedor) = holder.keys();
            assert_eq!(Holder::of_keys(ventana, vendedor), holder);
        }
    }
}
