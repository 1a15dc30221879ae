//! The prices of a lottery: which one a seller gets who names none.

use super::{MultiplierId, Rate};

/// A price that may be sold, among those of one lottery and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// Its id.
    pub id: MultiplierId,
    /// How often the stake is paid.
    pub factor: Rate,
    /// Whether it is the usual one.
    pub usual: bool,
}

/// The price that is the usual one once `saved` is saved beside `others`: the saved one if it says so, else the one that
/// was, else the saved one, else the lowest. `None` only where no price is left. `saved` is absent when it is retired.
pub fn usual(saved: Option<Price>, others: &[Price]) -> Option<MultiplierId> {
    let wanted = saved.filter(|price| price.usual);
    let present = others.iter().copied().find(|price| price.usual);
    let lowest = others.iter().copied().min_by_key(|price| price.factor);
    wanted
        .or(present)
        .or(saved)
        .or(lowest)
        .map(|price| price.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;
    use uuid::Uuid;

    fn price(id: u128, factor: i64, usual: bool) -> Price {
        Price {
            id: MultiplierId::new(Uuid::from_u128(id)),
            factor: Rate::new(Decimal::from(factor)).unwrap(),
            usual,
        }
    }

    fn chosen(saved: Option<Price>, others: &[Price]) -> Option<u128> {
        usual(saved, others).map(|id| id.raw().as_u128())
    }

    #[test]
    fn the_first_price_is_the_usual_one() {
        assert_eq!(chosen(Some(price(1, 80, false)), &[]), Some(1));
    }

    #[test]
    fn a_price_saved_as_usual_takes_the_place_of_the_other() {
        assert_eq!(
            chosen(Some(price(2, 90, true)), &[price(1, 80, true)]),
            Some(2)
        );
        assert_eq!(
            chosen(Some(price(2, 90, false)), &[price(1, 80, true)]),
            Some(1)
        );
    }

    #[test]
    fn the_usual_price_stays_it_until_another_is_or_it_is_retired() {
        let others = [price(1, 90, false), price(2, 80, false)];
        assert_eq!(chosen(Some(price(3, 85, false)), &others), Some(3));
        assert_eq!(chosen(None, &others), Some(2));
        assert_eq!(chosen(None, &[]), None);
    }
}
