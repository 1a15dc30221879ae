//! What a draw can cost the house: from the counters of each number to the worst case, the net of any result and the
//! share of a limit. Pure; the screen, the lists and the tests ask the same functions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    DrawResult, Money, MoneyError, Number, Rate, ReventadoOutcome, Rounding, Used, layoff::Laid,
    limit::Ceiling,
};

/// What the counter of one number in one scope holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// The number.
    pub number: Number,
    /// Stakes by kind.
    pub used: Used,
    /// What the straight bets pay if the number comes out.
    pub straight_liability: Money,
    /// What the reventado bets pay with the best outcome.
    pub reventado_liability: Money,
    /// The shops' commission on the stakes.
    pub listero: Money,
    /// Tickets that carry the number.
    pub tickets: i64,
}

impl Counter {
    /// Stakes of both kinds.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn stakes(&self) -> Result<Money, MoneyError> {
        Money::try_sum([self.used.straight, self.used.reventado])
    }

    /// What the house pays at most if the number comes out: an upper bound, because it takes the best outcome.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn liability(&self) -> Result<Money, MoneyError> {
        Money::try_sum([self.straight_liability, self.reventado_liability])
    }

    /// What of that the house bears itself: less what other houses pay then. Below nothing where they pay more than it does.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn retained(&self, laid: &Laid) -> Result<Money, MoneyError> {
        let own = self.liability()?.checked_sub(laid.most(self.number)?);
        own.ok_or(MoneyError::OutOfRange)
    }

    /// What the house pays if the number comes out with an outcome of this factor. Equal to the sum over the bets, because
    /// a lottery's step times a factor is a whole number of céntimos.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn prizes(&self, outcome: Rate) -> Result<Money, MoneyError> {
        let reventado = outcome
            .of(self.used.reventado, Rounding::HalfUp)
            .map_err(|_| MoneyError::OutOfRange)?;
        Money::try_sum([self.straight_liability, reventado])
    }
}

/// What a draw took in: the same whatever comes out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Takings {
    /// All stakes.
    pub stakes: Money,
    /// The shops' commission on them.
    pub commission: Money,
}

impl Takings {
    /// Adds up counters of one scope.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn of(counters: &[Counter]) -> Result<Takings, MoneyError> {
        let mut takings = Takings::default();
        for counter in counters {
            takings.stakes = Money::try_sum([takings.stakes, counter.stakes()?])?;
            takings.commission = Money::try_sum([takings.commission, counter.listero])?;
        }
        Ok(takings)
    }

    /// What the house keeps when these prizes are due: stakes − commission − prizes.
    ///
    /// # Errors
    /// Beyond the range of money.
    pub fn net(&self, prizes: Money) -> Result<Money, MoneyError> {
        self.stakes
            .checked_sub(self.commission)
            .and_then(|kept| kept.checked_sub(prizes))
            .ok_or(MoneyError::OutOfRange)
    }
}

/// The counters as they would be without those of a list, or, with `back`, together with them.
///
/// # Errors
/// Beyond the range of money.
pub fn changed(
    counters: &[Counter],
    list: &[Counter],
    back: bool,
) -> Result<Vec<Counter>, MoneyError> {
    let mut changed: BTreeMap<Number, Counter> = counters
        .iter()
        .map(|counter| (counter.number, counter.clone()))
        .collect();
    let change = |from: Money, by: Money| {
        let sum = if back {
            Money::try_sum([from, by]).ok()
        } else {
            from.checked_sub(by)
        };
        sum.ok_or(MoneyError::OutOfRange)
    };
    for one in list {
        let counter = changed.entry(one.number).or_insert_with(|| Counter {
            number: one.number,
            used: Used::default(),
            straight_liability: Money::ZERO,
            reventado_liability: Money::ZERO,
            listero: Money::ZERO,
            tickets: 0,
        });
        counter.used = Used {
            straight: change(counter.used.straight, one.used.straight)?,
            reventado: change(counter.used.reventado, one.used.reventado)?,
        };
        counter.straight_liability = change(counter.straight_liability, one.straight_liability)?;
        counter.reventado_liability = change(counter.reventado_liability, one.reventado_liability)?;
        counter.listero = change(counter.listero, one.listero)?;
        counter.tickets = if back {
            counter.tickets.saturating_add(one.tickets)
        } else {
            counter.tickets.saturating_sub(one.tickets)
        };
    }
    Ok(changed.into_values().collect())
}

/// The worst case: the number that costs the house most beside what other houses bear, not a sum over numbers. Among equals
/// the lowest number.
///
/// # Errors
/// Beyond the range of money.
pub fn worst(counters: &[Counter], laid: &Laid) -> Result<Option<(Number, Money)>, MoneyError> {
    let mut found: Option<(Number, Money)> = None;
    for counter in counters {
        let liability = counter.retained(laid)?;
        let worse = match found {
            None => liability.is_positive(),
            Some((number, most)) => {
                liability > most || (liability == most && counter.number < number)
            }
        };
        if worse {
            found = Some((counter.number, liability));
        }
    }
    Ok(found)
}

/// The results that leave the house the least, worst first: every number that was sold with every outcome, with what lay-off
/// costs and what it brings then.
///
/// # Errors
/// Beyond the range of money.
pub fn worst_results(
    counters: &[Counter],
    outcomes: &[ReventadoOutcome],
    laid: &Laid,
    most: usize,
) -> Result<Vec<(DrawResult, Money)>, MoneyError> {
    let takings = Takings::of(counters)?;
    let mut results = Vec::new();
    let net = |counter: &Counter, outcome: Rate| {
        let share = laid.share(counter.number, outcome)?;
        let kept = takings.net(counter.prizes(outcome)?)?;
        with_layoff(kept, laid.cost(), share)
    };
    for counter in counters.iter().filter(|counter| counter.tickets > 0) {
        if outcomes.is_empty() {
            results.push((result(counter.number, None), net(counter, Rate::ZERO)?));
        }
        for outcome in outcomes {
            let net = net(counter, outcome.factor)?;
            results.push((result(counter.number, Some(outcome.name.clone())), net));
        }
    }
    results.sort_by(|(one, less), (other, more)| {
        less.cmp(more)
            .then_with(|| one.number.cmp(&other.number))
            .then_with(|| one.outcome.cmp(&other.outcome))
    });
    results.truncate(most);
    Ok(results)
}

/// What is kept beside lay-off: less what it costs, and with what it brings.
///
/// # Errors
/// Beyond the range of money.
pub fn with_layoff(kept: Money, cost: Money, share: Money) -> Result<Money, MoneyError> {
    kept.checked_sub(cost)
        .and_then(|kept| kept.checked_add(share))
        .ok_or(MoneyError::OutOfRange)
}

fn result(number: Number, outcome: Option<String>) -> DrawResult {
    DrawResult { number, outcome }
}

/// How far a counter stands under the limits that are measured on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The smallest limit.
    pub limit: Money,
    /// How much of the tightest limit is used, in percent; above 100 where a limit was lowered or lifted.
    pub percent: u16,
}

/// The share of the limits on one number; nothing where no limit is measured on this counter.
pub fn share<'a>(used: Used, ceilings: impl IntoIterator<Item = &'a Ceiling>) -> Option<Share> {
    let mut found: Option<Share> = None;
    for ceiling in ceilings {
        let percent = percent_of(used.of(ceiling.kind).unwrap_or(Money::MAX), ceiling.amount);
        found = Some(match found {
            None => Share {
                limit: ceiling.amount,
                percent,
            },
            Some(share) => Share {
                limit: share.limit.min(ceiling.amount),
                percent: share.percent.max(percent),
            },
        });
    }
    found
}

/// A limit of nothing is full from the start.
fn percent_of(used: Money, limit: Money) -> u16 {
    let Some(hundredfold) = i128::from(used.as_cents()).checked_mul(100) else {
        return u16::MAX;
    };
    match hundredfold.checked_div(i128::from(limit.as_cents())) {
        None => 100,
        Some(percent) => u16::try_from(percent).unwrap_or(u16::MAX),
    }
}

/// How a number is marked on the heat map: never by colour alone, so each has its own sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heat {
    /// Nothing sold.
    Cold,
    /// Below half of the alert.
    Low,
    /// From half of the alert on.
    Warm,
    /// From the alert on.
    Alert,
    /// The limit is reached.
    Full,
}

impl Heat {
    /// The mark of a number: by its share of the limit, or, where none is measured, by its share of the worst liability,
    /// which alone never raises an alert.
    pub fn of(share: Option<u16>, liability: Money, worst: Money, alert_percent: u8) -> Heat {
        let alert = u16::from(alert_percent);
        let half = alert.div_euclid(2);
        match share {
            Some(percent) if percent >= 100 => Heat::Full,
            Some(percent) if percent >= alert => Heat::Alert,
            Some(percent) if percent >= half => Heat::Warm,
            Some(0) if liability.is_zero() => Heat::Cold,
            Some(_) => Heat::Low,
            None if liability.is_zero() => Heat::Cold,
            None if percent_of(liability, worst) >= half => Heat::Warm,
            None => Heat::Low,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{BetKind, Digits, ScopeId, layoff::LayOffLine};
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    fn colones(amount: i64) -> Money {
        Money::colones(amount).unwrap()
    }

    fn number(value: u16) -> Number {
        Number::new(value, Digits::Two).unwrap()
    }

    fn rate(factor: i64) -> Rate {
        Rate::new(Decimal::from(factor)).unwrap()
    }

    /// A counter whose bets were all sold at 90 and 200, with a tenth for the shop.
    fn counter(value: u16, straight: i64, reventado: i64) -> Counter {
        Counter {
            number: number(value),
            used: Used {
                straight: colones(straight),
                reventado: colones(reventado),
            },
            straight_liability: colones(straight * 90),
            reventado_liability: colones(reventado * 200),
            listero: colones((straight + reventado) / 10),
            tickets: 1,
        }
    }

    fn outcomes() -> [ReventadoOutcome; 2] {
        [("ROJA", 200), ("BLANCA", 0)].map(|(name, factor)| ReventadoOutcome {
            name: name.to_owned(),
            factor: rate(factor),
        })
    }

    fn ceiling(kind: Option<BetKind>, amount: i64) -> Ceiling {
        Ceiling {
            rule: uuid::Uuid::nil().into(),
            scope: ScopeId::Banca(uuid::Uuid::nil().into()),
            kind,
            price: None,
            amount: colones(amount),
            liftable: false,
        }
    }

    #[test]
    fn the_worst_case_is_the_largest_number_and_not_a_sum() {
        let counters = [counter(7, 100, 0), counter(23, 50, 50), counter(45, 100, 0)];
        assert_eq!(
            worst(&counters, &Laid::default()).unwrap(),
            Some((number(23), colones(50 * 90 + 50 * 200)))
        );
        // Among equals the lowest, in whatever order they come.
        for (one, other) in [(2, 0), (0, 2)] {
            assert_eq!(
                worst(
                    &[counters[one].clone(), counters[other].clone()],
                    &Laid::default()
                )
                .unwrap(),
                Some((number(7), colones(9_000)))
            );
        }
        assert_eq!(
            worst(&[counter(7, 10, 0), counter(23, 100, 0)], &Laid::default()).unwrap(),
            Some((number(23), colones(9_000)))
        );
        assert_eq!(
            worst(&[counter(7, 100, 0), counter(23, 10, 0)], &Laid::default()).unwrap(),
            Some((number(7), colones(9_000)))
        );
        assert_eq!(worst(&[], &Laid::default()).unwrap(), None);
        assert_eq!(worst(&[counter(7, 0, 0)], &Laid::default()).unwrap(), None);
    }

    #[test]
    fn the_worst_results_take_number_and_outcome_worst_first() {
        let counters = [counter(7, 100, 0), counter(23, 50, 50)];
        let takings = Takings::of(&counters).unwrap();
        assert_eq!(takings.stakes, colones(200));
        assert_eq!(takings.commission, colones(20));
        let told: Vec<_> = worst_results(&counters, &outcomes(), &Laid::default(), 3)
            .unwrap()
            .into_iter()
            .map(|(result, net)| (result.number.value(), result.outcome.unwrap(), net))
            .collect();
        assert_eq!(
            told,
            [
                (23, "ROJA".to_owned(), colones(180 - 4_500 - 10_000)),
                (7, "BLANCA".to_owned(), colones(180 - 9_000)),
                (7, "ROJA".to_owned(), colones(180 - 9_000)),
            ]
        );
        let plain = worst_results(&counters, &[], &Laid::default(), 10).unwrap();
        assert_eq!(plain.len(), 2);
        assert_eq!(plain[0].0.outcome, None);
        // A number that nobody bought is no result to fear.
        let unsold = Counter {
            tickets: 0,
            ..counter(99, 0, 0)
        };
        assert_eq!(
            worst_results(&[unsold], &[], &Laid::default(), 10).unwrap(),
            []
        );
    }

    #[test]
    fn what_other_houses_bear_is_no_worst_case_of_the_own() {
        let counters = [counter(7, 100, 0), counter(23, 50, 50)];
        let line = |kind, stake, factor| LayOffLine {
            number: number(23),
            kind,
            stake: colones(stake),
            factor: rate(factor),
        };
        let laid = Laid::of(
            [
                line(BetKind::Straight, 50, 80),
                line(BetKind::Reventado, 40, 200),
            ],
            colones(90),
        );
        // 4 500 + 10 000 less 4 000 and 8 000.
        assert_eq!(counters[1].retained(&laid).unwrap(), colones(2_500));
        assert_eq!(
            worst(&counters, &laid).unwrap(),
            Some((number(7), colones(9_000)))
        );
        let told: Vec<_> = worst_results(&counters, &outcomes(), &laid, 4)
            .unwrap()
            .into_iter()
            .map(|(result, net)| (result.number.value(), result.outcome.unwrap(), net))
            .collect();
        assert_eq!(
            told,
            [
                (7, "BLANCA".to_owned(), colones(180 - 90 - 9_000)),
                (7, "ROJA".to_owned(), colones(180 - 90 - 9_000)),
                (23, "ROJA".to_owned(), colones(180 - 90 - 2_500)),
                (23, "BLANCA".to_owned(), colones(180 - 90 - 500)),
            ]
        );
    }

    #[test]
    fn the_share_is_that_of_the_tightest_limit() {
        let used = Used {
            straight: colones(900),
            reventado: colones(300),
        };
        let limits = [
            ceiling(None, 4_000),
            ceiling(Some(BetKind::Straight), 1_000),
            ceiling(Some(BetKind::Reventado), 3_000),
        ];
        assert_eq!(
            share(used, &limits),
            Some(Share {
                limit: colones(1_000),
                percent: 90
            })
        );
        assert_eq!(share(used, &[]), None);
        assert_eq!(
            share(Used::default(), &[ceiling(None, 0)]).unwrap().percent,
            100
        );
        assert_eq!(share(used, &[ceiling(None, 600)]).unwrap().percent, 200);
    }

    #[test]
    fn a_number_grows_hotter_with_its_share() {
        let heat = |percent| Heat::of(Some(percent), colones(1), colones(1), 80);
        let marks = [0, 39, 40, 79, 80, 99, 100, 250].map(heat);
        assert!(marks.is_sorted());
        assert_eq!(marks[1], Heat::Low);
        assert_eq!(marks[3], Heat::Warm);
        assert_eq!(marks[5], Heat::Alert);
        assert_eq!(marks[6], Heat::Full);
        assert_eq!(marks[0], Heat::Low, "something is sold");
        assert_eq!(Heat::of(Some(0), Money::ZERO, colones(1), 80), Heat::Cold);
        assert_eq!(Heat::of(None, colones(3), colones(9), 80), Heat::Low);
        assert_eq!(Heat::of(None, Money::ZERO, colones(9), 80), Heat::Cold);
        assert_eq!(Heat::of(None, colones(9), colones(9), 80), Heat::Warm);
    }

    #[test]
    fn a_list_takes_its_part_out_of_the_counters_and_nothing_else() {
        let house = [counter(7, 100, 0), counter(23, 50, 50)];
        let list = [counter(23, 50, 50)];
        let without = changed(&house, &list, false).unwrap();
        assert_eq!(
            without,
            [
                counter(7, 100, 0),
                Counter {
                    tickets: 0,
                    ..counter(23, 0, 0)
                }
            ]
        );
        assert_eq!(
            worst(&without, &Laid::default()).unwrap(),
            Some((number(7), colones(9_000)))
        );
        let with = changed(&[], &list, true).unwrap();
        assert_eq!(with, list);
    }

    proptest! {
        #[test]
        fn a_list_that_goes_and_comes_back_leaves_the_counters_as_they_were(
            rest in proptest::collection::btree_map(0_u16..100, (0_i64..500, 0_i64..500), 0..20),
            own in proptest::collection::btree_map(0_u16..100, (0_i64..500, 0_i64..500), 0..20),
        ) {
            let of = |map: &std::collections::BTreeMap<u16, (i64, i64)>| -> Vec<Counter> {
                map.iter().map(|(value, (straight, reventado))| counter(*value, *straight, *reventado)).collect()
            };
            let (rest, own) = (of(&rest), of(&own));
            let house = changed(&rest, &own, true).unwrap();
            let without = changed(&house, &own, false).unwrap();
            let back = changed(&without, &own, true).unwrap();
            prop_assert_eq!(&back, &house);
            // Less is never worse.
            let liability = |all: &[Counter]| worst(all, &Laid::default()).unwrap().map_or(Money::ZERO, |(_, most)| most);
            prop_assert!(liability(&without) <= liability(&house));
        }

        #[test]
        fn no_result_is_worse_than_the_worst_case(
            cells in prop::collection::vec((0u16..100, 0i64..10_000, 0i64..10_000), 1..30),
        ) {
            let counters: Vec<Counter> =
                cells.into_iter().map(|(value, straight, reventado)| counter(value, straight, reventado)).collect();
            let takings = Takings::of(&counters).unwrap();
            let most = worst(&counters, &Laid::default()).unwrap().map_or(Money::ZERO, |(_, most)| most);
            let floor = takings.net(most).unwrap();
            for (_, net) in worst_results(&counters, &outcomes(), &Laid::default(), 1_000).unwrap() {
                prop_assert!(net >= floor);
            }
            let first = worst_results(&counters, &outcomes(), &Laid::default(), 1).unwrap();
            prop_assert_eq!(first[0].1, floor);
        }
    }
}
