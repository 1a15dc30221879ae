//! What the house answered about lists.

use super::{Lists, View};
use crate::domain::DrawState;
use crate::ops::{Answer, DrawRow, Reply};
use crate::ui::ctx::Ctx;
use crate::ui::effect::Effect;
use crate::ui::screen::Slot;
use crate::ui::widgets::Grid;

impl Lists {
    pub(super) fn replied(&mut self, slot: Slot, reply: &Reply, ctx: &Ctx) -> Vec<Effect> {
        let Reply::Done(answer) = reply else {
            return self.not_done(slot, reply, ctx);
        };
        match answer.as_ref() {
            Answer::ListPreview(preview) => self.ask_reason(preview, ctx),
            Answer::ListChanged(change) => self.done(change, ctx),
            answer => self.learn(answer),
        }
    }

    fn learn(&mut self, answer: &Answer) -> Vec<Effect> {
        match (answer, self.views.last_mut()) {
            (Answer::Draws(rows), _) => return self.learn_draws(rows),
            (Answer::Lists(lists), _) if Some(lists.draw.id) == self.draw => {
                fill(&mut self.grid, lists.rows.clone());
                self.told = Some(lists.clone());
            }
            (Answer::List(list), Some(View::Numbers { of, told, grid }))
                if Some(list.draw.id) == self.draw && list.of.scope == of.scope =>
            {
                fill(grid, list.lines.clone());
                *told = Some(list.clone());
            }
            (Answer::ListTickets(page), Some(View::Tickets { next, grid, .. })) => {
                if next.is_some() {
                    grid.append(page.rows.clone(), page.next.is_some());
                } else {
                    grid.set(page.rows.clone(), page.next.is_some());
                }
                next.clone_from(&page.next);
            }
            _ => {}
        }
        Vec::new()
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
