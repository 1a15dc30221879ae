//! Promotions over baskets whose sums were worked out by hand, and over any.

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::America::Costa_Rica;
use proptest::prelude::*;
use uuid::Uuid;

use super::{
    Applied, BundlePart, CouponUses, Deal, PromoLine, Promotion, Rule, VolumeTier, apply, coupon,
};
use crate::domain::{
    CategoryId, Money, Percent, PromotionId, VariantId, catalogue::CouponProblem, goods::Quantity,
    limit::Hours,
};

fn cents(cents: i64) -> Money {
    Money::try_from_cents(cents).unwrap()
}

fn percent(text: &str) -> Percent {
    Percent::parse(text).unwrap()
}

fn variant(id: u128) -> VariantId {
    VariantId::new(Uuid::from_u128(id))
}

/// Saturday, 21 November 2026, 14:00 in Costa Rica.
fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 20, 0, 0).unwrap()
}

fn promotion(id: u128, deal: Deal) -> Promotion {
    Promotion {
        id: PromotionId::new(Uuid::from_u128(id)),
        ventana: None,
        name: format!("Promoción {id}"),
        rule: Rule {
            deal,
            variants: Vec::new(),
            categories: Vec::new(),
            minimum: Money::ZERO,
            cap: None,
        },
        starts: now() - TimeDelta::days(1),
        ends: None,
        weekdays: Vec::new(),
        hours: None,
        priority: 0,
        exclusive: false,
        coupon: None,
        max_uses: None,
        per_customer: None,
        active: true,
    }
}

fn percents(id: u128, text: &str) -> Promotion {
    let percent = percent(text);
    promotion(id, Deal::Percent { percent })
}

/// `units` pieces of a variant that come to `gross`.
fn line(id: u128, units: i64, gross: i64) -> PromoLine {
    PromoLine {
        variant: variant(id),
        category: None,
        quantity: Quantity::units(units).unwrap(),
        gross: cents(gross),
    }
}

fn applied(promotions: &[Promotion], lines: &[PromoLine]) -> Vec<Applied> {
    apply(promotions, lines, &[], now(), Costa_Rica)
}

fn off(promotions: &[Promotion], lines: &[PromoLine]) -> i64 {
    let parts = applied(promotions, lines);
    parts.iter().map(|part| part.amount.as_cents()).sum()
}

#[test]
fn ten_and_then_five_percent_of_a_hundred_leave_eighty_five_fifty() {
    let both = [percents(1, "10"), percents(2, "5")];
    assert_eq!(10_000 - off(&both, &[line(1, 1, 10_000)]), 8_550);
}

#[test]
fn the_greater_priority_goes_first() {
    let amount = cents(1_000);
    let mut fixed = promotion(2, Deal::Amount { amount });
    fixed.priority = 5;
    let both = [percents(1, "10"), fixed];
    let parts = applied(&both, &[line(1, 1, 10_000)]);
    let told: Vec<i64> = parts.iter().map(|part| part.amount.as_cents()).collect();
    assert_eq!(told, [1_000, 900]);
}

#[test]
fn two_for_one_gives_the_cheapest_pieces() {
    let deal = Deal::BuyPay { buy: 2, pay: 1 };
    let two = [promotion(1, deal)];
    assert_eq!(off(&two, &[line(1, 2, 2_000)]), 1_000);
    assert_eq!(off(&two, &[line(1, 3, 3_000)]), 1_000);
    assert_eq!(off(&two, &[line(1, 1, 1_000)]), 0);
    // Four pieces, two of them free: the two cheapest.
    let mixed = [line(1, 2, 3_000), line(2, 1, 800), line(3, 1, 700)];
    let parts = applied(&two, &mixed);
    let told: Vec<(usize, i64)> = parts
        .iter()
        .map(|part| (part.line, part.amount.as_cents()))
        .collect();
    assert_eq!(told, [(2, 700), (1, 800)]);
}

#[test]
fn three_for_two_counts_whole_pieces_only() {
    let three = [promotion(1, Deal::BuyPay { buy: 3, pay: 2 })];
    assert_eq!(off(&three, &[line(1, 7, 7_000)]), 2_000);
    let mut weight = line(1, 0, 2_900);
    weight.quantity = Quantity::parse("2.9").unwrap();
    assert_eq!(off(&three, &[weight]), 0);
}

#[test]
fn the_more_is_bought_the_more_percent_are_taken_off() {
    let tier = |from, text| VolumeTier {
        from: Quantity::units(from).unwrap(),
        percent: percent(text),
    };
    let tiers = vec![tier(10, "5"), tier(50, "10"), tier(100, "15")];
    let volume = [promotion(1, Deal::Volume { tiers })];
    for (units, taken) in [
        (9, 0),
        (10, 500),
        (49, 2_450),
        (50, 5_000),
        (99, 9_900),
        (100, 15_000),
    ] {
        assert_eq!(
            off(&volume, &[line(1, units, units * 1_000)]),
            taken,
            "{units}"
        );
    }
    // Together they reach the tier.
    let both = [line(1, 6, 6_000), line(2, 4, 4_000)];
    assert_eq!(off(&volume, &both), 500);
}

#[test]
fn a_bundle_costs_its_price_as_often_as_it_is_whole() {
    let part = |id, units| BundlePart {
        variant: variant(id),
        quantity: Quantity::units(units).unwrap(),
    };
    let deal = Deal::Bundle {
        parts: vec![part(1, 2), part(2, 1)],
        price: cents(2_000),
    };
    let bundle = [promotion(1, deal)];
    // 2 × 1 000 and 800 for 2 000.
    let basket = [line(1, 2, 2_000), line(2, 1, 800), line(3, 1, 5_000)];
    let parts = applied(&bundle, &basket);
    let told: Vec<(usize, i64)> = parts
        .iter()
        .map(|part| (part.line, part.amount.as_cents()))
        .collect();
    assert_eq!(told, [(0, 571), (1, 229)]);
    assert_eq!(off(&bundle, &[line(1, 5, 5_000), line(2, 2, 1_600)]), 1_600);
    assert_eq!(off(&bundle, &[line(1, 2, 2_000)]), 0);
    // What is cheaper than the bundle stays so.
    assert_eq!(off(&bundle, &[line(1, 2, 1_000), line(2, 1, 500)]), 0);
}

#[test]
fn what_stands_alone_is_the_only_one_where_it_is_the_best() {
    let mut best = percents(1, "20");
    best.exclusive = true;
    let others = [percents(2, "10"), percents(3, "5")];
    let all = [best.clone(), others[0].clone(), others[1].clone()];
    let parts = applied(&all, &[line(1, 1, 10_000)]);
    assert_eq!(parts.len(), 1);
    assert_eq!(
        (parts[0].promotion, parts[0].amount),
        (best.id, cents(2_000))
    );
    // The others together take more: it stands back.
    best.rule.deal = Deal::Percent {
        percent: percent("12"),
    };
    let all = [best, others[0].clone(), others[1].clone()];
    assert_eq!(off(&all, &[line(1, 1, 10_000)]), 1_450);
}

#[test]
fn of_two_that_stand_alone_the_better_one_holds_on_a_line() {
    let exclusive = |id, text| Promotion {
        exclusive: true,
        ..percents(id, text)
    };
    let both = [exclusive(1, "10"), exclusive(2, "15")];
    let parts = applied(&both, &[line(1, 1, 10_000)]);
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0].amount, cents(1_500));
}

#[test]
fn what_stands_alone_leaves_other_goods_to_the_others() {
    let mut milk = percents(1, "20");
    milk.exclusive = true;
    milk.rule.variants = vec![variant(1)];
    let all = [milk, percents(2, "10")];
    let lines = [line(1, 1, 10_000), line(2, 1, 1_000)];
    assert_eq!(off(&all, &lines), 2_100);
}

#[test]
fn an_amount_is_never_more_than_the_goods_cost() {
    let amount = cents(9_000);
    let fixed = [promotion(1, Deal::Amount { amount })];
    assert_eq!(off(&fixed, &[line(1, 1, 500), line(2, 1, 1_500)]), 2_000);
}

#[test]
fn minimum_and_cap_are_kept() {
    let mut ten = percents(1, "10");
    ten.rule.minimum = cents(10_000);
    ten.rule.cap = Some(cents(1_500));
    assert_eq!(off(&[ten.clone()], &[line(1, 1, 9_999)]), 0);
    assert_eq!(off(&[ten.clone()], &[line(1, 1, 10_000)]), 1_000);
    assert_eq!(
        off(&[ten], &[line(1, 1, 10_000), line(2, 1, 20_000)]),
        1_500
    );
}

#[test]
fn only_goods_of_its_categories_are_meant() {
    let category = CategoryId::new(Uuid::from_u128(7));
    let mut ten = percents(1, "10");
    ten.rule.categories = vec![category];
    let mut bread = line(1, 1, 1_000);
    bread.category = Some(category);
    assert_eq!(off(&[ten], &[bread, line(2, 1, 5_000)]), 100);
}

#[test]
fn days_and_hours_are_those_of_the_house() {
    let mut happy = percents(1, "10");
    happy.weekdays = vec![6];
    happy.hours = Some(Hours {
        from: "14:00:00".parse().unwrap(),
        to: "16:00:00".parse().unwrap(),
    });
    let holds = |hours| happy.holds(now() + TimeDelta::hours(hours), Costa_Rica);
    assert_eq!([-1, 0, 1, 2].map(holds), [false, true, true, false]);
    // 23:00 on Saturday here is Sunday in Greenwich.
    happy.hours = None;
    assert!(happy.holds(now() + TimeDelta::hours(9), Costa_Rica));
    assert!(!happy.holds(now() + TimeDelta::hours(10), Costa_Rica));
    happy.ends = Some(now());
    assert!(!happy.holds(now(), Costa_Rica));
}

#[test]
fn a_coupon_holds_for_its_word_only() {
    let mut ten = percents(1, "10");
    ten.coupon = Some("Navidad".to_owned());
    let lines = [line(1, 1, 1_000)];
    assert_eq!(off(&[ten.clone()], &lines), 0);
    let said = apply(&[ten], &lines, &["NAVIDAD".to_owned()], now(), Costa_Rica);
    assert_eq!(said.len(), 1);
}

#[test]
fn what_is_wrong_with_a_coupon_is_told_in_its_order() {
    let mut ten = percents(1, "10");
    ten.coupon = Some("NAVIDAD".to_owned());
    ten.max_uses = Some(3);
    ten.per_customer = Some(1);
    ten.rule.minimum = cents(5_000);
    let lines = [line(1, 1, 5_000)];
    let asked = |promotion: &Promotion, word: &str, uses: CouponUses, lines: &[PromoLine]| {
        let promotions = [promotion.clone()];
        coupon(&promotions, word, lines, |_| uses, now(), Costa_Rica).map(|found| found.id)
    };
    let uses = |all, customers| CouponUses { all, customers };
    assert_eq!(
        asked(&ten, "otra", uses(0, Some(0)), &lines),
        Err(CouponProblem::Unknown)
    );
    assert_eq!(
        asked(&ten, "navidad", uses(3, Some(1)), &[]),
        Err(CouponProblem::Exhausted)
    );
    assert_eq!(
        asked(&ten, "navidad", uses(2, None), &[]),
        Err(CouponProblem::Customer)
    );
    assert_eq!(
        asked(&ten, "navidad", uses(2, Some(1)), &[]),
        Err(CouponProblem::Used)
    );
    assert_eq!(
        asked(&ten, "navidad", uses(2, Some(0)), &[]),
        Err(CouponProblem::Minimum)
    );
    assert_eq!(
        asked(&ten, " navidad ", uses(2, Some(0)), &lines),
        Ok(ten.id)
    );
    let expired = Promotion {
        ends: Some(now()),
        ..ten.clone()
    };
    assert_eq!(
        asked(&expired, "navidad", uses(3, None), &[]),
        Err(CouponProblem::Expired)
    );
    let withdrawn = Promotion {
        active: false,
        ..expired
    };
    assert_eq!(
        asked(&withdrawn, "navidad", uses(3, None), &[]),
        Err(CouponProblem::Inactive)
    );
}

#[test]
fn rules_that_take_nothing_off_or_contradict_themselves_do_not_stand() {
    let stands = |deal| promotion(1, deal).rule.stands();
    let tier = |from, text| VolumeTier {
        from: Quantity::units(from).unwrap(),
        percent: percent(text),
    };
    assert!(!stands(Deal::Percent {
        percent: percent("0")
    }));
    assert!(!stands(Deal::Amount {
        amount: Money::ZERO
    }));
    assert!(!stands(Deal::BuyPay { buy: 2, pay: 2 }));
    assert!(!stands(Deal::Volume { tiers: Vec::new() }));
    assert!(!stands(Deal::Volume {
        tiers: vec![tier(50, "5"), tier(10, "10")]
    }));
    assert!(!stands(Deal::Bundle {
        parts: Vec::new(),
        price: Money::ZERO
    }));
    assert!(stands(Deal::BuyPay { buy: 3, pay: 2 }));
}

#[test]
fn a_rule_is_read_back_as_it_was_written() {
    let part = BundlePart {
        variant: variant(1),
        quantity: Quantity::ONE,
    };
    for deal in [
        Deal::Percent {
            percent: percent("12.5"),
        },
        Deal::BuyPay { buy: 3, pay: 2 },
        Deal::Bundle {
            parts: vec![part],
            price: cents(100),
        },
    ] {
        let rule = promotion(1, deal).rule;
        let text = serde_json::to_string(&rule).unwrap();
        assert_eq!(serde_json::from_str::<Rule>(&text).unwrap(), rule, "{text}");
    }
}

fn deals() -> impl Strategy<Value = Deal> {
    prop_oneof![
        (1_i64..=100).prop_map(|points| Deal::Percent {
            percent: percent(&points.to_string()),
        }),
        (1_i64..20_000).prop_map(|amount| Deal::Amount {
            amount: cents(amount)
        }),
        (1_u16..6, 0_u16..5).prop_map(|(buy, pay)| Deal::BuyPay {
            buy,
            pay: pay.min(buy - 1)
        }),
        (1_i64..20, 1_i64..=100).prop_map(|(from, points)| Deal::Volume {
            tiers: vec![VolumeTier {
                from: Quantity::units(from).unwrap(),
                percent: percent(&points.to_string()),
            }],
        }),
        (1_i64..4, 1_i64..4, 0_i64..5_000).prop_map(|(one, two, price)| Deal::Bundle {
            parts: [(1, one), (2, two)]
                .map(|(id, units)| BundlePart {
                    variant: variant(id),
                    quantity: Quantity::units(units).unwrap(),
                })
                .to_vec(),
            price: cents(price),
        }),
    ]
}

proptest! {
    #[test]
    fn no_line_ever_costs_less_than_nothing(
        deals in prop::collection::vec((deals(), any::<bool>(), -3_i16..3, prop::option::of(1_i64..3_000)), 0..6),
        lines in prop::collection::vec((1_u128..5, 1_i64..20_000, 0_i64..20_000), 0..8),
    ) {
        let promotions: Vec<Promotion> = deals.into_iter().enumerate().map(|(id, (deal, exclusive, priority, cap))| {
            let mut made = promotion(id as u128, deal);
            (made.exclusive, made.priority) = (exclusive, priority);
            made.rule.cap = cap.map(cents);
            made
        }).collect();
        let lines: Vec<PromoLine> = lines.into_iter().map(|(id, milli, gross)| PromoLine {
            quantity: Quantity::try_from_milli(milli).unwrap(),
            ..line(id, 1, gross)
        }).collect();
        let parts = applied(&promotions, &lines);
        for (place, line) in lines.iter().enumerate() {
            let here = parts.iter().filter(|part| part.line == place);
            let off: i64 = here.map(|part| part.amount.as_cents()).sum();
            prop_assert!(off <= line.gross.as_cents(), "{off} of {line:?}");
        }
        for one in &promotions {
            let of = parts.iter().filter(|part| part.promotion == one.id);
            let whole: i64 = of.map(|part| part.amount.as_cents()).sum();
            prop_assert!(one.rule.cap.is_none_or(|cap| whole <= cap.as_cents()));
        }
        prop_assert!(parts.iter().all(|part| part.amount.is_positive()));
        // What stands alone shares no line.
        for part in &parts {
            let alone = promotions.iter().any(|one| one.id == part.promotion && one.exclusive);
            let shared = parts.iter().any(|other| other.line == part.line && other.promotion != part.promotion);
            prop_assert!(!(alone && shared), "{parts:?}");
        }
    }

    #[test]
    fn percents_over_a_whole_sale_add_up_to_the_percent_of_it(
        points in 1_i64..=100,
        gross in prop::collection::vec(0_i64..100_000, 1..10),
    ) {
        let lines: Vec<PromoLine> = gross.iter().map(|gross| line(1, 1, *gross)).collect();
        let whole: i64 = gross.iter().sum();
        let expected = (whole * points * 2 + 100) / 200;
        prop_assert_eq!(off(&[percents(1, &points.to_string())], &lines), expected);
    }
}
