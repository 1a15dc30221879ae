//! Draws, their seals and what a result books.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{Digits, DrawId, DrawResult, DrawState, LotteryId, Money};

/// A draw in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DrawRow {
    /// Its id.
    pub id: DrawId,
    /// The lottery.
    pub lottery: LotteryId,
    /// The lottery's name, or its own where it was made by hand.
    pub name: String,
    /// Display colour as `#rrggbb`.
    pub colour: String,
    /// Length of its numbers.
    pub digits: Digits,
    /// Reventado outcomes it knows.
    pub outcomes: Vec<String>,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// When its sale ends.
    pub cutoff: DateTime<Utc>,
    /// Its state.
    pub state: DrawState,
    /// Tickets standing, within the user's reach.
    pub tickets: i64,
    /// Their stakes.
    pub sold: Money,
    /// The result, once confirmed.
    pub result: Option<DrawResult>,
    /// The first entry of a result, or of a correction, that waits for its second person.
    pub waiting: Option<WaitingEntry>,
    /// Prizes, once evaluated.
    pub prizes: Money,
    /// Winning tickets, once evaluated.
    pub winners: i64,
    /// The seal's short code, once closed.
    pub seal: Option<String>,
    /// Whether one person alone entered and confirmed the result.
    pub single_person: bool,
    /// How far the settling is that is under way, for those who confirm results.
    #[serde(default)]
    pub settling: Option<Settling>,
    /// Whether it was made by hand, with a name of its own.
    #[serde(default)]
    pub special: bool,
    /// Whether its sale is held.
    #[serde(default)]
    pub suspended: bool,
    /// What was last done to it beside its results.
    #[serde(default)]
    pub step: Option<DrawStep>,
}

/// A step of a draw beside its results.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawStep {
    /// What was done: `annulled`, `rescheduled`, `renamed`, `suspended`, `resumed`, `made`, `skipped` where nobody
    /// opened it in time; `imported` for a past result that was
    /// brought in from elsewhere.
    pub step: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// When it drew before, where it was moved.
    #[serde(default)]
    pub before: Option<DateTime<Utc>>,
}

/// How far a settling is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settling {
    /// Tickets done.
    pub done: i64,
    /// All of them.
    pub count: i64,
}

/// A typed result that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingEntry {
    /// Who typed it.
    pub by: String,
    /// Whether that was the present user.
    pub mine: bool,
    /// From when on the one who typed it may also confirm it; nothing where that is another person's to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine_from: Option<DateTime<Utc>>,
    /// When.
    pub at: DateTime<Utc>,
    /// Why; told to those who may confirm it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What was typed; told to nobody but the one who typed it, and not where the same person types it again blind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<DrawResult>,
}

impl DrawRow {
    /// Whether it is a past result that was brought in from elsewhere, and no draw of the house.
    pub fn imported(&self) -> bool {
        self.step
            .as_ref()
            .is_some_and(|step| step.step == "imported")
    }

    /// The correction that holds the prizes of this draw until it is confirmed or taken back.
    pub fn correction(&self) -> Option<&WaitingEntry> {
        self.waiting
            .as_ref()
            .filter(|_| self.state == DrawState::Evaluated)
    }
}

/// A draw of the schedule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedDraw {
    /// The lottery's name.
    pub lottery: String,
    /// When it draws.
    pub at: DateTime<Utc>,
    /// Whether it exists already.
    pub exists: bool,
    /// The day without draws that leaves it out.
    #[serde(default)]
    pub holiday: Option<String>,
}

/// What closing a draw wrote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seal {
    /// The draw.
    pub draw: DrawId,
    /// Tickets under the seal.
    pub tickets: i64,
    /// Their stakes.
    pub stakes: Money,
    /// The short code to print and compare.
    pub short: String,
    /// The whole seal, hexadecimal.
    pub root: String,
    /// The seal before it in the house's chain, hexadecimal; empty for the first.
    pub previous: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a result books.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultPreview {
    /// The draw.
    pub draw: DrawId,
    /// The result.
    pub result: DrawResult,
    /// Winning tickets.
    pub winners: i64,
    /// The sum of the prizes.
    pub prizes: Money,
    /// Stakes in the draw.
    pub stakes: Money,
    /// Commissions of shops on it.
    pub commission: Money,
    /// What lay-off costs.
    #[serde(default)]
    pub laid_off: Money,
    /// What other houses pay of the prizes.
    #[serde(default)]
    pub share: Money,
    /// What the house keeps: stakes − commission − prizes − lay-off + share of other houses.
    pub net: Money,
    /// Prizes paid under an earlier result that this one takes away.
    pub reclaimed: Money,
}

/// A mark that changes with the draws, so that a console reads them again only when there is something new.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pulse {
    /// Equal marks mean equal draws around now: none was made, opened, closed or evaluated meanwhile.
    pub draws: i64,
    /// Whether a draw should be opened or closed by now.
    pub due: bool,
}

/// What was due and done.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ticked {
    /// Draws generated.
    pub generated: i64,
    /// Draws opened.
    pub opened: i64,
    /// Draws closed.
    pub closed: i64,
    /// Draws called off that nobody opened before they were drawn.
    #[serde(default)]
    pub skipped: i64,
    /// Prizes expired.
    pub expired: i64,
    /// Closed draws gathered by price for the reports.
    #[serde(default)]
    pub gathered: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_waits_on_an_evaluated_draw_is_a_correction() {
        let waiting = WaitingEntry {
            by: "Ana".to_owned(),
            mine: false,
            mine_from: None,
            at: DateTime::UNIX_EPOCH,
            reason: None,
            result: None,
        };
        let row = |state, waiting: Option<&WaitingEntry>| DrawRow {
            id: Uuid::nil().into(),
            lottery: Uuid::nil().into(),
            name: String::new(),
            colour: String::new(),
            digits: Digits::Two,
            outcomes: Vec::new(),
            at: DateTime::UNIX_EPOCH,
            cutoff: DateTime::UNIX_EPOCH,
            state,
            tickets: 0,
            sold: Money::ZERO,
            result: None,
            waiting: waiting.cloned(),
            prizes: Money::ZERO,
            winners: 0,
            seal: None,
            single_person: false,
            settling: None,
            special: false,
            suspended: false,
            step: None,
        };
        let corrected = row(DrawState::Evaluated, Some(&waiting));
        assert_eq!(corrected.correction(), Some(&waiting));
        assert_eq!(row(DrawState::Evaluated, None).correction(), None);
        assert_eq!(row(DrawState::Closed, Some(&waiting)).correction(), None);
    }
}
