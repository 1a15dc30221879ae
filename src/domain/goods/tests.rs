//! Baskets and tenders by example and by property: parts always add up.

use proptest::prelude::*;

use super::{
    Basket, BasketProblem, Discount, Given, Item, Means, Promoted, Quantity, TaxRate, Tender,
    TenderProblem, WeightRule,
    tender::{self, TenderField},
};
use crate::domain::{Money, Percent};

fn cents(cents: i64) -> Money {
    Money::try_from_cents(cents).unwrap()
}

fn colones(colones: i64) -> Money {
    Money::colones(colones).unwrap()
}

fn item(variant: u128, price: Money, tax: i64, weighed: bool) -> Item {
    Item {
        variant: uuid::Uuid::from_u128(variant).into(),
        sku: format!("P-{variant}"),
        barcode: String::new(),
        name: format!("Producto {variant}"),
        category: None,
        category_name: String::new(),
        brand: String::new(),
        weighed,
        tracked: true,
        price,
        tax: TaxRate::from_basis_points(tax).unwrap(),
        tax_included: true,
    }
}

fn percent(text: &str) -> Given {
    Given {
        discount: Discount::Percent(Percent::parse(text).unwrap()),
        reason: "cliente frecuente".to_owned(),
    }
}

fn fixed(amount: Money) -> Given {
    Given {
        discount: Discount::Fixed(amount),
        reason: "empaque roto".to_owned(),
    }
}

fn basket(of: &[(Item, &str)]) -> Basket {
    let mut basket = Basket::default();
    for (item, quantity) in of {
        basket
            .add(
                item.clone(),
                Quantity::parse(quantity).unwrap(),
                None,
                String::new(),
            )
            .unwrap();
    }
    basket
}

#[test]
fn the_sales_of_the_golden_day_come_out_as_they_should() {
    let mut first = basket(&[(item(1, colones(11_300), 1_300, false), "1")]);
    first.discount(None, Some(percent("10"))).unwrap();
    let totals = first.totals(&[]).unwrap();
    assert_eq!(totals.total, colones(10_170));
    assert_eq!((totals.net, totals.tax), (colones(9_000), colones(1_170)));
    assert!(totals.needs_supervisor());

    let weighed = basket(&[(item(2, colones(1_450), 100, true), "1.567")]);
    let totals = weighed.totals(&[]).unwrap();
    assert_eq!(totals.total, cents(227_215));
    assert_eq!((totals.net, totals.tax), (cents(224_965), cents(2_250)));
}

#[test]
fn the_same_goods_again_make_their_line_longer_and_weighed_goods_never_do() {
    let cola = item(1, colones(1_000), 1_300, false);
    let cheese = item(2, colones(4_000), 1_300, true);
    let basket = basket(&[
        (cola.clone(), "1"),
        (cheese.clone(), "0.5"),
        (cola, "2"),
        (cheese, "0.5"),
    ]);
    let lines: Vec<_> = basket
        .lines
        .iter()
        .map(|line| (line.no, line.quantity.text()))
        .collect();
    assert_eq!(
        lines,
        [
            (1, "3".to_owned()),
            (2, "0.500".to_owned()),
            (3, "0.500".to_owned())
        ]
    );
}

#[test]
fn a_quantity_fits_what_is_sold() {
    let cola = item(1, colones(1_000), 1_300, false);
    let cheese = item(2, colones(4_000), 1_300, true);
    let fits = |item: &Item, text| item.fits(Quantity::parse(text).unwrap());
    assert_eq!(fits(&cola, "1.5"), Err(WeightRule::WholePieces));
    assert_eq!(fits(&cola, "0"), Err(WeightRule::Range));
    assert_eq!(fits(&cheese, "0"), Err(WeightRule::Range));
    assert_eq!(fits(&cheese, "0.001"), Ok(()));
    assert_eq!(fits(&cheese, "99.999"), Ok(()));
    assert_eq!(fits(&cheese, "100"), Err(WeightRule::Range));
}

#[test]
fn a_line_that_is_gone_gives_its_number_to_no_other() {
    let mut basket = basket(&[(item(1, colones(1_000), 0, false), "1")]);
    basket.remove(1).unwrap();
    assert_eq!(
        basket.remove(1),
        Err(BasketProblem::LineNotFound { line: 1 })
    );
    let next = basket.add(
        item(2, colones(5), 0, false),
        Quantity::ONE,
        None,
        String::new(),
    );
    assert_eq!(next, Ok(2));
}

#[test]
fn a_sale_holds_a_hundred_lines_and_says_so_at_the_next() {
    let mut basket = Basket::default();
    for variant in 0..100 {
        let goods = item(variant, colones(1), 0, false);
        basket
            .add(goods, Quantity::ONE, None, String::new())
            .unwrap();
    }
    let one_more = basket.add(
        item(100, colones(1), 0, false),
        Quantity::ONE,
        None,
        String::new(),
    );
    assert_eq!(
        one_more,
        Err(BasketProblem::TooManyLines {
            current: 100,
            most: 100
        })
    );
}

#[test]
fn what_people_take_off_is_counted_together() {
    let mut basket = basket(&[
        (item(1, colones(1_000), 1_300, false), "1"),
        (item(2, colones(1_000), 100, false), "1"),
    ]);
    basket.discount(Some(1), Some(percent("5"))).unwrap();
    basket.discount(None, Some(fixed(colones(50)))).unwrap();
    let totals = basket.totals(&[]).unwrap();
    assert_eq!(totals.by_hand, colones(100));
    assert!(!totals.needs_supervisor(), "exactly five percent of 2 000");
    basket.discount(None, Some(fixed(cents(5_001)))).unwrap();
    let totals = basket.totals(&[]).unwrap();
    assert!(totals.needs_supervisor());
    assert_eq!(totals.given_points(), 501);
    basket.discount(None, None).unwrap();
    assert_eq!(basket.totals(&[]).unwrap().by_hand, colones(50));
}

#[test]
fn a_promotion_needs_nobody() {
    let basket = basket(&[(item(1, colones(1_000), 1_300, false), "1")]);
    let promoted = Promoted {
        promotion: uuid::Uuid::from_u128(7).into(),
        name: "2×1".to_owned(),
        line: 1,
        amount: colones(500),
    };
    let totals = basket.totals(&[promoted]).unwrap();
    assert_eq!(
        (totals.promotions, totals.total),
        (colones(500), colones(500))
    );
    assert!(!totals.needs_supervisor());
}

#[test]
fn a_discount_that_is_none_or_too_much_is_refused() {
    let mut basket = basket(&[(item(1, colones(1_000), 1_300, false), "1")]);
    let refused = BasketProblem::DiscountInvalid {
        least: Money::ZERO,
        most: colones(1_000),
    };
    for wrong in [fixed(colones(1_001)), fixed(Money::ZERO), percent("0")] {
        assert_eq!(basket.discount(None, Some(wrong)), Err(refused.clone()));
    }
}

fn cash(amount: Money, received: Money) -> Tender {
    let means = Means::Cash { received };
    Tender { amount, means }
}

fn card(amount: Money) -> Tender {
    let means = Means::Card {
        last4: "4242".to_owned(),
        authorisation: "AUTH_123456".to_owned(),
    };
    Tender { amount, means }
}

#[test]
fn cash_gives_change_and_is_rounded_to_a_coin() {
    let settled = tender::settle(colones(90), &[cash(colones(90), colones(100))], colones(5));
    assert_eq!(settled.unwrap().change, colones(10));
    let settled = tender::settle(
        cents(227_215),
        &[cash(colones(2_270), colones(3_000))],
        colones(10),
    )
    .unwrap();
    assert_eq!(
        (settled.rounding, settled.change),
        (cents(-215), colones(730))
    );
}

#[test]
fn several_tenders_make_up_the_total_exactly() {
    let mixed = [cash(colones(50), colones(50)), card(colones(40))];
    assert_eq!(
        tender::settle(colones(90), &mixed, colones(5))
            .unwrap()
            .rounding,
        Money::ZERO
    );
    let mixed = [cash(colones(50), colones(50)), card(colones(45))];
    assert_eq!(
        tender::settle(colones(100), &mixed, Money::ZERO),
        Err(vec![TenderProblem::Mismatch {
            total: colones(100),
            paid: colones(95),
            difference: colones(5)
        }])
    );
}

#[test]
fn too_little_and_too_much_are_told_apart() {
    let paid = |amount| tender::settle(colones(100), &[card(colones(amount))], Money::ZERO);
    assert!(matches!(
        paid(95).unwrap_err()[..],
        [TenderProblem::Insufficient { missing, .. }] if missing == colones(5)
    ));
    assert!(matches!(
        paid(101).unwrap_err()[..],
        [TenderProblem::Excess { excess, .. }] if excess == colones(1)
    ));
    let short = tender::settle(
        colones(100),
        &[cash(colones(100), colones(90))],
        Money::ZERO,
    );
    assert!(matches!(
        short.unwrap_err()[..],
        [TenderProblem::Insufficient { missing, .. }] if missing == colones(10)
    ));
}

#[test]
fn a_cards_number_is_never_taken_whole() {
    let means = Means::Card {
        last4: "4242424242424242".to_owned(),
        authorisation: String::new(),
    };
    let tender = Tender {
        amount: colones(100),
        means,
    };
    let details: Vec<_> = tender::settle(colones(100), &[tender], Money::ZERO)
        .unwrap_err()
        .into_iter()
        .filter_map(|problem| match problem {
            TenderProblem::Detail { field, .. } => Some(field),
            _ => None,
        })
        .collect();
    assert_eq!(details, [TenderField::Last4, TenderField::Authorisation]);
}

proptest! {
    #[test]
    fn the_parts_of_a_sale_always_add_up(
        lines in prop::collection::vec((1_i64..=5_000_000, 1_i64..=20_000, 0_i64..=2_000, any::<bool>()), 1..20),
        percent_off in 0_u32..=100,
        fixed_off in 0_i64..=10_000,
        points in 0_i64..=100_000,
    ) {
        let mut basket = Basket::default();
        for (index, (price, milli, tax, included)) in lines.into_iter().enumerate() {
            let mut goods = item(index as u128, cents(price), tax, true);
            goods.tax_included = included;
            basket.add(goods, Quantity::try_from_milli(milli).unwrap(), None, String::new()).unwrap();
        }
        if percent_off > 0 {
            basket.discount(Some(1), Some(percent(&percent_off.to_string()))).unwrap();
        }
        if fixed_off > 0 {
            let _ = basket.discount(None, Some(fixed(cents(fixed_off))));
        }
        basket.points = cents(points);
        let totals = basket.totals(&[]).unwrap();
        let sum = |part: fn(&super::Figures) -> Money| {
            totals.lines.iter().map(|(_, figures)| part(figures).as_cents()).sum::<i64>()
        };
        prop_assert_eq!(sum(|f| f.total), totals.goods.as_cents());
        prop_assert_eq!(totals.net.as_cents() + totals.tax.as_cents(), totals.total.as_cents());
        prop_assert_eq!(
            totals.gross.as_cents() - totals.by_hand.as_cents() - totals.promotions.as_cents() - totals.points.as_cents(),
            totals.goods.as_cents()
        );
        let by_rate: i64 = totals.rates.iter().map(|(_, split)| split.net.as_cents() + split.tax.as_cents()).sum();
        prop_assert_eq!(by_rate, totals.total.as_cents());
        prop_assert!(totals.lines.iter().all(|(_, f)| !f.total.is_negative() && f.total <= f.gross));
    }
}
