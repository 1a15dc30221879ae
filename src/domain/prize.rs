//! Prizes: the state of a winning ticket is derived from what was paid, and one table says what each state allows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Money;

/// The mark stored with a prize; everything else is derived from its payouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AwardMark {
    /// Payable.
    Open,
    /// A partial payment was accepted as final; the remainder stays, tracked by finance.
    Finalized,
    /// The time to collect has passed.
    Expired,
    /// A corrected result took the prize away.
    Reversed,
}

impl AwardMark {
    /// All marks.
    pub const ALL: [AwardMark; 4] = [
        AwardMark::Open,
        AwardMark::Finalized,
        AwardMark::Expired,
        AwardMark::Reversed,
    ];

    /// The name used in the database.
    pub const fn name(self) -> &'static str {
        match self {
            AwardMark::Open => "OPEN",
            AwardMark::Finalized => "FINALIZED",
            AwardMark::Expired => "EXPIRED",
            AwardMark::Reversed => "REVERSED",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<AwardMark> {
        AwardMark::ALL.into_iter().find(|mark| mark.name() == name)
    }
}

/// What a payout is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PayoutKind {
    /// A prize.
    #[default]
    Prize,
    /// The stake of a ticket whose draw was called off.
    Refund,
}

impl PayoutKind {
    /// Both kinds.
    pub const ALL: [PayoutKind; 2] = [PayoutKind::Prize, PayoutKind::Refund];

    /// The name used in the database.
    pub const fn name(self) -> &'static str {
        match self {
            PayoutKind::Prize => "PRIZE",
            PayoutKind::Refund => "REFUND",
        }
    }

    /// Reads the database's name.
    pub fn from_name(name: &str) -> Option<PayoutKind> {
        PayoutKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The state of a winning ticket as people know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrizeState {
    /// EVALUATED, nothing paid.
    Unpaid,
    /// EVALUATED, a part paid.
    Partial,
    /// Everything paid.
    Paid,
    /// A part paid and accepted as final.
    Finalized,
    /// Not collected in time.
    Expired,
    /// Taken away by a corrected result.
    Reversed,
}

/// A prize and what was paid of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prize {
    /// What the ticket won.
    pub prize: Money,
    /// The sum of the payouts that stand.
    pub paid: Money,
    /// The stored mark.
    pub mark: AwardMark,
}

/// Why a payment step is not allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum PayProblem {
    /// Everything is paid already.
    AlreadyPaid,
    /// The prize was finalised; nothing more is payable until it is reopened.
    Finalized {
        /// The remainder that stays.
        remaining: Money,
    },
    /// The time to collect has passed.
    Expired,
    /// A corrected result took the prize away.
    Reversed,
    /// The amount is zero or negative.
    NotPositive,
    /// More than what remains.
    Overpaying {
        /// What was asked for.
        asked: Money,
        /// What remains.
        remaining: Money,
    },
    /// Nothing was paid, so nothing can be finalised or reversed.
    NothingPaid,
    /// The prize is not finalised, so it cannot be reopened.
    NotFinalized,
    /// A refund is paid whole.
    WholeOnly {
        /// All of it.
        remaining: Money,
    },
}

impl Prize {
    /// The prize as it counts on a day: what is payable after its last day has expired, also before the job that books it
    /// has run.
    #[must_use]
    pub fn on(self, today: NaiveDate, last_day: NaiveDate) -> Prize {
        if self.mark == AwardMark::Open && last_day < today && self.remaining().is_positive() {
            return Prize {
                mark: AwardMark::Expired,
                ..self
            };
        }
        self
    }

    /// What is not paid yet; never negative, also where a correction left less than was paid.
    pub fn remaining(&self) -> Money {
        self.prize
            .checked_sub(self.paid)
            .unwrap_or(Money::ZERO)
            .max(Money::ZERO)
    }

    /// The state people know, derived from mark and payouts.
    pub fn state(&self) -> PrizeState {
        match self.mark {
            AwardMark::Finalized => PrizeState::Finalized,
            AwardMark::Expired => PrizeState::Expired,
            AwardMark::Reversed => PrizeState::Reversed,
            AwardMark::Open if self.paid.is_zero() => PrizeState::Unpaid,
            AwardMark::Open if self.remaining().is_positive() => PrizeState::Partial,
            AwardMark::Open => PrizeState::Paid,
        }
    }

    /// Whether money may still be paid out.
    ///
    /// # Errors
    /// The reason why not.
    pub fn payable(&self) -> Result<(), PayProblem> {
        match self.state() {
            PrizeState::Unpaid | PrizeState::Partial => Ok(()),
            PrizeState::Paid => Err(PayProblem::AlreadyPaid),
            PrizeState::Finalized => Err(PayProblem::Finalized {
                remaining: self.remaining(),
            }),
            PrizeState::Expired => Err(PayProblem::Expired),
            PrizeState::Reversed => Err(PayProblem::Reversed),
        }
    }

    /// The amount of a payout: `asked`, or everything that remains.
    ///
    /// # Errors
    /// A state that does not allow paying, an amount that is not positive, or one above what remains.
    pub fn amount(&self, asked: Option<Money>) -> Result<Money, PayProblem> {
        self.payable()?;
        let remaining = self.remaining();
        let amount = asked.unwrap_or(remaining);
        if !amount.is_positive() {
            return Err(PayProblem::NotPositive);
        }
        if amount > remaining {
            return Err(PayProblem::Overpaying {
                asked: amount,
                remaining,
            });
        }
        Ok(amount)
    }

    /// The amount of a refund: all of it, once.
    ///
    /// # Errors
    /// A state that does not allow paying, or a part.
    pub fn refund(&self, asked: Option<Money>) -> Result<Money, PayProblem> {
        let amount = self.amount(asked)?;
        let remaining = self.remaining();
        if amount < remaining {
            return Err(PayProblem::WholeOnly { remaining });
        }
        Ok(amount)
    }

    /// The remainder that a finalisation leaves: only a partly paid prize can be finalised.
    ///
    /// # Errors
    /// A state without a part paid and a part open.
    pub fn finalise(&self) -> Result<Money, PayProblem> {
        match self.state() {
            PrizeState::Partial => Ok(self.remaining()),
            PrizeState::Unpaid => Err(PayProblem::NothingPaid),
            PrizeState::Paid => Err(PayProblem::AlreadyPaid),
            PrizeState::Finalized => Err(PayProblem::Finalized {
                remaining: self.remaining(),
            }),
            PrizeState::Expired => Err(PayProblem::Expired),
            PrizeState::Reversed => Err(PayProblem::Reversed),
        }
    }

    /// Whether the last payout may be taken back.
    ///
    /// # Errors
    /// Nothing paid, or a prize that a correction took away.
    pub fn reversible(&self) -> Result<(), PayProblem> {
        match self.state() {
            PrizeState::Partial | PrizeState::Paid | PrizeState::Finalized => Ok(()),
            PrizeState::Unpaid => Err(PayProblem::NothingPaid),
            PrizeState::Expired if self.paid.is_positive() => Err(PayProblem::Expired),
            PrizeState::Expired => Err(PayProblem::NothingPaid),
            PrizeState::Reversed => Err(PayProblem::Reversed),
        }
    }

    /// The remainder that a reopening makes payable again.
    ///
    /// # Errors
    /// A prize that is not finalised.
    pub fn reopen(&self) -> Result<Money, PayProblem> {
        match self.state() {
            PrizeState::Finalized => Ok(self.remaining()),
            PrizeState::Unpaid
            | PrizeState::Partial
            | PrizeState::Paid
            | PrizeState::Expired
            | PrizeState::Reversed => Err(PayProblem::NotFinalized),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colones(amount: i64) -> Money {
        Money::colones(amount).expect("test amounts are small")
    }

    fn prize(paid: i64, mark: AwardMark) -> Prize {
        Prize {
            prize: colones(15_000),
            paid: colones(paid),
            mark,
        }
    }

    #[test]
    fn the_table_of_states_allows_exactly_what_the_spec_says() {
        let rows = [
            (prize(0, AwardMark::Open), PrizeState::Unpaid, true, false),
            (
                prize(5_000, AwardMark::Open),
                PrizeState::Partial,
                true,
                true,
            ),
            (
                prize(15_000, AwardMark::Open),
                PrizeState::Paid,
                false,
                true,
            ),
            (
                prize(5_000, AwardMark::Finalized),
                PrizeState::Finalized,
                false,
                true,
            ),
            (
                prize(0, AwardMark::Expired),
                PrizeState::Expired,
                false,
                false,
            ),
            (
                prize(0, AwardMark::Reversed),
                PrizeState::Reversed,
                false,
                false,
            ),
        ];
        for (prize, state, pay, reverse) in rows {
            assert_eq!(prize.state(), state);
            assert_eq!(prize.payable().is_ok(), pay, "{state:?} pay");
            assert_eq!(prize.reversible().is_ok(), reverse, "{state:?} reverse");
            assert_eq!(
                prize.finalise().is_ok(),
                state == PrizeState::Partial,
                "{state:?} finalise"
            );
            assert_eq!(
                prize.reopen().is_ok(),
                state == PrizeState::Finalized,
                "{state:?} reopen"
            );
        }
    }

    #[test]
    fn a_correction_below_what_was_paid_leaves_nothing_to_pay() {
        let overpaid = prize(20_000, AwardMark::Open);
        assert_eq!(overpaid.remaining(), Money::ZERO);
        assert_eq!(overpaid.state(), PrizeState::Paid);
        assert_eq!(overpaid.amount(None), Err(PayProblem::AlreadyPaid));
    }

    #[test]
    fn a_refund_is_paid_whole_and_once() {
        let stake = prize(0, AwardMark::Open);
        assert_eq!(stake.refund(None), Ok(colones(15_000)));
        let whole = PayProblem::WholeOnly {
            remaining: colones(15_000),
        };
        assert_eq!(stake.refund(Some(colones(1))), Err(whole));
        assert_eq!(
            prize(15_000, AwardMark::Open).refund(None),
            Err(PayProblem::AlreadyPaid)
        );
        for kind in PayoutKind::ALL {
            assert_eq!(PayoutKind::from_name(kind.name()), Some(kind));
        }
    }

    #[test]
    fn what_is_payable_expires_the_day_after_the_last_day() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March");
        let state = |prize: Prize, today| prize.on(day(today), day(5)).state();
        assert_eq!(state(prize(0, AwardMark::Open), 5), PrizeState::Unpaid);
        assert_eq!(state(prize(0, AwardMark::Open), 6), PrizeState::Expired);
        assert_eq!(state(prize(5_000, AwardMark::Open), 6), PrizeState::Expired);
        assert_eq!(state(prize(15_000, AwardMark::Open), 6), PrizeState::Paid);
        assert_eq!(
            state(prize(5_000, AwardMark::Finalized), 6),
            PrizeState::Finalized
        );
    }

    #[test]
    fn what_speaks_against_taking_back_is_named() {
        let told = |paid, mark| prize(paid, mark).reversible();
        assert_eq!(told(0, AwardMark::Open), Err(PayProblem::NothingPaid));
        assert_eq!(told(0, AwardMark::Expired), Err(PayProblem::NothingPaid));
        assert_eq!(told(5_000, AwardMark::Expired), Err(PayProblem::Expired));
        assert_eq!(told(5_000, AwardMark::Reversed), Err(PayProblem::Reversed));
    }

    #[test]
    fn a_payment_is_positive_and_never_above_what_remains() {
        let partial = prize(5_000, AwardMark::Open);
        assert_eq!(partial.amount(None), Ok(colones(10_000)));
        assert_eq!(partial.amount(Some(colones(1))), Ok(colones(1)));
        assert_eq!(
            partial.amount(Some(Money::ZERO)),
            Err(PayProblem::NotPositive)
        );
        assert_eq!(
            partial.amount(Some(colones(10_001))),
            Err(PayProblem::Overpaying {
                asked: colones(10_001),
                remaining: colones(10_000)
            })
        );
    }
}
