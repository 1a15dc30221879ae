//! What the house answered about lay-offs.

use super::{KEEP, LayOffs, ONE, STEP, View};
use crate::domain::DrawState;
use crate::domain::layoff::LayOffState;
use crate::ops::{Answer, DrawRow, LayOffAnswer, LayOffView, Reply};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::screen::Slot;
use crate::ui::text::layoff as t;
use crate::ui::widgets::Grid;

impl LayOffs {
    pub(super) fn replied(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return self.not_done(slot, reply, ctx);
        };
        match answer.as_ref() {
            Answer::Draws(rows) => self.learn_draws(rows),
            Answer::LayOff(LayOffAnswer::List(list)) if Some(list.draw.id) == self.draw => {
                fill(&mut self.grid, list.rows.clone());
                self.told = Some(list.clone());
                Vec::new()
            }
            Answer::LayOff(LayOffAnswer::Proposal(told)) if Some(told.draw.id) == self.draw => {
                self.proposed(told, ctx)
            }
            Answer::LayOff(LayOffAnswer::One(told)) => self.learn_one(slot, told),
            _ => Vec::new(),
        }
    }

    fn learn_one(&mut self, slot: Slot, told: &LayOffView) -> Vec<Effect> {
        if slot == KEEP {
            self.view = Some(View::One {
                id: told.row.id,
                told: None,
                grid: Grid::default(),
            });
        }
        if let Some(View::One {
            id,
            told: old,
            grid,
        }) = &mut self.view
            && *id == told.row.id
        {
            fill(grid, told.lines.clone());
            *old = Some(Box::new(told.clone()));
        }
        if slot == ONE {
            return Vec::new();
        }
        if slot == STEP {
            self.pending = None;
        }
        let number = told.row.number;
        let say = match told.row.state {
            LayOffState::Proposed => t::KEPT
                .with("number", number)
                .with("key", Action::LayOffSend),
            LayOffState::Sent => t::SAID_SENT
                .with("number", number)
                .with("key", Action::LayOffMessage),
            LayOffState::Accepted => t::SAID_ACCEPTED
                .with("number", number)
                .with("cost", told.row.cost),
            LayOffState::Settled
            | LayOffState::Rejected
            | LayOffState::Withdrawn
            | LayOffState::Annulled => t::SAID_DONE
                .with("number", number)
                .with("state", t::state(told.row.state)),
        };
        let mut effects = self.read();
        effects.push(Effect::good(say));
        effects
    }

    /// Draws that were or are on sale; the next one on sale is shown first, else the last one that was.
    fn learn_draws(&mut self, rows: &[DrawRow]) -> Vec<Effect> {
        let sold = |draw: &&DrawRow| draw.state != DrawState::Scheduled;
        self.draws = rows.iter().filter(sold).cloned().collect();
        if self.draw.is_some() {
            return Vec::new();
        }
        let open = self.draws.iter().find(|draw| draw.state == DrawState::Open);
        let Some(draw) = open.or_else(|| self.draws.last()) else {
            self.grid.set(Vec::new(), false);
            return Vec::new();
        };
        self.choose_draw(draw.id)
    }
}

/// Rows in place of those before, the same place chosen.
fn fill<R>(grid: &mut Grid<R>, rows: Vec<R>) {
    let place = grid.place();
    grid.set(rows, false);
    grid.choose(place);
}
