//! What can be wrong with a sale, line by line, with the figures that a sentence needs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{BetKind, Digits, DrawId, DrawState, LimitRuleId, Money, Number};

/// What is wrong with one line, or with the sale as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum SaleProblem {
    /// No draw was chosen.
    NoDraw,
    /// No bet was typed.
    NoBets,
    /// The same draw was chosen twice.
    DrawTwice {
        /// The draw.
        draw: DrawId,
    },
    /// The draw does not exist for this seller.
    DrawUnknown {
        /// The draw.
        draw: DrawId,
    },
    /// The draw is not on sale.
    DrawNotOpen {
        /// The draw.
        draw: DrawId,
        /// Its state.
        state: DrawState,
    },
    /// The draw's sale is held.
    DrawSuspended {
        /// The draw.
        draw: DrawId,
    },
    /// The seller's list of this draw, or the shop's, is excluded: nothing is added to it.
    ListExcluded {
        /// The draw.
        draw: DrawId,
    },
    /// The draw's sale has ended.
    PastCutoff {
        /// The draw.
        draw: DrawId,
        /// When it ended.
        cutoff: DateTime<Utc>,
    },
    /// The lottery does not sell at this hour.
    OutsideSalesHours {
        /// The draw.
        draw: DrawId,
    },
    /// The number has another length than the lottery's.
    WrongDigits {
        /// The number typed.
        number: Number,
        /// The length expected.
        expected: Digits,
    },
    /// The stake is zero or negative.
    NotPositive {
        /// The number.
        number: Number,
    },
    /// The stake is below the lottery's minimum.
    BelowMinimum {
        /// The number.
        number: Number,
        /// The stake.
        stake: Money,
        /// The minimum.
        minimum: Money,
    },
    /// The stake is above the lottery's maximum.
    AboveMaximum {
        /// The number.
        number: Number,
        /// The stake.
        stake: Money,
        /// The maximum.
        maximum: Money,
    },
    /// The stake is not a multiple of the step.
    WrongStep {
        /// The number.
        number: Number,
        /// The stake.
        stake: Money,
        /// The step.
        step: Money,
    },
    /// The lottery plays no reventado.
    NoReventado {
        /// The number.
        number: Number,
    },
    /// A reventado needs a straight bet on its number in the same ticket.
    ReventadoAlone {
        /// The number.
        number: Number,
    },
    /// A reventado is larger than the straight bet on its number.
    ReventadoAbove {
        /// The number.
        number: Number,
        /// The reventado stake.
        reventado: Money,
        /// The straight stake.
        straight: Money,
    },
    /// The multiplier may not be used by this seller.
    MultiplierNotAllowed {
        /// The number.
        number: Number,
    },
    /// The lottery has no price for this kind of bet.
    NoPrice {
        /// The kind.
        kind: BetKind,
    },
    /// Too many lines in one ticket.
    TooManyLines {
        /// How many.
        lines: usize,
        /// The most allowed.
        most: u16,
    },
    /// The ticket's total is above the lottery's maximum.
    TicketTooLarge {
        /// The total.
        total: Money,
        /// The most allowed.
        most: Money,
    },
    /// The amounts leave the range of money.
    TooMuch,
    /// The number or its multiplier is blocked.
    Blocked {
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
        /// The kind.
        kind: BetKind,
        /// The rule.
        rule: LimitRuleId,
    },
    /// The sum on a number within this ticket is above its limit.
    AbovePerTicket {
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
        /// What was asked for.
        asked: Money,
        /// The limit.
        limit: Money,
        /// The rule.
        rule: LimitRuleId,
    },
    /// The sum sold on a number would pass an accumulated limit.
    AboveLimit {
        /// The draw.
        draw: DrawId,
        /// The number.
        number: Number,
        /// What was asked for.
        asked: Money,
        /// What is left below the limit.
        left: Money,
        /// The limit.
        limit: Money,
        /// The rule.
        rule: LimitRuleId,
        /// Whether a supervisor may lift it for this sale.
        liftable: bool,
    },
}
