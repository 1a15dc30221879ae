//! Which of several prices holds. `goods_price_of` in the database states the same.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    CustomerGroupId, CustomerId, GoodsListId, Money, Percent, Rounding, VentanaId, goods::Quantity,
};

/// What a list of prices is for, the one that goes first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum ListKind {
    /// One customer.
    Customer(CustomerId),
    /// A group of customers.
    Group(CustomerGroupId),
    /// A shop.
    Ventana(VentanaId),
    /// A time of lower prices, for everybody.
    Promotion,
    /// Where nothing else is said.
    Base,
}

impl ListKind {
    /// The name in the database and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            ListKind::Customer(_) => "customer",
            ListKind::Group(_) => "group",
            ListKind::Ventana(_) => "ventana",
            ListKind::Promotion => "promotion",
            ListKind::Base => "base",
        }
    }

    const fn rank(self) -> u8 {
        match self {
            ListKind::Customer(_) => 1,
            ListKind::Group(_) => 2,
            ListKind::Ventana(_) => 3,
            ListKind::Promotion => 4,
            ListKind::Base => 5,
        }
    }
}

/// A price of one variant in a list that is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRow {
    /// The list.
    pub list: GoodsListId,
    /// What it is for.
    pub kind: ListKind,
    /// Since when the list holds.
    pub starts: DateTime<Utc>,
    /// Until when, this moment not included.
    pub ends: Option<DateTime<Utc>>,
    /// From this quantity on.
    pub from: Quantity,
    /// For one unit or one kilogram.
    pub price: Money,
}

/// For whom a price is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceAsk {
    /// The shop that sells.
    pub ventana: Option<VentanaId>,
    /// The customer.
    pub customer: Option<CustomerId>,
    /// The customer's group.
    pub group: Option<CustomerGroupId>,
    /// How much.
    pub quantity: Quantity,
    /// When.
    pub now: DateTime<Utc>,
}

impl PriceAsk {
    fn sees(&self, row: &PriceRow) -> bool {
        let concerns = match row.kind {
            ListKind::Customer(customer) => self.customer == Some(customer),
            ListKind::Group(group) => self.group == Some(group),
            ListKind::Ventana(ventana) => self.ventana == Some(ventana),
            ListKind::Promotion | ListKind::Base => true,
        };
        concerns
            && row.from <= self.quantity
            && row.starts <= self.now
            && row.ends.is_none_or(|ends| self.now < ends)
    }
}

/// The price that holds: the customer's before the group's, the shop's, a promotion's and the base; of several lists of a kind
/// the one that began last; of its tiers the highest that the quantity reaches.
pub fn in_force<'a>(rows: &'a [PriceRow], asked: &PriceAsk) -> Option<&'a PriceRow> {
    let seen = rows.iter().filter(|row| asked.sees(row));
    seen.min_by_key(|row| {
        (
            row.kind.rank(),
            Reverse(row.starts),
            row.list,
            Reverse(row.from),
        )
    })
}

/// A price moved by so many percent, up or down, to a whole multiple of `step`, a half up. `None` where it would fall below
/// nothing or leave the range of money.
pub fn moved(price: Money, percent: Percent, up: bool, step: Money) -> Option<Money> {
    let change = percent.of(price, Rounding::HalfUp).ok()?;
    let moved = if up {
        price.checked_add(change)?
    } else {
        price.checked_sub(change)?
    };
    if step.as_cents() <= 1 {
        return Some(moved);
    }
    crate::domain::goods::rounding::in_coins(moved, step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn cents(cents: i64) -> Money {
        Money::try_from_cents(cents).unwrap()
    }

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    fn list(id: u128) -> GoodsListId {
        GoodsListId::new(Uuid::from_u128(id))
    }

    fn row(kind: ListKind, from: i64, price: i64) -> PriceRow {
        PriceRow {
            list: list(u128::from(kind.rank())),
            kind,
            starts: at(0),
            ends: None,
            from: Quantity::try_from_milli(from).unwrap(),
            price: cents(price),
        }
    }

    fn ask(milli: i64) -> PriceAsk {
        PriceAsk {
            ventana: Some(VentanaId::new(Uuid::from_u128(3))),
            customer: Some(CustomerId::new(Uuid::from_u128(1))),
            group: Some(CustomerGroupId::new(Uuid::from_u128(2))),
            quantity: Quantity::try_from_milli(milli).unwrap(),
            now: at(10),
        }
    }

    fn all() -> Vec<PriceRow> {
        vec![
            row(ListKind::Base, 1, 500),
            row(ListKind::Promotion, 1, 400),
            row(
                ListKind::Ventana(VentanaId::new(Uuid::from_u128(3))),
                1,
                300,
            ),
            row(
                ListKind::Group(CustomerGroupId::new(Uuid::from_u128(2))),
                1,
                200,
            ),
            row(
                ListKind::Customer(CustomerId::new(Uuid::from_u128(1))),
                1,
                100,
            ),
        ]
    }

    #[test]
    fn the_customers_price_goes_before_the_groups_the_shops_a_promotions_and_the_base() {
        let mut rows = all();
        for price in [100, 200, 300, 400, 500] {
            let found = in_force(&rows, &ask(1_000)).unwrap();
            assert_eq!(found.price, cents(price));
            rows.pop();
        }
        assert_eq!(in_force(&rows, &ask(1_000)), None);
    }

    #[test]
    fn prices_of_others_are_not_seen() {
        let nobody = PriceAsk {
            ventana: None,
            customer: None,
            group: None,
            ..ask(1_000)
        };
        assert_eq!(in_force(&all(), &nobody).unwrap().price, cents(400));
    }

    #[test]
    fn a_list_holds_from_its_first_moment_until_before_its_last() {
        let mut rows = all();
        rows.truncate(2);
        rows[1].starts = at(10);
        rows[1].ends = Some(at(12));
        let price = |hours| {
            let asked = PriceAsk {
                now: at(hours),
                ..ask(1_000)
            };
            in_force(&rows, &asked).unwrap().price
        };
        assert_eq!([9, 10, 11, 12].map(price), [500, 400, 400, 500].map(cents));
    }

    #[test]
    fn the_highest_tier_that_is_reached_holds() {
        let rows = [
            row(ListKind::Base, 1, 500),
            row(ListKind::Base, 12_000, 450),
            row(ListKind::Base, 48_000, 400),
        ];
        let price = |milli| in_force(&rows, &ask(milli)).unwrap().price;
        assert_eq!(
            [1_000, 11_999, 12_000, 47_999, 48_000].map(price),
            [500, 500, 450, 450, 400].map(cents)
        );
    }

    #[test]
    fn a_price_moves_by_percents_to_the_step() {
        let ten = Percent::parse("10").unwrap();
        assert_eq!(
            moved(cents(123_400), ten, true, cents(500)),
            Some(cents(135_500))
        );
        assert_eq!(
            moved(cents(123_400), ten, false, Money::ZERO),
            Some(cents(111_060))
        );
        assert_eq!(
            moved(cents(1_000), Percent::HUNDRED, false, cents(500)),
            Some(Money::ZERO)
        );
        assert_eq!(moved(Money::MAX, ten, true, Money::ZERO), None);
    }

    proptest! {
        #[test]
        fn the_order_of_the_rows_does_not_matter(
            rows in prop::collection::vec((0_usize..5, 0_i64..20, 1_i64..5, 0_i64..1_000), 1..12),
            seed in any::<u64>(),
        ) {
            let kinds: Vec<ListKind> = all().iter().map(|row| row.kind).collect();
            let mut rows: Vec<PriceRow> = rows.into_iter().enumerate().map(|(index, (kind, starts, from, price))| PriceRow {
                list: list(index as u128),
                starts: at(starts),
                ..row(kinds[kind], from * 1_000, price)
            }).collect();
            let before = in_force(&rows, &ask(3_000)).copied();
            let turn = usize::try_from(seed % 12).unwrap() % rows.len();
            rows.rotate_left(turn);
            prop_assert_eq!(in_force(&rows, &ask(3_000)).copied(), before);
        }
    }
}
