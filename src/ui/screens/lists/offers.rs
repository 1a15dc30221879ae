//! What can be done with the lists of a draw, with a list, with its tickets.

use super::{Lists, View};
use crate::ui::action::Action;
use crate::ui::ctx::Ctx;
use crate::ui::screen::Offer;
use crate::ui::text::lists as t;

impl Lists {
    pub(super) fn offered(&self, _ctx: &Ctx) -> Vec<Offer> {
        let open = Offer::when(Action::ListOpen, self.any(), t::NONE_CHOSEN);
        let told = match self.views.last() {
            None => self.told.is_some(),
            Some(View::Numbers { told, .. }) => told.is_some(),
            Some(View::Tickets { .. }) => false,
        };
        let files = [
            Offer::when(Action::ListsCsv, told, t::NOT_READ),
            Offer::when(Action::ListsXlsx, told, t::NOT_READ),
        ];
        let mut offers = match self.views.last() {
            None => {
                let many = self.draws.len() > 1;
                let [exclude, include] = self.change_offers();
                vec![
                    open.called(t::OPEN_NUMBERS),
                    Offer::on(Action::ListsDraw),
                    exclude,
                    include,
                    Offer::when(Action::ListLeft, many, t::NONE_CHOSEN).called(t::DRAW_BEFORE),
                    Offer::when(Action::ListRight, many, t::NONE_CHOSEN).called(t::DRAW_AFTER),
                    Offer::on(Action::ListFilter).called(t::CHOOSE_DAY),
                ]
            }
            Some(View::Numbers { .. }) => {
                let [exclude, include] = self.change_offers();
                vec![
                    open.called(t::OPEN_TICKETS),
                    Offer::when(Action::ListCopy, told, t::NOT_READ),
                    exclude,
                    include,
                ]
            }
            Some(View::Tickets { .. }) => vec![open.called(t::OPEN_TICKET)],
        };
        if !matches!(self.views.last(), Some(View::Tickets { .. })) {
            offers.extend(files);
        }
        offers.push(Offer::on(Action::ListBack));
        offers
    }

    /// Whether a row of what is shown is chosen.
    fn any(&self) -> bool {
        match self.views.last() {
            None => self.grid.chosen().is_some(),
            Some(View::Numbers { grid, .. }) => grid.chosen().is_some(),
            Some(View::Tickets { grid, .. }) => grid.chosen().is_some(),
        }
    }
}
