//! The sample lotteries that the first run offers: those that Costa Rican houses sell, with their usual hours and
//! prices. All of it is data; the house changes it afterwards as it likes.

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::{BetKind, Digits, LotteryRules, Money, Rate, ReventadoOutcome, Schedule, Slot};

/// One sample lottery with its prices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The lottery's name.
    pub name: &'static str,
    /// Its rules.
    pub rules: LotteryRules,
    /// Its prices: name, kind, factor, and whether it is the usual one.
    pub prices: Vec<(String, BetKind, Rate, bool)>,
}

/// Everything that differs between the samples.
struct Sketch {
    name: &'static str,
    alias: &'static str,
    colour: &'static str,
    digits: Digits,
    weekdays: &'static [Weekday],
    times: &'static [(u32, u32)],
    factors: &'static [i64],
    reventado: bool,
}

const SKETCHES: [Sketch; 6] = [
    Sketch {
        name: "Tica",
        alias: "ti",
        colour: "#2f7ed8",
        digits: Digits::Two,
        weekdays: &[],
        times: &[(12, 55), (16, 30), (19, 30)],
        factors: &[80, 85, 90, 92],
        reventado: true,
    },
    Sketch {
        name: "Nica",
        alias: "ni",
        colour: "#1aa3a3",
        digits: Digits::Two,
        weekdays: &[],
        times: &[(12, 0), (15, 0), (18, 0), (21, 0)],
        factors: &[80, 85, 90],
        reventado: false,
    },
    Sketch {
        name: "Honduras",
        alias: "ho",
        colour: "#4f6bed",
        digits: Digits::Two,
        weekdays: &[],
        times: &[(11, 0), (15, 0), (21, 0)],
        factors: &[80, 85, 90],
        reventado: false,
    },
    Sketch {
        name: "Primera",
        alias: "pr",
        colour: "#c2410c",
        digits: Digits::Two,
        weekdays: &[],
        times: &[(10, 0), (18, 0)],
        factors: &[80, 85, 90],
        reventado: false,
    },
    Sketch {
        name: "Panamá",
        alias: "pa",
        colour: "#b91c5c",
        digits: Digits::Two,
        weekdays: &[Weekday::Wed, Weekday::Sun],
        times: &[(15, 0)],
        factors: &[80, 85],
        reventado: false,
    },
    Sketch {
        name: "Monazos",
        alias: "mo",
        colour: "#15803d",
        digits: Digits::Three,
        weekdays: &[],
        times: &[(12, 55), (19, 0)],
        factors: &[650],
        reventado: false,
    },
];

/// What a reventado pays when the red ball comes out.
const REVENTADO: i64 = 200;
/// The usual factor where a lottery offers several.
const USUAL: i64 = 85;

/// The sample lotteries, in the order in which they are offered.
///
/// `None` only if one of the constants above left the range of its type; a test keeps that from happening.
pub fn samples() -> Option<Vec<Sample>> {
    SKETCHES.iter().map(sample).collect()
}

fn sample(sketch: &Sketch) -> Option<Sample> {
    let mut prices = Vec::new();
    for factor in sketch.factors {
        let usual = *factor == USUAL || sketch.factors.len() == 1;
        prices.push((
            factor.to_string(),
            BetKind::Straight,
            Rate::new(Decimal::from(*factor)).ok()?,
            usual,
        ));
    }
    let mut outcomes = Vec::new();
    if sketch.reventado {
        let factor = Rate::new(Decimal::from(REVENTADO)).ok()?;
        prices.push((REVENTADO.to_string(), BetKind::Reventado, factor, true));
        outcomes.push(ReventadoOutcome {
            name: "ROJA".to_owned(),
            factor,
        });
        outcomes.push(ReventadoOutcome {
            name: "BLANCA".to_owned(),
            factor: Rate::ZERO,
        });
    }
    let slots = sketch
        .times
        .iter()
        .map(|(hour, minute)| {
            Some(Slot {
                weekdays: sketch.weekdays.to_vec(),
                time: NaiveTime::from_hms_opt(*hour, *minute, 0)?,
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let rules = LotteryRules {
        digits: sketch.digits,
        min_bet: Money::colones(100)?,
        max_bet: Money::colones(500_000)?,
        step: Money::colones(100)?,
        max_lines: 120,
        max_ticket: Money::colones(2_000_000)?,
        cutoff_minutes: 5,
        open_hours: 24,
        sales_hours: Vec::new(),
        outcomes,
        expiry_days: 30,
        alias: sketch.alias.to_owned(),
        colour: sketch.colour.to_owned(),
        schedule: Schedule {
            zone: Tz::America__Costa_Rica,
            slots,
            holidays: Vec::new(),
        },
    };
    Some(Sample {
        name: sketch.name,
        rules,
        prices,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_are_the_six_lotteries_with_one_usual_price_each_kind() {
        let samples = samples().expect("the constants are in range");
        let names: Vec<_> = samples.iter().map(|sample| sample.name).collect();
        assert_eq!(
            names,
            ["Tica", "Nica", "Honduras", "Primera", "Panamá", "Monazos"]
        );
        for sample in samples {
            let usual = |kind| {
                sample
                    .prices
                    .iter()
                    .filter(|price| price.1 == kind && price.3)
                    .count()
            };
            assert_eq!(usual(BetKind::Straight), 1, "{}", sample.name);
            assert_eq!(
                usual(BetKind::Reventado),
                usize::from(sample.rules.plays_reventado()),
                "{}",
                sample.name
            );
        }
    }
}
