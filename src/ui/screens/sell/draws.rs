//! The draws on sale and those that the ticket is for. Always of one length of numbers; a draw that closes stays chosen, so
//! that the sale is blocked and not silently moved.

use crate::domain::betline::{DrawChoice, DrawPick};
use crate::domain::{Digits, DrawId, DrawOnSale, DrawState};
use crate::ui::text::{Say, sell as t};
use chrono::{DateTime, TimeDelta, Utc};

/// All known draws by time, and the chosen ones.
#[derive(Debug, Default)]
pub(in crate::ui::screens) struct Draws {
    all: Vec<DrawOnSale>,
    chosen: Vec<DrawId>,
}

/// Whether a draw takes bets at this moment.
pub(in crate::ui::screens) fn is_open(draw: &DrawOnSale, now: DateTime<Utc>) -> bool {
    draw.state == DrawState::Open && draw.cutoff > now
}

impl Draws {
    /// Takes the draws that the house knows now. Those that are gone stay known, as closed: a ticket may be begun for them.
    pub fn set(&mut self, mut all: Vec<DrawOnSale>) {
        for gone in self.all.drain(..) {
            if gone.state != DrawState::Scheduled && all.iter().all(|draw| draw.id != gone.id) {
                let state = DrawState::Closed;
                all.push(DrawOnSale { state, ..gone });
            }
        }
        all.sort_by(|a, b| (a.at, &a.name).cmp(&(b.at, &b.name)));
        self.all = all;
    }

    /// The house said that this draw takes no bets any more.
    pub fn close(&mut self, id: DrawId) {
        for draw in self.all.iter_mut().filter(|draw| draw.id == id) {
            draw.state = DrawState::Closed;
        }
    }

    /// Draws that take bets, by time: the strip and its codes.
    pub fn open(&self, now: DateTime<Utc>) -> Vec<&DrawOnSale> {
        self.all.iter().filter(|draw| is_open(draw, now)).collect()
    }

    /// A known draw.
    pub fn get(&self, id: DrawId) -> Option<&DrawOnSale> {
        self.all.iter().find(|draw| draw.id == id)
    }

    /// The chosen draws' ids.
    pub fn chosen(&self) -> &[DrawId] {
        &self.chosen
    }

    /// The chosen draws.
    pub fn chosen_draws(&self) -> impl Iterator<Item = &DrawOnSale> {
        self.chosen.iter().filter_map(|id| self.get(*id))
    }

    /// The first chosen draw that takes no bets any more.
    pub fn closed(&self, now: DateTime<Utc>) -> Option<&DrawOnSale> {
        self.chosen_draws().find(|draw| !is_open(draw, now))
    }

    /// Digits of the chosen draws' numbers.
    pub fn digits(&self) -> Digits {
        let first = self.chosen_draws().next();
        first.map(|draw| draw.rules.digits).unwrap_or_default()
    }

    /// Whether every chosen draw plays reventado.
    pub fn reventado(&self) -> bool {
        self.chosen_draws().all(|draw| draw.rules.plays_reventado())
    }

    /// The draw to offer instead of a closed one: the next of its lottery, else the next of all, of the same digits.
    pub fn instead_of(&self, gone: &DrawOnSale, now: DateTime<Utc>) -> Option<&DrawOnSale> {
        let fits = |draw: &&&DrawOnSale| {
            draw.rules.digits == gone.rules.digits && !self.chosen.contains(&draw.id)
        };
        let open = self.open(now);
        let mut same = open.iter().filter(|draw| draw.lottery == gone.lottery);
        same.find(fits).or_else(|| open.iter().find(fits)).copied()
    }

    /// Puts another draw in the place of one, or drops it.
    pub fn replace(&mut self, gone: DrawId, by: Option<DrawId>) {
        if let Some(place) = self.chosen.iter().position(|id| *id == gone) {
            match by {
                Some(by) => self.chosen[place] = by,
                None => {
                    self.chosen.remove(place);
                }
            }
        }
    }

    /// Chooses the draws of a ticket that was parked.
    pub fn restore(&mut self, chosen: Vec<DrawId>) {
        self.chosen = chosen;
        self.chosen
            .retain(|id| self.all.iter().any(|draw| draw.id == *id));
    }

    /// With nothing typed, a closed choice moves on by itself; without a choice the next draw is chosen.
    pub fn follow(&mut self, now: DateTime<Utc>) {
        let gone: Vec<DrawId> = self
            .chosen_draws()
            .filter(|draw| !is_open(draw, now))
            .map(|draw| draw.id)
            .collect();
        self.chosen.retain(|id| !gone.contains(id));
        if self.chosen.is_empty() {
            let next = self
                .open(now)
                .iter()
                .min_by_key(|draw| draw.cutoff)
                .map(|draw| draw.id);
            self.chosen.extend(next);
        }
    }

    /// Of several chosen draws the first that still takes bets stays chosen.
    pub fn keep_first(&mut self, now: DateTime<Utc>) {
        if self.chosen.len() > 1 {
            let first = self.chosen_draws().find(|draw| is_open(draw, now));
            let first = first.map(|draw| draw.id);
            self.chosen = first.into_iter().collect();
        }
    }

    /// Takes a choice.
    ///
    /// # Errors
    /// Draws of different lengths, or of another length than the `held` numbers of the ticket.
    pub fn choose(&mut self, ids: Vec<DrawId>, held: Option<Digits>) -> Result<(), Say> {
        let mut digits = ids
            .iter()
            .filter_map(|id| self.get(*id))
            .map(|draw| draw.rules.digits);
        let Some(first) = digits.next() else {
            return Err(t::NO_DRAWS.into());
        };
        if digits.any(|other| other != first) {
            return Err(t::DRAW_MIXED.into());
        }
        if held.is_some_and(|held| held != first) {
            return Err(t::DRAW_DIGITS.into());
        }
        self.chosen = ids;
        Ok(())
    }

    /// The open draw beside the first chosen one.
    pub fn beside(&self, forward: bool, now: DateTime<Utc>) -> Option<DrawId> {
        let open = self.open(now);
        let at = open
            .iter()
            .position(|draw| self.chosen.first() == Some(&draw.id));
        let place = match (at, forward) {
            (None, _) => 0,
            (Some(at), true) => (at + 1) % open.len(),
            (Some(at), false) => (at + open.len() - 1) % open.len(),
        };
        open.get(place).map(|draw| draw.id)
    }

    /// The draws that a typed choice names, in the order typed, each once.
    ///
    /// # Errors
    /// A code without a draw, or fewer open draws than asked for.
    pub fn named(&self, choice: &DrawChoice, now: DateTime<Utc>) -> Result<Vec<DrawId>, Say> {
        let open = self.open(now);
        let mut ids = Vec::new();
        for pick in &choice.picks {
            let base =
                find(&open, pick).ok_or_else(|| t::DRAW_NO_CODE.with("code", shown(pick)))?;
            let first = if choice.days_ahead == 0 {
                base
            } else {
                later(&open, base, choice.days_ahead)
                    .ok_or_else(|| t::DRAW_NO_DAY.with("name", base.name.as_str()))?
            };
            let row: Vec<DrawId> = open
                .iter()
                .filter(|draw| draw.lottery == first.lottery && draw.at >= first.at)
                .take(usize::from(choice.in_a_row))
                .map(|draw| draw.id)
                .collect();
            if row.len() < usize::from(choice.in_a_row) {
                let say = t::DRAW_NO_MORE.with("n", row.len());
                return Err(say.with("name", first.name.as_str()));
            }
            ids.extend(row);
        }
        let mut seen = Vec::new();
        ids.retain(|id| {
            !seen.contains(id) && {
                seen.push(*id);
                true
            }
        });
        Ok(ids)
    }
}

fn find<'a>(open: &[&'a DrawOnSale], pick: &DrawPick) -> Option<&'a DrawOnSale> {
    match pick {
        DrawPick::Code(0) => open.get(9).copied(),
        DrawPick::Code(code) => open.get(usize::from(*code) - 1).copied(),
        DrawPick::Alias(letters) => {
            let alias = |draw: &&&DrawOnSale| draw.alias.to_lowercase();
            let exact = open.iter().find(|draw| alias(draw) == *letters);
            exact
                .or_else(|| open.iter().find(|draw| alias(draw).starts_with(letters)))
                .or_else(|| {
                    open.iter()
                        .find(|draw| draw.name.to_lowercase().starts_with(letters))
                })
                .copied()
        }
    }
}

fn shown(pick: &DrawPick) -> String {
    match pick {
        DrawPick::Code(code) => code.to_string(),
        DrawPick::Alias(letters) => letters.to_uppercase(),
    }
}

/// The draw of the same lottery so many days later, at about the same time of day.
fn later<'a>(open: &[&'a DrawOnSale], base: &DrawOnSale, days: u8) -> Option<&'a DrawOnSale> {
    let at = base.at + TimeDelta::days(i64::from(days));
    let close = |draw: &&&DrawOnSale| (draw.at - at).abs() <= TimeDelta::hours(2);
    open.iter()
        .filter(|draw| draw.lottery == base.lottery)
        .filter(close)
        .min_by_key(|draw| (draw.at - at).abs())
        .copied()
}
