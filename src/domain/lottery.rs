//! The rules of a lottery: data, never code. A draw freezes what it needs of them when it is made and opened.

use std::collections::HashSet;

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::{Digits, Money, Rate, Schedule};

/// A reventado outcome and what it pays: the colour of the ball that comes with the number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReventadoOutcome {
    /// The name, such as `ROJA`.
    pub name: String,
    /// How often the reventado stake is paid; zero for the outcome that pays nothing.
    pub factor: Rate,
}

/// Sales hours of one weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesHours {
    /// The weekday.
    pub weekday: chrono::Weekday,
    /// First moment, local time.
    pub from: NaiveTime,
    /// First moment that is too late, local time.
    pub to: NaiveTime,
}

/// Everything that can differ between lotteries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LotteryRules {
    /// Length of its numbers.
    pub digits: Digits,
    /// Smallest stake of a bet.
    pub min_bet: Money,
    /// Largest stake of a bet.
    pub max_bet: Money,
    /// Stakes are multiples of this.
    pub step: Money,
    /// Most bets in a ticket.
    pub max_lines: u16,
    /// Largest total of a ticket.
    pub max_ticket: Money,
    /// Minutes before the draw at which selling ends.
    pub cutoff_minutes: u16,
    /// Hours before the draw at which selling begins.
    pub open_hours: u16,
    /// Sales hours; empty means any hour.
    #[serde(default)]
    pub sales_hours: Vec<SalesHours>,
    /// Reventado outcomes; empty where none is played.
    #[serde(default)]
    pub outcomes: Vec<ReventadoOutcome>,
    /// Days until a prize expires.
    pub expiry_days: u16,
    /// Letters that name the lottery at the bet line, such as `ti`.
    pub alias: String,
    /// Display colour as `#rrggbb`.
    pub colour: String,
    /// When it draws.
    pub schedule: Schedule,
}

impl LotteryRules {
    /// Whether reventado bets are sold.
    pub fn plays_reventado(&self) -> bool {
        !self.outcomes.is_empty()
    }

    /// The best factor among the outcomes; `None` where no reventado is played.
    pub fn best_reventado(&self) -> Option<Rate> {
        self.outcomes.iter().map(|outcome| outcome.factor).max()
    }
}

/// A field of the rules that cannot stand as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleProblem {
    /// The field's name.
    pub field: &'static str,
    /// Whether it is empty; else it is out of range.
    pub missing: bool,
}

/// Most bets that a ticket can be allowed.
const MOST_LINES: u16 = 500;
/// Most minutes between the end of the sale and the draw: a day.
const MOST_CUTOFF: u16 = 1_440;
/// Most hours between the beginning of the sale and the draw: a month.
const MOST_OPEN: u16 = 744;
/// Most days until a prize expires: ten years.
const MOST_EXPIRY: u16 = 3_650;
/// Most letters of an alias.
const MOST_ALIAS: usize = 4;
/// Most characters of an outcome's name.
const MOST_OUTCOME: usize = 20;

impl LotteryRules {
    /// Every field that cannot stand, each once; none if a house can sell by these rules.
    pub fn problems(&self) -> Vec<RuleProblem> {
        let stakes_fit = self.max_bet >= self.min_bet;
        let lowest_sells = self.min_bet.is_positive()
            && self.min_bet.as_cents().checked_rem(self.step.as_cents()) == Some(0);
        let opens = self.open_hours.saturating_mul(60) > self.cutoff_minutes;
        let checks = [
            ("step", self.step.is_positive()),
            ("min_bet", !self.step.is_positive() || lowest_sells),
            ("max_bet", stakes_fit),
            ("max_ticket", self.max_ticket >= self.min_bet),
            ("max_lines", (1..=MOST_LINES).contains(&self.max_lines)),
            ("cutoff_minutes", self.cutoff_minutes <= MOST_CUTOFF),
            ("open_hours", self.open_hours <= MOST_OPEN && opens),
            ("expiry_days", (1..=MOST_EXPIRY).contains(&self.expiry_days)),
            (
                "sales_hours",
                self.sales_hours.iter().all(|span| span.from < span.to),
            ),
            ("outcomes", self.outcomes_stand()),
            ("alias", self.alias.is_empty() || alias_stands(&self.alias)),
            ("colour", colour_stands(&self.colour)),
        ];
        let broken = checks.into_iter().filter(|(_, stands)| !stands);
        let mut problems: Vec<RuleProblem> = broken
            .map(|(field, _)| RuleProblem {
                field,
                missing: false,
            })
            .collect();
        let empty = [
            ("alias", self.alias.is_empty()),
            ("schedule", self.schedule.slots.is_empty()),
        ];
        problems.extend(
            empty
                .into_iter()
                .filter(|(_, empty)| *empty)
                .map(|(field, _)| RuleProblem {
                    field,
                    missing: true,
                }),
        );
        problems
    }

    /// Outcomes have different names, and one at least pays.
    fn outcomes_stand(&self) -> bool {
        let mut names = HashSet::new();
        let named = self.outcomes.iter().all(|outcome| {
            let name = outcome.name.trim();
            let length = name.chars().count();
            (1..=MOST_OUTCOME).contains(&length)
                && name.len() == outcome.name.len()
                && !name.chars().any(char::is_control)
                && names.insert(name.to_lowercase())
        });
        let pays = self
            .outcomes
            .iter()
            .any(|outcome| outcome.factor > Rate::ZERO);
        named && (self.outcomes.is_empty() || pays)
    }
}

/// An alias is typed at the bet line: a few letters.
fn alias_stands(alias: &str) -> bool {
    alias.len() <= MOST_ALIAS && alias.chars().all(|letter| letter.is_ascii_lowercase())
}

/// `#rrggbb`.
fn colour_stands(colour: &str) -> bool {
    colour.strip_prefix('#').is_some_and(|digits| {
        digits.len() == 6 && digits.chars().all(|digit| digit.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples;
    use rstest::rstest;

    fn tica() -> LotteryRules {
        samples::samples().unwrap().swap_remove(0).rules
    }

    #[test]
    fn the_samples_stand() {
        for sample in samples::samples().unwrap() {
            assert_eq!(sample.rules.problems(), [], "{}", sample.name);
        }
    }

    #[rstest]
    #[case("step", |rules: &mut LotteryRules| rules.step = Money::ZERO)]
    #[case("min_bet", |rules: &mut LotteryRules| rules.min_bet = Money::colones(150).unwrap())]
    #[case("min_bet", |rules: &mut LotteryRules| rules.min_bet = Money::ZERO)]
    #[case("max_bet", |rules: &mut LotteryRules| rules.max_bet = Money::colones(99).unwrap())]
    #[case("max_ticket", |rules: &mut LotteryRules| rules.max_ticket = Money::ZERO)]
    #[case("max_lines", |rules: &mut LotteryRules| rules.max_lines = 0)]
    #[case("cutoff_minutes", |rules: &mut LotteryRules| (rules.cutoff_minutes, rules.open_hours) = (1_441, 48))]
    #[case("open_hours", |rules: &mut LotteryRules| rules.open_hours = 0)]
    #[case("open_hours", |rules: &mut LotteryRules| (rules.open_hours, rules.cutoff_minutes) = (1, 60))]
    #[case("expiry_days", |rules: &mut LotteryRules| rules.expiry_days = 0)]
    #[case("outcomes", |rules: &mut LotteryRules| rules.outcomes[0].name.clear())]
    #[case("outcomes", |rules: &mut LotteryRules| rules.outcomes[1].name = "roja".to_owned())]
    #[case("outcomes", |rules: &mut LotteryRules| rules.outcomes[0].factor = Rate::ZERO)]
    #[case("alias", |rules: &mut LotteryRules| rules.alias = "t1".to_owned())]
    #[case("alias", |rules: &mut LotteryRules| rules.alias.clear())]
    #[case("colour", |rules: &mut LotteryRules| rules.colour = "blue".to_owned())]
    #[case("colour", |rules: &mut LotteryRules| rules.colour = "#00000g".to_owned())]
    #[case("colour", |rules: &mut LotteryRules| rules.colour = "#000".to_owned())]
    #[case("schedule", |rules: &mut LotteryRules| rules.schedule.slots.clear())]
    fn a_field_that_cannot_stand_is_named_once(
        #[case] field: &str,
        #[case] spoil: fn(&mut LotteryRules),
    ) {
        let mut rules = tica();
        spoil(&mut rules);
        let named: Vec<&str> = rules
            .problems()
            .iter()
            .map(|problem| problem.field)
            .collect();
        assert_eq!(named, [field]);
    }

    #[test]
    fn sales_hours_end_after_they_begin() {
        let mut rules = tica();
        let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        for (from, to, problems) in [(8, 20, 0), (8, 8, 1), (20, 8, 1)] {
            rules.sales_hours = vec![SalesHours {
                weekday: chrono::Weekday::Mon,
                from: time(from),
                to: time(to),
            }];
            assert_eq!(rules.problems().len(), problems, "{from} to {to}");
        }
    }

    #[test]
    fn the_best_ball_is_the_one_that_pays_most_and_there_is_none_without_balls() {
        let mut rules = tica();
        let factors = rules.outcomes.iter().map(|outcome| outcome.factor);
        let best = factors.reduce(|one, other| if other > one { other } else { one });
        assert!(best.is_some());
        assert_eq!(rules.best_reventado(), best);
        rules.outcomes.clear();
        assert_eq!(rules.best_reventado(), None);
    }
}
