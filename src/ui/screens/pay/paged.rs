//! What the lists of tickets and of prizes have in common: their dates, their rows page by page, and why they could not be read.

use super::days::Days;
use crate::ops::Reply;
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::overlays::Outcome;
use crate::ui::screen::Slot;
use crate::ui::text::{Say, refusal};
use crate::ui::widgets::{Cell, Grid, Moved};

/// A list that is read page by page, each behind the key that the last one gave.
#[derive(Debug)]
pub(super) struct Paged<R, K> {
    /// The dates it shows.
    pub days: Days,
    /// The rows read so far.
    pub grid: Grid<R>,
    /// Why it could not be read.
    pub problem: Option<Say>,
    next: Option<K>,
    adding: bool,
}

impl<R, K> Default for Paged<R, K> {
    fn default() -> Self {
        Self {
            days: Days::default(),
            grid: Grid::default(),
            problem: None,
            next: None,
            adding: false,
        }
    }
}

/// The slots of a list's dialogs about its dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateSlots {
    /// Which dates.
    pub which: Slot,
    /// From when to when.
    pub between: Slot,
}

/// What a dialog's end means for the dates.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "it lives for a moment")]
pub(super) enum Dated {
    /// Other dates are shown from now on.
    Changed,
    /// The dates are asked for.
    Asks(Effect),
    /// It was not about the dates.
    Other,
}

impl<R: Clone, K: Clone> Paged<R, K> {
    /// The first page is asked for anew.
    pub fn begin(&mut self) {
        self.adding = false;
    }

    /// Moves in the list; the key of the page to ask for, where more rows are wanted.
    pub fn step(&mut self, action: Action) -> Option<K> {
        match self.grid.on_action(action) {
            Moved::WantsMore if !self.adding => {
                self.adding = self.next.is_some();
                self.next.clone()
            }
            Moved::WantsMore | Moved::Moved | Moved::Ignored => None,
        }
    }

    /// Takes a page.
    pub fn take(&mut self, rows: &[R], next: Option<K>) {
        let more = next.is_some();
        if std::mem::take(&mut self.adding) {
            self.grid.append(rows.to_vec(), more);
        } else {
            self.grid.set(rows.to_vec(), more);
        }
        self.next = next;
    }

    /// Learns whether something could be read, and says why not.
    pub fn learn(&mut self, reply: &Reply) -> Vec<Effect> {
        self.problem = match reply {
            Reply::Done(_) => None,
            Reply::Refused(all) => Some(refusal::first(all)),
            Reply::Failed(fault) => Some(refusal::fault(fault)),
        };
        if self.problem.is_some() {
            self.adding = false;
        }
        self.problem.clone().map(Effect::bad).into_iter().collect()
    }

    /// A dialog ended that may have been about the dates.
    pub fn dated(&mut self, slot: Slot, outcome: &Outcome, slots: DateSlots, ctx: &Ctx) -> Dated {
        match outcome {
            Outcome::Picked(places) if slot == slots.which => {
                let Some(days) = Days::picked(places.first().copied().unwrap_or(0)) else {
                    let prompt = self.days.prompt(ctx);
                    return Dated::Asks(Effect::open(slots.between, prompt));
                };
                self.days = days;
                Dated::Changed
            }
            Outcome::Filled(values) if slot == slots.between => {
                self.days = Days::typed(values, ctx);
                Dated::Changed
            }
            Outcome::Picked(_) | Outcome::Filled(_) | Outcome::Confirmed | Outcome::Dismissed => {
                Dated::Other
            }
        }
    }

    /// The chosen row as text.
    pub fn copied(&self, cells: impl Fn(&R) -> Vec<Cell>) -> Option<String> {
        let cells = cells(self.grid.chosen()?).into_iter().map(|cell| cell.text);
        Some(cells.collect::<Vec<_>>().join("\t"))
    }
}
