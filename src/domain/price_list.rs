//! Price lists: which prices of a lottery a seller may use. The server resolves them, seller before shop before house before
//! the lottery itself; a client never sends a price.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    BetKind, LotteryId, Multiplier, MultiplierId, ScopeId, SellerPath,
    price::{self, Price},
};

/// Which prices of one lottery a seller, a shop or the house may use.
///
/// A list speaks for the kinds of which it names a price that is sold; for the other kinds the level above speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceList {
    /// Whose sales it concerns.
    pub scope: ScopeId,
    /// The lottery.
    pub lottery: LotteryId,
    /// The prices that may be used, straight and reventado.
    pub multipliers: Vec<MultiplierId>,
    /// Of those, what is sold to whoever names none: at most one of each kind.
    #[serde(default)]
    pub usual: Vec<MultiplierId>,
    /// Only draws from this date on.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Only draws until this date.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Why it was set.
    #[serde(default)]
    pub reason: String,
}

impl PriceList {
    /// Whether it concerns this seller's sales of a lottery's draw of this date.
    fn concerns(&self, seller: SellerPath, lottery: LotteryId, date: NaiveDate) -> bool {
        self.lottery == lottery
            && seller.within(self.scope)
            && self.from.is_none_or(|from| date >= from)
            && self.to.is_none_or(|to| date <= to)
    }

    /// The list once `old` is no longer sold, or another price has taken its place. `None` where nothing is left of it.
    #[must_use]
    pub fn without(mut self, old: MultiplierId, successor: Option<MultiplierId>) -> Option<Self> {
        for names in [&mut self.multipliers, &mut self.usual] {
            *names = names
                .iter()
                .filter_map(|name| if *name == old { successor } else { Some(*name) })
                .collect();
        }
        (!self.multipliers.is_empty()).then_some(self)
    }
}

/// The prices of a lottery that a seller may use in a draw of this date, each kind with one usual price.
///
/// Of each kind the most specific list decides that names a price which is sold: the seller's, the shop's, the house's;
/// without one all prices of the lottery are offered. `sold` are the lottery's prices that are sold.
pub fn offered(
    sold: &[Multiplier],
    lists: &[PriceList],
    seller: SellerPath,
    lottery: LotteryId,
    date: NaiveDate,
) -> Vec<Multiplier> {
    BetKind::ALL
        .into_iter()
        .flat_map(|kind| {
            let of_kind = sold.iter().filter(|price| price.kind == kind);
            let list = seller.scopes().into_iter().find_map(|scope| {
                lists.iter().find(|list| {
                    list.scope == scope
                        && list.concerns(seller, lottery, date)
                        && of_kind
                            .clone()
                            .any(|price| list.multipliers.contains(&price.id))
                })
            });
            let mut offered: Vec<Multiplier> = of_kind
                .filter(|price| list.is_none_or(|list| list.multipliers.contains(&price.id)))
                .cloned()
                .collect();
            if let Some(list) = list {
                mark_usual(&mut offered, &list.usual);
            }
            offered
        })
        .collect()
}

/// Marks the price that a list calls the usual one; where it calls none, the lottery's usual one, else the lowest.
fn mark_usual(offered: &mut [Multiplier], named: &[MultiplierId]) {
    let saved = offered.iter().find(|price| named.contains(&price.id));
    let saved = saved.map(|price| Price {
        id: price.id,
        factor: price.factor,
        usual: true,
    });
    let others: Vec<Price> = offered
        .iter()
        .map(|price| Price {
            id: price.id,
            factor: price.factor,
            usual: price.usual,
        })
        .collect();
    let usual = price::usual(saved, &others);
    for price in offered {
        price.usual = Some(price.id) == usual;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BancaId, Rate, UserId, VentanaId};
    use rust_decimal::Decimal;
    use uuid::Uuid;

    const HOUSE: u128 = 1;
    const SHOP: u128 = 2;
    const MARTA: u128 = 3;
    const TICA: u128 = 9;

    fn seller() -> SellerPath {
        SellerPath {
            banca: BancaId::new(Uuid::from_u128(HOUSE)),
            ventana: VentanaId::new(Uuid::from_u128(SHOP)),
            vendedor: UserId::new(Uuid::from_u128(MARTA)),
        }
    }

    fn lottery(id: u128) -> LotteryId {
        LotteryId::new(Uuid::from_u128(id))
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    /// 80 and 85 straight, of which 85 is the usual one, and reventado 200.
    fn sold() -> Vec<Multiplier> {
        let of = |id, kind, usual| Multiplier {
            id: MultiplierId::new(Uuid::from_u128(id)),
            name: id.to_string(),
            kind,
            factor: Rate::new(Decimal::from(id)).unwrap(),
            usual,
        };
        vec![
            of(80, BetKind::Straight, false),
            of(85, BetKind::Straight, true),
            of(200, BetKind::Reventado, true),
        ]
    }

    fn list(scope: ScopeId, names: &[u128], usual: &[u128]) -> PriceList {
        let ids = |names: &[u128]| {
            let id = |name: &u128| MultiplierId::new(Uuid::from_u128(*name));
            names.iter().map(id).collect()
        };
        PriceList {
            scope,
            lottery: lottery(TICA),
            multipliers: ids(names),
            usual: ids(usual),
            from: None,
            to: None,
            reason: String::new(),
        }
    }

    /// What is offered on the 10th, each usual one marked with `*`.
    fn on_offer(lists: &[PriceList]) -> String {
        let found = offered(&sold(), lists, seller(), lottery(TICA), day(10));
        let say =
            |price: &Multiplier| format!("{}{}", price.name, if price.usual { "*" } else { "" });
        found.iter().map(say).collect::<Vec<_>>().join(" ")
    }

    fn house() -> ScopeId {
        ScopeId::Banca(BancaId::new(Uuid::from_u128(HOUSE)))
    }

    fn shop() -> ScopeId {
        ScopeId::Ventana(VentanaId::new(Uuid::from_u128(SHOP)))
    }

    fn marta() -> ScopeId {
        ScopeId::Vendedor(UserId::new(Uuid::from_u128(MARTA)))
    }

    #[test]
    fn without_a_list_every_price_of_the_lottery_is_offered() {
        assert_eq!(on_offer(&[]), "80 85* 200*");
    }

    #[test]
    fn the_most_specific_list_decides_in_whatever_order_they_come() {
        let house = list(house(), &[80, 85], &[80]);
        let shop = list(shop(), &[85], &[85]);
        let marta = list(marta(), &[80], &[]);
        assert_eq!(on_offer(std::slice::from_ref(&house)), "80* 85 200*");
        assert_eq!(on_offer(&[house.clone(), shop.clone()]), "85* 200*");
        assert_eq!(on_offer(&[marta, shop, house]), "80* 200*");
    }

    #[test]
    fn a_list_speaks_only_for_the_kinds_that_it_names() {
        assert_eq!(on_offer(&[list(marta(), &[200], &[200])]), "80 85* 200*");
    }

    #[test]
    fn a_list_that_calls_none_usual_keeps_the_lottery_s_usual_one_or_takes_the_lowest() {
        assert_eq!(on_offer(&[list(shop(), &[80, 85], &[])]), "80 85* 200*");
        assert_eq!(on_offer(&[list(shop(), &[80], &[])]), "80* 200*");
    }

    #[test]
    fn a_list_of_prices_that_are_no_longer_sold_leaves_it_to_the_level_above() {
        let gone = list(marta(), &[70], &[70]);
        assert_eq!(on_offer(&[gone, list(shop(), &[80], &[])]), "80* 200*");
    }

    #[test]
    fn other_sellers_lotteries_and_days_are_not_concerned() {
        let stranger = ScopeId::Vendedor(UserId::new(Uuid::from_u128(99)));
        let nica = PriceList {
            lottery: lottery(8),
            ..list(marta(), &[80], &[])
        };
        let later = PriceList {
            from: Some(day(11)),
            ..list(marta(), &[80], &[])
        };
        let over = PriceList {
            to: Some(day(9)),
            ..list(shop(), &[80], &[])
        };
        assert_eq!(
            on_offer(&[list(stranger, &[80], &[]), nica, later, over]),
            "80 85* 200*"
        );
        let today = PriceList {
            from: Some(day(10)),
            to: Some(day(10)),
            ..list(marta(), &[80], &[])
        };
        assert_eq!(on_offer(&[today]), "80* 200*");
    }

    #[test]
    fn a_list_follows_the_price_that_takes_another_s_place_and_ends_with_its_last_one() {
        let id = |name| MultiplierId::new(Uuid::from_u128(name));
        let both = list(shop(), &[80, 85], &[85]);
        assert_eq!(
            both.clone().without(id(85), Some(id(86))),
            Some(list(shop(), &[80, 86], &[86]))
        );
        assert_eq!(both.without(id(85), None), Some(list(shop(), &[80], &[])));
        assert_eq!(list(shop(), &[85], &[85]).without(id(85), None), None);
    }
}
